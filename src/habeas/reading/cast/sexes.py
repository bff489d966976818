"""Of which sex the people of a report are, as the pronouns beside their names tell."""

from __future__ import annotations

from collections import Counter

from spacy.tokens import Span as Stretch
from spacy.tokens import Token

from habeas.reading.cast.book import CastBook, Figurant, Sex
from habeas.reading.tables import words

_SAYING = words("speech", "verbs", "state")
_PRONOUNS: dict[str, Sex] = {"he": "m", "him": "m", "his": "m", "she": "f", "her": "f", "hers": "f"}
_KIN = words("people", "kinship")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})


def learn_sex(book: CastBook) -> None:
    """What the pronouns tell of a person's sex; against what the given name tells, where nobody else can be meant."""
    votes: dict[str, Counter[Sex]] = {}
    first: dict[str, int] = {}
    for sentence in book.page.doc.sents:
        shown = _shown_alone(book, sentence) or _shown_by_owner(book, sentence)
        if shown is not None:
            votes.setdefault(shown[0], Counter())[shown[1]] += 1
            first.setdefault(shown[0], sentence.start)
    for entity, tally in votes.items():
        figurant = book.figurants[entity]
        (best, count), *rest = tally.most_common()
        if count <= 2 * sum(n for _, n in rest):
            continue
        if figurant.sex is None or (figurant.sex_by_name and not _another(book, figurant, best, first[entity])):
            figurant.sex = best


def _another(book: CastBook, figurant: Figurant, sex: Sex, before: int) -> bool:
    """Whether somebody else of that sex is named before a token."""
    people = [f for f in book.figurants.values() if f is not figurant and f.kind == "person" and f.sex == sex]
    return any(f.mentions[0].first < before for f in people)


def _shown_alone(book: CastBook, sentence: Stretch) -> tuple[str, Sex] | None:
    """The person and the sex where a sentence has one named person and one kind of pronoun after the name."""
    if any(t.is_quote or t.lemma_ in _SAYING for t in sentence):
        return None
    people = {e for t in sentence if (e := book.at(t)) is not None and book.figurants[e].kind == "person"}
    said: set[Sex] = {sex for t in sentence if (sex := _PRONOUNS.get(t.lower_)) is not None and not _of_kin(t)}
    return (people.pop(), said.pop()) if len(people) == 1 and len(said) == 1 else None


def _of_kin(token: Token) -> bool:
    """ "Her brother, Oswald Tarn": the pronoun is another's."""
    return token.tag_ == "PRP$" and token.head.lemma_.lower() in _KIN


def _shown_by_owner(book: CastBook, sentence: Stretch) -> tuple[str, Sex] | None:
    """ "Tarn was taken from her home by soldiers, Lund said": what belongs to a verb's subject behind the verb."""
    for token in sentence:
        sex = _PRONOUNS.get(token.lower_) if token.tag_ == "PRP$" else None
        if sex is None or token.head.dep_ != "pobj":
            continue
        verb = next((t for t in token.ancestors if t.pos_ == "VERB"), None)
        subject = next((c for c in verb.children if c.dep_ in _SUBJECTS), None) if verb is not None else None
        entity = book.at(subject) if subject is not None else None
        if entity is None or subject is None or not subject.i < token.i or book.figurants[entity].kind != "person":
            continue
        between = sentence.doc[subject.i + 1 : token.i]
        if not any(t.is_quote or (t.pos_ == "PROPN" and book.at(t) not in (None, entity)) for t in between):
            return entity, sex
    return None
