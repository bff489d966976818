"""The case book of the invented reports, with what only weighing and resolving can add, written out by hand."""

from __future__ import annotations

from collections.abc import Mapping

import msgspec

from habeas.model.case import CaseBook, CaseFile, Finding, Join, LifeEvent
from habeas.model.reading import Reading
from tests.publishing.booking import book
from tests.publishing.invented_readings import readings

replace = msgspec.structs.replace
TOGETHER = (frozenset({"Samir al-Qasrawi", "Sameer Qasrawi"}),)


def invented() -> tuple[CaseBook, Mapping[str, Reading]]:
    """The working copy's book, and its readings by report id."""
    found = readings()
    made = book(found, together=TOGETHER)
    wires = {found[1].report.id, found[2].report.id}
    cases = tuple(_mended(case) for case in made.cases)
    demands = made.demands
    cases = tuple(replace(c, demands=tuple(d for d in demands if c.id in d.cases)) for c in cases)
    series = tuple(
        replace(s, findings=(_drift(s.id, tuple(p.source for p in s.dated)),)) if s.measure == "held" else s
        for s in made.figures
    )
    lev = next(c for c in cases if c.name == "Lev Ardanov")
    arrest = next(e for e in lev.life if e.type == "arrest").sources
    copies = Finding(
        id="copies-1",
        kind="copies",
        text="Two reports of 2 May 2023 share most of their words and are counted as one source.",
        sources=(arrest[0], arrest[-1]),
    )
    findings = (*(f for c in cases for f in c.findings), copies)
    reports = tuple(replace(r, copy_group="A" if r.id in wires else None) for r in made.reports)
    return (
        replace(made, cases=cases, figures=series, findings=findings, reports=reports),
        {r.report.id: r for r in found},
    )


def _drift(ref: str, sources: tuple[object, ...]) -> Finding:
    text = (
        "From about 4,650 at the end of 2021 the count goes to about 4,600 in December 2022 and 4,710 to 4,730 in "
        "February 2024; the Ministry’s 3,900 stands beside it."
    )
    return Finding(id=f"drift-{ref}", kind="drift", text=text, sources=sources)  # type: ignore[arg-type]


def _mended(case: CaseFile) -> CaseFile:
    if case.name == "Samir al-Qasrawi":
        join = Join(
            left=case.people[0].key,
            right=case.people[1].key,
            score=0.87,
            reasons=(
                "the names sound alike: “Samir al-Qasrawi”, “Sameer Qasrawi”",
                "both are held by the Directorate of Prisons",
                "“since May 2002” and “twenty years” in December 2022 fit together",
            ),
            against=("neither report names the other’s prison",),
        )
        return replace(
            case,
            joins=(join,),
            status="Said to have died",
            summary="Said to have died in the prison hospital on 20 December 2022; two accounts of the cause differ.",
        )
    if case.name == "Lev Ardanov":
        life = tuple(_overtaken(e) for e in case.life)
        hearing = next(e for e in life if e.type == "hearing")
        sentence = next(e for e in life if e.type == "sentence")
        found = Finding(
            id="overtaken-1",
            kind="overtaken",
            sources=(*hearing.sources, *sentence.sources),
            text="The awaited hearing is overtaken by a footnote of 24 May 2023 that reports a sentence of six years.",
        )
        denial = Finding(
            id="denial-1",
            kind="denial",
            sources=tuple(s for e in life if e.type == "ill_treatment" for s in e.sources),
            text="That he was beaten is said by his lawyer and denied by the Ministry of the Interior.",
        )
        return replace(
            case,
            life=life,
            status="Sentenced",
            findings=(*case.findings, found, denial),
            summary="Sentenced to six years on 16 May 2023, according to a footnote of 24 May 2023.",
        )
    return case


def _overtaken(event: LifeEvent) -> LifeEvent:
    if event.type != "hearing":
        return event
    return replace(event, overtaken_by="Sentence of 16 May 2023, said in a footnote added on 24 May 2023")
