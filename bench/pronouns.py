"""Trains whom "he" and "she" mean (`reading/tables/pronouns.toml`), on the training part of our collection and on real
articles that the reader's rules were made with.

    python -m bench.pronouns [--test]

The reader ties every pronoun by its present weights; of the people whom it weighed against each other, those that
annotators tied the pronoun to are right. The weights of a conditional logistic choice among them are fitted, and the
reader goes over the reports again with these, several times, for whom one pronoun means depends on those before it.
The same reader and the same reports give the same table. With `--test`, prints how many pronouns the present weights
tie rightly on the test part and on the articles kept apart, and writes nothing. The articles lie beside the checkout.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import ExitStack
from itertools import chain
from typing import NamedTuple
from unittest.mock import patch

import msgspec
import numpy as np
from numpy.typing import NDArray
from spacy.tokens import Token

from bench.articles.marks import APART, WORKED, corpus
from bench.articles.marks import annotated as marked
from bench.readers import ROOT, TEST_PART, TRAIN_PART, annotated, digest
from habeas.model.reading import Passage, Reading
from habeas.model.text import Extracted
from habeas.reading.cast import CastBook, antecedents, he_or_she, read_cast
from habeas.reading.cast.antecedents import Facts
from habeas.reading.cast.book import Figurant
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.passages import passages_of
from habeas.scoring.beside import Beside

TABLE = ROOT / "src" / "habeas" / "reading" / "tables" / "pronouns.toml"
ROUNDS, STEPS, RATE, KEEP, RIDGE, LEAST = 3, 800, 0.4, 0.9, 0.5, 8
_PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
HEAD = """\
# Weights for choosing whom "he" or "she" means (cast/antecedents.py): each is times the fact that it stands for.
# Made by `python -m bench.pronouns`; do not edit. Trained on: the pronouns of the {reports} reports of
# collection/train.jsonl (ours; sha256 {digest}) and of {articles} articles of HRDsAttack's training part
# (bench/articles/worked.jsonl; sha256 {marks}).
"""


class Choice(NamedTuple):
    """Those weighed against each other for one pronoun: the facts of each, who is right, and the report's number."""

    facts: list[Facts]
    right: list[bool]
    report: int


class Gone(NamedTuple):
    """What going over a report showed: whom each pronoun means, and what was weighed for it."""

    reading: Reading
    weighed: list[tuple[int, list[tuple[str, Facts]]]]


def pages(gold: Iterable[Reading]) -> list[tuple[Reading, Page]]:
    """Every gold reading with its parsed page."""
    return [(one, Page(one.report, one.text, one.passages or _whole(one), english())) for one in gold]


def _whole(reading: Reading) -> tuple[Passage, ...]:
    return passages_of(Extracted(text=reading.text, media_type="text/plain"))


def gone_over(gold: Reading, page: Page) -> Gone:
    """The cast of a page as a reading, with what was weighed on the way."""
    weighed: list[tuple[int, list[tuple[str, Facts]]]] = []
    now: dict[str, str] = {}
    best, merge, renumber = antecedents.best, CastBook.merge, CastBook.renumber

    def noting(which: str, token: Token, options: Sequence[tuple[Figurant, Facts]]) -> Figurant | None:
        weighed.append((page.start(token), [(who.id, facts) for who, facts in options]))
        return best(which, token, options)

    def merging(book: CastBook, gone: str, into: str) -> None:
        now[gone] = into
        merge(book, gone, into)

    def renumbering(book: CastBook) -> None:
        now.clear()
        renumber(book)

    watched = (("merge", merging), ("renumber", renumbering))
    with ExitStack() as stack:
        stack.enter_context(patch.object(he_or_she, "best", noting))
        for name, instead in watched:
            stack.enter_context(patch.object(CastBook, name, instead))
        book = read_cast(page)
    book.used = set(book.figurants)
    reading = msgspec.structs.replace(gold, entities=book.entities())
    return Gone(reading, [(at, [(_last(now, e), facts) for e, facts in options]) for at, options in weighed])


def _last(now: dict[str, str], entity: str) -> str:
    """Who an entity is in the end, after some became one."""
    while entity in now and now[entity] != entity:
        entity = now[entity]
    return entity


def right(gold: Reading, gone: Gone) -> tuple[int, int]:
    """How many of a report's pronouns are tied to the right person, and how many there are."""
    partner = {ours.id: theirs.id for ours, theirs in Beside(gone.reading, gold).entities.pairs}
    ours = {(m.start, m.end): partner.get(e.id) for e in gone.reading.entities for m in e.mentions}
    theirs = [(m, e.id) for e in gold.entities for m in e.mentions if m.quote.lower() in _PRONOUNS]
    return sum(ours.get((m.start, m.end)) == entity for m, entity in theirs), len(theirs)


def choices(number: int, gold: Reading, gone: Gone) -> Iterator[Choice]:
    """What was weighed where annotators tied the pronoun to one of those weighed and not to all."""
    partner = {ours.id: theirs.id for ours, theirs in Beside(gone.reading, gold).entities.pairs}
    meant = {m.start: e.id for e in gold.entities for m in e.mentions if m.quote.lower() in _PRONOUNS}
    for at, options in gone.weighed:
        if at in meant:
            hits = [partner.get(entity) == meant[at] for entity, _ in options]
            if any(hits) and not all(hits):
                yield Choice([facts for _, facts in options], hits, number)


def fitted(found: Sequence[Choice], names: Sequence[str]) -> dict[str, float]:
    """The weights under which those who are right are likeliest, by gradient ascent."""
    column = {name: i for i, name in enumerate(names)}
    sizes = [len(one.right) for one in found]
    rows = np.zeros((sum(sizes), len(names)))
    for row, facts in enumerate(chain.from_iterable(one.facts for one in found)):
        for name, fact in facts.items():
            if name in column:
                rows[row, column[name]] = fact
    hits = np.array(list(chain.from_iterable(one.right for one in found)), dtype=float)
    of = np.repeat(np.arange(len(sizes)), sizes)
    weights, speed = np.zeros(len(names)), np.zeros(len(names))
    for _ in range(STEPS):
        odds = rows @ weights
        power = np.exp(odds - odds.max())
        all_, good = _shares(power, of), _shares(power * hits, of)
        slope = rows.T @ (good - all_) - RIDGE * weights
        speed = KEEP * speed + RATE * slope / len(sizes)
        weights += speed
    return {name: round(float(weight), 2) for name, weight in zip(names, weights, strict=True)}


def _shares(power: NDArray[np.float64], of: NDArray[np.int64]) -> NDArray[np.float64]:
    """Of every option its part of what its choice has in all."""
    shares: NDArray[np.float64] = power / np.maximum(np.bincount(of, weights=power)[of], 1e-300)
    return shares


def score(made: Sequence[tuple[Reading, Page]]) -> tuple[int, int]:
    """The sum of `right` over all reports."""
    counts = [right(gold, gone_over(gold, page)) for gold, page in made]
    return sum(h for h, _ in counts), sum(t for _, t in counts)


def learned(made: Sequence[tuple[Reading, Page]]) -> dict[str, float]:
    """The weights after some rounds, each over what the reader weighs with those of the round before."""
    before = antecedents.WEIGHTS["he"]
    try:
        for _ in range(ROUNDS):
            found = [one for i, (gold, page) in enumerate(made) for one in choices(i, gold, gone_over(gold, page))]
            met = Counter(name for one in found for name in {n for facts in one.facts for n in facts})
            antecedents.WEIGHTS["he"] = fitted(found, sorted(name for name, count in met.items() if count >= LEAST))
        return antecedents.WEIGHTS["he"]
    finally:
        antecedents.WEIGHTS["he"] = before


def main() -> int:
    """Trains and writes the table, or measures it; 1 where the articles are not there."""
    parser = argparse.ArgumentParser(prog="python -m bench.pronouns", description=__doc__)
    parser.add_argument("--test", action="store_true", help="measure on what nobody trained with; write nothing")
    articles = corpus()
    if parser.parse_args().test:
        for what, gold in (("test part", annotated(TEST_PART)), ("articles apart", marked(APART, articles))):
            hits, total = score(pages(gold))
            print(f"{what}: {hits} of {total} pronouns right ({hits / max(1, total):.3f})")
        return 0
    if not articles:
        print("HRDsAttack does not lie beside the checkout: nothing is trained", file=sys.stderr)
        return 1
    own, real = annotated(TRAIN_PART), marked(WORKED, articles)
    made = pages([*own, *real])
    weights = learned(made)
    digests = {"digest": digest(TRAIN_PART), "marks": digest(WORKED)}
    head = HEAD.format(reports=len(own), articles=len(real), **digests)
    lines = [f"{name} = {weight}" for name, weight in sorted(weights.items())]
    TABLE.write_text(f"{head}\n[he]\n" + "\n".join(lines) + "\n", encoding="utf-8")
    antecedents.WEIGHTS["he"] = weights
    hits, total = score(made)
    print(f"{TABLE.name}: {hits} of {total} pronouns of what it was trained on ({hits / total:.3f})")
    return 0


if __name__ == "__main__":
    sys.exit(main())
