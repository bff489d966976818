from __future__ import annotations

from functools import cache

import msgspec
import pytest

from bench.resolving import compare, wrong
from bench.resolving.align import Alignment
from bench.resolving.bcubed import bcubed
from bench.worlds.collection import World
from bench.worlds.truth import Expected, Report, expected
from habeas.model.case import (
    CaseBook,
    CaseFile,
    Finding,
    FindingKind,
    LifeEvent,
    PersonRef,
    ReportLine,
    Resolution,
    Source,
)


@cache
def world() -> tuple[tuple[Report, ...], tuple[tuple[str, str, str], ...]]:
    made = World(300, 12)
    return tuple(made.reports()), tuple(made.apart)


@cache
def alignment() -> Alignment:
    return Alignment(world()[0], [report.reading for report in world()[0]])


def resolution(label: str) -> Resolution:
    """Everybody in the right cluster ("right"), in one ("one"), or alone ("alone")."""
    clusters: dict[str, list[PersonRef]] = {}
    for report in world()[0]:
        for seen in report.people:
            ref = PersonRef(key=seen.key, report=report.reading.report.id, entity="", name=seen.name)
            name = {"right": seen.person, "one": "", "alone": seen.key}[label]
            clusters.setdefault(name, []).append(ref)
    return Resolution(clusters=tuple(map(tuple, clusters.values())), joins=())


def source(key: str) -> Source:
    told = alignment().told[key]
    return Source(
        report=told.report, kind=told.kind, statement="", key=key, state="proposed", quotes=(), spans=told.spans,
        voices=(),
    )  # fmt: skip


def book(cases: tuple[CaseFile, ...] = (), findings: tuple[Finding, ...] = (), origins: bool = False) -> CaseBook:
    lines = tuple(
        ReportLine(id=r.reading.report.id, slug="", info=r.reading.report, state="whole", notes=(), copy_group=r.origin)
        for r in world()[0]
    )
    return CaseBook(reports=lines if origins else (), cases=cases, figures=(), demands=(), findings=findings)


def case(name: str, keys: tuple[str, ...], life: tuple[LifeEvent, ...]) -> CaseFile:
    people = tuple(PersonRef(key=key, report="", entity="", name="") for key in keys)
    return CaseFile(
        id=name, slug=name, name=name, names=(), people=people, joins=(), summary="", as_of=None, status="",
        properties=(), life=life, claims=(), demands=(), findings=(), reports=(),
    )  # fmt: skip


def finding(kind: FindingKind, *keys: str) -> Finding:
    return Finding(id=f"{kind}{keys}", kind=kind, text="", sources=tuple(map(source, keys)))


def test_b_cubed_of_a_worked_example() -> None:
    truth = {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2}
    found = {"a": "x", "b": "x", "c": "y", "d": "y", "e": "y"}
    score = bcubed(truth, found)
    assert score.precision == pytest.approx((1 + 1 + 1 / 3 + 2 / 3 + 2 / 3) / 5)
    assert score.recall == pytest.approx((2 / 3 + 2 / 3 + 1 / 3 + 1 + 1) / 5)
    assert score.f1 == pytest.approx(2 * score.precision * score.recall / (score.precision + score.recall))


def test_what_was_not_found_stands_alone_and_what_is_not_asked_for_does_not_count() -> None:
    score = bcubed({"a": 1, "b": 1}, {"z": 1})
    assert (score.precision, score.recall, score.elements) == (1, 0.5, 2)
    assert bcubed({}, {"z": 1}).f1 == 1


def test_the_truth_itself_scores_one_and_joins_nobody_wrongly() -> None:
    right = resolution("right")
    assert compare.people(alignment(), right)[:3] == (1, 1, 1)
    joined = compare.joined(alignment(), right, world()[1])
    assert joined["father"][1] > 0
    assert {wrongly for wrongly, _ in joined.values()} == {0}
    assert wrong.wrong_joins(alignment(), right) == []
    assert wrong.missed_joins(alignment(), right) == []


def test_everybody_in_one_cluster_has_full_recall_and_every_father_joined() -> None:
    one = resolution("one")
    score = compare.people(alignment(), one)
    assert score.recall == 1
    assert score.precision < 0.2
    assert all(wrongly == pairs for wrongly, pairs in compare.joined(alignment(), one, world()[1]).values())
    assert len(wrong.wrong_joins(alignment(), one)) > 10


def test_everybody_alone_has_full_precision_and_misses_joins() -> None:
    alone = resolution("alone")
    score = compare.people(alignment(), alone)
    assert (score.precision, score.recall < 0.5) == (1, True)
    assert len(wrong.missed_joins(alignment(), alone)) == sum(wrong.why_missed(alignment(), alone).values()) > 10


def test_reports_by_their_true_origin_score_one_and_without_groups_less() -> None:
    assert compare.origins(alignment(), book(origins=True)).f1 == 1
    assert compare.origins(alignment(), book()).recall < 1


def one_event() -> tuple[str, list[str], str]:
    """An event that several statements tell of one person: its name, their keys, and the person's."""
    tellings: dict[str, list[str]] = {}
    for told in alignment().told.values():
        if told.event is not None and len(told.people) == 1:
            tellings.setdefault(told.event, []).append(told.key)
    name, keys = max(tellings.items(), key=lambda item: len(item[1]))
    return name, keys, alignment().seen[alignment().told[keys[0]].people[0]].person


def life(keys: list[str], independent: int = 1) -> LifeEvent:
    what = alignment().told[keys[0]].what
    return LifeEvent(
        type=what, label="", when=None, sources=tuple(map(source, keys)), words=(), independent=independent
    )


def test_tellings_on_one_line_of_the_right_case_are_together_and_those_of_others_are_not_counted() -> None:
    _, keys, person = one_event()
    mine = tuple(key for key, seen in alignment().seen.items() if seen.person == person)
    others = tuple(key for key, seen in alignment().seen.items() if seen.person != person)
    before = compare.events(alignment(), book()).recall
    assert compare.events(alignment(), book((case("a", mine, (life(keys),)),))).recall > before
    assert compare.events(alignment(), book((case("a", others, (life(keys),)),))).recall == before


def test_the_number_of_sources_is_right_too_high_or_too_low() -> None:
    _, keys, person = one_event()
    mine = tuple(key for key, seen in alignment().seen.items() if seen.person == person)
    true = len({alignment().told[key].source for key in keys})
    lines = tuple(life(keys, true + step) for step in (0, 1, -1))
    counts = compare.independence(alignment(), book((case("a", mine, lines),)))
    assert counts["several" if true > 1 else "one"] == (1, 1, 1)


def test_a_finding_is_right_where_it_is_of_the_kind_and_rests_on_two_answers() -> None:
    wanted = expected(list(world()[0]))
    true = next(one for one in wanted if one.kind == "conflict")
    left, right = true.sides[0][0], true.sides[1][0]
    shown = (
        finding("conflict", left, right),
        finding("conflict", left),
        finding("drift", left, right),
        finding("agreement", left, right),
    )
    found = compare.findings(alignment(), book(findings=(*shown, shown[0])), wanted)
    assert len(found) == 3
    assert compare.rate(found, wanted, "conflict")[:2] == (2, 1)
    assert compare.rate(found, wanted, "conflict").met == 1
    assert compare.rate(found, wanted, "drift")[:2] == (1, 0)
    kinds = [what.partition(":")[0] for what, _ in wrong.wrong_findings(alignment(), found, wanted)]
    assert sorted(kinds) == ["conflict", "drift"]
    assert true not in wrong.missed_findings(found, wanted)


def test_a_development_called_a_conflict_is_counted() -> None:
    wanted = expected(list(world()[0]))
    true: Expected = next(one for one in wanted if one.kind == "succession")
    found = compare.findings(
        alignment(), book(findings=(finding("conflict", true.sides[0][0], true.sides[1][0]),)), wanted
    )
    assert compare.successions_called_conflicts(found, wanted) == 1


def test_a_statement_of_a_reader_stands_for_the_true_one_on_the_same_words() -> None:
    told = next(one for one in alignment().told.values() if one.kind == "event")
    start, end = told.spans[0]
    read = Source(
        report=told.report, kind="event", statement="", key="st:of a reader", state="proposed", quotes=(),
        spans=((start + 2, end),), voices=(),
    )  # fmt: skip
    assert alignment().statement(read, told.what) == told
    assert alignment().statement(msgspec.structs.replace(read, spans=((0, 0),))) is None
    assert alignment().statement(msgspec.structs.replace(read, kind="demand")) is None
