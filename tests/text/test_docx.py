from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest
from docx import Document
from docx.opc.constants import RELATIONSHIP_TYPE
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from habeas.model.reading import Described
from habeas.text import Extractor
from tests.text.documents import covered, roles, saved, words_of


def test_headings_lists_and_tables(extractor: Extractor) -> None:
    made = Document()
    made.core_properties.title = "Report on Orvania"
    made.core_properties.author = "Committee of Families"
    made.add_heading("What happened", 1)
    made.add_paragraph("Lena Torvik was arrested.")
    made.add_paragraph("Release her.", style="List Bullet")
    made.add_paragraph().add_run("Who is held").bold = True
    made.add_table(1, 2).cell(0, 1).text = "34"
    made.add_paragraph("The gate of Brenn", style="Caption")
    made.sections[0].footer.paragraphs[0].text = "Committee bulletin"
    extracted = extractor.extract(saved(made), "a.docx")
    assert roles(extracted) == [
        ("title", "What happened"),
        ("body", "Lena Torvik was arrested."),
        ("list_item", "Release her."),
        ("title", "Who is held"),
        ("body", "34"),
        ("caption", "The gate of Brenn"),
        ("furniture", "Committee bulletin"),
    ]
    assert extracted.found == Described(title="Report on Orvania", author="Committee of Families")
    assert (extracted.state, extracted.notes) == ("whole", ())
    assert covered(extracted)
    place = extracted.text.index("34")
    assert extracted.origins(place, place + 2)[0].where == "table 1, row 1, cell 2, paragraph 1"


def test_a_footnote_has_its_anchor(extractor: Extractor) -> None:
    made = Document()
    paragraph = made.add_paragraph("They hold 4,900")
    paragraph.add_run()._r.append(parse_xml(f'<w:footnoteReference {nsdecls("w")} w:id="2"/>'))
    paragraph.add_run(" people.")
    notes = (
        f'<w:footnotes {nsdecls("w")}><w:footnote w:type="separator" w:id="0"><w:p/></w:footnote>'
        '<w:footnote w:id="2"><w:p><w:r><w:t>As the ministry counts.</w:t></w:r></w:p></w:footnote></w:footnotes>'
    )
    kind = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
    part = Part(PackURI("/word/footnotes.xml"), kind, notes.encode(), made.part.package)
    made.part.relate_to(part, RELATIONSHIP_TYPE.FOOTNOTES)
    extracted = extractor.extract(saved(made), "a.docx")
    assert words_of(extracted, "body") == ["They hold 4,900 people."]
    (note,) = [p for p in extracted.passages if p.role == "footnote"]
    assert extracted.text[note.start : note.end] == "As the ministry counts."
    assert note.anchor == len("They hold 4,900")


def test_tracked_changes(extractor: Extractor) -> None:
    made = Document()
    paragraph = made.add_paragraph("She is ")
    for change in (
        '<w:ins {} w:id="1"><w:r><w:t>34</w:t></w:r></w:ins>',
        '<w:del {} w:id="2"><w:r><w:delText>43</w:delText></w:r></w:del>',
    ):
        paragraph._p.append(parse_xml(change.format(nsdecls("w"))))
    extracted = extractor.extract(saved(made), "a.docx")
    assert extracted.text == "She is 34"
    assert extracted.notes == ("words that are deleted with tracked changes were left out; inserted ones were read",)


def _changed(change: Callable[[str, bytes], bytes]) -> bytes:
    made = Document()
    made.add_paragraph("Some words.")
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(made))) as old, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for part in old.infolist():
            new.writestr(part.filename, change(part.filename, old.read(part)))
    return out.getvalue()


@pytest.mark.parametrize(
    ("change", "why"),
    [
        (lambda name, data: b" " * 300_000_000 if name == "word/document.xml" else data, "over the limit of 200.0 MB"),
        (lambda name, data: data + b" " * 50_000_000 if name == "word/document.xml" else data, "zip bomb"),
        (
            lambda name, data: (
                data.replace(b"?>", b'?><!DOCTYPE w [<!ENTITY a "aaaa">]>', 1) if name == "word/document.xml" else data
            ),
            "declares entities",
        ),
        (lambda name, data: data[: len(data) // 2] if name == "word/document.xml" else data, "broken"),
        (lambda name, data: data.replace(b"w:body", b"w:boby"), "broken: the document has no body"),
        (lambda name, data: data.replace(b"w:document", b"w:documeny"), "broken: the document has no body"),
    ],
)
def test_hostile_documents_are_refused(extractor: Extractor, change: Callable[[str, bytes], bytes], why: str) -> None:
    extracted = extractor.extract(_changed(change), "a.docx")
    assert (extracted.state, extracted.text) == ("refused", "")
    assert why in extracted.notes[0]


def test_half_a_document_is_refused(extractor: Extractor) -> None:
    data = _changed(lambda name, part: part)
    assert extractor.extract(data, "a.docx").state == "whole"
    extracted = extractor.extract(data[: len(data) // 2], "a.docx")
    assert extracted.state == "refused"
    assert extracted.notes[0].startswith("broken: the document cannot be unpacked")
