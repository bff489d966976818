"""Two people decide on the same at the same moment: one of them does, the other is told, and nothing is lost.

`HABEAS_PAIRS` says how often (1,000 by `make test-desk`).
"""

from __future__ import annotations

import os
import re
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from habeas.workspace import Workspace
from tests.desk.browser.conftest import Running, started
from tests.desk.browser.visitor import Visitor, first, invited
from tests.desk.browser.worlds import filled
from tests.factory import Draft, statement_of

PAIRS = int(os.environ.get("HABEAS_PAIRS", "1000"))
TOLD = re.compile("has decided on this meanwhile")
ACTIONS = ("accept", "reject")


def _pair(address: str, number: str, two: tuple[Visitor, Visitor], together: ThreadPoolExecutor) -> tuple[str, str]:
    """Both decide at once; who did (accept or reject), and the state that the desk shows after."""
    position = re.search(r'data-position="(\d+)"', two[0].get(address).text)
    assert position is not None
    two[1].get("/keys/")
    given = [{"action": action, "position": position[1]} for action in ACTIONS]
    calls = [
        together.submit(one.post, f"{address}{number}/", form, fragment=True)
        for one, form in zip(two, given, strict=True)
    ]
    answers = [call.result() for call in calls]
    assert [one.status for one in answers] == [200, 200]
    won = [action for action, one in zip(ACTIONS, answers, strict=True) if TOLD.search(one.text) is None]
    assert len(won) == 1, f"{len(won)} of two were told that theirs counts"
    page = two[0].get(address).text
    state = re.search(rf'class="card \w+ (\w+)" id="{number}"', page)
    assert state is not None
    after = re.search(r'data-position="(\d+)"', page)
    assert after is not None
    two[0].post(f"{address}{number}/", {"action": "undo", "position": after[1]}, fragment=True)
    return won[0], state[1]


@pytest.mark.slow
def test_of_two_who_decide_at_once_one_does_and_the_other_is_told(tmp_path: Path) -> None:
    draft = Draft("Vera Holm was arrested in Odrin.", published="2021-05-04")
    draft.event("arrest", "Vera Holm was arrested in Odrin", who=[draft.person("Vera Holm")])
    (reading,) = filled(tmp_path / "work", [draft])
    with started(tmp_path / "work") as desk:
        ada = first(desk)
        two = (ada, invited(ada, "reviewer", "Ben Roth"))
        address = f"/reports/{reading.report.id.removeprefix('sha256:')}/"
        _wait(desk, ada, address)
        number = statement_of(reading, "v1").removeprefix("st:")
        with ThreadPoolExecutor(2) as together:
            found = [_pair(address, number, two, together) for _ in range(PAIRS)]
    states = {"accept": "accepted", "reject": "rejected"}
    assert [state for _, state in found] == [states[won] for won, _ in found]
    with Workspace.open(tmp_path / "work") as opened:
        made = [one.action for one in opened.decisions()]
    assert made == [action for won, _ in found for action in (won, "undo")]
    print(f"{PAIRS} pairs at once: {PAIRS} decided, {PAIRS} told, 0 lost")


def _wait(desk: Running, one: Visitor, address: str) -> None:
    until = time.monotonic() + 60
    while one.get(address).status != 200:
        assert time.monotonic() < until, f"{desk.address}{address} does not come"
        time.sleep(0.2)
