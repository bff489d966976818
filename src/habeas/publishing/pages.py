"""The templates' environment: everything is escaped, and nothing undefined passes unseen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping, Sequence
from functools import cache
from textwrap import shorten
from typing import Any

from jinja2 import Environment, PackageLoader, StrictUndefined

from habeas.model.case import CaseBook, CaseFile, ReportLine, Source, Voice
from habeas.model.reading import Reading
from habeas.publishing.addresses import Addresses, key_anchor, outside
from habeas.publishing.bodies import Bodies, position
from habeas.publishing.chart import count_words, newest
from habeas.publishing.dictionary import Columns
from habeas.publishing.glance import stale
from habeas.publishing.marks import anchor
from habeas.publishing.wording import WORDING, count, date_markup, date_words

_OPENING, _OPENING_FROM = 64, 400  # characters of a text that stand for its title, and of which they are made
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8}){0,2}")
_SCRIPTS = {
    "ARABIC": "Arab", "CYRILLIC": "Cyrl", "HEBREW": "Hebr", "CJK": "Hani", "HANGUL": "Kore", "GREEK": "Grek",
    "GEORGIAN": "Geor", "ARMENIAN": "Armn", "ETHIOPIC": "Ethi", "DEVANAGARI": "Deva", "BENGALI": "Beng",
    "THAI": "Thai", "MYANMAR": "Mymr", "TIBETAN": "Tibt", "HIRAGANA": "Jpan", "KATAKANA": "Jpan", "SYRIAC": "Syrc",
}  # fmt: skip


def script(words: str) -> str | None:
    """The script of the first letter that is not Latin, as a language tag of unknown language: "und-Arab"."""
    for char in words:
        if char.isalpha() and not char.isascii():
            name = unicodedata.name(char, "").split(" ")[0].split("-")[0]
            if name in _SCRIPTS:
                return f"und-{_SCRIPTS[name]}"
    return None


def worded(voice: Voice) -> bool:
    """Whether a speaker's words in the report say more than the name: "her lawyer" does, "The Committee" does not."""
    name, text = voice.name.casefold(), voice.text.casefold()
    return bool(text) and not (text.endswith(name) and len(text) <= len(name) + 4)


def told_once(found: Sequence[Source]) -> list[Source]:
    """Without those whose words the same report's same speaker has said among others that are there: one sentence from
    which two statements were taken is one telling.
    """
    return [
        one
        for number, one in enumerate(found)
        if not any(
            _holds(other, one) and (number > place or not _holds(one, other))
            for place, other in enumerate(found)
            if place != number
        )
    ]


def _holds(whole: Source, part: Source) -> bool:
    return (whole.report, whole.voices, whole.status) == (part.report, part.voices, part.status) and all(
        any(start <= inner[0] and inner[1] <= end for start, end in whole.spans) for inner in part.spans
    )


class Site:
    """What every page of one case book is made from."""

    def __init__(
        self,
        book: CaseBook,
        readings: Mapping[str, Reading],
        operator: Mapping[str, str],
        notices: Sequence[Any] | None = None,
        pictures: Sequence[Any] = (),
    ) -> None:
        self.book = book
        self.notices = notices
        self.pictures = pictures
        self.readings = readings
        self.addresses = Addresses(book)
        self.reports = {report.id: report for report in book.reports}
        self.bodies = Bodies(book, readings)
        self._common = {
            "book": book,
            "site": self,
            "at": self.addresses,
            "operator": operator,
            "language": self.language,
            "title": self.title,
        }

    def page(self, template: str, path: str, **values: Any) -> str:
        """The HTML of a page that will stand at `path`, from the root of the site."""
        root = "../" * path.count("/")
        html = _environment().get_template(template).render(root=root, path=path, **self._common, **values)
        return "\n".join(line.rstrip() for line in html.splitlines() if line.strip()) + "\n"

    def title(self, report: ReportLine | None) -> str:
        """A report's title; where it has none, its first words if all of it may be shown, else its publisher."""
        if report is None:
            return "a report that is not listed"
        if report.info.title:
            return report.info.title
        opening = "" if self.book.public else _opening(self.readings.get(report.id))
        if opening:
            return f"“{opening}”"
        return f"Report of {report.info.publisher}" if report.info.publisher else "Report without a title"

    def language(self, report: str) -> str | None:
        """The language of a report as a tag for the page, where it is known and well formed."""
        line = self.reports.get(report)
        tag = line.info.language if line is not None else None
        return tag if tag is not None and _LANGUAGE.fullmatch(tag) else None


def spellings(case: CaseFile, *, fewest: bool = False) -> list[str]:
    """The other spellings of a case's name, other scripts first; with `fewest`, without parts of those before."""
    seen = {case.name.casefold()}
    found: list[str] = []
    for name in sorted(case.names, key=lambda n: (script(n) is None, -len(n.split()), case.names.index(n))):
        words = set(name.casefold().split())
        if name.casefold() in seen or (fewest and any(words <= set(other.split()) for other in seen)):
            continue
        seen.add(name.casefold())
        found.append(name)
    return found


def _opening(reading: Reading | None) -> str:
    """The first words of what a report tells; headers and menus are passed over."""
    told = (p for p in reading.passages if p.role in ("title", "body")) if reading is not None else ()
    first = next((reading.text[p.start : p.end] for p in told), "") if reading is not None else ""
    return shorten(first[:_OPENING_FROM], _OPENING, placeholder=" …")


@cache
def _environment() -> Environment:
    env = Environment(
        loader=PackageLoader("habeas.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    env.filters.update(
        when=date_markup,
        when_words=date_words,
        script=script,
        worded=worded,
        anchor=key_anchor,
        counted=count_words,
        told_once=told_once,
    )
    env.globals.update(
        words=WORDING,
        position=position,
        stale=stale,
        outside=outside,
        count=count,
        newest=newest,
        spellings=spellings,
        span_anchor=anchor,
    )
    return env


def dictionary_page(columns: Columns, files: list[tuple[str, str]], public: bool) -> str:
    """The data dictionary as a page that stands beside the data."""
    html = _environment().get_template("data-dictionary.html").render(columns=columns, files=files, public=public)
    return "\n".join(line.rstrip() for line in html.splitlines() if line.strip()) + "\n"
