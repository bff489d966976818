"""What stands for somebody and is no word for a person: an age ("the 19-year-old"), "hostage" of whoever was taken."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from habeas.reading.cast.book import Figurant, Mention
from habeas.reading.cast.described import described_again, leads
from habeas.reading.cast.phrases import TAKEN_AS, said_of
from habeas.reading.cast.stage import Stage, one_person

_NUMBERS = {"two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7}
_TOGETHER = {"pair": 2, "duo": 2, "couple": 2, "trio": 3, "quartet": 4}
_WORDS = {number: (word, str(number)) for word, number in _NUMBERS.items()}
_LATELY = 2
"""Sentences back in which those were told of whom a bare number means."""
_ROWS = 6
"""Sentences back to a row of as many names joined to each other."""
_DEFINITE = frozenset({"the", "this", "that"})
_COUNTED = frozenset({"nsubj", "nsubjpass", "dobj"})
_PLACES = frozenset({"nsubj", "nsubjpass", "dobj", "pobj", "conj", "dative", "appos"})


def of_age(stage: Stage, token: Token, unnamed: Callable[[Token, str], Figurant]) -> bool:
    """ "A 19-year-old was …", "the 55-year-old, identified as Ada Lund,": ties the age to whom it stands for."""
    if not _years_old(token):
        return False
    named = (stage.book.figurants.get(stage.book.at(other) or "") for other in said_of(token))
    found = next((f for f in named if f is not None and f.kind == "person"), None)
    if found is not None:
        stage.book.link(token, found.id)
        return True
    if any(child.lower_ in _DEFINITE for child in token.children):
        found = described_again(stage, token, "person") or _of_the_lead(stage, token)
    figurant = found or unnamed(token, "person")
    stage.mention(figurant, token)
    if found is None and leads(stage, token):
        stage.leads.append(figurant)
    return True


def _of_the_lead(stage: Stage, token: Token) -> Figurant | None:
    """ "A man died on Monday. The 27-year-old …": somebody of the sentence before who has no name."""
    for at, figurant, subject in stage.lately():
        if stage.sentence[token.i] - stage.sentence[at] > 1:
            return None
        if subject and one_person(figurant) and not figurant.named and figurant.owner is None:
            return figurant
    return None


def _years_old(token: Token) -> bool:
    if token.lower_ != "old" or token.dep_ not in _PLACES:
        return False
    before = [t.lower_ for t in token.doc[max(0, token.i - 3) : token.i]]
    return before == ["-", "year", "-"] and any(c.dep_ in ("det", "poss", "nummod") for c in token.children)


def by_number(stage: Stage, token: Token) -> bool:
    """Ties "the three", "both" or "the pair" to those named before; whether nothing else can be meant by the word."""
    number = _how_many(token) if token.dep_ in _COUNTED else 0
    return number > 0 and (_all_of(stage, token, number) or token.pos_ != "NOUN")


def _how_many(token: Token) -> int:
    """ "The three", "both", where no noun follows: how many people stand behind it; 0 where it is no such word."""
    if token.lower_ == "both" and token.pos_ in ("DET", "PRON", "CCONJ") and token.dep_ != "dobj":
        return 2
    led = (token.tag_ == "CD" or token.lower_ in _TOGETHER) and any(c.lower_ == "the" for c in token.children)
    further = any(c.dep_ in ("prep", "amod", "relcl", "acl", "appos", "compound", "conj") for c in token.children)
    return (_NUMBERS.get(token.lower_) or _TOGETHER.get(token.lower_, 0)) if led and not further else 0


def _all_of(stage: Stage, token: Token, number: int) -> bool:
    """Ties "the three" to the group of three told of lately, to the three named there, or to the last row of three."""
    here = stage.sentence[token.i]
    named: dict[int, list[str]] = {}
    rows: dict[int, list[str]] = {}
    for at, figurant, _ in stage.lately():
        back = here - stage.sentence[at]
        if back > _ROWS:
            break
        near = 0 < back <= _LATELY
        counted = figurant.plural and any(c.lower_ in _WORDS[number] for c in (stage.doc[at], *stage.doc[at].children))
        if near and counted and not named:
            stage.book.mention(figurant, Mention(token.left_edge.i, token.i, token.i, "noun"))
            stage.enter(token, figurant)
            return True
        if back and one_person(figurant) and figurant.named and stage.doc[at].pos_ == "PROPN":
            _put(named, back, figurant.id)
            _put(rows, _first_of_row(stage.doc[at]).i, figurant.id)
    whole = next((row for row in rows.values() if len(row) == number), [])
    meant = whole or next((those for back, those in named.items() if back <= _LATELY), [])
    if len(meant) == number:
        stage.book.several[token.i] = tuple(reversed(meant))
    return len(meant) == number


def _put(table: dict[int, list[str]], key: int, entity: str) -> None:
    known = table.setdefault(key, [])
    if entity not in known:
        known.append(entity)


def _first_of_row(token: Token) -> Token:
    """ "Ada Lund" of "Ada Lund, 32, and Lev Tarn, 37, were held for beating Ivo Stenn"."""
    while token.dep_ in ("conj", "appos") and token.head.pos_ == "PROPN":
        token = token.head
    return token


def taken(stage: Stage, token: Token, lemma: str) -> bool:
    """ "took the driver hostage": ties the noun to whoever was taken."""
    whom = _whom_taken(token) if lemma in TAKEN_AS else None
    if whom is None:
        return False
    entity = stage.book.at(whom)
    if entity is None:
        several, first = whom.tag_ == "NNS", token.left_edge.i
        name = " ".join(stage.book.page.span(stage.doc[first], whom).quote.split())
        figurant = stage.book.create("group" if several else "person", name, named=False)
        figurant.plural, figurant.detained = several, True
        figurant.nouns.add(whom.lemma_.lower())
        stage.book.mention(figurant, Mention(first, whom.i, whom.i, "noun"))
        stage.enter(token, figurant)
        entity = figurant.id
    stage.book.link(token, entity)
    return True


def _whom_taken(noun: Token) -> Token | None:
    """The word for who was taken, of which the parse makes a driver hostage."""
    if noun.dep_ not in ("dobj", "oprd") or noun.head.lemma_ not in ("take", "hold", "keep"):
        return None
    before = noun.nbor(-1) if noun.i > noun.sent.start else noun
    whom = before.tag_ in ("NN", "NNS", "NNP") and before.dep_ in ("compound", "nmod") and before.head == noun
    return before if whom else None
