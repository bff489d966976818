"""`read`: from reports to readings, with a workspace or without."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import click

from habeas.cli.console import number, progress, say, tell_bytes
from habeas.cli.options import (
    author,
    chosen_reader,
    collected,
    jobs_option,
    paths_argument,
    processes,
    reader_option,
    replay_option,
    stated_in,
    stated_options,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.collect import Gathered
from habeas.model.codec import to_json
from habeas.model.reading import Described
from habeas.readers import Choice
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
@click.option(
    "--again", is_flag=True, help="Read all reports of the workspace once more; keep what comes out otherwise."
)
@stated_options
@reader_option
@replay_option
@jobs_option
@workspace_option
@verbose_option
@click.pass_context
def read(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    manifest: Path | None,
    form: str | None,
    again: bool,
    **more: Any,
) -> None:
    """Read reports.

    With PATH: prints their readings in the order of the paths, and stores none of them. Without: reads what in the
    workspace was not yet read by this reader at this version, and stores it; a run that was interrupted is taken
    up where it stopped. --format jsonl then prints the readings of all reports.

    \b
    Examples:
      habeas read report.html notes/ --format jsonl > readings.jsonl
      habeas read --jobs 4
    """
    reader = chosen_reader(more.pop("reader"), replay=more.pop("replay"))
    how = How(reader=reader, jobs=more.pop("jobs"), again=again)
    stated = stated_in(more)
    if paths or manifest is not None:
        if again:
            raise click.UsageError("--again is for the reports of a workspace")
        code = _read_paths(collected(paths, manifest, stated), how)
    elif stated != Described():
        raise click.UsageError("to state something of a report of the workspace, add it once more with that")
    else:
        code = _read_workspace(how, show=form is not None)
    ctx.exit(code)


class How(NamedTuple):
    """Which reader reads, with how many processes, and whether once more."""

    reader: Choice
    jobs: int | None = None
    again: bool = False


def _read_paths(gathered: Gathered, how: How) -> int:
    from habeas import pipeline
    from habeas.cli.tally import READ, tally
    from habeas.readers import open_reader

    open_reader(how.reader)
    jobs = processes(how.jobs, len(gathered.found), how.reader.name)
    total = len(gathered.found) + len(gathered.missed)
    with tally(READ, total, goes_on=False) as counted, progress("reading", len(gathered.found), lines=True) as on:
        _count_missed(counted, gathered)
        for taken in pipeline.take(gathered.found, reader=how.reader, jobs=jobs):
            if taken.reading is not None:
                tell_bytes(taken.reading)
            counted.took(taken)
            on()
    return counted.exit_code


def _count_missed(counted: Tally, gathered: Gathered) -> None:
    for miss in gathered.missed:
        counted.count("refused", miss.shown, (miss.reason,))


def _read_workspace(how: How, *, show: bool) -> int:
    with the_workspace() as workspace:
        counted = _read_unread(workspace, how)
        if show:
            for reading in workspace.readings():
                tell_bytes(to_json(reading))
    return counted.exit_code


def _read_unread(workspace: Workspace, how: How) -> Tally:
    """Reads and stores what this reader has not read yet, each reading as soon as it is there."""
    from habeas import pipeline
    from habeas.cli.tally import READ, tally
    from habeas.readers import open_reader

    reader = open_reader(how.reader)
    found = tuple(pipeline.kept(workspace, reader.name, reader.version, again=how.again))
    jobs = processes(how.jobs, len(found), reader.name)
    changed, who = 0, author(None)
    with tally(READ, len(found)) as counted, progress("reading", len(found)) as on:
        for taken in pipeline.take(found, reader=how.reader, jobs=jobs):
            changed += pipeline.put(workspace, taken, who)
            counted.took(taken)
            on()
    if how.again:
        say(f"{number(changed, 'reading')} came out otherwise than before, kept beside the old")
    elif not found:
        say("nothing is left to read")
    return counted
