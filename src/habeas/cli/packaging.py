"""`package`: the archive, or some reports of it, for a court, a partner or another program."""

from __future__ import annotations

from pathlib import Path

import click

from habeas.cli.console import number, say, tell
from habeas.cli.options import author, by_option, the_workspace, verbose_option, workspace_option
from habeas.workspace import Workspace, WorkspaceError


@click.command()
@click.argument("out", type=click.Path(path_type=Path), metavar="OUT")
@click.option("--report", "reports", multiple=True, metavar="ID", help="Only this report (sha256:…); may be repeated.")
@click.option("--for", "keeper", default="", metavar="NAME", help="Who will get it, for the log.")
@by_option
@workspace_option
@verbose_option
def package(out: Path, reports: tuple[str, ...], keeper: str, by: str | None) -> None:
    """Write the archive, or some of its reports, so that it can be read and verified without this program.

    OUT is a folder, which becomes a BagIt bag with originals, the log, its contents, readings, decisions and a script
    that verifies them; or a file that ends in .wacz, which becomes a web archive of the originals alone.

    \b
    Examples:
      habeas package evidence --report sha256:1f0c22 --for "The regional court"
      habeas package reports.wacz
    """
    with the_workspace() as workspace:
        chosen = _chosen(workspace, reports)
        if out.suffix == ".wacz":
            count = _wacz(workspace, chosen, out, author(by))
        else:
            count = _bag(workspace, chosen, out, (author(by), keeper))
    tell(str(out))
    say(f"made {out}: {number(count, 'report')}; it is private as the workspace is")


def _chosen(workspace: Workspace, given: tuple[str, ...]) -> tuple[str, ...] | None:
    """The reports whose identifiers begin as those given; None where none was given.

    Raises:
        WorkspaceError: a beginning fits none, or more than one.
    """
    known = [report.id for report in workspace.reports()]
    chosen: list[str] = []
    for name in given:
        fitting = [report for report in known if report.startswith((name, f"sha256:{name}"))]
        if not fitting:
            raise WorkspaceError(f"no report begins with {name}; `habeas reports` lists them")
        if len(fitting) > 1:
            raise WorkspaceError(f"{name} is the beginning of {number(len(fitting), 'report')}")
        chosen.extend(fitting)
    return tuple(dict.fromkeys(chosen)) if given else None


def _bag(workspace: Workspace, chosen: tuple[str, ...] | None, out: Path, who: tuple[str, str]) -> int:
    from habeas import safekeeping
    from habeas.folder import whole_folder

    with whole_folder(out, "package") as folder:
        safekeeping.package(workspace, chosen, folder, who[0], keeper=who[1], place=str(out.absolute()))
    return len(workspace.received()) if chosen is None else len(chosen)


def _wacz(workspace: Workspace, chosen: tuple[str, ...] | None, out: Path, who: str) -> int:
    from habeas import safekeeping
    from habeas.archive.wacz import Kept, write_wacz

    if out.exists():
        raise WorkspaceError(f"{out} is there already; a package is never written over")
    safekeeping.note_copy(workspace, who, "package", str(out.absolute()))
    kept = (
        Kept(one.id, workspace.original(one.id), one.source, one.received, one.stated.url, one.stated.title)
        for one in workspace.reports()
        if chosen is None or one.id in chosen
    )
    return write_wacz(out, kept, "Reports of a workspace of Habeas", workspace.clock())
