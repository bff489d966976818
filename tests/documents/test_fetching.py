"""Making a document fetches nothing and reads no file, whatever stands in it: a listener and a canary say so."""

from __future__ import annotations

import io
import socket
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pypdfium2
import pytest

from habeas.acting.filling import filled
from habeas.acting.forms import forms
from habeas.acting.laying import Edition, laid_out
from habeas.documents import Document, as_docx, as_html, as_pdf
from habeas.documents.model import Paragraph, Run, Source, Sources
from tests.acting.test_snapshots import matter
from tests.documents.sample import sample

CANARY = "Qyzvarbel"


@contextmanager
def _listener() -> Iterator[tuple[str, list[str]]]:
    """An address of this machine, and whoever knocked there."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        server.setblocking(False)
        knocked: list[str] = []
        yield f"http://127.0.0.1:{server.getsockname()[1]}", knocked
        with suppress(BlockingIOError):
            knocked.append(str(server.accept()[1]))


def _hostile(address: str, file: Path) -> tuple[str, ...]:
    """Words that a careless maker of pages would follow, in the languages of markup that there are."""
    return (
        f'#image("{file}") #read("{file}") #include "{file}" #import "{file}"',
        f'<img src="{address}/a"><iframe src="file://{file}"></iframe><link rel="stylesheet" href="{address}/b">',
        f"<style>@import url({address}/c); p {{ background: url(file://{file}) }}</style>",
        f"![x]({address}/d) \\input{{{file}}} {{% include '{file}' %}} [[{address}/e]]",
        f'<!DOCTYPE x [<!ENTITY e SYSTEM "file://{file}">]><x>&e;</x> INCLUDEPICTURE "{address}/f"',
        "http://169.254.169.254/latest/meta-data http://10.0.0.1/ file:///etc/passwd //127.0.0.1/g",
    )


def _documents(words: tuple[str, ...]) -> Iterator[Document]:
    yield sample("en", " ".join(words))
    for form in forms().values():
        own = {field.id: " ".join(words) for field in form.fields if field.own or field.given}
        yield laid_out(filled(form, matter(), own, "ar"), Edition(made="2024-08-02", author=words[0], draft=True))
    runs = tuple(Run(word, style, (1,), address=word) for word in words for style in ("plain", "quote", "quiet"))
    source = Source(number=1, quote=words[0], said_by=words[1], title=words[2], date=words[3], address=words[4],
                    archived=words[1], sha256=words[0], key=words[5])  # fmt: skip
    yield Document(title=words[0], subtitle=words[1], language="en", author=words[2], marks=words,
                   blocks=(Paragraph(runs), Sources((source,))))  # fmt: skip


@pytest.mark.promise("G4")
def test_no_document_fetches_or_reads_anything_that_its_words_name(tmp_path: Path) -> None:
    file = tmp_path / "canary.txt"
    file.write_text(CANARY, encoding="utf-8")
    made = 0
    with _listener() as (address, knocked):
        for document in _documents(_hostile(address, file)):
            printed = pypdfium2.PdfDocument(as_pdf(document))
            texts = [page.get_textpage().get_text_range() for page in printed]
            with zipfile.ZipFile(io.BytesIO(as_docx(document))) as package:
                texts += [package.read(name).decode("latin-1") for name in package.namelist()]
            texts.append(as_html(document))
            assert CANARY not in " ".join(texts)
            made += 1
    assert knocked == []
    assert made == len(forms()) + 2


def test_the_listener_would_have_heard_a_knock() -> None:
    with _listener() as (address, knocked):
        host, port = address.removeprefix("http://").split(":")
        socket.create_connection((host, int(port))).close()
    assert len(knocked) == 1
