"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AccessConfig(AppConfig):
    """Restrictions."""

    name = "habeas.desk.access"
    label = "access"
