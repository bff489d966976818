"""Speed, length and determinism of the whole command."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from bench.process import measured
from bench.reading.figures import Figure
from bench.speed import cores, gain_of_cores, rows_of
from bench.texts import EXAMPLES, enlarged, texts_of, words, write

READ = [sys.executable, "-m", "habeas", "read", "--format", "jsonl"]
LENGTHS = (25_000, 50_000, 200_000)
ELSEWHERE = (
    ({"PYTHONHASHSEED": "0", "LC_ALL": "C", "TZ": "UTC"}, "1"),
    ({"PYTHONHASHSEED": "1", "LC_ALL": "C.UTF-8", "TZ": "Asia/Kathmandu"}, "1"),
    ({"PYTHONHASHSEED": "4711", "LC_ALL": "tr_TR.UTF-8", "TZ": "America/St_Johns"}, "2"),
)


def speed(total: int) -> list[Figure]:
    """One core beside spaCy's own pipeline, and all cores beside one, on at least `total` words of our examples."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        texts = enlarged(texts_of(EXAMPLES), total)
        write(texts, folder / "all")
        write(["Report 1.", "Report 2."], folder / "start")
        spacy, one, every = rows_of(folder)
        gain = gain_of_cores(folder, spacy) if cores() > 1 else None
    count = sum(map(words, texts))
    found = [
        Figure("speed.spaCy alone, words a second", count / spacy.working()),
        Figure("speed.one core, words a second", count / one.working()),
        Figure("speed.one core, times spaCy's own", spacy.working() / one.working()),
    ]
    if gain is None:
        return found
    times = "two" if cores() == 2 else f"all {cores()}"
    return [
        *found,
        Figure(f"speed.{times} cores, times one", one.working() / every.working()),
        Figure(f"speed.{times} runs of spaCy at once, times one", gain),
    ]


def length(lengths: Sequence[int] = LENGTHS) -> tuple[list[Figure], list[str]]:
    """One report of so many words: seconds and mebibytes for each thousand of them beyond the start, and in words why
    one was not read.
    """
    found: list[Figure] = []
    refused: list[str] = []
    with tempfile.TemporaryDirectory() as name:
        start = _one_report(Path(name), 100)
        for count in lengths:
            try:
                seconds, peak = _one_report(Path(name), count)
            except NotReadError as error:
                refused.append(f"  {count:,} words: NOT READ: {error}")
                continue
            found.append(Figure(f"length.{count:,} words: s a 1,000", (seconds - start[0]) * 1000 / count))
            found.append(Figure(f"length.{count:,} words: MiB a 1,000", (peak - start[1]) * 1000 / count))
    return found, refused


class NotReadError(RuntimeError):
    """The report was refused or read in part; the message says what the command said."""


def _one_report(folder: Path, count: int) -> tuple[float, float]:
    """Seconds and mebibytes that one report takes.

    Raises:
        NotReadError: it was not read whole.
    """
    path, out = folder / f"{count}.txt", folder / f"{count}.jsonl"
    path.write_text("\n\n".join(enlarged(texts_of(EXAMPLES), count)), encoding="utf-8")
    try:
        ran = measured(["sh", "-c", 'exec "$@" > "$0"', str(out), *READ, str(path)], one_core=True)
    except RuntimeError as error:
        raise NotReadError(str(error).strip().splitlines()[-1].replace(str(path), path.name)) from error
    if b'"state":"whole"' not in out.read_bytes():
        raise NotReadError("only a part was read")
    return ran.seconds, ran.peak_mib


def determinism() -> list[str]:
    """Whether the readings of our examples are the same bytes under other hash seeds, locales, time zones and numbers
    of processes, in words.
    """
    digests = set()
    for environment, jobs in ELSEWHERE:
        command = [*READ, "--jobs", jobs, str(EXAMPLES)]
        ran = subprocess.run(command, env=os.environ | environment, capture_output=True, check=True)
        digests.add(hashlib.sha256(ran.stdout).hexdigest())
    ways = "; ".join(", ".join([*(f"{k}={v}" for k, v in e.items()), f"jobs {jobs}"]) for e, jobs in ELSEWHERE)
    return [f"  {'the same bytes' if len(digests) == 1 else 'NOT THE SAME BYTES'} under {ways}"]
