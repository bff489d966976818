"""Who is meant by "he", "the prisoner", "her lawyer", "the group": one pass over the tokens, in order.

The pass keeps the people and bodies spoken of so far. A description is tied to a name by the parse (apposition,
predicate, premodifier) where there is one; otherwise the latest person or body that fits is meant. Where nothing fits,
a description is somebody of its own, known by that description only.
"""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.cast.anybody import ANYBODY, anybody
from habeas.reading.cast.book import Figurant, Mention
from habeas.reading.cast.callings import of_one_calling, titles_before
from habeas.reading.cast.collectives import BODY, COLLECTIVE, CUSTODY, DEFINITE, MEDIA, Collectives
from habeas.reading.cast.described import described_again, in_their_hands, leads, singled_out, unveil_lead
from habeas.reading.cast.forces import name_the_police
from habeas.reading.cast.kin import name_of_kin, other_end, whose_kin
from habeas.reading.cast.nameless import name_the_nameless
from habeas.reading.cast.phrases import nobody_meant, owner_of, said_of
from habeas.reading.cast.pronouns import pronoun
from habeas.reading.cast.stage import one_person, says, sex_of_noun
from habeas.reading.cast.standins import by_number, of_age, taken
from habeas.reading.tables import words

_PERSON = words("people", "male") | words("people", "female") | CUSTODY | words("people", "neutral")
_KIN = words("people", "kinship")
_OFFICES = words("people", "offices")
_TITLES = words("people", "titles")
_BEFORE_NAMES = {"compound": _PERSON | MEDIA, "nmod": _PERSON | MEDIA, "amod": CUSTODY}
"""What describes whoever is named behind it, by how the parse ties it: "prisoner Lund", "the captive Lund"."""
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_WIVES = frozenset({"wife", "widow"})
_CALLED_WITHIN = 6
"""Sentences back in which somebody was told of whom another word for their calling means."""
_CALLINGS = 6
"""Tokens of a second calling before the name."""
_CLOSING = frozenset({",", ".", ")", ";", "("})
_OFFICE = 9
"""Tokens from a description to the comma behind it."""
_NAMED_AS = frozenset({"identified", "named", "known", "only", "as"})
"""Between a description and the name given to whom it describes: "a prisoner identified only as J.R."."""


class Nominals(Collectives):
    """One pass over the words that name nobody: descriptions, groups, pronouns."""

    def run(self) -> None:
        """Goes once over all tokens."""
        for token in self.book.page.all_tokens:
            if token.i in self.names:
                mention, figurant = self.names[token.i]
                self.enter(self.doc[mention.head], figurant)
                self._entitle(figurant, mention)
            elif (self.book.at(token) is not None and token.pos_ == "PROPN") or by_number(self, token):
                continue
            elif token.pos_ == "PRON" or token.tag_ == "PRP$":
                if token.lower_ in ("everyone", "everybody"):
                    self.group(token, token.lower_)
                else:
                    pronoun(self, token)
            elif token.pos_ in ("NOUN", "PROPN", "ADJ") and token.dep_ not in ("compound", "amod", "nmod"):
                self._noun(token)
            elif token.lemma_.lower() in _BEFORE_NAMES.get(token.dep_, ()):
                self._premodifier(token)
        self._marry()
        name_the_nameless(self)
        name_the_police(self)
        for token in self.ours:
            if self.authors is not None:
                self.book.mention(self.authors, Mention(token.i, token.i, token.i, "pronoun"))

    def _marry(self) -> None:
        """ "His wife, Ada, …, Mrs Lund said": whom only a surname names is the wife told of before."""
        people = [f for f in self.book.figurants.values() if f.named and f.kind == "person"]
        for surname in (f for f in people if len(f.parts) == 1 and f.sex == "f" and not f.sex_by_name):
            husbands = {f.id for f in people if f is not surname and f.parts[-1:] == surname.parts}
            wives = [f for f in people if f.owner in husbands and f.nouns & _WIVES and f is not surname]
            if len(wives) == 1 and len(wives[0].parts) == 1:
                self.join(surname, wives[0])

    def _entitle(self, figurant: Figurant, mention: Mention) -> None:
        """ "Barrister Ada Lund" is a barrister, and whom the heading called so."""
        if self.leads:
            unveil_lead(self, mention, figurant)
        titles = titles_before(self.doc, mention.first) if figurant.kind == "person" else set()
        figurant.nouns |= titles
        for title in sorted(titles):
            self._unveil_heading(figurant, title)
        if self.headed and figurant.kind == "person":
            self._unveil_prisoner(figurant, mention)

    def _unveil_prisoner(self, figurant: Figurant, mention: Mention) -> None:
        """ "Hunger striker taken ill", over a paragraph of which somebody named is the first subject."""
        page, head = self.book.page, self.doc[mention.head]
        for bare in self.headed if figurant.named and head.dep_ in _SUBJECTS else ():
            over = page.paragraph(head) - page.paragraph(self.doc[bare.mentions[0].first]) == 1
            opening = page.opening(page.paragraph(head)).sent
            if over and bare.nouns & CUSTODY and opening.start <= head.i < opening.end:
                self.headed.remove(bare)
                self.join(bare, figurant)
                return

    def _unveil_heading(self, figurant: Figurant, lemma: str) -> None:
        """ "Colonel freed, wife says": whom a heading calls by one bare word is whom the report calls so first."""
        for bare in self.headed if figurant.named else ():
            fits = lemma in bare.nouns or of_one_calling(lemma, bare.nouns)
            if bare.id in self.book.figurants and fits and figurant.sex in (None, bare.sex or figurant.sex):
                self.headed.remove(bare)
                self.join(bare, figurant)
                return

    def _premodifier(self, token: Token) -> None:
        """ "prisoner Nadia Orlova": the noun describes the one named."""
        entity = self.book.at(token.head)
        figurant = self.book.figurants.get(entity or "")
        if figurant is None or (figurant.kind == "person") != (token.lemma_.lower() in _PERSON):
            return
        if figurant.kind == "person" or (figurant.kind == "organisation" and figurant.named):
            self._own(figurant, token)
            self._describe(figurant, token)
            self.book.link(token, figurant.id)

    def _own(self, figurant: Figurant, token: Token) -> None:
        """ "Lund's husband Ivo": whose relative the one named is."""
        if token.lemma_.lower() not in _KIN or figurant.owner is not None:
            return
        owner = next((c for c in (*token.children, *token.head.children) if c.dep_ == "poss" and c.i < token.i), None)
        whose = self.book.at(owner) if owner is not None else None
        if whose is not None and whose != figurant.id:
            figurant.owner = whose

    def _describe(self, figurant: Figurant, token: Token) -> None:
        lemma = token.lemma_.lower()
        figurant.nouns.add(lemma)
        figurant.sex = figurant.sex or sex_of_noun(lemma)
        if lemma in CUSTODY and lemma != "suspect":
            figurant.detained = True
        if self.headed:
            self._unveil_heading(figurant, lemma)

    def _noun(self, token: Token) -> None:
        lemma = token.lemma_.lower()
        singular = token.tag_ in ("NN", "NNP") or (token.tag_ == "JJ" and lemma in MEDIA | CUSTODY)
        if lemma == "body" and any(c.tag_ == "PRP$" for c in token.children):  # "pain in their bodies"
            return
        if nobody_meant(token, lemma):
            return
        if of_age(self, token, self.unnamed) or taken(self, token, lemma):
            return
        if lemma not in _PERSON and lemma not in COLLECTIVE and lemma not in BODY:
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
        if self.book.at(token) is not None and not whose_kin(token):
            return
        if singular and lemma in _PERSON and lemma not in COLLECTIVE:
            self._person(token, lemma)
        elif singular and lemma in BODY:
            self.one_body(token, lemma)
        else:
            self.group(token, lemma)

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
                    self.group(token, token.lower_)

    def _figurant(self, token: Token) -> Figurant | None:
        return self.book.figurants.get(self.book.at(token) or "")

    def _same_as(self, token: Token) -> Figurant | None:
        """The one of whom the parse says that this noun is said: in apposition, as predicate, beside the name."""
        kin = name_of_kin(self, token, self._latest_described)
        for other in (kin,) if kin else (*self._named_next(token), *self._named_before(token), *said_of(token)):
            figurant = self.book.figurants.get(self.book.at(other) or "")
            if figurant is not None and (figurant.kind == "person") == (token.lemma_.lower() in _PERSON):
                return figurant
        return None

    def _named_before(self, token: Token) -> tuple[Token, ...]:
        """The name that a word for a paper or a website closes: "the Korda Lantern website"."""
        named = [c for c in token.children if c.dep_ in ("compound", "nmod") and c.i == token.i - 1]
        return tuple(named) if token.lemma_.lower() in MEDIA else ()

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
        before = self.doc[i - 2] if before.lower_ == "the" else before
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
        i = self._after_callings(i)
        named = self.names.get(i)
        if named is None or named[1].kind != "person":
            return None
        after = named[0].last + 1
        return self.doc[i] if after >= len(self.doc) or self.doc[after].text in _CLOSING else None

    def _after_callings(self, first: int) -> int:
        """ "The prisoner, the teacher and poet Ada Lund,": where the name behind another calling begins, or `first`."""
        i = first
        while i < min(len(self.doc), first + _CALLINGS) and i not in self.names:
            word = self.doc[i]
            if word.lower_ not in ("the", "and") and word.lemma_.lower() not in _PERSON:
                return first
            i += 1
        named = self.names.get(i)
        whole = i > first + 1 and self.doc[first].lower_ == "the" and self.doc[i - 1].lower_ not in ("and", "the")
        if named is None or not whole:
            return first
        row = self.doc[named[0].last + 1 : named[0].last + 3]
        return first if row.text.lower() == ", and" else i

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
        if any(child.lower_ in DEFINITE for child in token.children):
            found = self._latest_described(token, lemma) or described_again(self, token, lemma)
            if found is not None:
                self._describe(found, token)
                self.mention(found, token)
                return
        figurant = self.unnamed(token, lemma)
        self.mention(figurant, token)
        if leads(self, token):
            self.leads.append(figurant)
        elif self._heads(token):
            self.headed.append(figurant)

    def _heads(self, token: Token) -> bool:
        """Whether one bare word in the report's heading stands for somebody: "Lecturer freed on bail"."""
        bare = not any(c.dep_ in ("det", "poss", "nummod") for c in token.children)
        heading = self.book.page.passage(token).role == "title" or token.text.isupper()
        return bare and heading and token.tag_ in ("NN", "NNP")

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
        figurant = self.unnamed(token, lemma)
        figurant.owner = whose or "somebody"
        self.mention(figurant, token)

    def _only_client(self) -> Figurant | None:
        """ "The lawyer said his client …": the one in custody last spoken of."""
        held = (f for _, f, _ in self.lately() if one_person(f) and f.named and in_their_hands(self, f))
        return next(held, None)

    def _latest_described(self, token: Token, lemma: str) -> Figurant | None:
        """The latest person on stage to whom the description fits; custody nouns fit whoever is in custody."""
        doers = self.doers(token)
        candidates = list(dict.fromkeys(f.id for _, f, _ in self.lately() if one_person(f) and f.id not in doers))
        people = [self.book.figurants[c] for c in candidates]
        for figurant in people if lemma not in ANYBODY else ():
            if lemma in figurant.nouns:
                return self._named_so(figurant, people, lemma)
        if lemma == "source" and (found := self._source(token, people)) is not None:
            return found
        near = {f.id for i, f, _ in self.lately() if self.sentence[token.i] - self.sentence[i] <= _CALLED_WITHIN}
        alike = (f for f in people if f.named and f.id in near and of_one_calling(lemma, f.nouns))
        if not singled_out(token) and (found := next(alike, None)) is not None:
            return found
        if lemma in CUSTODY:
            held = [f for f in people if f.detained] or [f for f in people if f.named and in_their_hands(self, f)]
            return held[0] if held else self._only_one()
        return anybody(self, token, people) if lemma in ANYBODY else None

    def _source(self, token: Token, people: list[Figurant]) -> Figurant | None:
        """ "An officer told the paper … The source said …": the last who spoke, where the report names them not."""
        last = next((f for f in people if f.id in self.spoke), None)
        bare = not any(c.dep_ in ("amod", "compound", "prep") for c in token.children)
        return last if bare and last is not None and not last.named and last.owner is None else None

    def _named_so(self, figurant: Figurant, people: list[Figurant], lemma: str) -> Figurant:
        """Whoever is described so; in the place of one whom only the heading told of, one named since."""
        if figurant in self.headed:
            named = next((f for f in people if f.named and of_one_calling(lemma, f.nouns)), None)
            if named is not None:
                self._unveil_heading(named, lemma)
                return named
        return figurant

    def _only_one(self) -> Figurant | None:
        """The person in custody whom the report names, if it names one only (a headline may say "the prisoner")."""
        held = [f for f in self.book.figurants.values() if f.kind == "person" and f.named and f.detained]
        return held[0] if len(held) == 1 else None
