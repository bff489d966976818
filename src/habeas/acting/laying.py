"""A filled form as a document: as a table, a letter or a sheet, with the annex of its sources."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from habeas.acting.days import date_words
from habeas.acting.facts import Fact
from habeas.acting.filling import Answer, Filled, FilledField
from habeas.acting.naming import words
from habeas.acting.saying import runs
from habeas.documents.model import Block, Document, Heading, Items, Language, Paragraph, Run, Source, Sources, Table

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


class Edition(msgspec.Struct, frozen=True, kw_only=True):
    """What a document says of itself: its title (the form's, where empty), the day it was made (ISO 8601), by whom."""

    title: str = ""
    made: str = ""
    author: str = ""
    marks: tuple[str, ...] = ()
    draft: bool = True


def laid_out(filled: Filled, edition: Edition) -> Document:
    """The document."""
    own = words(filled.language)
    marks = (*((own.draft,) if edition.draft else ()), *edition.marks)
    numbers = {fact.key: number for number, fact in enumerate(filled.facts, 1)}
    blocks = _LAYOUTS[filled.form.layout](filled, numbers)
    return Document(
        title=edition.title or filled.title,
        language=filled.language,
        marks=marks,
        author=edition.author,
        made=edition.made,
        blocks=(*blocks, *_notes(filled), *annex(filled.facts, filled.language)),
    )


def annex(facts: tuple[Fact, ...], language: Language) -> tuple[Block, ...]:
    """The annex of sources of some facts, numbered in their order; nothing where there are none."""
    entries = tuple(source_of(fact, number, language) for number, fact in enumerate(facts, 1))
    return (Sources(entries, words(language).annex),) if entries else ()


def source_of(fact: Fact, number: int, language: Language) -> Source:
    """A fact as an annex lists it."""
    return Source(
        number=number,
        quote=fact.quotation,
        said_by=" → ".join(fact.said_by),
        title=fact.origin.title,
        date=date_words(fact.origin.published, language) if fact.origin.published else "",
        address=fact.origin.address,
        archived=date_words(fact.origin.archived, language) if fact.origin.archived else "",  # an address, or a day
        sha256=fact.origin.sha256,
        key=fact.key,
    )


def _notes(filled: Filled) -> Iterator[Block]:
    """That quotations keep their language, and that a machine translated the labels."""
    own = words(filled.language)
    said = [own.translation] if filled.facts and filled.language != "en" else []
    if filled.language != "en" and not (filled.form.read_by and own.read_by):
        said.append(own.machine)
    if said:
        yield Paragraph((Run(" ".join(said)),), "note")


def _answer(one: Answer, numbers: dict[str, int]) -> tuple[Run, ...]:
    marks = tuple(numbers[key] for key in one.keys if key in numbers)
    made = [Run(f"{one.head}: ", "strong")] if one.head else []
    made.append(Run(one.text, "quote" if one.quote else "plain", marks))
    if one.who:
        made += [Run(" – ", "quiet"), Run(one.who, "quiet")]
    if one.remark:
        made.append(Run(f" ({one.remark})", "quiet"))
    return tuple(made)


def _own(one: FilledField, filled: Filled, numbers: dict[str, int]) -> list[tuple[Run, ...]]:
    """The writer's words, a line each."""
    lines = [line for line in one.own.split("\n") if line.strip()]
    if one.field.own:
        return [runs(line, filled.facts, numbers) for line in lines]
    return [(Run(date_words(line, filled.language) if _DAY.fullmatch(line) else line),) for line in lines]


def _lines(one: FilledField, filled: Filled, numbers: dict[str, int]) -> list[tuple[Run, ...]]:
    own = words(filled.language)
    found = [*_own(one, filled, numbers), *(_answer(answer, numbers) for answer in one.answers)]
    if one.hidden:
        found.append((Run(own.more.format(count=one.hidden), "quiet"),))
    return found or [(Run(own.gap, "gap"),)]


def _cell(lines: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    """Lines as one cell: each begins anew."""
    made: list[Run] = []
    for number, line in enumerate(lines):
        made += [Run("\n"), *line] if number else line
    return tuple(made)


def _table(filled: Filled, numbers: dict[str, int]) -> Iterator[Block]:
    own = words(filled.language)
    for part in filled.parts:
        yield Heading(part.label)
        rows = [((Run(one.label),), _cell(_lines(one, filled, numbers))) for one in part.fields]
        yield Table((own.question, own.answer), tuple(rows), (2, 5))


def _sheet(filled: Filled, numbers: dict[str, int]) -> Iterator[Block]:
    for part in filled.parts:
        fields = [one for one in part.fields if not one.empty or one.lacking]
        if fields and not part.silent:
            yield Heading(part.label)
        for one in fields:
            yield from _field(one, _lines(one, filled, numbers), named=not part.silent and len(fields) > 1)


def _letter(filled: Filled, numbers: dict[str, int]) -> Iterator[Block]:
    for part in filled.parts:
        fields = [one for one in part.fields if not one.empty or one.lacking]
        if fields and not part.silent:
            yield Heading(part.label)
        for one in fields:
            named = one.field.id in ("subject", "deadline") or one.empty
            yield from _field(one, _lines(one, filled, numbers), named=named)


def _field(one: FilledField, lines: list[tuple[Run, ...]], *, named: bool) -> Iterator[Block]:
    label = (Run(f"{one.label}: ", "strong"),) if named else ()
    told = any(answer.head or answer.quote for answer in one.answers)
    if told or (one.own and one.field.numbered):
        if label and not one.own:
            yield Paragraph(label)
        yield Items(tuple(lines), numbered=one.field.numbered and bool(one.own))
    elif one.own and not one.answers:
        yield Paragraph((*label, *_cell(lines)), "address" if one.field.given else "plain")
    else:
        yield Paragraph((*label, *_joined(lines)))


def _joined(lines: list[tuple[Run, ...]]) -> tuple[Run, ...]:
    made: list[Run] = []
    for number, line in enumerate(lines):
        made += [Run("; "), *line] if number else line
    return tuple(made)


_LAYOUTS = {"table": _table, "sheet": _sheet, "letter": _letter}
