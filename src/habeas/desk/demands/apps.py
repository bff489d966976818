"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from typing_extensions import override


class DemandsConfig(AppConfig):
    """The ledger of demands."""

    name = "habeas.desk.demands"
    label = "demands"

    @override
    def ready(self) -> None:
        """Has what is known of a report's demands forgotten when that is erased."""
        from habeas.desk.demands.writes import forget
        from habeas.desk.index.following import ON_ERASURE

        ON_ERASURE.append(forget)
