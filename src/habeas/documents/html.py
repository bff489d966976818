"""A document as HTML: a whole page to keep and send, or the part of one that the desk shows within its own."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from importlib.resources import files

from jinja2 import DictLoader, Environment, StrictUndefined

from habeas.documents.model import Document, Run, sources_of
from habeas.documents.writing import about_source, clean, line_rtl, lines_in, rtl, web, words


@cache
def _environment() -> Environment:
    folder = files("habeas.documents")
    names = ("part.html", "page.html", "page.css")
    loader = DictLoader({name: (folder / name).read_text(encoding="utf-8") for name in names})
    made = Environment(loader=loader, autoescape=True, undefined=StrictUndefined, trim_blocks=True, lstrip_blocks=True)
    made.filters |= {"clean": clean, "web": web}
    return made


def as_html(document: Document) -> str:
    """The whole page: nothing in it is fetched from anywhere, and no script runs."""
    return _rendered("page.html", document, "")


def as_html_part(document: Document, prefix: str = "doc-") -> str:
    """The document without a page around it, for a page with styles of its own; ids begin with `prefix`."""
    return _rendered("part.html", document, prefix)


def _rendered(template: str, document: Document, prefix: str) -> str:
    return (
        _environment()
        .get_template(template)
        .render(
            document=document,
            direction="rtl" if document.rtl else "ltr",
            known=frozenset(sources_of(document)),
            own=words(document.language),
            about=about_source,
            turned=_direction,
            lines=lines_in,
            turned_line=_line,
            prefix=prefix,
        )
    )


def _direction(text: str) -> str:
    turned = rtl(text)
    return "auto" if turned is None else "rtl" if turned else "ltr"


def _line(runs: Iterable[Run], base: bool) -> str:
    """The direction of a line that is not the document's; empty where it is."""
    turned = line_rtl(runs, base)
    return "" if turned == base else "rtl" if turned else "ltr"
