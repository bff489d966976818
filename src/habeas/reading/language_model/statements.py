"""From one window's answer to statements: every quotation found, every date and number reckoned, the rest left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Final, TypeVar

from habeas.model.reading import Attribute, Claim, Demand, Event, Figure, Participant, Statement, StatementKind, Status
from habeas.model.span import Span
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES, Vocabulary
from habeas.reading.language_model.answer import Answer, Happening, Speech, Tally, Trait, Wish, Words
from habeas.reading.language_model.find import Finder
from habeas.reading.language_model.values import counted, reckoned
from habeas.reading.tables import words as table

RULE: Final = "language-model"
_DATED = frozenset({"born", "detained_since"})
_OLDEST = 130
T = TypeVar("T")


class LeftOutError(Exception):
    """This item is not taken; the message says why. The others are."""


class Builder:
    """Makes statements of one window. `refs` maps the ids of the answer to entities, which keep our ids for now."""

    def __init__(self, finder: Finder, refs: Mapping[str, str], published: str | None, notes: list[str]) -> None:
        self._finder, self._refs, self._published, self._notes = finder, refs, published, notes

    def statements(self, answer: Answer) -> Iterator[tuple[StatementKind, Statement]]:
        """What holds of an answer; a note is left for whatever does not."""
        yield from self._kept("claim", self._claim, answer.claims)
        yield from self._kept("attribute", self._attribute, answer.attributes)
        yield from self._kept("event", self._event, answer.events)
        yield from self._kept("figure", self._figure, answer.figures)
        yield from self._kept("demand", self._demand, answer.demands)

    def _kept(
        self, kind: StatementKind, make: Callable[[T], Statement], given: Iterable[T]
    ) -> Iterator[tuple[StatementKind, Statement]]:
        for item in given:
            try:
                yield kind, make(item)
            except LeftOutError as why:
                self._notes.append(f"left out: {kind}: {why}")

    def _of(self, vocabulary: Vocabulary, word: str) -> str:
        if word not in vocabulary:
            raise LeftOutError(f"{word[:40]!r} is no word of the vocabulary")
        return word

    def _claim(self, speech: Speech) -> Claim:
        content = self._stretches(speech.content)
        named = self._near(speech.speaker_words, content)
        return Claim(
            id="",
            speaker=self._ref(speech.speaker),
            speaker_text=None if named is None else named.quote,
            content=content,
            speaker_span=named,
            cue=self._near(speech.cue, content),
            manner=speech.manner,
            act=speech.act,
            to=self._ref(speech.to),
            when=self._date(speech.when, content),
            rule=RULE,
        )

    def _attribute(self, trait: Trait) -> Attribute:
        name = self._of(PROPERTIES, trait.property)
        subject = self._ref(trait.subject)
        if subject is None:
            raise LeftOutError(f"{name} of {trait.subject[:40]!r}, which is nobody of the report")
        evidence = self._stretches(trait.evidence)
        value = self._finder.find(trait.value, inside=evidence)
        if value is None:
            raise LeftOutError(f"{name}: {_start(trait.value)} does not stand in the report")
        if not any(span.contains(value) for span in evidence):
            evidence = (*evidence, value)
        return Attribute(
            id="",
            subject=subject,
            property=name,
            value=self._value(trait, value),
            evidence=evidence,
            object=self._ref(trait.object),
            as_of=self._date(trait.as_of, evidence),
            since=_first(self._date(trait.since, evidence)),
            status=trait.status,
            rule=RULE,
        )

    def _value(self, trait: Trait, value: Span) -> int | str:
        if trait.property == "age":
            number = counted(value.quote)
            if number is None or number.value is None or number.value > _OLDEST:
                raise LeftOutError(f"age: {value.quote[:60]!r} is no number of years")
            return number.value
        if trait.property in _DATED:
            return _first(self._reckoned(value, trait.status)) or value.quote
        if trait.property == "sex":
            return _sex(value.quote) or value.quote
        return value.quote

    def _event(self, happening: Happening) -> Event:
        name = self._of(EVENT_TYPES, happening.type)
        evidence = self._stretches(happening.evidence)
        trigger = self._finder.find(happening.trigger, inside=evidence)
        if trigger is None:
            raise LeftOutError(f"{name}: {_start(happening.trigger)} does not stand in the report")
        parts = [(self._ref(part.entity), part.role) for part in happening.participants]
        return Event(
            id="",
            type=name,
            trigger=trigger,
            evidence=evidence,
            participants=tuple(dict.fromkeys(Participant(ref, role) for ref, role in parts if ref is not None)),
            when=self._date(happening.when, evidence, happening.status),
            until=_last(self._date(happening.until, evidence, happening.status)),
            where=self._ref(happening.where),
            cause=self._near(happening.cause, evidence),
            stated_reason=self._near(happening.stated_reason, evidence),
            status=happening.status,
            rule=RULE,
        )

    def _figure(self, tally: Tally) -> Figure:
        name = self._of(MEASURES, tally.measure)
        evidence = self._stretches(tally.evidence)
        place = self._finder.find(tally.number, inside=evidence)
        number = counted(place.quote) if place is not None else None
        if place is None or number is None:
            raise LeftOutError(f"{name}: {_start(tally.number)} is no number in the report")
        if not any(span.contains(place) for span in evidence):
            evidence = (*evidence, place)
        of = self._near(tally.of, evidence)
        return Figure(
            id="",
            measure=name,
            of=evidence[0].quote if of is None else of.quote,
            evidence=evidence,
            value=number.value,
            low=number.low,
            high=number.high,
            approximate=number.approximate,
            method=number.method,
            place=self._ref(tally.place),
            as_of=self._date(tally.as_of, evidence),
            since=_first(self._date(tally.since, evidence)),
            rule=RULE,
        )

    def _demand(self, wish: Wish) -> Demand:
        evidence = self._stretches(wish.evidence)
        return Demand(
            id="",
            by=self._ref(wish.by),
            evidence=evidence,
            to=self._all(wish.to),
            about=self._all(wish.about),
            deadline=_last(self._date(wish.deadline, evidence, "planned")),
            rule=RULE,
        )

    def _stretches(self, quoted: Sequence[Words]) -> tuple[Span, ...]:
        """Where all of the words stand. What is quoted with a part that is not in the report is not taken at all."""
        if not quoted:
            raise LeftOutError("it quotes no words")
        found: list[Span] = []
        for words in quoted:
            span = self._finder.find(words, near=found[-1] if found else None)
            if span is None:
                raise LeftOutError(f"{_start(words)} does not stand in the report")
            found.append(span)
        return tuple(dict.fromkeys(found))

    def _near(self, words: Words | None, near: Sequence[Span]) -> Span | None:
        if words is None:
            return None
        found = self._finder.find(words, near=near[0])
        if found is None:
            self._notes.append(f"left out: {_start(words)}: it does not stand in the report")
        return found

    def _date(self, words: Words | None, near: Sequence[Span], status: Status = "asserted") -> str | None:
        found = self._near(words, near)
        return None if found is None else self._reckoned(found, status)

    def _reckoned(self, found: Span, status: Status) -> str | None:
        paragraph = self._finder.paragraph(found.start)
        written = paragraph.published if paragraph.role == "embedded_post" else self._published
        return reckoned(found.quote, written and written.partition("T")[0], status)

    def _ref(self, given: str | None) -> str | None:
        return None if given is None else self._refs.get(given)

    def _all(self, given: Sequence[str]) -> tuple[str, ...]:
        return tuple(dict.fromkeys(ref for one in given if (ref := self._ref(one)) is not None))


def _sex(words: str) -> str | None:
    """ "female" or "male", where the words say one of them."""
    low = set(words.casefold().replace("-", " ").split())
    said = [sex for sex in ("female", "male") if low & ({sex} | table("people", sex))]
    return said[0] if len(said) == 1 else None


def _first(when: str | None) -> str | None:
    """The beginning of a stretch of time; a date as it is."""
    return None if when is None or when.startswith("..") else when.partition("/")[0]


def _last(when: str | None) -> str | None:
    """The end of a stretch of time; a date as it is."""
    return None if when is None or when.endswith("..") else when.rpartition("/")[2]


def _start(words: Words) -> str:
    return repr(words.words[:60])
