"""Who speaks behind titles, bodies told of again, and verbs that the parse tears from their speaker."""

from __future__ import annotations

import pytest

from habeas.model.reading import Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading import load_reader, read_report


def _read(text: str) -> Reading:
    info = ReportInfo(id="sha256:" + "0" * 64, source="a.txt", published="2022-03-05")
    return read_report(info, Extracted(text=text, media_type="text/plain"), load_reader())


def _told(text: str) -> list[tuple[str | None, str]]:
    return [(c.speaker_text, " … ".join(s.quote for s in c.content)) for c in _read(text).claims]


def _speakers(text: str) -> list[str | None]:
    """The names of those who speak, in the order of the claims."""
    reading = _read(text)
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
    (claim,) = _read("Lev Tarn lost ten kilos, according to his lawyer Mara Lund.").claims
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
    assert [e.name for e in _read(text).entities if e.kind == "organisation" and e.named] == ["Korda Rights Union"]
