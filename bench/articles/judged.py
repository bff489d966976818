"""An annotated reading in the plainer form that the scorer beside the checkout compares with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from habeas.model.reading import Claim, Demand, Entity, Event, Figure, Reading
from habeas.model.span import Span


class Judged:
    """What of one reading is compared, by `whole`: names in place of the numbers of entities and claims."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._names = {entity.id: entity.name for entity in reading.entities}
        self._claims = {claim.id: claim for claim in reading.claims}

    def whole(self) -> Mapping[str, Any]:
        """The form of `shared/gold`: kinds of statements, each a list of objects of plain values."""
        r = self._reading
        named = [entity for entity in r.entities if entity.named]
        return {
            "report": r.report.source,
            "published": r.report.published,
            "persons": [_person(entity) for entity in named if entity.kind == "person"],
            "organisations": [entity.name for entity in named if entity.kind in ("organisation", "facility")],
            "claims": [self._claim(claim) for claim in r.claims],
            "attributes": [
                {"subject": self._names[a.subject], "property": a.property, "value": a.value, **self._words(a)}
                for a in r.attributes
            ],
            "events": [self._event(event) for event in r.events],
            "figures": [self._figure(figure) for figure in r.figures],
            "demands": [self._demand(demand) for demand in r.demands],
        }

    def _claim(self, claim: Claim) -> dict[str, Any]:
        cue = claim.cue.quote if claim.cue else None
        return {
            "speaker": self._speaker(claim),
            "cue": cue,
            "content": _joined(claim.content),
            "manner": claim.manner,
        }

    def _event(self, event: Event) -> dict[str, Any]:
        who = [self._names[p.entity] for p in event.participants if p.role == "person"]
        return {"type": event.type, "who": who, "when": event.when, **self._words(event)}

    def _figure(self, figure: Figure) -> dict[str, Any]:
        value = figure.value if figure.value is not None else figure.low
        return {"measure": figure.measure, "value": value, "as_of": figure.as_of, **self._words(figure)}

    def _demand(self, demand: Demand) -> dict[str, Any]:
        to = [self._names[one] for one in demand.to]
        return {"by": self._names.get(demand.by or ""), "to": to, "evidence": _joined(demand.evidence)}

    def _words(self, statement: Any) -> dict[str, Any]:
        said = self._speaker(self._claims[statement.said_by[0]]) if statement.said_by else None
        return {"evidence": _joined(statement.evidence)} | ({"said_by": said} if statement.said_by else {})

    def _speaker(self, claim: Claim) -> str | None:
        return self._names[claim.speaker] if claim.speaker else claim.speaker_text


def _person(entity: Entity) -> dict[str, Any]:
    called = {m.quote for m in entity.mentions if m.quote[0].isupper() or " " in m.quote} - {entity.name}
    return {"name": entity.name, "also": sorted(called), "detained": entity.detained}


def _joined(spans: Iterable[Span]) -> str:
    return " ".join(span.quote for span in spans)
