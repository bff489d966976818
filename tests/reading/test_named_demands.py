"""Demands that a noun of asking leads, letters to an Excellency, resolutions with one subject."""

from __future__ import annotations

import pytest

from habeas.model.reading import Reading
from habeas.text import Extractor
from tests.reading.pages import reading_of_file


def _asked(reading: Reading) -> list[tuple[str | None, str]]:
    names = {e.id: e.name for e in reading.entities}
    return [(names.get(d.by or ""), d.evidence[0].quote) for d in reading.demands]


_LISTS = (
    (
        "The strikers’ demands are as follows:\n\n- an end to solitary confinement\n- medical care for the sick\n",
        [("The strikers", "an end to solitary confinement"), ("The strikers", "medical care for the sick")],
    ),
    (
        "Vesk prisoners began a strike on Monday.\n\nTheir demands:\n\n1. Family visits\n\n"
        "A. Restore visits twice a month.\nB. Let children visit.\n\n2. Stop the raids on the cells.\n",
        [
            ("Vesk prisoners", "Restore visits twice a month"),
            ("Vesk prisoners", "Let children visit"),
            ("Vesk prisoners", "Stop the raids on the cells"),
        ],
    ),
    (
        "The prisoners said that they had these demands: to end the raids, to stop the beatings and to let them pray.",
        [
            ("The prisoners", "to end the raids"),
            ("The prisoners", "to stop the beatings"),
            ("The prisoners", "to let them pray"),
        ],
    ),
    (
        "We, the families of the detained, demand:\n1. The release of our sons.\n2. An inquiry into the deaths.\n",
        [
            ("the families of the detained", "The release of our sons"),
            ("the families of the detained", "An inquiry into the deaths"),
        ],
    ),
    (
        "The Vesk Parliament calls for the release of Oleg Tarn; urges the state to respect the law.",
        [
            ("Vesk Parliament", "calls for the release of Oleg Tarn"),
            ("Vesk Parliament", "urges the state to respect the law"),
        ],
    ),
)


@pytest.mark.parametrize(("text", "demands"), _LISTS)
def test_each_item_is_a_demand(extractor: Extractor, text: str, demands: list[tuple[str | None, str]]) -> None:
    assert _asked(reading_of_file(extractor, text)) == demands


def test_a_letter_to_an_excellency_asks_him(extractor: Extractor) -> None:
    text = (
        "His Excellency Ivo Lund, President of Norland\n\nYour Excellency,\n\nI respectfully call on you to release"
        " Ada Stenn without delay.\n\nYours faithfully,\nLev Tarn\n"
    )
    reading = reading_of_file(extractor, text)
    names = {e.id: e.name for e in reading.entities}
    (demand,) = reading.demands
    assert [names[e] for e in demand.to] == ["Ivo Lund"]


def test_whoever_writes_on_behalf_of_a_body_speaks_for_it(extractor: Extractor) -> None:
    reading = reading_of_file(
        extractor, "Dear Minister,\n\nWe write on behalf of the Open Door Union to urge you to free Oleg Tarn.\n"
    )
    names = {e.id: e.name for e in reading.entities}
    assert [names.get(d.by or "") for d in reading.demands] == ["Open Door Union"]


def test_a_list_of_names_under_a_line_is_no_list_of_demands(extractor: Extractor) -> None:
    assert _asked(reading_of_file(extractor, "The following were arrested:\n\n- Oleg Tarn\n- Ada Lund\n")) == []
