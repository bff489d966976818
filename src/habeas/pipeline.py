"""The whole way on one screen: collect → keep → extract → read → resolve → weigh → publish."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import NamedTuple

import msgspec

from habeas.collect import Found, load
from habeas.crew import ordered
from habeas.folder import whole_folder
from habeas.intake import Taken, intake, lost
from habeas.model.case import CaseBook, FigureSeries, Resolution
from habeas.model.codec import reading_from_json
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.publishing.export import write_exports
from habeas.publishing.gate import Refusal, carried, gated
from habeas.publishing.persons import speaks_of_people
from habeas.publishing.site import Notice, Picture, write_site
from habeas.readers import Choice
from habeas.resolving import resolve
from habeas.resolving.bodies import bodies
from habeas.spreadsheets import READER as REGISTER
from habeas.weighing import series, weigh
from habeas.workspace import Receipt, Workspace


def keep(workspace: Workspace, found: Found, who: str) -> Receipt:
    """collect → keep. A report is safely stored when this returns."""
    return workspace.add(load(found), who)


def take(found: Iterable[Found], *, reader: str | Choice = "english", jobs: int = 1) -> Iterator[Taken]:
    """collect → extract → read: what comes of each path, in order, the same bytes whatever `jobs` is."""
    choice = Choice(reader) if isinstance(reader, str) else reader
    return ordered(partial(intake, choice), found, lost, jobs)


def kept(workspace: Workspace, reader: str, version: str, *, again: bool = False) -> Iterator[Found]:
    """keep → extract: the originals that this reader has not read yet; with `again`, all.

    Rows of registers are left out: what their columns are stands in their readings alone.
    """
    rows = {report for report, _ in workspace.records.read_by(REGISTER.name, REGISTER.version)}
    for report in workspace.reports() if again else workspace.unread(reader, version):
        if report.id in rows:
            continue
        path = workspace.original_path(report.id)
        yield Found(path=str(path), source=report.source, id=report.id, stated=report.stated)


def put(workspace: Workspace, taken: Taken, who: str = "") -> bool:
    """read → keep: stores a reading that `who` had made; False where it is not settled, or is there already."""
    if taken.reading is None or taken.extracted is None or not taken.settled:
        return False
    return workspace.put_reading(reading_from_json(taken.reading), taken.extracted, who)


def working_copy(
    readings: Sequence[Reading],
    decisions: Sequence[Decision] = (),
    received: Mapping[str, str] | None = None,
    known: Resolution | None = None,
) -> CaseBook:
    """read → resolve → weigh: the private case files, with every proposal in them.

    `known`: who is who in these readings, where that need not be found again; bodies are looked for in any case.
    """
    if known is None:
        resolution = resolve(readings, decisions, proposed=True)
    else:
        resolution = msgspec.structs.replace(known, bodies=bodies(readings, decisions))
    return weigh(readings, resolution, decisions, received or {})


def figures(
    readings: Iterable[Reading], decisions: Sequence[Decision], known: Callable[[Sequence[Reading]], Resolution | None]
) -> tuple[FigureSeries, ...]:
    """read → weigh: the figures alone. Of the readings only as much is kept as these need; `known` says who is who."""
    some = [msgspec.structs.replace(one, attributes=(), events=(), demands=()) for one in readings if one.figures]
    found = known(some) or resolve(some, decisions, proposed=True)
    return series(some, msgspec.structs.replace(found, bodies=bodies(some, decisions)), decisions)


class PublicCopy(NamedTuple):
    """What may leave, and which accepted statements may not, with the reasons."""

    book: CaseBook
    readings: tuple[Reading, ...]
    refusals: tuple[Refusal, ...]


def public_copy(readings: Sequence[Reading], decisions: Sequence[Decision], received: Mapping[str, str]) -> PublicCopy:
    """read → gate → resolve → weigh: case files of what may leave, with nothing that the rest could be told
    from.
    """
    alike = _alike(readings, decisions) if speaks_of_people(decisions) else ()
    passed = gated(readings, decisions, alike)
    known = carried(readings, decisions, alike)
    resolution = resolve(passed.readings, known, proposed=False)
    book = weigh(passed.readings, resolution, known, received)
    return PublicCopy(msgspec.structs.replace(book, public=True), passed.readings, passed.refusals)


def _alike(readings: Sequence[Reading], decisions: Sequence[Decision]) -> list[list[str]]:
    """The people who are or may be the same: what is withheld of one of them is withheld of all."""
    return [[ref.key for ref in some] for some in resolve(readings, decisions, proposed=True).clusters]


def publish(
    book: CaseBook,
    readings: Iterable[Reading],
    out: Path,
    notices: Sequence[Notice] | None = None,
    pictures: Sequence[Picture] = (),
    made_as: str = "",
) -> None:
    """weigh → publish: the site and its exports, in a folder that is there whole or not at all.

    `notices`: what was corrected and withdrawn before, for a page of its own, where somebody keeps count of it.
    `pictures`: those of people, where somebody permitted them. `made_as`: what the folder can be told by.
    """
    by_id = {reading.report.id: reading for reading in readings}
    with whole_folder(out, "public site" if book.public else "working copy", made_as) as folder:
        write_site(book, by_id, folder, notices=notices, pictures=pictures)


def export(book: CaseBook, readings: Iterable[Reading], out: Path) -> None:
    """weigh → publish: the exports alone."""
    with whole_folder(out, "export") as folder:
        write_exports(book, {reading.report.id: reading for reading in readings}, folder)
