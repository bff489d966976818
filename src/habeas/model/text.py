"""A report's canonical text, with the way back from each character to the original."""

from __future__ import annotations

from bisect import bisect_right

import msgspec

from habeas.model.reading import Described, Passage, ReadState


class Segment(msgspec.Struct, frozen=True, kw_only=True):
    """A run of canonical text and where it stands in the original.

    `where` names the place in words that a person can follow ("page 3", an element's XPath, "paragraph 12",
    "part 2", "" for the file itself). `origin_start` and `origin_end` are character offsets into the
    decoded text of that place. Where both runs are equally long they correspond character by character;
    otherwise only as wholes.
    """

    start: int
    end: int
    where: str
    origin_start: int
    origin_end: int


class Origin(msgspec.Struct, frozen=True):
    """A place in the original: what `Segment.where` says, and character offsets in it."""

    where: str
    start: int
    end: int


class Extracted(msgspec.Struct, frozen=True, kw_only=True):
    """What the text stage makes of a report's bytes.

    `passages` are the roles that the format itself shows (a heading, a list item, a caption); the reader
    refines them. `notes` say what was not read. A refused report has an empty text and at least one note.
    """

    text: str
    media_type: str
    state: ReadState = "whole"
    segments: tuple[Segment, ...] = ()
    passages: tuple[Passage, ...] = ()
    found: Described = Described()
    credits: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def origins(self, start: int, end: int) -> tuple[Origin, ...]:
        """The places in the original that `text[start:end]` came from, in order.

        White space that the text stage put in has none.
        """
        found = []
        first = max(0, bisect_right(self.segments, start, key=lambda s: s.start) - 1)
        for segment in self.segments[first:]:
            if segment.start >= end:
                break
            if segment.end <= start:
                continue
            found.append(_part(segment, max(start, segment.start), min(end, segment.end)))
        return tuple(found)


def _part(segment: Segment, start: int, end: int) -> Origin:
    linear = segment.end - segment.start == segment.origin_end - segment.origin_start
    if not linear:
        return Origin(segment.where, segment.origin_start, segment.origin_end)
    shift = segment.origin_start - segment.start
    return Origin(segment.where, start + shift, end + shift)
