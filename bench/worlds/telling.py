"""Sentences about one person as one writer tells them, true or, where the account differs, not."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any, NamedTuple

from bench.worlds.calendar import Grain, edtf, phrase, plain
from bench.worlds.custody import Happening, History
from bench.worlds.people import Person
from bench.worlds.sheet import AttributeFact, EventFact, Fact, Sentence, Voice
from bench.worlds.tables import Template, compiled, table, templates
from bench.worlds.things import Thing, Who
from bench.worlds.truth import Tag
from habeas.model.reading import Status

_TYPES = {"hearing_postponed": "hearing"}
_TERMS = {"ar": "{n} عاماً", "ru": "{n} годам лишения свободы", "he": "{n} שנות מאסר"}
PLAIN = compiled("{words}")


class Quarrel(NamedTuple):
    """A question on which accounts differ, and the answer of those that are wrong."""

    facet: str
    other: Any


class Teller:
    """Tells of one person in one language. `wrong`: this account gives the other answer to the person's quarrels."""

    def __init__(self, history: History, rng: random.Random, language: str = "en", wrong: bool = False) -> None:
        self.history, self.person = history, history.person
        self.rng, self.language, self.wrong = rng, language, wrong
        self.quarrels: dict[str, Any] = {}
        self.crowded = False

    def can(self, key: str) -> bool:
        """Whether this language has the sentence."""
        return key in templates(self.language)

    def answer(self, facet: str, true: Any, tags: list[Tag]) -> Any:
        """What this account says, noted where accounts differ."""
        if facet not in self.quarrels:
            return true
        tags.append(Tag(facet, str(int(self.wrong))))
        return self.quarrels[facet] if self.wrong else true

    def event(self, h: Happening, grain: Grain, published: date, *, lead: bool = False) -> Sentence:
        """A sentence telling that `h` happened."""
        two = len(h.people) > 1 and self.can("arrest_two")
        form = "full" if lead or two or self.crowded else self.form()
        key = "arrest_two" if two else h.kind
        template = self.rng.choice(templates(self.language)[key])
        form = "short" if form == "he" and _late(template) else form
        first = self.person
        second = next((p for p in h.people if p is not first), None)
        slots: dict[str, Any] = {"p": Who(first, form), "pos": "her" if first.sex == "f" else "his"}
        slots["q"] = Who(second) if second else None
        slots["court" if h.kind in _IN_COURT else "actor"] = Who(h.actor)
        slots["where"] = Who(h.place) if h.place and ("where" in template.needs or self.rng.random() < 0.75) else None
        facts = self._happened(h, template, slots, grain, two)
        if lead and not two and self.rng.random() < 0.65:
            facts += self._age_in(template, slots, published)
        return Sentence(template, slots, tuple(facts))

    def _happened(self, h: Happening, template: Template, slots: dict[str, Any], grain: Grain, two: bool) -> list[Fact]:
        tags: list[Tag] = list(_place_in_time(h, self.history))
        day = h.day
        if grain == "day" and "when" in template.slots:
            day = self.answer(f"date:{h.ident}", h.day, tags)
        slots["when"] = phrase(day, grain, self.language, self.rng.randrange(2))
        slots["on"] = None
        more = self._details(h, slots, template, tags)
        when = edtf(day, grain) if "when" in template.slots else None
        status: Status = "asserted"
        if h.kind == "hearing_postponed" and h.fixed:
            slots["fixed"], status, when = plain(h.fixed), "postponed", edtf(h.fixed, "day")
        people = h.people if two else (self.person,)
        kind = _TYPES.get(h.kind, h.kind)
        return [EventFact(kind, h.ident, people, when, status, tuple(tags)), *more]

    def _details(self, h: Happening, slots: dict[str, Any], template: Template, tags: list[Tag]) -> list[Fact]:
        """Charge, sentence and cause of death."""
        if h.kind == "charge":
            words = table("words")["charges"]
            slots["charge"] = h.charge if self.language == "en" else words[self.language]
            if self.language == "en":
                return [AttributeFact("charge", self.person, h.charge)]
        if h.kind in ("sentence", "commutation"):
            mine: list[Tag] = []
            years = self.answer(f"term:{h.ident}", h.years, mine)
            slots["term"] = self.term(years)
            tags += mine
            stage = Tag(f"succession:term:{self.person.ident}", str(h.years))
            return [AttributeFact("sentence", self.person, slots["term"], tags=(*mine, stage))]
        if h.kind == "torture":
            tags += (Tag(f"lost:{h.ident}", "claimed"), Tag(f"denied:{h.ident}", "accused"))
        if h.kind == "death":
            slots["cause"] = None
            if "cause" in template.slots and self.rng.random() < 0.6:
                slots["cause"] = self.cause(h, tags)
        return []

    def cause(self, h: Happening, tags: list[Tag]) -> str:
        """What somebody is said to have died of, in one of its wordings."""
        group = self.answer(f"cause:{h.ident}", h.causes, [])
        tags.append(Tag(f"cause:{h.ident}", group[0]))
        return str(self.rng.choice(group))

    def term(self, years: int) -> str:
        """A sentence in words."""
        if self.language != "en":
            return _TERMS[self.language].format(n=years)
        words = table("words")["numbers"]["words"]
        number = words[years] if years < len(words) and self.rng.random() < 0.5 else str(years)
        return f"{number} year{'s' if years != 1 else ''} in prison"

    def _age_in(self, template: Template, slots: dict[str, Any], published: date) -> list[Fact]:
        if "age" not in template.slots:
            return []
        tags: list[Tag] = []
        years = self._age(published, tags)
        slots["age"] = str(years)
        return [AttributeFact("age", self.person, years, tags=tuple(tags))]

    def _age(self, published: date, tags: list[Tag]) -> int:
        end = [h.day for h in self.history.happened if h.kind == "death"]
        born = self.answer(f"age:{self.person.ident}", self.person.born, tags)
        return self.person.age(min([published, *end]), born)

    def form(self) -> str:
        """How somebody already named is named again."""
        if self.crowded or self.language != "en":
            return "full" if self.crowded else "short"
        return self.rng.choice(("full", "short", "short", "he", "he"))

    def detail(self, key: str, published: date) -> Sentence | None:
        """A sentence about the person; None where there is nothing to say or no words for it."""
        if not self.can(key):
            return None
        template = self.rng.choice(templates(self.language)[key])
        by_name = key in ("father", "mother", "counsel", "alias")
        form = "full" if by_name or "Neighbours" in template.tokens[0].text else self.form()
        slots: dict[str, Any] = {"p": Who(self.person, "short" if form == "he" and _late(template) else form)}
        facts = self._facts(key, slots, published)
        return Sentence(template, slots, tuple(facts)) if facts else None

    def _facts(self, key: str, slots: dict[str, Any], published: date) -> list[Fact]:
        makers = {
            "job_town": self._job_town, "town": self._town, "age": self._age_alone, "held_at": self._held_at,
            "detained_since": self._detained_since, "illness": self._illness, "alias": self._alias,
            "term": self._term,
        }  # fmt: skip
        return makers[key](slots, published)

    def _job_town(self, slots: dict[str, Any], _: date) -> list[Fact]:
        slots["job"] = self.person.job
        return [AttributeFact("occupation", self.person, self.person.job), *self._town(slots, _)]

    def _town(self, slots: dict[str, Any], _: date) -> list[Fact]:
        town = self.person.town
        assert town is not None
        slots["town"] = Who(town)
        return [AttributeFact("residence", self.person, town.forms[0], town)]

    def _age_alone(self, slots: dict[str, Any], published: date) -> list[Fact]:
        if any(h.kind == "death" and h.day <= published for h in self.history.happened):
            return []
        tags: list[Tag] = []
        years = self._age(published, tags)
        slots["age"] = str(years)
        return [AttributeFact("age", self.person, years, tags=tuple(tags))]

    def kin(self, key: str, other: Person) -> Sentence:
        """A sentence naming the father, the mother or the counsel."""
        template = self.rng.choice(templates(self.language)[key])
        facts: tuple[Fact, ...] = (AttributeFact("relative", self.person, key, other),)
        if key == "counsel":
            facts = (AttributeFact("occupation", other, "lawyer"),)
        return Sentence(template, {"p": Who(self.person), "q": Who(other)}, facts)

    def _held_at(self, slots: dict[str, Any], published: date) -> list[Fact]:
        stay = self.history.stay(published)
        return self.held(slots, stay.prison, published) if stay and stay.prison else []

    def held(self, slots: dict[str, Any], prison: Thing, published: date, facet: Tag | None = None) -> list[Fact]:
        """The person held in a prison on the day of the report."""
        slots["prison"] = Who(prison, self.rng.choice(("full", "full", "short")))
        tag = facet or Tag(f"succession:held:{self.person.ident}", prison.ident)
        as_of = published.isoformat()
        return [AttributeFact("held_at", self.person, prison.forms[0], prison, as_of, tags=(tag,))]

    def _detained_since(self, slots: dict[str, Any], published: date) -> list[Fact]:
        stay = self.history.stay(published)
        if stay is None:
            return []
        day = stay.arrest.day
        slots["since"] = phrase(day, "month").replace("in ", "since ")
        when = edtf(day, "month")
        return [AttributeFact("detained_since", self.person, when, since=when)]

    def _illness(self, slots: dict[str, Any], _: date) -> list[Fact]:
        slots["value"] = self.history.illness
        return [AttributeFact("illness", self.person, self.history.illness)] if self.history.illness else []

    def _alias(self, slots: dict[str, Any], _: date) -> list[Fact]:
        if self.person.kunya is None:
            return []
        slots["value"] = Who(self.person, "alias")
        return [AttributeFact("alias", self.person, f"Abu {self.person.kunya.latin[0]}")]

    def _term(self, slots: dict[str, Any], published: date) -> list[Fact]:
        years = self.history.term(published)
        if not years or self.history.stay(published) is None or self.quarrels:
            return []
        slots["term"] = self.term(years)
        told = Tag(f"succession:term:{self.person.ident}", str(years))
        return [AttributeFact("sentence", self.person, slots["term"], as_of=published.isoformat(), tags=(told,))]

    def title(self, h: Happening | None) -> Sentence:
        """A heading: half of them tell what happened."""
        key = f"title_{h.kind}" if h else "title_plain"
        if h is None or not self.can(key) or self.rng.random() < 0.4:
            template = self.rng.choice(templates(self.language)["title_plain"])
            return Sentence(template, {"p": Who(self.person)})
        template = self.rng.choice(templates(self.language)[key])
        slots: dict[str, Any] = {"p": Who(self.person), "charge": h.charge}
        slots["town"] = Who(h.place) if h.place else "town"
        if not any(token.kind == "open" for token in template.tokens):
            return Sentence(template, slots)
        kind = _TYPES.get(h.kind, h.kind)
        status: Status = "postponed" if h.kind == "hearing_postponed" else "asserted"
        tags = _place_in_time(h, self.history)
        return Sentence(template, slots, (EventFact(kind, h.ident, (self.person,), None, status, tags),))

    def planned(self, h: Happening) -> Sentence:
        """A hearing that is still to come."""
        template = self.rng.choice(templates(self.language)["hearing_planned"])
        slots = {"p": Who(self.person), "court": Who(h.actor), "when": phrase(h.day, "day", self.language)}
        tag = Tag(f"overtaken:{h.ident}", "expected")
        return Sentence(
            template, slots, (EventFact("hearing", h.ident, (self.person,), edtf(h.day, "day"), "planned", (tag,)),)
        )

    def filler(self) -> Sentence:
        """A sentence about something else."""
        words = table("words")["filler"]
        if self.language != "en":
            text = self.rng.choice(words[self.language])
        else:
            text = " ".join(self.rng.choice(words[key]) for key in ("first", "second", "third"))
        return Sentence(PLAIN, {"words": text})

    def said(self, sentence: Sentence, *voices: Voice) -> Sentence:
        """The sentence on somebody's word."""
        forms = templates("attribution")
        inner = voices[-1]
        key: str = "chain" if len(voices) > 1 else "deny" if inner.act == "deny" else inner.manner
        if self.language != "en":
            key = self.language
        return sentence._replace(said=voices, attribution=self.rng.choice(forms[key]))


_IN_COURT = ("charge", "hearing", "hearing_postponed", "sentence", "commutation")


def _late(template: Template) -> bool:
    """Whether the person does not come first in the sentence."""
    return not (template.tokens[0].kind == "slot" and template.tokens[0].text == "p")


_AFTER = ("hearing", "sentence", "release", "prisoner_exchange", "death")


def _place_in_time(h: Happening, history: History) -> tuple[Tag, ...]:
    """The tags of a development that is no conflict, and of what overtakes an expected hearing."""
    person = history.person
    if h.kind == "hearing_postponed":
        return (Tag(f"overtaken:{h.ident}", "expected"),)
    tags: list[Tag] = []
    if h.kind in ("deterioration", "death"):
        tags.append(Tag(f"succession:health:{person.ident}", h.kind))
    if h.kind == "arrest":
        again = "again" if h.ident.endswith("/again") else "first"
        tags.append(Tag(f"succession:custody:{person.ident}", again))
    if h.kind in _AFTER:
        due = [o for o in history.happened if o.kind in ("hearing", "hearing_postponed") and o.day <= h.day]
        tags += [Tag(f"overtaken:{o.ident}", "happened") for o in due]
    return tuple(tags)


def moved(day: date, rng: random.Random) -> date:
    """Another day of the same month, two to nine days off; a later one only where there is no earlier one."""
    earlier = [n for n in range(2, 10) if n < day.day]
    return day - timedelta(days=rng.choice(earlier)) if earlier else day + timedelta(days=rng.randrange(2, 10))
