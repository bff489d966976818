"""Who reports what: for each thing that happens, origins of their own, and the copies, wires and releases from them."""

from __future__ import annotations

import random
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from bench.worlds.calendar import Grain, edtf, plain
from bench.worlds.custody import Happening, History
from bench.worlds.draft import Draft
from bench.worlds.family import Family
from bench.worlds.finishing import finished
from bench.worlds.sheet import Sentence, Sheet, Voice
from bench.worlds.spelling import SCHEMES, SCRIPT_OF, Style
from bench.worlds.telling import PLAIN, Teller
from bench.worlds.things import Thing
from bench.worlds.truth import Report

COVERED = {"arrest": 0.9, "death": 1.0, "sentence": 0.85, "release": 0.8, "prisoner_exchange": 0.8, "torture": 0.6}
OTHERWISE = 0.45
FOREIGN = 0.14


class Plan(NamedTuple):
    """A report before it is written: heading and sentences, the first of which leads."""

    title: Sentence
    sentences: tuple[Sentence, ...]


class Print(NamedTuple):
    """How a report is printed: another's spelling, its language, whom it credits, from which language it was put."""

    style: Style | None = None
    language: str = "en"
    credits: tuple[str, ...] = ()
    translated: str | None = None


@lru_cache(maxsize=4096)
def habits(outlet: str, language: str) -> Style:
    """How an outlet spells names: always the same."""
    rng = random.Random(f"{outlet}/{language}")
    variant = rng.choice((0, 0, 0, 1, 1, 2, 3))
    scheme = SCHEMES[rng.choice((0, 0, 0, 0, 1, 2, 3))]
    return Style(SCRIPT_OF[language], variant, rng.choice((0, 0, 1, 1, 2)), scheme)


class Desk:
    """Writes the reports about one family."""

    def __init__(self, family: Family, rng: random.Random, *, foreign: bool) -> None:
        self.family, self.country, self.rng, self.foreign = family, family.country, rng, foreign
        self.reports: list[Report] = []
        self.quarrels: dict[str, dict[str, object]] = {}

    def teller(self, history: History, language: str, wrong: bool | None = None) -> Teller:
        """A teller of a new account; a third of the accounts are wrong where accounts differ."""
        wrong = self.rng.random() < 0.35 if wrong is None else wrong
        teller = Teller(history, self.rng, language, wrong)
        teller.quarrels = self.quarrels.get(history.person.ident, {})
        teller.crowded = any(len(h.people) > 1 for h in history.happened)
        return teller

    def cover(self, history: History) -> None:
        """Reports of all that happened to one person and was noticed."""
        for h in history.happened:
            if len(h.people) > 1 and h.people[0] is not history.person:
                continue
            if self.rng.random() < COVERED.get(h.kind, OTHERWISE):
                for _ in range(self.rng.choice((1, 1, 1, 2, 2, 3))):
                    self.origin(history, h)
        if self.rng.random() < 0.3:
            last = history.happened[-1].day + timedelta(days=self.rng.randrange(30, 400))
            self.own(history, None, last)

    def origin(self, history: History, h: Happening) -> None:
        """One telling at the source, and what becomes of it."""
        published = max([h.day, *self.disputed_days(history, h)]) + timedelta(days=self.rng.choice((0, 0, 1, 1, 2, 4)))
        draw = self.rng.random()
        if h.kind == "torture" or draw < 0.16:
            self.release(history, h, published) if h.kind != "torture" else self.own(history, h, published)
        elif draw < 0.36:
            self.wire(history, h, published)
        elif draw < 0.45:
            self.translated(history, h, published)
        else:
            self.own(history, h, published)

    def disputed_days(self, history: History, h: Happening) -> list[date]:
        """The other day that some give for it: nobody reports what is still to come."""
        other = self.quarrels.get(history.person.ident, {}).get(f"date:{h.ident}")
        return [other] if isinstance(other, date) else []

    def own(self, history: History, h: Happening | None, published: date) -> None:
        """A paper's own report; some are taken over by others nearly word for word."""
        language = self.rng.choice(("ar", "ru", "he")) if self.foreign and self.rng.random() < FOREIGN else "en"
        teller = self.teller(history, language)
        if h is not None and not teller.can(h.kind):
            teller = self.teller(history, "en")
        outlet = self.rng.choice(self.country.outlets)
        plan = self.composed(teller, h, published)
        group = self.number()
        self.write(plan, outlet, published, (group, outlet.ident), Print(language=teller.language))
        if self.rng.random() < 0.12:
            self.copies(teller, plan, h, published, (group, outlet), self.rng.choice((1, 1, 2)))

    def wire(self, history: History, h: Happening, published: date) -> None:
        """A press agency's report and the papers that print it, shortened or under another heading."""
        agency = self.rng.choice(self.country.agencies)
        teller = self.teller(history, "en")
        plan = self.composed(teller, h, published)
        group = self.number()
        self.write(plan, agency, published, (group, agency.ident))
        self.copies(teller, plan, h, published, (group, agency), self.rng.choice((1, 2, 2, 3, 4)))

    def copies(
        self, teller: Teller, plan: Plan, h: Happening | None, published: date, source: tuple[str, Thing], many: int
    ) -> None:
        """Near copies of a report by other papers: spelt as it was, with or without saying from where."""
        group, root = source
        style = habits(root.ident, teller.language)
        for outlet in self.rng.sample(self.country.outlets, many + 1)[:many]:
            if outlet is root:
                continue
            day = published + timedelta(days=self.rng.choice((0, 0, 0, 1, 2)))
            credit = (root.forms[0],) if root in self.country.agencies else ()
            edited = self.edited(teller, plan, h)
            self.write(edited, outlet, day, (group, root.ident), Print(style, teller.language, credit))

    def edited(self, teller: Teller, plan: Plan, h: Happening | None) -> Plan:
        """The report with small edits: a heading of the paper's own, a sentence left out, another put in."""
        sentences = list(plan.sentences)
        if len(sentences) > 4 and self.rng.random() < 0.6:
            del sentences[self.rng.randrange(2, len(sentences))]
        if self.rng.random() < 0.2:
            sentences.append(teller.filler())
        title = teller.title(h) if self.rng.random() < 0.6 else plan.title
        return Plan(title, tuple(sentences))

    def release(self, history: History, h: Happening, published: date) -> None:
        """One press release, printed by up to ten papers: half word for word, half in words of their own."""
        speaker = self.rng.choice(self.country.speakers)
        wrong = self.rng.random() < 0.35
        group = self.number()
        plan = self.given(self.teller(history, "en", wrong), h, published, speaker)
        for outlet in self.rng.sample(self.country.outlets, self.rng.choice((2, 2, 3, 3, 4, 6, 10))):
            teller = self.teller(history, "en", wrong)
            mine = self.rng.random() < 0.5
            printed = self.given(teller, h, published, speaker) if mine else self.edited(teller, plan, h)
            style = habits(outlet.ident if mine else speaker.ident, "en")
            self.write(printed, outlet, published, (group, speaker.ident), Print(style))

    def given(self, teller: Teller, h: Happening, published: date, speaker: Thing) -> Plan:
        """What a speaker announces, every sentence on the speaker's word."""
        voice = Voice(speaker)
        told = [teller.event(h, "day", published, lead=True), *self.details(teller, published, 2)]
        return Plan(teller.title(h), (*(teller.said(s, voice) for s in told), teller.filler()))

    def translated(self, history: History, h: Happening, published: date) -> None:
        """A report and the same report by another paper in another language, every name spelt anew."""
        wrong = self.rng.random() < 0.35
        first = self.rng.choice(("ar", "ru", "he")) if self.foreign else "en"
        teller = self.teller(history, first, wrong)
        if not teller.can(h.kind):
            self.own(history, h, published)
            return
        outlet, other = self.rng.sample(self.country.outlets, 2)
        group = self.number()
        plan = self.composed(teller, h, published)
        self.write(plan, outlet, published, (group, outlet.ident), Print(language=first))
        again = self.teller(history, "en", wrong)
        voice = Voice(outlet)
        told = [again.said(again.event(h, "day", published, lead=True), voice)]
        told += [again.said(s, voice) for s in self.details(again, published, 2)]
        day = published + timedelta(days=1)
        language = first if first != "en" else None
        plan = Plan(again.title(h), tuple(told))
        self.write(plan, other, day, (group, outlet.ident), Print(credits=(outlet.forms[0],), translated=language))

    def composed(self, teller: Teller, h: Happening | None, published: date) -> Plan:
        """A report of one's own: what happened, who it is, what went before, what is said, and other news."""
        rng = self.rng
        body: list[Sentence] = []
        if h is not None:
            lead = teller.event(h, "day", published, lead=True)
            if h.kind == "torture":
                lead = teller.said(lead, *self.voices())
            body.append(lead)
        body += self.details(teller, published, rng.choice((2, 2, 3)))
        body += self.background(teller, h, published)
        if teller.language == "en":
            body += self.spoken(teller)
        for _ in range(rng.choice((3, 4, 5))):
            body.insert(rng.randrange(1, len(body) + 1), teller.filler())
        return Plan(teller.title(h), tuple(body))

    def details(self, teller: Teller, published: date, many: int) -> list[Sentence]:
        """Who the person is: at least the town or the father's name, so that namesakes can be told apart."""
        rng = self.rng
        keys = ["age", "held_at", "detained_since", "illness", "alias", "term"]
        rng.shuffle(keys)
        first = teller.detail(rng.choice(("job_town", "town")) if teller.language == "en" else "town", published)
        found = [first] if first else []
        found += [s for key in keys if (s := teller.detail(key, published)) is not None][: many - 1]
        if teller.language == "en":
            found += self.kin(teller)
        return found

    def kin(self, teller: Teller) -> Iterable[Sentence]:
        """Mother, father and counsel, now and then."""
        family, rng = self.family, self.rng
        if teller.person is not family.father and rng.random() < 0.22:
            yield teller.kin("father", family.father)
        if teller.person is not family.father and family.mother is not None and rng.random() < 0.08:
            yield teller.kin("mother", family.mother)
        if isinstance(family.counsel, type(family.father)) and rng.random() < 0.25:
            yield teller.kin("counsel", family.counsel)

    def background(self, teller: Teller, h: Happening | None, published: date) -> list[Sentence]:
        """What had happened before, told less exactly."""
        past = [o for o in teller.history.happened if o.day < published and o is not h and teller.can(o.kind)]
        past = [o for o in past if o.kind not in ("torture", "hearing_postponed")]
        chosen = self.rng.sample(past, min(len(past), self.rng.choice((0, 1, 1, 2))))
        grains: tuple[Grain, ...] = ("month", "month", "year", "day")
        return [teller.event(o, self.rng.choice(grains), published) for o in sorted(chosen, key=lambda o: o.day)]

    def spoken(self, teller: Teller) -> Iterable[Sentence]:
        """What somebody says about the case, without telling anything new of the person."""
        if self.rng.random() < 0.6:
            yield teller.said(teller.filler(), *self.voices())

    def voices(self) -> tuple[Voice, ...]:
        """The lawyer, or somebody who quotes the lawyer."""
        voice = Voice(self.family.counsel)
        if self.rng.random() < 0.25:
            return (Voice(self.rng.choice(self.country.speakers)), voice)
        return (voice,)

    def number(self) -> str:
        """The next origin's name."""
        return f"{self.family.ident}#{len(self.reports)}"

    def write(self, plan: Plan, outlet: Thing, day: date, source: tuple[str, str], how: Print | None = None) -> Report:
        """Writes the report down. `source`: the origin that its copies share, and whose word its own voice is."""
        how = how or Print()
        sheet = Sheet(
            number=self.number(),
            publisher=outlet,
            published=day,
            style=how.style or habits(outlet.ident, how.language),
            language=how.language,
            origin=source[0],
            own=source[1],
            title=plan.title,
            credits=how.credits,
            translated_from=how.translated,
        )
        report = written(sheet, plan, self.rng)
        self.reports.append(report)
        return report


def written(sheet: Sheet, plan: Plan, rng: random.Random) -> Report:
    """The report on paper: heading, date line, paragraphs of two or three sentences."""
    draft = Draft(sheet)
    draft.passage("title", [plan.title])
    day = plain(sheet.published) if sheet.language == "en" else edtf(sheet.published, "day")
    by = f"({sheet.credits[0]}) " if sheet.credits else ""
    draft.passage("dateline", [Sentence(PLAIN, {"words": f"{by}{day}"})])
    sentences = list(plan.sentences)
    while sentences:
        many = rng.choice((2, 3, 3))
        draft.passage("body", sentences[:many])
        del sentences[:many]
    return finished(draft)
