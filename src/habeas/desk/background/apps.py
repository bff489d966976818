"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class BackgroundConfig(AppConfig):
    """What runs beside the pages."""

    name = "habeas.desk.background"
    label = "background"
