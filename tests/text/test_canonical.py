from __future__ import annotations

import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from habeas.text.canonical import canonical, may_combine

TRICKY = st.sampled_from(
    "ae\u0301\u0308\u200b\u200d\u00ad\ufeff\u202e\u2066\r\n\u2028\x00\u1112\u1161\u11ab\u212b\u0bc6\u0bbe\u0627\u0653😀"
)


def test_line_ends_become_one() -> None:
    assert canonical("a\r\nb\rc\u2028d\x85e").text == "a\nb\nc\nd\ne"


@pytest.mark.promise("D6")
def test_invisible_and_bidirectional_controls_are_removed() -> None:
    assert canonical("\ufeffLe\u200bna\u00ad \u202eTor\u202cvik\u2069\u200f\ufe0f").text == "Lena Torvik"


def test_what_can_be_seen_stays() -> None:
    text = "٤٬٦٠٠ \u06dd1\u00a0— “naïve”\t😀"
    assert canonical(text).text == text


@given(st.text(TRICKY, max_size=60) | st.text(max_size=60))
def test_the_result_is_composed_and_each_run_gives_what_it_came_from(text: str) -> None:
    made = canonical(text)
    assert unicodedata.is_normalized("NFC", made.text)
    assert canonical(made.text).text == made.text
    end = origin_end = 0
    for run in made.runs:
        assert run.start == end
        assert run.origin_start >= origin_end
        assert canonical(text[run.origin_start : run.origin_end]).text == made.text[run.start : run.end]
        end, origin_end = run.end, run.origin_end
    assert end == len(made.text)


def test_every_composition_of_unicode_is_known() -> None:
    missed = []
    for char in map(chr, range(sys.maxunicode + 1)):
        parts = unicodedata.decomposition(char).split()
        if len(parts) == 2 and not parts[0].startswith("<"):
            pair = "".join(chr(int(part, 16)) for part in parts)
            if unicodedata.normalize("NFC", pair) == char and not may_combine(pair[1]):
                missed.append(hex(ord(char)))
    assert missed == []
