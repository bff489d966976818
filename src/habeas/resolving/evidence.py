"""What speaks for and against two people of two reports being one, beside their names, piece by piece in
words.

Illness, nationality and places of origin are weak: they never carry a proposal. Whatever speaks against
outweighs.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Collection, Iterable, Iterator
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from rapidfuzz import fuzz

from habeas.model import dates
from habeas.model.vocabulary import EVENT_TYPES
from habeas.resolving.names import PersonName, compare
from habeas.resolving.naming import letters_meet
from habeas.resolving.profile import AGES_DIFFER, TELLING_EVENTS, Profile
from habeas.resolving.skeleton import folded, in_latin, script_of
from habeas.resolving.words import agree, content

Strength = Literal["strong", "weak", "against"]
_ORDER: dict[Strength, int] = {"strong": 0, "weak": 1, "against": 2}
WEIGHTS: dict[str, dict[str, float]] = {
    key: table
    for key, table in tomllib.loads(
        (files("habeas.resolving") / "tables" / "weights.toml").read_text(encoding="utf-8")
    ).items()
    if isinstance(table, dict)
}
_ENDINGS = frozenset({"death", "execution"})
_ILL = frozenset({"deterioration", "hospitalisation", "illness"})
_ONLY_OF_THE_LIVING = frozenset(
    {"arrest", "transfer", "hospitalisation", "hunger_strike", "hearing", "visit", "treatment"}
)
_DECLINE = 1100  # days from a telling of grave illness to a death that may be its end: some three years
_PLACE = 75  # likeness of two spellings of a place, 0 to 100
_WORD = 50  # the same of two words of them
_SHORT = 2  # letters of a word that says little
_ONE_STRIKE = 31  # days between two tellings of one hunger strike
_ONE_DEATH = 400  # days between two undated tellings of one death
_SAME_WEEKS = 31  # days between two reports that may be about one and the same news


class Piece(NamedTuple):
    """One piece of evidence: how strong, what it adds or takes, and why in words."""

    strength: Strength
    kind: str
    points: float
    why: str


_Rule = Callable[[Profile, Profile], Iterator[Piece]]


def evidence(left: Profile, right: Profile) -> tuple[Piece, ...]:
    """All pieces for and against, the strong before the weak."""
    return in_order([*of_their_own(left, right), *company(left, right)])


def in_order(pieces: Iterable[Piece]) -> tuple[Piece, ...]:
    """The pieces, the strong before the weak and these before what speaks against."""
    return tuple(sorted(pieces, key=lambda p: (_ORDER[p.strength], -p.points, p.kind, p.why)))


def of_their_own(left: Profile, right: Profile) -> list[Piece]:
    """The pieces, in any order, that what is told of the two themselves gives; whom they stand beside takes longer."""
    return [piece for rule in _worth_asking(left.told, right.told) for piece in rule(left, right)]


@lru_cache(maxsize=16384)
def _worth_asking(mine: frozenset[str], theirs: frozenset[str]) -> tuple[_Rule, ...]:
    """The rules that may have something to say, by what is told of the one and of the other."""

    def meets(one: frozenset[str], other: frozenset[str]) -> bool:
        return not (one.isdisjoint(mine) or other.isdisjoint(theirs))

    found = [rule for one, other, rule in _WHERE if meets(one, other) or meets(other, one)]
    return (*_ALWAYS, *found)


def _piece(strength: Strength, kind: str, why: str) -> Piece:
    return Piece(strength, kind, WEIGHTS[strength][kind], why)


def _birth(left: Profile, right: Profile) -> Iterator[Piece]:
    if left.born is None or right.born is None:
        return
    first, last = max(left.born[0], right.born[0]), min(left.born[1], right.born[1])
    if left.born == right.born and first == last:
        yield _piece("strong", "birth_day", f"born on the same day ({first.isoformat()})")
    elif first <= last:
        yield _piece("strong", "birth", f"what is said of their ages fits one birth {_years(first, last)}")
    elif (first - last).days > 400:
        kind = "birth" if (first - last).days > AGES_DIFFER else "birth_near"
        yield _piece("against", kind, f"born {_years(*left.born)} the one, {_years(*right.born)} the other, as told")


def _years(first: date, last: date) -> str:
    return f"in {first.year}" if first.year == last.year else f"between {first.year} and {last.year}"


def _sex(left: Profile, right: Profile) -> Iterator[Piece]:
    a, b = left.facts.get("sex"), right.facts.get("sex")
    if a and b and not {folded(x) for x in a} & {folded(x) for x in b}:
        yield _piece("against", "sex", f"{a[0]} the one, {b[0]} the other")


def _detention(left: Profile, right: Profile) -> Iterator[Piece]:
    ours, theirs = _taken(left), _taken(right)
    same = [(a, b) for a in ours for b in theirs if dates.compatible(a, b)]
    if same:
        coarser = min((min(a, b, key=len) for a, b in same), key=len)
        grain = {4: "year", 7: "month"}.get(len(coarser), "day")
        yield _piece("strong", f"detained_{grain}", f"both detained at the same time ({coarser})")
    # Who says the month beside the day says one thing twice: of two days of a month the month makes no one day.
    ours, theirs = finest(ours), finest(theirs)
    if ours and theirs and not any(dates.compatible(a, b) for a in ours for b in theirs):
        kind = "another_day" if same else "detained"
        yield _piece("against", kind, f"detained {ours[0]} the one, {theirs[0]} the other")


def _taken(person: Profile) -> list[str]:
    return [day for day in person.facts.get("detained_since", ()) if dates.is_edtf(day)]


def finest(days: Collection[str]) -> list[str]:
    """The dates without a month or a year of which a finer date is there too."""
    return [day for day in days if not any(other.startswith(f"{day}-") and "/" not in other for other in days)]


def _same_fact(prop: str, kind: str, strength: Strength, why: str) -> Callable[[Profile, Profile], Iterator[Piece]]:
    def rule(left: Profile, right: Profile) -> Iterator[Piece]:
        for a in left.facts.get(prop, ()):
            for b in right.facts.get(prop, ()):
                if agree(a, b):
                    yield _piece(strength, kind, why.format(a if folded(a) == folded(b) else f"{a}; {b}"))
                    return

    return rule


def _relative(left: Profile, right: Profile) -> Iterator[Piece]:
    for a in left.facts.get("relative", ()):
        for b in right.facts.get("relative", ()):
            if _is_name(a) and _is_name(b) and agree(a, b):
                yield _piece(
                    "strong", "relative", f"the same relative ({a if folded(a) == folded(b) else f'{a}; {b}'})"
                )
                return


def _is_name(words: str) -> bool:
    """Whether anything in the words is a name, and not only what somebody is called ("her mother")."""
    return any(c.isalpha() and not c.islower() for c in words)


def _role(left: Profile, right: Profile) -> Iterator[Piece]:
    for a in left.facts.get("role", ()):
        for b in right.facts.get("role", ()):
            if agree(a, b) and min(len(content(a)), len(content(b))) > 1:
                yield _piece("strong", "role", f"the same office ({a})")
                return


def _residence(left: Profile, right: Profile) -> Iterator[Piece]:
    pairs = [(a, b) for a in left.facts.get("residence", ()) for b in right.facts.get("residence", ())]
    same = next(((a, b) for a, b in pairs if agree(a, b)), None)
    if same is not None:
        a, b = same
        yield _piece("weak", "residence", f"from the same place ({a if folded(a) == folded(b) else f'{a}; {b}'})")
    elif pairs and all(_elsewhere(a, b) for a, b in pairs):
        a, b = pairs[0]
        yield _piece("against", "residence", f"from {a} the one, from {b} the other")


def all_elsewhere(left: Collection[str], right: Collection[str]) -> bool:
    """Whether none of the towns told of one is told of the other, as far as both are in one script."""
    pairs = [(a, b) for a in left for b in right]
    alike = [(a, b) for a, b in pairs if _in_one_script(a, b)]
    return bool(alike) and all(_elsewhere(a, b) for a, b in alike) and not any(agree(a, b) for a, b in pairs)


def _elsewhere(left: str, right: str) -> bool:
    """Whether two names of places in one script have nothing in common but the script."""
    if not _in_one_script(left, right):
        return False
    one, other = (re.findall(r"\w+", folded(place)) for place in (left, right))
    if len(one) == len(other) > 1 and _another_word(one, other):
        return True
    return fuzz.token_sort_ratio(" ".join(one), " ".join(other)) < _PLACE


def _another_word(left: list[str], right: list[str]) -> bool:
    """Whether each name of a place has a word that is none of the other's: Río Dol, Puerto Dol. Short words may be
    articles or left unfinished.
    """
    alone = [
        [word for word in one if all(fuzz.ratio(word, found) < _WORD for found in other)]
        for one, other in ((left, right), (right, left))
    ]
    return all(alone) and all(len(word) > _SHORT for words in alone for word in words)


def _in_one_script(left: str, right: str) -> bool:
    return script_of(left) == script_of(right) and in_latin(left) == in_latin(right)


def _nationality(left: Profile, right: Profile) -> Iterator[Piece]:
    a, b = left.facts.get("nationality", ()), right.facts.get("nationality", ())
    shared = {folded(x) for x in a} & {folded(x) for x in b}
    if shared:
        yield _piece("weak", "nationality", f"the same nationality ({min(shared).title()})")
    elif a and b:
        yield _piece("against", "nationality", f"{a[0]} the one, {b[0]} the other")


def _events(left: Profile, right: Profile) -> Iterator[Piece]:
    if TELLING_EVENTS.isdisjoint(left.told & right.told):
        return
    ours = {(e.type, e.when) for e in left.events if e.asserted and e.when and e.type in TELLING_EVENTS}
    theirs = {(e.type, e.when) for e in right.events if e.asserted and e.when and e.type in TELLING_EVENTS}
    for kind, a in sorted(ours):
        for other, b in sorted(theirs):
            if kind != other or min(len(a), len(b)) < 7 or not dates.compatible(a, b):
                continue
            grain = "event_day" if min(len(a), len(b)) >= 10 else "event_month"
            yield _piece("strong", grain, f"{EVENT_TYPES[kind].label.lower()} at the same time ({min(a, b, key=len)})")
            return


def _strike(left: Profile, right: Profile) -> Iterator[Piece]:
    days = [
        [dates.interval(on) for e in side.events if e.type == "hunger_strike" and (on := e.when or e.said)]
        for side in (left, right)
    ]
    for a in days[0]:
        for b in days[1]:
            if None in (*a, *b) or a.earliest is None or b.earliest is None:
                continue
            if abs((a.earliest - b.earliest).days) <= _ONE_STRIKE:
                yield _piece("strong", "strike", "both told to be on hunger strike at the same time")
                return


def company(left: Profile, right: Profile) -> Iterator[Piece]:
    """The piece that the people give who are named beside the two, if they are the same."""
    if not left.company_written or not right.company_written:
        return
    kin = {folded(name) for side in (left, right) for name in side.facts.get("relative", ())}
    shared = [a.text for a in shared_company(left, right) if not _same_kin(left, right, a, kin)]
    if shared:
        named = ", ".join(dict.fromkeys(shared[:3]))
        yield _piece("strong", "company", f"both reports name the same other people ({named})")


def shared_company(left: Profile, right: Profile) -> list[PersonName]:
    """Whom both reports name beside the two, as the left one names them."""
    return [a for a in left.company if any(_one_name(a, b) for b in right.company)]


def _same_kin(left: Profile, right: Profile, name: PersonName, kin: Collection[str]) -> bool:
    """Whether both reports call somebody a relative: that is a piece of its own, and the same fact."""
    both = all(side.facts.get("relative") for side in (left, right))
    return both and folded(name.text) in kin


def _one_name(left: PersonName, right: PersonName) -> bool:
    if min(len(left.parts), len(right.parts)) == 1:
        return folded(left.text) == folded(right.text) and not left.common
    if not letters_meet(left, right):
        return False
    match = compare(left, right)
    return match.whole and match.score >= 0.75 and not match.against


def _words(left: Profile, right: Profile) -> Iterator[Piece]:
    shared = sorted(left.quotes & right.quotes, key=lambda q: (-len(q), q))
    if shared:
        yield _piece("strong", "words", f"both reports say of them in the same words: “{shared[0][:80]}”")


def _dead(left: Profile, right: Profile) -> Iterator[Piece]:
    for one, other in ((left, right), (right, left)):
        ends = [e.when for e in one.events if e.type in _ENDINGS and e.asserted and e.when]
        later = [e.when for e in other.events if e.type in _ONLY_OF_THE_LIVING and e.asserted and e.when is not None]
        for end in ends:
            for when in later:
                last, first = dates.interval(end).latest, dates.interval(when).earliest
                if last and first and first > last:
                    yield _piece("against", "dead", f"the one died {end}, the other is told of as alive {when}")
                    return


def _freed(left: Profile, right: Profile) -> Iterator[Piece]:
    """Held from one day on without a word of a release, and let go in between: seldom one person."""
    for one, other in ((left, right), (right, left)):
        since = _held_since(one)
        told = one.published_on
        if since is None or told is None:
            continue
        for event in other.events:
            when = dates.interval(event.when) if event.type == "release" and event.asserted and event.when else None
            if when and when.earliest and when.latest and since < when.earliest and when.latest < told:
                yield _piece("against", "freed", f"the one held from {since} on, the other released {event.when}")
                return


def _held_since(person: Profile) -> date | None:
    """The last day on which the custody can have begun that a report tells of as lasting; None where it tells of none,
    or of a release too.
    """
    arrests = {e.when for e in person.events if e.type == "arrest"}
    since = [day for day in person.facts.get("detained_since", ()) if day not in arrests and dates.is_edtf(day)]
    if not since or any(e.type == "release" for e in person.events):
        return None
    return max((last for day in since if (last := dates.interval(day).latest)), default=None)


def _death(left: Profile, right: Profile) -> Iterator[Piece]:
    """Both dead, as told within about a year: people die once."""
    ends = [
        [(e.when, e.said) for e in side.events if e.type in _ENDINGS and e.asserted and (e.when or e.said)]
        for side in (left, right)
    ]
    if any(_one_death(a, b) for a in ends[0] for b in ends[1]):
        yield _piece("strong", "death", "both are told of as having died about the same time")


def _one_death(left: tuple[str | None, str | None], right: tuple[str | None, str | None]) -> bool:
    if left[0] and right[0]:
        return dates.compatible(left[0], right[0])
    days = [dates.interval(when or said or "").earliest for when, said in (left, right)]
    return days[0] is not None and days[1] is not None and abs((days[0] - days[1]).days) <= _ONE_DEATH


def _same_weeks(left: Profile, right: Profile) -> Iterator[Piece]:
    one, other = left.published_on, right.published_on
    if one is not None and other is not None and abs((one - other).days) <= _SAME_WEEKS:
        yield _piece("weak", "weeks", "told of within the same weeks")


def _decline(left: Profile, right: Profile) -> Iterator[Piece]:
    """Gravely ill in one report, dead within a few years in a later one: one life may hold both."""
    for one, other in ((left, right), (right, left)):
        ill = any(e.type in ("deterioration", "hospitalisation") and e.asserted for e in one.events)
        if not (ill or one.facts.get("illness")) or one.said is None:
            continue
        for event in other.events:
            if event.type != "death" or not event.asserted or event.when is None:
                continue
            told, end = dates.interval(one.said).earliest, dates.interval(event.when).latest
            if told and end and 0 <= (end - told).days <= _DECLINE:
                yield _piece("weak", "decline", f"gravely ill in the one report, dead {event.when} in the other")
                return


_Told = frozenset[str]

# The rules that always have something to look at.
_ALWAYS: tuple[_Rule, ...] = (_birth, _words, _same_weeks)
# The others, each with what must be told of the one and of the other lest it be asked in vain: any of some properties
# or types of events.
_WHERE: tuple[tuple[_Told, _Told, _Rule], ...] = (
    *(
        (frozenset({prop}), frozenset({prop}), rule)
        for prop, rule in (
            ("detained_since", _detention),
            ("held_at", _same_fact("held_at", "facility", "strong", "held in the same place ({})")),
            (
                "affiliation",
                _same_fact("affiliation", "affiliation", "strong", "belonging to the same organisation ({})"),
            ),
            ("relative", _relative),
            ("sentence", _same_fact("sentence", "sentence", "strong", "the same sentence ({})")),
            ("role", _role),
            ("hunger_strike", _strike),
            ("illness", _same_fact("illness", "illness", "weak", "the same illness ({})")),
            ("charge", _same_fact("charge", "charge", "weak", "the same charge ({})")),
            ("occupation", _same_fact("occupation", "occupation", "weak", "the same occupation ({})")),
            ("residence", _residence),
            ("nationality", _nationality),
            ("sex", _sex),
        )
    ),
    (TELLING_EVENTS, TELLING_EVENTS, _events),
    (_ENDINGS, _ENDINGS, _death),
    (_ENDINGS, _ONLY_OF_THE_LIVING, _dead),
    (_ILL, frozenset({"death"}), _decline),
    (frozenset({"detained_since"}), frozenset({"release"}), _freed),
)
