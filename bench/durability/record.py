"""The last count of each long trial, kept in docs/promises.toml, from which docs/promises.md is made."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Final

import msgspec

FILE: Final = Path(__file__).parents[2] / "docs" / "promises.toml"
_HEAD: Final = """# The last count of each long trial: how often it was tried and failed, where chance started.
# Written by the commands themselves (--record); docs/promises.md is made from it.
"""


class Count(msgspec.Struct, frozen=True, kw_only=True):
    """What one run of a trial came to. `promises` are the numbers that it is a trial of."""

    what: str
    promises: tuple[str, ...]
    command: str
    tried: int
    failed: int
    seed: int | None = None


def counts() -> tuple[Count, ...]:
    """The counts that are kept, by their names."""
    if not FILE.is_file():
        return ()
    table = tomllib.loads(FILE.read_text(encoding="utf-8"))
    return tuple(msgspec.convert({"what": what, **one}, Count) for what, one in sorted(table.items()))


def record(new: Count) -> None:
    """Keeps a count in place of the last one of its name."""
    kept = {one.what: one for one in counts()} | {new.what: new}
    lines = [_HEAD]
    for what, one in sorted(kept.items()):
        lines.append(f'["{what}"]')
        lines.append(f"promises = {msgspec.json.encode(one.promises).decode()}")
        lines.append(f'command = "{one.command}"')
        lines += [f"tried = {one.tried}", f"failed = {one.failed}"]
        lines += [f"seed = {one.seed}"] if one.seed is not None else []
        lines.append("")
    FILE.write_text("\n".join(lines), encoding="utf-8")
