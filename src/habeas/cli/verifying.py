"""`verify`, `heads`: whether all is as it was stored, and what somebody outside keeps so that it can be told."""

from __future__ import annotations

from pathlib import Path

import click
import msgspec

from habeas.archive.findings import Fault, Verdict
from habeas.archive.heads import Head, HeadError
from habeas.cli.console import number, say, tell, tell_json, tell_table
from habeas.cli.options import (
    author,
    by_option,
    json_option,
    the_workspace,
    verbose_option,
    workspace_folder,
    workspace_option,
)
from habeas.cli.running import PARTLY
from habeas.workspace import WorkspaceError

_HEAD = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.option("--head", "kept", multiple=True, type=_HEAD, metavar="FILE", help="A head that was kept elsewhere.")
@json_option
@workspace_option
@verbose_option
@click.pass_context
def verify(ctx: click.Context, kept: tuple[Path, ...], as_json: bool) -> None:
    """Check that all is as it was stored: originals, log, contents, readings, the model's answers.

    Prints a line for everything that was altered, is missing, was added or was swapped, and changes nothing. Only a
    head that somebody kept elsewhere (`habeas heads write`) can tell that the whole was put back to an earlier state.
    Exit code 0 only where all is sound.

    \b
    Examples:
      habeas verify
      habeas verify --head partner/2024-05-02.head
    """
    from habeas.archive.verify import DATABASE
    from habeas.archive.verify import verify as compared

    folder = workspace_folder()
    if folder is None or not (folder.is_dir() and ((folder / DATABASE).exists() or (folder / "originals").is_dir())):
        raise WorkspaceError("this is no workspace; --workspace DIR names one")
    heads, unsound = _heads(kept)
    verdict = compared(folder, heads)
    verdict = msgspec.structs.replace(verdict, faults=(*verdict.faults, *unsound))
    if as_json:
        tell_json(verdict)
    else:
        for fault in verdict.faults:
            tell(f"{fault.what}: {fault.where}: {fault.why}")
    say(_summary(verdict, len(kept)))
    ctx.exit(PARTLY if verdict.faults else 0)


def _heads(kept: tuple[Path, ...]) -> tuple[list[Head], list[Fault]]:
    """The heads in the files, and what is wrong with some.

    Raises:
        NoHeadError: a file is no head at all.
    """
    from habeas.archive.heads import NoHeadError, read

    heads: list[Head] = []
    unsound: list[Fault] = []
    for path in kept:
        try:
            heads.append(read(path))
        except NoHeadError:
            raise
        except HeadError as error:
            unsound.append(Fault(what="altered", where=f"the head {path}", why=str(error)))
    return heads, unsound


def _summary(verdict: Verdict, kept: int) -> str:
    looked_at = f"{number(verdict.reports, 'report')}, {verdict.entries:,} entries of the log" + (
        f", {verdict.erased} of them erased" if verdict.erased else ""
    )
    if verdict.faults:
        return f"not sound: {number(len(verdict.faults), 'fault')} in {looked_at}"
    against = f" and {number(kept, 'head')} kept elsewhere" if kept else "; without a head kept elsewhere"
    return f"sound: {looked_at}{against}"


@click.group()
def heads() -> None:
    """Signed heads of the log: small files for partners to keep, so that no entry can be taken back unseen.

    \b
    Examples:
      habeas heads write 2024-05-02.head --for "The lawyers of Ines Okafor"
      habeas verify --head 2024-05-02.head
    """


@heads.command("write")
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")
@click.option("--for", "keeper", default="", metavar="NAME", help="Who will keep it, for the log.")
@by_option
@workspace_option
@verbose_option
def write_head(file: Path, keeper: str, by: str | None) -> None:
    """Write the head of the log as it is now to a new file. It holds no content, and can be given to anybody.

    \b
    Example:
      habeas heads write 2024-05-02.head
    """
    from habeas.archive.heads import write
    from habeas.safekeeping import sign_head

    if file.exists():
        raise HeadError(f"{file} is there already; a head is never written over")
    with the_workspace() as workspace:
        head = sign_head(workspace, author(by), keeper)
    write(file, head)
    tell(f"{head.hash} {file}")
    say(f"a head of {head.entries:,} entries, signed {head.time}; keep it away from this machine")


@heads.command("list")
@json_option
@workspace_option
@verbose_option
def list_heads(as_json: bool) -> None:
    """List the heads that were written, and for whom; each package holds one, too.

    \b
    Example:
      habeas heads list
    """
    from habeas.safekeeping import signed_heads

    with the_workspace() as workspace:
        written = signed_heads(workspace)
    if as_json:
        tell_json([{"time": time, **msgspec.structs.asdict(body)} for time, body in written])
        return
    rows = [(time, str(body.entries), body.who, body.keeper, body.hash) for time, body in written]
    tell_table(number(len(rows), "head"), ("time", "entries", "by", "for", "hash"), rows)
