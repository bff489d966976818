"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class CasesConfig(AppConfig):
    """Case files."""

    name = "habeas.desk.cases"
    label = "cases"
