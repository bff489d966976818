"""Addresses of the reading screen. A report goes by the 64 hexadecimal digits of its identifier."""

from __future__ import annotations

from django.urls import path, register_converter

from habeas.desk.review import views


class Digits:
    """So many hexadecimal digits."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class ShortDigits(Digits):
    """The digits of a statement's key."""

    regex = "[0-9a-f]{20}"


register_converter(Digits, "digest")
register_converter(ShortDigits, "statement")

urlpatterns = [
    path("keys/", views.keys, name="keys"),
    path("reports/<digest:digest>/", views.report, name="report"),
    path("reports/<digest:digest>/original/", views.original, name="original"),
    path("reports/<digest:digest>/add/", views.add, name="add-statement"),
    path("reports/<digest:digest>/mean/", views.mean, name="mean"),
    path("reports/<digest:digest>/<statement:statement>/", views.decide, name="decide"),
]
