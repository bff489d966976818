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
from itertools import islice

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
        pattern = _pattern(words.words)
        if pattern is None:
            return None
        anchor = inside[0] if inside else near
        held = [p for i in inside for p in self._places(pattern, i.start, i.end) if p not in without]
        if held:
            return min(held, key=lambda p: (abs(self.paragraph(p.start).number - words.p), p.start))
        named = self._named(words.p)
        places = [] if named is None else self._places(pattern, named.start, named.end)
        free = [p for p in places if p not in without]
        if not free:
            places = [p for one in self._paragraphs for p in self._places(pattern, one.start, one.end)]
            free = [p for p in places if p not in without] or places
        nearness = lambda p: (abs(self.paragraph(p.start).number - words.p), _apart(anchor, p), p.start)  # noqa: E731
        return min(free, key=nearness, default=None)

    def _named(self, number: int) -> Paragraph | None:
        """The paragraph with this number, where the window has it."""
        index = number - self._paragraphs[0].number if self._paragraphs else -1
        return self._paragraphs[index] if 0 <= index < len(self._paragraphs) else None

    def paragraph(self, offset: int) -> Paragraph:
        """The paragraph of the window in which the character `offset` stands."""
        return self._paragraphs[max(0, bisect_right(self._starts, offset) - 1)]

    def _places(self, pattern: re.Pattern[str], start: int, end: int) -> list[Span]:
        """Where the words stand in a part of the text, the first `MOST_PLACES` of them."""
        hits = islice(pattern.finditer(self._plain, start, end), MOST_PLACES)
        return [Span.of(self._text, hit.start(), hit.end()) for hit in hits]


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
