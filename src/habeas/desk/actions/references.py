"""What a campaign may say: the facts of its case or finding that passed the gate, and whether those it uses stand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

import msgspec
from django.conf import settings

from habeas import pipeline
from habeas.acting.archives import kept_at
from habeas.acting.beyond import Unsupported
from habeas.acting.facts import Fact, all_facts, facts_of
from habeas.acting.saying import Fallen, keys_in, standing, unsupported
from habeas.desk.access.reads import restricted
from habeas.desk.actions.models import Campaign
from habeas.desk.actions.telling import copied, lines
from habeas.desk.cases.consent import may
from habeas.desk.cases.models import Use
from habeas.desk.cases.rules import as_settled
from habeas.desk.index.models import Person, Report
from habeas.desk.store import LEDGER
from habeas.desk.worklists.models import Matter
from habeas.workspace import Workspace

CONSENT = "consent"
"""Why a flag is up where the person, or their family, does not agree."""


class Basis(NamedTuple):
    """What may be said now: the facts, the names that need one in any script, and the position of the log."""

    facts: tuple[Fact, ...]
    names: tuple[str, ...]
    position: int


class Marked(NamedTuple):
    """Words of a text that its sources do not carry."""

    language: str
    where: str
    what: Unsupported


def basis(opened: Workspace, campaign: Campaign) -> Basis:
    """What a campaign may say as the workspace stands."""
    position = LEDGER.follow(opened)
    matter = Matter.objects.filter(key=campaign.matter).first() if campaign.matter else None
    reports = _reports(campaign, matter)
    readings = [reading for report in reports if (reading := opened.reading(report)) is not None]
    received = opened.received(reports)
    copy = pipeline.public_copy(readings, as_settled(opened, readings), received)
    kept = kept_at(received, settings.RUN.archive)
    facts = facts_of(copy.book, copy.readings, campaign.person, kept) if campaign.person else ()
    if campaign.matter:
        # A finding that weighing does not come to any more still has the statements that were approved under it.
        wanted = set(matter.statements if matter is not None else campaign.approved.get("facts", {}))
        facts = tuple(one for one in all_facts(copy.book, copy.readings, kept).values() if one.key in wanted)
    names = {entity.name for reading in copy.readings for entity in reading.entities if entity.named}
    return Basis(facts, tuple(sorted(names)), position)


def _reports(campaign: Campaign, matter: Matter | None) -> list[str]:
    """The reports of the case or the finding, in the order in which they came; without those that are restricted."""
    if campaign.person:
        whole = Person.objects.filter(key=campaign.person).values("whole")
        found = set(Person.objects.filter(whole__in=whole).values_list("report_id", flat=True))
    else:
        before = {str(fact["report"]) for fact in campaign.approved.get("facts", {}).values()}
        found = set(matter.reports) if matter is not None else before
    rows = Report.objects.filter(pk__in=found - restricted()).order_by("order")
    return list(rows.values_list("pk", flat=True))


def lines_of(campaign: Campaign) -> list[tuple[str, str, str]]:
    """All texts of a campaign as they are now that can hold references: language, which, and the words."""
    return [*lines(copied(campaign)), *_news(campaign)]


def _news(campaign: Campaign) -> Iterator[tuple[str, str, str]]:
    for update in campaign.updates.all():
        for words in (update.titles, update.texts):
            for language, text in words.items():
                yield language, f"news {update.day}", text


def used(campaign: Campaign, *, approved: bool = False) -> tuple[str, ...]:
    """The keys that a campaign refers to, each once: in its texts as they are, or as they were approved."""
    own = [*lines(campaign.approved["texts"]), *_news(campaign)] if approved else lines_of(campaign)
    return tuple(dict.fromkeys(key for _, _, text in own for key in keys_in(text)))


def marked(campaign: Campaign, found: Basis) -> list[Marked]:
    """Words that say more than the facts they refer to."""
    facts = {fact.key: fact for fact in found.facts}
    also = [word for one in campaign.addressees.all() for word in (one.name, one.post) if word]
    also += [one.name for one in campaign.organisations.all()]
    # A name that any text of the campaign has a fact for needs none in the others.
    carried = (part for key in used(campaign) if key in facts for part in facts[key].parts)
    also += [part.text for part in carried if part.kind == "name"]
    return [
        Marked(language, where, one)
        for language, where, text in lines_of(campaign)
        for one in unsupported(text, found.facts, also=also, known=found.names)
    ]


def fallen(campaign: Campaign, found: Basis) -> list[Fallen]:
    """The references of the approved texts, and of the news, that do not stand as they did."""
    if not campaign.approved:
        return []
    before = msgspec.convert(campaign.approved["facts"], dict[str, Fact])
    return list(standing(found.facts, [before.get(key, key) for key in used(campaign, approved=True)]))


def consents(campaign: Campaign) -> bool:
    """Whether the person whom it is about may be named in public."""
    return not campaign.person or may([campaign.person], Use.NAME).stands


def with_marks(text: str, marks: Sequence[Unsupported]) -> list[tuple[str, str]]:
    """A text in stretches, each with why it is marked, or nothing."""
    found: list[tuple[str, str]] = []
    place = 0
    for one in sorted(marks, key=lambda mark: mark.start):
        if one.start >= place:
            found += [(text[place : one.start], ""), (text[one.start : one.end], one.why)]
            place = one.end
    return [*found, (text[place:], "")]
