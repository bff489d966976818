"""How a run of the program ends: every way it can fail, with a line that says what to do and an exit code."""

from __future__ import annotations

import os
import sqlite3
import sys
import traceback

import click
from typing_extensions import override

from habeas.archive.heads import HeadError
from habeas.cli.console import say
from habeas.collect import ManifestError
from habeas.folder import FolderError
from habeas.workspace import AlteredError, WorkspaceError

TRACE = "HABEAS_TRACEBACK"
"""Set for the processes of one run by `--verbose`: a reader's failure is then shown with its whole trace."""

PARTLY, WRONG_USE, FAULT, DISK, INTERRUPTED, CLOSED = 1, 2, 70, 74, 130, 141


class Habeas(click.Group):
    """The group of all commands. Keeps the order in which they were added: the order of the work."""

    @override
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)

    @override
    def invoke(self, ctx: click.Context) -> object:
        try:
            return super().invoke(ctx)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except KeyboardInterrupt:
            ctx.exit(INTERRUPTED)
        except BrokenPipeError:
            _forget_stdout()
            ctx.exit(CLOSED)
        except Exception as error:  # noqa: BLE001  # the edge of the process: each error becomes a line and a code
            if _verbose(ctx):
                traceback.print_exc()
            line, code = _meaning(error)
            say(f"habeas: {line}")
            ctx.exit(code)
        finally:
            os.environ.pop(TRACE, None)


def _meaning(error: Exception) -> tuple[str, int]:
    """What an error means to whoever runs the program."""
    from habeas.reading import ReaderSetupError, UnknownReaderError

    match error:
        case WorkspaceError() | HeadError() | FolderError() | ManifestError():
            return str(error.args[0]), WRONG_USE
        case UnknownReaderError() | ReaderSetupError():
            return str(error.args[0]), WRONG_USE
        case AlteredError():
            return str(error), PARTLY
        case sqlite3.Error() | OSError():
            return f"stopped: {error}. What was said to be stored is stored.", DISK
        case _:
            what = f"{type(error).__name__}: {error}"
            return f"a fault of the program: {what} (--verbose shows where; please report it)", FAULT


def _verbose(ctx: click.Context) -> bool:
    return bool(ctx.find_root().meta.get("habeas.verbose"))


def _forget_stdout() -> None:
    # Python writes out what is left at the end and would complain about the closed pipe once more.
    if sys.stdout is sys.__stdout__:
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
