"""The reader does not fall below what it once reached, and the floors only rise."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from bench.articles.marks import APART, CORPORA, annotated, corpus
from bench.readers import ROOT
from bench.reading import corpora, own
from bench.reading.figures import FLOORS, Figure, below, floors, known, lines, pin, raised

OLD = {"own.claims F": 50.0, "own.gone F": 20.0}


def reached(section: str, found: list[Figure]) -> None:
    least = {name for name in floors() if name.startswith(f"{section}.")}
    assert least, f"no floors for {section}"
    assert least - {one.name for one in found} == set()
    assert below(found) == []


def test_our_own_test_part_is_read_as_well_as_it_was() -> None:
    reached("own", own.test_part())


@pytest.mark.skipif(not own.CHAINS.exists(), reason="no chains are there")
def test_chains_of_speakers_are_read_as_well_as_they_were() -> None:
    reached("chains", own.chains())


@pytest.mark.skipif(corpora.missing(corpora.SEEDS) is not None, reason="no marked reports are there")
def test_the_marked_reports_are_read_as_well_as_they_were() -> None:
    reached("seeds", corpora.seeds())


@pytest.mark.skipif(corpora.missing(*CORPORA) is not None, reason="the articles are not there")
def test_what_people_took_from_the_articles_goes_through_the_same_scorer() -> None:
    gold = annotated(APART, corpus())
    people = dict(corpora.harmed(gold))
    without = dict(corpora.harmed(msgspec.structs.replace(one, entities=(), events=()) for one in gold))
    assert people.keys() == without.keys()
    assert {f"hrds.{name}" for name in people} >= {name for name in known() if name.startswith("hrds.")}
    assert people["victims, fuzzy F"] > without["victims, fuzzy F"] == 0.0


def history() -> Iterator[dict[str, float]]:
    name = FLOORS.relative_to(ROOT).as_posix()

    def git(*arguments: str) -> str:
        ran = subprocess.run(["git", *arguments], cwd=ROOT, capture_output=True, text=True, check=False)
        return ran.stdout

    for commit in git("log", "--format=%H", "--", name).split():
        if text := git("show", f"{commit}:{name}"):
            yield floors(text)


def lowered(now: dict[str, float], before: Iterator[dict[str, float]]) -> set[str]:
    return {name for old in before for name, value in old.items() if now.get(name, 0.0) < value}


def test_a_floor_that_was_lowered_is_named_in_the_changelog() -> None:
    changes = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    assert {name for name in lowered(floors(), history()) if f"floor `{name}`" not in changes} == set()


def test_what_counts_as_lowered() -> None:
    assert lowered({"own.claims F": 50.0}, iter([{"own.claims F": 49.0}])) == set()
    assert lowered({"own.claims F": 48.0}, iter([{"own.claims F": 49.0}, {"own.gone F": 1.0}])) == {
        "own.claims F",
        "own.gone F",
    }


def test_pinning_raises_floors_and_never_lowers_them() -> None:
    found = [Figure("own.claims F", 48.2), Figure("own.events F", 60.0), Figure("speed.one core, words a second", 9.0)]
    assert raised(found, OLD) == OLD | {"own.events F": 59.0}
    assert raised([Figure("own.claims F", 52.34)], OLD)["own.claims F"] == 51.3
    assert raised([Figure("own.act right", 90.0), Figure("seeds.persons F", 70.0)], OLD) == OLD


def test_pinned_floors_are_read_back_as_they_were(tmp_path: Path) -> None:
    path = tmp_path / "floors.toml"
    path.write_text("# A head.\n# Two lines.\n", encoding="utf-8")
    pin([Figure("own.claims F", 51.0), Figure("hrds.victims, fuzzy F", 61.0)], path)
    assert floors(path.read_text(encoding="utf-8")) == {"own.claims F": 50.0, "hrds.victims, fuzzy F": 60.0}
    assert path.read_text(encoding="utf-8").startswith("# A head.\n# Two lines.\n\n[own]\n")


def test_a_figure_below_its_floor_is_named_with_both() -> None:
    name, floor = next(iter(floors().items()))
    assert below([Figure(name, floor - 0.5)]) == [f"{name}: {floor - 0.5:.1f}, floor {floor:.1f}"]
    assert below([Figure(name, floor), Figure("speed.unknown", 0.0)]) == []


def test_goals_and_peers_are_printed_beside_our_figure() -> None:
    table = lines([Figure("polnear.full F", 12.34)])
    assert known()["polnear.full F"].peers["human"] == 74.1
    assert table[-1].split()[:3] == ["full", "F", "12.3"]
    assert "50.0" in table[-1]
    assert table[-1].endswith("human 74.1")
