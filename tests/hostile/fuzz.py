"""Hostile files by the thousand: none crashes the program, each ends as read, partly read or refused with a reason, and
none takes more than its share of memory and time.

    python -m tests.hostile.fuzz --files 20000 [--seed 1]

Prints the seed and the counts. A file that breaks a promise is kept in `tests/hostile/cases/`, which every run of the
tests looks at again.
"""

from __future__ import annotations

import argparse
import hashlib
import random
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import msgspec

from bench.durability.record import Count, record
from habeas.collect import Found, Material, Opener
from habeas.model.text import Extracted
from habeas.text import Extractor
from tests.hostile.bombs import BOMBS
from tests.hostile.mutate import mutated
from tests.hostile.sound import sound

CASES = Path(__file__).parent / "cases"
SECONDS = 30.0
MEMORY_BYTES = 512 * 1024 * 1024
SLACK_S = 10.0
"""What starting a child and handing files over may take on a busy machine, beyond the limit on parsing."""


class Tried(msgspec.Struct):
    """What became of a number of files."""

    outcomes: Counter[str] = msgspec.field(default_factory=Counter)
    reasons: Counter[str] = msgspec.field(default_factory=Counter)
    broken: list[str] = msgspec.field(default_factory=list)
    slowest_s: float = 0.0
    slowest: str = ""
    largest_bytes: int = 0


class Range:
    """Tries files, one after the other, with one child for collections and one for texts."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.tried = folder, Tried()
        self._extractor, self._opener = Extractor(), Opener()
        self._bases: dict[int, int] = {}

    def close(self) -> None:
        self._extractor.close()
        self._opener.close()

    def try_file(self, name: str, data: bytes) -> list[str]:
        """What is wrong with how a file ends: nothing, where all promises are kept."""
        began = time.monotonic()
        wrong = list(self._wrong(name, data))
        took = time.monotonic() - began
        if took > self.tried.slowest_s:
            self.tried.slowest_s, self.tried.slowest = took, name
        self._measure()
        left = [path.name for path in self.folder.iterdir()]
        if left:
            wrong.append(f"left behind: {left}")
        if wrong:
            self.tried.broken.append(f"{name}: {'; '.join(wrong)}")
        return wrong

    def _wrong(self, name: str, data: bytes) -> Iterator[str]:
        path = self.folder / name
        path.write_bytes(data)
        start = time.monotonic()
        try:
            pieces = list(self._opener.opened(Found(path=str(path), source=name)))
        finally:
            path.unlink()
        if (opening := time.monotonic() - start) > SECONDS + SLACK_S:
            yield f"taking it apart took {opening:.0f} s"
        if not pieces:
            yield "nothing came of it"
        for piece in pieces:
            if not isinstance(piece, Material):
                self._count("left", piece.reason)
                if not piece.reason or not piece.reason.isprintable():
                    yield "left without a reason"
                continue
            if piece.id != f"sha256:{hashlib.sha256(piece.data).hexdigest()}":
                yield "a report whose identifier is not that of its bytes"
            began = time.monotonic()
            made = self._extractor.extract(piece.data, piece.source)
            reading = time.monotonic() - began
            if reading > SECONDS + SLACK_S:
                yield f"reading it took {reading:.0f} s"
            elif len(pieces) <= 2 and opening + reading > SECONDS + SLACK_S:
                yield f"taking it apart and reading it took {opening:.0f} and {reading:.0f} s"
            yield from self._faults(made)

    def _faults(self, made: Extracted) -> Iterator[str]:
        self._count(made.state, "; ".join(made.notes))
        if made.state == "refused" and (made.text or not made.notes):
            yield "refused with a text, or without a reason"
        if made.state == "partial" and not made.notes:
            yield "partly read without a note"
        if made.state != "refused" and not made.text.strip():
            yield "read without a text"
        ends = [0, *(passage.end for passage in made.passages)]
        if ends != [*(passage.start for passage in made.passages), len(made.text)]:
            yield "its passages do not cover its text"
        if any(not 0 <= s.start <= s.end <= len(made.text) for s in made.segments):
            yield "a place lies outside of the text"

    def _count(self, outcome: str, reason: str) -> None:
        self.tried.outcomes[outcome] += 1
        for word in ("parser failed", "was ended by", "without an answer", ": time", ": memory", ": output"):
            if word in reason:
                self.tried.reasons[reason[:160]] += 1

    def _measure(self) -> None:
        """The most memory that a child has had, beyond that of its start, which its limit does not count."""
        for pid in (self._extractor.pid, self._opener.pid):
            if pid is None:
                continue
            used = _status(pid, "VmHWM")
            base = self._bases.setdefault(pid, used)
            self.tried.largest_bytes = max(self.tried.largest_bytes, used - min(base, used))


def _status(pid: int, field: str) -> int:
    try:
        text = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith(f"{field}:")), 0)


def hostile(seed: int, number: int) -> tuple[str, bytes]:
    """The hostile file of this seed and number: its name and bytes. Follows from both and the sound files."""
    pick = random.Random(f"{seed}/{number}")
    files = sound()
    names = sorted(files)
    name, other = pick.choice(names), pick.choice(names)
    stem, _, suffix = name.partition(".")
    if pick.random() < 0.05:  # not what its name says
        suffix = pick.choice(names).partition(".")[2]
    return f"{number}-{stem}.{suffix}", mutated(pick, files[name], files[other])


def kept(name: str, data: bytes) -> Path:
    """Keeps a file that broke a promise, so that every later run looks at it."""
    CASES.mkdir(exist_ok=True)
    path = CASES / f"{hashlib.sha256(data).hexdigest()[:12]}.{name.partition('.')[2]}"
    path.write_bytes(data)
    return path


def run(files: int, seed: int, bombs: bool) -> Tried:
    """Tries the cases that were kept, the bombs, and `files` mutations."""
    with tempfile.TemporaryDirectory() as folder:
        made = Range(Path(folder))
        for path in sorted(CASES.glob("*")):
            made.try_file(path.name, path.read_bytes())
        for name, make in BOMBS.items() if bombs else ():
            if made.try_file(name, make()):
                print(f"bomb: {made.tried.broken[-1]}", file=sys.stderr)
        for number in range(files):
            name, data = hostile(seed, number)
            if made.try_file(name, data):
                print(f"kept as {kept(name, data)}: {made.tried.broken[-1]}", file=sys.stderr)
        made.close()
    return made.tried


def _record(files: int, seed: int, failed: int, *, bombs: bool) -> None:
    what = "hostile files" + (" and bombs" if bombs else "")
    command = f"make hostile FILES={files}" if bombs else f"python -m tests.hostile.fuzz --files {files} --no-bombs"
    tried = files + (len(BOMBS) if bombs else 0)
    record(Count(what=what, promises=("C1",), command=command, tried=tried, failed=failed, seed=seed))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--files", type=int, default=20_000)
    parser.add_argument("--seed", type=int, default=random.SystemRandom().randrange(1_000_000))
    parser.add_argument("--no-bombs", action="store_true")
    parser.add_argument("--record", action="store_true", help="keep the count for docs/promises.md")
    options = parser.parse_args()
    print(f"seed {options.seed}", flush=True)
    began = time.monotonic()
    tried = run(options.files, options.seed, not options.no_bombs)
    print(
        f"{options.files:,} files and {0 if options.no_bombs else len(BOMBS)} bombs, {time.monotonic() - began:.0f} s"
    )
    print(", ".join(f"{outcome} {count:,}" for outcome, count in sorted(tried.outcomes.items())))
    print(f"slowest {tried.slowest_s:.1f} s ({tried.slowest}); most memory {tried.largest_bytes / 1e6:.0f} MB")
    for reason, count in tried.reasons.most_common(40):
        print(f"  {count} × {reason}")
    print(f"promises broken: {len(tried.broken)}")
    if options.record:
        _record(options.files, options.seed, len(tried.broken), bombs=not options.no_bombs)
    sys.exit(1 if tried.broken else 0)


if __name__ == "__main__":
    main()
