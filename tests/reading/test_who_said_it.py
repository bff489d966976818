"""Who speaks where a report names a body or a source only once: the police, the source, the group, a seat of power."""

from __future__ import annotations

import pytest

from habeas.model.reading import Reading
from habeas.text import Extractor
from tests.reading.pages import reading_of, reading_of_file


def _speakers(text: str) -> list[str | None]:
    """The names of those who speak, in the order of the claims."""
    return _named(reading_of(text))


def _named(reading: Reading) -> list[str | None]:
    names = {entity.id: entity.name for entity in reading.entities}
    return [names.get(claim.speaker or "") for claim in reading.claims]


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Two men were taken from an office, police said. Korda police said that they were found on Monday. "
            "Police said that nobody was hurt.",
            ["Korda police"] * 3,
        ),
        (
            "A woman was abducted in Korda on Monday, police said. The Korda Police Department thanked the finder. "
            "She was found in a car, according to a police report.",
            ["Korda Police Department"] * 2,
        ),
        (
            "Korda police said that a man was shot. Lodva police said that another fell ill. "
            "Police said that both had been freed.",
            ["Korda police", "Lodva police", "Police"],
        ),
        (
            "Riot police stood by. Police said that the march was over.",
            ["Police"],
        ),
    ],
)
def test_police_are_the_one_force_that_the_report_names(text: str, speakers: list[str]) -> None:
    assert _speakers(text) == speakers


def test_the_source_is_whoever_spoke_last_without_a_name() -> None:
    text = (
        "A senior guard who asked not to be named said that three men were moved. "
        "The source added that they were in good health."
    )
    assert _speakers(text) == ["A senior guard"] * 2


def test_the_source_is_nobody_who_has_a_name() -> None:
    named, source = _speakers(
        "Lev Tarn said that three men were moved. The source added that they were in good health."
    )
    assert named == "Lev Tarn"
    assert source != "Lev Tarn"


def test_the_police_are_no_group() -> None:
    text = (
        "The Open Gate Network opposes the plan. Police said that the march was over. "
        "The group said that it would march again."
    )
    assert _speakers(text) == ["Police", "Open Gate Network"]


def test_a_rights_group_of_the_heading_is_not_the_one_meant_behind_a_name(extractor: Extractor) -> None:
    text = (
        "Rights Group: Camps Still Open\n\n"
        "The camps are still open, the Open Gate Network said on Monday.\n\n"
        "The rights group said that it had seen them."
    )
    assert _named(reading_of_file(extractor, text))[-2:] == ["Open Gate Network"] * 2


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Briefing reporters alongside Ada Lund, the officials said that the motive was fear.",
            "the officials",
        ),
        ("Visiting the camp, Ada Lund said that the children were ill.", "Ada Lund"),
    ],
)
def test_who_does_something_while_speaking_is_the_speaker(text: str, speaker: str) -> None:
    assert _speakers(text) == [speaker]


def test_a_seat_of_government_speaks_as_a_body() -> None:
    reading = reading_of("State House confirmed that the envoys were sent home.")
    assert [e.kind for e in reading.entities if e.name == "State House"] == ["organisation"]
    assert _speakers("State House confirmed that the envoys were sent home.") == ["State House"]


def _told(text: str) -> list[tuple[str | None, str]]:
    return [(c.speaker_text, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The vote, which several observers said lacked credibility, was held in May.",
            ("several observers", "lacked credibility"),
        ),
        ("It passed a law that critics say restricts freedoms.", ("critics", "restricts freedoms")),
        ("It banned politicians, who it claimed undermined the elections.", ("it", "undermined the elections")),
        ("The camp, which guards say they know, was shut.", ("guards", "they know")),
        ("Orlov praised Mr Lund for delivering the deal.", ("Orlov", "Mr Lund for delivering the deal")),
    ],
)
def test_what_is_said_of_that_which_goes_before_is_a_claim(text: str, told: tuple[str, str]) -> None:
    assert _told(text) == [told]


def test_to_whom_something_is_promised_is_not_what_is_promised() -> None:
    text = "Critics say that the law restricts freedoms which the state promised to the colony."
    assert [words for _, words in _told(text)] == ["the law restricts freedoms which the state promised to the colony"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (
            "The minister said he backs demands of the council and added that Korda stands with them.",
            [("The minister", "he backs demands of the council"), ("The minister", "Korda stands with them")],
        ),
        (
            "The official said that some inmates escaped and a union source said a search had been ordered.",
            [("The official", "some inmates escaped"), ("a union source", "a search had been ordered")],
        ),
        (
            "The Korda Supreme Court held that the prosecution has failed to prove his guilt.",
            [("Korda Supreme Court", "the prosecution has failed to prove his guilt")],
        ),
        ("The union rejected the court’s decision.", [("The union", "the court’s decision")]),
        (
            "Union members were quick to hail the courage of the baker.",
            [("Union members", "the courage of the baker")],
        ),
        (
            "Orlov pushed the council to lift the ban on Korda, where a ferry was stopped in May.",
            [("Orlov", "the council to lift the ban on Korda")],
        ),
        (
            "The governor ordered mills in two valleys to shut.",
            [("The governor", "mills in two valleys to shut")],
        ),
        ("The court ordered him to pay a fine.", []),
        ("Lev Tarn was ordered to leave.", []),
    ],
)
def test_each_says_what_he_says_and_no_more(text: str, told: list[tuple[str, str]]) -> None:
    assert _told(text) == told


def test_an_order_to_those_whom_it_befalls_is_no_demand() -> None:
    assert reading_of("The governor ordered the prisoners in four camps to kneel.").demands == ()


@pytest.mark.parametrize(
    ("text", "speakers"),
    [
        (
            "Prosecutors charged Lev Tarn on Monday. The indictment says that Tarn left for Korda. "
            "It says that he led the group.",
            ["Prosecutors"] * 2,
        ),
        (
            "Brel Motors had said it would build a car in Korda. The company said that the flood had led to delays.",
            ["Brel Motors"] * 2,
        ),
        ("Tarn Steel angered its workers when it said that the plant would close.", ["Tarn Steel"]),
        (
            "The Bureau of Mines took over the case. The agency said that ten men were arrested.",
            ["Bureau of Mines"],
        ),
        ("Downing Street said that the meeting was over.", ["Downing Street"]),
    ],
)
def test_whom_a_paper_or_a_word_for_a_body_speaks_for(text: str, speakers: list[str]) -> None:
    assert _speakers(text) == speakers
