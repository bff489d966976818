"""What is said is told whole, and by whoever says it, where the parser tears a sentence apart."""

from __future__ import annotations

import pytest

from tests.reading.pages import reading_of


def _told(text: str) -> list[tuple[str | None, str]]:
    return [(c.speaker_text, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims]


_SAID = (
    (
        "The indictment says the weekly published 31 articles “aimed at discrediting the state” in 2031.",
        [("The indictment", "the weekly published 31 articles “aimed at discrediting the state” in 2031")],
    ),
    (
        "Orlov explained to the lawyer that a doctor told him there is no need to go to the hospital.",
        [
            ("Orlov", "a doctor told him there is no need to go to the hospital"),
            ("a doctor", "there is no need to go to the hospital"),
        ],
    ),
    (
        "The panel noted with alarm that the board had already found in its ruling of 2031 that it was wrong.",
        [
            ("The panel", "the board had already found in its ruling of 2031 that it was wrong"),
            ("the board", "it was wrong"),
        ],
    ),
    (
        "Lev Tarn showed no emotion as the verdict was read, relatives gathered outside the court said.",
        [("relatives", "Lev Tarn showed no emotion as the verdict was read")],
    ),
    (
        "In a call with the paper, a guard who was on duty that night, said that the man had been beaten.",
        [("a guard", "the man had been beaten")],
    ),
    (
        "A man from the next cell called the family to say he had heard her cry.",
        [("A man from the next cell", "he had heard her cry")],
    ),
    (
        "The arrest was described by the union as a kidnapping.",
        [("the union", "The arrest … as a kidnapping")],
    ),
    ("The arrest of Ada Lund was confirmed by the ministry.", [("the ministry", "The arrest of Ada Lund")]),
    ("All three guards deny manslaughter by negligence.", [("All three guards", "manslaughter by negligence")]),
    ("The witness accepted that he could not see the cell.", [("The witness", "he could not see the cell")]),
    (
        "His death certificate lists the cause of death as heart failure.",
        [("His death certificate", "the cause of death as heart failure")],
    ),
    (
        "Ada Orlova told me that “the neighbours changed,” and she noted what she called a “harsh” rule.",
        [("Ada Orlova", "the neighbours changed"), ("she", "what she called a “harsh” rule")],
    ),
    (
        "The police maintained that Ada Lund, who was 24 and had written about the port, left of her own will.",
        [("The police", "Ada Lund, who was 24 and had written about the port, left of her own will")],
    ),
    (
        "The group said that he was beaten, that his phone was taken and that nobody told his family.",
        [("The group", "he was beaten, that his phone was taken and that nobody told his family")],
    ),
    (
        "During the march, Orlova spoke of the parents of Lev Tarn, a nurse who was killed.",
        [("Orlova", "the parents of Lev Tarn, a nurse who was killed")],
    ),
    ("“They took him from his bed at night,” Ada Lund went on.", [("Ada Lund", "They took him from his bed at night")]),
    ("A vigil begins at 6 p.m. “We want the truth,” Ada Lund said.", [("Ada Lund", "We want the truth")]),
    (
        "The host told viewers that she was held over “funds from abroad”.",
        [("The host", "she was held over “funds from abroad”")],
    ),
)


@pytest.mark.parametrize(("text", "expected"), _SAID)
def test_what_is_said_is_whole(text: str, expected: list[tuple[str, str]]) -> None:
    assert _told(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "The men wrote on the condition that they are not filmed.",
        "The union called on the minister to say where he is held.",
        "The law was signed by the president.",
    ],
)
def test_nobody_says_that_something_is_so(text: str) -> None:
    assert [claim for claim in reading_of(text).claims if claim.act != "demand"] == []


def test_a_question_by_nobody_is_not_put_into_the_mouth_of_who_answers() -> None:
    claims = reading_of("Asked whether anyone had been punished, Orlov said no.").claims
    assert [(c.speaker, c.act) for c in claims] == [(None, "ask")]


def test_what_the_quoted_go_on_to_say_stands_in_the_words_of_who_quotes_them() -> None:
    paper, brother = reading_of(
        "The paper quoted her brother as saying that they had fled, and that nobody helped them."
    ).claims
    assert brother.within == paper.id
    assert brother.content[0].quote == "they had fled, and that nobody helped them"


def test_whoever_is_told_of_by_name_does_not_write_i() -> None:
    reading = reading_of(
        "Ada Orlova, the former mayor, told me, almost kindly, that it was over. I asked why she left."
    )
    names = {entity.id: entity.name for entity in reading.entities}
    assert [(names[claim.speaker or ""], names.get(claim.to or "")) for claim in reading.claims] == [
        ("Ada Orlova", "I"),
        ("I", None),
    ]


def test_a_quotation_with_a_name_behind_its_comma_is_hers() -> None:
    reading = reading_of(
        "“Please spare us your questions,” Ada Lund, whose son was shot, struggled to hold back tears."
    )
    assert [(c.speaker_text, c.content[0].quote) for c in reading.claims] == [
        ("Ada Lund", "Please spare us your questions")
    ]


def test_whoever_tells_goes_on_and_not_whom_it_is_told_of() -> None:
    reading = reading_of(
        "After the vote, Ada Lund said, a general had told them that the army kept lists.\n\n"
        "“They just think that it will be over after one year.”"
    )
    names = {entity.id: entity.name for entity in reading.entities}
    assert [names[c.speaker or ""] for c in reading.claims if c.manner == "direct"] == ["Ada Lund"]


def test_he_of_whom_somebody_quoted_tells_is_not_who_is_quoted() -> None:
    reading = reading_of("“He cried when he heard it,” Ivo Tarn says. “He said the girl on the tape was Ada.”")
    names = {entity.id: entity.name for entity in reading.entities}
    assert [(names.get(c.speaker or ""), c.speaker_text) for c in reading.claims] == [
        ("Ivo Tarn", "Ivo Tarn"),
        (None, "He"),
    ]


def test_a_wish_not_to_be_named_is_no_claim() -> None:
    assert _told("One of them, who begged me not to write his name, says he saw two men.") == [
        ("One of them", "he saw two men")
    ]


def test_what_stands_below_a_colon_without_marks_is_said_as_long_as_it_says_i() -> None:
    reading = reading_of(
        "Ivo Tarn, a student from Korda, was stopped in May. He said:\n\n"
        "They held me for hours because of the way I look. An officer asked for my number.\n\n"
        "I gave him an old one and he let me go.\n\n"
        "The police did not answer our letters."
    )
    names = {entity.id: entity.name for entity in reading.entities}
    [claim] = reading.claims[:1]
    assert (names[claim.speaker or ""], claim.manner, [s.quote for s in claim.content]) == (
        "Ivo Tarn",
        "direct",
        [
            "They held me for hours because of the way I look. An officer asked for my number.",
            "I gave him an old one and he let me go.",
        ],
    )


def test_a_list_below_a_colon_is_not_speech() -> None:
    text = "The union said that among those taken are:\n\nIvo Lund, Ada Tarn and Lev Orlov of the Korda branch"
    assert not any(claim.manner == "direct" for claim in reading_of(text).claims)


def test_verbs_of_a_row_under_one_that_says_are_said_of_the_same() -> None:
    said = "he had lost 21 kilograms, could no longer stand, and was suffering from headaches"
    assert _told(f"The lawyer, Ada Lund, said {said}.") == [("The lawyer", said)]


def test_who_ties_hands_to_a_bed_says_nothing() -> None:
    assert _told("Guards tied his hands and feet to the bed.") == []
