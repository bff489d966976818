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
_AFTER = 8
"""Sentences behind that of a count in which those counted may be taken up again with their names."""
_IDENTIFYING = frozenset({"identify", "name", "list"})
_SEVERAL = 3
"""Two who are counted may be others than two who are named."""
_THE = frozenset({"the", "two", "three", "four", "five", "both"})
_OTHERS = frozenset({"other", "others", "more", "another", "further"})
_FATAL = frozenset({"kill", "die", "execute", "murder", "hang", "behead", "shoot", "perish"})
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
    return _named_behind(story, count, at) or _identified(story, count, at) or _all_held(story, count, at)


def _all_held(story: Story, count: Count, at: Context) -> bool:
    """Whether the report names exactly as many in custody as are counted: "three nurses were detained"."""
    if (
        count.number.value < _SEVERAL
        or count.partitive
        or count.bound is not None
        or at.noun is None
        or at.noun.lower_ in _OTHERS
    ):
        return False
    if at.noun.dep_ == "conj":  # "Ada Lund and two clerks were arrested"
        return False
    if any(c.lower_ in _OTHERS for c in at.noun.children) or at.verb is None or at.verb.lemma_ in _FATAL:
        return False
    return len(story.cast.held()) == count.number.value


def _identified(story: Story, count: Count, at: Context) -> bool:
    """ "Two lawyers were freed … The lawyers, Ada Lund and Omar Roe, …", "They were identified as A and B"."""
    if at.noun is None or count.bound is not None:
        return False
    doc, noun, size = story.page.doc, at.noun.lemma_.lower(), count.number.value
    end = doc[count.first].sent.end
    for _ in range(_AFTER):
        if end >= len(doc):
            return False
        sentence = doc[end].sent
        for token in sentence:
            if _takes_up(token, noun):
                row = doc[token.i + 1 : min(token.i + 1 + _EACH * size, sentence.end)]
                if len(set(_people(story, row))) == size:
                    return True
        end = sentence.end
    return False


def _takes_up(token: Token, noun: str) -> bool:
    """Whether names may follow: "the lawyers, …", "were identified as …"."""
    if token.lemma_ in _IDENTIFYING and token.tag_ == "VBN":
        return True
    again = token.i > 0 and token.lemma_.lower() == noun and token.nbor(-1).lower_ in _THE
    return again and token.i + 1 < len(token.doc) and token.nbor().text in _OPENS


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
