"""What kind of word for a person a word is: an occupation, an office, kin, by the lists of descriptions.toml."""

from __future__ import annotations

from collections import defaultdict
from functools import cache

from spacy.tokens import Token

from habeas.reading.tables import load, words


def described_as(name: str, token: Token) -> bool:
    """Whether a list of descriptions.toml holds a word."""
    return _lemma(token) in words("descriptions", name)


def descriptions_of(token: Token) -> frozenset[str]:
    """The lists of descriptions.toml that hold a word."""
    return _lists().get(_lemma(token), frozenset())


def _lemma(token: Token) -> str:
    """ "Senators A and B": the tagger keeps the plural of what it takes for a name."""
    lemma, one = token.lemma_.lower(), token.lower_.removesuffix("s")
    of_several = token.tag_ in ("NNPS", "NNP") and token.text[:1].isupper() and lemma not in _lists()
    return one if of_several and one in _lists() else lemma


@cache
def _lists() -> dict[str, frozenset[str]]:
    found: defaultdict[str, set[str]] = defaultdict(set)
    for name, listed in load("descriptions").items():
        for word in listed:
            found[word].add(name)
    return {word: frozenset(names) for word, names in found.items()}


def plural_work(noun: Token) -> bool:
    """ "Journalists Vera Lenko and Anton Brel", "US Senators A and B": a plural that the tagger takes for a name."""
    if noun.tag_ != "NNP" or not noun.lower_.endswith("s") or noun.i + 1 >= noun.sent.end:
        return False
    opens = noun.i == noun.sent.start and bool({"occupations", "posts"} & descriptions_of(noun))
    return opens or ("offices" in descriptions_of(noun) and noun.nbor().pos_ == "PROPN" and noun.lower_ != noun.lemma_)


def is_occupation(noun: Token) -> bool:
    """Whether a noun says what somebody does for a living, by the list or by its ending ("cardiologist")."""
    low = noun.lemma_.lower()
    if low in words("people", "custody"):
        return False
    if low in words("descriptions", "occupations"):
        return True
    endings = tuple(sorted(words("descriptions", "occupation_endings")))
    return noun.pos_ in ("NOUN", "PROPN") and noun.text.islower() and len(low) > 6 and low.endswith(endings)


def before_a_rank(noun: Token) -> bool:
    """ "Korda police chief Gen. Brel": a chief of something, and not "chief editor"."""
    after = noun.nbor().lower_ if noun.i + 1 < noun.sent.end else ""
    known = after.strip(".") in words("people", "rank_prefixes") or after in words("descriptions", "ranks")
    return noun.lower_ == "chief" and (known or (after.endswith(".") and len(after) > 1))
