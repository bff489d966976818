"""`stamp`: a timestamp authority witnesses the log."""

from __future__ import annotations

from pathlib import Path

import click

from habeas.cli.console import number, say, tell, tell_json, tell_table
from habeas.cli.options import author, by_option, json_option, the_workspace, verbose_option, workspace_option
from habeas.cli.running import PARTLY
from habeas.workspace import Workspace


@click.command()
@click.option("--authority", metavar="URL", help="The authority to ask (RFC 3161); without it, only list.")
@click.option(
    "--root",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="The certificate (PEM or DER) that vouches for it; else those that this machine trusts.",
)
@json_option
@by_option
@workspace_option
@verbose_option
@click.pass_context
def stamp(ctx: click.Context, authority: str | None, root: Path | None, as_json: bool, by: str | None) -> None:
    """Have a timestamp authority witness that all of the log was there now, or list what came of it so far.

    Only a hash leaves this machine, and that it was asked. An answer counts as present only if it is about this very
    hash, is signed by somebody whom the root vouches for, and gives the time that it is; else it failed, and why is
    stored. Exit code 1 where it failed.

    \b
    Examples:
      habeas stamp --authority https://tsa.example/tsr --root tsa-root.pem
      habeas stamp
    """
    with the_workspace() as workspace:
        failed = authority is not None and _asked(workspace, authority, root, author(by))
        _list(workspace, as_json=as_json)
    ctx.exit(PARTLY if failed else 0)


def _asked(workspace: Workspace, authority: str, root: Path | None, who: str) -> bool:
    """Asks, says what came of it, and gives whether it failed."""
    from habeas.archive.stamps import StampError
    from habeas.stamping import Authority
    from habeas.stamping import stamp as asked

    try:
        outcome = asked(workspace, Authority(authority, None if root is None else root.read_bytes()), who)
    except StampError as error:
        raise click.UsageError(f"{root}: {error}") from error
    what = f"signed by {outcome.signer} at {outcome.time}" if outcome.state == "present" else outcome.why
    say(f"{outcome.state}: {what}")
    return outcome.state != "present"


def _list(workspace: Workspace, *, as_json: bool) -> None:
    from habeas.stamping import stamped, witnessed

    found = stamped(workspace)
    entries, behind = workspace.position(), witnessed(workspace)
    if as_json:
        tell_json(found)
        return
    rows = [(str(one.entries), one.state, one.time, one.authority, one.signer or one.why) for one in found]
    tell_table(number(len(rows), "timestamp"), ("up to entry", "state", "time", "authority", "signed by, or why"), rows)
    last = max((one.entries for one in found), default=0)
    if last < entries:
        tell(f"not attempted: entries {last + 1} to {entries}")
    say(f"witnessed up to entry {behind} of {entries}")
