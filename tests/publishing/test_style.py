"""The style sheet: colours that can be read, in light and in dark."""

from __future__ import annotations

import re
from importlib.resources import files
from itertools import product

import pytest

CSS = (files("habeas.publishing") / "templates" / "style.css").read_text(encoding="utf-8")
_PALETTE = re.compile(r"--([a-z-]+): (#[0-9a-f]{6});")
LIGHT = dict(_PALETTE.findall(CSS.split("@media")[0]))
DARK = LIGHT | dict(_PALETTE.findall(CSS.split("@media")[1]))
WORDS = ("ink", "soft", "link", "accent", "alarm")
GROUNDS = ("paper", "sheet", "faint")
PAIRS = [
    *product(WORDS, GROUNDS),
    ("ink", "mark"),
    ("ink", "target"),
    ("soft", "mark"),
    ("banner-ink", "banner"),
    ("paper", "accent"),
]


def luminance(colour: str) -> float:
    """Relative luminance as WCAG 2.2 defines it."""
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@pytest.mark.parametrize("palette", [LIGHT, DARK], ids=["light", "dark"])
@pytest.mark.parametrize(("words", "ground"), PAIRS)
def test_words_stand_out_from_their_ground_by_at_least_four_and_a_half(
    palette: dict[str, str], words: str, ground: str
) -> None:
    lighter, darker = sorted((luminance(palette[words]), luminance(palette[ground])), reverse=True)
    assert (lighter + 0.05) / (darker + 0.05) >= 4.5


def test_the_dark_palette_is_one_of_its_own() -> None:
    assert all(LIGHT[name] != DARK[name] for name in (*WORDS, *GROUNDS))


def test_there_are_styles_for_print_for_less_motion_and_for_focus() -> None:
    for needed in ("@media print", "prefers-reduced-motion", "forced-colors", ":focus-visible", "prefers-color-scheme"):
        assert needed in CSS


def test_every_piece_of_a_split_mark_has_its_highlight() -> None:
    from habeas.publishing.marks import PIECES

    for number in range(PIECES):
        assert f".words:has(.h{number}:target) .t{number}" in CSS


def test_distances_do_not_depend_on_the_direction_of_writing() -> None:
    sides = r"(margin|padding|border)-(left|right|top|bottom)|\b(left|right):|text-align: (left|right)"
    assert re.findall(sides, CSS) == []
