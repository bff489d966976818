"""The swaps change names and nothing else."""

from __future__ import annotations

import re
from collections import Counter

import pytest

from bench.readers import annotated
from bench.swaps.casts import Word, casts, names_of, person
from bench.swaps.compare import compared
from bench.swaps.names import Namer, NoNameLeftError, Tradition, traditions
from bench.swaps.plan import Turn, plan
from bench.swaps.rewrite import Swap
from bench.swaps.run import swapped
from habeas.model.check import checked
from habeas.model.reading import Attribute, Claim, Entity, Passage, Reading, ReportInfo
from habeas.model.span import Span

GOLD = {reading.report.source[:3]: reading for reading in annotated()}
TURNS = list(plan(list(GOLD), list(traditions()), len(GOLD), 5))
PAIRS = ["Arabic", "Chinese", "Burmese", "Vietnamese", "English", "Swahili"]


def reading(text: str, *quotes: str) -> Reading:
    spans = [Span.of(text, text.index(quote), text.index(quote) + len(quote)) for quote in quotes]
    return Reading(
        report=ReportInfo(id="sha256:" + "0" * 64, source="a.txt"),
        text=text,
        passages=(Passage(role="body", start=0, end=len(text)),),
        entities=(Entity(id="e1", kind="person", name=quotes[0], mentions=tuple(spans)),),
    )


def test_every_report_of_the_test_part_has_a_cast_whose_names_stand_in_it() -> None:
    known = casts()
    assert set(known) == set(GOLD)
    lost = {
        number: name
        for number, cast in known.items()
        for name in names_of(cast)
        if not re.search(rf"(?<!\w){re.escape(name)}(?!\w)", GOLD[number].text, re.I)
    }
    assert lost == {}


def test_every_named_person_of_a_report_is_in_its_cast() -> None:
    known = casts()
    left_out = [
        (number, entity.name)
        for number, gold in GOLD.items()
        for entity in gold.entities
        if entity.kind == "person" and entity.named
        if not any(name in entity.name for name in names_of(known[number]))
    ]
    assert left_out == []


@pytest.mark.parametrize("turn", TURNS[:: len(TURNS) // 40], ids=lambda t: f"{t.report} {t.held}, {t.holders}")
def test_a_swapped_report_is_as_sound_as_before_and_has_no_old_name(turn: Turn) -> None:
    gold, cast = GOLD[turn.report], casts()[turn.report]
    made = swapped(turn, cast, gold).reading(gold)
    assert checked(made) == made
    assert made.notes == gold.notes
    assert all(made.text[s.start : s.end] == s.quote for e in made.entities for s in e.mentions)
    assert [n for n in names_of(cast) if re.search(rf"(?<!\w){re.escape(n)}(?!\w)", made.text, re.I)] == []
    assert Counter(k for k, _ in made.statements()) == Counter(k for k, _ in gold.statements())
    assert [len(e.mentions) for e in made.entities] == [len(e.mentions) for e in gold.entities]
    assert len(made.text.split("\n")) == len(gold.text.split("\n"))


def test_the_same_seed_gives_the_same_report_and_another_seed_another() -> None:
    gold, cast, turn = GOLD["003"], casts()["003"], Turn("003", "Arabic", "Nordic", "1", False)
    once = swapped(turn, cast, gold).reading(gold)
    assert swapped(turn, cast, gold).reading(gold) == once
    assert swapped(turn._replace(seed="2"), cast, gold).reading(gold).text != once.text


def test_brothers_keep_a_family_name_in_common_and_short_forms_belong_to_full_ones() -> None:
    gold = GOLD["039"]
    made = swapped(Turn("039", "Turkish", "Persian", "1", False), casts()["039"], gold).reading(gold)
    before = {e.name: e.id for e in gold.entities}
    ilie, veta = (made.entity(before[name]).name.split()[-1] for name in ("Ilie Bratu", "Veta Bratu"))
    assert ilie == veta
    assert {m.quote for m in made.entity(before["Ilie Bratu"]).mentions} >= {ilie}


def test_the_exchange_gives_each_side_the_tradition_of_the_other() -> None:
    one, other = TURNS[:2]
    assert (one.report, one.held, one.holders) == (other.report, other.holders, other.held)
    assert (one.exchanged, other.exchanged) == (False, True)


def test_every_tradition_has_every_side_of_every_report_equally_often() -> None:
    reports = list(GOLD)
    turns = list(plan(reports, list(traditions()), 2 * len(reports), 1))
    assert len(turns) == 2 * len(reports) * len(traditions())
    assert set(Counter((t.report, t.held) for t in turns).values()) == {2}
    assert set(Counter((t.report, t.holders) for t in turns).values()) == {2}
    assert not [t for t in turns if t.held == t.holders]


def test_offsets_articles_and_capitals_follow_the_new_names() -> None:
    text = "MORLAND: a Morland court and Bo Tarn’s lawyer met. Tarn, an Imran native, spoke."
    swap = Swap(
        [
            Word("Morland", "Iran"),
            Word("Morland", "Iranian", ahead=" court"),
            Word("Bo Tarn", "Li Wei"),
            Word("Bo", "Wei", part=True),
            Word("Tarn", "Li", part=True),
            Word("Imran", "Tula"),
        ]
    )
    made = swap.reading(reading(text, "Bo Tarn", "an Imran native", "a Morland court"))
    assert made.text == "IRAN: an Iranian court and Li Wei’s lawyer met. Li, a Tula native, spoke."
    assert [m.quote for m in made.entities[0].mentions] == ["Li Wei", "a Tula native", "an Iranian court"]
    assert made.entities[0].name == "Li Wei"
    assert (made.passages[0].start, made.passages[0].end) == (0, len(made.text))


def test_a_name_in_whose_middle_something_ends_is_replaced_part_by_part() -> None:
    words = [Word("Bo Tarn", "Li Wei"), Word("Bo", "Wei", part=True), Word("Tarn", "Li", part=True)]
    made = Swap(words).reading(reading("Old Bo Tarn slept.", "Old Bo"))
    assert (made.text, made.entities[0].mentions[0].quote) == ("Old Wei Li slept.", "Old Wei")


def test_parts_of_longer_words_are_left_alone() -> None:
    assert Swap([Word("Bo", "Wei", part=True)]).words("Bo and Bob, Bo-") == "Wei and Bob, Wei-"


def test_how_the_table_writes_a_person() -> None:
    assert person("Ana [Ruiz Vega]") == ("Ana Ruiz Vega", "Ana", "Ruiz Vega", None)
    assert person("[Do] Vi Thu | Thu") == ("Do Vi Thu", "Vi Thu", "Do", "Thu")
    assert person("[Holm]") == ("Holm", None, "Holm", None)


def test_a_tradition_gives_no_name_twice_and_says_when_it_has_none_left() -> None:
    few = Tradition(
        men=("Al", "Bo"), women=("Cy",), families=("Dee",), towns=(("E",), ("f",)), countries=(("G", "Gi"),)
    )
    namer = Namer(few, "1", lambda name: name != "Al", (("H", "Hi"),))
    assert (namer.given(woman=False), namer.given(woman=True), namer.town()) == ("Bo", "Cy", "Ef")
    assert (namer.country(), namer.country()) == (("G", "Gi"), ("H", "Hi"))
    with pytest.raises(NoNameLeftError):
        namer.given(woman=False)


def test_a_fact_that_becomes_a_claim_under_other_names_is_found() -> None:
    text = "Bo is ill. Cy said so."
    span, said = Span.of(text, 0, 9), Span.of(text, 11, 21)
    fact = Attribute(id="a1", subject="e1", property="condition", value="terrorist", evidence=(span,))
    claim = Claim(id="c1", speaker=None, speaker_text="Cy", speaker_span=Span.of(text, 11, 13), content=(said,))
    own = reading(text, "Bo")
    before = Reading(report=own.report, text=text, entities=own.entities, claims=(claim,), attributes=(fact,))
    told = Attribute(id="a1", subject="e1", property="condition", value="ill", evidence=(span,), said_by=("c1",))
    after = Reading(report=own.report, text=text, entities=own.entities, claims=(claim,), attributes=(told,))
    same = compared(before, before, before)
    assert (same.changes, same.designations, same.counts.f1()) == ((), 1, 100.0)
    told_ill = Attribute(id="a1", subject="e1", property="condition", value="ill", evidence=(span,))
    plain = Reading(report=own.report, text=text, entities=own.entities, claims=(claim,), attributes=(told_ill,))
    changed = compared(after, plain, plain)
    assert [(c.what, c.words) for c in changed.changes] == [("own voice -> claim", "Bo is ill")]
    assert changed.designations == 0
