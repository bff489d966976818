"""How far a body's name reaches to the right and to the left of what the model took for it."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from habeas.reading.cast.mention import NameMention, is_capital
from habeas.reading.cast.missed import HEADS, OFFICE_WORDS, TITLES
from habeas.reading.cast.state_bodies import in_its_place, with_owner
from habeas.reading.tables import words

_OF = frozenset({"of", "for"})
_ABOUT = frozenset({"on", "against"})
_ON_WHAT = frozenset({"Group", "Committee", "Commission", "Council", "Tribunal", "Panel", "Organisation", "Campaign"})
"""Heads of bodies that are named after what they look into: "Working Group on Arbitrary Detention"."""
_LISTED_HEADS = frozenset(
    {
        "Office",
        "Ministry",
        "Department",
        "Committee",
        "Commission",
        "Agency",
        "Bureau",
        "Directorate",
        "Council",
        "Union",
    }
)
_OFFICES = words("descriptions", "posts") | words("descriptions", "compounded")
_STATE_BODIES = frozenset(
    {"Ministry", "Department", "Government", "Parliament", "Police", "Army", "Embassy", "University"}
)
_MISSIONS = frozenset({"Embassy", "Consulate"})
_LONGEST = 9
_JUSTICE = frozenset({"Justice", "Appeal", "Appeals", "Cassation", "Human", "Audit", "Arbitration", "First"})


def grown(doc: Doc, mention: NameMention) -> NameMention:
    """A body's whole name: "Order of Ferrymen of Korda", "Clear Wells Ostland", "Roads, Ports and Harbours Office"."""
    if mention.kind == "facility" and mention.last > mention.first:
        return _whose(doc, _of_what(doc, mention))
    if mention.kind != "organisation":
        return mention
    return _whose(doc, _to_the_right(doc, _to_the_left(doc, mention)))


def _whose(doc: Doc, mention: NameMention) -> NameMention:
    """With the country whose it is, and the place of an embassy, where the name alone is that of many."""
    mission = any(t.text in _MISSIONS for t in doc[mention.first : mention.last + 1])
    last = in_its_place(doc, mention.last) if mission else mention.last
    return replace(mention, first=with_owner(doc, mention) if mention.first else 0, last=last)


def _of_what(doc: Doc, mention: NameMention) -> NameMention:
    """ "the Inland Court" of Justice: what a court is there for."""
    first = mention.first
    while doc[mention.first].text in ("Court", "Tribunal") and first > 0 and is_capital(doc[first - 1]):
        first -= 1
    mention = replace(mention, first=first)
    after = mention.last + 1
    if after + 1 < len(doc) and doc[after].text == "&" and is_capital(doc[after + 1]):
        mention, after = replace(mention, last=after + 1), after + 2
    court = doc[mention.last].text in ("Court", "Tribunal") and after + 1 < len(doc)
    if court and doc[after].lower_ in _OF and doc[after + 1].text in _JUSTICE:
        return replace(mention, last=_run(doc, mention.last))
    return mention


def _to_the_right(doc: Doc, mention: NameMention) -> NameMention:
    after = mention.last + 1
    first, last = doc[mention.first], doc[mention.last]
    if after + 1 >= len(doc) or doc[after].is_sent_start:
        return mention
    if first.text == "Office" and mention.last > mention.first and doc[mention.first + 1].lower_ == "of":
        return replace(mention, last=_run(doc, mention.last))
    named_for = any(t.lower_ in _OF for t in doc[mention.first : mention.last])
    cut = doc[after].lower_ == "or" and is_capital(doc[after + 1])
    cut = cut or (named_for and doc[after].lower_ == "and" and _joins(doc, after))
    if _department(doc, mention) or (cut and any(t.text in HEADS for t in doc[mention.first : after])):
        return replace(mention, last=_run(doc, mention.last))
    if last.text == "Human" and doc[after].lower_ == "and" and mention.last > mention.first:
        return replace(mention, last=_run(doc, mention.last))
    headed = last.text in HEADS or (first.text in HEADS and mention.last > mention.first)
    if headed and doc[after].lower_ in _OF | _ABOUT and not ({first.text, last.text} & _STATE_BODIES):
        if doc[after].lower_ in _ABOUT and last.text not in _ON_WHAT:
            return mention
        return replace(mention, last=_run(doc, mention.last))
    party = (
        doc[after].text in ("party", "movement", "gang", "cartel", "militia")
        and mention.first
        and doc[mention.first - 1].lower_ in ("the", "a")
    )
    branch = mention.last > mention.first and headed | (last.tag_ in ("NNP", "NNPS")) and _branch(doc, after)
    if party or branch:
        return replace(mention, last=after)
    return mention


def _department(doc: Doc, mention: NameMention) -> bool:
    """ "the Korda Department" of Justice, "the Ministry" of the Interior: of which the model found the noun alone."""
    if doc[mention.last].text not in ("Ministry", "Department") or doc[mention.last + 1].lower_ not in _OF:
        return False
    of = mention.last + 2
    of += of < len(doc) and doc[of].lower_ == "the"
    return of < len(doc) and (doc[of].text in OFFICE_WORDS or doc[of].text == "Treasury")


def _branch(doc: Doc, i: int) -> bool:
    """ "Clear Wells Ostland said": a country's name right behind, which belongs to no noun that follows."""
    token = doc[i]
    if token.ent_type_ not in ("GPE", "LOC") and token.text not in ("UK", "USA", "US"):
        return False
    if token.tag_ != "NNP" or i + 1 >= len(doc):
        return False
    after = doc[i + 1]
    if after.text == ",":
        return i + 2 < len(doc) and not is_capital(doc[i + 2])
    return after.pos_ in ("VERB", "AUX", "PUNCT", "ADP", "CCONJ") and after.text not in ("-", "/")


def _run(doc: Doc, last: int) -> int:
    """The last of the capitalised words behind `last`, with "of", "for", "the" and "and" between them."""
    i, end = last + 1, last
    while i < len(doc) and i - last < _LONGEST and not doc[i].is_sent_start:
        if _named(doc[i]):
            end = i
        elif not (_small(doc, i) or (doc[i].lower_ == "and" and _joins(doc, i))):
            break
        i += 1
    return end


def _small(doc: Doc, i: int) -> bool:
    """Words within a body's name that need no capital, and "Enforced or" before another capital."""
    token = doc[i]
    if token.lower_ in _OF | _ABOUT | {"the", "'", "'s"}:
        return True
    near = i + 1 < len(doc) and is_capital(doc[i - 1]) and is_capital(doc[i + 1])
    if token.lower_ in ("or", "&"):
        return near
    return is_capital(token) and token.tag_ in ("JJ", "VBN", "VBD") and i + 1 < len(doc) and doc[i + 1].lower_ == "or"


def _named(token: Token) -> bool:
    if not is_capital(token) or token.tag_ not in ("NNP", "NNPS", "NNS", "NN"):
        return False
    return token.ent_type_ not in ("PERSON", "DATE")


def _joins(doc: Doc, i: int) -> bool:
    """ "Human Rights and Democracy": both words round an "and" are an office's words."""
    near = doc[i - 1], doc[min(i + 1, len(doc) - 1)]
    if near[0].text == "Human" and is_capital(near[1]):
        return True  # "Human and Peoples' Rights"
    return all(t.text in OFFICE_WORDS for t in near)


def _to_the_left(doc: Doc, mention: NameMention) -> NameMention:
    """ "a Roads, Ports and Harbours Office": words in a row before the body's noun, which an article leads."""
    i = mention.first - 1
    if i > 0 and doc[mention.last].text in _LISTED_HEADS and _row_within(doc, mention):
        return replace(mention, first=i - 1)
    if i < 1 or doc[mention.last].text not in _LISTED_HEADS or doc[i].lower_ not in ("and", "&"):
        return mention
    first = i
    while first > 0 and (is_capital(doc[first - 1]) or doc[first - 1].text == ","):
        first -= 1
    row = [t for t in doc[first:i] if t.text != ","]
    led = first > 0 and doc[first - 1].lower_ in ("the", "a", "an")
    titled = any(t.lower_ in TITLES or t.lower_ in _OFFICES or t.text in HEADS for t in row)
    return replace(mention, first=first) if row and led and not titled and doc[first].text != "," else mention


def _row_within(doc: Doc, mention: NameMention) -> bool:
    """ "the Truth, Mercy and Redress Commission", of which the model found the words behind the comma."""
    comma, before, named = doc[mention.first - 1], doc[mention.first - 2], doc[mention.first : mention.last]
    row = comma.text == "," and any(t.lower_ in ("and", "&") for t in named[1:3])
    lone = mention.first > 2 and is_capital(before) and not is_capital(doc[before.i - 1])
    return row and lone and doc[before.i - 1].pos_ in ("DET", "ADJ", "PRON", "PART")
