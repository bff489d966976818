"""A second saying joined to what a first one tells: "found the cell overcrowded and asked …", "…, adding that …".

The parser hangs the second verb from the words told, as if whoever is told of had said it. Who can have said it
decides: a facility does not recommend, a trial does not ask.
"""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.tables import load, words

_SPEAKING = frozenset(verb for verbs in load("speech")["verbs"].values() for verb in verbs)
_COURTS = words("speech", "rules", "hearing") | {"judge", "magistrate"}
_JOINED = words("speech", "rules", "joined")
_GOING_ON = words("speech", "rules", "going_on")
_DECIDING = words("speech", "rules", "deciding")
_NEEDING_SOMEBODY = words("speech", "rules", "blaming") | {"call", "describe", "thank", "urge", "criticise"}
_SPEAKERS = (
    words("people", "neutral") | words("people", "male") | words("people", "female") | words("people", "kinship")
)
_ACTING = (
    _SPEAKERS
    | words("people", "custody")
    | words("people", "collective")
    | words("people", "body")
    | words("people", "media")
    | words("people", "governing")
    | words("people", "bodies_too")
    | words("speech", "official", "nouns")
    | words("speech", "rules", "able")
)
_LASTING = frozenset(
    {"be", "have", "know", "need", "remain", "seem", "appear", "face", "suffer", "want", "live", "deserve", "belong"}
    | {"stay", "lack", "feel", "look", "sound", "become", "continue", "risk", "lose", "own", "depend", "deteriorate"}
)
"""What somebody is or undergoes; a deed told after it by "and" is seldom the same one's."""
_PLACE = 4
"""Tokens that "Ada, who was ill," has at least."""
_THINGS = frozenset({"it", "this", "that", "there", "which", "what"})
_SUBJECTS = ("nsubj", "nsubjpass", "csubj", "csubjpass", "expl")
_OWN = (*_SUBJECTS, "aux", "auxpass", "neg")
_TOLD = ("ccomp", "acl")
_PRESENT = ("VBZ", "VBP")


def said_as_well(verb: Token) -> Token | None:
    """The saying to which a second one is joined though the parse hangs it from what is said.

    "The club said that a goal had been denied and accused the referee": it is the club that accused.
    """
    beside = verb.head
    if verb.dep_ != "conj" or verb.pos_ != "VERB" or any(c.dep_ in _OWN for c in verb.children):
        return None
    lasting = verb.tag_ == "VBD" and told_as_lasting(beside)
    if verb.lemma_ not in _SPEAKING and verb.lemma_ not in _DECIDING and not lasting:
        return None
    told = beside
    while told.dep_ == "conj" and told.head.i < told.i:
        told = told.head
    saying = _saying_of(told, verb) if told.dep_ in _TOLD and told.head.i < told.i else None
    subject = next((c for t in (beside, told) for c in t.children if c.dep_ in _SUBJECTS), None)
    if saying is None or (subject is None and not lasting):
        return None
    if lasting or subject is None or not _can_act(subject) or _ruled(verb, saying):
        return saying
    return saying if verb.lemma_ in _JOINED and _other_time(verb, beside, told) else None


def another_says(verb: Token) -> Token | None:
    """ "The mayor said that some had fled and a guard said others were held": the saying beside which another's stands,
    though the parser hangs it from what the first one says.
    """
    own = next((c for c in verb.lefts if c.dep_ == "nsubj" and c.pos_ in ("NOUN", "PROPN")), None)
    if verb.dep_ != "conj" or verb.lemma_ not in _SPEAKING or own is None or not _can_act(own):
        return None
    told = verb.head
    while told.dep_ == "conj" and told.head.i < told.i:
        told = told.head
    marked = any(c.dep_ == "mark" for c in verb.children)
    if told.dep_ != "ccomp" or marked or not any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children):
        return None
    return _saying_of(told, verb) if told.head.i < told.i else None


def _ruled(verb: Token, saying: Token) -> bool:
    """ "The court found that they had been sacked and ruled …": it is the court that rules."""
    courts = (c for c in saying.children if c.dep_ == "nsubj" and c.lemma_.lower() in _COURTS)
    return verb.lemma_ in ("rule", "order") and verb.tag_ == saying.tag_ and next(courts, None) is not None


def _saying_of(told: Token, verb: Token) -> Token | None:
    """The finite saying above what is told that stands in the same time as the second one."""
    for above in told.ancestors:
        if above.pos_ == "VERB" and above.lemma_ in _SPEAKING and above.i < told.i and _alike(above, verb):
            return above
    return None


def _alike(saying: Token, verb: Token) -> bool:
    if saying.tag_ == "VBN" and any(c.dep_ == "aux" and c.lemma_ == "have" for c in saying.children):
        return verb.tag_ in ("VBN", "VBD")
    return saying.tag_ == verb.tag_ and verb.tag_ in ("VBD", *_PRESENT)


def _other_time(verb: Token, beside: Token, told: Token) -> bool:
    """Whether somebody told of who could have said it too is not meant, by the time or the voice of what is told."""
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in told.children)
    if (told.dep_ != "ccomp" and not marked) or (verb.lemma_ in _NEEDING_SOMEBODY and not _of_somebody(verb)):
        return False
    lasts = beside.tag_ in _PRESENT or any(c.tag_ == "MD" for c in beside.children if c.dep_ == "aux")
    if verb.tag_ == "VBD" and lasts:
        return True
    passive = any(c.dep_ == "nsubjpass" for c in beside.children)
    if verb.tag_ in _PRESENT:
        return beside.tag_ not in _PRESENT and not any(c.tag_ in _PRESENT for c in beside.children if c.dep_ == "aux")
    lasting = beside.lemma_ in _LASTING or any(c.dep_ == "neg" for c in beside.children)
    return passive or (lasting and verb.lemma_ != "threaten")


def _of_somebody(verb: Token) -> bool:
    """Whether it is told who is accused or called on; a participle has nobody: "was arrested and accused of theft"."""
    return any(c.i > verb.i and (c.dep_ == "dobj" or c.lower_ in ("on", "upon", "for")) for c in verb.children)


def says_on(verb: Token) -> Token | None:
    """The saying with which a participle goes on, though the parse hangs it from what is said.

    "The bar said that torture is a crime, adding that officers …": it is the bar that adds; a crime cannot.
    """
    if verb.tag_ != "VBG" or verb.lemma_ not in _GOING_ON or verb.i <= verb.sent.start or verb.nbor(-1).text != ",":
        return None
    if verb.dep_ not in ("advcl", "acl", "conj") or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return None
    noun = verb.head if verb.dep_ == "acl" else next((c for c in verb.head.children if c.dep_ in _SUBJECTS), None)
    if noun is None or can_say(noun):
        return None
    said = next((a for a in (verb.head, *verb.head.ancestors) if a.dep_ in _TOLD and a.head.i < a.i), None)
    if said is None:
        return None
    saying = said.head if said.head.pos_ == "VERB" else said.head.head if said.head.dep_ == "dobj" else said.head
    return saying if saying.pos_ == "VERB" and saying.lemma_ in _SPEAKING else None


def resumed(verb: Token) -> Token | None:
    """ "That Ada, who was ill, left": the noun behind whose relative clause a verb without a subject goes on."""
    helped = any(c.dep_ == "aux" for c in verb.children)
    if any(c.dep_ in _SUBJECTS for c in verb.children) or (verb.tag_ == "VBG" and not helped):
        return None
    first = min([verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass") and c.i < verb.i)], key=lambda t: t.i)
    if first.i < _PLACE or first.nbor(-1).text != ",":
        return None
    for token in reversed(verb.doc[verb.sent.start : first.i - 1]):
        if token.dep_ == "relcl" and token.head.i < token.i and token.head.pos_ in ("NOUN", "PROPN"):
            opens = token.left_edge.i - 1
            set_off = verb.doc[opens].text == "," and token.left_edge.tag_ in ("WP", "WDT", "WP$")
            return token.head if set_off else None
        if token.text in (",", ";"):
            return None
    return None


def can_say(noun: Token) -> bool:
    """Whether a noun may stand for somebody: no mere thing or happening."""
    if noun.pos_ in ("PRON", "DET"):
        return noun.lower_ not in _THINGS
    return noun.pos_ == "PROPN" or noun.ent_type_ in ("PERSON", "ORG", "GPE", "NORP") or noun.lemma_ in _SPEAKERS


def _can_act(noun: Token) -> bool:
    return noun.dep_ not in ("csubj", "csubjpass", "expl") and (can_say(noun) or noun.lemma_.lower() in _ACTING)


def told_as_lasting(clause: Token) -> bool:
    """ "Found that it is unlawful and asked …", "ruled that he must stay and adjourned": what was said, not the row."""
    marked = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
    tense = clause.tag_ in ("VBZ", "VBP") or any(c.tag_ == "MD" for c in clause.children if c.dep_ == "aux")
    return marked and tense and clause.head.i < clause.i
