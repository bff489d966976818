"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class SameConfig(AppConfig):
    """Who is who."""

    name = "habeas.desk.same"
    label = "same"
