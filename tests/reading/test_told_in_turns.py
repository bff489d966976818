"""Turns of phrase by which something is said: reasons cited, wishes, laws that speak, charges by somebody, clauses
with a gap."""

from __future__ import annotations

import pytest

from tests.reading.pages import reading_of

_SAID: tuple[tuple[str, list[tuple[str, str]]], ...] = (
    (
        "Mayor Ada Lund shut the port of Korda on Monday, citing the lack of doctors in the town.",
        [("Ada Lund", "the lack of doctors in the town")],
    ),
    (
        "The Harbour Union cited the change of government as a reason for its hope.",
        [("Harbour Union", "the change of government as a reason for its hope")],
    ),
    ("Dockers went on strike in Korda to demand higher wages.", [("Dockers", "higher wages")]),
    ("The Harbour Union would like to call for a new inquiry.", [("Harbour Union", "a new inquiry")]),
    ("The strike led Minister Ivo Lund to promise a new law.", [("Ivo Lund", "a new law")]),
    (
        "The committee is accused by local and foreign doctors of hiding deaths.",
        [("local and foreign doctors", "of hiding deaths")],
    ),
    (
        "The mayor has been criticised by many citizens for not speaking about the raid.",
        [("many citizens", "for not speaking about the raid")],
    ),
    (
        "It was the last of the raids the government now admits has become an emergency.",
        [("the government", "has become an emergency")],
    ),
    (
        "As per the Harbour Union, he was the first to be convicted.",
        [("Harbour Union", "he was the first to be convicted")],
    ),
    (
        "One of the guards called him a “dirty dog”.",
        [("One of the guards", "him a “dirty dog”")],
    ),
    (
        "The ministry refers to the raid in Korda as an exercise.",
        [("The ministry", "the raid in Korda as an exercise")],
    ),
    ("Ada Lund sees the new law as a threat to all dockers.", [("Ada Lund", "the new law as a threat to all dockers")]),
    (
        "Reporters Without Borders' Asia-Pacific director Daniel Lund called their treatment shameful.",
        [("Reporters Without Borders' Asia-Pacific director Daniel Lund", "their treatment shameful")],
    ),
    (
        "Institute of Harbour Research executive director Karamat Lund said the docks were unsafe.",
        [("Karamat Lund", "the docks were unsafe")],
    ),
    (
        '"Nothing like this has been done in this town," bellowed Lund on Monday.',
        [("Lund", "Nothing like this has been done in this town")],
    ),
    (
        "“The arrest of the poet reminds me of the worst of times,” tweeted journalist Ivo Lund.",
        [("Ivo Lund", "The arrest of the poet reminds me of the worst of times")],
    ),
    (
        "The court's order did not sit well with the family's counsels, reported the Korda Times.",
        [("Korda Times", "The court's order did not sit well with the family's counsels")],
    ),
    ("The law will hold some owners liable for such deaths.", []),
    ("Ada Lund saw that the men were led away.", []),
    ("Ada Lund saw her brother fall in the yard.", []),
)


@pytest.mark.parametrize(("text", "said"), _SAID)
def test_what_is_said_by_a_turn_of_phrase(text: str, said: list[tuple[str, str]]) -> None:
    assert [(c.speaker_text, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims] == said


def test_a_law_speaks_where_its_words_are_told() -> None:
    (claim,) = reading_of('Article 24 of the Constitution says: "No person shall be tortured in Arvia."').claims
    assert (claim.manner, claim.content[0].quote) == ("direct", "No person shall be tortured in Arvia.")


_OF_OTHERS = (
    ("Relatives of Arvia detainee Lev Tarn said they were 'appalled' by the news.", None),
    ('"You cannot jail a storm," said the Harbour Society\'s Orville Lund.', "Orville Lund"),
    ("Ms Griffiths said the fire was horrific.", "Griffiths"),
)


@pytest.mark.parametrize(("text", "name"), _OF_OTHERS)
def test_who_speaks_is_not_whom_the_speaker_belongs_to(text: str, name: str | None) -> None:
    reading = reading_of(text)
    names = {e.id: e.name for e in reading.entities}
    assert [names.get(c.speaker or "") for c in reading.claims] == [name]
