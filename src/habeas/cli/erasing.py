"""`erase`: what must be forgotten."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.console import number, say, tell
from habeas.cli.options import author, by_option, reason_option, the_workspace, verbose_option, workspace_option
from habeas.workspace import Workspace, WorkspaceError

if TYPE_CHECKING:
    from habeas.archive.erasure import Doomed


@click.command()
@click.argument("reports", nargs=-1, metavar="REPORT...")
@click.option("--decision", "decisions", multiple=True, metavar="ID", help="Also this decision (de:…).")
@click.option("--entry", "entries", multiple=True, type=int, metavar="NUMBER", help="Also this entry of the log.")
@click.option("--yes", is_flag=True, help="Destroy it; without this, only say what would be destroyed.")
@reason_option
@by_option
@workspace_option
@verbose_option
def erase(
    reports: tuple[str, ...],
    decisions: tuple[str, ...],
    entries: tuple[int, ...],
    yes: bool,
    reason: str,
    by: str | None,
) -> None:
    """Destroy reports for good: originals, texts, readings, what was stated, asked and decided, and derived pages.

    REPORT is the beginning of its identifier (sha256:…). The log keeps that something was there, when, and who erased
    it; not what it was, and nobody can find that out by guessing. Copies are out of reach: `erase` lists those that the
    log knows of. The reason stays in the log: name nobody in it.

    \b
    Examples:
      habeas erase sha256:1f0c22
      habeas erase sha256:1f0c22 --reason "asked for on 2024-05-02" --yes
    """
    from habeas import safekeeping
    from habeas.archive.erasure import doomed, standing

    with the_workspace() as workspace:
        chosen = [_report(workspace, name) for name in reports]
        what = doomed(workspace.records, chosen, [*entries, *_entries(workspace, decisions)])
        _check(workspace, what)
        _list(what)
        if not yes:
            say("nothing was erased; --yes destroys it for good")
            return
        erased_by = safekeeping.erase(workspace, what, author(by), reason)
        tell(f"erased {len(what.seqs)} entries: entry {erased_by}")
        if has_desk(workspace.folder):
            from habeas.desk.start import forget

            if not forget(workspace.folder.resolve()):
                say("  somebody is at the desk: its write-ahead file holds what was erased until the desk is stopped")
        left = list(standing(workspace.folder, workspace.records, what.names))
        for where, name in left:
            say(f"  still named: {name}: {where}")
        copies = safekeeping.copies(workspace)
    for time, copy in copies:
        say(f"  a copy from before: {copy.what} of {time}: {copy.place}")
    say("sites, exports and files of decisions that were written before are as they were: make them anew")


def has_desk(folder: Path) -> bool:
    """Whether a desk keeps tables of its own about the workspace in this folder."""
    from habeas.desk.environment import DATABASE_FILE

    return (folder / DATABASE_FILE).is_file() or bool(os.environ.get("HABEAS_DATABASE"))


def _report(workspace: Workspace, name: str) -> str:
    """The report whose identifier begins so; exchanges may be about one that was never taken in.

    Raises:
        WorkspaceError: none does, or more than one.
    """
    known = [report.id for report in workspace.reports()]
    fitting = [report for report in known if report.startswith((name, f"sha256:{name}"))]
    if not fitting and next(workspace.records.entries_of(name), None) is not None:
        return name
    if not fitting:
        raise WorkspaceError(f"no report begins with {name}; `habeas reports` lists them")
    if len(fitting) > 1:
        raise WorkspaceError(f"{name} is the beginning of {number(len(fitting), 'report')}")
    return fitting[0]


def _entries(workspace: Workspace, decisions: tuple[str, ...]) -> list[int]:
    found = {made.id: seq for seq, made in workspace.numbered_decisions()}
    for name in decisions:
        if name not in found:
            raise WorkspaceError(f"there is no decision {name}")
    return [found[name] for name in decisions]


def _check(workspace: Workspace, what: Doomed) -> None:
    if not what.seqs:
        raise WorkspaceError("nothing is given that could be erased")
    kinds = {entry.seq: entry.kind for entry in workspace.records.entries()}
    for seq in what.seqs:
        if kinds.get(seq) in (None, "workspace", "erasure"):
            raise WorkspaceError(f"entry {seq} cannot be erased")


def _list(what: Doomed) -> None:
    for report in what.reports:
        tell(report)
    for decision in what.decisions:
        tell(f"{decision.id} {decision.action} {' '.join(decision.targets)}")
    say(
        f"{number(len(what.reports), 'report')}, {number(len(what.exchanges), 'exchange')},"
        f" {number(len(what.decisions), 'decision')}; {len(what.seqs)} entries of the log lose their content"
    )
