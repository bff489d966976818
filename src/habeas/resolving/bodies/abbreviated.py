"""Letters given to the one full name that they stand for, by what the reports have in common."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from habeas.model.case import BodyRef
from habeas.resolving.bodies.context import Context
from habeas.resolving.bodies.groups import Group, by_country
from habeas.resolving.bodies.letters import first_letter, is_letters, stands_for
from habeas.resolving.skeleton import folded


def join_letters(letters: Sequence[BodyRef], full: Sequence[Group], known: Mapping[str, Context]) -> list[Group]:
    """Gives letters to the groups of the full names; what is left are groups of their own."""
    by_letter: dict[str, list[Group]] = defaultdict(list)
    for group in full:
        for start in sorted({first_letter(name) for name in group.names}):
            by_letter[start].append(group)
    called: dict[str, list[BodyRef]] = defaultdict(list)
    for ref in letters:
        called[folded(ref.name).removeprefix("the ").replace(".", "")].append(ref)
    left: list[Group] = []
    for name in sorted(called):
        fits = [g for g in by_letter[name[:1]] if any(stands_for(name, n) for n in g.names if not is_letters(n))]
        lost = _given(called[name], fits, known)
        if lost:
            left += by_country([(ref, known[ref.report].home) for ref in lost], telling=True)
    return left


def _given(refs: Sequence[BodyRef], fits: Sequence[Group], known: Mapping[str, Context]) -> list[BodyRef]:
    """Gives each mention to the one group that fits its report best; returns those for which there is none."""
    company = [frozenset().union(*(known[ref.report].company for ref in group.members)) for group in fits]
    reports = [{ref.report for ref in group.members} for group in fits]
    lost = []
    for ref in refs:
        here = known[ref.report]
        scores = [
            (ref.report in inside, len(here.company & shared)) for inside, shared in zip(reports, company, strict=True)
        ]
        best = [number for number, score in enumerate(scores) if score == max(scores)]
        home = here.home
        if len(best) == 1 and (home is None or not fits[best[0]].homes or home in fits[best[0]].homes):
            why = f"“{ref.name}” are its letters" + ("" if len(fits) == 1 else ", told apart by whom the reports name")
            fits[best[0]].take(Group([ref]), why)
        else:
            lost.append(ref)
    return lost
