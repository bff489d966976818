"""`build`, `export`, `publish`: folders for people and for other programs."""

from __future__ import annotations

from pathlib import Path

import click

from habeas.cli.console import doing, number, progress, say
from habeas.cli.options import (
    chosen_reader,
    collected,
    jobs_option,
    out_option,
    paths_argument,
    processes,
    reader_option,
    stated_in,
    stated_options,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.cli.running import WRONG_USE
from habeas.collect import Gathered
from habeas.model.reading import Reading
from habeas.readers import Choice
from habeas.workspace import Workspace


@click.command()
@paths_argument
@out_option
@stated_options
@reader_option
@jobs_option
@verbose_option
@click.pass_context
def build(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    out: Path,
    manifest: Path | None,
    reader: str,
    jobs: int | None,
    **stated: str | None,
) -> None:
    """Make a private working copy of the case files, from reports at once.

    Every page is marked as unreviewed and not to be indexed. Nothing is kept but the folder itself; for work
    that goes on, make a workspace (`habeas init`).

    \b
    Example:
      habeas build reports/ --out case-files && habeas serve case-files
    """
    from habeas import pipeline
    from habeas.folder import check_free
    from habeas.readers import open_reader

    check_free(out, "working copy")
    choice = chosen_reader(reader)
    open_reader(choice)
    gathered = collected(paths, manifest, stated_in(stated))
    readings, code = _readings(gathered, choice, processes(jobs, len(gathered.found), reader))
    if not readings:
        say("there is no report to build from; nothing was made")
        ctx.exit(code or WRONG_USE)
    with doing("weighing, and writing pages"):
        book = pipeline.working_copy(readings)
        pipeline.publish(book, readings, out)
    say(f"made {out}: {number(len(book.cases), 'case')} from {number(len(readings), 'report')}, unreviewed and private")
    say(f"next: habeas serve {out}")
    ctx.exit(code)


def _readings(gathered: Gathered, reader: Choice, jobs: int) -> tuple[list[Reading], int]:
    """The readings of all reports, those of the same bytes once; and the exit code."""
    from habeas import pipeline
    from habeas.cli.tally import READ, tally
    from habeas.model.codec import reading_from_json

    readings: dict[str, Reading] = {}
    total = len(gathered.found) + len(gathered.missed)
    with tally(READ, total, goes_on=False) as counted, progress("reading", len(gathered.found)) as on:
        for miss in gathered.missed:
            counted.count("refused", miss.shown, (miss.reason,))
        for taken in pipeline.take(gathered.found, reader=reader, jobs=jobs):
            counted.took(taken)
            if taken.reading is not None:
                reading = reading_from_json(taken.reading)
                first = readings.setdefault(reading.report.id, reading)
                if first is not reading:
                    counted.remark(f"{taken.shown} has the same bytes as {first.report.source}: one report")
            on()
    return list(readings.values()), counted.exit_code


def say_unread(workspace: Workspace, readings: list[Reading]) -> None:
    """Says how much of the workspace no reader has read yet."""
    missing = len(workspace.received()) - len(readings)
    if missing:
        say(f"not in this: {number(missing, 'report')} not read yet; `habeas read` reads them")


@click.command()
@out_option
@workspace_option
@verbose_option
def export(out: Path) -> None:
    """Write the private case files as data: JSON, JSON Lines and CSV, with a data dictionary.

    \b
    Example:
      habeas export --out data
    """
    from habeas import pipeline

    with the_workspace() as workspace:
        readings = list(workspace.readings())
        say_unread(workspace, readings)
        with doing("weighing, and writing data"):
            book = pipeline.working_copy(readings, workspace.decisions(), workspace.received())
            pipeline.export(book, readings, out)
    say(f"made {out}: {number(len(book.cases), 'case')} from {number(len(readings), 'report')}, private")


@click.command()
@out_option
@workspace_option
@verbose_option
def publish(out: Path) -> None:
    """Make the public site: only what was accepted, and of what is high-risk only what was permitted.

    What was accepted and has to stay inside all the same is listed with the reason.

    \b
    Example:
      habeas publish --out public
    """
    from habeas import pipeline

    with the_workspace() as workspace:
        readings = list(workspace.readings())
        say_unread(workspace, readings)
        with doing("weighing, and writing pages"):
            public = pipeline.public_copy(readings, workspace.decisions(), workspace.received())
            pipeline.publish(public.book, public.readings, out)
    for refusal in public.refusals:
        say(f"  stays inside: {refusal.key}: {refusal.reason}")
    leaving = sum(len(list(reading.statements())) for reading in public.readings)
    say(
        f"made {out}: {number(len(public.book.cases), 'case')} from {number(leaving, 'statement')} of"
        f" {number(len(public.readings), 'report')}; {number(len(public.refusals), 'accepted statement')} inside still"
    )
