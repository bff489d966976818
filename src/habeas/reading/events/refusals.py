"""What is refused to a person in custody: visits, a lawyer, care, release, food, a body."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.clauses import (
    children,
    is_verb,
    joined,
    passive,
    prepositional,
)
from habeas.reading.events.hits import Hit, gather
from habeas.reading.events.lexicon import Refused, refused_classes, wordlist
from habeas.reading.events.refused import beside, by_oneself, is_kin, person_tokens, refuser
from habeas.reading.people import Found, in_custody, people
from habeas.reading.phrases import Phrases
from habeas.reading.standing import negated
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_DEPTH = 5
_ATTAINING = frozenset({"get", "secure", "obtain", "win", "achieve", "gain", "bring", "find"})
_INNER = ("dobj", "xcomp", "ccomp", "acl", "pcomp", "pobj", "attr", "oprd", "relcl")


@cache
def _list(name: str) -> Phrases:
    return Phrases(load("event_refusals")[name])


@cache
def _speaking_of_it() -> frozenset[str]:
    """Every word with which a refusal, a delay, a lack or a permission can end."""
    names = ("refusing", "requests", "delaying", "lacking", "permitting")
    entries = [entry for name in names for entry in load("event_refusals")[name]]
    return frozenset([e.split()[-1] for e in entries] + [e.split()[0] for e in entries] + ["without", "turn", "throw"])


def refusal_hits(story: Story, token: Token) -> list[Hit]:
    """The events that a word of refusing, delaying or forbidding tells of: one for each class of things refused."""
    manner = _manner(token)
    if manner is None:
        return []
    found: dict[str, Hit] = {}
    for thing, vessel in _things(token):
        kind = _class(thing, manner) or _reaching_kin(thing, vessel)
        if kind is not None and kind.type == "visit_denied":
            kind = _by_whom(token, thing) or kind
        if kind is not None and kind.type == "visit_denied" and not _to_people(story, thing):
            continue
        if kind is None or (manner == "request" and vessel is None and kind.type == "visit_denied"):
            continue
        if kind.type in found:
            found[kind.type].used.append(thing)
            continue
        hit = _hit(story, token, thing, vessel, kind)
        bare = manner == "without" or (manner == "permit" and kind.type == "ill_treatment")
        if hit is not None and not (bare and not _of_prisoners(story, hit)):
            hit.negation_spent = manner in ("permit", "lack", "without")
            found[kind.type] = hit
    return _one_matter(list(found.values()))


def _of_prisoners(story: Story, hit: Hit) -> bool:
    """ "She has had no food for three days": of somebody in custody it is done to her."""
    return any(in_custody(story.cast, t) for t in hit.persons.tokens)


def _kind(name: str) -> Refused:
    return next(k for k in refused_classes() if k.type == name)


def _reaching_kin(thing: Token, vessel: Token | None) -> Refused | None:
    """ "Without access to her family", "no contact with his wife"."""
    reached = vessel is not None and vessel.lemma_.lower() in ("access", "contact", "communication")
    return _kind("visit_denied") if reached and is_kin(thing) else None


def _by_whom(token: Token, thing: Token) -> Refused | None:
    """ "Doctors were not allowed to see him": care is denied, no visit; "his lawyer": counsel."""
    if not is_verb(thing):
        return None
    who = [*children(token, "nsubjpass", "dobj"), *children(thing, "nsubj")]
    if any(t in wordlist("medics") for t in who):
        return _kind("treatment_denied")
    return _kind("counsel_denied") if any(t in _kind("counsel_denied").nouns for t in who) else None


def _to_people(story: Story, thing: Token) -> bool:
    """Seeing, calling or speaking counts where it is to people, not "to the press"."""
    if not is_verb(thing) or thing.pos_ == "NOUN" or thing.lemma_ == "visit":
        return True
    near = [*children(thing, "dobj"), *prepositional(thing, "to", "with")]
    return any(is_kin(t) or t.pos_ == "PRON" or people(story.cast, t) for n in near for t in joined(n))


def _one_matter(hits: list[Hit]) -> list[Hit]:
    """ "Refused permission for a lawyer's visit" is one refusal; hard conditions do not add to it."""
    if len(hits) > 1:
        hits = [h for h in hits if h.type != "ill_treatment"] or hits
    return hits


def _manner(token: Token) -> str | None:
    """How a word refuses: by itself, a request only, by delay, by lack, or by a permission negated."""
    if token.lemma_.lower() not in _speaking_of_it() and token.lower_ not in _speaking_of_it():
        return None
    if token.lemma_.lower() in words("event_refusals", "permitting"):
        return _permission(token)
    if token in _list("delaying"):
        return "delay"
    if token in _list("lacking") or token.lower_ == "without":
        return "without" if token.lower_ == "without" and token.head.lemma_ in ("leave", "keep", "hold") else "lack"
    if token.lemma_ in ("turn", "throw") and token.pos_ == "VERB":
        return "request" if any(c.dep_ == "prt" and c.lower_ in ("down", "out") for c in token.children) else None
    if token.lemma_.lower() in ("reject", "dismiss", "rejection", "decline"):
        return "request"
    if token in _list("refusing"):
        return None if _unmet(token) else "refuse"
    return None


def _unmet(verb: Token) -> bool:
    """ "Did not fail to treat him", "talks failed to get them released": nothing is refused."""
    if verb.lemma_ not in ("fail", "neglect", "stop"):
        return False
    return negated(verb) or (verb.lemma_ == "fail" and any(c.lemma_ in _ATTAINING for c in children(verb, "xcomp")))


def _permission(token: Token) -> str | None:
    """A permission counts where it is negated ("was not allowed to") or of nothing ("had no access")."""
    if _under_refusal(token):
        return None
    if token.dep_ in ("aux", "auxpass") or not negated(token):
        if not _no_thing(token):
            return None
        return "without" if any(t.ent_type_ == "DATE" for t in prepositional(token, "for")) else "lack"
    return "permit"


def _under_refusal(token: Token) -> bool:
    return token.dep_ == "xcomp" and token.head in _list("refusing")


def _no_thing(token: Token) -> bool:
    """ "has no access to a lawyer", "received no treatment"."""
    if token.dep_ in ("aux", "auxpass"):
        return False
    return any(any(d.lower_ == "no" for d in children(o, "det")) for o in children(token, "dobj"))


def _things(token: Token) -> Iterator[tuple[Token, Token | None]]:
    """What is refused, each with the vessel ("access to", "request for") through which it is reached."""
    if not is_verb(token) or token.pos_ == "NOUN":
        starts = [
            *children(token, "pobj"),
            *owned_things(token),
            *prepositional(token, "of", "to", "in", "for", "from"),
            *children(token, "acl"),
        ]
    else:
        starts = list(_complements(token))
        if passive(token) and not _deprives(token) and not children(token, "xcomp"):
            starts += [t for t in children(token, "nsubjpass", "nsubj") if not _names_people(t)]
    seen: set[int] = set()
    for start in starts:
        for item in joined(start):
            yield from _descend(item, None, 0, seen)


def owned_things(noun: Token) -> list[Token]:
    """What stands before a noun of refusing as its object: "visit ban"."""
    return children(noun, "compound", "npadvmod")


def _names_people(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return token.pos_ in ("PROPN", "PRON") or any(
        lemma in words("people", t) for t in ("kinship", "neutral", "custody")
    )


def _deprives(token: Token) -> bool:
    return token.lemma_ in ("deprive", "strip", "bereave")


def _complements(verb: Token) -> Iterator[Token]:
    yield from children(verb, "dobj", "xcomp", "ccomp", "oprd", "attr", "npadvmod")
    yield from (c for c in children(verb, "advcl") if any(t.tag_ == "TO" for t in c.children))
    yield from prepositional(verb, "of", "from", "to", "in", "access")
    for child in children(verb, "dative"):
        if child.lemma_.lower() in words("event_refusals", "vessels"):
            yield child
        yield from (c for c in children(child, "appos") if children(c, "poss"))  # "denies Ada Lund her medicine"
    for child in children(verb, "conj"):
        if child.pos_ == "ADP":
            yield from children(child, "pobj", "pcomp")
    for child in children(verb, "acomp"):
        yield from children(child, "xcomp")


def _descend(token: Token, vessel: Token | None, depth: int, seen: set[int]) -> Iterator[tuple[Token, Token | None]]:
    if token.i in seen or depth > _DEPTH:
        return
    seen.add(token.i)
    if _passes(token):
        for child in token.children:
            if child.dep_ == "compound":
                yield child, token
            elif child.dep_ in _INNER and child.dep_ != "relcl":
                for item in joined(child):
                    yield from _descend(item, token, depth + 1, seen)
            elif child.dep_ in ("prep", "dative") and child.pos_ == "ADP":
                for inner in children(child, "pobj", "pcomp"):
                    for item in joined(inner):
                        yield from _descend(item, token, depth + 1, seen)
        if not is_verb(token):
            return
    yield token, vessel


def _passes(token: Token) -> bool:
    lemma = token.lemma_.lower()
    return lemma in words("event_refusals", "vessels") or (
        is_verb(token) and lemma in words("event_refusals", "permitting")
    )


def _class(thing: Token, manner: str) -> Refused | None:
    for kind in refused_classes():
        if kind.type == "ill_treatment" and manner not in ("refuse", "without", "permit"):
            continue
        if manner == "delay" and kind.type not in ("treatment_denied", "body_withheld"):
            continue
        lacking = manner == "lack" or (manner == "without" and kind.type != "ill_treatment")
        if lacking and kind.type not in ("treatment_denied", "counsel_denied", "visit_denied"):
            continue
        if manner == "request" and kind.type not in ("release_refused", "visit_denied", "treatment_denied"):
            continue
        if _belongs(thing, kind):
            return kind
    return None


def _belongs(thing: Token, kind: Refused) -> bool:
    if is_verb(thing) and thing.pos_ != "NOUN":
        if thing.lemma_.lower() not in kind.verbs:
            return False
        return not kind.objects or _about(thing, kind.objects) or _treats_person(thing, kind)
    if thing.lemma_ == "freedom" and (children(thing, "acl") or children(thing, "prep")):
        return False  # "denied the freedom to worship", "freedom of movement"
    return thing in kind.nouns and not any(
        thing in k.nouns for k in refused_classes() if k is kind and thing.pos_ == "VERB"
    )


def _about(verb: Token, objects: frozenset[str]) -> bool:
    near = [*children(verb, "dobj", "dative"), *prepositional(verb)]
    return any(t.lemma_.lower() in objects for n in near for t in joined(n))


def _treats_person(verb: Token, kind: Refused) -> bool:
    return kind.type == "treatment_denied" and verb.lemma_ in (
        "treat",
        "examine",
        "hospitalise",
        "hospitalize",
        "operate",
    )


def _hit(story: Story, token: Token, thing: Token, vessel: Token | None, kind: Refused) -> Hit | None:
    tokens = person_tokens(story, token, thing, vessel, kind)
    persons = Found()
    for other in tokens:
        if not persons.ids and not beside(other, kind):
            persons = gather(story.cast, [other])
    asked_for = passive(token) and bool({thing, vessel} & {*children(token, "nsubjpass")})
    if not persons.ids and (not is_verb(token) or asked_for):
        main = story.cast.main_person(token)
        persons.ids += [main] if main is not None else []
    if not persons.ids or by_oneself(token, persons):
        return None
    actors = refuser(story, token)
    actors.ids = [a for a in actors.ids if a not in persons.ids]
    used = [t for t in (thing, vessel) if t is not None]
    return Hit(kind.type, token, token, token, f"refusal:{kind.type}", persons, actors, used=used)
