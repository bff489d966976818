"""A name where it stands, and its words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from spacy.tokens import Doc, Token

from habeas.model.reading import EntityKind
from habeas.reading.tables import words

PARTICLES = words("people", "particles")
_BINDING = words("people", "binding")
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "&"})


_TOKENS = "habeas_tokens"


def tokens_of(doc: Doc) -> tuple[Token, ...]:
    """All tokens of a document, made once: a document makes each anew whenever it is gone over."""
    known: tuple[Token, ...] | None = doc.user_data.get(_TOKENS)
    if known is None:
        known = doc.user_data[_TOKENS] = tuple(doc)
    return known


def forget_tokens(doc: Doc) -> None:
    """Frees a document of its tokens, which hold it in turn."""
    doc.user_data.pop(_TOKENS, None)


@dataclass(frozen=True)
class NameMention:
    """Tokens `first` to `last` (both included) that name something of `kind`."""

    first: int
    last: int
    kind: EntityKind

    def covers(self, other: NameMention) -> bool:
        return self.first <= other.first and other.last <= self.last


def name_parts(doc: Doc, mention: NameMention) -> tuple[str, ...]:
    """The words of a name in lower case, without hyphens, points, and a nickname in quotation marks in its middle."""
    tokens = list(doc[mention.first : mention.last + 1])
    marks = [i for i, token in enumerate(tokens) if token.text == '"']
    if len(marks) == 2 and marks[0] > 0 and marks[1] + 1 < len(tokens):
        tokens = tokens[: marks[0]] + tokens[marks[1] + 1 :]
    parts = (token.lower_.strip(".'") for token in tokens)
    return tuple(part for part in parts if part and any(c.isalnum() for c in part))


def solid_parts(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a person's name that are names: articles left out, "Abd al-Karim" and "Abu Salim" one part each."""
    solid: list[str] = []
    bound = ""
    for part in parts:
        if part in _BINDING:
            bound += part
        elif part not in PARTICLES:
            solid.append(bound + part)
            bound = ""
    return tuple(solid)


def initials_of(parts: tuple[str, ...]) -> str:
    """The initials of a name of several words, small words left out; "" for a single one."""
    return "".join(p[0] for p in parts if p not in _SMALL) if len(parts) > 1 else ""


def touches(a: NameMention, b: NameMention) -> bool:
    return a.first <= b.last and b.first <= a.last


def apart(more: Iterable[NameMention], found: Iterable[NameMention]) -> list[NameMention]:
    """Those of `more` that share no word with any of `found`."""
    taken = {i for m in found for i in range(m.first, m.last + 1)}
    return [m for m in more if taken.isdisjoint(range(m.first, m.last + 1))]


def is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha and not token.is_sent_start
