"""The example reports: five formats, four settings, rendered from their sources, true to `truth.json`."""

from __future__ import annotations

import csv
import email
import email.policy
import html
import io
import json
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pytest

from habeas.collect.manifest import read_manifest
from habeas.model.dates import is_edtf
from habeas.model.vocabulary import EVENT_TYPES, MEASURES

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
REPORTS = tuple(sorted(p for p in (EXAMPLES / "reports").rglob("*") if p.is_file()))
SETTINGS: dict[str, dict[str, Any]] = json.loads((EXAMPLES / "truth.json").read_text("utf-8"))["settings"]


def words(path: Path) -> str:
    """All the words of a report as one line, read without the product: tags, headers and all else left in."""
    data = path.read_bytes()
    match path.suffix:
        case ".pdf":
            pages = [page.get_textpage().get_text_range() for page in pypdfium2.PdfDocument(data)]
            text = "\n".join(pages)
        case ".docx":
            with zipfile.ZipFile(io.BytesIO(data)) as package:
                parts = [n for n in ("word/document.xml", "word/footnotes.xml") if n in package.namelist()]
                xml = "\n".join(package.read(name).decode() for name in parts)
            text = html.unescape(re.sub(r"<[^>]+>", "", xml.replace("</w:p>", "\n")))
        case ".eml":
            message = email.message_from_bytes(data, policy=email.policy.default)
            leaves = [part.get_content() for part in message.walk() if not part.is_multipart()]
            text = "\n".join([*(str(value) for value in message.values()), *leaves])
        case ".html":
            text = html.unescape(re.sub(r"<[^>]+>", "", data.decode()))
        case _:
            text = data.decode()
    return " ".join(text.replace("\N{LEFT-TO-RIGHT MARK}", "").split())


WORDS = {path: words(path) for path in REPORTS}


def report(setting: str, number: str) -> Path:
    (path,) = (EXAMPLES / "reports" / setting).glob(f"{number}-*")
    return path


def quoted() -> Iterator[tuple[str, str, str]]:
    """Everything that `truth.json` says stands in a report: setting, number of the report, the words."""
    for name, setting in SETTINGS.items():
        for person in setting["people"]:
            for kind in ("names", "mangled", "initials"):
                for spelling, numbers in person.get(kind, {}).items():
                    yield from ((name, number, spelling) for number in numbers)
        for group in (*setting["disagreements"], *setting["not_disagreements"]):
            yield from ((name, value["in"], value["words"]) for value in group["values"])
        for series in setting["figures"]:
            yield from ((name, point["in"], point["words"]) for point in series["points"])
        yield from ((name, chain["in"], chain["words"]) for chain in setting["nested"])
        yield from ((name, one["in"], one["by"]) for one in setting["overtaken"])


def make(out: Path) -> tuple[Path, ...]:
    """Renders the sources into `out`."""
    run = [sys.executable, str(EXAMPLES / "make.py"), "--out", str(out)]
    subprocess.run(run, check=True, capture_output=True, timeout=120)
    return tuple(sorted(p for p in out.rglob("*") if p.is_file()))


@pytest.fixture(scope="module")
def remade(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("remade")
    make(out)
    return out


def test_there_are_enough_reports_in_all_formats_and_settings() -> None:
    assert len(REPORTS) >= 18
    assert {path.suffix for path in REPORTS} == {".txt", ".html", ".pdf", ".docx", ".eml"}
    assert {path.parent.name for path in REPORTS} == set(SETTINGS)
    assert len(SETTINGS) >= 4


def test_every_report_is_long_enough_to_be_real_and_all_are_small_together() -> None:
    short = [path.name for path, text in WORDS.items() if len(text.split()) < 200]
    assert short == []
    kept = [*EXAMPLES.glob("*.*"), *(EXAMPLES / "sources").rglob("*"), *REPORTS]
    assert sum(path.stat().st_size for path in kept if path.is_file()) < 300_000


def test_the_reports_in_the_tree_say_what_their_sources_say(remade: Path) -> None:
    made = {path.relative_to(remade): words(path) for path in remade.rglob("*") if path.is_file()}
    kept = {path.relative_to(EXAMPLES / "reports"): text for path, text in WORDS.items()}
    assert made == {path: kept.get(path) for path in made}
    rendered = {path for path in kept if path.suffix in (".pdf", ".docx", ".eml")}
    assert set(made) == rendered


def test_the_same_sources_give_the_same_bytes(remade: Path, tmp_path: Path) -> None:
    again = make(tmp_path)
    assert [p.read_bytes() for p in again] == [(remade / p.relative_to(tmp_path)).read_bytes() for p in again]
    assert len(again) > 5


def test_the_manifest_names_every_report_once_and_leaves_some_fields_to_the_reports() -> None:
    rows = read_manifest(EXAMPLES / "manifest.csv")
    assert sorted(row.path for row in rows) == [p.relative_to(EXAMPLES).as_posix() for p in REPORTS]
    with (EXAMPLES / "manifest.csv").open(encoding="utf-8", newline="") as file:
        cells = list(csv.DictReader(file))
    assert all(re.match(r"https://[a-z]+(-[a-z]+)?\.example/", row["url"]) for row in cells if row["url"])
    assert [row["path"] for row in cells if not any(list(row.values())[1:])] == [
        "reports/sahwara/002-families-league.eml"
    ]


@pytest.mark.parametrize("setting", SETTINGS)
def test_what_the_truth_quotes_stands_in_the_report_it_names(setting: str) -> None:
    lines = [(number, quote) for where, number, quote in quoted() if where == setting]
    missing = [line for line in lines if line[1] not in WORDS[report(setting, line[0])]]
    assert missing == []
    assert len(lines) > 15


@pytest.mark.parametrize("setting", SETTINGS)
def test_the_truth_uses_the_vocabularies_and_names_people_that_it_lists(setting: str) -> None:
    truth = SETTINGS[setting]
    people = {person["id"] for person in truth["people"]}
    life = [line for person in truth["people"] for line in person["life"]]
    assert {line["type"] for line in life} <= set(EVENT_TYPES)
    assert {series["measure"] for series in truth["figures"]} <= set(MEASURES)
    assert all(is_edtf(line[field]) for line in life for field in ("when", "until") if field in line)
    assert all(is_edtf(point["as_of"]) for series in truth["figures"] for point in series["points"])
    assert {one["who"] for one in truth["disagreements"] if one["who"]} <= people
    assert {pair[side] for pair in truth["must_not_join"] for side in ("left", "right")} <= people
    assert all(report(setting, number).is_file() for line in life for number in line["in"])


def shared(left: str, right: str) -> float:
    """The share of the shorter text's runs of five words that stand in the longer."""
    first, second = ({*zip(*(t.split()[n:] for n in range(5)), strict=False)} for t in (left, right))
    return len(first & second) / min(len(first), len(second))


def test_copies_share_their_words_with_their_origin_and_other_reports_do_not() -> None:
    """The wire story and its two copies are one source."""
    (copies,) = SETTINGS["morozhia"]["copies"]
    origin = WORDS[report("morozhia", copies["origin"])]
    likeness = {n: shared(origin, WORDS[report("morozhia", n)]) for n in ("002", "003", "004", "005", "006")}
    assert sorted(n for n, share in likeness.items() if share > 0.4) == copies["copies"]
    assert all(share < 0.1 for n, share in likeness.items() if n not in copies["copies"])


def test_a_name_stands_in_three_latin_spellings_and_in_arabic_script() -> None:
    (poet,) = (p for p in SETTINGS["sahwara"]["people"] if p["id"] == "poet")
    arabic = [name for name in poet["names"] if "\u0600" < name[0] < "\u06ff"]
    assert len(arabic) == 1
    assert len(poet["names"]) - len(arabic) >= 3


def test_the_readme_lists_every_report_and_person() -> None:
    readme = (EXAMPLES / "README.md").read_text("utf-8")
    assert [path.name for path in REPORTS if f"`{path.name}`" not in readme] == []
    named = [next(iter(p["names"])) for s in SETTINGS.values() for p in s["people"] if p["detained"]]
    assert [name for name in named if name not in readme] == []


def test_no_setting_speaks_of_another() -> None:
    """A name of one setting in another would make the examples prove less than they seem to."""
    for name, setting in SETTINGS.items():
        spellings = [s for person in setting["people"] for s in person["names"] if len(s) > 6]
        foreign = [text for path, text in WORDS.items() if path.parent.name != name]
        assert [s for s in spellings if any(s in text for text in foreign)] == []
