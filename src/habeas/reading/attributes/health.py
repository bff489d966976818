"""Illnesses, injuries and states of health."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, bearers, names_of, noun_core, persons, text_of
from habeas.reading.attributes.illnesses import eponym, is_illness, of_a_function, on_the_body
from habeas.reading.attributes.injuries import injury_drafts
from habeas.reading.clauses import children, is_verb, joined, prepositional, subjects, undergoers
from habeas.reading.evidence import clause, phrase
from habeas.reading.numerals import ordinal
from habeas.reading.phrases import Phrases
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_UP = 4
_GENERAL = frozenset(
    {
        "illness",
        "disease",
        "condition",
        "problem",
        "ailment",
        "symptom",
        "injury",
        "complaint",
        "disorder",
        "complication",
    }
)


@cache
def _list(name: str) -> Phrases:
    return Phrases(load("health")[name])


def health_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What a word says of a person's health."""
    if is_illness(token):
        yield from _illness(story, token)
    if token.lemma_.lower() in words("health", "sufferers") and token.dep_ in ("appos", "attr"):
        yield from _sufferer_noun(story, token)
    if token.lemma_.lower() in words("health", "naming"):
        yield from _diagnosed(story, token)
    yield from _state(story, token)
    yield from injury_drafts(story, token)


def _illness(story: Story, noun: Token) -> Iterator[Draft]:
    found = _sufferer(story, noun)
    if found is None:
        return
    subject, evidence, verb = found
    value = [*eponym(noun), *noun_core(noun), *on_the_body(noun)]
    if of_a_function(noun):
        value += [t for o in prepositional(noun, "of") for t in (o.head, *noun_core(o))]
    yield Draft(subject, "illness", text_of(story, value), [*evidence, *value], "illness", at=verb)


def _listed_under(noun: Token) -> Token:
    """ "chronic illnesses, including diabetes and asthma", "8 diseases: tuberculosis, gastritis": the general word."""
    base = noun
    while base.dep_ == "conj" and base.head.pos_ in ("NOUN", "PROPN", "ADJ"):
        base = base.head
    if base.dep_ == "appos" and base.i and ":" in {t.text for t in base.doc[base.head.i + 1 : base.i]}:
        return base.head if base.head.lemma_.lower() in _GENERAL else noun
    if base.dep_ == "appos" and base.head.lemma_.lower() in _GENERAL and children(base.head, "poss"):
        return base.head  # "her illness, multiple sclerosis, …"
    if base.dep_ != "pobj":
        return noun
    above = base.head.head
    while above.pos_ == "ADP" and above.head != above:  # "such as"
        above = above.head
    listing = base.head.lower_ in ("including", "as", "like")
    return above if listing and above.lemma_.lower() in _GENERAL else noun


def _in_a_function(noun: Token) -> bool:
    """ "shortness of breath and kidney pain": what the parse joins to the breath is joined to the shortness."""
    return noun.dep_ == "pobj" and noun.head.lower_ == "of" and noun.head.head.lemma_ in ("shortness", "loss", "lack")


def _in_a_row(noun: Token) -> bool:
    """ "Has malnutrition, a stomach ulcer and oedema": what the parse joins or takes for an apposition."""
    if noun.dep_ == "conj":
        return noun.head.pos_ in ("NOUN", "PROPN", "ADJ")
    return noun.dep_ == "appos" and is_illness(noun.head)


def _sufferer_noun(story: Story, noun: Token) -> Iterator[Draft]:
    """ "Vera Lenko, a diabetic," names the illness by the one who has it."""
    for holder in names_of(noun):
        for subject in persons(story, holder)[:1]:
            yield Draft(subject, "illness", text_of(story, noun_core(noun)), [*phrase(holder), noun], "illness")


def _sufferer(story: Story, noun: Token) -> tuple[str, list[Token], Token | None] | None:
    """Whose illness it is, with the words that say so."""
    base = _listed_under(noun)
    while _in_a_row(base) or _in_a_function(base):
        base = base.head.head if _in_a_function(base) else base.head
    if base.dep_ == "compound" and base.head.lemma_ in ("patient", "sufferer", "survivor"):
        return _patient(story, base.head)
    owner = _owner(story, base)
    if owner is not None:
        return owner
    verb = base.head
    while verb.dep_ == "conj" and verb.pos_ == verb.head.pos_ == "ADP":
        verb = verb.head  # "suffers from diabetes and from a fracture of the jaw"
    if base.dep_ == "dobj" and verb.lemma_ in (
        "have",
        "contract",
        "develop",
        "suffer",
        "battle",
        "fight",
        "catch",
        "get",
        "sustain",
    ):
        return _of_verb(story, subjects(verb), verb, noun)
    if base.dep_ == "dobj" and verb.lemma_ in ("find", "detect", "discover", "reveal", "show"):
        return _found_in(story, base, verb)
    if base.dep_ != "pobj" or verb.lower_ not in (*words("health", "joins"), "due", "to", "because", "owing"):
        return None
    history = verb.head
    if verb.lower_ == "of" and history.lemma_ == "history" and history.head.lemma_ == "have":
        return _of_verb(story, subjects(history.head), history.head, noun)
    return _bearing(story, noun, verb) or _joined_by(story, noun, verb)


def _found_in(story: Story, noun: Token, verb: Token) -> tuple[str, list[Token], Token | None] | None:
    """ "found a tumour in the brain of Vera Lenko", "detected a mass in her lungs"."""
    for part in [*prepositional(noun, "in", "on"), *prepositional(verb, "in", "on")]:
        for owner in [*children(part, "poss"), *prepositional(part, "of"), part]:
            for subject in persons(story, owner):
                return subject, [verb, *phrase(noun), *phrase(part)], verb
    return None


def _patient(story: Story, patient: Token) -> tuple[str, list[Token], Token | None] | None:
    for holder in names_of(patient):
        for subject in persons(story, holder):
            return subject, phrase(patient), None
    return None


def _owner(story: Story, noun: Token) -> tuple[str, list[Token], Token | None] | None:
    after = noun.doc[noun.i + 1] if noun.i + 1 < len(noun.doc) else noun
    if noun.dep_ == "compound" or after.pos_ == "NOUN":  # "her asthma pills"
        return None
    for owner in [
        *(c for c in children(noun, "poss") if c not in eponym(noun)),
        *(o for o in prepositional(noun, "of") if o.pos_ == "PROPN"),
    ]:
        for subject in persons(story, owner):
            above = [noun.head, noun.head.head] if noun.dep_ == "pobj" else []
            return subject, [*(t for t in above if t.i < noun.i and noun.i - t.i < 8), *phrase(noun)], None
    return None


def _joined_by(story: Story, noun: Token, preposition: Token) -> tuple[str, list[Token], Token | None] | None:
    head = preposition.head
    if preposition.dep_ == "pcomp" or (preposition.lower_ == "to" and head.lower_ in ("due", "owing")):
        head = head.head
    if preposition.lower_ in ("due", "because", "owing", "to") or head.lower_ == "coma":
        return _through(story, noun, head)
    if head.pos_ == "PROPN" and preposition.nbor(-1).lower_ == "suffering":
        return _of_verb(story, [head], preposition.nbor(-1), noun)
    if is_verb(head) and any(o.lemma_ in words("health", "suffering") for o in children(head, "dobj")):
        return _of_verb(story, [*undergoers(head), *subjects(head)], head, noun)
    if head.lemma_.lower() not in words("health", "suffering") and head.lower_ not in words("health", "suffering"):
        return None
    if is_verb(head) and head.pos_ != "NOUN":
        return _of_verb(story, bearers(head), head, noun)
    if head.pos_ == "ADJ":
        return _of_verb(story, subjects(head.head) if is_verb(head.head) else [head.head], head, noun)
    for owner in children(head, "poss"):
        for subject in persons(story, owner):
            return subject, [*phrase(head)], None
    return _through(story, noun, head)


def _past_dates(token: Token) -> Token:
    """The verb that a phrase of time hangs on, where the parse has hung another phrase on the time."""
    while token.ent_type_ in ("DATE", "TIME") or token.lemma_ in ("winter", "summer", "spring", "autumn", "year"):
        if token.head == token:
            break
        token = token.head.head if token.dep_ == "pobj" else token.head
    return token


def _bearing(story: Story, noun: Token, preposition: Token) -> tuple[str, list[Token], Token | None] | None:
    """ "Vera Lenko, 58, with lung cancer", "was released with a broken rib", "died of pneumonia"."""
    head = _past_dates(preposition.head)
    if preposition.lower_ in ("of", "from") and head.lemma_ == "die":
        if noun.lemma_.lower() in words("health", "of_a_blow"):
            return None  # "died of gunshot wounds": the cause of a death, which nobody had as an illness
        return _of_verb(story, subjects(head), head, noun)
    if preposition.lower_ != "with":
        return None
    if is_verb(head) and head.lemma_.lower() in words("health", "returning"):
        return _of_verb(story, [*undergoers(head), *subjects(head)], head, noun)
    if head.pos_ in ("PROPN", "NOUN"):
        for subject in persons(story, head, named=True):
            return subject, [*phrase(head, appositions=False), *noun_core(noun)], None
    return None


def _through(story: Story, noun: Token, head: Token) -> tuple[str, list[Token], Token | None] | None:
    """ "in a coma due to pneumonia", "underwent treatment for cancer": the subject of the verb above."""
    step = head
    for _ in range(_UP):
        if is_verb(step):
            break
        step = step.head
    if not is_verb(step) or step.lemma_ in ("say", "die", "kill"):
        return None
    return _of_verb(story, [*undergoers(step), *subjects(step)], step, noun)


def _of_verb(
    story: Story, holders: list[Token], verb: Token, noun: Token
) -> tuple[str, list[Token], Token | None] | None:
    for holder in holders:
        for subject in persons(story, holder):
            place = verb if is_verb(verb) else verb.head
            near = [t for t in clause(place) if t.i >= min(verb.i, noun.i)] if is_verb(place) else []
            return subject, [verb, *near, *noun_core(noun)], place if is_verb(place) else None
    return None


def _diagnosed(story: Story, verb: Token) -> Iterator[Draft]:
    """ "diagnosed with X" names X as an illness whatever it is called."""
    for preposition in children(verb, "prep"):
        if preposition.lower_ not in ("with", "as"):
            continue
        for noun in (n for o in children(preposition, "pobj") for n in joined(o)):
            if is_illness(noun) or (noun.lemma_.lower() in _GENERAL and children(noun, "nummod")):
                continue
            for subject in [s for h in bearers(verb)[:1] for s in persons(story, h)][:1]:
                value = text_of(story, noun_core(noun))
                yield Draft(subject, "illness", value, [*clause(verb), *phrase(noun)], "diagnosed with", at=verb)


def _state(story: Story, token: Token) -> Iterator[Draft]:
    """A state of health or of protest."""
    if token.pos_ in ("ADJ", "VERB", "NOUN") and token in _list("state_adjectives"):
        yield from _adjective(story, token)
    if token.dep_ == "acomp" and token.lower_ in words("health", "grades"):
        yield from _graded(story, token)
    yield from _unable(story, token)
    yield from _day_of_strike(story, token)
    if token.dep_ != "pobj" or token.head.lower_ not in ("in", "on", "into"):
        return
    lists = "on_states" if token.head.lower_ == "on" else "in_states"
    if token not in _list(lists):
        return
    holder, verb = _state_holder(token.head)
    for subject in persons(story, holder)[:1] if holder is not None else ():
        evidence = [*([verb] if verb is not None else []), *phrase(token.head)]
        if verb is not None:
            evidence = clause(verb)
        yield Draft(subject, "condition", text_of(story, noun_core(token)), evidence, "state", at=verb)


def _graded(story: Story, word: Token) -> Iterator[Draft]:
    """ "Her condition is critical", "his health remains poor"."""
    for health in subjects(word.head)[:1]:
        if health.lemma_.lower() not in ("health", "condition") or not is_verb(word.head):
            return
        owners = [*children(health, "poss"), *prepositional(health, "of")]
        for subject in [s for o in owners[:1] for s in persons(story, o)][:1]:
            verb = word.head
            yield Draft(subject, "condition", word.text, [*phrase(health), verb, word], "state", at=verb)


def _unable(story: Story, verb: Token) -> Iterator[Draft]:
    """ "can no longer walk", "cannot speak": what the body does no more."""
    if verb.lemma_.lower() not in words("health", "abilities") or not is_verb(verb) or verb.i < 2:
        return
    modal = next((c for c in children(verb, "aux") if c.lower_ in ("can", "ca", "could")), None)
    if modal is None or not (modal.lower_ != "could" or verb.nbor(-1).lower_ == "longer"):
        return
    said = list(verb.doc[modal.i : verb.i + 1])
    if not any(t.lower_ in ("no", "not", "n't", "hardly", "barely") for t in said):
        return
    said += [t for o in children(verb, "dobj") for t in phrase(o)]
    bodily = verb.lemma_ in ("eat", "swallow", "bend", "lift", "chew")
    if children(verb, "dobj") and not bodily and not any(t.lower_ in ("longer", "hardly", "barely") for t in said):
        return  # "cannot read the file"
    for subject in [s for h in subjects(verb)[:1] for s in persons(story, h)][:1]:
        yield Draft(subject, "condition", text_of(story, said), [*subjects(verb)[:1], *said], "unable")


def _day_of_strike(story: Story, token: Token) -> Iterator[Draft]:
    """ "is on day 31 of her hunger strike", "on the 12th day of a fast"."""
    if token.lower_ != "day" or token.i < 1 or token.dep_ not in ("pobj", "npadvmod", "compound"):
        return
    doc = token.doc
    preposition = next((t for t in reversed(doc[max(0, token.i - 4) : token.i]) if t.lower_ in ("on", "in")), None)
    after = doc[token.i + 1 : token.i + 10]
    strike = next((t for t in after if t in _list("on_states") or t.lower_ in ("strike", "fast")), None)
    if preposition is None or strike is None:
        return
    if not (after[0].like_num or any(_ordinal(t) for t in doc[preposition.i : token.i])):
        return
    holder, verb = _state_holder(preposition)
    for subject in persons(story, holder)[:1] if holder is not None else ():
        said = list(doc[preposition.i : strike.i + 1])
        yield Draft(subject, "condition", text_of(story, said), [*([verb] if verb else []), *said], "state", at=verb)


def _ordinal(token: Token) -> bool:
    return ordinal(token.lower_) is not None


def _state_holder(preposition: Token) -> tuple[Token | None, Token | None]:
    head = preposition.head
    if is_verb(head):
        if head.lemma_ not in (
            "be",
            "lie",
            "remain",
            "fall",
            "slip",
            "go",
            "stay",
            "keep",
            "put",
            "place",
            "connect",
            "lapse",
        ):
            return None, None
        holders = bearers(head)
        return (holders[0], head) if holders else (None, None)
    return (head, None) if head.pos_ in ("PROPN", "NOUN", "PRON") else (None, None)


def _adjective(story: Story, word: Token) -> Iterator[Draft]:
    length = _list("state_adjectives").length(word)
    first = word.doc[word.i - 2] if word.lower_ == "striking" else word.doc[word.i - max(length, 1) + 1]
    predicate = word.dep_ in ("acomp", "oprd", "ROOT") and is_verb(word.head)
    verb = word.head if predicate else None
    holder = next(iter(subjects(word.head)), None) if predicate else word.head
    if holder is None or children(word, "prep") or not (predicate or word.dep_ == "amod"):
        return
    if word.lower_ == "critical":  # of a patient only as a predicate: "the critical blogger" criticises
        return
    for subject in persons(story, holder)[:1]:
        value = text_of(story, [first, word])
        if word.lower_ == "striking":
            value = "hunger strike"
        evidence = clause(verb) if verb is not None else [first, word, *phrase(holder)]
        yield Draft(subject, "condition", value, evidence, "state", at=verb)
