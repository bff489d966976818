"""Readings made by hand for tests: a text of ours about invented people, and what a careful reader takes
from it.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import msgspec

from habeas.model.case import Source
from habeas.model.check import checked
from habeas.model.decision import Action, Decision
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import (
    Act,
    Attribute,
    Claim,
    Demand,
    Entity,
    EntityKind,
    Event,
    Figure,
    Manner,
    Name,
    Participant,
    Passage,
    PassageRole,
    Reading,
    ReportInfo,
    Statement,
    StatementKind,
    Status,
)
from habeas.model.span import Span


class Draft:
    """A reading in the making. Every method finds its words in the text and returns the id of what it
    added.
    """

    def __init__(self, text: str, *, published: str | None = None, publisher: str | None = None) -> None:
        digest = hashlib.sha256(f"{text}|{published}|{publisher}".encode()).hexdigest()
        self.text = text
        self.info = ReportInfo(
            id=f"sha256:{digest}",
            source=f"reports/{digest[:6]}.txt",
            title=text.split("\n", 1)[0][:60],
            publisher=publisher,
            published=published,
            language="en",
        )
        self._passages: list[Passage] = []
        self._entities: dict[str, Entity] = {}
        self._statements: dict[str, list[Statement]] = {k: [] for k in ("c", "a", "v", "n", "d")}

    def span(self, words: str, nth: int = 0) -> Span:
        """The words where they stand for the `nth` time (0 the first)."""
        start = -1
        for _ in range(nth + 1):
            start = self.text.index(words, start + 1)
        return Span(start, start + len(words), words)

    def described(self, **fields: object) -> Draft:
        """Other fields of the report (title, credits, url…)."""
        self.info = msgspec.structs.replace(self.info, **fields)
        return self

    def entity(
        self,
        name: str,
        kind: EntityKind,
        *,
        also: Sequence[str] = (),
        named: bool = True,
        detained: bool = False,
    ) -> str:
        ref = f"e{len(self._entities) + 1}"
        found = [(word, nth) for word in (name, *also) for nth in range(self.text.count(word))]
        mentions = sorted({self.span(word, nth) for word, nth in found})
        names = tuple(Name(text, "Latn", "full" if text == name else "short") for text in (name, *also))
        self._entities[ref] = Entity(
            id=ref,
            kind=kind,
            name=name,
            named=named,
            detained=detained,
            names=names,
            mentions=tuple(mentions),
        )
        return ref

    def person(self, name: str, *, also: Sequence[str] = (), named: bool = True, detained: bool = False) -> str:
        return self.entity(name, "person", also=also, named=named, detained=detained)

    def passage(
        self, role: PassageRole, words: str, *, published: str | None = None, anchor: str | None = None
    ) -> None:
        """The passage made of `words`; `anchor` is the text that points to a footnote."""
        span = self.span(words)
        at = self.text.index(anchor) if anchor else None
        self._passages.append(Passage(role=role, start=span.start, end=span.end, published=published, anchor=at))

    def claim(
        self,
        words: str,
        *,
        by: str | None = None,
        text: str | None = None,
        act: Act = "state",
        manner: Manner = "indirect",
        within: str | None = None,
    ) -> str:
        ref = f"c{len(self._statements['c']) + 1}"
        speaker = self._entities[by].name if by else text
        self._statements["c"].append(
            Claim(
                id=ref,
                speaker=by,
                speaker_text=text or speaker,
                content=(self.span(words),),
                act=act,
                manner=manner,
                within=within,
            )
        )
        return ref

    def attribute(
        self,
        subject: str,
        prop: str,
        value: int | str,
        words: str,
        *,
        said_by: Sequence[str] = (),
        status: Status = "asserted",
        **more: str | None,
    ) -> str:
        ref = f"a{len(self._statements['a']) + 1}"
        made = Attribute(
            id=ref,
            subject=subject,
            property=prop,
            value=value,
            evidence=(self.span(words),),
            said_by=tuple(said_by),
            status=status,
        )
        self._statements["a"].append(msgspec.structs.replace(made, **more))
        return ref

    def event(
        self,
        kind: str,
        words: str,
        *,
        who: Sequence[str] = (),
        said_by: Sequence[str] = (),
        status: Status = "asserted",
        **more: str | None,
    ) -> str:
        ref = f"v{len(self._statements['v']) + 1}"
        evidence = self.span(words)
        made = Event(
            id=ref,
            type=kind,
            trigger=evidence,
            evidence=(evidence,),
            said_by=tuple(said_by),
            status=status,
            participants=tuple(Participant(entity, "person") for entity in who),
        )
        self._statements["v"].append(msgspec.structs.replace(made, **more))
        return ref

    def figure(
        self, measure: str, of: str, value: int, words: str, *, said_by: Sequence[str] = (), **more: object
    ) -> str:
        ref = f"n{len(self._statements['n']) + 1}"
        made = Figure(id=ref, measure=measure, of=of, value=value, evidence=(self.span(words),), said_by=tuple(said_by))
        self._statements["n"].append(msgspec.structs.replace(made, **more))
        return ref

    def demand(self, words: str, *, by: str | None = None, to: Sequence[str] = (), about: Sequence[str] = ()) -> str:
        ref = f"d{len(self._statements['d']) + 1}"
        self._statements["d"].append(
            Demand(id=ref, by=by, evidence=(self.span(words),), to=tuple(to), about=tuple(about))
        )
        return ref

    def reading(self) -> Reading:
        """The finished reading, which must stand the check without any loss."""
        made = Reading(
            report=self.info,
            text=self.text,
            passages=tuple(sorted(self._passages, key=lambda p: p.start)),
            entities=tuple(self._entities.values()),
            claims=tuple(s for s in self._statements["c"] if isinstance(s, Claim)),
            attributes=tuple(s for s in self._statements["a"] if isinstance(s, Attribute)),
            events=tuple(s for s in self._statements["v"] if isinstance(s, Event)),
            figures=tuple(s for s in self._statements["n"] if isinstance(s, Figure)),
            demands=tuple(s for s in self._statements["d"] if isinstance(s, Demand)),
        )
        result = checked(made)
        assert result.notes == (), result.notes
        return result


def key_of(reading: Reading, name: str) -> str:
    """The person key of the one who is called `name` in the reading."""
    return next(person_key(reading, e) for e in reading.entities if e.name == name)


def statement_of(reading: Reading, ref: str) -> str:
    """The statement key of the statement with the id `ref` in the reading."""
    kind: StatementKind
    for kind, statement in reading.statements():
        if statement.id == ref:
            return statement_key(reading, kind, statement)
    raise KeyError(ref)


def decide(action: Action, *targets: str, time: int = 0, **more: object) -> Decision:
    """A decision at the minute `time`; its id is made of what it says."""
    made = Decision(
        id=f"de:{action}:{time}:{'+'.join(sorted(targets))}",
        action=action,
        targets=targets,
        author="ana",
        time=f"2024-01-01T{time // 60:02}:{time % 60:02}:00Z",
    )
    return msgspec.structs.replace(made, **more)


def quotes(sources: Sequence[Source]) -> list[str]:
    """What the sources quote, first quotation each."""
    return [source.quotes[0] for source in sources]
