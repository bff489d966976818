"""Findings: what weighing says of several statements, each with a key of its own made from them."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable

from habeas.model.case import Finding, FindingKind, Source


def finding(kind: FindingKind, text: str, sources: Iterable[Source], about: str = "") -> Finding:
    """A finding with its id: "fi:" and 16 hexadecimal digits, from its kind and the statements it rests on.

    `about` tells apart findings of one kind on the same statements.
    """
    rests_on = tuple(sources)
    parts = "|".join((kind, about, *sorted(source.key for source in rests_on)))
    return Finding(id=f"fi:{hashlib.sha256(parts.encode()).hexdigest()[:16]}", kind=kind, text=text, sources=rests_on)
