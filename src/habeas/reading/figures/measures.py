"""What a count measures: from the verb it goes with, else from the words that narrow down who is counted."""

from __future__ import annotations

import re
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from habeas.reading.figures.around import Around, any_of, confined, line, predicate
from habeas.reading.figures.context import Context
from habeas.reading.figures.counts import Count, is_body, is_happening
from habeas.reading.figures.deeds import (
    DETAIN,
    INSIDE,
    alongside,
    among_those,
    by_captors,
    by_lemma,
    by_own_hand,
    by_particle,
    kept_in,
    legal,
    lost,
    present_state,
    rescued,
    term_given,
    those_were,
)
from habeas.reading.standing import stated
from habeas.reading.tables import load, words
from habeas.reading.times.tense import tense_of

_HAPPENED = ("arrested", "killed", "released", "disappeared", "died", "injured")
_WITHIN = ("children_held", "women_held", "ill", "without_charge", "on_hunger_strike")
_STATES = ("held", "without_charge", "life_sentence", "on_hunger_strike", "ill")
_ADULT = 18
_CUSTODY_ONLY = ("ill", "children_held", "women_held")
_STRIKING = frozenset({"start", "begin", "launch", "go", "enter", "stage", "declare", "continue", "wage", "observe"})
_ADJECTIVE = 4
"""Tokens before a number from which an adjective may stand between "some of the" and it."""
_BEFORE = 14
"""Tokens before ", killing 300" within which what did it is named."""
_RATE_AHEAD = 14
"""Tokens after a number within which "every week" makes it a rate."""
_KEPT = frozenset({"jail", "jailed", "imprison", "imprisoned", "detain", "detained"})
_OWNED = re.compile(r" (?:wom[ae]n|child|children|girls|boys|mothers) '(?:s)? ")
""""Women's rights activists" are not women."""
_BOTH = frozenset({"male and female", "female and male", "men and women", "women and men", "women and children"})
"""All of those counted, and not one kind of them."""
_SMALL = 10
"""A count of people of whom nothing else is said is taken only from this size on: "two lawyers said" is no figure."""


@dataclass(frozen=True)
class Verdict:
    """A measure of the vocabulary, and the name of the rule that gave it."""

    measure: str
    rule: str


def measure(doc: Doc, count: Count, at: Context, parent: str | None) -> Verdict | None:
    """What the count measures; None where it is no figure. `parent` is the measure of which it is a part."""
    around = Around(doc, count, at)
    if parent in _HAPPENED and count.noun is not None and around.only_who(at):
        return Verdict(parent, "part")
    if parent in (*_HAPPENED, "sentenced") and parent != "arrested" and count.aside:
        return Verdict(parent, "part")
    for rule in (
        _rate,
        _things,
        _shared,
        _bodies,
        _counted_happenings,
        _exchanged,
        _by_verb,
        _by_noun_before,
        _lives_lost,
        _within_phrase,
        _by_law,
    ):
        found = rule(around)
        if found is not None and found.measure == "arrested" and by_captors(around):
            return Verdict("other", found.rule)
        if found is not None:
            return found if found.measure else None
    if parent in _STATES and around.only_who(at):
        return _by_marks(around, parent) or Verdict(parent, "part")
    return _by_marks(around, parent) or _standing(around, parent) or _rest(around, parent)


def _rate(w: Around) -> Verdict | None:
    """ "Two die every week", "five a day", "16 are held at a time on average": how often, and not how many."""
    end = min(w.doc[w.count.first].sent.end, w.count.last + _RATE_AHEAD)
    for token in w.doc[w.count.last + 1 : end - 1]:
        if token.text in (";", ":", '"') or token.like_num:
            return None
        after = token.nbor()
        unit = after.lower_ in ("day", "week", "month", "year", "hour", "night")
        often = token.lower_ in ("every", "each", "per") or (token.lower_ == "a" and _ends_at(after))
        if unit and often and w.doc[w.count.last].sent == token.sent and w.at.total is None:
            return Verdict("", "rate")
    return None


def _things(w: Around) -> Verdict | None:
    """ "128 orders, of which 52 were new ones": what the number is said to be is no people."""
    verb = w.at.verb
    if verb is None or verb.lemma_ != "be" or w.at.part != "subject" or w.count.noun is not None:
        return None
    said = [c for c in verb.children if c.dep_ == "attr" and c.i > verb.i]
    things = any(c.lemma_.lower() in words("figures", "things", "nouns") for c in said)
    return Verdict("", "") if things else None


def _ends_at(unit: Token) -> bool:
    """ "Five are held a day.", and not "a day after"."""
    return unit.dep_ == "npadvmod" and (unit.i + 1 == len(unit.doc) or unit.nbor().is_punct)


def _shared(w: Around) -> Verdict | None:
    """ "Half of the 600 detainees are ill": the number counts the whole, of which a share is told."""
    first = w.count.first
    first -= first > _ADJECTIVE and w.doc[first - 1].lower_ in ("original", "first", "last", "other", "remaining")
    if first < 3 or w.doc[first - 2].lower_ != "of" or w.doc[first - 1].lower_ not in ("the", "these", "those", "all"):
        return None
    share = w.doc[first - 3].lower_
    part_of_whole = w.doc[first - 3].like_num
    if share == "all" or (share not in words("figures", "shares", "words") and not part_of_whole):
        return None
    if part_of_whole and w.custody_noun:
        return Verdict("held", "whole")
    return Verdict("held" if w.in_custody(None) and not w.doc[first - 3].like_num else "", "whole")


def _exchanged(w: Around) -> Verdict | None:
    """ "64 soldiers crossed the bridge in a prisoner exchange", "received 38 servicemen"."""
    verb, noun = w.at.verb, w.at.noun
    if verb is None or noun is None or noun.lemma_.lower() not in words("figures", "exchange", "people"):
        return None
    if verb.lemma_ not in words("figures", "exchange", "verbs") or tense_of(verb) == "future":
        return None
    swapped = any(t.lemma_ in words("figures", "exchange", "nouns") for t in verb.sent if t.pos_ == "NOUN")
    return Verdict("released", "exchange") if swapped and stated(verb) == "asserted" else None


def _bodies(w: Around) -> Verdict | None:
    noun, before = w.at.noun, w.at.of_noun
    if not ((noun is not None and is_body(noun)) or (before is not None and is_body(before))):
        return None
    verb = w.at.verb
    found = verb is not None and verb.lemma_ in words("figures", "finding", "verbs")
    if found and (before is not None or w.at.part == "object"):
        return Verdict("died", "found")
    near = w.doc[max(w.count.first - 12, w.doc[w.count.first].sent.start) : w.at.end + 8]
    kept = any(t.lemma_.lower() in words("figures", "bodies_context", "words") for t in near)
    return Verdict("bodies_withheld", "bodies") if kept else Verdict("", "")


def _counted_happenings(w: Around) -> Verdict | None:
    noun, hurt = w.at.noun, w.count.noun
    if hurt is not None and hurt.lower_ in ("wounded", "injured"):
        return Verdict("injured", "noun")
    if noun is None or not is_happening(noun):
        total = w.at.total
        toll = total is not None and total.lemma_.lower() in words("figures", "running", "tolls")
        return Verdict("died", "toll") if toll else None
    if any(c.lower_ == "mass" for c in noun.children):
        return Verdict("", "")  # "three mass abductions" were of many each
    if any(c.lower_ in ("attempted", "foiled", "thwarted") for c in noun.children):
        return Verdict("other", "happenings")
    return Verdict(by_lemma("happening_nouns")[noun.lemma_.lower()], "happenings")


def _by_verb(w: Around) -> Verdict | None:
    verb, part = w.at.verb, w.at.part
    if verb is None or any(c.dep_ == "neg" for c in verb.children) or _whole_of_a_part(w):
        return None
    table = by_lemma("happenings") if part == "object" else by_lemma("happenings_own")
    found = term_given(verb, part) or among_those(verb, part) or those_were(w, verb) or alongside(w, verb)
    found = found or rescued(w, verb)
    found = found or lost(verb, part)
    if part != "other":
        found = by_own_hand(verb, part) or table.get(verb.lemma_.lower()) or by_particle(verb, part) or found
    active = not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)
    to = any(c.dep_ == "prep" and c.lower_ == "to" for c in verb.children)
    if found is None or (verb.lemma_ == "condemn" and (active or not to)):  # "the killing of three was condemned"
        return None
    if part != "other" and _not_counted(w, verb, found):
        return Verdict("", "")
    if verb.lemma_ == DETAIN and kept_in(verb):
        return Verdict("held", "standing")
    return None if verb.lemma_ == DETAIN and present_state(verb) else Verdict(found, "verb")


def _not_counted(w: Around, verb: Token, found: str) -> bool:
    """Whether what the verb tells is still to come, is nature's doing, or done by a few of whom nothing is counted."""
    if found in ("killed", "died") and _by_nature(verb):
        return True
    if tense_of(verb) == "future" or (verb.tag_ == "VB" and not any(c.lemma_ == "have" for c in verb.children)):
        return True
    few = w.count.number.value < _SMALL and not w.custody_noun
    return found == "other" and w.at.part == "subject" and few


def _by_nature(verb: Token) -> bool:
    causes = words("figures", "nature", "causes")
    doers = [c for c in verb.children if c.dep_ == "agent" or (c.dep_ == "nsubj" and verb.lemma_ != "die")]
    doers += [c for c in verb.children if c.dep_ == "prep" and c.lower_ in ("of", "from", "with")]
    named = any(t.lemma_.lower() in causes for d in doers for t in d.subtree)
    named = named or (verb.dep_ == "relcl" and verb.head.lemma_.lower() in causes)
    if verb.tag_ == "VBG" and verb.nbor(-1).text == ",":  # "an earthquake that struck in May, killing 300"
        named = any(t.lemma_.lower() in causes for t in verb.doc[max(verb.sent.start, verb.i - _BEFORE) : verb.i])
    held = any(t.lemma_.lower() in INSIDE for t in verb.sent)
    return named and not held


def _whole_of_a_part(w: Around) -> bool:
    """ "38 of 52 people": what the verb tells is told of the 38."""
    first = w.count.first
    return first > 1 and w.doc[first - 1].lower_ == "of" and w.doc[first - 2].like_num


def _by_noun_before(w: Around) -> Verdict | None:
    before, verb = w.at.of_noun, w.at.verb
    if before is None:
        return None
    found = by_lemma("happening_nouns").get(before.lemma_.lower())
    if found is None:
        return None
    speech = words("speech", "verbs", "demand") | {"refuse", "seek", "want", "delay", "await", "negotiate", "include"}
    if found == "released" and verb is not None and (verb.lemma_ in speech or tense_of(verb) == "future"):
        return None
    return Verdict(found, "noun_of")


def _by_law(w: Around) -> Verdict | None:
    found = legal(w)
    return Verdict(found, "legal") if found else None


def _lives_lost(w: Around) -> Verdict | None:
    """ "More than 40 miners, who lost their lives that day, …"."""
    clauses = [c for c in w.at.noun.children if c.dep_ == "relcl"] if w.at.noun is not None else []
    return Verdict("died", "phrase") if any(lost(c, "subject") for c in clauses) else None


def _within_phrase(w: Around) -> Verdict | None:
    """What the phrase itself tells of those counted: "72 prisoners who died", "44 abducted journalists"."""
    noun = w.at.noun
    if noun is not None and (noun.lemma_.lower() == "martyr" or noun.lower_ in ("dead", "fatalities")):
        return Verdict("died", "noun")
    if noun is not None and noun.lower_ in ("wounded", "injured"):
        return Verdict("injured", "noun")
    start = w.count.number.last + 1
    told = list(w.doc[start : w.at.end + 1])
    if w.count.noun is not None and w.count.noun.lemma_.lower() == "martyr":
        return Verdict("died", "noun")
    if w.at.total is not None and noun is not None:
        told += list(noun.subtree)
    for token in told:
        lemma = token.lemma_.lower()
        own = by_lemma("happenings_own").get(lemma)
        if own and token.pos_ == "VERB":
            return Verdict(own, "phrase")
        if token.lower_ == "dead" and token.i > start:
            return Verdict("died", "phrase")
        adjective = token.pos_ == "ADJ" and lemma.endswith("ed")
        done = by_lemma("happenings").get(lemma.removesuffix("ed") if adjective else lemma)
        undergone = adjective or token.tag_ == "VBN" or any(c.dep_ == "auxpass" for c in token.children)
        if done == "arrested" and _stands(w):
            continue
        if token.dep_ == "amod" and lemma in _KEPT:
            return Verdict("held", "phrase")
        if done and undergone and token.pos_ in ("VERB", "ADJ") and (lemma != DETAIN or _taken(token)):
            return Verdict(done, "phrase")
    return None


def _taken(token: Token) -> bool:
    """Whether "detained" after its noun tells how people came into custody: by whom, when, on what occasion."""
    if token.dep_ not in ("acl", "relcl") or present_state(token):
        return False
    if any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBD" for c in token.children):
        return True
    return any(
        c.dep_ == "agent" or (c.dep_ == "prep" and c.lower_ in ("during", "on", "after")) for c in token.children
    )


def _stands(w: Around) -> bool:
    """Whether the clause says that those counted are in custody: "388 people arrested in May remain in prison"."""
    verb = w.at.verb
    said = line(predicate(w.at))
    held = verb is not None and w.at.part == "object" and verb.lemma_ in words("figures", "standing", "verbs")
    return held or confined(said)


def _by_marks(w: Around, parent: str | None) -> Verdict | None:
    if _under_age(w) and (w.in_custody(parent) or parent == "held"):
        return Verdict("children_held", "mark")
    for name, phrases in load("figures")["marks"].items():
        if name == "on_hunger_strike" and (_strike_counts(w) or _striking(w)):
            return Verdict(name, "mark")
        if name in ("children_held", "women_held") and any_of(_BOTH, w.clause):
            continue
        line = w.clause if name not in ("children_held", "women_held") or w.at.part != "object" else w.phrase
        if not any_of(frozenset(phrases), _OWNED.sub(" ", line)):
            continue
        if name in _CUSTODY_ONLY and not w.in_custody(parent):
            continue
        return Verdict(name, "mark")
    return None


def _under_age(w: Around) -> bool:
    """ "20 of them are boys under 16", "46 under the age of 16"."""
    doc = w.doc
    for token in doc[w.count.number.last + 1 : min(w.at.end + 5, len(doc) - 1)]:
        if token.text in (",", ";", "(", ")") or token.lower_ == "including":
            break
        if token.lower_ in ("under", "below") and token.sent == doc[w.count.first].sent:
            ahead = [t.text for t in doc[token.i + 1 : token.i + 5] if t.lower_ not in ("the", "age", "of")]
            return bool(ahead) and ahead[0].isdigit() and int(ahead[0]) <= _ADULT
    return False


def _striking(w: Around) -> bool:
    """ "29 prisoners have started an indefinite hunger strike"."""
    verb = w.at.verb
    if verb is None or w.at.part != "subject" or tense_of(verb) == "future" or verb.lemma_ not in _STRIKING:
        return False
    near = [t.lower_ for t in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 8)]]
    return "strike" in near and "hunger" in near


def _strike_counts(w: Around) -> bool:
    """ "The hunger strike began with 140 prisoners"."""
    verb = w.at.verb
    if verb is None or w.at.part != "other" or not w.custody_noun:
        return False
    return any(c.dep_ == "nsubj" and c.lemma_ == "strike" for c in verb.children)


def _standing(w: Around, parent: str | None) -> Verdict | None:
    verb, part = w.at.verb, w.at.part
    if not w.in_custody(None):
        return None
    if w.at.noun is None and not w.count.partitive and w.count.number.value < _SMALL:
        return Verdict("", "")
    if w.custody_noun and verb is not None and part != "other" and w.at.of_noun is None:
        enduring = verb.lemma_ in words("figures", "enduring", "verbs") | words("figures", "standing", "verbs")
        enduring |= part == "object" and verb.lemma_ in words("figures", "giving", "verbs")
        if not enduring and not confined(w.clause):
            return _other(w)
    if parent in (*_HAPPENED, "other", "sentenced") and w.count.partitive and confined(w.clause):
        return Verdict("held", "standing")
    if parent and (w.count.partitive or (parent in _WITHIN and w.at.noun is None)):
        return Verdict(parent, "part")
    return Verdict("held", "standing")


def _rest(w: Around, parent: str | None) -> Verdict | None:
    who_they_are = w.count.noun is None and w.at.verb is not None and w.at.verb.lemma_ == "be"
    if parent is not None and (w.count.partitive or w.at.noun is None or who_they_are):
        return Verdict(parent, "part")
    return _other(w) if w.at.noun is not None else None


def _other(w: Around) -> Verdict | None:
    if w.at.noun is None:
        return Verdict("", "")
    verb, lemma = w.at.verb, w.at.noun.lemma_.lower()
    undergone = verb is not None and w.at.part == "object" and verb.lemma_ in words("figures", "other", "verbs")
    if w.count.number.value < _SMALL and not (w.custody_noun and verb is not None) and not undergone:
        return Verdict("", "")
    telling = verb is not None and w.at.part != "other" and verb.lemma_ in words("figures", "other", "verbs")
    known = telling or w.custody_noun or lemma in words("figures", "other", "nouns")
    return Verdict("other", "people") if known else Verdict("", "")
