"""Who and what the windows of one report tell of, put together: one entity for each, with all its mentions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from habeas.model.reading import Entity, EntityKind, Name
from habeas.model.span import Span
from habeas.reading.language_model.answer import Being, Words
from habeas.reading.language_model.find import Finder
from habeas.reading.language_model.prompt import Known
from habeas.reading.script import script_of

MOST_MENTIONS = 200
"""So many mentions of one entity are taken from one answer."""
MOST_KNOWN = 60
"""So many of those found earlier are told to the model with a later window: those last spoken of."""


@dataclass
class _Being:
    kind: EntityKind
    name: Span | None
    mentions: dict[Span, None] = field(default_factory=dict)
    first: Span | None = None
    latest: int = -1

    @property
    def title(self) -> str:
        """What it is called: its name, or the words by which it is first spoken of."""
        span = self.name or self.first
        return "" if span is None else " ".join(span.quote.split())

    def add(self, spans: Iterable[Span]) -> None:
        for span in spans:
            self.mentions[span] = None
            self.first = span if self.first is None else min(self.first, span)
            self.latest = max(self.latest, span.start)


class Cast:
    """The entities of one report in the making. Each goes by an id of ours ("k1"), whatever the model called it."""

    def __init__(self) -> None:
        self._beings: dict[str, _Being] = {}

    def known(self) -> tuple[Known, ...]:
        """Those last spoken of, for the model, in the order in which they came."""
        latest = sorted(self._beings, key=lambda ref: -self._beings[ref].latest)[:MOST_KNOWN]
        return tuple(
            Known(id=ref, kind=being.kind, name=being.title) for ref, being in self._beings.items() if ref in latest
        )

    def enter(self, beings: Iterable[Being], finder: Finder, notes: list[str]) -> dict[str, str]:
        """Takes in what one answer tells of, and gives the model's ids with ours. What has no words is left out."""
        before = list(self._beings)
        refs: dict[str, str] = {ref: ref for ref in before}
        for being in beings:
            name, mentions = _found(being, finder, notes)
            if not mentions:
                notes.append(f"left out: {being.kind} {_shown(being)!r}: no words of the report mean it")
                continue
            named = name if name is not None and _is_name(name.quote) else None
            ref = refs.get(being.id) or self._same(before, being.kind, named, mentions) or self._new(being.kind)
            refs[being.id] = ref
            entry = self._beings[ref]
            entry.add(mentions)
            if entry.name is None or (named is not None and len(named.quote) > len(entry.name.quote)):
                entry.name = named
        return refs

    def kind(self, ref: str) -> EntityKind:
        return self._beings[ref].kind

    def entities(self, held: set[str], minors: set[str]) -> tuple[dict[str, str], tuple[Entity, ...]]:
        """All entities in the order of their first mentions, and their ids in the reading ("e1") by ours."""
        order = sorted(self._beings, key=lambda ref: (min(self._beings[ref].mentions), int(ref[1:])))
        ids = {ref: f"e{number}" for number, ref in enumerate(order, 1)}
        return ids, tuple(self._entity(ref, ids[ref], ref in held, ref in minors) for ref in order)

    def _entity(self, ref: str, final: str, detained: bool, minor: bool) -> Entity:
        being = self._beings[ref]
        return Entity(
            id=final,
            kind=being.kind,
            name=being.title,
            named=being.name is not None,
            detained=detained,
            minor=minor,
            names=() if being.name is None else (Name(being.title, script_of(being.title), "full"),),
            mentions=tuple(sorted(being.mentions)),
        )

    def _new(self, kind: EntityKind) -> str:
        ref = f"k{len(self._beings) + 1}"
        self._beings[ref] = _Being(kind, None)
        return ref

    def _same(self, before: list[str], kind: EntityKind, name: Span | None, mentions: list[Span]) -> str | None:
        """The one of an earlier window that has the same name, or is meant by words that both windows show."""
        alike = [ref for ref in before if self._beings[ref].kind == kind]
        if name is not None:
            folded = " ".join(name.quote.casefold().split())
            named = [ref for ref in alike if self._beings[ref].name and self._beings[ref].title.casefold() == folded]
            if len(named) == 1:
                return named[0]
        shared = [ref for ref in alike if any(mention in self._beings[ref].mentions for mention in mentions)]
        return shared[0] if len(shared) == 1 else None


def _found(being: Being, finder: Finder, notes: list[str]) -> tuple[Span | None, list[Span]]:
    """Where the name and the mentions stand; the same words twice are two places, as far as there are two."""
    taken: list[Span] = []
    for words in being.mentions[:MOST_MENTIONS]:
        span = finder.find(words, without=taken)
        if span is None:
            notes.append(f"left out: a mention of {_shown(being)!r}: {_start(words)} does not stand in the report")
        else:
            taken.append(span)
    name = finder.find(being.name) if being.name is not None else None
    if being.name is not None and name is None:
        notes.append(f"left out: the name {_start(being.name)}: it does not stand in the report")
    if name is not None:
        taken.append(name)
    return name, taken


def _is_name(words: str) -> bool:
    """Whether words can be a name: a letter of them is a capital, or of a script without capitals."""
    return any(c.isalpha() and (c.isupper() or c.lower() == c.upper()) for c in words)


def _shown(being: Being) -> str:
    words = being.name or next(iter(being.mentions), None)
    return words.words[:60] if words is not None else being.id[:60]


def _start(words: Words) -> str:
    return repr(words.words[:60])
