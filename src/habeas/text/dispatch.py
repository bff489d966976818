"""From bytes to the parser of their media type. Runs in the child only."""

from __future__ import annotations

from habeas.model.text import Extracted
from habeas.text import detect
from habeas.text.limits import Limits
from habeas.text.refusal import UnreadableError, refused


def parse(data: bytes, name: str, media_type: str | None, limits: Limits) -> Extracted:
    """The text of a file; a file that cannot be read is a refused record with the reason."""
    kind = media_type or "application/octet-stream"
    try:
        kind = detect.media_type(data, name, media_type)
        made = _parser(kind, data, _charset(media_type), limits)
    except UnreadableError as error:
        return refused(str(error), kind)
    if not made.text.strip():
        reasons = (*made.notes, "no text was found in it")
        return Extracted(text="", media_type=kind, state="refused", found=made.found, notes=reasons)
    return made


def _inner(data: bytes, name: str, media_type: str | None, limits: Limits) -> Extracted:
    """What a file within another holds; one more such file in it is not opened."""
    if detect.media_type(data, name, media_type) == detect.WARC:
        raise UnreadableError("a web archive within a web archive: no text was read from it")
    return parse(data, name, media_type, limits)


def _charset(media_type: str | None) -> str | None:
    """The encoding in "text/html; charset=…"."""
    for part in (media_type or "").split(";")[1:]:
        key, _, value = part.partition("=")
        if key.strip().lower() == "charset":
            return value.strip().strip("\"'").lower() or None
    return None


def _parser(kind: str, data: bytes, charset: str | None, limits: Limits) -> Extracted:
    # Imported here: most runs see one or two kinds, and the parsers of the others are slow to load.
    match kind:
        case detect.HTML:
            from habeas.text.html import read_html

            return read_html(data, charset, limits)
        case detect.PDF:
            from habeas.text.pdf import read_pdf

            return read_pdf(data, limits)
        case detect.DOCX:
            from habeas.text.docx import read_docx

            return read_docx(data, limits)
        case detect.WARC:
            from habeas.text.web_page import read_web_page

            return read_web_page(data, limits, _inner)
        case detect.MAIL:
            from habeas.text.mail import read_mail

            return read_mail(data, limits)
        case _:
            from habeas.text.plain import read_plain

            return read_plain(data, charset, limits)
