"""Where quoted words stand: exact occurrences only, the one nearest to where they are said to be.

Between words any white space may stand, and typographic quotation marks, apostrophes, dashes and spaces count as their
plain forms: models write them so. The words themselves must be the text's, whole, in order and in the same case; and
what is quoted in the reading is always the text's own.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Sequence

from habeas.model.span import Span
from habeas.reading.language_model.answer import Words
from habeas.reading.language_model.windows import Paragraph

LONGEST_QUOTE = 4_000
MOST_PLACES = 500
_PLAIN = str.maketrans(
    {
        **dict.fromkeys("“”„‟«»", '"'),
        **dict.fromkeys("‘’‛‚", "'"),
        **dict.fromkeys("‐‑‒–—―−", "-"),
        **dict.fromkeys("\u00a0\u2009\u202f", " "),
    }
)


def plain(text: str) -> str:
    """`text` with plain marks and spaces, character by character, so that places stay the same."""
    return text.translate(_PLAIN)


class Finder:
    """Finds words in the paragraphs of one window. Nothing outside them is ever found: the model has not seen it."""

    def __init__(self, text: str, plain: str, paragraphs: Sequence[Paragraph]) -> None:
        self._text, self._plain = text, plain
        self._paragraphs = paragraphs
        self._starts = [paragraph.start for paragraph in paragraphs]

    def find(
        self, words: Words, *, inside: Sequence[Span] = (), near: Span | None = None, without: Sequence[Span] = ()
    ) -> Span | None:
        """The words where they stand in `inside`, else in the paragraph that `words` names or the nearest to it; of
        several places there the one nearest to `near`. Places in `without` are passed over as long as there is another.
        """
        places = self._places(words.words)
        if not places:
            return None
        anchor = inside[0] if inside else near
        candidates = [p for p in places if any(i.contains(p) for i in inside)] or places
        free = [p for p in candidates if p not in without] or candidates
        return min(free, key=lambda p: (abs(self.paragraph(p.start).number - words.p), _apart(anchor, p), p.start))

    def paragraph(self, offset: int) -> Paragraph:
        """The paragraph of the window in which the character `offset` stands."""
        return self._paragraphs[max(0, bisect_right(self._starts, offset) - 1)]

    def _places(self, words: str) -> list[Span]:
        pattern = _pattern(words)
        if pattern is None or not self._paragraphs:
            return []
        found: list[Span] = []
        for paragraph in self._paragraphs:
            for hit in pattern.finditer(self._plain, paragraph.start, paragraph.end):
                found.append(Span.of(self._text, hit.start(), hit.end()))
                if len(found) == MOST_PLACES:
                    return found
        return found


def _apart(anchor: Span | None, place: Span) -> int:
    """How many characters stand between two places."""
    return 0 if anchor is None else max(0, place.start - anchor.end, anchor.start - place.end)


def _pattern(words: str) -> re.Pattern[str] | None:
    """What finds the words; None where there are none, or more than anybody quotes."""
    if len(words) > LONGEST_QUOTE:
        return None
    parts = plain(unicodedata.normalize("NFC", words)).split()
    if not any(c.isalnum() for part in parts for c in part):
        return None
    before = r"(?<!\w)" if parts[0][0].isalnum() else ""
    after = r"(?!\w)" if parts[-1][-1].isalnum() else ""
    return re.compile(before + r"\s+".join(map(re.escape, parts)) + after)
