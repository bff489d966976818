"""`decisions`: what people decided, as a plain file that can be reviewed, and taken in elsewhere."""

from __future__ import annotations

import re
from pathlib import Path

import click
import msgspec

from habeas.cli.console import number, say
from habeas.cli.options import the_workspace, verbose_option, workspace_option
from habeas.model.codec import from_json, to_json
from habeas.model.decision import Decision
from habeas.model.standing import pairs

_ON_PEOPLE = ("same", "different", "unsure")
_TIME = r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z"
file_argument = click.argument("file", type=click.Path(dir_okay=False, path_type=Path), metavar="FILE")


@click.group()
def decisions() -> None:
    """Carry decisions to another workspace: one JSON object a line, oldest first, to be read by people too.

    \b
    Examples:
      habeas decisions export decisions.jsonl
      habeas decisions import decisions.jsonl
    """


@decisions.command("export")
@file_argument
@workspace_option
@verbose_option
def write(file: Path) -> None:
    """Write every decision to a new file, those taken back and their undoing too.

    \b
    Example:
      habeas decisions export decisions.jsonl
    """
    with the_workspace() as workspace:
        made = workspace.decisions()
    try:
        with file.open("xb") as out:
            out.writelines(to_json(one) + b"\n" for one in made)
    except FileExistsError as error:
        raise click.UsageError(f"{file} is there already; decisions are never written over") from error
    say(f"exported {number(len(made), 'decision')}")


@decisions.command("import")
@file_argument
@workspace_option
@verbose_option
def take(file: Path) -> None:
    """Take in the decisions of a file that are not here yet, by their identifiers; none is changed or dropped.

    A file with a fault in it, or with another decision under an identifier that is here, is not taken in at all.

    \b
    Example:
      habeas decisions import decisions.jsonl
    """
    given = _read(file)
    with the_workspace() as workspace:
        taken = workspace.take_in(given)
        known = {made.id for made in workspace.decisions()}
    lost = sum(made.action == "undo" and made.targets[0] not in known for made in given)
    say(
        f"imported {number(len(taken), 'decision')}; {len(given) - len(taken)} were here already"
        + (f"; {lost} take back a decision that is not here" if lost else "")
    )


def _read(file: Path) -> list[Decision]:
    """The decisions of the file, each once.

    Raises:
        click.UsageError: a line is no decision, or one identifier stands for two.
    """
    if not file.is_file():
        raise click.UsageError(f"there is no file {file}")
    found: dict[str, Decision] = {}
    for line, data in enumerate(file.read_bytes().removeprefix(b"\xef\xbb\xbf").splitlines(), 1):
        if not data.strip():
            continue
        try:
            made = from_json(data, Decision)
        except (msgspec.DecodeError, UnicodeDecodeError) as error:
            raise click.UsageError(f"{file}, line {line}: no decision: {error}") from error
        fault = _fault(made)
        if fault is None and found.get(made.id, made) != made:
            fault = f"{made.id} stands for another decision further up"
        if fault is not None:
            raise click.UsageError(f"{file}, line {line}: {fault}")
        found[made.id] = made
    return list(found.values())


def _fault(made: Decision) -> str | None:
    """What makes a decision none that anybody could have taken; None where it is sound."""
    if not made.id.startswith("de:") or not made.author.strip():
        return "a decision has an identifier de:… and an author"
    if not re.fullmatch(_TIME, made.time):
        return f"{made.time!r} is no time like 2024-05-02T10:00:00Z"
    if made.action in _ON_PEOPLE:
        on_two = pairs(made.targets) is not None and all(target.startswith("pe:") for target in made.targets)
        return None if on_two else f"{made.action} is decided on two people"
    if made.action == "undo":
        of_one = len(made.targets) == 1 and made.targets[0].startswith("de:")
        return None if of_one else "undo takes back one decision"
    sound = bool(made.targets) and all(target.startswith("st:") for target in made.targets)
    return None if sound else f"{made.action} is decided on statements"
