"""Who is named as belonging to a group: "ten people, including A and B", "activists A and B", "among those held is A"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.clauses import antecedent, children
from habeas.reading.story import Cast
from habeas.reading.tables import words

_LONGEST = 60
"""Tokens after which a list of names is given up."""
_LED_IN = frozenset({"including", "namely", "like"})
_PLURAL = frozenset({"NNS", "NNPS", "CD", "DT"})
_PAUSES = frozenset({",", ":", "-", "–", "—", "("})
_GOES_ON = frozenset({",", "and", "&", "(", ")", "-", "–", "—", "of", "from", "the", "a", "an", "'s", "s"})
_ENDING = frozenset({"VERB", "AUX", "SCONJ"})
_IDENTIFYING = frozenset({"identify", "name"})


Listed = tuple[str, Token]
"""A person and the last token of the name in the list."""


def members(cast: Cast, token: Token) -> tuple[Listed, ...]:
    """The people whom the text names as those of the phrase headed by `token`, in text order, without the group."""
    head = antecedent(token)
    found: list[Listed] = []
    if head.tag_ in _PLURAL or head.tag_ == "VBN":
        found += _after(cast, head)
    found += _said_to_be(cast, head)
    return tuple({entity: (entity, name) for entity, name in found}.values())


def names_after(cast: Cast, first: Token, *, clause: Token | None = None) -> tuple[Listed, ...]:
    """The named people of a list that begins with the token `first`; `clause` is the verb whose list it is."""
    found: dict[str, Listed] = {}
    for token in _run(first):
        entity = cast.at(token)
        if entity is None or cast.kind(entity) != "person" or not cast.named(entity) or token.pos_ != "PROPN":
            continue
        if token.dep_ in ("nsubj", "nsubjpass", "poss") and token.head != clause:
            break
        found[entity] = (entity, token)
    return tuple(found.values())


def _after(cast: Cast, head: Token) -> tuple[Listed, ...]:
    doc, place = head.doc, head.i + 1
    while place < head.sent.end and doc[place].text in _PAUSES:
        place += 1
    if place >= head.sent.end:
        return ()
    led_in = doc[place].lower_ in _LED_IN or (doc[place].lower_ == "such" and doc[place].nbor().lower_ == "as")
    if led_in:
        return names_after(cast, doc[place + 1 + (doc[place].lower_ == "such")])
    if head.tag_ in ("NNS", "NNPS") and head.lemma_.lower() in _people_nouns():
        return names_after(cast, doc[place], clause=head.head) if _names_at_once(cast, doc[place]) else ()
    return ()


def _people_nouns() -> frozenset[str]:
    return words("people", "neutral") | words("people", "male") | words("people", "female")


def _names_at_once(cast: Cast, first: Token) -> bool:
    """Whether the list begins with a name, which is not that of who acts in a new clause."""
    entity = cast.at(first)
    named = entity is not None and cast.named(entity) and cast.kind(entity) == "person"
    head = first.head if first.dep_ == "compound" else first
    return named and head.dep_ not in ("nsubj", "nsubjpass", "poss")


def _run(first: Token) -> Iterator[Token]:
    """The tokens of a list of names, with what is said of each by a few words, up to the next clause."""
    for token in first.doc[first.i : min(first.sent.end, first.i + _LONGEST)]:
        if token.pos_ in _ENDING or token.tag_ in ("WP", "WDT", "WRB") or token.text in (";", '"'):
            return
        if token.pos_ == "ADP" and token.lower_ not in _GOES_ON:
            return
        yield token


def _said_to_be(cast: Cast, head: Token) -> tuple[Listed, ...]:
    """ "Among those held is A", "those held include A and B", "the four were identified as A and B"."""
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "among" and verb.head.lemma_ == "be":
        named = [*children(verb.head, "nsubj", "attr")]
        return _all(cast, [t for t in named if t.i > head.i])
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return ()
    if verb.lemma_ == "include" and head.dep_ == "nsubj":
        return _all(cast, children(verb, "dobj"))
    if verb.lemma_ in _IDENTIFYING and head.dep_ == "nsubjpass":
        return _all(cast, [o for p in children(verb, "prep") if p.lower_ == "as" for o in children(p, "pobj")])
    return ()


def _all(cast: Cast, heads: list[Token]) -> tuple[Listed, ...]:
    return tuple(e for head in heads for e in names_after(cast, head.doc[head.left_edge.i], clause=head.head))
