"""The people of the index by their numbers, read as they are needed."""

from __future__ import annotations

from collections.abc import Iterable

from habeas.resolving.index.codec import unpacked
from habeas.resolving.index.tables import Tables
from habeas.resolving.profile import Profile


class People:
    """Profiles by number, each read once; numbers of those who left are never used again while one lives."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._read: dict[int, Profile] = {}

    def get(self, number: int) -> Profile | None:
        """The person of a number; None where there is none."""
        if number not in self._read:
            for (data,) in self._tables.all("SELECT profile FROM person WHERE id = ?", number):
                self._read[number] = unpacked(data)
        return self._read.get(number)

    def read(self, numbers: Iterable[int]) -> None:
        """Reads those who will be asked for, many at once."""
        wanted = sorted(number for number in set(numbers) if number not in self._read)
        for number, data in self._tables.of_each("SELECT id, profile FROM person WHERE id IN ({})", wanted):
            self._read[number] = unpacked(data)

    def note(self, number: int, person: Profile) -> None:
        """Somebody who came in."""
        self._read[number] = person

    def drop(self, number: int) -> None:
        """Somebody who left."""
        self._read.pop(number, None)

    def numbers(self, keys: Iterable[str]) -> dict[str, int]:
        """The numbers of those of the keys who are there."""
        found = {}
        for key in keys:
            for (number,) in self._tables.all("SELECT id FROM person WHERE key = ?", key):
                found[key] = number
        return found
