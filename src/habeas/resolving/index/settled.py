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
from habeas.resolving.joins import Outcome
from habeas.resolving.profile import Members, Profile
from habeas.resolving.settling import Pairs, Settled, settle
from habeas.resolving.verdicts import Pair

_PEOPLE = "SELECT id, key, report, entity, name, part, cluster FROM person WHERE {} IN ({{}})"
# Of two the one who came later is the other: what comes with new people is written in one place.
_PAIRS = "SELECT one, other, kind, score, hard, at_home FROM pair WHERE other IN ({})"
_JOINED = "SELECT part, one, other, named, body, changed FROM joined WHERE part IN ({})"
_VERDICTS = "SELECT one, other, decision FROM verdict WHERE one IN ({})"


class _Joined(NamedTuple):
    """A join as it is kept: in which part, whether it follows from the two alone, and since which revision."""

    part: int
    named: int
    body: str
    changed: int


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
    before = _joined(under.tables, people)
    known = (from_json(join.body, Join) for join in before.values() if join.named)
    settled = settle(members, pairs, verdicts, {(join.left, join.right): join for join in known})
    parts = _parts(people, numbers, pairs, verdicts)
    _write_joins(under, before, _joins(settled, numbers, parts, under.revision))
    _write_people(under, people, settled.working, parts)
    return len(people)


def _joined(tables: Tables, people: Mapping[int, _Kept]) -> dict[tuple[int, int], _Joined]:
    parts = sorted({kept.part for kept in people.values() if kept.part is not None})
    return {(one, other): _Joined(part, *how) for part, one, other, *how in tables.of_each(_JOINED, parts)}


def _tied(under: Under) -> dict[int, _Kept]:
    """Only somebody touched can be tied to others than before, and both of two whom an offer ties now are touched; the
    rest of their part comes along.
    """
    found = _with_parts(under.tables, under.touched)
    touched = {number: found[number].ref.key for number in sorted(under.touched & found.keys())}
    return found | _with_parts(under.tables, partners(under.tables, touched) - found.keys())


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


def _joins(
    settled: Settled, numbers: Mapping[str, int], parts: Mapping[int, int], revision: int
) -> dict[tuple[int, int], _Joined]:
    found = {}
    for join in settled.joins:
        one, other = sorted((numbers[join.left], numbers[join.right]))
        named = int((join.left, join.right) in settled.named)
        found[one, other] = _Joined(parts[one], named, to_json(join).decode(), revision)
    return found


def _write_joins(
    under: Under, before: Mapping[tuple[int, int], _Joined], now: Mapping[tuple[int, int], _Joined]
) -> None:
    """Writes what is otherwise than before; a join that only comes to another part is as old as it was."""
    tables = under.tables
    unjoin(under, ((join.part, *pair, join.body) for pair, join in before.items() if pair not in now))
    new = []
    for pair, join in now.items():
        old = before.get(pair)
        if old is None or join[:3] != old[:3]:
            same = old is not None and join[1:3] == old[1:3]
            new.append((join.part, *pair, join.named, join.body, old.changed if old and same else join.changed))
    moved = ((old.part, *pair) for _, *pair, _, _, _ in new if (old := before.get((pair[0], pair[1]))))
    tables.write("DELETE FROM joined WHERE part = ? AND one = ? AND other = ?", moved)
    tables.write("INSERT INTO joined VALUES (?, ?, ?, ?, ?, ?)", new)
    unparted = [from_json(body, Join) for _, one, other, _, body, _ in new if (one, other) not in before]
    tables.write("DELETE FROM parted WHERE one = ? AND other = ?", ((join.left, join.right) for join in unparted))
    tables.write("INSERT INTO rejoined VALUES (?, ?)", ((under.revision, part) for part in sorted({n[0] for n in new})))


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
