"""Names of bodies and facilities that a common noun makes plain: "Korda women's prison", "the charity Clear Wells"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc

from habeas.reading.cast.mention import PARTICLES, NameMention, is_capital, tokens_of
from habeas.reading.tables import words

FACILITY_NOUNS = words("people", "facility_nouns")
_KINDS = words("people", "facility_kinds")
_BEFORE_OF = words("people", "facility_before_of")
_NAMED_BODIES = words("people", "named_bodies")
_NAMED_FACILITIES = words("people", "named_facilities")
_KINDS_BETWEEN = 4
_MIDDLES = frozenset({"centre", "center", "base", "wing"})
_LONGEST_TITLE = 8


def facility_end(doc: Doc, last: int) -> int | None:
    """The noun that makes a facility of the name that ends at `last`: "Korda prison", "Korda women's prison"."""
    for i in range(last + 1, min(len(doc), last + 2 + _KINDS_BETWEEN)):
        token = doc[i]
        if token.is_sent_start:
            return None
        if token.lower_ in FACILITY_NOUNS and (token.tag_ == "NN" or token.lower_ == "barracks"):
            more = i + 1 < len(doc) and doc[i + 1].lower_ in ("centre", "center", "hospital", "court", "house", "camp")
            return i + more
        if token.lower_ == "guest" and i + 1 < len(doc) and doc[i + 1].lower_ == "house":
            return i + 1
        saint = doc[max(0, last - 1)].lower_.strip(".") in ("st", "saint", "sainte")
        if token.lower_ not in _KINDS or (token.text in ("'s", "'") and i == last + 1 and not saint):
            return None
    return None


def without_borders(doc: Doc) -> Iterator[NameMention]:
    """ "Reporters Without Borders", "Doctors Without Borders Ostland"."""
    for token in tokens_of(doc)[1:-1]:
        if token.text in ("Without", "without") and doc[token.i + 1].text in ("Borders", "Frontiers", "Walls"):
            first = token.i - 1
            while first > 0 and is_capital(doc[first - 1]) and not doc[first].is_sent_start:
                first -= 1
            if doc[first].text[:1].isupper() and doc[first].tag_ != "DT":
                yield NameMention(first, token.i + 1, "organisation")


def before_shared_nouns(doc: Doc) -> Iterator[NameMention]:
    """ "Ela, Tolm and Sarvan prisons": each of them is one."""
    for token in tokens_of(doc):
        if token.tag_ not in ("NNS", "NNPS") or token.lower_.removesuffix("s") not in FACILITY_NOUNS or token.i < 3:
            continue
        names = _row_before(doc, token.i)
        if len(names) > 1:
            yield from names


def _row_before(doc: Doc, noun: int) -> list[NameMention]:
    """The names in a row that ends before a noun; nothing where no "and" joins the last of them."""
    found: list[NameMention] = []
    last = noun - 1
    while (first := _capitals_before(doc, last)) is not None:
        found.append(NameMention(first, last, "facility"))
        link = doc[first - 1].lower_ if first else ""
        if len(found) == 1 and link != "and":
            return []
        if link not in ("and", ",") or (first > 1 and link == "and" and len(found) > 1):
            break
        last = first - 2 - (link == "and" and first > 1 and doc[first - 2].text == ",")
    return found


def _capitals_before(doc: Doc, last: int) -> int | None:
    first = last + 1
    while first > 0 and is_capital(doc[first - 1]) and doc[first - 1].ent_type_ != "NORP":
        first -= 1
    return first if first <= last else None


def after_body_nouns(doc: Doc) -> Iterator[NameMention]:
    """ "The charity Clear Wells", 'the prison "Sorted Hill"', "the court of Korda district", "colony No. 8"."""
    for token in tokens_of(doc)[:-2]:
        low = token.lower_
        if not (low in _NAMED_BODIES or low in _NAMED_FACILITIES | _BEFORE_OF):
            continue
        if low in _BEFORE_OF and (last := _place_after(doc, token.i)) is not None:
            if low in _MIDDLES and _kind_start(doc, token.i) == token.i and doc[token.i + 1].lower_ == "of":
                continue  # "the centre of Korda"
            yield NameMention(_kind_start(doc, token.i), last, "facility")
        elif not _the(doc, token.i) and not (token.i and doc[token.i - 1].text.isalpha()):
            continue
        elif (
            token.tag_ in ("NN", "JJ", "NNP")
            and token.text in (low, "NGO")
            and (low in _NAMED_BODIES or low in _NAMED_FACILITIES)
        ):
            quoted = doc[token.i + 1].text == '"'
            first = token.i + 1 + quoted
            last = _title_end(doc, first, quoted=quoted)
            if last is not None and (_the(doc, token.i) or _leads(doc, token.i, first < last)):
                yield NameMention(first, last, "facility" if low in _NAMED_FACILITIES else "organisation")


def _the(doc: Doc, noun: int) -> bool:
    """Whether an article opens the phrase of the noun: "the", "the independent", "a local"."""
    return any(doc[i].lower_ in ("the", "a", "an") for i in range(max(0, noun - 3), noun))


def _leads(doc: Doc, noun: int, several: bool) -> bool:
    """Whether a noun without an article stands before a name: "rights group Open Gate"; before one word, only where it
    opens a sentence or what follows a comma: "State broadcaster Lumo".
    """
    if doc[noun].dep_ not in ("compound", "nmod"):
        return False
    first = noun
    while first > 0 and not doc[first].is_sent_start and doc[first - 1].dep_ in ("amod", "compound", "nmod"):
        first -= 1
    return several or doc[first].is_sent_start or doc[first - 1].text == ","


def _kind_start(doc: Doc, noun: int) -> int:
    first = noun
    while first > 0 and doc[first - 1].lower_ in _KINDS - {"'s", "s", "'", "old", "new", "main"}:
        first -= 1
    if (
        doc[noun].text[0].isupper()
        and first > 1
        and doc[first - 1].lower_ in ("'s", "’s")
        and is_capital(doc[first - 2])
    ):
        first -= 2  # "the People's Court of Korda"
        while first > 0 and is_capital(doc[first - 1]) and doc[first - 1].tag_ != "DT":
            first -= 1  # "the Intermediate People's Court of Korda"
    return first


def _place_after(doc: Doc, noun: int) -> int | None:
    """The end of "No. 8 of Korda", "KIN-12", "of Korda district" after a noun of a facility, if one follows."""
    i = noun + 1
    last: int | None = None
    if doc[i].lower_ in ("no", "no.", "number", "nr") and i + 1 < len(doc):
        i += 1 + (doc[i + 1].text == ".")
        if i >= len(doc) or not doc[i].text[:1].isdigit():
            return None
        last, i = i, i + 1
    elif doc[i].text.isupper() and i + 2 < len(doc) and doc[i + 1].text == "-" and doc[i + 2].is_digit:
        last, i = i + 2, i + 3
    elif re.fullmatch(r"[A-Z]{2,4}-\d+", doc[i].text):
        last, i = i, i + 1
    if i + 1 < len(doc) and doc[i].lower_ == "of" and doc[i + 1].text[:1].isupper() and doc[i + 1].tag_ == "NNP":
        end = i + 1
        while end + 1 < len(doc) and (is_capital(doc[end + 1]) or doc[end + 1].lower_ in PARTICLES | {"-", "district"}):
            end += 1
        last = end
    return last


def _title_end(doc: Doc, first: int, *, quoted: bool) -> int | None:
    """The end of a name of capitalised words, small words between them, or of all that quotation marks hold."""
    i = first
    last: int | None = None
    while i < len(doc) and i - first < _LONGEST_TITLE and not doc[i].is_sent_start:
        token = doc[i]
        if token.text == '"':
            return last if quoted else None
        if token.text[:1].isupper() and re.fullmatch(r"[\w.-]+", token.text) and token.ent_type_ not in ("DATE",):
            last = i
        elif last is None or token.lower_ not in ("in", "of", "the", "for", "and", "-", "'s", *PARTICLES):
            break
        i += 1
    return None if quoted else last
