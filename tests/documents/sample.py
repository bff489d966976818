"""A document with everything in it that a document can have, in each language. All in it is invented."""

from __future__ import annotations

from habeas.documents import (
    Document,
    Heading,
    Items,
    Language,
    PageBreak,
    Paragraph,
    Run,
    Source,
    Sources,
    Table,
)

BODIES: dict[Language, str] = {
    "en": "She was arrested on 2 May 2024.",
    "fr": "Elle a été arrêtée le 2 mai 2024.",
    "es": "Fue detenida el 2 de mayo de 2024.",
    "ar": "أُوقفت (Tamar Veld) في 2 مايو 2024.",
}
QUOTE = "was taken from her home at dawn"
ARABIC = "قالت أختها إنها مريضة"
HOSTILE = 'a\x00\x07b #emph[x] $y$ \\ <script>alert(1)</script> &amp; "q" \u202egnp.exe \ud800 {{ 7*7 }}'


def sample(language: Language, extra: str = "") -> Document:
    """The document in a language; `extra` stands in every place that holds text."""
    body = BODIES[language] + extra
    cell = (Run(body, "plain", (1,)),)
    return Document(
        title="Tamar Veld" + extra,
        language=language,
        subtitle=body,
        marks=("UA 7/2026" + extra,),
        author="Qindeel" + extra,
        made="2026-11-22",
        blocks=(
            Heading(body),
            Heading(body, 2),
            Paragraph((Run(body + " "), Run(QUOTE + extra, "quote", (1, 2)), Run("—" + extra, "gap"))),
            Paragraph((Run(ARABIC + extra),), "quote"),
            Paragraph((Run(f"{body}\n{QUOTE}{extra}"),), "address"),
            Paragraph((Run(body, address="https://example.org/a?b=c&d" + extra),), "note"),
            Items((cell, (Run(body, "strong"),)), numbered=True),
            Items((cell, (Run(body, "quiet"),))),
            Table((body, "2"), ((cell, (Run(QUOTE + extra, "quote", (9,)),)),), (2, 1)),
            PageBreak(),
            Sources((source(1, QUOTE + extra), source(2, ARABIC + extra)), extra),
        ),
    )


def source(number: int, quote: str) -> Source:
    """A source with all that an annex can say of one."""
    return Source(
        number=number,
        quote=quote,
        said_by="The Courier → her sister",
        title="The Lantern Post",
        date="2 May 2024",
        address="https://news.example/2024/a",
        archived="https://archive.example/abc",
        sha256="sha256:" + "ab" * 32,
        key="st:0123",
    )
