"""What the component learns from: texts with their own names and with others, and frames."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from spacy.language import Language

from bench.entities.frames import filled
from bench.entities.marked import Marked
from bench.entities.preparing import complete, examples
from bench.entities.swapped import Swapper
from bench.entities.training import Example


class Mixture(NamedTuple):
    """How often each text stands in it: with its own names once, and with others so many times; how many frames; the
    shares of paragraphs all in capitals and all in small letters.
    """

    copies: int = 1
    own_copies: int = 1
    frames: int = 1045
    capitals: float = 0.02
    small: float = 0.01
    seed: int = 7


class Sources(NamedTuple):
    """Texts marked by hand, and our own reports."""

    hand: Sequence[Marked]
    own: Sequence[Marked] = ()


def prepared(sources: Sources, mixture: Mixture) -> list[Marked]:
    """All texts ready to learn from."""
    hand = complete(sources.hand, marked_whole=True)
    own = complete(sources.own, marked_whole=False)
    drawn = random.Random(f"mixture {mixture.seed}")
    swapper = Swapper(drawn, [*hand, *own])
    texts = [*hand, *own]
    texts += [swapper.swapped(one) for one in hand for _ in range(mixture.copies)]
    texts += [swapper.swapped(one) for one in own for _ in range(mixture.own_copies)]
    texts += complete(filled(mixture.frames, mixture.seed), marked_whole=True)
    return list(_written_otherwise(texts, mixture, drawn))


def mixed(nlp: Language, sources: Sources, mixture: Mixture) -> list[Example]:
    """All paragraphs to learn from."""
    return list(examples(nlp, prepared(sources, mixture)))


def _written_otherwise(texts: Sequence[Marked], mixture: Mixture, drawn: random.Random) -> Iterator[Marked]:
    for one in texts:
        chance = drawn.random()
        changed = one.text
        if chance < mixture.capitals:
            changed = one.text.upper()
        elif chance < mixture.capitals + mixture.small:
            changed = one.text.lower()
        yield one._replace(text=changed) if len(changed) == len(one.text) else one
