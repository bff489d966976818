"""The tight words that say something: the clause around a verb or the phrase around a noun."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.clauses import is_verb
from habeas.reading.page import Page

_IN_CLAUSE = frozenset(
    {
        "nsubj", "nsubjpass", "dobj", "dative", "prep", "prt", "advmod", "npadvmod", "oprd", "acomp", "attr", "xcomp",
        "agent", "neg", "aux", "auxpass", "pobj", "pcomp", "nmod", "expl", "csubj",
    }
)  # fmt: skip
_IN_PHRASE = frozenset(
    {
        "det", "amod", "compound", "nummod", "poss", "case", "prep", "pobj", "pcomp", "quantmod", "advmod", "npadvmod",
        "nmod", "predet", "preconj", "conj", "cc", "dobj", "aux", "agent", "dative", "prt", "neg", "punct", "auxpass",
        "acomp", "attr", "oprd", "xcomp", "nsubj",
    }
)  # fmt: skip
_ASIDE = frozenset({"against", "despite", "after", "before", "amid", "following", "including", "like", "according"})
_LONG_GAP = 10
_CLAUSAL = frozenset({"dobj", "xcomp", "ccomp"})


def phrase(head: Token, *, appositions: bool = True, clauses: bool = False) -> list[Token]:
    """A noun with what belongs to it, without relative clauses and what is joined to verbs."""
    found = [head]
    for child in head.children:
        if child.dep_ == "prep" and _aside(child):
            continue
        short_appos = appositions and child.dep_ == "appos" and abs(child.i - head.i) < 12
        infinitive = child.dep_ == "acl" and (clauses or any(c.tag_ == "TO" for c in child.children))
        if (
            child.dep_ in _IN_PHRASE
            or short_appos
            or infinitive
            or (clauses and child.dep_ in ("acl", "ccomp", "advcl"))
        ):
            found += phrase(child, appositions=appositions, clauses=clauses)
    return found


def _aside(preposition: Token) -> bool:
    """Whether a phrase tells of something else than the clause: "in protest against …", "after his arrest"."""
    if preposition.lower_ not in _ASIDE:
        return False
    return not any(c.ent_type_ in ("DATE", "TIME") for c in preposition.children)


def clause(verb: Token) -> list[Token]:
    """A verb with its subject, objects, places and times, without other clauses."""
    found = [verb]
    for child in verb.children:
        if child.dep_ in _IN_CLAUSE and not _aside(child):
            found += phrase(child)
    if verb.dep_ == "xcomp" and is_verb(verb.head):
        above = verb.head
        found += [
            above,
            *(
                t
                for c in above.children
                if c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "neg")
                for t in phrase(c)
            ),
        ]
    return found


def spans(page: Page, tokens: Iterable[Token]) -> tuple[Span, ...]:
    """The words from the first token to the last; two or more spans where much stands between them."""
    ordered = sorted({t.i: t for t in tokens if not t.is_space}.values(), key=lambda t: t.i)
    runs: list[list[Token]] = []
    for token in ordered:
        if runs and token.i - runs[-1][-1].i <= _LONG_GAP:
            runs[-1].append(token)
        else:
            runs.append([token])
    kept = [_without_marks(run) for run in runs]
    return tuple(page.span(run[0], run[-1]) for run in kept if run)


def _without_marks(run: list[Token]) -> list[Token]:
    while run and run[0].is_punct:
        run = run[1:]
    while run and run[-1].is_punct and run[-1].text not in (")", '"'):
        run = run[:-1]
    return run
