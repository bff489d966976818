"""Which figure another one is a part of: "550 of them", "including 72", "of the 61, 22 were freed"."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc, Token

from habeas.model.reading import Figure
from habeas.reading.figures.context import Context
from habeas.reading.figures.counts import THEM, Count
from habeas.reading.numerals import digits
from habeas.reading.story import Story

_INCLUDING = frozenset({"including", "incl", "incl.", "includes", "include", "included"})
_LEVELS = 3
_EARLIER = 6
"""Figures back in which the whole of a part is looked for."""
_LINES = 20
"""Lines over which a list under a heading goes on."""
_LONGEST = 30
_FEW = 4
"""Tokens from one item of a list to the next."""
_LED = 3
"""Tokens from the beginning of a sentence to the whole that it takes apart: "Of the some 60 …"."""


@dataclass(frozen=True)
class Kept:
    """A figure with what later ones need to know of it."""

    figure: Figure
    count: Count
    at: Context
    short: str


def parent_of(story: Story, count: Count, at: Context, kept: list[Kept]) -> Kept | None:
    """The figure of which this one is a part: "550 of them", "including 72", "Around 600 are cancer patients"."""
    if not kept:
        return None
    last, doc = kept[-1], story.page.doc
    here, there = doc[count.first], doc[last.count.first]
    same = here.sent == there.sent
    before = [doc[i].lower_ for i in range(max(0, count.first - 3), count.first)]
    after = [t.lower_ for t in doc[count.number.last + 1 : count.number.last + 4]]
    shown = count.partitive and (count.noun is None or bool(THEM & set(after)))
    shown = shown or bool(_INCLUDING & set(before)) or (listed(doc, count, last) and not _of_its_own(at, last))
    shown = shown or before[-2:] in (
        ["of", "these"],
        ["of", "whom"],
        ["of", "them"],
        ["among", "them"],
        ["from", "whom"],
    )
    next_door = same or here.sent.start == there.sent.end
    again = _named_again(story, count, kept) or _taken_apart(doc, count, kept)
    if again is not None:
        return again
    if story.page.paragraph(here) != story.page.paragraph(there):
        return None
    if shown and next_door:
        return _holding(count, _chain(last, kept, before), kept)
    bare = count.noun is None and at.verb is not None and at.part == "subject" and at.verb.lemma_ == "be"
    if not (bare and next_door and at.total is None):
        return None
    alone = last.count.noun is None and last.at.total is None and not last.count.partitive
    if same and alone and last.figure.part_of is None:
        return None  # "48 were arrested in Vesk; 41 were from Korda": two of a row
    return _holding(count, next((k for k in kept if k.figure.id == last.figure.part_of), last), kept)


def under_heading(story: Story, count: Count, kept: list[Kept]) -> Kept | None:
    """ "940 prisoners, including:" above lines that each begin with a number: the figure that the lines take apart."""
    page, first = story.page, count.first
    if (
        not kept
        or count.noun is None
        or (first and page.paragraph(page.doc[first - 1]) == page.paragraph(page.doc[first]))
    ):
        return None
    here = page.paragraph(page.doc[first])
    for one in reversed(kept):
        if here - page.paragraph(page.doc[one.count.first]) > _LINES:
            return None
        if _heads(story, one):
            begins = [t for t in page.doc[one.count.last : first] if _opens_paragraph(story, t)]
            value = one.figure.value or 0
            return one if all(t.like_num for t in begins) and count.number.value <= value else None
    return None


def _opens_paragraph(story: Story, token: Token) -> bool:
    return token.i > 0 and story.page.paragraph(token) != story.page.paragraph(token.nbor(-1))


def _heads(story: Story, one: Kept) -> bool:
    """Whether the paragraph of a figure ends with a colon right behind it."""
    doc, page = story.page.doc, story.page
    index = one.count.last
    while index + 1 < len(doc) and page.paragraph(doc[index + 1]) == page.paragraph(doc[one.count.first]):
        index += 1
        if index - one.count.last > _LONGEST:
            return False
    return doc[index].text == ":" and index > one.count.last


def _of_its_own(at: Context, last: Kept) -> bool:
    """ "…, including 3 women, and 24 others were detained": who is counted is the subject of a verb of their own."""
    noun, verb = at.noun, at.verb
    if noun is None or verb is None or noun.dep_ not in ("nsubj", "nsubjpass"):
        return False
    return last.at.verb != verb and last.count.first < noun.i < verb.i


def _holding(count: Count, whole: Kept, kept: list[Kept]) -> Kept | None:
    """The whole, or what that is a part of: the first that is not smaller than the part."""
    for _ in range(_LEVELS):
        value = whole.figure.value or whole.figure.high
        if value is None or count.number.value <= value:
            return whole
        above = next((k for k in kept if k.figure.id == whole.figure.part_of), None)
        if above is None:
            return _of_its_kind(count, whole, kept)
        whole = above
    return None


def _of_its_kind(count: Count, near: Kept, kept: list[Kept]) -> Kept | None:
    """The last figure of the same measure that is not smaller than the part and no part itself."""
    for one in reversed(kept[-_EARLIER:]):
        value = one.figure.value or one.figure.high or 0
        same = one.figure.measure == near.figure.measure and one.figure.part_of is None
        if same and value >= count.number.value and one is not near:
            return one
    return None


def _taken_apart(doc: Doc, count: Count, kept: list[Kept]) -> Kept | None:
    """ "Of the 60 who were held, 52 are free and eight were charged": the whole stands first in the sentence."""
    sentence = doc[count.first].sent
    first: Kept | None = None
    for one in reversed(kept):
        if one.count.first < sentence.start:
            break
        first = one if one.count.first < sentence.end else first
    if first is None or first.count.number.value <= count.number.value:
        return None
    if count.noun is not None and [t.lower_ for t in sentence[:2]] != ["out", "of"]:
        return None
    led = sentence[0].lower_ in ("of", "among", "out") and first.count.number.first - sentence.start <= _LED
    own = doc[count.number.first : count.last + 1].root.dep_ in ("nsubj", "nsubjpass") or count.partitive
    return first if led and own else None


def listed(doc: Doc, count: Count, last: Kept) -> bool:
    """ "940 prisoners: 890 men and 50 women": what stands after a colon makes up what stands before it."""
    phrase = last.at.end if last.at.end < count.first - 1 else last.count.last
    between = doc[max(last.count.last, phrase) + 1 : count.first]
    if not len(between) or doc[count.first].sent != doc[last.count.first].sent or count.noun is None:
        return False
    if between[-1].text == ":":
        return last.figure.value is not None and count.number.value < last.figure.value
    joint = [t.lower_ for t in between[-1:]]
    return last.figure.part_of is not None and (
        (joint == ["and"] and len(between) < _FEW) or [t.text for t in between] in ([","], [",", "and"])
    )


def _named_again(story: Story, count: Count, kept: list[Kept]) -> Kept | None:
    """ "Eleven of the 61", "Of the 61, 22 were freed": the figure whose number is taken up again."""
    doc = story.page.doc
    behind = doc[count.number.last + 1 : count.number.last + 4]
    ahead = doc[max(0, count.first - 4) : max(0, count.first - 1)]
    for near in (behind, ahead):
        if [t.lower_ for t in near[:2]] == ["of", "the"] and len(near) == 3:
            again = digits(near[2].text)
            return next((k for k in reversed(kept) if k.count.number.value == again), None)
    return None


def compared(count: Count, at: Context) -> bool:
    """A number beside which another is set: "compared with 174 the year before", "up from 30"."""
    doc = count.noun.doc if count.noun is not None else (at.verb.doc if at.verb is not None else None)
    if doc is None:
        return False
    before = [doc[i].lower_ for i in range(max(0, count.first - 2), count.first)]
    return before in (["compared", "with"], ["compared", "to"], ["up", "from"], ["down", "from"])


def _chain(last: Kept, kept: list[Kept], before: list[str]) -> Kept:
    """In a list after "including" every item is a part of what stands before the list."""
    up = last.figure.part_of
    if up is not None and before[-1:] in (["and"], [","]):
        return next((k for k in kept if k.figure.id == up), last)
    return last
