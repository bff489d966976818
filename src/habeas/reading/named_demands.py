"""Lists and rows that a noun of asking leads: "Their demands:", "The most urgent of these demands are:"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Token

from habeas.model.reading import Passage
from habeas.reading.claims.saying_subjects import subject_of
from habeas.reading.claims.stretches import trimmed
from habeas.reading.page import READ_ROLES
from habeas.reading.story import Story

_NOUNS = frozenset({"demand", "request", "requirement", "recommendation"})
_MARK = re.compile(r"(?:\(?(?:\d{1,2}|[A-Za-z]|[ivx]{1,4})[.)]|[-*•–—·])\s+")
_LINE = re.compile(r"[^\n]+")
_LEAD = 4
"""Tokens between the noun and its colon."""
_HEADING = 6
"""Words up to which an item above others may be their heading."""
_LEAST = 2
_BACK = 12
"""Paragraphs back in which it may be told whose demands they are."""
_TO = re.compile(r"(?:[,;]|\band\b|,\s*and|;\s*and)\s+(?=to\s+[a-z])")

Item = tuple[str | None, Token, Token]
"""Who asks, and the first and last word of what is asked."""


def named_demands(story: Story, voice: str | None) -> Iterator[Item]:
    """Every item of the lists under a line that names demands, and of the rows behind "demands: to …, to …"."""
    for noun in story.page.all_tokens:
        if noun.lemma_.lower() not in _NOUNS or noun.tag_ not in ("NNS", "NNPS", "NNP", "NN"):
            continue
        page = story.page
        passage = page.passage(noun)
        lead = page.text[page.start(noun) : passage.end].rstrip()
        if passage.role not in READ_ROLES or ":" not in lead or noun.dep_ == "compound":
            continue
        if lead.endswith(":") and noun.lemma_.lower() != "request":
            asked = [item for item in _items(story, passage) if len(item) > 1]
        else:
            asked = _row(story, noun, passage)
        by = (whose(story, noun) or voice) if asked else None
        if by is not None:
            yield from ((by, *trimmed(page, tokens[0], tokens[-1])) for tokens in asked)


def _items(story: Story, lead: Passage) -> list[list[Token]]:
    """The tokens of each item after a passage, without marks; headings of items below them are left out."""
    page = story.page
    passages = page.passages
    found: list[tuple[str, list[Token]]] = []
    for passage in passages[passages.index(lead) + 1 :]:
        if passage.role == "furniture" or not page.text[passage.start : passage.end].strip():
            continue
        lines = [m for m in _LINE.finditer(page.text, passage.start, passage.end) if m.group().strip()]
        marks = [_MARK.match(m.group().lstrip()) for m in lines]
        if passage.role != "list_item" and not all(marks):
            break
        for line, mark in zip(lines, marks, strict=True):
            begin = line.start() + len(line.group()) - len(line.group().lstrip()) + (mark.end() if mark else 0)
            kind = _kind(mark.group()) if mark else "-"
            found.append((kind, _sentence([t for t in page.tokens(begin, line.end()) if not t.is_space])))
    kinds = [kind for kind, _ in found] + [""]
    return [
        tokens
        for n, (kind, tokens) in enumerate(found)
        if not (len(tokens) <= _HEADING and kinds[n + 1] not in ("", kind) and kind == kinds[0])
    ]


def _kind(mark: str) -> str:
    mark = mark.strip(" ().")
    return "1" if mark.isdigit() else "a" if mark.isalpha() else "-"


def _sentence(tokens: list[Token]) -> list[Token]:
    """The first sentence of an item."""
    stop = next((n for n, t in enumerate(tokens[_LEAST:], _LEAST) if t.is_sent_start), len(tokens))
    return tokens[:stop]


def _row(story: Story, noun: Token, passage: Passage) -> list[list[Token]]:
    """What stands behind the colon in "they had these demands: to stop the raids, to let them write …"."""
    page, text = story.page, story.page.text
    colon = text.find(":", page.end(noun), min(passage.end, page.end(noun.sent[-1])))
    near = page.token_at(colon) if colon >= 0 else None
    if near is None or near.i - noun.i > _LEAD or colon + 1 >= passage.end:
        return []
    end = min(passage.end, page.end(noun.sent[-1]))
    said = text[colon + 1 : end]
    rows = said.lstrip().startswith("to ")
    if not rows and noun.tag_ != "NNS":
        return []
    cuts = [0, *(m.end() for m in _TO.finditer(said) if rows), len(said)]
    parts = [(colon + 1 + a, colon + 1 + b) for a, b in pairwise(cuts)]
    found = [[t for t in page.tokens(a, b) if not t.is_space] for a, b in parts]
    for row in found:
        while row and (row[-1].is_punct or row[-1].lower_ in ("and", "or")):
            row.pop()
    return [row for row in found if len(row) >= _LEAST]


def whose(story: Story, noun: Token) -> str | None:
    """Whose demands: "their demands", "the demands of the strikers", else whose were told of a little before."""
    own = _owner(story, noun)
    if own is not None:
        return own
    page = story.page
    for token in reversed(page.doc[: noun.i]):
        if page.paragraph(noun) - page.paragraph(token) > _BACK:
            return None
        if token.lemma_.lower() in _NOUNS and (found := _owner(story, token)) is not None:
            return found
    return None


def _owner(story: Story, word: Token) -> str | None:
    if word.pos_ == "VERB":
        asker = subject_of(word)
        return story.cast.noun(asker) if asker is not None else None
    for child in word.children:
        owner = child if child.dep_ == "poss" else None
        if child.dep_ == "prep" and child.lower_ in ("of", "from", "by"):
            owner = next((c for c in child.children if c.dep_ == "pobj"), None)
        found = story.cast.noun(owner) if owner is not None else None
        if found is not None:
            return found
    making = word.head.head if word.dep_ == "pobj" else word.head
    if (word.dep_ in ("dobj", "pobj") and making.pos_ == "VERB") or making.lemma_ in ("set", "list", "number"):
        verb = making.head if making.pos_ == "NOUN" else making
        asker = subject_of(verb) if verb.pos_ == "VERB" else None
        return story.cast.noun(asker) if asker is not None else None
    return None
