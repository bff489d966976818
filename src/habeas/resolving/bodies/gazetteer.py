"""Towns and countries by any of their names, without a network: GeoNames and CLDR as tables (`bench/gazetteer.py`).

Towns of 5,000 people or more. Smaller ones, provinces, camps and prisons are not in it: nothing found says nothing.
"""

from __future__ import annotations

import gzip
from collections.abc import Iterable, Mapping
from functools import cache, lru_cache
from importlib.resources import files

from habeas.model.case import Place
from habeas.resolving.bodies.keys import key


@lru_cache(maxsize=65536)
def towns(name: str) -> tuple[Place, ...]:
    """The towns of this name, the largest first; none for a country.

    Towns that bear it as another name only are left out where a larger one has it as its own.
    """
    wanted = key(name)
    if not wanted or country(name) is not None:
        return ()
    found = sorted((_town(number) for number in _numbers(wanted)), key=lambda pair: (-pair[1], pair[0].gazetteer))
    own = next((people for place, people in found if key(place.name) == wanted), 0)
    return tuple(place for place, people in found if people > own or key(place.name) == wanted)


def country(name: str) -> str | None:
    """The code (ISO 3166-1 alpha-2) of the country of this name."""
    found = _countries()[0].get(key(name))
    return found[0] if found is not None and len(found) == 1 else None


def country_name(code: str) -> str:
    """What the country is called in English."""
    return _countries()[1].get(code, code)


def _numbers(wanted: str) -> Iterable[int]:
    line = _line(_unpacked("names.tsv.gz"), f"{wanted}\t".encode())
    return [int(number) for number in line.split("\t")[1].split(",")] if line else []


def _town(number: int) -> tuple[Place, int]:
    # The rows stand in the order of their numbers, which are not padded: so they are found by an index of places.
    start = _places()[number]
    table = _unpacked("towns.tsv.gz")
    _, name, code, latitude, longitude, people = table[start : table.index(b"\n", start)].decode().split("\t")
    place = Place(
        name=name,
        country=code,
        country_name=country_name(code),
        latitude=float(latitude),
        longitude=float(longitude),
        gazetteer=f"geonames:{number}",
    )
    return place, int(people)


def _line(table: bytes, begin: bytes) -> str:
    """The line of a sorted table that begins so; empty where there is none."""
    low, high = 0, len(table)
    while low < high:
        middle = table.rfind(b"\n", 0, (low + high) // 2) + 1
        end = table.index(b"\n", middle)
        line = table[middle:end]
        if line.startswith(begin):
            return line.decode()
        if line < begin:
            low = end + 1
        else:
            high = middle
    return ""


@cache
def _unpacked(name: str) -> bytes:
    return gzip.decompress((files("habeas.resolving") / "bodies" / "tables" / name).read_bytes())


@cache
def _places() -> Mapping[int, int]:
    """Where the row of each town begins."""
    found = {}
    start = 0
    for row in _unpacked("towns.tsv.gz").splitlines(keepends=True):
        found[int(row[: row.index(b"\t")])] = start
        start += len(row)
    return found


@cache
def _countries() -> tuple[Mapping[str, tuple[str, ...]], Mapping[str, str]]:
    codes: dict[str, tuple[str, ...]] = {}
    names = {}
    for row in _unpacked("countries.tsv.gz").decode().splitlines():
        name, code, own = row.split("\t")
        codes[name] = tuple(sorted({*codes.get(name, ()), code}))
        names[code] = own
    return codes, names
