"""Collections on their way in: each report in one is a report of its own, and each part is told of."""

from __future__ import annotations

import gzip
import hashlib
import io
import os
import stat
import zipfile
from pathlib import Path

import psutil
import pytest
from warcio.archiveiterator import ArchiveIterator

from habeas.collect import Found, Material, Missed, Opener, opened, opening
from habeas.collect.parts import Bounds
from habeas.model.reading import Described
from habeas.sandbox import Confinement
from tests.collect.crates import DATE, PAGE, WORDS, mail, mbox, other, packed, response, wacz, warc
from tests.hostile.make_bad import docx, pdf

PDF = pdf(WORDS)


def pieces(
    tmp_path: Path, name: str, data: bytes, bounds: Bounds | None = None, **limits: float
) -> tuple[list[Material], list[Missed]]:
    """What comes of a file: reports, and what is left; nothing may be left behind on the disk or running."""
    path = tmp_path / name
    path.write_bytes(data)
    children = {child.pid for child in psutil.Process().children()}
    found = Found(path=str(path), source=f"in/{name}", stated=Described(publisher="Lindmere Watch"))
    confinement = Confinement(job_bytes=70_000_000, reply_bytes=100_000_000, **limits)  # type: ignore[arg-type]
    came = list(opened(found, bounds, confinement))
    assert sorted(tmp_path.iterdir()) == [path]
    assert {child.pid for child in psutil.Process().children()} == children
    return [p for p in came if isinstance(p, Material)], [p for p in came if isinstance(p, Missed)]


def sources(reports: list[Material]) -> list[str]:
    return [report.source for report in reports]


def reasons(missed: list[Missed]) -> list[str]:
    return [miss.reason for miss in missed]


def test_a_file_that_is_no_collection_is_itself(tmp_path: Path) -> None:
    for name, data in (("a.txt", WORDS.encode()), ("a.html", PAGE), ("a.pdf", PDF), ("b", b"\x00\xff")):
        (tmp_path / name).mkdir()
        (report,), missed = pieces(tmp_path / name, name, data)
        assert (report.data, report.how, report.source, missed) == (data, "file", f"in/{name}", [])


def test_a_word_document_is_no_collection_and_neither_is_another_document_in_a_zip(tmp_path: Path) -> None:
    for name, data in (("a.docx", docx(WORDS)), ("a.xlsx", packed({"xl/workbook.xml": b"<x/>"}))):
        (tmp_path / name).mkdir()
        (report,), missed = pieces(tmp_path / name, name, data)
        assert (report.data, report.how, missed) == (data, "file", [])


def test_each_file_in_a_zip_is_a_report_that_tells_where_it_is_from(tmp_path: Path) -> None:
    data = packed({"deep/a.html": PAGE, "deep/": b"", "b.pdf": PDF, "c.unknown": b"words"})
    reports, missed = pieces(tmp_path, "z.zip", data)
    assert sources(reports) == ["in/z.zip/1.html", "in/z.zip/2.pdf", "in/z.zip/3"]
    assert [report.data for report in reports] == [PAGE, PDF, b"words"]
    first = reports[0]
    digest = hashlib.sha256(data).hexdigest()
    assert first.origin == f"{tmp_path}/z.zip (sha256:{digest}): entry 1, deep/a.html, 2024-05-02T10:00:00"
    assert (first.how, first.stated.publisher) == ("collection", "Lindmere Watch")
    assert first.id == f"sha256:{hashlib.sha256(PAGE).hexdigest()}"
    assert missed == []


def test_what_is_no_report_in_a_zip_is_told(tmp_path: Path) -> None:
    link = zipfile.ZipInfo("link.html")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    device = zipfile.ZipInfo("device")
    device.external_attr = (stat.S_IFCHR | 0o666) << 16
    data = packed(
        [
            (link, b"/etc/passwd"),
            (device, b""),
            (".hidden", b"x"),
            ("__MACOSX/a.html", b"x"),
            ("empty.txt", b""),
            ("a.txt", b"x"),
        ]
    )
    reports, missed = pieces(tmp_path, "z.zip", data)
    assert sources(reports) == ["in/z.zip/6.txt"]
    assert reasons(missed) == [
        "it is a link or a device, not a file",
        "it is a link or a device, not a file",
        "a hidden file",
        "a hidden file",
        "it is empty",
    ]
    assert missed[0].shown == "in/z.zip: entry 1 (link.html)"


def test_pages_of_a_web_archive_become_web_archives_of_their_own(tmp_path: Path) -> None:
    records = (
        other("warcinfo"),
        response("http://a.example/"),
        other("request", b"GET / HTTP/1.1\r\n\r\n"),
        response("http://a.example/b", PDF, kind="application/pdf"),
        response("http://a.example/c.png", b"x", kind="image/png"),
        response("http://a.example/gone", b"x", 404),
        response("http://a.example/old", b"", 301),
        other("revisit", b"HTTP/1.1 200 OK\r\n\r\n", WARC_Target_URI="http://a.example/"),
        other("resource", PAGE, WARC_Target_URI="file:///a.html", Content_Type="text/html"),
    )
    for name, data in (("w.warc", warc(*records)), ("w.warc.gz", warc(*records, compressed=True))):
        (tmp_path / name).mkdir()
        reports, missed = pieces(tmp_path / name, name, data)
        assert [report.data for report in reports] == [records[1], records[3], records[8]]
        assert sources(reports) == [f"in/{name}/{number}.warc" for number in (1, 2, 7)]
        assert f"http://a.example/b, {DATE}" in reports[1].origin
        assert "<urn:uuid:" in reports[1].origin
        assert reasons(missed) == [
            "image/png holds no report",
            "the server said 404",
            "a redirect, not a page",
            "the page was the same as at another visit, whose record has it",
        ]
        (again,) = ArchiveIterator(io.BytesIO(reports[0].data))
        assert again.rec_headers.get_header("WARC-Target-URI") == "http://a.example/"


def test_a_web_archive_of_one_page_is_that_page(tmp_path: Path) -> None:
    data = warc(other("warcinfo"), response("http://a.example/", b"", 302), response("http://a.example/b"))
    (report,), missed = pieces(tmp_path, "one.warc", data)
    assert (report.data, report.how, missed) == (data, "file", [])


def test_a_wacz_is_its_pages(tmp_path: Path) -> None:
    first, second = response("http://a.example/"), response("http://b.example/")
    data = wacz(warc(first, other("metadata"), compressed=True), warc(second, compressed=True))
    reports, missed = pieces(tmp_path, "w.wacz", data)
    assert [report.data for report in reports] == [first, second]
    assert sources(reports) == ["in/w.wacz/1.1.warc", "in/w.wacz/2.1.warc"]
    assert missed == []


def test_each_message_of_a_mailbox_and_each_attachment_is_a_report(tmp_path: Path) -> None:
    letter = mail(
        "One", [("r.pdf", "application/pdf", PDF), ("logo.png", "image/png", b"x"), ("n.txt", "text/plain", b"n")]
    )
    reports, missed = pieces(tmp_path, "box", mbox(letter, mail("Two")))
    assert sources(reports) == ["in/box/1.eml", "in/box/1.3.pdf", "in/box/1.5.txt", "in/box/2.eml"]
    assert reports[1].data == PDF
    assert "message 1, <One@lindmere.example>, Thu, 02 May 2024 10:00:00 +0000" in reports[0].origin
    assert "message 1, part 3, r.pdf, Thu, 02 May 2024" in reports[1].origin
    assert WORDS.encode() in reports[3].data
    assert not reports[3].data.startswith(b"From clerk")
    assert reasons(missed) == ["image/png holds no report"]


def test_a_message_is_itself_and_its_attachments(tmp_path: Path) -> None:
    data = mail("One", [("r.docx", "application/octet-stream", docx(WORDS))])
    reports, missed = pieces(tmp_path, "a.eml", data)
    assert [(report.how, report.source) for report in reports] == [
        ("file", "in/a.eml"),
        ("collection", "in/a.eml/3.docx"),
    ]
    assert missed == []


def test_collections_in_collections_are_taken_apart_as_far_as_the_depth_goes(tmp_path: Path) -> None:
    inner = packed({"a.txt": b"1"})
    middle = packed({"in.zip": inner, "b.eml": mail("x", [("z.zip", "application/zip", inner)])})
    reports, missed = pieces(tmp_path, "z.zip", packed({"m.zip": middle, "c.txt": b"2"}))
    assert sources(reports) == ["in/z.zip/1.1.1.txt", "in/z.zip/1.2.eml", "in/z.zip/2.txt"]
    assert [(miss.shown, miss.reason) for miss in missed] == [
        ("in/z.zip: entry 1, entry 2, part 3 (z.zip)", "a collection in a collection, 3 deep")
    ]


def test_a_collection_without_anything_says_so(tmp_path: Path) -> None:
    for name, data in (("z.zip", packed({})), ("w.warc", warc(other("warcinfo")))):
        (tmp_path / name).mkdir()
        reports, missed = pieces(tmp_path / name, name, data)
        assert (reports, reasons(missed)) == ([], ["there is nothing in it"])


class TestDamage:
    """What is damaged is told, and what stands before the damage is taken."""

    def test_a_web_archive_that_breaks_off(self, tmp_path: Path) -> None:
        records = [response(f"http://a.example/{number}") for number in range(4)]
        for name, data in (
            ("w.warc", warc(*records)[:-60]),
            ("w.warc.gz", warc(*records, compressed=True)[:-60]),
            ("x.warc", warc(*records[:3]) + b"no record"),
            ("y.warc", warc(*records[:3]) + b"WARC/1.1\r\nContent-Length: 99999999999999999\r\n\r\n"),
            ("z.warc", warc(*records[:3]) + b"WARC/1.1\r\nWARC-Type: response\r\n\r\nx"),
        ):
            (tmp_path / name).mkdir()
            reports, missed = pieces(tmp_path / name, name, data)
            assert [report.data for report in reports] == records[:3]
            assert len(missed) == 1
            assert missed[0].reason.startswith("broken: the web archive cannot be read at record 4: ")

    def test_a_zip_that_breaks_off_or_lies(self, tmp_path: Path) -> None:
        sound = packed({"a.txt": b"words of a" * 50, "b.txt": b"words of b" * 50})
        lying = bytearray(sound)
        lying[sound.index(b"a.txt") + 8] ^= 0xFF
        for name, data, count in (("cut.zip", sound[:-30], 0), ("bad.zip", bytes(lying), 1)):
            (tmp_path / name).mkdir()
            reports, missed = pieces(tmp_path / name, name, data)
            assert len(reports) == count
            assert len(missed) == 1
            assert missed[0].reason.startswith("broken: ")

    def test_an_encrypted_entry(self, tmp_path: Path) -> None:
        data = bytearray(packed({"a.txt": b"words"}))
        for at in (6, data.index(b"PK\x01\x02") + 8):
            data[at] |= 1
        reports, missed = pieces(tmp_path, "z.zip", bytes(data))
        assert (reports, reasons(missed)) == ([], ["encrypted: it opens with a password only"])

    def test_a_message_that_cannot_be_taken_apart_is_still_itself(self, tmp_path: Path) -> None:
        data = b"From: a\nTo: b\nSubject: c\nContent-Type: multipart/mixed; boundary=\n\n--\n" + b"\xff" * 100
        reports, _ = pieces(tmp_path, "a.eml", data)
        assert [report.data for report in reports] == [data]


class TestBounds:
    """Bytes, ratio, entries and depth are bounded; what is beyond is told once."""

    def test_a_bomb_is_told_and_not_unpacked(self, tmp_path: Path) -> None:
        bomb = packed({"a.txt": b"words", "bomb.txt": b"\0" * 60_000_000, "c.txt": b"more"})
        reports, missed = pieces(tmp_path, "z.zip", bomb)
        assert sources(reports) == ["in/z.zip/1.txt", "in/z.zip/3.txt"]
        assert reasons(missed)[0].endswith("a zip bomb")

    def test_a_bomb_that_lies_about_its_size(self, tmp_path: Path) -> None:
        bomb = bytearray(packed({"bomb.txt": b"\0" * 60_000_000}))
        at = bomb.index(b"PK\x01\x02")
        bomb[at + 24 : at + 28] = (1000).to_bytes(4, "little")
        reports, missed = pieces(tmp_path, "z.zip", bytes(bomb))
        assert reports == []
        assert missed[0].reason.startswith("broken: ")

    def test_a_bomb_in_a_compressed_web_archive(self, tmp_path: Path) -> None:
        records = warc(
            response("http://a.example/"), response("http://a.example/b", b"\0" * 8_000_000), compressed=True
        )
        reports, missed = pieces(tmp_path, "w.warc.gz", records * 8, Bounds(total_bytes=20_000_000, growth=0))
        assert len(reports) == 5
        assert reasons(missed) == ["it unpacks to more than 20,000,000 bytes: the rest was not taken"]

    def test_all_that_is_taken_together(self, tmp_path: Path) -> None:
        many = packed({f"{number}.txt": b"x" * 1000 for number in range(20)}, method=0)
        reports, missed = pieces(tmp_path, "z.zip", many, Bounds(total_bytes=5_500, growth=0))
        assert len(reports) == 5
        assert reasons(missed) == ["it unpacks to more than 5,500 bytes: the rest was not taken"]

    def test_the_number_of_parts(self, tmp_path: Path) -> None:
        many = packed({f"{number}.txt": b"x" for number in range(20)})
        reports, missed = pieces(tmp_path, "z.zip", many, Bounds(parts=7))
        assert len(reports) == 7
        assert reasons(missed) == ["it holds more than 7 parts: the rest was not taken"]

    def test_the_size_of_a_part(self, tmp_path: Path) -> None:
        bounds = Bounds(part_bytes=1_000)
        for name, data in (
            ("z.zip", packed({"a.txt": os.urandom(2_000), "b.txt": b"x"})),
            (
                "w.warc",
                warc(
                    response("http://a.example/", b"x" * 2000),
                    response("http://b.example/"),
                    response("http://c.example/", b"", 404),
                ),
            ),
            ("box", mbox(mail("x" * 2000), mail("b"))),
        ):
            (tmp_path / name).mkdir()
            reports, missed = pieces(tmp_path / name, name, data, bounds)
            assert len(reports) == 1
            assert any(word in missed[0].reason for word in ("over the limit", "more than is taken", "is larger than"))

    def test_a_child_that_takes_too_long_or_too_much_memory_is_ended_and_told(self, tmp_path: Path) -> None:
        big = gzip.compress(b"WARC/1.1\r\nContent-Length: 40000000000\r\n\r\n" + b"\0" * 400_000_000)
        _, missed = pieces(tmp_path, "w.warc.gz", big * 4, Bounds(total_bytes=1 << 40), seconds=0.5)
        assert reasons(missed) == ["unreadable: time; parsing took over 0.5 s and was stopped"]
        (tmp_path / "w.warc.gz").unlink()
        large = packed({"a.txt": os.urandom(30_000_000)}, method=0)
        _, missed = pieces(tmp_path, "z.zip", large, memory_bytes=20_000_000)
        assert reasons(missed)[0].startswith("unreadable: memory")


def test_a_collection_too_large_for_one_message_is_read_where_it_lies(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(opening, "IN_ONE_MESSAGE", 100)
    data = packed({"a.txt": b"words", "b.eml": mail("b", [("n.txt", "text/plain", b"n")])})
    reports, missed = pieces(tmp_path, "z.zip", data)
    assert sources(reports) == ["in/z.zip/1.txt", "in/z.zip/2.eml", "in/z.zip/2.3.txt"]
    assert hashlib.sha256(data).hexdigest() in reports[0].origin
    (tmp_path / "z.zip").unlink()
    reports, _ = pieces(tmp_path, "a.eml", mail("b", [("n.txt", "text/plain", b"n")]))
    assert [report.how for report in reports] == ["file", "collection"]
    assert missed == []


def test_one_child_opens_many_collections(tmp_path: Path) -> None:
    (tmp_path / "z.zip").write_bytes(packed({"a.txt": b"words"}))
    with Opener() as opener:
        found = Found(path=str(tmp_path / "z.zip"), source="z.zip")
        assert len(list(opener.opened(found))) == 1
        child = opener.pid
        assert len(list(opener.opened(found))) == 1
        assert opener.pid == child
    assert opener.pid is None


def test_nothing_of_a_part_steers_a_terminal_or_breaks_a_line(tmp_path: Path) -> None:
    reports, missed = pieces(tmp_path, "z.zip", packed({"a\x1b[31m\n.txt": b"x", "\u202eb.txt": b""}))
    told = [reports[0].origin, reports[0].source, missed[0].shown]
    assert all(text.isprintable() for text in told)


def test_a_collection_that_vanishes_or_is_none_any_more_is_told(tmp_path: Path) -> None:
    (missed,) = opened(Found(path=str(tmp_path / "z.zip"), source="z.zip"))
    assert isinstance(missed, Missed)
    assert missed.reason == "it is no longer there"
    os.mkfifo(tmp_path / "pipe.zip")
    (missed,) = opened(Found(path=str(tmp_path / "pipe.zip"), source="z.zip"))
    assert isinstance(missed, Missed)
