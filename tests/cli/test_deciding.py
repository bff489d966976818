"""`decide`: one act for each statement, high-risk ones never in bulk, everything kept and open to undo."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.decision import Decision
from habeas.workspace import Workspace
from tests.cli.desk import coast, habeas, harbour, stored
from tests.factory import key_of, statement_of

AGE = statement_of(harbour(), "a1")
ILLNESS = statement_of(harbour(), "a2")
ARREST = statement_of(harbour(), "v1")
FIGURE = statement_of(harbour(), "n1")
SAID = statement_of(harbour(), "c1")
TEACHER = statement_of(coast(), "a1")
DEATH = statement_of(coast(), "v1")


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with both readings as the current folder."""
    monkeypatch.setenv("HABEAS_AUTHOR", "ana")
    stored(tmp_path / "ws", harbour(), coast()).close()
    monkeypatch.chdir(tmp_path / "ws")
    return tmp_path / "ws"


def decisions(workspace: Path) -> tuple[Decision, ...]:
    with Workspace.open(workspace) as opened:
        return opened.decisions()


def waiting() -> list[str]:
    return [item["key"] for item in habeas("decide", "list", "--json").json()]


def test_what_waits_for_a_decision_is_listed_with_key_words_and_risk(workspace: Path) -> None:
    listed = {item["key"]: item for item in habeas("decide", "list", "--json").json()}
    assert list(listed) == [SAID, AGE, ILLNESS, ARREST, FIGURE, TEACHER, DEATH]
    assert listed[ILLNESS]["words"] == "She suffers from asthma"
    assert listed[ILLNESS]["high_risk"]
    assert listed[DEATH]["high_risk"]
    assert listed[AGE]["high_risk"] is None
    assert listed[AGE]["state"] == "proposed"
    table = habeas("decide", "list")
    assert (table.code, AGE in table.out, "She suffers from asthma" in table.out) == (0, True, True)


def test_accepting_one_statement_is_one_decision_with_what_was_seen(workspace: Path) -> None:
    ran = habeas("decide", "accept", AGE[:10], "--reason", "clear words")
    (made,) = decisions(workspace)
    assert (ran.code, ran.lines()) == (0, [f"{made.id} accept {AGE}"])
    assert (made.action, made.targets, made.author, made.reason) == ("accept", (AGE,), "ana", "clear words")
    assert made.seen == ("attribute: Dana Iwu, 41",)
    assert AGE not in waiting()


def test_a_high_risk_statement_is_accepted_alone(workspace: Path) -> None:
    assert habeas("decide", "accept", DEATH).code == 0
    (made,) = decisions(workspace)
    assert made.targets == (DEATH,)
    assert made.seen[1].startswith("high-risk: ")


@pytest.mark.parametrize("action", ["accept", "reject"])
def test_high_risk_statements_are_never_decided_in_bulk(workspace: Path, action: str) -> None:
    ran = habeas("decide", action, "--all")
    assert ran.code == 0
    assert {made.targets for made in decisions(workspace)} == {(SAID,), (AGE,), (ARREST,), (FIGURE,), (TEACHER,)}
    assert {made.action for made in decisions(workspace)} == {action}
    for key, words in ((ILLNESS, "She suffers from asthma"), (DEATH, "died")):
        (line,) = [line for line in ran.said.splitlines() if key in line]
        assert line.startswith(f"  not decided: {key}: ")
        assert line.endswith(words)
    assert f"{action}: 5 statements; 2 are high-risk and are decided one at a time" in ran.said


def test_permits_in_bulk_are_for_what_was_accepted_and_never_for_high_risk(workspace: Path) -> None:
    habeas("decide", "accept", AGE, TEACHER)
    habeas("decide", "accept", DEATH)
    assert habeas("decide", "permit", "--all").said.startswith(f"  not decided: {DEATH}: ")
    assert [made.targets for made in decisions(workspace) if made.action == "permit"] == [(AGE,), (TEACHER,)]
    assert habeas("decide", "permit", DEATH).code == 0
    assert "permit: 0 statements" in habeas("decide", "permit", "--all").said


def test_several_keys_are_bulk_too(workspace: Path) -> None:
    ran = habeas("decide", "accept", AGE, DEATH, ILLNESS)
    assert ran.code == 1
    assert [made.targets for made in decisions(workspace)] == [(AGE,)]
    assert "2 are high-risk" in ran.said


def test_to_withhold_is_never_held_up(workspace: Path) -> None:
    assert habeas("decide", "withhold", "--all").code == 0
    assert len(decisions(workspace)) == 7


def test_all_can_be_narrowed_to_a_report_or_a_case(workspace: Path) -> None:
    report = coast().report.id
    assert habeas("decide", "accept", "--all", "--report", report[:20]).code == 0
    assert [made.targets for made in decisions(workspace)] == [(TEACHER,)]
    (slug,) = [c["slug"] for c in habeas("cases", "--json").json() if c["reports"] == [harbour().report.id]]
    assert habeas("decide", "accept", "--all", "--case", slug).code == 0
    assert FIGURE not in [made.targets[0] for made in decisions(workspace)]
    assert (AGE,) in [made.targets for made in decisions(workspace)]


def test_a_correction_names_the_field_and_keeps_the_quotation(workspace: Path) -> None:
    assert habeas("decide", "correct", FIGURE, "--set", "value=30", "--set", "as_of=2024-05-03").code == 0
    (made,) = decisions(workspace)
    assert made.correction == {"value": 30, "as_of": "2024-05-03"}
    assert made.seen == ("figure: The police arrested 31 people that week",)


@pytest.mark.parametrize(
    ("key", "change", "reason"),
    [
        (ARREST, "when=2024-13-01", "not an EDTF date"),
        (ARREST, "type=party", "no type of the vocabulary"),
        (ARREST, "evidence=other words", "of a event, what can be set is type, when"),
        (ARREST, "when", "what can be set is"),
        (FIGURE, "value=many", "is no number"),
        ("st:000000", "when=2024", "nothing in this workspace begins with 'st:000000'"),
        ("st:", "when=2024", "'st:' is too little of a key: "),
    ],
)
def test_a_correction_that_does_not_fit_is_refused(workspace: Path, key: str, change: str, reason: str) -> None:
    ran = habeas("decide", "correct", key, "--set", change)
    assert ran.code == 2
    assert reason in ran.said
    assert decisions(workspace) == ()


def test_people_are_decided_to_be_the_same_with_what_the_machine_said(workspace: Path) -> None:
    left, right = key_of(harbour(), "Dana Iwu"), key_of(coast(), "Dana Iwu")
    ran = habeas("decide", "same", right[:12], left, "--reason", "same town")
    (made,) = decisions(workspace)
    assert ran.lines() == [f"{made.id} same {' '.join(sorted((left, right)))}"]
    assert made.targets == tuple(sorted((left, right)))
    assert len([line for line in made.seen if line.startswith("Dana Iwu (reports/")]) == 2
    for action in ("different", "unsure"):
        assert habeas("decide", action, left, right).code == 0
    assert [one.action for one in decisions(workspace)] == ["same", "different", "unsure"]


@pytest.mark.parametrize("action", ["same", "different", "unsure"])
def test_unknown_people_or_the_same_key_twice_are_wrong_use(workspace: Path, action: str) -> None:
    key = key_of(harbour(), "Dana Iwu")
    assert habeas("decide", action, key, key).code == 2
    assert habeas("decide", action, key, "pe:00000000").code == 2
    assert habeas("decide", action, key, AGE).code == 2
    assert decisions(workspace) == ()


def test_undo_takes_a_decision_back_and_both_stay_in_the_log(workspace: Path) -> None:
    habeas("decide", "accept", AGE)
    (made,) = decisions(workspace)
    assert AGE not in waiting()
    ran = habeas("decide", "undo", made.id[:12])
    assert ran.code == 0
    assert AGE in waiting()
    log = habeas("decide", "log", "--json").json()
    assert [(one["action"], one["targets"]) for one in log] == [("accept", [AGE]), ("undo", [made.id])]
    assert made.id in habeas("decide", "log").out


@pytest.mark.parametrize(
    "arguments",
    [
        ["accept"],
        ["accept", AGE, "--all"],
        ["accept", AGE, "--case", "Dana Iwu"],
        ["accept", "--all", "--case", "Nobody"],
        ["accept", "--all", "--report", "sha256:000000"],
        ["accept", "st:ffffffff"],
        ["undo", "de:ffffffff"],
        ["correct", AGE],
    ],
)
def test_wrong_use_decides_nothing(workspace: Path, arguments: list[str]) -> None:
    ran = habeas("decide", *arguments)
    assert (ran.code, ran.out) == (2, "")
    assert decisions(workspace) == ()
