"""Who is meant by "he" and "she": what the sentence shows for certain, else whom most speaks for."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from spacy.tokens import Token

from habeas.reading.cast.antecedents import Asked, best, facts_ahead, facts_of, lately
from habeas.reading.cast.book import Figurant, Sex
from habeas.reading.cast.kin import calls
from habeas.reading.cast.phrases import inside_quotes
from habeas.reading.cast.stage import ASIDE, SPEECH, Stage, one_person, says
from habeas.reading.clauses import subjects
from habeas.reading.tables import words

_COUNSELS = words("descriptions", "counsels")
_DONE_TO = (
    words("people", "holding_verbs") | words("people", "done_to_people") | {"deny", "transfer", "isolate", "move"}
)
SUFFERING = frozenset(
    {"vomit", "suffer", "faint", "collapse", "bleed", "cough", "weigh", "starve", "languish", "weaken"}
)
_LATELY = 30
_LEADING = frozenset({"prep", "advcl", "npadvmod", "mark", "pcomp"})
"""What leads a sentence in before its subject."""


def he_or_she(stage: Stage, token: Token, sex: Sex) -> Figurant | None:
    """The person for whom the pronoun stands, where somebody on stage fits."""
    asked = Asked(token, sex, stage.quoted(token))
    teller = _teller_behind(stage, token) if asked.quoted else None
    certain = _itself(stage, token) or _beside_owner(stage, token) or _of_kin(stage, token, sex)
    certain = certain or _who_says_it(stage, token) or _named_behind(stage, token) or _speaking_on(stage, asked, sex)
    found = certain if certain is not teller and may_be(certain, sex) else None
    if found is None:
        found = _likeliest(stage, asked, sex, teller)
        if found is None or asked.quoted:
            return found  # of whom somebody quoted speaks is too unsure to tell the sex of anybody
    if found.sex is None:
        found.sex = sex
    stage.last_meant[sex] = found
    return found


def _likeliest(stage: Stage, asked: Asked, sex: Sex, teller: Figurant | None) -> Figurant | None:
    token = asked.token
    doers, unwell = stage.doers(token), suffers(token)
    options = []
    for rank, candidate in enumerate(lately(stage, token)):
        who = candidate.who
        if not (may_be(who, sex) or who.sex_by_name) or who is teller or who.id in doers:
            continue
        if any(argument_beside(stage, token, at) for at in candidate.places):
            continue
        if unwell and who.nouns & _COUNSELS and any(says(stage.doc[at]) for at in candidate.places):
            continue
        options.append((who, facts_of(stage, asked, candidate, rank)))
    ahead = _ahead(stage, token)
    if ahead is not None and may_be(ahead, sex) and ahead not in (teller, *(who for who, _ in options)):
        options.append((ahead, facts_ahead(stage, asked, ahead)))
    return best("he", token, options)


def _speaking_on(stage: Stage, asked: Asked, sex: Sex) -> Figurant | None:
    """ "He said": who spoke last, where nobody else of that sex was told of since in the paragraph."""
    token, speaker = asked.token, stage.speaker
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in SPEECH and token.head.dep_ not in ASIDE
    if not speaks or asked.quoted or not may_be(speaker, sex):
        return None
    page = stage.book.page
    here = page.paragraph(token)
    since = [f for at, f, _ in islice(stage.lately(), _LATELY) if page.paragraph(stage.doc[at]) == here]
    return speaker if speaker in since or not any(one_person(f) and f.sex == sex for f in since) else None


def _itself(stage: Stage, token: Token) -> Figurant | None:
    """ "Lund hid himself", "Lund himself": whoever does it, or whose name stands right before."""
    if not token.lower_.endswith("self"):
        return None
    before = token.nbor(-1) if token.i > token.sent.start else token
    verb = next((t for t in token.ancestors if t.pos_ in ("VERB", "AUX")), None)
    near = [before] if before.pos_ == "PROPN" else subjects(verb)[:1] if verb is not None else []
    return next((f for t in near if (f := stage.book.figurants.get(stage.book.at(t) or "")) is not None), None)


def _ahead(stage: Stage, token: Token) -> Figurant | None:
    """ "In his closing words, Lev Tarn …": the subject that the sentence names behind what leads in."""
    subject = None if stage.quoted(token) else next(_subjects_behind(token), None)
    figurant = stage.book.figurants.get(stage.book.at(subject) or "") if subject is not None else None
    return figurant if subject is not None and figurant is not None and _named_there(stage, subject) else None


def _subjects_behind(token: Token) -> Iterator[Token]:
    """The subjects, behind the pronoun, of the clauses that it leads in."""
    for step in (token, *token.ancestors):
        if step.dep_ in _LEADING and step.head.pos_ in ("VERB", "AUX"):
            yield from (c for c in step.head.children if c.dep_ in ("nsubj", "nsubjpass") and c.i > token.i)


def _teller_behind(stage: Stage, token: Token) -> Figurant | None:
    """ "“She is in prison,” Lund said": whoever says it behind the quotation is not "she" in it."""
    closed = False
    for other in stage.doc[token.i + 1 : token.sent.end]:
        if other.text == '"' and closed:
            return None
        closed = closed or other.text == '"'
        if closed and other.dep_ == "nsubj" and other.head.lemma_ in SPEECH:
            return stage.book.figurants.get(stage.book.at(other) or "")
    return None


def suffers(token: Token) -> bool:
    """ "He is vomiting blood", "he was denied water": of a prisoner, and not of the lawyer who tells it."""
    verb = token.head
    if token.dep_ == "nsubjpass":
        return verb.lemma_ in _DONE_TO
    return token.dep_ == "nsubj" and verb.lemma_ in SUFFERING


def _of_kin(stage: Stage, token: Token, sex: Sex) -> Figurant | None:
    """ "The mother of Ada Lund said her daughter …": her who was told of as a mother just before."""
    if token.tag_ != "PRP$":
        return None
    lemma = token.head.lemma_.lower()
    for at, figurant, _ in stage.lately():
        if stage.sentence[token.i] - stage.sentence[at] > 1:
            return None
        if calls(figurant, lemma) and may_be(figurant, sex):
            return figurant
    return None


def _beside_owner(stage: Stage, token: Token) -> Figurant | None:
    """ "Lev Tarn and his son": in a row, the owner of what follows a person's name is that person."""
    noun = token.head
    beside = noun.head.head if noun.dep_ == "pobj" and noun.head.lower_ in ("with", "alongside") else noun.head
    row = noun.dep_ in ("conj", "appos") or (beside != noun.head and noun.head.dep_ == "prep")
    if token.tag_ != "PRP$" or not row or beside.pos_ != "PROPN":
        return None
    return stage.book.figurants.get(stage.book.at(beside) or "")


def _who_says_it(stage: Stage, token: Token) -> Figurant | None:
    """ "Mira Tarn, who says she was beaten": whoever "who" stands for says it of herself."""
    clause = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or inside_quotes(token):
        return None
    while clause.dep_ in ("conj", "xcomp") and clause.head.i < clause.i:
        clause = clause.head
    verb = clause.head
    if clause.dep_ != "ccomp" or verb.lemma_ not in SPEECH or verb.i > token.i:
        return None
    for subject in subjects(verb):
        if subject.tag_ == "WP" or verb.dep_ == "relcl" or any(a.dep_ == "relcl" for a in verb.ancestors):
            return stage.book.figurants.get(stage.book.at(subject) or "")
    return None


def _named_behind(stage: Stage, token: Token) -> Figurant | None:
    """ "When he was arrested, Lev Tarn …": leading in, the one whom the sentence then names."""
    if token.dep_ not in ("nsubj", "nsubjpass") or inside_quotes(token):
        return None
    for step in (token.head, *token.head.ancestors):
        above = step.head
        if step.dep_ != "advcl" or above.i < token.i or above.pos_ not in ("VERB", "AUX"):
            continue
        for subject in above.children:
            if subject.dep_ not in ("nsubj", "nsubjpass") or subject.i < token.i:
                continue
            figurant = stage.book.figurants.get(stage.book.at(subject) or "")
            return figurant if figurant is not None and figurant.named and _named_there(stage, subject) else None
    return None


def _named_there(stage: Stage, subject: Token) -> bool:
    return any(i in stage.names for i in range(subject.left_edge.i, subject.i + 1))


def may_be(figurant: Figurant | None, sex: Sex) -> bool:
    """Whether a person of that sex may be meant."""
    return figurant is not None and one_person(figurant) and figurant.sex in (None, sex)


def argument_beside(stage: Stage, token: Token, at: int) -> bool:
    """Whether both hang on one verb as its subject and object: "he" in "Orlov saw him" is not Orlov."""
    other = stage.doc[at]
    if token.lower_.endswith("self"):
        return False
    parts = ("nsubj", "nsubjpass", "dobj", "dative")
    return token.dep_ in parts and other.dep_ in parts and token.head.i == other.head.i
