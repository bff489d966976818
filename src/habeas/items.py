"""The statements and people of a workspace by the keys that decisions refer to."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from habeas.model.decision import Decision
from habeas.model.identity import body_key, person_key, statement_key
from habeas.model.reading import Reading, Statement, StatementKind, spans_of

SHORTEST = 6
"""So much of a key, at least, must be given; the rest may be left out where it is clear."""


_NUMBERS = ("value", "low", "high")


class KeyUnknownError(LookupError):
    """No statement or person, or more than one, goes by what was given. The message says which."""


class Item(msgspec.Struct, frozen=True, kw_only=True):
    """A statement with all that deciding needs. `risk` says why it is high-risk, None where it is not."""

    key: str
    kind: StatementKind
    statement: Statement
    reading: Reading
    risk: str | None
    state: str
    permitted: bool

    @property
    def words(self) -> str:
        """The words that the statement rests on, on one line."""
        return " … ".join(" ".join(span.quote.split()) for span in spans_of(self.statement))

    @property
    def seen(self) -> tuple[str, ...]:
        """What the author of a decision was shown, for the log."""
        risk = () if self.risk is None else (f"high-risk: {self.risk}",)
        return (f"{self.kind}: {self.words}", *risk)


def items(readings: Iterable[Reading], decisions: Sequence[Decision]) -> dict[str, Item]:
    """Every statement by its key, in the order of the reports and within them of the format."""
    from habeas.model.standing import UNDECIDED, standings
    from habeas.publishing.gate import risk_of

    standing = standings(decisions)
    found: dict[str, Item] = {}
    for reading in readings:
        for kind, statement in reading.statements():
            key = statement_key(reading, kind, statement)
            found[key] = Item(
                key=key,
                kind=kind,
                statement=statement,
                reading=reading,
                risk=risk_of(reading, statement),
                state=standing.get(key, UNDECIDED).state,
                permitted=standing.get(key, UNDECIDED).permitted,
            )
    return found


def typed_in(item: Item, given: Mapping[str, str]) -> dict[str, str | int | None]:
    """What somebody typed for fields of a statement, as the values that a correction has; nothing typed is none.

    Raises:
        ValueError: the statement has no such field to correct, or a value does not fit it.
    """
    from habeas.model.standing import Standing, correctable
    from habeas.publishing.decided import as_corrected

    fields = correctable(item.statement)
    found: dict[str, str | int | None] = {}
    for field, text in given.items():
        if field not in fields:
            raise ValueError(f"{field!r}: of a {item.kind}, what can be set is {', '.join(fields)}")
        number = field in _NUMBERS and (item.kind == "figure" or isinstance(getattr(item.statement, field), int))
        if number and text and not (text.isascii() and text.isdigit()):
            raise ValueError(f"{field}: {text!r} is no number")
        found[field] = int(text) if number and text else text or None
    changed = as_corrected(item.reading, item.kind, item.statement, Standing(state="corrected", correction=found))
    if isinstance(changed, str):
        raise ValueError(changed)
    return found


def people(readings: Iterable[Reading]) -> dict[str, str]:
    """Every person of every report: key to "name (file)"."""
    return {
        person_key(reading, entity): f"{entity.name} ({reading.report.source})"
        for reading in readings
        for entity in reading.entities
        if entity.kind == "person"
    }


def bodies(readings: Iterable[Reading]) -> dict[str, str]:
    """Every organisation, facility and place of every report: key to "name (file)"."""
    return {
        body_key(reading, entity): f"{entity.name} ({reading.report.source})"
        for reading in readings
        for entity in reading.entities
        if entity.kind in ("organisation", "facility", "place", "group") and entity.name.strip()
    }


def whole_key(given: str, known: Iterable[str]) -> str:
    """The one key that begins with what was given.

    Raises:
        KeyUnknownError: none does, or several do.
    """
    keys = set(known)
    if given in keys:
        return given
    found = [key for key in sorted(keys) if key.startswith(given)]
    if not found:
        raise KeyUnknownError(f"nothing in this workspace begins with {given!r}")
    if len(found) > 1 or len(given) < SHORTEST:
        raise KeyUnknownError(f"{given!r} is too little of a key: {len(found):,} in this workspace begin so")
    return found[0]
