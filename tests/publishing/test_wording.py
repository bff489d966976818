"""Dates as people write them, without a day that nobody gave."""

from __future__ import annotations

from typing import Any, get_args

import pytest

from habeas.model.case import FindingKind, StatementState
from habeas.model.reading import Act, Manner, PassageRole, ReadState, StatementKind, Status
from habeas.model.vocabulary import EVENT_TYPES, PROPERTIES
from habeas.publishing.wording import WORDING, date_markup, date_words

DATES = {
    "2002": "2002",
    "2022-12": "December 2022",
    "2022-12-05": "5 December 2022",
    "2023-05~": "about May 2023",
    "2023?": "perhaps 2023",
    "2023-05-01%": "perhaps about 1 May 2023",
    "2019/2021": "between 2019 and 2021",
    "2024-02-01/2024-02-10": "between 1 February 2024 and 10 February 2024",
    "../2008": "2008 or earlier",
    "2024-02-08/..": "8 February 2024 or later",
    "202X": "the 2020s",
    "2022-XX": "2022",
    "2022-12-XX": "December 2022",
    "2022-21": "spring 2022",
    "": "date not given",
}


@pytest.mark.parametrize(("edtf", "words"), DATES.items())
def test_a_date_is_written_for_people(edtf: str, words: str) -> None:
    assert date_words(edtf) == words


def test_plain_dates_are_machine_readable_as_finely_as_they_are_known() -> None:
    assert date_markup("2023-05~") == 'about <time datetime="2023-05">May 2023</time>'


def test_what_is_no_date_is_shown_as_it_is_and_escaped() -> None:
    assert date_markup("<b>soon</b>") == "&lt;b&gt;soon&lt;/b&gt;"
    assert date_markup("2022-13") == "2022-13"


def test_every_word_of_the_model_has_words_for_readers() -> None:
    tables: list[tuple[Any, dict[str, str]]] = [
        (Act, WORDING.acts), (Manner, WORDING.manners), (Status, WORDING.statuses), (StatementState, WORDING.states),
        (ReadState, WORDING.read_states), (StatementKind, WORDING.kinds), (PassageRole, WORDING.roles),
        (FindingKind, WORDING.findings),
    ]  # fmt: skip
    for literal, table in tables:
        assert set(get_args(literal)) == set(table)


def test_the_groups_name_terms_of_the_vocabularies_only() -> None:
    for group in (WORDING.health, WORDING.law, WORDING.custody):
        assert group.properties <= set(PROPERTIES)
        assert group.events <= set(EVENT_TYPES)
