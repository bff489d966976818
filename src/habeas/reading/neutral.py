"""Text made easy for the parser without moving a single character.

Every change keeps the length, so that offsets into the neutral text are offsets into the canonical text. The quotations
of a reading always come from the canonical text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from habeas.reading.openings import dates_set_off
from habeas.reading.tables import words

_BLANKED = re.compile(
    r"https?://[^\s<>\"”’]+"  # addresses
    r"|\bpic\.twitter\.com/\w+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+"
    r"|(?:#\w++){2,}"  # tags strung together carry no sentence
    r"|<[^<>]{1,400}>"  # tags left over from a page
    r"|\[\d{1,3}\]"  # footnote marks
    r"|\{[a-z_]{2,20}\}"  # places that a page keeps for advertisements
)
_SAME_LENGTH = str.maketrans(
    {
        "\n": " ",
        "\t": " ",
        "\u00a0": " ",
        "\u2009": " ",
        "\u202f": " ",
        "“": '"',
        "”": '"',
        "„": '"',
        "«": '"',
        "»": '"',
        "’": "'",
        "‘": "'",
        "‛": "'",
        "•": " ",
        "▪": " ",
        "●": " ",
        "#": " ",
        "–": "-",
        "—": "-",
    }
)
_KINDS = "|".join(sorted(words("people", "kinds_of_held")))
_HELD = "|".join(sorted(words("people", "held_by_kind")))
_IN_CAPITALS = re.compile(
    rf"(?<=[a-z0-9,;:)] )(?:(?:{_KINDS})[ -]){{0,3}}(?:{_HELD})(?: of (?:[Cc]onscience|[Ww]ar))?"
    r"(?![\w'-])(?! (?:(?:and|&) )?[A-Z])"
)
"""People of a kind whom a report writes with capitals, "29 Political Prisoners", as a body with a name is written."""
_PART_OF_A_NAME = re.compile(
    r"\b[A-Z][\w'-]{0,20}+ (?:(?:of|for|to|on|the|and|with|against|by|[A-Z][\w'-]{0,20}+) ){1,4}$"
)
"""What stands before them in such a name: "the Committee to Protect", "the Association for the"."""
_UNDERSIGNED = re.compile(
    r"(?<=[Tt]he )undersigned(?=,? (?:call|urge|demand|ask|appeal|condemn|request|believe|express|wish|are|have|do"
    r"|deplore|support|insist)\b|,|\.)"
)
_APART = re.compile(r"(?i)(?<=\bhunger) (?=striking\b)|(?<=\bpre) (?=trial\b)|(?<=\bill) (?=treat)")
"""Words written apart that the parser knows with a hyphen: "the hunger striking prisoner"."""
_SIGNATORIES = "signatories"
"""The parser takes "the undersigned call" for a kind of call; a noun of the same length that it knows sets it right."""
_WITHOUT_PARTS = {"đ": "d", "Đ": "D", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "ı": "i", "ð": "d", "Ð": "D"}
"""Letters with marks that Unicode does not take apart."""
_WORD = re.compile(r"[^\W\d_]+")
_LONGEST_NAME = 80


_TWIN = re.compile(r"(?<!\w)''(?=\w)|(?<=[\w.,!?])''(?!\w)")
"""Two apostrophes that stand for one quotation mark, as wire copy writes it."""


_SINGLE = re.compile(r"""(?<![\w.,!?])'(?=["“]?[A-Z])((?:[^'"“”\n]|(?<=\w)'(?=\w))*[.,!?…])'(?=\s|$|[,;—–-])""")
"""Speech in straight single marks: from a capital to a full stop or comma, with apostrophes within words only."""


def plain_marks(text: str) -> str:
    """`text` with straight single marks around speech as double ones, and doubled apostrophes as one and a space.

    The space stands on the outer side of the mark.
    """
    text = _SINGLE.sub(lambda found: f'"{found.group(1)}"', text) if "'" in text else text
    if "''" not in text:
        return text
    return _TWIN.sub(lambda found: ' "' if text[found.end() : found.end() + 1].isalnum() else '" ', text)


def neutral(text: str) -> str:
    """`text` for the parser: as long as before, addresses and marks blanked, quotation marks and dashes made plain."""
    blanked = _BLANKED.sub(lambda found: " " * len(found.group()), text)
    plain = _UNDERSIGNED.sub(_SIGNATORIES, plain_marks(base_letters(blanked.translate(_SAME_LENGTH))))
    plain = _APART.sub("-", dates_set_off(_with_common_nouns(plain)))
    return _lowered(plain) if _shouted(plain) else plain


def _with_common_nouns(text: str) -> str:
    """`text` with small letters for people of a kind, except in names and in lines that write every word large."""

    def small(found: re.Match[str]) -> str:
        named = _PART_OF_A_NAME.search(text, max(0, found.start() - _LONGEST_NAME), found.start())
        return found.group() if named else found.group().lower()

    lowered = _IN_CAPITALS.sub(small, text)
    return text if lowered != text and _is_heading(text) else lowered


def _is_heading(text: str) -> bool:
    """Whether most long words of a line have capitals."""
    told = _long_words(text)
    return sum(w[0].isupper() for w in told) > 0.6 * len(told)


def _long_words(text: str) -> list[str]:
    return [word for word in _WORD.findall(text) if len(word) > 3]


def base_letters(text: str) -> str:
    """`text` with the base letters of those with marks: how a name is written must not move the parse."""
    return text if text.isascii() else "".join(_base(letter) for letter in text)


@cache
def _base(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return letter
    base = _WITHOUT_PARTS.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


def _shouted(text: str) -> bool:
    told = _long_words(text)
    return len(told) >= 4 and sum(w.isupper() for w in told) > 0.8 * len(told)


def _lowered(text: str) -> str:
    """Capitals throughout tell the parser nothing about names: each word keeps its first capital only."""

    def lower(found: re.Match[str]) -> str:
        word = found.group()
        low = word.capitalize()
        return low if len(low) == len(word) else word

    return _WORD.sub(lower, text)
