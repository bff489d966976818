"""After an erasure nothing of it is left in any file, all else verifies, and guessing confirms nothing (I1 and I2)."""

from __future__ import annotations

import hashlib
import json
import sqlite3
import zlib
from pathlib import Path

import msgspec
import pytest

from habeas import safekeeping
from habeas.archive import chain, recovery, verify_alone
from habeas.archive.database import Database, DatabaseError
from habeas.archive.erasure import doomed, standing
from habeas.archive.exchanges import Exchanges
from habeas.archive.originals import Originals
from habeas.archive.verify import verify
from habeas.collect import Material
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Described, Reading
from habeas.model.text import Extracted
from habeas.workspace import Workspace, WorkspaceError, packed
from tests.archive import sample
from tests.factory import Draft

MARK = "Zebrafish"
TEXT = f"{MARK} Okoro, 41, was arrested on 2 May 2024 in {MARK}town. She suffers from {MARK} fever."


def marked_report(number: int = 0) -> Material:
    data = f"{TEXT} {number}".encode()
    return Material(
        id=f"sha256:{hashlib.sha256(data).hexdigest()}",
        data=data,
        source=f"{MARK}-{number}.txt",
        origin=f"/in/{MARK}/{number}.txt",
        stated=Described(
            title=f"{MARK} held", publisher=f"{MARK} Post", author=MARK, url=f"https://x.example/{MARK}/{number}"
        ),
    )


def marked_reading(report: Material) -> Reading:
    draft = Draft(report.data.decode(), published="2024-05-03", publisher=f"{MARK} Post")
    draft.info = msgspec.structs.replace(draft.info, id=report.id, source=report.source, stated=report.stated)
    person = draft.person(f"{MARK} Okoro", detained=True)
    draft.attribute(person, "age", 41, f"{MARK} Okoro, 41")
    draft.event("arrest", "arrested", who=(person,), when="2024-05-02")
    return draft.reading()


def seeded(folder: Path, reports: int = 2) -> list[Material]:
    """A workspace with other people's reports, and one person's with a mark in every field that tells of her."""
    sample.filled(folder, 2)
    made = [marked_report(number) for number in range(reports)]
    with Workspace.open(folder) as workspace:
        for report in made:
            workspace.add(report, "ana")
            reading = marked_reading(report)
            workspace.put_reading(reading, packed(Extracted(text=reading.text, media_type="text/plain")), "ana")
            _decide(workspace, reading)
            _ask(workspace, report.id)
    (folder / "site").mkdir()
    (folder / "site" / f"{MARK}.html").write_text(f"<p>{MARK}")
    (folder / "visits.json").write_text(f'{{"{MARK}": 1}}')
    return made


def _decide(workspace: Workspace, reading: Reading) -> None:
    for kind, statement in reading.statements():
        key = statement_key(reading, kind, statement)
        made = workspace.decide("accept", (key,), "ana", reason=f"{MARK}", seen=(f"{kind}: {MARK}",))
        workspace.decide("correct", (key,), "bo", correction={"value": MARK, "when": None})
        workspace.decide("undo", (made.id,), "bo", reason=f"not {MARK}")
    (entity,) = reading.entities
    workspace.decide("same", (person_key(reading, entity), "pe:" + "0" * 20), "ana", seen=(f"{MARK} = other",))


def _ask(workspace: Workspace, report: str) -> None:
    def noted(name: str, data: bytes) -> None:
        workspace.note_exchange(name, report, hashlib.sha256(data).hexdigest())

    workspace.exchanges(noted).put(hashlib.sha256(report.encode()).hexdigest(), json.dumps([MARK, report]).encode())


def dump(folder: Path) -> bytes:
    """Every byte and every name of the workspace, packed texts also unpacked."""
    parts = []
    for path in sorted(folder.rglob("*")):
        parts.append(path.relative_to(folder).as_posix().encode())
        if path.is_file():
            parts.append(path.read_bytes())
    with sqlite3.connect(folder / "habeas.sqlite") as raw:
        parts += [zlib.decompress(row[0]) for row in raw.execute("SELECT extracted FROM reading")]
    return b"\n".join(parts)


def traces(reports: list[Material]) -> list[bytes]:
    """All by which one could tell that the reports were here: the mark, and the names made from their bytes."""
    found = [MARK.encode(), MARK.lower().encode(), MARK.encode("utf-16-le")]
    for report in reports:
        reading = marked_reading(report)
        keys = [statement_key(reading, kind, statement) for kind, statement in reading.statements()]
        keys += [person_key(reading, entity) for entity in reading.entities]
        digest = report.id.removeprefix("sha256:")
        asked = hashlib.sha256(report.id.encode()).hexdigest()
        found += [part.encode() for part in (digest, digest[2:], asked, *keys)]
        found += [chain.about(report.id).to_bytes(8, "big", signed=True)]
    return found


def erased(folder: Path, reports: list[Material]) -> int:
    with Workspace.open(folder) as workspace:
        what = doomed(workspace.records, [report.id for report in reports])
        return safekeeping.erase(workspace, what, "cy", "asked for")


@pytest.mark.promise("I1")
def test_nothing_of_an_erased_person_is_left_in_any_file(tmp_path: Path) -> None:
    """Promise I1."""
    folder = tmp_path / "ws"
    made = seeded(folder)
    before = dump(folder)
    looked_for = traces(made)
    assert [part for part in looked_for[3:] if part not in before] == []
    assert before.count(MARK.encode()) > 50
    erased(folder, made)
    after = dump(folder)
    assert [part for part in looked_for if part in after] == []


@pytest.mark.promise("I2")
def test_all_else_still_verifies_and_is_as_it_was(tmp_path: Path) -> None:
    """Promise I2."""
    folder = tmp_path / "ws"
    made = seeded(folder)
    with Workspace.open(folder) as workspace:
        head = safekeeping.sign_head(workspace, "ana")
        others = [report for report in workspace.reports() if MARK not in report.source]
        kept = [one for one in workspace.decisions() if MARK not in str(one) and one.author == "ana"]
    number = erased(folder, made)
    verdict = verify(folder, [head])
    assert verdict.faults == ()
    assert (verdict.reports, verdict.erased) == (2, 2 * (5 + 7))
    assert verify_alone.main([str(folder)]) == 0
    with Workspace.open(folder) as workspace:
        assert list(workspace.reports()) == others
        assert [workspace.original(report.id) for report in others]
        assert len(list(workspace.readings())) == 2
        assert list(workspace.decisions()) == kept
        last = list(workspace.records.entries())[-1]
    assert (last.seq, last.kind) == (number, "erasure")
    assert json.loads(last.body or "")["who"] == "cy"


@pytest.mark.promise("I2")
def test_a_right_guess_of_what_was_erased_is_not_confirmed(tmp_path: Path) -> None:
    """Promise I2: with the exact contents in hand, no salt that is left and no plain hash leads to a commitment."""
    folder = tmp_path / "ws"
    made = seeded(folder, 1)
    with sqlite3.connect(folder / "habeas.sqlite") as raw:
        contents = dict(raw.execute("SELECT seq, body FROM content"))
    erased(folder, made)
    with sqlite3.connect(folder / "habeas.sqlite") as raw:
        salts = [row[0] for row in raw.execute("SELECT salt FROM content")]
        gone = dict(raw.execute("SELECT seq, commitment FROM log WHERE seq IN (SELECT seq FROM erased)"))
    assert len(gone) == 5 + 7
    assert len(salts) > 5
    for seq, committed in gone.items():
        guess = contents[seq].encode()
        assert committed not in {chain.commitment(salt, guess) for salt in (*salts, b"", bytes(32))}


def test_the_same_report_may_come_again_and_is_then_a_new_one(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    (report,) = made = seeded(folder, 1)
    erased(folder, made)
    with Workspace.open(folder) as workspace:
        assert workspace.add(report, "ana").new
        assert workspace.original(report.id) == report.data
    assert verify(folder).faults == ()


def test_where_the_name_stands_still_is_told(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    made = seeded(folder, 1)
    with Workspace.open(folder) as workspace:
        workspace.add(sample.material("Others", "other.txt", title=f"With {MARK.upper()} Okoro"), "ana")
        what = doomed(workspace.records, [made[0].id])
        assert what.names == (f"{MARK} Okoro",)
        safekeeping.erase(workspace, what, "cy")
        found = list(standing(folder, workspace.records, what.names))
    assert [(where.partition("(")[2], name) for where, name in found] == [("stated)", f"{MARK} Okoro")]


def test_exports_in_the_workspace_that_still_name_somebody_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    made = seeded(folder, 1)
    (folder / "data" / "deep").mkdir(parents=True)
    (folder / "data" / "deep" / "people.csv").write_text(f"name\n{MARK.upper()} OKORO\n", encoding="utf-8")
    (folder / "data" / "places.csv").write_text("name\nHarrow\n", encoding="utf-8")
    with Workspace.open(folder) as workspace:
        what = doomed(workspace.records, [made[0].id])
        safekeeping.erase(workspace, what, "cy")
        found = list(standing(folder, workspace.records, what.names))
    assert found == [("data/deep/people.csv", f"{MARK} Okoro")]
    assert (folder / "data" / "deep" / "people.csv").is_file()


def test_nothing_is_erased_while_somebody_else_works(tmp_path: Path) -> None:
    folder = tmp_path / "ws"
    made = seeded(folder, 1)
    with Workspace.open(folder), pytest.raises(WorkspaceError, match="another process works"):
        erased(folder, made)
    with Workspace.open(folder) as workspace:
        assert workspace.original(made[0].id) == made[0].data
    assert verify(folder).faults == ()


STEPS = ["append", "erase", "original", "exchange", "compact"]


@pytest.mark.promise("I1", "A5")
@pytest.mark.parametrize("step", STEPS)
def test_an_erasure_stopped_at_any_step_is_ended_by_the_next_run_or_did_not_begin(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, step: str
) -> None:
    folder = tmp_path / "ws"
    made = seeded(folder, 1)

    class Killed(BaseException):
        pass

    def killed(*_: object, **__: object) -> None:
        raise Killed

    where = {
        "append": (Database, "append"),
        "erase": (Database, "erase"),
        "original": (Originals, "destroy"),
        "exchange": (Exchanges, "destroy"),
        "compact": (Database, "compact"),
    }[step]
    with monkeypatch.context() as patched:
        patched.setattr(*where, killed)
        with pytest.raises(Killed):
            erased(folder, made)
    Workspace.open(folder).close()
    assert verify(folder).faults == ()
    left = [part for part in traces(made) if part in dump(folder)]
    if step in ("append", "erase"):
        assert left
        erased(folder, made)
        left = [part for part in traces(made) if part in dump(folder)]
    assert left == []


def test_a_busy_database_keeps_the_mark_so_that_it_is_tried_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "ws"
    made = seeded(folder, 1)

    def busy(_: object) -> None:
        raise DatabaseError("another process works in this workspace just now")

    with monkeypatch.context() as patched:
        patched.setattr(Database, "compact", busy)
        with pytest.raises(DatabaseError):
            erased(folder, made)
    assert any(path.name.startswith(recovery.ERASING) for path in (folder / ".parts").iterdir())
    Workspace.open(folder).close()
    assert list((folder / ".parts").iterdir()) == []
    assert [part for part in traces(made) if part in dump(folder)] == []
