"""The script that verifies an archive without Habeas (promise A8) finds what `verify` finds."""

from __future__ import annotations

import ast
import os
import random
import subprocess
import sys
from pathlib import Path

import pytest

from habeas.archive import verify_alone
from habeas.archive.heads import Head, write
from habeas.archive.verify import verify
from habeas.safekeeping import sign_head
from habeas.workspace import Workspace
from tests.archive import sample

SCRIPT = Path(verify_alone.__file__)
FLIPS = int(os.environ.get("HABEAS_FLIPS", "60"))
SEED = int(os.environ.get("HABEAS_SEED", "20240502"))
PHYSICAL = ("habeas.sqlite", "signing.key")


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "ws"
    sample.filled(folder)
    return folder


@pytest.fixture
def workspace(original: Path, tmp_path: Path) -> Path:
    return sample.copied(original, tmp_path / "ws")


def run(*arguments: Path) -> tuple[int, str]:
    """Runs the script alone: nothing of the environment, nothing installed, no file of Habeas in its way."""
    command = [sys.executable, "-I", "-S", str(SCRIPT), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, env={}, timeout=60)
    assert "Traceback" not in done.stderr
    return done.returncode, done.stdout


@pytest.mark.promise("A8")
def test_it_is_short_and_needs_nothing_but_the_standard_library() -> None:
    text = SCRIPT.read_text(encoding="utf-8")
    assert len(text.splitlines()) < 200
    imported = {
        (node.module or "") if isinstance(node, ast.ImportFrom) else name.name
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.Import | ast.ImportFrom)
        for name in node.names
    }
    assert imported <= sys.stdlib_module_names | {"collections.abc"}


@pytest.mark.promise("A8")
def test_it_finds_a_sound_archive_sound_and_holds_a_head_against_it(workspace: Path, tmp_path: Path) -> None:
    with Workspace.open(workspace) as opened:
        head = sign_head(opened, "ana")
    write(tmp_path / "a.head", head)
    assert run(workspace, tmp_path / "a.head") == (0, "")


@pytest.mark.parametrize("where", ["entries", "hash", "time", "signature", "workspace", "key"])
def test_a_changed_head_is_found(workspace: Path, tmp_path: Path, where: str) -> None:
    with Workspace.open(workspace) as opened:
        head = sign_head(opened, "ana")
    changed = {"entries": head.entries - 1, "time": "2000-01-01T00:00:00Z"}
    value = changed.get(where, "0" * 63 + "1" if where != "signature" else "01" * 64)
    write(tmp_path / "a.head", Head(**{**{f: getattr(head, f) for f in Head.__struct_fields__}, where: value}))
    assert verify_alone.main([str(workspace), str(tmp_path / "a.head")]) == 1


def test_an_earlier_state_is_found_from_a_head(workspace: Path, tmp_path: Path) -> None:
    earlier = sample.copied(workspace, tmp_path / "earlier")
    with Workspace.open(workspace) as opened:
        write(tmp_path / "a.head", sign_head(opened, "ana"))
    with Workspace.open(workspace) as opened:
        opened.decide("accept", ("st:1",), "ana")
        write(tmp_path / "b.head", sign_head(opened, "ana"))
    assert verify_alone.main([str(workspace), str(tmp_path / "a.head"), str(tmp_path / "b.head")]) == 0
    assert verify_alone.main([str(earlier), str(tmp_path / "b.head")]) == 1


@pytest.mark.promise("A8")
def test_it_agrees_with_verify_on_damaged_archives(workspace: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """It leaves the parts of the database's file that hold nothing to `verify`; on all else both find the same."""
    chance = random.Random(SEED)
    found = 0
    for path, _, data, changed in sample.flips(workspace, FLIPS, chance):
        path.write_bytes(changed)
        alone = verify_alone.main([str(workspace)])
        whole = verify(workspace).faults
        path.write_bytes(data)
        for left in ("-wal", "-shm"):
            (workspace / f"habeas.sqlite{left}").unlink(missing_ok=True)
        beyond_the_file = [fault for fault in whole if not fault.where.startswith(PHYSICAL)]
        assert alone or not beyond_the_file, beyond_the_file
        assert whole or not alone
        found += alone
    assert found > FLIPS / 4
    assert verify_alone.main([str(workspace)]) == 0


@pytest.mark.parametrize(
    ("act", "wanted"),
    [
        ("UPDATE log SET time = '1999-01-01T00:00:00Z' WHERE seq = 3", "altered: entry 3"),
        ("DELETE FROM log WHERE seq = 4", "missing: entry 4"),
        ("DELETE FROM content WHERE seq = 6", "missing: the content of entry 6"),
        ("UPDATE content SET body = replace(body, 'ana', 'bob') WHERE seq = 3", "altered: the content of entry 3"),
        ("DELETE FROM reading WHERE seq = 5", "missing: the reading of entry 5"),
        ("UPDATE reading SET extracted = x'00' WHERE seq = 5", "altered: the reading of entry 5"),
        ("INSERT INTO content VALUES (900, x'00', '{}', NULL)", "added: the content of entry 900"),
        ("INSERT INTO erased VALUES (6, 5)", "altered: the erasure of entry 6"),
    ],
)
def test_what_is_done_to_the_database_is_named(
    workspace: Path, act: str, wanted: str, capsys: pytest.CaptureFixture[str]
) -> None:
    raw = sample.unguarded(workspace)
    raw.execute("PRAGMA foreign_keys = 0")
    raw.execute(act)
    sample.guarded(raw)
    assert verify_alone.main([str(workspace)]) == 1
    assert wanted in capsys.readouterr().out.splitlines()
    assert verify(workspace).faults != ()


def test_missing_added_and_altered_files_are_named(workspace: Path) -> None:
    one, two, *_ = sorted((workspace / "originals").rglob("*/*"))
    one.write_bytes(b"other")
    two.unlink()
    (workspace / "exchanges" / "planted").write_bytes(b"{}")
    code, said = run(workspace)
    assert code == 1
    assert said.splitlines() == [
        f"altered: {one.relative_to(workspace)}",
        f"missing: {two.relative_to(workspace)}",
        "added: exchanges/planted",
    ]


# Test vectors of RFC 8032, section 7.1 (tests 1 and 2).
VECTORS = [
    (
        "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
        "",
        "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24"
        "655141438e7a100b",
    ),
    (
        "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
        "72",
        "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aee"
        "b00d291612bb0c00",
    ),
]


@pytest.mark.parametrize(("key", "message", "signature"), VECTORS)
def test_signatures_are_those_of_rfc_8032(key: str, message: str, signature: str) -> None:
    parts = (bytes.fromhex(key), bytes.fromhex(message), bytes.fromhex(signature))
    assert verify_alone.signed(*parts)
    assert not verify_alone.signed(parts[0], parts[1] + b"x", parts[2])
    assert not verify_alone.signed(parts[0], parts[1], parts[2][:-1] + b"\x01")
