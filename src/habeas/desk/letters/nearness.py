"""Whether a letter is nearly another's: by how many sequences of three words they share, estimated from a sketch."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

import numpy as np
from datasketch import MinHash

from habeas.desk.contacts.addresses import visible

PLACES: Final = 64
RUN: Final = 3
NEAR: Final = 0.5
_WORD = re.compile(r"\w+")


def sketch(text: str) -> bytes:
    """What a letter is compared by. It gives back no word."""
    words = _WORD.findall(visible(text.replace("\n", " ")).casefold())
    runs = [" ".join(words[at : at + RUN]) for at in range(max(1, len(words) - RUN + 1))]
    made = MinHash(num_perm=PLACES)
    made.update_batch([run.encode() for run in runs])
    return bytes(made.hashvalues.astype("<u4").tobytes())


def nearest(own: bytes, others: Iterable[bytes]) -> float:
    """How much of a letter the nearest of the others has in common with it, from 0 to 1."""
    mine = np.frombuffer(own, "<u4")
    shares = [float(np.mean(mine == np.frombuffer(bytes(one), "<u4"))) for one in others if len(one) == len(own)]
    return max(shares, default=0.0)
