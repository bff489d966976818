"""`decide list`, `decide log`: what waits for a decision, and what was decided."""

from __future__ import annotations

import click
import msgspec

from habeas.cli.choosing import chosen, undecided
from habeas.cli.console import number, tell_json, tell_table
from habeas.cli.options import (
    case_option,
    json_option,
    report_option,
    the_workspace,
    verbose_option,
    workspace_option,
)
from habeas.items import Item
from habeas.scoring.score import gist


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A statement as `decide list --json` lists it."""

    key: str
    kind: str
    state: str
    permitted: bool
    high_risk: str | None
    report: str
    source: str
    says: str
    words: str
    rule: str | None
    confidence: float | None


@click.command("list")
@case_option
@report_option
@click.option("--decided", is_flag=True, help="Also those that are decided already.")
@click.option("--unsure-first", is_flag=True, help="What the reader is least sure of first.")
@json_option
@workspace_option
@verbose_option
def listing(case: str | None, report: str | None, decided: bool, unsure_first: bool, as_json: bool) -> None:
    """List statements that wait for a decision, with their keys.

    "sure": of a hundred proposals like this one, how many careful people took from reports as well.

    \b
    Examples:
      habeas decide list --case tamar-veld
      habeas decide list --unsure-first
    """
    with the_workspace() as workspace:
        found = chosen(
            workspace, (), every=True, case=case, report=report, waiting=(lambda _: True) if decided else undecided
        )
    if unsure_first:
        found.sort(key=lambda item: 1.0 if item.statement.confidence is None else item.statement.confidence)
    if as_json:
        tell_json([_listed(item) for item in found])
        return
    rows = [(item.key, _says(item), _sure(item), item.state, item.risk or "", item.words) for item in found]
    tell_table(number(len(rows), "statement"), ("key", "statement", "sure", "state", "high-risk", "words"), rows)


def _says(item: Item) -> str:
    return f"{item.kind}: {gist(item.statement, item.reading)}"


def _sure(item: Item) -> str:
    return "" if item.statement.confidence is None else f"{item.statement.confidence:.0%}"


def _listed(item: Item) -> Listed:
    return Listed(
        key=item.key,
        kind=item.kind,
        state=item.state,
        permitted=item.permitted,
        high_risk=item.risk,
        report=item.reading.report.id,
        source=item.reading.report.source,
        says=gist(item.statement, item.reading),
        words=item.words,
        rule=item.statement.rule,
        confidence=item.statement.confidence,
    )


@click.command()
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
    tell_table(number(len(rows), "decision"), ("decision", "time", "by", "what", "on", "reason"), rows)
