"""The app's name for Django."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """The reading screen."""

    name = "habeas.desk.review"
    label = "review"
