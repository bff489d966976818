"""Who is meant: names, short forms, descriptions and pronouns, each tied to one entity of the report."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.cast.book import CastBook
from habeas.reading.cast.clusters import enter_names
from habeas.reading.cast.mention import NameMention, forget_tokens
from habeas.reading.cast.names import find_names
from habeas.reading.cast.nominals import Nominals
from habeas.reading.cast.sexes import learn_sex
from habeas.reading.label_lines import label_before
from habeas.reading.page import Page
from habeas.reading.standing import stated
from habeas.reading.tables import words

_HOLDING = words("people", "holding_verbs")

_HOLDING_NOUNS = frozenset({"detention", "imprisonment", "incarceration", "abduction", "kidnapping", "internment"})
_INSIDE = words("event_words", "in_custody")
_STAYING = frozenset({"be", "remain", "languish", "sit", "stay", "rot", "spend"})

__all__ = ["CastBook", "read_cast"]


def read_cast(page: Page) -> CastBook:
    """The entities of a report with all their mentions."""
    book = CastBook(page)
    if len(page.doc):
        enter_names(book, [m for m in find_names(page.doc) if not _in_label(page, m)])
        _mark_held(book)
        learn_sex(book)
        Nominals(book).run()
        forget_tokens(page.doc)
    return book


def _in_label(page: Page, mention: NameMention) -> bool:
    """ "Verdict: guilty": the label of a fact sheet is no name."""
    after = mention.last + 1
    if after >= len(page.doc) or page.doc[after].text != ":":
        return False
    return label_before(page.text, page.start(page.doc[after])) is not None


def _mark_held(book: CastBook) -> None:
    """Marks whoever the parse shows as held or arrested, so that "the prisoner" can find them."""
    for token in book.page.all_tokens:
        if token.lemma_ in _INSIDE and token.dep_ == "pobj" and token.head.lower_ in ("in", "behind", "into"):
            if not any(c.dep_ in ("det", "poss") for c in token.children):
                _mark_inside(book, token.head.head)
        noun = token.pos_ == "NOUN" and token.lemma_ in _HOLDING_NOUNS
        if token.lemma_ not in _HOLDING and token.lemma_ != "release" and not noun:
            continue
        if token.lemma_ != "release" and stated(token) != "asserted":
            continue
        for held in _objects(token):
            figurant = book.figurants.get(book.at(held) or "")
            if figurant is not None and figurant.kind == "person":
                figurant.detained = True


def _mark_inside(book: CastBook, verb: Token) -> None:
    """ "Has been in prison since May", "remains in custody", "is behind bars"."""
    lasting = any(t.tag_ in ("VBZ", "VBP") for t in (verb, *(c for c in verb.children if c.dep_ == "aux")))
    if verb.lemma_ not in _STAYING or not lasting or stated(verb) != "asserted":
        return
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            held = child.head.head if child.tag_ == "WP" else child
            figurant = book.figurants.get(book.at(held) or "")
            if figurant is not None and figurant.kind == "person":
                figurant.detained = True


def _of_the_row(token: Token) -> Iterator[Token]:
    """ "Lund, who led the strike and was jailed for it": the subject of the first verb, of one that has none itself."""
    passive = any(c.dep_ == "auxpass" for c in token.children)
    if token.dep_ != "conj" or not passive or any(c.dep_ in ("nsubj", "nsubjpass") for c in token.children):
        return
    for child in token.head.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            yield token.head.head if token.head.dep_ == "relcl" and child.tag_ == "WP" else child


def _objects(token: Token) -> Iterator[Token]:
    """Whom a verb or noun of holding or releasing is about, as far as the parse alone shows it."""
    if token.pos_ == "VERB":
        if token.dep_ == "amod":
            yield token.head
        yield from _of_the_row(token)
        for child in token.children:
            if child.dep_ == "nsubjpass":
                yield token.head if token.dep_ == "relcl" and child.tag_ == "WP" else child
            elif child.dep_ == "dobj" and token.lemma_ != "hold":
                yield child
    elif token.pos_ == "NOUN":
        for child in token.children:
            if child.dep_ == "poss":
                yield child
            elif child.dep_ == "prep" and child.lower_ == "of":
                yield from (c for c in child.children if c.dep_ == "pobj")
