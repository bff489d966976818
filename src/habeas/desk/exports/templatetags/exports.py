"""Which forms there are of what."""

from __future__ import annotations

from typing import Any

from django import template

from habeas.desk.exports.models import FORMS

register = template.Library()


@register.filter
def forms(scope: str) -> list[tuple[str, Any]]:
    """The forms that an export may have, with their labels."""
    return [(str(one.value), one.label) for one in FORMS[scope]]
