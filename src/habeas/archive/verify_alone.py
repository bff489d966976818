#!/usr/bin/env python3
"""Verifies an archive of Habeas without Habeas: Python's standard library is all it needs.

    python verify_alone.py ARCHIVE [HEAD...]

ARCHIVE is a workspace or a package. Prints a line for each thing that is not as it was stored, and ends with 0 only
where all is sound. What is compared is written out in archive-format.md.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple


class Archive(NamedTuple):
    """What an archive holds, by the number of the entry. In `partial`, contents may be left out."""

    log: list[tuple[int, str, str, str, str]]
    contents: dict[int, tuple[bytes, bytes]]
    readings: dict[int, tuple[bytes, bytes]]
    erased: dict[int, int]
    partial: bool


def main(arguments: list[str]) -> int:
    """Verifies what the command line names; gives the exit code."""
    if not arguments:
        sys.exit(__doc__)
    folder = Path(arguments[0])
    folder = folder / "data" if (folder / "bagit.txt").is_file() else folder
    try:
        archive = from_database(folder) if (folder / "habeas.sqlite").is_file() else from_files(folder)
        faults = [*verify(folder, archive), *heads(archive, [Path(name) for name in arguments[1:]])]
    except (OSError, ValueError, KeyError, TypeError, sqlite3.Error) as error:
        faults = [f"damaged: {type(error).__name__}: {error}"]
    print(*faults, sep="\n", end="\n" if faults else "")
    print(f"{'not sound' if faults else 'sound'}: {folder}", file=sys.stderr)
    return 1 if faults else 0


def from_database(folder: Path) -> Archive:
    """The archive of a workspace."""
    raw = sqlite3.connect(f"{(folder / 'habeas.sqlite').absolute().as_uri()}?mode=ro", uri=True)
    raw.execute("BEGIN")
    if (state := raw.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
        raise ValueError(state)
    log = list(raw.execute("SELECT seq, time, kind, commitment, hash FROM log ORDER BY seq"))
    contents = {seq: (salt, body.encode()) for seq, salt, body in raw.execute("SELECT seq, salt, body FROM content")}
    readings = {row[0]: (row[1], row[2]) for row in raw.execute("SELECT seq, reading, extracted FROM reading")}
    return Archive(log, contents, readings, dict(raw.execute("SELECT seq, erasure FROM erased")), partial=False)


def from_files(folder: Path) -> Archive:
    """The archive of a package."""
    log, held = (
        [json.loads(line) for line in (folder / name).read_bytes().splitlines()]
        for name in ("log.jsonl", "contents.jsonl")
    )
    texts = {int(path.stem): path for path in sorted((folder / "texts").glob("*.zlib"))}
    return Archive(
        [(one["seq"], one["time"], one["kind"], one["commitment"], one["hash"]) for one in log],
        {one["seq"]: (bytes.fromhex(one["salt"]), one["body"].encode()) for one in held},
        {seq: ((folder / f"readings/{seq}.json").read_bytes(), text.read_bytes()) for seq, text in texts.items()},
        {gone: one["seq"] for one in held for gone in json.loads(one["body"]).get("erased", ())},
        partial=True,
    )


def verify(folder: Path, archive: Archive) -> Iterator[str]:
    """Everything that is not as it was stored, a line each."""
    yield from chain(archive)
    known: dict[int, Any] = {}
    kinds: dict[str, dict[int, Any]] = {kind: {} for kind in ("report", "reading", "exchange", "copy")}
    committed, of = {e[0]: e[3] for e in archive.log}, {e[0]: e[2] for e in archive.log}
    for seq, (salt, body) in sorted(archive.contents.items()):
        if seq not in committed:
            yield f"added: the content of entry {seq}"
        elif digest(salt + body) != committed[seq]:
            yield f"altered: the content of entry {seq}"
        else:
            known[seq] = kinds.setdefault(of[seq], {})[seq] = json.loads(body)
    listed = {seq for body in kinds["copy"].values() for seq in (0, *body.get("contents", ()))}
    if archive.partial and not listed:
        yield "missing: the entry that says what is in the package"
    told = {gone: seq for seq, body in known.items() for gone in body.get("erased", ())}
    for seq in sorted(committed):
        if seq in archive.contents and (seq in told or seq in archive.erased):
            yield f"added: the content of entry {seq}, which was erased"
        elif seq not in archive.contents and seq not in archive.erased and (seq in listed or not archive.partial):
            yield f"missing: the content of entry {seq}"
    for gone, by in sorted(told.items() ^ archive.erased.items()):
        if by in known or by not in archive.erased:
            yield f"altered: the erasure of entry {gone}"
    yield from readings(archive, kinds["reading"])
    names = [body["report"][7:] for body in kinds["report"].values()]
    yield from files(folder, "originals", {f"originals/{name[:2]}/{name[2:]}": name for name in names})
    asked = kinds["exchange"].values()
    yield from files(folder, "exchanges", {f"exchanges/{body['name']}": body["sha256"] for body in asked})


def chain(archive: Archive) -> Iterator[str]:
    """The faults of the log itself."""
    before, last = digest(b"habeas.log/1"), 0
    for seq, time, kind, commitment, hashed in archive.log:
        yield from (f"missing: entry {gap}" for gap in range(last + 1, seq))
        if seq == last + 1 and digest(f"{before}\n{seq}\n{time}\n{kind}\n{commitment}\n".encode()) != hashed:
            yield f"altered: entry {seq}"
        before, last = hashed, seq
    if not last:
        yield "missing: entry 1"


def readings(archive: Archive, wanted: dict[int, dict[str, Any]]) -> Iterator[str]:
    """The faults of readings and their texts."""
    for seq in sorted(wanted.keys() | archive.readings.keys()):
        if seq not in archive.readings:
            yield f"missing: the reading of entry {seq}"
        elif seq not in wanted:
            yield f"added: the reading of entry {seq}"
        elif tuple(map(digest, archive.readings[seq])) != (wanted[seq]["reading"], wanted[seq]["extracted"]):
            yield f"altered: the reading of entry {seq}"


def files(folder: Path, name: str, wanted: dict[str, str]) -> Iterator[str]:
    """The faults of the files under a folder; `wanted` holds the SHA-256 of each."""
    there = {p.relative_to(folder).as_posix(): p for p in sorted((folder / name).rglob("*")) if not p.is_dir()}
    for path in sorted(wanted.keys() | there.keys()):
        if path not in wanted or path not in there or there[path].is_symlink():
            yield f"{'missing' if path in wanted else 'added'}: {path}"
        elif digest(there[path].read_bytes()) != wanted[path]:
            yield f"altered: {path}"


def heads(archive: Archive, paths: list[Path]) -> Iterator[str]:
    """What is wrong between the log and heads that were kept elsewhere."""
    hashes = {entry[0]: entry[4] for entry in archive.log}
    for path in paths:
        head = json.loads(path.read_bytes())
        message = "".join(f"{head[n]}\n" for n in ("format", "workspace", "entries", "hash", "time", "key")).encode()
        if not signed(bytes.fromhex(head["key"]), message, bytes.fromhex(head["signature"])):
            yield f"altered: {path}: its signature does not hold"
        elif (hashes.get(1), hashes.get(head["entries"])) != (head["workspace"], head["hash"]):
            yield f"rolled back: {path}: the log is not the one that it was signed for, or is shorter now"


def digest(data: bytes) -> str:
    """SHA-256, hexadecimal."""
    return hashlib.sha256(data).hexdigest()


# Ed25519 as RFC 8032 has it, section 5.1: slow, and made only for comparing a few signatures.
P, L = 2**255 - 19, 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, -1, P) % P


def signed(key: bytes, message: bytes, signature: bytes) -> bool:
    """Whether the signature (64 bytes) of the message was made with the key (32 bytes)."""
    base, a, r = (point(data) for data in ((4 * pow(5, -1, P) % P).to_bytes(32, "little"), key, signature[:32]))
    s = int.from_bytes(signature[32:], "little")
    if base is None or a is None or r is None or s >= L or len(signature) != 64:
        return False
    k = int.from_bytes(hashlib.sha512(signature[:32] + key + message).digest(), "little") % L
    return times(s, base) == add(r, times(k, a))


def point(data: bytes) -> tuple[int, int] | None:
    """The point that 32 bytes stand for; None where they stand for none."""
    y, sign = int.from_bytes(data, "little") & (1 << 255) - 1, data[31] >> 7
    square = (y * y - 1) * pow(D * y * y + 1, -1, P) % P
    x = pow(square, (P + 3) // 8, P)
    x = x if (x * x - square) % P == 0 else x * pow(2, (P - 1) // 4, P) % P
    if y >= P or (x * x - square) % P or (x == 0 and sign):
        return None
    return (x if x & 1 == sign else P - x), y


def add(one: tuple[int, int], other: tuple[int, int]) -> tuple[int, int]:
    """The sum of two points of the curve."""
    (a, b), (c, d) = one, other
    t = D * a * b * c * d
    return (a * d + b * c) * pow(1 + t, -1, P) % P, (b * d + a * c) * pow(1 - t, -1, P) % P


def times(number: int, one: tuple[int, int]) -> tuple[int, int]:
    """A point so many times."""
    total = (0, 1)
    while number:
        total, one, number = (add(total, one) if number & 1 else total), add(one, one), number >> 1
    return total


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
