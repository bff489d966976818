"""Which element of a page holds its main text, as trafilatura finds it.

trafilatura gives a text without places. Its lines are found again in the page's blocks, and the smallest element that
holds nearly all of them is the main one.
"""

from __future__ import annotations

import re
from collections import Counter
from copy import deepcopy

import trafilatura
from lxml import etree

from habeas.text.html_walk import Block

_LARGEST = 3_000_000  # letters of markup; beyond that only the page's own marking counts
_MOST_BLOCKS = 5_000  # trafilatura's time grows with the square of their number
_SURE = 25  # letters that a block must have for its place to count
_SHARE = 0.85
_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """The text's letters and figures only, case folded: equal for two renderings of the same words."""
    return _NOT_LETTERS.sub("", text).casefold()


def main_text(root: etree._Element, size: int, blocks: int) -> str:
    """The letters of what trafilatura takes for the page's main text; "" where it finds none."""
    if size > _LARGEST or blocks > _MOST_BLOCKS:
        return ""
    found = trafilatura.extract(deepcopy(root), output_format="txt", include_comments=False, include_tables=True)
    return letters(found or "")


def confirmed(block: Block, main: str) -> bool:
    """Whether a block's words stand in the main text."""
    own = letters(block.text)
    return len(own) >= _SURE and own in main


def main_element(blocks: list[Block], main: str) -> etree._Element | None:
    """The smallest element that holds nearly all of the main text's blocks; None where that cannot be told."""
    weights: Counter[etree._Element] = Counter()
    total = 0
    for block in blocks:
        if confirmed(block, main):
            total += block.length
            for element in (block.element, *block.element.iterancestors()):
                weights[element] += block.length
    written = sum(b.length for b in blocks if b.element.tag == "p" and b.linked < b.length / 2)
    if total < 200 or total < 0.3 * written:
        return None
    within = [element for element, weight in weights.items() if weight >= _SHARE * total]
    return max(within, key=lambda element: sum(1 for _ in element.iterancestors()))
