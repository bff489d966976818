"""Every proposal carries how sure the reader is of it."""

from __future__ import annotations

from habeas.model.reading import Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading import load_reader, read_report

TEXT = """Police arrested Ilmar Sotnik, 34, on 3 May 2021, his lawyer Dana Petrak said. "He was beaten," she said.

At least 40 people are held in Brenna prison. The family called on the prosecutor to release him.
"""


def _read() -> Reading:
    return read_report(
        ReportInfo(id="sha256:" + "1" * 64, source="a.txt"),
        Extracted(text=TEXT, media_type="text/plain"),
        load_reader(),
    )


def test_every_proposal_says_how_sure_the_reader_is() -> None:
    found = [(kind, statement.confidence) for kind, statement in _read().statements()]
    assert {kind for kind, _ in found} == {"claim", "attribute", "event", "figure", "demand"}
    assert all(sure is not None and 0 < sure < 1 for _, sure in found)


def test_proposals_are_not_all_as_sure_as_each_other() -> None:
    assert len({statement.confidence for _, statement in _read().statements()}) > 3


def test_confidence_depends_on_nothing_but_the_report() -> None:
    assert _read() == _read()
