"""What a message that came back says: `python -m habeas.desk.mailing.returned LIMITS`, a child process of its own."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator
from email import message_from_bytes
from email.message import Message
from email.policy import default
from typing import Final

import msgspec

from habeas.sandbox import serve

_OURS = re.compile(rb"<([0-9a-f]{32})@[^<>\s]{1,255}>")
_STATUS = re.compile(r"\b([245])\.(\d{1,3})\.(\d{1,3})\b")
FAILED: Final = "failed"
OTHER: Final = "other"


class Report(msgspec.Struct, frozen=True):
    """What a returned message says: whether it "failed" or is "delayed", the code, and about which of ours."""

    what: str
    code: str = ""
    mail: uuid.UUID | None = None


def answer(data: bytes) -> Iterator[bytes]:
    """What one message says. What is no report of a failure is "other"."""
    ours = _OURS.search(data)
    number = uuid.UUID(ours[1].decode()) if ours is not None else None
    try:
        made = _read(message_from_bytes(data, policy=default))
    except MemoryError:
        raise
    except Exception:  # noqa: BLE001  the boundary: what the parser fails on tells nothing
        made = Report(OTHER)
    yield msgspec.msgpack.encode(msgspec.structs.replace(made, mail=number))


def _read(parsed: Message) -> Report:
    for part in parsed.walk():
        if part.get_content_type() != "message/delivery-status":
            continue
        fields = "\n".join(str(one) for one in (part.get_payload() or ()))
        action = re.search(r"^Action:\s*(\w+)", fields, re.MULTILINE | re.IGNORECASE)
        status = _STATUS.search(fields)
        code = status[0] if status is not None else ""
        said = action[1].casefold() if action is not None else FAILED if code.startswith("5") else OTHER
        return Report(said, code)
    return Report(OTHER)


if __name__ == "__main__":
    serve(answer)
