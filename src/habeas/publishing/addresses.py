"""Where things stand on the site: relative addresses, anchors, and which outside address may be linked."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable
from urllib.parse import urlsplit

from habeas.model.case import CaseBook, Source
from habeas.publishing.marks import anchor

_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_UNFIT = re.compile(r"[\s\x00-\x20\x7f-\x9f\u200b-\u200f\u2028-\u202e\ufeff<>\"'`\\{}|^]")


class Addresses:
    """The addresses of one case book's pages, from the root of the site. Every page has one of its own."""

    def __init__(self, book: CaseBook) -> None:
        self._cases = _named("cases", ((c.id, c.slug) for c in book.cases))
        self._reports = _named("reports", ((r.id, r.slug) for r in book.reports))
        self._people = {p.key: c.id for c in book.cases for p in c.people}

    def case(self, ref: str) -> str | None:
        """The page of a case, by its id or by the key of one of its people."""
        return self._cases.get(self._people.get(ref, ref))

    def report(self, ref: str) -> str | None:
        """The page of a report."""
        return self._reports.get(ref)

    def span(self, report: str, start: int, end: int) -> str | None:
        """The very words on the report's page."""
        page = self.report(report)
        return None if page is None else f"{page}#{anchor(start, end)}"

    def source(self, source: Source) -> str | None:
        """The first words of a statement on its report's page."""
        if not source.spans:
            return self.report(source.report)
        return self.span(source.report, *source.spans[0])


def _named(folder: str, found: Iterable[tuple[str, str]]) -> dict[str, str]:
    """A file name for each id: its slug where that is plain and free, with a part of the id's hash where
    not.
    """
    pages: dict[str, str] = {}
    taken: set[str] = set()
    for ref, slug in found:
        name = slug[:80].strip("-") if _SLUG.fullmatch(slug) else ""
        if not name or name in taken:
            name = f"{name or 'page'}-{hashlib.sha256(ref.encode()).hexdigest()[:12]}"
        taken.add(name)
        pages[ref] = f"{folder}/{name}.html"
    return pages


def key_anchor(key: str) -> str:
    """The anchor of a record, from its key."""
    return "k" + re.sub(r"[^0-9A-Za-z]", "-", key)


def outside(url: str | None) -> str | None:
    """The address of a source if it may be linked: http or https, with a host, and nothing strange in it."""
    if url is None or _UNFIT.search(url):
        return None
    try:
        parts = urlsplit(url)
        usable = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.username is None
    except ValueError:
        return None
    return url if usable else None
