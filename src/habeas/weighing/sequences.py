"""States that one after the other are no contradiction: in a coma in one report, dead in a later one."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.model.case import Finding
from habeas.weighing.findings import finding
from habeas.weighing.happenings import Happening, Telling
from habeas.weighing.lifeline import order
from habeas.weighing.wording import date_words, quoted

_STATES = ("deterioration", "hospitalisation", "hunger_strike", "solitary_confinement", "house_arrest")
_ENDS = ("death", "execution", "release", "prisoner_exchange")


def sequences(happenings: Sequence[Happening]) -> list[Finding]:
    """For each end (a death, a release) the last state before it that another report tells of."""
    asserted = sorted((h for h in happenings if h.first.status == "asserted"), key=order)
    found = []
    for place, end in enumerate(asserted):
        if end.first.type not in _ENDS or (end.when is None and end.said is None):
            continue
        before = [h for h in asserted[:place] if h.first.type in _STATES and _elsewhere(h, end)]
        before = [h for h in before if h.when is not None or h.said is not None]
        if before:
            found.append(_finding(before[-1], end))
    return found


def _elsewhere(state: Happening, end: Happening) -> bool:
    ours = {t.told.ground.report for t in end.tellings}
    return any(t.told.ground.report not in ours for t in state.tellings)


def _finding(state: Happening, end: Happening) -> Finding:
    text = f"First {_told(state)}, then {_told(end)}: one after the other, no contradiction."
    return finding("sequence", text, (state.first.told.source, end.first.told.source))


def _told(happening: Happening) -> str:
    first: Telling = happening.first
    when = date_words(happening.when) if happening.when else f"as of {date_words(happening.said)}"
    return f"{quoted(first.told.source.quotes[0])} ({when})"
