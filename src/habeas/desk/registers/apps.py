"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from typing_extensions import override


class RegistersConfig(AppConfig):
    """Spreadsheets in."""

    name = "habeas.desk.registers"
    label = "registers"

    @override
    def ready(self) -> None:
        """Has what is kept of rows forgotten when something is erased."""
        from habeas.desk.index.following import ON_ERASURE
        from habeas.desk.registers.writes import forget

        ON_ERASURE.append(forget)
