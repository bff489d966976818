"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class AuditConfig(AppConfig):
    """The audit log."""

    name = "habeas.desk.audit"
    label = "audit"
