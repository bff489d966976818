"""`init`, `add`, `reports`: a workspace and what is in it."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from habeas.cli.console import number, progress, say, tell, tell_json, tell_table
from habeas.cli.options import (
    author,
    by_option,
    collected,
    json_option,
    paths_argument,
    stated_in,
    stated_options,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.collect import CollectError, load
from habeas.model.reading import Reading
from habeas.workspace import Custody, StoredReport, Workspace


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@verbose_option
def init(folder: Path) -> None:
    """Make a workspace: a folder that keeps reports, readings and decisions.

    Only its owner can look into it.

    \b
    Example:
      habeas init custody-cases
    """
    Workspace.init(folder).close()
    say(f"made a workspace in {folder}; next: habeas add --workspace {folder} PATH...")


@click.command()
@paths_argument
@stated_options
@by_option
@workspace_option
@verbose_option
@click.pass_context
def add(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    manifest: Path | None,
    by: str | None,
    **stated: str | None,
) -> None:
    """Take reports in: files and folders, kept unchanged.

    Prints `added sha256:… PATH` for each when it is safely stored, and `known sha256:… PATH` for one whose
    bytes are there already. Folders are searched through; hidden files are left out.

    \b
    Examples:
      habeas add reports/ --publisher "Free Custody Watch"
      habeas add page.html --url https://news.example/page --published 2024-05-02
      habeas add reports/ --manifest sources.csv
    """
    from habeas.cli.tally import ADDED, tally

    gathered = collected(paths, manifest, stated_in(stated))
    total = len(gathered.found) + len(gathered.missed)
    who = author(by)
    with (
        the_workspace() as workspace,
        tally(ADDED, total) as counted,
        progress("adding", len(gathered.found), lines=True) as on,
    ):
        for miss in gathered.missed:
            counted.count("refused", miss.shown, (miss.reason,))
        for found in gathered.found:
            try:
                receipt = workspace.add(load(found), who)
            except CollectError as error:
                counted.count("refused", found.label, (str(error),))
            else:
                outcome = "added" if receipt.new else "known"
                counted.count(outcome)
                tell(f"{outcome} {receipt.id} {found.label}")
            on()
    ctx.exit(counted.exit_code)


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A report as `reports --json` lists it."""

    id: str
    source: str
    received: str
    size: int
    state: str
    url: str | None
    title: str | None
    publisher: str | None
    published: str | None
    notes: tuple[str, ...]
    custody: tuple[Custody, ...]


@click.command()
@json_option
@workspace_option
@verbose_option
def reports(as_json: bool) -> None:
    """List the reports of the workspace, in the order in which they came.

    \b
    Example:
      habeas reports --json
    """
    with the_workspace() as workspace:
        read = {reading.report.id: reading for reading in workspace.readings()}
        custody: dict[str, list[Custody]] = {}
        for entry in workspace.custody():
            custody.setdefault(entry.report, []).append(entry)
        lines = [_listed(report, read.get(report.id), custody[report.id]) for report in workspace.reports()]
    if as_json:
        tell_json(lines)
        return
    rows = [
        (item.id[7:19], item.state, item.published or "", item.publisher or "", item.title or item.source)
        for item in lines
    ]
    tell_table(number(len(rows), "report"), ("sha256", "read", "published", "publisher", "title or file"), rows)


def _listed(report: StoredReport, reading: Reading | None, custody: list[Custody]) -> Listed:
    said, info = report.stated, reading.report if reading is not None else None
    return Listed(
        id=report.id,
        source=report.source,
        received=report.received,
        size=report.size,
        state="unread" if reading is None else reading.state,
        url=said.url or (info.url if info else None),
        title=said.title or (info.title if info else None),
        publisher=said.publisher or (info.publisher if info else None),
        published=said.published or (info.published if info else None),
        notes=() if reading is None else reading.notes,
        custody=tuple(custody),
    )
