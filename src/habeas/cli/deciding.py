"""`decide`: what a person decides on statements and people, kept for ever and always open to undo."""

from __future__ import annotations

import click

from habeas.cli.decided import listing, log
from habeas.cli.pairing import different, same, undo, unsure
from habeas.cli.verdicts import accept, correct, permit, reject, withhold


@click.group()
def decide() -> None:
    """Decide on statements and on who is who. Decisions are kept for ever; `undo` takes one back.

    KEY is what `habeas show` and `habeas decide list` print; its beginning is enough.

    \b
    Examples:
      habeas decide list --case tamar-veld
      habeas decide accept st:1f0c22
      habeas decide same pe:77aa01 pe:90be3d --reason "same birth date and prison"
    """


for command in (listing, accept, correct, reject, permit, withhold, same, different, unsure, undo, log):
    decide.add_command(command)
