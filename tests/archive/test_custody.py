"""Custody has no gaps (promise B6): what a package holds leads back to who brought it, read it and decided on it."""

from __future__ import annotations

import hashlib
import json
import random
from pathlib import Path
from typing import Any

import msgspec
import pytest

from habeas import safekeeping
from habeas.archive import verify_alone
from habeas.collect import Material
from habeas.model.identity import statement_key
from habeas.model.reading import Described, ReaderInfo, Reading
from habeas.model.text import Extracted
from habeas.workspace import Workspace, packed
from tests.factory import Draft
from tests.promises.counting import SEED, so_many, told

HISTORIES = so_many("HABEAS_HISTORIES", 5)
COMMAND = f"make custody HISTORIES={HISTORIES}"
PEOPLE = ("ana", "bo", "cy")


class History:
    """Random work in a workspace, of which it is known who did what."""

    def __init__(self, workspace: Workspace, chance: random.Random) -> None:
        self.workspace, self.chance = workspace, chance
        self.reports: list[Material] = []
        self.readings: list[Reading] = []
        self.decisions: list[str] = []

    def go_on(self) -> None:
        """Something happens."""
        acts = [self.bring] if not self.reports else [self.bring, self.bring_again, self.read, self.ask, self.sign]
        self.chance.choice(acts + [self.decide] * (2 if self.readings else 0))()

    def who(self) -> str:
        return self.chance.choice(PEOPLE)

    def bring(self) -> None:
        number = len(self.reports)
        data = f"Dana Iwu was arrested in Port Halden. Report {number}.".encode()
        report = f"sha256:{hashlib.sha256(data).hexdigest()}"
        made = Material(id=report, data=data, source=f"{number}.txt", origin=f"/in/{number}.txt", stated=Described())
        self.reports.append(made)
        self.workspace.add(made, self.who())

    def bring_again(self) -> None:
        known = self.chance.choice(self.reports)
        more = Material(
            id=known.id,
            data=known.data,
            source=known.source,
            origin=f"/other/{self.chance.random()}",
            stated=Described(title=f"Held {self.chance.random()}"),
        )
        self.workspace.add(more, self.who())

    def read(self) -> None:
        report = self.chance.choice(self.reports)
        draft = Draft(report.data.decode())
        draft.event("arrest", "arrested", who=(draft.person("Dana Iwu", detained=True),))
        reading = draft.reading()
        info = {"id": report.id, "source": report.source}
        reading = _replaced(reading, info, ReaderInfo("english", str(self.chance.randrange(3))))
        self.readings.append(reading)
        self.workspace.put_reading(reading, packed(Extracted(text=reading.text, media_type="text/plain")), self.who())

    def ask(self) -> None:
        report = self.chance.choice(self.reports).id

        def noted(name: str, data: bytes) -> None:
            self.workspace.note_exchange(name, report, hashlib.sha256(data).hexdigest())

        data = f"answer {self.chance.random()}".encode()
        self.workspace.exchanges(noted).put(hashlib.sha256(report.encode()).hexdigest(), data)

    def decide(self) -> None:
        reading = self.chance.choice(self.readings)
        kind, statement = next(reading.statements())
        made = self.workspace.decide("accept", (statement_key(reading, kind, statement),), self.who())
        self.decisions.append(made.id)

    def sign(self) -> None:
        safekeeping.sign_head(self.workspace, self.who())


def _replaced(reading: Reading, info: dict[str, Any], reader: ReaderInfo) -> Reading:
    return msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, **info), reader=reader)


@pytest.fixture(scope="module")
def histories(tmp_path_factory: pytest.TempPathFactory) -> list[tuple[History, Path]]:
    made = []
    top = tmp_path_factory.mktemp("histories")
    for number in range(HISTORIES):
        chance = random.Random(f"{SEED}/{number}")
        with Workspace.init(top / f"{number}") as workspace:
            history = History(workspace, chance)
            for _ in range(chance.randrange(1, 25)):
                history.go_on()
            folder = top / f"{number}.bag"
            folder.mkdir()
            given = None if chance.random() < 0.3 else (chance.choice(history.reports).id,)
            safekeeping.package(workspace, given, folder, "ana")
        made.append((history, folder / "data"))
    return made


def contents(data: Path) -> list[tuple[str, dict[str, Any]]]:
    """The kind and the content of each entry that a package holds."""
    kinds = {one["seq"]: one["kind"] for one in map(json.loads, (data / "log.jsonl").read_bytes().splitlines())}
    held = map(json.loads, (data / "contents.jsonl").read_bytes().splitlines())
    return [(kinds[one["seq"]], json.loads(one["body"])) for one in held]


@pytest.mark.promise("B6")
def test_all_that_a_package_holds_leads_back_to_who_brought_read_and_decided(
    histories: list[tuple[History, Path]],
) -> None:
    traced = 0
    for history, data in histories:
        held = contents(data)
        bodies: dict[str, list[dict[str, Any]]] = {}
        for kind, body in held:
            bodies.setdefault(kind, []).append(body)
        brought = {body["report"]: body for body in bodies["custody"]}
        for path in (data / "originals").rglob("*/*"):
            report = f"sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}"
            assert brought[report]["who"] in PEOPLE
            assert brought[report]["origin"]
            traced += 1
        made = {body["reading"]: body for body in bodies.get("reading", [])}
        for path in (data / "readings").iterdir():
            body = made[hashlib.sha256(path.read_bytes()).hexdigest()]
            assert body["report"] in brought
            assert (body["reader"], body["who"] in PEOPLE) == ("english", True)
            assert body["version"] in "012"
            traced += 1
        assert {body["id"] for body in bodies.get("decision", [])} <= set(history.decisions)
        assert all(body["author"] in PEOPLE for body in bodies.get("decision", []))
        assert {body["report"] for body in bodies.get("exchange", [])} <= brought.keys()
    assert traced > HISTORIES
    told("histories of which all that a package holds leads back to somebody", "B6", COMMAND, HISTORIES, 0)


@pytest.mark.promise("B6")
def test_a_removed_event_is_missed(histories: list[tuple[History, Path]]) -> None:
    removed = 0
    for history, data in histories:
        for name in ("log.jsonl", "contents.jsonl"):
            lines = (data / name).read_bytes().splitlines(keepends=True)
            at = history.chance.randrange(len(lines))
            (data / name).write_bytes(b"".join(lines[:at] + lines[at + 1 :]))
            assert verify_alone.main([str(data), str(data / "head.json")]) == 1
            (data / name).write_bytes(b"".join(lines))
            removed += 1
        assert verify_alone.main([str(data), str(data / "head.json")]) == 0
    assert removed == 2 * HISTORIES
    told("events removed from a package", "B6", COMMAND, removed, 0)
