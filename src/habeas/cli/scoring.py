"""`score`: how near readings come to readings by careful people, or to known chains of speakers."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.console import number, progress, say, tell, tell_json, tell_table
from habeas.cli.options import chosen_reader, json_option, replay_option, verbose_option, workspace_option
from habeas.cli.running import PARTLY

if TYPE_CHECKING:
    from habeas.model.reading import Reading
    from habeas.readers import Choice
    from habeas.scoring import ChainScore, Row, Score

file_type = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.command()
@click.argument("files", nargs=-1, type=file_type, metavar="[READINGS] [GOLD]")
@click.option("--reader", help="Read the texts of GOLD with this reader, in place of READINGS.")
@click.option("--chains", type=file_type, help="Score a reader on a file of chains of speakers instead.")
@click.option("--misses", is_flag=True, help="List what was missed and what was found too much.")
@replay_option
@json_option
@workspace_option
@verbose_option
@click.pass_context
def score(
    ctx: click.Context,
    /,
    files: tuple[Path, ...],
    reader: str | None,
    chains: Path | None,
    replay: bool,
    **shown: bool,
) -> None:
    """Score readings against gold: readings of the same reports by careful people.

    READINGS and GOLD are files of readings, one a line (`habeas read PATH --format jsonl`). Prints precision,
    recall and F1 of each kind of item. --reader reads the texts of GOLD itself, with what GOLD knows of each
    report (its date, publisher, address). What counts as right is documented in docs/scoring.md.

    \b
    Examples:
      habeas score readings.jsonl collection/test.jsonl --misses
      habeas score --reader english collection/test.jsonl
      habeas score --chains collection/chains.jsonl
    """
    if chains is not None:
        if files:
            raise click.UsageError("--chains takes the place of READINGS and GOLD")
        _tell_chains(_chain_score(chains, chosen_reader(reader or "english", replay=replay)), **shown)
        return
    if len(files) != (1 if reader else 2):
        raise click.UsageError("give READINGS and GOLD, or --reader NAME and GOLD, or --chains FILE")
    gold = _readings(files[-1])
    choice = None if reader is None else chosen_reader(reader, replay=replay)
    found = _score(_readings(files[0]) if choice is None else _read(gold, choice), gold)
    _tell_score(found, **shown)
    ctx.exit(PARTLY if found.unread or found.unlike else 0)


def _readings(path: Path) -> list[Reading]:
    import msgspec

    from habeas.model.codec import reading_from_json

    found = []
    for place, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if line.strip():
            try:
                found.append(reading_from_json(line))
            except msgspec.DecodeError as error:
                raise click.UsageError(f"{path}, line {place}, is no reading: {error}") from error
    return found


def _read(gold: list[Reading], choice: Choice) -> list[Reading]:
    """What a reader takes from the texts of gold."""
    from habeas.library import read_with
    from habeas.model.reading import Described
    from habeas.readers import open_reader

    reader = open_reader(choice)
    readings = []
    with progress("reading", len(gold)) as on:
        for one in gold:
            info = one.report
            stated = Described(url=info.url, title=info.title, publisher=info.publisher, published=info.published)
            readings.append(read_with(reader, one.text, stated, info.source))
            on()
    return readings


def _score(readings: list[Reading], gold: list[Reading]) -> Score:
    from habeas.scoring import score as scored

    return scored(readings, gold)


def _tell_score(found: Score, *, as_json: bool, misses: bool) -> None:
    import msgspec

    if as_json:
        tell_json(found if misses else msgspec.structs.replace(found, misses=()))
        return
    columns = ("kind", "gold", "found", "right", "precision", "recall", "F1")
    tell_table(number(found.reports, "report"), columns, [_cells(row) for row in (*found.rows, found.overall)])
    tell("of what is right: " + ", ".join(f"{d.name} {d.right} of {d.of}" for d in found.details))
    if misses:
        for miss in found.misses:
            tell(f"{miss.side:<6} {miss.kind:<10} {miss.report}: {miss.what}: “{miss.words}”")
    for what, names in (("no reading of", found.unread), ("other words in the reading of", found.unlike)):
        if names:
            say(f"{what} {', '.join(names)}")


def _cells(row: Row) -> tuple[str, ...]:
    counts = (str(row.gold), str(row.found), str(row.right))
    return row.kind, *counts, f"{row.precision:.3f}", f"{row.recall:.3f}", f"{row.f1:.3f}"


def _chain_score(path: Path, choice: Choice) -> ChainScore:
    from habeas.library import read_with
    from habeas.model.reading import Described
    from habeas.readers import open_reader
    from habeas.scoring import ChainsError, chains_from, score_chains

    try:
        chains = chains_from(path.read_text(encoding="utf-8").splitlines())
    except ChainsError as error:
        raise click.UsageError(f"{path}, {error}") from error
    reader = open_reader(choice)
    with progress("reading", len(chains)) as on:
        pairs = []
        for chain in chains:
            pairs.append((chain, read_with(reader, chain.text, Described(), chain.id)))
            on()
    return score_chains(pairs)


def _tell_chains(found: ChainScore, *, as_json: bool, misses: bool) -> None:
    import msgspec

    if as_json:
        tell_json(found if misses else msgspec.structs.replace(found, wrong=()))
        return
    rows = [
        ("chains", str(found.chains), str(found.right), _share(found.right, found.chains)),
        ("of two levels or more", str(found.deep), str(found.deep_right), _share(found.deep_right, found.deep)),
        ("single levels", str(found.links), str(found.links_right), _share(found.links_right, found.links)),
    ]
    tell_table("chains of speakers", ("what", "gold", "right", "share"), rows)
    if misses:
        for wrong in found.wrong:
            gold, read = " < ".join(wrong.speakers), " < ".join(wrong.found) or "nothing"
            tell(f"{wrong.id}: {gold}; found {read}: {wrong.words}")


def _share(right: int, of: int) -> str:
    return f"{right / of:.3f}" if of else ""
