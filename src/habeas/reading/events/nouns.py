"""Nouns, participles and adjectives that tell of an event: the arrest of …, her hunger strike, the abducted printer."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from habeas.reading.clauses import (
    antecedent,
    by_phrase,
    children,
    is_verb,
    of_phrase,
    passive,
    prepositional,
    subjects,
    undergoers,
)
from habeas.reading.events.hits import Hit, gather, owner_tokens
from habeas.reading.events.lexicon import NounFrame, adjectives, noun_frames, wordlist
from habeas.reading.lists import names_after
from habeas.reading.people import Found, doing, in_custody, people, principal
from habeas.reading.standing import stated
from habeas.reading.story import Story
from habeas.reading.tables import words

_HEALTH = frozenset({"health", "condition"})
_MAX_UP = 5
_STAYING = frozenset({"be", "remain", "languish", "sit", "stay"})
_NEAR = 4


def noun_hit(story: Story, noun: Token) -> Hit | None:
    """The event that a noun names, where the text says to whom it happened or that it took place."""
    if noun.pos_ not in ("NOUN", "PROPN", "VERB") or (noun.dep_ in ("compound", "nmod") and noun.lower_ != "strike"):
        return None
    if (
        _lasting(noun)
        or (noun.ent_type_ == "DATE" and noun.is_title)
        or (noun.lower_ == "protest" and noun.dep_ == "pobj" and noun.head.lower_ == "in")
    ):
        return None
    for phrases, frame in noun_frames().get(noun.lemma_.lower(), noun_frames().get(noun.lower_, ())):
        length = phrases.length(noun)
        if length and not any(c.lower_ in words("event_nouns", "other_kinds") for c in noun.children):
            return _fit(story, noun, frame, _first(noun, length))
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
        hit.persons = gather(story.cast, _tokens(story, noun, place))
        if place == "of":
            _add_list(story, noun, hit.persons)
        if hit.persons.ids:
            support = _support(noun)
            if place == "support" or (place == "poss" and support is not None and _of_its_subject(story, support, hit)):
                hit.clause = support or noun
            elif place in ("endured", "alleged"):
                hit.clause = _clause_of(hit.persons, noun)
            break
    if not hit.persons.ids and not ("free" in frame.flags and _takes_place(story, noun)):
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
        verb = _verb_above(noun)
        if verb is not None and verb.lemma_ in words("event_nouns", "held"):
            hit.clause = verb
        elif verb is not None:
            hit.clause = _to_come(verb) or noun
    hit.standing_at = noun
    return hit


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
    if verb is None or (verb.lemma_ not in words("event_nouns", "held") and _to_come(verb) is None):
        return []
    main = story.cast.main_person(noun)
    return [main] if main is not None else []


def _tokens(story: Story, noun: Token, place: str) -> list[Token]:
    """The tokens that may name the person at a place of the table; else those after a preposition of that name."""
    finders: dict[str, Callable[[Story, Token], list[Token]]] = {
        "of": lambda _, noun: _of_either(noun),
        "upon": lambda _, noun: list(prepositional(noun, "on", "upon")),
        "named": lambda story, noun: [t for t in children(noun, "compound") if _is_named_person(story, t)],
        "poss": _possessed,
        "endured": _endured,
        "alleged": _alleged,
        "support": _with_support,
        "self": _itself,
        "health": _whose_health,
        "faced": _facing,
        "on": _bearer,
        "order": _of_order,
        "within": _within,
    }
    finder = finders.get(place)
    return finder(story, noun) if finder is not None else list(prepositional(noun, place))


def _itself(story: Story, noun: Token) -> list[Token]:
    """ "Hunger striker Ada Lund"; "the strikers" are those of whom the text has told."""
    entity = story.cast.at(noun)
    told = noun.tag_ == "NNS" and any(c.lower_ in ("the", "these", "those") for c in children(noun, "det"))
    return [] if told and not (entity and story.cast.named(entity)) else [noun]


def _possessed(story: Story, noun: Token) -> list[Token]:
    return [] if _its_doing(noun) else [t for t in children(noun, "poss") if people(story.cast, t)]


def _its_doing(noun: Token) -> bool:
    """ "their abuses", "his attacks": whose they are does them."""
    return noun.tag_ == "NNS" and noun.lemma_ in ("abuse", "attack", "threat", "assault")


def _endured(_: Story, noun: Token) -> list[Token]:
    """ "the torture he suffered", "torture he says he suffered", "beatings meted out to him"."""
    for clause in children(noun, "relcl", "acl"):
        inner = [c for c in children(clause, "ccomp") if c.lemma_ in words("event_nouns", "enduring")]
        for verb in (clause, *inner):
            if verb.lemma_ in words("event_nouns", "enduring"):
                return by_phrase(verb) if verb.dep_ == "acl" else [t for t in subjects(verb) if t != noun]
            if verb.lemma_ in ("subject", "expose") and children(verb, "nsubjpass"):
                return children(verb, "nsubjpass")
            if verb.lemma_ in words("event_nouns", "inflicting"):
                return list(prepositional(verb, "on", "upon", "against", "to", "out"))
    return []


def _alleged(story: Story, noun: Token) -> list[Token]:
    """ "He has alleged repeated torture by his guards": what somebody in custody, or a lawyer for them, tells of."""
    step = noun
    while step.dep_ in ("conj", "pobj", "prep", "dobj") and step.head != step and not is_verb(step):
        step = step.head
    if not is_verb(step) or step.lemma_ not in words("event_nouns", "alleging"):
        return []
    return [p for s in subjects(step) for p in (principal(s),) if in_custody(story.cast, p)]


def _of_either(noun: Token) -> list[Token]:
    """The objects of "of", shared by nouns joined to each other: "the kidnapping and murder of …"."""
    inside = [o for p in children(noun, "prep") if p.lower_ in ("in", "inside") for o in children(p, "pobj")]
    own = of_phrase(noun) or [o for place in inside if place in wordlist("in_custody") for o in of_phrase(place)]
    if own:
        return own
    first = noun
    while first.dep_ == "conj" and first.head != first:
        first = first.head
        found = [o for o in of_phrase(first) if o.i > noun.i]
        if found:
            return found
    return [o for other in children(noun, "conj") if other.i - noun.i <= _NEAR for o in of_phrase(other)]


def _is_named_person(story: Story, token: Token) -> bool:
    entity = story.cast.at(token)
    return entity is not None and story.cast.named(entity) and story.cast.kind(entity) == "person"


def _with_support(_: Story, noun: Token) -> list[Token]:
    support = _support(noun)
    return _supported(support) if support is not None else []


def _whose_health(_: Story, noun: Token) -> list[Token]:
    """ "a deterioration in his health"."""
    return [o for h in prepositional(noun, "in", "of") if h.lemma_ in _HEALTH for o in children(h, "poss")]


def _facing(_: Story, noun: Token) -> list[Token]:
    if noun.dep_ == "dobj" and noun.head.lemma_ in words("standing", "facing"):
        return subjects(noun.head)
    risk = noun.head.head
    if noun.dep_ == "pobj" and noun.head.lower_ == "of" and risk.lemma_ in ("risk", "danger"):
        verb = _verb_above(risk)
        return subjects(verb) if verb is not None and verb.lemma_ in ("be", "remain", "face", "run") else []
    return []


def _of_order(_: Story, noun: Token) -> list[Token]:
    """ "the extension of her detention"."""
    return [t for o in of_phrase(noun) if o in wordlist("orders") for t in owner_tokens(o)]


def _within(story: Story, noun: Token) -> list[Token]:
    return [t for p in children(noun, "prep") for t in p.subtree if t.dep_ == "poss" and people(story.cast, t)]


def _bearer(_: Story, noun: Token) -> list[Token]:
    """ "X, on hunger strike for 30 days,": the phrase hangs from the person."""
    preposition = noun.head
    if preposition.lower_ in ("on", "in", "under") and preposition.dep_ == "prep" and not is_verb(preposition.head):
        return [preposition.head]
    return []


def _supported(verb: Token) -> list[Token]:
    if verb.lemma_ in ("subject", "place", "put", "keep", "hold"):
        return undergoers(verb)
    return subjects(verb)


def _verb_above(noun: Token) -> Token | None:
    """The verb on whose complement the noun stands, through "in the twelfth day of her …" and the like."""
    step = noun
    for _ in range(_MAX_UP):
        if step.head == step or step.dep_ in ("relcl", "advcl", "appos", "nsubj"):
            return step.head if step.dep_ == "nsubj" else None
        step = step.head
        if is_verb(step):
            return step
    return None


def _support(noun: Token) -> Token | None:
    """The verb that lends the noun its subject: "are going on hunger strike", "was subjected to torture"."""
    step = noun
    for _ in range(_MAX_UP):
        if step.dep_ not in ("dobj", "pobj", "attr", "prep", "conj", "agent") or step.head == step:
            return None
        step = step.head
        if is_verb(step):
            return step if step.lemma_ in words("event_nouns", "support") else None
        if step.pos_ != "ADP" and step.lemma_ not in ("day", "part", "week", "month", "campaign", "number", "form"):
            return None
    return None


def _takes_place(story: Story, noun: Token) -> bool:
    verb = _verb_above(noun)
    carried = verb is not None and (verb.lemma_ in words("event_nouns", "held") or _to_come(verb) is not None)
    dated = any(t.ent_type_ == "DATE" for t in prepositional(noun))
    return carried or dated


def _to_come(verb: Token) -> Token | None:
    """What is "due to begin" or "is to open"."""
    if verb.lemma_ != "be":
        return None
    ahead = [*children(verb, "xcomp"), *(x for c in children(verb, "acomp") for x in children(c, "xcomp"))]
    return next((x for x in ahead if x.lemma_ in words("event_nouns", "held")), None)


def _actors(story: Story, noun: Token, persons: Found) -> Found:
    found = Found()
    for token in [*by_phrase(noun), *(b for o in of_phrase(noun) for b in by_phrase(o))]:
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
    if kind is None or word.dep_ != "amod":
        return None
    if word.lower_ == "striking" and not _hunger_before(word):
        return None
    noun = word.head
    persons = gather(story.cast, [antecedent(noun)])
    if not persons.ids or not _definite(story, noun, persons):
        return None
    first = word.doc[word.i - 2] if word.lower_ == "striking" else word
    return Hit(kind, first, word, noun, f"adjective:{kind}", persons, standing_at=word)


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
