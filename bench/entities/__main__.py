"""Trains the reader's component for names, `make train-entities`; or says how well such training does.

The articles marked by hand lie beside this repository; their marks, `hand.jsonl`, hold no word of them. Where the
articles are missing nothing is trained.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Sequence

from spacy.language import Language

from bench.entities import figures
from bench.entities.marked import by_hand, corpus, own, parted
from bench.entities.mixture import Mixture, Sources, mixed
from bench.entities.preparing import complete, examples
from bench.entities.training import Example, Settings, found_in, published, trained, weights
from habeas.reading.nlp import OURS


def main() -> int:
    """Trains on all that is marked and writes the weights; with `--held-out` trains on a part and measures the rest."""
    parser = argparse.ArgumentParser(prog="python -m bench.entities", description=__doc__)
    parser.add_argument("--held-out", action="store_true", help="train on 85 % of the articles, measure on the others")
    held_out = parser.parse_args().held_out
    hand = by_hand(corpus())
    if not hand:
        print("the articles that were marked are not there: nothing trained", file=sys.stderr)
        return 1
    train, held = parted(hand) if held_out else (hand, [])
    sources = Sources(train, own())
    nlp = published()
    gold = list(examples(nlp, complete(held, marked_whole=True)))
    _measure("published", nlp, gold)
    learnt = mixed(nlp, sources, Mixture())
    print(f"{len(train)} articles, {len(learnt):,} paragraphs, {sum(len(one.doc) for one in learnt):,} words")
    for number, loss in enumerate(trained(nlp, learnt, Settings()), 1):
        print(f"round {number}: loss {loss:,.0f}", flush=True)
    _measure("trained", nlp, gold)
    if not held_out:
        made = weights(nlp)
        OURS.write_bytes(made)
        print(f"{OURS.name}: sha256 {hashlib.sha256(made).hexdigest()}")
    return 0


def _measure(what: str, nlp: Language, gold: Sequence[Example]) -> None:
    if gold:
        print(f"{what:12}{'marked':>6}{'found':>6}{'P':>7}{'R':>7}{'F':>7}{'span F':>7}")
        print("\n".join(figures.lines(figures.counted(found_in(nlp, [one.doc for one in gold]), gold))), flush=True)


if __name__ == "__main__":
    sys.exit(main())
