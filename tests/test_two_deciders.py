"""Two who decide on the same at the same moment: one decides, the other is told whose decision came before."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier

from habeas.model.decision import Decision
from habeas.workspace import OvertakenError, Workspace

PAIRS = 50


def test_of_fifty_pairs_each_has_one_who_decided_and_one_who_was_told(tmp_path: Path) -> None:
    folder, start = tmp_path / "work", Barrier(2, timeout=60)
    Workspace.init(folder).close()

    def decides(who: str) -> list[str]:
        found = []
        with Workspace.open(folder) as opened:
            for number in range(PAIRS):
                position = opened.position()
                start.wait()
                draft = Decision(id="", action="accept", targets=(f"st:{number:020}",), author=who, time="")
                try:
                    found.append(opened.enter(draft, as_of=position).id)
                except OvertakenError as error:
                    found.append(f"after {error.decision.id}")
                start.wait()
        return found

    with ThreadPoolExecutor(2) as together:
        left, right = (call.result() for call in [together.submit(decides, who) for who in ("ana", "ben")])
    with Workspace.open(folder) as opened:
        made = [one.id for one in opened.decisions()]
    assert len(made) == PAIRS
    for kept, one, other in zip(made, left, right, strict=True):
        assert {one, other} == {kept, f"after {kept}"}
