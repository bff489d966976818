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
        """Listens for submissions that are sent, and for reports that are erased."""
        from habeas.desk.demands.writes import forget, of_submission
        from habeas.desk.index.following import ON_ERASURE
        from habeas.desk.submissions.writes import ON_SENT

        ON_ERASURE.append(forget)
        ON_SENT.append(of_submission)
