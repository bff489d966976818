"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ContactsConfig(AppConfig):
    """People who sign or write."""

    name = "habeas.desk.contacts"
    label = "contacts"
