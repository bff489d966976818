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

from habeas.text.html_walk import Block, Walk

# trafilatura's time grows with the square of a page's elements and of their depth; ordinary pages have a few thousand
# elements, at most some fifty deep.
_MOST_ELEMENTS = 20_000
_DEEPEST = 120
# What trafilatura raises on pages that it cannot deal with, as damaged ones show: controls in the text, for one.
FAILURES = (ValueError, TypeError, AttributeError, LookupError, RecursionError)
_SURE = 25  # letters that a block must have for its place to count
_SHARE = 0.85
_NOT_LETTERS = re.compile(r"[\W_]+")


def letters(text: str) -> str:
    """The text's letters and figures only, case folded: equal for two renderings of the same words."""
    return _NOT_LETTERS.sub("", text).casefold()


def main_text(root: etree._Element, walk: Walk) -> str:
    """The letters of what trafilatura takes for the page's main text; "" where it finds none, or where the page is of
    a size or kind that it cannot deal with: the page's own marking counts alone then.
    """
    if walk.elements > _MOST_ELEMENTS or walk.depth > _DEEPEST:
        return ""
    try:
        found = trafilatura.extract(deepcopy(root), output_format="txt", include_comments=False, include_tables=True)
    except FAILURES:
        return ""
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
