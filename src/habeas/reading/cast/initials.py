"""Names with initials, as in the south of India: "Sanuj.K.T", "N C Mustal", "Gheresh A T"."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from habeas.reading.cast.mention import NameMention
from habeas.reading.cast.missed import FACILITIES, HEADS

_MOST = 3
_NO_PEOPLE = frozenset({"US", "UK", "UN", "EU", "TV"})


def with_its_initials(doc: Doc, mention: NameMention) -> NameMention:
    """A name with the initials right behind it; one that begins with several of them is a person's."""
    if mention.kind not in ("person", "place", "organisation"):
        return mention
    last = _initials_behind(doc, mention)
    if last > mention.last:
        return replace(mention, last=last, kind="person")
    return replace(mention, kind="person") if _initials_before(doc, mention) else mention


def _initials_behind(doc: Doc, mention: NameMention) -> int:
    """The last of "Sanuj" ".K.T", written without a space, or of "Gheresh" "A" "T" before a comma."""
    last = mention.last
    title = doc[mention.first].is_title and mention.first == last and doc[last].text not in HEADS
    tied = last + 2 < len(doc) and doc[last + 1].text == "." and not doc[last].whitespace_
    tied = tied and not _opens_next(doc, last + 2)
    if title and tied and not doc[last + 1].whitespace_ and _letters(doc[last + 2]):
        return last + 2
    if mention.kind != "person":
        return last
    end = last
    while end + 1 < len(doc) and end - last < _MOST and _single(doc[end + 1]) and not doc[end + 1].is_sent_start:
        end += 1
    closed = end + 1 >= len(doc) or doc[end + 1].text in (",", ";", ".", "and")
    return end if closed else last


def _opens_next(doc: Doc, i: int) -> bool:
    """ "… arrested Tarnen." with "A witness said" below it: a letter that opens the next paragraph."""
    alone = bool(doc[i].is_sent_start) and len(doc[i].text.strip(".")) == 1
    return alone and i + 1 < len(doc) and doc[i + 1].text not in (",", ";", ")", "and")


def _letters(token: Token) -> bool:
    """ "K.T" and "K": capitals with stops between them."""
    parts = token.text.strip(".").split(".")
    return len(parts) <= _MOST and all(len(part) == 1 and part.isupper() for part in parts)


def _single(token: Token) -> bool:
    return len(token) == 1 and token.text.isupper() and token.tag_ in ("NNP", "NN", "DT")


def _initials_before(doc: Doc, mention: NameMention) -> bool:
    """ "N C Mustal" taken for a body."""
    name = doc[mention.first : mention.last + 1]
    letters = next((i for i, t in enumerate(name) if not _single(t)), len(name))
    rest = name[letters:]
    if mention.kind != "organisation" or not 2 <= letters <= _MOST or not 1 <= len(rest) <= _MOST:
        return False
    if "".join(t.text for t in name[:letters]) in _NO_PEOPLE:
        return False
    return all(t.is_title and t.text not in HEADS and t.text not in FACILITIES for t in rest)
