"""Counts of a few whom the report names one by one: they are told of by their names, and no figure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Span, Token

from habeas.reading.figures.context import Context
from habeas.reading.figures.counts import Count
from habeas.reading.story import Story
from habeas.reading.tables import words

_FEW = 5
_EACH = 8
"""Tokens that each of them may take in a row of names."""
_BEHIND = 2
"""Sentences behind that of a count in which those counted may be named."""
_OPENS = frozenset({",", ":", "(", "-", "--", "–", "—"})


def named_one_by_one(story: Story, count: Count, at: Context) -> bool:
    """ "Two more prisoners, Vera Lenko and Anton Brel, …": those counted are all named."""
    if count.number.value > _FEW or (at.noun is None and not count.partitive):
        return False
    doc = story.page.doc
    named = at.noun.i if at.noun is not None else count.last
    for start in {named, max(at.end, at.verb.i if at.verb is not None else 0)}:
        if start + 1 >= len(doc) or doc[start + 1].text not in _OPENS:
            continue
        row = doc[start + 2 : min(start + 2 + _EACH * count.number.value, doc[start].sent.end)]
        if len(set(_people(story, row))) >= count.number.value:
            return True
    return _named_behind(story, count, at)


def _named_behind(story: Story, count: Count, at: Context) -> bool:
    """ "Police arrested two men. Amir Doe and Omar Roe were held …": exactly so many are named in what follows."""
    if at.verb is None or at.part != "object" or count.partitive or count.bound is not None:
        return False
    doc, named, end = story.page.doc, set[str](), story.page.doc[count.first].sent.end
    for _ in range(_BEHIND):
        if end >= len(doc):
            return False
        sentence = doc[end].sent
        named |= set(_people(story, _told_of(sentence)))
        if len(named) >= count.number.value:
            return len(named) == count.number.value
        end = sentence.end
    return False


def _people(story: Story, tokens: Iterable[Token]) -> Iterator[str]:
    for token in tokens:
        entity = story.cast.at(token)
        if entity and story.cast.named(entity) and story.cast.kind(entity) == "person":
            yield entity


def _told_of(sentence: Span) -> Iterator[Token]:
    """The words before the first finite verb of a sentence, unless that only says something."""
    verb = next((t for t in sentence if t.tag_ in ("VBD", "VBZ", "VBP", "MD") and t.pos_ in ("VERB", "AUX")), None)
    if verb is not None and not _says(verb):
        yield from (t for t in sentence if t.i < verb.i)


def _says(verb: Token) -> bool:
    return any(verb.lemma_ in words("speech", "verbs", act) for act in ("state", "accuse", "demand", "warn"))
