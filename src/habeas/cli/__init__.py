"""`habeas …`: one file for each group of commands; this one joins them and says how a run ends."""

from __future__ import annotations

import click

from habeas.cli.building import build, export, publish
from habeas.cli.comparing import compare
from habeas.cli.deciding import decide
from habeas.cli.desking import desk
from habeas.cli.documenting import document
from habeas.cli.erasing import erase
from habeas.cli.keeping import backup, lock, restore, unlock
from habeas.cli.matching import match
from habeas.cli.options import verbose_option, workspace_option
from habeas.cli.packaging import package
from habeas.cli.reading import read
from habeas.cli.running import Habeas
from habeas.cli.scoring import score
from habeas.cli.serving import serve
from habeas.cli.showing import cases, figures, show
from habeas.cli.stamping import stamp
from habeas.cli.storing import add, init, reports
from habeas.cli.travelling import decisions
from habeas.cli.verifying import heads, verify

_EPILOG = """
Exit codes: 0 all was done whole; 1 some reports were refused or read in part, or some decisions were not
taken; 2 wrong use; 70 a fault of the program; 74 the disk or the database; 130 interrupted.
"""


@click.group(cls=Habeas, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="habeas", message="%(prog)s %(version)s")
@workspace_option
@verbose_option
def main() -> None:
    """Reads reports about people in custody and builds case files in which every line leads back to its
    words and to whoever said them.

    \b
    At once:        habeas build REPORTS --out DIR
    Step by step:   habeas init DIR; cd DIR; habeas add REPORTS; habeas read; habeas cases;
                    habeas decide accept --all; habeas publish --out PUBLIC
    """


for command in (
    init,
    add,
    reports,
    read,
    cases,
    figures,
    show,
    match,
    decide,
    decisions,
    build,
    export,
    publish,
    document,
    serve,
    desk,
    verify,
    heads,
    stamp,
    package,
    backup,
    restore,
    lock,
    unlock,
    erase,
    compare,
    score,
):
    main.add_command(command)
