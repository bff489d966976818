"""Writes readings for tests by quoting: a statement is given by its words, and its span is found in the text."""

from __future__ import annotations

import hashlib
import re
from typing import Any, Literal

import msgspec

from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Entity,
    EntityKind,
    Event,
    Figure,
    Name,
    Participant,
    Passage,
    ReaderInfo,
    Reading,
    ReportInfo,
)
from habeas.model.span import Span

Script = Literal["Latn", "Arab", "Cyrl"]


def digest(words: str) -> str:
    return f"sha256:{hashlib.sha256(words.encode()).hexdigest()}"


def span(text: str, words: str, nth: int = 0) -> Span:
    """The span of the nth occurrence of `words`, " … " standing for what lies between; misquoting fails here."""
    first, _, last = words.partition(" … ")
    start = -1
    for _ in range(nth + 1):
        start = text.index(first, start + 1)
    end = text.index(last, start + len(first)) + len(last) if last else start + len(first)
    return Span.of(text, start, end)


def flowed(text: str) -> str:
    """A text that is wrapped here: one line end is a space, two part paragraphs."""
    return re.sub(r"(?<!\n)\n(?!\n|$)", " ", text)


class Draft:
    """One reading in the making."""

    def __init__(self, source: str, text: str, **info: Any) -> None:
        self.text = text
        self.info = ReportInfo(id=digest(text), source=source, text_sha256=digest(text), **info)
        self.parts: dict[str, list[Any]] = {
            "entities": [], "claims": [], "attributes": [], "events": [], "figures": [], "demands": [],
            "passages": [], "notes": [],
        }  # fmt: skip
        self.state: Literal["whole", "partial", "refused"] = "whole"

    def spans(self, words: str | tuple[str, ...]) -> tuple[Span, ...]:
        return tuple(span(self.text, w) for w in ((words,) if isinstance(words, str) else words))

    def _add(self, field: str, prefix: str, make: Any) -> str:
        ref = f"{prefix}{len(self.parts[field]) + 1}"
        self.parts[field].append(make(ref))
        return ref

    def entity(self, name: str, kind: EntityKind = "person", *also: str, **rest: Any) -> str:
        """An entity with a mention wherever its name, or one of the words in `also`, first stands."""
        mentions = tuple(span(self.text, words) for words in (name, *also) if words in self.text)
        names: tuple[Name, ...] = (Name(name, "Latn", "full"),) if rest.get("named", True) else ()
        names += tuple(Name(w, _script(w), "full") for w in also if _script(w) != "Latn")
        names = rest.pop("names", names)
        make = {"kind": kind, "name": name, "names": names, "mentions": mentions, **rest}
        return self._add("entities", "e", lambda ref: Entity(id=ref, **make))

    def claim(self, speaker: str | None, words: str | None, content: str | tuple[str, ...], **rest: Any) -> str:
        if words is not None and words in self.text:
            rest.setdefault("speaker_span", span(self.text, words))
        cue = rest.pop("cue", None)
        made = {"speaker": speaker, "speaker_text": words, "content": self.spans(content), **rest}
        if cue is not None:
            made["cue"] = span(self.text, cue)
        return self._add("claims", "c", lambda ref: Claim(id=ref, **made))

    def attribute(self, subject: str, prop: str, value: int | str, words: str, **rest: Any) -> str:
        made = {"subject": subject, "property": prop, "value": value, "evidence": self.spans(words), **rest}
        return self._add("attributes", "a", lambda ref: Attribute(id=ref, **made))

    def event(self, kind: str, who: str | dict[str, str], trigger: str, words: str, **rest: Any) -> str:
        roles = {who: "person"} if isinstance(who, str) else who
        people = tuple(Participant(ref, role) for ref, role in roles.items())  # type: ignore[arg-type]
        (evidence,) = self.spans(words)
        start = evidence.start + evidence.quote.index(trigger)
        made = {"type": kind, "participants": people, "evidence": (evidence,), **rest}
        made["trigger"] = Span.of(self.text, start, start + len(trigger))
        for field in ("cause", "stated_reason"):
            if isinstance(made.get(field), str):
                made[field] = span(self.text, made[field])
        return self._add("events", "v", lambda ref: Event(id=ref, **made))

    def figure(self, measure: str, of: str, words: str, **rest: Any) -> str:
        made = {"measure": measure, "of": of, "evidence": self.spans(words), **rest}
        return self._add("figures", "n", lambda ref: Figure(id=ref, **made))

    def demand(self, by: str | None, to: tuple[str, ...], about: tuple[str, ...], words: str, **rest: Any) -> str:
        made = {"by": by, "to": to, "about": about, "evidence": self.spans(words), **rest}
        return self._add("demands", "d", lambda ref: Demand(id=ref, **made))

    def passage(self, role: str, words: str, **rest: Any) -> None:
        found = span(self.text, words)
        self.parts["passages"].append((found.start, found.end, role, rest))

    def reading(self) -> Reading:
        """The reading; text between the named passages is body."""
        parts: dict[str, Any] = {k: tuple(v) for k, v in self.parts.items() if k != "passages"}
        return Reading(
            report=self.info,
            text=self.text,
            reader=ReaderInfo("by hand", "1"),
            state=self.state,
            passages=tuple(self._passages()),
            **parts,
        )

    def _passages(self) -> list[Passage]:
        made: list[Passage] = []
        at = 0
        for start, end, role, rest in sorted(self.parts["passages"], key=lambda p: p[0]):
            if self.text[at:start].strip():
                made.append(Passage(role="body", start=at, end=start))
            made.append(msgspec.convert({"role": role, "start": start, "end": end, **rest}, Passage))
            at = end
        if self.text[at:].strip():
            made.append(Passage(role="body", start=at, end=len(self.text)))
        return made


def _script(words: str) -> Script:
    if any("\u0600" <= c <= "\u06ff" for c in words):
        return "Arab"
    return "Cyrl" if any("\u0400" <= c <= "\u04ff" for c in words) else "Latn"
