"""Chains of speakers ("the paper said that her brother said that the lawyer told him …"), scored link by link.

One JSON object a line: `{"id", "text", "claims": [{"speaker", "cue", "content", "within"}]}`, in words of the text.
`within` is the number of the claim that holds this one, counted from 0, or null for the outermost; `speaker` is null
where nobody is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from habeas.model.codec import from_json
from habeas.model.reading import Claim, Reading
from habeas.scoring.match import matched
from habeas.scoring.place import alike, means_the_same

_CONTENT = 0.5


class Link(msgspec.Struct, frozen=True, kw_only=True):
    """One claim of a chain, in the words of the text."""

    speaker: str | None
    content: str
    cue: str | None = None
    within: int | None = None


class Chain(msgspec.Struct, frozen=True, kw_only=True):
    """A short text and the claims in it that hold one another."""

    id: str
    text: str
    claims: tuple[Link, ...]


class Wrong(msgspec.Struct, frozen=True, kw_only=True):
    """A chain that was not read right: the speakers from the innermost outwards, as they are and as they were found."""

    id: str
    speakers: tuple[str, ...]
    found: tuple[str, ...]
    words: str


class ChainScore(msgspec.Struct, frozen=True, kw_only=True):
    """`chains`: innermost claims, each with those around it; `right`: those with the right speaker at every level, and
    no level too many or too few. `links` and `links_right` count single levels. `deep` and `deep_right`: chains of two
    levels or more.
    """

    chains: int
    right: int
    deep: int
    deep_right: int
    links: int
    links_right: int
    wrong: tuple[Wrong, ...]


class ChainsError(ValueError):
    """The file is not one of chains; the message names the line and why."""


def chains_from(lines: Iterable[str]) -> tuple[Chain, ...]:
    """The chains of a file, a line each; empty lines are passed over.

    Raises:
        ChainsError: a line does not fit, or `within` leads nowhere or in a ring.
    """
    found: list[Chain] = []
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            chain = from_json(line, Chain)
        except msgspec.DecodeError as error:
            raise ChainsError(f"line {number}: {error}") from error
        for index in range(len(chain.claims)):
            if _outwards(chain, index) is None:
                raise ChainsError(f"line {number}: claim {index} stands within nothing that is there, or within itself")
        found.append(chain)
    return tuple(found)


def score_chains(pairs: Sequence[tuple[Chain, Reading]]) -> ChainScore:
    """The score of readings of the chains' texts."""
    total = right = deep = deep_right = links = links_right = 0
    wrong: list[Wrong] = []
    for chain, reading in pairs:
        for gold, found in _compared(chain, reading):
            same = [_same(a, b) for a, b in zip(gold, found, strict=False)]
            whole = all(same) and len(gold) == len(found)
            total, right = total + 1, right + whole
            deep, deep_right = deep + (len(gold) > 1), deep_right + (len(gold) > 1 and whole)
            links, links_right = links + len(gold), links_right + sum(same)
            if not whole:
                spoken = tuple(speaker or "nobody named" for speaker in gold)
                wrong.append(
                    Wrong(
                        id=chain.id,
                        speakers=spoken,
                        found=tuple(" / ".join(names[:2]) or "nobody named" for names in found),
                        words=" ".join(chain.text.split()),
                    )
                )
    return ChainScore(
        chains=total,
        right=right,
        deep=deep,
        deep_right=deep_right,
        links=links,
        links_right=links_right,
        wrong=tuple(wrong),
    )


Gold = list[str | None]
Found = list[tuple[str, ...]]
"""Speakers from the innermost outwards; of a reading, all words by which each is known."""


def _compared(chain: Chain, reading: Reading) -> Iterator[tuple[Gold, Found]]:
    """For each innermost claim of a chain its speakers, and those that the reading has for the same words."""
    pairs = matched(reading.claims, range(len(chain.claims)), lambda c, g: _alike(c, chain.claims[g]))
    ours = {number: claim for claim, number in pairs.pairs}
    outer = {claim.within for claim in chain.claims}
    for index in range(len(chain.claims)):
        if index not in outer:
            gold = [chain.claims[n].speaker for n in _outwards(chain, index) or ()]
            claim = ours.get(index)
            yield gold, [] if claim is None else [_names(reading, c) for c in _around(reading, claim)]


def _alike(claim: Claim, gold: Link) -> float:
    shared = alike(" ".join(span.quote for span in claim.content), gold.content)
    return shared if shared >= _CONTENT else 0.0


def _outwards(chain: Chain, index: int) -> list[int] | None:
    """The claim and all around it, from the inside; None where the way leads nowhere or in a ring."""
    way: list[int] = []
    step: int | None = index
    while step is not None:
        if not 0 <= step < len(chain.claims) or step in way:
            return None
        way.append(step)
        step = chain.claims[step].within
    return way


def _around(reading: Reading, claim: Claim) -> list[Claim]:
    by_id = {one.id: one for one in reading.claims}
    way = [claim]
    while (step := by_id.get(way[-1].within or "")) is not None and step not in way:
        way.append(step)
    return way


def _names(reading: Reading, claim: Claim) -> tuple[str, ...]:
    """All words by which the speaker of a claim is known."""
    names = [claim.speaker_text] if claim.speaker_text else []
    for entity in reading.entities:
        if entity.id == claim.speaker:
            names += [entity.name, *(mention.quote for mention in entity.mentions)]
    return tuple(dict.fromkeys(names))


def _same(gold: str | None, found: tuple[str, ...]) -> bool:
    """Whether the speaker of the reading is known by the words of gold."""
    if gold is None:
        return not found
    return any(means_the_same(name, gold) for name in found)
