"""Makes the public form of a reading: the quotations that may be shown, and nothing around them.

Spans must stay exact, so the text keeps its length: every character outside the quotations becomes a space.
The first mention of an entity keeps its place, blank where it may not be quoted, because a person's key is
made from that place.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

import msgspec

from habeas.model import dates
from habeas.model.check import all_spans
from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Described,
    Entity,
    Event,
    Figure,
    Passage,
    ReaderInfo,
    Reading,
    ReportInfo,
    Statement,
    StatementKind,
)
from habeas.model.span import Span
from habeas.publishing.holding import Withheld, folded, references, why_words
from habeas.publishing.wording import WORDING

_SHORT_ID = re.compile(r"[^0-9a-f]")


def shown(reading: Reading, kept: Mapping[tuple[StatementKind, str], Statement], withheld: Withheld) -> Reading:
    """The public form of a reading that keeps the statements in `kept`."""
    statements = [_bare(reading, kept, kept[kind, s.id]) for kind, s in reading.statements() if (kind, s.id) in kept]
    places = sorted({(span.start, span.end) for s in statements for span in all_spans(s)})
    text = blanked(reading.text, places)
    return Reading(
        report=_info(reading.report, text, _titles_withheld(reading, withheld), withheld),
        text=text,
        format=reading.format,
        reader=ReaderInfo(reading.reader.name, reading.reader.version),
        state=reading.state,
        passages=tuple(_passage(p) for p in reading.passages),
        entities=_entities(reading, statements, text, withheld),
        claims=tuple(s for s in statements if isinstance(s, Claim)),
        attributes=tuple(s for s in statements if isinstance(s, Attribute)),
        events=tuple(s for s in statements if isinstance(s, Event)),
        figures=tuple(s for s in statements if isinstance(s, Figure)),
        demands=tuple(s for s in statements if isinstance(s, Demand)),
    )


def blanked(text: str, places: Iterable[tuple[int, int]]) -> str:
    """The text with a space for every character outside `places`; as long as before."""
    out = [" "] * len(text)
    for start, end in places:
        out[start:end] = text[start:end]
    return "".join(out)


def is_shown_form(reading: Reading) -> bool:
    """Whether a reading holds nothing but what its statements quote, as every reading that passed the gate
    does.
    """
    places = [(span.start, span.end) for _, s in reading.statements() for span in all_spans(s)]
    bare = not reading.notes and reading.report.stated == Described() == reading.report.found
    return bare and reading.text == blanked(reading.text, places)


def _bare(reading: Reading, kept: Mapping[tuple[StatementKind, str], Statement], statement: Statement) -> Statement:
    """A statement without how it was found; a figure without a whole that is not shown."""
    bare = msgspec.structs.replace(statement, rule=None, confidence=None)
    if isinstance(bare, Figure) and ("figure", bare.part_of or "") not in kept:
        return msgspec.structs.replace(bare, part_of=None)
    return bare


def _passage(passage: Passage) -> Passage:
    published = passage.published
    if published is not None and not dates.is_edtf(published):
        published = None
    return msgspec.structs.replace(passage, author=None, published=published)


def _entities(reading: Reading, statements: list[Statement], text: str, withheld: Withheld) -> tuple[Entity, ...]:
    wanted = {ref for s in statements for ref in references(s)}
    custody, minors = _flags(statements)
    return tuple(
        msgspec.structs.replace(
            entity,
            detained=entity.detained and entity.id in custody,
            minor=entity.minor and entity.id in minors,
            names=tuple(n for n in entity.names if folded(n.text) in folded(f"{entity.name} {text}")),
            mentions=_mentions(entity, text),
        )
        for entity in reading.entities
        if entity.id in wanted
    )


def _flags(statements: list[Statement]) -> tuple[set[str], set[str]]:
    """Whose detention, and whose being a minor, the shown statements bear out."""
    custody: set[str] = set()
    minors: set[str] = set()
    for statement in statements:
        if isinstance(statement, Event) and statement.type in WORDING.custody.events:
            custody |= {p.entity for p in statement.participants if p.role == "person"}
        elif isinstance(statement, Attribute) and statement.property in WORDING.custody.properties:
            custody.add(statement.subject)
        elif isinstance(statement, Attribute) and statement.property in ("age", "born"):
            minors.add(statement.subject)
        elif isinstance(statement, Demand):
            custody |= set(statement.about)
    return custody, minors


def _mentions(entity: Entity, text: str) -> tuple[Span, ...]:
    """The mentions that stand in shown quotations, and the place of the first."""
    return tuple(
        Span(m.start, m.end, text[m.start : m.end])
        for i, m in enumerate(entity.mentions)
        if i == 0 or text[m.start : m.end] == m.quote
    )


def _titles_withheld(reading: Reading, withheld: Withheld) -> bool:
    """Whether a withheld statement rests on the report's title."""
    titles = [(p.start, p.end) for p in reading.passages if p.role == "title"]
    return any(start < span.end and span.start < end for span, _ in withheld.spans for start, end in titles)


def _info(info: ReportInfo, text: str, title_withheld: bool, withheld: Withheld) -> ReportInfo:
    """The report as the public may know it. The operator's file name, and what was stated and found, stay
    inside.
    """

    def clear(words: str | None) -> str | None:
        return words if words is not None and why_words([words], withheld) is None else None

    title = clear(info.title)
    if title is not None and (title_withheld or _gives_away(title, withheld)):
        title = None
    return ReportInfo(
        id=info.id,
        source=f"report-{_SHORT_ID.sub('', info.id.removeprefix('sha256:'))[:12]}",
        url=_address(info.url, withheld),
        title=title,
        publisher=clear(info.publisher),
        credits=tuple(c for c in info.credits if clear(c) is not None),
        author=clear(info.author),
        published=info.published,
        language=info.language,
        translated_from=info.translated_from,
        media_type=info.media_type,
        text_sha256=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
    )


def _gives_away(title: str, withheld: Withheld) -> bool:
    words = folded(title)
    return any(word in words for _, giveaways in withheld.spans for word in giveaways)


def _address(url: str | None, withheld: Withheld) -> str | None:
    """The address, or only its site where the rest of it spells out something withheld."""
    if url is None:
        return None
    try:
        parts = urlsplit(url)
    except ValueError:
        return None
    rest = f"{parts.path} {parts.query} {parts.fragment}"
    if why_words([rest], withheld) is None and not _gives_away(rest, withheld):
        return url
    return f"{parts.scheme}://{parts.hostname}/" if parts.hostname else None
