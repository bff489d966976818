"""`read`: from reports to readings, with a workspace or without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.console import progress, say, tell_bytes
from habeas.cli.options import (
    collected,
    jobs_option,
    paths_argument,
    processes,
    reader_option,
    stated_in,
    stated_options,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.collect import Gathered
from habeas.model.codec import to_json
from habeas.model.reading import Described
from habeas.workspace import Workspace

if TYPE_CHECKING:
    from habeas.cli.tally import Tally


@click.command()
@paths_argument
@click.option(
    "--format",
    "form",
    type=click.Choice(["jsonl"]),
    help="Print readings, one JSON object a line; what PATH does anyway.",
)
@stated_options
@reader_option
@jobs_option
@workspace_option
@verbose_option
@click.pass_context
def read(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    form: str | None,
    manifest: Path | None,
    reader: str,
    jobs: int | None,
    **stated: str | None,
) -> None:
    """Read reports.

    With PATH: prints their readings in the order of the paths, and stores nothing. Without: reads what in
    the workspace was not yet read by this reader at this version, and stores it; a run that was interrupted
    is taken up where it stopped. --format jsonl then prints the readings of all reports.

    \b
    Examples:
      habeas read report.html notes/ --format jsonl > readings.jsonl
      habeas read --jobs 4
    """
    said = stated_in(stated)
    if paths or manifest is not None:
        code = _read_paths(collected(paths, manifest, said), reader, jobs)
    elif said != Described():
        raise click.UsageError("to state something of a report of the workspace, add it once more with that")
    else:
        code = _read_workspace(reader, jobs, show=form is not None)
    ctx.exit(code)


def _read_paths(gathered: Gathered, reader: str, jobs: int | None) -> int:
    from habeas import pipeline
    from habeas.cli.tally import READ, tally
    from habeas.reading import load_reader

    load_reader(reader)
    total = len(gathered.found) + len(gathered.missed)
    with tally(READ, total) as counted, progress("reading", total, lines=True) as on:
        _count_missed(counted, gathered)
        for taken in pipeline.take(gathered.found, reader=reader, jobs=processes(jobs, len(gathered.found))):
            if taken.reading is not None:
                tell_bytes(taken.reading)
            counted.took(taken)
            on()
    return counted.exit_code


def _count_missed(counted: Tally, gathered: Gathered) -> None:
    for miss in gathered.missed:
        counted.count("refused", miss.shown, (miss.reason,))


def _read_workspace(reader: str, jobs: int | None, *, show: bool) -> int:
    with the_workspace() as workspace:
        counted = read_unread(workspace, reader, jobs)
        if show:
            for reading in workspace.readings():
                tell_bytes(to_json(reading))
    return counted.exit_code


def read_unread(workspace: Workspace, reader: str, jobs: int | None) -> Tally:
    """Reads and stores what this reader has not read yet, each reading as soon as it is there."""
    from habeas import pipeline
    from habeas.cli.tally import READ, tally
    from habeas.reading import load_reader

    found = tuple(pipeline.kept(workspace, reader, load_reader(reader).version))
    with tally(READ, len(found)) as counted, progress("reading", len(found)) as on:
        for taken in pipeline.take(found, reader=reader, jobs=processes(jobs, len(found))):
            pipeline.put(workspace, taken)
            counted.took(taken)
            on()
    if not found:
        say("nothing is left to read")
    return counted
