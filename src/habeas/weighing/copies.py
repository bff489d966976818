"""How near two reports are to being copies of one text: the runs of five words that they share."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from typing import Final

from datasketch import MinHash

from habeas.model.reading import Reading

NEAR: Final = 0.5
"""The share of runs in common from which two reports are near copies."""
PERMUTATIONS: Final = 64
_GRAM = 5
_ROWS = 4


def runs(reading: Reading) -> frozenset[int]:
    """The runs of five words in what is read of the report, each as a 64-bit number."""
    read = [reading.text[p.start : p.end] for p in reading.passages if p.role != "furniture"]
    words = re.findall(r"\w+", " ".join(read or [reading.text]).casefold())
    found = (" ".join(words[i : i + _GRAM]) for i in range(len(words) - _GRAM + 1))
    return frozenset(int.from_bytes(hashlib.blake2b(r.encode(), digest_size=8).digest(), "big") for r in found)


def sketch(some: frozenset[int]) -> MinHash:
    """A sketch of runs: of two, as many values agree as the runs have in common."""
    made = _empty().copy()
    made.update_batch(sorted(some))
    return made


@cache
def _empty() -> MinHash:
    """Each sketch has the same permutations, which take longer to make than a sketch."""
    return MinHash(num_perm=PERMUTATIONS, seed=1, hashfunc=_first_half)


def bands(made: MinHash) -> tuple[str, ...]:
    """Sixteen words; two reports that have half of their runs in common mostly share one of them, others seldom."""
    values = [int(value) for value in made.hashvalues]
    groups = [values[i : i + _ROWS] for i in range(0, PERMUTATIONS, _ROWS)]
    return tuple(f"{i}:{hashlib.blake2b(repr(g).encode(), digest_size=8).hexdigest()}" for i, g in enumerate(groups))


def share(left: frozenset[int], right: frozenset[int]) -> float:
    """How much of the runs of both is in both, from 0 to 1."""
    common = len(left & right)
    return common / (len(left) + len(right) - common) if left or right else 0.0


def _first_half(value: int) -> int:
    return value & 0xFFFFFFFF
