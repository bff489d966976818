"""Reports in other languages are kept and said not to be read."""

from __future__ import annotations

import pytest

from habeas.model.reading import ReportInfo
from habeas.model.text import Extracted
from habeas.reading import load_reader, read_report
from habeas.reading.language import foreign_script, language_of

FRENCH = "La police a arrêté mardi le journaliste Paul Renard à Lodva, a déclaré son avocat, qui n'a pas pu le voir."
ARABIC = "اعتقلت الشرطة يوم الثلاثاء الصحفي سامر حداد في مدينة لودفا بحسب ما قال محاميه لوكالة الأنباء"
RUSSIAN = "Полиция во вторник задержала журналиста Илью Морозко в городе Лодва, сообщил его адвокат агентству Весна."
ENGLISH = "Police arrested the journalist Paul Renard in Lodva on Tuesday, said his lawyer, who could not see him."


def read(text: str) -> tuple[str, tuple[str, ...], str | None, int]:
    info = ReportInfo(id="sha256:" + "0" * 64, source="a.txt")
    reading = read_report(info, Extracted(text=text, media_type="text/plain"), load_reader())
    return reading.state, reading.notes, reading.report.language, len(list(reading.statements()))


@pytest.mark.parametrize("text", [FRENCH, ARABIC, RUSSIAN])
def test_another_language_is_said_and_nothing_is_proposed(text: str) -> None:
    state, notes, _, statements = read(text)
    assert state == "partial"
    assert statements == 0
    assert len(notes) == 1
    assert notes[0].startswith("not read: ")


def test_english_is_read_whole_and_named() -> None:
    state, notes, language, statements = read(ENGLISH)
    assert (state, notes, language) == ("whole", (), "en")
    assert statements > 0


def test_a_passage_in_another_script_is_set_aside_and_the_rest_is_read() -> None:
    state, notes, language, statements = read(f"{ENGLISH}\n\n{ARABIC}")
    assert (state, language) == ("partial", "en")
    assert notes == ("not read: a passage in another script than the Latin one",)
    assert statements > 0


def test_a_name_in_its_own_script_does_not_hinder_reading() -> None:
    assert not foreign_script("Samer Haddad (سامر حداد) is held in Lodva.")
    assert read(f"{ENGLISH} His name is سامر حداد.")[0] == "whole"


@pytest.mark.parametrize("text", ["Milena Drozhkova, Galina Tesarik, Lev Kuratsky", "Lodva, 3 May", ""])
def test_names_and_numbers_are_in_no_language(text: str) -> None:
    assert language_of(text) is None
