"""Who is the subject of a verb of saying, also where the parser hangs it elsewhere or the verb has none of its own."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.claims.joined import resumed, said_as_well, says_on
from habeas.reading.claims.objects import agent_of
from habeas.reading.claims.stretches import of_another_row
from habeas.reading.tables import words

FINITE = ("VBD", "VBZ", "VBP")
"""Tags of verbs that have a subject."""
_SHORT_PHRASE = 7
"""Tokens between a comma and a verb without a subject in which one may stand."""
_LIST = 18
"""Tokens over which somebody beside a participle may run."""
_BLAMING = words("speech", "rules", "blaming")
_MAKING = frozenset(
    {"force", "order", "compel", "oblige", "coerce", "pressure", "press", "ask", "urge", "tell", "instruct", "persuade"}
    | {"convince", "allow", "permit", "enable", "encourage", "invite", "require", "command", "cause", "lead", "help"}
)
_RESOLUTION = 300
"""Tokens over which a resolution goes on with one subject."""
_OBJECTS = ("dobj", "ccomp")
_CLAUSAL = ("ccomp", "xcomp", "advcl", "conj", "pcomp", "acl")


def subject_of(verb: Token) -> Token | None:
    """The subject of a verb; of a joined or subordinate verb without its own, that of the verb above it."""
    current, steps = said_as_well(verb) or says_on(verb) or verb, 0
    beside = _with_somebody(verb) or _behind_semicolon(verb) or (resumed(verb) if verb.dep_ != "ROOT" else None)
    while beside is None and steps < 4:
        agent = agent_of(current)
        if agent is not None and current is not verb:
            return agent
        own = _own_subject(current)
        passive = next((c for c in current.children if c.dep_ == "nsubjpass"), None)
        if own is not None:
            return own
        if current.dep_ == "pcomp" and current.head.dep_ == "prep" and current.head.head.lemma_ in _BLAMING:
            return next((c for c in current.head.head.children if c.dep_ == "dobj"), None)
        done = any(c.dep_ == "auxpass" for c in current.children) or (current is verb and verb.tag_ == "VBN")
        if agent is not None and done:
            return agent
        if passive is not None:
            return agent if agent is not None and current is verb else passive
        if current.dep_ == "relcl" or current.dep_ not in _CLAUSAL:
            return _behind_participle(current.head, current)
        if (doer := _doer_above(current)) is not None:
            return doer
        if of_another_row(current):
            alike = current.head.dep_ == "relcl" or (current.tag_ == "VBD" and current.head.tag_ != "VBG")
            own_kind = (current.tag_,) if alike else FINITE
            current = next((a for a in current.ancestors if a.tag_ in own_kind), current.head)
            steps += 1
            continue
        current, steps = current.head, steps + 1
        if current.pos_ not in ("VERB", "AUX"):
            current = current.head
    return beside


def _behind_semicolon(verb: Token) -> Token | None:
    """ "The parliament calls for his release; urges the state …; insists that …": who does all of it."""
    doc = verb.doc
    if verb.tag_ != "VBZ" or verb.i < 2 or doc[verb.i - 1].text != ";":
        return None
    if any(c.dep_ in ("nsubj", "nsubjpass", "expl") for c in verb.children):
        return None
    for token in reversed(doc[max(0, verb.i - _RESOLUTION) : verb.i - 1]):
        subject = next((c for c in token.children if c.dep_ == "nsubj"), None) if token.tag_ == "VBZ" else None
        if subject is not None and subject.left_edge.is_sent_start:
            return subject
    return None


def _with_somebody(verb: Token) -> Token | None:
    """ "…, with his sister, Ada Lund, stating that …": whom the parser leaves standing beside the participle."""
    if verb.tag_ != "VBG" or verb.dep_ != "advcl" or any(c.dep_ in ("nsubj", "aux") for c in verb.children):
        return None
    for token in reversed(verb.doc[max(verb.sent.start, verb.i - _LIST) : verb.i]):
        if token.tag_ in FINITE:
            return None
        if token.lower_ == "with" and token.dep_ == "prep":
            found = next((c for c in token.children if c.dep_ == "pobj"), None)
            return found if found is not None and verb.i - found.right_edge.i in (1, 2) else None
    return None


def _doer_above(verb: Token) -> Token | None:
    """ "Documents saying", "forced the men to sign": the noun that a clause tells of, and who is made to do it."""
    if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN"):
        return verb.head
    if verb.dep_ not in ("xcomp", "ccomp", "advcl") or verb.head.lemma_ not in _MAKING or verb.tag_ != "VB":
        return None
    return next((c for c in verb.head.children if c.dep_ == "dobj" and verb.head.i < c.i < verb.i), None)


def _own_subject(verb: Token) -> Token | None:
    own = next((c for c in verb.children if c.dep_ in ("nsubj", "csubj")), None)
    own = _behind_comma(verb, own) or own
    return (_behind_participle(verb, own) or _beside_whom(verb, own) or own) if own is not None else None


def _behind_comma(verb: Token, first: Token | None) -> Token | None:
    """ "Briefing reporters, the officials said", "which critics say": of two subjects, that beside the verb."""
    if first is None or first.i > verb.i:
        return None
    later = [c for c in verb.lefts if c.dep_ == "nsubj" and c.i > first.i and c.pos_ in ("NOUN", "PROPN", "PRON")]
    if later and first.tag_ in ("WDT", "WP") and later[-1].right_edge.i == verb.i - 1:
        return later[-1]
    straight = [c for c in later if c.doc[c.left_edge.i - 1].text == "," and verb.i - c.right_edge.i <= 2]
    return straight[-1] if straight and first.left_edge.tag_ == "VBG" else None


def _beside_whom(verb: Token, noun: Token) -> Token | None:
    """ "A group Vesk says threatens it": the name straight before the verb, hung by the parser from who is told of."""
    before = verb.nbor(-1) if verb.i > noun.i + 1 else None
    if before is None or before.dep_ != "appos" or before.head != noun or before.pos_ != "PROPN" or noun.pos_ != "NOUN":
        return None
    said = next((c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i), None)
    bare = said is not None and not any(c.dep_ in ("nsubj", "nsubjpass", "expl", "mark") for c in said.children)
    return before if bare and before.left_edge.i == noun.i + 1 else None


def _behind_participle(verb: Token, participle: Token) -> Token | None:
    """ "Calling for his release, the union said": the subject that the parser hangs from what stands before it."""
    if participle.dep_ != "csubj" or participle.tag_ != "VBG" or participle.i > verb.i:
        return None
    behind = (t for t in participle.subtree if t.dep_ == "appos" and t.right_edge.i == verb.i - 1)
    found = next(behind, None)
    return found if found is not None and verb.doc[found.left_edge.i - 1].text == "," else None


def stands_before(verb: Token) -> Token | None:
    """ "…, a source in the region says on Monday.": between the last comma and a verb without a subject at the end."""
    doc, ends = verb.doc, verb.i + 1 >= verb.sent.end or verb.nbor(1).text in (".", ",", '"') or _only_says_when(verb)
    ends = ends or (verb.dep_ == "ROOT" and any(c.dep_ == "ccomp" and c.i > verb.i for c in verb.children))
    if not ends or verb.tag_ not in FINITE or any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children):
        return None
    if (behind := _behind_opening(verb)) is not None:
        return behind
    first = next((t.i + 1 for t in reversed(doc[verb.sent.start : verb.i]) if t.text in (",", '"')), None)
    if first is not None and (told_of := _told_of_by_participle(verb, first)) is not None:
        return told_of
    if first is None or not 0 < verb.i - first <= _SHORT_PHRASE:
        return None
    inside = doc[first : verb.i]
    heads = [t for t in inside if t.pos_ in ("NOUN", "PROPN", "PRON") and not first <= t.head.i < verb.i]
    verbs = any(t.pos_ in ("VERB", "AUX") for t in inside)
    return heads[0] if len(heads) == 1 and not verbs else None


def _behind_opening(verb: Token) -> Token | None:
    """ "In an interview with the paper, a guard who was on duty, said": whom the parser hangs from the paper."""
    doc, sentence = verb.doc, verb.sent
    if sentence[0].pos_ != "ADP" or doc[verb.i - 1].text != ",":
        return None
    for token in doc[sentence.start : verb.i]:
        opens = token.dep_ == "appos" and token.head.dep_ == "pobj" and doc[token.left_edge.i - 1].text == ","
        if opens and token.pos_ in ("NOUN", "PROPN") and any(c.dep_ in ("relcl", "acl") for c in token.children):
            return token
    return None


def _told_of_by_participle(verb: Token, first: int) -> Token | None:
    """ "…, relatives gathered outside the court said.": whom the parser takes for those who do it."""
    clause = next((c for c in reversed(list(verb.lefts)) if c.dep_ == "ccomp"), None)
    if clause is None or clause.tag_ not in ("VBN", "VBD"):
        return None
    subject = next((c for c in clause.children if c.dep_ == "nsubj"), None)
    straight = subject is not None and subject.left_edge.i == first and subject.i == clause.i - 1
    told = any(c.dep_ in ("aux", "auxpass") or (c.i > clause.i and c.dep_ in _OBJECTS) for c in clause.children)
    return subject if straight and not told else None


def _only_says_when(verb: Token) -> bool:
    """ "… said on Monday in a statement.": nothing but when, where and to whom stands behind the verb."""
    behind = [t for t in verb.doc[verb.i + 1 : verb.sent.end] if not t.is_punct]
    aside = (verb.nbor().pos_ in ("ADP", "ADV") or verb.nbor().ent_type_ in ("DATE", "TIME")) if behind else True
    return aside and not any(t.pos_ in ("VERB", "AUX", "SCONJ") for t in behind)
