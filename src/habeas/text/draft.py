"""A document while it is being gathered: pieces of raw text with their places, roles, and what was found.

Each format writes one `Draft`; `Draft.done` makes the canonical text of it in one go, so that composition across pieces
and the removal of control characters are the same for all formats.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator

from habeas.model.reading import Described, Passage, PassageRole, ReadState
from habeas.model.text import Extracted, Segment
from habeas.text.canonical import Canonical, Run, canonical
from habeas.text.limits import Limits
from habeas.text.tricks import told


class Draft:
    """Raw text with its places. Offsets of `segments` and `passages` are into the raw text until `done`."""

    def __init__(self, media_type: str) -> None:
        self.media_type = media_type
        self.segments: list[Segment] = []
        self.passages: list[Passage] = []
        self.notes: list[str] = []
        self.found = Described()
        self.state: ReadState = "whole"
        self.length = 0
        self._raw: list[str] = []

    def write(self, text: str, where: str, origin_start: int, origin_end: int | None = None) -> None:
        """Append `text`, which stands at `where`; `origin_end` is given where the two are not equally long."""
        if not text:
            return
        end = origin_start + len(text) if origin_end is None else origin_end
        held = self.segments[-1] if self.segments else None
        if held is not None and held.where == where and _follows(held, self.length, origin_start, end, len(text)):
            self.segments[-1] = _longer(held, len(text))
        else:
            self.segments.append(
                Segment(
                    start=self.length,
                    end=self.length + len(text),
                    where=where,
                    origin_start=origin_start,
                    origin_end=end,
                )
            )
        self._add(text)

    def space(self, text: str) -> None:
        """White space of ours, which stands nowhere in the original."""
        self._add(text)

    def _add(self, text: str) -> None:
        self._raw.append(text)
        self.length += len(text)

    def mark(self, role: PassageRole, start: int, author: str | None = None, published: str | None = None) -> None:
        """What was written since `start` is one passage of this role."""
        if self.length > start:
            self.passages.append(Passage(role=role, start=start, end=self.length, author=author, published=published))

    def add(self, passage: Passage, base: int) -> None:
        """A passage whose offsets count from `base`."""
        self.passages.append(
            Passage(
                role=passage.role,
                start=passage.start + base,
                end=passage.end + base,
                author=passage.author,
                published=passage.published,
                anchor=None if passage.anchor is None else passage.anchor + base,
            )
        )

    @property
    def raw(self) -> str:
        """The raw text so far."""
        if len(self._raw) > 1:
            self._raw = ["".join(self._raw)]
        return self._raw[0] if self._raw else ""

    def partial(self, note: str) -> None:
        """Something was not read: say what."""
        self.state = "partial"
        self.notes.append(note)

    def done(self, limits: Limits) -> Extracted:
        """The finished text: canonical, cut where it is too long, its passages covering all of it in order."""
        raw = self._cut(self.raw, limits)
        made = canonical(raw)
        passages = [self._moved(p, made) for p in self.passages if p.start < len(raw)]
        return Extracted(
            text=made.text,
            media_type=self.media_type,
            state=self.state,
            segments=tuple(_segments(made.runs, self.segments)),
            passages=covering(passages, len(made.text)),
            found=self.found,
            notes=(*self.notes, *told(raw, made.text)),
        )

    def _cut(self, raw: str, limits: Limits) -> str:
        if len(raw) <= limits.characters:
            return raw
        end = raw.rfind("\n", limits.characters // 2, limits.characters) + 1 or limits.characters
        self.partial(f"the text is too long: the first {end:,} of {len(raw):,} characters were read, the rest was not")
        return raw[:end]

    @staticmethod
    def _moved(passage: Passage, made: Canonical) -> Passage:
        anchor = None if passage.anchor is None else forward(made.runs, passage.anchor)
        return Passage(
            role=passage.role,
            start=forward(made.runs, passage.start),
            end=forward(made.runs, passage.end),
            author=passage.author,
            published=passage.published,
            anchor=anchor,
        )


def _follows(held: Segment, length: int, origin_start: int, origin_end: int, size: int) -> bool:
    """Whether a new piece goes on where `held` ends, in both texts and character by character."""
    return (
        held.end == length
        and held.origin_end == origin_start
        and origin_end - origin_start == size
        and held.origin_end - held.origin_start == held.end - held.start
    )


def _longer(held: Segment, size: int) -> Segment:
    return Segment(
        start=held.start,
        end=held.end + size,
        where=held.where,
        origin_start=held.origin_start,
        origin_end=held.origin_end + size,
    )


def forward(runs: tuple[Run, ...], offset: int) -> int:
    """Where an offset of the raw text lies in the canonical one; what was removed lies where the next run begins."""
    index = bisect_right(runs, offset, key=lambda run: run.origin_start) - 1
    if index < 0:
        return 0
    run = runs[index]
    if offset >= run.origin_end:
        return run.end
    if run.end - run.start != run.origin_end - run.origin_start:
        return run.start
    return run.start + offset - run.origin_start


def _segments(runs: Iterable[Run], places: list[Segment]) -> Iterator[Segment]:
    """The places of the raw text, carried through the runs to the canonical text."""
    starts = [place.start for place in places]
    for run in runs:
        first = max(0, bisect_right(starts, run.origin_start) - 1)
        last = bisect_left(starts, run.origin_end)
        linear = run.end - run.start == run.origin_end - run.origin_start
        for place in places[first:last]:
            low, high = max(place.start, run.origin_start), min(place.end, run.origin_end)
            if low >= high:
                continue
            origin = _within(place, low, high)
            if not linear:
                yield Segment(
                    start=run.start,
                    end=run.end,
                    where=place.where,
                    origin_start=origin[0],
                    origin_end=origin[1],
                )
                break
            shift = run.start - run.origin_start
            yield Segment(
                start=low + shift,
                end=high + shift,
                where=place.where,
                origin_start=origin[0],
                origin_end=origin[1],
            )


def _within(place: Segment, low: int, high: int) -> tuple[int, int]:
    if place.end - place.start != place.origin_end - place.origin_start:
        return place.origin_start, place.origin_end
    shift = place.origin_start - place.start
    return low + shift, high + shift


def covering(passages: Iterable[Passage], length: int) -> tuple[Passage, ...]:
    """The passages, stretched so that they cover a text of `length` in order: each ends where the next begins."""
    kept: list[Passage] = []
    for passage in sorted(passages, key=lambda p: (p.start, p.end)):
        start = 0 if not kept else passage.start
        if start >= length or passage.start >= passage.end:
            continue
        if kept:
            if start <= kept[-1].start:
                continue
            kept[-1] = _with_ends(kept[-1], kept[-1].start, start)
        kept.append(_with_ends(passage, start, length))
    if not kept and length:
        kept.append(Passage(role="body", start=0, end=length))
    return tuple(kept)


def _with_ends(passage: Passage, start: int, end: int) -> Passage:
    return Passage(
        role=passage.role,
        start=start,
        end=end,
        author=passage.author,
        published=passage.published,
        anchor=passage.anchor,
    )
