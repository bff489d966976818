"""Keeps the demands that reports tell of where the tables of statements stand. Run again, it comes to the same."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from django.db import transaction

from habeas.desk.demands.models import Found
from habeas.desk.index.models import Kind, Mark, State, Statement
from habeas.desk.store import LEDGER
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Demand, Reading, spans_of
from habeas.model.standing import UNDECIDED, corrected, standings
from habeas.model.telling import said_on
from habeas.workspace import Workspace

_followed: set[tuple[object, ...]] = set()
"""Where the tables and the log stood when this process last looked for what is new: one entry."""


def follow(opened: Workspace) -> None:
    """Adds what is new, makes anew what was corrected, and takes out what was rejected or is gone.

    Where nothing is new, nothing is gone through and nothing is written.
    """
    stands = (opened.folder, LEDGER.follow(opened), *Mark.objects.values_list("position", flat=True))
    if stands in _followed:
        return
    _bring_up(opened)
    _followed.clear()
    _followed.add(stands)


def _bring_up(opened: Workspace) -> None:
    every = Statement.objects.filter(kind=Kind.DEMAND).order_by()
    there = dict(every.exclude(state=State.REJECTED).values_list("key", "report"))
    mended = every.filter(state=State.CORRECTED).values_list("key", flat=True)
    have = set(Found.objects.values_list("key", flat=True))
    wanted = {key for key in there if key not in have} | set(mended)
    reports = sorted({there[key] for key in wanted if key in there})
    rows = [row for report in reports for row in _rows(opened.reading(report)) if row.key in wanted]
    gone = sorted((have - set(there)) | (have & wanted))
    if not gone and not rows:
        return
    with transaction.atomic():
        for start in range(0, len(gone), 500):
            Found.objects.filter(key__in=gone[start : start + 500]).delete()
        Found.objects.bulk_create(rows, batch_size=200)


def _rows(reading: Reading | None) -> Iterator[Found]:
    if reading is None:
        return
    keys = {one.id: statement_key(reading, "demand", one) for one in reading.demands}
    stand = standings(LEDGER.about(list(keys.values())))
    for one in reading.demands:
        yield _row(reading, corrected(one, stand.get(keys[one.id], UNDECIDED)), keys[one.id])


def _row(reading: Reading, demand: Demand, key: str) -> Found:
    entities = {entity.id: entity for entity in reading.entities}
    people = [entities[ref] for ref in demand.about if ref in entities and entities[ref].kind == "person"]
    return Found(
        key=key,
        report=reading.report.id,
        demander=", ".join(_names([demand.by], reading)) or _speaker(reading, demand),
        to=_names(demand.to, reading),
        about=[person_key(reading, one) for one in people],
        text=" … ".join(span.quote for span in spans_of(demand)),
        said=said_on(reading, demand) or "",
        deadline=demand.deadline or "",
    )


def _names(refs: Iterable[str | None], reading: Reading) -> list[str]:
    names = {entity.id: entity.name for entity in reading.entities}
    return [names[ref] for ref in refs if ref is not None and ref in names]


def _speaker(reading: Reading, demand: Demand) -> str:
    claims = {claim.id: claim for claim in reading.claims}
    said = next((claims[ref] for ref in demand.said_by if ref in claims), None)
    return (said.speaker_text or "") if said is not None else ""
