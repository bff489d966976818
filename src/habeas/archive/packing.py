"""Texts as they are stored, and what stands for the statements about a report."""

from __future__ import annotations

import hashlib
import zlib

from habeas.model.codec import from_json, to_json
from habeas.model.reading import Described
from habeas.model.text import Extracted


def basis(stated: Described) -> str:
    """Stands for what was stated when a report was read: a reading holds as long as this stays the same."""
    return hashlib.sha256(to_json(stated)).hexdigest()[:20]


def packed(extracted: Extracted) -> bytes:
    """An extracted text as it is stored: JSON, compressed."""
    return zlib.compress(to_json(extracted), level=6)


def unpacked(data: bytes) -> Extracted:
    """The extracted text that `packed` made `data` of."""
    return from_json(zlib.decompress(data), Extracted)
