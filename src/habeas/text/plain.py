"""Plain text: decoded, and cut into passages with the roles that its lines show.

The text itself is kept whole; the map leads from each character to its place in the decoded file.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from habeas.model.reading import Described, Passage, PassageRole
from habeas.model.text import Extracted
from habeas.text import cues
from habeas.text.detect import PLAIN, decode
from habeas.text.draft import Draft, covering
from habeas.text.header import Header, read_header
from habeas.text.limits import Limits
from habeas.text.stated_dates import edtf
from habeas.text.units import NOTE_MARK, Unit, is_dashed, is_list_item, is_quoted, is_title_like, units

_SUPERSCRIPT = str.maketrans("0123456789", "⁰¹²³⁴⁵⁶⁷⁸⁹")
_PLAIN_DIGITS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")
# A news photograph's caption says what is seen and ends with place, month and year: one short sentence.
_CAPTION_DATE = re.compile(r", ([^\W\d_]{3,12}),? (?:19|20)\d{2}\.?\s*$")
_LEADING_IN = 3
"""Words of a line that leads in a list: fewer may be the label of links."""
_ROW = 2
"""Lines below it that make a list."""


def read_plain(data: bytes, charset: str | None, limits: Limits) -> Extracted:
    """The text of a plain-text file.

    Raises:
        UnreadableError: the bytes are no text.
    """
    decoded = decode(data, charset)
    draft = Draft(PLAIN)
    draft.notes.extend(decoded.notes)
    draft.write(decoded.text, "", 0)
    made = draft.done(limits)
    header = read_header(made.text, 0, len(made.text))
    passages = covering(passages_of(made.text, 0, len(made.text), header), len(made.text))
    return Extracted(
        text=made.text,
        media_type=PLAIN,
        state=made.state,
        segments=made.segments,
        passages=passages,
        found=_with_title(header.found, made.text, passages),
        notes=made.notes,
    )


def _with_title(found: Described, text: str, passages: tuple[Passage, ...]) -> Described:
    """What was found, with the first heading as the title where no header line gave one."""
    if found.title is not None:
        return found
    for passage in passages:
        if passage.role == "title":
            title = " ".join(text[passage.start : passage.end].split()).lstrip("# ")
            return Described(
                url=found.url,
                title=title,
                publisher=found.publisher,
                author=found.author,
                published=found.published,
                language=found.language,
            )
        if passage.role in ("body", "list_item", "embedded_post"):
            break
    return found


def passages_of(text: str, start: int, end: int, header: Header | None = None) -> Iterator[Passage]:
    """The passages of `text[start:end]`, a stretch of plain text in canonical form."""
    yield from header.passages if header is not None else ()
    after = header.end if header is not None else start
    found = list(units(text, after, end))
    dashed = sum(1 for unit in found if is_dashed(unit.text))
    last = _last_body(found)
    seen, titled = False, header is not None and any(p.role == "title" for p in header.passages)
    listed = _below_colons(found)
    for index, unit in enumerate(found):
        role = _role(unit, text, dashes=dashed > 1, before_end=index < last, first=titled and not seen)
        if role == "title" and index in listed:
            role = "list_item"
        if role == "body":
            seen = True
        titled = titled or role == "title"
        yield from _passage(unit, role, text, after)


def _last_body(found: list[Unit]) -> int:
    """The index of the last unit that is more than a line: headings stand before it."""
    return max((i for i, unit in enumerate(found) if not is_title_like(unit.text)), default=len(found) - 1)


def _below_colons(found: list[Unit]) -> frozenset[int]:
    """The lines without a full stop below "Those freed are:", which are no headings if they are two or more."""
    listed: set[int] = set()
    for index, unit in enumerate(found):
        if not unit.text.rstrip().endswith(":") or len(unit.text.split()) < _LEADING_IN:
            continue
        end = index + 1
        while end < len(found) and is_title_like(found[end].text) and not _is_marked_heading(found[end].text):
            end += 1
        if end - index > _ROW:
            listed.update(range(index + 1, end))
    return frozenset(listed)


def _is_marked_heading(line: str) -> bool:
    """ "# Background", "**Background**", "BACKGROUND"."""
    return line.lstrip()[:1] in "#*_" or line.isupper()


def _role(unit: Unit, text: str, *, dashes: bool, before_end: bool, first: bool) -> PassageRole:
    if is_quoted(unit.text) or cues.is_furniture(unit.text):
        return "furniture"
    if cues.is_caption(unit.text) or (first and _is_dated_caption(unit.text)):
        return "caption"
    if cues.post_end(unit.text) is not None:
        return "embedded_post"
    if NOTE_MARK.match(unit.text):
        return "footnote" if _anchor(unit, text) is not None else "list_item"
    if is_list_item(unit.text) and (dashes or not is_dashed(unit.text)):
        return "list_item"
    return "title" if before_end and is_title_like(unit.text) else "body"


def _is_dated_caption(unit: str) -> bool:
    """Whether a unit between heading and body is a photograph’s caption: one sentence that ends with month and year."""
    match = _CAPTION_DATE.search(unit[-60:])
    return (
        match is not None
        and match.group(1).casefold() in cues.months()
        and len(unit.split()) <= 30
        and not re.search(r"[.!?] ", unit)
    )


def _passage(unit: Unit, role: PassageRole, text: str, after: int) -> Iterator[Passage]:
    if role == "embedded_post":
        signed = cues.post_end(unit.text)
        author, day = (signed.author, edtf(signed.date)) if signed else (None, None)
        yield Passage(role=role, start=unit.start, end=unit.end, author=author, published=day)
        return
    anchor = _anchor(unit, text, after) if role == "footnote" else None
    yield Passage(role=role, start=unit.start, end=unit.end, anchor=anchor)


def _anchor(unit: Unit, text: str, after: int = 0) -> int | None:
    """Where the mark of a footnote stands in the text before it: "[1]", or its raised figure."""
    match = NOTE_MARK.match(unit.text)
    if match is None:
        return None
    number = next(group for group in match.groups() if group).translate(_PLAIN_DIGITS)
    for mark in (f"[{number}]", number.translate(_SUPERSCRIPT)):
        place = text.find(mark, after, unit.start)
        if place > 0 and text[place - 1] != "\n":
            return place
    return None
