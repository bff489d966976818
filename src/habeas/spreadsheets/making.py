"""Takes a row apart by its columns: the people, places, statements and claims that its cells make."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any
from urllib.parse import urlsplit

import msgspec

from habeas.model import dates
from habeas.model.reading import (
    Attribute,
    Claim,
    Entity,
    EntityKind,
    Event,
    Name,
    Participant,
    Status,
)
from habeas.model.span import Span
from habeas.model.vocabulary import EVENT_TYPES, PROPERTIES
from habeas.spreadsheets.fields import FIELDS, Field, heading, statuses
from habeas.spreadsheets.rendering import Rendered, Row, Written, rendered
from habeas.spreadsheets.written import UnreadError, edtf, says_nothing, years

RULE = "column"
ADULT = 18
_KINDS: Mapping[str, EntityKind] = {"held_at": "facility", "affiliation": "organisation", "residence": "place"}
_SHOWS_CUSTODY = frozenset({"detained_since", "held_at", "legal_basis", "sentence"})
_CUSTODY_EVENTS = frozenset({"arrest", "sentence", "disappearance", "release"})
_SCRIPTS = {
    "LATIN": "Latn", "ARABIC": "Arab", "CYRILLIC": "Cyrl", "GREEK": "Grek", "HEBREW": "Hebr", "MYANMAR": "Mymr",
    "CJK": "Hani", "HANGUL": "Hang", "THAI": "Thai", "DEVANAGARI": "Deva", "ARMENIAN": "Armn", "GEORGIAN": "Geor",
    "ETHIOPIC": "Ethi", "HIRAGANA": "Hira", "KATAKANA": "Kana", "KHMER": "Khmr", "TIBETAN": "Tibt", "BENGALI": "Beng",
}  # fmt: skip


class Making:
    """One row on its way to a reading."""

    def __init__(self, row: Row) -> None:
        self.row = row
        self.form: Rendered = rendered(row.register, row.headings, row.cells)
        self.entities: dict[str, Entity] = {}
        self.claims: list[Claim] = []
        self.attributes: list[Attribute] = []
        self.events: list[Event] = []
        self.unread: list[tuple[str, str]] = []
        self.name = self.record = self.url = ""
        self.published: str | None = None
        self._said_by: dict[bool, tuple[str, ...]] = {False: (), True: ()}
        self._held = False
        self._then: list[str] = []

    def run(self) -> None:
        cells = [(FIELDS[name], one) for one in self.form.cells if (name := self._field(one)) in FIELDS]
        cells = [(field, one) for field, one in cells if not says_nothing(one.words.quote)]
        self._plain(cells)
        self._person(cells)
        if not self.name:
            return
        self._source(cells)
        for field, one in cells:
            if field.how in ("attribute", "father", "other-name"):
                self._tried(one, self._attribute, field)
        self._events(cells)
        for field, one in cells:
            if field.how == "status":
                self._status(one)
        self._settle()

    def _field(self, one: Written) -> str:
        return self.row.fields[one.column] if one.column < len(self.row.fields) else ""

    def _tried(self, one: Written, act: Any, field: Field) -> None:
        try:
            act(field, one)
        except UnreadError as error:
            self.unread.append((one.heading.quote, str(error)))

    def _plain(self, cells: Sequence[tuple[Field, Written]]) -> None:
        for field, one in cells:
            words = " ".join(one.words.quote.split())
            match field.how:
                case "record":
                    self.record = self.record or words[:120]
                case "source-url":
                    if _is_address(words):
                        self.url = self.url or words
                    else:
                        self.unread.append((one.heading.quote, f"{words[:60]!r} is no address"))
                case "source-date":
                    self._tried(one, self._dated, field)

    def _dated(self, _: Field, one: Written) -> None:
        self.published = edtf(one.words.quote, self.row.order)

    def _person(self, cells: Sequence[tuple[Field, Written]]) -> None:
        whole = [one.words for field, one in cells if field.how == "name"]
        given = [one.words for field, one in cells if field.how == "given"]
        family = [one.words for field, one in cells if field.how == "family"]
        spans = whole or [*given, *family]
        self.name = " ".join(" ".join(span.quote.split()) for span in spans)
        if not self.name:
            return
        others = [span for f, one in cells if f.how == "other-name" for span in one.parts(self.form.text)]
        names = dict.fromkeys([self.name, *(" ".join(span.quote.split()) for span in others)])
        self.entities["e1"] = Entity(
            id="e1",
            kind="person",
            name=self.name,
            names=tuple(Name(one, script(one), "full" if one == self.name else "alias") for one in names),
            mentions=tuple(sorted({*whole, *given, *family, *others})),
        )

    def _entity(self, kind: EntityKind, span: Span) -> str:
        name = " ".join(span.quote.split())
        known = next((e for e in self.entities.values() if (e.kind, e.name) == (kind, name)), None)
        if known is not None:
            mentions = tuple(sorted({*known.mentions, span}))
            self.entities[known.id] = msgspec.structs.replace(known, mentions=mentions)
            return known.id
        ref = f"e{len(self.entities) + 1}"
        self.entities[ref] = Entity(
            id=ref, kind=kind, name=name, names=(Name(name, script(name), "full"),), mentions=(span,)
        )
        return ref

    def _source(self, cells: Sequence[tuple[Field, Written]]) -> None:
        """Who says it, where a column says so: then what the row says stands within what they say.

        What is high-risk stands in a claim of its own, so that the rest does not wait for it.
        """
        said = next((one for field, one in cells if field.how == "source"), None)
        if said is None:
            return
        saying = [(field, one) for field, one in cells if field.how in ("attribute", "event", "status", "father")]
        for risky in (False, True):
            content = tuple(one.line for field, one in saying if _risky(field, one) == risky)
            if content:
                ref = f"c{len(self.claims) + 1}"
                self._said_by[risky] = (ref,)
                self.claims.append(
                    Claim(
                        id=ref,
                        speaker=None,
                        speaker_text=said.words.quote,
                        speaker_span=said.words,
                        content=content,
                        when=self.published,
                        rule=RULE,
                    )
                )

    def _attribute(self, field: Field, one: Written) -> None:
        if field.how == "other-name":
            for span in one.parts(self.form.text):
                if " ".join(span.quote.split()) != self.name:
                    self._add("alias", " ".join(span.quote.split()), (span,))
        elif field.how == "father":
            self._add("relative", "father", (one.line,), self._entity("person", one.words))
        elif field.read == "date":
            self._add(field.property, edtf(one.words.quote, self.row.order), (one.line,))
        elif field.read == "age":
            self._add(field.property, years(one.words.quote), (one.line,))
            if field.then:
                self._then.append(self.attributes[-1].id)
        else:
            self._in_words(field, one)

    def _in_words(self, field: Field, one: Written) -> None:
        spans = list(one.parts(self.form.text)) if field.many else [one.words]
        kind = _KINDS.get(field.property)
        for span in spans:
            other = None if kind is None else self._entity(kind, span)
            evidence = (one.line,) if len(spans) == 1 else (one.heading, span)
            self._add(field.property, " ".join(span.quote.split()), evidence, other)

    def _add(self, prop: str, value: int | str, evidence: tuple[Span, ...], other: str | None = None) -> None:
        self._held = self._held or prop in _SHOWS_CUSTODY
        self.attributes.append(
            Attribute(
                id=f"a{len(self.attributes) + 1}",
                subject="e1",
                property=prop,
                value=value,
                evidence=evidence,
                object=other,
                said_by=self._said_by[PROPERTIES[prop].high_risk],
                rule=RULE,
            )
        )

    def _events(self, cells: Sequence[tuple[Field, Written]]) -> None:
        """One event of each type, from all its cells; a date of something planned makes one of its own."""
        groups: defaultdict[tuple[str, bool], list[tuple[Field, Written]]] = defaultdict(list)
        for field, one in cells:
            if field.how == "event":
                groups[field.event, field.planned].append((field, one))
        for (kind, planned), some in groups.items():
            if any(field.alone for field, _ in some):
                self._event(kind, some, planned=planned)
            else:
                why = f"needs a date of the {kind.replace('_', ' ')} beside it"
                self.unread += [(one.heading.quote, why) for _, one in some]

    def _event(self, kind: str, cells: Sequence[tuple[Field, Written]], *, planned: bool) -> None:
        given: dict[str, Any] = {}
        parts = [Participant("e1", "person")]
        used: list[Written] = []
        status: Status = "planned" if planned else "asserted"
        for field, one in cells:
            try:
                self._slot(field, one, given, parts)
            except UnreadError as error:
                self.unread.append((one.heading.quote, str(error)))
                continue
            used.append(one)
            if field.later and self._to_come(given.get("when")):
                status = "planned"
        if used:
            self._happened(kind, used, given, parts, status)

    def _slot(self, field: Field, one: Written, given: dict[str, Any], parts: list[Participant]) -> None:
        match field.slot:
            case "when":
                given["when"] = edtf(one.words.quote, self.row.order)
            case "where":
                given["where"] = self._entity("place", one.words)
            case "actor":
                parts.append(Participant(self._entity("organisation", one.words), "actor"))
            case "authority":
                parts.append(Participant(self._entity("organisation", one.words), "authority"))
            case "authority-person":
                parts.append(Participant(self._entity("person", one.words), "authority"))
            case "cause":
                given["cause"] = one.words

    def _to_come(self, when: str | None) -> bool:
        told = self.published or self.row.as_of
        if when is None or told is None:
            return False
        first, last = dates.interval(when).earliest, dates.interval(told).latest
        return first is not None and last is not None and first > last

    def _happened(
        self, kind: str, used: Sequence[Written], given: Mapping[str, Any], parts: Iterable[Participant], status: Status
    ) -> None:
        self._held = self._held or (kind in _CUSTODY_EVENTS and status == "asserted")
        self.events.append(
            Event(
                id=f"v{len(self.events) + 1}",
                type=kind,
                trigger=used[0].heading,
                evidence=tuple(one.line for one in used),
                participants=tuple(parts),
                said_by=self._said_by[EVENT_TYPES[kind].high_risk],
                status=status,
                rule=RULE,
                **given,
            )
        )

    def _status(self, one: Written) -> None:
        kind = statuses().get(heading(one.words.quote))
        if kind is None:
            self.unread.append((one.heading.quote, f"{one.words.quote[:60]!r} is no status that is known here"))
        elif kind == "held":
            self._held = True
            if not any(event.type == "arrest" for event in self.events):
                self._happened("arrest", [one], {}, [Participant("e1", "person")], "asserted")
        else:
            before = next((e for e in self.events if e.type == kind and e.status == "asserted"), None)
            if before is None:
                self._happened(kind, [one], {}, [Participant("e1", "person")], "asserted")
            else:
                after = msgspec.structs.replace(before, evidence=(*before.evidence, one.line))
                self.events[self.events.index(before)] = after
        if kind is not None and kind != "release":
            self._held = True

    def _settle(self) -> None:
        arrested = next((event.when for event in self.events if event.type == "arrest"), None)
        self.attributes = [
            msgspec.structs.replace(one, as_of=arrested) if one.id in self._then else one for one in self.attributes
        ]
        ages = [one.value for one in self.attributes if one.property == "age"]
        minor = any(isinstance(age, int) and age < ADULT for age in ages)
        self.entities["e1"] = msgspec.structs.replace(self.entities["e1"], detained=self._held, minor=minor)


def _risky(field: Field, one: Written) -> bool:
    """Whether what a cell says is high-risk, by its property or type of event."""
    kind = statuses().get(heading(one.words.quote), "") if field.how == "status" else field.event
    prop = "relative" if field.how == "father" else field.property
    return (kind in EVENT_TYPES and EVENT_TYPES[kind].high_risk) or (prop in PROPERTIES and PROPERTIES[prop].high_risk)


def _is_address(words: str) -> bool:
    try:
        parts = urlsplit(words)
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.hostname) and not any(char.isspace() for char in words)


def script(words: str) -> str:
    """The script that most letters of a name are in (ISO 15924)."""
    found: dict[str, int] = defaultdict(int)
    for char in words:
        if char.isalpha():
            found[_SCRIPTS.get(unicodedata.name(char, "").partition(" ")[0], "Zyyy")] += 1
    return max(found, key=lambda one: (found[one], one), default="Zyyy")
