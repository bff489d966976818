"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.backends.signals import connection_created
from typing_extensions import override


class SearchConfig(AppConfig):
    """Lists and search."""

    name = "habeas.desk.search"
    label = "search"

    @override
    def ready(self) -> None:
        """Has every connection to SQLite know how words are looked at one by one."""
        from habeas.desk.search.holding import add_function

        connection_created.connect(add_function, dispatch_uid="habeas.desk.search")
