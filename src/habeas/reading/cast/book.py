"""The book of who is in a report: entities, their mentions, and which tokens stand for whom."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import Literal

from spacy.tokens import Token

from habeas.model.reading import Entity, EntityKind, Name
from habeas.model.span import Span
from habeas.reading.cast.phrases import phrase_edges
from habeas.reading.page import Page
from habeas.reading.script import script_of

Sex = Literal["m", "f"]
MentionSort = Literal["name", "noun", "pronoun"]


@dataclass(frozen=True)
class Mention:
    """Tokens `first` to `last`, both included, that stand for an entity; `head` is the token that others depend on."""

    first: int
    last: int
    head: int
    sort: MentionSort


@dataclass
class Figurant:
    """An entity in the making. `nouns` are the descriptions used of it ("lawyer", "prisoner"), as lemmas."""

    id: str
    kind: EntityKind
    name: str
    named: bool
    parts: tuple[str, ...] = ()
    sex: Sex | None = None
    sex_by_name: bool = False
    plural: bool = False
    detained: bool = False
    minor: bool = False
    nouns: set[str] = field(default_factory=set)
    mentions: list[Mention] = field(default_factory=list)
    owner: str | None = None


class CastBook:
    """Who is in one report. Implements `habeas.reading.story.Cast`."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.figurants: dict[str, Figurant] = {}
        self._created = 0
        self._token: dict[int, str] = {}
        self._head: dict[int, str] = {}
        self.used: set[str] = set()
        self.several: dict[int, tuple[str, ...]] = {}
        """The people named together for whom "they" stands, by the pronoun's place."""

    def create(self, kind: EntityKind, name: str, *, named: bool) -> Figurant:
        """A new entity; its id follows the order of creation."""
        self._created += 1
        figurant = Figurant(f"e{self._created}", kind, name, named)
        self.figurants[figurant.id] = figurant
        return figurant

    def renumber(self) -> None:
        """Numbers the entities by their first mention. Only before anything else refers to them."""
        order = sorted(self.figurants.values(), key=lambda f: (f.mentions[0].first, f.mentions[0].last))
        new = {figurant.id: f"e{number}" for number, figurant in enumerate(order, start=1)}
        for figurant in order:
            figurant.id = new[figurant.id]
        self.figurants = {figurant.id: figurant for figurant in order}
        self._token = {i: new[entity] for i, entity in self._token.items()}
        self._head = {i: new[entity] for i, entity in self._head.items()}

    def mention(self, figurant: Figurant, mention: Mention) -> None:
        """Notes that these tokens stand for the entity. A token inside two mentions stands for the inner one."""
        figurant.mentions.append(mention)
        for i in range(mention.first, mention.last + 1):
            if i not in self._token or mention.sort == "name":
                self._token[i] = figurant.id
        self._head.setdefault(mention.head, figurant.id)

    def link(self, token: Token, entity: str) -> None:
        """Makes a token (an apposition's or predicate's noun) stand for an entity without a mention of its own."""
        self._head.setdefault(token.i, entity)
        self._token.setdefault(token.i, entity)

    def merge(self, gone: str, into: str) -> None:
        """Makes two entities one: everything that stood for `gone` now stands for `into`."""
        if gone == into:
            return
        old, new = self.figurants.pop(gone), self.figurants[into]
        new.mentions = sorted([*new.mentions, *old.mentions], key=lambda m: (m.first, m.last))
        new.nouns |= old.nouns
        new.detained |= old.detained
        new.sex = new.sex or old.sex
        for other in self.figurants.values():
            other.owner = into if other.owner == gone else other.owner
        for place, those in self.several.items():
            self.several[place] = tuple(dict.fromkeys(into if e == gone else e for e in those))
        for table in (self._token, self._head):
            for key in [k for k, v in table.items() if v == gone]:
                table[key] = into
        if gone in self.used:
            self.used.add(into)

    def at(self, token: Token) -> str | None:
        return self._token.get(token.i)

    def noun(self, token: Token) -> str | None:
        found = self._head.get(token.i) or self._token.get(token.i)
        if found is None and token.dep_ == "poss" and token.head.i in self._head:
            found = None
        if found is not None:
            self.used.add(found)
        return found

    def nouns(self, token: Token) -> tuple[str, ...]:
        found: list[str | None] = list(self.several.get(token.i, ())) or [self.noun(token)]
        self.used.update(e for e in found if e is not None)
        for other in token.children:
            joined = other.dep_ == "conj" and other.pos_ in ("NOUN", "PROPN", "PRON")
            if joined or (other.dep_ == "appos" and self._next_in_row(token, other)):
                found += self.nouns(other)
            elif other.dep_ == "appos" and other.tag_ == "NNS" and token.pos_ == "PROPN":
                row = [c for c in other.children if c.dep_ in ("appos", "conj") and c.pos_ == "PROPN"]
                found += [e for c in row for e in self.nouns(c)]
        return tuple(dict.fromkeys(entity for entity in found if entity is not None))

    def _next_in_row(self, token: Token, other: Token) -> bool:
        """ "Ada Lund, Lev Tarn and three others": somebody else's name right after a name, taken for an apposition."""
        mine = self.figurants.get(self._token.get(token.i, ""))
        theirs = self.figurants.get(self._token.get(other.i, ""))
        if mine is None or theirs is None or not (mine.named and theirs.named) or mine is theirs:
            return False
        return token.pos_ == "PROPN" == other.pos_ and mine.kind == theirs.kind == "person" and not mine.plural

    def kind(self, entity: str) -> EntityKind:
        return self.figurants[entity].kind

    def name(self, entity: str) -> str:
        return self.figurants[entity].name

    def named(self, entity: str) -> bool:
        return self.figurants[entity].named

    def detained(self, entity: str) -> bool:
        return self.figurants[entity].detained

    def mark_detained(self, entity: str) -> None:
        self.figurants[entity].detained = True

    def introduce(self, token: Token) -> str:
        first, last = phrase_edges(token)
        figurant = self.create(
            "group", " ".join(self.page.span(self.page.doc[first], self.page.doc[last]).quote.split()), named=False
        )
        figurant.plural = True
        self.mention(figurant, Mention(first, last, token.i, "noun"))
        self.used.add(figurant.id)
        return figurant.id

    def use(self, entity: str) -> None:
        self.used.add(entity)

    def held(self) -> tuple[str, ...]:
        held = (f for f in self.figurants.values() if f.kind == "person" and f.named and f.detained)
        return tuple(f.id for f in held if f.mentions)

    def main_person(self, token: Token) -> str | None:
        last: tuple[int, str] | None = None
        for figurant in self.figurants.values():
            if figurant.kind == "person" and figurant.named and figurant.detained:
                before = [m.first for m in figurant.mentions if m.first < token.i]
                if before and (last is None or before[-1] > last[0]):
                    last = (max(before), figurant.id)
        return last[1] if last else None

    def entities(self) -> tuple[Entity, ...]:
        """The entities worth telling: the named ones, and those that some statement or claim refers to."""
        kept = [f for f in self.figurants.values() if f.named or f.id in self.used]
        return tuple(self._entity(figurant) for figurant in kept)

    def _entity(self, figurant: Figurant) -> Entity:
        spans = sorted({self._span(mention) for mention in figurant.mentions})
        spellings = Counter(self._span(mention).quote for mention in figurant.mentions if mention.sort == "name")
        names = tuple(
            Name(text, script_of(text), "full" if text == figurant.name else "short")
            for text in sorted(spellings, key=lambda t: (-len(t), t))
        )
        return Entity(
            id=figurant.id,
            kind=figurant.kind,
            name=figurant.name,
            named=figurant.named,
            detained=figurant.detained,
            minor=figurant.minor,
            names=names,
            mentions=tuple(spans),
        )

    def _span(self, mention: Mention) -> Span:
        return self.page.span(self.page.doc[mention.first], self.page.doc[mention.last])
