"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class WorklistsConfig(AppConfig):
    """Worklists and written findings."""

    name = "habeas.desk.worklists"
    label = "worklists"
