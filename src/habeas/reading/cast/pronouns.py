"""Who is meant by "he", "her", "they", "its" and "who"."""

from __future__ import annotations

from itertools import chain, islice

from spacy.tokens import Token

from habeas.reading.cast.antecedents import Asked, Entrance, fitness
from habeas.reading.cast.book import Figurant, Mention, Sex
from habeas.reading.cast.kin import calls
from habeas.reading.cast.phrases import expletive, inside_quotes
from habeas.reading.cast.stage import ASIDE, SPEECH, Stage, according, one_person, says
from habeas.reading.clauses import subjects
from habeas.reading.tables import words

_HIS = frozenset({"he", "him", "his", "himself"})
_HER = frozenset({"she", "her", "hers", "herself"})
_THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
_IT = frozenset({"it", "its", "itself"})
_WE = frozenset({"we", "us", "our", "ours"})
_KIN = words("descriptions", "kin") - {"parent", "partner", "child"}
_COUNSELS = words("descriptions", "counsels")
_DONE_TO = (
    words("people", "holding_verbs") | words("people", "done_to_people") | {"deny", "transfer", "isolate", "move"}
)
_SUFFERING = frozenset(
    {"vomit", "suffer", "faint", "collapse", "bleed", "cough", "weigh", "starve", "languish", "weaken"}
)
_LATELY = 30
_REACH = 4
"""Sentences back in which a pronoun's antecedent is looked for."""


def pronoun(stage: Stage, token: Token) -> None:
    """Ties a pronoun to whom it stands for, where somebody on stage fits."""
    low = token.lower_
    figurant: Figurant | None = None
    if low in _HIS or low in _HER:
        figurant = _he_or_she(stage, token, "m" if low in _HIS else "f")
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


def _he_or_she(stage: Stage, token: Token, sex: Sex) -> Figurant | None:
    asked = Asked(token, sex, inside_quotes(token), len(stage.seen))
    teller = _teller_behind(stage, token) if asked.quoted else None
    speaks = token.dep_ == "nsubj" and token.head.lemma_ in SPEECH and token.head.dep_ not in ASIDE
    if speaks and stage.speaker is not teller and may_be(stage.speaker, sex) and not _another_since(stage, token, sex):
        return _settled(stage.speaker, sex)
    certain = _beside_owner(stage, token) or _of_kin(stage, token, sex)
    certain = certain or _who_says_it(stage, token) or _named_behind(stage, token)
    if certain is not teller and may_be(certain, sex):
        return _settled(certain, sex)
    best: tuple[float, int, Figurant] | None = None
    doers = stage.doers(token)
    suffers = _suffers(token)
    page = stage.book.page
    for at, figurant, subject in reversed(stage.seen):
        back = stage.sentence[token.i] - stage.sentence[at]
        if back > _REACH:
            break
        if not may_be(figurant, sex) or _argument_beside(stage, token, at) or figurant.id in doers:
            continue
        if figurant is teller or (suffers and figurant.nouns & _COUNSELS and says(stage.doc[at])):
            continue
        near = page.paragraph(stage.doc[at]) == page.paragraph(token)
        entrance = Entrance(at, figurant, subject)
        score = fitness(asked, entrance, back, same_paragraph=near, speaks=figurant is stage.speaker)
        if best is None or score > best[0]:
            best = (score, at, figurant)
    if best is None or asked.quoted:
        return best[2] if best else None  # of whom somebody quoted speaks is too unsure to tell the sex of anybody
    return _settled(best[2], sex)


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


def _another_since(stage: Stage, token: Token, sex: Sex) -> bool:
    """ "Ms Lund was released. She told …": in a new paragraph, somebody of that sex; the speaker's is not known."""
    if stage.speaker is None or stage.speaker.sex is not None:
        return False
    page = stage.book.page
    here = page.paragraph(token)
    since = [f for at, f, _ in islice(stage.lately(), _LATELY) if page.paragraph(stage.doc[at]) == here]
    return stage.speaker not in since and any(one_person(f) and f.sex == sex for f in since)


def _suffers(token: Token) -> bool:
    """ "He is vomiting blood", "he was denied water": of a prisoner, and not of the lawyer who tells it."""
    verb = token.head
    if token.dep_ == "nsubjpass":
        return verb.lemma_ in _DONE_TO
    return token.dep_ == "nsubj" and verb.lemma_ in _SUFFERING


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


def _settled(figurant: Figurant | None, sex: Sex) -> Figurant | None:
    if figurant is not None and figurant.sex is None:
        figurant.sex = sex
    return figurant


def _argument_beside(stage: Stage, token: Token, at: int) -> bool:
    """Whether both hang on one verb as its subject and object: "he" in "Orlov saw him" is not Orlov."""
    other = stage.doc[at]
    parts = ("nsubj", "nsubjpass", "dobj", "dative")
    return token.dep_ in parts and other.dep_ in parts and token.head.i == other.head.i


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
        if together and not _argument_beside(stage, token, at):
            stage.book.several[token.i] = together
            return None
        several = figurant.kind != "organisation" if only_people else figurant.plural or figurant.kind == "organisation"
        if several and (figurant.plural or not only_people) and not _argument_beside(stage, token, at):
            return figurant
    return None


def _of_people(token: Token) -> bool:
    """ "Three of them", "their cousin": said of several people and of no body."""
    if token.lower_ == "they" and (token.head.lemma_ in (*_SUFFERING, "die") or _suffers(token)):
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
