"""`cases`, `figures`, `show`: what the case book says, in the terminal and as JSON."""

from __future__ import annotations

from pathlib import Path

import pytest

from habeas.model.case import CaseFile
from habeas.model.codec import from_json
from tests.cli.desk import coast, habeas, harbour, stored, write_reports
from tests.factory import Draft, key_of, statement_of


@pytest.fixture(autouse=True)
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace with both readings, and a third on another Iwu, as the current folder."""
    draft = Draft("Amar Iwu was arrested in Solvik.", published="2024-07-01", publisher="Solvik Radio")
    draft.event("arrest", "arrested", who=(draft.person("Amar Iwu", detained=True),))
    stored(tmp_path / "ws", harbour(), coast(), draft.reading()).close()
    monkeypatch.chdir(tmp_path / "ws")
    return tmp_path / "ws"


def test_cases_are_listed_with_where_things_stand() -> None:
    listed = habeas("cases", "--json").json()
    names = [case["name"] for case in listed]
    assert "Amar Iwu" in names
    assert "Dana Iwu" in names
    assert all(case["id"] and case["slug"] and case["summary"] for case in listed)
    table = habeas("cases")
    assert table.code == 0
    assert all(case["slug"] in table.out and case["name"] in table.out for case in listed)
    assert table.said == ""


def test_figures_are_listed_with_their_date_their_speaker_and_their_key() -> None:
    (series,) = habeas("figures", "--json").json()
    assert series["measure"] == "arrested"
    out = habeas("figures").out
    for part in ("2024-05", "31", "people", "The Harbour Post", statement_of(harbour(), "n1")):
        assert part in out


def test_a_case_is_found_by_identifier_slug_and_name() -> None:
    (case,) = [case for case in habeas("cases", "--json").json() if case["name"] == "Amar Iwu"]
    pages = {habeas("show", wanted).out for wanted in (case["id"], case["slug"], "Amar Iwu", "amar iwu", "amar")}
    assert len(pages) == 1
    (page,) = pages
    assert page.startswith("Amar Iwu\n========\n")
    assert "“Amar Iwu was arrested in Solvik.”" in page or "“arrested”" in page
    assert "Solvik Radio" in page


def test_a_page_shows_each_line_with_its_words_its_speaker_and_its_key() -> None:
    pages = "".join(habeas("show", case["id"]).out for case in habeas("cases", "--json").json())
    for key in (statement_of(harbour(), "a2"), statement_of(coast(), "v1"), statement_of(harbour(), "a1")):
        assert f"[{key} proposed" in pages
    assert "She suffers from asthma" in pages
    assert "high-risk: " in pages
    assert key_of(harbour(), "Dana Iwu") in pages
    assert max(len(line) for line in pages.splitlines()) <= 100


def test_a_case_as_json_is_the_whole_case_file() -> None:
    (case,) = [case for case in habeas("cases", "--json").json() if case["name"] == "Amar Iwu"]
    assert from_json(habeas("show", case["slug"], "--json").out, CaseFile).id == case["id"]


def test_a_name_that_several_go_by_lists_them_and_an_unknown_one_is_said() -> None:
    several = habeas("show", "iwu")
    assert (several.code, several.out) == (2, "")
    assert "cases go by 'iwu':" in several.said
    assert "Amar Iwu" in several.said
    assert "Dana Iwu" in several.said
    nobody = habeas("show", "Nobody")
    assert (nobody.code, nobody.out) == (2, "")
    assert "no cases go by 'Nobody'" in nobody.said


def test_reports_that_are_not_read_yet_are_said(workspace: Path) -> None:
    write_reports(workspace.parent / "in", 2)
    habeas("add", "../in")
    assert "not in this: 2 reports not read yet; `habeas read` reads them" in habeas("cases").said


def test_an_empty_workspace_has_empty_lists(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    habeas("init", tmp_path / "empty")
    monkeypatch.chdir(tmp_path / "empty")
    assert habeas("cases", "--json").json() == []
    assert habeas("figures", "--json").json() == []
    assert habeas("reports", "--json").json() == []
    assert habeas("decide", "list", "--json").json() == []
    assert habeas("decide", "log", "--json").json() == []
    assert habeas("figures").out == "no figures\n"
    assert habeas("cases").out.startswith("0 cases")
