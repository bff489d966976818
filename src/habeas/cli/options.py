"""Options that several commands share, and what they lead to."""

from __future__ import annotations

import getpass
import os
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from habeas.cli.console import say
from habeas.cli.running import TRACE
from habeas.collect import Gathered, described, gather, paths_of, read_manifest, with_manifest
from habeas.model.reading import Described
from habeas.readers import LANGUAGE_MODEL, Choice, sent_to
from habeas.workspace import Workspace, WorkspaceError

F = TypeVar("F", bound=Callable[..., Any])
_FOR_ONE = ("url", "title")


def _note(name: str) -> Callable[[click.Context, click.Parameter, Any], None]:
    def noted(ctx: click.Context, _: click.Parameter, value: Any) -> None:
        if value:
            ctx.find_root().meta[f"habeas.{name}"] = value
        if value and name == "verbose":
            os.environ[TRACE] = "1"

    return noted


verbose_option = click.option(
    "--verbose",
    is_flag=True,
    expose_value=False,
    callback=_note("verbose"),
    help="Show the whole trace of an error.",
)
workspace_option = click.option(
    "--workspace",
    type=click.Path(file_okay=False, path_type=Path),
    expose_value=False,
    callback=_note("workspace"),
    help="The workspace to work in; else the one that the current folder lies in.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print JSON instead of a table.")
by_option = click.option(
    "--by", metavar="NAME", help="Who does this, for the log; else $HABEAS_AUTHOR, else the user's name."
)
reason_option = click.option("--reason", default="", help="Why, for the log.")
case_option = click.option("--case", help="Only statements of this case (identifier, slug or name).")
report_option = click.option("--report", help="Only statements of this report (sha256:…).")
reader_option = click.option("--reader", default="english", show_default=True, help="Which reader reads.")
replay_option = click.option(
    "--replay", is_flag=True, help="Read again from the model's kept answers; no server is asked."
)
jobs_option = click.option(
    "--jobs", type=click.IntRange(min=1), help="How many processes read; as many as there are processors."
)
out_option = click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path),
    help="The folder to make; one that habeas made is made anew, any other must be empty.",
)
paths_argument = click.argument("paths", nargs=-1, type=click.Path(), metavar="[PATH]...")


def stated_options(command: F) -> F:
    """`--url`, `--publisher`, `--published`, `--title` and `--manifest`: what a person states of the
    reports.
    """
    for option in reversed(
        (
            click.option("--url", help="The report's address on the web (one report only)."),
            click.option("--publisher", help="Who published the reports."),
            click.option("--published", help="When: 2024-05-02, 2024-05 or 2024."),
            click.option("--title", help="The report's title (one report only)."),
            click.option(
                "--manifest",
                type=click.Path(dir_okay=False, path_type=Path),
                help="A CSV file with the columns path, url, publisher, published, title, any of them empty.",
            ),
        )
    ):
        command = option(command)
    return command


def stated_in(values: dict[str, str | None]) -> Described:
    """What the options state.

    Raises:
        click.UsageError: a value is not what it should be.
    """
    try:
        return described(values)
    except ValueError as error:
        raise click.UsageError(str(error)) from error


def collected(paths: Sequence[str], manifest: Path | None, stated: Described) -> Gathered:
    """What the paths lead to, each file with what is stated of it; without paths, what the manifest names.

    Raises:
        click.UsageError: there is nothing to collect, or `--url` or `--title` would go to several reports.
        ManifestError: the manifest cannot be used.
    """
    rows = read_manifest(manifest) if manifest is not None else ()
    if not paths and manifest is None:
        raise click.UsageError("no PATH is given, and no --manifest")
    given = paths or (paths_of(rows, manifest) if manifest is not None else ())
    gathered = gather(given, leave_out=() if manifest is None else (manifest,))
    for name in _FOR_ONE:
        if getattr(stated, name) is not None and len(gathered.found) > 1:
            raise click.UsageError(f"--{name} goes to one report, not {len(gathered.found)}; use --manifest")
    found = tuple(msgspec.structs.replace(item, stated=stated) for item in gathered.found)
    gathered = msgspec.structs.replace(gathered, found=found)
    return gathered if manifest is None else with_manifest(gathered, rows, manifest)


def chosen_reader(name: str, *, replay: bool = False) -> Choice:
    """The reader of `--reader`, with the workspace that may set it up. Says where reports leave this machine."""
    folder = workspace_folder()
    choice = Choice(name, None if folder is None else str(folder.absolute()), replay)
    address = sent_to(choice)
    if address is not None:
        say(f"reports are sent to another machine: {address}")
    return choice


def workspace_folder() -> Path | None:
    """The folder of `--workspace`, or of the workspace that the current folder lies in; None where there is none."""
    named: Path | None = click.get_current_context().find_root().meta.get("habeas.workspace")
    return named if named is not None else Workspace.around(Path.cwd())


def the_workspace() -> Workspace:
    """The workspace of `--workspace`, or the one that the current folder lies in, open.

    Raises:
        WorkspaceError: there is none, or it cannot be opened.
    """
    folder = workspace_folder()
    if folder is None:
        raise WorkspaceError(
            "this is no workspace; `habeas init DIR` makes one, and --workspace DIR names one elsewhere"
        )
    return Workspace.open(folder)


def author(by: str | None) -> str:
    """Who acts: `--by`, the environment's HABEAS_AUTHOR, or the user's name."""
    name = by or os.environ.get("HABEAS_AUTHOR") or _user()
    return name.strip()


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):
        say("the user has no name; --by NAME says who acts")
        return f"user {os.getuid()}"


def processes(jobs: int | None, reports: int, reader: str = "english") -> int:
    """How many processes to read with. A few reports are read sooner than another process is started, and a model
    server is asked about one report at a time unless `--jobs` says otherwise.
    """
    if reader == LANGUAGE_MODEL:
        return max(1, min(jobs or 1, reports))
    wanted = jobs if jobs is not None else min(_processors(), 1 + reports // 8)
    return max(1, min(wanted, reports))


def _processors() -> int:
    """The processors that this process may use; where the system does not say, those of the machine."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1
