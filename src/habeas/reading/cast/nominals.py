"""Who is meant by "he", "the prisoner", "her lawyer", "the group": one pass over the tokens, in order.

The pass keeps the people and bodies spoken of so far. A description is tied to a name by the parse (apposition,
predicate, premodifier) where there is one; otherwise the latest person or body that fits is meant. Where nothing fits,
a description is somebody of its own, known by that description only.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from habeas.model.reading import EntityKind
from habeas.reading.cast.antecedents import Asked, Entrance, fitness
from habeas.reading.cast.book import CastBook, Figurant, Mention, Sex
from habeas.reading.cast.phrases import expletive, inside_quotes, owner_of, phrase_edges, said_of
from habeas.reading.clauses import subjects
from habeas.reading.tables import words

_MALE, _FEMALE = words("people", "male"), words("people", "female")
_CUSTODY = words("people", "custody")
_PERSON = _MALE | _FEMALE | _CUSTODY | words("people", "neutral")
_COLLECTIVE = words("people", "collective")
_BODY = words("people", "body")
_CIVIC = words("people", "civic")
_KIN = words("people", "kinship")
_OFFICES = words("people", "offices")
_FACILITY = words("people", "facility_nouns")
_TITLES = words("people", "titles")
_DEFINITE = frozenset({"the", "this", "that", "these", "those"})
_HIS = frozenset({"he", "him", "his", "himself"})
_HER = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_WE = frozenset({"we", "us", "our", "ours"})
_PAGES = 300
"""Entrances back to which a description is tied."""
_REACH = 4
"""Sentences back in which a pronoun's antecedent is looked for."""
_SPEECH = frozenset(
    w
    for act in ("state", "deny", "accuse", "demand", "warn", "estimate", "promise", "believe")
    for w in words("speech", "verbs", act)
)


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
        self.authors: Figurant | None = None
        self.ours: list[Token] = []
        self.names = {
            mention.first: (mention, figurant) for figurant in book.figurants.values() for mention in figurant.mentions
        }

    def run(self) -> None:
        """Goes once over all tokens."""
        for token in self.doc:
            if token.i in self.names:
                mention, figurant = self.names[token.i]
                self._enter(self.doc[mention.head], figurant)
            elif self.book.at(token) is not None and token.pos_ == "PROPN":
                continue
            elif token.pos_ == "PRON" or token.tag_ == "PRP$":
                self._pronoun(token)
            elif token.pos_ in ("NOUN", "PROPN", "ADJ") and token.dep_ not in ("compound", "amod", "nmod"):
                self._noun(token)
            elif token.dep_ in ("compound", "nmod") and token.lemma_.lower() in _PERSON:
                self._premodifier(token)
        for token in self.ours:
            if self.authors is not None:
                self.book.mention(self.authors, Mention(token.i, token.i, token.i, "pronoun"))

    def _enter(self, head: Token, figurant: Figurant) -> None:
        subject = head.dep_ in ("nsubj", "nsubjpass")
        self.seen.append((head.i, figurant, subject))
        if subject and head.head.lemma_ in _SPEECH and figurant.kind != "place":
            self._speaks(figurant)

    def _lately(self) -> Iterator[tuple[int, Figurant, bool]]:
        """Who came on stage lately, the latest first: a description does not reach further back than a few pages."""
        return islice(reversed(self.seen), _PAGES)

    def _speaks(self, figurant: Figurant) -> None:
        self.speaker = figurant
        if figurant.kind in ("organisation", "group", "facility"):
            self.speaking_body = figurant

    def _premodifier(self, token: Token) -> None:
        """ "prisoner Nadia Orlova": the noun describes the one named."""
        entity = self.book.at(token.head)
        figurant = self.book.figurants.get(entity or "")
        if figurant is not None and figurant.kind == "person":
            self._describe(figurant, token)
            self.book.link(token, figurant.id)

    def _describe(self, figurant: Figurant, token: Token) -> None:
        lemma = token.lemma_.lower()
        figurant.nouns.add(lemma)
        figurant.sex = figurant.sex or _sex(lemma)
        if lemma in _CUSTODY and lemma != "suspect":
            figurant.detained = True

    def _noun(self, token: Token) -> None:
        lemma = token.lemma_.lower()
        singular = token.tag_ in ("NN", "NNP")
        if lemma not in _PERSON and lemma not in _COLLECTIVE and lemma not in _BODY:
            self._people_by_adjective(token)
            return
        same = self._same_as(token)
        if same is not None:
            self._unveil(same, token, lemma)
            self._describe(same, token)
            self.book.link(token, same.id)
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
        for figurant in list(self.book.figurants.values()):
            if figurant.owner == whose and lemma in figurant.nouns and not figurant.named:
                self.book.merge(figurant.id, same.id)
                self.seen = [(i, same if f is figurant else f, s) for i, f, s in self.seen]
                self.speaker = same if self.speaker is figurant else self.speaker

    def _people_by_adjective(self, token: Token) -> None:
        """ "the wounded", "the sick": adjectives that stand for people."""
        if token.pos_ == "ADJ" and token.tag_ == "JJ" and token.dep_ in ("nsubj", "nsubjpass", "dobj", "pobj"):
            if any(child.lower_ == "the" for child in token.children):
                self._group(token, token.lower_)

    def _same_as(self, token: Token) -> Figurant | None:
        """The one of whom the parse says that this noun is said: in apposition, as predicate, beside the name."""
        for other in (*self._named_next(token), *said_of(token)):
            figurant = self.book.figurants.get(self.book.at(other) or "")
            if figurant is not None and (figurant.kind == "person") == (token.lemma_.lower() in _PERSON):
                return figurant
        return None

    def _named_next(self, token: Token) -> tuple[Token, ...]:
        """The name straight after a description: "the news agency Vesna", "Minister of Health Vera Lenko"."""
        behind = self._behind_comma(token)
        if behind is not None:
            return (behind,)
        i = token.i + 1
        while i < len(self.doc) and i - token.i <= 7 and i not in self.names:
            office = self.doc[i].lower_ in ("of", "for", "the", "and") or self.doc[i].text in _OFFICES
            if not office:
                return ()
            i += 1
        before = self.doc[i - 1]
        beside = not before.is_punct and before.lower_ not in ("of", "for")  # "the father of Ada Lund" is not she
        return (self.doc[i],) if i in self.names and beside else ()

    def _behind_comma(self, token: Token) -> Token | None:
        """ "a cleric, Sheikh Ada Lund, was …": the name set off by commas behind a description of one person."""
        i = token.i + 1
        if token.tag_ != "NN" or i + 1 >= len(self.doc) or self.doc[i].text != "," or self.doc[i + 1].is_sent_start:
            return None
        i += 1
        while i < len(self.doc) and self.doc[i].lower_.strip(".") in _TITLES and i not in self.names:
            i += 1
        named = self.names.get(i)
        if named is None or named[1].kind != "person":
            return None
        after = named[0].last + 1
        return self.doc[i] if after >= len(self.doc) or self.doc[after].text in (",", ".", ")", ";") else None

    def _person(self, token: Token, lemma: str) -> None:
        owner = owner_of(token)
        if owner is not None and lemma in _KIN:
            self._relative(token, lemma, owner)
            return
        if any(child.lower_ in _DEFINITE for child in token.children):
            found = self._latest_described(token, lemma)
            if found is not None:
                self._mention(found, token)
                return
        self._mention(self._unnamed(token, lemma), token)

    def _relative(self, token: Token, lemma: str, owner: Token) -> None:
        whose = self.book.at(owner)
        for _, figurant, _ in self._lately():
            if figurant.owner is not None and figurant.owner == whose and lemma in figurant.nouns:
                self._mention(figurant, token)
                return
        figurant = self._unnamed(token, lemma)
        figurant.owner = whose or "somebody"
        self._mention(figurant, token)

    def _latest_described(self, token: Token, lemma: str) -> Figurant | None:
        """The latest person on stage to whom the description fits; custody nouns fit whoever is in custody."""
        doers = self._doers(token)
        candidates = list(dict.fromkeys(f.id for _, f, _ in self._lately() if _one_person(f) and f.id not in doers))
        people = [self.book.figurants[c] for c in candidates]
        for figurant in people:
            if lemma in figurant.nouns:
                return figurant
        if lemma in _CUSTODY:
            held = [f for f in people if f.detained]
            return held[0] if held else self._only_one()
        if lemma in ("man", "woman", "boy", "girl", "victim", "patient", "person", "teenager", "youth"):
            fitting = [f for f in people if f.sex in (None, _sex(lemma)) or _sex(lemma) is None]
            return fitting[0] if fitting else None
        return None

    def _only_one(self) -> Figurant | None:
        """The person in custody whom the report names, if it names one only (a headline may say "the prisoner")."""
        held = [f for f in self.book.figurants.values() if f.kind == "person" and f.named and f.detained]
        return held[0] if len(held) == 1 else None

    def _one_body(self, token: Token, lemma: str) -> None:
        definite = any(child.lower_ in _DEFINITE for child in token.children)
        if definite and not any(child.dep_ == "prep" and child.lower_ == "of" for child in token.children):
            found = self._latest_body(lemma)
            if found is not None:
                self._mention(found, token)
                return
        if lemma in _COLLECTIVE or any(child.dep_ in ("det", "poss", "amod", "compound") for child in token.children):
            self._group(token, lemma)

    def _latest_body(self, lemma: str) -> Figurant | None:
        bodies = [f for _, f, _ in self._lately() if f.kind in ("organisation", "facility") and f.named]
        for figurant in bodies:
            if lemma in figurant.parts or lemma in figurant.nouns:
                return figurant
        if lemma not in _CIVIC:
            return None
        bodies = [f for f in bodies if f.kind == "organisation"]
        if self.speaking_body is not None and self.speaking_body.named:
            return self.speaking_body
        return bodies[0] if bodies else None

    def _group(self, token: Token, lemma: str) -> None:
        key = self._group_key(token, lemma)
        figurant = self.groups.get(key)
        if figurant is None and any(c.lower_ in _DEFINITE for c in token.children) and key == lemma:
            figurant = next((f for _, f, _ in self._lately() if f.plural and lemma in f.nouns), None)
        if figurant is None:
            figurant = self._new(token, _kind(token, lemma))
            figurant.plural = True
            figurant.nouns.add(lemma)
            self.groups[key] = figurant
        self._mention(figurant, token)
        if lemma in ("undersigned", "signatory"):
            self.authors = figurant

    def _group_key(self, token: Token, lemma: str) -> str:
        parts = [c.lower_ for c in token.lefts if c.dep_ in ("amod", "compound", "nmod", "nummod", "poss")]
        return " ".join([*parts, lemma])

    def _unnamed(self, token: Token, lemma: str) -> Figurant:
        figurant = self._new(token, "person")
        figurant.nouns.add(lemma)
        figurant.sex = _sex(lemma)
        figurant.detained = lemma in _CUSTODY and lemma not in ("suspect", "accused", "defendant")
        figurant.minor = lemma in ("boy", "girl", "child", "minor", "baby", "infant")
        return figurant

    def _new(self, token: Token, kind: EntityKind) -> Figurant:
        first, last = phrase_edges(token)
        name = self.book.page.span(self.doc[first], self.doc[last]).quote
        return self.book.create(kind, " ".join(name.split()), named=False)

    def _mention(self, figurant: Figurant, token: Token) -> None:
        first, last = phrase_edges(token)
        self.book.mention(figurant, Mention(first, last, token.i, "noun"))
        self._enter(token, figurant)

    def _pronoun(self, token: Token) -> None:
        low = token.lower_
        figurant: Figurant | None = None
        if low in _HIS or low in _HER:
            figurant = self._he_or_she(token, "m" if low in _HIS else "f")
        elif low in _THEY:
            figurant = self._they(token)
        elif low in _IT:
            figurant = self._it(token)
        elif low in _WE:
            if not inside_quotes(token):
                self.ours.append(token)
        elif low in ("who", "whom", "whose"):
            self._relative_pronoun(token)
            return
        elif low in ("everyone", "everybody"):
            self._group(token, low)
            return
        if figurant is not None:
            self.book.mention(figurant, Mention(token.i, token.i, token.i, "pronoun"))
            self._enter(token, figurant)

    def _relative_pronoun(self, token: Token) -> None:
        clause = next((t for t in (token.head, *token.head.ancestors) if t.dep_ == "relcl"), None)
        if clause is not None and (entity := self.book.at(clause.head)) is not None:
            self.book.link(token, entity)

    def _he_or_she(self, token: Token, sex: Sex) -> Figurant | None:
        if token.dep_ == "nsubj" and token.head.lemma_ in _SPEECH and self._may_be(self.speaker, sex):
            return self._settled(self.speaker, sex)
        best: tuple[float, int, Figurant] | None = None
        doers = self._doers(token)
        asked = Asked(token, sex, inside_quotes(token), len(self.seen))
        page = self.book.page
        for at, figurant, subject in reversed(self.seen):
            back = self.sentence[token.i] - self.sentence[at]
            if back > _REACH:
                break
            if not self._may_be(figurant, sex) or self._argument_beside(token, at) or figurant.id in doers:
                continue
            near = page.paragraph(self.doc[at]) == page.paragraph(token)
            entrance = Entrance(at, figurant, subject)
            score = fitness(asked, entrance, back, same_paragraph=near, speaks=figurant is self.speaker)
            if best is None or score > best[0]:
                best = (score, at, figurant)
        return self._settled(best[2], sex) if best else None

    def _may_be(self, figurant: Figurant | None, sex: Sex) -> bool:
        return figurant is not None and _one_person(figurant) and figurant.sex in (None, sex)

    def _settled(self, figurant: Figurant | None, sex: Sex) -> Figurant | None:
        if figurant is not None and figurant.sex is None:
            figurant.sex = sex
        return figurant

    def _doers(self, token: Token) -> frozenset[str]:
        """Who does what `token` is the object of: "convicted of killing the man" is not the man."""
        if token.dep_ not in ("dobj", "dative") or token.head.pos_ != "VERB" or token.lower_.endswith("self"):
            return frozenset()
        return frozenset(e for t in subjects(token.head) if (e := self.book.at(t)) is not None)

    def _argument_beside(self, token: Token, at: int) -> bool:
        """Whether both hang on one verb as its subject and object: "he" in "Orlov saw him" is not Orlov."""
        other = self.doc[at]
        parts = ("nsubj", "nsubjpass", "dobj", "dative")
        return token.dep_ in parts and other.dep_ in parts and token.head.i == other.head.i

    def _they(self, token: Token) -> Figurant | None:
        for at, figurant, _ in reversed(self.seen):
            if self.sentence[token.i] - self.sentence[at] > _REACH:
                return None
            if (figurant.plural or figurant.kind == "organisation") and not self._argument_beside(token, at):
                return figurant
        return None

    def _it(self, token: Token) -> Figurant | None:
        if token.dep_ == "nsubj" and token.head.lemma_ in _SPEECH and not expletive(token):
            return self.speaking_body
        for at, figurant, _ in reversed(self.seen):
            if self.sentence[token.i] - self.sentence[at] > 1:
                return None
            if figurant.kind in ("organisation", "place", "facility") and token.lower_ == "its":
                return figurant
        return None


def _kind(token: Token, lemma: str) -> EntityKind:
    if lemma in _FACILITY:
        return "facility"
    return "organisation" if lemma in _BODY and token.tag_ == "NN" else "group"


def _one_person(figurant: Figurant) -> bool:
    return figurant.kind == "person" and not figurant.plural


def _sex(lemma: str) -> Sex | None:
    return "m" if lemma in _MALE else "f" if lemma in _FEMALE else None
