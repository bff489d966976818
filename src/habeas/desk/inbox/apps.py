"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class InboxConfig(AppConfig):
    """Arrivals and confidential sources."""

    name = "habeas.desk.inbox"
    label = "inbox"
