"""The date of a report from its dateline, its closing line or its address, where neither the file nor a person gave it.

Header lines ("Published: …") and a page's metadata are the text stage's; they come first.
"""

from __future__ import annotations

import re
from datetime import date

import msgspec

from habeas.model.reading import Passage, ReportInfo
from habeas.reading.script import CAPITALS
from habeas.reading.times.forms import CalendarDate, Found
from habeas.reading.times.reckon import value
from habeas.reading.times.scan import scan

_MARKED = "A-ZÀ-Þ"
"""Stands in the patterns below for every capital letter with a mark."""
_READ = frozenset({"title", "dateline", "body", "list_item"})
_HEAD = 140
_FIRST, _LAST = 12, 4
_LONGEST_LINE = 70
_TOWN = re.compile(r"(?:[^\W\d_][\w.'’-]*+[\s,/()\[\]]*+){1,6}")
_AFTER = re.compile(r"[\s,]*+[)\]]?\s*+(?:[(\[][^()\[\]\n]{1,40}[)\]]\s*+)?(?:[-–—:]\s|\.?\s*+[-–—])")
_UNDATED = re.compile(
    (
        r"[A-ZÀ-Þ][A-ZÀ-Þ .'’-]{2,40}(?:, [A-Z][\w.]+(?: [A-Z][\w.]+)?){0,2}"
        r"(?: ?\([A-Z][\w .&-]{1,30}\) ?[—–-]{1,2}| ?[—–] | -{1,2} ) ?"
    ).replace(_MARKED, CAPITALS)
)
"""A dateline with a town in capitals, with or without its agency, but no day."""
_OF_AGENCY = re.compile(
    (
        r"[A-ZÀ-Þ][\w.'’-]{0,40}+(?: [A-ZÀ-Þ][\w.'’-]{0,40}+){0,5}"
        r"(?:,? ?\([A-Z][A-Z.&/ -]{1,20}\)|, ?[A-Z][A-Z&]{2,9}) ?[—–-]{1,2} (?=[\"“‘(A-ZÀ-Þ\d])"
    ).replace(_MARKED, CAPITALS)
)
"""The same with the town in small letters and its agency, before a sentence: "Dar Korda, ORDA -- The ministry"."""
_TOWN_BEHIND = re.compile(
    r",?\s{1,9}(?:[A-ZÀ-Þ][\w.'’-]{0,40}+[\s,]{1,9}+){1,4}[-–—]{1,2}\s(?=[\"“‘(A-ZÀ-Þ\d])".replace(_MARKED, CAPITALS)
)
"""A town after the day that opens a dateline: "7 May 2014, Old Korda – The strike"."""
_LABEL = re.compile(r"(?:date|dated|issued|published|posted|released|updated|on)\s*:?", re.IGNORECASE)
_HOUR = re.compile(
    r"(?:[,;-]?\s*(?:at\s+)?\d{1,2}[:.h]\d\d(?::\d\d)?\s*+(?:[ap]\.?m\.?)?\s*+(?:\(?[A-Za-z]{2,5}\)?)?|,?\s*No\.?\s*[\w/.-]+)?"
)
_TITLES = 4
"""Lines from the top among which the name of a bulletin stands."""
_BULLETIN = re.compile(
    r"\b(?:bulletin|newsletter|digest|update|report|review|summary|monitor|overview|actions?|round-?up|chronicle|issue|edition|news)"
    r"[\s,:;–—|(\[-]*+(?:(?:no|number|issue|vol|volume|nr)\.?\s*+\d++[\s,:;–—|(\[-]*+)?(?:(?:for|of)\s++)?\Z",
    re.IGNORECASE,
)
"""What a bulletin calls itself, right before the month of which it tells."""
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)[/-](\d{1,2})(?:[/-](\d{1,2}))?(?=[/\-_.?#]|$)")


def found_date(text: str, passages: tuple[Passage, ...], url: str | None = None) -> str | None:
    """The report's date as EDTF, or None.

    A dateline without a year takes it from the address, if that names the same month.
    """
    lines = [
        line.strip()
        for passage in passages
        if passage.role in _READ
        for line in text[passage.start : passage.end].splitlines()
        if line.strip()
    ]
    address = _of_address(url)
    for line in lines[:_FIRST]:
        found = _alone(line)
        if found is not None:
            return found
    for line in lines[:_FIRST]:
        hit = _dateline(line[:_HEAD] + " ")
        if hit is not None:
            return _with_year(hit[0], address)
    for line in lines[-_LAST:]:
        found = _alone(line)
        if found is not None:
            return found
    if address is not None and len(address) == 10:
        return address
    return next((month for line in lines[:_TITLES] if (month := _of_bulletin(line)) is not None), None)


def _of_bulletin(line: str) -> str | None:
    """The month of "Monthly Bulletin, March 2030", "Urgent actions May 2031" and the like."""
    hits = scan(line) if len(line) < _LONGEST_LINE and not line.endswith(".") else []
    if len(hits) != 1 or not isinstance(hits[0].form, CalendarDate):
        return None
    form, before, after = hits[0].form, line[: hits[0].start], line[hits[0].end :]
    if form.year is None or form.month is None or form.day or form.which is not None or after.strip(" )].") != "":
        return None
    return value(form, None, "past") if _BULLETIN.search(before) is not None else None


def dated(report: ReportInfo, text: str, passages: tuple[Passage, ...]) -> ReportInfo:
    """The report with the date that its own words give, where neither a person nor the file gave one."""
    if report.published is not None:
        return report
    found = found_date(text, passages, report.url)
    if found is None:
        return report
    known = msgspec.structs.replace(report.found, published=found)
    return msgspec.structs.replace(report, published=found, found=known)


def _of_address(url: str | None) -> str | None:
    """The date in an address such as "…/2022/01/17/title", as fine as it is."""
    hit = _IN_ADDRESS.search(url or "")
    if hit is None:
        return None
    year, month = int(hit[1]), int(hit[2])
    try:
        day = date(year, month, int(hit[3] or 1))
    except ValueError:
        return None
    return day.isoformat() if hit[3] else day.isoformat()[:7]


def dateline_end(paragraph: str) -> int | None:
    """Where the first sentence of a paragraph begins, if a dateline stands before it; None if none does."""
    hit = _dateline(paragraph[:_HEAD])
    if hit is not None:
        return hit[1]
    undated = _UNDATED.match(paragraph) or _OF_AGENCY.match(paragraph[:_HEAD])
    return undated.end() if undated is not None else None


def _dateline(head: str) -> tuple[CalendarDate, int] | None:
    """ "KORDA, 3 May (Orda) — …": a town, a date, and a dash before the first sentence, which begins at the offset."""
    for found in scan(head):
        form = found.form
        if not isinstance(form, CalendarDate) or not form.day or not form.month:
            continue
        before, after = head[: found.start], head[found.end :]
        if not before.strip() and form.year and (behind := _TOWN_BEHIND.match(after)) is not None:
            return form, found.end + behind.end()
        end = _AFTER.match(after)
        return (form, found.end + end.end()) if _towns(before) and end is not None else None
    return None


def _towns(before: str) -> bool:
    """Whether what stands before a date is a place: a few words, the first in capitals, nothing said of it."""
    if not before.strip() or not _TOWN.fullmatch(before):
        return False
    names = [word for word in re.findall(r"[^\W\d_]{2,}", before) if word.lower() not in ("al", "el", "de", "of")]
    return bool(names) and all(word[0].isupper() or not word[0].islower() for word in names)


def _with_year(form: CalendarDate, address: str | None) -> str | None:
    if form.year is not None:
        return value(form, None, "past")
    if address is None or int(address[5:7]) != form.month:
        return None
    return value(CalendarDate(int(address[:4]), form.month, form.day, form.weekday), None, "past")


def _alone(line: str) -> str | None:
    """A line that is nothing but a full date, with or without a town or a label before it and an hour after it."""
    hits: list[Found] = scan(line) if len(line) < _LONGEST_LINE else []
    if len(hits) != 1:
        return None
    form, before, after = hits[0].form, line[: hits[0].start].strip(" ("), line[hits[0].end :].strip(" .)")
    if not isinstance(form, CalendarDate) or not (form.year and form.day) or not _HOUR.fullmatch(after):
        return None
    return value(form, None, "past") if not before or _LABEL.fullmatch(before) or _towns(before) else None
