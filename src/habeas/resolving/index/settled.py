"""Those whom an update touches, and all who are tied to them, settled again.

People whom offers, decisions or reports tie together, however indirectly, are one `part` of all people. What was
settled of another part stays as it is.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import pairwise
from typing import NamedTuple

from habeas.model.case import Join, PersonRef
from habeas.model.codec import from_json, to_json
from habeas.model.decision import Decision
from habeas.resolving.clusters import Clusters
from habeas.resolving.index.reports import Under, partners, unjoin
from habeas.resolving.index.tables import Tables
from habeas.resolving.joins import THRESHOLD, Outcome
from habeas.resolving.profile import Members, Profile
from habeas.resolving.settling import Pairs, Settled, settle
from habeas.resolving.verdicts import Pair

_PEOPLE = "SELECT id, key, report, entity, name, part, cluster FROM person WHERE {} IN ({{}})"
# Of two the one who came later is the other: what comes with new people is written in one place.
_PAIRS = "SELECT one, other, kind, score, hard, at_home FROM pair WHERE other IN ({})"
_JOINED = "SELECT one, other, named, body FROM joined WHERE one IN ({})"
_VERDICTS = "SELECT one, other, decision FROM verdict WHERE one IN ({})"
_OFFERS = tuple(
    f"SELECT one, other FROM pair WHERE score >= {THRESHOLD} AND {side} IN ({{}})" for side in ("one", "other")
)


class _Kept(NamedTuple):
    """A person with the part and the cluster they were last in."""

    ref: PersonRef
    part: int | None
    cluster: int | None


def note_verdicts(under: Under, verdicts: Mapping[Pair, Decision]) -> None:
    """Notes what people decided on pairs; whoever is decided on differently than before is touched."""
    tables = under.tables
    now = {pair: to_json(verdict).decode() for pair, verdict in verdicts.items()}
    before = {(one, other): body for one, other, body in tables.all("SELECT one, other, decision FROM verdict")}
    changed = sorted(pair for pair in now.keys() | before.keys() if now.get(pair) != before.get(pair))
    tables.write("DELETE FROM verdict WHERE one = ? AND other = ?", changed)
    tables.write("INSERT INTO verdict VALUES (?, ?, ?)", ((*pair, now[pair]) for pair in changed if pair in now))
    under.touched.update(under.people.numbers({key for pair in changed for key in pair}).values())


def settle_again(under: Under) -> int:
    """Settles all who are tied to somebody touched; gives how many they are."""
    people = _tied(under)
    numbers = {kept.ref.key: number for number, kept in people.items()}
    members = Members({key: people[number].ref for key, number in numbers.items()}, _profile_of(under, numbers))
    pairs, verdicts = _pairs(under.tables, people), _verdicts(under.tables, numbers)
    before = {(one, other): (named, body) for one, other, named, body in under.tables.of_each(_JOINED, numbers)}
    known = {pair: from_json(body, Join) for pair, (named, body) in before.items() if named}
    settled = settle(members, pairs, verdicts, known)
    _write_joins(under, before, settled)
    _write_people(under, people, settled.working, _parts(people, numbers, pairs, verdicts))
    return len(people)


def _tied(under: Under) -> dict[int, _Kept]:
    """Only somebody touched can be tied to others than before; the rest of their part comes along."""
    found = _with_parts(under.tables, under.touched)
    touched = {number: found[number].ref.key for number in sorted(under.touched & found.keys())}
    near = partners(under.tables, touched)
    for query in _OFFERS:
        near.update(number for pair in under.tables.of_each(query, touched) for number in pair)
    return found | _with_parts(under.tables, near - found.keys())


def _with_parts(tables: Tables, numbers: Iterable[int]) -> dict[int, _Kept]:
    """The people of some numbers, and all of their parts."""
    found = _kept(tables, "id", numbers)
    return found | _kept(tables, "part", {kept.part for kept in found.values() if kept.part is not None})


def _kept(tables: Tables, which: str, values: Iterable[int]) -> dict[int, _Kept]:
    return {
        number: _Kept(PersonRef(key=key, report=report, entity=entity, name=name), part, cluster)
        for number, key, report, entity, name, part, cluster in tables.of_each(_PEOPLE.format(which), sorted(values))
    }


def _profile_of(under: Under, numbers: Mapping[str, int]) -> Callable[[str], Profile]:
    def profile(key: str) -> Profile:
        found = under.people.get(numbers[key])
        assert found is not None
        return found

    return profile


def _pairs(tables: Tables, people: Mapping[int, _Kept]) -> Pairs:
    named: dict[Pair, Outcome] = {}
    on_a_day: list[Pair] = []
    for number, other, kind, score, hard, at_home in tables.of_each(_PAIRS, people):
        if number in people:
            one, two = people[number].ref.key, people[other].ref.key
            pair = (one, two) if one < two else (two, one)
            if kind == "name":
                named[pair] = Outcome(score, bool(hard), bool(at_home))
            else:
                on_a_day.append(pair)
    return Pairs(named, on_a_day)


def _verdicts(tables: Tables, keys: Mapping[str, int]) -> dict[Pair, Decision]:
    rows = tables.of_each(_VERDICTS, keys)
    return {(one, other): from_json(body, Decision) for one, other, body in rows if other in keys}


def _parts(
    people: Mapping[int, _Kept], numbers: Mapping[str, int], pairs: Pairs, verdicts: Iterable[Pair]
) -> dict[int, int]:
    """The part of each, named after its smallest number."""
    sets = Clusters({key: key for key in numbers})
    reports: dict[str, list[str]] = {}
    for kept in people.values():
        reports.setdefault(kept.ref.report, []).append(kept.ref.key)
    offers = (pair for pair, weighed in pairs.named.items() if weighed.offered)
    together = (pair for keys in reports.values() for pair in pairwise(keys))
    for ties in (offers, together, pairs.on_a_day, verdicts):
        for pair in ties:
            sets.join(*pair, decided=True)
    named = {key: min(numbers[other] for other in keys) for keys in sets.members() for key in keys[:1]}
    return {numbers[key]: named[keys[0]] for keys in sets.members() for key in keys}


def _write_joins(under: Under, before: Mapping[Pair, tuple[int, str]], settled: Settled) -> None:
    now = {
        (join.left, join.right): (int((join.left, join.right) in settled.named), to_json(join).decode())
        for join in settled.joins
    }
    gone = sorted(pair for pair in before if now.get(pair) != before[pair])
    new = [pair for pair in now if now[pair] != before.get(pair)]
    unjoin(under.tables, gone, under.revision)
    under.tables.write("DELETE FROM parted WHERE one = ? AND other = ?", new)
    rows = ((*pair, *now[pair], under.revision) for pair in new)
    under.tables.write("INSERT INTO joined VALUES (?, ?, ?, ?, ?)", rows)


def _write_people(under: Under, people: Mapping[int, _Kept], working: Clusters, parts: Mapping[int, int]) -> None:
    """Writes where each now belongs: the cluster is named after the number of its smallest key."""
    numbers = {kept.ref.key: number for number, kept in people.items()}
    clusters = {numbers[key]: numbers[min(keys)] for keys in working.members() for key in keys}
    parted = ((parts[number], number) for number, kept in people.items() if parts[number] != kept.part)
    under.tables.write("UPDATE person SET part = ? WHERE id = ?", parted)
    moved = (
        (clusters[number], under.revision, number)
        for number, kept in people.items()
        if clusters[number] != kept.cluster
    )
    under.tables.write("UPDATE person SET cluster = ?, changed = ? WHERE id = ?", moved)
