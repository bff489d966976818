"""Every word of a canonical text leads back to the same word in the original, whatever the format."""

from __future__ import annotations

import random
import re
import unicodedata

import pytest
from docx import Document

from habeas.model.text import Extracted
from habeas.text import Extractor
from tests.text.documents import covered, message, original, page, pdf, saved, sentences


def _txt(seed: int) -> bytes:
    said = sentences(seed, 20)
    said[3] = "Cafe\u0301 \u200bKast\u00adel was closed, so\u0308 they said."
    return ("Title of it\r\n\r\n" + "\r\n\r\n".join(said)).encode()


def _html(seed: int) -> bytes:
    said = sentences(seed, 12)
    inner = "".join(f"<p>  {s.replace('was', '<b>was</b>', 1)}\n  <!-- c --> It   is &amp; was so.</p>" for s in said)
    listed = "".join(f"<li>{s}</li>" for s in sentences(seed + 1, 3))
    return page(f"<div><h1>What <i>happened</i></h1>loose words{inner}<script>x()</script><ul>{listed}</ul>tail</div>")


def _pdf(seed: int) -> bytes:
    said = [
        line for s in sentences(seed, 30) for line in (s[:50].rsplit(" ", 1)[0], s[len(s[:50].rsplit(" ", 1)[0]) + 1 :])
    ]
    return pdf([["Committee bulletin", "", *said[:30]], ["Committee bulletin", "", *said[30:]]])


def _docx(seed: int) -> bytes:
    made = Document()
    made.add_heading("What happened", 0)
    for sentence in sentences(seed, 10):
        paragraph = made.add_paragraph(sentence[:20])
        paragraph.add_run(sentence[20:]).bold = True
    table = made.add_table(2, 2)
    for number, sentence in enumerate(sentences(seed + 1, 4)):
        table.cell(number // 2, number % 2).text = sentence
    return saved(made)


def _eml(seed: int) -> bytes:
    made = message(
        "\n\n".join(sentences(seed, 8)) + "\n", Subject="What happened", From="Committee <c@orvania.example>"
    )
    made.add_attachment(
        page("<p>" + "</p><p>".join(sentences(seed + 1, 4)) + "</p>").decode(), subtype="html", disposition="inline"
    )
    return made.as_bytes()


MAKERS = {"txt": _txt, "html": _html, "pdf": _pdf, "docx": _docx, "eml": _eml}


@pytest.mark.promise("D2")
@pytest.mark.parametrize("kind", MAKERS)
@pytest.mark.parametrize("seed", range(3))
def test_words_lead_back_to_the_original(extractor: Extractor, kind: str, seed: int) -> None:
    data = MAKERS[kind](seed)
    extracted = extractor.extract(data, f"report.{kind}")
    assert extracted.state == "whole"
    words = list(re.finditer(r"\S+", extracted.text))
    assert len(words) > 50
    for word in random.Random(seed).sample(words, 50):
        origins = extracted.origins(*word.span())
        found = "".join(original(kind, data, origin) for origin in origins)
        assert _plain(found) == word.group()


def _plain(found: str) -> str:
    shown = "".join(char for char in found if unicodedata.category(char) != "Cf" and char != "\ufffe")
    return unicodedata.normalize("NFC", shown)


@pytest.mark.parametrize("kind", MAKERS)
def test_segments_and_passages_are_in_order(extractor: Extractor, kind: str) -> None:
    extracted = extractor.extract(MAKERS[kind](7), f"report.{kind}")
    ends = [0, *(s.end for s in extracted.segments)]
    assert all(segment.start >= end for segment, end in zip(extracted.segments, ends, strict=False))
    assert covered(extracted)
    assert unicodedata.is_normalized("NFC", extracted.text)


@pytest.mark.parametrize("kind", MAKERS)
def test_what_has_no_origin_is_white_space(extractor: Extractor, kind: str) -> None:
    extracted = extractor.extract(MAKERS[kind](5), f"report.{kind}")
    assert _without_origin(extracted).strip() == ""


def _without_origin(extracted: Extracted) -> str:
    held = set().union(*(range(segment.start, segment.end) for segment in extracted.segments))
    return "".join(char for index, char in enumerate(extracted.text) if index not in held)


@pytest.mark.parametrize("kind", MAKERS)
def test_the_same_bytes_give_the_same_text(extractor: Extractor, kind: str) -> None:
    data = MAKERS[kind](1)
    with Extractor() as other:
        assert other.extract(data, f"report.{kind}") == extractor.extract(data, f"report.{kind}")
