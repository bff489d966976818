"""`init`, `add`, `reports`: a workspace and what is in it."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from habeas.cli.console import number, progress, say, tell_json, tell_table
from habeas.cli.options import (
    author,
    by_option,
    collected,
    json_option,
    stated_in,
    stated_options,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.collect import Gathered, begins_as_address
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
@click.argument("paths", nargs=-1, type=click.Path(), metavar="PATH_OR_ADDRESS...")
@click.option("--feed", "feeds", multiple=True, metavar="URL", help="Fetch the pages that this RSS or Atom feed names.")
@stated_options
@by_option
@workspace_option
@verbose_option
@click.pass_context
def add(
    ctx: click.Context,
    /,
    paths: tuple[str, ...],
    feeds: tuple[str, ...],
    manifest: Path | None,
    by: str | None,
    **stated: str | None,
) -> None:
    """Take reports in: files, folders, collections, and pages from the web; kept unchanged.

    Prints `added sha256:… PATH` for each when it is safely stored, and `known sha256:… PATH` for one whose
    bytes are there already. Folders are searched through; hidden files are left out. Each report in a ZIP, WARC, WACZ
    or mbox file, and each attached to a message, is a report of its own.

    An address (https://…) is fetched and kept as a web archive; a feed's pages likewise, each once, so that the same
    command run again takes in what is new. Nothing else is fetched. A site's robots.txt and its wish to wait are
    respected; what waits is taken when the command is run again.

    \b
    Examples:
      habeas add reports/ --publisher "Free Custody Watch"
      habeas add page.html --url https://news.example/page --published 2024-05-02
      habeas add reports/ --manifest sources.csv
      habeas add https://news.example/page
      habeas add --feed https://news.example/feed.xml
    """
    from habeas.cli.adding import Adding
    from habeas.cli.tally import ADDED, tally

    addresses = tuple(filter(begins_as_address, paths))
    files = tuple(path for path in paths if not begins_as_address(path))
    said = stated_in(stated)
    if len(addresses) + len(feeds) > 1 and (said.url or said.title):
        raise click.UsageError("--url and --title go to one report")
    gathered = Gathered()
    if files or manifest is not None or not (addresses or feeds):
        gathered = collected(files, manifest, said)
    who = author(by)
    total = len(gathered.found) + len(gathered.missed) + len(addresses)
    with (
        the_workspace() as workspace,
        tally(ADDED, total) as counted,
        progress("adding", len(gathered.found), lines=True) as on,
    ):
        for miss in gathered.missed:
            counted.count("refused", miss.shown, (miss.reason,))
        adding = Adding(workspace, who, counted)
        adding.files(gathered.found, on)
        if addresses or feeds:
            adding.web(addresses, feeds, said)
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
