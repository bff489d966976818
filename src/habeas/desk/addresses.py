"""How reports, statements and people stand in addresses: by the hexadecimal digits of their identifiers."""

from __future__ import annotations

from django.urls import register_converter


class Digits:
    """The digits of a report's identifier."""

    regex = "[0-9a-f]{64}"

    def to_python(self, value: str) -> str:
        """As it stands."""
        return value

    def to_url(self, value: str) -> str:
        """As it stands."""
        return value


class ShortDigits(Digits):
    """The digits of a statement's or a person's key."""

    regex = "[0-9a-f]{20}"


def register() -> None:
    """Makes `<digest:…>` and `<key:…>` known to the addresses."""
    register_converter(Digits, "digest")
    register_converter(ShortDigits, "key")
