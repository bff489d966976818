"""Random readings in which every word is a marker, with random decisions, and which markers must never leave.

Which may leave is told here from the fate that was drawn for each statement, not from the gate's own rules.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from typing import Any

import msgspec

from habeas.model.decision import Action, Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Claim, Described, Passage, Reading, Statement, StatementKind, spans_of
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES
from habeas.publishing.gate import risk_of
from tests.publishing.drafting import Draft, span

MARKER = re.compile(r"zq\d+x")
FATES = ("shown", "shown", "shown", "corrected", "undecided", "rejected", "withheld", "undone", "unpermitted", "bulk")


class Secrets:
    """One random world. `readings` and `decisions` go in; of `forbidden` nothing may come out."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)
        self.count = 0
        self.forbidden: set[str] = set()
        self.readings = tuple(self._reading(number) for number in range(self.random.randint(1, 3)))
        self.decisions: list[Decision] = []
        self.blocking: dict[tuple[int, StatementKind, str], bool] = {}
        self.open: dict[int, set[tuple[StatementKind, str]]] = {}
        for reading in self.readings:
            self._decide(reading)
            self._forbid(reading)

    def marker(self) -> str:
        self.count += 1
        return f"zq{self.count}x"

    def secret(self) -> str:
        made = self.marker()
        self.forbidden.add(made)
        return made

    def words(self, number: int = 2) -> str:
        return " ".join(self.marker() for _ in range(number))

    def _reading(self, number: int) -> Reading:
        people = [self.words(2) for _ in range(self.random.randint(2, 4))]
        plans = [
            (self.random.choice(("attribute", "event", "figure", "demand", "claim")), self.words(4)) for _ in range(9)
        ]
        parts: list[str] = [f"{self.marker()} {name} {self.marker()}." for name in people]
        self.forbidden |= set(MARKER.findall(" ".join(parts))) - set(MARKER.findall(" ".join(people)))
        for i, (_, words) in enumerate(plans):
            guest = self.random.choice(people) if self.random.random() < 0.25 else ""
            plans[i] = (plans[i][0], f"{words} {guest}".strip())
            parts += [f"{self.secret()} {plans[i][1]} {self.secret()}."]
        d = Draft(
            f"box/{self.secret()}", "\n\n".join(parts), title=self.marker(), publisher=f"P{number}", language="en",
            published="2024-05-01", stated=Described(title=self.secret()), found=Described(author=self.secret()),
            url=f"https://news.example/{number}",
        )  # fmt: skip
        d.parts["notes"].append(self.secret())
        refs = [
            d.entity(name, detained=self.random.random() < 0.5, minor=self.random.random() < 0.15) for name in people
        ]
        claims: list[str] = []
        for kind, words in plans:
            self._state(d, kind, words, refs, claims)
            if self.random.random() < 0.3:
                self._state(d, "attribute", " ".join(words.split()[2:4]), refs, claims)
        reading = d.reading()
        first = Passage(role="body", start=0, end=len(reading.text), author=self.secret())
        return msgspec.structs.replace(reading, passages=(first,))

    def _state(self, d: Draft, kind: str, words: str, refs: list[str], claims: list[str]) -> None:
        who, other = self.random.choice(refs), self.random.choice(refs)
        said: tuple[str, ...] = (self.random.choice(claims),) if claims and self.random.random() < 0.4 else ()
        first = words.split(maxsplit=1)[0]
        match kind:
            case "claim":
                within = said[0] if said else None
                act = self.random.choice(("state", "deny", "accuse"))
                claims.append(d.claim(who, None, words, act=act, within=within, rule=self.secret()))
            case "attribute":
                prop = self.random.choice([p for p in PROPERTIES if p != "age"])
                d.attribute(who, prop, self.marker(), words, said_by=said, rule=self.secret())
            case "event":
                roles = {who: "person", other: self.random.choice(("person", "actor", "witness"))}
                cause = span(d.text, words.split()[1])
                d.event(self.random.choice(list(EVENT_TYPES)), roles, first, words, said_by=said, cause=cause)
            case "figure":
                made = {"value": self.random.randint(1, 9), "method": self.marker(), "place": self.marker()}
                d.figure(self.random.choice(list(MEASURES)), self.marker(), words, said_by=said, **made)
            case _:
                d.demand(who, (other,), (self.random.choice(refs),), words, said_by=said)

    def _decide(self, reading: Reading) -> None:
        shown: set[tuple[StatementKind, str]] = set()
        for kind, statement in reading.statements():
            fate = self.random.choice(FATES)
            key = statement_key(reading, kind, statement)
            risky = risk_of(reading, statement) is not None
            for action, extra in self._acts(fate, statement, risky):
                self._act(action, key, extra)
            if fate in ("shown", "corrected") or (fate in ("unpermitted", "bulk") and not risky):
                shown.add((kind, statement.id))
            else:
                blocks = fate == "withheld" or (risky and fate != "rejected")
                self.blocking[id(reading), kind, statement.id] = blocks
        self.open[id(reading)] = shown

    def _acts(self, fate: str, statement: Statement, risky: bool) -> Iterator[tuple[Action, Any]]:
        if fate == "undecided":
            return
        if fate == "corrected" and hasattr(statement, "value") and isinstance(statement.value, str):
            self.forbidden.add(statement.value)
            yield "correct", {"value": self.marker()}
        else:
            yield "accept", "bulk" if fate == "bulk" else None
        if fate != "unpermitted" and (risky or self.random.random() < 0.3):
            yield "permit", "bulk" if fate == "bulk" else None
        if fate == "rejected":
            yield "reject", None
        elif fate == "withheld":
            yield "withhold", None
        elif fate == "undone":
            yield "undo", None

    def _act(self, action: Action, key: str, extra: Any) -> None:
        number = len(self.decisions)
        targets = (key, "st:another") if extra == "bulk" else (key,)
        if action == "undo":
            last = next(
                d for d in reversed(self.decisions) if d.targets == (key,) and d.action in ("accept", "correct")
            )
            targets = (last.id,)
        self.decisions.append(
            Decision(
                id=f"d{number}", action=action, targets=targets, author=self.secret(), reason=self.secret(),
                time=f"2024-06-01T{number // 60:02}:{number % 60:02}:00Z", seen=(self.secret(),),
                correction=extra if isinstance(extra, dict) else None,
            )
        )  # fmt: skip

    def _forbid(self, reading: Reading) -> None:
        """Every marker of a statement that stays, unless a statement that leaves has it too; and of people unnamed."""
        open_here = self._said_openly(reading)
        may: set[str] = set()
        must: set[str] = set()
        people: set[str] = set()
        for kind, statement in reading.statements():
            found = set(MARKER.findall(repr(statement)))
            if (kind, statement.id) in open_here:
                may |= found
                people |= set(re.findall(r"'(e\d+)'", repr(statement)))
            else:
                must |= found
        must_always = self._blocking_words(reading, open_here)
        names = {e.id: set(MARKER.findall(e.name)) for e in reading.entities}
        every = set().union(*names.values())
        gone = set().union(*(words for ref, words in names.items() if ref not in people))
        self.forbidden |= (must - may - every) | gone | (must_always - every)

    def _blocking_words(self, reading: Reading, shown: set[tuple[StatementKind, str]]) -> set[str]:
        """The words of statements that were withheld, or need a permit and have none, wherever they are quoted.

        A statement that leaves may quote a part of them.
        """
        found: set[str] = set()
        places = {(k, s.id): spans_of(s)[0] for k, s in reading.statements()}
        for kind, statement in reading.statements():
            item = (kind, statement.id)
            if self.blocking.get((id(reading), *item), False):
                mine = places[item]
                parts = [places[o] for o in shown if mine.contains(places[o]) and not places[o].contains(mine)]
                found |= set(MARKER.findall(mine.quote)) - set(MARKER.findall(" ".join(p.quote for p in parts)))
        return found

    def _said_openly(self, reading: Reading) -> set[tuple[StatementKind, str]]:
        found = set(self.open[id(reading)])
        while True:
            claims = {ref for kind, ref in found if kind == "claim"}
            kept = {(k, s.id) for k, s in reading.statements() if (k, s.id) in found and _outer(s) <= claims}
            if kept == found:
                return found
            found = kept


def _outer(statement: Statement) -> set[str]:
    """The claims through which a statement is said."""
    if isinstance(statement, Claim):
        return {statement.within} if statement.within is not None else set()
    return set(statement.said_by)
