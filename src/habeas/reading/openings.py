"""Dates that open a sentence without a comma: "On 3 May guards searched the cell".

The parser takes such a date and the noun behind it for one phrase, and the sentence then has no doer. A comma in the
place of the space sets both right, and moves nothing.
"""

from __future__ import annotations

import re

from habeas.reading.tables import load, words


def _any(found: frozenset[str]) -> str:
    return "|".join(sorted(found, key=lambda word: (-len(word), word)))


_MONTH = _any(frozenset(name.title() for name in load("times")["months"])) + "|Sept"
_WEEKDAY = _any(frozenset(name.title() for name in load("times")["weekdays"]))
_PART = _any(words("times", "words", "parts_of_day"))
_UNIT = _any(frozenset(load("times")["units"]))
_DAY = r"\d{1,2}(?:st|nd|rd|th)?"
_YEAR = r"(?:19|20)\d\d"
_WHOLE = (
    rf"(?:(?:{_WEEKDAY}),? )?(?:{_DAY} (?:of )?(?:{_MONTH})\b\.?|(?:{_MONTH})\b\.? {_DAY})(?:,? {_YEAR})?"
    rf"|(?:{_MONTH})\b\.?(?: {_YEAR})?|{_YEAR}|(?:{_WEEKDAY})\b"
)
_SHIFTED = (
    rf"(?:[Yy]esterday|(?:[Ll]ast|[Tt]his|[Tt]hat|[Tt]he (?:next|following|same)) "
    rf"(?:{_UNIT}|{_WEEKDAY}|{_MONTH}|{_PART})"
    rf"|[\w-]{{1,12}} (?:{_UNIT})s? (?:later|ago|earlier))\b"
)
_DATED = re.compile(
    rf"\b(?:(?P<whole>{_WHOLE})|(?P<shifted>{_SHIFTED}))(?: (?:{_PART})\b)?(?: (?:this|last|that) year\b)?"
    r"(?P<gap> )(?=(?P<next>[A-Za-z][\w'-]{2,40}))"
)
_WINDOW = 70
"""Characters before a date in which the sentence must begin."""
_BREAK = re.compile(r"(?:[.!?:][\"')]? |[\"(])(?=[^.!?:\"(]{0,70}$)")
_LONGEST = 6
"""Words that may stand before the date."""


def dates_set_off(text: str) -> str:
    """`text` with a comma for the space between a date that opens a sentence and the noun that follows it."""
    places = [found.start("gap") for found in _DATED.finditer(text) if _opens(text, found)]
    if not places:
        return text
    letters = list(text)
    for place in places:
        letters[place] = ","
    return "".join(letters)


def _opens(text: str, found: re.Match[str]) -> bool:
    following = found["next"]
    if following.lower() in words("times", "openings", "not_before") or following in _NAMES_OF_TIME:
        return False
    before = text[max(0, found.start() - _WINDOW) : found.start()]
    said = [word.lower() for word in before.replace('"', " ").split()]
    led = _led_in(said, found)
    if led and len(said) > 1 and said[-2] in words("times", "openings", "joining"):
        return True
    begun = _BREAK.search(before)
    if begun is None and found.start() > _WINDOW:
        return False
    opening = [word.lower() for word in (before[begun.end() :] if begun is not None else before).split()]
    if not opening:
        return found["shifted"] is not None
    if len(opening) > _LONGEST or not led or opening[0] not in words("times", "openings", "first"):
        return False
    return not any(word.endswith(",") or word in words("times", "openings", "saying") for word in opening)


_NAMES_OF_TIME = frozenset(name.title() for part in ("months", "weekdays") for name in load("times")[part])


def _led_in(said: list[str], found: re.Match[str]) -> bool:
    """Whether the word before the date leads it in: "on Monday", not "the Monday raid"."""
    if found["shifted"] is not None:
        return not said or said[-1] not in ("the", "a", "since", "than", "from")
    if not said or said[-1] not in words("times", "openings", "leading"):
        return False
    of_a_month = len(found["whole"].rpartition(" ")[2].rstrip("thsndr")) <= 2 and found["whole"][0].isalpha()
    return said[-1] != "in" or not of_a_month  # "in April 12 people died"
