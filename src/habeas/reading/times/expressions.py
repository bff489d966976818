"""The expressions of time of a parsed report: where they stand, the word before them, what they hang on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from habeas.reading.page import Page
from habeas.reading.tables import words
from habeas.reading.times.forms import (
    Beyond,
    CalendarDate,
    Counted,
    DayShift,
    Form,
    Found,
    Slashed,
    Stretch,
    Told,
    Weekend,
)
from habeas.reading.times.scan import scan

_LEADING = frozenset(
    {
        "the",
        "just",
        "only",
        "about",
        "around",
        "early",
        "late",
        "mid",
        "least",
        "at",
        "end",
        "beginning",
        "night",
        "morning",
        "evening",
        "afternoon",
        "hours",
        "middle",
        "start",
    }
)
_TIED = frozenset({"since", "until", "till", "before", "after", "by", "from", "to", "between", "for", "through", "as"})
_CAPITAL_NAMES = frozenset({"PERSON", "ORG", "WORK_OF_ART", "PRODUCT", "LAW", "FAC"})
_JOINS = frozenset({"to", "until", "till", "through", "-", "and", "or"})


@dataclass(frozen=True)
class Expression:
    """An expression of time: tokens `first` to `last`, both included.

    `before` is the word that ties it to the rest ("since", "until", "between"), if any. `target` is the index of the
    token that it hangs on.
    """

    first: int
    last: int
    form: Form
    before: str | None
    target: int


def expressions(page: Page) -> list[Expression]:
    """Every expression of time on the page, in order; ranges put together."""
    found: list[Expression] = []
    for first, last in _paragraphs(page):
        part = page.doc[first:last]
        hits = list(_hits(page.doc, part.text, part[0].idx))
        found.extend(_joined(page.doc, hits))
    return found


def _paragraphs(page: Page) -> Iterator[tuple[int, int]]:
    start = 0
    for sentence in page.doc.sents:
        if page.paragraph(sentence[0]) != page.paragraph(page.doc[start]):
            yield start, sentence.start
            start = sentence.start
    if len(page.doc) > start:
        yield start, len(page.doc)


def _hits(doc: Doc, text: str, shift: int) -> Iterator[Expression]:
    for found in scan(text):
        stretch = doc.char_span(shift + found.start, shift + found.end, alignment_mode="expand")
        if stretch is None:
            continue
        form = _settled(doc, stretch.start, stretch.end - 1, found)
        if form is None:
            continue
        first, last = stretch.start, stretch.end - 1
        if isinstance(found.form, CalendarDate) and found.form.day and isinstance(form, CalendarDate) and not form.day:
            last -= 1  # the number after the month counts what follows
        target = _target(doc, first, last)
        ahead = target > last and doc[target].pos_ == "NOUN"  # "after Monday's raid": after the raid
        yield Expression(first, last, form, None if ahead else tie(doc, first), target)


def tie(doc: Doc, first: int) -> str | None:
    """The preposition that ties an expression to its sentence, words like "the end of" passed over."""
    index = first - 1
    while index >= 0 and index >= first - 5 and doc[index].sent == doc[first].sent:
        low = doc[index].lower_
        if low in _TIED:
            return low
        if low == "of" and doc[index - 1].lower_ in _LEADING:
            index -= 2
        elif low in _LEADING:
            index -= 1
        else:
            return None
    return None


def _settled(doc: Doc, first: int, last: int, found: Found) -> Form | None:
    """The form, if what stands around it bears it out; a bare month or year needs a reason to be a date."""
    form = found.form
    if isinstance(form, (DayShift, Counted, Told, Beyond, Weekend)):
        return None if doc[first].ent_type_ in _CAPITAL_NAMES else form
    if not isinstance(form, CalendarDate) or form.decade:
        return form
    if form.day and form.month and form.year is None and _counts_noun(doc[last]) and doc[last].is_digit:
        form = replace(form, day=None)
        return form if _month_shown(doc, first, last - 1) else None
    if form.day or form.year_shift is not None:
        return form
    if form.weekday is not None:
        return None if _feast(doc, first) else form
    if form.month and form.year is None:
        return form if form.which is not None or _month_shown(doc, first, last) else None
    if form.month is None and form.year is not None and not form.approximate:
        return form if _year_shown(doc, first, last) else None
    return form


def _counts_noun(token: Token) -> bool:
    head = token.head
    return token.dep_ == "nummod" and head.i > token.i and head.pos_ == "NOUN"


def _feast(doc: Doc, first: int) -> bool:
    return first > 0 and doc[first - 1].lower_ in words("times", "words", "feasts")


def _month_shown(doc: Doc, first: int, last: int) -> bool:
    token, before = doc[last], doc[first - 1].lower_ if first else ""
    if token.tag_ in ("MD", "VB", "VBP", "VBZ", "VBD") or token.ent_type_ in _CAPITAL_NAMES:
        return False
    if token.ent_type_ == "DATE" and not (token.lower_ == "may" and first == token.sent.start):
        return True
    return first != token.sent.start and before in words("times", "words", "before") and token.pos_ in ("PROPN", "NOUN")


def _year_shown(doc: Doc, first: int, last: int) -> bool:
    """Whether four figures are a year: the model of names says so, or a word before them, and they count nothing."""
    token, before = doc[last], doc[first - 1].lower_ if first else ""
    if len(token) != 4 or first != last:
        return True  # "early 2022", "mid-2021", "summer of 2021"
    if _of_a_law(doc, first):
        return False
    if token.ent_type_ == "DATE":
        return not (_counts_people(token) and before not in ("the", "in", "since"))
    if token.ent_type_ in ("CARDINAL", "MONEY", "QUANTITY", "PERCENT") and _counts_noun(token):
        return False
    follower = doc[last + 1] if last + 1 < len(doc) else None
    if follower is not None and follower.pos_ in ("NOUN", "ADJ", "PROPN") and not follower.is_sent_start:
        return before == "the" and not _counts_people(token)
    return before in words("times", "words", "before") or before in ("(", ",", "-")


def _of_a_law(doc: Doc, first: int) -> bool:
    """ "The Public Order Act 2021", "the Anti-Terror Act of 2012": a part of the name of a law."""
    name = first - 2 if first > 1 and doc[first - 1].lower_ == "of" else first - 1
    return name >= 0 and doc[name].text in words("times", "words", "laws")


def _counts_people(token: Token) -> bool:
    return _counts_noun(token) and token.head.tag_ in ("NNS", "NNPS")


def _joined(doc: Doc, hits: list[Expression]) -> list[Expression]:
    """Two dates with "to", "until", a dash, or "between … and" made one stretch."""
    out: list[Expression] = []
    for hit in hits:
        pair = _pair(doc, out[-1], hit) if out else None
        if pair is None:
            out.append(hit)
        else:
            out[-1] = pair
    return out


def _pair(doc: Doc, left: Expression, right: Expression) -> Expression | None:
    a, b = left.form, right.form
    if not isinstance(a, CalendarDate) or not isinstance(b, CalendarDate) or right.first - left.last not in (2, 3):
        return None
    middle = [doc[i].lower_ for i in range(left.last + 1, right.first)]
    if middle[0] not in _JOINS or middle[1:] not in ([], ["the"], ["in"], ["early"], ["late"]):
        return None
    months = a.month and b.month and not (a.day or b.day or a.weekday or b.weekday or a.year)
    if (middle[0] == "and") != (left.before == "between") and not (months and middle == ["and"]):
        return None
    if a.year is None and a.year_shift is None and a.month:
        a = replace(a, year=b.year, year_shift=b.year_shift)
        if b.year and b.month and a.month and a.month > b.month:
            a = replace(a, year=b.year - 1)
    process = middle[0] not in ("and", "or")
    return Expression(left.first, right.last, Stretch(a, b, process), None, left.target)


_PASSED = frozenset({"ADP", "SCONJ", "PART", "PUNCT", "SYM"})


def _target(doc: Doc, first: int, last: int) -> int:
    """The token that the expression hangs on: the head of its phrase, prepositions and words of time passed over."""
    head = doc[first : last + 1].root
    steps = 0
    while head.head != head and steps < 10:
        child, head, steps = head, head.head, steps + 1
        if first <= head.i <= last:
            continue
        if head.pos_ in _PASSED or head.lower_ in ("ago", "early", "late", "end", "beginning", "start", "middle"):
            if head.lower_ in ("start", "end") and head.pos_ == "VERB":
                break
            continue
        if head.pos_ in ("ADV", "NUM") or (head.ent_type_ == "DATE" and child.dep_ != "poss" and head.pos_ != "VERB"):
            continue
        break
    return head.i


def day_first(found: list[Expression]) -> bool | None:
    """What the report's own unambiguous dates in figures show of its order of day and month; None: nothing, or both."""
    shown = {e.form.day_first() for e in found if isinstance(e.form, Slashed)} - {None}
    return shown.pop() if len(shown) == 1 else None
