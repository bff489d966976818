"""Where the time of a reading goes, stage by stage, in one process."""

from __future__ import annotations

import time
from typing import NamedTuple

from habeas.model.codec import to_json
from habeas.model.reading import ReportInfo
from habeas.reading import load_reader, read_report
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.passages import passages_of
from habeas.text import Extractor


class Stages(NamedTuple):
    """Seconds for all texts together. `parse` is spaCy over the passages of each report, as the reader has it;
    `rules` is all that the reader and the check do besides.
    """

    extraction: float
    parse: float
    rules: float
    writing: float


def stages(texts: list[str]) -> Stages:
    """Times each stage over all texts, the second time round; the parse on its own and as a part of the reading."""
    nlp, reader = english(), load_reader()
    infos = [ReportInfo(id=f"sha256:{i:064x}", source=f"{i}.txt") for i in range(len(texts))]
    with Extractor() as extractor:
        extractor.extract(b"Warm.", "warm.txt")
        begin = time.perf_counter()
        extracted = [extractor.extract(text.encode(), f"{i}.txt") for i, text in enumerate(texts)]
        extraction = time.perf_counter() - begin
    parse = reading = 0.0
    readings = []
    for turn in ("warm", "timed"):
        for info, one in zip(infos, extracted, strict=True):
            begin = time.perf_counter()
            Page(info, one.text, passages_of(one), nlp)
            parsed = time.perf_counter()
            read = read_report(info, one, reader)
            if turn == "timed":
                parse += parsed - begin
                reading += time.perf_counter() - parsed
                readings.append(read)
    begin = time.perf_counter()
    for one_reading in readings:
        to_json(one_reading)
    return Stages(extraction, parse, reading - parse, time.perf_counter() - begin)
