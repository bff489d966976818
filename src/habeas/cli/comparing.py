"""`compare`: what two readers propose on the same reports, side by side, and how both stand to people's decisions."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click
import msgspec

from habeas.cli.console import number, progress, tell, tell_json, tell_table
from habeas.cli.options import (
    chosen_reader,
    collected,
    jobs_option,
    json_option,
    paths_argument,
    processes,
    replay_option,
    stated_in,
    stated_options,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.collect import Gathered
from habeas.model.reading import Described, ReaderInfo, Reading

if TYPE_CHECKING:
    from habeas.cli.tally import Tally
    from habeas.collect import Found
    from habeas.readers import Choice
    from habeas.scoring.compare import Agreement, Compared, Decided, Shown

WIDEST = 90
"""So many characters of a proposal's words are shown."""


class Comparison(msgspec.Struct, frozen=True, kw_only=True):
    """What `compare --json` prints. `left` and `right` are the readers; `decided` is empty without a workspace."""

    left: ReaderInfo
    right: ReaderInfo
    kinds: tuple[Agreement, ...]
    reports: tuple[Compared, ...]
    left_decided: tuple[Decided, ...] = ()
    right_decided: tuple[Decided, ...] = ()


@click.command()
@click.argument("left")
@click.argument("right")
@paths_argument
@stated_options
@replay_option
@jobs_option
@json_option
@workspace_option
@verbose_option
@click.pass_context
def compare(
    ctx: click.Context,
    /,
    left: str,
    right: str,
    paths: tuple[str, ...],
    as_json: bool,
    **more: Any,
) -> None:
    """Compare what two readers propose on the same reports.

    LEFT and RIGHT are readers. With PATH: on these reports. Without: on those of the workspace, and both readers
    are set beside what people accepted and rejected there. No reading is stored. --replay goes for the reader
    that asks a model.

    \b
    Examples:
      habeas compare english language-model reports/
      habeas compare english language-model --replay --json
    """
    from habeas.readers import LANGUAGE_MODEL

    names = (left, right)
    replay, jobs, manifest = more.pop("replay"), more.pop("jobs"), more.pop("manifest")
    stated = stated_in(more)
    if replay and LANGUAGE_MODEL not in names:
        raise click.UsageError("--replay is for a reader that asks a model")
    choices = [chosen_reader(name, replay=replay and name == LANGUAGE_MODEL) for name in names]
    outside = bool(paths) or manifest is not None
    if outside:
        found = collected(paths, manifest, stated)
        decided: tuple[tuple[Decided, ...], ...] = ((), ())
        readings, code = _both(found, choices, jobs)
    else:
        if stated != Described():
            raise click.UsageError("to state something of a report of the workspace, add it once more with that")
        readings, decided, code = _in_workspace(choices, jobs)
    _tell(_comparison(choices, readings, decided), as_json)
    ctx.exit(code)


def _in_workspace(
    choices: list[Choice], jobs: int | None
) -> tuple[list[dict[str, Reading]], tuple[tuple[Decided, ...], ...], int]:
    from habeas import pipeline
    from habeas.model.standing import standings
    from habeas.scoring.compare import beside_decisions

    with the_workspace() as workspace:
        found = Gathered(found=tuple(pipeline.kept(workspace, "", "", again=True)))
        stored = {reading.report.id: reading for reading in workspace.readings()}
        standing = standings(workspace.decisions())
    readings, code = _both(found, choices, jobs)
    if not standing:
        return readings, ((), ()), code
    return readings, tuple(beside_decisions(some.values(), stored, standing) for some in readings), code


def _both(gathered: Gathered, choices: list[Choice], jobs: int | None) -> tuple[list[dict[str, Reading]], int]:
    """The readings of both readers by their reports, and the exit code."""
    from habeas.cli.tally import READ, tally
    from habeas.readers import open_reader

    for choice in choices:
        open_reader(choice)
    found = gathered.found
    total = 2 * len(found)
    with tally(READ, total + len(gathered.missed)) as counted, progress("reading", total) as on:
        for miss in gathered.missed:
            counted.count("refused", miss.shown, (miss.reason,))
        readings = [_all(found, choice, processes(jobs, len(found), choice.name), counted, on) for choice in choices]
    return readings, counted.exit_code


def _all(
    found: tuple[Found, ...], choice: Choice, jobs: int, counted: Tally, on: Callable[[], None]
) -> dict[str, Reading]:
    from habeas import pipeline
    from habeas.model.codec import reading_from_json

    readings: dict[str, Reading] = {}
    for taken in pipeline.take(found, reader=choice, jobs=jobs):
        counted.took(taken)
        if taken.reading is not None:
            reading = reading_from_json(taken.reading)
            readings.setdefault(reading.report.id, reading)
        on()
    return readings


def _comparison(
    choices: list[Choice], readings: list[dict[str, Reading]], decided: tuple[tuple[Decided, ...], ...]
) -> Comparison:
    from habeas.scoring.compare import agreement, compared

    left, right = readings
    reports = tuple(compared(reading, right[ref]) for ref, reading in left.items() if ref in right)
    infos = [
        next((reading.reader for reading in some.values()), ReaderInfo(choice.name, ""))
        for choice, some in zip(choices, readings, strict=True)
    ]
    return Comparison(
        left=infos[0],
        right=infos[1],
        kinds=agreement(reports),
        reports=reports,
        left_decided=decided[0],
        right_decided=decided[1],
    )


def _tell(comparison: Comparison, as_json: bool) -> None:
    if as_json:
        tell_json(comparison)
        return
    left, right = comparison.left.name, comparison.right.name
    for report in comparison.reports:
        if report.why_not is not None:
            tell(f"{report.source}: not compared: {report.why_not}\n")
            continue
        rows = [(line.kind, _cell(line.left), _cell(line.right)) for line in report.lines]
        tell_table(report.source, ("kind", left, right), rows)
        tell("")
    counts = [(k.kind, str(k.both), str(k.left_only), str(k.right_only)) for k in comparison.kinds]
    title = number(len(comparison.reports), "report")
    tell_table(title, ("kind", "both", f"only {left}", f"only {right}"), counts)
    for reader, decided in ((left, comparison.left_decided), (right, comparison.right_decided)):
        if decided:
            columns = ("kind", "accepted", "of them found", "rejected", "of them found")
            stood = [
                (d.kind, str(d.accepted), str(d.accepted_found), str(d.rejected), str(d.rejected_found))
                for d in decided
            ]
            tell("")
            tell_table(f"{reader} beside people's decisions", columns, stood)


def _cell(shown: Shown | None) -> str:
    if shown is None:
        return "–"
    words = shown.words if len(shown.words) <= WIDEST else shown.words[: WIDEST - 1] + "…"
    return f"{shown.what}: “{words}”"
