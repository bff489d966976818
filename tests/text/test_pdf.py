from __future__ import annotations

import io

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.pdfgen import canvas

from habeas.text import Extractor
from habeas.text.pdf_order import Word, reading_order
from tests.text.documents import covered, pdf, roles, words_of


def test_wrapped_lines_become_paragraphs(extractor: Extractor) -> None:
    data = pdf(
        [
            [
                "Lena Torvik, a teacher of 34, was arrested on Monday in the town of Halle Sund,",
                "her lawyer said.",
                "",
                "The ministry denied that she had been ill-treated. It gave no further account of",
                "where she was.",
            ]
        ]
    )
    extracted = extractor.extract(data, "a.pdf")
    assert roles(extracted) == [
        ("body", "Lena Torvik, a teacher of 34, was arrested on Monday in the town of Halle Sund, her lawyer said."),
        ("body", "The ministry denied that she had been ill-treated. It gave no further account of where she was."),
    ]
    assert extracted.notes == ()
    assert covered(extracted)


def test_the_short_lines_at_the_top_of_a_letter_stand_for_themselves(extractor: Extractor) -> None:
    data = pdf(
        [
            [
                "Prisoners' Union of Halle",
                "Halle Sund, 14 March 2022",
                "Statement No. 5",
                "Lena Torvik, a teacher of 34, was arrested on Sunday in the town of Halle Sund,",
                "her lawyer said.",
            ]
        ]
    )
    assert [words for _, words in roles(extractor.extract(data, "a.pdf"))] == [
        "Prisoners' Union of Halle",
        "Halle Sund, 14 March 2022",
        "Statement No. 5",
        "Lena Torvik, a teacher of 34, was arrested on Sunday in the town of Halle Sund, her lawyer said.",
    ]


def test_paragraphs_of_one_line_with_space_between_them_stay_apart(extractor: Extractor) -> None:
    lines = [
        "Report on the arrests of a whole year in Halle Sund and beyond",
        "",
        "Halle Sund was quiet in May and in June",
    ]
    data = pdf([[*lines, "", "Lena Torvik, a teacher, was arrested on Sunday in the town of Halle Sund", "and freed."]])
    assert [words for _, words in roles(extractor.extract(data, "a.pdf"))] == [
        lines[0],
        lines[2],
        "Lena Torvik, a teacher, was arrested on Sunday in the town of Halle Sund and freed.",
    ]


def test_hyphens_at_line_ends(extractor: Extractor) -> None:
    lines = ["She was de-", "tained with Al-", "Karim, a 62-year-", "old man, for her well-", "being. A well-being."]
    assert extractor.extract(pdf([lines]), "a.pdf").text == (
        "She was detained with Al-Karim, a 62-year-old man, for her well-being. A well-being."
    )


def test_a_sentence_goes_on_over_the_page_and_running_heads_stand_aside(extractor: Extractor) -> None:
    pages = [
        [
            "Bulletin of the families",
            "",
            f"On page {n} begins a sentence which goes on and on and on until it",
            "",
            "",
            "Page " + str(n),
        ]
        if n < 3
        else ["Bulletin of the families", "", "ends. It is over.", "", "", "Page 3"]
        for n in (1, 2, 3)
    ]
    pages[1][2] = "goes over another page of the bulletin and then, on the last of them, it"
    extracted = extractor.extract(pdf(pages), "a.pdf")
    (body,) = words_of(extracted, "body")
    assert body.startswith("On page 1 begins")
    assert body.endswith("on the last of them, it ends. It is over.")
    assert words_of(extracted, "furniture").count("Bulletin of the families") == 3
    assert {"Page 1", "Page 2", "Page 3"} < set(words_of(extracted, "furniture"))
    start = extracted.text.index("ends. It")
    assert extracted.origins(start, start + 4)[0].where == "page 3"


def test_a_larger_line_is_a_heading_and_bullets_are_items(extractor: Extractor) -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.setFont("Helvetica-Bold", 18)
    sheet.drawString(72, 780, "Report on detention")
    sheet.setFont("Helvetica", 11)
    for row, line in enumerate(
        ["The families ask the ministry for two things and for no more.", "1. Release her.", "2. Let us in."]
    ):
        sheet.drawString(72, 740 - 14 * row, line)
    sheet.save()
    assert roles(extractor.extract(out.getvalue(), "a.pdf")) == [
        ("title", "Report on detention"),
        ("body", "The families ask the ministry for two things and for no more."),
        ("list_item", "1. Release her."),
        ("list_item", "2. Let us in."),
    ]


def test_a_raised_figure_does_not_grow_a_number(extractor: Extractor) -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    line = sheet.beginText(72, 700)
    line.setFont("Helvetica", 11)
    line.textOut("They hold 4,900")
    line.setFont("Helvetica", 6)
    line.setRise(4)
    line.textOut("1")
    line.setRise(0)
    line.setFont("Helvetica", 11)
    line.textOut(" people in all, the ministry said on Monday.")
    sheet.drawText(line)
    sheet.setFont("Helvetica", 8)
    sheet.drawString(72, 100, "1 As counted in April.")
    sheet.save()
    extracted = extractor.extract(out.getvalue(), "a.pdf")
    assert "4,900 1 people" in extracted.text
    (note,) = [p for p in extracted.passages if p.role == "footnote"]
    assert note.anchor == extracted.text.index("1 people")


def test_an_encrypted_pdf_is_refused(extractor: Extractor) -> None:
    extracted = extractor.extract(pdf([["Secret words"]], encrypt=StandardEncryption("key", canPrint=0)), "a.pdf")
    assert (extracted.state, extracted.text) == ("refused", "")
    assert "encrypted" in extracted.notes[0]


@pytest.mark.parametrize("share", [0.1, 0.5])
def test_a_broken_pdf_is_refused_or_read(extractor: Extractor, share: float) -> None:
    data = pdf([["Some words"]])
    extracted = extractor.extract(data[: int(len(data) * share)], "a.pdf")
    assert extracted.state == "refused"
    assert "broken" in extracted.notes[0]


def test_pages_that_are_pictures_are_named(extractor: Extractor) -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    for number in range(1, 4):
        if number == 2:
            sheet.drawString(72, 700, "The only words of it.")
        else:
            sheet.rect(100, 100, 300, 300, fill=1)
        sheet.showPage()
    sheet.save()
    extracted = extractor.extract(out.getvalue(), "a.pdf")
    assert extracted.text == "The only words of it."
    assert extracted.state == "partial"
    assert extracted.notes == ("pages 1, 3 hold pictures only: no text could be read from them",)


def test_a_pdf_of_pictures_only_is_refused(extractor: Extractor) -> None:
    out = io.BytesIO()
    sheet = canvas.Canvas(out)
    sheet.rect(100, 100, 300, 300, fill=1)
    sheet.save()
    extracted = extractor.extract(out.getvalue(), "a.pdf")
    assert extracted.state == "refused"
    assert extracted.notes == (
        "pages 1 hold pictures only: no text could be read from them",
        "no text was found in it",
    )


def _word(text: str, left: float) -> Word:
    width = 5.0 * len(text)
    right_to_left = text[0] > "\u0590"
    edges = (left + width - 5, left) if right_to_left else (left, left + width - 5)
    return Word(text, tuple(range(len(text))), *edges)


def test_right_to_left_words_are_put_in_order() -> None:
    line = [_word("name", 0), _word("לוין", 30), _word("נעמי", 60), _word("was", 90)]
    assert [w.text for w in reading_order(line)] == ["name", "נעמי", "לוין", "was"]


def test_a_right_to_left_line_with_a_figure_and_latin_words() -> None:
    line = [_word("המשפט", 0), _word("Amnesty", 40), _word("Watch", 90), _word("49", 130), _word("נשמעו", 150)]
    assert [w.text for w in reading_order(line)] == ["נשמעו", "49", "Amnesty", "Watch", "המשפט"]


def test_mirrored_letters_are_turned() -> None:
    (word,) = reading_order([Word("ימענ", (0, 1, 2, 3), 10.0, 30.0)])
    assert (word.text, word.offsets) == ("נעמי", (3, 2, 1, 0))
