"""Which body or group is meant by "the group", "the court", "three lawyers": named ones told of again, and new ones."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.model.reading import EntityKind
from habeas.reading.cast.book import Figurant
from habeas.reading.cast.phrases import phrase_edges
from habeas.reading.cast.stage import Stage, in_heading, sex_of_noun
from habeas.reading.tables import words

CUSTODY = words("people", "custody")
COLLECTIVE = words("people", "collective")
BODY = words("people", "body")
MEDIA = words("people", "media")
DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_CIVIC = words("people", "civic")
_MEDIA_NAMES = frozenset(w.lower() for w in words("people", "media_names") | words("people", "media_openers"))
_FACILITY = words("people", "facility_nouns")
_ORGANS = words("people", "state_organs")
_ANY_SORT = frozenset(
    {"rights", "aid", "news", "advocacy", "relief", "press", "media", "campaign", "support", "monitoring"}
)
_ANY_BODY = frozenset({"organisation", "organization", "group", "body"})
"""Said of whatever body spoke last, also where another one is named after it."""
_CALLED_ALSO = {"agency": frozenset({"bureau", "administration", "directorate", "authority"})}
"""What a word for a body may stand for, by the words of the body's name."""
_FIRMS = frozenset({"company", "firm"})
_BODIES = frozenset({"organisation", "facility", "group"})


class Collectives(Stage):
    """Ties words for bodies and groups to whom they mean."""

    def one_body(self, token: Token, lemma: str) -> None:
        whose = [c for c in token.children if c.dep_ == "poss"]
        definite = any(c.lower_ in DEFINITE for h in (token, *whose) for c in h.children)
        if (definite or whose) and (named := self._named_at_once(token)) is not None:
            self.mention(named, token)
            return
        if definite and not any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children):
            before = {c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod")}
            found = self._called_so(lemma, before) if before else None
            found = found or self._latest_body(lemma, {c.lower_ for c in _proper(token, whose)}, _sort(token))
            found = found or (None if before or whose else self._named_otherwise(lemma))
            if found is not None:
                self.mention(found, token)
                return
        if lemma in COLLECTIVE or any(child.dep_ in ("det", "poss", "amod", "compound") for child in token.children):
            self.group(token, lemma)

    def _named_at_once(self, token: Token) -> Figurant | None:
        """ "The Clear Wells group", "Lumo news agency": the body whose name stands straight before the noun."""
        i = token.i - 1
        while i > 0 and self.doc[i].lower_ in _ANY_SORT and self.doc[i].head == token:
            i -= 1
        before = self.doc[i] if i >= 0 else None
        known = self.book.figurants.get(self.book.at(before) or "") if before is not None else None
        straight = before is not None and before.head == token and before.dep_ in ("compound", "nmod")
        return known if known is not None and straight and known.named and known.kind == "organisation" else None

    def _called_so(self, lemma: str, before: set[str]) -> Figurant | None:
        """ "The working group" of the Working Group on Detention: the body whose name has these very words.

        So "the opposition council" is the opposition coordination council of a sentence before.
        """
        bodies = [f for _, f, _ in self.lately() if f.kind in ("organisation", "facility") and f.named]
        named = next((f for f in bodies if lemma in f.parts and before.issubset(f.parts)), None)
        if named is not None:
            return named
        nameless = (f for _, f, _ in self.lately() if not f.named and f.kind in _BODIES and lemma in f.nouns)
        return next((f for f in nameless if before.issubset(f.name.lower().split()) and not self._of_heading(f)), None)

    def _of_heading(self, figurant: Figurant) -> bool:
        """ "Rights group: camps closed": told of in the heading only, where names are left out."""
        return all(in_heading(self, self.doc[m.head]) for m in figurant.mentions)

    def _latest_body(self, lemma: str, whose: set[str], sort: set[str]) -> Figurant | None:
        """The body last spoken of that a noun can mean; words before the noun must be of its name. One called by the
        noun itself is none of another `sort`: "the parole committee" is not the International Committee.
        """
        bodies = [f for _, f, _ in self.lately() if f.kind in ("organisation", "facility") and f.named]
        if lemma == "group":
            bodies = [f for f in bodies if not _of_the_state(f)]
        spoke = self.speaking_body if self.speaking_body is not None and self.speaking_body.named else None
        if lemma in _ANY_BODY and not whose and spoke is not None and not (lemma == "group" and _of_the_state(spoke)):
            return spoke
        people = self.speaking_people
        if lemma == "group" and not whose and people is not None and people is self.speaker:
            if not _of_the_state(people):
                return people
        nameless = self._nameless_body(lemma) if not whose else None
        if nameless is not None:
            return nameless
        for figurant in bodies:
            called = lemma in figurant.nouns or (lemma in figurant.parts and sort.issubset(figurant.parts))
            if called and whose.issubset(figurant.parts):
                return figurant
        if lemma in MEDIA and not whose:
            return next((f for f in bodies if f.nouns & MEDIA or _MEDIA_NAMES.intersection(f.parts)), None)
        if lemma not in _CIVIC or whose:
            return None
        bodies = [f for f in bodies if f.kind == "organisation"]
        if spoke is not None and not (lemma == "group" and _of_the_state(spoke)):
            return spoke
        return bodies[0] if bodies else None

    def _named_otherwise(self, lemma: str) -> Figurant | None:
        """ "The agency" of the Bureau of Mines; "the company" of whichever body of no state spoke last of all."""
        alike = _CALLED_ALSO.get(lemma, frozenset())
        bodies = (f for _, f, _ in self.lately() if f.named and f.kind == "organisation")
        found = next((f for f in bodies if alike.intersection(f.parts)), None) if alike else None
        spoke = self.speaker if lemma in _FIRMS and self.speaker is self.speaking_body else None
        return found or (spoke if spoke is not None and spoke.named and not _of_the_state(spoke) else None)

    def _nameless_body(self, lemma: str) -> Figurant | None:
        """ "A group that helps the strikers … The group vowed": told of without a name, after all named bodies."""
        for _, figurant, _ in self.lately():
            if figurant.kind == "organisation" and figurant.named:
                return None
            if figurant.kind in ("organisation", "facility") and lemma in figurant.nouns:
                return figurant
        return None

    def group(self, token: Token, lemma: str) -> None:
        key = self._group_key(token, lemma)
        figurant = self.groups.get(key)
        if figurant is None and any(c.lower_ in DEFINITE for c in token.children) and key == lemma:
            figurant = next((f for _, f, _ in self.lately() if f.plural and lemma in f.nouns), None)
        if figurant is None:
            figurant = self._new(token, _kind(token, lemma))
            figurant.plural = True
            figurant.nouns.add(lemma)
            self.groups[key] = figurant
        self.mention(figurant, token)
        if lemma in ("undersigned", "signatory"):
            self.authors = figurant

    def _group_key(self, token: Token, lemma: str) -> str:
        parts = [c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "nummod", "poss")]
        return " ".join([*parts, lemma])

    def unnamed(self, token: Token, lemma: str) -> Figurant:
        figurant = self._new(token, "person")
        figurant.nouns.add(lemma)
        figurant.sex = sex_of_noun(lemma)
        figurant.detained = lemma in CUSTODY and lemma not in ("suspect", "accused", "defendant")
        figurant.minor = lemma in ("boy", "girl", "child", "minor", "baby", "infant")
        return figurant

    def _new(self, token: Token, kind: EntityKind) -> Figurant:
        first, last = phrase_edges(token)
        name = self.book.page.span(self.doc[first], self.doc[last]).quote
        return self.book.create(kind, " ".join(name.split()), named=False)


def _proper(token: Token, whose: list[Token]) -> list[Token]:
    """The words before a noun that must be of a body's name for it to be meant: owners, and words with capitals."""
    named = [c for c in token.lefts if c.dep_ in ("compound", "nmod") and c.pos_ == "PROPN" and c.text[0].isupper()]
    return [c for c in whose if c.pos_ != "PRON"] + (named if token.text[0].islower() else [])


def _sort(token: Token) -> set[str]:
    """The common nouns that say of which sort a body is: "parole" of "the parole committee"."""
    sort = {c.lower_ for c in token.lefts if c.dep_ in ("compound", "nmod") and c.text.islower()}
    return sort - _ANY_SORT


def _of_the_state(figurant: Figurant) -> bool:
    """Whether a body is the police, an army, a ministry or a court: nothing that is called a group."""
    return bool(_ORGANS.intersection(figurant.name.lower().split() if figurant.named else figurant.nouns))


def _kind(token: Token, lemma: str) -> EntityKind:
    if lemma in _FACILITY:
        return "facility"
    return "organisation" if lemma in BODY and token.tag_ in ("NN", "NNP") else "group"
