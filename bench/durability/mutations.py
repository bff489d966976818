"""Breaks the program on purpose, in a copy, and looks whether the test of the promise fails.

`python -m bench.durability.mutations [NAME...]`: all, or those whose names hold one of the words.
"""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path
from typing import Final

import msgspec

from bench.durability.record import Count, record

ROOT: Final = Path(__file__).parents[2]
TABLE: Final = Path(__file__).with_name("mutations.toml")
_COPIED: Final = ("src", "tests", "bench", "docs", "examples", "pyproject.toml")
_PASSED, _FAILED, _LIMIT_S = 0, 1, 300


class Mutation(msgspec.Struct, frozen=True, kw_only=True):
    """One way of breaking the program, and the test (as pytest names it) that must fail then."""

    what: str
    promise: str
    file: str
    old: str
    new: str
    test: str


def mutations() -> tuple[Mutation, ...]:
    """All of them, in the order of the table."""
    table = tomllib.loads(TABLE.read_text(encoding="utf-8"))
    return tuple(msgspec.convert({"what": what, **one}, Mutation) for what, one in table.items())


def copied(folder: Path) -> Path:
    """A copy of the project that may be broken."""
    for name in _COPIED:
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, folder / name, ignore=shutil.ignore_patterns("__pycache__", "*.egg-info"))
        else:
            shutil.copy2(ROOT / name, folder / name)
    return folder


def found(copy: Path, mutation: Mutation) -> bool:
    """Whether the test passes as the program is, and fails where it is broken. The copy is whole again afterwards.

    Raises:
        ValueError: the text to be replaced does not stand in the file exactly once.
    """
    path = copy / mutation.file
    text = path.read_text(encoding="utf-8")
    if text.count(mutation.old) != 1:
        raise ValueError(
            f"{mutation.what}: {mutation.old!r} stands {text.count(mutation.old)} times in {mutation.file}"
        )
    if _run(copy, mutation.test) != _PASSED:
        return False
    path.write_text(text.replace(mutation.old, mutation.new), encoding="utf-8")
    try:
        return _run(copy, mutation.test) == _FAILED
    finally:
        path.write_text(text, encoding="utf-8")


def _run(copy: Path, test: str) -> int:
    """How a test ends, with the program of the copy. One that does not end has failed."""
    command = [sys.executable, "-m", "pytest", "-q", "-x", "-p", "no:cacheprovider", "--no-header", test]
    environment = os.environ | {"PYTHONPATH": f"{copy / 'src'}:{copy}", "PYTHONDONTWRITEBYTECODE": "1"}
    try:
        ran = subprocess.run(command, cwd=copy, env=environment, capture_output=True, timeout=_LIMIT_S, check=False)
    except subprocess.TimeoutExpired:
        return _FAILED
    return ran.returncode


def main() -> int:
    """Prints each with what came of it; 0 where every one was found."""
    arguments = _arguments()
    chosen = [one for one in mutations() if not arguments.words or any(word in one.what for word in arguments.words)]
    missed = 0
    with tempfile.TemporaryDirectory() as name:
        copy = copied(Path(name))
        for one in chosen:
            seen = found(copy, one)
            missed += not seen
            print(f"{'found ' if seen else 'MISSED'} {one.promise}: {one.what} ({one.test})", flush=True)
    print(f"{len(chosen)} ways of breaking the program, {missed} missed")
    if arguments.record and not arguments.words:
        count = Count(
            what="the program broken on purpose",
            promises=tuple(sorted({one.promise for one in chosen})),
            command="make mutations",
            tried=len(chosen),
            failed=missed,
        )
        record(count)
    return 1 if missed else 0


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m bench.durability.mutations", description=__doc__)
    parser.add_argument("words", nargs="*", metavar="NAME")
    parser.add_argument("--record", action="store_true", help="keep the count in docs/promises.toml")
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
