"""`desk`: the web application in which a team works."""

from __future__ import annotations

from pathlib import Path

import click

from habeas.cli.console import say, tell
from habeas.cli.options import verbose_option
from habeas.collect import is_workspace
from habeas.workspace import Workspace, WorkspaceError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="The address to listen at.")
@click.option("--port", type=click.IntRange(1, 65535), default=8765, show_default=True, help="The port.")
@verbose_option
@click.pass_context
def desk(ctx: click.Context, folder: Path | None, host: str, port: int) -> None:
    """Open the desk: the web application in which people read, decide and publish together.

    DIR is a workspace, or an empty folder that becomes one. The first start prints a link for the first
    account. Ctrl-C ends it. For a team, see docs/desk.md.

    \b
    Example:
      habeas desk our-work
    """
    from habeas.desk.environment import DeskSetupError
    from habeas.desk.start import keep_others_out, prepare, reached_at, serve

    chosen = _workspace(folder or ctx.find_root().meta.get("habeas.workspace") or Workspace.around(Path.cwd()))
    try:
        keep_others_out(chosen)
        link = prepare(chosen, host=host, port=port)
    except DeskSetupError as error:
        raise click.UsageError(str(error)) from error

    def ready() -> None:
        if link is not None:
            tell(f"make the first account: {link}")
        tell(f"the desk is at {reached_at(host, port)}/")
        say("Ctrl-C ends it")

    try:
        serve(host, port, ready)
    except OSError as error:
        raise click.UsageError(f"{host}:{port} cannot be used: {error.strerror}") from error


def _workspace(folder: Path | None) -> Path:
    if folder is None:
        raise WorkspaceError("this is no workspace; give a folder: habeas desk DIR")
    if is_workspace(folder):
        return folder.resolve()
    if folder.is_dir() and any(folder.iterdir()):
        raise WorkspaceError(f"{folder} is neither empty nor a workspace")
    Workspace.init(folder).close()
    return folder.resolve()
