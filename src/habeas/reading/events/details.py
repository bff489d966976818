"""Where it happened, of what, and for which stated reason."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.clauses import children, is_verb
from habeas.reading.events.hits import Hit
from habeas.reading.evidence import phrase, spans
from habeas.reading.story import Story

_PLACE_PREPOSITIONS = frozenset({"in", "at", "to", "into", "inside", "near", "outside", "within", "under"})
_CAUSED = frozenset({"death", "deterioration", "hospitalisation", "treatment"})
_REASONED = frozenset(
    {"arrest", "charge", "sentence", "conviction", "detention_order", "acquittal", "solitary_confinement"}
)
_ACCUSING = frozenset({"charge", "suspicion", "accusation", "count", "allegation", "ground", "pretext"})
_TIME_UNITS = frozenset(
    {"year", "month", "week", "day", "hour", "decade", "minute", "life", "time", "term", "sentence"}
)


def _prepositions(hit: Hit) -> Iterator[Token]:
    heads = [hit.clause, hit.last] + ([hit.place] if hit.place is not None else [])
    seen: set[int] = set()
    for head in heads:
        for token in phrase(head, appositions=False) if not is_verb(head) else _under(head):
            if token.dep_ in ("prep", "agent") and token.i not in seen:
                seen.add(token.i)
                yield token


def _under(verb: Token) -> Iterator[Token]:
    for child in verb.children:
        if child.dep_ == "prep":
            yield from (t for t in phrase(child) if t.pos_ == "ADP")
        elif child.dep_ in ("dobj", "oprd", "acomp", "advmod", "attr"):
            yield from (t for t in phrase(child) if t.dep_ == "prep")


def where(story: Story, hit: Hit) -> str | None:
    """The facility or place in which the clause sets the event; a facility before a place."""
    first = None
    for preposition in _prepositions(hit):
        if preposition.lower_ not in _PLACE_PREPOSITIONS:
            continue
        for token in children(preposition, "pobj"):
            entity = story.cast.noun(token) if token.lower_ != "absentia" else None
            kind = story.cast.kind(entity) if entity else None
            if kind == "facility":
                return entity
            if kind == "place" and first is None:
                first = entity
    return first or _around(story, hit)


def _around(story: Story, hit: Hit) -> str | None:
    """ "Guards at Halm prison released …", "prisoners in Korsk began …": where those of the event are."""
    for token in (*hit.actors.tokens, *hit.persons.tokens):
        for preposition in children(token, "prep"):
            if preposition.lower_ not in ("at", "in", "inside"):
                continue
            for place in children(preposition, "pobj"):
                entity = story.cast.noun(place)
                if entity is not None and story.cast.kind(entity) in ("facility", "place"):
                    return entity
    return None


def cause(story: Story, hit: Hit) -> Span | None:
    """What a death or an illness is said to come of."""
    if hit.type not in _CAUSED:
        return None
    for child in hit.clause.children:
        found = _caused(child, hit)
        if found is not None:
            return next(iter(spans(story.page, phrase(found, appositions=False))), None)
    return None


def _caused(child: Token, hit: Hit) -> Token | None:
    if child.dep_ not in ("prep", "acomp") and child.pos_ != "ADP":
        return None
    word = child.lower_
    if word in ("of", "from") and hit.type == "death" and hit.clause.lemma_ in ("die", "perish", "expire"):
        return _object(child)
    if word == "to" and hit.clause.lemma_ == "succumb":
        return _object(child)
    if word in ("due", "because", "owing"):
        return _object(child)
    if word == "as":
        return next((o for p in children(child, "pobj") if p.lemma_ in ("result", "consequence") for o in _of(p)), None)
    return None


def _of(noun: Token) -> list[Token]:
    return [o for p in children(noun, "prep") if p.lower_ == "of" for o in children(p, "pobj")]


def _object(preposition: Token) -> Token | None:
    found = children(preposition, "pobj")
    if not found:
        found = [o for p in preposition.children if p.pos_ == "ADP" for o in children(p, "pobj")]
    if found and (found[0].ent_type_ in ("DATE", "TIME", "GPE") or found[0].lemma_ in _TIME_UNITS):
        return None
    return found[0] if found else None


def stated_reason(story: Story, hit: Hit) -> Span | None:
    """What the authorities say it is for."""
    if hit.type not in _REASONED:
        return None
    for child in hit.clause.children:
        found = _reason(child, hit)
        if found is not None:
            return next(iter(spans(story.page, phrase(found, appositions=False, clauses=is_verb(found)))), None)
    return None


def _reason(child: Token, hit: Hit) -> Token | None:
    if child.dep_ in ("oprd", "acomp") and child.lemma_ == "guilty":
        return next(iter(_of(child)), None)
    if child.dep_ in ("advcl", "acl") and child.lower_ in ("accused", "suspected"):
        return next((o for p in children(child, "prep") for o in children(p, "pobj", "pcomp")), None)
    if child.dep_ != "prep":
        return None
    objects = children(child, "pobj", "pcomp")
    if not objects:
        return None
    first = objects[0]
    if child.lower_ in ("on", "under") and first.lemma_ in _ACCUSING:
        inner = [o for p in children(first, "prep") for o in children(p, "pobj", "pcomp")]
        return inner[0] if inner else None
    wanted = {"charge": ("with",), "conviction": ("of",)}.get(hit.type, ("for", "over"))
    if child.lower_ not in wanted or first.ent_type_ in ("DATE", "TIME", "PERSON") or first.lemma_ in _TIME_UNITS:
        return None
    return first
