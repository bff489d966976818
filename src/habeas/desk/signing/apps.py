"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class SigningConfig(AppConfig):
    """Signatures."""

    name = "habeas.desk.signing"
    label = "signing"
