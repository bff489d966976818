"""The tables that weighing works with, read once."""

from __future__ import annotations

import tomllib
from importlib.resources import files

import msgspec


class _Properties(msgspec.Struct, frozen=True):
    fixed: frozenset[str]
    one_at_a_time: frozenset[str]
    changing: frozenset[str]
    plain: frozenset[str]
    changed_by: dict[str, frozenset[str]]


class _Events(msgspec.Struct, frozen=True):
    once: frozenset[str]
    rare: frozenset[str]
    custody: frozenset[str]
    alleged: frozenset[str]
    witnessed: frozenset[str]
    seldom: frozenset[str]
    awaited: frozenset[str]


class _Weighing(msgspec.Struct, frozen=True):
    properties: _Properties
    conditions: dict[str, tuple[str, ...]]
    opposed: dict[str, tuple[tuple[str, str], ...]]
    events: _Events
    custody: dict[str, frozenset[str]]
    outcomes: dict[str, frozenset[str]]
    denials: dict[str, frozenset[str]]
    speakers: dict[str, frozenset[str]]


class _Counted(msgspec.Struct, frozen=True):
    custody: frozenset[str]
    idle: frozenset[str]
    held: frozenset[str]
    custodial: frozenset[str]
    plain: frozenset[str]
    side_by_side: frozenset[str]
    stocks: frozenset[str]
    steady: frozenset[str]
    round: float
    said: dict[str, frozenset[str]]


class _Amounts(msgspec.Struct, frozen=True):
    numbers: dict[str, int]
    units: dict[str, frozenset[str]]
    alone: dict[str, str]
    prisons: dict[str, frozenset[str]]


class _Causes(msgspec.Struct, frozen=True):
    causes: dict[str, tuple[str, ...]]
    whole: tuple[tuple[str, str], ...]
    vague: frozenset[str]


def _load(name: str) -> dict[str, object]:
    return tomllib.loads((files("habeas.weighing") / "tables" / name).read_text(encoding="utf-8"))


WEIGHING = msgspec.convert(_load("weighing.toml"), _Weighing)
COUNTED = msgspec.convert(_load("counted.toml"), _Counted)
AMOUNTS = msgspec.convert(_load("amounts.toml"), _Amounts)
CAUSES = msgspec.convert(_load("causes.toml"), _Causes)
