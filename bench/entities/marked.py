"""Texts in which names are marked, and where they come from."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final, NamedTuple

from bench.readers import ROOT
from habeas.model.codec import reading_from_json
from habeas.model.reading import Entity, Reading

CORPUS: Final = ROOT.parent / "shared" / "data" / "hrdsattack" / "train.jsonl"
HAND: Final = Path(__file__).parent / "hand.jsonl"
OWN: Final = ROOT / "collection" / "train.jsonl"
LABELS: Final = frozenset(
    {"PERSON", "ORG", "FAC", "GPE", "LOC", "NORP", "LAW", "EVENT", "WORK_OF_ART", "PRODUCT"},
)
"""What is marked by hand: the published model's labels for names."""
_OF_KIND: Final = {"person": "PERSON", "organisation": "ORG", "facility": "FAC", "place": "GPE", "law": "LAW"}
_COURTS: Final = frozenset({"court", "tribunal", "courts"})
_SMALL: Final = frozenset({"the", "of", "in", "for", "and"})
_HELD_OUT: Final = 0.15
_RUN: Final = 6
_SHARED: Final = 0.05


class Span(NamedTuple):
    """A name: `text[start:end]`, and what it names."""

    start: int
    end: int
    label: str


class Marked(NamedTuple):
    """A text with its names, in order, none over another; of the stretches `unknown` nobody says what they are."""

    source: str
    text: str
    spans: tuple[Span, ...]
    unknown: tuple[tuple[int, int], ...] = ()


def corpus(path: Path = CORPUS) -> dict[str, str]:
    """The articles that were marked by hand, by their number: title, blank line, text. None where they are missing."""
    if not path.is_file():
        return {}
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return {line["doc"]: f"{line['title']}\n\n{line['text']}" for line in lines}


def digest(text: str) -> str:
    """What tells whether a text is the one that was marked."""
    return hashlib.sha256(text.encode()).hexdigest()


def by_hand(texts: dict[str, str], path: Path = HAND) -> list[Marked]:
    """The texts marked by hand; the file has offsets, labels and hashes, but no word of them.

    Raises:
        ValueError: a text is not the one that was marked.
    """
    found = []
    for line in path.read_text(encoding="utf-8").splitlines():
        one = json.loads(line)
        text = texts.get(one["doc"])
        if text is None:
            continue
        if digest(text) != one["sha256"]:
            raise ValueError(f"{one['doc']} is not the text that was marked")
        found.append(Marked(one["doc"], text, tuple(Span(*span) for span in one["spans"])))
    return found


def lines_of(texts: Iterable[Marked]) -> Iterator[str]:
    """The file's lines for texts marked by hand."""
    for one in sorted(texts):
        entry = {"doc": one.source, "sha256": digest(one.text), "spans": one.spans}
        yield json.dumps(entry, separators=(",", ":"))


def spans_of(text: str, names: Iterable[tuple[str, str]], at: Iterable[tuple[str, str, str]] = ()) -> list[Span]:
    """Names as an annotator writes them down, found in the text: each string with its label wherever it stands as
    whole words, longer ones first; before them those `at` a place: words around it, the string, its label (O: none).
    """
    taken: set[int] = set()
    found = []
    for around, name, label in at:
        for hit in re.finditer(re.escape(around), text):
            start = hit.start() + around.index(name)
            taken.update(range(start, start + len(name)))
            if label != "O":
                found.append(Span(start, start + len(name), label))
    for name, label in sorted(names, key=lambda one: -len(one[0])):
        for hit in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", text):
            if taken.isdisjoint(range(*hit.span())):
                taken.update(range(*hit.span()))
                found.append(Span(*hit.span(), label))
    return sorted(found)


def parted(texts: Iterable[Marked], share: float = _HELD_OUT) -> tuple[list[Marked], list[Marked]]:
    """Texts to train on and texts held out, by their hashes, none of which tells one held out again."""
    held: list[Marked] = []
    rest: list[Marked] = []
    for one in texts:
        (held if int(digest(one.text)[:8], 16) < share * 16**8 else rest).append(one)
    return [one for one in rest if not any(alike(one.text, other.text) for other in held)], held


def alike(one: str, other: str) -> bool:
    """Whether two texts share so many runs of words that one was made from the other."""
    runs = [_runs(text) for text in (one, other)]
    return len(runs[0] & runs[1]) > _SHARED * max(1, min(map(len, runs)))


def _runs(text: str) -> set[tuple[str, ...]]:
    told = re.findall(r"\w+", text.lower())
    return {tuple(told[i : i + _RUN]) for i in range(len(told) - _RUN + 1)}


def own(path: Path = OWN) -> list[Marked]:
    """The reports of our collection's training part, with the names of those whom people found in them."""
    return [_of_reading(reading_from_json(line)) for line in path.read_bytes().splitlines()]


def _of_reading(reading: Reading) -> Marked:
    names = {
        (name, _label(entity, name))
        for entity in reading.entities
        if entity.named and entity.kind in _OF_KIND
        for name in {entity.name, *(one.text for one in entity.names)}
        if _written_as_name(name)
    }
    return Marked(reading.report.source, reading.text, tuple(spans_of(reading.text, sorted(names))))


def _written_as_name(name: str) -> bool:
    told = [word for word in re.findall(r"[^\W\d_]+", name) if word.lower() not in _SMALL]
    return bool(told) and told[0][0].isupper()


def _label(entity: Entity, name: str) -> str:
    court = not _COURTS.isdisjoint(name.lower().split())
    return "ORG" if entity.kind == "facility" and court else _OF_KIND[entity.kind]
