"""Corpora of others and marked reports that lie beside the checkout, through their own scorers."""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from collections.abc import Collection, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any

from bench.articles.judged import Judged
from bench.articles.marks import APART, CORPORA, SECOND, WORKED, annotated, corpus
from bench.readers import ROOT, read_again, read_text
from bench.reading.figures import Figure, Known, known
from habeas.model.codec import to_json
from habeas.model.reading import Reading, ReportInfo
from habeas.reading import load_reader, read_report
from habeas.text import Extractor

SHARED = ROOT.parent / "shared"
POLNEAR = SHARED / "data" / "polnear" / "dev.jsonl"
HRDS = SHARED / "data" / "hrdsattack" / "dev.jsonl"
SEEDS = SHARED / "seeds"
_PRF = re.compile(r"^(\w[\w, ]*?)\s+P +([\d.]+) +R +([\d.]+) +F +([\d.]+)", re.M)


def missing(*paths: Path) -> str | None:
    """What is not there, in words."""
    lost = [path.relative_to(SHARED.parent).as_posix() for path in paths if not path.exists()]
    return f"skipped: no {', '.join(lost)} beside the checkout" if lost else None


def polnear() -> list[Figure]:
    """Attributions of PolNeAR dev. Its texts go in unchanged."""
    reader = load_reader()
    readings = (read_text(_info(d, d["date"]), d["text"], reader) for d in _documents(POLNEAR))
    said = _scored("score_attribution.py", readings, POLNEAR)
    rows = {name: (p, r, f) for name, p, r, f in _rows(said)}
    other = dict(re.findall(r"(source right on matches|direct speech found) ([\d.]+)", said))
    wanted = {"full P": rows["full"][0], "full R": rows["full"][1], "full F": rows["full"][2]}
    wanted |= {"content F": rows["content"][2], "exact F": rows["exact"][2]}
    return [Figure(f"polnear.{name}", float(value)) for name, value in (wanted | other).items()]


def hrds() -> list[Figure]:
    """Victims, violations and dates of HRDsAttack dev. The dates of the reports are handed in as by a manifest."""
    said = _scored("score_hrds.py", _hrds_readings(), HRDS)
    return [Figure(f"hrds.{name}", value) for name, value in _harmed(said)]


def told() -> tuple[list[Figure], list[str]]:
    """What the annotators' own readings of HRDsAttack's articles reach by its scorer, and the reader's beside them: of
    the best that a reading of all that is told can reach, which chooses no one attack.
    """
    beside = known()
    out = [_row("", "people", "ours", "goal")]
    for title, path in (("training part", WORKED), ("kept apart", APART)):
        gold = annotated(path, corpus())
        people, ours = harmed(gold), harmed(read_again(gold))
        out.append(f"  {len(gold)} articles annotated whole, {title}")
        for (name, best), (_, value) in zip(people, ours, strict=True):
            out.append(_row(f"  {name}", best, value, beside.get(f"hrds.{name}", Known()).goal))
    return [], out


def harmed(readings: Iterable[Reading]) -> list[tuple[str, float]]:
    """The rows of HRDsAttack's scorer for readings of some of its articles, by name, in percent."""
    found = list(readings)
    with tempfile.TemporaryDirectory() as folder:
        wanted = Path(folder) / "articles.jsonl"
        wanted.write_text(_articles({Path(one.report.source).stem for one in found}), encoding="utf-8")
        return _harmed(_scored("score_hrds.py", found, wanted))


def _articles(wanted: Collection[str]) -> str:
    """The lines of the corpus for these articles."""
    parts = (path.read_text(encoding="utf-8").splitlines() for path in CORPORA)
    return "".join(f"{line}\n" for part in parts for line in part if json.loads(line)["doc"] in wanted)


def _harmed(said: str) -> list[tuple[str, float]]:
    """The rows that the scorer of HRDsAttack prints, by name."""
    dates = re.findall(r"(year|month|day) (\d+) of \d+", said)
    return [(f"{name} F", f) for name, _, _, f in _rows(said)] + [(f"{name} right", float(v)) for name, v in dates]


def seeds() -> list[Figure]:
    """Marked reports: a check that nothing is lost on them. They are read by the command, as a user's files."""
    command = [sys.executable, "-m", "habeas", "read", str(SEEDS), "--format", "jsonl"]
    ran = subprocess.run(command, capture_output=True, check=True)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "readings.jsonl"
        path.write_bytes(ran.stdout)
        said = _run("score.py", path)
    return _compared("seeds", said)


def apart() -> list[Figure]:
    """Real articles that nobody works with, annotated whole (`bench/articles`), as the seeds are compared."""
    gold = annotated(APART, corpus())
    return _compared("apart", _beside(gold, read_again(gold)))


def second() -> tuple[list[Figure], list[str]]:
    """A second annotator's readings of some articles kept apart, compared with the first's like the reader's own."""
    again = annotated(SECOND, corpus())
    twice = {one.report.source for one in again}
    gold = [one for one in annotated(APART, corpus()) if one.report.source in twice]
    people, ours = _compared("second", _beside(gold, again)), _compared("second", _beside(gold, read_again(gold)))
    value = {one.name: one.value for one in ours}
    out = [_row("", "people", "ours"), f"  {len(gold)} articles, by the marks of the first annotator"]
    return [], out + [_row(f"  {name.partition('.')[2]}", best, value[name]) for name, best in people]


def _row(name: str, *values: float | str | None) -> str:
    """A line of a table: a number with one decimal, a dash for none."""
    cells = ("–" if value is None else value if isinstance(value, str) else f"{value:.1f}" for value in values)
    return f"  {name:<40}" + "".join(f"{cell:>8}" for cell in cells)


def _beside(gold: Sequence[Reading], readings: Iterable[Reading]) -> str:
    """What the scorer of the seeds prints of readings beside annotated ones."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for one in gold:
            wanted = json.dumps(Judged(one).whole(), ensure_ascii=False)
            (folder / Path(one.report.source).with_suffix(".json")).write_text(wanted, encoding="utf-8")
        path = folder / "readings.jsonl"
        path.write_bytes(b"".join(to_json(reading) + b"\n" for reading in readings))
        return _run("score.py", path, "--gold", folder)


def _compared(section: str, said: str) -> list[Figure]:
    overall = re.search(r"^all: P ([\d.]+) R ([\d.]+) F1 ([\d.]+)", said, re.M)
    assert overall is not None, said
    found = [("all F", float(overall[3]))]
    found += [
        (f"{kind} F", float(f1)) for kind, f1 in re.findall(r"^(\w+) +\d+ +\d+ +[\d.]+ +[\d.]+ +([\d.]+)$", said, re.M)
    ]
    shares = re.findall(r"^([\w -]+ right) +(\d+) of (\d+)$", said, re.M)
    found += [(name, int(right) / int(of)) for name, right, of in shares if int(of)]
    return [Figure(f"{section}.{name}", 100 * value) for name, value in found]


def _hrds_readings() -> Iterator[Reading]:
    reader = load_reader()
    with Extractor() as extractor:
        for document in _documents(HRDS):
            info = _info(document, document["published"], document["title"])
            extracted = extractor.extract(document["text"].encode(), info.source)
            yield read_report(info, extracted, reader)


def _documents(path: Path) -> Iterator[dict[str, Any]]:
    for line in path.read_text(encoding="utf-8").splitlines():
        yield json.loads(line)


def _info(document: dict[str, Any], published: str | None, title: str | None = None) -> ReportInfo:
    digest = hashlib.sha256(document["text"].encode()).hexdigest()
    return ReportInfo(id=f"sha256:{digest}", source=f"{document['doc']}.txt", published=published, title=title)


def _scored(script: str, readings: Iterable[Reading], corpus: Path) -> str:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "readings.jsonl"
        with path.open("wb") as file:
            file.writelines(to_json(reading) + b"\n" for reading in readings)
        return _run(script, path, corpus)


def _run(script: str, *arguments: Path | str) -> str:
    command = [sys.executable, str(SHARED / script), *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def _rows(said: str) -> list[tuple[str, float, float, float]]:
    return [(name, float(p), float(r), float(f)) for name, p, r, f in _PRF.findall(said)]
