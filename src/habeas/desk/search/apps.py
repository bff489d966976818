"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """Lists and search."""

    name = "habeas.desk.search"
    label = "search"
