"""Who is named as belonging to a group: "ten people, including A and B", "activists A and B", "two of them, A"."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.clauses import antecedent, children, subjects
from habeas.reading.story import Cast
from habeas.reading.tables import words

_LONGEST = 120
"""Tokens after which a list of names is given up."""
_LED_IN = frozenset({"including", "namely", "like"})
_PLURAL = frozenset({"NNS", "NNPS", "CD", "DT"})
_PAUSES = frozenset({",", ":", "-", "–", "—", "--", "("})
_GOES_ON = frozenset({",", "and", "&", "(", ")", "-", "–", "—", "of", "from", "the", "a", "an", "'s", "s"})
_ENDING = frozenset({"VERB", "AUX", "SCONJ"})
_BEFORE_NAMES = frozenset({"compound", "amod", "nmod"})
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
        if token.dep_ == "poss" and token.head.lemma_.lower() in words("people", "kinship"):
            continue  # "among them Ada's uncle, Lev Tarn": not she
        if token.dep_ in ("nsubj", "nsubjpass", "poss") and token.head != clause:
            break
        found[entity] = (entity, token)
    return tuple(found.values())


def _after(cast: Cast, head: Token) -> tuple[Listed, ...]:
    doc, place = head.doc, head.i + 1
    while place < head.sent.end and doc[place].text in _PAUSES:
        place += 1
    if place < head.sent.end and head.tag_ in ("NNS", "NNPS") and head.lemma_.lower() in people_nouns():
        named = head.dep_ == "compound" and place == head.i + 1 and _is_person(cast, head.head)
        clause = head.head.head if named else head.head
        found = names_after(cast, doc[place], clause=clause) if named or _names_at_once(cast, doc[place]) else ()
        if found:
            return found
    beside = _in_apposition(cast, head) or _identified(cast, children(head, "acl", "relcl"))
    if beside:
        return beside
    led_in = _led_in(head)
    return names_after(cast, led_in) if led_in is not None else ()


def _in_apposition(cast: Cast, head: Token) -> tuple[Listed, ...]:
    """ "Two reporters of the Echo, Ada Lund and Ivo Stenn, were …": names set off behind what is said of the group."""
    if head.dep_ not in ("nsubj", "nsubjpass") or head.lemma_.lower() not in people_nouns():
        return ()
    for token in head.doc[head.i + 1 : min(head.right_edge.i + 1, head.i + _LONGEST)]:
        named = _is_person(cast, token)
        strange = token.dep_ == "conj" and not _is_person(cast, token.head)
        if named and token.pos_ == "PROPN" and (token.dep_ == "appos" or strange):
            return names_after(cast, head.doc[token.left_edge.i], clause=head.head)
    return ()


def _is_person(cast: Cast, token: Token) -> bool:
    entity = cast.at(token)
    return entity is not None and cast.kind(entity) == "person" and cast.named(entity)


def _led_in(head: Token) -> Token | None:
    """Where the list begins that "including" or "such as" leads in: it hangs on the group, or on the verb of it."""
    whole = head.head.head if head.dep_ == "pobj" and head.head.lower_ == "of" else head
    verb = whole.head if whole.dep_ in ("nsubj", "nsubjpass", "dobj") else None
    for word in head.doc[head.i + 1 : min(head.sent.end, head.i + _LONGEST)]:
        if _among_them(word) and word.head in (head, verb) and word.i + 2 < head.sent.end:
            return word.nbor(2)
        if word.lower_ not in _LED_IN and not (word.lower_ == "as" and word.nbor(-1).lower_ == "such"):
            continue
        above = word.head.head if word.lower_ == "as" and word.head.lower_ == "such" else word.head
        own = above in (head, verb) or _row_begins(above) == head or word.i <= head.i + 2
        own = own or (above.dep_ in ("dobj", "attr") and above.head == verb)
        return word.nbor() if own and word.i + 1 < head.sent.end else None
    return None


def _among_them(word: Token) -> bool:
    """ "Ten writers were detained, among them A and B"."""
    return word.lower_ == "among" and word.i + 1 < len(word.doc) and word.nbor().lower_ in ("them", "whom")


def _row_begins(token: Token) -> Token:
    while token.dep_ == "conj":
        token = token.head
    return token


@cache
def people_nouns() -> frozenset[str]:
    """Words for people, as lemmas."""
    tables = ("neutral", "male", "female", "custody")
    return frozenset(word for table in tables for word in words("people", table))


def _names_at_once(cast: Cast, first: Token) -> bool:
    """Whether the list begins with a name, which is not that of who acts in a new clause."""
    while first.dep_ in ("compound", "amod", "nmod") and first.pos_ != "PROPN" and first.i + 1 < first.sent.end:
        first = first.nbor()
    entity = cast.at(first)
    named = entity is not None and cast.named(entity) and cast.kind(entity) == "person"
    head = first.head if first.dep_ == "compound" else first
    return named and head.dep_ not in ("nsubj", "nsubjpass", "poss")


def _run(first: Token) -> Iterator[Token]:
    """The tokens of a list of names, with what is said of each by a few words, up to the next clause."""
    for token in first.doc[first.i : min(first.sent.end, first.i + _LONGEST)]:
        if (
            (token.pos_ in _ENDING and token.dep_ not in _BEFORE_NAMES and token.lemma_ not in people_nouns())
            or token.tag_ in ("WP", "WDT", "WRB")
            or token.text == '"'
        ):
            return
        if token.pos_ == "ADP" and not _goes_on(token) and ";" not in first.sent.text:
            return
        yield token


def _goes_on(preposition: Token) -> bool:
    """Whether a list goes on behind a preposition: "of the Echo", "as well as Ivo Stenn"."""
    near = preposition.doc[max(0, preposition.i - 2) : preposition.i + 3].text.casefold()
    return preposition.lower_ in _GOES_ON or (preposition.lower_ == "as" and "as well as" in near)


def _said_to_be(cast: Cast, head: Token) -> tuple[Listed, ...]:
    """ "Among those held is A", "those held include A and B", "the four were identified as A and B"."""
    verb = head.head
    if head.dep_ == "pobj" and verb.lower_ == "among" and verb.head.lemma_ == "be":
        heads = children(verb.head, "nsubj", "attr") or subjects(verb.head)
        pronouns = [(e, t) for t in heads if t.pos_ == "PRON" and (e := cast.at(t)) is not None]
        return (*pronouns, *_all(cast, heads))
    if verb.lower_ == "of" and head.dep_ == "pobj":
        return _one_of(cast, verb.head)
    if head.tag_ == "CD" and any(c.lower_ == "of" for c in children(head, "prep")):
        return _one_of(cast, head)
    if head.dep_ not in ("nsubj", "nsubjpass"):
        return ()
    if verb.lemma_ == "include" and head.dep_ == "nsubj":
        return _all(cast, children(verb, "dobj"))
    return _identified(cast, [verb]) if head.dep_ == "nsubjpass" else ()


def _identified(cast: Cast, verbs: list[Token]) -> tuple[Listed, ...]:
    """ "Nine workers, who were identified as A, B and C"."""
    naming = [v for v in verbs if v.lemma_ in _IDENTIFYING]
    return _all(cast, [o for v in naming for p in children(v, "prep") if p.lower_ == "as" for o in children(p, "pobj")])


def _one_of(cast: Cast, counted: Token) -> tuple[Listed, ...]:
    """ "One of those arrested, A, …", "A is one of six people arrested", "two of them, A and B"."""
    if counted.tag_ != "CD":
        return ()
    named = children(counted, "appos")
    if counted.dep_ == "attr" and counted.head.lemma_ == "be":
        named += children(counted.head, "nsubj")
    return _all(cast, named)


def _all(cast: Cast, heads: list[Token]) -> tuple[Listed, ...]:
    return tuple(e for head in heads for e in names_after(cast, _name_of(cast, head), clause=head.head))


def _name_of(cast: Cast, head: Token) -> Token:
    """The first word of the name whose last one is `head`, behind what is said of it: "aid workers A and B"."""
    words_of = head.doc[head.left_edge.i : head.i + 1]
    return next((token for token in words_of if cast.at(token) == cast.at(head)), words_of[0])
