"""Readings scored against gold: what is right, what is missed, what is too much."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.model.reading import Reading
from habeas.model.span import Span
from habeas.scoring import Beside, Row, Score, score
from habeas.scoring.beside import same_value
from habeas.scoring.match import matched
from habeas.scoring.place import Ruler, alike, means_the_same, overlap
from tests.cli.desk import coast, harbour
from tests.factory import Draft

TEXT = """Dana Iwu was arrested on 2 May, her lawyer Piet Vos said. The guards beat her on 9 May.
About 40 women are held in Halden, the union said. Vos demands that she be released."""


def gold() -> Reading:
    draft = Draft(TEXT, published="2024-05-10")
    dana = draft.person("Dana Iwu", also=("her lawyer"[:3],), detained=True)
    piet = draft.person("Piet Vos", also=("Vos",))
    union = draft.entity("the union", "organisation", named=False)
    said = draft.claim("Dana Iwu was arrested on 2 May", by=piet)
    other = draft.claim("About 40 women are held in Halden", by=union)
    draft.attribute(piet, "occupation", "lawyer", "her lawyer Piet Vos")
    draft.event("arrest", "was arrested on 2 May", who=(dana,), said_by=(said,), when="2024-05-02")
    draft.event("ill_treatment", "The guards beat her on 9 May", who=(dana,), when="2024-05-09")
    draft.figure("women_held", "women", 40, "About 40 women are held", said_by=(other,), as_of="2024-05-10")
    draft.demand("she be released", by=piet, to=(union,), about=(dana,))
    return draft.reading()


def rows(found: Score) -> dict[str, tuple[int, int, int]]:
    return {row.kind: (row.gold, row.found, row.right) for row in (*found.rows, found.overall)}


def changed(reading: Reading, field: str, number: int, **values: object) -> Reading:
    items = list(getattr(reading, field))
    items[number] = msgspec.structs.replace(items[number], **values)
    return msgspec.structs.replace(reading, **{field: tuple(items)})


def test_gold_beside_itself_is_all_right_and_nothing_is_missed() -> None:
    found = score([gold()], [gold()])
    assert rows(found) == {
        "entities": (3, 3, 3),
        "claims": (2, 2, 2),
        "attributes": (1, 1, 1),
        "events": (2, 2, 2),
        "figures": (1, 1, 1),
        "demands": (1, 1, 1),
        "dates": (3, 3, 3),
        "overall": (7, 7, 7),
    }
    assert found.overall.f1 == found.overall.precision == found.overall.recall == 1.0
    assert found.misses == ()
    assert all(detail.right == detail.of for detail in found.details)


def test_an_empty_reading_misses_everything_and_finds_nothing_too_much() -> None:
    nothing = Reading(report=gold().report, text=TEXT)
    found = score([nothing], [gold()])
    assert rows(found)["overall"] == (7, 0, 0)
    assert (found.overall.precision, found.overall.f1) == (0.0, 0.0)
    assert {miss.side for miss in found.misses} == {"missed"}


def test_a_report_without_a_reading_counts_as_missed_and_is_named() -> None:
    found = score([coast()], [gold()])
    assert found.unread == (gold().report.source,)
    assert rows(found)["overall"] == (7, 0, 0)


def test_a_reading_of_other_words_counts_as_missed_and_is_named() -> None:
    other = msgspec.structs.replace(gold(), text=TEXT + " More.")
    found = score([other], [gold()])
    assert found.unlike == (gold().report.source,)
    assert rows(found)["overall"] == (7, 0, 0)


def test_another_line_end_or_identifier_is_no_other_report() -> None:
    name = gold().report.source.removeprefix("reports/").removesuffix(".txt")
    info = msgspec.structs.replace(gold().report, id="sha256:" + "0" * 64, source=f"x/{name}.html")
    moved = msgspec.structs.replace(gold(), text=TEXT + "\n", report=info)
    assert rows(score([moved], [gold()]))["overall"] == (7, 7, 7)


@pytest.mark.parametrize(
    ("field", "number", "change"),
    [
        ("claims", 0, {"speaker": "e3"}),
        ("claims", 0, {"speaker": None, "speaker_text": None}),
        ("claims", 0, {"content": (Span.of(TEXT, 0, 8),)}),
        ("attributes", 0, {"property": "role"}),
        ("attributes", 0, {"value": "teacher"}),
        ("attributes", 0, {"subject": "e1"}),
        ("events", 0, {"type": "abduction"}),
        ("events", 0, {"participants": ()}),
        ("events", 0, {"evidence": (Span.of(TEXT, TEXT.index("About"), len(TEXT)),)}),
        ("figures", 0, {"value": 41}),
        ("figures", 0, {"measure": "held"}),
        ("demands", 0, {"evidence": (Span.of(TEXT, 0, 8),)}),
    ],
)
def test_a_statement_that_says_something_else_is_missed_and_too_much(
    field: str, number: int, change: dict[str, object]
) -> None:
    found = score([changed(gold(), field, number, **change)], [gold()])
    assert rows(found)["overall"] == (7, 7, 6)
    assert sorted((miss.kind, miss.side) for miss in found.misses if miss.kind != "dates") == [
        (field, "missed"),
        (field, "over"),
    ]


def test_a_shorter_or_longer_quotation_of_the_same_clause_is_right() -> None:
    shorter = changed(gold(), "events", 1, evidence=(Span.of(TEXT, TEXT.index("beat"), TEXT.index("9 May.")),))
    assert rows(score([shorter], [gold()]))["events"] == (2, 2, 2)


@pytest.mark.parametrize(("when", "counts"), [("2024-05-02", (3, 3, 3)), ("2024-05", (3, 3, 2)), (None, (3, 2, 2))])
def test_a_date_is_right_where_it_is_the_same(when: str | None, counts: tuple[int, int, int]) -> None:
    assert rows(score([changed(gold(), "events", 0, when=when)], [gold()]))["dates"] == counts


def test_a_date_where_gold_has_none_is_too_much() -> None:
    dated = changed(gold(), "claims", 0, when="2024-05-10")
    assert rows(score([dated], [gold()]))["dates"] == (3, 4, 3)


def test_details_are_counted_on_what_is_right_alone() -> None:
    other = changed(changed(gold(), "events", 0, said_by=(), status="denied"), "demands", 0, to=("e1",))
    details = {d.name: (d.right, d.of) for d in score([other], [gold()]).details}
    assert details["said by"] == (4, 5)
    assert details["status"] == (1, 2)
    assert details["addressee"] == (0, 1)
    assert details["names"] == (2, 2)


def test_one_entity_stands_for_one_entity_only() -> None:
    twice = msgspec.structs.replace(
        gold(), entities=(*gold().entities, msgspec.structs.replace(gold().entities[0], id="e9"))
    )
    found = score([twice], [gold()])
    assert rows(found)["entities"] == (3, 4, 3)
    assert [(m.kind, m.side, m.words) for m in found.misses] == [("entities", "over", "Dana Iwu")]


def test_several_reports_are_counted_together() -> None:
    found = score([harbour(), gold()], [gold(), harbour(), coast()])
    assert found.reports == 3
    assert rows(found)["overall"] == (7 + 5 + 2, 7 + 5, 7 + 5)
    assert found.overall == Row(kind="overall", gold=14, found=12, right=12, precision=1.0, recall=0.8571, f1=0.9231)


def test_the_same_input_gives_the_same_score_in_whichever_order_readings_come() -> None:
    readings, references = [harbour(), gold(), coast()], [gold(), coast()]
    assert score(readings, references) == score(list(reversed(readings)), references)


def test_who_is_nobody_is_nobody_in_both() -> None:
    beside = Beside(gold(), gold())
    assert beside.same_entity(None, None)
    assert not beside.same_entity("e1", None)
    assert not beside.same_entity(None, "e1")


@given(st.lists(st.integers(0, 6), max_size=7), st.lists(st.integers(0, 6), max_size=7))
def test_matching_pairs_everything_at_most_once_and_the_best_first(left: list[int], right: list[int]) -> None:
    found = matched(left, right, lambda a, b: 2.0 * (a == b) + 0.5 * (abs(a - b) == 1))
    assert sorted([*(a for a, _ in found.pairs), *found.left]) == sorted(left)
    assert sorted([*(b for _, b in found.pairs), *found.right]) == sorted(right)
    assert not set(found.left) & set(found.right)
    assert all(abs(a - b) <= 1 for a, b in found.pairs)


def test_overlap_is_the_f1_of_words() -> None:
    ruler = Ruler("one two three four")
    whole, half = ruler.places([Span(0, 18, "")]), ruler.places([Span(0, 7, ""), None])
    assert (len(whole), len(half)) == (4, 2)
    assert overlap(whole, half) == pytest.approx(2 * 2 / 6)
    assert overlap(whole, frozenset()) == 0.0
    assert alike("Harbour Post", "the harbour post") == 1.0
    assert alike("the court", "the ministry") == 0.0
    assert alike("his", "his") == 1.0
    assert alike("the Harbour Post", "the Coast Post") == 0.5
    assert alike("x x", "x") == pytest.approx(2 / 3)
    assert alike(None, "x") == 0.0


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("the lawyer", "lawyer Piet Vos", True),
        ("her brother", "his lawyer", False),
        ("a ministry spokesman", "a court spokesman", False),
        ("the Harbour Post", "Harbour Post newspaper of Halden", True),
        ("he", "He", True),
        ("", "he", False),
    ],
)
def test_phrases_mean_the_same_where_one_holds_the_other_or_most_is_shared(one: str, other: str, same: bool) -> None:
    assert means_the_same(one, other) is same
    assert means_the_same(other, one) is same


def test_values_with_other_figures_are_other_values() -> None:
    assert same_value("12 years in prison", "12 years in jail")
    assert not same_value("12 years in prison", "9 years in prison")
    assert same_value(41, "41")
    assert not same_value(41, 14)
