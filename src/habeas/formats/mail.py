"""A message and its parts (MIME), by Python's email package."""

from __future__ import annotations

import email
from email import policy
from email.headerregistry import HeaderRegistry
from email.message import EmailMessage
from functools import lru_cache
from typing import Final

_REMEMBERED: Final = 64


def message(data: bytes) -> EmailMessage:
    """The message in `data`.

    Raises:
        MessageError, ValueError, RecursionError: it cannot be taken apart.
    """
    # The package takes a header apart anew each time that it asks for it, many times for every part; parts are alike.
    asked = lru_cache(maxsize=_REMEMBERED)(HeaderRegistry())
    made = email.message_from_bytes(data, policy=policy.default.clone(header_factory=asked))
    assert isinstance(made, EmailMessage)
    return made
