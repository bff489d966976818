"""`decide`: what a person decides on statements and people, kept for ever and always open to undo."""

from __future__ import annotations

from typing import Any

import click
import msgspec

from habeas.cli.choosing import chosen, corrections, proposals_for
from habeas.cli.console import say, tell, tell_json, tell_table
from habeas.cli.options import author, by_option, json_option, the_workspace, verbose_option, workspace_option
from habeas.cli.running import PARTLY
from habeas.cli.statements import Item, KeyUnknownError, people, whole_key
from habeas.model.decision import Action
from habeas.workspace import Workspace

reason_option = click.option("--reason", default="", help="Why, for the log.")
case_option = click.option("--case", help="Only statements of this case (identifier, slug or name).")
report_option = click.option("--report", help="Only statements of this report (sha256:…).")
all_option = click.option("--all", "every", is_flag=True, help="All that is not decided yet.")
keys_argument = click.argument("keys", nargs=-1, metavar="KEY...")


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
            wanted = chosen(workspace, keys, **which)
            alone = len(keys) == 1 and len(wanted) == 1
            skipped = [] if alone or high_risk_too else [item for item in wanted if item.risk is not None]
            for item in wanted:
                if item not in skipped:
                    _decide(workspace, name, item, author(by), reason)
        for item in skipped:
            say(f"  not decided: {item.key}: {item.risk}: {item.words[:100]}")
        say(
            f"{name}: {len(wanted) - len(skipped)} statements"
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


decide.add_command(
    _in_bulk(
        "accept",
        """Accept statements as what their words say. Accepting is not yet publishing.

        \b
        Examples:
          habeas decide accept st:1f0c22
          habeas decide accept --all --case tamar-veld
        """,
    )
)
decide.add_command(
    _in_bulk(
        "reject",
        """Reject statements: their words do not say that.

        \b
        Example:
          habeas decide reject st:1f0c22 --reason "about another person"
        """,
    )
)
decide.add_command(
    _in_bulk(
        "permit",
        """Permit accepted statements to be published; a high-risk one needs this.

        \b
        Example:
          habeas decide permit st:1f0c22 --reason "the family agreed in writing"
        """,
    )
)
decide.add_command(
    _in_bulk(
        "withhold",
        """Keep statements from being published, and every quotation that holds what they say.

        \b
        Example:
          habeas decide withhold st:1f0c22 --reason "the family asked for it"
        """,
        high_risk_too=True,
    )
)


@decide.command()
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


def _about_people(name: Action, text: str) -> click.Command:
    """A command that decides on two people of two reports."""

    @click.command(name, help=text)
    @click.argument("left")
    @click.argument("right")
    @reason_option
    @by_option
    @workspace_option
    @verbose_option
    def command(left: str, right: str, reason: str, by: str | None) -> None:
        with the_workspace() as workspace:
            known = people(workspace.readings())
            try:
                pair = tuple(sorted({whole_key(left, known), whole_key(right, known)}))
            except KeyUnknownError as error:
                raise click.UsageError(str(error)) from error
            if len(pair) != 2:
                raise click.UsageError("these are the same key twice")
            seen = (*(known[key] for key in pair), *proposals_for(workspace, pair))
            made = workspace.decide(name, pair, author(by), reason=reason, seen=seen)
        tell(f"{made.id} {name} {' '.join(pair)}")

    return command


decide.add_command(
    _about_people(
        "same",
        """Decide that two people of two reports are one; their keys stand at the head of a case.

        \b
        Example:
          habeas decide same pe:77aa01 pe:90be3d --reason "same birth date and prison"
        """,
    )
)
decide.add_command(
    _about_people(
        "different",
        """Decide that two people are not the same; no machine overrides it.

        \b
        Example:
          habeas decide different pe:77aa01 pe:90be3d --reason "father and son"
        """,
    )
)
decide.add_command(
    _about_people(
        "unsure",
        """Note that it is not known whether two people are the same; they stay apart.

        \b
        Example:
          habeas decide unsure pe:77aa01 pe:90be3d
        """,
    )
)


@decide.command()
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


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as `decide list --json` lists it."""

    key: str
    kind: str
    state: str
    permitted: bool
    high_risk: str | None
    report: str
    source: str
    words: str


@decide.command("list")
@case_option
@report_option
@click.option("--decided", is_flag=True, help="Also those that are decided already.")
@json_option
@workspace_option
@verbose_option
def listing(case: str | None, report: str | None, decided: bool, as_json: bool) -> None:
    """List statements that wait for a decision, with their keys.

    \b
    Example:
      habeas decide list --case tamar-veld
    """
    with the_workspace() as workspace:
        found = chosen(workspace, (), every=True, case=case, report=report, decided=decided)
    if as_json:
        tell_json([_listed(item) for item in found])
        return
    rows = [(item.key, item.kind, item.state, item.risk or "", item.words) for item in found]
    tell_table(f"{len(rows)} statements", ("key", "kind", "state", "high-risk", "words"), rows)


def _listed(item: Item) -> Listed:
    return Listed(
        key=item.key,
        kind=item.kind,
        state=item.state,
        permitted=item.permitted,
        high_risk=item.risk,
        report=item.reading.report.id,
        source=item.reading.report.source,
        words=item.words,
    )


@decide.command()
@json_option
@workspace_option
@verbose_option
def log(as_json: bool) -> None:
    """List all decisions, oldest first, with those that were taken back.

    \b
    Example:
      habeas decide log --json
    """
    with the_workspace() as workspace:
        made = workspace.decisions()
    if as_json:
        tell_json(made)
        return
    rows = [(one.id, one.time, one.author, one.action, " ".join(one.targets), one.reason) for one in made]
    tell_table(f"{len(rows)} decisions", ("decision", "time", "by", "what", "on", "reason"), rows)
