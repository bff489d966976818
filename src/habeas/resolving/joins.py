"""Proposals: which people of two reports may be one, with a score that orders them and the reasons in
words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from importlib.resources import files
from typing import NamedTuple

from habeas.model.case import Join
from habeas.resolving.evidence import WEIGHTS, Piece, company, evidence, in_order, of_their_own, shared_company
from habeas.resolving.glance import surely_two
from habeas.resolving.names import NO_MATCH, NameMatch, PersonName
from habeas.resolving.naming import borne_by, held
from habeas.resolving.profile import Profile

THRESHOLD = float(
    tomllib.loads((files("habeas.resolving") / "tables" / "weights.toml").read_text(encoding="utf-8"))["threshold"]
)
_TELLING = 0.3  # points of a piece that carries a name of initials by itself
_PLACES = frozenset({"nationality", "residence", "weeks"})
# Held in one place are very many, a father and his son often among them.
_OF_MANY = frozenset({"facility"})
# What hardly two people of one name have in common, so that a difference may be a mistake.
_OF_FEW = frozenset({"birth_day", "detained_day", "event_day", "relative", "words"})
_SHUFFLED = 0.6
_THIN = frozenset({"nationality", "weeks"})
_ONE_NEWS = frozenset({"residence", "weeks"})
# What father and son have in common.
SHARED_AT_HOME = frozenset({"company", "facility", "affiliation", "relative", "sentence", "strike"})
# What befalls father and son of one name in one month or year as well.
_IN_ONE_MONTH = frozenset({"detained_month", "detained_year", "event_month"})
# Strong pieces of which one alone is as often a coincidence among very many people.
_SLIGHT = frozenset({"company", "detained_year"})
# The son may be taken in the year in which his father was; ages told wrongly may make the two as old as each other.
BY_YEARS = frozenset({"birth", "detained_year"})
_ROUNDING = 1e-9
_HARD = 0.5  # points from which what speaks against keeps two people apart also through a third


class Outcome(NamedTuple):
    """What settling must know of two people held against each other.

    `hard`: something speaks so clearly against it that no third may bring them together; an age that is a few years
    off, or another day of detention, is told of one person often enough. `at_home`: nothing speaks for it but what
    father and son have in common too, or a month.
    """

    score: float
    hard: bool
    at_home: bool

    @property
    def offered(self) -> bool:
        """Whether the machine proposes to join the two."""
        return self.score >= THRESHOLD


def weighed(left: Profile, right: Profile) -> Join:
    """The two people held against each other, whatever comes of it; the score may lie below the threshold."""
    match, name = _best_names(left, right)
    pieces = evidence(left, right)
    carried, why = _carried(left, right, match, name, pieces)
    against = [*match.against, *(p.why for p in pieces if p.strength == "against")]
    score = _score(match, name, pieces)
    if not carried:
        score = min(score, THRESHOLD - 0.01)
    a, b = sorted((left.ref.key, right.ref.key))
    reasons = [match.why, *(p.why for p in pieces if p.strength != "against"), why]
    return Join(left=a, right=b, score=round(score, 2), reasons=tuple(r for r in reasons if r), against=tuple(against))


def outcome(left: Profile, right: Profile) -> Outcome:
    """The same of two people whose names match, without the words.

    Of two who are not proposed the score is 0; of those who cannot be, whom they stand beside is not looked at.
    """
    match, name = _best_names(left, right)
    pieces = of_their_own(left, right)
    hard = bool(match.against) or any(p.strength == "against" and p.points >= _HARD for p in pieces)
    if round(_at_most(match, pieces), 2) < THRESHOLD:
        return Outcome(0.0, hard, False)
    found = in_order([*pieces, *company(left, right)])
    carried, _ = _carried(left, right, match, name, found)
    score = round(_score(match, name, found), 2) if carried else 0.0
    if score < THRESHOLD:
        return Outcome(0.0, hard, False)
    at_home = not {p.kind for p in found if p.strength == "strong"} - (SHARED_AT_HOME | _IN_ONE_MONTH)
    return Outcome(score, False, at_home)


def share_a_name(left: Profile, right: Profile) -> bool:
    """Whether any of their names match at all, so that the rest is worth weighing."""
    return any(
        held(left.names[i], right.names[j]).score > 0
        for i, one in enumerate(left.glances)
        for j, other in enumerate(right.glances)
        if not surely_two(one, other)
    )


def _best_names(left: Profile, right: Profile) -> tuple[NameMatch, PersonName | None]:
    found = [(held(a, b), min(a, b, key=lambda n: n.words)) for a in left.names for b in right.names]
    if not found:
        return NO_MATCH, None
    # A name that speaks against two people being one is not outvoted by a shorter one that does not.
    objecting = [f for f in found if f[0].against]
    first = (
        held(left.names[0], right.names[0]),
        min(left.names[0], right.names[0], key=lambda n: n.words),
    )
    if first in objecting:
        return first
    return max(found, key=lambda f: (f[0].score, f[1].words))


def _carried(
    left: Profile, right: Profile, match: NameMatch, name: PersonName | None, pieces: tuple[Piece, ...]
) -> tuple[bool, str]:
    """Whether there is a second piece of evidence beside the name, and what to say where it is thin.

    The company that two people keep is no such piece where one of the names is only a part of the other: father and
    son keep the same.
    """
    if name is None or match.score == 0.0:
        return False, ""
    found = _spoken_for(left, right, match, name, pieces)
    # Looked at last: it takes the names of all who stand beside the two.
    return (False, "") if found[0] and _too_thin(left, right, match, pieces) else found


def _spoken_for(
    left: Profile, right: Profile, match: NameMatch, name: PersonName, pieces: tuple[Piece, ...]
) -> tuple[bool, str]:
    """The same, whether or not it is as often true of other people."""
    strong = {p.kind for p in pieces if p.strength == "strong"}
    weak = {p.kind for p in pieces if p.strength == "weak"}
    if match.initials:
        return _carries_initials(match, pieces, alike=left.detained == right.detained), ""
    if strong - _SLIGHT or len(strong) > 1 or ("detained_year" in strong and weak - _THIN):
        return True, ""
    if (
        "company" in strong
        and match.whole
        and left.detained == right.detained
        and (weak - _THIN or not _only_kin(left, right))
    ):
        return True, ""
    if not match.whole or match.score < 0.9 or _objected(match, pieces):
        return False, ""
    found = _carried_by_little(name, weak, held=left.detained and right.detained)
    return (False, "") if found[0] and name.common else found


def _carried_by_little(name: PersonName, weak: AbstractSet[str], *, held: bool) -> tuple[bool, str]:
    """The same where no strong fact is known to agree, and nothing speaks against it."""
    if weak >= _ONE_NEWS:
        return True, "one name, one town, told of within the same weeks; no stronger fact is known to agree"
    if not held:
        return False, ""
    if weak - _PLACES and (len(weak) > 1 or name.words > 2):
        return True, "both are in custody and no date speaks against it; no single fact settles it"
    if name.words > 2:
        return True, "both are in custody and share a name of three words; no stronger fact is known to agree"
    return False, ""


def _too_thin(left: Profile, right: Profile, match: NameMatch, pieces: tuple[Piece, ...]) -> bool:
    """Whether what speaks for it is as often true of a father and his son, or of two people of one name."""
    strong = {p.kind for p in pieces if p.strength == "strong"}
    if not strong - SHARED_AT_HOME and (_may_be_kin(left, right, match) or _shuffled(match)):
        return True
    if strong <= SHARED_AT_HOME | BY_YEARS and _objected(match, pieces):
        return True  # a lawyer, a prison, a year in common, and another town: a father taken in the year of his son
    if len(strong) != 1 or {p.kind for p in pieces if p.strength == "weak"} - _THIN:
        return False
    return strong <= _OF_MANY or (_objected(match, pieces) and not strong & _OF_FEW)


def _shuffled(match: NameMatch) -> bool:
    """Whether the parts stand in an order that only another person's name has: Roman Andreevich, Andrei Romanovich."""
    return match.turned and match.score <= _SHUFFLED


def _may_be_kin(left: Profile, right: Profile, match: NameMatch) -> bool:
    """Whether one of the two may as well be the other's father or son: a report names such a one, or the one in custody
    has the free one's names the other way round (Bekele Yohannes, and his father Yohannes Bekele).
    """
    return (match.turned and left.detained != right.detained) or namesake_beside(left, right)


def namesake_beside(left: Profile, right: Profile) -> bool:
    """Whether a report names beside one of the two somebody else of the other's name, a father or a son, who might as
    well be the other: both are in custody, or neither is.
    """
    return borne_by(left.others, right.names) or borne_by(right.others, left.names)


def _only_kin(left: Profile, right: Profile) -> bool:
    """Whether all whom both reports name beside the two share a part of their name: who is known to be called so has
    kin called so.
    """
    mine = {part.word.bones for name in left.names for part in name.parts}
    return all(any(part.word.bones in mine for part in name.parts) for name in shared_company(left, right))


def _carries_initials(match: NameMatch, pieces: tuple[Piece, ...], *, alike: bool) -> bool:
    """Whether a name of initials is carried: by one telling piece, by two, or by the company that both keep where they
    are `alike` in custody or free: a father at home keeps his children's company.
    """
    strong = {p.kind: p.points for p in pieces if p.strength == "strong"}
    if "company" in strong:
        return match.whole and (alike or len(strong) > 1)
    return len(strong) > 1 or any(points >= _TELLING for points in strong.values())


def _objected(match: NameMatch, pieces: tuple[Piece, ...]) -> bool:
    return bool(match.against) or any(p.strength == "against" for p in pieces)


def _score(match: NameMatch, name: PersonName | None, pieces: tuple[Piece, ...]) -> float:
    weights = WEIGHTS["name"]
    score = match.score * weights["whole" if match.whole else "partly"]
    if name is not None:
        score += weights["long"] if name.words > 2 else 0.0
        score += weights["common"] if name.common else 0.0
    score += sum(-p.points if p.strength == "against" else p.points for p in pieces)
    score -= WEIGHTS["against"]["name"] if match.against else 0.0
    return max(0.0, min(0.97, score))


def _at_most(match: NameMatch, pieces: Iterable[Piece]) -> float:
    """What the score can be at most once the company that both keep is looked at."""
    weights = WEIGHTS["name"]
    points = sum(-p.points if p.strength == "against" else p.points for p in pieces)
    against = WEIGHTS["against"]["name"] if match.against else 0.0
    name = match.score * weights["whole" if match.whole else "partly"] + weights["long"]
    return name + points - against + WEIGHTS["strong"]["company"] + _ROUNDING
