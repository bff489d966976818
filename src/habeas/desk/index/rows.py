"""The rows that one reading makes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from habeas.desk.index.models import NameWord, Person, Place, PlaceWord, Report, Statement
from habeas.items import items
from habeas.model import dates
from habeas.model.identity import person_key
from habeas.model.reading import Attribute, Claim, Demand, Entity, Event, Figure, Reading
from habeas.model.reading import Statement as Said
from habeas.resolving.names import parsed
from habeas.resolving.skeleton import folded
from habeas.scoring.score import gist


def put(reading: Reading, order: int) -> None:
    """Puts a report in anew, with its people and statements; where it stands already, its place in the order stays."""
    info = reading.report
    before = Report.objects.filter(pk=info.id).values_list("order", flat=True).first()
    wholes = dict(Person.objects.filter(report_id=info.id).values_list("key", "whole"))
    Report.objects.filter(pk=info.id).delete()
    report = Report.objects.create(
        id=info.id,
        title=info.title or info.source,
        source=info.source,
        publisher=info.publisher or "",
        published=info.published or "",
        language=info.language or "",
        order=order if before is None else before,
    )
    people = _put_people(reading, report, wholes)
    statements: list[tuple[Statement, Said]] = []
    for item in items([reading], ()).values():
        row = _statement(reading, item.statement, report)
        row.key, row.kind, row.state = item.key, item.kind, item.state
        row.risk, row.words = item.risk or "", item.words
        row.folded = folded_words(item.words)
        statements.append((row, item.statement))
    Statement.objects.bulk_create([row for row, _ in statements], batch_size=200)
    rows = dict(Statement.objects.filter(report=report).values_list("key", "pk"))
    through = Statement.people.through
    parts = [
        through(statement_id=rows[row.key], person_id=people[ref])
        for row, said in statements
        for ref in dict.fromkeys(about(said))
        if ref in people
    ]
    through.objects.bulk_create(parts, batch_size=400, ignore_conflicts=True)
    _put_places(reading, report, [(rows[row.key], said) for row, said in statements])


def folded_words(text: str) -> str:
    """Words as they are searched for: without case, marks and differences of script, one space between them."""
    return " ".join(folded(text).split())


def _put_people(reading: Reading, report: Report, wholes: Mapping[str, str]) -> dict[str, str]:
    """The people's keys by their ids in the reading."""
    found = {e.id: (person_key(reading, e), e) for e in reading.entities if e.kind == "person"}
    rows = {
        key: Person(
            key=key,
            report=report,
            name=" ".join(entity.name.split()),
            named=entity.named,
            detained=entity.detained,
            whole=wholes.get(key, key),
        )
        for key, entity in found.values()
    }
    Person.objects.bulk_create(rows.values(), batch_size=200)
    words = {(key, *word) for key, entity in found.values() for word in _words(entity)}
    NameWord.objects.bulk_create(
        (NameWord(person_id=key, bones=bones, word=word) for key, bones, word in sorted(words)), batch_size=300
    )
    return {ref: key for ref, (key, _) in found.items()}


def _put_places(reading: Reading, report: Report, statements: Iterable[tuple[int, Said]]) -> None:
    """The places and places of custody that statements speak of."""
    names = {e.id: " ".join(e.name.split()) for e in reading.entities if e.kind in ("place", "facility")}
    links = [(number, name) for number, said in statements for name in dict.fromkeys(_places(said, names))]
    if not links:
        return
    wanted = dict.fromkeys(name for _, name in links)
    made = Place.objects.bulk_create((Place(report=report, name=name) for name in wanted), batch_size=300)
    places = {one.name: one for one in made}
    words = {(name, bones, text[:120]) for name in places for text, some in name_words(name) for bones in some}
    PlaceWord.objects.bulk_create(
        (PlaceWord(place=places[name], bones=bones[:60], word=text) for name, bones, text in sorted(words)),
        batch_size=300,
    )
    through = Statement.places.through
    through.objects.bulk_create(
        (through(statement_id=number, place_id=places[name].pk) for number, name in links), batch_size=400
    )


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


def _statement(reading: Reading, said: Said, report: Report) -> Statement:
    claims = {claim.id: claim for claim in reading.claims}
    names = {entity.id: entity.name for entity in reading.entities}
    claim = said if isinstance(said, Claim) else claims.get(next(iter(said.said_by), ""))
    speaker = "" if claim is None else " ".join((names.get(claim.speaker or "") or claim.speaker_text or "").split())
    when = _when(said)
    first, last = _days(when)
    return Statement(
        report=report,
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
    return days.earliest, days.latest
