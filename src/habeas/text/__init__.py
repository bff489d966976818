"""Bytes become canonical text with a map back to page, element or character.

Hostile bytes are parsed in a child process with limits (`habeas.text.limits`), and what could not be read is said.
"""

from __future__ import annotations

import atexit
from functools import cache

from habeas.model.text import Extracted
from habeas.text.limits import Limits
from habeas.text.sandbox import Extractor

__all__ = ["Extractor", "Limits", "extract"]


def extract(data: bytes, name: str, media_type: str | None = None) -> Extracted:
    """The canonical text of one file, parsed in a child process that later calls share.

    Never an error for bad input: a refused report has an empty text and the reason in its notes.
    """
    return _shared().extract(data, name, media_type)


@cache
def _shared() -> Extractor:
    extractor = Extractor()
    atexit.register(extractor.close)
    return extractor
