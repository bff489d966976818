"""`erase`: says first what would go, and destroys it only when told so again."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.collect import Material
from tests.archive import sample
from tests.cli.desk import habeas


@pytest.fixture
def made(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> list[Material]:
    made = sample.filled(tmp_path / "ws", 2)
    monkeypatch.chdir(tmp_path / "ws")
    return made


def test_nothing_is_erased_before_it_is_said_twice(made: list[Material]) -> None:
    ran = habeas("erase", made[0].id)
    assert (ran.code, ran.out) == (0, f"{made[0].id}\n")
    assert ran.said == (
        "1 report, 1 exchange, 0 decisions; 5 entries of the log lose their content\n"
        "nothing was erased; --yes destroys it for good\n"
    )
    assert len(habeas("reports", "--json").json()) == 2


def test_a_report_is_erased_and_the_rest_is_sound(made: list[Material]) -> None:
    habeas("package", "../bag")
    ran = habeas("erase", made[0].id[7:20], "--yes", "--by", "cy", "--reason", "asked for")
    assert ran.code == 0
    assert "erased 5 entries: entry 16" in ran.out
    assert "a copy from before: package of " in ran.said
    assert [report["id"] for report in habeas("reports", "--json").json()] == [made[1].id]
    assert "12 entries" not in habeas("verify").said
    assert habeas("verify").said.startswith("sound: 1 report, 16 entries of the log, 5 of them erased")
    assert habeas("erase", made[0].id, "--yes").code == 2


def test_a_report_that_is_not_there_is_said(made: list[Material]) -> None:
    ran = habeas("erase", "sha256:nothing", "--yes")
    assert (ran.code, ran.said) == (2, "habeas: no report begins with sha256:nothing; `habeas reports` lists them\n")
    assert len(habeas("reports", "--json").json()) == 2


def test_a_decision_is_erased_alone(made: list[Material]) -> None:
    decision, other = habeas("decide", "log", "--json").json()
    ran = habeas("erase", "--decision", decision["id"], "--yes")
    assert ran.code == 0
    assert habeas("decide", "log", "--json").json() == [other]
    assert len(habeas("reports", "--json").json()) == 2


@pytest.mark.parametrize("what", [["--entry", "1"], ["--entry", "99"], [], ["--decision", "de:none"], ["sha256:"]])
def test_what_cannot_be_erased_is_said(made: list[Material], what: list[str]) -> None:
    assert habeas("erase", *what, "--yes").code == 2
    assert len(habeas("reports", "--json").json()) == 2
    assert habeas("verify").code == 0
