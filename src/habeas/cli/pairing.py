"""`decide same`, `different`, `unsure`, and `undo`: who is who, and what is taken back."""

from __future__ import annotations

from typing import Literal

import click

from habeas.cli.choosing import bodies_for, proposals_for
from habeas.cli.console import tell
from habeas.cli.options import author, by_option, reason_option, the_workspace, verbose_option, workspace_option
from habeas.items import KeyUnknownError, bodies, people, whole_key

Verdict = Literal["same", "different", "unsure"]


def decide_on_two(name: Verdict, keys: tuple[str, str], reason: str, by: str | None) -> None:
    """Stores and tells what somebody decided on two people, or on two mentions of bodies, with what the machine says.

    Raises:
        click.UsageError: a key is unknown, both are the same, or one is a person's and the other is not.
    """
    with the_workspace() as workspace:
        readings = list(workspace.readings())
        persons, others = people(readings), bodies(readings)
        known = persons | others
        try:
            pair = tuple(sorted({whole_key(key, known) for key in keys}))
        except KeyUnknownError as error:
            raise click.UsageError(str(error)) from error
        if len(pair) != 2:
            raise click.UsageError("these are the same key twice")
        if (pair[0] in persons) != (pair[1] in persons):
            raise click.UsageError("one of the two is a person, the other is none")
        says = proposals_for(workspace, pair) if pair[0] in persons else bodies_for(readings, workspace, pair)
        seen = (*(known[key] for key in pair), *says)
        made = workspace.decide(name, pair, author(by), reason=reason, seen=seen)
    tell(f"{made.id} {name} {' '.join(pair)}")


def _about_people(name: Verdict, text: str) -> click.Command:
    """A command that decides on two people of two reports."""

    @click.command(name, help=text)
    @click.argument("left")
    @click.argument("right")
    @reason_option
    @by_option
    @workspace_option
    @verbose_option
    def command(left: str, right: str, reason: str, by: str | None) -> None:
        decide_on_two(name, (left, right), reason, by)

    return command


same = _about_people(
    "same",
    """Decide that two people of two reports are one; their keys stand at the head of a case.

    \b
    Example:
      habeas decide same pe:77aa01 pe:90be3d --reason "same birth date and prison"
    """,
)
different = _about_people(
    "different",
    """Decide that two people are not the same; no machine overrides it.

    \b
    Example:
      habeas decide different pe:77aa01 pe:90be3d --reason "father and son"
    """,
)
unsure = _about_people(
    "unsure",
    """Note that it is not known whether two people are the same; they stay apart.

    \b
    Example:
      habeas decide unsure pe:77aa01 pe:90be3d
    """,
)


@click.command()
@click.argument("decision")
@reason_option
@by_option
@workspace_option
@verbose_option
def undo(decision: str, reason: str, by: str | None) -> None:
    """Take a decision back; all that followed from it follows no more. Both stay in the log.

    \b
    Example:
      habeas decide undo de:5c0a11
    """
    with the_workspace() as workspace:
        known = {made.id: made for made in workspace.decisions()}
        try:
            key = whole_key(decision, known)
        except KeyUnknownError as error:
            raise click.UsageError(str(error)) from error
        seen = (f"{known[key].action} {' '.join(known[key].targets)}",)
        made = workspace.decide("undo", (key,), author(by), reason=reason, seen=seen)
    tell(f"{made.id} undo {key}")
