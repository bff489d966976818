"""Whether words hold something that is being withheld: a name, a value, or a withheld statement's own
quotation.

Names are compared without regard to case, accents or white space, as whole words. The check would rather keep
back too much than too little, and says what it found in words that do not repeat it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

import msgspec

from habeas.model.check import all_spans
from habeas.model.reading import Attribute, Claim, Demand, Entity, Event, Figure, Reading, Statement, spans_of
from habeas.model.span import Span

_NAME_ROLES = ("full", "short", "alias")
_NOT_LETTERS = re.compile(r"[\W_]+")


class Withheld(msgspec.Struct, frozen=True, kw_only=True):
    """What must not be shown with one report, all of it folded by `folded`.

    `names` and `values` are words. `spans` are the places of withheld statements in the report's text with
    the words that give each away. `mentions` are places where a withheld person is named.
    """

    names: frozenset[str] = frozenset()
    values: frozenset[str] = frozenset()
    spans: tuple[tuple[Span, frozenset[str]], ...] = ()
    mentions: tuple[Span, ...] = ()


@lru_cache(maxsize=65536)
def folded(words: str) -> str:
    """Lower case, no accents, one space between words and at both ends: " nadia orlova "."""
    plain = unicodedata.normalize("NFKD", words).casefold()
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return f" {_NOT_LETTERS.sub(' ', plain).strip()} "


def names_of(entity: Entity) -> frozenset[str]:
    """The names of a named entity, folded; descriptions and titles are none."""
    spelt = [entity.name] if entity.named else []
    spelt += [name.text for name in entity.names if name.role in _NAME_ROLES]
    return frozenset(folded(words) for words in spelt if folded(words).strip())


def parts_of(names: Iterable[str]) -> frozenset[str]:
    """Folded names, and each of their words that has more than two letters."""
    return frozenset({*names, *(folded(part) for name in names for part in name.split() if len(part) > 2)})


def naming_mentions(entity: Entity) -> tuple[Span, ...]:
    """The mentions of an entity that hold a word of its name; "he" and "the prisoner" do not."""
    parts = {part for name in names_of(entity) for part in name.split() if len(part) > 2}
    return tuple(m for m in entity.mentions if parts & set(folded(m.quote).split()))


def values_of(statement: Statement) -> frozenset[str]:
    """The words that give a statement away wherever they stand in its report, folded."""
    match statement:
        case Attribute(value=str() as value):
            words: Sequence[str] = [value]
        case Event():
            extra = (statement.cause, statement.stated_reason)
            words = [span.quote for span in extra if span is not None]
        case _:
            words = []
    return frozenset(folded(w) for w in words if len(folded(w).strip()) > 2)


def giveaways_of(statement: Statement) -> frozenset[str]:
    """The words that give a statement away in a quotation that overlaps its own, folded."""
    words = set(values_of(statement))
    match statement:
        case Attribute():
            words.add(folded(str(statement.value)))
        case Event():
            words.add(folded(statement.trigger.quote))
        case Figure():
            words |= {folded(str(n)) for n in (statement.value, statement.low, statement.high) if n is not None}
        case _:
            pass
    return frozenset(words)


def references(statement: Statement) -> Iterator[str]:
    """The ids of the entities that a statement is about or names."""
    found: tuple[str | None, ...]
    match statement:
        case Claim():
            found = (statement.speaker, statement.to)
        case Attribute():
            found = (statement.subject, statement.object)
        case Event():
            found = (statement.where, *(p.entity for p in statement.participants))
        case Demand():
            found = (statement.by, *statement.to, *statement.about)
        case _:
            found = ()
    yield from (ref for ref in found if ref is not None)


def words_of(reading: Reading, statement: Statement) -> list[str]:
    """Every string that a statement would bring to light besides its quotations, names of its entities
    included.
    """
    own = [v for v in msgspec.structs.asdict(statement).values() if isinstance(v, str)]
    wanted = set(references(statement))
    return own + [entity.name for entity in reading.entities if entity.id in wanted]


def why_words(words: Iterable[str], withheld: Withheld) -> str | None:
    """Why some words must stay inside; None where they hold nothing withheld."""
    for text in words:
        if _holds(text, withheld.names):
            return "it names a person who is not to be shown"
        if _holds(text, withheld.values):
            return "it holds a value that is withheld"
    return None


def _holds(text: str, phrases: frozenset[str]) -> bool:
    """Whether one of some folded phrases stands in a text, as whole words."""
    if not phrases:
        return False
    longest = max(phrase.count(" ") for phrase in phrases) - 1
    parts = folded(text).split()
    runs = (parts[i : i + n] for i in range(len(parts)) for n in range(1, longest + 1))
    return any(f" {' '.join(run)} " in phrases for run in runs)


def why_span(span: Span, withheld: Withheld) -> str | None:
    """Why a quotation must stay inside; None where it holds nothing withheld."""
    if any(mention.overlaps(span) for mention in withheld.mentions):
        return "it names a person who is not to be shown"
    text = folded(span.quote)
    for other, giveaways in withheld.spans:
        if span.contains(other) or (span.overlaps(other) and any(word in text for word in giveaways)):
            return "its quotation holds a statement that is withheld"
    return why_words([span.quote], withheld)


def why_statement(reading: Reading, statement: Statement, withheld: Withheld) -> str | None:
    """Why a statement must stay inside for what it holds; None where it holds nothing withheld."""
    for span in all_spans(statement):
        why = why_span(span, withheld)
        if why is not None:
            return why
    return why_words(words_of(reading, statement), withheld)


def withheld_spans(statements: Iterable[Statement]) -> tuple[tuple[Span, frozenset[str]], ...]:
    """The quotations of withheld statements, each with the words that give it away."""
    return tuple((span, giveaways_of(s)) for s in statements for span in spans_of(s))
