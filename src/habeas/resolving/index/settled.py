"""Those whom an update touches, and all who are tied to them, settled again."""

from __future__ import annotations

from collections.abc import Mapping

from habeas.model.codec import from_json, to_json
from habeas.model.decision import Decision
from habeas.resolving.index.reports import Under, partners
from habeas.resolving.joins import THRESHOLD
from habeas.resolving.profile import Profile
from habeas.resolving.settling import Pair, Pairs, Settled, Weighed, settle

_BOTH = "SELECT one, other, kind, score, hard FROM pair WHERE one = ?"
_EITHER = (
    "SELECT one, other FROM pair WHERE score >= ?2 AND one = ?1"
    " UNION SELECT one, other FROM pair WHERE score >= ?2 AND other = ?1"
)


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
    by_key = {person.ref.key: person for person in people.values()}
    settled = settle(by_key, _pairs(under, people), _verdicts(under, by_key))
    _write(under, people, settled)
    return len(people)


def _tied(under: Under) -> dict[int, Profile]:
    found: dict[int, Profile] = {}
    waiting = sorted(under.touched)
    while waiting:
        number = waiting.pop()
        person = None if number in found else under.people.get(number)
        if person is None:
            continue
        found[number] = person
        waiting += partners(under.tables, number, person.ref.key)
        for pair in under.tables.all(_EITHER, number, THRESHOLD):
            waiting += pair
    return found


def _pairs(under: Under, people: Mapping[int, Profile]) -> Pairs:
    named: dict[Pair, Weighed] = {}
    on_a_day: list[Pair] = []
    for number in people:
        for one, other, kind, score, hard in under.tables.all(_BOTH, number):
            if other in people:
                first, second = sorted((people[one].ref.key, people[other].ref.key))
                if kind == "name":
                    named[first, second] = Weighed(score, bool(hard))
                else:
                    on_a_day.append((first, second))
    return Pairs(named, on_a_day)


def _verdicts(under: Under, people: Mapping[str, Profile]) -> dict[Pair, Decision]:
    rows = (
        row for key in people for row in under.tables.all("SELECT one, other, decision FROM verdict WHERE one = ?", key)
    )
    return {(one, other): from_json(body, Decision) for one, other, body in rows if other in people}


def _write(under: Under, people: Mapping[int, Profile], settled: Settled) -> None:
    tables = under.tables
    numbers = {person.ref.key: number for number, person in people.items()}
    placed = ((numbers[min(keys)], numbers[key]) for keys in settled.working.members() for key in keys)
    tables.write("UPDATE person SET cluster = ? WHERE id = ?", placed)
    tables.write("DELETE FROM joined WHERE one = ?", ((key,) for key in numbers))
    rows = ((join.left, join.right, to_json(join).decode()) for join in settled.joins)
    tables.write("INSERT INTO joined VALUES (?, ?, ?)", rows)
