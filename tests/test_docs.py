"""The documents say what the program is, and keep saying it."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import get_args

import msgspec
import pytest

from docs import make_cli
from habeas.model import reading as model
from habeas.model.span import Span
from habeas.text import Limits

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *ROOT.glob("docs/**/*.md")])
STRUCTS = [
    Span,
    *(
        value
        for value in vars(model).values()
        if isinstance(value, type) and issubclass(value, msgspec.Struct) and value.__module__ == model.__name__
    ),
]
CHOICES = [
    choice
    for name in (
        "PassageRole",
        "EntityKind",
        "NameRole",
        "Manner",
        "Act",
        "Status",
        "ParticipantRole",
        "ReadState",
    )
    for choice in get_args(getattr(model, name))
]


def code_of(path: Path) -> set[str]:
    """The words that a document sets as code."""
    return set(re.findall(r"\w+", " ".join(re.findall(r"`([^`\n]+)`", path.read_text(encoding="utf-8")))))


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_every_field_of_a_reading_is_explained(struct: type[msgspec.Struct]) -> None:
    known = code_of(ROOT / "docs" / "reading-format.md")
    assert [field.name for field in msgspec.structs.fields(struct) if field.name not in known] == []


def test_every_fixed_word_of_a_reading_is_explained() -> None:
    known = code_of(ROOT / "docs" / "reading-format.md")
    assert [choice for choice in CHOICES if choice not in known] == []


def test_every_vocabulary_is_described() -> None:
    text = (ROOT / "docs" / "vocabularies.md").read_text(encoding="utf-8")
    tables = sorted((ROOT / "src/habeas/model/vocabularies").glob("*.toml"))
    assert tables
    assert [table.name for table in tables if table.name not in text] == []


def test_the_reference_of_commands_is_what_the_program_says() -> None:
    assert make_cli.PAGE.read_text(encoding="utf-8") == make_cli.page(), "run: make reference"


def test_every_command_has_an_example_and_stands_in_the_readme() -> None:
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    helps = dict(make_cli.helps())
    alone = {name for name in helps if len(name.split()) == 2}
    assert len(alone) >= 12
    assert [name for name in alone if name not in readme] == []
    assert [name for name, text in helps.items() if name != "habeas" and "Example" not in text] == []


def test_every_limit_is_documented_as_it_is() -> None:
    text = (ROOT / "docs" / "limits.md").read_text(encoding="utf-8")
    rows = dict(re.findall(r"^\| `(\w+)` \| ([\d,.]+) \|", text, re.M))
    said = {name: float(number.replace(",", "")) for name, number in rows.items()}
    assert said == {name: float(value) for name, value in msgspec.structs.asdict(Limits()).items()}


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_links_and_named_files_lead_somewhere(document: Path) -> None:
    text = document.read_text(encoding="utf-8")
    links = [link.partition("#")[0] for link in re.findall(r"\]\(([^)\s]+)\)", text) if "://" not in link]
    named = re.findall(r"`((?:src|docs|examples|tests|bench|requirements)/[\w./-]+)`", text)
    lost = [link for link in links if link and not (document.parent / link).exists()]
    assert lost + [name for name in named if not (ROOT / name).exists()] == []


def test_the_changelog_knows_the_version() -> None:
    version = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    headings = re.findall(r"^## \[(.+?)\]", (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"), re.M)
    assert headings[0] in {"Unreleased", version}
