"""Our own annotated reports and chains of speakers."""

from __future__ import annotations

import hashlib

from bench.readers import ROOT, TEST_PART, annotated, read_again, read_text
from bench.reading.figures import Figure
from habeas.model.reading import ReportInfo
from habeas.reading import load_reader
from habeas.scoring import Chain, Score, chains_from, score, score_chains

CHAINS = ROOT / "collection" / "chains.jsonl"


def scored() -> Score:
    """The score of the English reader on the test part of the collection."""
    gold = annotated(TEST_PART)
    return score(list(read_again(gold)), gold)


def test_part() -> list[Figure]:
    """F1 for each kind, and how often the details of what is right are right."""
    found = scored()
    rows = [*found.rows, found.overall]
    return [
        *(Figure(f"own.{row.kind} F", 100 * row.f1) for row in rows),
        *(Figure(f"own.{one.name} right", 100 * one.right / one.of) for one in found.details if one.of),
    ]


def chains() -> list[Figure]:
    """How many chains of speakers are read with the right speaker at every level."""
    reader = load_reader()
    known = chains_from(CHAINS.read_text(encoding="utf-8").splitlines())
    found = score_chains([(chain, read_text(_info(chain), chain.text, reader)) for chain in known])
    return [
        Figure("chains.whole chains right", 100 * found.right / max(1, found.chains)),
        Figure("chains.chains of two levels or more right", 100 * found.deep_right / max(1, found.deep)),
        Figure("chains.single levels right", 100 * found.links_right / max(1, found.links)),
    ]


def _info(chain: Chain) -> ReportInfo:
    digest = hashlib.sha256(chain.text.encode()).hexdigest()
    return ReportInfo(id=f"sha256:{digest}", source=f"{chain.id}.txt")
