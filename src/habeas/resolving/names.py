"""A person's name in its parts, and two names held against each other.

The parts may stand in any order, articles are left out, "Abu X" and "Abd al-X" are one part each, and "ibn"
between two names is only a joint. A name says that two people may be one; it never says that they are.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from functools import cache, lru_cache
from importlib.resources import files
from typing import Literal, NamedTuple

from habeas.resolving import chinese
from habeas.resolving.skeleton import Word, alike, folded, may_be_alike, may_be_together, word

_TABLE: dict[str, list[str]] = tomllib.loads(
    (files("habeas.resolving") / "tables" / "names.toml").read_text(encoding="utf-8")
)
_SHORT: dict[str, frozenset[int]] = {
    name: frozenset({number})
    for number, group in enumerate(
        tomllib.loads((files("habeas.resolving") / "tables" / "short_names.toml").read_text(encoding="utf-8"))["groups"]
    )
    for name in group
}
_NO_SHORT: frozenset[int] = frozenset()
_SETS = {name: frozenset(folded(entry) for entry in entries) for name, entries in _TABLE.items()}
_SKIPPED = _SETS["titles"] | _SETS["particles"]
_ARTICLES = _SETS["articles"]
_JOINTS = _ARTICLES | _SETS["patronymics"] | _SETS["kunyas"] | _SETS["servants"]
_BREAKS = re.compile(r"[\s,;()\-‐‑–—/\"“”«»・·]+")
_MARKS = re.compile(r"['’‘ʼʻʿʾ`´׳.]")
_GLUED_SERVANT = re.compile(r"^(?:[ae]bd[aeiouy](?:l|([rsnztd])(?=\1))(?=\w{3})|عبدا?ل(?=\w{2}))")
_GLUED_ARTICLE = re.compile(r"^(?:(?:al|el)(?=\w{4})|ال(?=\w{2}))")
_INITIALS = re.compile(r"(?<!\w)([^\W\d_])\.")  # "A.M. Haddad" has two
_DOT = "\ue000"  # stands for the dot of an initial while names are cut up: "L." is no article
_BREATHED = re.compile(r"h[tnmlkps][^h]")  # Burmese Htun, Hnin: many write no h
SPELLING = 0.85
_SHORT_FORM = 0.93
OTHERWISE = 0.95  # a spelling once letters are read as in another language
TOGETHER = 0.93
_TURNED = 0.92
_SHUFFLED = 0.6  # the same parts in an order in which no custom puts them: as often a cousin's name
_NEARLY = 0.76  # a part beside two that agree that is not like enough for a spelling, and too like for another name
Kind = Literal["name", "kunya", "servant"]
_LEAST = 2  # parts that must be spellings of one another
_COMMON = 0.93  # likeness to a name that very many people bear
_MISSPELLING = 0.7  # for one long part beside two that agree


class Part(NamedTuple):
    """One part of a name: a plain "name", a "kunya" (Abu X) or a "servant" (Abd al-X); `word` is the X.

    `bare` is the word without a glued article; `child_of` says that "son of" or "daughter of" stands before it;
    `mandarin` is what it may be as part of a Chinese name; `plain` says that nothing but what it sounds like can make
    it a spelling of another plain part, short forms and two Chinese names aside; `foreign` that it has a letter (j, w)
    that sounds otherwise in other languages.
    """

    kind: Kind
    word: Word
    bare: Word | None = None
    child_of: bool = False
    mandarin: chinese.Mandarin | None = None
    plain: bool = False
    foreign: bool = False


class PersonName(NamedTuple):
    """A name as written, and its parts in order without articles and titles."""

    text: str
    parts: tuple[Part, ...]
    words: int

    @property
    def common(self) -> bool:
        """Whether every part is a name that very many people bear."""
        return all(_is_common(part.word) for part in self.parts)


class NameMatch(NamedTuple):
    """How two names compare: `score` 0 to 1, in words `why`, and in `against` what speaks for two people.

    `initials`: fewer than two parts are written out in both. `turned`: the parts stand in another order.
    """

    score: float
    whole: bool
    why: str
    against: tuple[str, ...] = ()
    initials: bool = False
    turned: bool = False


NO_MATCH = NameMatch(0.0, False, "the names differ")


@lru_cache(maxsize=65536)
def parsed(text: str) -> PersonName:
    """The name `text` in its parts."""
    tokens = _tokens(text)
    # "De" may be a Chinese syllable as well as a particle.
    kept = tokens if _SKIPPED.isdisjoint(tokens) else tuple(t for t in tokens if t not in _SKIPPED)
    if (read := chinese.read(tokens) or chinese.read(kept)) is not None:
        both = zip(read.parts, read.mandarin, strict=True)
        return PersonName(text, tuple(_written("name", word(part), mandarin=meant) for part, meant in both), 2)
    words = sum(t not in _ARTICLES for t in kept)
    return PersonName(text, tuple(_parts(kept)), words)


def _tokens(text: str) -> tuple[str, ...]:
    """The words of a name, folded; an initial keeps its dot."""
    dotted = "." in text
    marked = _MARKS.sub("", _INITIALS.sub(_initial, text) if dotted else text)
    words = _BREAKS.split(marked)
    if dotted:
        return tuple(f for t in words if t and (f := folded(t.removesuffix(_DOT)) + ("." if t.endswith(_DOT) else "")))
    return tuple(f for t in words if (f := folded(t)))


def _initial(dotted: re.Match[str]) -> str:
    return f"{dotted[1]}{_DOT} "


def _parts(tokens: Sequence[str]) -> list[Part]:
    if _JOINTS.isdisjoint(tokens):
        return [_part("name", token.removesuffix("."), False) for token in tokens]
    parts: list[Part] = []
    kind: Kind = "name"
    child_of = False
    for index, token in enumerate(tokens):
        last = index == len(tokens) - 1
        if token.endswith("."):
            parts.append(_part("name", token[:-1], child_of))
        elif not last and parts and token in _SETS["patronymics"]:
            child_of = True
        elif not last and token in _SETS["kunyas"]:
            kind = "kunya"
        elif not last and token in _SETS["servants"]:
            kind = kind if kind == "kunya" else "servant"
        elif last or token not in _ARTICLES:
            parts.append(_part(kind, token, child_of))
            kind, child_of = "name", False
    return parts


@lru_cache(maxsize=16384)
def _part(kind: Kind, token: str, child_of: bool) -> Part:
    glued = _GLUED_SERVANT.match(token)
    if glued:
        token = token[glued.end() :]
        kind = kind if kind == "kunya" else "servant"
    bare = _GLUED_ARTICLE.sub("", token)
    if bare != token:
        return Part(kind, word(token), word(bare), child_of)
    return _written(kind, word(token), child_of=child_of)


def _written(kind: Kind, found: Word, *, child_of: bool = False, mandarin: chinese.Mandarin | None = None) -> Part:
    """A part without a glued article."""
    foreign = "j" in found.text or "w" in found.text
    return Part(kind, found, None, child_of, mandarin, _is_plain(found), foreign)


def _is_plain(found: Word) -> bool:
    """Whether a word is no initial, and read as it is written but for a j or w."""
    return bool(found.sound) and len(found.text) > 1 and not _BREATHED.match(found.text)


@lru_cache(maxsize=4096)
def _is_common(candidate: Word) -> bool:
    return any(may_be_alike(candidate, name, _COMMON) and alike(candidate, name) >= _COMMON for name in _commonest())


@cache
def _commonest() -> tuple[Word, ...]:
    return tuple(map(word, _TABLE["common"]))


def part_alike(left: Part, right: Part) -> float:
    """How alike two parts are, each only like one of its own kind: "Abu X" is not "X"."""
    if left.kind != right.kind:
        return 0.0
    if min(len(left.word.text), len(right.word.text)) == 1:
        return 0.85 if left.word.text[:1] == right.word.text[:1] else 0.0
    if short_form(left, right):
        return _SHORT_FORM
    if left.mandarin is not None and right.mandarin is not None:
        likeness = chinese.likeness(left.mandarin, right.mandarin)
        # Two given names of Mandarin syllables, however like their letters, are two names unless one is the other's.
        other = bool(left.mandarin.pinyin and right.mandarin.pinyin) and left.word.text != right.word.text
        return likeness if likeness or other else alike(left.word, right.word)
    likeness = _words_alike(left, right)
    if likeness >= SPELLING:
        return likeness
    a, b = left.word.text, right.word.text
    if (a[:1] == "h" and _BREATHED.match(a)) or (b[:1] == "h" and _BREATHED.match(b)):
        return max(likeness, alike(_unbreathed(left.word), _unbreathed(right.word)))
    if "j" in a or "w" in a or "j" in b or "w" in b:
        return max(likeness, OTHERWISE * alike(as_english(left.word), as_english(right.word)))
    return likeness


def _words_alike(left: Part, right: Part) -> float:
    """How alike two parts are, with their glued articles or without."""
    if left.bare is None and right.bare is None:
        return alike(left.word, right.word)
    return max(alike(a, b) for a in (left.word, left.bare) for b in (right.word, right.bare) if a and b)


def as_english(written: Word) -> Word:
    """A Slavic name as Germans and Poles write it, with the letters that the English take for its j and w."""
    return word(written.text.replace("j", "y").replace("w", "v")) if written.sound else written


def _unbreathed(written: Word) -> Word:
    return word(written.text[1:]) if _BREATHED.match(written.text) else written


def short_form(left: Part, right: Part) -> bool:
    """Whether the one is a short form of the other: Bill, William."""
    groups = short_forms(left)
    return bool(groups) and left.word.text != right.word.text and not groups.isdisjoint(short_forms(right))


def has_short_forms(part: Part) -> bool:
    """Whether a part is such a name at all."""
    return part.word.text in _SHORT


def short_forms(part: Part) -> frozenset[int]:
    """The numbers of the names that a part is, or is a short form of: Bill and William have one in common."""
    return _SHORT.get(part.word.text, _NO_SHORT)


def matched(left: PersonName, right: PersonName) -> list[tuple[int, int, float]]:
    """The parts that are spellings of one another, each used once: (left index, right index, likeness).

    None where they are fewer than two.
    """
    found: list[tuple[float, int, int, int]] = []
    unmet = 0
    for i, a in enumerate(left.parts):
        before = len(found)
        for j, b in enumerate(right.parts):
            likeness = 0.0 if surely_others(a, b, SPELLING) else part_alike(a, b)
            if likeness >= SPELLING:
                found.append((-likeness, abs(i - j), i, j))
        unmet += len(found) == before
        if len(left.parts) - unmet < _LEAST:
            return []
    pairs: list[tuple[int, int, float]] = []
    used: tuple[set[int], set[int]] = (set(), set())
    for minus, _, i, j in sorted(found):
        if i not in used[0] and j not in used[1]:
            pairs.append((i, j, -minus))
            used[0].add(i)
            used[1].add(j)
    return sorted(pairs + _misspelt(left, right, pairs))


def surely_others(left: Part, right: Part, least: float) -> bool:
    """Whether two parts are surely less alike than `least`, seen at a glance: False says nothing."""
    a, b = left.word, right.word
    if not (left.plain and right.plain) or may_be_alike(a, b, least) or (a.text in _SHORT and b.text in _SHORT):
        return False
    if left.mandarin is not None and right.mandarin is not None:
        return False
    if left.foreign or right.foreign:
        return not may_be_alike(as_english(a), as_english(b), least / OTHERWISE)
    return True


def _misspelt(left: PersonName, right: PersonName, pairs: list[tuple[int, int, float]]) -> list[tuple[int, int, float]]:
    """The one part left over on both sides, where it is long enough for a slip of the pen to be likelier."""
    loose = [i for i in range(len(left.parts)) if i not in {p[0] for p in pairs}]
    other = [j for j in range(len(right.parts)) if j not in {p[1] for p in pairs}]
    if len(pairs) < _LEAST or len(loose) != 1 or len(other) != 1:
        return []
    a, b = left.parts[loose[0]], right.parts[other[0]]
    long = min(len(a.word.bones), len(b.word.bones)) >= 4
    # No slip puts a consonant before a vowel with which a given name begins: Ahmad, Mahmoud.
    other_name = loose[0] == other[0] == 0 and long and (a.word.bones[0] == "a") != (b.word.bones[0] == "a")
    if not long or other_name or surely_others(a, b, _MISSPELLING):
        return []
    likeness = part_alike(a, b)
    return [(loose[0], other[0], likeness)] if likeness >= _MISSPELLING else []


def compare(left: PersonName, right: PersonName) -> NameMatch:
    """Two names held against each other. A lone part, or half of the parts, is no match."""
    return _compare(left.text, right.text)


@lru_cache(maxsize=262144)
def _compare(left_text: str, right_text: str) -> NameMatch:
    left, right = parsed(left_text), parsed(right_text)
    if len(left.parts) > len(right.parts):
        left, right = right, left
    many = len(right.parts)
    right = _written_together(left, right)
    pairs = matched(left, right)
    if len(pairs) < _LEAST:
        return NO_MATCH
    likeness = sum(p[2] for p in pairs) / len(pairs)
    loose_left = [i for i in range(len(left.parts)) if i not in {p[0] for p in pairs}]
    loose_right = [j for j in range(len(right.parts)) if j not in {p[1] for p in pairs}]
    # An initial that the other leaves out is a father's or second name, and no other person's.
    loose_right = [j for j in loose_right if len(right.parts[j].word.text) > 1]
    if loose_left:
        return _two_names(left, right, likeness, (loose_left, loose_right))
    if loose_right:
        found = _shorter_name(left, right, loose_right, likeness)
        if not _turned_round([p[1] for p in pairs]):
            found = found._replace(score=found.score * _SHUFFLED, turned=True)
    else:
        found = _one_name(left, right, pairs, likeness)
    written_out = sum(min(len(left.parts[i].word.text), len(right.parts[j].word.text)) > 1 for i, j, _ in pairs)
    why = found.why if len(right.parts) == many else f"{found.why}, written apart or together"
    return found._replace(initials=written_out < 2, why=why)


def _written_together(few: PersonName, many: PersonName) -> PersonName:
    """The name of more parts with neighbours made one where the other writes them together: Thu Ra, Thura."""
    parts = list(many.parts)
    place = 0
    while len(parts) > len(few.parts) and place + 1 < len(parts):
        one, two = parts[place], parts[place + 1]
        text = one.word.text + two.word.text
        if one.kind == two.kind == "name" and min(len(one.word.text), len(two.word.text)) > 1:
            if any(
                part.kind == "name"
                and part.word.text[:1] == text[:1]
                and may_be_together(part.word, text, TOGETHER)
                and alike(part.word, word(text)) >= TOGETHER
                for part in few.parts
            ):
                parts[place : place + 2] = [Part("name", word(text), None, one.child_of)]
        place += 1
    return many._replace(parts=tuple(parts)) if len(parts) < len(many.parts) else many


def _one_name(left: PersonName, right: PersonName, pairs: list[tuple[int, int, float]], likeness: float) -> NameMatch:
    order = [p[1] for p in pairs]
    quoted = f"“{left.text}” and “{right.text}”"
    if order != sorted(order):
        turned = f"{quoted} have the same parts in another order"
        less = _TURNED if _turned_round(order) else _SHUFFLED
        return NameMatch(likeness * less, True, turned, turned=True)
    if left.text == right.text:
        return NameMatch(1.0, True, f"both are named “{left.text}”")
    return NameMatch(likeness, True, f"{quoted} are spellings of one name")


def _turned_round(order: list[int]) -> bool:
    """Whether parts stand in their order, or with the last put first: a family name is, a given name is not."""
    return sum(a > b for a, b in zip(order, order[1:] + order[:1], strict=True)) <= 1


def _shorter_name(left: PersonName, right: PersonName, loose: list[int], likeness: float) -> NameMatch:
    extra = " ".join(right.parts[j].word.text for j in loose)
    why = f"every part of “{left.text}” stands in “{right.text}”"
    if 0 in loose:
        first = right.parts[0].word.text
        against = f"“{first}” stands before the name “{left.text}”: a child of the other is named so"
        return NameMatch(likeness * 0.5, False, why, (against,))
    return NameMatch(likeness * (0.9 if len(loose) == 1 else 0.82), False, f"{why}; “{extra}” is given only there")


def _nearly(left: Part, right: Part) -> bool:
    """Whether a letter more or less may part the two (Nanda, Nandar), and not other vowels (Hassan, Hussein)."""
    if left.word.bones == right.word.bones or surely_others(left, right, _NEARLY):
        return False
    return part_alike(left, right) >= _NEARLY


def _two_names(left: PersonName, right: PersonName, likeness: float, loose: tuple[list[int], list[int]]) -> NameMatch:
    a = " ".join(left.parts[i].word.text for i in loose[0])
    b = " ".join(right.parts[j].word.text for j in loose[1])
    if 0 in loose[0] or 0 in loose[1]:
        return NO_MATCH
    if len(loose[0]) == len(loose[1]) == 1 and _nearly(left.parts[loose[0][0]], right.parts[loose[1][0]]):
        return NameMatch(likeness * 0.6, False, f"the other parts agree, and “{a}” may be a spelling of “{b}”")
    middle = f"where one has “{a}” the other has “{b}”: another father's or family name"
    return NameMatch(likeness * 0.5, False, "the first and other parts agree", (middle,))
