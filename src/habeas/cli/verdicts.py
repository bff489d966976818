"""`decide accept`, `correct`, `reject`, `permit`, `withhold`: what a person decides on statements."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import click

from habeas.cli.choosing import chosen, corrections, undecided
from habeas.cli.console import number, say, tell
from habeas.cli.options import (
    author,
    by_option,
    case_option,
    reason_option,
    report_option,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.cli.running import PARTLY
from habeas.items import Item
from habeas.model.decision import Action
from habeas.workspace import Workspace

all_option = click.option("--all", "every", is_flag=True, help="All of which this is still to be said.")
keys_argument = click.argument("keys", nargs=-1, metavar="KEY...")


_WAITING: dict[Action, Callable[[Item], bool]] = {
    "permit": lambda item: item.state in ("accepted", "corrected") and not item.permitted,
    "withhold": lambda item: item.state != "rejected",
}


def _in_bulk(name: Action, text: str, *, high_risk_too: bool = False) -> click.Command:
    """A command that decides on one statement or many; high-risk ones only one at a time."""

    @click.command(name, help=text)
    @keys_argument
    @all_option
    @case_option
    @report_option
    @reason_option
    @by_option
    @workspace_option
    @verbose_option
    @click.pass_context
    def command(
        ctx: click.Context,
        /,
        keys: tuple[str, ...],
        reason: str,
        by: str | None,
        **which: Any,
    ) -> None:
        every = bool(which["every"])
        with the_workspace() as workspace:
            wanted = chosen(workspace, keys, waiting=_WAITING.get(name, undecided), **which)
            alone = len(keys) == 1 and len(wanted) == 1
            skipped = [] if alone or high_risk_too else [item for item in wanted if item.risk is not None]
            for item in wanted:
                if item not in skipped:
                    _decide(workspace, name, item, author(by), reason)
        for item in skipped:
            say(f"  not decided: {item.key}: {item.risk}: {item.words[:100]}")
        say(
            f"{name}: {number(len(wanted) - len(skipped), 'statement')}"
            + (f"; {len(skipped)} are high-risk and are decided one at a time" if skipped else "")
        )
        ctx.exit(PARTLY if skipped and not every else 0)

    return command


def _decide(
    workspace: Workspace,
    action: Action,
    item: Item,
    by: str,
    reason: str,
    correction: dict[str, str | int | None] | None = None,
) -> None:
    made = workspace.decide(action, (item.key,), by, reason=reason, correction=correction, seen=item.seen)
    tell(f"{made.id} {action} {item.key}")


accept = _in_bulk(
    "accept",
    """Accept statements as what their words say. Accepting is not yet publishing.

    \b
    Examples:
      habeas decide accept st:1f0c22
      habeas decide accept --all --case tamar-veld
    """,
)
reject = _in_bulk(
    "reject",
    """Reject statements: their words do not say that.

    \b
    Example:
      habeas decide reject st:1f0c22 --reason "about another person"
    """,
)
permit = _in_bulk(
    "permit",
    """Permit accepted statements to be published; a high-risk one needs this.

    \b
    Example:
      habeas decide permit st:1f0c22 --reason "the family agreed in writing"
    """,
)
withhold = _in_bulk(
    "withhold",
    """Keep statements from being published, and every quotation that holds what they say.

    \b
    Example:
      habeas decide withhold st:1f0c22 --reason "the family asked for it"
    """,
    high_risk_too=True,
)


@click.command()
@click.argument("key")
@click.option(
    "--set",
    "changes",
    multiple=True,
    required=True,
    metavar="FIELD=VALUE",
    help="A field's right value; `FIELD=` empties it.",
)
@reason_option
@by_option
@workspace_option
@verbose_option
def correct(key: str, changes: tuple[str, ...], reason: str, by: str | None) -> None:
    """Accept a statement with other values; its quotation always stays.

    \b
    Example:
      habeas decide correct st:1f0c22 --set when=2024-05-02 --reason "the day is in the caption"
    """
    with the_workspace() as workspace:
        item = chosen(workspace, (key,))[0]
        _decide(workspace, "correct", item, author(by), reason, corrections(item, changes))
