"""nomenklatura's cross-referencing on the people of some readings, as followthemoney entities.

It is no dependency of ours and fills a folder of its own; its command is run where there is one.
"""

from __future__ import annotations

import json
import os
import re
import resource
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from habeas.model.reading import Reading
from habeas.resolving.profile import Profile, profiles

SUGGESTED = 10
"""How many pairs it may suggest for each person, before it stops."""


class CrossReferenced(NamedTuple):
    """Seconds of the processor, people, and pairs that were scored, the likeliest first."""

    seconds: float
    people: int
    pairs: int


def cross_referenced(readings: Sequence[Reading], command: str) -> CrossReferenced:
    """Runs `nomenklatura xref` as it comes.

    Raises:
        OSError: there is no such command.
        subprocess.CalledProcessError: it failed.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "people.jsonl"
        entities = list(_entities(readings))
        path.write_text("".join(json.dumps(entity) + "\n" for entity in entities), encoding="utf-8")
        before = _of_children()
        run = subprocess.run(
            [command, "xref", "--data-path", folder, "--limit", str(SUGGESTED * len(entities)), str(path)],
            env=os.environ | {"NOMENKLATURA_DB_URL": f"sqlite:///{folder}/resolver.db"},
            capture_output=True,
            check=True,
            text=True,
        )
        seconds = _of_children() - before
    scored = re.findall(r"(\d+) scored", run.stderr)
    return CrossReferenced(seconds, len(entities), int(scored[-1]) if scored else 0)


def _of_children() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def _entities(readings: Sequence[Reading]) -> Iterator[dict[str, Any]]:
    for reading in readings:
        for person in profiles(reading, {}):
            yield {
                "id": person.ref.key,
                "schema": "Person",
                "datasets": [reading.report.id[7:23]],
                "properties": _properties(person),
            }


def _properties(person: Profile) -> dict[str, list[str]]:
    """What its matchers know what to do with: names, year of birth, place, nationality, position."""
    found = {
        "name": list(dict.fromkeys([person.ref.name, *(name.text for name in person.names)])),
        "birthDate": sorted({str(day.year) for day in person.born or ()}),
        "address": list(person.facts.get("residence", ())),
        "position": list(person.facts.get("occupation", ())),
        "gender": list(person.facts.get("sex", ())),
    }
    return {name: values for name, values in found.items() if values}
