"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ActionsConfig(AppConfig):
    """Campaigns."""

    name = "habeas.desk.actions"
    label = "actions"
