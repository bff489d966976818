"""What the parse shows about a noun phrase or a pronoun: its edges, its owner, what is said of it."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

_HURT = frozenset({"fractured", "broken", "shaved", "shaven", "bowed", "injured", "bandaged", "severed", "bruised"})
_DONE_TO_CORPSES = frozenset(
    {
        "hand",
        "find",
        "bury",
        "recover",
        "return",
        "bear",
        "exhume",
        "lie",
        "wash",
        "dump",
        "discover",
        "identify",
        "see",
    }
    | {"cremate", "receive", "collect", "retrieve", "take", "bring", "release", "wrap", "dissect", "examine", "show"}
)
_PHRASE = 8
"""Tokens of a phrase behind its noun, at most."""
_HIS = frozenset({"his", "her", "my", "your"})
TAKEN_AS = frozenset({"hostage", "captive", "prisoner"})


def expletive(token: Token) -> bool:
    """ "It was announced that": the pronoun stands for nobody."""
    return any(child.dep_ in ("auxpass", "nsubjpass") for child in token.head.children)


def owner_of(token: Token) -> Token | None:
    """Whose relative, lawyer, friend: the possessor, or the object of "of"."""
    for child in token.children:
        if child.dep_ == "poss":
            return child
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((c for c in child.children if c.dep_ == "pobj" and not c.like_num), None)
    return None


def nobody_meant(token: Token, lemma: str) -> bool:
    """ "his head" of the body, "taken hostage" of whoever was taken, "no family members": words for nobody."""
    if lemma == "exile" and token.tag_ == "NN":  # "five years' internal exile", "in exile"; but "an exile"
        return not any(c.dep_ == "det" for c in token.children)
    if lemma == "chair" and token.dep_ == "pobj" and token.head.lower_ in ("in", "on", "into", "to", "from"):
        return not any(c.dep_ == "prep" and c.lower_ in ("of", "for") for c in token.children)
    if (
        lemma == "body"
        and token.tag_ == "NN"
        and token.dep_ in ("nsubj", "nsubjpass", "dobj")
        and token.head.lemma_ in _DONE_TO_CORPSES
    ):
        return True
    if lemma == "dead":
        return not any(c.dep_ in ("det", "nummod") for c in token.children)  # "found dead"
    if lemma == "head":
        of = any(c.dep_ == "prep" and c.lower_ in ("of", "for", "at") for c in token.children)
        hurt = any(c.dep_ == "amod" and c.lower_ in _HURT for c in token.children)
        owned = any(c.tag_ == "PRP$" and c.lower_ in _HIS for c in token.children)
        return hurt or (not of and owned and token.dep_ not in ("nsubj", "appos", "attr"))
    if lemma in TAKEN_AS and token.dep_ in ("dobj", "oprd", "attr", "acomp", "dep", "npadvmod", "xcomp"):
        bare = not any(c.dep_ in ("det", "poss", "amod", "nummod") for c in token.children)
        return bare and token.tag_ == "NN" and token.head.lemma_ in ("take", "hold", "keep", "make")
    return any(c.dep_ == "det" and c.lower_ == "no" for c in token.children) and token.tag_ == "NNS"


def said_of(token: Token) -> Iterator[Token]:
    if token.dep_ == "appos":
        yield token.head
    yield from (child for child in token.children if child.dep_ == "appos")
    if token.dep_ == "attr" and token.head.lemma_ in ("be", "become"):
        yield from (child for child in token.head.children if child.dep_ == "nsubj")
    yield from _identified_as(token)
    if token.dep_ == "conj" and token.tag_ == "NN" and _one_with(token.head) and not _one_with(token):
        yield token.head
    if token.head.i > token.i and token.dep_ in ("compound", "nmod"):
        yield token.head


def _one_with(noun: Token) -> bool:
    """Whether a noun in the singular has an article or an owner; "the lawyer and activist" is one person."""
    return noun.tag_ == "NN" and any(c.dep_ in ("det", "poss") for c in noun.children)


def _identified_as(token: Token) -> Iterator[Token]:
    """ "the man, identified as Ada Lund,", "the victim was named as Ada Lund": the name given to whom is described."""
    verbs = [c for c in token.children if c.dep_ in ("acl", "relcl")]
    if token.dep_ == "nsubjpass":
        verbs.append(token.head)
    for verb in verbs if token.tag_ != "NNS" else ():
        if verb.lemma_ in ("identify", "name"):
            for child in verb.children:
                if child.lower_ == "as":
                    yield from (c for c in child.children if c.dep_ == "pobj")
                elif child.dep_ == "oprd":
                    yield child


def phrase_edges(token: Token) -> tuple[int, int]:
    """First and last token of the noun phrase: what stands before the noun, and "of …" or "for …" straight after it."""
    inside = ("det", "amod", "compound", "nmod", "nummod", "poss", "advmod", "quantmod", "npadvmod", "punct")
    first = token.i
    for child in reversed(list(token.lefts)):
        if child.dep_ not in inside or child.is_quote or (child.dep_ == "punct" and child.text != "-"):
            break
        first = child.left_edge.i
    last = token.i
    for child in token.rights:
        if child.dep_ == "prep" and _leads(child, token) and child.i == last + 1:
            near = (t for t in child.subtree if t.i - token.i <= _PHRASE and not t.is_punct)
            last = max((t.i for t in near if not _told_of(t, child)), default=last)
        elif child.dep_ == "case" or (child.text == "'s" and child.i == last + 1):
            continue
        else:
            break
    return first, last


def _told_of(token: Token, preposition: Token) -> bool:
    """Whether a token stands in what is told of a noun behind the preposition: "of a man who died", "of Lund, 40"."""
    while token != preposition:
        if token.dep_ in ("relcl", "appos"):
            return True
        token = token.head
    return False


def _leads(preposition: Token, noun: Token) -> bool:
    """Whether what follows a preposition says who is meant: "members of …"; of several people also where they are."""
    if preposition.lower_ in ("of", "for"):
        return True
    return preposition.lower_ == "from" or (noun.tag_ == "NNS" and preposition.lower_ in ("inside", "at", "in"))


def inside_quotes(token: Token) -> bool:
    """Whether an odd number of quotation marks stands before the token in its sentence."""
    return sum(t.text == '"' for t in token.doc[token.sent.start : token.i]) % 2 == 1
