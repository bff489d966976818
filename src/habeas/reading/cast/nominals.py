"""Who is meant by "he", "the prisoner", "her lawyer", "the group": one pass over the tokens, in order.

The pass keeps the people and bodies spoken of so far. A description is tied to a name by the parse (apposition,
predicate, premodifier) where there is one; otherwise the latest person or body that fits is meant. Where nothing fits,
a description is somebody of its own, known by that description only.
"""

from __future__ import annotations

from spacy.tokens import Token

from habeas.model.reading import EntityKind
from habeas.reading.cast.book import Figurant, Mention
from habeas.reading.cast.described import described_again, leads, singled_out, unveil_lead
from habeas.reading.cast.kin import other_end
from habeas.reading.cast.phrases import nobody_meant, owner_of, phrase_edges, said_of
from habeas.reading.cast.pronouns import pronoun
from habeas.reading.cast.stage import Stage, one_person, says, sex_of_noun
from habeas.reading.cast.standins import of_age, taken
from habeas.reading.tables import words

_CUSTODY = words("people", "custody")
_PERSON = words("people", "male") | words("people", "female") | _CUSTODY | words("people", "neutral")
_COLLECTIVE = words("people", "collective")
_BODY = words("people", "body")
_CIVIC = words("people", "civic")
_MEDIA = words("people", "media")
_MEDIA_NAMES = frozenset(w.lower() for w in words("people", "media_names") | words("people", "media_openers"))
_KIN = words("people", "kinship")
_OFFICES = words("people", "offices")
_FACILITY = words("people", "facility_nouns")
_TITLES = words("people", "titles")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_ANY_BODY = frozenset({"organisation", "organization", "group", "body"})
"""Said of whatever body spoke last, also where another one is named after it."""
_BODIES = frozenset({"organisation", "facility", "group"})
_ANYBODY = frozenset({"man", "woman", "boy", "girl", "victim", "patient", "person", "teenager", "youth"})
_OFFICE = 9
"""Tokens from a description to the comma behind it."""
_NAMED_AS = frozenset({"identified", "named", "known", "only", "as"})
"""Between a description and the name given to whom it describes: "a prisoner identified only as J.R."."""
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})


class Nominals(Stage):
    """One pass over the words that name nobody: descriptions, groups, pronouns."""

    def run(self) -> None:
        """Goes once over all tokens."""
        for token in self.doc:
            if token.i in self.names:
                mention, figurant = self.names[token.i]
                self.enter(self.doc[mention.head], figurant)
                if self.leads:
                    unveil_lead(self, mention, figurant)
            elif self.book.at(token) is not None and token.pos_ == "PROPN":
                continue
            elif token.pos_ == "PRON" or token.tag_ == "PRP$":
                if token.lower_ in ("everyone", "everybody"):
                    self._group(token, token.lower_)
                else:
                    pronoun(self, token)
            elif token.pos_ in ("NOUN", "PROPN", "ADJ") and token.dep_ not in ("compound", "amod", "nmod"):
                self._noun(token)
            elif token.dep_ in ("compound", "nmod") and token.lemma_.lower() in _PERSON | _MEDIA:
                self._premodifier(token)
        for token in self.ours:
            if self.authors is not None:
                self.book.mention(self.authors, Mention(token.i, token.i, token.i, "pronoun"))

    def _premodifier(self, token: Token) -> None:
        """ "prisoner Nadia Orlova": the noun describes the one named."""
        entity = self.book.at(token.head)
        figurant = self.book.figurants.get(entity or "")
        if figurant is None or (figurant.kind == "person") != (token.lemma_.lower() in _PERSON):
            return
        if figurant.kind == "person" or (figurant.kind == "organisation" and figurant.named):
            self._describe(figurant, token)
            self.book.link(token, figurant.id)

    def _describe(self, figurant: Figurant, token: Token) -> None:
        lemma = token.lemma_.lower()
        figurant.nouns.add(lemma)
        figurant.sex = figurant.sex or sex_of_noun(lemma)
        if lemma in _CUSTODY and lemma != "suspect":
            figurant.detained = True

    def _noun(self, token: Token) -> None:
        lemma = token.lemma_.lower()
        singular = token.tag_ in ("NN", "NNP") or (token.tag_ == "JJ" and lemma in _MEDIA)
        if lemma == "body" and any(c.tag_ == "PRP$" for c in token.children):  # "pain in their bodies"
            return
        if nobody_meant(token, lemma):
            return
        if of_age(self, token, self._unnamed) or taken(self, token, lemma):
            return
        if lemma not in _PERSON and lemma not in _COLLECTIVE and lemma not in _BODY:
            self._people_by_adjective(token)
            return
        same = self._same_as(token)
        if same is not None:
            self._unveil(same, token, lemma)
            self._describe(same, token)
            self.book.link(token, same.id)
            if says(token):
                self.enter(token, same)
            return
        if self.book.at(token) is not None:
            return
        if singular and lemma in _PERSON and lemma not in _COLLECTIVE:
            self._person(token, lemma)
        elif singular and lemma in _BODY:
            self._one_body(token, lemma)
        else:
            self._group(token, lemma)

    def _unveil(self, same: Figurant, token: Token, lemma: str) -> None:
        """ "her lawyer" of a first sentence is the one whom a later one calls "her lawyer, Lev Tarn"."""
        owner = owner_of(token)
        whose = self.book.at(owner) if owner is not None else None
        if whose is None or lemma not in _KIN or not same.named:
            return
        if same.owner is None and whose != same.id:
            same.owner = whose
        for figurant in list(self.book.figurants.values()):
            if figurant.owner == whose and lemma in figurant.nouns and not figurant.named:
                self.join(figurant, same)

    def _people_by_adjective(self, token: Token) -> None:
        """ "the wounded", "the sick": adjectives that stand for people."""
        if token.pos_ == "ADJ" and token.tag_ == "JJ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
            if any(child.lower_ == "the" for child in token.children):
                named = next((f for o in said_of(token) if (f := self._figurant(o)) is not None and f.named), None)
                if named is not None and named.kind == "person":
                    self.book.link(token, named.id)  # "the third, Ada Lund, died"
                else:
                    self._group(token, token.lower_)

    def _figurant(self, token: Token) -> Figurant | None:
        return self.book.figurants.get(self.book.at(token) or "")

    def _same_as(self, token: Token) -> Figurant | None:
        """The one of whom the parse says that this noun is said: in apposition, as predicate, beside the name."""
        for other in (*self._named_next(token), *self._named_before(token), *said_of(token)):
            figurant = self.book.figurants.get(self.book.at(other) or "")
            if figurant is not None and (figurant.kind == "person") == (token.lemma_.lower() in _PERSON):
                return figurant
        return None

    def _named_before(self, token: Token) -> tuple[Token, ...]:
        """The name that a word for a paper or a website closes: "the Korda Lantern website"."""
        named = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.i == token.i - 1]
        return tuple(named) if token.lemma_.lower() in _MEDIA else ()

    def _named_next(self, token: Token) -> tuple[Token, ...]:
        """The name straight after a description: "the news agency Vesna", "Minister of Health Vera Lenko"."""
        behind = self._behind_comma(token) or self._led_by(token)
        if behind is not None:
            return (behind,)
        i = token.i + 1
        while i < len(self.doc) and i - token.i <= 7 and i not in self.names:
            office = self.doc[i].lower_ in ("of", "for", "the", "and") or self.doc[i].text in _OFFICES
            office = office or self.doc[i].lower_ in _NAMED_AS or self._second_calling(token, self.doc[i])
            nearly = self.doc[i].tag_ == "JJ" and i + 1 < len(self.doc)
            office = office or (nearly and self._second_calling(token, self.doc[i + 1]))
            if not office:
                return ()
            i += 1
        before = self.doc[i - 1]
        beside = not before.is_punct and before.lower_ not in ("of", "for")  # "the father of Ada Lund" is not she
        return (self.doc[i],) if i in self.names and beside else ()

    def _second_calling(self, first: Token, second: Token) -> bool:
        """ "Writer and translator Ada Lund", "the writer and former deputy Ada Lund": two words for what one is."""
        lemmas = {first.lemma_.lower(), second.lemma_.lower()}
        between = self.doc[first.i + 1 : second.i]
        plain = all(t.lower_ == "and" or t.tag_ == "JJ" for t in between) and len(between) <= 2
        return lemmas <= _PERSON and first.tag_ == second.tag_ == "NN" and plain

    def _behind_comma(self, token: Token) -> Token | None:
        """ "a cleric, Sheikh Ada Lund, was …": the name set off by commas behind a description of one person."""
        i = self._comma_after(token)
        if token.tag_ != "NN" or i is None or i + 1 >= len(self.doc) or self.doc[i + 1].is_sent_start:
            return None
        i += 1
        while i < len(self.doc) and self.doc[i].lower_.strip(".") in _TITLES and i not in self.names:
            i += 1
        named = self.names.get(i)
        if named is None or named[1].kind != "person":
            return None
        after = named[0].last + 1
        return self.doc[i] if after >= len(self.doc) or self.doc[after].text in (",", ".", ")", ";") else None

    def _led_by(self, token: Token) -> Token | None:
        """ "A journalist for the daily Echo, Lund was arrested": the subject behind what is said of them."""
        if token.dep_ not in _SUBJECTS or not token.left_edge.is_sent_start:
            return None
        for other in token.head.children:
            first = other.left_edge.i
            later = other.dep_ in _SUBJECTS and other.i > token.i
            if later and first in self.names and self.doc[first - 1].text == ",":
                return self.doc[first]
        return None

    def _comma_after(self, token: Token) -> int | None:
        """Where the comma behind a description stands, also behind "with the Herald" and "of Korda"."""
        for i in range(token.i + 1, min(len(self.doc), token.i + _OFFICE)):
            if self.doc[i].text == ",":
                return i
            inside = self.doc[i].pos_ in ("ADP", "DET", "PROPN", "NOUN", "ADJ", "PART", "CCONJ")
            if not inside or (i in self.names and self.names[i][1].kind == "person"):
                return None
            if i == token.i + 1 and self.doc[i].lower_ not in ("with", "of", "for", "at", "from", "in"):
                return None
            if token.lemma_.lower() in _KIN or not any(c.dep_ == "det" for c in token.children):
                return None
        return None

    def _person(self, token: Token, lemma: str) -> None:
        owner = owner_of(token)
        if owner is not None and lemma in _KIN:
            self._relative(token, lemma, owner)
            return
        client = self._only_client() if owner is not None and lemma == "client" else None
        if client is not None:
            self.mention(client, token)
            return
        if any(child.lower_ in _DEFINITE for child in token.children):
            found = self._latest_described(token, lemma) or described_again(self, token, lemma)
            if found is not None:
                self._describe(found, token)
                self.mention(found, token)
                return
        figurant = self._unnamed(token, lemma)
        self.mention(figurant, token)
        if leads(self, token):
            self.leads.append(figurant)

    def _relative(self, token: Token, lemma: str, owner: Token) -> None:
        whose = self.book.at(owner)
        for _, figurant, _ in self.lately():
            if figurant.owner is not None and figurant.owner == whose and lemma in figurant.nouns:
                self.mention(figurant, token)
                return
        other = other_end(self.book, whose, lemma)
        if other is not None:
            self._describe(other, token)
            self.mention(other, token)
            return
        figurant = self._unnamed(token, lemma)
        figurant.owner = whose or "somebody"
        self.mention(figurant, token)

    def _only_client(self) -> Figurant | None:
        """ "The lawyer said his client …": the one in custody last spoken of."""
        held = (f for _, f, _ in self.lately() if one_person(f) and f.named and f.detained)
        return next(held, None)

    def _latest_described(self, token: Token, lemma: str) -> Figurant | None:
        """The latest person on stage to whom the description fits; custody nouns fit whoever is in custody."""
        doers = self.doers(token)
        candidates = list(dict.fromkeys(f.id for _, f, _ in self.lately() if one_person(f) and f.id not in doers))
        people = [self.book.figurants[c] for c in candidates]
        for figurant in people if lemma not in _ANYBODY else ():
            if lemma in figurant.nouns:
                return figurant
        if lemma in _CUSTODY:
            held = [f for f in people if f.detained]
            return held[0] if held else self._only_one()
        if lemma in _ANYBODY:
            fitting = [f for f in people if f.sex in (None, sex_of_noun(lemma)) or sex_of_noun(lemma) is None]
            return fitting[0] if fitting and not singled_out(token) else None
        return None

    def _only_one(self) -> Figurant | None:
        """The person in custody whom the report names, if it names one only (a headline may say "the prisoner")."""
        held = [f for f in self.book.figurants.values() if f.kind == "person" and f.named and f.detained]
        return held[0] if len(held) == 1 else None

    def _one_body(self, token: Token, lemma: str) -> None:
        whose = [c for c in token.children if c.dep_ == "poss"]
        definite = any(c.lower_ in _DEFINITE for h in (token, *whose) for c in h.children)
        if definite and not any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children):
            before = {c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod")}
            found = self._called_so(lemma, before) if before else None
            found = found or self._named_at_once(token)
            found = found or self._latest_body(lemma, {c.lower_ for c in _proper(token, whose)})
            if found is not None:
                self.mention(found, token)
                return
        if lemma in _COLLECTIVE or any(child.dep_ in ("det", "poss", "amod", "compound") for child in token.children):
            self._group(token, lemma)

    def _named_at_once(self, token: Token) -> Figurant | None:
        """ "The Clear Wells group": the body whose name stands straight before the noun."""
        before = self.doc[token.i - 1] if token.i else None
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
        return next((f for f in nameless if before.issubset(f.name.lower().split())), None)

    def _latest_body(self, lemma: str, whose: set[str]) -> Figurant | None:
        """The body last spoken of that a noun can mean; words before the noun must be of its name."""
        bodies = [f for _, f, _ in self.lately() if f.kind in ("organisation", "facility") and f.named]
        if lemma in _ANY_BODY and not whose and self.speaking_body is not None and self.speaking_body.named:
            return self.speaking_body
        if lemma == "group" and not whose and self.speaker is not None and self.speaker is self.speaking_people:
            return self.speaker
        nameless = self._nameless_body(lemma) if not whose else None
        if nameless is not None:
            return nameless
        for figurant in bodies:
            if (lemma in figurant.parts or lemma in figurant.nouns) and whose.issubset(figurant.parts):
                return figurant
        if lemma in _MEDIA and not whose:
            return next((f for f in bodies if f.nouns & _MEDIA or _MEDIA_NAMES.intersection(f.parts)), None)
        if lemma not in _CIVIC or whose:
            return None
        bodies = [f for f in bodies if f.kind == "organisation"]
        if self.speaking_body is not None and self.speaking_body.named:
            return self.speaking_body
        return bodies[0] if bodies else None

    def _nameless_body(self, lemma: str) -> Figurant | None:
        """ "A group that helps the strikers … The group vowed": told of without a name, after all named bodies."""
        for _, figurant, _ in self.lately():
            if figurant.kind == "organisation" and figurant.named:
                return None
            if figurant.kind in ("organisation", "facility") and lemma in figurant.nouns:
                return figurant
        return None

    def _group(self, token: Token, lemma: str) -> None:
        key = self._group_key(token, lemma)
        figurant = self.groups.get(key)
        if figurant is None and any(c.lower_ in _DEFINITE for c in token.children) and key == lemma:
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

    def _unnamed(self, token: Token, lemma: str) -> Figurant:
        figurant = self._new(token, "person")
        figurant.nouns.add(lemma)
        figurant.sex = sex_of_noun(lemma)
        figurant.detained = lemma in _CUSTODY and lemma not in ("suspect", "accused", "defendant")
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


def _kind(token: Token, lemma: str) -> EntityKind:
    if lemma in _FACILITY:
        return "facility"
    return "organisation" if lemma in _BODY and token.tag_ == "NN" else "group"
