"""Random histories of decisions, and who is who by a graph library that knows nothing of our clusters.

`python -m tests.histories --histories 2000 --pages 500` goes through many; the tests through a few.
"""

from __future__ import annotations

import argparse
import random
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec
import networkx as nx

from bench.worlds.collection import World
from habeas.model.case import Join, Resolution
from habeas.model.codec import from_json, to_json
from habeas.model.decision import Action, Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.model.standing import pairs
from habeas.pipeline import publish, working_copy
from habeas.resolving import resolve
from habeas.resolving.index import Index
from tests.factory import decide

Pair = tuple[str, str]
LENGTH = 5
EACH = 20  # histories of one collection
_ON_PEOPLE: tuple[Action, ...] = ("same", "same", "different", "unsure")


class History:
    """Decisions drawn by chance on the people and statements of some readings, one after the other."""

    def __init__(self, readings: Sequence[Reading], joins: Sequence[Join], rng: random.Random) -> None:
        self.made: list[Decision] = []
        self._rng = rng
        self._offered = [(join.left, join.right) for join in joins]
        self._keys = sorted({key for pair in self._offered for key in pair})
        self._facts = [
            statement_key(r, kind, s) for r in readings for kind, s in r.statements() if kind in ("attribute", "event")
        ]

    def more(self) -> Decision:
        """One decision more: on two people, a split of what was joined, another value of a fact, or an undo."""
        rng, time = self._rng, self._rng.choice((len(self.made), max(0, len(self.made) - 1)))
        draw = rng.random()
        if draw < 0.25 and self.made:
            made = decide("undo", rng.choice(self.made).id, time=time)
        elif draw < 0.4 and any(one.action == "same" for one in self.made):
            split = rng.choice([one for one in self.made if one.action == "same"])
            made = decide("different", *split.targets, time=time)
        elif draw < 0.55:
            made = decide(
                "correct", rng.choice(self._facts), time=time, correction={"when": "2020", "value": "Renamed"}
            )
        else:
            pair = rng.choice(self._offered) if rng.random() < 0.7 else tuple(sorted(rng.sample(self._keys, 2)))
            made = decide(rng.choice(_ON_PEOPLE), *pair, time=time)
        self.made.append(msgspec.structs.replace(made, id=f"de:{rng.getrandbits(64):016x}", after=len(self.made)))
        return self.made[-1]


def in_force(decisions: Sequence[Decision]) -> list[Decision]:
    """What nobody took back, oldest first: the acts that an undo leads to in the graph of undos count by turns."""
    graph: nx.DiGraph = nx.DiGraph()
    graph.add_nodes_from(one.id for one in decisions)
    graph.add_edges_from((one.id, target) for one in decisions if one.action == "undo" for target in one.targets)
    stands: dict[str, bool] = {}
    for one in nx.topological_sort(graph):
        stands[one] = not any(stands[undo] for undo in graph.predecessors(one))
    ordered = sorted(decisions, key=lambda one: (one.time, one.after))
    return [one for one in ordered if one.action != "undo" and stands[one.id]]


def verdicts(decisions: Sequence[Decision]) -> dict[Pair, Action]:
    """What was last decided on each pair."""
    found: dict[Pair, Action] = {}
    for one in in_force(decisions):
        pair = pairs(one.targets)
        if one.action in _ON_PEOPLE and pair is not None:
            found[pair] = one.action
    return found


def decided_people(keys: Sequence[str], said: dict[Pair, Action]) -> set[frozenset[str]]:
    """Connected people; a tie that would bring together two who were told apart is left out, in order of the keys."""
    graph: nx.Graph = nx.Graph()
    graph.add_nodes_from(keys)
    apart = [pair for pair, action in said.items() if action == "different"]
    for pair in sorted(pair for pair, action in said.items() if action == "same"):
        graph.add_edge(*pair)
        if any(nx.has_path(graph, *told) for told in apart):
            graph.remove_edge(*pair)
    return {frozenset(component) for component in nx.connected_components(graph)}


def check(readings: Sequence[Reading], rng: random.Random, histories: int) -> None:
    """After each decision of each history the index takes it in; at its end index, log and graph library agree."""
    by_id = {reading.report.id: reading for reading in readings}
    with Index(Path(":memory:")) as index:
        index.update(readings, (), by_id.__getitem__)
        joins = index.resolution(proposed=True).joins
        for _ in range(histories):
            history = History(readings, joins, rng)
            for _ in range(LENGTH):
                history.more()
                index.update((), history.made, by_id.__getitem__)
            log = [from_json(to_json(one), Decision) for one in rng.sample(history.made, len(history.made))]
            for proposed in (True, False):
                rebuilt, live = resolve(readings, log, proposed=proposed), index.resolution(proposed=proposed)
                assert (live.clusters, live.joins) == (rebuilt.clusters, rebuilt.joins)
                _check_verdicts(rebuilt, verdicts(log), proposed=proposed)


def _check_verdicts(found: Resolution, said: dict[Pair, Action], *, proposed: bool) -> None:
    people = {frozenset(ref.key for ref in cluster) for cluster in found.clusters}
    of = {key: cluster for cluster in people for key in cluster}
    assert not [pair for pair, action in said.items() if action == "different" and of[pair[0]] == of[pair[1]]]
    decided = decided_people(sorted(of), said)
    if proposed:
        assert all(one <= of[min(one)] for one in decided)
    else:
        assert people == decided


def check_pages(readings: Sequence[Reading], rng: random.Random, folder: Path) -> None:
    """One history: some decisions more, and the undo of each, leave every page as it was, byte for byte."""
    history = History(readings, resolve(readings, (), proposed=True).joins, rng)
    for _ in range(rng.randrange(LENGTH)):
        history.more()
    before = _pages(readings, history.made, folder / "before")
    added = [history.more() for _ in range(rng.randrange(1, 4))]
    restated = [one for one in added if one.action != "undo"]
    undone = [decide("undo", one.id, time=60 + n) for n, one in enumerate(reversed(added))]
    changed = _pages(readings, history.made, folder / "changed")
    after = _pages(readings, [*history.made, *undone], folder / "after")
    assert after == before
    assert changed.keys() >= {"index.html"} or not restated


def _pages(readings: Sequence[Reading], decisions: Sequence[Decision], folder: Path) -> dict[str, bytes]:
    publish(working_copy(readings, decisions), readings, folder)
    return {
        path.relative_to(folder).as_posix(): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()
    }


def small_worlds(seed: int) -> Iterator[tuple[list[Reading], random.Random]]:
    """Small collections without end, and a generator of chance for each."""
    rng = random.Random(seed)
    while True:
        number = rng.randrange(2**32)
        reports = World(rng.randrange(6, 13), number).reports()
        readings = [report.reading for report in reports]
        if resolve(readings, (), proposed=True).joins and any(reading.attributes for reading in readings):
            yield readings, random.Random(number)


def main() -> None:
    """Goes through many histories and prints how many held."""
    parser = argparse.ArgumentParser(prog="python -m tests.histories", description=__doc__)
    parser.add_argument("--histories", type=int, default=2_000)
    parser.add_argument("--pages", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    arguments = parser.parse_args()
    worlds = small_worlds(arguments.seed)
    for _ in range(arguments.histories // EACH):
        check(*next(worlds), EACH)
    print(f"{arguments.histories:,} histories: live state, rebuild from the log and graph library agree")
    for _ in range(arguments.pages):
        with tempfile.TemporaryDirectory() as folder:
            check_pages(*next(worlds), Path(folder))
    print(f"{arguments.pages:,} histories: undo restored every page byte for byte")


if __name__ == "__main__":
    main()
