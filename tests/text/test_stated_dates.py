from __future__ import annotations

import pytest

from habeas.text.stated_dates import edtf, is_date, mail_date


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2023-04-05", "2023-04-05"),
        ("2023-04-05T23:30:00-05:00", "2023-04-05"),
        ("20230405", "2023-04-05"),
        ("5 April 2023", "2023-04-05"),
        ("Wednesday, April 5, 2023", "2023-04-05"),
        ("5. Mai 2023", "2023-05-05"),
        ("le 5 avril 2023", None),
        ("5 de abril de 2023", "2023-04-05"),
        ("April 2023", "2023-04"),
        ("2023", "2023"),
        ("25/04/2023", "2023-04-25"),
        ("04/25/2023", "2023-04-25"),
        ("04/04/2023", "2023-04-04"),
        ("03/04/2023", "2023"),
        ("30 February 2023", None),
        ("31/02/2023", None),
        ("yesterday", None),
        ("", None),
    ],
)
def test_only_what_is_certain_is_kept(written: str, expected: str | None) -> None:
    assert edtf(written) == expected


def test_a_message_has_its_senders_day() -> None:
    assert mail_date("Wed, 05 Apr 2023 23:10:00 -0700") == "2023-04-05"
    assert mail_date("not a date") is None


def test_a_sentence_with_a_date_is_no_date() -> None:
    assert is_date("Published: 5 April 2023") is False
    assert is_date("Wednesday, 5 April 2023 14:30") is True
    assert is_date("He was taken on 5 April 2023") is False
