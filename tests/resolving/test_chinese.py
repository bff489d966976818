"""Chinese names in pinyin, in Wade-Giles, and with family names as speakers of other languages write them."""

from __future__ import annotations

import pytest

from habeas.resolving.chinese import read
from habeas.resolving.names import compare, parsed
from habeas.resolving.pairs import score_names


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Xie Hongjie", "Hsieh Hung-chieh"),
        ("Qin Guoqiang", "Chin Kuo-chiang"),
        ("Xu Weibo", "Hsu Wei-po"),
        ("Zhou Zhihua", "Chou Chih-hua"),
        ("Chen Weiming", "Tan Wei Ming"),
        ("Huang Li", "Wong Li"),
        ("Ruizhen Cao", "Tsao Jui-chen"),
    ],
)
def test_one_name_in_two_romanisations_is_one(left: str, right: str) -> None:
    match = compare(parsed(left), parsed(right))
    assert match.whole
    assert match.score > 0.85
    assert score_names(left, right).score > 0.4


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Jin Guojiang", "Qin Guoqiang"),  # one name in Wade-Giles without apostrophes, two in pinyin
        ("Tang Wei", "Deng Wei"),
        ("Xie Hongjie", "Hsieh Hung-ming"),
        ("Chan Siu Ming", "Chen Weiming"),
    ],
)
def test_other_syllables_are_another_name(left: str, right: str) -> None:
    assert compare(parsed(left), parsed(right)).score == 0.0


@pytest.mark.parametrize(
    "name", ["Ali Hassan", "Peter Lee", "Min Win Thu", "Dan Brown", "Tesfaye Alemayehu", "Li", "Lin Min Tun Zaw"]
)
def test_what_is_no_chinese_name_is_read_as_before(name: str) -> None:
    assert read(tuple(name.lower().split())) is None
    assert all(part.mandarin is None for part in parsed(name).parts)
