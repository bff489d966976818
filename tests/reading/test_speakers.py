"""Who speaks behind titles, bodies told of again, and verbs that the parse tears from their speaker."""

from __future__ import annotations

import pytest

from tests.reading.pages import reading_of


def _told(text: str) -> list[tuple[str | None, str]]:
    return [(c.speaker_text, " … ".join(s.quote for s in c.content)) for c in reading_of(text).claims]


def _speakers(text: str) -> list[str | None]:
    """The names of those who speak, in the order of the claims."""
    reading = reading_of(text)
    names = {entity.id: entity.name for entity in reading.entities}
    return [names.get(claim.speaker or "") for claim in reading.claims]


_SAID = (
    (
        "The prisoners reported to Adv. Mara Lund during a visit to the prison that they will continue their strike.",
        "The prisoners",
        "they will continue their strike",
    ),
    ("Orlov told the lawyer that he suffers from headaches.", "Orlov", "he suffers from headaches"),
    (
        "A parliamentary panel is calling for the release of Lev Tarn.",
        "A parliamentary panel",
        "the release of Lev Tarn",
    ),
)


@pytest.mark.parametrize(("text", "speaker", "content"), _SAID)
def test_a_sentence_has_this_claim_and_no_other(text: str, speaker: str, content: str) -> None:
    assert _told(text) == [(speaker, content)]


def test_whom_somebody_was_told_of_is_not_what_was_said() -> None:
    assert _told("She told the man that hit her to leave.") == []


def test_the_source_after_according_to_is_not_who_hears_it() -> None:
    (claim,) = reading_of("Lev Tarn lost ten kilos, according to his lawyer Mara Lund.").claims
    assert claim.speaker is not None
    assert claim.to is None


_AGAIN = (
    (
        "The Harbour Union has read a finding by the Working Group on Prisons. The union said Lev Tarn is ill. "
        "The working group says that he must be freed.",
        ["Harbour Union", "Working Group on Prisons"],
    ),
    (
        "Prison experts said that Lev Tarn was beaten in May. “He is ill,” the group said in a letter.",
        ["Prison experts", "Prison experts"],
    ),
)


@pytest.mark.parametrize(("text", "speakers"), _AGAIN)
def test_a_body_told_of_again_is_the_one_called_so(text: str, speakers: list[str]) -> None:
    assert _speakers(text) == speakers


def test_a_name_in_a_headline_ends_before_its_verb() -> None:
    text = "Korda Rights Union Calls for Release of Korda Lawyer\n\nThe Korda Rights Union wrote to the ministry."
    assert [e.name for e in reading_of(text).entities if e.kind == "organisation" and e.named] == ["Korda Rights Union"]


_TORN = (
    (
        "A Korda monk believed held by police has been found by his family at a prison in Tan, a source in Tan says.",
        "a source",
        "A Korda monk believed held by police has been found by his family at a prison in Tan",
    ),
    (
        "Ada Lund is being held in a tiny, stinking prison cell where the toilet is a hole, her sister says.",
        "her sister",
        "Ada Lund is being held in a tiny, stinking prison cell where the toilet is a hole",
    ),
    (
        "But they claim other people in the yard at the time witnessed him being beaten.",
        "they",
        "other people in the yard at the time witnessed him being beaten",
    ),
    (
        "According to the Harbour Union’s census of December 1, 2019, there were 63 reporters in prisons.",
        "Harbour Union",
        "there were 63 reporters in prisons",
    ),
    ("The ministry said Tuesday police had found the body.", "The ministry", "police had found the body"),
    ("The Union co-chairs strongly condemn the arrests.", "co-chairs", "the arrests"),
    ("KORDA: Reports say four men were held.", "Reports", "four men were held"),
)


@pytest.mark.parametrize(("text", "speaker", "content"), _TORN)
def test_what_is_said_is_whole_where_the_parse_is_torn(text: str, speaker: str, content: str) -> None:
    assert _told(text)[0] == (speaker, content)


def test_what_is_done_besides_is_not_asked() -> None:
    text = "The Harbour Union urged Korda to halt the trial as it rebuked the state for a spate of arrests."
    assert _told(text)[0] == ("Harbour Union", "Korda to halt the trial")


def test_in_view_of_a_thing_is_nobodys_view() -> None:
    assert _told("In view of the storm, the hearing was moved.") == []


_DASHED = (
    (
        '"All is well. I am alive! — Lev Tarn writes. — I hope to see you."',
        "All is well. I am alive! … I hope to see you.",
    ),
    ("– They beat him, – his lawyer said. – He cannot walk.", "They beat him … He cannot walk."),
    ('"We were not let in, – the mother told us. – It was cold."', "We were not let in … It was cold."),
    (
        "'They gave no reason. Tarn's visits are over,' she told the paper.",
        "They gave no reason. Tarn's visits are over",
    ),
    ("The letter says;\n\n“We ask you to free the men who are held in Korda.”", None),
)


@pytest.mark.parametrize(("text", "content"), _DASHED)
def test_speech_is_direct_between_dashes_and_in_plain_single_marks(text: str, content: str | None) -> None:
    claim = reading_of(text).claims[0]
    assert claim.manner == "direct"
    assert " … ".join(s.quote for s in claim.content) == (
        content or "We ask you to free the men who are held in Korda."
    )


def test_a_dash_within_what_is_said_names_no_speaker() -> None:
    text = "“The guards left him there alone — nobody told me why,” his mother said."
    assert _told(text)[0] == ("his mother", "The guards left him there alone — nobody told me why")


def test_the_statement_is_theirs_who_made_it() -> None:
    text = (
        "The Korda Herald wrote that Lev Tarn was shot. The police came early. "
        "Lund was stopped in May, a police statement said. He ran, the statement said."
    )
    assert _speakers(text)[1:] == ["The police", "The police"]


def test_they_who_go_on_speaking_are_those_who_spoke() -> None:
    text = "The exiled monks said that Ivo Stenn was held. Ivo Stenn became a monk in the Korda hills, they said."
    assert _speakers(text) == ["The exiled monks", "The exiled monks"]


def test_a_word_of_ones_own_before_the_marks_makes_speech_mixed() -> None:
    (claim,) = reading_of(
        "The Harbour Union said that a “staggering number of these writers are held in jails”."
    ).claims
    assert claim.manner == "mixed"


_RESOLVED = (
    (
        "The Harbour Council adopted a resolution calling for the release of Ivo Stenn.",
        ["Harbour Council"],
    ),
    (
        "Ivo Stenn leads Korda Watch. The Prison Board said that he was ill. "
        "The Korda Watch group said that he was dying.",
        ["Prison Board", "Korda Watch"],
    ),
)


@pytest.mark.parametrize(("text", "speakers"), _RESOLVED)
def test_a_body_speaks_through_what_it_adopts_and_by_its_own_name(text: str, speakers: list[str]) -> None:
    assert _speakers(text) == speakers


@pytest.mark.parametrize(
    "text",
    [
        "To: Ada Lund, Minister of Justice\n\nThe camp was closed in May.",
        "The board considers a man on strike if he has missed nine meals.",
        "The board has been under-reporting the numbers.",
        "Lately, in a report of May, the Harbour Union noted.",
    ],
)
def test_nobody_says_anything(text: str) -> None:
    assert _told(text) == []


_SHOWN = (
    ("A recent scan revealed that Ada Lund has cancer.", "A recent scan", "Ada Lund has cancer"),
    ("Sources suggest the reporter was arrested in May.", "Sources", "the reporter was arrested in May"),
    ("Evidence suggests some are now forced to work.", "Evidence", "some are now forced to work"),
)


@pytest.mark.parametrize(("text", "speaker", "content"), _SHOWN)
def test_what_shows_something_is_its_source(text: str, speaker: str, content: str) -> None:
    assert _told(text) == [(speaker, content)]


@pytest.mark.parametrize(
    "text",
    [
        "The guards made him sign a paper.",
        "The guards kept the families from demanding justice.",
        "The board denies them a doctor.",
        "The men wrote on the condition that they are not filmed.",
        "The men made a call to the ministry to say that he was ill.",
    ],
)
def test_what_is_done_or_prevented_is_not_said(text: str) -> None:
    assert _told(text) == []


_GOING_ON = (
    (
        "His brother Karl Tarn said that the police had come. “They took Lev Tarn away,” he said.",
        ["Karl Tarn", "Karl Tarn"],
    ),
    (
        "Relatives of those held made a call. “Our prisoners are dying,” they said.",
        ["Relatives of those held"],
    ),
    (
        "The Port Office declined to comment. In a notice it denied that anybody had been beaten.",
        ["Port Office"],
    ),
    (
        "The Harbour Union said that the Port Office had lied. It added that nobody was beaten.",
        ["Harbour Union", "Harbour Union"],
    ),
)


@pytest.mark.parametrize(("text", "speakers"), _GOING_ON)
def test_who_goes_on_speaking_is_who_spoke_or_acted(text: str, speakers: list[str]) -> None:
    assert _speakers(text) == speakers


def test_a_dateline_with_region_or_agency_is_no_part_of_what_is_said() -> None:
    for head in ("ERBAN, Korda Region - ", "Korda Human Rights News Agency (KHRNA) – "):
        text = head + "“His mother has not slept for many days,” writes the former prisoner Ivo Stenn."
        assert _told(text) == [("the former prisoner", "His mother has not slept for many days")]


_WHOLE = (
    (
        "The Law Office said that Ada Lund had been on strike, and that she died after her pulse had stopped.",
        "Ada Lund had been on strike, and that she died after her pulse had stopped",
    ),
    (
        "According to the statement of the Harbour Union, dated December 14, 2021, at least 59 prisoners have died.",
        "at least 59 prisoners have died",
    ),
    (
        "The Harbour Union argued she should be freed, citing the release of another lawyer.",
        "she should be freed",
    ),
    (
        "The Harbour Union urged the state to end its “unjust rule that harms all who strike, Ada Lund above all.”",
        "the state to end its “unjust rule that harms all who strike, Ada Lund above all.”",
    ),
    (
        "The Harbour Union wrote a letter recommending that the state, and the ports, “take bold steps to free all.”",
        "the state, and the ports, “take bold steps to free all.”",
    ),
)


@pytest.mark.parametrize(("text", "content"), _WHOLE)
def test_what_is_said_runs_on_to_its_end(text: str, content: str) -> None:
    assert _told(text)[0][1] == content


def test_a_short_name_in_brackets_speaks_later() -> None:
    text = (
        "The Political Captives Network Korda (PCNK) wrote that Lev Tarn was ill. The PCNK said that he died. "
        "A PCNK statement said that nobody helped him."
    )
    assert _speakers(text) == ["Political Captives Network Korda"] * 3


def test_holding_people_says_nothing() -> None:
    text = "The ministry denies holding prisoners. “There is nobody here,” its spokesman, Hazim Orfali, told reporters."
    assert _told(text)[-1] == ("its spokesman", "There is nobody here")


def test_those_who_speak_on_are_not_whom_they_tell_of() -> None:
    text = (
        "“They have been held for 500 days,” the experts said. “None of them has been tried.”\n\n"
        "Prosecutors accuse the four of theft. One of them gave birth in custody, the experts have been told.\n\n"
        "“We are disturbed by this,” they said."
    )
    assert _speakers(text)[-1] == "the experts"
