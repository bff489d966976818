"""Given names of many traditions: what they show of a name's being a person's, and of the person's sex."""

from __future__ import annotations

from functools import cache

from spacy.tokens import Token

from habeas.reading.cast.book import Sex
from habeas.reading.tables import load

_FEWEST = 3


@cache
def _names() -> dict[str, Sex | None]:
    """Every given name with the sex that it shows; None where it shows none."""
    found: dict[str, Sex | None] = {}
    for table in load("given_names").values():
        for key, sex in (("male", "m"), ("female", "f")):
            for name in table.get(key, ()):
                found[name] = sex if found.get(name, sex) == sex else None  # type: ignore[assignment]
    for name in load("given_names")["either"]["names"]:
        found[name] = None
    return found


@cache
def _family() -> frozenset[str]:
    return frozenset(load("given_names")["east_asian"]["family"])


def is_given(word: str) -> bool:
    """Whether a word is a given name: "Nadia", "Yıldız-Ada" by its first part."""
    low = word.lower()
    return low in _names() or ("-" in low and low.partition("-")[0] in _names())


def begins_like_a_person(words: tuple[str, ...]) -> bool:
    """Whether a name of several words begins with a given name, or as names with the family name first do."""
    return len(words) > 1 and (is_given(words[0]) or family_first(words))


def family_first(words: tuple[str, ...]) -> bool:
    """Whether a name of two or three words begins with a family name, as in East Asia: "Lin Daoxu"."""
    return 1 < len(words) <= _FEWEST and words[0].lower() in _family()


def sex_of(parts: tuple[str, ...]) -> Sex | None:
    """The sex that the first of a name's parts shows; None where it shows none or the family name may stand first."""
    if not parts or parts[0] in _family():
        return None
    return _names().get(parts[0])


def name_words(tokens: list[Token]) -> tuple[str, ...]:
    """The words of a name with the parts of a hyphenated one put together."""
    out: list[str] = []
    for token in tokens:
        if out and (token.text == "-" or out[-1].endswith("-")):
            out[-1] += token.text
        else:
            out.append(token.text)
    return tuple(out)
