"""`cases`, `figures`, `show`: what the case book says, in the terminal."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import click
import msgspec

from habeas.cli.building import say_unread
from habeas.cli.console import doing, number, say, tell, tell_json, tell_table
from habeas.cli.options import json_option, the_workspace, verbose_option, workspace_option
from habeas.cli.page import page
from habeas.cli.running import WRONG_USE
from habeas.model.case import CaseBook, CaseFile, FigurePoint, FigureSeries


def the_book() -> CaseBook:
    """The private case book of the workspace."""
    from habeas import pipeline

    with the_workspace() as workspace:
        readings = list(workspace.readings())
        say_unread(workspace, readings)
        with doing("weighing"):
            return pipeline.working_copy(readings, workspace.decisions(), workspace.received())


class Listed(msgspec.Struct, frozen=True, kw_only=True):
    """A case as `cases --json` lists it."""

    id: str
    slug: str
    name: str
    names: tuple[str, ...]
    summary: str
    status: str
    as_of: str | None
    reports: tuple[str, ...]
    proposed_joins: int


@click.command()
@json_option
@workspace_option
@verbose_option
def cases(as_json: bool) -> None:
    """List the cases: who, and where things stand as of the newest report.

    \b
    Example:
      habeas cases --json
    """
    listed = [_listed(case) for case in the_book().cases]
    if as_json:
        tell_json(listed)
        return
    rows = [
        (
            item.slug,
            item.name,
            item.summary,
            str(len(item.reports)),
            f"{item.proposed_joins} proposed" if item.proposed_joins else "",
        )
        for item in listed
    ]
    tell_table(number(len(rows), "case"), ("case", "name", "summary", "reports", "joins"), rows)


def _listed(case: CaseFile) -> Listed:
    return Listed(
        id=case.id,
        slug=case.slug,
        name=case.name,
        names=case.names,
        summary=case.summary,
        status=case.status,
        as_of=case.as_of,
        reports=case.reports,
        proposed_joins=sum(join.state == "proposed" for join in case.joins),
    )


@click.command()
@json_option
@workspace_option
@verbose_option
def figures(as_json: bool) -> None:
    """List the figures, grouped by what they count, each with its date and who gives it.

    \b
    Example:
      habeas figures
    """
    series = the_book().figures
    if as_json:
        tell_json(series)
        return
    for one in series:
        tell_table(_title(one), ("as of", "number", "counted", "said by", "key"), list(_rows(one)))
        for finding in one.findings:
            tell(f"  {finding.text}")
        tell("")
    if not series:
        tell("no figures")


def _title(series: FigureSeries) -> str:
    where = f", {series.place}" if series.place else ""
    return f"{series.label}{where}: {series.counts}"


def _rows(series: FigureSeries) -> Iterator[tuple[str, ...]]:
    for point in (*series.dated, *series.undated):
        chain = " < ".join(voice.name for voice in reversed(point.source.voices))
        yield point.as_of or "undated", _number(point), point.of, chain, point.source.key


def _number(point: FigurePoint) -> str:
    number = f"{point.value}" if point.value is not None else f"{point.low or ''}–{point.high or ''}"
    return f"{point.method} {number}" if point.method else f"{'about ' * point.approximate}{number}"


@click.command()
@click.argument("case", metavar="CASE")
@json_option
@workspace_option
@verbose_option
@click.pass_context
def show(ctx: click.Context, case: str, as_json: bool) -> None:
    """Show one case, by its identifier, its slug or a name.

    Each line ends with the key by which `habeas decide` knows it.

    \b
    Example:
      habeas show tamar-veld
    """
    book = the_book()
    found = matching(book, case)
    if len(found) != 1:
        say(f"{len(found) or 'no'} cases go by {case!r}" + (":" if found else "; `habeas cases` lists them"))
        for one in found:
            say(f"  {one.slug}  {one.name}  {one.summary}")
        ctx.exit(WRONG_USE)
    if as_json:
        tell_json(found[0])
    else:
        tell(page(found[0], {line.id: line.info for line in book.reports}))


def matching(book: CaseBook, wanted: str) -> tuple[CaseFile, ...]:
    """The cases that go by an identifier, a slug or the name at their head, or at last by a part of any name."""
    folded = wanted.casefold().strip()
    ways: tuple[Callable[[CaseFile], bool], ...] = (
        lambda case: wanted in (case.id, case.slug),
        lambda case: folded == case.name.casefold(),
        lambda case: bool(folded) and any(folded in name.casefold() for name in (case.name, *case.names)),
    )
    for way in ways:
        found = tuple(case for case in book.cases if way(case))
        if found:
            return found
    return ()
