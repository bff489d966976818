"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class MailingConfig(AppConfig):
    """The queue of mail."""

    name = "habeas.desk.mailing"
    label = "mailing"
