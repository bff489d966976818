"""People known by their day: to whom one thing happened on one day, under names that are alike only loosely.

A name in another script, or a single name, says too little to propose anybody elsewhere. Where the day of the arrest,
sentence, release or death is the same and another fact too, with nothing against it, it is enough.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from itertools import permutations

from rapidfuzz.distance import Levenshtein

from habeas.model.case import Join
from habeas.resolving.blocking import bones
from habeas.resolving.clusters import Clusters
from habeas.resolving.evidence import Piece, company, evidence, of_their_own
from habeas.resolving.glance import consonants_differ
from habeas.resolving.joins import THRESHOLD
from habeas.resolving.names import parsed
from habeas.resolving.naming import letters_meet, vowels_differ
from habeas.resolving.pairs import score_names
from habeas.resolving.profile import Members, Profile
from habeas.resolving.skeleton import in_latin, script_of

_SURELY = 0.9
_NEVER = 2.0  # a score that none reaches: the reasons are not asked for
_LIKELY = 0.75
_PARTS = 0.65  # mean likeness of the consonants of all parts of the shorter name
_PART = 0.5  # the same of each
_JOINED = 0.85  # of both whole names written together
_LONG = 4  # parts, above which a name is not turned about
_DAYS = frozenset({"detained_day", "event_day", "detained_month"})

Pair = tuple[str, str]


def same_day(clusters: Clusters, people: Members, pairs: Iterable[Pair], decided: Collection[Pair]) -> list[Join]:
    """Joins people who stand near each other on a day; what was joined, best first."""
    offers: dict[Pair, Join] = {}
    for pair in pairs:
        if clusters.root(pair[0]) == clusters.root(pair[1]) or pair in offers or pair in decided:
            continue
        if clusters.kept_apart(*pair):
            continue
        join = offer(people.profile(pair[0]), people.profile(pair[1]))
        if join is not None:
            offers[pair] = join
    ranked = sorted(offers.values(), key=lambda j: (-j.score, j.left, j.right))
    return [
        join
        for join in ranked
        if clusters.root(join.left) != clusters.root(join.right) and clusters.join(join.left, join.right, decided=False)
    ]


def offer(left: Profile, right: Profile) -> Join | None:
    """The proposal to take two people of one day for one, the smaller key first; None where there is none."""
    likeness = _loosely(left.ref.name, right.ref.name)
    if likeness == 0.0:
        return None
    pieces = evidence(left, right)
    if any(p.strength == "against" for p in pieces) or not _enough(pieces):
        return None
    why = f"“{left.ref.name}” and “{right.ref.name}” are alike as far as such names can be"
    score = min(0.8, THRESHOLD + 0.5 * sum(p.points for p in pieces) * likeness)
    reasons = (why, *(p.why for p in pieces))
    return Join(left=left.ref.key, right=right.ref.key, score=round(score, 2), reasons=reasons, against=())


def is_offered(left: Profile, right: Profile) -> bool:
    """Whether there is such a proposal."""
    if _surely_two(left, right) or _loosely(left.ref.name, right.ref.name) == 0.0:
        return False
    pieces = of_their_own(left, right)
    if any(p.strength == "against" for p in pieces):
        return False
    return _enough(pieces) or _enough([*pieces, *company(left, right)])


def _surely_two(left: Profile, right: Profile) -> bool:
    """Whether the two names are surely not alike loosely, seen at a glance: False says nothing."""
    one, other = left.glance, right.glance
    if one is None or other is None or not (left.ref.name.isascii() and right.ref.name.isascii()):
        return False
    return consonants_differ(one, other)


def _enough(pieces: Sequence[Piece]) -> bool:
    """Whether a day agrees and another fact besides."""
    kinds = {p.kind for p in pieces}
    return bool(kinds & _DAYS) and bool(kinds - _DAYS - {"nationality", "weeks"})


@lru_cache(maxsize=65536)
def _loosely(left_text: str, right_text: str) -> float:
    """How alike two names are that `names.compare` does not match; 0 where they are not."""
    left, right = parsed(left_text), parsed(right_text)
    if not left.parts or not right.parts:
        return 0.0
    if min(len(left.parts), len(right.parts)) == 1:
        lone = len(left.parts) == len(right.parts) and score_names(left.text, right.text, _NEVER).score
        return lone if lone >= _SURELY else 0.0
    if script_of(left.text) == script_of(right.text) and in_latin(left.text) == in_latin(right.text):
        if len(left.parts) == len(right.parts) and letters_meet(left, right) and not vowels_differ(left, right):
            likely = score_names(left.text, right.text, _NEVER).score
            if likely >= _LIKELY:
                return likely
        # Marks may be those of another romanisation (Ûrij, Yury) as well as those of the language itself.
        return _by_parts(bones(left), bones(right), first=True) if left.text.isascii() != right.text.isascii() else 0.0
    return max(_by_parts(bones(left), bones(right)), _written_together(bones(left), bones(right)))


def _by_parts(left: Sequence[str], right: Sequence[str], *, first: bool = False) -> float:
    """How alike the parts are in their best order; `first`: each must begin with the same consonant."""
    few, many = sorted((left, right), key=len)
    if len(many) > _LONG:
        return 0.0
    best = 0.0
    for order in permutations(many, len(few)):
        if first and any(a[:1] != b[:1] for a, b in zip(few, order, strict=True)):
            continue
        each = [Levenshtein.normalized_similarity(a, b) for a, b in zip(few, order, strict=True)]
        mean = sum(each) / len(each)
        if min(each) >= _PART and mean >= _PARTS:
            best = max(best, mean)
    return best


def _written_together(left: Sequence[str], right: Sequence[str]) -> float:
    if max(len(left), len(right)) > _LONG:
        return 0.0
    whole = "".join(right)
    best = max(Levenshtein.normalized_similarity("".join(order), whole) for order in permutations(left))
    return best if best >= _JOINED else 0.0
