"""What befalls whoever a noun or a name stands for, as far as the parse shows it: tried, taken, killed, hurt, freed."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.tables import load, words

_FATES: dict[str, str] = {word: fate for fate, row in load("people")["fates"].items() for word in row}
_FATE_NOUNS: dict[str, str] = {word: fate for fate, row in load("people")["fate_nouns"].items() for word in row}
_OWN = words("people", "own_fates")
"""What somebody does who meets it: dies, disappears, pleads guilty."""
_FACED = words("people", "faced")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_SEVERAL = frozenset({"have", "are", "were"})


def fates(token: Token) -> Iterator[str]:
    """What befalls whoever a noun or name stands for: "tried" by a court, "taken", "dead", "hurt"."""
    if token.dep_ == "pobj" and token.head.lower_ in ("of", "against"):
        yield from _of_noun(token.head.head)
    if token.dep_ == "poss":
        yield from _of_noun(token.head)
    for clause in token.children:
        if clause.dep_ in ("acl", "relcl") and (clause.tag_ == "VBN" or clause.dep_ == "relcl"):
            for verb in _row(clause):
                who = [c for c in clause.children if c.dep_ in _SUBJECTS]
                if clause.dep_ == "acl" or any(c.tag_ == "WP" for c in who):
                    yield from _of_verb(verb, "nsubjpass" if verb.tag_ == "VBN" and _passive(verb) else "nsubj")
        elif clause.dep_ == "amod" and clause.tag_ == "VBN" and clause.lemma_ in _FATES:
            yield _FATES[clause.lemma_]
    while token.dep_ == "appos" and token.head.tag_ in ("NN", "NNP"):
        token = token.head
    if token.dep_ in ("nsubj", "nsubjpass", "dobj"):
        for verb in _row(token.head):
            dep = "nsubjpass" if token.dep_ == "nsubj" and verb.tag_ == "VBN" and _passive(verb) else token.dep_
            if verb.i == token.head.i or dep != "dobj":
                yield from _of_verb(verb, dep)


def _passive(verb: Token) -> bool:
    """ "Was jailed", and "Man jailed" of a heading: a participle without "has"."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return any(c.dep_ == "auxpass" for c in helpers) or not helpers


def _row(verb: Token) -> Iterator[Token]:
    yield verb
    for other in verb.children:
        if other.dep_ in ("conj", "xcomp", "ccomp") and not any(c.dep_ in _SUBJECTS for c in other.children):
            yield other


def _of_verb(verb: Token, dep: str) -> Iterator[str]:
    lemma = verb.lemma_
    if dep in _SUBJECTS and any(c.dep_ in ("aux", "auxpass") and c.lower_ in _SEVERAL for c in verb.children):
        return
    if any(t.lower_ == "guilty" for t in (verb, *verb.children)):
        yield "tried"
    elif lemma in _FATES and (dep in ("nsubjpass", "dobj") or lemma in _OWN):
        yield _FATES[lemma]
    elif lemma == "find" and dep != "nsubj" and any(c.lower_ in ("dead", "hanged", "murdered") for c in verb.children):
        yield "dead"
    elif lemma in ("face", "stand", "go", "appear", "await") and dep == "nsubj":
        objects = [o for c in verb.children for o in (c, *c.children, *(g for d in c.children for g in d.children))]
        if any(o.lemma_.lower() in _FACED for o in objects):
            yield "tried"


def _of_noun(noun: Token) -> Iterator[str]:
    if noun.lemma_.lower() in _FATE_NOUNS:
        yield _FATE_NOUNS[noun.lemma_.lower()]
