"""Pages, casts and claims of short invented texts, for the tests of reading."""

from __future__ import annotations

from itertools import pairwise

from habeas.model.reading import Claim, Demand, Passage, PassageRole, Reading, ReportInfo
from habeas.model.span import Span
from habeas.model.text import Extracted
from habeas.reading import load_reader, read_report
from habeas.reading.cast import CastBook, read_cast
from habeas.reading.claims import Said, read_claims
from habeas.reading.demands import read_demands
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.passages import passages_of
from habeas.reading.story import Story
from habeas.reading.times import read_times
from habeas.text import Extractor


def listed(text: str, *marks: str) -> tuple[Passage, ...]:
    """The passages of a text that is a lead and, from each of the marks on, an item of a list."""
    ends = [0, *(text.index(mark) for mark in marks), len(text)]
    items: list[PassageRole] = ["list_item" for _ in marks]
    roles: list[PassageRole] = ["body", *items]
    return tuple(Passage(role=role, start=a, end=b) for role, (a, b) in zip(roles, pairwise(ends), strict=True))


def page_of(text: str, published: str | None = None, passages: tuple[Passage, ...] = ()) -> Page:
    """The parsed page of a plain text whose paragraphs, unless they are given, are set apart by blank lines."""
    info = ReportInfo(id="sha256:" + "0" * 64, source="test.txt", published=published)
    return Page(info, text, passages_of(Extracted(text=text, media_type="text/plain", passages=passages)), english())


def reading_of(text: str, published: str | None = "2022-03-05", passages: tuple[Passage, ...] = ()) -> Reading:
    """What the English reader makes of a plain text."""
    info = ReportInfo(id="sha256:" + "0" * 64, source="test.txt", published=published)
    return read_report(info, Extracted(text=text, media_type="text/plain", passages=passages), load_reader())


def reading_of_file(extractor: Extractor, text: str) -> Reading:
    """What the English reader makes of a plain text file, of which the text stage has found the passages."""
    info = ReportInfo(id="sha256:" + "0" * 64, source="a.txt", published="2022-03-05")
    return read_report(info, extractor.extract(text.encode(), "a.txt"), load_reader())


def cast_of(text: str) -> CastBook:
    return read_cast(page_of(text))


def said_in(text: str) -> tuple[CastBook, Said]:
    page = page_of(text)
    cast = read_cast(page)
    return cast, read_claims(page, cast)


def claims_in(text: str) -> list[tuple[str | None, str, str, str]]:
    """Speaker's name, act, manner and content of every claim of a text."""
    cast, said = said_in(text)
    return [(_who(cast, c), c.act, c.manner, _content(c)) for c in said.claims]


def demands_in(
    text: str, published: str | None = None, passages: tuple[Passage, ...] = ()
) -> tuple[CastBook, tuple[Demand, ...]]:
    page = page_of(text, published, passages)
    cast = read_cast(page)
    said = read_claims(page, cast)
    return cast, read_demands(Story(page, cast, read_times(page), said), said)


def mentions(cast: CastBook, name: str) -> list[str]:
    """The words of every mention of the entity called `name`, in order."""
    found = next(f for f in cast.figurants.values() if f.name == name)
    cast.used.add(found.id)
    return [m.quote for e in cast.entities() if e.id == found.id for m in e.mentions]


def _who(cast: CastBook, claim: Claim) -> str | None:
    return cast.name(claim.speaker) if claim.speaker is not None else claim.speaker_text


def _content(claim: Claim) -> str:
    return " … ".join(span.quote for span in claim.content)


def quotes(spans: tuple[Span, ...]) -> list[str]:
    return [span.quote for span in spans]
