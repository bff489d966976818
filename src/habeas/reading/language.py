"""Which language a text is in: what is not in English is said, never read as if it were.

Common English words settle the usual case at once; where they are scarce, py3langid (BSD, 97 languages) is asked.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

import msgspec
from py3langid.langid import MODEL_FILE, LanguageIdentifier
from spacy.lang.en.stop_words import STOP_WORDS

from habeas.model.reading import Passage

_WORD = re.compile(r"[^\W\d_]+")
_SAMPLE = 4000
"""Characters of the text that are looked at."""
_FEWEST = 8
"""Words below which no language is told: names and numbers are in all of them."""
_ENGLISH = 0.25
"""Share of common English words from which a text is English; prose has about 0.4, other languages under 0.1."""
_SURE = 0.9
"""Probability from which the identifier is believed."""
_FOREIGN_LETTERS = 40


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)


def language_of(text: str) -> str | None:
    """The language of a text as an ISO 639-1 code; None where its words do not tell."""
    words = [word.lower() for word in _WORD.findall(text[:_SAMPLE])]
    if len(words) < _FEWEST:
        return None
    if sum(word in STOP_WORDS for word in words) >= _ENGLISH * len(words):
        return "en"
    code, probability = _identifier().classify(text[:_SAMPLE])
    return str(code) if probability >= _SURE else None


def foreign_script(text: str) -> bool:
    """Whether a passage of some length is written mostly in another script than the Latin one."""
    if text.isascii():
        return False
    letters = [c for c in text if c.isalpha()]
    foreign = sum(not unicodedata.name(c, "").startswith("LATIN") for c in letters)
    return foreign >= _FOREIGN_LETTERS and foreign * 2 > len(letters)


def in_latin_script(text: str, passages: tuple[Passage, ...]) -> tuple[tuple[Passage, ...], tuple[str, ...]]:
    """The passages, those in another script set aside as not to be read, and a note that says how many there are."""
    aside = [p for p in passages if p.role != "furniture" and foreign_script(text[p.start : p.end])]
    if not aside:
        return passages, ()
    kept = tuple(msgspec.structs.replace(p, role="furniture") if p in aside else p for p in passages)
    count = "a passage" if len(aside) == 1 else f"{len(aside)} passages"
    return kept, (f"not read: {count} in another script than the Latin one",)
