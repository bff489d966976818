"""Whatever somebody changes in a workspace is found and named (promises B1 and B2)."""

from __future__ import annotations

import hashlib
import os
import random
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from habeas.archive import chain, pages
from habeas.archive.erasure import doomed
from habeas.archive.findings import Verdict
from habeas.archive.heads import Head, HeadError, read, write
from habeas.archive.records import ReadingBody
from habeas.archive.verify import verify
from habeas.collect import Material
from habeas.safekeeping import erase, sign_head
from habeas.workspace import Workspace
from tests.archive import sample

FLIPS = int(os.environ.get("HABEAS_FLIPS", "80"))
SEED = int(os.environ.get("HABEAS_SEED", "20240502"))
KINDS = ["workspace", *["report", "custody", "stated", "reading", "decision", "exchange"] * sample.REPORTS]


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "ws"
    sample.filled(folder)
    return folder


@pytest.fixture
def workspace(original: Path, tmp_path: Path) -> Path:
    return sample.copied(original, tmp_path / "ws")


@pytest.fixture
def head(workspace: Path) -> Head:
    with Workspace.open(workspace) as opened:
        return sign_head(opened, "ana", "a partner")


def said(verdict: Verdict) -> list[str]:
    return [f"{fault.what}: {fault.where}" for fault in verdict.faults]


def reports(workspace: Path) -> list[str]:
    with Workspace.open(workspace) as opened:
        return [report.id for report in opened.reports()]


def test_what_is_as_it_was_stored_is_sound_and_is_not_touched(workspace: Path, head: Head) -> None:
    before = {path: path.read_bytes() for path in sample.files(workspace)}
    verdict = verify(workspace, [head])
    assert verdict.faults == ()
    assert (verdict.entries, verdict.reports, verdict.erased) == (len(KINDS) + 1, sample.REPORTS, 0)
    assert {path: path.read_bytes() for path in sample.files(workspace)} == before


@pytest.mark.promise("B1")
def test_every_changed_byte_is_found(workspace: Path) -> None:
    """Promise B1."""
    chance = random.Random(SEED)
    unseen = 0
    for path, at, data, changed in sample.flips(workspace, FLIPS, chance):
        path.write_bytes(changed)
        faults = verify(workspace).faults
        path.write_bytes(data)
        for left in ("-wal", "-shm"):
            (workspace / f"habeas.sqlite{left}").unlink(missing_ok=True)
        if not faults:
            unseen += 1
            print(f"unseen: {path.name} at {at}, seed {SEED}")
    print(f"{FLIPS} changed bytes: {unseen} unseen")
    assert unseen == 0


@pytest.mark.promise("B1")
def test_every_byte_of_the_index_that_changes_is_found_also_where_it_holds_nothing(workspace: Path) -> None:
    path = workspace / "habeas.sqlite"
    data = path.read_bytes()
    (start,) = (at for at in range(0, len(data), pages.PAGE) if data[at] == 0x0A)
    for at in range(start, start + pages.PAGE, 97):
        path.write_bytes(data[:at] + bytes([data[at] ^ 0x40]) + data[at + 1 :])
        assert verify(workspace).faults, at
    path.write_bytes(data)
    assert verify(workspace).faults == ()


def test_an_index_of_several_pages_is_sound_and_so_is_one_that_shrinks_to_one_again(tmp_path: Path) -> None:
    """In an index that was split SQLite leaves old bytes; they are let pass, and gone when it was written anew."""
    folder = tmp_path / "ws"
    with Workspace.init(folder) as workspace:
        made = [sample.material(f"Report {number}.", f"{number}.txt") for number in range(150)]
        for report in made:
            workspace.add(report, "ana")
    assert verify(folder).faults == ()
    data = (folder / "habeas.sqlite").read_bytes()
    split = [at for at in range(0, len(data), pages.PAGE) if data[at] == 0x0A]
    assert len(split) > 1
    assert any(byte for at in split for byte in _unused(data[at : at + pages.PAGE])), "there are no old bytes"
    with Workspace.open(folder) as workspace:
        erase(workspace, doomed(workspace.records, [report.id for report in made[:100]]), "ana")
    assert verify(folder).faults == ()
    data = (folder / "habeas.sqlite").read_bytes()
    (alone,) = (data[at : at + pages.PAGE] for at in range(0, len(data), pages.PAGE) if data[at] == 0x0A)
    assert not any(_unused(alone))


def _unused(page: bytes) -> list[int]:
    return [byte for byte, used in zip(page, pages.used(page, 0), strict=True) if not used]


def test_an_altered_original_is_named(workspace: Path) -> None:
    report = reports(workspace)[2]
    with Workspace.open(workspace) as opened:
        path = opened.original_path(report)
    path.write_bytes(path.read_bytes() + b"x")
    assert said(verify(workspace)) == [f"altered: the original {report} (2.txt)"]


def test_missing_added_and_swapped_originals_are_named(workspace: Path) -> None:
    one, two, three, *_ = reports(workspace)
    with Workspace.open(workspace) as opened:
        paths = [opened.original_path(report) for report in (one, two, three)]
    first, second = paths[0].read_bytes(), paths[1].read_bytes()
    paths[0].write_bytes(second)
    paths[1].write_bytes(first)
    paths[2].unlink()
    (workspace / "originals" / "ab").mkdir(exist_ok=True)
    (workspace / "originals" / "ab" / "cd").write_bytes(b"planted")
    assert said(verify(workspace)) == [
        "added: originals/ab/cd",
        f"swapped: the original {one} (0.txt)",
        f"swapped: the original {two} (1.txt)",
        f"missing: the original {three} (2.txt)",
    ]


def test_a_link_in_place_of_an_original_is_none(workspace: Path, tmp_path: Path) -> None:
    with Workspace.open(workspace) as opened:
        path = opened.original_path(reports(workspace)[0])
    shutil.move(path, tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert len(verify(workspace).faults) == 1


def test_missing_added_and_altered_exchanges_are_named(workspace: Path) -> None:
    one, two, *_ = sorted((workspace / "exchanges").rglob("*.json"))
    one.write_bytes(b"{}")
    two.unlink()
    (workspace / "exchanges" / "planted").write_bytes(b"{}")
    found = said(verify(workspace))
    assert sorted(line.partition(":")[0] for line in found) == ["added", "altered", "missing"]
    assert all("exchange" in line for line in found)


Act = Callable[[sqlite3.Connection], object]


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        (lambda raw: raw.execute("UPDATE log SET time = '1999-01-01T00:00:00Z' WHERE seq = 3"), "altered: entry 3"),
        (lambda raw: raw.execute("UPDATE log SET kind = 'stated' WHERE seq = 3"), "altered: entry 3"),
        (lambda raw: raw.execute("DELETE FROM log WHERE seq = 4"), "missing: entry 4"),
        (lambda raw: raw.execute("DELETE FROM content WHERE seq = 6"), "missing: the content of entry 6"),
        (lambda raw: raw.execute("DELETE FROM reading WHERE seq = 5"), "missing: the reading of entry 5"),
        (
            lambda raw: raw.execute("UPDATE reading SET reading = x'7b7d' WHERE seq = 5"),
            "altered: the reading of entry",
        ),
        (lambda raw: raw.execute("UPDATE reading SET extracted = x'00' WHERE seq = 5"), "altered: the text of entry 5"),
        (lambda raw: raw.execute("UPDATE reading SET seq = 3 WHERE seq = 5"), "added: the reading of entry 3"),
        (
            lambda raw: raw.execute("UPDATE content SET body = replace(body, 'ana', 'bob') WHERE seq = 3"),
            "altered: the",
        ),
        (
            lambda raw: raw.execute("UPDATE content SET salt = randomblob(32) WHERE seq = 3"),
            "altered: the content of e",
        ),
        (lambda raw: raw.execute("UPDATE content SET about = 7 WHERE seq = 3"), "altered: the content of entry 3"),
        (lambda raw: raw.execute("INSERT INTO content VALUES (900, x'00', '{}', NULL)"), "added: the content of entry"),
        (lambda raw: raw.execute("INSERT INTO erased VALUES (6, 5)"), "altered: the erasure of entry 6"),
        (lambda raw: raw.execute("CREATE TABLE notes (x)"), "added: habeas.sqlite: notes"),
        (
            lambda raw: raw.execute("DELETE FROM kept WHERE name = 'log_is_not_changed'"),
            "missing: habeas.sqlite: log_i",
        ),
        (lambda raw: raw.execute("PRAGMA user_version = 9"), "damaged: habeas.sqlite"),
    ],
)
def test_what_is_done_to_the_database_is_named(workspace: Path, act: Act, wanted: str) -> None:
    raw = sample.unguarded(workspace)
    act(raw)
    sample.guarded(raw)
    found = said(verify(workspace))
    assert [line for line in found if line.startswith(wanted)], found


def test_swapped_contents_are_told_from_altered_ones(workspace: Path) -> None:
    raw = sample.unguarded(workspace)
    one, two = (raw.execute("SELECT salt, body FROM content WHERE seq = ?", (seq,)).fetchone() for seq in (6, 12))
    for seq, (salt, body) in ((6, two), (12, one)):
        raw.execute("UPDATE content SET salt = ?, body = ? WHERE seq = ?", (salt, body, seq))
    sample.guarded(raw)
    verdict = verify(workspace)
    assert [(fault.what, fault.why) for fault in verdict.faults] == [
        ("swapped", "it is the content of entry 12"),
        ("swapped", "it is the content of entry 6"),
    ]


def test_a_log_written_anew_after_a_removed_entry_is_found_from_a_head_kept_elsewhere(
    workspace: Path, head: Head
) -> None:
    """Promise B2 and B6: without the head this is a sound log of another history; with it, it is not."""
    _without(workspace, 6)
    assert verify(workspace).faults == ()
    assert said(verify(workspace, [head])) == [f"rolled back: the head of {head.time} ({head.entries} entries)"]


def _without(workspace: Path, gone: int) -> None:
    """Takes one entry out, and writes the whole log anew behind it."""
    raw = sample.unguarded(workspace)
    raw.execute("PRAGMA foreign_keys = 0")
    for table in ("reading", "content", "log"):
        raw.execute(f"DELETE FROM {table} WHERE seq = ?", (gone,))
        for (seq,) in raw.execute(f"SELECT seq FROM {table} WHERE seq > ? ORDER BY seq", (gone,)).fetchall():
            raw.execute(f"UPDATE {table} SET seq = ? WHERE seq = ?", (seq - 1, seq))
    before = chain.START
    for seq, time, kind, committed in raw.execute("SELECT seq, time, kind, commitment FROM log").fetchall():
        before = chain.link(before, seq, time, kind, committed)
        raw.execute("UPDATE log SET hash = ? WHERE seq = ?", (before, seq))
    raw.execute("VACUUM")
    sample.guarded(raw)


@pytest.mark.promise("B2")
@pytest.mark.parametrize("back", [1, 2, 7, 20])
def test_a_workspace_put_back_to_an_earlier_state_is_found_from_any_head_since(
    workspace: Path, tmp_path: Path, back: int
) -> None:
    """Promise B2."""
    earlier = sample.copied(workspace, tmp_path / "earlier")
    heads: list[Head] = []
    with Workspace.open(workspace) as opened:
        for number in range(back):
            opened.decide("accept", (f"st:{number}",), "ana")
            heads.append(sign_head(opened, "ana"))
    assert all(verify(workspace, [head]).faults == () for head in heads)
    for head in heads:
        assert [fault.what for fault in verify(earlier, [head]).faults] == ["rolled back"]
    assert verify(earlier).faults == ()


def test_another_workspace_of_the_same_reports_is_told_apart(workspace: Path, head: Head, tmp_path: Path) -> None:
    sample.filled(tmp_path / "other")
    found = verify(tmp_path / "other", [head]).faults
    assert [(fault.what, fault.why.partition(",")[0]) for fault in found] == [("altered", "it is of another workspace")]


def test_the_log_cut_short_leaves_what_no_entry_speaks_of(workspace: Path, head: Head) -> None:
    raw = sample.unguarded(workspace)
    raw.execute("PRAGMA foreign_keys = 0")
    for table in ("reading", "content", "log"):
        raw.execute(f"DELETE FROM {table} WHERE seq > 7")
    sample.guarded(raw)
    found = said(verify(workspace, [head]))
    originals = [line for line in found if line.startswith("added: originals/")]
    assert len(originals) == sample.REPORTS - 1
    assert f"rolled back: the head of {head.time} ({head.entries} entries)" in found


@pytest.mark.parametrize("size", [0, 1, 99, 4095, 4096, 40_000])
def test_a_database_cut_short_is_found(workspace: Path, size: int) -> None:
    with (workspace / "habeas.sqlite").open("rb+") as file:
        file.truncate(size)
    assert verify(workspace).faults != ()


def test_a_missing_database_or_key_is_named(workspace: Path) -> None:
    (workspace / "signing.key").unlink()
    assert said(verify(workspace)) == ["missing: signing.key"]
    (workspace / "signing.key").write_text("ab" * 32)
    assert said(verify(workspace)) == ["altered: signing.key"]
    (workspace / "habeas.sqlite").unlink()
    assert said(verify(workspace)) == ["missing: habeas.sqlite"]


def test_reports_may_come_in_while_it_is_verified(workspace: Path) -> None:
    with Workspace.open(workspace) as opened:
        for number in range(5):
            opened.add(sample.material(f"new {number}", f"new{number}.txt"), "bo")
            assert verify(workspace).faults == ()


def test_what_a_killed_run_left_is_no_fault_and_is_swept(workspace: Path) -> None:
    """A kill after the original was written and before the log knows of it: nobody was told that it is there."""
    report = sample.material("left behind", "left.txt")
    with Workspace.open(workspace) as opened:
        _stopped_before_the_log(opened, report)
    path = workspace / "originals" / report.id[7:9] / report.id[9:]
    assert path.is_file()
    assert verify(workspace).faults == ()
    Workspace.open(workspace).close()
    assert not path.exists()
    assert list((workspace / ".parts").iterdir()) == []
    assert verify(workspace).faults == ()


def _stopped_before_the_log(opened: Workspace, report: Material) -> None:
    class Killed(BaseException):
        pass

    def killed() -> str:
        raise Killed

    opened.clock = killed
    with pytest.raises(Killed):
        opened.add(report, "ana")


def test_parts_are_not_swept_while_somebody_works(workspace: Path) -> None:
    with Workspace.open(workspace):
        (workspace / ".parts" / "half").write_bytes(b"half an original")
        Workspace.open(workspace).close()
        assert (workspace / ".parts" / "half").exists()
    Workspace.open(workspace).close()
    assert list((workspace / ".parts").iterdir()) == []


def test_a_head_is_read_as_it_was_written_and_never_written_over(head: Head, tmp_path: Path) -> None:
    path = tmp_path / "a.head"
    write(path, head)
    assert read(path) == head
    with pytest.raises(HeadError, match="never written over"):
        write(path, head)


def test_every_changed_character_of_a_head_is_found(head: Head, tmp_path: Path) -> None:
    path = tmp_path / "a.head"
    write(path, head)
    data = path.read_bytes().rstrip()
    for at in range(0, len(data), 3):
        path.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])
        with pytest.raises(HeadError, match=r"a\.head"):
            read(path)


def test_a_database_so_large_that_its_inner_pages_were_split_is_sound_also_when_it_was_compacted(
    tmp_path: Path,
) -> None:
    with Workspace.init(tmp_path / "ws") as workspace:
        report = sample.material("Dana Iwu was held.", "a.txt")
        workspace.add(report, "ana")
        with workspace.records.transaction():
            for number in range(1_000):
                reading, extracted = b"%04d" % number * 700, b"%04d" % number * 200
                body = ReadingBody(
                    report=report.id,
                    who="ana",
                    reader="english",
                    version="1",
                    basis="",
                    reading=hashlib.sha256(reading).hexdigest(),
                    extracted=hashlib.sha256(extracted).hexdigest(),
                )
                workspace.records.attach(workspace.note("reading", body), reading, extracted)
        workspace.records.compact()
        before = verify(tmp_path / "ws").faults
        workspace.records.copy_to(tmp_path / "copy")
    assert before == ()
    assert list(pages.filled(tmp_path / "copy")) == []
    data = (tmp_path / "copy").read_bytes()
    inner = [at for at in range(0, len(data), pages.PAGE) if data[at] == 0x05]
    assert len(inner) > 3, "no inner page was split"
    end = inner[-1] + pages.PAGE - 2  # a byte of a row's number, which leads to the rows
    (tmp_path / "copy").write_bytes(data[:end] + bytes([data[end] ^ 1]) + data[end + 1 :])
    assert list(pages.filled(tmp_path / "copy")) != []
