"""The dates of a report: every expression with its value, and which one belongs to which verb or noun."""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from dataclasses import replace
from datetime import date

from spacy.tokens import Token

from habeas.model.dates import Interval, finer, is_edtf
from habeas.model.span import Span
from habeas.reading.clauses import passive
from habeas.reading.page import Page
from habeas.reading.tables import words
from habeas.reading.times import attach
from habeas.reading.times.anchors import Anchors
from habeas.reading.times.expressions import Expression, day_first, expressions
from habeas.reading.times.forms import Beyond, CalendarDate, Counted, DayShift, Form, Slashed, Told, UnitShift, Window
from habeas.reading.times.reckon import Tense, told, value
from habeas.reading.times.tense import simple_past, tense_at

_EARLIER = 6
"""Expressions back that are looked at for it."""
_CLOSE = 8
"""Tokens from "two weeks after" to the date from which they count."""
_SAME_MONTH = 60
"""Tokens after "25 May 2019" within which "16 May" is of the same year."""
_BACK = 2
"""Sentences back in which "the next day" looks for the day before it."""
_ENDS = frozenset({"until", "till", "through"})


class DateBook:
    """The dates of one page. Implements `habeas.reading.story.Times`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        found = expressions(page)
        order = day_first(found)
        self.expressions = [replace(e, form=_ordered(e.form, order)) for e in found]
        self._starts = [page.start(page.doc[e.first]) for e in self.expressions]
        self._anchors = Anchors(page, self.expressions, lambda e: value(e.form, None, "past"))
        self._carried: dict[int, list[tuple[int, int]]] = defaultdict(list)
        for number, one in enumerate(self.expressions):
            for depth, token in enumerate(attach.carriers(page.doc, one)):
                self._carried[token].append((depth, number))
        self._values: list[str | None] = []
        self._additions: dict[int, Interval] = {}
        self._additions = self._added_later()
        for number in range(len(self.expressions)):
            self._values.append(self._value(number))

    def of(self, token: Token) -> str | None:
        """The date of what `token` names; with "since" and "from … to" its beginning."""
        for number in self._belonging(token):
            when = self._when(number, token)
            if when is not None:
                return when
        announcing = attach.announcement(token)
        return self.of(announcing) if announcing is not None else None

    def until(self, token: Token) -> str | None:
        """The end of what `token` names."""
        for number in self._belonging(token):
            one, stated = self.expressions[number], self._values[number]
            if stated is None:
                continue
            if one.before in _ENDS and not attach.negated(token) and not attach.sets(self._page.doc, one):
                return stated.rpartition("/")[2]
            if attach.process(one) and "/" in stated:
                return stated.partition("/")[2]
        return None

    def since(self, token: Token) -> str | None:
        """The beginning of what `token` names, where the text gives it with "since" or "from"."""
        for number in self._belonging(token):
            one, stated = self.expressions[number], self._values[number]
            if stated is not None and (one.before in ("since", "from") or attach.process(one)):
                return stated.partition("/")[0]
        return None

    def anchor(self, token: Token) -> str | None:
        """The date of the post or the report in which `token` stands."""
        return self._anchors.edtf(self._page.passage(token))

    def within(self, start: int, end: int) -> tuple[tuple[Span, str], ...]:
        """Every date expression that begins in `text[start:end]`, with its value."""
        out: list[tuple[Span, str]] = []
        index = bisect_left(self._starts, start)
        while index < len(self._starts) and self._starts[index] < end:
            one, stated = self.expressions[index], self._values[index]
            if stated is not None:
                out.append((self._page.span(self._page.doc[one.first], self._page.doc[one.last]), stated))
            index += 1
        return tuple(out)

    def covers(self, start: int, end: int) -> bool:
        """Whether a word of `text[start:end]` is part of an expression of time, even of one without a value."""
        index = max(0, bisect_left(self._starts, start) - 1)
        while index < len(self._starts) and self._starts[index] < end:
            if self._page.end(self._page.doc[self.expressions[index].last]) > start:
                return True
            index += 1
        return False

    def _belonging(self, token: Token) -> list[int]:
        """The expressions of `token`, what hangs on it directly first."""
        for source in attach.sources(token, self._carried, self.expressions):
            hits = sorted(self._carried[source], key=lambda h: (h[0], _rank(self.expressions[h[1]]), h[1]))
            if hits and token.pos_ == "NOUN" and self._page.doc[source].pos_ == "VERB":
                hits = [h for h in hits if attach.sets(self._page.doc, self.expressions[h[1]])] or hits
            if hits:
                return [number for _, number in self._finest(hits)]
        return []

    def _finest(self, hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
        """A finer date of the same clause comes first: "in May 2021 … on 3 May 2021"."""
        if len(hits) < 2:
            return hits
        (_, first), (_, second) = hits[0], hits[1]
        a, b = self._values[first], self._values[second]
        if a and b and "/" not in a + b and finer(b, a) and _rank(self.expressions[second]) == 0:
            return [hits[1], hits[0], *hits[2:]]
        return hits

    def _when(self, number: int, token: Token) -> str | None:
        one, stated = self.expressions[number], self._values[number]
        if stated is None:
            return None
        first, _, last = stated.partition("/")
        if one.before == "since" and token.lemma_ in words("times", "verbs", "punctual"):
            return f"{first}/.."
        if one.before in ("since", "from") or attach.process(one):
            return first
        if attach.sets(self._page.doc, one) and token.pos_ == "NOUN":
            return stated
        if one.before in _ENDS:
            return stated if attach.negated(token) else None
        if one.before in ("by", "before"):
            return None if first == ".." else f"../{last or first}"
        if one.before == "after" and not isinstance(one.form, (DayShift, Window)):
            return f"{first}/.."
        return stated

    def _value(self, number: int) -> str | None:
        one = self.expressions[number]
        token = self._page.doc[one.target]
        anchor = self._additions.get(self._page.paragraph(token)) or self._anchors.of(self._page.passage(token))
        if isinstance(one.form, Counted):
            verb = attach.verb_of(self._page.doc, one)
            over = verb is not None and simple_past(self._page.doc[verb])
            anchor = self._day_of_clause(number) or (None if over else anchor)
        elif isinstance(one.form, Beyond):
            return self._beyond(number, one.form)
        elif isinstance(one.form, Told):
            before = self._told_before(number)
            moved = told(one.form, before) if before else None
            return moved if moved is not None and is_edtf(moved) else None
        elif _from_today(one.form):
            anchor = self._day_hanging(attach.quoted_by(self._page.doc, one), number) or anchor
        return value(self._in_context(number), anchor, self._tense(one, token))

    def _beyond(self, number: int, form: Beyond) -> str | None:
        """ "Two weeks after his arrest on 3 May": counted from the single date that follows it closely."""
        one = self.expressions[number]
        after = self.expressions[number + 1] if number + 1 < len(self.expressions) else None
        doc = self._page.doc
        if after is None or after.first - one.last > _CLOSE or doc[after.first].sent != doc[one.first].sent:
            return None
        if any(token.tag_ in ("VBD", "VBZ", "VBP") or token.text in ",;:" for token in doc[one.last + 1 : after.first]):
            return None
        stated = self._value(number + 1)
        moved = told(Told(form.unit, form.shift), stated) if stated and "/" not in stated else None
        return moved if moved is not None and is_edtf(moved) else None

    def _told_before(self, number: int) -> str | None:
        """The single date told last before the expression, in its sentence or one of the two before it."""
        doc = self._page.doc
        start = doc[self.expressions[number].first].sent.start
        for _ in range(_BACK):
            start = doc[start - 1].sent.start if start else 0
        for other in range(number - 1, max(-1, number - 1 - _EARLIER), -1):
            one = self.expressions[other]
            if one.first < start:
                break
            if one.before in ("until", "till", "by", "before", "after") or isinstance(one.form, Window):
                continue
            verb = attach.verb_of(doc, one)
            said = verb is not None and doc[verb].lemma_ in words("speech", "verbs", "state") and not passive(doc[verb])
            if said and not self._back_from_saying(number, verb):
                continue
            stated = self._values[other] if other < len(self._values) else None
            if stated is not None and "/" not in stated:
                return stated
        return None

    def _back_from_saying(self, number: int, verb: int | None) -> bool:
        """ "On Sunday the board said that she had been taken the previous evening": counted from the saying."""
        one = self.expressions[number]
        doc = self._page.doc
        back = isinstance(one.form, Told) and one.form.shift < 0
        return back and verb is not None and doc[verb] in doc[one.target].ancestors

    def _added_later(self) -> dict[int, Interval]:
        """The day of writing of paragraphs that say that they were added: "Update, 9 October: …"."""
        found: dict[int, Interval] = {}
        for number, one in enumerate(self.expressions):
            first = self._page.doc[one.first]
            if isinstance(one.form, CalendarDate) and one.form.day and attach.added(self._page, one):
                stated = self._value(number)
                if stated is not None and len(stated) == 10:
                    day = date.fromisoformat(stated)
                    found[self._page.paragraph(first)] = Interval(day, day)
        return found

    def _tense(self, one: Expression, token: Token) -> Tense:
        if one.before == "since":
            return "past"
        if attach.sets(self._page.doc, one) or attach.prolongs(self._page.doc, one):
            return "future"
        tense = tense_at(token)
        if one.before in ("until", "till", "by") and tense != "past":
            return "future"
        headline = self._page.passage(token).role in ("title", "caption")
        return "past" if headline and tense == "present" else tense

    def _in_context(self, number: int) -> Form:
        """A month or day without a year takes the year that its own sentence has just named."""
        one = self.expressions[number]
        form = one.form
        if isinstance(form, CalendarDate) and form.day and not form.month and not form.year:
            return self._month_of_day(number, form)
        if not isinstance(form, CalendarDate) or not form.month or form.year or form.year_shift is not None:
            return form
        if form.which is not None or number == 0:
            return form
        before = self.expressions[number - 1]
        doc = self._page.doc
        if not isinstance(before.form, CalendarDate):
            return form
        if doc[before.last].sent != doc[one.first].sent:
            soon = one.first - before.last <= _SAME_MONTH and before.form.month == form.month
            return replace(form, year=before.form.year) if soon and before.form.day and before.form.year else form
        earlier = self._in_context(number - 1)
        if (
            not isinstance(earlier, CalendarDate)
            or earlier.year is None
            or not earlier.month
            or attach.clause_apart(doc, before, one)
        ):
            return form
        later = form.month >= earlier.month
        return replace(form, year=earlier.year if later else earlier.year + 1)

    def _month_of_day(self, number: int, form: CalendarDate) -> CalendarDate:
        """ "On the 12th" after "on 3 May" is the 12th of May."""
        before = self._told_before(number)
        if before is None or len(before) < len("2022-01"):
            return form
        return replace(form, year=int(before[:4]), month=int(before[5:7]))

    def _day_of_clause(self, number: int) -> Interval | None:
        """The day that the clause of a counted day names: "on Sunday entered its 42nd day"."""
        return self._day_hanging(attach.verb_of(self._page.doc, self.expressions[number]), number)

    def _day_hanging(self, verb: int | None, number: int) -> Interval | None:
        """The day that hangs on a verb, other than that of the expression `number`."""
        for other in self._hanging(verb):
            if other != number and not isinstance(self.expressions[other].form, Counted):
                stated = self._value(other)
                if stated is not None and len(stated) == 10 and self.expressions[other].before is None:
                    day = date.fromisoformat(stated)
                    return Interval(day, day)
        return None

    def _hanging(self, verb: int | None) -> list[int]:
        return [number for _, number in self._carried.get(verb, ())] if verb is not None else []


def _ordered(form: Form, evidence: bool | None) -> Form:
    """A date in figures with day and month told apart; where nothing tells, only its year is kept."""
    if not isinstance(form, Slashed):
        return form
    order = form.day_first()
    if order is None:
        order = True if form.first == form.second else evidence
    if order is None:
        return CalendarDate(form.year)
    day, month = (form.first, form.second) if order else (form.second, form.first)
    return CalendarDate(form.year, month, day)


def _from_today(form: Form) -> bool:
    """Whether a form counts from the day on which somebody speaks."""
    return isinstance(form, DayShift) or (
        isinstance(form, CalendarDate) and form.weekday is not None and form.day is None
    )


def _rank(one: Expression) -> int:
    """Plain dates before bounds, whole days before years."""
    if one.before in ("after", "before", "by", "for"):
        return 2
    if isinstance(one.form, Counted):
        return 3
    return 1 if isinstance(one.form, (UnitShift, Window)) or one.before in _ENDS else 0
