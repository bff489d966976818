"""Who has been spoken of so far, in order, and who spoke last: the state of the pass over a report's descriptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from habeas.reading.cast.book import CastBook, Figurant, Mention, Sex
from habeas.reading.cast.phrases import inside_quotes, phrase_edges
from habeas.reading.clauses import subjects
from habeas.reading.page import Page
from habeas.reading.tables import words

SPEECH = frozenset(
    w
    for act in ("state", "deny", "accuse", "demand", "warn", "estimate", "promise", "believe")
    for w in words("speech", "verbs", act)
)
_MALE, _FEMALE = words("people", "male"), words("people", "female")
_RELAYING = words("speech", "rules", "relaying")
ASIDE = frozenset({"relcl", "pcomp"})
"""Clauses in which somebody speaks by the way: "put an end to what they call a policy"."""
_APART = frozenset({"for", "against", "about", "to", "at", "of"})
"""Before a pronoun that is not the subject of their verb: "he feared for him"."""
_PAGES = 300
"""Entrances back to which a description is tied."""


class Stage:
    """The state of the pass: who has been on stage, and who spoke last."""

    def __init__(self, book: CastBook) -> None:
        self.book = book
        self.doc = book.page.doc
        self.sentence: dict[int, int] = {}
        for number, sentence in enumerate(self.doc.sents):
            for token in sentence:
                self.sentence[token.i] = number
        self.seen: list[tuple[int, Figurant, bool]] = []
        self.groups: dict[str, Figurant] = {}
        self.speaker: Figurant | None = None
        self.speaking_body: Figurant | None = None
        self.speaking_people: Figurant | None = None
        self.spoke: set[str] = set()
        self.authors: Figurant | None = None
        self.ours: list[Token] = []
        self.leads: list[Figurant] = []
        self.headed: list[Figurant] = []
        self.names = {
            mention.first: (mention, figurant) for figurant in book.figurants.values() for mention in figurant.mentions
        }
        self.entered: Counter[str] = Counter()
        """How often each person was spoken of so far."""
        self.last_meant: dict[Sex | None, Figurant] = {}
        """Whom the last "he" and the last "she" meant."""
        self._named = sum(len(f.mentions) for f in book.figurants.values() if f.kind == "person")
        self._quoted = _quotations(book.page)

    def enter(self, head: Token, figurant: Figurant) -> None:
        """Somebody is spoken of at `head`."""
        subject = head.dep_ in ("nsubj", "nsubjpass")
        self.seen.append((head.i, figurant, subject))
        if one_person(figurant):
            self.entered[figurant.id] += 1
        if figurant.kind != "place" and says(head) and head.head.dep_ not in ASIDE and not _told_of(head):
            self._speaks(figurant, several=head.tag_ == "NNS" or head.lower_ == "they")

    def quoted(self, token: Token) -> bool:
        """Whether a token stands in quotation marks, also those that were opened sentences before."""
        return bool(self._quoted[token.i])

    def share_of_names(self, figurant: Figurant) -> float:
        """Which part of all places where the report names people names this one."""
        return sum(m.sort == "name" for m in figurant.mentions) / max(1, self._named)

    def lately(self) -> Iterator[tuple[int, Figurant, bool]]:
        """Who came on stage lately, the latest first: a description does not reach further back than a few pages."""
        return islice(reversed(self.seen), _PAGES)

    def mention(self, figurant: Figurant, token: Token) -> None:
        """The noun phrase headed by `token` stands for somebody."""
        first, last = phrase_edges(token)
        self.book.mention(figurant, Mention(first, last, token.i, "noun"))
        self.enter(token, figurant)

    def join(self, gone: Figurant, into: Figurant) -> None:
        """Makes two of those on stage one."""
        self.book.merge(gone.id, into.id)
        self.seen = [(i, into if f is gone else f, s) for i, f, s in self.seen]
        self.entered[into.id] += self.entered.pop(gone.id, 0)
        self.last_meant = {sex: into if f is gone else f for sex, f in self.last_meant.items()}
        self.speaker = into if self.speaker is gone else self.speaker

    def doers(self, token: Token) -> frozenset[str]:
        """Who does what `token` is the object of: "convicted of killing the man" is not the man."""
        verb = token.head.head if token.dep_ == "pobj" and token.head.lower_ in _APART else token.head
        object_ = token.dep_ in ("dobj", "dative") or verb != token.head
        if not object_ or verb.pos_ != "VERB" or token.lower_.endswith("self"):
            return frozenset()
        return frozenset(e for t in subjects(verb) if (e := self.book.at(t)) is not None)

    def _speaks(self, figurant: Figurant, *, several: bool) -> None:
        self.speaker = figurant
        self.spoke.add(figurant.id)
        if several and figurant.kind == "group":
            self.speaking_people = figurant
        elif figurant.kind in ("organisation", "group", "facility"):
            self.speaking_body = figurant


def _quotations(page: Page) -> bytearray:
    """For every token whether it stands in quotation marks; a quotation ends with its paragraph at the latest."""
    inside, found, paragraph = False, bytearray(len(page.doc)), -1
    for token in page.all_tokens:
        here = page.paragraph(token)
        if here != paragraph:
            inside, paragraph = False, here
        if token.text == '"':
            mark = page.text[page.start(token)]
            inside = True if mark in "“‘«" else False if mark in "”’»" else not inside
        else:
            found[token.i] = inside
    return found


def says(head: Token) -> bool:
    """Whether a noun or name is who says something: "Lund said", "according to her lawyer"."""
    if head.dep_ in ("nsubj", "nsubjpass"):
        return head.head.lemma_ in SPEECH
    return according(head)


def _told_of(head: Token) -> bool:
    """Whether it is told by another that this one spoke, or was spoken to: who told it speaks on."""
    verb = head.head
    if inside_quotes(head) or (head.dep_ == "nsubjpass" and verb.lemma_ not in _RELAYING):
        return True
    return any(
        step.dep_ in ("ccomp", "xcomp") and step.head.lemma_ in SPEECH and step.head.i < step.i
        for step in (verb, *verb.ancestors)
    )


def in_heading(stage: Stage, token: Token) -> bool:
    """Whether a token stands in a line that is no sentence: the title, or the title told again."""
    page = stage.book.page
    if page.passage(token).role == "title":
        return True
    return page.paragraph(token) <= 1 and token.sent[-1].text not in (".", "!", "?", '"')


def according(head: Token) -> bool:
    """ "According to her lawyer": said of a source, as it were aside."""
    return head.dep_ == "pobj" and head.head.lower_ == "to" and head.head.head.lower_ == "according"


def one_person(figurant: Figurant) -> bool:
    """Whether somebody is a single person."""
    return figurant.kind == "person" and not figurant.plural


def sex_of_noun(lemma: str) -> Sex | None:
    """What a word for somebody tells of the sex."""
    return "m" if lemma in _MALE else "f" if lemma in _FEMALE else None
