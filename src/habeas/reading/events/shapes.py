"""What a verb's clause must look like for a frame to hold: forced, negated, lasting, of a duration, ordered."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from habeas.reading.clauses import children, doers, passive, prepositional
from habeas.reading.standing import negated
from habeas.reading.story import Story
from habeas.reading.tables import words

_WITH_ITS_OFFENCE = 2
_KILLING = frozenset({"kill", "murder", "die", "execute", "slay", "assassinate", "lynch", "dead"})
_CLOTHES = frozenset(
    {"clothes", "clothe", "clothing", "garment", "underwear", "uniform", "dignity", "shirt", "veil", "hijab"}
)
_DURATION_UNITS = frozenset({"year", "month", "week", "day", "decade", "life"})
_SINCE = frozenset({"since"})
_LASTING = frozenset({"since", "again", "ever"})
_BEHIND = 8
"""Tokens after "heard" within which "since" stands."""
_ELSEWHERE = frozenset({"out", "off", "back"})
_NOTHING = frozenset({"nothing", "nobody", "none"})
_FORCING = frozenset({"force", "make", "compel", "order", "oblige"})


def flags_hold(story: Story, verb: Token, flags: frozenset[str]) -> bool:
    return all(_SHAPES[flag](story, verb) for flag in flags if flag in _SHAPES)


def _lasts(story: Story, verb: Token) -> bool:
    """ "is jailed in …", "people detained in …": a state, unless the text says when it began."""
    if verb.lemma_ not in words("custody", "holding") or verb.lemma_ == "arrest" or story.times.of(verb) is not None:
        return False
    if story.page.passage(verb).role in ("title", "caption"):
        return False
    if _among(verb):
        return False
    helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if helpers in (["has", "been"], ["have", "been"]) and any(
        t.lemma_.lower() in _DURATION_UNITS for t in prepositional(verb, "for")
    ):
        return not any(c.lower_ == "since" for c in verb.children)
    bare = not helpers and verb.dep_ in ("acl", "advcl", "conj") and verb.tag_ == "VBN" and verb.lemma_ != "jail"
    return helpers in (["is"], ["are"], ["'s"], ["'re"]) or (bare and not doers(verb))


def _forced(verb: Token) -> bool:
    below = verb.dep_ in ("xcomp", "ccomp") or (verb.dep_ == "advcl" and passive(verb.head) and verb.tag_ == "VB")
    return below and verb.head.lemma_ in _FORCING


def _unable(verb: Token) -> bool:
    """ "can no longer walk", "is unable to stand", "could not hold the cup"."""
    if verb.dep_ == "xcomp" and verb.head.lemma_ == "unable":
        return True
    able = any(c.lower_ in ("can", "could", "ca") for c in children(verb, "aux"))
    return able and (negated(verb) or _no_longer(verb))


def _no_longer(verb: Token) -> bool:
    return any(c.lower_ == "longer" for c in verb.children)


def _negative(verb: Token) -> bool:
    if negated(verb) or any(t.lower_ in _NOTHING for t in children(verb, "nsubj", "nsubjpass")):
        return True
    none = any(c.lower_ == "no" for o in children(verb, "dobj", "attr") for c in children(o, "det"))
    return none or refused_to(verb)


def under_way(verb: Token) -> bool:
    """ "Was returning home", "is going free": not yet there."""
    helped = any(c.lemma_ == "be" for c in children(verb, "aux", "auxpass"))
    return verb.tag_ == "VBG" and helped and not passive(verb)


def refused_to(verb: Token) -> bool:
    """ "refused to reveal", "declined to say"."""
    return verb.dep_ == "xcomp" and verb.head.lemma_ in ("refuse", "decline", "fail")


def _goes_on(verb: Token) -> bool:
    behind = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + _BEHIND)]
    return any(t.lower_ in _LASTING for t in (*verb.children, *behind)) or any(
        c.lower_ == "for" and c.dep_ == "prep" for c in verb.children
    )


def _ordered(verb: Token) -> bool:
    """ "was ordered held", "the judge ordered him to remain in custody"."""
    return verb.dep_ in ("oprd", "xcomp", "ccomp") and verb.head.lemma_ == "order"


def _serving(verb: Token) -> bool:
    """ "was ordered to serve ten years"."""
    below = children(verb, "xcomp", "ccomp")
    return any(c.lemma_ in ("serve", "spend") or (c.lemma_ == "pay" and _a_fine(c)) for c in below)


def _a_fine(verb: Token) -> bool:
    return any(o.lemma_ in ("fine", "penalty") for o in children(verb, "dobj"))


def _reflexive(verb: Token) -> bool:
    return any(o.lower_.endswith(("self", "selves")) for o in children(verb, "dobj"))


def harms(verb: Token) -> bool:
    """ "kicked out", "beat off" and "beaten by two goals" hurt nobody."""
    return not any(c.dep_ in ("prt", "advmod", "prep") and c.lower_ in _ELSEWHERE for c in verb.children)


def _since(story: Story, verb: Token) -> bool:
    """Whether the clause says when it began and is told as lasting: "has been held since 2019"."""
    marked = any(c.lower_ in _SINCE for c in verb.children)
    lasting = any(c.lower_ in ("has", "have", "had", "'ve", "'s") for c in verb.children if c.dep_ == "aux")
    return marked or (lasting and story.times.of(verb) is not None)


def has_duration(verb: Token) -> bool:
    """Whether "for nine years" or "for life" stands by a verb that is not told as lasting until now."""
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children) and not _punished(verb):
        return False
    return any(t.lemma_.lower() in _DURATION_UNITS for t in prepositional(verb, "for", "to"))


def _punished(verb: Token) -> bool:
    """ "Has been jailed for three years": said of a court's act, where nothing says that it lasts."""
    going_on = ("since", "already", "now", "far", "without", "nearly", "over")
    lasting = any(c.lower_ in going_on for c in verb.children)
    offence = [p for p in children(verb, "prep") if p.lower_ in ("for", "over", "after")]
    return verb.lemma_ in ("jail", "gaol") and not (lasting and len(offence) < _WITH_ITS_OFFENCE)


def _among(verb: Token) -> bool:
    """ "Among those held are Ada Lund and …", "those held include Ada Lund", "many of those held are …, including"."""
    if verb.dep_ != "acl":
        return False
    above = verb.head.head
    if verb.head.dep_ == "pobj" and above.lower_ == "of":
        return above.head.dep_ == "nsubj"
    return (verb.head.dep_ == "pobj" and above.lower_ == "among") or (
        verb.head.dep_ == "nsubj" and above.lemma_ == "include"
    )


def _placed(story: Story, verb: Token) -> bool:
    if story.times.of(verb) is not None:
        return True
    return any(c.dep_ == "prep" and c.lower_ in ("outside", "in", "at") for c in verb.children)


def _by_rope(verb: Token) -> bool:
    """ "Was hanged", "hangs a man", but not "her fate hangs in the balance", "hung up on", "hung while handcuffed"."""
    if any(c.dep_ == "prt" or c.lower_ in ("up", "out") for c in verb.children):
        return False
    bound = any(c.lower_ == "while" for clause in children(verb, "advcl") for c in clause.children)
    if verb.lower_ == "hung" and bound:
        return False
    return verb.lower_ == "hanged" or passive(verb) or bool(children(verb, "dobj"))


def _survived(verb: Token) -> bool:
    """ "Was shot at a checkpoint", but not "was shot and killed", "shot dead", "shot himself", "shot into the air"."""
    row = [verb, *children(verb, "conj"), *children(verb, "advcl"), *([verb.head] if verb.dep_ == "conj" else [])]
    aimed = (o for c in children(verb, "prep") for o in children(c, "pobj"))
    in_the_air = any(o.lemma_ in _NOBODY_HIT for o in aimed)
    return not any(v.lemma_ in _KILLING for v in row) and not _reflexive(verb) and not in_the_air


_NOBODY_HIT = frozenset({"air", "sky", "crowd", "ground", "vehicle", "car", "building"})


_SHAPES: dict[str, Callable[[Story, Token], bool]] = {
    "missing": lambda _, verb: any(c.lower_ == "missing" for c in verb.children),
    "harm": lambda _, verb: harms(verb),
    "forced": lambda _, verb: _forced(verb),
    "since": _since,
    "among": lambda _, verb: _among(verb),
    "duration": lambda _, verb: has_duration(verb),
    "begins": lambda story, verb: not _lasts(story, verb),
    "place_or_time": _placed,
    "negative": lambda _, verb: _negative(verb),
    "lasting": lambda _, verb: _goes_on(verb),
    "self": lambda _, verb: _reflexive(verb),
    "ordered": lambda _, verb: _ordered(verb),
    "positive": lambda _, verb: not negated(verb) and not any(children(c, "xcomp") for c in children(verb, "acomp")),
    "found": lambda _, verb: verb.head != verb and verb.head.lemma_ in ("find", "discover"),
    "serving": lambda _, verb: _serving(verb),
    "passive": lambda _, verb: passive(verb),
    "bare": lambda _, verb: all(t.lemma_ in _CLOTHES for t in prepositional(verb, "of")),
    "gone": lambda _, verb: verb.tag_ == "VBG" and not children(verb, "dobj") and bool(children(verb, "aux")),
    "unable": lambda _, verb: _unable(verb),
    "survived": lambda _, verb: _survived(verb),
    "by_rope": lambda _, verb: _by_rope(verb),
    "objectless": lambda _, verb: verb.lemma_ == "vomit" or not children(verb, "dobj"),
    "intransitive": lambda _, verb: (
        not any(c.dep_ in ("prep", "dobj", "xcomp", "advcl", "dative") for c in verb.children)
    ),
}
