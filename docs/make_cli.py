"""Makes `docs/cli.md` from the program's own help: `make reference`. A test compares the two."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click

from habeas.cli import main

PAGE = Path(__file__).parent / "cli.md"
WIDTH = 100
HEAD = """\
# The commands

Made by `make reference` from `habeas --help` and `habeas COMMAND --help`; a test compares them.

Data goes to standard output; progress, notes and the closing summary go to standard error. The summary adds
up: received = read + partly read + refused, with the reason for every report that was not read whole.
"""


def helps() -> Iterator[tuple[str, str]]:
    """Each command as it is typed, and its help."""
    yield from _helps(main, _context(main, "habeas", None))


def _context(command: click.Command, name: str, parent: click.Context | None) -> click.Context:
    width: dict[str, Any] = {"terminal_width": WIDTH, "max_content_width": WIDTH}
    return click.Context(command, info_name=name, parent=parent, **width, **command.context_settings)


def _helps(command: click.Command, context: click.Context) -> Iterator[tuple[str, str]]:
    yield context.command_path, command.get_help(context)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            inner = command.get_command(context, name)
            assert inner is not None
            yield from _helps(inner, _context(inner, name, context))


def page() -> str:
    """The page as it should be."""
    parts = [f"## `{name}`\n\n```\n{text.rstrip()}\n```\n" for name, text in helps()]
    return "\n".join([HEAD, *parts])


if __name__ == "__main__":
    PAGE.write_text(page(), encoding="utf-8")
    print(PAGE)
