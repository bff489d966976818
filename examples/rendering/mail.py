"""EML: the parts of a source parted by `--- text ---`, `--- html ---` and `--- attachment NAME ---` lines."""

from __future__ import annotations

import re
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from rendering.source import split_head

_PART = re.compile(r"^--- (text|html|attachment)(?: (\S+))? ---\n", re.MULTILINE)


def render(path: Path) -> bytes:
    """The message of the source at `path`; its head lines are the message's own."""
    head, body = split_head(path.read_text(encoding="utf-8"))
    message = EmailMessage(policy=SMTP)
    for name, value in head.items():
        message[name] = value
    _, *pieces = _PART.split(body)
    for kind, name, content in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=True):
        _add(message, kind, name, content)
    for number, part in enumerate(_multiparts(message), 1):
        part.set_boundary(f"==={path.name.partition('.')[0]}-{number}===")
    return message.as_bytes()


def _add(message: EmailMessage, kind: str, name: str | None, content: str) -> None:
    if kind == "text":
        message.set_content(content, cte="quoted-printable")
    elif kind == "html":
        message.add_alternative(content, subtype="html", cte="quoted-printable")
    else:
        message.add_attachment(content, filename=name, cte="base64")


def _multiparts(message: EmailMessage) -> Iterator[EmailMessage]:
    for part in message.walk():
        if part.is_multipart() and isinstance(part, EmailMessage):
            yield part
