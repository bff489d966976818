"""Packages are what other validators say they should be (promise B8), and hold no more than they were asked to."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from pathlib import Path

import bagit
import pytest
from warcio.archiveiterator import ArchiveIterator
from warcio.checker import Checker
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from habeas import safekeeping
from habeas.archive import verify_alone
from habeas.archive.originals import AlteredError
from habeas.archive.wacz import Kept, write_wacz
from habeas.collect import Material
from habeas.workspace import Workspace
from tests.archive import sample

TIME = "2024-05-02T10:00:00Z"


@pytest.fixture
def made(tmp_path: Path) -> list[Material]:
    return sample.filled(tmp_path / "ws", 3)


def bag(tmp_path: Path, reports: tuple[str, ...] | None = None) -> Path:
    folder = tmp_path / f"bag{len(list(tmp_path.iterdir()))}"
    folder.mkdir()
    with Workspace.open(tmp_path / "ws") as workspace:
        safekeeping.package(workspace, reports, folder, "ana")
    return folder


@pytest.mark.promise("B8", "A8")
def test_a_whole_archive_is_a_valid_bag_and_verifies_without_habeas(made: list[Material], tmp_path: Path) -> None:
    folder = bag(tmp_path)
    bagit.Bag(str(folder)).validate()
    assert verify_alone.main([str(folder), str(folder / "data" / "head.json")]) == 0
    originals = {path.read_bytes() for path in (folder / "data" / "originals").rglob("*/*")}
    assert originals == {report.data for report in made}
    assert not list(folder.rglob("*.key"))


def test_a_package_of_one_report_holds_nothing_of_the_others(made: list[Material], tmp_path: Path) -> None:
    folder = bag(tmp_path, (made[1].id,))
    bagit.Bag(str(folder)).validate()
    assert verify_alone.main([str(folder), str(folder / "data" / "head.json")]) == 0
    data = b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())
    names = " ".join(path.as_posix() for path in folder.rglob("*"))
    assert made[1].id[7:].encode() in data
    for other in (made[0], made[2]):
        assert other.id[7:].encode() not in data
        assert other.id[9:] not in names
        assert other.source.encode() not in data
    contents = [json.loads(line) for line in (folder / "data" / "contents.jsonl").read_text().splitlines()]
    log = [json.loads(line) for line in (folder / "data" / "log.jsonl").read_text().splitlines()]
    kinds = {entry["seq"]: entry["kind"] for entry in log}
    assert [kinds[one["seq"]] for one in contents] == [
        "workspace", "report", "custody", "stated", "reading", "exchange", "copy",
    ]  # fmt: skip
    assert len(log) == 1 + 3 * 6 + 1


def test_what_is_taken_out_of_a_package_is_missed(made: list[Material], tmp_path: Path) -> None:
    folder = bag(tmp_path, (made[1].id,))
    for name in ("contents.jsonl", "log.jsonl"):
        path = folder / "data" / name
        lines = path.read_bytes().splitlines(keepends=True)
        for number in range(len(lines)):
            path.write_bytes(b"".join(lines[:number] + lines[number + 1 :]))
            assert verify_alone.main([str(folder), str(folder / "data" / "head.json")]) == 1, (name, number)
        path.write_bytes(b"".join(lines))
    assert verify_alone.main([str(folder), str(folder / "data" / "head.json")]) == 0


def test_every_changed_file_of_a_package_is_found(made: list[Material], tmp_path: Path) -> None:
    folder = bag(tmp_path)
    for path in sorted((folder / "data").rglob("*")):
        if not path.is_file() or path.name in ("verify_alone.py", "README.txt"):
            continue
        data = path.read_bytes()
        path.chmod(0o600)
        path.write_bytes(data[:-2] + bytes([data[-2] ^ 1]) + data[-1:])
        assert verify_alone.main([str(folder), str(folder / "data" / "head.json")]) == 1, path
        path.write_bytes(data)


def test_an_altered_original_is_not_packaged(made: list[Material], tmp_path: Path) -> None:
    with Workspace.open(tmp_path / "ws") as workspace:
        path = workspace.original_path(made[0].id)
    path.chmod(0o600)
    path.write_bytes(b"other")
    with pytest.raises(AlteredError, match=made[0].id):
        bag(tmp_path)


def kept(data: bytes, number: int, **more: str) -> Kept:
    return Kept(f"sha256:{number:064x}", data, f"{number}.html", TIME, **more)


def warc() -> bytes:
    """A web archive of one page."""
    out = io.BytesIO()
    headers = StatusAndHeaders("200 OK", [("Content-Type", "text/html; charset=utf-8")], protocol="HTTP/1.1")
    writer = WARCWriter(out, gzip=True)
    writer.write_record(
        writer.create_warc_record(
            "https://post.example/a", "response", payload=io.BytesIO(b"<p>Dana Iwu"), http_headers=headers
        )
    )
    return out.getvalue()


@pytest.mark.promise("B8")
def test_a_wacz_is_valid_and_holds_every_original(tmp_path: Path) -> None:
    given = [
        kept(b"<p>Dana Iwu", 1, url="https://www.post.example/held?x=1", title="Held"),
        kept(b"%PDF-", 2),
        kept(warc(), 3),
    ]
    path = tmp_path / "a.wacz"
    assert write_wacz(path, given, "Reports", TIME) == 3
    command = [sys.executable, "-m", "wacz", "validate", "-f", str(path)]
    done = subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "Validation succeeded" in done.stdout
    with zipfile.ZipFile(path) as zipped:
        data = zipped.read("archive/data.warc.gz")
        pages = [json.loads(line) for line in zipped.read("pages/pages.jsonl").splitlines()[1:]]
    (tmp_path / "data.warc.gz").write_bytes(data)
    found = [
        (record.rec_type, record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read())
        for record in ArchiveIterator(io.BytesIO(data))
    ]
    assert found == [
        ("resource", "https://www.post.example/held?x=1", b"<p>Dana Iwu"),
        ("resource", f"urn:sha256:{2:064x}", b"%PDF-"),
        ("response", "https://post.example/a", b"<p>Dana Iwu"),
    ]
    assert [page["url"] for page in pages] == [address for _, address, _ in found]


def test_the_places_in_the_index_are_those_of_the_records(tmp_path: Path) -> None:
    import gzip

    path = tmp_path / "a.wacz"
    write_wacz(path, [kept(b"one", 1, url="https://b.example/"), kept(b"two", 2, url="https://a.example/")], "R", TIME)
    with zipfile.ZipFile(path) as zipped:
        data = zipped.read("archive/data.warc.gz")
        lines = gzip.decompress(zipped.read("indexes/index.cdx.gz")).decode().splitlines()
    assert lines == sorted(lines)
    bodies = []
    for line in lines:
        place = json.loads(line.split(" ", 2)[2])
        part = data[int(place["offset"]) :][: int(place["length"])]
        bodies.append(next(iter(ArchiveIterator(io.BytesIO(part)))).content_stream().read())
    assert bodies == [b"two", b"one"]


def test_the_same_originals_make_the_same_bytes(tmp_path: Path) -> None:
    for name in ("a.wacz", "b.wacz"):
        write_wacz(tmp_path / name, [kept(b"one", 1), kept(b"two", 2)], "R", TIME)
    assert (tmp_path / "a.wacz").read_bytes() == (tmp_path / "b.wacz").read_bytes()
    with pytest.raises(FileExistsError):
        write_wacz(tmp_path / "a.wacz", [], "R", TIME)


@pytest.mark.promise("B8")
def test_the_warc_checks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write_wacz(tmp_path / "a.wacz", [kept(b"one", 1), kept(warc(), 2)], "R", TIME)
    with zipfile.ZipFile(tmp_path / "a.wacz") as zipped:
        (tmp_path / "data.warc.gz").write_bytes(zipped.read("archive/data.warc.gz"))

    class Asked:
        inputs = (str(tmp_path / "data.warc.gz"),)
        verbose = True

    checker = Checker(Asked)
    checker.process_all()
    assert checker.exit_value == 0
    assert "digest pass" in capsys.readouterr().out
