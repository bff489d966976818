"""Whatever people consent to, nothing that they did not stands in any file of the public site and its data.

`HABEAS_WORLDS` says how many random worlds (1,000 by `make consent`), `HABEAS_SEED` where they start.
"""

from __future__ import annotations

import os
from pathlib import Path

from habeas.model.standing import standings
from habeas.publishing.gate import carried, gated
from habeas.publishing.site import Notice, Picture, case_pages, write_site
from tests.publishing.booking import book
from tests.publishing.consent_worlds import Consents
from tests.publishing.secret_worlds import MARKER

WORLDS = int(os.environ.get("HABEAS_WORLDS", "40"))
SEED = int(os.environ.get("HABEAS_SEED", "0"))
NOTICES = [Notice(day="2024-06-02", changed=1, gone=2, note="as asked")]


def test_nothing_leaves_that_somebody_did_not_consent_to(tmp_path: Path) -> None:
    leaked: list[tuple[int, str, set[str]]] = []
    shown = nameless = withheld = 0
    for seed in range(SEED, SEED + WORLDS):
        world = Consents(seed)
        found = _published(world, tmp_path / str(seed))
        leaked += [(seed, name, words & world.forbidden) for name, words in found.items() if words & world.forbidden]
        shown += len(set().union(*found.values()))
        nameless += world.nameless
        withheld += len(world.forbidden)
    print(f"{WORLDS} worlds from seed {SEED}: {withheld} withheld markers, {shown} shown, {nameless} people nameless")
    assert leaked == []
    assert shown > WORLDS, "the worlds show so little that the test says nothing"
    assert nameless > WORLDS // 4
    assert withheld > WORLDS * 10


def _published(world: Consents, out: Path) -> dict[str, set[str]]:
    passed = gated(world.readings, world.decisions).readings
    known = standings(carried(world.readings, world.decisions))
    public = book(passed, known, public=True)
    readings = {reading.report.id: reading for reading in passed}
    people = [ref.key for case in public.cases for ref in case.people]
    pictures = [Picture(person=key, what="a picture", data=b"\xff\xd8") for key in people[:1]]
    write_site(public, readings, out, notices=NOTICES, pictures=pictures)
    found = {
        path.relative_to(out).as_posix(): set(MARKER.findall(f"{path.name} {path.read_bytes().decode('latin-1')}"))
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
    previews = case_pages(public, readings, people, pictures)
    return found | {f"preview {path}": set(MARKER.findall(html)) for path, html in previews}
