"""What is refused to a person in custody: visits, a lawyer, care, release, food, a body."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.clauses import (
    antecedent,
    children,
    is_verb,
    joined,
    passive,
    prepositional,
    recipients,
    subjects,
    undergoers,
)
from habeas.reading.events.hits import Hit, gather, gather_doers, owner_tokens
from habeas.reading.events.lexicon import Refused, refused_classes
from habeas.reading.people import Found, doing, in_custody, people, principal
from habeas.reading.phrases import Phrases
from habeas.reading.standing import negated
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_OWN = frozenset({"visit_denied", "counsel_denied"})
_DEPTH = 5
_INNER = ("dobj", "xcomp", "ccomp", "acl", "pcomp", "pobj", "attr", "oprd", "relcl")


@cache
def _list(name: str) -> Phrases:
    return Phrases(load("event_refusals")[name])


def refusal_hits(story: Story, token: Token) -> list[Hit]:
    """The events that a word of refusing, delaying or forbidding tells of: one for each class of things refused."""
    manner = _manner(token)
    if manner is None:
        return []
    found: dict[str, Hit] = {}
    for thing, vessel in _things(token):
        kind = _class(thing, manner)
        if kind is not None and kind.type == "visit_denied" and not _to_people(story, thing):
            continue
        if kind is None or (manner == "request" and vessel is None and kind.type == "visit_denied"):
            continue
        if kind.type in found:
            found[kind.type].used.append(thing)
            continue
        hit = _hit(story, token, thing, vessel, kind)
        if hit is not None:
            hit.negation_spent = manner in ("permit", "lack")
            found[kind.type] = hit
    return _one_matter(list(found.values()))


def _to_people(story: Story, thing: Token) -> bool:
    """Seeing, calling or speaking counts where it is to people, not "to the press"."""
    if not is_verb(thing) or thing.pos_ == "NOUN" or thing.lemma_ == "visit":
        return True
    near = [*children(thing, "dobj"), *prepositional(thing, "to", "with")]
    return any(_is_kin(t) or t.pos_ == "PRON" or people(story.cast, t) for n in near for t in joined(n))


def _one_matter(hits: list[Hit]) -> list[Hit]:
    """ "Refused permission for a lawyer's visit" is one refusal; hard conditions do not add to it."""
    if len(hits) > 1:
        hits = [h for h in hits if h.type != "ill_treatment"] or hits
    return hits


def _manner(token: Token) -> str | None:
    """How a word refuses: by itself, a request only, by delay, by lack, or by a permission negated."""
    if token.lemma_.lower() in words("event_refusals", "permitting"):
        return _permission(token)
    if token in _list("delaying"):
        return "delay"
    if token in _list("lacking") or token.lower_ == "without":
        return "lack"
    if token.lemma_ in ("turn", "throw") and token.pos_ == "VERB":
        return "request" if any(c.dep_ == "prt" and c.lower_ in ("down", "out") for c in token.children) else None
    if token.lemma_.lower() in ("reject", "dismiss", "rejection", "decline"):
        return "request"
    if token in _list("refusing"):
        return None if token.lemma_ in ("fail", "neglect", "stop") and negated(token) else "refuse"
    return None


def _permission(token: Token) -> str | None:
    """A permission counts where it is negated ("was not allowed to") or of nothing ("had no access")."""
    if _under_refusal(token):
        return None
    if token.dep_ in ("aux", "auxpass") or not negated(token):
        return "lack" if _no_thing(token) else None
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
        if kind.type == "ill_treatment" and manner != "refuse":
            continue
        if manner == "delay" and kind.type not in ("treatment_denied", "body_withheld"):
            continue
        if manner == "lack" and kind.type not in ("treatment_denied", "counsel_denied", "visit_denied"):
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
    tokens = _person_tokens(story, token, thing, vessel, kind)
    persons = Found()
    for other in tokens:
        if not persons.ids and not _beside(other, kind):
            persons = gather(story.cast, [other])
    if not persons.ids and not is_verb(token):
        main = story.cast.main_person(token)
        persons.ids += [main] if main is not None else []
    if not persons.ids or _by_oneself(token, persons):
        return None
    actors = _refuser(story, token)
    actors.ids = [a for a in actors.ids if a not in persons.ids]
    used = [t for t in (thing, vessel) if t is not None]
    return Hit(kind.type, token, token, token, f"refusal:{kind.type}", persons, actors, used=used)


def _by_oneself(token: Token, persons: Found) -> bool:
    """ "He failed to …", "they refused treatment": nobody refused it to them."""
    if not is_verb(token) or passive(token) or token.lemma_.lower() in words("event_refusals", "permitting"):
        return False
    return bool(persons.tokens) and persons.tokens[0] in subjects(token) and token.lemma_ not in ("lack", "deny")


def _beside(token: Token, kind: Refused) -> bool:
    """Whether a word names who would come to the person: the lawyer refused, the wife, not the one in custody."""
    return kind.type in _OWN and (_is_kin(token) or token in kind.nouns or token.lemma_.lower() in kind.objects)


def _refuser(story: Story, token: Token) -> Found:
    found = gather_doers(story.cast, token) if is_verb(token) else Found()
    for owner in children(token, "poss"):
        found.add(doing(story.cast, owner), owner)
    return found


def _person_tokens(story: Story, token: Token, thing: Token, vessel: Token | None, kind: Refused) -> list[Token]:
    """Where the person may stand, likeliest first."""
    acted = _acted_on(thing) if is_verb(thing) else []
    if vessel is not None and is_verb(vessel):
        acted += [t for t in children(vessel, "dobj", "dative") if t != thing]
    if kind.type == "body_withheld":
        bodies = [t for t in [thing, *children(thing, "dobj")] if t.lemma_.lower() in kind.objects]
        acted = [o for body in bodies for o in owner_tokens(body)]
        return [*acted, *_given(token)]
    owners = [o for noun in (thing, vessel) if noun is not None and not is_verb(noun) for o in _whose(noun)]
    given = [principal(t) if kind.type in _OWN else t for t in _given(token)]
    if not given and _says_prisoners(story, token):
        given = subjects(token)
    if token.lower_ == "without":
        return [*undergoers(token.head), *subjects(token.head)] if is_verb(token.head) else []
    if kind.type in _OWN and is_verb(thing):
        seen = [t for t in acted if t.lemma_.lower() not in kind.objects and not _is_kin(t)]
        return [*seen, *given, *_inner_subject(thing), *_custody_subject(story, token)]
    return [*acted, *given, *owners, *_inner_subject(thing), *_custody_subject(story, token)]


def _is_kin(token: Token) -> bool:
    return token.lemma_.lower() in words("people", "kinship")


def _whose(noun: Token) -> list[Token]:
    """Whose care or release it is; a visit "of" somebody is the visitor's, not the prisoner's."""
    owners = children(noun, "poss") if noun.lemma_ in ("visit", "call", "letter") else owner_tokens(noun)
    return [principal(t) for t in owners] + list(prepositional(noun, "to"))


def _acted_on(verb: Token) -> list[Token]:
    found = children(verb, "dobj", "dative")
    for noun in list(found):
        found += owner_tokens(noun)
    reached = [o for o in prepositional(verb, "to", "with") if verb.lemma_ in ("speak", "talk", "write")]
    return found + reached + [t for o in prepositional(verb, "on") for t in (o, *owner_tokens(o))]


def _given(token: Token) -> list[Token]:
    if not is_verb(token) or token.pos_ == "NOUN":
        return [*prepositional(token, "to"), *_indirect_owner(token)]
    found = recipients(token)
    if token.lemma_.lower() in words("event_refusals", "permitting") and not passive(token):
        found = [*subjects(token)] if token.lemma_ in ("receive", "get", "have", "able") else found
    return [antecedent(t) for t in found]


def _indirect_owner(noun: Token) -> list[Token]:
    """ "his delays in treatment" belongs to somebody only through the thing; "X's denial" is the refuser's."""
    return [o for p in children(noun, "prep") for t in children(p, "pobj") for o in prepositional(t, "to", "for")]


def _inner_subject(thing: Token) -> list[Token]:
    return [antecedent(t) for t in children(thing, "nsubj", "nsubjpass")] if is_verb(thing) else []


def _says_prisoners(story: Story, token: Token) -> bool:
    """ "Prisoners denied visits": nobody in custody denies visits."""
    if not is_verb(token) or passive(token) or token.lemma_ not in ("deny", "refuse", "ban", "bar", "deprive"):
        return False
    own = children(token, "nsubj")
    return token.tag_ in ("VBD", "VBN") and token.lemma_ == "deny" and any(in_custody(story.cast, t) for t in own)


def _custody_subject(story: Story, token: Token) -> list[Token]:
    if is_verb(token) and token.lemma_ in ("lack",):
        return subjects(token)
    if is_verb(token):
        return []
    verb = next((step for step in token.ancestors if is_verb(step)), None)
    return [t for t in subjects(verb) if in_custody(story.cast, t)] if verb is not None else []
