"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class RegistersConfig(AppConfig):
    """Spreadsheets in."""

    name = "habeas.desk.registers"
    label = "registers"
