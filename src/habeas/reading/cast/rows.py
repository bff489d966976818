"""Rows of names: where most of a row are people, whom the model took for bodies are people too."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from habeas.reading.cast.mention import NameMention
from habeas.reading.cast.missed import FACILITIES, HEADS, PERSON_NOUNS
from habeas.reading.tables import words

_LINKS = frozenset({",", "and", "&", ", and"})
_FEWEST = 3
_LONGEST_NAME = 4
_BODIES_TOO = words("people", "bodies_too")


def in_rows(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """The mentions, in order, with people of rows as people: "Ada Lund, Mahmo Fassel and Ivo Stenn"."""
    found: list[NameMention] = []
    told = [replace(m, kind="person") if _said_to_be_one(doc, m) else m for m in mentions]
    for row in _rows(doc, sorted(told, key=lambda mention: mention.first)):
        people = sum(mention.kind == "person" and mention.last > mention.first for mention in row)
        if len(row) < _FEWEST or people * 2 <= len(row):
            found += row
            continue
        found += [replace(m, kind="person") if m.kind != "person" and _like_a_person(doc, m) else m for m in row]
    return found


def _rows(doc: Doc, mentions: list[NameMention]) -> Iterator[list[NameMention]]:
    row: list[NameMention] = []
    for mention in mentions:
        if row and " ".join(t.lower_ for t in doc[row[-1].last + 1 : mention.first]) not in _LINKS:
            yield row
            row = []
        row.append(mention)
    if row:
        yield row


def _said_to_be_one(doc: Doc, mention: NameMention) -> bool:
    """ "A Papuan activist, Agus Yolem, was …": set off by commas behind a word for one person."""
    if mention.kind == "person" or mention.first < 2 or mention.last + 1 >= len(doc):
        return False
    before, after = doc[mention.first - 2], doc[mention.last + 1]
    one = before.tag_ == "NN" and before.lemma_.lower() in PERSON_NOUNS
    closed = after.text in (",", ".") or (after.tag_ in ("VBD", "VBZ") and before.lemma_.lower() not in _BODIES_TOO)
    return one and doc[mention.first - 1].text == "," and closed and _like_a_person(doc, mention)


def _like_a_person(doc: Doc, mention: NameMention) -> bool:
    """Two to four capitalised words, none of them a noun of bodies, none all in capitals."""
    words = doc[mention.first : mention.last + 1]
    if not 2 <= len(words) <= _LONGEST_NAME or mention.kind in ("place", "law"):
        return False
    return all(t.is_alpha and t.text.istitle() and t.text not in HEADS and t.text not in FACILITIES for t in words)
