"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReleaseConfig(AppConfig):
    """Publishing."""

    name = "habeas.desk.release"
    label = "release"
