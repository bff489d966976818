"""What the readers of single kinds of statement share: the page, who is in it, when things are, who says what."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol

from spacy.tokens import Token

from habeas.model.reading import EntityKind
from habeas.model.span import Span
from habeas.reading.page import Page


class Cast(Protocol):
    """Who is in the report. Entity ids are those of the reading ("e3")."""

    def at(self, token: Token) -> str | None:
        """The entity for which the mention that covers `token` stands."""

    def noun(self, token: Token) -> str | None:
        """The entity of the noun phrase headed by `token` (a name, pronoun, "the prisoner", "rights groups").

        A phrase about people or bodies that has no entity yet gets one; a phrase about things gives None.
        """

    def nouns(self, token: Token) -> tuple[str, ...]:
        """As `noun`, for the phrase and the phrases joined to it by "and" or "or"."""

    def kind(self, entity: str) -> EntityKind: ...

    def name(self, entity: str) -> str: ...

    def named(self, entity: str) -> bool: ...

    def detained(self, entity: str) -> bool:
        """Whether some words of the report so far show this person or group in custody."""

    def mark_detained(self, entity: str) -> None: ...

    def held(self) -> tuple[str, ...]:
        """The people with names whom some words of the report so far show in custody."""

    def introduce(self, token: Token) -> str:
        """A new group: the people whom the phrase headed by `token` counts ("eleven of them") without naming them."""

    def use(self, entity: str) -> None:
        """Notes that a statement refers to the entity, so that it is told even if it has no name."""

    def main_person(self, token: Token) -> str | None:
        """The person in custody of whom the text last spoke before `token`; None where there is none or several."""


class Times(Protocol):
    """The dates of the report."""

    def of(self, token: Token) -> str | None:
        """The EDTF date that the text gives for what `token` (a verb or a noun of happening) names; None if none."""

    def until(self, token: Token) -> str | None:
        """The end that the text gives for it, EDTF."""

    def anchor(self, token: Token) -> str | None:
        """The date from which relative dates count where `token` stands: the post's own, else the report's."""

    def within(self, start: int, end: int) -> tuple[tuple[Span, str], ...]:
        """Every date expression in `text[start:end]` with its EDTF value."""

    def covers(self, start: int, end: int) -> bool:
        """Whether a word of `text[start:end]` is part of an expression of time, even of one without a value."""


class Scope(Protocol):
    """Who says what."""

    def said_by(self, span: Span) -> tuple[str, ...]:
        """The ids of the innermost claims in whose content the span stands."""

    def speaker(self, claim: str) -> str | None:
        """The entity that speaks in the claim with this id."""

    def asked(self, span: Span) -> Span | None:
        """The words of the innermost claim in which the span stands, where that claim is a demand."""


@dataclass(frozen=True)
class Story:
    """Everything that reading events, attributes, figures and demands needs."""

    page: Page
    cast: Cast
    times: Times
    scope: Scope
