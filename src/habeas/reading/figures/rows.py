"""Counts that leave out what they count, since the one before them says it: "27 in Orland, 253 in Tarsia"."""

from __future__ import annotations

import re

from msgspec import structs
from spacy.tokens import Doc, Token

from habeas.model.reading import Figure
from habeas.model.span import Span
from habeas.reading.figures.counts import Count
from habeas.reading.figures.parts import Kept
from habeas.reading.story import Story

_WHERE = frozenset({"in", "from", "at", "near", "outside", "inside"})
_JOINING = frozenset({",", ";", "and", "while", "with"})
_MORE = frozenset({"another", "further", "additional", "others"})
_ENDS = frozenset({",", ".", ";", ")", "and", "while", "but", "respectively", "last", "this", "in", "a"})
_BESIDE = frozenset({"compared", "compares", "compare", "along", "together", "contrast", "contrasted"})
_COMPARED = frozenset(
    {
        ("up", "from"),
        ("down", "from"),
        ("compared", "with"),
        ("compared", "to"),
        ("compares", "with"),
        ("compares", "to"),
    }
)
_COUNTED = frozenset(
    {"was", "were", "recorded", "registered", "documented", "reported", "arrested", "detained", "held"}
)
_YEAR = re.compile(r"\d{4}")
_REACH = 4
"""Tokens after "in" within which the name of a place stands: "from the Governorate of Korda"."""
_LONGEST = 30


def next_of_row(story: Story, count: Count, kept: list[Kept]) -> Figure | None:
    """The figure before, with the number, the place and the date of this one; None where it says more itself."""
    if not kept or count.noun is not None or count.partitive:
        return None
    last, doc = kept[-1], story.page.doc
    near = count.first - last.count.last <= _LONGEST
    if not near or story.page.paragraph(doc[count.first]) != story.page.paragraph(doc[last.count.first]):
        return None
    same = doc[count.first].sent == doc[last.count.first].sent
    where = _where(doc, count)
    if same and where is not None and _joined(doc, count):
        return _moved(story, count, last.figure, where)
    if same and (year := _of_a_year(story, count)) is not None:
        return structs.replace(_moved(story, count, last.figure, None), as_of=year, since=None, part_of=None)
    next_door = doc[count.first].sent.start <= doc[last.count.first].sent.end
    if next_door and _set_beside(doc, count):
        whole = next((k for k in kept if k.figure.id == last.figure.part_of), last)
        return _earlier(story, count, last.figure if same else whole.figure)
    if _second_with(doc, count) and next_door:
        return _moved(story, count, last.figure, _subject(doc[count.first]))
    return None


def _set_beside(doc: Doc, count: Count) -> bool:
    """ "52 journalists, up from 29 at the end of last year", "compared with 174 in May": how many there were before."""
    before = [t.lower_ for t in doc[max(0, count.first - 2) : count.first]]
    return len(before) == 2 and (before[0], before[1]) in _COMPARED


def _earlier(story: Story, count: Count, figure: Figure) -> Figure:
    """The same count as of the date that stands behind it."""
    page, doc = story.page, story.page.doc
    start, end = page.end(doc[count.last]), page.end(doc[count.last].sent[-1])
    dates = story.times.within(start, end)
    when = next((value for span, value in dates), None)
    last = next((t for t in doc[count.last : doc[count.last].sent.end] if t.text in (",", ";", ".")), doc[count.last])
    moved = _moved(story, count, figure, None)
    evidence = page.span(doc[max(0, count.first - 2)], doc[max(count.last, last.i - 1)])
    return structs.replace(moved, as_of=when, since=None, evidence=(evidence,), part_of=None)


def _where(doc: Doc, count: Count) -> Token | None:
    """The name behind "in" or "from" right after the number."""
    index = count.last + 1
    while index + 2 < len(doc) and index <= count.last + 2 and doc[index].lower_ in _COUNTED:
        index += 1  # "40 were recorded in Lund"
    if index + 1 >= len(doc) or doc[index].lower_ not in _WHERE or doc[index].is_sent_start:
        return None
    if doc[index + 1].lower_ == "the" and doc[min(index + 2, len(doc) - 1)].lower_ in ("remaining", "other", "rest"):
        return next((t for t in doc[index + 2 : index + 5] if t.tag_ in ("NNS", "NN")), None)
    for token in doc[index + 1 : min(index + 1 + _REACH, len(doc))]:
        if token.ent_type_ == "DATE" or token.like_num:
            return None
        if token.pos_ == "PROPN" and token.text[0].isupper():
            return token
        if token.pos_ not in ("DET", "ADJ", "NOUN", "ADP"):
            return None
    return None


def _of_a_year(story: Story, count: Count) -> str | None:
    """ "(2,310 in 2020; 1,450 in 2019)", "in 2020, 11 were jailed; in 2019, 8": the number of another year."""
    doc, page = story.page.doc, story.page
    first = count.number.first
    before = [t.lower_ for t in doc[max(0, first - 3) : first]]
    after = doc[count.last + 1 : count.last + 4]
    ends = not len(after) or after[0].is_sent_start or after[0].text in (".", ",", ";", ")")
    if ends and before[:1] == ["in"] and before[2:] == [","]:
        year = doc[first - 2]
    elif len(after) > 1 and after[0].lower_ == "in" and before[-1:] and before[-1] in ("(", ";", ",", "and"):
        year = after[1]
    else:
        return None
    dates = story.times.within(page.start(year), page.end(year))
    return next((value for _, value in dates if _YEAR.fullmatch(value)), None)


def _joined(doc: Doc, count: Count) -> bool:
    before = doc[count.first - 1] if count.first else None
    return before is not None and before.lower_ in _JOINING | _MORE


def _second_with(doc: Doc, count: Count) -> bool:
    """ "Orland came second with 47", "was third with 25": the number alone, at the end of its clause."""
    if count.first < 2 or doc[count.first - 1].lower_ != "with" or doc[count.first - 2].lower_ in _BESIDE:
        return False
    after = doc[count.last + 1] if count.last + 1 < len(doc) else None
    return after is None or after.is_sent_start or after.lower_ in _ENDS


def _subject(token: Token) -> Token | None:
    for above in token.ancestors:
        if above.pos_ in ("VERB", "AUX"):
            return next((c for c in above.children if c.dep_ == "nsubj" and c.pos_ == "PROPN"), None)
    return None


def _moved(story: Story, count: Count, figure: Figure, where: Token | None) -> Figure:
    doc = story.page.doc
    last = max(count.last, where.i) if where is not None else count.last
    while where is not None and last + 1 < len(doc) and doc[last + 1].pos_ == "PROPN":
        last += 1
    evidence: Span = story.page.span(doc[count.first], doc[last])
    entity = story.cast.at(where) if where is not None else None
    place = entity if entity is not None and story.cast.kind(entity) in ("place", "facility") else None
    value = count.number.value
    return structs.replace(
        figure,
        value=value,
        low=value if count.bound == "least" else None,
        high=value if count.bound == "most" else None,
        approximate=count.bound == "approximate",
        method=count.qualifier,
        place=place,
        evidence=(evidence,),
        said_by=story.scope.said_by(evidence) or figure.said_by,
        rule="figure.row",
    )
