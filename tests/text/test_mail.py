from __future__ import annotations

from habeas.model.reading import Described
from habeas.text import Extractor
from tests.text.documents import covered, message, roles, words_of

BODY = (
    "Dear friends,\n\nLena Torvik, a teacher of 34, was arrested on Monday in Halle Sund and has not been\n"
    "seen since.\n\n> When was she taken?\n> Nobody knows.\n\n- Release her.\n\n-- \nThe committee\n"
)
HEADERS = {
    "Subject": "Statement on Lena Torvik",
    "From": "Committee of Families <c@orvania.example>",
    "Date": "Wed, 05 Apr 2023 23:10:00 -0700",
}


def test_a_message_with_a_subject_a_quotation_and_a_signature(extractor: Extractor) -> None:
    extracted = extractor.extract(message(BODY, **HEADERS).as_bytes(), "a.eml")
    assert roles(extracted) == [
        ("title", "Statement on Lena Torvik"),
        ("body", "Dear friends,"),
        ("body", "Lena Torvik, a teacher of 34, was arrested on Monday in Halle Sund and has not been\nseen since."),
        ("furniture", "> When was she taken?\n> Nobody knows."),
        ("list_item", "- Release her."),
        ("furniture", "-- \nThe committee"),
    ]
    assert extracted.found == Described(
        title="Statement on Lena Torvik", author="Committee of Families", published="2023-04-05"
    )
    assert (extracted.state, extracted.notes) == ("whole", ())
    assert covered(extracted)


def test_the_plain_version_is_read_and_attachments_are_named(extractor: Extractor) -> None:
    made = message("The plain words of it.\n", **HEADERS)
    made.add_alternative("<p>The HTML words of it.</p>", subtype="html")
    made.add_attachment(b"%PDF-1.4", maintype="application", subtype="pdf", filename="list.pdf")
    extracted = extractor.extract(made.as_bytes(), "a.eml")
    assert words_of(extracted, "body") == ["The plain words of it."]
    assert extracted.notes == ("attachments that were not read: list.pdf (application/pdf)",)


def test_an_html_message_leads_back_to_its_elements(extractor: Extractor) -> None:
    made = message("", **HEADERS)
    made.set_content(
        "<h1>What we know</h1><p>Lena was <b>arrested</b>.</p><blockquote type='cite'>Old</blockquote>", subtype="html"
    )
    extracted = extractor.extract(made.as_bytes(), "a.eml")
    assert roles(extracted)[1:] == [("title", "What we know"), ("body", "Lena was arrested."), ("furniture", "Old")]
    place = extracted.text.index("arrested")
    (origin,) = extracted.origins(place, place + 8)
    assert (origin.where, origin.start) == ("part 1 /html/body[1]/p[1]", 9)
    assert extracted.found.title == "Statement on Lena Torvik"


def test_broken_headers_are_no_reason_to_lose_the_text(extractor: Extractor) -> None:
    head = b"From: =?utf-8?q?=FF=FE?= <\nDate: someday\nSubject: x\nContent-Type: text/plain; charset=nonsense\n\n"
    extracted = extractor.extract(head + b"The words of it.\n", "a.eml")
    assert words_of(extracted, "body") == ["The words of it."]
    assert extracted.found.published is None


def test_a_message_nested_without_end_is_refused(extractor: Extractor) -> None:
    nest = b"".join(b"Content-Type: multipart/mixed; boundary=b%d\n\n--b%d\n" % (n, n) for n in range(3_000))
    extracted = extractor.extract(b"From: a@b.example\nMIME-Version: 1.0\n" + nest, "a.eml")
    assert extracted.state == "refused"
    assert "broken" in extracted.notes[0]
