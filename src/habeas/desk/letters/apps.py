"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class LettersConfig(AppConfig):
    """Letters to targets."""

    name = "habeas.desk.letters"
    label = "letters"
