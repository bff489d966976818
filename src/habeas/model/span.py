"""Places in a canonical text."""

from __future__ import annotations

import msgspec


class Span(msgspec.Struct, frozen=True, order=True):
    """A stretch of a canonical text: code points `start` to `end` (exclusive), and the words standing there.

    `quote == text[start:end]` holds for every span that `habeas.model.check` has let through.
    """

    start: int
    end: int
    quote: str

    @classmethod
    def of(cls, text: str, start: int, end: int) -> Span:
        """The span of `text[start:end]`, white space at both ends left out.

        Raises:
            ValueError: nothing is left, or the offsets do not lie in the text.
        """
        if not 0 <= start < end <= len(text):
            raise ValueError(f"no span {start}–{end} in a text of {len(text)} characters")
        quote = text[start:end]
        start += len(quote) - len(quote.lstrip())
        quote = quote.strip()
        if not quote:
            raise ValueError(f"the span {start}–{end} holds no words")
        return cls(start=start, end=start + len(quote), quote=quote)

    def overlaps(self, other: Span) -> bool:
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        return self.start <= other.start and other.end <= self.end
