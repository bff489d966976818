"""A small desk for tests of the commands: invented reports, and the program run in this process."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from click.testing import CliRunner

from habeas.cli import main
from habeas.collect import Material
from habeas.model.reading import Reading
from habeas.model.text import Extracted
from habeas.workspace import Workspace, packed
from tests.factory import Draft

HARBOUR = """Dana Iwu held in Port Halden

Dana Iwu, 41, was arrested on 2 May 2024, her lawyer Piet Vos said. She suffers from asthma.
The police arrested 31 people that week."""
COAST = """A prisoner of Halden

Dana Iwu, the teacher from Port Halden, died in Halden Prison on 9 June 2024."""


class Ran(NamedTuple):
    """How a run ended, and what it said on each of its outputs."""

    code: int
    out: str
    said: str

    def json(self) -> Any:
        return json.loads(self.out)

    def lines(self) -> list[str]:
        return self.out.splitlines()


def habeas(*arguments: str | Path) -> Ran:
    """Runs the command in this process, from the current folder."""
    done = CliRunner().invoke(main, [str(argument) for argument in arguments], prog_name="habeas")
    return Ran(done.exit_code, done.stdout, done.stderr)


def write_reports(folder: Path, count: int) -> list[Path]:
    """So many different small reports in a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = [folder / f"{number:03}.txt" for number in range(count)]
    for number, path in enumerate(paths):
        path.write_text(
            f"Dana Iwu was arrested in Port Halden on {1 + number % 28} May 2024, her lawyer said.\nReport {number}.\n",
            encoding="utf-8",
        )
    return paths


def harbour() -> Reading:
    """A reading of `HARBOUR` with a plain statement, one on health, one said by somebody, and a figure."""
    draft = Draft(HARBOUR, published="2024-05-03", publisher="The Harbour Post")
    dana = draft.person("Dana Iwu", also=("Iwu",), detained=True)
    piet = draft.person("Piet Vos")
    said = draft.claim("Dana Iwu, 41, was arrested on 2 May 2024", by=piet)
    draft.attribute(dana, "age", 41, "Dana Iwu, 41", said_by=(said,))
    draft.attribute(dana, "illness", "asthma", "She suffers from asthma")
    draft.event("arrest", "arrested", who=(dana,), said_by=(said,), when="2024-05-02")
    draft.figure("arrested", "people", 31, "The police arrested 31 people that week", as_of="2024-05")
    return draft.reading()


def coast() -> Reading:
    """A reading of `COAST`: a death, and the person's occupation."""
    draft = Draft(COAST, published="2024-06-10", publisher="Coast Weekly")
    dana = draft.person("Dana Iwu", detained=True)
    draft.attribute(dana, "occupation", "teacher", "the teacher from Port Halden")
    draft.event("death", "died", who=(dana,), when="2024-06-09")
    return draft.reading()


def stored(folder: Path, *readings: Reading) -> Workspace:
    """A new workspace with these readings in it."""
    workspace = Workspace.init(folder)
    for reading in readings:
        info = reading.report
        data = f"{reading.text}|{info.published}|{info.publisher}".encode()
        source = Material(id=info.id, data=data, source=info.source, origin=f"/in/{info.source}", stated=info.stated)
        workspace.add(source, "ana")
        workspace.put_reading(reading, packed(Extracted(text=reading.text, media_type="text/plain")))
    return workspace
