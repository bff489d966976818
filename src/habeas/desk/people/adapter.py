"""How allauth behaves at this desk."""

from __future__ import annotations

from allauth.account.adapter import DefaultAccountAdapter
from django.http import HttpRequest
from typing_extensions import override


class ClosedAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Nobody signs up by themselves: people are invited."""

    @override
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Never."""
        return False
