"""Demands: what is asked and what is only told, by whom, of whom, and about whom."""

from __future__ import annotations

import pytest

from habeas.model.reading import Reading, ReportInfo
from habeas.reading import load_reader, read_report
from habeas.text import Extractor
from tests.reading.pages import reading_of


def _asked(reading: Reading) -> list[tuple[str, str | None, list[str]]]:
    names = {entity.id: entity.name for entity in reading.entities}
    return [(d.evidence[0].quote, names.get(d.by or ""), [names[t] for t in d.to]) for d in reading.demands]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (
            "The family insists that the body be handed over to them.",
            [("insists that the body be handed over to them", "The family", [])],
        ),
        (
            "His lawyer filed a petition seeking his release on bail.",
            [("seeking his release on bail", "His lawyer", [])],
        ),
        (
            "“He needs surgery now,” his sister said. “Let him go to a hospital.”",
            [("Let him go to a hospital", "his sister", [])],
        ),
        (
            "Ada Lund said: “Securing her release should be a priority.”",
            [("Securing her release should be a priority", "Ada Lund", [])],
        ),
        (
            "There must be an independent inquiry into her death, the party said.",
            [("There must be an independent inquiry into her death", "the party", [])],
        ),
        (
            "Countries should impose sanctions on the officers.",
            [("Countries should impose sanctions on the officers", None, [])],
        ),
    ],
)
def test_what_is_to_be_done_is_demanded(text: str, expected: list[tuple[str, str | None, list[str]]]) -> None:
    assert _asked(reading_of(text)) == expected


@pytest.mark.parametrize(
    "text",
    [
        "Lev Tarn pleaded that he could not breathe, a witness said.",
        "The family insists that he was healthy.",
        "Police must bring everybody before a judge within two days under the law.",
        "She called the family to say that he was alive.",
        "The movement launched a campaign to denounce the families of officers.",
    ],
)
def test_what_is_so_is_no_demand(text: str) -> None:
    assert _asked(reading_of(text)) == []


def test_nobody_certain_is_not_whom_a_demand_is_about() -> None:
    reading = reading_of("Ada Lund is in prison. The union urged that she be given access to a lawyer.")
    names = {entity.id: entity.name for entity in reading.entities}
    assert [[names[e] for e in demand.about] for demand in reading.demands] == [["Ada Lund"]]


def test_every_item_of_a_list_is_asked_of_whom_its_lead_names() -> None:
    text = (
        "The Harbour Union recommends that the Government:\n"
        "(a) establish an independent commission to investigate all deaths;\n"
        "(b) suspend from duty any officer involved; and\n"
        "(c) pay the families."
    )
    info = ReportInfo(id="sha256:" + "0" * 64, source="list.txt", published=None)
    with Extractor() as extractor:
        reading = read_report(info, extractor.extract(text.encode(), "list.txt"), load_reader())
    assert [(what, to) for what, _, to in _asked(reading)] == [
        ("establish an independent commission to investigate all deaths", ["the Government"]),
        ("suspend from duty any officer involved", ["the Government"]),
        ("pay the families", ["the Government"]),
    ]
