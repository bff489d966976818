"""One row by what stands in one column, for the pages that many ask for at once.

Django composes its questions anew each time, which for these takes several times as long as their answer.
"""

from __future__ import annotations

from functools import cache
from typing import TypeVar

from django.db.models import Model

Row = TypeVar("Row", bound=Model)


def row(model: type[Row], column: str, value: str | int, without: str = "") -> Row | None:
    """The row; None where there is none. The field `without` is only fetched when it is looked at."""
    return next(iter(model._default_manager.raw(_question(model, column, without), [value])), None)


@cache
def _question(model: type[Model], column: str, without: str) -> str:
    columns = ", ".join(f'"{one.column}"' for one in model._meta.concrete_fields if one.name != without)
    return f'SELECT {columns} FROM "{model._meta.db_table}" WHERE "{column}" = %s'
