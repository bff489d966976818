"""Which statements a decision is about, and what it would change in them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import click

from habeas.items import Item, KeyUnknownError, items, typed_in, whole_key
from habeas.model.case import CaseFile, Source
from habeas.model.reading import Reading
from habeas.workspace import Workspace


def undecided(item: Item) -> bool:
    """Whether nobody has decided on the statement yet."""
    return item.state == "proposed"


def chosen(
    workspace: Workspace,
    keys: Sequence[str],
    *,
    every: bool = False,
    case: str | None = None,
    report: str | None = None,
    waiting: Callable[[Item], bool] = undecided,
) -> list[Item]:
    """The statements that the keys name; with `every`, all `waiting` ones of the case, the report, or everything.

    Raises:
        click.UsageError: a key, case or report is unknown, or nothing at all is named.
    """
    if bool(keys) == every:
        raise click.UsageError("name statements by KEY, or all with --all" + (", not both" if keys else ""))
    if keys and (case or report):
        raise click.UsageError("--case and --report go with --all")
    known = items(workspace.readings(), workspace.decisions())
    if keys:
        try:
            return [known[key] for key in dict.fromkeys(whole_key(key, known) for key in keys)]
        except KeyUnknownError as error:
            raise click.UsageError(str(error)) from error
    found = [item for item in known.values() if waiting(item)]
    if report is not None:
        found = _of_report(found, report, {item.reading.report.id for item in known.values()})
    if case is not None:
        wanted = keys_of(_case(workspace, case))
        found = [item for item in found if item.key in wanted]
    return found


def _of_report(found: list[Item], given: str, known: set[str]) -> list[Item]:
    prefixed = given if given.startswith("sha256:") else f"sha256:{given}"
    try:
        report = whole_key(prefixed, known)
    except KeyUnknownError as error:
        raise click.UsageError(str(error)) from error
    return [item for item in found if item.reading.report.id == report]


def _case(workspace: Workspace, wanted: str) -> CaseFile:
    from habeas import pipeline
    from habeas.cli.showing import matching

    book = pipeline.working_copy(list(workspace.readings()), workspace.decisions(), workspace.received())
    found = matching(book, wanted)
    if len(found) != 1:
        names = ", ".join(case.slug for case in found)
        raise click.UsageError(f"{len(found) or 'no'} cases go by {wanted!r}" + (f": {names}" if names else ""))
    return found[0]


def keys_of(case: CaseFile) -> set[str]:
    """The keys of all statements that a case shows."""
    sources: list[Source] = [*case.claims, *(demand.source for demand in case.demands)]
    sources += [source for event in case.life for source in event.sources]
    sources += [source for item in case.properties for value in item.values for source in value.sources]
    return {source.key for source in sources}


def proposals_for(workspace: Workspace, pair: tuple[str, ...]) -> tuple[str, ...]:
    """What the machine says for and against two people being the same, in words."""
    from habeas.resolving import resolve

    joins = resolve(list(workspace.readings()), workspace.decisions(), proposed=True).joins
    return tuple(
        line
        for join in joins
        if {join.left, join.right} == set(pair)
        for line in (
            f"score {join.score:.2f}",
            *(f"for: {reason}" for reason in join.reasons),
            *(f"against: {reason}" for reason in join.against),
        )
    )


def bodies_for(readings: Sequence[Reading], workspace: Workspace, pair: tuple[str, ...]) -> tuple[str, ...]:
    """What the machine says of two mentions of bodies, in words: one body and why, or two.

    Raises:
        click.UsageError: the two are of different kinds.
    """
    from habeas.resolving.bodies import bodies

    found = bodies(readings, workspace.decisions())
    holding = [body for body in found if any(ref.key in pair for ref in body.members)]
    if len({body.kind for body in holding}) > 1:
        raise click.UsageError(f"one of the two is {holding[0].kind}, the other {holding[1].kind}")
    if len(holding) != 1:
        return tuple(f"of “{body.name}”" for body in holding)
    names = ", ".join(f"“{name}”" for name in holding[0].names)
    return (f"one body: {names}", *(f"for: {reason}" for reason in holding[0].reasons))


def corrections(item: Item, changes: Sequence[str]) -> dict[str, str | int | None]:
    """What `--set FIELD=VALUE` changes in a statement, tried on it first.

    Raises:
        click.UsageError: the statement has no such field to correct, or the value does not fit it.
    """
    from habeas.model.standing import correctable

    given: dict[str, str] = {}
    for change in changes:
        field, is_set, value = change.partition("=")
        if not is_set:
            names = ", ".join(correctable(item.statement))
            raise click.UsageError(f"{change!r} is not FIELD=VALUE; of a {item.kind}, what can be set is {names}")
        given[field] = value.strip()
    try:
        return typed_in(item, given)
    except ValueError as error:
        raise click.UsageError(str(error)) from error
