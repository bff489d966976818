"""`document`: a letter or a submission from a case, of what may leave and with its gaps."""

from __future__ import annotations

from pathlib import Path

import pypdfium2
import pytest

from habeas.publishing.gate import risk_of
from tests.cli.desk import habeas, harbour, stored
from tests.factory import statement_of

WORDS = """
submitter = "The Lamp Centre"
addressee = "The prosecutor of Port Halden"
body = "Dana Iwu was arrested on 2 May 2024.[[{arrest}]] She was tortured."
asked = "Release Dana Iwu."
"""


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A workspace of which all but the illness was accepted."""
    reading = harbour()
    with stored(tmp_path / "ws", reading) as opened:
        for _, statement in reading.statements():
            if getattr(statement, "property", "") != "illness":
                key = statement_of(reading, statement.id)
                opened.decide("accept", (key,), "ana")
                if risk_of(reading, statement):
                    opened.decide("permit", (key,), "ana")
    monkeypatch.chdir(tmp_path / "ws")
    (tmp_path / "words.toml").write_text(WORDS.format(arrest=statement_of(reading, "v1")), encoding="utf-8")
    return tmp_path


def test_a_letter_holds_what_may_leave_and_says_what_goes_beyond_it(workspace: Path) -> None:
    out = workspace / "letter.pdf"
    given = ("--form", "letter", "--consent", "her family", "--words", workspace / "words.toml", "--out", out)
    ran = habeas("document", "Dana Iwu", *given)
    assert ran.code == 1
    assert "says more than its sources: 'tortured' in body" in ran.said
    assert "lacks" not in ran.said
    opened = pypdfium2.PdfDocument(out.read_bytes())
    text = " ".join(page.get_textpage().get_text_range() for page in opened)
    assert "Dana Iwu was arrested on 2 May 2024." in text
    assert "asthma" not in text
    assert "Draft" in text
    first = out.read_bytes()
    habeas("document", "Dana Iwu", *given)
    assert out.read_bytes() == first


def test_the_annex_leads_to_the_kept_copies_where_readers_have_them(workspace: Path) -> None:
    out = workspace / "letter.html"
    given = ("--form", "letter", "--consent", "her family", "--out", out)
    habeas("document", "Dana Iwu", *given, "--archive", "https://archive.example/{sha256}")
    digest = harbour().report.id.removeprefix("sha256:")
    assert f'href="https://archive.example/{digest}"' in out.read_text(encoding="utf-8")
    assert "--archive" in habeas("document", "Dana Iwu", *given, "--archive", "https://archive.example/").said


@pytest.mark.parametrize(("name", "begins"), [("a.docx", b"PK"), ("a.html", b"<!DOCTYPE html>")])
def test_a_submission_shows_its_gaps(workspace: Path, name: str, begins: bytes) -> None:
    given = ("--form", "arbitrary_detention", "--consent", "her family", "--language", "ar", "--out", workspace / name)
    ran = habeas("document", "Dana Iwu", *given)
    assert ran.code == 1
    assert "lacks: الجنسية أو الجنسيات (I.5) (nationality)" in ran.said
    assert (workspace / name).read_bytes().startswith(begins)


def test_wrong_use_makes_nothing(workspace: Path) -> None:
    out = workspace / "a.pdf"
    for arguments in (
        ("Nobody", "--form", "letter", "--consent", "x", "--out", out),
        ("Dana Iwu", "--form", "song", "--consent", "x", "--out", out),
        ("Dana Iwu", "--form", "letter", "--out", out),
        ("Dana Iwu", "--form", "letter", "--consent", "x", "--out", workspace / "a.exe"),
    ):
        assert habeas("document", *arguments).code == 2
    assert sorted(path.name for path in workspace.iterdir()) == ["words.toml", "ws"]


def test_the_forms_are_listed_with_where_they_are_from() -> None:
    ran = habeas("document", "--forms")
    assert ran.code == 0
    assert "enforced_disappearance" in ran.out
    assert "compare it first" in ran.out
