"""The words of a charge: where they begin and end, with what is quoted, joined or bracketed beside them."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.clauses import children, is_verb
from habeas.reading.evidence import phrase
from habeas.reading.tables import words

OPENING = frozenset({"“", '"', "‘", "«", "„"})
_CLOSING_MARKS = frozenset({"”", '"', "’", "»", "“"})
ALLEGED = frozenset({"alleged", "allegedly", "reportedly", "supposedly", "apparently", "purportedly"})
_NO_DOING = frozenset(
    {"according", "including", "saying", "following", "pending", "facing", "adding", "citing", "meaning", "resulting"}
    | {
        "leading",
        "prompting",
        "sparking",
        "bringing",
        "making",
        "awaiting",
        "carrying",
        "during",
        "concerning",
        "being",
    }
)
"""Forms in -ing behind a comma that tell what follows from a charge, and no further one."""
_JOINTS = 3
_QUOTED = 25
"""Tokens in which a quotation that names a charge ends."""


def trimmed(tokens: list[Token], what: Token, verb: Token | None) -> list[Token]:
    """The words of a charge without what only leads in or out, whole where a quotation or a second offence goes on."""
    while len(tokens) > 1 and (tokens[-1].is_punct or tokens[-1].pos_ in ("CCONJ", "ADP")):
        tokens = tokens[:-1]
    while len(tokens) > 1 and tokens[0].lower_ in ALLEGED:
        tokens = tokens[1:]
    if not is_verb(what):
        tokens = [*tokens, *(_against(tokens[-1], what) or _and_doing(tokens[-1], verb))]
    tokens = _whole_row(tokens)
    tokens = _whole_quotation(tokens)
    while len(tokens) > 1 and tokens[-1].text in (",", ".", ";"):
        tokens = tokens[:-1]
    while len(tokens) > 2 and (tokens[0].text == ")" or tokens[1].text == ")"):  # "1) theft"
        tokens = tokens[1:]
    return tokens


def _against(last: Token, what: Token) -> list[Token]:
    """ "war crimes against civilians": against whom, of the offence itself."""
    after = last.nbor() if last.i + 1 < last.sent.end else last
    if last != what or after.lower_ != "against" or after.head != what:
        return []
    return sorted(phrase(after, appositions=False), key=lambda t: t.i)


def _and_doing(last: Token, verb: Token | None) -> list[Token]:
    """ "convicted of robbery and using a false licence": a doing, which the parse joins to the verb."""
    step = last.i + 2
    if verb is None or step >= last.sent.end or last.nbor(1).lower_ != "and" or last.doc[step].tag_ != "VBG":
        return []
    doing = last.doc[step]
    if doing.dep_ != "conj" or doing.head != verb or verb.tag_ == "VBG":
        return []
    return sorted([last.nbor(1), *phrase(doing, clauses=True)], key=lambda t: t.i)


def _whole_row(tokens: list[Token]) -> list[Token]:
    """ "sedition, spreading false news and insulting the army", "robbery and of lying": a row that is taken apart."""
    doc, end = tokens[0].doc, tokens[-1].sent.end
    while (place := _next_offence(tokens[-1])) is not None:
        if doc[place - 1].text == "," and not _row_closes(doc[place], end):
            break
        head = doc[place] if doc[place].tag_ == "VBG" else _head_at(doc[place])
        more = [t for t in phrase(head, appositions=False, clauses=head.tag_ == "VBG") if t.i >= place]
        more = [t for t in sorted(more, key=lambda t: t.i) if not by_law(t)]
        cut = next(
            (n for n, t in enumerate(more) if n and (by_law(t) or told_apart(t) or t.lower_ == "under")), len(more)
        )
        if not more[:cut] or more[0].i != place:
            break
        tokens = [*tokens, *doc[tokens[-1].i + 1 : place], *more[:cut]]
    return tokens


def _next_offence(last: Token) -> int | None:
    """Where, past a comma, "and" and "of", another offence or doing begins."""
    doc, place, end = last.doc, last.i + 1, last.sent.end
    first = place
    while place < end and doc[place].lower_ in (",", "and", "of") and place - first < _JOINTS:
        place += 1
    if place in (first, end) or doc[first].lower_ == "of":
        return None
    begins = doc[place]
    doing = begins.tag_ == "VBG" and begins.lower_ not in _NO_DOING
    return place if doing or _head_at(begins).lemma_.lower() in words("custody", "offences") else None


def _row_closes(first: Token, end: int) -> bool:
    """Whether behind a comma and one more offence "and" brings the last: else "…, sparking protests" goes on."""
    ahead = first.doc[first.i : min(end, first.i + _QUOTED)]
    joints = [t for t in ahead if t.lower_ == "and" and t.i + 1 < end]
    return any(
        t.nbor().tag_ == "VBG" or _head_at(t.nbor()).lemma_.lower() in words("custody", "offences") for t in joints
    )


def _head_at(first: Token) -> Token:
    """The noun of the phrase that begins at a word: "possession" of "illegal possession"."""
    place = first
    while place.i + 1 < place.sent.end and place.pos_ in ("ADJ", "NOUN", "PROPN", "PUNCT"):
        after = place.nbor()
        if after.pos_ not in ("ADJ", "NOUN", "PROPN") and after.text != "-":
            break
        place = after
    return place


def further_counts(count: Token) -> Iterator[Token]:
    """ "Two counts of murder, one count of theft and a charge of arson": those behind the first."""
    for other in children(count, "conj", "appos"):
        if other.lemma_.lower() in words("custody", "charge_nouns") and other.i > count.i:
            yield other
            yield from further_counts(other)


def quoted_next(tokens: list[Token]) -> Iterator[list[Token]]:
    """ "charged with “incitement”, “libel” and “insult”": the quotations behind the first."""
    doc, first, end = tokens[0].doc, tokens[0], tokens[0].sent.end
    last = tokens[-1].i
    if first.i == 0 or doc[first.i - 1].text not in OPENING:
        return
    while last + 3 < end and doc[last + 1].text in _CLOSING_MARKS:
        step = last + 2
        while step < end - 2 and (doc[step].lower_ in ("and", ",") or doc[step].text in (",", ";")):
            step += 1
        if step == last + 2 or doc[step].text not in OPENING:
            return
        closed = next((t.i for t in doc[step + 1 : min(end, step + _QUOTED)] if t.text in _CLOSING_MARKS), None)
        if closed is None or closed == step + 1:
            return
        yield list(doc[step + 1 : closed])
        last = closed - 1


def law_in_brackets(tokens: list[Token]) -> list[Token]:
    """ "spreading false news (Part 2 of Article 207 of the Criminal Code)": the law behind a charge."""
    doc, place = tokens[-1].doc, tokens[-1].i + 1
    if place < len(doc) and doc[place].text in _CLOSING_MARKS:
        place += 1
    if place >= len(doc) or doc[place].text != "(":
        return []
    inside: list[Token] = []
    for token in doc[place + 1 : min(len(doc), place + _QUOTED)]:
        if token.text == ")":
            break
        inside.append(token)
    return inside if any(t.lemma_.lower() in words("custody", "laws") for t in inside) else []


def unquoted(value: str) -> str:
    """A value that is all one quotation, without its marks."""
    inner = value[1:-1].rstrip(".,;")
    whole = value[:1] in OPENING and value[-1:] in _CLOSING_MARKS and len(value) > 1
    return inner if whole and not OPENING & set(inner) and not _CLOSING_MARKS & set(inner) - {"’"} else value


def told_apart(token: Token) -> bool:
    """ "… with spying two days later", "… – as others were", "… for trying to …": no part of a charge."""
    later = token.i + 2 < len(token.doc) and token.nbor(2).lower_ in ("later", "earlier", "ago")
    on_day = token.lower_ == "on" and any(o.ent_type_ == "DATE" for o in children(token, "pobj"))
    dash = token.text in ("-", "–", "—", "--") and bool(token.nbor(-1).whitespace_)
    trying = token.lower_ == "for" and any(o.tag_ == "VBG" for o in children(token, "pcomp"))
    return dash or trying or on_day or _told_next(token) or (token.ent_type_ == "DATE" and token.like_num and later)


def _told_next(joint: Token) -> bool:
    """ "… of fraud in a bid to cut jobs and have been jailed": what is told of the accused next."""
    after = joint.nbor() if joint.lower_ in ("and", "but") and joint.i + 1 < joint.sent.end else joint
    return after.lower_ in ("was", "were", "is", "are", "has", "have", "had", "will", "would", "could", "may", "must")


def quoted_after(preposition: Token) -> list[Token]:
    """ "Charged with “undermining the law”": the first word of a quotation that the parse hangs elsewhere."""
    doc, end = preposition.doc, preposition.sent.end
    if preposition.i + 2 < end and doc[preposition.i + 1].text in OPENING:
        return [doc[preposition.i + 2]]
    return []


def _whole_quotation(tokens: list[Token]) -> list[Token]:
    """The words up to the end of a quotation that begins before or among them."""
    doc, first, last = tokens[0].doc, tokens[0], tokens[-1]
    opened = next((t for t in doc[max(first.i - 1, 0) : last.i + 1] if t.text in OPENING), None)
    if opened is None:
        return tokens
    for token in doc[opened.i + 1 : min(len(doc), opened.i + _QUOTED)]:
        if token.text in _CLOSING_MARKS or (token.text == opened.text == '"'):
            if opened.i < first.i:
                return list(doc[first.i : token.i])
            return list(doc[first.i : token.i + 1]) if token.i > last.i else tokens
    return tokens


def by_law(token: Token) -> bool:
    """ "… under Article 79 of the penal code": the law is no part of what somebody is charged with."""
    return token.lower_ == "under" and any(
        o.lemma_.lower() in words("custody", "laws") or o.ent_type_ == "LAW" for o in children(token, "pobj")
    )
