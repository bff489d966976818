"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Members, invitations, and the desk's own settings."""

    name = "habeas.desk.people"
    label = "people"
