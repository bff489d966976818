"""The data files: whole, stable, explained to the last column, and safe in a spreadsheet."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import msgspec
import pytest

from habeas.model.case import CaseBook
from habeas.model.codec import reading_from_json
from habeas.publishing.dictionary import COLUMNS, TABLES, entries
from habeas.publishing.export import BOM, ExportOptions, download_list, write_exports
from habeas.publishing.guard import risky, unguarded
from habeas.publishing.site import write_site
from tests.publishing.hostile import PAYLOADS, poisoned
from tests.publishing.invented_book import invented


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("site")
    write_site(*invented(), out)
    return out / "data"


def rows(path: Path) -> list[dict[str, str]]:
    text = path.read_bytes().decode("utf-8-sig")
    found = list(csv.DictReader(io.StringIO(text, newline="")))
    return [{column: unguarded(cell) for column, cell in row.items()} for row in found]


def test_every_file_that_is_named_is_written_and_none_besides(data: Path) -> None:
    dictionary = {f"data-dictionary.{kind}" for kind in ("csv", "html", "json")}
    assert {path.name for path in data.iterdir()} == {name for name, _ in download_list()} | dictionary


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_in_the_dictionary_and_the_other_way_round(data: Path, table: str) -> None:
    with (data / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    assert header == list(COLUMNS[table])
    assert header == [entry["column"] for entry in rows(data / "data-dictionary.csv") if entry["table"] == table]
    page = (data / "data-dictionary.html").read_text("utf-8")
    assert all(f"<code>{column}</code>" in page for column in header)


def test_the_dictionary_says_something_of_every_column() -> None:
    assert all(entry["means"].endswith(".") and entry["type"] for entry in entries())


def test_every_table_has_rows_and_their_ids_are_whole(data: Path) -> None:
    counts = {table: len(rows(data / f"{table}.csv")) for table in TABLES}
    assert counts == {
        "people": 5, "register": 5, "statements": 75, "events": 19, "properties": 17, "figures": 10, "demands": 3,
        "sources": 6, "joins": 1, "bodies": 0, "findings": 5,
    }  # fmt: skip
    keys = {row["statement_key"] for row in rows(data / "statements.csv")}
    assert len(keys) == counts["statements"]
    assert all(row["event_id"] in keys for row in rows(data / "events.csv"))


def test_every_address_leads_to_a_place_on_the_site(data: Path) -> None:
    for table in TABLES:
        for row in rows(data / f"{table}.csv"):
            page, _, anchor = row.get("address", row.get("page", "")).partition("#")
            text = (data.parent / page).read_text("utf-8")
            assert not anchor or f'id="{anchor}"' in text, page


def test_who_says_it_is_told_from_the_outside_in(data: Path) -> None:
    (row,) = [r for r in rows(data / "statements.csv") if r["detail"] == "lung cancer"]
    assert row["said_by"] == "The Dorvat Courier > Hatem (the brother) > our lawyer (Our lawyer) > the prison doctor"
    assert (row["speaker"], row["state"], row["quote"]) == ("the prison doctor", "proposed", "Samir has lung cancer")


def test_json_lines_say_the_same_as_the_table(data: Path) -> None:
    lines = [json.loads(line) for line in (data / "statements.jsonl").read_text("utf-8").splitlines()]
    assert lines == rows(data / "statements.csv")


def test_readings_and_the_case_book_come_back_from_their_files(data: Path) -> None:
    made, found = invented()
    lines = (data / "readings.jsonl").read_bytes().splitlines()
    assert [reading_from_json(line) for line in lines] == [found[report.id] for report in made.reports]
    whole = json.loads((data / "casebook.json").read_bytes())
    assert (whole["format"], whole["licence"], whole["as_of"]) == ("habeas.casebook/1", None, "2024-02-16")
    assert msgspec.convert(whole["book"], CaseBook) == made


@pytest.mark.parametrize("payload", PAYLOADS)
def test_no_cell_can_be_taken_for_a_formula_and_every_cell_comes_back(payload: str, tmp_path: Path) -> None:
    made, found = invented()
    write_exports(poisoned(made, payload), found, tmp_path)
    cells = 0
    for table in TABLES:
        text = (tmp_path / f"{table}.csv").read_bytes().decode("utf-8")
        for row in csv.reader(io.StringIO(text, newline="")):
            assert not any(risky(cell) for cell in row)
            cells += sum(unguarded(cell) == payload for cell in row)
    assert cells > 50


def test_a_byte_order_mark_is_written_where_it_is_asked_for(tmp_path: Path) -> None:
    write_exports(*invented(), tmp_path, options=ExportOptions(bom=True))
    for path in tmp_path.glob("*.csv"):
        assert path.read_text("utf-8").startswith(BOM)
    assert not (tmp_path / "casebook.json").read_text("utf-8").startswith(BOM)


def test_the_same_book_gives_the_same_bytes(data: Path, tmp_path: Path) -> None:
    write_exports(*invented(), tmp_path)
    for path in data.iterdir():
        assert path.read_bytes() == (tmp_path / path.name).read_bytes(), path.name


def test_the_licence_is_the_operators(tmp_path: Path) -> None:
    write_exports(*invented(), tmp_path, options=ExportOptions(licence="ODbL 1.0"))
    assert json.loads((tmp_path / "casebook.json").read_bytes())["licence"] == "ODbL 1.0"
