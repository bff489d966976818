"""What a text says beyond the facts that it refers to. It marks, and forbids nothing: a person judges."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Literal, NamedTuple

import msgspec

from habeas.acting import counting
from habeas.acting.days import days
from habeas.acting.facts import Fact, Part
from habeas.acting.folding import folded, with_places
from habeas.acting.telling import Day, days_in, holds

if TYPE_CHECKING:
    from habeas.acting.saying import Piece

BeyondKind = Literal["reference", "date", "number", "name", "word"]
_SAID = ("claim", "demand")
_UNSURE = ("denied", "planned", "reported_possible", "postponed")
_ONLY_SO = "Its source does not say that it happened: it denies, fears or expects it."
_WORD = re.compile(r"[^\W\d_][\w'’.-]*\w|[^\W\d_]")
_TOKEN = re.compile(r"\[\[[^\[\]|]*\|?|\]\]")
_ENDS = (*'.!?…:;•»”"“«¿¡([',)


class Unsupported(msgspec.Struct, frozen=True):
    """A stretch of a text (code points, as written) that no fact carries, and why in words."""

    start: int
    end: int
    words: str
    kind: BeyondKind
    why: str


class _Group(msgspec.Struct, frozen=True, kw_only=True):
    """Grave words that say one thing."""

    words: tuple[str, ...]
    terms: tuple[str, ...] = ()
    except_: tuple[str, ...] = msgspec.field(default=(), name="except")


class Ground(NamedTuple):
    """What some facts carry."""

    facts: tuple[Fact, ...]
    text: str
    words: frozenset[str]
    numbers: frozenset[str]
    days: tuple[Day, ...]


def ground(facts: Iterable[Fact]) -> Ground:
    """What these facts carry: their words, numbers and days."""
    some = tuple(facts)
    texts = [text for fact in some for text in (fact.quotation, *fact.said_by, fact.origin.publisher)]
    texts += [text for fact in some for part in fact.parts for text in (part.text, part.value)]
    whole = folded(" \n ".join(texts))
    told = [day for fact in some for day in days_in(fact.quotation)]
    dated = [part.value for fact in some for part in fact.parts if part.kind == "date" and _tells(fact, part)]
    dated += [fact.origin.published for fact in some if fact.origin.published and fact.kind in _SAID]
    numbers = {number for _, _, number in counting.numbers_in(whole)}
    return Ground(some, whole, _words(whole), frozenset(numbers), (*told, *(Day.of(one) for one in dated)))


def _tells(fact: Fact, part: Part) -> bool:
    """Whether a date is one that the fact tells of: the day on which a report was published is no day of an arrest."""
    return part.role != "said" or fact.kind in _SAID


def beyond(
    text: str, pieces: Sequence[Piece], also: tuple[str, ...], known: tuple[str, ...]
) -> tuple[Unsupported, ...]:
    """See `saying.unsupported`."""
    everything = ground({p.fact.key: p.fact for p in pieces if p.fact is not None}.values())
    names = frozenset(word for name in also for word in _words(folded(name)))
    sought = frozenset(word for name in known for word in _words(folded(name)) if len(word) > 2)
    found: list[Unsupported] = []
    for some in _paragraphs(pieces):
        here = ground({p.fact.key: p.fact for p in some if p.fact is not None}.values())
        for piece in some:
            if piece.key is not None and piece.fact is None:
                why = "No fact of this key may be made public."
                found.append(Unsupported(piece.start, piece.end, piece.text or piece.key, "reference", why))
            elif piece.key is None:
                found += _beyond(text, piece.start, piece.end, here, _Names(everything, names, sought))
            elif piece.fact is not None and (at := text.find("|", piece.start, piece.end)) >= 0:
                own = ground((piece.fact,))
                found += _beyond(text, at + 1, piece.end - 2, own, _Names(own, names, sought))
    return tuple(sorted(found, key=lambda one: (one.start, one.end)))


class _Names(NamedTuple):
    carried: Ground
    also: frozenset[str]
    sought: frozenset[str]


def _paragraphs(pieces: Sequence[Piece]) -> Iterator[list[Piece]]:
    """The pieces by paragraph: a piece of the writer's own words is cut where a line ends."""
    some: list[Piece] = []
    for piece in pieces:
        if piece.key is not None or "\n" not in piece.text:
            some.append(piece)
            continue
        place = piece.start
        for number, line in enumerate(piece.text.split("\n")):
            if number:
                yield some
                some = []
            if line:
                some.append(msgspec.structs.replace(piece, start=place, end=place + len(line), text=line))
            place += len(line) + 1
    yield some


def _beyond(text: str, start: int, end: int, here: Ground, names: _Names) -> Iterator[Unsupported]:
    """What `text[start:end]` says beyond `here`."""
    part, places = with_places(text[start:end])

    def made(first: int, last: int, kind: BeyondKind, why: str) -> Unsupported:
        begin, close = start + places[first], start + places[last - 1] + 1
        return Unsupported(begin, close, text[begin:close], kind, why)

    masked = part
    for day in days_in(part):
        masked = masked[: day.start] + "\0" * (day.end - day.start) + masked[day.end :]
        if not holds(day, here.days):
            yield made(day.start, day.end, "date", "No fact referred to in this paragraph bears this date.")
    for first, last, number in counting.numbers_in(masked):
        if number not in here.numbers:
            yield made(first, last, "number", "No fact referred to in this paragraph bears this number.")
    for first, last, why in _grave(masked, here):
        yield made(first, last, "word", why)
    yield from _named(text, start, end, names)


def _grave(part: str, here: Ground) -> Iterator[tuple[int, int, str]]:
    for name, group in _groups().items():
        pattern = _pattern(name)
        for hit in pattern.finditer(part):
            if hit[1].startswith(group.except_ or ("\0",)):
                continue
            carrying = [f for f in here.facts if f.term in group.terms or pattern.search(folded(f.quotation))]
            if not carrying:
                yield hit.start(1), hit.end(1), "No fact referred to in this paragraph says this."
            elif all(fact.status in _UNSURE for fact in carrying):
                yield (
                    hit.start(1),
                    hit.end(1),
                    _ONLY_SO,
                )


def _named(text: str, start: int, end: int, names: _Names) -> Iterator[Unsupported]:
    """Names that nothing carries: words with a capital within a sentence, and known names anywhere."""
    found: list[tuple[int, int]] = []
    for hit in _WORD.finditer(text, start, end):
        word = folded(hit[0])
        if word in names.carried.words or word in names.also or word in _calendar() or word in _common():
            continue
        inside = hit[0][0].isupper() and not _begins(text, hit.start())
        if inside or _bare(word) & names.sought:
            joins = found and not text[found[-1][1] : hit.start()].strip()
            found[-1:] = [(found[-1][0], hit.end())] if joins else [*found[-1:], (hit.start(), hit.end())]
    for first, last in found:
        yield Unsupported(first, last, text[first:last], "name", "No fact that the text refers to bears this name.")


def _begins(text: str, place: int) -> bool:
    """Whether a sentence, a line or an item begins here."""
    line = _TOKEN.sub(" ", text[max(0, place - 400) : place]).split("\n")[-1].rstrip()
    return not line or line.endswith(_ENDS) or line in ("-", "–", "—") or line.endswith((" -", " –", " —"))


def _bare(word: str) -> set[str]:
    """An Arabic word also without what may be joined to its beginning."""
    return {word, word.removesuffix("'s"), re.sub("^[وفبلك]", "", word), re.sub("^[وفبلك]?ال", "", word)}


def _words(text: str) -> frozenset[str]:
    found = _WORD.findall(text)
    parts = (part for word in found for part in (word, word.removesuffix("'s"), *re.split(r"[-']", word)))
    return frozenset(parts)


@cache
def _calendar() -> frozenset[str]:
    """Names of months and days, which are dates and no names."""
    return frozenset(folded(w) for own in days().values() for w in (*own.months, *own.weekdays, *own.also))


@cache
def _common() -> frozenset[str]:
    return frozenset(tomllib.loads((files("habeas.acting") / "common_words.toml").read_text(encoding="utf-8"))["words"])


@cache
def _groups() -> dict[str, _Group]:
    table = tomllib.loads((files("habeas.acting") / "strong_words.toml").read_text(encoding="utf-8"))
    return msgspec.convert(table, dict[str, _Group])


@cache
def _pattern(name: str) -> re.Pattern[str]:
    stems = "|".join(sorted({re.escape(folded(word)) for word in _groups()[name].words}, key=lambda s: (-len(s), s)))
    return re.compile(rf"(?<!\w)(?:[وفبلكيتنس]{{0,2}}(?:ال)?)((?:{stems})\w*)")
