from __future__ import annotations

import random
import time

import msgspec
import psutil
import pytest
from docx import Document

from habeas.collect.child import OpenJob
from habeas.collect.parts import Bounds
from habeas.model.text import Extracted
from habeas.sandbox import Child, Confinement, EndedError
from habeas.text import Extractor, Limits, extract
from tests.collect.crates import packed
from tests.text.documents import message, page, pdf, saved


def children() -> set[int]:
    return {child.pid for child in psutil.Process().children()}


def test_one_child_serves_many_files_and_ends_with_its_extractor() -> None:
    before = children()
    with Extractor() as extractor:
        assert extractor.extract(b"Some words.", "a.txt").text == "Some words."
        (child,) = children() - before
        assert extractor.extract(page("<p>Other words.</p>"), "b.html").text == "Other words."
        assert children() - before == {child}
    assert children() == before


@pytest.mark.promise("C2")
def test_a_file_that_takes_too_long_is_refused_and_the_next_is_read() -> None:
    with Extractor(Limits(seconds=0.7)) as extractor:
        assert extractor.extract(b"Some words.", "a.txt").state == "whole"
        began = time.monotonic()
        late = extractor.extract(page("<p>Words of it.</p>" * 400_000), "b.html")
        assert time.monotonic() - began < 5
        assert late == Extracted(
            text="",
            media_type="application/octet-stream",
            state="refused",
            notes=("unreadable: time; parsing took over 0.7 s and was stopped",),
        )
        assert extractor.extract(b"Other words.", "c.txt").text == "Other words."


@pytest.mark.promise("C2")
def test_a_file_that_needs_too_much_memory_is_refused_and_the_next_is_read() -> None:
    with Extractor(Limits(memory_bytes=60_000_000)) as extractor:
        large = extractor.extract(page("<p>Words of it.</p>" * 400_000), "b.html")
        assert large.state == "refused"
        assert "memory" in large.notes[0]
        assert extractor.extract(b"Other words.", "c.txt").text == "Other words."


def test_a_child_that_dies_is_replaced_and_said() -> None:
    before = children()
    with Extractor() as extractor:
        extractor.extract(b"Some words.", "a.txt")
        (child,) = children() - before
        psutil.Process(child).kill()
        psutil.Process(child).wait()
        assert extractor.extract(b"Other words.", "c.txt").text == "Other words."


def test_too_large_an_answer_is_refused() -> None:
    with Extractor(Limits(reply_bytes=1_000)) as extractor:
        assert extractor.extract(b"word " * 10_000, "a.txt").notes[0].startswith("unreadable: output")
        assert extractor.extract(b"Other words.", "c.txt").text == "Other words."


def test_too_large_a_file_is_refused_unread() -> None:
    extracted = extract(b"a" * 50_000_001, "a.txt")
    assert (extracted.state, extracted.text) == ("refused", "")
    assert extracted.notes == ("the file has 50.0 MB, over the limit of 50.0 MB: nothing was read",)


def test_an_empty_file_is_refused() -> None:
    assert extract(b"", "a.txt").notes == ("the file is empty",)
    assert extract(b" \n\n", "a.txt").notes == ("no text was found in it",)


def test_a_long_text_is_read_whole(extractor: Extractor) -> None:
    text = "The man was arrested on Monday, his lawyer said.\n\n" * 25_000
    extracted = extractor.extract(text.encode(), "a.txt")
    assert (extracted.state, extracted.text) == ("whole", text)
    assert len(text.split()) > 200_000


def test_what_is_too_long_to_be_read_is_said() -> None:
    with Extractor(Limits(characters=1_000)) as extractor:
        extracted = extractor.extract(b"Some words of it.\n\n" * 100, "a.txt")
    assert extracted.state == "partial"
    assert extracted.text.endswith("it.\n\n")
    assert extracted.notes == ("the text is too long: the first 988 of 1,900 characters were read, the rest was not",)


SOUND = {
    "a.txt": b"Title of it\n\nLena was arrested.[1]\n\n[1] So they said.\n",
    "a.html": page("<article><h1>Title</h1><p>Lena was <b>arrested</b>.</p><ul><li>Release her.</li></ul></article>"),
    "a.pdf": pdf([["Lena was arrested.", "She is 34."]]),
    "a.docx": saved(Document()),
    "a.eml": message("Lena was arrested.\n", Subject="Title", From="c@orvania.example").as_bytes(),
}


@pytest.mark.parametrize("name", SOUND)
def test_damaged_files_end_as_read_or_refused_with_a_reason(extractor: Extractor, name: str) -> None:
    pick = random.Random(name)
    for _ in range(60):
        data = bytearray(SOUND[name])
        for _ in range(pick.randint(1, 12)):
            place = pick.randrange(len(data))
            data[place : place + pick.randint(0, 4)] = pick.randbytes(pick.randint(0, 4))
        extracted = extractor.extract(bytes(data), name)
        assert "parser failed" not in " ".join(extracted.notes)
        assert bool(extracted.text) == (extracted.state != "refused")
        assert extracted.state != "refused" or extracted.notes


@pytest.mark.parametrize(
    "data",
    [
        b"<" * 1_000_000,
        b"<p" * 100_000,
        b"<!--" * 100_000,
        b"<script>" * 100_000,
        b"<a " + b"x" * 1_000_000,
        b'<a b="' * 100_000,
        b"&" * 1_000_000,
        b"<table><tr><td>" * 50_000,
        b"<p>x" * 30_000,
    ],
)
@pytest.mark.parametrize("name", ["a.html", "a.txt"])
def test_markup_made_to_stall_a_parser_ends_soon(extractor: Extractor, data: bytes, name: str) -> None:
    began = time.monotonic()
    extracted = extractor.extract(data + b" some words", name)
    assert time.monotonic() - began < 15
    assert extracted.text or extracted.notes


def test_a_plain_file_costs_little(extractor: Extractor) -> None:
    data = b"Lena Torvik was arrested on Monday, her lawyer said. She is 34.\n\n" * 60
    extractor.extract(data, "a.txt")
    began = time.process_time()
    for _ in range(50):
        extractor.extract(data, "a.txt")
    assert (time.process_time() - began) / 50 < 0.002


@pytest.mark.promise("C2")
def test_all_replies_to_one_job_have_one_time_together() -> None:
    """A collection of many parts, each of them soon there, does not go on for ever."""
    crowded = packed([(f"{number}.txt", b"x") for number in range(30_000)], method=0)
    job = OpenJob(data=crowded, name="a.zip", size=len(crowded), bounds=Bounds())
    child = Child("habeas.collect.child", Confinement(seconds=30))
    given: list[bytes] = []
    began = time.monotonic()
    with pytest.raises(EndedError, match=r"time; parsing took over 0\.5 s and was stopped"):
        given.extend(child.ask(msgspec.msgpack.encode(job), within=0.5))
    assert time.monotonic() - began < 10
    assert len(given) < 30_000
    assert child.pid is None
