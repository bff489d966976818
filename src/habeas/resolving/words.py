"""Whether two short descriptions say the same, one perhaps more exactly."""

from __future__ import annotations

import re
from functools import lru_cache

from habeas.resolving.skeleton import folded

_IDLE = frozenset(
    [
        "a",
        "an",
        "the",
        "of",
        "in",
        "at",
        "on",
        "to",
        "for",
        "from",
        "with",
        "and",
        "or",
        "his",
        "her",
        "its",
        "their",
        "al",
        "el",
        "as",
        "by",
        "s",
    ]
)


@lru_cache(maxsize=65536)
def content(text: str) -> frozenset[str]:
    """The words of `text` that carry meaning, folded, without a plural's s."""
    words = re.findall(r"\w+", folded(text))
    return frozenset(
        w[:-1] if w.endswith("s") and len(w) > 3 and not w.endswith("ss") else w for w in words if w not in _IDLE
    )


def agree(left: str, right: str) -> bool:
    """Whether one description's words all stand in the other: "cancer" agrees with "lung cancer"."""
    a, b = content(left), content(right)
    return bool(a and b) and (a <= b or b <= a)
