"""What a page states of itself: title, publisher, author, date, address, language.

The page's own metadata (JSON-LD, Open Graph, Dublin Core, microdata) come first. trafilatura fills in title and author
from the page's marking; it is not asked for dates, which it also guesses from the text.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from copy import deepcopy
from typing import Any

from lxml import etree
from trafilatura.metadata import extract_metadata

from habeas.model.reading import Described
from habeas.text import cues
from habeas.text.html_main import FAILURES
from habeas.text.stated_dates import edtf

_TITLES = ("og:title", "twitter:title", "dc.title", "dcterms.title", "citation_title")
_PUBLISHERS = (
    "og:site_name",
    "dc.publisher",
    "dcterms.publisher",
    "citation_journal_title",
    "application-name",
)
_AUTHORS = (
    "author",
    "dc.creator",
    "dcterms.creator",
    "citation_author",
    "article:author",
    "parsely-author",
    "byl",
)
_DATES = (
    "article:published_time", "og:article:published_time", "datepublished", "date", "dc.date", "dc.date.issued",
    "dcterms.date", "dcterms.created", "dcterms.issued", "citation_publication_date", "citation_date",
    "parsely-pub-date", "sailthru.date", "pubdate", "publish-date", "publication_date", "article.published",
)  # fmt: skip
_URLS = ("og:url", "twitter:url")
_ARTICLE = re.compile(r"Article|Posting|Report|WebPage", re.IGNORECASE)
_LANGUAGE = re.compile(r"[A-Za-z]{2,3}(?:[-_][A-Za-z0-9]{2,8})*")
_MOST = 500


def described(root: etree._Element) -> Described:
    """What the page says of itself; a field that it does not state is None."""
    meta = _meta(root)
    linked = list(_linked_data(root))
    marked = _marked(root)
    return Described(
        url=_first(_canonical(root), *(meta.get(key) for key in _URLS)),
        title=_first(*(meta.get(key) for key in _TITLES), _from(linked, "headline"), marked.title),
        publisher=_first(*(meta.get(key) for key in _PUBLISHERS), _from(linked, "publisher")),
        author=_first(_from(linked, "author"), *(_person(meta.get(key)) for key in _AUTHORS), marked.author),
        published=_published(root, meta, linked),
        language=_language(root, meta),
    )


def _first(*values: str | None) -> str | None:
    for value in values:
        text = " ".join(value.split()) if value else ""
        if text:
            return text[:_MOST]
    return None


def _person(value: str | None) -> str | None:
    """An author's name; some pages give the address of a profile instead."""
    return None if value is None or "://" in value or cues.is_nobody(value) else value


def _meta(root: etree._Element) -> dict[str, str]:
    found: dict[str, str] = {}
    for element in root.iter("meta"):
        name = element.get("property") or element.get("name") or element.get("itemprop") or ""
        content = element.get("content")
        if name and content and content.strip():
            found.setdefault(name.strip().lower(), content)
    return found


def _canonical(root: etree._Element) -> str | None:
    for element in root.iter("link"):
        if "canonical" in element.get("rel", "").lower().split():
            address = element.get("href", "")
            return address if address.startswith(("http://", "https://")) else None
    return None


def _linked_data(root: etree._Element) -> Iterator[dict[str, Any]]:
    """The articles and pages that the page's JSON-LD describes."""
    for element in root.iter("script"):
        if element.get("type", "").strip().lower() != "application/ld+json" or not element.text:
            continue
        try:
            data = json.loads(element.text, strict=False)
        except (ValueError, RecursionError):
            continue
        for item in _items(data):
            if _ARTICLE.search(str(item.get("@type", ""))):
                yield item


def _items(data: Any) -> Iterator[dict[str, Any]]:
    for item in data if isinstance(data, list) else [data]:
        if isinstance(item, dict):
            yield item
            graph = item.get("@graph")
            yield from (part for part in graph if isinstance(part, dict)) if isinstance(graph, list) else ()


def _from(linked: list[dict[str, Any]], key: str) -> str | None:
    for item in linked:
        value = _named(item.get(key))
        if value:
            return value
    return None


def _named(value: Any) -> str | None:
    """A name out of "…", {"name": "…"} or a list of them."""
    if isinstance(value, list):
        names = [name for name in map(_named, value) if name]
        return ", ".join(names) or None
    if isinstance(value, dict):
        return _named(value.get("name"))
    return _person(value) if isinstance(value, str) else None


def _published(root: etree._Element, meta: dict[str, str], linked: list[dict[str, Any]]) -> str | None:
    stated = [_from(linked, "datePublished"), *(meta.get(key) for key in _DATES), *_times(root)]
    return next((day for day in (edtf(value) for value in stated if value) if day is not None), None)


def _times(root: etree._Element) -> Iterator[str | None]:
    """Elements that are marked as the date of publication; other dates of the page are not."""
    for element in root.iter("time"):
        marked = element.get("itemprop") == "datePublished" or element.get("pubdate") is not None
        if marked or "published" in element.get("class", "").lower():
            yield element.get("datetime") or "".join(element.itertext())


def _language(root: etree._Element, meta: dict[str, str]) -> str | None:
    stated = root.get("lang") or meta.get("og:locale") or meta.get("content-language") or meta.get("dc.language")
    match = _LANGUAGE.fullmatch((stated or "").strip())
    return match.group().replace("_", "-") if match else None


def _marked(root: etree._Element) -> Described:
    """Title and author as trafilatura finds them in the page's marking."""
    try:
        found = extract_metadata(deepcopy(root), extensive=False)
    except FAILURES:  # the page's own statements count alone then
        found = None
    if found is None:
        return Described()
    return Described(title=found.title or None, author=_person(found.author or None))
