"""Counts of a province, month after month: series that hold still or move, and the ways in which a count drifts."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import NamedTuple

from bench.worlds.calendar import phrase
from bench.worlds.coverage import Plan, habits, written
from bench.worlds.places import Country, body
from bench.worlds.sheet import FigureFact, Sentence, Sheet, Voice
from bench.worlds.tables import table, templates
from bench.worlds.telling import PLAIN
from bench.worlds.things import Thing, Who
from bench.worlds.truth import Report, Tag

TWISTS = ("counted", "backdated", "hardened", "lost", "count")
_COUNTED = {
    "held": ("prisoners", "detainees", "people"),
    "women_held": ("women prisoners", "women", "female detainees"),
    "children_held": ("children", "minors"),
    "without_charge": ("people held without charge", "detainees without charge"),
    "ill": ("prisoners with chronic illnesses",),
    "on_hunger_strike": ("prisoners on hunger strike",),
}
_FROM = {"held": (800, 6000), "women_held": (12, 140), "children_held": (15, 200), "without_charge": (60, 900),
         "ill": (90, 700), "on_hunger_strike": (5, 80)}  # fmt: skip


class Count(NamedTuple):
    """One figure to be told: of whom, how many, as of when, on whose word."""

    measure: str
    of: str
    value: int
    as_of: date | None
    speaker: Thing | None
    method: str | None = None
    tags: tuple[Tag, ...] = ()


class Bulletins:
    """The reports on one province's prisons."""

    def __init__(self, ident: str, country: Country, rng: random.Random) -> None:
        self.ident, self.country, self.rng = ident, country, rng
        self.province = province(country, int(ident[1:]))
        self.place = Thing(f"{ident}/province", "place", (self.province,))
        self.speaker = body(country, "society", self.province)
        self.measures = rng.sample(list(_COUNTED), rng.choice((2, 3)))
        self.values = {m: rng.randrange(*_FROM[m]) for m in _COUNTED}
        self.reports: list[Report] = []
        self.twist = rng.choice(TWISTS) if rng.random() < 0.6 else ""

    def story(self) -> list[Report]:
        """All the bulletins, a month or two apart, with at most one twist."""
        rng = self.rng
        day = date(2015, 1, 10) + timedelta(days=rng.randrange(2800))
        many = rng.randrange(3, 8)
        at = rng.randrange(1, many)
        first = day
        for number in range(many):
            counts = [self._plain(m, day) for m in self.measures]
            if self.twist and number == at:
                self._twisted(counts, day, first)
            else:
                self._issued(counts, day, rng.choice((1, 2, 2, 3)))
            day += timedelta(days=rng.choice((28, 30, 31, 61)))
            self._move()
        if rng.random() < 0.3:
            self._undated(day)
        return self.reports

    def _plain(self, measure: str, day: date) -> Count:
        return Count(measure, self.rng.choice(_COUNTED[measure]), self.values[measure], day, self.speaker)

    def _move(self) -> None:
        """The true numbers change from month to month, a few in a hundred; now and then they stay."""
        for measure, value in self.values.items():
            if self.rng.random() < 0.85:
                step = max(1, round(value * self.rng.uniform(0.01, 0.12)))
                self.values[measure] = max(2, value + self.rng.choice((-step, step)))

    def _twisted(self, counts: list[Count], day: date, first: date) -> None:
        """The bulletin, and those by which a count drifts or is contradicted."""
        getattr(self, f"_{self.twist}")(counts, day, first)

    def _counted(self, counts: list[Count], day: date, _: date) -> None:
        """The sick become the cancer patients; the number stays, or nearly."""
        facet = f"counted:{self.ident}"
        value = self.rng.randrange(90, 700)
        before = Count("ill", "prisoners with chronic illnesses, cancer among them", value, day, self.speaker)
        near = value if self.rng.random() < 0.5 else value + self.rng.randrange(1, 1 + value // 12)
        later = day + timedelta(days=self.rng.randrange(20, 50))
        after = Count("ill", "prisoners with cancer", near, later, self.speaker)
        others = [c for c in counts if c.measure != "ill"]
        self.measures = [m for m in self.measures if m != "ill"] or ["held"]
        self._issued([*others, before._replace(tags=(Tag(facet, "all the sick"),))], day, 2)
        self._issued([after._replace(tags=(Tag(facet, "cancer"),))], later, 2)

    def _backdated(self, counts: list[Count], day: date, first: date) -> None:
        """A count given for one day is later given for a day long before."""
        facet = f"backdated:{self.ident}"
        counted = counts[0]._replace(tags=(Tag(facet, "its day"),))
        self._issued([counted, *counts[1:]], day, 2)
        earlier = first - timedelta(days=self.rng.randrange(150, 500))
        later = day + timedelta(days=self.rng.randrange(15, 27))
        self._issued([counted._replace(as_of=earlier, tags=(Tag(facet, "an earlier day"),))], later, 1)

    def _hardened(self, counts: list[Count], day: date, _: date) -> None:
        """An estimate is given again as a number without its "estimated"."""
        facet = f"hardened:{self.ident}"
        value = 50 * self.rng.randrange(3, 20)
        guess = Count(
            "ill", "prisoners with skin disease", value, day, self.speaker, "estimated", (Tag(facet, "estimate"),)
        )
        self._issued([*counts, guess], day, 2)
        later = day + timedelta(days=self.rng.randrange(12, 27))
        sure = guess._replace(method=None, as_of=later, tags=(Tag(facet, "fact"),))
        self._issued([sure], later, 2)

    def _lost(self, counts: list[Count], day: date, _: date) -> None:
        """Another paper takes the bulletin over and leaves out whose number it is."""
        counts = [c._replace(tags=(Tag(f"lost:{self.ident}/{n}", "claimed"),)) for n, c in enumerate(counts)]
        group, plan, root = self._issued(counts, day, 1)
        bare = [s._replace(said=(), attribution=None) if s.said else s for s in plan.sentences]
        bare = [_relabelled(s, "own voice") for s in bare]
        self._write(Plan(plan.title, tuple(bare)), self._outlet(), day + timedelta(days=3), (group, root))

    def _count(self, counts: list[Count], day: date, _: date) -> None:
        """The ministry has another number for the same day."""
        facet = f"count:{self.ident}"
        self._issued([counts[0]._replace(tags=(Tag(facet, "society"),)), *counts[1:]], day, 2)
        other = round(counts[0].value * self.rng.choice((0.6, 0.75, 1.3, 1.5))) + 1
        official = counts[0]._replace(value=other, speaker=self.country.ministry, tags=(Tag(facet, "ministry"),))
        self._issued([official], day, 1)

    def _undated(self, day: date) -> None:
        """A paper's own feature with a number of its own and no day."""
        self.values["held"] += self.rng.randrange(20, 60)
        count = self._plain("held", day)._replace(as_of=None, speaker=None)
        outlet = self._outlet()
        plan = Plan(self._title(), (self._sentence(count), *map(self._filler, range(4))))
        self._write(plan, outlet, day, (self._number(), outlet.ident))

    def _issued(self, counts: list[Count], day: date, many: int) -> tuple[str, Plan, str]:
        """A bulletin as some papers print it: its origin, the plan of the first, and whose word it is."""
        group = self._number()
        speaker = counts[0].speaker or self.speaker
        fillers = [self._filler(n) for n in range(2)]
        first: Plan | None = None
        for _ in range(many):
            fresh = first is None or self.rng.random() < 0.3
            plan = Plan(self._title(), (*map(self._sentence, counts), *fillers)) if fresh or first is None else first
            first = first or plan
            title = self._title() if self.rng.random() < 0.5 else plan.title
            self._write(Plan(title, plan.sentences), self._outlet(), day, (group, speaker.ident))
        assert first is not None
        return group, first, speaker.ident

    def _sentence(self, count: Count) -> Sentence:
        rng = self.rng
        number = {None: "", "estimated": "an estimated "}[count.method] + f"{count.value:,}"
        template = rng.choice(templates("figures")["plain" if count.as_of else "undated"])
        slots = {"n": number, "of": count.of, "where": Who(self.place)}
        if count.as_of:
            slots["when"] = phrase(count.as_of, "day", "en", rng.randrange(2))
        as_of = count.as_of.isoformat() if count.as_of else None
        fact = FigureFact(count.measure, count.of, count.value, self.province, as_of, count.method, count.tags)
        said = (Voice(count.speaker),) if count.speaker else ()
        return Sentence(
            template, slots, (fact,), said, rng.choice(templates("attribution")["indirect"]) if said else None
        )

    def _filler(self, _: int) -> Sentence:
        words = table("words")["filler"]
        return Sentence(PLAIN, {"words": " ".join(self.rng.choice(words[k]) for k in ("first", "second", "third"))})

    def _title(self) -> Sentence:
        return Sentence(self.rng.choice(templates("figures")["title"]), {"where": Who(self.place)})

    def _outlet(self) -> Thing:
        return self.rng.choice(self.country.outlets)

    def _number(self) -> str:
        return f"{self.ident}#{len(self.reports)}"

    def _write(self, plan: Plan, outlet: Thing, day: date, source: tuple[str, str]) -> None:
        sheet = Sheet(
            number=self._number(), publisher=outlet, published=day, style=habits(outlet.ident, "en"), language="en",
            origin=source[0], own=source[1], title=plan.title,
        )  # fmt: skip
        self.reports.append(written(sheet, plan, self.rng))


_ENDINGS = tuple(vowel + end for end in ("r", "n", "l", "m", "sh", "th", "k", "d") for vowel in "aeiou")
_SIDES = ("", "Upper ", "Lower ", "Old ", "New ", "Inner ", "Outer ", "Great ")


def province(country: Country, number: int) -> str:
    """A name that no other story of the collection has."""
    spare = country.spare
    rest, first = divmod(number, len(spare))
    rest, ending = divmod(rest, len(_ENDINGS))
    return f"{_SIDES[rest % len(_SIDES)]}{spare[first]}{_ENDINGS[ending]}"


def _relabelled(sentence: Sentence, side: str) -> Sentence:
    """The sentence with its figure on another side of the drift."""
    facts = tuple(fact._replace(tags=tuple(Tag(tag.facet, side) for tag in fact.tags)) for fact in sentence.facts)
    return sentence._replace(facts=facts)
