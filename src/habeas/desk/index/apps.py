"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class IndexConfig(AppConfig):
    """Derived tables."""

    name = "habeas.desk.index"
    label = "index"
