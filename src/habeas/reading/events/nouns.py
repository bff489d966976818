"""Nouns, participles and adjectives that tell of an event: the arrest of …, her hunger strike, the abducted printer."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Token

from habeas.reading.clauses import (
    antecedent,
    at_hands_of,
    by_phrase,
    children,
    is_verb,
    of_phrase,
    passive,
    prepositional,
    subjects,
)
from habeas.reading.events.hits import Hit, gather, owner_tokens
from habeas.reading.events.lexicon import NounFrame, adjectives, noun_frames, wordlist
from habeas.reading.events.whose import support_of, tokens_at, verb_above
from habeas.reading.lists import names_after
from habeas.reading.people import Found, doing, in_custody, people
from habeas.reading.standing import stated
from habeas.reading.story import Story
from habeas.reading.tables import words

_STAYING = frozenset({"be", "remain", "languish", "sit", "stay"})


def noun_hit(story: Story, noun: Token) -> Hit | None:
    """The event that a noun names, where the text says to whom it happened or that it took place."""
    if noun.pos_ not in ("NOUN", "PROPN", "VERB") or (
        noun.dep_ in ("compound", "nmod") and noun.lower_ not in ("strike", "striker")
    ):
        return None
    if (
        _lasting(noun)
        or (noun.ent_type_ == "DATE" and noun.is_title)
        or (noun.lower_ == "protest" and noun.dep_ == "pobj" and noun.head.lower_ == "in")
    ):
        return None
    if noun.lower_ == "death" and noun.i + 1 < len(noun.doc) and noun.nbor().lower_ == "fast":
        return _death_fast(story, noun)
    for phrases, frame in noun_frames().get(noun.lemma_.lower(), noun_frames().get(noun.lower_, ())):
        length = phrases.length(noun)
        first = _first(noun, length) if length else noun
        if length and not any(c.lower_ in words("event_nouns", "other_kinds") and c.i < first.i for c in noun.children):
            hit = _fit(story, noun, frame, first)
            if hit is not None:
                return hit
    return None


def _death_fast(story: Story, noun: Token) -> Hit | None:
    """ "On the 47th day of her death fast", in which the parse knows no fast."""
    for phrases, frame in noun_frames()["fast"]:
        if phrases.length(noun.nbor()):
            hit = _fit(story, noun, frame, noun)
            return replace(hit, last=noun.nbor()) if hit is not None else None
    return None


def _lasting(noun: Token) -> bool:
    """ "the conditions of his detention", "years in detention": a state, not its beginning."""
    if noun.lemma_ not in words("event_nouns", "lasting"):
        return False
    if any(c.lower_ in words("event_nouns", "going_on") for c in children(noun, "amod")):
        return True
    if noun.dep_ != "pobj":
        return False
    return noun.head.lower_ in words("event_nouns", "lasting_after")


def _first(noun: Token, length: int) -> Token:
    place = noun.i
    while length > 1:
        place -= 1
        length -= noun.doc[place].lower_ != "-"
    return noun.doc[place]


def _fit(story: Story, noun: Token, frame: NounFrame, first: Token) -> Hit | None:
    hit = Hit(frame.type, first, noun, noun, f"noun:{frame.type}")
    for place in frame.person:
        if place == "main":
            hit.persons.ids += _main_person(story, noun)
            continue
        hit.persons = gather(story.cast, tokens_at(story, noun, place))
        if place == "of":
            _add_list(story, noun, hit.persons)
        if hit.persons.ids:
            support = support_of(noun)
            if place == "support" or (place == "poss" and support is not None and _of_its_subject(story, support, hit)):
                hit.clause = support or noun
            elif place in ("endured", "alleged"):
                hit.clause = _clause_of(hit.persons, noun)
            break
    if not hit.persons.ids and not ("free" in frame.flags and _takes_place(story, noun)):
        return None
    if "single" in frame.flags and (not _single(story, hit.persons) or _in_words(noun)):
        return None
    if "custody" in frame.flags and not any(in_custody(story.cast, t) for t in hit.persons.tokens):
        return None
    if (
        hit.type == "hearing"
        and stated(noun) == "asserted"
        and not _takes_place(story, noun)
        and story.times.of(noun) is None
    ):
        return None
    hit.actors = _actors(story, noun, hit.persons)
    if hit.clause == noun:
        hit.clause = _carrier(noun)
    above = verb_above(noun)
    hit.standing_at = above if above is not None and _is_on(above) else noun
    if hit.type == "transfer":
        hit.type = _where_to(noun)
    return hit


def _single(story: Story, persons: Found) -> bool:
    """Whether one person is meant, by name or by description: "her driver", "one of the guards"."""
    return any(story.cast.kind(p) == "person" for p in persons.ids) or any(t.lower_ == "one" for t in persons.tokens)


def _in_words(noun: Token) -> bool:
    """ "His attack on the writer in the press"."""
    near = [*prepositional(noun, "in", "on", "over"), *(o for p in prepositional(noun) for o in prepositional(p, "in"))]
    return any(t in wordlist("words_only") for t in near)


def _carrier(noun: Token) -> Token:
    """The verb that says that it took place, else the noun itself."""
    verb = verb_above(noun)
    if verb is not None and verb.lemma_ in words("event_nouns", "held") and not _news_of(noun):
        return verb
    own = _told_of(noun)
    if own is not None:
        return own
    return (_to_come(verb) if verb is not None else None) or noun


def _news_of(noun: Token) -> bool:
    """ "News of her death came a week later": what is said of the news is not said of the death."""
    return noun.dep_ == "pobj" and noun.head.head.lemma_ in words("standing", "telling")


def _where_to(noun: Token) -> str:
    """ "Her transfer to hospital", "his transfer to solitary confinement"."""
    to = list(prepositional(noun, "to", "into"))
    if any(t in wordlist("hospital") and t not in wordlist("prison") for t in to):
        return "hospitalisation"
    return "solitary_confinement" if any(t in wordlist("isolation") for t in to) else "transfer"


def _clause_of(persons: Found, noun: Token) -> Token:
    """The verb that says who bore what the noun names."""
    return next((t.head for t in persons.tokens if is_verb(t.head)), noun)


def _of_its_subject(story: Story, verb: Token, hit: Hit) -> bool:
    """ "Ended his hunger strike": who bears the noun is the subject of the verb that carries it."""
    return any(e in hit.persons.ids for s in subjects(verb) for e in people(story.cast, s))


def _add_list(story: Story, noun: Token, persons: Found) -> None:
    """ "the arrest of journalists A and B and workers C and D": the names of a list that the parse tears apart."""
    for preposition in children(noun, "prep"):
        objects = children(preposition, "pobj") if preposition.lower_ == "of" else []
        if objects and persons.ids and any(t.tag_ in ("NNS", "NNPS") for t in objects[0].subtree):
            persons.list(names_after(story.cast, preposition.nbor()))


def _main_person(story: Story, noun: Token) -> list[str]:
    """The person in custody of whom the text last spoke, for "the hearing was put off" and "the trial opened"."""
    verb = noun.head if noun.dep_ in ("nsubj", "nsubjpass", "dobj") else None
    if verb is None or not (verb.lemma_ in words("event_nouns", "held") or _to_come(verb) is not None or _is_on(verb)):
        return []
    main = story.cast.main_person(noun)
    return [main] if main is not None else []


def _takes_place(story: Story, noun: Token) -> bool:
    verb = verb_above(noun)
    carried = verb is not None and (verb.lemma_ in words("event_nouns", "held") or _to_come(verb) is not None)
    carried = carried or _told_of(noun) is not None or (verb is not None and _is_on(verb))
    dated = any(t.ent_type_ == "DATE" for t in prepositional(noun))
    return carried or dated


def _is_on(verb: Token) -> bool:
    """ "The next hearing will be on 15 March"."""
    return verb.lemma_ == "be" and any(t.ent_type_ == "DATE" for t in prepositional(verb, "on"))


def _told_of(noun: Token) -> Token | None:
    """ "The trial, which began on Tuesday, …": the verb of its own clause that says that it took place."""
    clauses = [v for head in (noun, *of_phrase(noun)) for v in children(head, "relcl")]
    own = [v for v in clauses if v.lemma_ in words("event_nouns", "held")]
    return next((v for v in own if any(t.tag_ == "WDT" for t in children(v, "nsubj", "nsubjpass"))), None)


def _to_come(verb: Token) -> Token | None:
    """What is "due to begin" or "is to open"."""
    if verb.lemma_ != "be":
        return None
    ahead = [*children(verb, "xcomp"), *(x for c in children(verb, "acomp") for x in children(c, "xcomp"))]
    return next((x for x in ahead if x.lemma_ in words("event_nouns", "held")), None)


def _actors(story: Story, noun: Token, persons: Found) -> Found:
    found = Found()
    inner = (b for o in of_phrase(noun) for b in (*by_phrase(o), *at_hands_of(o)))
    for token in [*by_phrase(noun), *at_hands_of(noun), *inner]:
        found.add(doing(story.cast, token), token)
    if not found.ids and persons.ids:
        for token in _by_beyond(noun):
            found.add(doing(story.cast, token), token)
    if not any(t.dep_ == "poss" and t.head == noun for t in persons.tokens):
        for token in children(noun, "poss"):
            found.add(doing(story.cast, token), token)
    found.ids = [a for a in found.ids if a not in persons.ids]
    return found


def _by_beyond(noun: Token) -> list[Token]:
    """ "condemned the killing of … by gunmen": with a verb that is not passive, "by" tells of the noun."""
    step = noun.head if noun.dep_ == "conj" else noun
    verb = step.head
    if step.dep_ not in ("dobj", "nsubj") or not is_verb(verb) or passive(verb):
        return []
    return [t for t in by_phrase(verb) if t.i > noun.i]


def adjective_hit(story: Story, word: Token) -> Hit | None:
    """The event that a participle before a person tells of: "the abducted printer"."""
    kind = adjectives().get(word.lower_)
    if word.dep_ != "amod":
        return None
    if kind is None:
        return _failing(story, word)
    if word.lower_ == "striking" and not _hunger_before(word):
        return None
    noun = word.head
    persons = gather(story.cast, [antecedent(noun)])
    if not persons.ids or not _definite(story, noun, persons):
        return None
    first = word.doc[word.i - 2] if word.lower_ == "striking" else word
    return Hit(kind, first, word, noun, f"adjective:{kind}", persons, standing_at=word)


def _failing(story: Story, word: Token) -> Hit | None:
    """ "Her deteriorating health", "is facing a worsened health condition"."""
    health = word.head
    if word.lower_ not in words("event_adjectives", "failing") or health not in wordlist("health_only"):
        return None
    verb = health.head
    bearing = health.dep_ == "dobj" and verb.lemma_ in words("event_nouns", "enduring")
    whose = owner_tokens(health) or (subjects(verb) if bearing else [])
    persons = gather(story.cast, [antecedent(t) for t in whose])
    if not persons.ids:
        return None
    return Hit("deterioration", word, health, health, "noun:deterioration", persons, standing_at=health)


def _hunger_before(word: Token) -> bool:
    return word.i >= 2 and word.nbor(-1).lower_ == "-" and word.nbor(-2).lower_ == "hunger"


def _definite(story: Story, noun: Token, persons: Found) -> bool:
    """Whether a certain person is meant: "the missing student", not "a dead man"."""
    if noun.pos_ not in ("NOUN", "PROPN"):
        return False
    vague = any(c.dep_ == "det" and c.lower_ in ("a", "an", "any", "no", "every", "each") for c in noun.children)
    return not vague or all(story.cast.named(p) for p in persons.ids)


def shown_in_custody(story: Story, word: Token) -> tuple[str, ...]:
    """The people whom "imprisoned", "jailed" or "prisoner" before a name shows in custody."""
    if word.dep_ == "amod" and word.lower_ in words("event_adjectives", "custody"):
        return people(story.cast, word.head)
    if word.lemma_ in _STAYING and _behind_bars(word):
        return tuple(e for token in subjects(word) for e in people(story.cast, token) if story.cast.named(e))
    return ()


def _behind_bars(verb: Token) -> bool:
    """ "is now in prison", "remain behind bars", told as so: not "was in prison", "is in the prison to see him"."""
    present = any(t.tag_ in ("VBZ", "VBP") for t in (verb, *children(verb, "aux")))
    if not present or stated(verb) != "asserted":
        return False
    places = [*prepositional(verb, "in", "behind")]
    return any((t in wordlist("in_custody") and not children(t, "det", "poss")) for t in places)
