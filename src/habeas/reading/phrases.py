"""Lists of words and phrases, found at a token: the token is the phrase's last word."""

from __future__ import annotations

from collections.abc import Iterable

from spacy.tokens import Token


class Phrases:
    """Words and phrases of several words. A phrase's last word is compared as lemma or as it stands."""

    def __init__(self, entries: Iterable[str]) -> None:
        self._by_last: dict[str, list[tuple[str, ...]]] = {}
        for entry in entries:
            *before, last = entry.lower().split()
            self._by_last.setdefault(last, []).append(tuple(before))
        for phrases in self._by_last.values():
            phrases.sort(key=lambda words: -len(words))

    def length(self, token: Token) -> int:
        """How many words the longest phrase that ends at `token` has; 0 where none does."""
        found = self._by_last.get(token.lemma_.lower()) or self._by_last.get(token.lower_)
        for before in found or ():
            if _stand_before(token, before):
                return len(before) + 1
        return 0

    def __contains__(self, token: Token) -> bool:
        return self.length(token) > 0


def _stand_before(token: Token, before: tuple[str, ...]) -> bool:
    place = token.i
    for word in reversed(before):
        place -= 1
        if place >= 0 and token.doc[place].lower_ == "-" and word != "-":
            place -= 1
        if place < 0 or word not in (token.doc[place].lower_, token.doc[place].lemma_.lower()):
            return False
    return True
