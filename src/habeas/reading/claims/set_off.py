"""Speech that no marks set off, only a colon and a paragraph of its own: "He said:" and below it what he said.

Reports of rights groups quote witnesses so. The speech goes on while the paragraphs say "I".
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.page import Page

_I = frozenset({"i", "me", "my", "myself", "mine"})
_OURS = _I | {"we", "us", "our"}
_MARKS = "“”\"«»„‘'-–—•*·"
_LEAD = 60
"""Characters that may stand between the verb of saying and the colon."""
_SHORT = 14
"""Words of a paragraph that only says who speaks."""
_LEAST = 4
"""Words of what is said."""
_MORE = 4
"""Paragraphs over which it may go on."""


def speak_set_off(page: Page, drafts: list[DraftClaim]) -> None:
    """Gives the paragraphs below a verb of saying and a colon to drafts that have no words yet."""
    led = [d for d in drafts if not d.content and d.cue is not None and d.speaker_span is not None]
    if not led:
        return
    paragraphs = {number: list(tokens) for number, tokens in groupby(page.all_tokens, key=page.paragraph)}
    for draft in led:
        if draft.cue is None or not _leads(page, draft.cue, paragraphs[page.paragraph(draft.cue)]):
            continue
        said = list(_said(page, draft.cue, paragraphs))
        if said:
            draft.content, draft.manner, draft.quoted = said, "direct", True
            draft.rule = "set off"


def _leads(page: Page, verb: Token, paragraph: list[Token]) -> bool:
    """Whether the paragraph ends with a colon shortly after the verb."""
    last = next((t for t in reversed(paragraph) if not t.is_space), verb)
    between = page.text[page.end(verb) : page.start(last)]
    return last.text == ":" and len(between) <= _LEAD and not any(mark in between for mark in ".!?\n")


def _said(page: Page, verb: Token, paragraphs: dict[int, list[Token]]) -> Iterator[Span]:
    number = page.paragraph(verb)
    lead = sum(t.is_alpha for t in paragraphs[number])
    for step in range(1, _MORE + 1):
        tokens = [t for t in paragraphs.get(number + step, []) if not t.is_space]
        if sum(t.is_alpha for t in tokens) < _LEAST or page.passage(tokens[0]).role != "body":
            return
        ours = _OURS if step == 1 else _I
        of_theirs = any(t.lower_ in ours for t in tokens) or (step == 1 and lead <= _SHORT)
        if not of_theirs or page.text[page.start(tokens[0])] in _MARKS or tokens[-1].text == ":":
            return
        yield page.span(tokens[0], tokens[-1])
