"""The random worlds of `secret_worlds`, in which people may also be kept out, kept nameless, or out of one thing."""

from __future__ import annotations

from typing import Any

from typing_extensions import override

from habeas.model.decision import EVERYBODY, NAME, Action, Decision
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Attribute, Entity, Event, Reading
from habeas.publishing.holding import references
from tests.publishing.secret_worlds import MARKER, Secrets

CONSENTS = ("nothing", "nothing", "given", "given", "no name", "refused", "withdrawn", "one thing", "given again")


class Consents(Secrets):
    """One random world with people's consent. `nameless` counts those who leave without a name."""

    def __init__(self, seed: int) -> None:
        self.strict: bool | None = None
        self.nameless = 0
        super().__init__(seed)

    @override
    def _decide(self, reading: Reading) -> None:
        if self.strict is None:
            self.strict = self.random.random() < 0.4
            if self.strict:
                self._on("withhold", EVERYBODY)
        super()._decide(reading)
        for entity in reading.entities:
            self._consent(reading, entity)

    def _consent(self, reading: Reading, entity: Entity) -> None:
        key, fate = person_key(reading, entity), self.random.choice(CONSENTS)
        thing = self._thing(reading, entity) if fate == "one thing" else ""
        spoken, named = self._acts_of(fate, key, thing, held=bool(self.strict and entity.detained))
        if not spoken:
            self._keep_inside(reading, entity.id, "")
        elif thing:
            self._keep_inside(reading, entity.id, thing)
        if not named:
            self.nameless += spoken
            self.forbidden |= set(MARKER.findall(entity.name))

    def _acts_of(self, fate: str, key: str, thing: str, *, held: bool) -> tuple[bool, bool]:
        """Takes the decisions of a fate; whether the person may be spoken of after it, and named."""
        match fate:
            case "given" | "given again":
                if fate == "given again":
                    self._on("withhold", key)
                self._on("permit", key)
                self._on("permit", key, NAME)
                return True, True
            case "no name":
                self._on("permit", key)
                self._on("withhold", key, NAME)
                return True, False
            case "refused" | "withdrawn":
                if fate == "withdrawn":
                    self._on("permit", key)
                self._on("withhold", key)
                return False, False
            case "one thing":
                self._on("withhold", key, thing)
        return not held, not held

    def _on(self, action: Action, target: str, part: str = "") -> None:
        number = len(self.decisions)
        time = f"2024-06-01T{number // 60:02}:{number % 60:02}:00Z"
        more: dict[str, Any] = {"author": self.secret(), "reason": self.secret(), "part": part}
        self.decisions.append(Decision(id=f"d{number}", action=action, targets=(target,), time=time, **more))

    def _thing(self, reading: Reading, entity: Entity) -> str:
        """A kind of thing that is said of somebody."""
        kinds = [_kind(one) for _, one in reading.statements() if entity.id in references(one) and _kind(one)]
        return self.random.choice(kinds) if kinds else "born"

    def _keep_inside(self, reading: Reading, ref: str, thing: str) -> None:
        rejected = {one.targets[0] for one in self.decisions if one.action == "reject"}
        for kind, one in reading.statements():
            if ref in references(one) and thing in ("", _kind(one)):
                self.open[id(reading)].discard((kind, one.id))
                if statement_key(reading, kind, one) not in rejected:
                    self.blocking[id(reading), kind, one.id] = True


def _kind(one: object) -> str:
    match one:
        case Attribute():
            return one.property
        case Event():
            return one.type
    return ""
