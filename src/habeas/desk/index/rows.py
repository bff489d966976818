"""The rows that readings make."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Final

from habeas.desk.index.models import NameWord, Person, Place, PlaceWord, Report, Statement
from habeas.items import items
from habeas.model import dates
from habeas.model.identity import person_key
from habeas.model.reading import Attribute, Claim, Demand, Entity, Event, Figure, Reading
from habeas.model.reading import Statement as Said
from habeas.resolving.names import parsed
from habeas.resolving.skeleton import folded
from habeas.scoring.score import gist

LONGEST_NAME: Final = 500
"""Characters of a name that lists show: PostgreSQL's index of them takes no row of more than 2,704 bytes."""


def put(readings: Sequence[Reading], order: int) -> None:
    """Puts reports in anew, with their people and statements; one that stands already keeps its place in the order."""
    ids = [reading.report.id for reading in readings]
    before = dict(Report.objects.filter(pk__in=ids).values_list("pk", "order"))
    wholes: dict[str, str] = {}
    if before:
        wholes = dict(Person.objects.filter(report__in=ids).values_list("key", "whole"))
        Report.objects.filter(pk__in=ids).delete()
    Report.objects.bulk_create(_report(reading, before.get(reading.report.id, order)) for reading in readings)
    people = _put_people(readings, wholes)
    made = [row for reading in readings for row in _statements(reading)]
    Statement.objects.bulk_create([row for row, _, _ in made])
    through = Statement.people.through
    parts = [
        through(statement_id=row.pk, person_id=people[reading.report.id, ref])
        for row, said, reading in made
        for ref in dict.fromkeys(about(said))
        if (reading.report.id, ref) in people
    ]
    through.objects.bulk_create(parts, ignore_conflicts=True)
    _put_places(made)


def _report(reading: Reading, order: int) -> Report:
    info = reading.report
    return Report(
        id=info.id,
        title=info.title or info.source,
        source=info.source,
        publisher=info.publisher or "",
        published=info.published or "",
        language=info.language or "",
        order=order,
    )


def _statements(reading: Reading) -> Iterator[tuple[Statement, Said, Reading]]:
    for item in items([reading], ()).values():
        row = _statement(reading, item.statement)
        row.key, row.kind, row.state = item.key, item.kind, item.state
        row.risk, row.words = item.risk or "", item.words
        row.folded = folded_words(item.words)
        yield row, item.statement, reading


def folded_words(text: str) -> str:
    """Words as they are searched for: without case, marks and differences of script, one space between them."""
    return " ".join(folded(text).split())


def _put_people(readings: Sequence[Reading], wholes: Mapping[str, str]) -> dict[tuple[str, str], str]:
    """The people's keys by their report and their id in its reading."""
    keys: dict[tuple[str, str], str] = {}
    rows: dict[str, Person] = {}
    words: set[tuple[str, str, str]] = set()
    for reading in readings:
        for entity in (one for one in reading.entities if one.kind == "person"):
            key = person_key(reading, entity)
            keys[reading.report.id, entity.id] = key
            words.update((key, *word) for word in _words(entity))
            rows[key] = Person(
                key=key,
                report_id=reading.report.id,
                name=" ".join(entity.name.split())[:LONGEST_NAME],
                named=entity.named,
                detained=entity.detained,
                whole=wholes.get(key, key),
            )
    Person.objects.bulk_create(rows.values())
    NameWord.objects.bulk_create(NameWord(person_id=key, bones=bones, word=word) for key, bones, word in sorted(words))
    return keys


def _put_places(made: Sequence[tuple[Statement, Said, Reading]]) -> None:
    """The places and places of custody that statements speak of."""
    named = {one.report.id: one for _, _, one in made}
    names = {
        report: {e.id: " ".join(e.name.split()) for e in one.entities if e.kind in ("place", "facility")}
        for report, one in named.items()
    }
    links = [
        (row.pk, (one.report.id, name))
        for row, said, one in made
        for name in dict.fromkeys(_places(said, names[one.report.id]))
    ]
    places = {which: Place(report_id=which[0], name=which[1]) for _, which in links}
    Place.objects.bulk_create(places.values())
    words = {(which, bones, text[:120]) for which in places for text, some in name_words(which[1]) for bones in some}
    PlaceWord.objects.bulk_create(
        PlaceWord(place=places[which], bones=bones[:60], word=text) for which, bones, text in sorted(words)
    )
    through = Statement.places.through
    through.objects.bulk_create(through(statement_id=number, place_id=places[which].pk) for number, which in links)


_PLACED = frozenset({"held_at", "residence"})


def _places(said: Said, names: Mapping[str, str]) -> Iterator[str]:
    match said:
        case Event(where=str(where)) if where in names:
            yield names[where]
        case Attribute() if said.object in names:
            yield names[said.object or ""]
        case Attribute() if said.property in _PLACED:
            yield " ".join(str(said.value).split())
        case Figure(place=str(place)) if place.strip():
            yield names.get(place) or " ".join(place.split())


def _words(entity: Entity) -> Iterator[tuple[str, str]]:
    """The words of all spellings of a name: bones, and the word as it is written."""
    spellings = dict.fromkeys((entity.name, *(name.text for name in entity.names))) if entity.named else {}
    for spelling in spellings:
        for text, bones in name_words(spelling):
            for each in bones:
                yield each[:60], text[:120]


def name_words(text: str) -> list[tuple[str, tuple[str, ...]]]:
    """The words of a name with all the bones under which their spellings may be found."""
    found = []
    for part in parsed(text).parts:
        words = [part.word, *([part.bare] if part.bare is not None else [])]
        bones = {one.coarse for one in words} | {other for one in words for other in one.readings}
        if any(bones):
            found.append((part.word.text, tuple(sorted(filter(None, bones)))))
    return found


def about(said: Said) -> Iterable[str]:
    """The ids of those who take part in what is said."""
    match said:
        case Claim():
            return [said.speaker or "", said.to or ""]
        case Attribute():
            return [said.subject, said.object or ""]
        case Event():
            return [participant.entity for participant in said.participants]
        case Demand():
            return [said.by or "", *said.to, *said.about]
    return []


def _statement(reading: Reading, said: Said) -> Statement:
    claims = {claim.id: claim for claim in reading.claims}
    names = {entity.id: entity.name for entity in reading.entities}
    claim = said if isinstance(said, Claim) else claims.get(next(iter(said.said_by), ""))
    speaker = "" if claim is None else " ".join((names.get(claim.speaker or "") or claim.speaker_text or "").split())
    when = _when(said)
    first, last = _days(when)
    return Statement(
        report_id=reading.report.id,
        term=_term(said),
        says=gist(said, reading),
        speaker=speaker,
        speaker_folded=folded_words(speaker),
        when=when,
        first=first,
        last=last,
    )


def _term(said: Said) -> str:
    match said:
        case Claim():
            return said.act
        case Attribute():
            return said.property
        case Event():
            return said.type
        case Figure():
            return said.measure
    return "demand"


def _when(said: Said) -> str:
    match said:
        case Claim() | Event():
            return said.when or ""
        case Attribute() | Figure():
            return said.as_of or said.since or ""
        case Demand():
            return said.deadline or ""


def _days(when: str) -> tuple[date | None, date | None]:
    if not when or not dates.is_edtf(when):
        return None, None
    days = dates.interval(when)
    if days.earliest is None and days.latest is None:
        return None, None
    return days.earliest or date.min, days.latest or date.max
