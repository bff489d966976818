"""Who is told of again: "the 42-year-old", "the blogger"; and "a man" of the lead, whom later words name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.cast.antecedents import Asked, best, facts_of, lately
from habeas.reading.cast.book import Figurant, Mention
from habeas.reading.cast.fates import fates
from habeas.reading.cast.missed import is_aged
from habeas.reading.cast.phrases import phrase_edges
from habeas.reading.cast.stage import SPEECH, Stage, one_person, sex_of_noun
from habeas.reading.tables import words

_TOLD_AGAIN = words("people", "told_again")
_CALLINGS = words("descriptions", "occupations") | _TOLD_AGAIN
_SERVING = words("descriptions", "counsels") | words("people", "counterparts")
_CUSTODY, _DEATH = words("people", "custody_turns"), words("people", "death_turns")
_UNDERGOING = frozenset({"nsubjpass", "dobj"})
_ARGUMENTS = frozenset({"nsubj", "nsubjpass", "dobj"})
_HELD = words("custody", "inside") | {"defendant", "detainee", "prisoner", "inmate", "remand"}
_NEAR = 14
_REACH = 4
"""Sentences back in which somebody described again was last spoken of."""
_LEAD = 900
"""Characters from the beginning within which somebody not yet named may stand for whom the report then names."""
_SOON = 1200
"""Characters behind such a description within which the name comes."""


def described_again(stage: Stage, token: Token, lemma: str) -> Figurant | None:
    """Whom "the 42-year-old …" or "the blogger" means, where no words before it describe somebody so.

    An age means whoever of those named lately fits best, a calling only somebody shown in custody.
    """
    age = _age(stage, token)
    if age is None and (singled_out(token) or not _calling(token, lemma)):
        return None
    asked = Asked(token, sex_of_noun(lemma), stage.quoted(token))
    doers = stage.doers(token)
    options = []
    alone = False
    for rank, candidate in enumerate(lately(stage, token)):
        figurant = candidate.who
        back = stage.sentence[token.i] - stage.sentence[candidate.places[0]]
        if back > _REACH or not figurant.named or figurant.id in doers:
            continue
        if asked.sex and figurant.sex not in (None, asked.sex):
            continue
        told = told_age(stage, figurant)
        if age is not None and told is not None:
            if told == age:
                return figurant
            continue
        if age is None and not figurant.detained and not (alone := alone or _alone(stage, token, figurant)):
            continue
        options.append((figurant, facts_of(stage, asked, candidate, rank)))
    return best("he", token, options)


def _alone(stage: Stage, token: Token, figurant: Figurant) -> bool:
    """ "The athlete said …": the one person whom the report has told of so far."""
    if token.lemma_.lower() not in _TOLD_AGAIN or token.dep_ not in ("nsubj", "nsubjpass", "poss"):
        return False
    here = stage.sentence[token.i]
    others = ((at, f) for at, f, _ in stage.seen if one_person(f) and f is not figurant)
    return not any(f.named or here - stage.sentence[at] <= _REACH for at, f in others if f not in stage.leads)


def _calling(token: Token, lemma: str) -> bool:
    if any(c.dep_ == "compound" and c.tag_ == "NNP" for c in token.children) and token.tag_ == "NNP":
        return False  # "the Home Secretary"
    if lemma in _SERVING:
        return any(c.dep_ == "amod" for c in token.children)
    return lemma in _CALLINGS


def singled_out(token: Token) -> bool:
    """ "The person who ordered it", "the head of the prison": whoever it is, it is told here."""
    for child in token.children:
        if child.dep_ == "relcl" and not any(c.text == "," for c in token.doc[token.i + 1 : child.left_edge.i + 1]):
            return True
        if child.dep_ == "prep" and child.lower_ in ("of", "for", "from", "in", "at") and child.i == token.i + 1:
            return not any(c.like_num for c in child.children)  # "the mother of two"
        if child.dep_ in ("acl", "poss") or (child.dep_ == "appos" and child.pos_ == "PROPN"):
            return True
    return False


def _age(stage: Stage, token: Token) -> int | None:
    first, _ = phrase_edges(token)
    said = stage.doc[first : token.i + 1]
    if not any(t.lower_ in ("old", "year") or t.lower_.endswith("year-old") for t in said):
        return None
    return next((int(n) for t in said for n in (t.text.split("-")[0],) if n.isdigit()), None)


def told_age(stage: Stage, figurant: Figurant) -> int | None:
    """ "Lev Tarn, 33,": the age that stands behind the name."""
    for mention in figurant.mentions:
        if mention.sort == "name" and mention.last + 2 < len(stage.doc) and stage.doc[mention.last + 1].text == ",":
            behind = stage.doc[mention.last + 2]
            number = behind.nbor() if behind.lower_ == "aged" and behind.i + 1 < len(stage.doc) else behind
            if number.text.isdigit() and len(number.text) <= 2:
                return int(number.text)
    return None


def leads(stage: Stage, token: Token) -> bool:
    """Whether "a journalist" stands early enough, and as one to whom something happens, to be named later."""
    one = any(c.lower_ in ("a", "an", "one") for c in token.children if c.dep_ in ("det", "nummod"))
    early = stage.book.page.start(token) < _LEAD
    held = token.lemma_.lower() in ("prisoner", "detainee", "inmate")
    return one and early and token.dep_ in _ARGUMENTS and (held or _turn(token) is not None)


def unveil_lead(stage: Stage, mention: Mention, figurant: Figurant) -> None:
    """Makes whom the lead told of without a name one with the next named person, where the same befalls both."""
    head = stage.doc[mention.head]
    if figurant.kind != "person" or not figurant.named or figurant.mentions[0].first != mention.first:
        return
    if head.dep_ not in _ARGUMENTS or head.head.lemma_ in SPEECH:
        return
    for lead in list(stage.leads):
        token = stage.doc[lead.mentions[0].head]
        apart = stage.book.page.start(head) - stage.book.page.start(token)
        other_sex = lead.sex is not None and figurant.sex not in (None, lead.sex)
        elsewhere = stage.book.page.paragraph(head) != stage.book.page.paragraph(token)
        if lead.id not in stage.book.figurants or apart > _SOON or other_sex or not elsewhere:
            continue
        befell = _turn(head)
        if ages_differ(stage, lead, figurant):
            continue
        alike = befell is not None and (lead.detained or befell == _turn(token))
        alike = alike and not _another_fits(stage, lead, figurant)
        if alike or (lead.detained and _of_custody(head)) or _opens_next(stage, mention, token):
            stage.join(lead, figurant)
            stage.leads.remove(lead)
            return
        if head.dep_ in ("nsubj", "nsubjpass"):
            stage.leads.remove(lead)  # somebody else is told of first


def _another_fits(stage: Stage, lead: Figurant, figurant: Figurant) -> bool:
    """Whether what befell somebody without a name befell another beside them, or soon befalls a second one named."""
    token = stage.doc[lead.mentions[0].head]
    met = frozenset(fates(token))
    here = stage.book.page.paragraph(token)
    nameless = (f for f in stage.book.figurants.values() if one_person(f) and not f.named and f is not lead)
    beside = (stage.doc[f.mentions[0].head] for f in nameless if f.owner is None)
    if any(stage.book.page.paragraph(b) == here and met.intersection(fates(b)) for b in beside):
        return True
    others = [f for f in stage.book.figurants.values() if f.named and one_person(f) and f is not figurant]
    for other in others:
        if lead.sex is None or other.sex in (None, lead.sex):
            heads = (stage.doc[m.head] for m in other.mentions if m.sort == "name")
            soon = (h for h in heads if abs(stage.book.page.start(h) - stage.book.page.start(token)) < _SOON)
            if any(met.intersection(fates(h)) for h in soon):
                return True
    return False


def age_in_words(stage: Stage, figurant: Figurant) -> int | None:
    """ "A 31-year-old man", "Man, 31, held": the age in the words for somebody without a name."""
    for mention in figurant.mentions:
        if mention.sort == "noun":
            for token in stage.doc[mention.first : mention.last + 3]:
                number = token.text.split("-")[0]
                if number.isdigit() and len(number) == 2:
                    return int(number)
    return None


def ages_differ(stage: Stage, nameless: Figurant, named: Figurant) -> bool:
    """Whether the ages told of somebody without a name and of somebody named are not the same."""
    ages = (age_in_words(stage, nameless), told_age(stage, named))
    return None not in ages and ages[0] != ages[1]


def _opens_next(stage: Stage, mention: Mention, lead: Token) -> bool:
    """ "Ada Lund, 43, …" at the head of the paragraph right behind the lead's, as its subject."""
    head, first = stage.doc[mention.head], stage.doc[mention.first]
    page = stage.book.page
    next_ = page.paragraph(first) == page.paragraph(lead) + 1 and page.opening(page.paragraph(first)).i == first.i
    return next_ and head.dep_ in ("nsubj", "nsubjpass") and is_aged(stage.doc, mention.last)


def in_their_hands(stage: Stage, figurant: Figurant) -> bool:
    """Whether somebody is in custody, or some sentence before tells of an arrest, a trial, a beating."""
    return figurant.detained or any(_turn(stage.doc[m.head]) == "custody" for m in figurant.mentions)


def has_died(stage: Stage, figurant: Figurant) -> bool:
    """Whether some sentence before told of somebody's death."""
    for mention in figurant.mentions:
        head = stage.doc[mention.head]
        own = head.dep_ == "nsubj" and head.head.lemma_ == "take"
        if _turn(head) == "death" or (own and any(c.dep_ == "dobj" and c.lower_ == "life" for c in head.head.children)):
            return True
    return False


def _of_custody(name: Token) -> bool:
    """ "was a defendant in the case", "had completed his time on remand": said of somebody named."""
    near = [t for t in name.head.subtree if abs(t.i - name.head.i) <= _NEAR]
    return any(t.lemma_.lower() in _HELD and t.dep_ in ("attr", "pobj", "appos", "dobj") for t in near)


def _turn(token: Token) -> str | None:
    """What befalls the one named at `token`: "custody" or "death"."""
    for verb in sorted(_rows(token.head), key=lambda v: v.dep_ != "xcomp"):
        undergoes = token.dep_ in _UNDERGOING or verb.tag_ == "VBN"
        undergoes = undergoes or any(c.lower_.endswith("self") for c in verb.children)
        if verb.lemma_ in _DEATH and (undergoes or verb.lemma_ in ("die", "drown", "perish")):
            return "death"
        if verb.lemma_ in _CUSTODY and (undergoes or verb.lemma_ in ("plead", "appear", "face", "stand", "spend")):
            return "custody"
    return None


def _rows(verb: Token) -> Iterator[Token]:
    yield verb
    yield from (c for c in verb.children if c.dep_ in ("conj", "xcomp"))
