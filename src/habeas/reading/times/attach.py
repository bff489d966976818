"""Which verb or noun a date belongs to, by the tree: a date stays in its clause, the day of saying with the saying."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from spacy.tokens import Doc, Token

from habeas.reading.page import Page
from habeas.reading.tables import words
from habeas.reading.times.expressions import Expression
from habeas.reading.times.forms import Counted, Stretch

_VERBAL = frozenset({"VERB", "AUX"})
_NOMINAL = frozenset({"NOUN", "PROPN", "PRON", "NUM", "ADJ", "DET", "X"})
_BARRIER = frozenset({"appos", "relcl", "acl", "poss", "nsubj", "nsubjpass", "ccomp", "advcl", "parataxis", "csubj"})
_THROUGH = frozenset(
    {"in", "at", "to", "from", "into", "on", "by", "with", "near", "outside", "inside", "of", "for", "under"}
)
_PREMODIFIER = frozenset({"poss", "compound", "amod", "nummod", "nmod"})
_LIMIT = 6
_BESIDE = 3
"""Tokens from a noun to the name right behind it: "of its leader Ada Lund in 2010"."""
_ACTORS = ("custody", "male", "female", "neutral", "collective", "body")


def carriers(doc: Doc, one: Expression) -> list[int]:
    """The tokens that may carry the date, the nearest first: what it hangs on, up to the verb of its clause."""
    if isinstance(one.form, Counted):
        return _counted(doc, one)
    if _as_of(doc, one):
        return []
    return _upwards(doc, one) + _when_clause(doc, one) + _verb_of_subject(doc, one)


def _as_of(doc: Doc, one: Expression) -> bool:
    """ "As of 18 August, 95 people had been arrested": the day up to which was counted is that of no event."""
    before = [t.lower_ for t in doc[max(0, one.first - 2) : one.first]]
    return before in (["as", "of"], ["as", "at"])


def _when_clause(doc: Doc, one: Expression) -> list[int]:
    """ "In February, when 200 people were arrested": the date is also that of the clause with "when"."""
    for index in (one.last + 1, one.last + 2):
        if index < len(doc) and doc[index].lower_ == "when" and not doc[one.last + 1].is_sent_start:
            head = doc[index].head
            while head.dep_ == "conj" and head.head.i > index and head.head.pos_ in _VERBAL:
                head = head.head  # "when 200 were seized and later freed"
            return [head.i] if head.pos_ in _VERBAL and head.i > index else []
        if index < len(doc) and doc[index].text != ",":
            break
    return []


def _verb_of_subject(doc: Doc, one: Expression) -> list[int]:
    """ "Police in Korda on Monday broke up a camp": a date behind people or bodies is that of what they do."""
    if one.before is not None:
        return []
    token, steps = doc[one.target], 0
    while token.dep_ in ("pobj", "prep", "npadvmod", "nmod") and steps < _LIMIT:
        token, steps = token.head, steps + 1
    verb = token.head
    if token.dep_ not in ("nsubj", "nsubjpass") or verb.pos_ not in _VERBAL or not token.i < one.first < verb.i:
        return []
    actor = token.pos_ == "PROPN" or any(token.lemma_.lower() in words("people", name) for name in _ACTORS)
    return [verb.i] if actor and verb.i - one.last < 5 else []


def _upwards(doc: Doc, one: Expression) -> list[int]:
    token = doc[one.target]
    if token.lower_ == "aged":  # "who died aged 77 in 2014"
        token = token.head
    out = [token.i]
    part_of_day = token.lemma_.lower() in words("times", "words", "parts_of_day")
    if token.pos_ in _VERBAL or (one.last < token.i and not part_of_day):
        return out  # a date before its noun ("Monday's raid", "the 2019 protests") is the noun's alone
    while token.pos_ not in _VERBAL and len(out) < _LIMIT:
        name = token.dep_ == "appos" and token.pos_ == "PROPN" and token.i - token.head.i <= _BESIDE
        if (token.dep_ in _BARRIER and not name) or token.head == token or token.pos_ not in _NOMINAL:
            break
        above = token.head
        if above.pos_ in ("ADP", "SCONJ"):
            clock = token.ent_type_ == "TIME" and token.dep_ == "pobj"  # "shortly before 11pm on Saturday"
            if above.lower_ not in _THROUGH and not clock:
                break
            above = above.head
        hour = above.lemma_.lower() in words("times", "words", "parts_of_day")  # "since Wednesday midnight"
        if above.i > token.i and above.pos_ in _NOMINAL and not hour:
            break
        out.append(above.i)
        token = above
    return out


def _counted(doc: Doc, one: Expression) -> list[int]:
    """What has gone on for so many days: "the 42nd day of his strike", "his strike entered its 42nd day"."""
    day = doc[one.first : one.last + 1].root
    for child in day.children:
        if child.lower_ == "of":
            return [grandchild.i for grandchild in child.children if grandchild.dep_ == "pobj"]
    index = verb_of(doc, one)
    if index is None:
        return []
    if one.before == "for":
        return [index]
    return [child.i for child in doc[index].children if child.dep_ in ("nsubj", "nsubjpass") and child.pos_ == "NOUN"]


def sets(doc: Doc, one: Expression) -> bool:
    """Whether the date is one for which something is set or to which it is put off."""
    if one.before not in ("for", "to", "until", "till"):
        return False
    index = verb_of(doc, one)
    return index is not None and doc[index].lemma_ in words("times", "verbs", "setting")


def prolongs(doc: Doc, one: Expression) -> bool:
    """Whether the date is the end to which something is drawn out: "extended until 5 March"."""
    if one.before not in ("to", "until", "till", "through"):
        return False
    index = verb_of(doc, one)
    return index is not None and doc[index].lemma_ in words("times", "verbs", "prolonging")


def added(page: Page, one: Expression) -> bool:
    """Whether the expression heads a paragraph that was added on that day: "Added on 9 October: …"."""
    start = one.first
    while (
        start and one.first - start < 6 and page.paragraph(page.doc[start - 1]) == page.paragraph(page.doc[one.first])
    ):
        start -= 1
    lead = [t.lower_ for t in page.doc[start : one.first]]
    after = [t.text for t in page.doc[one.last + 1 : one.last + 3]]
    return len(lead) < 6 and bool(words("times", "words", "additions") & set(lead)) and ":" in after


def announcement(token: Token) -> Token | None:
    """ "It was announced on Monday that the board denied …": a decision bears the day it is made known."""
    above = token.head
    if token.dep_ != "ccomp" or token.lemma_ not in words("times", "verbs", "deciding"):
        return None
    made_known = above.lemma_ in words("times", "verbs", "announcing")
    return above if made_known and any(c.dep_ == "auxpass" for c in above.children) else None


def quoted_by(doc: Doc, one: Expression) -> int | None:
    """The verb of saying whose direct quotation holds the expression."""
    marks = sum(token.text == '"' for token in doc[one.first].sent if token.i < one.first)
    if marks % 2 == 0:
        return None
    for above in (doc[one.first], *doc[one.first].ancestors):
        if above.dep_ in ("ccomp", "parataxis") and above.head.lemma_ in words("speech", "verbs", "state"):
            return above.head.i
    return None


def verb_of(doc: Doc, one: Expression) -> int | None:
    """The verb in whose clause the expression stands."""
    token = doc[one.target]
    while token.pos_ not in _VERBAL:
        if token.head == token:
            return None
        token = token.head
    return token.i


def process(one: Expression) -> bool:
    """Whether an expression says from when to when something went on."""
    return isinstance(one.form, Stretch) and one.form.process


def negated(token: Token) -> bool:
    return any(child.dep_ == "neg" for child in token.children)


def clause_apart(doc: Doc, left: Expression, right: Expression) -> bool:
    """Whether words of saying stand between two dates: then they belong to different tellings."""
    saying = words("speech", "verbs", "state")
    return any(token.pos_ == "VERB" and token.lemma_ in saying for token in doc[left.last : right.first])


Carried = Mapping[int, Sequence[tuple[int, int]]]


def sources(token: Token, carried: Carried, found: Sequence[Expression]) -> Iterator[int]:
    """Where the date of `token` may stand, best first: at itself, then at the words that share its date."""
    if token.i in carried and _own(token, carried, found):
        yield token.i
    if token.pos_ in _VERBAL:
        yield from _shared_verb(token, carried, found)
        yield from _occasion(token, carried, found)
    else:
        if token.dep_ == "conj" and token.head.i in carried and token.head.pos_ == "NOUN":
            yield token.head.i  # "the capture and killing of … in 2010"
        yield from _light_verb(token, carried)


def _own(token: Token, carried: Carried, found: Sequence[Expression]) -> bool:
    """ "Postponed to Monday": the date is of what was put off, not of the putting off."""
    hits = carried[token.i]
    return not (
        token.lemma_ in words("times", "verbs", "setting")
        and all(found[number].before in ("for", "to", "until", "till") for _, number in hits)
        and token.pos_ in _VERBAL
    )


def _shared_verb(token: Token, carried: Carried, found: Sequence[Expression]) -> Iterator[int]:
    aspect = words("times", "verbs", "aspect")
    yield from (c.i for c in token.children if c.dep_ == "auxpass" and c.i in carried)  # "was on Tuesday sentenced"
    for child in token.children:
        if child.dep_ == "xcomp" and child.i in carried and token.lemma_ in aspect:
            yield child.i
    yield from _next_of_row(token, carried, found)
    head = token.head
    if head == token or head.pos_ not in _VERBAL:
        return
    if token.dep_ == "xcomp" and head.lemma_ in aspect and head.i in carried:
        yield head.i
    elif token.dep_ == "conj":
        yield from _first_of_row(token, head, carried, found)
        if token.tag_ == "VBG" == head.tag_ and head.dep_ == "advcl" and head.i not in carried:
            yield from _shared_verb(head, carried, found)
    elif token.dep_ == "advcl" and token.tag_ == "VBG" and token.i > head.i and head.i in carried and _bare(token):
        yield head.i


def _occasion(token: Token, carried: Carried, found: Sequence[Expression]) -> Iterator[int]:
    """ "In Friday's raid soldiers killed two men", "Saturday's raid killed two": the day of the occasion."""
    for child in token.children:
        nouns = [child] if child.dep_ == "nsubj" and any(c.dep_ == "dobj" for c in token.children) else []
        if child.dep_ in ("prep", "agent") and child.lower_ in ("in", "during", "at", "amid", "by"):
            nouns = [c for c in child.children if c.dep_ == "pobj"]
        for noun in nouns:
            if noun.i in carried and noun.lemma_.lower() in words("times", "words", "occasions"):
                hits = [found[number] for depth, number in carried[noun.i] if depth == 0]
                if any(one.before is None and not isinstance(one.form, Counted) for one in hits):
                    yield noun.i


def _first_of_row(token: Token, head: Token, carried: Carried, found: Sequence[Expression]) -> Iterator[int]:
    """A date that stands before the first of several joined verbs holds for all of them."""
    steps = 0
    while steps < _LIMIT:
        hits = carried.get(head.i, ())
        if any(found[number].last < head.i and found[number].before in (None, "by") for _, number in hits):
            yield head.i
            return
        if hits or head.dep_ != "conj":
            return
        head, steps = head.head, steps + 1


def _next_of_row(token: Token, carried: Carried, found: Sequence[Expression]) -> Iterator[int]:
    """ "Arrested and charged on Monday": verbs joined with nothing between share the date that follows them."""
    for child in token.children:
        between = child.i - token.i
        if child.dep_ == "conj" and child.pos_ in _VERBAL and between == 2 and child.i in carried:
            yield child.i


def _bare(token: Token) -> bool:
    return not any(child.dep_ in ("mark", "nsubj", "prep") and child.i < token.i for child in token.children)


def _light_verb(token: Token, carried: Carried) -> Iterator[int]:
    """A noun of happening has the date of a verb that adds nothing to it: "the hearing took place on Monday"."""
    if token.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj", "attr"):
        return
    head = token.head
    if head.pos_ == "ADP":
        head = head.head
    if head.pos_ == "NOUN" and head.dep_ == "dobj":  # "taking part in a strike"
        head = head.head
    if head.pos_ not in _VERBAL or head.i not in carried:
        return
    light, setting = words("times", "verbs", "light"), words("times", "verbs", "setting")
    if head.lemma_ in setting or head.lemma_ in light:
        yield head.i
