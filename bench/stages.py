"""Where the time of a reading goes, stage by stage, in one process."""

from __future__ import annotations

import time
from typing import NamedTuple

from habeas.model.codec import to_json
from habeas.model.reading import ReportInfo
from habeas.reading import load_reader, read_report
from habeas.reading.nlp import english
from habeas.text import Extractor


class Stages(NamedTuple):
    """Seconds for all texts together; `rules` is what the reader does besides spaCy's parse."""

    extraction: float
    parse: float
    rules: float
    writing: float


def stages(texts: list[str]) -> Stages:
    """Times each stage over all texts. The parse is timed on its own, over the whole text of each report."""
    nlp, reader = english(), load_reader()
    with Extractor() as extractor:
        extractor.extract(b"Warm.", "warm.txt")
        begin = time.perf_counter()
        extracted = [extractor.extract(text.encode(), f"{i}.txt") for i, text in enumerate(texts)]
        extraction = time.perf_counter() - begin
    nlp("Warm.")
    begin = time.perf_counter()
    for one in extracted:
        nlp(one.text)
    parse = time.perf_counter() - begin
    begin = time.perf_counter()
    readings = [
        read_report(ReportInfo(id=f"sha256:{i:064x}", source=f"{i}.txt"), one, reader)
        for i, one in enumerate(extracted)
    ]
    reading = time.perf_counter() - begin
    begin = time.perf_counter()
    for one_reading in readings:
        to_json(one_reading)
    return Stages(extraction, parse, reading - parse, time.perf_counter() - begin)
