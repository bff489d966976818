"""Being taken somewhere: a hospital, another prison, isolation, one's home, or nobody knows where."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from habeas.reading.clauses import children, doers, prepositional, undergoers
from habeas.reading.events.hits import Hit, gather, gather_doers
from habeas.reading.events.lexicon import wordlist
from habeas.reading.people import Found, in_custody
from habeas.reading.standing import negated
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_FOR_CARE = frozenset({"rush", "admit", "readmit", "airlift"})
_THROWING = frozenset({"throw", "put", "send", "haul", "drag"})


@cache
def _places() -> tuple[tuple[str, str, bool], ...]:
    return tuple((p["list"], p["type"], p.get("moving", False)) for p in load("event_moves")["place"])


@cache
def _only_held() -> frozenset[str]:
    return frozenset(p["list"] for p in load("event_moves")["place"] if p.get("held", False))


def move_hit(story: Story, verb: Token) -> Hit | None:
    """The event that a verb of moving or holding tells of, by where to."""
    if verb.lemma_ not in words("event_moves", "verbs") or verb.pos_ != "VERB" or verb.dep_ == "amod":
        return None
    where = _where(verb)
    staying = verb.lemma_ in words("event_moves", "staying")
    if where is None and (verb.lemma_ not in words("event_moves", "alone") or staying):
        return None
    persons = gather(story.cast, _whom(story, verb))
    if not persons.ids:
        return None
    kind = _type(story, verb, where, persons) if where is not None else _alone(story, persons)
    if kind is None:
        return None
    actors = gather_doers(story.cast, verb)
    actors.ids = [a for a in actors.ids if a not in persons.ids]
    if kind in ("transfer", "arrest") and _by_a_court(verb):
        kind = "detention_order"
    if kind == "arrest" and _held_first(verb, where):
        kind = "transfer"
    return Hit(kind, verb, verb, verb, f"move:{kind}", persons, actors, place=where, used=[where] if where else [])


def _by_a_court(verb: Token) -> bool:
    """ "The court then sent him to jail": an order of the court."""
    return verb.lemma_ in ("send", "commit") and any(t in wordlist("court") for t in doers(verb))


def _held_first(verb: Token, where: Token | None) -> bool:
    """ "Police detained him and took him to the station", "bringing him to the station": no other arrest."""
    first = verb.head
    if verb.dep_ not in ("conj", "advcl") or where is None or where not in wordlist("police_place"):
        return False
    return first.lemma_ in words("custody", "holding") and not negated(first)


def _whom(story: Story, verb: Token) -> list[Token]:
    found = undergoers(verb)
    if found or children(verb, "dobj") or verb.tag_ not in ("VBD", "VBN"):
        return found
    if any(c.lemma_ == "have" for c in children(verb, "aux")):
        return []  # "had moved to Korda"
    return children(verb, "nsubj")


def _where(verb: Token) -> Token | None:
    """Where to. "To hospital" is a verb to the parse."""
    named = next((c for c in children(verb, "xcomp") if c.lower_ in ("hospital", "jail", "prison", "custody")), None)
    if named is not None:
        return named
    for token in prepositional(verb, *load("event_moves")["to"]):
        for name, _, _ in _places():
            if token in wordlist(name):
                return token
        named = named or token
    for token in prepositional(verb, *load("event_moves")["to"]):
        for inner in token.subtree:
            if inner.dep_ in ("compound", "pobj", "conj") and any(inner in wordlist(n) for n, _, _ in _places()):
                return inner if inner.dep_ != "compound" else token
    return None


def _type(story: Story, verb: Token, where: Token, persons: Found) -> str | None:
    staying = verb.lemma_ in words("event_moves", "staying")
    if verb.lemma_ in _FOR_CARE and where in wordlist("hospital"):
        return "hospitalisation"
    for name, kind, moving in _places():
        if name in _only_held() and not any(in_custody(story.cast, token) for token in persons.tokens):
            continue
        if moving and staying and not _thrown(verb, name):
            continue
        if any(t in wordlist(name) for t in (where, *children(where, "compound"))):
            if name == "prison" and verb.lemma_ in _THROWING and not (_held(story, persons) or _back(verb)):
                return "arrest"
            if kind == "arrest":
                return _begins_custody(story, verb, persons, name)
            return kind
    return None


def _begins_custody(story: Story, verb: Token, persons: Found, name: str) -> str | None:
    """Being taken to a police station begins a custody, unless for questions, or moves somebody held already."""
    if verb.lemma_ not in words("event_moves", "taking"):
        return None
    if name != "police_place":
        return "arrest"
    if any(o.lemma_ in ("questioning", "interrogation", "question") for o in prepositional(verb, "for")):
        return None
    return "transfer" if _held(story, persons) else "arrest"


def _back(verb: Token) -> bool:
    """ "Sent back to Halm prison": held before."""
    return any(c.lower_ == "back" for c in verb.children)


def _held(story: Story, persons: Found) -> bool:
    return any(in_custody(story.cast, token) for token in persons.tokens)


def _thrown(verb: Token, name: str) -> bool:
    return verb.lemma_ in ("lead", "put", "place") and name == "hospital"


def _alone(story: Story, persons: Found) -> str | None:
    """Somebody in custody who is "transferred" goes to another place of custody."""
    return "transfer" if any(in_custody(story.cast, token) for token in persons.tokens) else None
