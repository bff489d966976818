"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from typing_extensions import override


class ExportsConfig(AppConfig):
    """Exports."""

    name = "habeas.desk.exports"
    label = "exports"

    @override
    def ready(self) -> None:
        """Has exports forgotten when something is erased or restricted: they may hold it."""
        from habeas.desk.access.writes import ON_RESTRICTING
        from habeas.desk.exports.writes import forget, take_back
        from habeas.desk.index.following import ON_ERASURE

        ON_ERASURE.append(forget)
        ON_RESTRICTING.append(take_back)
