"""`match`: proposals with their reasons and both quotations, decisions on them, and files of pairs of names."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest

from habeas.model.identity import body_key
from habeas.model.reading import Reading
from habeas.workspace import Workspace
from tests.cli.desk import Ran, habeas, stored
from tests.factory import Draft, key_of

PAIRS = """id,left,right,note
1,Nadia Orlova,"ORLOVA, Nadia","kept, as it is"
2,Khadir al-Zubari,خضر الزباري,
3,Omar Yusuf Haddad,Khalil Omar Yusuf Haddad,"two
lines"
"""


def told(name: str, paper: str, age: int) -> Reading:
    draft = Draft(f"In prison.\n{name}, {age}, is held at Verin prison.", published="2024-05-04", publisher=paper)
    draft.attribute(draft.person(name, detained=True), "age", age, f"{name}, {age}")
    return draft.reading()


ONE, TWO, OTHER = told("Nadia Orlova", "One", 40), told("Nadya Orlova", "Two", 40), told("Lev Brandtov", "Three", 50)
LEFT, RIGHT = key_of(ONE, "Nadia Orlova"), key_of(TWO, "Nadya Orlova")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HABEAS_AUTHOR", "ana")
    stored(tmp_path / "ws", ONE, TWO, OTHER).close()
    monkeypatch.chdir(tmp_path / "ws")
    return tmp_path / "ws"


def actions(workspace: Path) -> list[str]:
    with Workspace.open(workspace) as opened:
        return [made.action for made in opened.decisions()]


def test_who_may_be_one_is_listed_with_score_reasons_and_both_quotations(workspace: Path) -> None:
    (found,) = habeas("match", "--json").json()
    assert {found["left"]["key"], found["right"]["key"]} == {LEFT, RIGHT}
    assert {found["left"]["quote"], found["right"]["quote"]} == {
        "Nadia Orlova, 40, is held at Verin prison.",
        "Nadya Orlova, 40, is held at Verin prison.",
    }
    assert any("fits one birth" in reason for reason in found["reasons"])
    assert found["against"] == []
    ran = habeas("match")
    assert (ran.code, ran.said.startswith("1 proposal")) == (0, True)
    assert ran.lines()[0].startswith(f"{found['score']:.2f}  ")
    assert all(word in ran.out for word in (LEFT, RIGHT, "for:     ", "Nadia Orlova, 40, is held at"))
    assert "Brandtov" not in ran.out
    assert actions(workspace) == []


@pytest.mark.parametrize("verdict", ["same", "different", "unsure"])
def test_a_decision_is_stored_with_what_was_seen_and_waits_no_more(workspace: Path, verdict: str) -> None:
    ran = habeas("match", "--decide", verdict, LEFT[:12], RIGHT, "--reason", "one birth date")
    with Workspace.open(workspace) as opened:
        (made,) = opened.decisions()
    assert (ran.code, ran.lines()) == (0, [f"{made.id} {verdict} {' '.join(sorted((LEFT, RIGHT)))}"])
    assert (made.action, made.author, made.reason) == (verdict, "ana", "one birth date")
    assert any(seen.startswith("score ") for seen in made.seen)
    assert habeas("match", "--json").json() == []
    habeas("decide", "undo", made.id)
    assert len(habeas("match", "--json").json()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["--decide", "same", LEFT],
        ["--decide", "same", LEFT, LEFT],
        ["--decide", "perhaps", LEFT, RIGHT],
        ["--decide", "same", LEFT, "pe:00000000"],
        ["--decide", "same", LEFT, "pe:"],
        ["--reason", "one birth date"],
        ["--by", "ben", "--pairs", "/dev/null"],
        [LEFT, RIGHT],
        ["--out", "x.csv"],
    ],
)
def test_wrong_use_decides_nothing(workspace: Path, arguments: list[str]) -> None:
    ran = habeas("match", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert actions(workspace) == []


def test_what_is_unsure_is_counted_beside_what_waits(workspace: Path) -> None:
    habeas("match", "--decide", "unsure", LEFT, RIGHT)
    assert habeas("match").said == "0 proposals, 1 more noted as unsure (`habeas decide log`)\n"


def scored(tmp_path: Path, data: bytes, *more: str | Path) -> Ran:
    (tmp_path / "pairs.csv").write_bytes(data)
    return habeas("match", "--pairs", tmp_path / "pairs.csv", *more)


def test_pairs_are_scored_and_every_other_column_passes_through(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    ran = scored(tmp_path, PAIRS.encode())
    rows = list(csv.DictReader(io.StringIO(ran.out)))
    assert (ran.code, ran.said) == (0, "scored 3 pairs\n")
    assert list(rows[0]) == ["id", "left", "right", "note", "score", "reasons"]
    given = list(csv.DictReader(io.StringIO(PAIRS)))
    assert [{k: row[k] for k in given[0]} for row in rows] == given
    assert [float(row["score"]) > 0.9 for row in rows] == [True, True, False]
    assert rows[2]["reasons"].endswith(
        "but: “khalil” stands before the whole other name: a child of the other is named so"
    )
    assert scored(tmp_path, b"\xef\xbb\xbf" + PAIRS.replace("\n", "\r\n", 2).encode()).out == ran.out


def test_pairs_go_to_a_file_the_same_bytes_each_time(tmp_path: Path) -> None:
    out = tmp_path / "scored.csv"
    assert scored(tmp_path, PAIRS.encode(), "--out", out).out == ""
    first = out.read_bytes()
    scored(tmp_path, PAIRS.encode(), "--out", out)
    assert out.read_bytes() == first
    assert first.decode().count("\n") == 5
    assert (tmp_path / "pairs.csv").read_bytes() == PAIRS.encode()


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no column left and no column right; its first line, by commas, has nothing"),
        (b"left;right\na;b\n", "by commas, has left;right"),
        (b"left,name\na,b\n", "no column right"),
        (b"left,right,score\na,b,1\n", "a column score already"),
        (b"left,left,right\na,b,c\n", "the column left is there twice"),
        (b"left,right\na,b\na\n", "line 3: 1 values, but the heading has 2"),
        (b"left,right\na,b,c\n", "line 2: 3 values"),
        (b"left,right\n\xff,b\n", "it is not UTF-8"),
        (b'left,right\n"a,b\n', "it is no CSV file"),
    ],
)
def test_a_file_that_cannot_be_used_is_refused_and_nothing_is_written(tmp_path: Path, data: bytes, reason: str) -> None:
    ran = scored(tmp_path, data, "--out", tmp_path / "scored.csv")
    assert (ran.code, ran.out) == (2, "")
    assert reason in " ".join(ran.said.split())
    assert not (tmp_path / "scored.csv").exists()


def test_the_file_of_pairs_is_never_written_over(tmp_path: Path) -> None:
    assert scored(tmp_path, PAIRS.encode(), "--out", tmp_path / "pairs.csv").code == 2
    assert (tmp_path / "pairs.csv").read_bytes() == PAIRS.encode()


def test_bodies_are_listed_and_a_decision_parts_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HABEAS_AUTHOR", "ana")
    readings = []
    for name, paper in (("Dolvian Prisoners' Club", "One"), ("Dolvian Prisoners' Society", "Two")):
        draft = Draft(f"Said the {name}.", publisher=paper)
        draft.entity(name, "organisation")
        readings.append(draft.reading())
    stored(tmp_path / "ws", *readings, ONE).close()
    monkeypatch.chdir(tmp_path / "ws")
    left, right = (body_key(reading, reading.entities[0]) for reading in readings)
    listed = habeas("match", "--bodies")
    assert left in listed.out
    assert right in listed.out
    assert "1 body" in listed.said
    assert habeas("match", "--decide", "different", left, right, "--reason", "two offices").code == 0
    assert "a person decided that" in habeas("match", "--bodies").out
    with Workspace.open(tmp_path / "ws") as workspace:
        (made,) = workspace.decisions()
    assert made.targets == tuple(sorted((left, right)))
    assert any("one body" in line for line in made.seen)
    assert habeas("match", "--decide", "same", left, key_of(ONE, "Nadia Orlova")).code == 2
