"""Texts on facts: references, what a text says beyond them, and what no longer stands."""

from __future__ import annotations

import msgspec
import pytest

from habeas.acting.facts import Fact, all_facts
from habeas.acting.saying import keys_in, pieces, plain, runs, standing, token, unsupported
from tests.acting.world import public


def facts() -> dict[str, Fact]:
    copy = public()
    return {f"{one.kind} {one.term}": one for one in reversed(list(all_facts(copy.book, copy.readings).values()))}


ALL = facts()
ARREST, FIGURE, ILL = ALL["event arrest"], ALL["figure arrested"], ALL["event deterioration"]
DENIED, DEMAND, MOVED = ALL["event ill_treatment"], ALL["demand demand"], ALL["event transfer"]


def said_beyond(text: str, **more: tuple[str, ...]) -> list[tuple[str, str]]:
    found = unsupported(text, tuple(ALL.values()), **more)
    assert all(text[one.start : one.end] == one.words for one in found if one.kind != "reference")
    return [(one.kind, one.words) for one in found]


def test_pieces_cover_the_text_and_carry_their_facts() -> None:
    text = f"On [[{ARREST.key}|2 May 2024]] she was taken.{token(ILL)}"
    found = pieces(text, ALL.values())
    assert "".join(text[p.start : p.end] for p in found) == text
    assert [p.fact for p in found] == [None, ARREST, None, ILL]
    assert plain(text, ALL.values()) == "On 2 May 2024 she was taken."
    assert keys_in(text + text) == (ARREST.key, ILL.key)


def test_a_fact_can_be_shown_in_its_own_words() -> None:
    assert plain(f'He said: [[{ILL.key}|"]]', [ILL]) == "He said: “She is ill and has lost nine kilos”"


def test_runs_of_a_document_bear_the_numbers_of_their_sources() -> None:
    made = runs(f"Taken [[{ARREST.key}|then]]{token(ILL)}.", ALL.values(), {ARREST.key: 1, ILL.key: 2})
    assert [(run.text, run.sources) for run in made] == [("Taken ", ()), ("then", (1,)), ("", (2,)), (".", ())]


@pytest.mark.parametrize(
    "text",
    [
        f"Tamar Veld was arrested on 2 May 2024.[[{ARREST.key}]]",
        f"Tamar Veld was arrested in May 2024.[[{ARREST.key}]]",
        f"[[{ARREST.key}|Tamar Veld]], 41, was arrested.",
        f"Tamar Veld a été arrêtée le 2 mai 2024.[[{ARREST.key}]]",
        f"Tamar Veld fue detenida el 2 de mayo de 2024.[[{ARREST.key}]]",
        f"أُوقفت Tamar Veld في ٢ مايو ٢٠٢٤.[[{ARREST.key}]]",
        f"At least 1 204 people were held.[[{FIGURE.key}]]",
        f"She lost nine kilos, 9 in all.[[{ILL.key}]]",
        f"Release her by 1 June.[[{DEMAND.key}]]",
        f"On 10 May 2024 they asked for it.[[{DEMAND.key}]]",
    ],
)
def test_what_a_fact_carries_may_be_said(text: str) -> None:
    assert said_beyond(text) == []


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        (f"She was arrested on 3 May 2024.[[{ARREST.key}]]", [("date", "3 May 2024")]),
        (f"She was arrested on 10 May 2024.[[{ARREST.key}]]", [("date", "10 May 2024")]),
        (f"Elle a été arrêtée le 3 mai 2024.[[{ARREST.key}]]", [("date", "3 mai 2024")]),
        (f"Fue detenida el 3 de mayo de 2024.[[{ARREST.key}]]", [("date", "3 de mayo de 2024")]),
        (f"أُوقفت في ٣ مايو ٢٠٢٤.[[{ARREST.key}]]", [("date", "٣ مايو ٢٠٢٤")]),
        (f"More than 2,000 were held.[[{FIGURE.key}]]", [("number", "2,000")]),
        (f"She lost twenty-five kilos.[[{ILL.key}]]", [("number", "twenty-five")]),
        (f"She was tortured.[[{ILL.key}]]", [("word", "tortured")]),
        (f"Elle a été torturée.[[{ILL.key}]]", [("word", "torturée")]),
        (f"Ha sido torturada.[[{ILL.key}]]", [("word", "torturada")]),
        (f"تعرضت للتعذيب.[[{ILL.key}]]", [("word", "تعذيب")]),
        (f"She was beaten.[[{DENIED.key}]]", [("word", "beaten")]),
        (f"She was held with Anna Brond.[[{ARREST.key}]]", [("name", "Anna Brond")]),
        ("She was arrested on 2 May 2024.", [("date", "2 May 2024")]),
        (f"She was held.[[{ARREST.key}]]\nThat was in 2024.", [("date", "2024")]),
        (f"[[{ILL.key}|She has lost 11 kilos]].[[{FIGURE.key}]]", [("number", "11")]),
        ("It is so.[[st:00000000000000000000]]", [("reference", "st:00000000000000000000")]),
    ],
)
def test_what_no_fact_carries_is_marked(text: str, marked: list[tuple[str, str]]) -> None:
    assert said_beyond(text) == marked


def test_a_name_carried_anywhere_in_the_text_may_be_said_again() -> None:
    assert said_beyond(f"Tamar Veld was taken.[[{ARREST.key}]]\nWe ask for Tamar Veld.") == []


def test_whom_one_writes_to_needs_no_source() -> None:
    text = "We ask Minister Orlo Tann."
    assert said_beyond(text) == [("name", "Minister Orlo Tann")]
    assert said_beyond(text, also=("Minister Orlo Tann",)) == []


def test_known_names_are_found_where_writing_has_no_capitals() -> None:
    assert said_beyond("نطالب بالإفراج عن تمارا.", known=("تمارا",)) == [("name", "تمارا")]
    assert said_beyond("نطالب بالإفراج عن تمارا.", known=("ليلى",)) == []


def test_what_still_stands_has_not_fallen() -> None:
    assert standing(ALL.values(), [ARREST, MOVED.key]) == ()


def test_what_is_gone_was_withdrawn() -> None:
    (one,) = standing([ILL], [ARREST])
    assert (one.key, one.how, one.now) == (ARREST.key, "withdrawn", None)


def test_what_was_corrected_is_found_by_its_words() -> None:
    after = msgspec.structs.replace(ARREST, key="st:ffffffffffffffffffff", date="2024-05-03")
    (one,) = standing([after], [ARREST])
    assert (one.how, one.now) == ("corrected", after)
    same_key = msgspec.structs.replace(ARREST, status="planned")
    assert [one.how for one in standing([same_key], [ARREST])] == ["corrected"]


@pytest.mark.parametrize("how", ["disputed", "denied", "overtaken"])
def test_what_weighing_says_since_is_said(how: str) -> None:
    now = msgspec.structs.replace(ARREST, standing=how, why="Others say so.")
    for used in (ARREST, ARREST.key):
        assert [(one.how, one.why) for one in standing([now], [used])] == [(how, "Others say so.")]
    assert standing([now], [now]) == (), "it was so when it was written, and the writer saw it"
