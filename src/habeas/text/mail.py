"""Messages (.eml, and web pages saved as .mht): subject, and the text of every part that a reader is shown.

Plain text is taken before HTML. Attachments are named in a note and not read; what a message quotes of earlier ones
("> …") is furniture.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.errors import MessageError
from email.message import EmailMessage
from email.utils import parseaddr

from habeas.formats.mail import message
from habeas.model.reading import Described
from habeas.model.text import Extracted
from habeas.text.canonical import canonical
from habeas.text.detect import MAIL, Decoded, declared_in, decode
from habeas.text.draft import Draft
from habeas.text.html import write_page
from habeas.text.limits import Limits
from habeas.text.plain import passages_of
from habeas.text.refusal import UnreadableError
from habeas.text.stated_dates import mail_date

# What the email package raises on headers that it cannot make sense of; OverflowError for dates beyond all years.
_BROKEN_HEADER = (ValueError, TypeError, LookupError, AttributeError, OverflowError)
_SIGNATURE = re.compile(r"^-- $", re.MULTILINE)


def read_mail(data: bytes, limits: Limits) -> Extracted:
    """The text of a message.

    Raises:
        UnreadableError: it has neither headers nor text.
    """
    parsed = _parsed(data)
    draft = Draft(MAIL)
    subject = _header(parsed, "Subject")
    if subject:
        draft.write(subject, "header Subject", 0)
        draft.mark("title", 0)
    page = Described()
    for number, part in _shown(parsed, draft, limits):
        found = _write_part(draft, part, f"part {number}", limits)
        page = found if page == Described() else page
    draft.found = _described(parsed, subject, page)
    return draft.done(limits)


def _parsed(data: bytes) -> EmailMessage:
    try:
        made = message(data)
    except (MessageError, ValueError, RecursionError) as error:
        raise UnreadableError(f"broken: the message cannot be parsed ({error})") from error
    if not made.keys():
        raise UnreadableError("broken: the message has no headers")
    return made


def _header(mail: EmailMessage, name: str) -> str:
    """A header's text; a malformed one is taken as it stands."""
    try:
        value = str(mail.get(name, ""))
    except _BROKEN_HEADER:
        value = next((str(v) for k, v in mail.raw_items() if k.lower() == name.lower()), "")
    return " ".join(_whole(value).split())


def _whole(value: str) -> str:
    """Text of which bytes that fit no encoding are replaced: the email package keeps them in disguise."""
    return value.encode("utf-8", "surrogateescape").decode("utf-8", "replace")


def _described(mail: EmailMessage, subject: str, page: Described) -> Described:
    sender = _header(mail, "From")
    name, address = parseaddr(sender)
    date = _header(mail, "Date")
    return Described(
        url=_header(mail, "Content-Location") or page.url,
        title=subject or page.title,
        publisher=page.publisher,
        author=name or address or sender or None,
        published=mail_date(date) if date else None,
        language=_header(mail, "Content-Language") or page.language,
    )


def _shown(mail: EmailMessage, draft: Draft, limits: Limits) -> Iterator[tuple[int, EmailMessage]]:
    """The parts that a reader is shown, with their numbers in the order of the message, counted from 1."""
    attached: list[str] = []
    passed: set[int] = set()
    for number, part in enumerate(mail.walk(), 1):
        if number > limits.mail_parts:
            draft.partial(f"the message has over {limits.mail_parts} parts: the later ones were not read")
            break
        assert isinstance(part, EmailMessage)
        if part.get_content_type() == "multipart/alternative":
            passed |= {id(other) for other in _alternatives(part)}
        if part.is_multipart() or id(part) in passed:
            continue
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            if part.get_content_subtype() in ("plain", "html", "enriched", "markdown"):
                yield number, part
                continue
        attached.append(f"{_name(part) or 'without a name'} ({part.get_content_type()})")
    if attached:
        more = f" and {len(attached) - 20} more" if len(attached) > 20 else ""
        draft.notes.append("attachments that were not read: " + ", ".join(attached[:20]) + more)


def _name(part: EmailMessage) -> str:
    try:
        return _whole(part.get_filename() or "")[:200]
    except _BROKEN_HEADER:
        return ""


def _alternatives(part: EmailMessage) -> Iterator[EmailMessage]:
    """The HTML versions of a text that is there as plain text too."""
    inner = [p for p in part.walk() if isinstance(p, EmailMessage) and not p.is_multipart()]
    plain = [p for p in inner if p.get_content_type() == "text/plain" and _payload(p).strip()]
    if plain:
        yield from (p for p in inner if p.get_content_type() == "text/html")
    else:
        yield from (p for p in inner if p.get_content_type() == "text/plain")


def _payload(part: EmailMessage) -> bytes:
    data = part.get_payload(decode=True)
    return data if isinstance(data, bytes) else b""


def _decoded(part: EmailMessage) -> Decoded:
    data = _payload(part)
    declared = part.get_content_charset()
    if declared is None and part.get_content_subtype() == "html":
        declared = declared_in(data[:4096])
    return decode(data, declared)


def _write_part(draft: Draft, part: EmailMessage, where: str, limits: Limits) -> Described:
    decoded = _decoded(part)
    draft.notes.extend(f"{where}: {note}" for note in decoded.notes)
    for defect in part.defects:
        draft.notes.append(f"{where} is malformed: {type(defect).__name__}")
    if part.get_content_subtype() == "html":
        before = draft.found
        write_page(draft, decoded.text, limits, where)
        found, draft.found = draft.found, before
        return found
    _write_plain(draft, decoded.text, where)
    return Described()


def _write_plain(draft: Draft, text: str, where: str) -> None:
    """Write plain text with the passages that its lines show; below "-- " stands a signature."""
    made = canonical(text)
    if not made.text.strip():
        return
    if draft.length:
        draft.space("\n\n")
    base = draft.length
    for run in made.runs:
        draft.write(made.text[run.start : run.end], where, run.origin_start, run.origin_end)
    signature = _SIGNATURE.search(made.text)
    end = signature.start() if signature else len(made.text)
    for p in passages_of(made.text, 0, end):
        draft.add(p, base)
    if signature:
        draft.mark("furniture", base + end)
