"""Which pairs of the index matter: compared when the two come near each other, dropped when they are so no more."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from habeas.resolving.blocking import near
from habeas.resolving.index.codec import packed
from habeas.resolving.index.reports import Under
from habeas.resolving.index.standing_in import placed
from habeas.resolving.joins import THRESHOLD, Outcome
from habeas.resolving.profile import Profile
from habeas.resolving.same_day import is_offered
from habeas.resolving.settling import weigh_pair

_ADD = "INSERT INTO pair VALUES (?, ?, ?, ?, ?, ?, ?)"
_ROWS = "SELECT rows FROM pair WHERE one = ? AND other = ? AND kind = ?"
_MANY = 100_000  # pairs of which not all comparisons of names would be remembered
_OF_A_DAY = Outcome(1.0, False, False)


def compare(under: Under) -> None:
    """Does what the changes of the rows ask for."""
    new = []
    for (kind, one, other), rows in under.change.items():
        if rows == 0:
            continue
        # Nothing is known yet of who came in just now.
        before = under.tables.all(_ROWS, one, other, kind) if under.came.isdisjoint((one, other)) else []
        if before:
            _count(under, (kind, one, other), before[0][0] + rows)
        elif rows > 0:
            new.append((kind, one, other, rows))
    under.tables.write(_ADD, list(_compared(under, new)))


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


def _count(under: Under, pair: tuple[str, int, int], rows: int) -> None:
    """Notes in how many rows a pair is near each other, or drops it."""
    if rows > 0:
        under.tables.write("UPDATE pair SET rows = ? WHERE kind = ? AND one = ? AND other = ?", [(rows, *pair)])
    else:
        ((score,),) = under.tables.all("SELECT score FROM pair WHERE kind = ? AND one = ? AND other = ?", *pair)
        under.tables.write("DELETE FROM pair WHERE kind = ? AND one = ? AND other = ?", [pair])
        _touch(under, pair[1], pair[2], offered=score >= THRESHOLD)


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


def fill(under: Under, people: Mapping[str, Profile]) -> None:
    """Puts everybody at once into empty tables, some ten times as fast as one after the other."""
    tables = under.tables
    ordered = sorted(people.values(), key=lambda p: (p.ref.name, p.ref.key))
    numbered = list(enumerate(ordered, 1))
    rows = ((number, p.ref.key, p.ref.report, p.ref.entity, p.ref.name, packed(p)) for number, p in numbered)
    tables.write("INSERT INTO person (id, key, report, entity, name, profile) VALUES (?, ?, ?, ?, ?, ?)", rows)
    tables.write("INSERT INTO place VALUES (?, ?, ?)", sorted(placed(numbered)))
    for number, person in numbered:
        under.people.note(number, person)
        under.touched.add(number)
    tables.write(_ADD, _pairs(ordered))


def _pairs(ordered: Sequence[Profile]) -> Iterator[tuple[object, ...]]:
    found = near(ordered)
    for kind, codes in (("name", found.names), ("day", found.days)):
        for code in sorted(codes):
            one, other = divmod(code, found.many)
            weighed = _weighed(kind, ordered[one], ordered[other])
            if weighed is not None:
                yield one + 1, other + 1, kind, codes[code], *weighed
