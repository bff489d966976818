"""The date of a report from its dateline, its closing line or its address."""

from __future__ import annotations

import pytest

from habeas.model.reading import Passage
from habeas.reading.report_date import dateline_end, found_date


@pytest.mark.parametrize(
    ("text", "url", "date"),
    [
        ("KORDA, 3 May 2022 (Orda) — Police arrested six people.", None, "2022-05-03"),
        ("Korda (Orda), May 3, 2022 - Police arrested six people.", None, "2022-05-03"),
        ("KORDA, 3 May (Orda) — Police arrested six.", "https://orda.example/2022/05/04/six", "2022-05-03"),
        ("KORDA, 3 May (Orda) — Police arrested six.", "https://orda.example/2022/11/04/six", None),
        ("KORDA, 3 May (Orda) — Police arrested six.", None, None),
        ("He was arrested on 3 May 2022 — and died.", None, None),
        ("We ask for his release.\n\nKorda, 3 May 2023", None, "2023-05-03"),
        ("ORDA ENGLISH SERVICE\n31 August 2024 09:12 local\n\nKORDA, Aug 31 (Orda) -- He left.", None, "2024-08-31"),
        ("POLICE OF KORDA\n\nNo.   : B/118\nDate  : 23 July 2025\n\nWe clarify.", None, "2025-07-23"),
        ("Korda, Tuesday, 22 July 2025\n\nWe appeal to all friends.", None, "2025-07-22"),
        ("7 May 2014, Old Korda – The strike goes on.", None, "2014-05-07"),
        ("7 May 2014, when he was 20 – the year of the strike.", None, None),
        ("Born on 3 May 1990\n\nWe appeal to all friends.", None, None),
        ("We ask for his release.\n\nWrite to us by 3 May 2023", None, None),
        ("We ask for his release.", "https://orda.example/news/2023-05-07-release", "2023-05-07"),
        ("We ask for his release.", "https://orda.example/news/2023/05/release", None),
        ("We ask for his release.", "https://orda.example/2023/02/31/release", None),
        ("Korda, December 31, 2028:\n\nPolice arrested six people.", None, "2028-12-31"),
        ("Prisoners' Society\n\nMonthly bulletin, March 2030\n\nSix were arrested on 3 March.", None, "2030-03"),
        ("Bulletin No. 12 (May 2031)\n\nSix were arrested.", None, "2031-05"),
        ("Report on the arrests of March 2030\n\nSix were arrested.", None, None),
    ],
)
def test_a_report_is_dated_only_where_it_says_so(text: str, url: str | None, date: str | None) -> None:
    assert found_date(text, (Passage(role="body", start=0, end=len(text)),), url) == date


def test_a_caption_does_not_date_a_report() -> None:
    text = "Korda, 3 May 2023"
    assert found_date(text, (Passage(role="caption", start=0, end=len(text)),)) is None


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Dar Korda, ORDA -- A source refuted it.", "A source refuted it."),
        ("Korda (KNA) - Police arrested six.", "Police arrested six."),
        ("OLD KORDA, Orda – Police arrested six.", "Police arrested six."),
        ("Ada Lund, MP – a member of the council – was arrested.", None),
        ("Ada Lund (42) - the printer - was arrested.", None),
    ],
)
def test_a_town_with_its_agency_before_a_sentence_is_a_dateline(text: str, rest: str | None) -> None:
    end = dateline_end(text)
    assert (text[end:] if end is not None else None) == rest
