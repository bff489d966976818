"""What sums up, is to be kept from happening or is only a purpose is no event; with a day, a place or a count it is."""

from __future__ import annotations

import pytest

from tests.reading.test_unreal import told


@pytest.mark.parametrize(
    "text",
    [
        "Activists were jailed and beaten.",
        "Opposition politicians have been harassed, beaten and jailed.",
        "Dozens were wounded.",
        "Many who dared to march were arrested by the police.",
        "The march ended badly and 6,700 were arrested.",
        "The army shot weavers in the street and killed others.",
        "The union has ninety members, six of whom have been tried and convicted.",
        "She wants an inquiry so no other printer is killed in Korda.",
        "The prosecutor argued against giving Ada Lund bail.",
        "It was a plot to kidnap Ada Lund.",
        "They researched ways to abduct Ada Lund by boat.",
        "The governor ordered troops to shoot looters.",
        "She was shown a video of his death.",
        "The prosecutors say that Ada Lund ought not to have been charged.",
        "Ada Lund fled the scene before the guards came.",
        "Ada Lund was forced into exile.",
        "Ivo Stenn said that it was a citizen's arrest.",
        "Ada Lund passed out water in the park.",
        "Ada Lund's disciplinary hearing is due in May.",
        "A minister filed a lawsuit against Ada Lund.",
        "The mayor took away a ventilator from the clinic.",
    ],
)
def test_no_event_is_made_of_it(text: str) -> None:
    assert told(text) == []


@pytest.mark.parametrize(
    ("text", "events"),
    [
        ("Activists were jailed on 3 May 2031.", ["arrest asserted 2031-05-03 Activists"]),
        ("Police detained at least 16 reporters.", ["arrest asserted at least 16 reporters"]),
        ("The guards beat several women in the yard.", ["ill_treatment asserted several women"]),
        ("Ada Lund was the first writer to be jailed under the law.", ["arrest asserted Ada Lund"]),
        (
            "Police arrested twelve rowers. Most of them were charged.",
            ["arrest asserted twelve rowers", "charge asserted twelve rowers"],
        ),
        (
            "Ada Lund was beaten to death. She did not die of sugar, her sister said.",
            ["death asserted Ada Lund", "ill_treatment asserted Ada Lund"],
        ),
        (
            "Ada Lund was murdered in May 2031. She was shot in the face, a clerk said.",
            ["death asserted 2031-05 Ada Lund"],
        ),
        (
            "Two Varnish women were abducted in May.\n\nSeveral senators, including Ada Lund and Lia Tarn, want more.",
            ["abduction asserted Two Varnish women"],
        ),
        (
            "Ada Lund was arrested. Lund had been handed over to the harbour office for further investigation.",
            ["arrest asserted Ada Lund", "transfer asserted Ada Lund"],
        ),
        ("When the intruders took Ada Lund away, nobody moved.", ["abduction asserted Ada Lund"]),
        ("Ada Lund was captured by an enraged crowd.", ["abduction asserted Ada Lund"]),
        ("The report deals with her death in custody at Ost prison.", []),
        ("Militants beheaded Ivo Stenn in 2031.", ["death asserted 2031 Ivo Stenn"]),
        ("Ivo Stenn was beheaded for murder.", ["execution asserted Ivo Stenn"]),
        (
            "Two Estavian sailors were arrested in May. Two Varnish women were arrested as well.\n\n"
            "The women were named as Ada Lund and Lia Tarn.",
            ["arrest asserted Two Estavian sailors", "arrest asserted Ada Lund Lia Tarn"],
        ),
    ],
)
def test_what_is_told_of_somebody_is_one(text: str, events: list[str]) -> None:
    assert told(text) == events
