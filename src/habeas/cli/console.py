"""What the program says: results to standard output, everything else to standard error."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from io import StringIO
from shutil import get_terminal_size
from typing import Any

import click

from habeas.model.codec import to_json

PLAIN_WIDTH = 160
"""How wide a table is where the output is no terminal, in characters."""


def say(text: str) -> None:
    """A line for the person, on standard error."""
    click.echo(plain(text), err=True)


def tell(text: str) -> None:
    """A line of the result, on standard output, out of our hands when this returns. UTF-8, whatever the
    locale.
    """
    tell_bytes(plain(text).encode())


def plain(text: str) -> str:
    """The text without characters that steer a terminal; line ends stay."""
    return "".join(c if c.isprintable() or c == "\n" else ascii(c)[1:-1] for c in text)


def number(count: int, thing: str) -> str:
    """ "1 report", "2 reports"."""
    return f"{count:,} {thing}" if count == 1 else f"{count:,} {thing}s"


def tell_json(value: Any) -> None:
    """A value as one line of JSON, on standard output."""
    tell_bytes(to_json(value))


def tell_bytes(line: bytes) -> None:
    """A line of bytes on standard output, out of our hands when this returns."""
    click.echo(line)


def tell_table(title: str, columns: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """A table on standard output: as wide as the terminal, or `PLAIN_WIDTH` where there is none."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    table = Table(title=Text(title), title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for column in columns:
        table.add_column(Text(column), overflow="fold")
    for row in rows:
        table.add_row(*(Text(plain(cell)) for cell in row))
    width = get_terminal_size().columns if sys.stdout.isatty() else PLAIN_WIDTH
    lines = StringIO()
    Console(file=lines, width=width, highlight=False, color_system=None).print(table)
    tell("\n".join(line.rstrip() for line in lines.getvalue().splitlines()))


@contextmanager
def doing(what: str) -> Iterator[None]:
    """Says on a terminal what goes on, for work whose length is not known."""
    if not sys.stderr.isatty():
        yield
        return
    from rich.console import Console

    with Console(file=sys.stderr).status(what):
        yield


@contextmanager
def progress(label: str, total: int, *, lines: bool = False) -> Iterator[Callable[[], None]]:
    """A bar on standard error, and the function that moves it on by one.

    Only on a terminal, and not where result lines (`lines`) go to the same one.
    """
    if not sys.stderr.isatty() or (lines and sys.stdout.isatty()) or total < 2:
        yield lambda: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    console = Console(file=sys.stderr)
    with Progress(*columns, console=console, transient=True, redirect_stdout=False, redirect_stderr=False) as bar:
        task = bar.add_task(label, total=total)
        yield lambda: bar.advance(task)
