"""Who is meant by "he", "her", "they", "its" and "who"."""

from __future__ import annotations

from itertools import chain, islice

from spacy.tokens import Token

from habeas.reading.cast.book import Figurant, Mention
from habeas.reading.cast.he_or_she import SUFFERING, argument_beside, he_or_she, suffers
from habeas.reading.cast.phrases import expletive, inside_quotes
from habeas.reading.cast.stage import SPEECH, Stage, according, one_person
from habeas.reading.clauses import subjects
from habeas.reading.tables import words

_HIS = frozenset({"he", "him", "his", "himself"})
_HER = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_WE = frozenset({"we", "us", "our", "ours"})
_KIN = words("descriptions", "kin") - {"parent", "partner", "child"}
_LATELY = 30
_REACH = 4
"""Sentences back in which a pronoun's antecedent is looked for."""


def pronoun(stage: Stage, token: Token) -> None:
    """Ties a pronoun to whom it stands for, where somebody on stage fits."""
    low = token.lower_
    figurant: Figurant | None = None
    if low in _HIS or low in _HER:
        figurant = he_or_she(stage, token, "m" if low in _HIS else "f")
    elif low in _THEY:
        figurant = _they(stage, token)
    elif low in _IT:
        figurant = _it(stage, token)
    elif low in _WE:
        if not inside_quotes(token):
            stage.ours.append(token)
    elif low in ("who", "whom", "whose"):
        _relative(stage, token)
        return
    if figurant is not None:
        stage.book.mention(figurant, Mention(token.i, token.i, token.i, "pronoun"))
        stage.enter(token, figurant)


def _relative(stage: Stage, token: Token) -> None:
    clause = next((t for t in (token.head, *token.head.ancestors) if t.dep_ == "relcl"), None)
    if clause is not None and (entity := stage.book.at(clause.head)) is not None:
        stage.book.link(token, entity)


def _they(stage: Stage, token: Token) -> Figurant | None:
    quoted = inside_quotes(token)  # those who speak are "we" there
    speaks = not quoted and token.dep_ == "nsubj" and token.head.lemma_ in SPEECH
    people = stage.speaking_people
    if speaks and people is not None and people is stage.speaker:
        return _told_of_since(stage, people) or people
    first = [*_told_of(stage, token), *_speakers(stage)] if speaks else _told_of(stage, token)
    only_people = _of_people(token)
    for at, figurant, _ in chain(first, reversed(stage.seen)):
        if stage.sentence[token.i] - stage.sentence[at] > _REACH:
            if speaks:
                continue
            return None
        if not speaks and (according(stage.doc[at]) or (quoted and figurant is stage.speaker)):
            continue
        together = _named_together(stage, stage.doc[at]) if figurant.named and figurant.kind == "person" else ()
        if together and not argument_beside(stage, token, at):
            stage.book.several[token.i] = together
            return None
        several = figurant.kind != "organisation" if only_people else figurant.plural or figurant.kind == "organisation"
        if several and (figurant.plural or not only_people) and not argument_beside(stage, token, at):
            return figurant
    return None


def _of_people(token: Token) -> bool:
    """ "Three of them", "their cousin": said of several people and of no body."""
    if token.lower_ == "they" and (token.head.lemma_ in (*SUFFERING, "die") or suffers(token)):
        return True
    if token.lower_ == "their":
        return token.head.lemma_.lower() in _KIN
    return (
        token.lower_ == "them"
        and token.dep_ == "pobj"
        and token.head.lower_ in ("of", "among")
        and (token.head.lower_ == "among" or token.head.head.tag_ in ("CD", "DT", "JJ", "JJS", "RBS", "NN"))
    )


def _told_of_since(stage: Stage, people: Figurant) -> Figurant | None:
    """ "The experts said … Prosecutors accuse them. … the experts were told. “…,” they said.": the earlier speakers."""
    for at, figurant, subject in stage.lately():
        if figurant is people:
            return None
        if subject and figurant.id in stage.spoke and figurant.plural and not inside_quotes(stage.doc[at]):
            return figurant
    return None


def _speakers(stage: Stage) -> list[tuple[int, Figurant, bool]]:
    """ "Relatives made a call. “Our prisoners are dying,” they assert.": not whom they tell of."""
    lately = [e for e in islice(stage.lately(), _LATELY) if e[2] and e[1].plural]
    return [e for e in lately if not inside_quotes(stage.doc[e[0]])]


def _told_of(stage: Stage, token: Token) -> list[tuple[int, Figurant, bool]]:
    """ "Lund and Stenn were taken by soldiers. They …": of whom the sentence before told goes before whoever did it."""
    if token.dep_ not in ("nsubj", "nsubjpass"):
        return []
    here = stage.sentence[token.i]
    lately = [e for e in stage.lately() if here - 2 <= stage.sentence[e[0]] < here and _as_subject(stage.doc[e[0]])]
    before = [e for e in lately if stage.sentence[e[0]] == here - 1]
    if before and all(one_person(e[1]) and not _named_together(stage, stage.doc[e[0]]) for e in before):
        before = [e for e in lately if e not in before]  # "Lund and Stenn were beaten. Lund has a broken arm. They …"
    return [e for e in before if _is_told_of(stage.doc[e[0]])][-1:]


def _as_subject(head: Token) -> Token | None:
    """The subject that a name is, or that it says more of: "students Ada Lund and Ivo Stenn were beaten"."""
    while head.dep_ in ("conj", "appos") and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head if head.dep_ in ("nsubj", "nsubjpass") else None


def _is_told_of(head: Token) -> bool:
    subject = _as_subject(head)
    if subject is None:
        return False
    verb = subject.head
    return verb.dep_ == "ROOT" and (subject.dep_ == "nsubjpass" or verb.lemma_ == "be")


def _named_together(stage: Stage, head: Token) -> tuple[str, ...]:
    """ "Lev Tarn and Ada Lund", "Lev Tarn and his brother Ivo": the people of one row of names."""
    while head.dep_ in ("conj", "appos") and head.head.tag_ in ("NN", "NNP"):
        head = head.head
    row = [head]
    for item in row:
        row.extend(c for c in item.children if c.dep_ == "conj" and c.pos_ in ("PROPN", "NOUN"))
    found = [e for t in row if (e := stage.book.at(t)) is not None and one_person(stage.book.figurants[e])]
    return tuple(dict.fromkeys(found)) if len(found) == len(row) and len(found) > 1 else ()


def _acting_body(stage: Stage, token: Token) -> Figurant | None:
    """ "The office declined to comment. It denied …": the body of which the sentence before tells."""
    for at, figurant, subject in islice(stage.lately(), _LATELY):
        if stage.sentence[token.i] - stage.sentence[at] > 1:
            return None
        head = stage.doc[at]
        main = head.head.dep_ == "ROOT" and subject and not inside_quotes(head)
        if main and figurant.kind in ("organisation", "facility") and stage.sentence[at] < stage.sentence[token.i]:
            return figurant
    return None


def _body_above(stage: Stage, token: Token) -> Figurant | None:
    """ "The firm angered its workers when it said …": the body of which the same sentence tells before."""
    if token.head.dep_ != "advcl":
        return None
    for subject in subjects(token.head.head):
        figurant = stage.book.figurants.get(stage.book.at(subject) or "")
        if subject.i < token.i and figurant is not None and figurant.kind == "organisation":
            return figurant
    return None


def _it(stage: Stage, token: Token) -> Figurant | None:
    if token.dep_ == "nsubj" and token.head.lemma_ in SPEECH and not expletive(token):
        return _body_above(stage, token) or _acting_body(stage, token) or stage.speaking_body
    for at, figurant, _ in reversed(stage.seen):
        if stage.sentence[token.i] - stage.sentence[at] > 1:
            return None
        if figurant.kind in ("organisation", "place", "facility") and token.lower_ == "its":
            return figurant
    return None
