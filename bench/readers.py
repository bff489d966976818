"""Texts and readings to measure with, and the reader over them in this one process."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from pathlib import Path

from habeas.model.codec import reading_from_json
from habeas.model.reading import Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading import Reader, load_reader, read_report
from habeas.text import Extractor

ROOT = Path(__file__).parent.parent
TRAIN_PART = ROOT / "collection" / "train.jsonl"
TEST_PART = ROOT / "collection" / "test.jsonl"


def annotated(path: Path = TEST_PART) -> list[Reading]:
    """The readings by people in a file of them, in its order."""
    return [reading_from_json(line) for line in path.read_bytes().splitlines()]


def digest(path: Path) -> str:
    """What a table says of a file that it was trained on: the first 16 hex digits of its SHA-256."""
    return hashlib.sha256(path.read_bytes()).hexdigest()[:16]


def read_again(gold: Iterable[Reading], reader: Reader | None = None) -> Iterator[Reading]:
    """The program's own readings of annotated reports: their texts taken in as files, with what a manifest would say
    of them (date, title, publisher, language).

    Raises:
        ValueError: the text stage makes another text of the words.
    """
    reader = reader or load_reader()
    with Extractor() as extractor:
        for one in gold:
            extracted = extractor.extract(one.text.encode(), one.report.source)
            if extracted.text != one.text.rstrip("\n") and extracted.text != one.text:
                raise ValueError(f"{one.report.source}: the text is not canonical")
            yield read_report(one.report, extracted, reader)


def read_text(info: ReportInfo, text: str, reader: Reader) -> Reading:
    """The reading of a text that goes in unchanged, as one body."""
    return read_report(info, Extracted(text=text, media_type="text/plain"), reader)
