"""Stories for tests: the real page, cast and claims over a few invented sentences, with years as the only dates."""

from __future__ import annotations

import re

from spacy.tokens import Token

from habeas.model.reading import Passage, PassageRole, ReportInfo
from habeas.model.span import Span
from habeas.reading.cast import read_cast
from habeas.reading.claims import read_claims
from habeas.reading.clauses import is_verb
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.story import Story

_YEAR = re.compile(r"(1[89]|20)\d\d$")


class Years:
    """Knows one kind of date only, a year in the clause, so that tests of events do not rest on reading dates."""

    def of(self, token: Token) -> str | None:
        head = token
        while not is_verb(head) and head.head != head and head.dep_ != "nsubj":
            head = head.head
        for found in head.subtree:
            if _YEAR.match(found.text) and self._verb(found) in (head, token):
                return found.text
        return None

    def _verb(self, token: Token) -> Token:
        step = token.head
        while not is_verb(step) and step.head != step:
            step = step.head
        return step

    def until(self, token: Token) -> str | None:
        return None

    def anchor(self, token: Token) -> str | None:
        return None

    def within(self, start: int, end: int) -> tuple[tuple[Span, str], ...]:
        return ()


def story_of(text: str, role: PassageRole = "body") -> Story:
    """The story of one passage."""
    report = ReportInfo(id="sha256:" + "0" * 64, source="test.txt")
    passages = (Passage(role=role, start=0, end=len(text)),)
    page = Page(report, text, passages, english())
    cast = read_cast(page)
    return Story(page, cast, Years(), read_claims(page, cast))
