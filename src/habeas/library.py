"""Habeas as a library: a text in, a typed reading out."""

from __future__ import annotations

import hashlib
from functools import cache

from habeas.collect import Material, described
from habeas.intake import report_info
from habeas.model.reading import Described, Reading
from habeas.reading import Reader, load_reader, read_report
from habeas.text import extract


def read(
    text: str,
    *,
    published: str | None = None,
    url: str | None = None,
    publisher: str | None = None,
    title: str | None = None,
    reader: str = "english",
) -> Reading:
    """What the reader takes from one report, given as plain text.

    Every statement in it quotes the words it rests on (`Span.quote == reading.text[start:end]`). What
    cannot be read is refused with the reason in `notes`, and an empty text. The first call loads the
    reader, about a second.

    Args:
        published: when the report was published, EDTF ("2024-05-02"); relative dates count from it.
        url, publisher, title: where the report comes from, as far as known; they outrank what it says itself.
        reader: which installed reader; "english" is part of this package.

    Raises:
        ValueError: `published` is not an EDTF date, or `url` no address on the web.
        UnknownReaderError: no package offers such a reader.
    """
    stated = described({"published": published, "url": url, "publisher": publisher, "title": title})
    return read_with(_reader(reader), text, stated)


def read_with(reader: Reader, text: str, stated: Described, source: str = "text") -> Reading:
    """As `read`, with a reader that is open already. `source` is what the report goes by."""
    data = text.encode("utf-8", "replace")
    digest = hashlib.sha256(data).hexdigest()
    material = Material(id=f"sha256:{digest}", data=data, source=source, origin="", stated=stated)
    extracted = extract(data, "text.txt", "text/plain")
    return read_report(report_info(material, extracted), extracted, reader)


@cache
def _reader(name: str) -> Reader:
    return load_reader(name)
