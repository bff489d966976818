"""Where accounts differ: conflicts, denials, accounts that change, claims that lose their speaker, plans overtaken."""

from __future__ import annotations

import random
from datetime import timedelta

from bench.worlds.coverage import Desk, Plan, Print, habits
from bench.worlds.custody import Happening, History
from bench.worlds.sheet import AttributeFact, EventFact, Sentence, Voice
from bench.worlds.tables import table, templates
from bench.worlds.telling import Teller, moved
from bench.worlds.things import Who
from bench.worlds.truth import Tag

SHARE = 0.5


def chosen(history: History, rng: random.Random) -> dict[str, object]:
    """The question on which accounts of this person differ, with the other answer; for most people none."""
    if rng.random() >= SHARE:
        return {}
    found: list[tuple[str, object]] = []
    person = history.person
    years = rng.choice((-9, -6, -4, 4, 6, 9))
    found.append((f"age:{person.ident}", person.born + timedelta(days=365 * years)))
    for h in history.happened:
        if h.kind in ("arrest", "death", "sentence") and len(h.people) == 1:
            found.append((f"date:{h.ident}", moved(h.day, rng)))
        if h.kind == "death":
            found += [(f"cause:{h.ident}", _other_cause(h, rng))] * 3
        if h.kind == "sentence" and not any(o.kind == "commutation" for o in history.happened):
            found.append((f"term:{h.ident}", h.years + rng.choice((-2, 3, 5)) if h.years > 3 else h.years + 4))
    facet, other = rng.choice(found)
    return {facet: other}


def _other_cause(h: Happening, rng: random.Random) -> tuple[str, ...]:
    groups = [tuple(group) for group in table("words")["causes"]["groups"]]
    return rng.choice([group for group in groups if group != h.causes])


def disputed(desk: Desk, history: History) -> None:
    """Adds the reports in which somebody differs, denies, changes or hardens an account."""
    rng = desk.rng
    for h in history.happened:
        if h.kind == "torture":
            _tortured(desk, history, h)
        elif h.kind == "hearing" and rng.random() < 0.35:
            _planned(desk, history, h)
        elif h.kind == "death" and not desk.quarrels.get(history.person.ident) and rng.random() < 0.35:
            _changed(desk, history, h)
    stays = [stay for stay in history.stays if stay.prison is not None]
    if stays and rng.random() < 0.06:
        _two_prisons(desk, history, rng.choice(stays).since.toordinal())


def _tortured(desk: Desk, history: History, h: Happening) -> None:
    """An accusation on the lawyer's word; some papers deny it for the service, some forget whose word it was."""
    rng = desk.rng
    published = h.day + timedelta(days=rng.randrange(3, 9))
    teller = desk.teller(history, "en")
    lawyer = Voice(desk.family.counsel)
    told = teller.event(h, "month", published)
    outlet, other = rng.sample(desk.country.outlets, 2)
    group = desk.number()
    details = desk.details(teller, published, 2)
    fillers = [teller.filler() for _ in range(4)]
    plan = Plan(teller.title(None), (*details[:1], teller.said(told, lawyer), *details[1:], *fillers))
    desk.write(plan, outlet, published, (group, outlet.ident))
    if rng.random() < 0.5:
        forgotten = _swapped(told, Tag(f"lost:{h.ident}", "claimed"), Tag(f"lost:{h.ident}", "own voice"))
        sentences = (*details[:1], forgotten, *details[1:], *fillers[1:])
        day = published + timedelta(days=rng.randrange(1, 20))
        spelt = Print(habits(outlet.ident, "en"))
        desk.write(Plan(teller.title(None), sentences), other, day, (group, outlet.ident), spelt)
    if rng.random() < 0.5:
        _denied(desk, history, h)


def _denied(desk: Desk, history: History, h: Happening) -> None:
    teller = desk.teller(history, "en")
    published = h.day + timedelta(days=desk.rng.randrange(8, 20))
    template = desk.rng.choice(templates("en")["torture_denied"])
    tag = Tag(f"denied:{h.ident}", "denied")
    fact = EventFact("torture", h.ident, (teller.person,), None, "denied", (tag,))
    slots = {"p": Who(teller.person), "where": Who(h.place) if h.place else None}
    denial = teller.said(Sentence(template, slots, (fact,)), Voice(desk.country.service, act="deny"))
    outlet = desk.rng.choice(desk.country.outlets)
    sentences = (denial, *desk.details(teller, published, 2), *(teller.filler() for _ in range(4)))
    desk.write(Plan(teller.title(None), sentences), outlet, published, (desk.number(), outlet.ident))


def _planned(desk: Desk, history: History, h: Happening) -> None:
    """A hearing announced before it is held."""
    teller = desk.teller(history, "en")
    published = h.day - timedelta(days=desk.rng.randrange(4, 14))
    outlet = desk.rng.choice(desk.country.outlets)
    sentences = [teller.planned(h), *desk.details(teller, published, 2), *(teller.filler() for _ in range(3))]
    desk.write(Plan(teller.title(None), tuple(sentences)), outlet, published, (desk.number(), outlet.ident))


def _changed(desk: Desk, history: History, h: Happening) -> None:
    """The prison service gives one cause of death, and weeks later another."""
    rng = desk.rng
    other = _other_cause(h, rng)
    for causes, after in ((h.causes, 2), (other, rng.randrange(20, 60))):
        teller = desk.teller(history, "en")
        published = h.day + timedelta(days=after)
        tags = (Tag(f"changed:{h.ident}", causes[0]), Tag(f"cause:{h.ident}", causes[0]))
        fact = EventFact("death", h.ident, (teller.person,), None, "asserted", tags)
        slots = {"p": Who(teller.person), "cause": rng.choice(causes)}
        told = Sentence(rng.choice(templates("en")["cause"]), slots, (fact,))
        outlet = rng.choice(desk.country.outlets)
        sentences = [teller.said(told, Voice(desk.country.service)), *desk.details(teller, published, 2)]
        sentences += [teller.filler() for _ in range(4)]
        desk.write(Plan(teller.title(None), tuple(sentences)), outlet, published, (desk.number(), outlet.ident))


def _two_prisons(desk: Desk, history: History, since: int) -> None:
    """Two papers of one day that have the person in two prisons."""
    rng = desk.rng
    stay = next(s for s in history.stays if s.since.toordinal() == since)
    following = [s.since for s in history.stays if s.since > stay.since]
    published = stay.since + timedelta(days=rng.randrange(6, 20))
    if stay.prison is None or (following and following[0] <= published):
        return
    wrong = rng.choice([p for p in desk.country.prisons if p is not stay.prison])
    outlets = rng.sample(desk.country.outlets, 2)
    for prison, outlet in zip((stay.prison, wrong), outlets, strict=True):
        teller = desk.teller(history, "en")
        told = _held(teller, prison, published, Tag(f"place:{history.person.ident}:{published}", prison.ident))
        details = [s for s in desk.details(teller, published, 3) if not _tells(s, "held_at")]
        sentences = [told, *details, *(teller.filler() for _ in range(4))]
        desk.write(Plan(teller.title(None), tuple(sentences)), outlet, published, (desk.number(), outlet.ident))


def _held(teller: Teller, prison: object, published: object, tag: Tag) -> Sentence:
    slots = {"p": Who(teller.person)}
    facts = teller.held(slots, prison, published, tag)  # type: ignore[arg-type]
    return Sentence(teller.rng.choice(templates("en")["held_at"]), slots, tuple(facts))


def _tells(sentence: Sentence, name: str) -> bool:
    return any(isinstance(fact, AttributeFact) and fact.name == name for fact in sentence.facts)


def _swapped(sentence: Sentence, old: Tag, new: Tag) -> Sentence:
    facts = tuple(
        fact._replace(tags=tuple(new if t == old else t for t in fact.tags if not t.facet.startswith("denied")))
        for fact in sentence.facts
    )
    return sentence._replace(facts=facts)
