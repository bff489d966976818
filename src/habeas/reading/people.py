"""People at a place in the sentence, through the cast."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from spacy.tokens import Token

from habeas.reading.clauses import antecedent, children, is_verb, subjects
from habeas.reading.story import Cast
from habeas.reading.tables import words

PEOPLE = frozenset({"person", "group"})
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_FAR = 120
BODIES = frozenset({"person", "group", "organisation", "facility", "place"})


def entities(cast: Cast, token: Token) -> tuple[str, ...]:
    """The entities of the phrase headed by `token` and of what is joined to it, in text order."""
    head = antecedent(token)
    found = [e for e in cast.nouns(head) if e]
    if head.tag_ in ("NNS", "NNPS"):
        found += [e for named in children(head, "appos") for e in cast.nouns(named) if e]
        found += _whole_row(cast, head)
    if not found:
        at = cast.at(token)
        found = [at] if at else []
    if found and token.pos_ == "PRON" and token.dep_ in _OBJECTS and not token.lower_.endswith(("self", "selves")):
        found = _not_reflexive(cast, token, found)
    return tuple(dict.fromkeys(found))


def _whole_row(cast: Cast, noun: Token) -> list[str]:
    """ "Ada Lund and Ivo Stenn, prisoners who …": of all of the row, of which the parse gives one."""
    if noun.dep_ != "appos" or noun.head.pos_ != "PROPN":
        return []
    first = noun.head
    while first.dep_ == "conj" and first.head.pos_ == "PROPN":
        first = first.head
    row = [first, *(t for t in first.subtree if t.dep_ == "conj" and t.pos_ == "PROPN")]
    named = [(cast.at(t) or "") for t in row]
    return [e for e in named if e and cast.kind(e) == "person"] if len(row) > 1 else []


def _not_reflexive(cast: Cast, token: Token, found: list[str]) -> list[str]:
    """ "His lawyer saw him": "him" is not the lawyer, but whoever "his" is, or the person last spoken of."""
    verb = next((step for step in token.ancestors if is_verb(step)), None)
    doers = subjects(verb) if verb is not None else []
    if not doers or found[0] not in {cast.at(d) for d in doers}:
        return found
    owner = next((cast.at(p) for d in doers for p in children(d, "poss") if cast.at(p)), None)
    other = owner or before(cast, token, set(found))
    return [other] if other else []


def before(cast: Cast, token: Token, without: set[str]) -> str | None:
    """The named person last spoken of before `token`, one in custody first."""
    main = cast.main_person(token)
    if main is not None and main not in without:
        return main
    for place in range(token.i - 1, max(-1, token.i - _FAR), -1):
        entity = cast.at(token.doc[place])
        if entity and entity not in without and cast.kind(entity) == "person" and cast.named(entity):
            return entity
    return None


def people(cast: Cast, token: Token) -> tuple[str, ...]:
    """The people and groups of the phrase headed by `token`."""
    return tuple(e for e in entities(cast, token) if cast.kind(e) in PEOPLE)


def doing(cast: Cast, token: Token) -> tuple[str, ...]:
    """People and bodies that can do something."""
    return tuple(e for e in entities(cast, token) if cast.kind(e) in BODIES)


def in_custody(cast: Cast, token: Token) -> bool:
    """Whether the phrase headed by `token` is about somebody in custody, by its own word or by what was read so far."""
    table = words("people", "custody")
    if any(t.lemma_.lower() in table for t in (token, *children(token, "compound", "amod", "appos"))):
        return True
    return any(cast.detained(entity) for entity in people(cast, token))


def principal(token: Token) -> Token:
    """The person for whose sake a relative or lawyer is told of: "his" in "his wife"; any other token itself."""
    if token.lemma_.lower() in words("people", "kinship"):
        owner = children(token, "poss")
        if owner:
            return owner[0]
    return token


@dataclass(slots=True)
class Found:
    """People found for one event, with the tokens that name them; `listed` are names in a list of a group's people."""

    ids: list[str] = field(default_factory=list)
    tokens: list[Token] = field(default_factory=list)
    listed: list[Token] = field(default_factory=list)

    def add(self, ids: Iterable[str], token: Token) -> None:
        new = [entity for entity in ids if entity not in self.ids]
        self.ids += new
        if new:
            self.tokens.append(token)

    def list(self, members: Iterable[tuple[str, Token]]) -> None:
        """Adds people whom a list names, if they are not found already."""
        for entity, name in members:
            if entity not in self.ids:
                self.ids.append(entity)
                self.listed.append(name)
