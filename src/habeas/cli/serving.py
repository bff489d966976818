"""`serve`: a site that was built, for a browser on the same machine."""

from __future__ import annotations

from pathlib import Path

import click

from habeas.cli.console import say, tell
from habeas.cli.options import verbose_option
from habeas.collect import SITE_MARK, is_workspace
from habeas.workspace import Workspace, WorkspaceError


@click.command()
@click.argument("folder", type=click.Path(path_type=Path), metavar="[DIR]", required=False)
@click.option("--port", type=click.IntRange(0, 65535), default=0, help="The port; else one that is free.")
@verbose_option
@click.pass_context
def serve(ctx: click.Context, folder: Path | None, port: int) -> None:
    """Serve a built site, or a workspace's private working copy, to a browser on this machine alone.

    DIR is a folder that `habeas build` or `habeas publish` made, or a workspace, whose case files are then
    made anew. Without DIR: the workspace. Ctrl-C ends it.

    \b
    Example:
      habeas serve case-files --port 8000
    """
    from habeas.cli.server import Server

    try:
        server = Server(_site(ctx, folder), port)
    except OSError as error:
        raise click.UsageError(f"port {port} cannot be used: {error.strerror}") from error
    with server:
        tell(f"serving {server.address}")
        say("Ctrl-C ends it")
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            say("ended")


def _site(ctx: click.Context, folder: Path | None) -> Path:
    chosen = folder or ctx.find_root().meta.get("habeas.workspace") or Workspace.around(Path.cwd())
    if chosen is None:
        raise WorkspaceError("this is no workspace; give the folder of a site: habeas serve DIR")
    if (chosen / SITE_MARK).is_file():
        return chosen
    if is_workspace(chosen):
        return _made_anew(chosen)
    raise WorkspaceError(f"{chosen} is neither a site that habeas built nor a workspace")


def _made_anew(folder: Path) -> Path:
    from habeas import pipeline
    from habeas.cli.building import say_unread

    with Workspace.open(folder) as workspace:
        readings = list(workspace.readings())
        say_unread(workspace, readings)
        book = pipeline.working_copy(readings, workspace.decisions(), workspace.received())
    pipeline.publish(book, readings, folder / "site")
    return folder / "site"
