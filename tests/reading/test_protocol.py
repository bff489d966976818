"""Between a reader, whoever made it, and the rest stands `read_report`."""

from __future__ import annotations

import msgspec
import pytest

from habeas.model.reading import Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading import UnknownReaderError, load_reader, read_report
from tests.model.strategies import TEXT, small_reading

REPORT = ReportInfo(id="sha256:" + "0" * 64, source="a.txt", published="2024-05-05")
EXTRACTED = Extracted(text=TEXT, media_type="text/plain")


class Reader:
    """Gives the reading that it was made with, whatever it is asked to read."""

    name = "another"
    version = "7"

    def __init__(self, reading: Reading) -> None:
        self.reading = reading

    def read(self, report: ReportInfo, extracted: Extracted) -> Reading:
        return self.reading


def test_what_a_sound_reader_proposes_passes_with_the_reader_named() -> None:
    reading = read_report(REPORT, EXTRACTED, Reader(small_reading()))
    assert list(reading.statements()) == list(small_reading().statements())
    assert (reading.reader.name, reading.reader.version) == ("another", "7")
    assert (reading.state, reading.notes) == ("whole", ())


def test_a_reader_cannot_bring_its_own_text_to_quote_from() -> None:
    invented = msgspec.structs.replace(small_reading(), text=TEXT.replace("beaten", "healed"))
    reading = read_report(REPORT, Extracted(text="Nothing happened.", media_type="text/plain"), Reader(invented))
    assert reading.text == "Nothing happened."
    assert list(reading.statements()) == []
    assert reading.entities == ()
    assert len(reading.notes) >= len(list(invented.statements()))


def test_a_reader_cannot_say_which_report_it_read_or_what_a_person_stated() -> None:
    other = ReportInfo(id="sha256:" + "9" * 64, source="b.txt", media_type="text/html", published="2024-05-06")
    reading = read_report(REPORT, EXTRACTED, Reader(msgspec.structs.replace(small_reading(), report=other)))
    assert (reading.report.id, reading.report.source) == (REPORT.id, REPORT.source)
    assert (reading.report.media_type, reading.report.stated) == (REPORT.media_type, REPORT.stated)
    assert reading.report.published == "2024-05-06"


def test_losses_of_the_text_are_those_of_the_reading_and_come_first() -> None:
    cut = msgspec.structs.replace(EXTRACTED, state="partial", notes=("page 2 is a picture",))
    noted = msgspec.structs.replace(small_reading(), notes=("the table was not read",))
    reading = read_report(REPORT, cut, Reader(noted))
    assert reading.state == "partial"
    assert reading.notes == ("page 2 is a picture", "the table was not read")


def test_a_refused_report_is_never_shown_to_a_reader() -> None:
    refused = Extracted(text="", media_type="application/pdf", state="refused", notes=("it is encrypted",))
    reading = read_report(REPORT, refused, Reader(small_reading()))
    assert (reading.state, reading.text, reading.notes) == ("refused", "", ("it is encrypted",))
    assert list(reading.statements()) == []


def test_the_english_reader_is_found_by_name_and_another_is_said_to_be_missing() -> None:
    assert load_reader("english").name == "english"
    with pytest.raises(UnknownReaderError, match="english"):
        load_reader("klingon")
