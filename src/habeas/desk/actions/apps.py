"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from typing_extensions import override


class ActionsConfig(AppConfig):
    """Campaigns."""

    name = "habeas.desk.actions"
    label = "actions"

    @override
    def ready(self) -> None:
        """Listens for what changes under campaigns."""
        from habeas.desk.actions.tasks import listen

        listen()
