"""Renders a campaign for its public page: texts in pieces, each with the number of the source it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from habeas.acting.facts import Fact
from habeas.acting.saying import keys_in, pieces
from habeas.desk.actions.models import Campaign, Update, Wording, in_language

_WEB = ("https://", "http://")
GONE = "[…]"


def copied(campaign: Campaign) -> dict[str, Any]:
    """The texts of a campaign as they are now, by language: what somebody approves."""
    return {one.language: _copied(campaign, one) for one in campaign.wordings.all()}


def _copied(campaign: Campaign, wording: Wording) -> dict[str, Any]:
    fields = {name: getattr(wording, name) for name in ("title", "summary", "text", "subject", "prompts")}
    demands = [
        {
            "number": demand.number,
            "text": in_language(demand.texts, wording.language),
            "to": [str(one) for one in demand.addressees.all()],
        }
        for demand in campaign.demands.all()
    ]
    return {**fields, "demands": demands}


def lines(texts: dict[str, Any]) -> Iterator[tuple[str, str, str]]:
    """Each text that can hold references: its language, which it is, and the words."""
    for language, some in texts.items():
        for name in ("title", "summary", "text", "subject", "prompts"):
            yield language, name, some[name]
        for demand in some["demands"]:
            yield language, f"demand {demand['number']}", demand["text"]


class Telling:
    """One language of a campaign, from the copy of its texts that somebody approved and the news since.

    `facts` are those that may be said: what rests on another is left out, and seen to be.
    """

    def __init__(self, language: str, copy: dict[str, Any], news: Iterable[Update], facts: Iterable[Fact]) -> None:
        self._language = language
        self._copy = copy
        self._news = list(news)
        self._facts = {fact.key: fact for fact in facts}
        self._numbers: dict[str, int] = {}

    def page(self) -> dict[str, Any]:
        """All that the page says."""
        copy = self._copy
        told = {
            "title": self.plain(copy["title"]),
            "summary": self.plain(copy["summary"]),
            "paragraphs": self.paragraphs(copy["text"]),
            "subject": self.plain(copy["subject"]),
            "prompts": [self.plain(line) for line in copy["prompts"].splitlines() if line.strip()],
            "demands": [{**one, "pieces": self.pieces(one["text"])} for one in copy["demands"]],
            "updates": [self._update(one) for one in self._news],
        }
        return {**told, "sources": [self._source(key, number) for key, number in self._numbers.items()]}

    def _update(self, one: Update) -> dict[str, Any]:
        title, text = in_language(one.titles, self._language), in_language(one.texts, self._language)
        told = {"id": one.pk, "day": one.day.isoformat(), "kind": one.kind}
        return {**told, "title": self.plain(title), "paragraphs": self.paragraphs(text)}

    def plain(self, text: str) -> str:
        """A text as it is read, without marks."""
        return "".join(str(piece["t"]) for piece in self.pieces(text, numbered=False))

    def paragraphs(self, text: str) -> list[list[dict[str, Any]]]:
        """A text by its paragraphs."""
        return [self.pieces(one.strip()) for one in text.replace("\r", "").split("\n\n") if one.strip()]

    def pieces(self, text: str, *, numbered: bool = True) -> list[dict[str, Any]]:
        """A text in pieces: "t" the words, "n" the number of their source, "gone" where they may not be said."""
        for key in keys_in(text) if numbered else ():
            if key in self._facts:
                self._numbers.setdefault(key, len(self._numbers) + 1)
        made: list[dict[str, Any]] = []
        for piece in pieces(text, self._facts.values()):
            if piece.key is not None and piece.fact is None:
                made.append({"t": GONE, "gone": True})
            else:
                number = self._numbers.get(piece.key or "") if numbered else None
                made.append({"t": piece.text, **({"n": number} if number else {})})
        return made

    def _source(self, key: str, number: int) -> dict[str, Any]:
        fact = self._facts[key]
        return {
            "n": number,
            "key": key,
            "quote": fact.quotation,
            "said_by": " → ".join(fact.said_by),
            "title": fact.origin.title,
            "address": fact.origin.address if fact.origin.address.startswith(_WEB) else "",
            "archived": fact.origin.archived if fact.origin.archived.startswith(_WEB) else "",
            "sha256": fact.origin.sha256.removeprefix("sha256:"),
        }
