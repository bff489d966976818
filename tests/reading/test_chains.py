"""Who says that who said it: chains of speakers in the shapes in which news and letters tell them."""

from __future__ import annotations

import pytest

from tests.reading.pages import said_in


def chains(text: str) -> list[tuple[str, ...]]:
    """For every claim that holds no other its speakers, the innermost first."""
    cast, said = said_in(text)
    by_id = {claim.id: claim for claim in said.claims}
    outer = {claim.within for claim in said.claims}
    found = []
    for claim in said.claims:
        if claim.id in outer:
            continue
        way, step = [], claim
        while True:
            way.append((cast.name(step.speaker) if step.speaker else step.speaker_text) or "nobody")
            if step.within is None:
                break
            step = by_id[step.within]
        found.append(tuple(way))
    return found


CHAINS = [
    # text, then the speakers of each chain from the inside
    (
        "The Korsk Gazette wrote that the mayor’s spokesman had told it that the police denied any wrongdoing.",
        [("the police", "the mayor’s spokesman", "Korsk Gazette")],
    ),
    (
        "The boat was white, said the boy, according to his teacher, the island’s paper wrote.",
        [("the boy", "his teacher", "the island’s paper")],
    ),
    (
        "The two brothers are in Barracks 6, a recruit told their mother, her priest said.",
        [("a recruit", "her priest")],
    ),
    (
        "The news site Polyana said, citing two guards, that the accountant had confessed.",
        [("two guards", "Polyana")],
    ),
    ("The minister fled, the Harbour Ledger reported, citing two officials.", [("two officials", "Harbour Ledger")]),
    (
        "A report by the Harbour Union, citing court papers, says that five women were held in Korsk.",
        [("court papers", "Harbour Union")],
    ),
    (
        "The daily Vesna reported, quoting a security source, that the two drones were steered from a cell.",
        [("a security source", "Vesna")],
    ),
    ("“My husband is ill,” the Harbour Ledger quoted his wife as saying.", [("his wife", "Harbour Ledger")]),
    ("The student had been beaten, Polis quoted his cellmate as saying.", [("his cellmate", "Polis")]),
    ("His wife, quoted by the Harbour Ledger, said that he had lost 20 kilos.", [("His wife", "Harbour Ledger")]),
    (
        "The group published a diary in which the dead man complains that the medic beat him.",
        [("the dead man", "The group")],
    ),
    (
        "The minister’s remark that prisons are full of saints was condemned by the bishop.",
        [("The minister", "the bishop")],
    ),
    (
        "Rafael Quenaya told the commission that, according to a fellow conscript, the order came by radio.",
        [("a fellow conscript", "Rafael Quenaya")],
    ),
    ("The judge noted that, in the words of the defence, the paper was worthless.", [("the defence", "The judge")]),
    (
        "“The guards say to her every day, ‘Your friends have forgotten you’,” her sister wrote.",
        [("The guards", "her sister")],
    ),
    ("“He said, ‘They will kill us all,’” his mother told the Harbour Ledger.", [("He", "his mother")]),
    ("The nuns said that a soldier ordered them to go home.", [("a soldier", "The nuns")]),
    ("Her uncle says the policeman asked where the money was.", [("the policeman", "Her uncle")]),
    ("The mayor complained that journalists call him a thief.", [("journalists", "The mayor")]),
    ("The group said it had been informed by relatives that three men were missing.", [("relatives", "The group")]),
    (
        "The government said it had no reason to doubt the assurances of its neighbour that he would be sent home.",
        [("its neighbour", "The government")],
    ),
]


@pytest.mark.parametrize(("text", "expected"), CHAINS, ids=[text[:40] for text, _ in CHAINS])
def test_every_level_has_its_speaker(text: str, expected: list[tuple[str, ...]]) -> None:
    assert chains(text) == expected


def test_offers_are_sayings_only_where_somebody_tells_them() -> None:
    assert chains("A guard offered to bring soap.") == []


def test_who_is_quoted_keeps_what_follows_in_the_same_breath() -> None:
    text = "“They told us to wait,” Mr. Brel said. “They are cold and nobody comes.”"
    _, said = said_in(text)
    outer, inner = said.claims
    assert [span.quote for span in outer.content] == ["They told us to wait", "They are cold and nobody comes."]
    assert (inner.speaker_text, inner.within) == ("They", outer.id)


def test_a_new_sentence_of_saying_does_not_take_the_quotation_before_it() -> None:
    text = "“We have no water,” Mr Brel said. “Nobody has come to see us for three weeks.” He said it was cold."
    _, said = said_in(text)
    assert [[span.quote for span in claim.content] for claim in said.claims] == [
        ["We have no water", "Nobody has come to see us for three weeks."],
        ["it was cold"],
    ]


def test_names_that_look_odd_or_plain_change_nothing() -> None:
    text = "The Korsk Gazette wrote that {} had told it that the men were beaten."
    names = ("Anton Brel", "Grace Hope", "Mg Mg Htay", "Ng", "Nguyễn Văn Bảo", "Judge Editor", "Will Power")
    assert {chains(text.format(name))[0][1:] for name in names} == {("Korsk Gazette",)}


def test_a_name_with_marked_letters_is_read_as_one_without() -> None:
    for name in ("Lê Thị", "Le Thi", "Ana Brel"):
        _, said = said_in(f"Doctors told {name} that she could die of it.")
        assert [claim.content[0].quote for claim in said.claims] == ["she could die of it"]
