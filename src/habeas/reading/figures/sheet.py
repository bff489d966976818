"""Counts in lines of label and number under a heading that says of whom: "Women: 31", "Total (4,900)"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from msgspec import structs

from habeas.model.reading import Figure
from habeas.model.span import Span
from habeas.reading.figures.dates import stated_as_of
from habeas.reading.page import READ_ROLES
from habeas.reading.story import Story
from habeas.reading.tables import load

_NUMBER = r"(?P<n>\d{1,3}(?:[,.\u00a0 ]\d{3})+|\d{1,6})"
_BOUND = r"(?P<bound>(?:more than|over|at least|about|some|around|approximately|nearly|almost|up to) )?"
_LINE = re.compile(
    rf"^[\s•*·–—-]{{0,12}}+(?P<label>[^\W\d][^\n:;.?!]{{1,70}}?)\s{{0,20}}(?::|\s[–—-]|\s{{3}})\s{{0,20}}+"
    rf"{_BOUND}\(?{_NUMBER}\)?(?P<plus>\+)?"
    r"(?P<rest>\.?\s{0,9}(?:people|persons?|prisoners?|detainees?|inmates?)?[.;,]?"
    r"(?:\s{0,9}\(?\d[\d.]{0,9}\s?%\)?|\s{0,9}\([^()\n]{1,40}\))?\s{0,9}"
    r"|(?: (?:people|persons?|prisoners?|detainees?|inmates?))?,? (?:of whom|including|among them)\b.*)$",
    re.I,
)
_ALONE = re.compile(rf"\s{{0,9}}{_NUMBER}\s{{0,9}}")
_PAIR = re.compile(rf"\s{{0,9}}(?P<label>[^\W\d][^\n:;.?!]{{1,70}})\s{{1,20}}(?P<bound>){_NUMBER}(?P<plus>)")
"""A label and the number on the next line, as the cells of a table are kept."""
_NO_COUNT = re.compile(
    r"\b(?:date|year|age|tel|phone|fax|article|law|number of pages|page|born|id|case|cell|ward|room|days?|months?|years"
    r"|hours?|term|sum|fine|price|amount|no|ref|(?:prisoner|inmate|detainee|file|prison) number)\b",
    re.I,
)
_OF_PEOPLE = re.compile(
    r"(?:[\w-]{1,30} ){0,2}(?:prisoners|detainees|inmates|captives)"
    r" (?:sentenced|serving|held|who|with|over|under|aged|in)\b",
    re.I,
)
_OWNED = re.compile(r"\b(?:women|children|girls|minors)['’]s?\b")
_WHO = re.compile(
    r"\b(?:political |administrative )?(?:prisoners|detainees|inmates|martyrs|people|persons|arrests|deaths)\b", re.I
)
_COUNTED = re.compile(r"(?:s|ed|dead|missing|women|children|killings)\b", re.I)
_LINES = re.compile(r"[^\n]+")
_YEAR = range(1900, 2100)
_DIGITS = 4
_ONE_YEAR = re.compile(r"\d{4}")
_LEAST = 2
"""From so many on a single line counts."""
_HEADING = 200
"""Characters of a line that may be the heading of a sheet."""
_CELL = 2
"""Words of a cell at the head of a column, which is no line between a heading and its rows."""
_SHORT = 5
"""Words of the label of a line that stands alone."""
_BEFORE = 2
"""Lines without a number that may stand between a heading and the first of its lines."""


_RULE = "figure.sheet"
_CUSTODY = frozenset({"held", "women_held", "children_held", "without_charge"})
_ALONE_NOTHING = frozenset({None, "women_held", "children_held"})
"""What the label of a single line may be on the sheet of one person: "Children: 2"."""
_TOTALS = frozenset({"total", "all", "overall", "altogether"})


class _Row(NamedTuple):
    label: str
    number: int
    match: re.Match[str]
    start: int
    end: int


def sheet_figures(story: Story) -> Iterator[Figure]:
    """A figure for each line of such a sheet, in the order of the text, with ids of their own ("s1")."""
    number = 0
    for heading, rows in _sheets(story):
        own = {_measure(row.label, None) for row in rows}
        about = _measure(heading[0], None) or ("held" if len(own & _CUSTODY) > 1 else None)
        if about is None and own == {None}:
            continue
        if len(rows) == 1 and (own & _ALONE_NOTHING or not _one_alone(rows[0])):
            continue
        whole: Figure | None = None
        for row in rows:
            found = _measure(row.label, about)
            if found is None:
                continue
            number += 1
            one = structs.replace(_figure(story, row, found, heading), id=f"s{number}")
            if _TOTALS & set(row.label.lower().split()):
                whole = one
            elif whole is not None and row.number <= (whole.value or 0):
                one = structs.replace(one, part_of=whole.id)
            yield one


def with_sheets(figures: list[Figure], found: list[Figure]) -> list[Figure]:
    """The figures with those of the sheets in their place; what a sheet's line counts is told once."""
    spans = [f.evidence[0] for f in found]
    kept = [f for f in figures if not any(span.overlaps(f.evidence[0]) for span in spans)]
    return sorted([*kept, *found], key=lambda f: f.evidence[0].start)


def _sheets(story: Story) -> Iterator[tuple[tuple[str, int, int], list[_Row]]]:
    """Each run of such lines with the words, beginning and end of the line above it."""
    heading, since, rows = ("", 0, 0), 0, list[_Row]()
    lines = _read_lines(story)
    cells = _cells(story.page.text, lines)
    for line in lines:
        row = _row(line) or cells.get(line.start())
        if row is not None:
            rows.append(row)
            continue
        if any(r.start < line.start() < r.end for r in rows[-1:]):
            continue  # the number of a row told in two cells
        if rows:
            yield heading, rows
        words = line.group().strip()
        since = 0 if rows else since + (len(words.split()) > _CELL)
        if len(words) > _HEADING:
            heading = ("", 0, 0)
        elif _measure(words, None) is not None or since > _BEFORE or rows:
            heading, since = (words, line.start(), line.end()), 0
        rows = []
    if rows:
        yield heading, rows


def _read_lines(story: Story) -> list[re.Match[str]]:
    """The lines of the report that are read and not empty."""
    page = story.page
    found = (
        line
        for passage in page.passages
        if passage.role in READ_ROLES
        for line in _LINES.finditer(page.text, passage.start, passage.end)
    )
    return [line for line in found if line.group().strip()]


def _cells(text: str, lines: list[re.Match[str]]) -> dict[int, _Row]:
    """Rows of a table with two columns, each cell on a line of its own, by where the label begins."""
    found: dict[int, _Row] = {}
    alone = [_ALONE.fullmatch(line.group()) is not None for line in lines] + [False, False]
    for n, line in enumerate(lines[:-1]):
        if alone[n] or not alone[n + 1] or alone[n + 2]:
            continue
        pair = _PAIR.match(text, line.start(), lines[n + 1].end())
        if pair is not None and not _counts_things(pair["label"]) and not _a_year(pair["n"]):
            label = " ".join(pair["label"].split())
            found[line.start()] = _Row(label, _whole(pair["n"]), pair, line.start(), pair.end())
    return {start: row for start, row in found.items() if len(found) >= _LEAST}


def _one_alone(row: _Row) -> bool:
    """Whether a single line says of itself what it counts: "Executed: (7)", "Deaths in custody: 14"."""
    return len(row.label.split()) <= _SHORT and row.number >= _LEAST and _COUNTED.search(row.label) is not None


def _row(line: re.Match[str]) -> _Row | None:
    found = _LINE.match(line.group())
    if found is None or _counts_things(found["label"]):
        return None
    if _a_year(found["n"]):
        return None
    return _Row(" ".join(found["label"].split()), _whole(found["n"]), found, line.start(), line.end())


def _counts_things(label: str) -> bool:
    """Whether a label is that of an age, a term, a date; "Prisoners serving more than 20 years" counts prisoners."""
    return _NO_COUNT.search(label) is not None and _OF_PEOPLE.match(label) is None


def _whole(number: str) -> int:
    return int(re.sub(r"\D", "", number))


def _a_year(number: str) -> bool:
    return len(number) == _DIGITS and int(number) in _YEAR


def _measure(words: str, heading: str | None) -> str | None:
    """What a label or a heading counts; a label that says no more than who they are counts what its heading does."""
    low = _OWNED.sub("", f" {words.lower()} ")
    for measure, marks in load("figures")["sheet"].items():
        if any(mark in low for mark in marks):
            held = heading in (None, "held") or measure not in ("women_held", "children_held", "ill", "without_charge")
            return str(measure) if held else heading
    return heading


def _ended(text: str, span: Span, value: str) -> str:
    """ "At the end of 2021" is its last day."""
    at_the_end = text[max(0, span.start - 8) : span.start].lower().split()[-2:] == ["end", "of"]
    return f"{value}-12-31" if at_the_end and _ONE_YEAR.fullmatch(value) else value


def _figure(story: Story, row: _Row, measure: str, heading: tuple[str, int, int]) -> Figure:
    page = story.page
    origin = 0 if row.match.re is _PAIR else row.start
    first = row.start + len(row.match.group()) - len(row.match.group().lstrip(" \t•*·–—-"))
    last = origin + row.match.end("plus" if row.match["plus"] else "n")
    evidence = Span.of(page.text, first, last)
    bound = (row.match["bound"] or "").strip()
    least = bool(row.match["plus"]) or bound.lower() in ("more than", "over", "at least")
    most = bound.lower() == "up to"
    token = page.token_at(origin + row.match.start("n"))
    dated = next((_ended(page.text, span, value) for span, value in story.times.within(heading[1], heading[2])), None)
    stated = stated_as_of(story) if dated is not None else None
    dated = stated[1] if stated is not None and heading[1] <= stated[0] < heading[2] else dated
    told = _WHO.search(heading[0]) if row.label.split()[0].lower() in _TOTALS else None
    anchor = story.times.anchor(token) if token is not None else None
    return Figure(
        id="",
        measure=measure,
        of=told.group() if told is not None else row.label,
        evidence=(evidence,),
        value=row.number,
        low=row.number if least else None,
        high=row.number if most else None,
        approximate=bool(bound) and not (least or most),
        method=bound or None,
        part_of=None,
        place=None,
        as_of=dated or anchor,
        since=None,
        said_by=story.scope.said_by(evidence),
        rule=_RULE,
    )
