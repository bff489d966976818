"""Stories for tests: the real page, cast, times and claims over a few invented sentences."""

from __future__ import annotations

from habeas.model.reading import Passage, PassageRole, ReportInfo
from habeas.reading.cast import read_cast
from habeas.reading.claims import read_claims
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.story import Story
from habeas.reading.times import read_times


def story_of(text: str, role: PassageRole = "body") -> Story:
    """The story of one passage."""
    report = ReportInfo(id="sha256:" + "0" * 64, source="test.txt")
    passages = (Passage(role=role, start=0, end=len(text)),)
    page = Page(report, text, passages, english())
    cast = read_cast(page)
    return Story(page, cast, read_times(page), read_claims(page, cast))
