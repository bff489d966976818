"""`score` and `compare` at the command line."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from habeas.model.codec import to_json
from tests.cli.desk import HARBOUR, coast, habeas, harbour
from tests.factory import Draft


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "gold.jsonl").write_bytes(to_json(harbour()) + b"\n")
    (tmp_path / "both.jsonl").write_bytes(to_json(harbour()) + b"\n\n" + to_json(coast()) + b"\n")
    return tmp_path


def test_readings_are_scored_against_gold_in_a_table(here: Path) -> None:
    ran = habeas("score", "both.jsonl", "gold.jsonl")
    assert (ran.code, ran.said) == (0, "")
    rows = {line.split()[0]: line.split()[1:] for line in ran.lines() if line}
    assert rows["overall"] == ["5", "5", "5", "1.000", "1.000", "1.000"]
    assert set(rows) >= {"entities", "claims", "attributes", "events", "figures", "demands", "dates"}


def test_gold_without_a_reading_is_named_and_the_exit_code_says_so(here: Path) -> None:
    ran = habeas("score", "gold.jsonl", "both.jsonl", "--misses")
    assert ran.code == 1
    assert f"no reading of {coast().report.source}" in ran.said
    assert "missed events" in ran.out
    assert "“died”" in ran.out


def test_the_score_as_json_has_misses_where_they_are_asked_for(here: Path) -> None:
    assert habeas("score", "gold.jsonl", "both.jsonl", "--json").json()["misses"] == []
    whole = habeas("score", "gold.jsonl", "both.jsonl", "--json", "--misses").json()
    assert {miss["side"] for miss in whole["misses"]} == {"missed"}
    assert whole["overall"]["gold"] == 7


def test_a_reader_can_be_scored_on_the_texts_of_gold_with_what_gold_knows_of_them(here: Path) -> None:
    draft = Draft("Dana Iwu was arrested on Monday.", published="2024-05-02")
    draft.event("arrest", "Dana Iwu was arrested on Monday", who=(draft.person("Dana Iwu"),), when="2024-04-29")
    (here / "gold.jsonl").write_bytes(to_json(draft.reading()) + b"\n")
    ran = habeas("score", "--reader", "english", "gold.jsonl", "--json")
    assert ran.code == 0
    rows = {row["kind"]: row for row in ran.json()["rows"]}
    assert (rows["events"]["right"], rows["dates"]["right"], rows["dates"]["gold"]) == (1, 1, 1)


def test_chains_are_scored_by_running_the_reader_on_them(here: Path) -> None:
    text = "The ministry said that Dana Iwu was moved."
    claim = {"speaker": "The ministry", "cue": "said", "content": "Dana Iwu was moved", "within": None}
    chain = {"id": "1", "text": text, "claims": [claim]}
    wrong = {**chain, "id": "2", "claims": [{**claim, "speaker": "the court"}]}
    (here / "chains.jsonl").write_text(f"{json.dumps(chain)}\n{json.dumps(wrong)}\n", encoding="utf-8")
    ran = habeas("score", "--chains", "chains.jsonl", "--misses")
    assert ran.code == 0
    assert "2: the court; found The ministry" in ran.out
    found = habeas("score", "--chains", "chains.jsonl", "--json").json()
    assert (found["chains"], found["right"], found["wrong"]) == (2, 1, [])


@pytest.mark.parametrize(
    "given",
    [
        (),
        ("gold.jsonl",),
        ("gold.jsonl", "gold.jsonl", "gold.jsonl"),
        ("--reader", "english"),
        ("--chains", "gold.jsonl"),
        ("--chains", "gold.jsonl", "gold.jsonl"),
        ("a.txt", "gold.jsonl"),
        ("gold.jsonl", "nowhere.jsonl"),
        ("--reader", "klingon", "gold.jsonl"),
        ("--reader", "english", "--replay", "gold.jsonl"),
    ],
)
def test_what_cannot_be_scored_is_wrong_use(here: Path, given: tuple[str, ...]) -> None:
    (here / "a.txt").write_text(HARBOUR, encoding="utf-8")
    ran = habeas("score", *given)
    assert (ran.code, ran.out) == (2, "")
    assert "Traceback" not in ran.said
    assert "fault of the program" not in ran.said


def test_two_readers_are_compared_on_paths_without_a_workspace(here: Path) -> None:
    (here / "in").mkdir()
    (here / "in" / "a.txt").write_text(HARBOUR, encoding="utf-8")
    ran = habeas("compare", "english", "english", "in", "missing.txt", "--published", "2024-05-03")
    assert ran.code == 1
    assert "missing.txt" in ran.said
    assert "received 3 = 2 read + 0 partly read + 1 refused" in ran.said
    assert "decisions" not in ran.out
    found = habeas("compare", "english", "english", "in", "--json").json()
    assert all((kind["left_only"], kind["right_only"]) == (0, 0) for kind in found["kinds"])
    assert sum(kind["both"] for kind in found["kinds"]) > 3


@pytest.mark.parametrize(
    "given", [("english", "klingon", "in"), ("english", "english", "--replay"), ("english",), ("english", "english")]
)
def test_what_cannot_be_compared_is_wrong_use(here: Path, given: tuple[str, ...]) -> None:
    ran = habeas("compare", *given)
    assert (ran.code, ran.out) == (2, "")
