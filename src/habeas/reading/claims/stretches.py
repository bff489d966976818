"""Stretches of text from tokens: trimmed at their edges, with the saying in their middle left out."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from habeas.model.span import Span
from habeas.reading.claims.joined import another_says, resumed, said_as_well, says_on, told_as_lasting
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_STRIP = frozenset({",", '"', "'", ":", ";", "-", "that", ".", "and", "!", "?"})
_JOINED = words("speech", "rules", "joined")
_SPEAKING = frozenset(verb for verbs in load("speech")["verbs"].values() for verb in verbs)
_ONE_PAIR = 2
_WHICH = ("WDT", "WP", "WP$")
""" "A law that critics say restricts rights": what stands before the saying only leads in what is said."""
_DAYS = words("times", "weekdays") | {"yesterday", "today"}


def trimmed_span(page: Page, first: Token, last: Token) -> Span:
    return page.span(*trimmed(page, first, last))


def trimmed(page: Page, first: Token, last: Token) -> tuple[Token, Token]:
    """First and last token of a stretch without marks and "that" at its edges."""
    doc = page.doc
    low, high = first.i, last.i
    marks = [i for i in range(low, high + 1) if doc[i].text == '"']
    keeps = _paired(doc, marks, low, high)
    while low < high and low not in keeps and (doc[low].lower_ in _STRIP or doc[low].is_space):
        low += 1
    while high > low and high not in keeps and (doc[high].lower_ in _STRIP or doc[high].is_space):
        high -= 1
    if len(marks) % 2 and marks[0] > low:
        high = _closing(doc, high)
    return doc[low], doc[high]


def _closing(doc: Doc, last: int) -> int:
    """The mark behind `last` that closes the words in marks with which what is said ends; a comma may stand inside."""
    behind = [t.text for t in doc[last + 1 : last + 3]]
    if behind[:1] == ['"']:
        return last + 1
    return last + 2 if behind[1:] == ['"'] and behind[0] in (",", ".", "!", "?") else last


def _paired(doc: Doc, marks: list[int], low: int, high: int) -> set[int]:
    """The quotation marks at an edge that belong to words inside: in "he was a “dog”", not in "“They came.”"."""
    if not marks or len(marks) % 2:
        return set()
    around = any(t.is_alpha for t in doc[low : marks[0]]) or any(t.is_alpha for t in doc[marks[-1] : high + 1])
    return {marks[0], marks[-1]} if around or len(marks) > _ONE_PAIR else set()


def stretch(page: Page, clause: Token, verb: Token) -> list[Span]:
    """The words of a clause, without the verb of saying where it stands in the middle of them."""
    tokens = sorted(clause.subtree, key=lambda t: t.i)
    that = next((c.i for c in clause.children if c.dep_ == "mark" and c.lower_ == "that" and c.i > verb.i), None)
    if that is not None:
        tokens = [t for t in tokens if t.i >= that]
    apart = {t.i for c in tokens if c.dep_ == "conj" and _goes_on(c, verb) for t in c.subtree}
    apart |= {t.i for c in tokens if c.tag_ == "VBG" and says_on(c) == verb for t in c.subtree if t.i >= c.i}
    tokens = [t for t in tokens if t.i not in apart and (t.i < clause.i or t.i < min(apart, default=t.i + 1))] or tokens
    while len(tokens) > 1 and apart and tokens[-1].dep_ in ("cc", "punct"):
        tokens.pop()
    first, last = tokens[0], tokens[-1]
    if not first.i < verb.i < last.i:
        last = and_that(_resumed_end(verb, last)) if first.i > verb.i else last
        return [trimmed_span(page, behind_day(verb, first), last)]
    own = {t.i for c in verb.children if c != clause and c.dep_ != "punct" for t in c.subtree} | {verb.i}
    low, high = min(own), max(own)
    before = [t for t in tokens if t.i < low and not t.is_space]
    after = [t for t in tokens if t.i > high and not t.is_space]
    parts = [part for part in (before, after) if any(t.is_alpha and t.tag_ not in _WHICH for t in part)]
    return [trimmed_span(page, part[0], part[-1]) for part in parts]


def _goes_on(joined: Token, verb: Token) -> bool:
    """Whether a verb joined to what is said is joined to the saying, or to one above it."""
    saying = said_as_well(joined) or another_says(joined)
    return saying is not None and saying.i <= verb.i


def _resumed_end(verb: Token, last: Token) -> Token:
    """ "Said that Ada, who was 24, left the country": the end of the clause that goes on behind who is told of."""
    doc = verb.doc
    if last.i + 2 >= verb.sent.end or doc[last.i + 1].text != ",":
        return last
    goes_on = doc[last.i + 2]
    clause = goes_on.head if goes_on.dep_ in ("aux", "auxpass") else goes_on
    fits = goes_on.tag_ in ("VBD", "VBZ", "VBP", "MD") and clause.i > last.i and clause.head.i <= verb.i
    return clause.right_edge if fits and resumed(clause) is not None else last


def and_that(last: Token) -> Token:
    """ "Said that he struck, that he fell ill and that he died": the end of the last clause that "that" joins."""
    while (further := _joined_by_that(last)) is not None and further.i > last.i:
        last = further
    return last


def _joined_by_that(last: Token) -> Token | None:
    doc, i = last.doc, last.i + 1
    while i + 2 < last.sent.end and (doc[i].text == "," or doc[i].lower_ in ("and", "but")):
        i += 1
    if i + 1 >= last.sent.end or i == last.i + 1:
        return None
    joined = doc[i].lower_ == "that" and doc[i].dep_ == "mark"
    if not joined or doc[i].head.i < i:
        return None
    return doc[i].head.right_edge if doc[i].head.right_edge.i < last.sent.end - 1 else last.sent[-1].nbor(-1)


def behind_day(verb: Token, first: Token) -> Token:
    """The first token of what is said, without the day on which it is: "said on Monday guards had …"."""
    if first.i == 0 or first.i + 1 >= len(first.doc) or first.lower_ not in _DAYS:
        return first
    before = first.nbor(-1)
    straight = before == verb or (before.lower_ in ("on", "late", "early") and before.i == verb.i + 1)
    return first.nbor() if straight and first.nbor().pos_ in ("NOUN", "PROPN", "ADJ", "DET", "PRON") else first


def around(page: Page, verb: Token) -> list[Span]:
    """ "The museum, she said, opened in May": the clause in which the saying is set between commas."""
    clause = verb.head
    if verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep") or clause.pos_ not in ("VERB", "AUX"):
        return []
    if any(c.dep_ in ("mark", "dobj", "xcomp") for c in verb.children) or verb.tag_ not in (
        "VBD",
        "VBZ",
        "VBP",
    ):
        return []
    own = [t.i for c in verb.children if c.dep_ != "punct" for t in c.subtree] + [verb.i]
    doc, first, last = page.doc, min(own), max(own)
    whole = sorted(t.i for t in clause.subtree)
    opened = first > 0 and doc[first - 1].text in (",", '"', "-")
    closed = last + 1 >= len(doc) or doc[last + 1].is_punct
    if not (opened and closed):
        return []
    spans = []
    if whole[0] < first - 1:
        spans.append(trimmed_span(page, doc[whole[0]], doc[first - 1]))
    if last < whole[-1] and any(doc[i].is_alpha for i in range(last + 1, whole[-1] + 1)):
        spans.append(trimmed_span(page, doc[last + 1], doc[whole[-1]]))
    return spans


def of_another_row(verb: Token) -> bool:
    """Whether a finite verb hangs by "and" on one that is not: "called on them to act and urges" are two sayings."""
    if verb.dep_ != "conj" or any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return False
    if verb.tag_ == "VBD" and told_as_lasting(verb.head):
        return True
    if verb.head.tag_ == "VB" and not any(c.tag_ == "MD" for c in verb.head.children):
        perfect = verb.tag_ == "VBN" and any(c.tag_ in ("VBP", "VBZ", "VBD") for c in verb.lefts if c.dep_ == "aux")
        if perfect or (verb.tag_ == "VBD" and verb.lemma_ in _SPEAKING and verb.lower_ != verb.lemma_):
            return True  # "demanded that they prove it and expressed fears", "told to come and have been kept away"
    return (verb.tag_ in ("VBD", "VBZ", "VBP") and verb.head.tag_ == "VBG") or (
        verb.tag_ == "VBZ"
        and (
            (verb.head.tag_ == "VB" and any(c.lower_ == "to" for c in verb.head.children))
            or (verb.head.dep_ == "relcl" and verb.head.tag_ != "VBZ" and verb.lemma_ in _JOINED)
        )
    )


def own_edge(part: Token) -> Token:
    """The last token of a phrase, before a verb that the parser has joined to it though it goes on with the saying."""
    joined = [t for t in part.subtree if of_another_row(t) or said_as_well(t) is not None or says_on(t) is not None]
    if not joined:
        return part.right_edge
    cut = min(t.left_edge.i for t in joined)
    before = [t for t in part.subtree if t.i < cut and t.dep_ not in ("cc", "punct")]
    return max(before, key=lambda t: t.i)
