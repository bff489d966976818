"""`document`: a letter, a sheet or a submission from a case."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from habeas.cli.console import doing, say, tell, tell_table
from habeas.cli.options import the_workspace, verbose_option, workspace_option
from habeas.cli.running import WRONG_USE
from habeas.cli.showing import matching

if TYPE_CHECKING:
    from habeas.acting.filling import Filled
    from habeas.documents import Document

INCOMPLETE = 1
_LANGUAGES = ("en", "fr", "es", "ar")
_SUFFIXES = (".pdf", ".docx", ".html")


def _listed(ctx: click.Context, _: click.Parameter, wanted: bool) -> None:
    if not wanted:
        return
    from habeas.acting.forms import forms

    rows = [
        (name, form.name["en"], form.origin.published, form.origin.seen if form.origin.sure else "compare it first")
        for name, form in forms().items()
    ]
    tell_table("forms", ("form", "name", "from", "as of"), rows)
    ctx.exit()


def _pattern(_ctx: click.Context, _param: click.Parameter, given: str) -> str:
    from habeas.acting.archives import PatternError, checked

    try:
        return checked(given)
    except PatternError as error:
        raise click.BadParameter("an address such as https://archive.example.org/{sha256}") from error


@click.command()
@click.argument("case", metavar="CASE")
@click.option("--form", required=True, help="Which form; `--forms` lists them.")
@click.option("--consent", required=True, metavar="WHO", help="Who consented to this use; without consent make none.")
@click.option("--consented", default="", metavar="DAY", help="When, such as 2024-05-02.")
@click.option("--language", type=click.Choice(_LANGUAGES), default="en", show_default=True, help="Of the layout.")
@click.option("--words", type=click.Path(dir_okay=False, exists=True, path_type=Path), help="TOML: field = your words.")
@click.option(
    "--out", required=True, type=click.Path(dir_okay=False, path_type=Path), help="A file: .pdf, .docx or .html."
)
@click.option("--archive", default="", callback=_pattern, metavar="URL", help="Of kept copies, with {sha256} in it.")
@click.option("--forms", is_flag=True, is_eager=True, expose_value=False, callback=_listed, help="List the forms.")
@workspace_option
@verbose_option
@click.pass_context
def document(ctx: click.Context, /, case: str, form: str, out: Path, **told: str | Path | None) -> None:
    """Make a letter, an urgent action sheet or a submission from a case, with a source for each field.

    It holds only what may leave: what was accepted, and of what is high-risk what was permitted. What the form
    asks for and no such statement tells is shown as a gap. The desk does more: it keeps consent, stages and
    what was sent.

    \b
    Example:
      habeas document tamar-veld --form letter --consent "her sister" --words words.toml --out letter.pdf
    """
    from habeas.acting.forms import forms

    if form not in forms():
        raise click.UsageError(f"there is no form {form!r}; `habeas document --forms` lists them")
    if out.suffix not in _SUFFIXES:
        raise click.UsageError(f"--out is a file that ends in {', '.join(_SUFFIXES)}")
    filled = _filled(ctx, case, form, told)
    _write(filled, out)
    for one in filled.fields:
        if one.lacking:
            say(f"lacks: {one.label} ({one.field.id})")
        for said in one.beyond:
            say(f"says more than its sources: {said.words!r} in {one.field.id}: {said.why}")
    tell(f"{out}: {len(filled.facts)} statements")
    ctx.exit(0 if filled.complete else INCOMPLETE)


def _filled(ctx: click.Context, case: str, form: str, told: dict[str, str | Path | None]) -> Filled:
    from habeas import pipeline
    from habeas.acting.archives import kept_at
    from habeas.acting.facts import all_facts
    from habeas.acting.filling import Consent, filled, matter_of
    from habeas.acting.forms import forms

    with the_workspace() as workspace, doing("looking at what may leave"):
        received = workspace.received()
        copy = pipeline.public_copy(list(workspace.readings()), workspace.decisions(), received)
    found = matching(copy.book, case)
    if len(found) != 1:
        say(f"{len(found) or 'no'} cases of which something may leave go by {case!r}")
        ctx.exit(WRONG_USE)
    consent = Consent(stands=True, who=str(told["consent"]), when=str(told["consented"]))
    facts = all_facts(copy.book, copy.readings, kept_at(received, str(told["archive"])))
    matter = matter_of(copy.book, facts, found[0], consent)
    return filled(forms()[form], matter, _words(told["words"]), told["language"])  # type: ignore[arg-type]


def _words(path: str | Path | None) -> dict[str, str]:
    if path is None:
        return {}
    try:
        table = tomllib.loads(Path(path).read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise click.UsageError(f"--words: {path} is no TOML: {error}") from error
    return {name: str(text) for name, text in table.items()}


def _write(filled: Filled, out: Path) -> None:
    from habeas.acting.laying import Edition, laid_out

    out.write_bytes(_bytes(laid_out(filled, Edition(draft=not filled.complete)), out.suffix))


def _bytes(document: Document, suffix: str) -> bytes:
    from habeas.documents import as_docx, as_html, as_pdf, not_drawn

    if suffix == ".html":
        return as_html(document).encode()
    if suffix == ".docx":
        return as_docx(document)
    boxes = not_drawn(document)
    if boxes:
        say(f"a PDF cannot show letters of {', '.join(boxes)}: take .docx or .html")
    return as_pdf(document)
