"""Chooses the weights of `reading/tables/pronouns.toml` on the training part of our collection.

    python -m bench.pronouns [--tries N] [--seed S]

Prints how many pronouns ("he", "her" …) are tied to the right person with the present weights, and with better ones
that a seeded random search finds. The table is edited by hand from what it prints.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

from habeas.model.codec import reading_from_json
from habeas.model.reading import Reading
from habeas.model.text import Extracted
from habeas.reading.cast import antecedents, read_cast
from habeas.reading.nlp import english
from habeas.reading.page import Page
from habeas.reading.passages import passages_of

_PRONOUNS = frozenset({"he", "him", "his", "himself", "she", "her", "hers", "herself"})
_TRAIN = Path(__file__).parents[1] / "collection" / "train.jsonl"


def pages(path: Path) -> list[tuple[Reading, Page]]:
    """Every gold reading with its parsed page."""
    gold = [reading_from_json(line) for line in path.read_text(encoding="utf-8").splitlines()]
    made = []
    for reading in gold:
        extracted = Extracted(text=reading.text, media_type="text/plain", passages=reading.passages)
        made.append((reading, Page(reading.report, reading.text, passages_of(extracted), english())))
    return made


def right(gold: Reading, page: Page) -> tuple[int, int]:
    """How many of a report's pronouns are tied to the right person, and how many there are."""
    cast = read_cast(page)
    cast.used = set(cast.figurants)
    found = {(m.start, m.end): e for e in cast.entities() for m in e.mentions}
    hits = total = 0
    for person in gold.entities:
        if person.kind != "person":
            continue
        names = {person.name.casefold()} | {m.quote.casefold() for m in person.mentions if len(m.quote) > 3}
        names -= _PRONOUNS
        for mention in person.mentions:
            if mention.quote.lower() in _PRONOUNS:
                total += 1
                entity = found.get((mention.start, mention.end))
                words = {m.quote.casefold() for m in entity.mentions if len(m.quote) > 3} if entity else set()
                hits += entity is not None and bool((({entity.name.casefold()} | words) - _PRONOUNS) & names)
    return hits, total


def score(made: list[tuple[Reading, Page]]) -> tuple[int, int]:
    """The sum of `right` over all reports."""
    counts = [right(gold, page) for gold, page in made]
    return sum(h for h, _ in counts), sum(t for _, t in counts)


def search(made: list[tuple[Reading, Page]], tries: int, seed: int) -> dict[str, float]:
    """The best weights of a seeded random walk from the present ones."""
    chance = random.Random(seed)
    best, (top, _) = dict(antecedents.WEIGHTS), score(made)
    for _ in range(tries):
        trial = dict(best)
        for name in chance.sample(sorted(trial), k=chance.choice((1, 1, 2, 3))):
            trial[name] = round(trial[name] + chance.choice((-1.0, -0.5, -0.25, 0.25, 0.5, 1.0)), 2)
        antecedents.WEIGHTS.update(trial)
        hits, _ = score(made)
        if hits >= top:
            best, top = trial, hits
    antecedents.WEIGHTS.update(best)
    return best


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tries", type=int, default=0)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    made = pages(_TRAIN)
    hits, total = score(made)
    print(f"present weights: {hits} of {total} pronouns right ({hits / total:.3f})")
    if options.tries:
        best = search(made, options.tries, options.seed)
        hits, _ = score(made)
        print(f"after {options.tries} tries: {hits} of {total} ({hits / total:.3f})")
        for name, weight in best.items():
            print(f"{name} = {weight}")


if __name__ == "__main__":
    main()
