"""A case as a document to be printed: its life line, what is told of the person, who says so, and every source."""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from habeas.documents import Block, Document, Heading, Items, Language, Paragraph, Run, Sources, Table
from habeas.documents import Source as Listed
from habeas.exporting.about import INSIDE, Content, Namer
from habeas.model.case import CaseFile, Source
from habeas.publishing.tables import chained


class Labels(msgspec.Struct, frozen=True, kw_only=True):
    """The document's own words, in its language. `term` puts a term of the core into that language."""

    term: Namer = str
    life: str = "Life line"
    when: str = "When"
    what: str = "What"
    value: str = "Value"
    words: str = "Whose words"
    properties: str = "What is told of the person"
    disputed: str = "Accounts disagree"
    demands: str = "Demands"
    claims: str = "What else is said"
    also: str = "Also known as"
    as_of: str = "As of"
    licence: str = "Licence"
    no_licence: str = "none is stated"
    record: str = "Record"
    reports: str = "Reports"
    not_public: str = "NOT PUBLIC"
    inside: str = INSIDE
    no_day: str = "no day known"


def case_document(content: Content, case: CaseFile, labels: Labels, language: Language) -> Document:
    """The document of one case."""
    made = _Pages(content, case, labels)
    blocks = tuple(made.blocks())
    about = content.about
    return Document(
        title=case.name,
        subtitle=case.summary,
        language=language,
        blocks=(*blocks, Sources(tuple(made.listed.values()))),
        marks=(labels.not_public,) if about.inside else (),
        made=about.made[:10],
    )


class _Pages:
    def __init__(self, content: Content, case: CaseFile, labels: Labels) -> None:
        self._content, self._case, self._labels = content, case, labels
        self._reports = {report.id: report for report in content.book.reports}
        self.listed: dict[str, Listed] = {}

    def blocks(self) -> Iterator[Block]:
        yield from self._head()
        yield from self._life()
        yield from self._properties()
        yield from self._demands()
        yield from self._claims()

    def _head(self) -> Iterator[Block]:
        labels, about, case = self._labels, self._content.about, self._case
        if about.inside:
            yield Paragraph((Run(labels.inside, "strong"),), "note")
        others = [name for name in case.names if name != case.name]
        if others:
            yield Paragraph((Run(f"{labels.also}: ", "quiet"), Run(" · ".join(others))))
        lines = [
            (labels.as_of, about.as_of or labels.no_day),
            (labels.licence, about.licence or labels.no_licence),
            (labels.record, self._content.places.case(case)),
            (labels.reports, str(len(case.reports))),
        ]
        yield Items(tuple((Run(f"{label}: ", "quiet"), Run(text)) for label, text in lines if text))

    def _marks(self, sources: tuple[Source, ...]) -> tuple[int, ...]:
        return tuple(dict.fromkeys(self._source(one) for one in sources))

    def _source(self, source: Source) -> int:
        if source.key not in self.listed:
            report = self._reports.get(source.report)
            info = None if report is None else report.info
            self.listed[source.key] = Listed(
                number=len(self.listed) + 1,
                quote=" … ".join(source.quotes),
                said_by=chained(source.voices),
                title=(info.title or info.source) if info is not None else "",
                date=source.said or "",
                address=(info.url or "") if info is not None else "",
                archived=self._content.places.statement(source.key),
                sha256=source.report.removeprefix("sha256:"),
                key=source.key,
            )
        return self.listed[source.key].number

    def _who(self, sources: tuple[Source, ...]) -> tuple[Run, ...]:
        said = " · ".join(dict.fromkeys(chained(one.voices) for one in sources))
        return (Run(said, sources=self._marks(sources)),)

    def _life(self) -> Iterator[Block]:
        labels = self._labels
        rows = []
        for event in self._case.life:
            status = "" if event.status == "asserted" else f" ({labels.term(event.status.replace('_', ' '))})"
            more = " · ".join(part for part in (event.where or "", *event.actors) if part)
            what = (Run(labels.term(event.label) + status, "strong"), *([Run(f" – {more}")] if more else []))
            day = event.when or event.before or ""
            rows.append(((Run(day) if day else Run(labels.no_day, "gap"),), what, self._who(event.sources)))
        if rows:
            yield Heading(labels.life)
            yield Table((labels.when, labels.what, labels.words), tuple(rows), (2, 4, 5))

    def _properties(self) -> Iterator[Block]:
        labels = self._labels
        rows = []
        for prop in self._case.properties:
            for value in prop.values:
                clash = [Run(f" ({labels.disputed})", "strong")] if prop.relation == "conflict" else []
                named = (Run(labels.term(prop.label)),)
                rows.append((named, (Run(value.label), *clash), self._who(value.sources)))
        if rows:
            yield Heading(labels.properties)
            yield Table((labels.what, labels.value, labels.words), tuple(rows), (2, 4, 5))

    def _demands(self) -> Iterator[Block]:
        if self._case.demands:
            yield Heading(self._labels.demands)
            lines = [
                (Run(f"{one.by}: ", "strong"), Run(one.text, "quote", self._marks((one.source,))))
                for one in self._case.demands
            ]
            yield Items(tuple(lines))

    def _claims(self) -> Iterator[Block]:
        if self._case.claims:
            yield Heading(self._labels.claims)
        for one in self._case.claims:
            quote = Run(" … ".join(one.quotes), "quote")
            yield Paragraph((quote, Run(f" – {chained(one.voices)}", sources=self._marks((one,)))), "quote")
