"""Who says what where the sentence is torn or runs on: participles, papers, quotations within the words of others."""

from __future__ import annotations

import pytest

from tests.reading.pages import reading_of


def _told(text: str) -> list[tuple[str | None, str, str]]:
    return [(c.speaker_text, c.act, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims]


_TOLD = (
    (
        "One man was taken to hospital, with family members stating his condition is now grave.",
        [("family members", "state", "his condition is now grave")],
    ),
    (
        "This was his third stay in hospital, with his sister, Ada Lund, stating he is “beyond help”.",
        [("his sister", "state", "he is “beyond help”")],
    ),
    (
        "The Bar Association said in a statement that torture deserves a trial, saying it holds officers responsible.",
        [
            ("Bar Association", "state", "torture deserves a trial"),
            ("Bar Association", "state", "it holds officers responsible"),
            ("it", "accuse", "officers responsible"),
        ],
    ),
    (
        "The group urged the government to let them go and called for better relations.",
        [("The group", "demand", "the government to let them go"), ("The group", "demand", "better relations")],
    ),
    (
        "Norland and Vesk have called on Korda to investigate.",
        [("Norland and Vesk", "demand", "Korda to investigate")],
    ),
    ("The union demanded word on his condition.", [("The union", "demand", "word on his condition")]),
    (
        "The ministry was firm on Thursday, dismissing allegations by lawyers and a rights group.",
        [("The ministry", "deny", "allegations by lawyers and a rights group")],
    ),
    (
        "The rapporteur has raised her concerns about his treatment.",
        [("The rapporteur", "believe", "her concerns about his treatment")],
    ),
    (
        "Contacted by The Morning Star, Rights House (RH) said the arrests were “a clear message to us all.”",
        [("Rights House", "state", "the arrests were “a clear message to us all.”")],
    ),
    (
        "The director, Anna Lund, has called for care for Oleg Tarn “because the prison is a grave,” to no avail.",
        [("The director", "demand", "care for Oleg Tarn “because the prison is a grave")],
    ),
    (
        'Ivo Stenn told them that Vesk was "committed to his health", and Lev Korda stressed that "care" was provided.',
        [
            ("Ivo Stenn", "state", 'Vesk was "committed to his health"'),
            ("Lev Korda", "state", '"care" was provided'),
        ],
    ),
    (
        "According to the ministry's spokesman, Ivo Lund, the men were moved.",
        [("the ministry's spokesman", "state", "the men were moved")],
    ),
    (
        "The court found in an opinion that the arrest was unlawful.",
        [("The court", "state", "the arrest was unlawful")],
    ),
    (
        "In May, the Working Group determined that his detention was arbitrary.",
        [("Working Group", "state", "his detention was arbitrary")],
    ),
    ("Ivo Tarn pleaded not guilty.", [("Ivo Tarn", "deny", "not guilty")]),
    (
        "The police accused him of fraud, a charge he denies.",
        [("The police", "accuse", "him of fraud"), ("he", "deny", "a charge")],
    ),
    (
        "“We call for the release of our colleagues Ivo Tarn and Lev Lund, who are held,” says the open letter.",
        [
            (
                "the open letter",
                "state",
                "We call for the release of our colleagues Ivo Tarn and Lev Lund, who are held",
            ),
            ("We", "demand", "the release of our colleagues Ivo Tarn and Lev Lund, who are held"),
        ],
    ),
    (
        "Lawyer Ada Tarn: “My client has not eaten for 40 days.”",
        [("Lawyer", "state", "My client has not eaten for 40 days.")],
    ),
    (
        "Ivo Lund, brother of Oleg: “We have had no news since May.”",
        [("Ivo Lund", "state", "We have had no news since May.")],
    ),
)


@pytest.mark.parametrize(("text", "claims"), _TOLD)
def test_a_sentence_has_these_claims_and_no_other(text: str, claims: list[tuple[str | None, str, str]]) -> None:
    assert _told(text) == claims


@pytest.mark.parametrize(
    "text",
    [
        "Neither the police nor the ministry has confirmed the arrest.",
        "She has been kept from her family; she last spoke with them on 10 February.",
        "The court is to determine whether he will appear.",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert _told(text) == []


def test_what_others_do_in_somebodys_words_is_not_said_by_them() -> None:
    text = "The lawyer said the guards refused to let her in and that the detention threatens all writers."
    assert [who for who, _, _ in _told(text)] == ["The lawyer"]


def test_a_charge_in_marks_is_not_said_by_who_spoke_last() -> None:
    text = (
        "Experts believe that he is innocent. The charges against him include “suspicion of spreading false news to"
        " harm the state on social sites”."
    )
    assert [what for _, _, what in _told(text)] == ["he is innocent"]


def test_whoever_adds_spoke_before() -> None:
    text = (
        "Oleg's sister, Lina, said on Monday that his cellmate Ada had told them that she is ill.\n\n"
        "“She will not give in,” she added."
    )
    reading = reading_of(text)
    names = {e.id: e.name for e in reading.entities}
    assert [names.get(c.speaker or "") for c in reading.claims] == ["Lina", "Ada", "Lina"]


def test_a_body_that_a_translator_calls_he_goes_on() -> None:
    reading = reading_of("The Prisoners' Club said the number of those held was rising. He added that it had doubled.")
    assert len({c.speaker for c in reading.claims}) == 1
