"""Where readers find the kept copies of sources."""

from __future__ import annotations

import pytest

from habeas.acting.archives import PatternError, checked, kept_at

RECEIVED = {"sha256:" + "a" * 64: "2024-05-11T08:00:00Z"}


def test_a_pattern_gives_each_report_its_address_and_none_the_day_since_which_it_is_kept() -> None:
    pattern = checked("https://archive.example/{sha256}")
    assert kept_at(RECEIVED, pattern) == {"sha256:" + "a" * 64: "https://archive.example/" + "a" * 64}
    assert kept_at(RECEIVED, checked("")) == {"sha256:" + "a" * 64: "2024-05-11"}


@pytest.mark.parametrize("bad", ["https://archive.example/", "javascript:alert({sha256})", "archive/{sha256}"])
def test_what_is_no_address_of_the_web_with_a_digest_in_it_is_refused(bad: str) -> None:
    with pytest.raises(PatternError):
        checked(bad)
