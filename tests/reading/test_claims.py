"""Who says what, in the shapes in which news and statements say it."""

from __future__ import annotations

import pytest

from habeas.model.check import exact
from tests.reading.pages import claims_in, reading_of, said_in

CASES = [
    # text, then (speaker, act, manner, content) of each claim in order
    (
        "The ministry denied that Ilya Morozko had been beaten.",
        [("The ministry", "deny", "indirect", "Ilya Morozko had been beaten")],
    ),
    (
        'Ilya Morozko was moved. "He is in good health," spokesman Pavel Rudin told the Harbour Ledger.',
        [("Pavel Rudin", "state", "direct", "He is in good health")],
    ),
    (
        "According to his brother, Ilya Morozko was beaten in Korsk prison.",
        [("his brother", "state", "indirect", "Ilya Morozko was beaten in Korsk prison")],
    ),
    (
        "Ilya Morozko was beaten in Korsk prison, according to his brother.",
        [("his brother", "state", "indirect", "Ilya Morozko was beaten in Korsk prison")],
    ),
    (
        "The poet died on Sunday, said her lawyer.",
        [("her lawyer", "state", "indirect", "The poet died on Sunday")],
    ),
    (
        '"I will not eat," the prisoner told his sister, "until they let me call my lawyer."',
        [("the prisoner", "state", "direct", "I will not eat … until they let me call my lawyer.")],
    ),
    (
        "Eight UN experts urged Sahwara to free the poet immediately.",
        [("Eight UN experts", "demand", "indirect", "Sahwara to free the poet immediately")],
    ),
    (
        "The society called for an independent inquiry.",
        [("The society", "demand", "indirect", "an independent inquiry")],
    ),
    (
        "The society accused the guards of beating five detainees.",
        [("The society", "accuse", "indirect", "the guards of beating five detainees")],
    ),
    (
        "Her family holds the governor responsible for her life.",
        [("Her family", "accuse", "indirect", "the governor responsible for her life")],
    ),
    ("Relatives fear that Samir Haddad may die.", [("Relatives", "believe", "indirect", "Samir Haddad may die")]),
    (
        "Ostland's authorities must release Hasan Musham and all others jailed for their opinions, "
        "thirteen rights groups said today in a letter to the king.",
        [
            (
                "thirteen rights groups",
                "state",
                "indirect",
                "Ostland's authorities must release Hasan Musham and all others jailed for their opinions",
            )
        ],
    ),
    (
        "Police freed 12 prisoners, among them the priest Manuel Garza, and put them on a plane, "
        "the Foreign Ministry of that country announced.",
        [
            (
                "Foreign Ministry",
                "state",
                "indirect",
                "Police freed 12 prisoners, among them the priest Manuel Garza, and put them on a plane",
            )
        ],
    ),
    (
        "The court ruled that Cem Aktan should remain in custody and adjourned the hearing until May.",
        [("The court", "state", "indirect", "Cem Aktan should remain in custody")],
    ),
    (
        "The club found that the detention of Sarat Phana is arbitrary and asked the ministry to release her.",
        [
            ("The club", "state", "indirect", "the detention of Sarat Phana is arbitrary"),
            ("The club", "demand", "indirect", "the ministry to release her"),
        ],
    ),
    (
        'A court jailed the poet Ona Brek for "picking quarrels and provoking trouble", her lawyer said.',
        [
            (
                "her lawyer",
                "state",
                "mixed",
                'A court jailed the poet Ona Brek for "picking quarrels and provoking trouble"',
            )
        ],
    ),
    ("Doctors warned that she could die.", [("Doctors", "warn", "indirect", "she could die")]),
    ("The directorate rejected the report.", [("The directorate", "deny", "indirect", "the report")]),
    ("The governor promised to open an inquiry.", [("The governor", "promise", "indirect", "to open an inquiry")]),
    ("It was announced that ten of them had collapsed.", [(None, "state", "indirect", "ten of them had collapsed")]),
    (
        "The group said the guards showed “open contempt for the law” in Korsk.",
        [("The group", "state", "mixed", "the guards showed “open contempt for the law” in Korsk")],
    ),
    (
        "Ms Lenko, who said that she was threatened, left the country.",
        [("Lenko", "state", "indirect", "she was threatened")],
    ),
    ("The men had no water, Oleg Tarn said.", [("Oleg Tarn", "state", "indirect", "The men had no water")]),
    (
        "The men, Oleg Tarn said, were beaten and then moved.",
        [("Oleg Tarn", "state", "indirect", "The men … were beaten and then moved")],
    ),
    (
        "The men had no water, Oleg Tarn said, and nobody had come to see them.",
        [("Oleg Tarn", "state", "indirect", "The men had no water … nobody had come to see them")],
    ),
    (
        "As Dana Volk told the Harbour Ledger, her brother was never charged.",
        [("Dana Volk", "state", "indirect", "her brother was never charged")],
    ),
    (
        "By his lawyer’s account, they beat him every night.",
        [("his lawyer", "state", "indirect", "they beat him every night")],
    ),
    ("His mother is convinced that he is alive.", [("His mother", "believe", "indirect", "he is alive")]),
    (
        "The lawyer said she would file an appeal.",
        [("The lawyer", "promise", "indirect", "she would file an appeal")],
    ),
    (
        "The governor said there had been no beatings.",
        [("The governor", "deny", "indirect", "there had been no beatings")],
    ),
    (
        "Reports that he has hanged himself are false, the ministry said.",
        [
            ("the ministry", "deny", "indirect", "Reports that he has hanged himself are false"),
            (None, "state", "indirect", "he has hanged himself"),
        ],
    ),
    ("“Is he alive?” his mother asked.", [("his mother", "ask", "direct", "Is he alive?")]),
    ("“Let my son go,” his mother said.", [("his mother", "demand", "direct", "Let my son go")]),
    ("He denied it.", [("He", "deny", "indirect", "it")]),
    ("He claims to be a poet.", [("He", "state", "indirect", "to be a poet")]),
    ("The lawyer called the sentence a travesty.", [("The lawyer", "state", "indirect", "the sentence a travesty")]),
    (
        "The lawyer described the sentence as theft.",
        [("The lawyer", "state", "indirect", "the sentence as theft")],
    ),
    (
        "The ministry put the number of those held at 300.",
        [("The ministry", "state", "indirect", "the number of those held at 300")],
    ),
    ("He was told that his trial was put off.", [(None, "state", "indirect", "his trial was put off")]),
    ("There are fears that he may die.", [(None, "believe", "indirect", "he may die")]),
    ("He is said to be ill.", [(None, "state", "indirect", "to be ill")]),
    (
        "The governor gave assurances that the men would be fed.",
        [("The governor", "promise", "indirect", "the men would be fed")],
    ),
    (
        "The union issued a statement condemning the raid.",
        [("The union", "accuse", "indirect", "the raid")],
    ),
    (
        "The club said that a goal had been denied its side and accused the referee of theft.",
        [
            ("The club", "state", "indirect", "a goal had been denied its side"),
            ("The club", "accuse", "indirect", "the referee of theft"),
        ],
    ),
    (
        "The commandant, Colonel Gleb Tarn, denied that anybody was held.",
        [("Gleb Tarn", "deny", "indirect", "anybody was held")],
    ),
    (
        "He has been held for “disobedience”. His mother is convinced that he is alive.",
        [("His mother", "believe", "indirect", "he is alive")],
    ),
    (
        "The guard called the prisoners “dogs”.",
        [("The guard", "state", "mixed", "the prisoners “dogs”")],
    ),
    (
        "A statement by the Harbour Union said that two members were held.",
        [("Harbour Union", "state", "indirect", "two members were held")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CASES, ids=[text[:40] for text, _ in CASES])
def test_a_claim_is_read_with_its_speaker_act_manner_and_words(
    text: str, expected: list[tuple[str | None, str, str, str]]
) -> None:
    assert claims_in(text) == expected


@pytest.mark.parametrize(
    "text",
    [
        "He did not say where they were held.",
        "Could the ministry say why they were moved?",
        "If the court says that he is free, he will travel.",
        "The guards denied him visits for a month.",
        "The board rejected his application for parole.",
        "They want the minister to say that he was wrong.",
        "She appealed against the verdict in March.",
        "The clerk, who asked not to be named, left.",
        "The clerk asked that her name be withheld.",
        "The court found him guilty of theft.",
        "The doctors found them vomiting.",
        "No authority has said that it holds her.",
        "The ministry declined to comment.",
        "Asked about the beatings, the governor left.",
    ],
)
def test_what_nobody_said_is_no_claim(text: str) -> None:
    assert claims_in(text) == []


def test_a_report_of_a_report_is_a_chain() -> None:
    cast, said = said_in("The newspaper reported that his brother said that the lawyer had seen bruises.")
    outer, inner = said.claims
    assert (outer.within, inner.within) == (None, outer.id)
    assert cast.name(inner.speaker or "") == "his brother"


def test_somebody_quoted_by_an_agency_speaks_within_its_claim() -> None:
    cast, said = said_in("Vera Lenko was quoted by the news agency Vesna as saying that the trial would open in May.")
    assert [(cast.name(c.speaker or ""), c.within) for c in said.claims] == [("Vesna", None), ("Vera Lenko", "c1")]


def test_a_quotation_over_paragraphs_keeps_its_speaker() -> None:
    text = (
        "The Relief Society published a report.\n\n“Nobody has been charged,” it said. “The cells are cold.\n\n"
        "“The governor has not answered our letters since the spring.”"
    )
    speakers = {claim[0] for claim in claims_in(text)}
    assert speakers == {"Relief Society"}
    whole = (
        "Nobody has been charged … The cells are cold. … The governor has not answered our letters since the spring."
    )
    assert [claim[3] for claim in claims_in(text)] == [whole]


def test_a_second_verb_shares_the_subject_of_the_first() -> None:
    text = "The society accused the guards of beating five detainees and called on the government to release them."
    assert [(c[0], c[1]) for c in claims_in(text)] == [("The society", "accuse"), ("The society", "demand")]


def test_a_spokesman_named_one_paragraph_later_is_one_speaker() -> None:
    text = (
        "A spokesman for the prison directorate denied that anyone had been beaten.\n\n"
        "“All inmates are in good health and receive three meals a day,” Oleg Tarn explained."
    )
    assert {claim[0] for claim in claims_in(text)} == {"Oleg Tarn"}


def test_an_office_with_an_owner_is_not_the_next_name() -> None:
    text = (
        "His lawyer said that he had been beaten.\n\n"
        "“All inmates are in good health and receive three meals a day,” Oleg Tarn explained."
    )
    assert [claim[0] for claim in claims_in(text)] == ["His lawyer", "Oleg Tarn"]


def test_we_in_a_quotation_is_whoever_speaks() -> None:
    cast, said = said_in("“We demand an inquiry into his death,” the Harbour Union said.")
    assert {cast.name(c.speaker or "") for c in said.claims} == {"Harbour Union"}


ODD = [
    "“He was beaten, said his lawyer. Nobody came to his cell.",
    "He was beaten,” said his lawyer.",
    'The group said " the cells are cold ", and "wet.',
    "« Ils sont libres » , said the agency . “",
    '“”‘’""',
    "‘He was ‘beaten’,’ she said.",
    '"" said the "lawyer" "',
]


@pytest.mark.parametrize("text", ODD)
def test_odd_quotation_marks_never_break_the_reader_nor_its_spans(text: str) -> None:
    _, said = said_in(text)
    for claim in said.claims:
        for span in (*claim.content, *(s for s in (claim.cue, claim.speaker_span) if s is not None)):
            assert exact(span, text)


def test_a_noun_of_saying_has_its_author_and_its_words() -> None:
    cast, said = said_in("The army denied a report by Radio Kelm that eleven villagers had died in its custody.")
    chain = [(cast.name(c.speaker or ""), c.act, c.within, c.content[0].quote) for c in said.claims]
    assert chain[-1] == ("Radio Kelm", "state", "c1", "eleven villagers had died in its custody")
    assert chain[0][1] == "deny"


def test_quoting_somebody_as_saying_is_a_chain_of_two() -> None:
    cast, said = said_in("Harbour Radio quoted Vera Lenko as saying that the trial would open in May.")
    assert [(cast.name(c.speaker or ""), c.within) for c in said.claims] == [
        ("Harbour Radio", None),
        ("Vera Lenko", "c1"),
    ]


def test_a_noun_without_an_author_says_nothing() -> None:
    assert claims_in("There is no report that anybody was hurt.") == []


def test_what_people_are_reported_to_have_suffered_without_a_source_is_said_by_nobody() -> None:
    claims = claims_in("Three men were reportedly beaten in the yard.")
    assert claims == [(None, "state", "indirect", "beaten in the yard")]


def test_a_headline_that_the_report_tells_again_is_told_once() -> None:
    from habeas.model.reading import Passage, ReportInfo
    from habeas.reading.cast import read_cast
    from habeas.reading.claims import read_claims
    from habeas.reading.nlp import english
    from habeas.reading.page import Page

    title = "Poet was beaten in prison, lawyer says\n\n"
    text = title + "The poet Dana Volk was beaten in prison in May, her lawyer said on Monday."
    passages = (
        Passage(role="title", start=0, end=len(title)),
        Passage(role="body", start=len(title), end=len(text)),
    )
    page = Page(ReportInfo(id="sha256:0", source="t"), text, passages, english())
    (claim,) = read_claims(page, read_cast(page)).claims
    assert claim.content[0].start >= len(title)


def test_we_in_a_statement_is_the_body_that_signs_it() -> None:
    text = (
        "To the press.\n\nTwo of our members were beaten. We condemn the raid.\n\n"
        "Association of Lawyers for Dignity, Korsk Branch"
    )
    assert [claim[:2] for claim in claims_in(text)] == [("Association of Lawyers for Dignity", "accuse")]


def who_says(text: str) -> list[tuple[str | None, str]]:
    """Speaker and words of every claim of a text."""
    return [(claim[0], claim[3]) for claim in claims_in(text)]


def test_what_a_thing_is_put_beside_is_said_of_it() -> None:
    for text, words in (
        ("The mayor compared the camp to a cage.", "the camp to a cage"),
        ("The mayor linked the raid to hired thugs.", "the raid to hired thugs"),
        ("The mayor blamed the fire on the guards.", "the fire on the guards"),
        ("The raid was condemned by the mayor.", "The raid"),
    ):
        assert who_says(text) == [("the mayor" if text.startswith("The raid") else "The mayor", words)]
    assert who_says("Three men linked to the gang were held.") == []


def test_a_turn_of_phrase_in_marks_is_told_once() -> None:
    text = "The ministry said that Lukovia “firmly opposes interference in its affairs by external forces.” It rained."
    assert who_says(text) == [
        ("The ministry", "Lukovia “firmly opposes interference in its affairs by external forces.”")
    ]


def test_words_that_only_tell_when_or_how_are_not_said() -> None:
    text = "In a declaration before a judge, Ada Lund said:\n\n“I mean to break with these restrictions.”"
    assert who_says(text) == [("Ada Lund", "I mean to break with these restrictions.")]
    text = "Briefing reporters, the officials said the motive for killing Pavel Orst, a reporter, was to sow fear."
    words = "the motive for killing Pavel Orst, a reporter, was to sow fear"
    assert who_says(text) == [("the officials", words)]


def test_a_document_speaks_for_the_body_that_issued_it() -> None:
    text = (
        "The Harbour Union wrote to the mayor on Friday.\n\nThe letter says that the raid broke the law. "
        "According to the letter, two men were hurt."
    )
    assert [who for who, _ in who_says(text)] == ["Harbour Union", "Harbour Union"]
    assert who_says("It rained. The report said that it was cold.") == [("The report", "it was cold")]


def test_they_who_go_on_speaking_spoke_before() -> None:
    text = "Police said all had served in the war against rebels in the east. A sixth suspect fled, they said."
    assert [who for who, _ in who_says(text)] == ["Police", "Police"]


def test_all_who_say_it_together_are_named() -> None:
    _, said = said_in("Relatives, lawyers and activists said that the trial was unfair.")
    assert [c.speaker_text for c in said.claims] == ["Relatives, lawyers and activists"]
    _, said = said_in("Ada Lund, who said she had been beaten, was freed on Monday.")
    assert [c.speaker_text for c in said.claims] == ["Ada Lund"]


def test_according_to_after_a_semicolon_tells_of_what_follows_it() -> None:
    reading = reading_of("Ada Lund has diabetes; according to her family she has been given no insulin.")
    (claim,) = reading.claims
    assert claim.content[0].quote == "she has been given no insulin"
