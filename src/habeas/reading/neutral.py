"""Text made easy for the parser without moving a single character.

Every change keeps the length, so that offsets into the neutral text are offsets into the canonical text. The quotations
of a reading always come from the canonical text.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

_BLANKED = re.compile(
    r"https?://[^\s<>\"”’]+"  # addresses
    r"|\bpic\.twitter\.com/\w+"
    r"|(?<![\w.+-])[\w.+-]++@[\w-]++\.[\w.-]+"
    r"|(?:#\w++){2,}"  # tags strung together carry no sentence
    r"|<[^<>]{1,400}>"  # tags left over from a page
    r"|\[\d{1,3}\]"  # footnote marks
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
    plain = _UNDERSIGNED.sub(_SIGNATORIES, plain_marks(_base_letters(blanked.translate(_SAME_LENGTH))))
    plain = _APART.sub("-", plain)
    return _lowered(plain) if _shouted(plain) else plain


def _base_letters(text: str) -> str:
    """`text` with the base letters of those with marks: how a name is written must not move the parse."""
    return text if text.isascii() else "".join(_base(letter) for letter in text)


@cache
def _base(letter: str) -> str:
    if letter.isascii() or not letter.isalpha():
        return letter
    base = _WITHOUT_PARTS.get(letter) or unicodedata.normalize("NFD", letter)[0]
    return base if base.isascii() and base.isalpha() else letter


def _shouted(text: str) -> bool:
    words = [w for w in _WORD.findall(text) if len(w) > 3]
    return len(words) >= 4 and sum(w.isupper() for w in words) > 0.8 * len(words)


def _lowered(text: str) -> str:
    """Capitals throughout tell the parser nothing about names: each word keeps its first capital only."""

    def lower(found: re.Match[str]) -> str:
        word = found.group()
        low = word.capitalize()
        return low if len(low) == len(word) else word

    return _WORD.sub(lower, text)
