"""What the readers of attributes hand on, and the helpers that they share."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from habeas.reading.clauses import antecedent, children, subjects, undergoers
from habeas.reading.evidence import phrase
from habeas.reading.lists import members
from habeas.reading.people import entities
from habeas.reading.story import Story

_LEADING = frozenset({"det", "poss", "case", "predet", "punct", "cc", "preconj"})


@dataclass(slots=True)
class Draft:
    """An attribute in the making. `at` is the verb by which it stands; None for what a noun phrase says."""

    subject: str
    property: str
    value: int | str
    tokens: list[Token]
    rule: str
    object: str | None = None
    since: str | None = None
    at: Token | None = None


def persons(story: Story, token: Token, *, named: bool = False) -> tuple[str, ...]:
    """The single people (no groups) of the phrase headed by `token`."""
    cast = story.cast
    found = [e for e in entities(cast, antecedent(token)) if cast.kind(e) == "person"]
    return tuple(e for e in found if cast.named(e) or not named)


def everybody(story: Story, token: Token) -> tuple[str, ...]:
    """The single people of a phrase, and those whom the text names as its people: "two printers, A and B"."""
    found = persons(story, token)
    named = (e for e, _ in members(story.cast, token)) if not found or token.tag_ in ("NNS", "NNPS", "CD") else ()
    return tuple(dict.fromkeys((*found, *named)))


def bearers(verb: Token) -> list[Token]:
    """Of whom a verb of holding, charging or diagnosing speaks."""
    return undergoers(verb) or subjects(verb)


def core(head: Token, *, without: Iterable[Token] = ()) -> list[Token]:
    """A noun phrase without article, possessor and the given words."""
    left_out = {t.i for w in without for t in w.subtree}
    tokens = sorted((t for t in phrase(head, appositions=False) if t.i not in left_out), key=lambda t: t.i)
    while tokens and (tokens[0].dep_ in _LEADING or tokens[0].is_punct) and tokens[0] != head:
        tokens = tokens[1:]
    while tokens and (tokens[-1].is_punct or tokens[-1].dep_ in ("cc", "case")) and tokens[-1] != head:
        tokens = tokens[:-1]
    return tokens


def text_of(story: Story, tokens: list[Token]) -> str:
    """The words from the first token to the last, on one line."""
    ordered = sorted(tokens, key=lambda t: t.i)
    return " ".join(story.page.span(ordered[0], ordered[-1]).quote.split())


def noun_core(head: Token) -> list[Token]:
    """A noun with what stands before it only: "congenital heart problem"."""
    kept = [c for c in head.children if c.dep_ in ("compound", "amod", "nmod", "nummod", "punct") and c.i < head.i]
    inner = [t for c in kept for t in c.subtree]
    found = sorted({t.i: t for t in [*inner, head]}.values(), key=lambda t: t.i)
    while found and found[0].is_punct:
        found = found[1:]
    return found


def names_of(head: Token) -> Iterator[Token]:
    """Where the name of the person stands that a noun describes: "journalist Vera Lenko", "…, a journalist"."""
    if head.dep_ in ("appos", "attr"):
        yield head.head if head.dep_ == "appos" else (subjects(head.head) or [head])[0]
    elif head.dep_ in ("compound", "nmod") and head.head.pos_ == "PROPN":
        yield head.head
    for child in children(head, "appos"):
        if child.pos_ == "PROPN":
            yield child
    if head.dep_ == "conj":
        above, preposition = head.head, head.head.head
        placed = above.dep_ == "pobj" and preposition.lower_ in ("from", "of", "in", "at")
        if placed and above.pos_ == "PROPN" and children(head, "det"):
            yield from names_of(preposition.head)  # "a nurse from Korda and a poet"
        yield from names_of(above)
