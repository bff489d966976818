"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from typing_extensions import override


class SubmissionsConfig(AppConfig):
    """Submissions and urgent actions."""

    name = "habeas.desk.submissions"
    label = "submissions"

    @override
    def ready(self) -> None:
        """Listens for what changes under submissions, and for reports that are erased."""
        from habeas.desk.index.following import ON_ERASURE
        from habeas.desk.submissions.tasks import listen
        from habeas.desk.submissions.writes import forget

        ON_ERASURE.append(forget)
        listen()
