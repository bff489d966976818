"""A body's other name in brackets behind it: "the Union of Lock Keepers (ULK)", "Anat Lem (Sons of the Lake)"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from spacy.tokens import Doc, Token

from habeas.reading.cast.mention import NameMention
from habeas.reading.cast.missed import FACILITIES, HEADS, PERSON_NOUNS, TITLES
from habeas.reading.tables import words

NO_BODY_HEADS = words("people", "no_body_heads")
_BODIES_TOO = words("people", "bodies_too")
_POSTS = words("people", "posts")
_BODY = words("people", "body") | words("people", "collective")
_MEDIA = words("people", "media_names")
_ONLY_PEOPLE = words("people", "happens_to_people")
_SMALL = frozenset(
    {"of", "the", "for", "and", "in", "on", "&", "to", "'s", "s", "'", "-", "against", "de", "du", "des", "la"}
)
_STOPS = frozenset({",", ";", ":", '"', "(", ")", "—", "–", "|", "."})
_ALIAS = frozenset({"alias", "aka", "a.k.a.", "a.k.a", "known", "nicknamed", "née", "formerly", "dubbed"})
_CALLED = frozenset({"called", "named", "goes", "by"})
_REAL = frozenset({"real", "birth", "given", "legal", "maiden", "full"})
_NAMED = frozenset({",", "(", "whose", "name", "is", "was", "her", "his", "their", "with", "the", ":"})
_OFTEN = frozenset({"also", "better", "widely", "commonly", "popularly", "otherwise", "simply", "formally"})
_LEADING = _OFTEN | {",", "(", "as", "the", '"', "or", "who", "is", "was"}
WHAT_FOR = frozenset({"of", "for", "on", "to", "against"})
_MOST_BETWEEN = 6
_BACK = 14
_LONGEST_INNER = 6
_LONGEST_SHORT = 12


def spelled_out(doc: Doc, found: list[NameMention]) -> tuple[list[NameMention], list[NameMention]]:
    """Bodies that brackets name, and what they show to name no body.

    Capitals in brackets tell where the name before them begins: "the Order of Ferrymen of Korda (OFK)".
    """
    bodies: list[NameMention] = []
    others: list[NameMention] = []
    ends = {m.last: m for m in reversed(found)}
    for opening, closing in _brackets(doc):
        short = _short_form(doc, opening + 1, closing)
        first = _spelled_from(doc, opening, short) if short else None
        inner = NameMention(opening + 1, closing - 1, "organisation")
        if first is None:
            outer = ends.get(opening - 1)
            if outer is not None and not short and _translated(doc, outer, inner):
                bodies += [NameMention(outer.first, outer.last, "organisation"), inner]
            continue
        outer = NameMention(first, opening - 1, "organisation")
        if _names_body(doc, outer):
            court = doc[outer.last].text in FACILITIES or doc[outer.first].text in FACILITIES
            bodies += [NameMention(first, opening - 1, "facility" if court else "organisation"), inner]
        else:
            others += [outer, inner]
    return bodies, others


def other_names(doc: Doc, mentions: list[NameMention]) -> Iterator[tuple[NameMention, NameMention]]:
    """Pairs of a body's name and its other name in brackets right behind it."""
    ends = {m.last: m for m in mentions if m.kind in ("organisation", "facility", "group")}
    starts = {m.first: m for m in mentions if m.kind in ("organisation", "facility", "group")}
    for opening, closing in _brackets(doc):
        outer, inner = ends.get(opening - 1), starts.get(opening + 1)
        if outer is None or inner is None or inner.last != closing - 1:
            continue
        short = _short_form(doc, inner.first, closing)
        if short or _translated(doc, outer, inner):
            yield outer, inner
    people = {m.last: m for m in mentions if m.kind == "person" and m.last > m.first}
    inside = {m.first: m for m in mentions if m.kind == "person" and m.first == m.last}
    for opening, closing in _brackets(doc):
        whole, other = people.get(opening - 1), inside.get(opening + 1)
        if whole is not None and other is not None and other.last == closing - 1:
            yield whole, other


def aliases(doc: Doc, mentions: list[NameMention]) -> Iterator[tuple[NameMention, NameMention]]:
    """Pairs of a name and another one of the same: "Ada Lund, also known as Mother Una," and "Ada Lund alias Una"."""
    ordered = sorted(mentions, key=lambda m: m.first)
    for outer, inner in pairwise(ordered):
        between = [t.lower_ for t in doc[outer.last + 1 : inner.first]]
        if outer.kind != inner.kind or not 1 <= len(between) <= _MOST_BETWEEN:
            continue
        if _says_alias(between):
            yield outer, inner


def _says_alias(between: list[str]) -> bool:
    """ "Also known as", "alias", "also called", "whose real name is": what stands between two names of one."""
    called = _CALLED.intersection(between) and _OFTEN.intersection(between)
    if (called or _ALIAS.intersection(between)) and all(word in _ALIAS | _CALLED | _LEADING for word in between):
        return True
    return "name" in between and bool(_REAL.intersection(between)) and all(w in _REAL | _NAMED for w in between)


def _brackets(doc: Doc) -> Iterator[tuple[int, int]]:
    opening = doc.vocab.strings["("]
    for first, form in enumerate(doc.to_array("ORTH").tolist()):
        if form != opening or first == 0:
            continue
        for i in range(first + 2, min(len(doc), first + 2 + _LONGEST_INNER)):
            if doc[i].text == ")":
                yield first, i
            if doc[i].text in (")", "(", ",", ";", "/"):
                break


def _short_form(doc: Doc, first: int, end: int) -> str:
    """The one word of capitals or run-together syllables that brackets hold; "" where they hold anything else."""
    text = "".join(t.text for t in doc[first:end] if t.text != "-")
    one = end - first == 1 or any(t.text == "-" for t in doc[first:end])
    short = one and text[:1].isupper() and text.isalnum() and 2 <= len(text) <= _LONGEST_SHORT
    return text.lower() if short and not text.isdigit() else ""


def _spelled_from(doc: Doc, end: int, short: str) -> int | None:
    """Where the name before `end` begins whose words the short form abbreviates; the farthest such word."""
    best = None
    for i in range(end - 1, max(-1, end - 1 - _BACK), -1):
        if doc[i].text in _STOPS and doc[i].text != ",":
            break
        solid = doc[i].lower_ not in _SMALL
        if solid and doc[i].lower_[:1] == short[0] and _abbreviates(short, _solid(doc, i, end)):
            best = i
            break
        if doc[i].is_sent_start:
            break
    return best


def _solid(doc: Doc, first: int, end: int) -> tuple[str, ...]:
    joined = {t.i + 1 for t in doc[first:end] if t.text == "-"}
    told = [t for t in doc[first:end] if t.text[:1].isalnum() and t.i not in joined]
    return tuple(t.lower_ for t in told if t.lower_ not in _SMALL - {"and"})


def _abbreviates(short: str, parts: tuple[str, ...]) -> bool:
    """Whether a short form is made of the first letters of all words: "ulk" and "cotrak" are, "lon" is not."""
    if not parts:
        return not short
    if len(parts) > len(short) + 1:
        return False
    if parts[0] == "and" and _abbreviates(short, parts[1:]):
        return True
    longest = 0
    while longest < min(len(short), len(parts[0])) and short[longest] == parts[0][longest]:
        longest += 1
    if len(parts) == 1:
        return longest == len(short) and longest < len(parts[0])
    return any(_abbreviates(short[n:], parts[1:]) for n in range(longest, 0, -1))


def _names_body(doc: Doc, outer: NameMention) -> bool:
    """Whether an expanded name is a body's: it has a capital, or a body's noun ends it, and no law's or report's."""
    last: Token = doc[outer.last]
    headed = any(doc[i].text in HEADS and doc[i + 1].lower_ in WHAT_FOR for i in range(outer.first, outer.last))
    if (last.text in NO_BODY_HEADS and not headed) or outer.first == outer.last:
        return False
    office = doc[outer.first].text in _POSTS and doc[outer.first + 1].lower_ in WHAT_FOR
    if (last.text in _POSTS and doc[outer.first].text not in HEADS) or office:
        return False  # "the Chief Lodva Magistrate (CLM)", "the Secretary to the Council (SC)"
    several = [t for t in doc[outer.first : outer.last + 1] if t.text[:1].isupper()]
    return len(several) >= 2 and (last.text[:1].isupper() or last.lower_ in _BODY)


def _translated(doc: Doc, outer: NameMention, inner: NameMention) -> bool:
    """ "Anat Lem (Front of the Lake)": a name with a body's noun, in brackets behind a name."""
    texts = [t.text for t in doc[inner.first : inner.last + 1]]
    headed = texts[-1] in HEADS or (texts[0] in HEADS and len(texts) > 1 and texts[1].lower() in ("of", "for"))
    small = all(t[:1].isupper() or t.lower() in _SMALL for t in texts)
    if not headed or not small or len(texts) == 1 or outer.kind not in ("organisation", "person", "group"):
        return False
    return outer.kind != "person" or not (texts[-1] in _MEDIA or _one_person(doc, outer))


def _one_person(doc: Doc, outer: NameMention) -> bool:
    """ "Journalist Ada Lund (Free Tribune)": behind somebody's name, brackets say for whom the person works."""
    before = doc[outer.first - 1].lower_ if outer.first else ""
    if {before, before.removesuffix("s")} & ((PERSON_NOUNS - _BODIES_TOO) | TITLES):
        return True
    root = doc[outer.first : outer.last + 1].root
    return root.dep_ == "nsubjpass" and root.head.lemma_.lower() in _ONLY_PEOPLE
