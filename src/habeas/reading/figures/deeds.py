"""What the verb of a count says was done to those counted."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from habeas.reading.figures.around import Around
from habeas.reading.tables import load, words

DETAIN = "detain"
_THOSE = 7
"""Tokens before "were" within which those stand who they were."""
_WHO_THEY_ARE = {"dead": "died", "injured": "injured", "wounded": "injured", "arrested": "arrested", "killed": "killed"}
_SAYS = words("speech", "verbs", "state")
_LEFT_SO = {"dead": "died", "injured": "injured", "wounded": "injured"}
_LEFT = 12
"""Tokens after "left" within which "dead" tells how people were left."""
_ALL_NAMED = 5
"""Up to so many a report most often names one by one."""
INSIDE = words("figures", "people", "custody") | frozenset({"prison", "jail", "custody", "detention", "camp", "cell"})
_CENTRES = frozenset({"centre", "center", "facility"})
_CAPTIVES = frozenset(
    {
        *("kidnap", "abduct", "abduction", "kidnapping", "kidnapper", "captor", "captive", "hostage"),
        *("enslave", "slavery", "trafficking", "trafficker", "traffic"),
    }
)
"""Words that tell of people taken or kept by others, from whom one may be rescued."""


@cache
def by_lemma(table: str) -> dict[str, str]:
    return {lemma: measure for measure, lemmas in load("figures")[table].items() for lemma in lemmas}


def alongside(w: Around, verb: Token) -> str | None:
    """ "He was arrested along with four others": what was done to him was done to them."""
    first, doc = w.count.first, w.doc
    if w.at.part != "other" or not first or doc[first - 1].lower_ != "with" or not w.at.noun:
        return None
    passive = verb.tag_ == "VBN" and verb.i < first
    inside = {"cell", "prison", "dungeon", "tank", "tent", "room", "container", "ward", "cage", "dormitory"}
    if verb.lemma_ == "share" and any(c.dep_ == "dobj" and c.lemma_ in inside for c in verb.children):
        return "held"
    if passive and verb.lemma_ in ("hold", "keep", "imprison", "lock", "jail", "confine"):
        return "held"
    others = doc[first - 2].lower_ in ("along", "together") or w.at.noun.lower_ == "others"
    return by_lemma("happenings").get(verb.lemma_.lower()) if passive and others else None


def among_those(verb: Token, part: str) -> str | None:
    """ "Three women were among those executed": what was done to those of whom they are."""
    if verb.lemma_ != "be" or part != "subject":
        return None
    near = verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 8)]
    if "among" not in {t.lower_ for t in near} and "of" not in {t.lower_ for t in near[:3]}:
        return None
    done = [t for t in near if t.tag_ == "VBN" and t.dep_ == "acl" and t.lemma_ != DETAIN]
    done = done or [t for t in near if t.tag_ == "VBN" and t.nbor(-1).lower_ == "those" and t.lemma_ != DETAIN]
    return by_lemma("happenings").get(done[0].lemma_.lower()) if done else None


def those_were(w: Around, verb: Token) -> str | None:
    """ "Among those arrested were six students", "the dead were two guards": who they were to whom it was done."""
    if verb.lemma_ != "be" or w.count.first < verb.i or w.at.noun is None or _top(w.at.noun).head != verb:
        return None
    near = list(verb.doc[max(verb.sent.start, verb.i - _THOSE) : verb.i])
    those = next((n for n, t in enumerate(near) if t.lower_ == "those"), None)
    if those is None:
        the_dead = len(near) > 1 and near[-2].lower_ == "the"
        return _WHO_THEY_ARE.get(near[-1].lower_) if the_dead else None
    done = next((t for t in near[those + 1 :] if t.tag_ == "VBN" and t.lemma_ != DETAIN), None)
    return by_lemma("happenings").get(done.lemma_.lower()) if done is not None else None


def _top(noun: Token) -> Token:
    """The first of a row: "students" of "six students and two teachers"."""
    while noun.dep_ == "conj" and noun.head.pos_ == noun.pos_:
        noun = noun.head
    return noun


def by_captors(w: Around) -> bool:
    """Whether those counted were taken by people who are no state's: "gunmen abducted 27 students" arrests nobody."""
    told = [t for t in (w.at.verb, w.at.of_noun, w.at.noun) if t is not None]
    told += list(w.doc[w.count.number.last + 1 : w.at.end + 1])
    if not any(t.lemma_.lower() in words("figures", "captors", "taking") for t in told):
        return False
    sentence = w.doc[w.count.first].sent
    if any(t.lemma_.lower() in words("figures", "captors", "outlaws") for t in sentence):
        return True
    doers = [t for t in sentence if t.dep_ == "nsubj" or (t.dep_ == "pobj" and t.head.lower_ == "by")]
    doers = [t for t in doers if t.head.lemma_ not in _SAYS]  # "police said that 30 pupils were abducted"
    if any(t.lemma_.lower() in words("figures", "captors", "state") for t in doers):
        return False
    return any(t.lemma_.lower() in words("figures", "captors", "outlaws") for t in w.doc)


def rescued(w: Around, verb: Token) -> str | None:
    """ "Police rescued 12 of the victims": free again, where the report tells of people taken, and not of a flood."""
    own = w.at.noun.children if w.at.noun is not None else ()
    verb = next((c for c in own if c.dep_ == "acl" and c.lemma_ == "rescue"), verb)
    if verb.lemma_ != "rescue" or not any(t.lemma_ in _CAPTIVES for t in w.doc):
        return None
    told = verb.dep_ == "acl" and verb.head == w.at.noun
    return "released" if w.at.part == "object" or told else None


def lost(verb: Token, part: str) -> str | None:
    """ "Nine workers lost their lives", "the fire claimed the lives of nine", "left nine people dead"."""
    things = {c.lower_ for c in verb.children if c.dep_ in ("dobj", "ccomp", "oprd", "xcomp", "acomp")}
    if verb.lemma_ == "lose" and part == "subject" and things & {"life", "lives"}:
        return "died"
    if verb.lemma_ in ("claim", "take", "cost") and part != "subject" and things & {"life", "lives"}:
        return "died"
    if verb.lemma_ != "leave" or part == "subject":
        return None
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + _LEFT)]:
        if token.lower_ in _LEFT_SO:
            return _LEFT_SO[token.lower_]
        if token.text in (",", ";") or token.lower_ in ("and", "that", "which"):
            return None
    return None


def legal(w: Around) -> str | None:
    """ "Eleven face trial", "warrants for 40", "the case against nine men": what the law does to those counted."""
    nouns = words("figures", "legal", "nouns")
    verb, first = w.at.verb, w.count.first
    if w.count.number.value <= _ALL_NAMED:
        return None
    if verb is not None and w.at.part == "subject" and verb.lemma_ in words("figures", "legal", "facing"):
        if any(c.lemma_.lower() in nouns for c in verb.children if c.dep_ == "dobj"):
            return "other"
    before = w.doc[first - 1] if first else None
    if before is None or before.lower_ not in ("against", "for", "to", "of") or before.sent != w.doc[first].sent:
        return None
    near = w.doc[max(before.sent.start, before.i - 2) : before.i]
    return "other" if any(t.pos_ == "NOUN" and t.lemma_.lower() in nouns for t in near[-1:]) else None


def by_particle(verb: Token, part: str) -> str | None:
    """ "taken away", "handed over", "came home": what verb and particle say together."""
    table: dict[str, list[str]] = load("figures")["happenings_two" if part == "object" else "happenings_two_own"]
    after = [c for c in verb.children if c.i > verb.i and c.dep_ in ("prt", "advmod", "acomp", "ccomp", "oprd")]
    after += [c.nbor() for c in verb.children if c.dep_ == "dobj" and verb.i < c.i < len(c.doc) - 1]
    near = {c.lower_ for c in after if not any(True for _ in c.children)}
    near |= {c.lower_ for c in verb.doc[verb.i + 1 : verb.i + 3]}
    lemma = verb.lemma_.lower()
    for measure_, pairs in table.items():
        for pair in pairs:
            first, _, second = pair.partition(" ")
            if lemma == first and second in near:
                return measure_
    return None


def term_given(verb: Token, part: str) -> str | None:
    """ "Three defendants got twenty years", "three were given life"."""
    if part == "other" and verb.lemma_ in ("hand", "give", "impose", "pass"):
        given = any(c.lemma_ in ("term", "sentence") for c in verb.children if c.dep_ == "dobj")
        return "sentenced" if given else None
    if part == "other" and verb.lemma_ in ("grant", "issue", "sign", "order", "announce", "receive"):
        spared = any(c.lemma_ in ("pardon", "amnesty", "clemency") for c in verb.children if c.dep_ == "dobj")
        return "released" if spared else None
    if verb.lemma_ == "serve":
        years = any(c.lemma_ == "year" and c.dep_ in ("dobj", "npadvmod") for c in verb.children)
        return "sentenced" if years and part == "subject" else None
    harmed = verb.lemma_ in ("receive", "sustain", "suffer", "get") and part == "subject"
    if harmed and any(c.lemma_ in ("injury", "wound", "burn", "bruise") for c in verb.children if c.dep_ == "dobj"):
        return "injured"
    taking = ("get", "receive") if part == "subject" else ("give", "hand")
    if verb.lemma_ not in taking:
        return None
    terms = [c for c in verb.children if c.dep_ in ("dobj", "npadvmod", "oprd") and c.i > verb.i]
    given = any(t.lemma_ in ("year", "life", "term", "sentence", "imprisonment") for t in terms)
    return "sentenced" if given else None


def by_own_hand(verb: Token, part: str) -> str | None:
    """ "35 inmates killed themselves", "took their own lives", "committed suicide"."""
    if part != "subject":
        return None
    done = {c.lower_ for c in verb.children if c.dep_ == "dobj"}
    lives = verb.lemma_ == "take" and done & {"life", "lives"} and "own" in {t.lower_ for t in verb.subtree}
    killed = verb.lemma_ in by_lemma("happenings") and by_lemma("happenings")[verb.lemma_] == "killed"
    own = (killed and "themselves" in done) or lives or (verb.lemma_ == "commit" and "suicide" in done)
    return "died" if own else None


def kept_in(verb: Token) -> bool:
    """ "Have been detained in camps since May": they have not only been taken."""
    perfect = any(c.dep_ == "aux" and c.tag_ in ("VBP", "VBZ") and c.lemma_ == "have" for c in verb.children)
    places = [o for c in verb.children if c.lower_ in ("in", "at", "inside") for o in c.children if o.dep_ == "pobj"]
    return perfect and any(o.lemma_.lower() in INSIDE | _CENTRES for o in places)


def present_state(verb: Token) -> bool:
    """ "Are detained" says where people are; "were detained" and "have been detained" that they were taken."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return any(h.tag_ in ("VBZ", "VBP") and h.lemma_ == "be" for h in helpers) or verb.lemma_ == "remain"
