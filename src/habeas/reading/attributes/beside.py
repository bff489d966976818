"""Names that stand right beside the noun which describes them, found by the order of words and not by the parse."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Doc, Token

from habeas.reading.neutral import base_letters
from habeas.reading.story import Story
from habeas.reading.tables import words

_FORMS = frozenset({"maître", "brother", "abu"})
_CLOSING = frozenset({",", ".", ";", ")", "(", ":", "--", "-", "!", "?"})
_ENDING_TAGS = frozenset({"VBD", "VBZ", "VBP", "MD", "IN", "CC", "WP", "RB"})
_INSIDE_PHRASE = frozenset({"ADJ", "NOUN", "PROPN", "ADV", "VERB"})
_OF_A_BODY = frozenset({"DET", "NOUN", "PROPN", "ADJ", "ADP", "VERB", "CCONJ"})
_FAR = 6


def named_at(story: Story, token: Token) -> str | None:
    """The named person of whose name the word is a part."""
    cast, entity = story.cast, story.cast.at(token)
    if entity is None or cast.kind(entity) != "person" or not cast.named(entity):
        return None
    return entity if token.text[:1].isupper() and token.lower_ in _parts(cast.name(entity)) else None


def _parts(name: str) -> frozenset[str]:
    return frozenset(base_letters(name).lower().replace("-", " - ").split())


def names_beside(story: Story, noun: Token, *, plural: bool = False) -> Iterator[tuple[str, Token]]:
    """ "the printer Vera Lenko", "a judge, Dr Vera Lenko, ordered", "Vera Lenko, 49, a printer": entity and last word.

    After a plural ("two printers, Vera Lenko and Anton Brel,") each of the names.
    """
    many = plural or noun.tag_ in ("NNS", "NNPS")
    following = list(_after(story, noun))
    if following and (many == (len(following) > 1) or not many):
        yield from following if many else following[:1]
        return
    ahead = None if many else _ahead(story, noun)
    if ahead is not None:
        yield ahead


def _after(story: Story, noun: Token) -> Iterator[tuple[str, Token]]:
    doc, end = noun.doc, noun.sent.end
    index = _past_body(noun)
    comma = index < end and doc[index].text == ","
    if comma and not (_definite(noun) or noun.tag_ == "NNS"):
        return
    index = _past_titles(story, noun, index + 1 if comma else index)
    while index < end:
        entity = named_at(story, doc[index])
        if entity is None:
            return
        last = index
        while last + 1 < end and (story.cast.at(doc[last + 1]) == entity) and not doc[last + 1].is_punct:
            last += 1
        if comma and last + 1 < end and doc[last + 1].text not in _CLOSING and doc[last + 1].tag_ not in _ENDING_TAGS:
            return
        yield entity, doc[last]
        index = _past_brackets(doc, last + 1, end)
        if index >= end or doc[index].lower_ not in ("and", ","):
            return
        index += 1 + (index + 1 < end and doc[index].text == "," and doc[index + 1].lower_ == "and")
        index = _past_titles(story, noun, index)


def _past_brackets(doc: Doc, index: int, end: int) -> int:
    """Past "(Korda North)" behind a name."""
    if index >= end or doc[index].text != "(":
        return index
    return next((t.i + 1 for t in doc[index : min(index + _FAR, end)] if t.text == ")"), index)


def row_ahead(story: Story, noun: Token) -> list[str]:
    """The people of "Vera Lenko, Anton Brel and Ilya Dorn, all printers," before the plural."""
    doc, index = noun.doc, noun.i - 1
    while index > noun.sent.start and (doc[index].pos_ == "ADJ" or doc[index].lower_ in ("all", "both")):
        index -= 1
    if index < 0 or doc[index].text != "," or doc[index + 1].lower_ not in ("all", "both"):
        return []
    found: list[str] = []
    while index > noun.sent.start:
        index -= 1
        entity = named_at(story, doc[index])
        if entity is None and doc[index].lower_ not in (",", "and", "aged") and not doc[index].like_num:
            break
        if entity is not None and entity not in found:
            found.append(entity)
    return found[::-1]


def _past_body(noun: Token) -> int:
    """Where the phrase of an office ends: after "the mayor", or after "the mayor of the old port"."""
    doc, index = noun.doc, noun.i + 1
    if index + 1 < noun.sent.end and doc[index].text == "-" and doc[index + 1].lower_ in ("elect", "designate"):
        return index + 2
    if index >= noun.sent.end or doc[index].lower_ not in ("of", "in", "at", "for"):
        return index
    for step in range(index + 1, min(index + 2 * _FAR, noun.sent.end)):
        if doc[step].text == ",":
            return step
        inside = doc[step].pos_ in _OF_A_BODY or doc[step].text in ("(", ")", "-", "&") or doc[step].tag_ == "POS"
        if not inside or doc[step].tag_ in ("VBD", "VBZ"):
            break
    return index


def _past_titles(story: Story, noun: Token, index: int) -> int:
    """Past forms of address and ranks before a name."""
    doc, first = noun.doc, index
    while index < noun.sent.end and index - first < 3:
        low = doc[index].lower_.strip(".")
        if named_at(story, doc[index]) is not None or not (
            low in words("people", "titles") or low in _FORMS or not low
        ):
            break
        index += 1
    return index


def _definite(noun: Token) -> bool:
    """Whether the phrase of the noun opens with an article, an owner, or the sentence."""
    first = noun
    while first.i > noun.sent.start and noun.i - first.i < _FAR:
        before = first.nbor(-1)
        if before.pos_ in ("DET", "NUM") or before.tag_ in ("PRP$", "POS"):
            return before.lower_ not in ("no", "every", "any")
        if before.pos_ not in _INSIDE_PHRASE and before.text != "-" and before.lower_ not in ("of", "for"):
            return False
        first = before
    return first.i == noun.sent.start


def _ahead(story: Story, noun: Token) -> tuple[str, Token] | None:
    """The name before the noun's phrase, past a comma and an age."""
    doc, start = noun.doc, noun.sent.start
    index = noun.i - 1
    while index > start and noun.i - index < _FAR and doc[index].text != ",":
        inside = doc[index].pos_ in _INSIDE_PHRASE or doc[index].pos_ == "DET" or doc[index].text == "-"
        if not inside or doc[index].tag_ in ("VBD", "VBZ", "VBP"):
            return None
        index -= 1
    if index <= start or doc[index].text != ",":
        return None
    after = doc[noun.i + 1] if noun.i + 1 < len(doc) else None
    closed = after is None or after.text in _CLOSING or after.lower_ in ("who", "of", "for", "from", "in", "at", "by")
    if not closed or not (noun.i - index == 1 or doc[index + 1].pos_ == "DET" or doc[index + 1].is_lower):
        return None
    index -= 1
    while index > start and (doc[index].like_num or doc[index].lower_ in ("years", "old", "aged", "about", ",")):
        index -= 1
    entity = named_at(story, doc[index])
    return (entity, doc[index]) if entity is not None else None
