"""Mentions put together step by step, each step with its reason."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from habeas.model.case import BodyRef


@dataclass
class Group:
    """Mentions of one body so far. `homes` are the countries that its reports speak of most; `decisions` are the ids of
    those that say what is in it, or what is not.
    """

    members: list[BodyRef] = field(default_factory=list)
    homes: set[str] = field(default_factory=set)
    reasons: list[str] = field(default_factory=list)
    decisions: list[str] = field(default_factory=list)

    @property
    def names(self) -> list[str]:
        """Its names once each, in order."""
        return sorted({ref.name for ref in self.members})

    @property
    def rank(self) -> tuple[int, str]:
        """The larger group takes in the smaller."""
        return -len(self.members), min((ref.name, ref.report, ref.entity) for ref in self.members)[0]

    def take(self, other: Group, why: str) -> None:
        """Makes another group's mentions its own; the other is empty then."""
        self.members += other.members
        self.homes |= other.homes
        self.reasons += [*other.reasons, why]
        other.members = []


def near(left: Group, right: Group) -> bool:
    """Whether no country speaks against two groups being one."""
    return not left.homes or not right.homes or bool(left.homes & right.homes)


def by_country(refs: Iterable[tuple[BodyRef, str | None]], *, telling: bool) -> list[Group]:
    """Mentions of one name in groups: one for each country; those of no known country go with the only one there is.

    A name of words that any body of its kind may bear (`telling` is False) is one body's only within a country that is
    known, or within one report.
    """
    homes: dict[str | None, list[BodyRef]] = defaultdict(list)
    for ref, home in refs:
        homes[home].append(ref)
    lost = homes.pop(None, [])
    groups = [Group(homes[home], {home}) for home in sorted(filter(None, homes))]
    if not lost:
        return groups
    if telling and len(groups) <= 1:
        return [Group([*(groups[0].members if groups else []), *lost], groups[0].homes if groups else set())]
    if telling:
        return [*groups, Group(lost)]
    alone: dict[str, list[BodyRef]] = defaultdict(list)
    for ref in lost:
        alone[ref.report].append(ref)
    return groups + [Group(alone[report]) for report in sorted(alone)]


def merged(groups: Sequence[Group], why: str) -> None:
    """All groups in one, the largest."""
    first, *others = sorted(groups, key=lambda g: g.rank)
    for other in others:
        first.take(other, why)
