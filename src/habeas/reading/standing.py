"""How something said of a verb or noun of happening stands: did it happen, or is it denied, feared, planned, asked?"""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from habeas.model.reading import Status
from habeas.reading.clauses import children, is_verb
from habeas.reading.standing_of_nouns import (
    Standing,
    attained,
    awaited,
    borne,
    fixed,
    recovered_from,
    says,
    set_to,
    stopped,
    taken_as_given,
    to_be_done,
    was_able,
)
from habeas.reading.tables import words

NOT_STATED = frozenset({"demanded", "undone", "general"})
_COMPLEMENT = frozenset(
    {"ccomp", "xcomp", "dobj", "pobj", "pcomp", "oprd", "attr", "nsubjpass", "acl", "acomp", "dative"}
)
_TRANSPARENT = frozenset({"agent", "compound", "nmod", "amod", "poss", "appos", "dep"})
_LINKS = frozenset({"for", "of", "to", "from", "on", "at", "into"})
_OPEN = frozenset({"planned", "reported_possible"})
_OVERRULED = frozenset({("reported_possible", "denied"), ("planned", "reported_possible")})
"""What a word says of what hangs from it, and what a word above it says instead: "fear that they will be killed"."""
_MAX_STEPS = 10


def stated(token: Token) -> Status | None:
    """The status of what `token` names; None where it is only demanded, tried or said in general."""
    found = standing(token)
    return None if found == "demanded" or found == "undone" or found == "general" else found  # noqa: PLR1714


def standing(token: Token) -> Standing:
    """How what `token` names stands, by the words around it and above it in the sentence."""
    negative = False
    found: Standing | None = None
    step, previous = token, token
    for _ in range(_MAX_STEPS):
        if not _own_clause(previous, step):
            negative ^= _negation_reaches(previous, step) and _negated(step, previous)
            found = found or (None if _reported(previous, step) else _local(step, previous))
        if found in _OPEN and taken_as_given(token, step):
            found = None
        if found in NOT_STATED:
            return found or "asserted"
        if step.head == step or recovered_from(step) or _barrier(step) or _beside(step):
            break
        previous, step = step, step.head
        if says("given", step) and not is_verb(previous):
            break
        above = "denied" if _untrue(previous, step) else _governed(previous, step, token)
        firmer = found if (found, above) not in _OVERRULED else None
        found = firmer or above
    if negative and found == "planned":
        return "undone"
    if negative and found is None:
        return "denied"
    if found == "denied" and negative:
        return "asserted"
    return found or "asserted"


def _negation_reaches(previous: Token, step: Token) -> bool:
    """Whether "not" at `step` denies what hangs from it: "was not allowed to", but not "did not say that"."""
    if previous == step or previous.dep_ in ("xcomp", "conj", "acomp"):
        return True
    if previous.dep_ in ("acl", "ccomp") and step.lemma_ in ("evidence", "proof", "sign", "indication", "question"):
        return True
    carries = step.lemma_ in words("event_nouns", "support") or step.lemma_ in words("event_nouns", "held")
    return previous.dep_ in ("dobj", "pobj", "attr", "prep") and (carries or step.pos_ == "ADP")


def _reported(previous: Token, step: Token) -> bool:
    """Whether a finite clause hangs from the verb: "will not say why it refused" plans nothing of the refusing."""
    return previous != step and previous.dep_ == "ccomp" and previous.tag_ != "VB"


def _own_clause(previous: Token, step: Token) -> bool:
    """Whether what was joined to `step` has helpers of its own or stands against it: "was not beaten but moved"."""
    if previous == step or previous.dep_ != "conj" or not is_verb(previous) or not is_verb(step):
        return False
    contrast = any(c.dep_ == "cc" and c.lower_ in ("but", "yet") for c in step.children)
    return contrast or bool(children(previous, "aux", "auxpass"))


def _untrue(step: Token, head: Token) -> bool:
    """ "Reports that he was beaten are wrong", "it is not true that he was", "no truth in the claim that he was"."""
    if step.dep_ in ("acl", "ccomp", "pobj", "relcl") and says("telling", head):
        verb = head.head
        if head.dep_ in ("nsubj", "nsubjpass") and any(says("false", c) for c in (verb, *verb.children)):
            return not _negated(verb, head)
        return (
            verb.lower_ in ("in", "to") and verb.head.lemma_ in ("truth", "basis", "substance") and negated(verb.head)
        )
    if step.dep_ in ("ccomp", "csubj", "advcl") and head.lemma_ == "be":
        words_said = children(head, "acomp", "attr")
        if any(says("false", c) for c in words_said):
            return not negated(head)
        return negated(head) and any(c.lemma_ in ("true", "correct", "case") for c in words_said)
    return step.dep_ in ("ccomp", "csubj") and head.lemma_ in ("true", "correct") and negated(head.head)


def negated(token: Token) -> bool:
    """Whether the verb or noun itself carries a negation."""
    return _negated(token, token)


def _negated(step: Token, previous: Token) -> bool:
    marks = words("standing", "negators")
    if step == previous and _only_then(step):
        return False
    for child in step.children:
        if child == previous:
            continue
        if child.dep_ == "neg" or (child.dep_ in ("det", "advmod", "preconj") and child.lower_ in marks):
            return True
        if child.dep_ in ("nsubj", "nsubjpass") and (child.lower_ in marks or any(map(_none, child.children))):
            return True
        fronted = children(child, "prep") if child.dep_ in ("aux", "auxpass") else []
        if any(_nothing(c) for p in (child, *fronted) if p.dep_ == "prep" for c in p.children):
            return True
    return step.dep_ in ("pcomp", "pobj") and step.head.lower_ == "without"


def _only_then(verb: Token) -> bool:
    """ "Was not convicted until 2014", "not released till Monday": it happened then."""
    late = [c for c in children(verb, "prep") if c.lower_ in ("until", "till")]
    return any(o.ent_type_ == "DATE" for c in late for o in children(c, "pobj"))


def _none(word: Token) -> bool:
    """ "No prisoner", "neither A nor B"."""
    return word.dep_ in ("det", "preconj", "cc") and word.lower_ in ("no", "neither")


def _nothing(obj: Token) -> bool:
    """ "at no time", "in no way", "charged with nothing"."""
    if obj.dep_ != "pobj":
        return False
    never = obj.lemma_ in ("time", "point", "way", "circumstance", "stage", "moment", "case")
    return obj.lower_ in ("nothing", "nobody") or (never and any(c.lower_ == "no" for c in obj.children))


def _not_yet(step: Token) -> bool:
    """ "before he dies", "until his release": told of as still to come."""
    if step.dep_ in ("pobj", "pcomp") and step.head.lower_ in ("until", "till", "pending"):
        return True
    marks = [c.lower_ for c in step.children if c.dep_ in ("mark", "advmod")]
    present = any(t.tag_ in ("VBZ", "VBP", "VB") for t in (step, *children(step, "auxpass")))
    return present and any(m in ("before", "until", "till") for m in marks)


def _barrier(step: Token) -> bool:
    """Whether what stands above says nothing about this: relative clauses and participles are taken as given."""
    if step.dep_ in ("relcl", "parataxis"):
        return True
    if step.dep_ == "acl" and not children(step, "mark"):
        return step.tag_ in ("VBN", "VBG", "VBD") and not any(c.tag_ == "TO" for c in step.children)
    if step.dep_ == "advcl":
        return not any(c.tag_ == "TO" for c in step.children)
    if step.dep_ == "nsubj":
        return not _small_clause(step.head)
    return step.dep_ == "conj" and is_verb(step) and bool(children(step, "nsubj", "nsubjpass", "mark"))


def _small_clause(head: Token) -> bool:
    """ "Make his release permanent": an object with what it is made."""
    return head.dep_ in ("ccomp", "oprd") and not is_verb(head) and is_verb(head.head)


def _beside(step: Token) -> bool:
    """Whether a preposition leads to what is only told along with it: "after his arrest", "allegations over …"."""
    return (step.dep_ == "prep" or step.pos_ == "ADP") and step.lower_ in words("standing", "beside")


def _local(step: Token, previous: Token) -> Standing | None:
    """What a word's own auxiliaries, marks and adverbs say."""
    if _had_it_been(step) or to_be_done(step):
        return "undone"
    for child in step.children:
        if child.dep_ in ("aux", "auxpass") and child.tag_ == "MD":
            return _modal(child, step)
        found = _marked(child, bare=step == previous)
        if found is not None:
            return found
    if step == previous:
        if set_to(step) or awaited(step):
            return "planned"
        said = [found for c in children(step, "acl") if (found := fixed(c)) is not None]
        halted = stopped(step)
        if said or halted is not None:
            return said[0] if said else halted
    if _imperative(step):
        return "demanded"
    if _not_yet(step):
        return "undone"
    return "planned" if _is_to(step) else None


def _had_it_been(verb: Token) -> bool:
    """ "Had he been detained, …": it was not so."""
    if verb.dep_ != "advcl" or not is_verb(verb):
        return False
    own = children(verb, "nsubj", "nsubjpass")
    return bool(own) and any(c.lower_ in ("had", "were") and c.i < own[0].left_edge.i for c in children(verb, "aux"))


def _marked(child: Token, *, bare: bool) -> Standing | None:
    """What a conjunction, an adverb or (before the word itself, `bare`) an adjective says."""
    if child.dep_ == "mark" and child.lower_ == "unless":
        return "undone"
    if child.dep_ == "mark" and says("if_marks", child) and child.lower_ != "until":
        return "reported_possible"
    if child.dep_ == "advmod" and says("doubting_adverbs", child):
        return "reported_possible"
    if child.dep_ == "advmod" and says("nearly", child):
        return "undone"
    return _qualified().get(child.lower_) if child.dep_ == "amod" and bare else None


@cache
def _qualified() -> dict[str, Standing]:
    """How a noun stands by the adjective before it: "the feared execution", "his planned transfer"."""
    tables: tuple[tuple[str, Standing], ...] = (
        ("doubtful_adjectives", "reported_possible"),
        ("planned_adjectives", "planned"),
        ("undone_adjectives", "undone"),
    )
    return {word: found for name, found in tables for word in words("standing", name)}


def _modal(modal: Token, verb: Token) -> Standing | None:
    if says("demanding_modals", modal) and modal.lower_ not in ("shall",):
        return "demanded"
    if says("planned_modals", modal):
        return "planned"
    if modal.lower_ in ("would", "'d") and _told_before(verb):
        return "planned"
    if modal.lower_ in ("could", "can", "ca") and any(c.dep_ == "neg" or c.lower_ == "longer" for c in verb.children):
        return None
    return "reported_possible" if says("doubting_modals", modal) else None


def _told_before(verb: Token) -> bool:
    """ "Announced that he would be charged": what was then to come; not "would have been", which is hearsay."""
    if any(c.lower_ == "have" for c in children(verb, "aux")):
        return False
    step = verb
    while step.dep_ in ("conj", "xcomp") and is_verb(step.head):
        step = step.head
    return step.dep_ == "ccomp" and step.head.tag_ in ("VBD", "VBN") and says("announcing", step.head)


def _imperative(verb: Token) -> bool:
    """ "Release her now": a bare verb at the head of its sentence."""
    fronted = verb.dep_ == "advcl" and verb.tag_ == "VB" and verb.i == verb.sent.start  # "Release her, experts urge"
    if verb.tag_ not in ("VB", "VBP") or not (fronted or verb.dep_ in ("ROOT", "ccomp", "conj")):
        return False
    if children(verb, "nsubj", "nsubjpass", "aux", "auxpass", "expl", "csubj"):
        return False
    if verb.dep_ == "conj":
        return _imperative(verb.head)
    return verb.tag_ == "VB" or verb.i == verb.sent.start


def _is_to(verb: Token) -> bool:
    """ "is to be deported"."""
    if not any(c.tag_ == "TO" for c in verb.children) or verb.dep_ != "xcomp":
        return False
    return verb.head.lemma_ == "be" and not children(verb.head, "acomp", "attr")


def _governed(step: Token, head: Token, token: Token) -> Standing | None:
    """What the word above says of what hangs from it."""
    if step.dep_ in _TRANSPARENT or step.dep_ == "conj" or (head.pos_ == "ADP" and not is_verb(head)):
        return None
    if step.dep_ in ("prep", "dative"):
        return _through(step, head, token)
    if step.dep_ == "advcl":
        return _purpose(step, head)
    if step.dep_ not in _COMPLEMENT and step.dep_ != "nsubj":
        return None
    if step.dep_ == "nsubj":
        return "reported_possible" if head.lemma_ in ("loom",) else None
    return _pleaded(step, head) if _is_plea(step, head) else _by_lemma(step, head, token)


def _is_plea(step: Token, head: Token) -> bool:
    return head.lemma_ == "plead" and step.lower_ == "guilty"


def _pleaded(step: Token, head: Token) -> Standing | None:
    """ "Pleaded guilty to …" owns to it, "pleaded not guilty to …" denies it; neither asks for anything."""
    return "denied" if any(c.lower_ == "not" for c in (*step.children, *head.children)) else None


def _through(preposition: Token, head: Token, token: Token) -> Standing | None:
    """ "called for his release", "fears of torture", "reports of his death"."""
    insists = preposition.lower_ != "on" or head.lemma_ == "insist"
    pleads = head.lemma_ == "plead" and any(c.lower_ == "guilty" for c in head.children)
    if preposition.lower_ not in _LINKS or not insists or pleads:
        return None
    if preposition.lower_ == "for" and any(says("demanding", o) for o in children(head, "dobj")):
        return "demanded"
    if says("demanding", head):
        direct = preposition.lower_ in ("for", "to", "on") or not is_verb(head)
        return "demanded" if direct and preposition.lower_ != "from" else None
    if says("doubting", head) and preposition.lower_ in ("of", "for", "at"):
        return "reported_possible"
    if says("denying", head) and head.lemma_ != "dismiss" and head.pos_ == "NOUN":
        return "denied"
    if (
        says("undone", head)
        and preposition.lower_ in ("of", "from", "to")
        and head.lemma_ not in ("condition", "power")
    ):
        return "undone"
    if head.lemma_ in ("plan", "wait", "prepare", "schedule") and preposition.lower_ in ("for", "of"):
        return "planned"
    return None


def _by_lemma(step: Token, head: Token, token: Token) -> Standing | None:
    infinitive = any(c.tag_ == "TO" for c in step.children) or step.tag_ == "VB"
    nominal = not is_verb(step)
    if says("denying", head) and _denies(step, head):
        return "denied"
    if nominal and (says("postponing", head) or _put_off(head)) and step.lemma_ not in ("strike", "fast", "protest"):
        return "postponed"
    if says("demanding", head) and (infinitive or nominal or step.dep_ in ("ccomp", "pcomp")):
        return None if _only_object(step, head) or attained(step, head) else "demanded"
    if says("undone", head) and (infinitive or step.dep_ == "pcomp" or head.lemma_ in ("attempt", "failure", "lack")):
        return "undone"
    if says("doubting", head) and not (nominal and step.dep_ == "nsubjpass"):
        return "reported_possible"
    if head.lemma_ in words("standing", "facing") and step.dep_ == "dobj" and not borne(step, head):
        return "reported_possible"
    if says("planning", head) and (
        infinitive
        or step.dep_ == "ccomp"
        or head.lemma_ in ("order", "plan", "schedule", "set", "fix", "expect", "slate")
    ):
        return None if head.lemma_ in ("announce", "decide", "agree") and not infinitive else "planned"
    purpose = infinitive and step.dep_ in ("acl", "xcomp") and head.pos_ in ("NOUN", "VERB", "ADJ")
    return "undone" if purpose and not says("done", head) and not was_able(head) else None


def _put_off(verb: Token) -> bool:
    particle = {c.lower_ for c in verb.children if c.dep_ in ("prt", "advmod")}
    to = (o for p in children(verb, "prep") if p.lower_ in ("to", "until") for o in children(p, "pobj"))
    if verb.lemma_ in ("move", "shift", "reset") and any(o.ent_type_ == "DATE" for o in to):
        return True
    return (verb.lemma_ == "put" and "off" in particle) or (verb.lemma_ in ("push", "put") and "back" in particle)


def _denies(step: Token, head: Token) -> bool:
    """ "denied that …", "denied beating him", "denied reports of …", but not "denied a visit", "dismissed him"."""
    if head.lemma_ in ("dismiss", "reject"):
        return step.lemma_ in words("standing", "telling")
    if step.dep_ == "ccomp":
        return step.i > head.i
    return step.dep_ in ("xcomp", "pcomp") or head.lemma_ != "denial" or step.dep_ == "pobj"


def _only_object(step: Token, head: Token) -> bool:
    """Nouns under verbs like "stop", "end", "call" and "need" that can name a thing that is there."""
    return (
        not is_verb(step)
        and head.lemma_ in ("tell", "act", "help", "invite", "press", "protest")
        and step.dep_ == "dobj"
    )


def _purpose(step: Token, head: Token) -> Standing | None:
    """ "to …" of purpose: wanted, not yet so. Other clauses stand for themselves, save under a demand."""
    if not any(c.tag_ == "TO" for c in step.children):
        return None
    if head.lemma_ in ("make", "force", "compel") and children(head, "auxpass"):
        return None  # "was made to stand for hours"
    if says("demanding", head):
        return "demanded"
    return "planned" if head.lemma_ in ("wait", "await") else "undone"
