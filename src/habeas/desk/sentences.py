"""The sentences that the core composes, in the language of the desk.

The core speaks English and gives whole sentences: why two people may be one, why a file was refused, what a
disagreement comes to. `locale/sentences.toml` lists them with numbered places for their values; here a sentence is
known again by it, its values are looked at in the same way, and its translation is filled with them. What a report says
stands in quotation marks and is never looked at. A sentence that nothing fits stays as it is.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from datetime import date
from functools import cache, lru_cache
from typing import Final, NamedTuple

from django.utils.formats import date_format
from django.utils.translation import get_language, get_language_bidi, pgettext

from habeas.desk.languages import translated
from habeas.desk.settings import LOCALE_PATHS

CONTEXT: Final = "sentence"
TEXTS: Final = LOCALE_PATHS[0] / "sentences.toml"
LEFT, ENDS = "\u2066", "\u2069"
"""Around what is read from left to right whatever stands beside it."""
JOINING: Final = ("; ", ", then ")
DEEPEST: Final = 6
_PLACE: Final = re.compile(r"\{\d\}")
_QUOTED: Final = re.compile(r"“[^”]*(?:”|\Z)")
_MASK: Final = 0xE000
_MASKED: Final = re.compile("[\ue000-\uf8ff]")
_MONTHS: Final = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
    "December",
)  # fmt: skip
_DATE: Final = re.compile(rf"\b(?:(\d{{1,2}}) )?({'|'.join(_MONTHS)}) (\d{{4}})\b")
_ISO: Final = re.compile(r"\b\d{4}(?:-\d\d){1,2}\b")
_ENDED: Final = re.compile("(?:(?<=[a-z0-9)]{2}[.])|(?<=[\ue000-\uf8ff][.])) (?=[A-Z0-9\ue000-\uf8ff])")
"""Between two sentences: not after an initial."""
_INNER: Final = re.compile(r"[.;] \S")
_BESIDE: Final = re.compile(r"(.+) \(([^()]*)\)")
_LISTING: Final = "{1} independent sources"
MEASURING: Final = (
    "As of", "as of", "since", "until", "about", "at least", "more than", "over", "up to", "nearly", "in", "before",
    "after", "for",
)  # fmt: skip
"""What stands before a day or a number."""
_MEASURED: Final = re.compile(rf"({'|'.join(MEASURING)}) (?=\d|(?:{'|'.join(_MONTHS)}) \d)(.+)")
_PAIR: Final = re.compile("([\ue000-\uf8ff]) and ([\ue000-\uf8ff])")
_QUOTED_PLACE: Final = re.compile(r"“(\{\d\})”")


class Template(NamedTuple):
    """A sentence of the core: the pieces around its values."""

    text: str
    pieces: tuple[str, ...]
    said: int


@cache
def templates() -> tuple[Template, ...]:
    """All of them, those that say most of their own first."""
    texts = tomllib.loads(TEXTS.read_text(encoding="utf-8"))["texts"]
    plain = [(text, _QUOTED_PLACE.sub(r"\1", text)) for text in texts]
    made = [Template(text, tuple(_PLACE.split(bare)), len(_PLACE.sub("", bare))) for text, bare in plain]
    return tuple(sorted(made, key=lambda one: (-one.said, one.text)))


def in_language(text: str) -> str:
    """A sentence of the core in the language in use, or as it is where nobody knows it."""
    language = (get_language() or "en").partition("-")[0]
    return text if language == "en" or not text else _in(language, text)


@lru_cache(maxsize=8192)
def _in(_language: str, text: str) -> str:
    quoted: list[str] = []

    def hidden(found: re.Match[str]) -> str:
        quoted.append(found.group())
        return chr(_MASK + len(quoted) - 1)

    known = pgettext(CONTEXT, text)
    if known != text or _MASKED.search(text) or text.count("“") > 6000:
        return known
    said = _said(_QUOTED.sub(hidden, text), 0)
    if get_language_bidi():
        said = _ISO.sub(f"{LEFT}\\g<0>{ENDS}", said)
    return _MASKED.sub(lambda found: quoted[ord(found.group()) - _MASK], said)


def _said(text: str, depth: int) -> str:
    """A text, or part of one, in the language in use."""
    known = pgettext(CONTEXT, text) if text else text
    known = _term(text) if known == text else known
    if known != text or depth > DEEPEST or not text:
        return known
    found = _matched(text, _fitting(text))
    return _in_parts(text, depth) if found is None else _filled(*found, depth)


@cache
def _of_several(parts: bool) -> tuple[Template, ...]:
    """The templates for a text of several sentences, or of one with several parts."""
    inner = [one for one in templates() if _INNER.search(one.text)]
    whole = [one for one in templates() if one.text.endswith(".") or (one.said >= 30 and one.pieces[0])]
    return tuple(inner if parts else [*inner, *whole])


def _fitting(text: str) -> Sequence[Template]:
    """The templates that a text as a whole may come from: a short one would take in what is another sentence's."""
    if _ENDED.search(text):
        return _of_several(parts=True)
    return _of_several(parts=False) if "; " in text else templates()


def _term(text: str) -> str:
    """A word of the core, whatever its first letter."""
    known = translated(text)
    if known == text and text[:1].islower():
        large = text[0].upper() + text[1:].replace("_", " ")
        known = translated(large)
        return text if known == large else known[0].lower() + known[1:]
    return known


def _filled(template: Template, values: list[str], depth: int) -> str:
    words = _QUOTED_PLACE.sub(r"\1", pgettext(CONTEXT, template.text))
    several = template.text.startswith(_LISTING)
    said = [_listed(value) if several and n == len(values) - 1 else value for n, value in enumerate(values)]
    places = {f"{{{n + 1}}}": _said(value, depth + 1) for n, value in enumerate(said)}
    return _PLACE.sub(lambda place: places.get(place.group(), place.group()), words)


def _listed(names: str) -> str:
    """A list of names with its "and" in the language in use, unless it may stand in a name."""
    head, comma, tail = names.rpartition(", ")
    return head + comma + tail.replace(" and ", pgettext(CONTEXT, " and ")) if tail.count(" and ") == 1 else names


def _in_parts(text: str, depth: int) -> str:
    """Sentence by sentence, then member by member of a list, then what stands before and after a colon."""
    sentences = _ENDED.split(text)
    if len(sentences) > 1:
        return " ".join(_said(one, depth + 1) for one in sentences)
    head, colon, rest = text.partition(": ")
    if colon and _term(head) != head:
        return f"{_term(head)}: {_said(rest, depth + 1)}"
    for joint in JOINING:
        if joint in text:
            return pgettext(CONTEXT, joint).join(_said(one, depth + 1) for one in text.split(joint))
    if text.endswith("."):
        return f"{_said(text[:-1], depth + 1)}."
    if colon and ((said := _said(head, depth + 1)) != head or _term(rest) != rest):
        return f"{said}: {_said(rest, depth + 1)}"
    return _member(text, depth)


def _member(text: str, depth: int) -> str:
    """Two quotations, words with others in brackets beside them, a number or a day."""
    if (two := _PAIR.fullmatch(text)) is not None:
        return two[1] + pgettext(CONTEXT, " and ") + two[2]
    if (beside := _BESIDE.fullmatch(text)) is not None:
        return f"{_said(beside[1], depth + 1)} ({_said(beside[2], depth + 1)})"
    if (measured := _MEASURED.fullmatch(text)) is not None:
        return f"{pgettext(CONTEXT, measured[1])} {_said(measured[2], depth + 1)}"
    return _DATE.sub(_day, text)


def _matched(text: str, some: Sequence[Template]) -> tuple[Template, list[str]] | None:
    for template in some:
        values = _values(template.pieces, text)
        if values is not None:
            return template, values
    return None


def _values(pieces: tuple[str, ...], text: str) -> list[str] | None:
    """What stands between the pieces, each at the first place where it can; None where they do not fit."""
    if len(pieces) == 1:
        return [] if text == pieces[0] else None
    if not text.startswith(pieces[0]) or not text.endswith(pieces[-1]):
        return None
    at, end = len(pieces[0]), len(text) - len(pieces[-1])
    values = []
    for piece in pieces[1:-1]:
        found = text.find(piece, at + 1, end) if piece else at
        if found < 0:
            return None
        values.append(text[at:found])
        at = found + len(piece)
    return None if at >= end else [*values, text[at:end]]


def _day(found: re.Match[str]) -> str:
    """A day or a month as the language in use writes it."""
    day, month, year = found.groups()
    try:
        on = date(int(year), _MONTHS.index(month) + 1, int(day or 1))
    except ValueError:
        return found.group()
    return date_format(on, "DATE_FORMAT" if day else "YEAR_MONTH_FORMAT")
