"""How well names are found in texts that are marked."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from spacy.tokens import Doc

from bench.entities.marked import LABELS
from bench.entities.training import Example


def counted(found: Iterable[Doc], gold: Iterable[Example]) -> dict[str, Counter[str]]:
    """For each label and for all (""): found, marked, and right of them (span and label, "right"; span alone, "span").

    An article before a name is no part of it here, on either side; what is unknown counts on neither.
    """
    counts: dict[str, Counter[str]] = {label: Counter() for label in ("", *sorted(LABELS))}
    for doc, example in zip(found, gold, strict=True):
        ours = {_bare(doc, ent.start, ent.end): ent.label_ for ent in doc.ents if ent.label_ in LABELS}
        ours = {span: label for span, label in ours.items() if not example.hides(*span)}
        theirs = {_bare(doc, start, end): label for start, end, label in example.names() if label in LABELS}
        for what, spans in (("found", ours), ("marked", theirs)):
            for label in spans.values():
                counts[label][what] += 1
                counts[""][what] += 1
        for span, label in ours.items():
            if span in theirs:
                counts[""]["span"] += 1
                counts[label]["span"] += 1
            if theirs.get(span) == label:
                counts[""]["right"] += 1
                counts[label]["right"] += 1
    return counts


def lines(counts: dict[str, Counter[str]], labels: Sequence[str] = ()) -> list[str]:
    """Precision, recall and F1 in percent, a line for each label."""
    out = []
    for label, one in counts.items():
        if one["found"] + one["marked"] and (not labels or label in labels):
            p, r = one["right"] / max(1, one["found"]), one["right"] / max(1, one["marked"])
            f, s = f1(one, "right"), f1(one, "span")
            name = label or "all"
            out.append(f"{name:12}{one['marked']:6}{one['found']:6}{100 * p:7.1f}{100 * r:7.1f}{f:7.1f}{s:7.1f}")
    return out


def f1(one: Counter[str], what: str) -> float:
    """F1 in percent."""
    return 200 * one[what] / max(1, one["found"] + one["marked"])


def _bare(doc: Doc, start: int, end: int) -> tuple[int, int]:
    return (start + (doc[start].lower_ in ("the", "a", "an") and end - start > 1), end)
