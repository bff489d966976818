"""Decisions that have lost their statement: the text or the reader changed, and nothing is proposed any more where it
stood. A person carries each over to the statement that says the same now, or lets it go.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Final, NamedTuple

from rapidfuzz import fuzz

from habeas.archive.records import ReadingBody
from habeas.desk.index.models import Statement
from habeas.desk.review import writes
from habeas.desk.store import LEDGER
from habeas.items import Item, items
from habeas.model.codec import from_json, reading_from_json
from habeas.model.decision import Decision
from habeas.model.reading import Reading, StatementKind
from habeas.model.standing import in_force
from habeas.scoring.score import gist
from habeas.workspace import Workspace

OFFERED = 3
LIKE_ENOUGH = 50.0
CARRIED: Final = ("accept", "correct", "reject", "permit", "withhold")


class Near(NamedTuple):
    """A statement that may say the same now, and how like it is, of 100."""

    key: str
    says: str
    words: str
    like: int


class Lost(NamedTuple):
    """A statement as it was when somebody decided on it, and what it may be now."""

    key: str
    kind: StatementKind
    says: str
    words: str
    decisions: tuple[Decision, ...]
    nearest: tuple[Near, ...]

    @property
    def number(self) -> str:
        """The key without its prefix: an id of the page."""
        return self.key.removeprefix("st:")


def lost(opened: Workspace, reading: Reading) -> tuple[Lost, ...]:
    """What was decided on statements of a report that its newest reading has no longer."""
    now = items([reading], ())
    before: dict[str, Item] = {}
    for former in _former(opened, reading.report.id):
        before |= {key: item for key, item in items([former], ()).items() if key not in now}
    decided: dict[str, list[Decision]] = {}
    for one in in_force(LEDGER.about(sorted(before))):
        for key in one.targets if one.action in CARRIED else ():
            if key in before:
                decided.setdefault(key, []).append(one)
    return tuple(_lost(before[key], tuple(decided[key]), now) for key in before if key in decided)


def _former(opened: Workspace, report: str) -> Iterable[Reading]:
    """The readings before the newest, oldest first."""
    numbers = [entry.seq for entry in opened.records.entries_of(report, "reading")]
    for number in numbers[:-1]:
        yield reading_from_json(opened.records.reading(number)[0])


def _lost(item: Item, decisions: tuple[Decision, ...], now: Mapping[str, Item]) -> Lost:
    says = gist(item.statement, item.reading)
    like = [(_like(item, says, other), key) for key, other in now.items() if other.kind == item.kind]
    best = sorted((one for one in like if one[0] >= LIKE_ENOUGH), reverse=True)[:OFFERED]
    nearest = tuple(
        Near(key, gist(now[key].statement, now[key].reading), now[key].words, round(score)) for score, key in best
    )
    return Lost(item.key, item.kind, says, item.words, decisions, nearest)


def _like(item: Item, says: str, other: Item) -> float:
    words = fuzz.token_set_ratio(item.words, other.words)
    return 0.5 * words + 0.5 * fuzz.ratio(says, gist(other.statement, other.reading))


def reports_with_lost(opened: Workspace) -> dict[str, int]:
    """The reports that have such decisions, and on how many statements."""
    position = LEDGER.follow(opened)
    decided = {key for key in LEDGER.targets("st:") if any(d.action in CARRIED for d in in_force(LEDGER.about([key])))}
    some = sorted(decided)
    for start in range(0, len(some), 500):
        decided -= set(Statement.objects.filter(key__in=some[start : start + 500]).values_list("key", flat=True))
    if not decided or not position:
        return {}
    times = Counter(from_json(entry.body or "", ReadingBody).report for entry in opened.records.entries("reading"))
    found: dict[str, int] = {}
    for report in sorted(report for report, count in times.items() if count > 1):
        reading = opened.reading(report)
        count = 0 if reading is None else len(lost(opened, reading))
        if count:
            found[report] = count
    return found


def carry_over(opened: Workspace, one: Lost, to: Item, act: writes.Act) -> None:
    """Decides on a statement of now what was decided on the lost one, and lets the old decisions go.

    Raises:
        RefusedError: the member may not decide so on it.
        OvertakenError: somebody has decided on it meanwhile.
    """
    position = act.position
    for before in one.decisions:
        reason = f"carried over from {one.key}" + (f": {before.reason}" if before.reason else "")
        changes = {field: "" if value is None else str(value) for field, value in (before.correction or {}).items()}
        step = act._replace(action=before.action, reason=reason, changes=changes, position=position)
        writes.decide(opened, to, step)
        position = opened.position()
    dismiss(opened, one, act)


def dismiss(opened: Workspace, one: Lost, act: writes.Act) -> None:
    """Takes the decisions on a lost statement back: nothing stands on them any more."""
    for before in one.decisions:
        writes.undo(opened, before.id, act._replace(position=opened.position()))
