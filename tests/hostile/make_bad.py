"""Bad input, made on demand: files that are empty, broken, locked, oversized or not what they say they are.

Use as a module (`make_bad(folder)`), or by hand: python tests/hostile/make_bad.py FOLDER [--huge]
"""

from __future__ import annotations

import argparse
import random
import zipfile
from collections.abc import Callable, Iterable
from io import BytesIO
from pathlib import Path
from typing import Literal

import msgspec
from docx import Document
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

Outcome = Literal["read", "partial", "refused"]

SENTENCE = "The ferryman Osvik Tarrow was arrested on the quay at Lindmere on 4 May 2023."
CYRILLIC = "Паромщик Освик Тарров был задержан на причале в Линдмере 4 мая 2023 года."
ACCENTED = "La señora Añela Güirte fue detenida en la plaza de Lindmere, según su compañera."
AFTER = "His sister said that nobody would tell her where he was."


class Bad(msgspec.Struct, frozen=True, kw_only=True):
    """One bad file: its name, which outcomes are right, why, and the words that must be read all the same.

    `lost` says that something of it cannot be read, so that the record must carry a note whatever the outcome.
    """

    name: str
    outcomes: tuple[Outcome, ...]
    why: str
    make: Callable[[], bytes]
    keeps: tuple[str, ...] = ()
    lost: bool = False


def make_bad(folder: Path, *, huge: bool = False, only: Iterable[str] | None = None) -> dict[Path, Bad]:
    """Writes the bad files into `folder`: all of them but the 100 MB line, which needs `huge`, or those of `only`.

    Returns:
        the path of each file with what is expected of it, in the order of `BAD`.
    """
    folder.mkdir(parents=True, exist_ok=True)
    names = set(only) if only is not None else {bad.name for bad in BAD if huge or bad.name != HUGE}
    made = {folder / bad.name: bad for bad in BAD if bad.name in names}
    for path, bad in made.items():
        path.write_bytes(bad.make())
    return made


def noise(size: int = 40_000) -> bytes:
    """Bytes that are no text in any encoding, the same each time."""
    return random.Random(20230504).randbytes(size)


def half(whole: bytes) -> bytes:
    """A file whose transfer stopped in the middle."""
    return whole[: len(whole) // 2]


def pdf(*pages: str, encrypt: StandardEncryption | None = None) -> bytes:
    """A PDF with one line a page; an empty line stands for a page that is only a picture."""
    out = BytesIO()
    canvas = Canvas(out, invariant=1, encrypt=encrypt)
    for line in pages:
        if line:
            canvas.drawString(60, 760, line)
        else:
            canvas.drawImage(ImageReader(_scan()), 60, 400, 300, 300)
        canvas.showPage()
    canvas.save()
    return out.getvalue()


def _scan() -> BytesIO:
    """A grey picture of 64 by 64 pixels, in the plainest format there is."""
    return BytesIO(b"P5 64 64 255\n" + bytes(range(64)) * 64)


def docx(*paragraphs: str) -> bytes:
    """A sound DOCX."""
    document = Document()
    for paragraph in paragraphs:
        document.add_paragraph(paragraph)
    out = BytesIO()
    document.save(out)
    return out.getvalue()


def bomb_docx(size: int = 300_000_000) -> bytes:
    """A DOCX of some 0.3 MB whose text unpacks to `size` bytes."""
    out = BytesIO()
    with zipfile.ZipFile(BytesIO(docx(SENTENCE))) as sound, zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new:
        for name in sound.namelist():
            if name != "word/document.xml":
                new.writestr(name, sound.read(name))
        head, tail = sound.read("word/document.xml").split(b"</w:t>", 1)
        with new.open("word/document.xml", "w", force_zip64=True) as part:
            part.write(head)
            for _ in range(size // 1_000_000):
                part.write(b" " * 1_000_000)
            part.write(b"</w:t>" + tail)
    return out.getvalue()


def huge_line(size: int = 100_000_000) -> bytes:
    """One line of `size` bytes without an end."""
    words = (SENTENCE + " ").encode()
    return (words * (size // len(words) + 1))[:size]


def deep_html(depth: int = 100_000) -> bytes:
    """A page whose last paragraph stands behind, and whose first words stand inside, `depth` open tags."""
    body = f"<p>{SENTENCE}</p>" + "<div>" * depth + "<p>In the depth.</p>" + "</div>" * depth + f"<p>{AFTER}</p>"
    return f"<!DOCTYPE html><html><head><title>Deep</title></head><body>{body}</body></html>".encode()


def mislabelled_html() -> bytes:
    """Windows-1251 bytes on a page that says it is UTF-8."""
    head = '<!DOCTYPE html><html lang="ru"><head><meta charset="utf-8"><title>Линдмере</title></head>'
    body = "".join(f"<p>{CYRILLIC}</p>" for _ in range(6))
    return f"{head}<body>{body}</body></html>".encode("cp1251")


def broken_eml() -> bytes:
    """A message with a part in an unknown charset, one that is no base64, and no closing boundary."""
    lines = (
        "From: clerk@lindmere.example",
        "Subject: =?utf-9?q?Arrest_on_the_quay?=",
        "Date: sometime in May",
        "MIME-Version: 1.0",
        'Content-Type: multipart/mixed; boundary="cut"',
        "",
        "--cut",
        "Content-Type: text/plain; charset=no-such-charset",
        "",
        SENTENCE,
        "",
        "--cut",
        "Content-Type: text/html; charset=utf-8",
        "Content-Transfer-Encoding: base64",
        "",
        "!!! this is not base64 !!!",
    )
    return "\r\n".join(lines).encode()


def _locked(password: str) -> StandardEncryption:
    return StandardEncryption(password, ownerPassword="owner", canPrint=0)


HUGE = "huge-line.txt"

BAD: tuple[Bad, ...] = (
    Bad(name="empty.txt", outcomes=("refused",), why="it holds nothing", make=bytes, lost=True),
    Bad(name="blank.txt", outcomes=("refused",), why="only white space", make=lambda: b" \n\t\r\n" * 50, lost=True),
    Bad(name="noise.txt", outcomes=("refused",), why="binary noise, no text", make=noise, lost=True),
    Bad(name="noise.pdf", outcomes=("refused",), why="noise called a PDF", make=noise, lost=True),
    Bad(
        name="broken.pdf",
        outcomes=("refused",),
        why="a PDF's first line, then noise",
        make=lambda: b"%PDF-1.4\n" + noise(),
        lost=True,
    ),
    Bad(
        name="cut.pdf",
        outcomes=("partial", "refused"),
        why="a PDF of two pages that ends in the middle",
        make=lambda: half(pdf(SENTENCE, AFTER)),
        lost=True,
    ),
    Bad(
        name="encrypted.pdf",
        outcomes=("refused",),
        why="it needs a password",
        make=lambda: pdf(SENTENCE, encrypt=_locked("secret")),
        lost=True,
    ),
    Bad(
        name="owner-locked.pdf",
        outcomes=("read",),
        why="encrypted, but anybody may open it; only printing is forbidden",
        make=lambda: pdf(SENTENCE, encrypt=_locked("")),
        keeps=(SENTENCE,),
    ),
    Bad(
        name="image-only.pdf",
        outcomes=("refused",),
        why="its one page is a picture",
        make=lambda: pdf(""),
        lost=True,
    ),
    Bad(
        name="image-page.pdf",
        outcomes=("partial",),
        why="one page of words, one that is a picture",
        make=lambda: pdf(SENTENCE, ""),
        keeps=(SENTENCE,),
        lost=True,
    ),
    Bad(name=HUGE, outcomes=("partial", "refused"), why="100 MB without a line end", make=huge_line, lost=True),
    Bad(
        name="deep.html",
        outcomes=("read", "partial"),
        why="100,000 nested tags: what is before and behind them must not go missing",
        make=deep_html,
        keeps=(SENTENCE, AFTER),
        lost=True,
    ),
    Bad(
        name="mislabelled.html",
        outcomes=("read", "partial"),
        why="windows-1251 that says it is UTF-8; its Russian is told from it and not read as English",
        make=mislabelled_html,
        keeps=(CYRILLIC,),
    ),
    Bad(
        name="utf16-no-mark.txt",
        outcomes=("read",),
        why="UTF-16 without a byte order mark",
        make=lambda: (f"{SENTENCE}\n" * 8).encode("utf-16-le"),
        keeps=(SENTENCE,),
    ),
    Bad(
        name="latin-1.txt",
        outcomes=("read",),
        why="ISO 8859-1 with nothing that says so",
        make=lambda: (f"{ACCENTED}\n" * 8).encode("latin-1"),
        keeps=(ACCENTED,),
    ),
    Bad(
        name="cut.docx",
        outcomes=("refused",),
        why="a DOCX that ends in the middle",
        make=lambda: half(docx(SENTENCE)),
        lost=True,
    ),
    Bad(name="bomb.docx", outcomes=("refused",), why="0.3 MB that unpack to 300 MB", make=bomb_docx, lost=True),
    Bad(
        name="not-word.docx",
        outcomes=("refused",),
        why="a zip without a document in it",
        make=lambda: _zipped("readme", SENTENCE),
        lost=True,
    ),
    Bad(
        name="broken-mime.eml",
        outcomes=("read", "partial"),
        why="unknown charset, false base64, no closing boundary",
        make=broken_eml,
        keeps=(SENTENCE,),
    ),
)


def _zipped(name: str, text: str) -> bytes:
    out = BytesIO()
    with zipfile.ZipFile(out, "w") as package:
        package.writestr(zipfile.ZipInfo(name), text)
    return out.getvalue()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folder", type=Path)
    parser.add_argument("--huge", action="store_true", help="also the line of 100 MB")
    options = parser.parse_args()
    for path, bad in make_bad(options.folder, huge=options.huge).items():
        print(f"{path}: {' or '.join(bad.outcomes)}; {bad.why}")


if __name__ == "__main__":
    main()
