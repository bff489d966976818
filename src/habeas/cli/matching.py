"""`match`: who may be one person, best first, with the reasons; or a file of pairs of names, scored."""

from __future__ import annotations

from pathlib import Path
from typing import cast, get_args

import click

from habeas.cli.console import number, plain, say, tell, tell_bytes, tell_json
from habeas.cli.options import by_option, json_option, reason_option, the_workspace, verbose_option, workspace_option
from habeas.cli.pairing import Verdict, decide_on_two
from habeas.cli.proposals import Proposal, Side, proposals
from habeas.cli.scored_pairs import PairsError, scored_lines
from habeas.people import who_is_who


@click.command()
@click.argument("keys", nargs=-1, metavar="[LEFT RIGHT]")
@click.option("--decide", type=click.Choice(get_args(Verdict)), help="Decide on the people LEFT and RIGHT.")
@reason_option
@by_option
@click.option(
    "--pairs",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Score this CSV file's pairs of names instead (columns left, right).",
)
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="With --pairs: the file to write.")
@click.option("--bodies", is_flag=True, help="List organisations, facilities and places instead of people.")
@json_option
@workspace_option
@verbose_option
def match(
    *,
    keys: tuple[str, ...],
    decide: str | None,
    pairs: Path | None,
    out: Path | None,
    bodies: bool,
    as_json: bool,
    **act: str | None,
) -> None:
    """List the people of two reports who may be one, best first: score, reasons for and against, both quotations.

    A name alone proposes nobody. --decide says what they are; `habeas decide undo` takes it back. --bodies lists which
    mentions of organisations, facilities and places are taken for one, and why; --decide takes their keys too. --pairs
    writes
    the rows of a CSV file with `score` (0 to 1) and `reasons` added, all other columns as they were, and needs no
    workspace; its score weighs the two names and nothing else.

    \b
    Examples:
      habeas match
      habeas match --decide different pe:77aa01 pe:90be3d --reason "father and son"
      habeas match --pairs names.csv --out scored.csv
    """
    if decide is None and (act["reason"] or act["by"]):
        raise click.UsageError("--reason and --by go with --decide")
    if bodies and (pairs is not None or decide or keys):
        raise click.UsageError("--bodies goes with --json only")
    if bodies:
        _list_bodies(as_json=as_json)
    elif pairs is not None:
        if decide or keys or as_json:
            raise click.UsageError("--pairs goes with --out only")
        _score(pairs, out)
    elif out is not None:
        raise click.UsageError("--out goes with --pairs")
    elif decide is not None:
        if len(keys) != 2:
            raise click.UsageError("--decide needs the keys of two people: LEFT RIGHT")
        decide_on_two(cast("Verdict", decide), (keys[0], keys[1]), act["reason"] or "", act["by"])
    elif keys:
        raise click.UsageError("LEFT and RIGHT go with --decide same, different or unsure")
    else:
        _list(as_json=as_json)


def _list(*, as_json: bool) -> None:
    with the_workspace() as workspace:
        known = who_is_who(workspace)
        found = proposals(workspace.readings(), known)
    if as_json:
        tell_json(found)
        return
    for proposal in found:
        tell(_lines(proposal))
    unsure = sum(join.state == "unsure" for join in known.joins)
    say(
        number(len(found), "proposal")
        + (f", {unsure:,} more noted as unsure (`habeas decide log`)" if unsure else "")
        + ("; `habeas match --decide same|different|unsure LEFT RIGHT --reason …`" if found else "")
    )


def _list_bodies(*, as_json: bool) -> None:
    """Those of several mentions, or that somebody decided on."""
    with the_workspace() as workspace:
        found = [one for one in who_is_who(workspace, bodies=True).bodies if len(one.members) > 1 or one.decisions]
        sources = {report.id: report.source for report in workspace.reports()}
    if as_json:
        tell_json(found)
        return
    for body in found:
        lines = [f"{body.kind}  {body.name}", *(f"  {why}" for why in body.reasons)]
        lines += [f"  {ref.key}  {sources[ref.report]}: “{ref.name}”" for ref in body.members]
        tell("\n".join(plain(line) for line in lines) + "\n")
    say("1 body" if len(found) == 1 else f"{len(found):,} bodies")


def _lines(proposal: Proposal) -> str:
    lines = [f"{proposal.score:.2f}  {proposal.left.name}  ~  {proposal.right.name}"]
    lines += [f"  {_side(side)}" for side in (proposal.left, proposal.right)]
    lines += [f"  for:     {reason}" for reason in proposal.reasons]
    lines += [f"  against: {reason}" for reason in proposal.against]
    return "\n".join(plain(line) for line in lines) + "\n"


def _side(side: Side) -> str:
    return f"{side.key}  {side.source}{f', {side.published}' if side.published else ''}: “{side.quote}”"


def _score(pairs: Path, out: Path | None) -> None:
    """Scores the file; a file with a fault in it writes nothing.

    Raises:
        click.UsageError: the file cannot be used; the message names the line.
    """
    if out is not None and out.exists() and out.samefile(pairs):
        raise click.UsageError("--out is the file of --pairs")
    try:
        lines = list(scored_lines(pairs))
    except PairsError as error:
        raise click.UsageError(f"{pairs}: {error}") from error
    data = "".join(lines).encode()
    if out is None:
        tell_bytes(data.removesuffix(b"\n"))
    else:
        out.write_bytes(data)
    say(f"scored {number(len(lines) - 1, 'pair')}")
