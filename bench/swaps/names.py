"""Invented names of many naming traditions, put together from the parts in `tables/traditions.toml`."""

from __future__ import annotations

import random
import tomllib
from collections.abc import Callable, Sequence
from itertools import product
from pathlib import Path
from typing import Literal, TypeVar

import msgspec

T = TypeVar("T")
TABLES = Path(__file__).parent / "tables"


class Tradition(msgspec.Struct, frozen=True, kw_only=True):
    """The parts of one naming tradition's names. `towns`: beginnings and ends; `countries`: name and adjective."""

    men: tuple[str, ...]
    women: tuple[str, ...]
    families: tuple[str, ...]
    towns: tuple[tuple[str, ...], tuple[str, ...]]
    countries: tuple[tuple[str, str], ...]
    order: Literal["given", "family"] = "given"


def traditions() -> dict[str, Tradition]:
    """All traditions of the table, in its order."""
    table = tomllib.loads((TABLES / "traditions.toml").read_text(encoding="utf-8"))
    return {name: msgspec.convert(parts, Tradition) for name, parts in table.items()}


class NoNameLeftError(ValueError):
    """A tradition has not enough names for a report."""


class Namer:
    """Gives names of one tradition, none twice and none that `free` refuses; the same seed, the same names.

    Countries beyond those of the tradition are taken from `further`.
    """

    def __init__(
        self,
        tradition: Tradition,
        seed: str,
        free: Callable[[str], bool],
        further: Sequence[tuple[str, str]] = (),
    ) -> None:
        self.order = tradition.order
        towns = ["".join(parts) for parts in product(*tradition.towns)]
        self._free = free
        self._men = _shuffled(tradition.men, f"{seed} men")
        self._women = _shuffled(tradition.women, f"{seed} women")
        self._families = _shuffled(tradition.families, f"{seed} families")
        self._towns = _shuffled(towns, f"{seed} towns")
        near = _shuffled(tradition.countries, f"{seed} countries")
        self._countries = [*_shuffled(further, f"{seed} further"), *near]  # taken from the end

    def given(self, *, woman: bool) -> str:
        return self._next(self._women if woman else self._men)

    def family(self) -> str:
        return self._next(self._families)

    def town(self) -> str:
        return self._next(self._towns)

    def country(self) -> tuple[str, str]:
        """A country's name and adjective."""
        while self._countries:
            found = self._countries.pop()
            if all(map(self._free, found)):
                return found
        raise NoNameLeftError("no country is left")

    def _next(self, names: list[str]) -> str:
        while names:
            if self._free(name := names.pop()):
                return name
        raise NoNameLeftError("no name is left")


def _shuffled(items: Sequence[T], seed: str) -> list[T]:
    found = list(items)
    random.Random(seed).shuffle(found)
    return found
