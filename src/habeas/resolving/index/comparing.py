"""Which pairs of the index matter: compared when the two come near each other, dropped when they are so no more."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from habeas.model.reading import Reading
from habeas.model.standing import Standing
from habeas.resolving.blocking import near
from habeas.resolving.index.codec import packed
from habeas.resolving.index.reports import Under
from habeas.resolving.index.standing_in import placed
from habeas.resolving.index.statements import file_statements, note_statements
from habeas.resolving.joins import THRESHOLD, Outcome
from habeas.resolving.profile import Profile, profiles
from habeas.resolving.same_day import is_offered
from habeas.resolving.settling import weigh_pair

_ADD = "INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?)"
_ROWS = (
    "WITH wanted (kind, one, other) AS (VALUES {}) SELECT kind, one, other, rows, score "
    "FROM wanted CROSS JOIN pair USING (kind, one, other)"
)
_AT_ONCE = 200  # pairs that one query asks for
_MANY = 100_000  # pairs of which not all comparisons of names would be remembered
_OF_A_DAY = Outcome(1.0, False, False)


def compare(under: Under) -> None:
    """Does what the changes of the rows ask for."""
    changed = [(*pair, rows) for pair, rows in under.change.items() if rows]
    # Nothing is known yet of who came in just now.
    before = _known(under, [pair for *pair, _ in changed if under.came.isdisjoint(pair[1:])])
    new = []
    for kind, one, other, rows in changed:
        known = before.get((kind, one, other))
        if known is not None:
            known[0] += rows
        elif rows > 0:
            new.append((kind, one, other, rows))
    _count(under, before)
    under.tables.write(_ADD, list(_compared(under, new)))


def _known(under: Under, pairs: Iterable[Sequence[Any]]) -> dict[tuple[str, int, int], list[Any]]:
    """Those of some pairs that are kept, with the rows in which they are near each other and their score."""
    wanted = list(pairs)
    found: dict[tuple[str, int, int], list[Any]] = {}
    for first in range(0, len(wanted), _AT_ONCE):
        some = wanted[first : first + _AT_ONCE]
        asked = _ROWS.format(",".join(["(?,?,?)"] * len(some)))
        for kind, one, other, *what in under.tables.each(asked, *(value for pair in some for value in pair)):
            found[kind, one, other] = what
    return found


def _compared(under: Under, pairs: list[tuple[str, int, int, int]]) -> Iterator[tuple[object, ...]]:
    """The pairs that matter of those that came near each other."""
    under.people.read(number for _, *pair, _ in pairs for number in pair)
    ordered = sorted(pairs)
    if len(ordered) > _MANY:
        # Pairs of the same two names follow each other, so that the names are compared once.
        ordered.sort(key=lambda pair: (pair[0], *_names(under, pair[1], pair[2])))
    for kind, one, other, rows in ordered:
        left, right = under.people.get(one), under.people.get(other)
        if left is None or right is None or left.ref.report == right.ref.report:
            continue
        weighed = _weighed(kind, left, right)
        if weighed is not None:
            _touch(under, one, other, offered=weighed.offered)
            yield one, other, kind, rows, *weighed


def _count(under: Under, pairs: Mapping[tuple[str, int, int], Sequence[Any]]) -> None:
    """Notes in how many rows pairs are near each other, or drops them."""
    which = "WHERE kind = ? AND one = ? AND other = ?"
    kept = ((rows, *pair) for pair, (rows, _) in pairs.items() if rows > 0)
    under.tables.write(f"UPDATE pair SET rows = ? {which}", kept)
    dropped = [pair for pair, (rows, _) in pairs.items() if rows <= 0]
    under.tables.write(f"DELETE FROM pair {which}", dropped)
    for pair in dropped:
        _touch(under, pair[1], pair[2], offered=pairs[pair][1] >= THRESHOLD)


def _touch(under: Under, one: int, other: int, *, offered: bool) -> None:
    """A pair that only keeps people apart matters where something else ties them together: who came in just now is
    tied to nobody, and settled in any case.
    """
    if not offered and under.came.isdisjoint((one, other)):
        parts = under.tables.all("SELECT part FROM person WHERE id IN (?, ?)", one, other)
        offered = len(parts) == 2 and parts[0] == parts[1]
    if offered:
        under.touched.update((one, other))


def _names(under: Under, *numbers: int) -> tuple[str, ...]:
    people = [under.people.get(number) for number in numbers]
    return tuple("" if person is None else person.ref.name for person in people)


def _weighed(kind: str, left: Profile, right: Profile) -> Outcome | None:
    if left.ref.key > right.ref.key:
        left, right = right, left
    if kind == "name":
        return weigh_pair(left, right)
    return _OF_A_DAY if is_offered(left, right) else None


def fill(under: Under, readings: Iterable[Reading], known: Mapping[str, Standing]) -> None:
    """Puts everybody at once into empty tables, some ten times as fast as one after the other."""
    tables = under.tables
    of_report = {reading.report.id: reading for reading in readings}
    people = {p.ref.key: p for reading in of_report.values() for p in profiles(reading, known)}
    ordered = sorted(people.values(), key=lambda p: (p.ref.name, p.ref.key))
    numbered = list(enumerate(ordered, 1))
    rows = ((number, p.ref.key, p.ref.report, p.ref.entity, p.ref.name, packed(p)) for number, p in numbered)
    tables.write("INSERT INTO person (id, key, report, entity, name, profile) VALUES (?, ?, ?, ?, ?, ?)", rows)
    tables.write("INSERT INTO place VALUES (?, ?, ?)", sorted(placed(numbered)))
    first: dict[str, int] = {}
    for number, person in numbered:
        under.people.note(number, person)
        under.touched.add(number)
        first.setdefault(person.ref.report, number)
    note_statements(tables, ((number, of_report[report]) for report, number in first.items()))
    file_statements(tables, 0)
    tables.write(_ADD, _pairs(ordered))


def _pairs(ordered: Sequence[Profile]) -> Iterator[tuple[object, ...]]:
    found = near(ordered)
    for kind, codes in (("name", found.names), ("day", found.days)):
        for code in sorted(codes):
            one, other = divmod(code, found.many)
            weighed = _weighed(kind, ordered[one], ordered[other])
            if weighed is not None:
                yield one + 1, other + 1, kind, codes[code], *weighed
