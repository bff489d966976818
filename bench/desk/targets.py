"""What the people of the trial ask for: cases, reading screens and searches, drawn from what the desk's tables hold."""

from __future__ import annotations

import random
from typing import NamedTuple
from urllib.parse import urlencode

_MANY = 300


class Targets(NamedTuple):
    """Addresses by what they are."""

    case: tuple[str, ...]
    screen: tuple[str, ...]
    search: tuple[str, ...]


def chosen(seed: int) -> Targets:
    """Some of each, the same for a seed and the same tables."""
    from django.urls import reverse

    from habeas.desk.index.models import Person, Report, Statement

    chance = random.Random(seed)
    people = list(Person.objects.filter(named=True, detained=True).order_by("key").values_list("key", flat=True))
    reports = list(Report.objects.order_by("pk").values_list("pk", flat=True))
    keys = chance.sample(people, min(_MANY, len(people)))
    names = list(Person.objects.filter(key__in=keys).order_by("key").values_list("name", flat=True))
    some = chance.sample(range(1, Statement.objects.count() + 1), _MANY)
    said = list(Statement.objects.filter(pk__in=some).order_by("pk").values_list("words", "kind"))
    asked = [{"name": name} for name in names]
    asked += [{"words": " ".join(chance.sample(words.split(), min(2, len(words.split()))))} for words, _ in said]
    asked += [
        {"words": chance.choice(words.split()).strip(".,"), "kind": kind, "state": "proposed"} for words, kind in said
    ]
    return Targets(
        case=tuple(reverse("case", args=[key.removeprefix("pe:")]) for key in keys),
        screen=tuple(
            reverse("report", args=[report.removeprefix("sha256:")])
            for report in chance.sample(reports, min(_MANY, len(reports)))
        ),
        search=tuple(f"{reverse('search')}?{urlencode(one)}" for one in asked),
    )
