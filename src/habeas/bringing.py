"""Takes in a whole case that another desk exported: originals, readings, and decisions, each as it was there."""

from __future__ import annotations

import hashlib
import json
import lzma
import re
import zipfile
import zlib
from collections.abc import Callable
from typing import IO, Final, TypeVar

import msgspec

from habeas.collect import Material
from habeas.exporting.bundle import FORMAT, MANIFEST, SUMS
from habeas.model.check import checked
from habeas.model.codec import from_json, reading_from_json
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.model.text import Extracted
from habeas.workspace import Workspace, WorkspaceError, packed

MOST_BYTES: Final = 2_000_000_000
LARGEST_PART: Final = 200_000_000
MOST_PARTS: Final = 20_000
T = TypeVar("T")
_BROKEN: Final = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    EOFError,
    KeyError,
    NotImplementedError,
    OSError,
    RuntimeError,
    ValueError,
)
_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z")


class BringError(Exception):
    """The file is no whole case, or not as it left; nothing of it was taken in. The message says why."""


class Brought(msgspec.Struct, frozen=True):
    """What was new here: reports, readings, decisions."""

    reports: int
    readings: int
    decisions: int


class Case:
    """A file that holds a case, looked through before anything of it is taken in.

    Raises:
        BringError: a part is missing, or is not what its hash says.
    """

    def __init__(self, file: IO[bytes]) -> None:
        try:
            self._zip = zipfile.ZipFile(file)
        except _BROKEN as error:
            raise BringError(f"it is no ZIP file: {error}") from error
        parts = self._zip.infolist()
        sizes = [part.file_size for part in parts]
        if len(parts) > MOST_PARTS or sum(sizes) > MOST_BYTES or max(sizes, default=0) > LARGEST_PART:
            raise BringError("it holds more than is taken")
        self._check({part.filename for part in parts})
        self.readings = [self._sound(line) for line in self._read("readings.jsonl").splitlines()]
        self.decisions = [_sound_decision(line) for line in self._read("decisions.jsonl").splitlines()]

    def _read(self, name: str) -> bytes:
        try:
            return self._zip.read(name)
        except _BROKEN as error:
            raise BringError(f"{name} cannot be read: {error}") from error

    def _check(self, names: set[str]) -> None:
        lines = [line.partition("  ") for line in self._read(SUMS).decode("utf-8", "replace").splitlines()]
        sums = {name: digest for digest, _, name in lines}
        if names != {*sums, SUMS}:
            raise BringError(f"{SUMS} does not list the files that are there")
        for name, digest in sums.items():
            data = self._read(name)
            if hashlib.sha256(data).hexdigest() != digest:
                raise BringError(f"{name} is not what {SUMS} says")
            if name.startswith("originals/") and name != f"originals/{digest}":
                raise BringError(f"{name} holds other bytes")
        manifest = _decoded(self._read(MANIFEST), json.loads)
        if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
            raise BringError(f"{MANIFEST} is of another format than {FORMAT}")
        self._names = names

    def _sound(self, line: bytes) -> Reading:
        reading = _decoded(line, reading_from_json)
        if f"originals/{_digits(reading)}" not in self._names or f"texts/{_digits(reading)}" not in self._names:
            raise BringError(f"there is no original of {reading.report.id}")
        if list(checked(reading).statements()) != list(reading.statements()):
            raise BringError(f"the reading of {reading.report.id} holds words that do not stand in its text")
        if self.extracted(reading).text != reading.text:
            raise BringError(f"the reading of {reading.report.id} has another text")
        return reading

    def original(self, reading: Reading) -> bytes:
        """The bytes of a reading's report."""
        return self._read(f"originals/{_digits(reading)}")

    def extracted(self, reading: Reading) -> Extracted:
        """The text that a reading was made from."""
        return _decoded(self._read(f"texts/{_digits(reading)}"), lambda data: from_json(data, Extracted))


def bring(opened: Workspace, case: Case, by: str, origin: str) -> Brought:
    """Takes a case in. What is here already stays as it is: a report that was read here keeps its own reading.

    Raises:
        BringError: a decision of the file is another one here; then no decision is taken in.
    """
    reports = readings = 0
    for reading in case.readings:
        info = reading.report
        known = opened.records.newest_reading(info.id) is not None
        material = Material(
            id=info.id,
            data=case.original(reading),
            source=info.source,
            origin=origin,
            stated=info.stated,
            how="collection",
        )
        reports += opened.add(material, by).new
        if not known:
            readings += opened.put_reading(reading, packed(case.extracted(reading)), by)
    try:
        taken = opened.take_in(case.decisions)
    except WorkspaceError as error:
        raise BringError(str(error)) from error
    return Brought(reports, readings, len(taken))


def _digits(reading: Reading) -> str:
    return reading.report.id.removeprefix("sha256:")


def _decoded(data: bytes, how: Callable[[bytes], T]) -> T:
    try:
        return how(data)
    except (ValueError, msgspec.DecodeError, RecursionError) as error:
        raise BringError(f"a part of it cannot be read: {error}") from error


def _sound_decision(line: bytes) -> Decision:
    made: Decision = _decoded(line, lambda data: from_json(data, Decision))
    if not made.id.startswith("de:") or not made.author.strip() or not _TIME.fullmatch(made.time) or not made.targets:
        raise BringError(f"{made.id[:40]!r} is no decision that anybody could have taken")
    return made
