"""A measured figure, what it is printed beside, and the floor under it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from pathlib import Path
from typing import NamedTuple

import msgspec

PEERS = Path(__file__).parent / "peers.toml"
SECTIONS = ("own", "chains", "polnear", "hrds", "seeds", "apart")
FLOORS = Path(__file__).parent.parent / "floors.toml"


class Figure(NamedTuple):
    """`name` is "section.what"; `value` in percent, or in the unit that the name says."""

    name: str
    value: float


class Known(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A goal of ours and what others reach."""

    goal: float | None = None
    peers: dict[str, float] = {}


def known() -> dict[str, Known]:
    """Goals and peers, by the name of the figure."""
    table = tomllib.loads(PEERS.read_text(encoding="utf-8"))
    return {name: msgspec.convert(entry, Known) for name, entry in table.items()}


def floors(text: str | None = None) -> dict[str, float]:
    """The floors by the name of the figure, from the file or from a text of the same form."""
    table = tomllib.loads(text if text is not None else FLOORS.read_text(encoding="utf-8"))
    return {f"{section}.{what}": float(value) for section, found in table.items() for what, value in found.items()}


def pinned(name: str) -> bool:
    """Whether a figure has a floor. None has what depends on the machine, a share of what was found right (it may fall
    because more is found), precision or recall alone, or a single kind in the marked reports and articles.
    """
    section, _, what = name.partition(".")
    if section in ("seeds", "apart"):
        return what == "all F"
    whole = what.endswith(" F") or what == "direct speech found" or section in ("chains", "hrds")
    return section in SECTIONS and whole


def raised(found: Iterable[Figure], old: dict[str, float]) -> dict[str, float]:
    """The floors raised to a point under the figures where that is higher."""
    new = dict(old)
    for one in found:
        if pinned(one.name):
            new[one.name] = max(old.get(one.name, 0.0), round(max(0.0, one.value - 1), 1))
    return new


def pin(found: Iterable[Figure], path: Path = FLOORS) -> None:
    """Writes the raised floors, the comment at the head of the file kept."""
    text = path.read_text(encoding="utf-8")
    head = "".join(line for line in text.splitlines(keepends=True) if line.startswith("#"))
    out, section = [head], ""
    for name, value in raised(found, floors(text)).items():
        own, _, what = name.partition(".")
        out += [f"\n[{own}]\n"] * (own != section) + [f'"{what}" = {value}\n']
        section = own
    path.write_text("".join(out), encoding="utf-8")


def below(found: Iterable[Figure]) -> list[str]:
    """The figures that lie below their floors, in words."""
    least = floors()
    return [
        f"{one.name}: {one.value:.1f}, floor {least[one.name]:.1f}"
        for one in found
        if one.name in least and one.value < least[one.name]
    ]


def lines(found: Iterable[Figure]) -> list[str]:
    """A table of one section."""
    beside, least = known(), floors()
    out = [f"  {'':<40}{'ours':>8}{'floor':>8}{'goal':>8}  others"]
    for one in found:
        entry = beside.get(one.name, Known())
        others = ", ".join(f"{name} {value:g}" for name, value in entry.peers.items())
        what = one.name.partition(".")[2]
        out.append(f"  {what:<40}{_put(one.value)}{_put(least.get(one.name))}{_put(entry.goal)}  {others}".rstrip())
    return out


def _put(value: float | None) -> str:
    return f"{'–' if value is None else f'{value:.1f}' if value >= 10 else f'{value:.2f}':>8}"
