"""C4: nothing in a collection can be written anywhere. Fifty tricks, in ZIP, WACZ and attachments: 0 files outside."""

from __future__ import annotations

import os
import stat
import zipfile
from pathlib import Path

import pytest

from habeas.collect import Found, Material, opened
from tests.collect.crates import mail, packed, response, wacz, warc
from tests.promises.counting import told
from tests.running import habeas

TRICKS: tuple[str, ...] = (
    "/etc/habeas-was-here", "//etc/habeas-was-here", "../habeas-was-here", "../../../../tmp/habeas-was-here",
    "a/../../habeas-was-here", "./../habeas-was-here", "..\\habeas-was-here", "..\\..\\habeas-was-here",
    "C:\\habeas-was-here", "C:habeas-was-here", "\\\\server\\share\\habeas", "\\\\?\\C:\\habeas", "file:///tmp/habeas",
    "~/habeas-was-here", "~root/habeas", "$HOME/habeas", "${TMPDIR}/habeas", "%2e%2e%2fhabeas", "%TEMP%\\habeas",
    "..%2fhabeas", "..%c0%afhabeas", ".../habeas", "....//habeas", "..;/habeas", "a/./b/../../../habeas",
    "habeas.sqlite", "HABEAS.SQLITE", "Habeas.Sqlite", "originals/00/x", "habeas.toml", "HABEAS.TOML", "visits.json",
    "/dev/null", "/dev/stdout", "/proc/self/mem", "/dev/tcp/127.0.0.1/80", "CON", "NUL.txt", "COM1", "aux.html",
    "a" * 300, "b/" * 120 + "c", "x" * 60_000, "a\nb.txt", "a\rb.txt", "a\tb.txt", "\x1b[2Jhabeas", "\u202etxt.exe",
    "\u2025/habeas", "\uff0e\uff0e/habeas", "caf\u00e9.txt", "cafe\u0301.txt", "-rf", "--help", "|id", ";id", "`id`",
    "a.txt/", "a.txt", "A.TXT", "a.txt ", "a.txt.", " ", "..", ".", "a\x00b.txt", "a.txt:stream", "*", "?",
)  # fmt: skip


def tree(folder: Path) -> dict[str, float]:
    return {str(path): path.stat().st_size for path in sorted(folder.rglob("*"))}


@pytest.fixture
def outside(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A place to run in, three folders deep, of which nothing above or beside may change."""
    place = tmp_path / "a" / "b" / "c"
    place.mkdir(parents=True)
    monkeypatch.chdir(place)
    monkeypatch.setenv("HOME", str(tmp_path / "a"))
    return tmp_path


def entries() -> list[tuple[zipfile.ZipInfo, bytes]]:
    made = []
    for number, trick in enumerate(TRICKS):
        info = zipfile.ZipInfo("x")
        info.filename = trick
        made.append((info, f"Osvik Tarrow was arrested {number}.".encode()))
    for kind in (stat.S_IFLNK, stat.S_IFCHR, stat.S_IFBLK, stat.S_IFIFO, stat.S_IFSOCK):
        info = zipfile.ZipInfo(f"special-{kind}")
        info.external_attr = (kind | 0o777) << 16
        made.append((info, b"/etc/passwd"))
    return made


def not_utf8() -> bytes:
    """A ZIP with a name that is no UTF-8 and one that says it is and is not."""
    data = packed({"aaaa.txt": b"one", "bbbb.txt": b"two"}, method=0)
    return data.replace(b"aaaa", b"\xff\xfe\x80a").replace(b"bbbb", b"../\xe9")


@pytest.mark.promise("C4")
def test_no_name_in_a_zip_leads_anywhere(outside: Path) -> None:
    assert len(TRICKS) + 5 >= 50
    (outside / "z.zip").write_bytes(packed(entries()))
    before = tree(outside)
    pieces = list(opened(Found(path=str(outside / "z.zip"), source="z.zip")))
    reports = [piece for piece in pieces if isinstance(piece, Material)]
    files = [trick for trick in TRICKS if not trick.endswith("/")]
    hidden = [t for t in files if any(s.startswith(".") and s not in (".", "..") for s in t.split("/"))]
    assert len(reports) == len(files) - len(hidden)
    assert len(pieces) == len(files) + 5
    assert tree(outside) == before
    assert not [path for path in ("/etc/habeas-was-here", "/tmp/habeas-was-here") if os.path.lexists(path)]
    for report in reports:
        assert report.source.startswith("z.zip/")
        assert report.source.count("/") == 1
        assert report.origin.isprintable()
    told("tricks with names in an archive", "C4", "make counts", len(TRICKS) + 5, 0, None)


@pytest.mark.promise("C4")
def test_no_name_that_is_no_text_does_either(outside: Path) -> None:
    (outside / "z.zip").write_bytes(not_utf8())
    before = tree(outside)
    pieces = list(opened(Found(path=str(outside / "z.zip"), source="z.zip")))
    assert [piece.data for piece in pieces if isinstance(piece, Material)] == [b"one", b"two"]
    assert tree(outside) == before


@pytest.mark.promise("C4")
def test_no_name_of_an_attachment_or_an_address_in_a_web_archive_does(outside: Path) -> None:
    sendable = [trick for trick in TRICKS if trick.isprintable() and len(trick) < 500]
    letter = mail("x", [(trick, "application/octet-stream", b"words") for trick in sendable])
    (outside / "m.eml").write_bytes(letter)
    pages = [response(f"file://{trick}".replace(" ", ""), b"<p>words") for trick in sendable if trick.isascii()]
    (outside / "w.wacz").write_bytes(wacz(warc(*pages)))
    before = tree(outside)
    for name, count in (("m.eml", len(sendable) + 1), ("w.wacz", len(pages))):
        pieces = list(opened(Found(path=str(outside / name), source=name)))
        assert len([piece for piece in pieces if isinstance(piece, Material)]) == count
    assert tree(outside) == before


@pytest.mark.promise("C4")
def test_a_workspace_takes_them_and_writes_only_what_is_its_own(outside: Path) -> None:
    (outside / "z.zip").write_bytes(packed(entries()))
    habeas("init", outside / "w", cwd=outside)
    before = {path: size for path, size in tree(outside).items() if not path.startswith(f"{outside}/w/")}
    ran = habeas("add", outside / "z.zip", "--workspace", outside / "w", cwd=outside / "a" / "b" / "c")
    assert "added" in ran.out
    after = {path: size for path, size in tree(outside).items() if not path.startswith(f"{outside}/w/")}
    before.pop(f"{outside}/w", None), after.pop(f"{outside}/w", None)
    assert after == before
