"""A workspace keeps what cannot be made again: originals, where they came from, readings, decisions."""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest

from habeas.collect import Material
from habeas.model.amendment import Addition
from habeas.model.codec import to_json
from habeas.model.decision import Decision
from habeas.model.reading import Demand, Described, Entity, ReaderInfo, Reading, ReportInfo
from habeas.model.span import Span
from habeas.model.text import Extracted, Segment
from habeas.workspace import (
    AlteredError,
    OvertakenError,
    Receipt,
    StoredReport,
    Workspace,
    WorkspaceError,
    packed,
)


class Clock:
    """A clock that goes on by a minute each time it is looked at: 10:00 is the first time after the making."""

    def __init__(self) -> None:
        self.minute = -2

    def __call__(self) -> str:
        self.minute += 1
        return f"2024-05-02T{9 if self.minute < 0 else 10}:{self.minute % 60:02}:00Z"


@pytest.fixture
def workspace(tmp_path: Path) -> Iterator[Workspace]:
    with Workspace.init(tmp_path / "ws", Clock()) as made:
        yield made


def material(text: str, source: str = "a.txt", **stated: str) -> Material:
    data = text.encode()
    return Material(
        id="sha256:" + hashlib.sha256(data).hexdigest(),
        data=data,
        source=source,
        origin=f"/in/{source}",
        stated=Described(**stated),
    )


def reading(of: Material, text: str, version: str = "1") -> Reading:
    info = ReportInfo(id=of.id, source=of.source, stated=of.stated)
    return Reading(report=info, text=text, reader=ReaderInfo("english", version))


EXTRACTED = Extracted(
    text="Dana Iwu",
    media_type="text/plain",
    segments=(Segment(start=0, end=8, where="", origin_start=2, origin_end=10),),
)


def test_a_new_report_is_kept_with_where_when_and_by_whom(workspace: Workspace) -> None:
    report = material("Dana Iwu", publisher="The Harbour Post")
    assert workspace.add(report, "ana") == Receipt(id=report.id, new=True)
    assert workspace.original(report.id) == b"Dana Iwu"
    assert workspace.reports() == (
        StoredReport(
            id=report.id,
            source="a.txt",
            received="2024-05-02T10:00:00Z",
            size=8,
            stated=Described(publisher="The Harbour Post"),
        ),
    )
    (entry,) = workspace.custody(report.id)
    assert (entry.time, entry.who, entry.how, entry.origin) == (
        "2024-05-02T10:00:00Z",
        "ana",
        "file",
        "/in/a.txt",
    )


def test_the_same_report_again_adds_nothing(workspace: Workspace) -> None:
    report = material("Dana Iwu", publisher="Post")
    workspace.add(report, "ana")
    before = (workspace.reports(), workspace.custody(report.id), workspace.statements(report.id))
    assert workspace.add(report, "bo") == Receipt(id=report.id, new=False)
    assert (workspace.reports(), workspace.custody(report.id), workspace.statements(report.id)) == before


def test_the_same_report_from_another_path_is_one_report_with_both_paths(workspace: Workspace) -> None:
    report = material("Dana Iwu")
    workspace.add(report, "ana")
    again = workspace.add(material("Dana Iwu", "b.txt"), "bo")
    assert again == Receipt(id=report.id, new=False, more=True)
    assert [stored.source for stored in workspace.reports()] == ["a.txt"]
    assert [(entry.origin, entry.who) for entry in workspace.custody(report.id)] == [
        ("/in/a.txt", "ana"),
        ("/in/b.txt", "bo"),
    ]


def test_what_is_stated_later_is_kept_beside_what_was_stated_before(workspace: Workspace) -> None:
    report = material("Dana Iwu", publisher="Post", title="Held")
    workspace.add(report, "ana")
    workspace.add(material("Dana Iwu", publisher="The Harbour Post", url="https://post.example/1"), "bo")
    assert [(entry.who, entry.stated) for entry in workspace.statements(report.id)] == [
        ("ana", Described(publisher="Post", title="Held")),
        ("bo", Described(publisher="The Harbour Post", url="https://post.example/1")),
    ]
    assert workspace.reports()[0].stated == Described(
        publisher="The Harbour Post", title="Held", url="https://post.example/1"
    )


def test_a_reading_is_stored_once_with_its_text_and_map(workspace: Workspace) -> None:
    report = material("Dana Iwu")
    workspace.add(report, "ana")
    assert workspace.extracted(report.id) is None
    made = reading(report, "Dana Iwu")
    assert workspace.put_reading(made, packed(EXTRACTED)) is True
    assert workspace.put_reading(made, packed(EXTRACTED)) is False
    assert [to_json(kept) for kept in workspace.readings()] == [to_json(made)]
    assert workspace.extracted(report.id) == EXTRACTED


@pytest.mark.promise("D1")
@pytest.mark.parametrize("words", [Span(0, 4, "dana"), Span(1, 5, "Dana"), Span(5, 9, "Iwu!"), Span(0, 0, "")])
def test_a_reading_that_quotes_what_does_not_stand_in_its_text_is_not_stored(workspace: Workspace, words: Span) -> None:
    report = material("Dana Iwu")
    workspace.add(report, "ana")
    sound = Demand(id="d1", evidence=(Span(0, 4, "Dana"),), by=None)
    whole = msgspec.structs.replace(reading(report, "Dana Iwu"), demands=(sound,))
    before = workspace.position()
    for spoilt in (
        msgspec.structs.replace(whole, demands=(sound, msgspec.structs.replace(sound, id="d2", evidence=(words,)))),
        msgspec.structs.replace(whole, entities=(Entity(id="e1", kind="person", name="Dana Iwu", mentions=(words,)),)),
    ):
        with pytest.raises(WorkspaceError, match="does not stand in its text"):
            workspace.put_reading(spoilt, packed(EXTRACTED))
    assert (workspace.position(), workspace.reading(report.id)) == (before, None)
    assert workspace.put_reading(whole, packed(EXTRACTED)) is True


def test_what_is_unread_depends_on_the_reader_its_version_and_what_was_stated(workspace: Workspace) -> None:
    first, second = material("Dana Iwu"), material("Bo Okoro", "b.txt")
    for report in (first, second):
        workspace.add(report, "ana")
    workspace.put_reading(reading(first, "Dana Iwu"), packed(EXTRACTED))

    def unread(reader: str, version: str) -> list[str]:
        return [report.id for report in workspace.unread(reader, version)]

    assert unread("english", "1") == [second.id]
    assert unread("english", "2") == [first.id, second.id]
    assert unread("other", "1") == [first.id, second.id]
    workspace.add(msgspec.structs.replace(first, stated=Described(published="2024-05-02")), "ana")
    assert unread("english", "1") == [first.id, second.id]


def test_the_newest_reading_counts_and_the_order_is_that_of_the_reports(workspace: Workspace) -> None:
    first, second = material("Dana Iwu"), material("Bo Okoro", "b.txt")
    for report in (first, second):
        workspace.add(report, "ana")
    workspace.put_reading(reading(second, "Bo"), packed(EXTRACTED))
    workspace.put_reading(reading(first, "Dana"), packed(EXTRACTED))
    workspace.put_reading(reading(second, "Bo Okoro", "2"), packed(EXTRACTED))
    assert [kept.text for kept in workspace.readings()] == ["Dana", "Bo Okoro"]


def test_the_custody_of_what_is_unread_is_that_of_reports_without_a_reading(workspace: Workspace) -> None:
    first, second = material("Dana Iwu"), material("Bo Okoro", "b.txt")
    for report in (first, second):
        workspace.add(report, "ana")
    assert [one.report for one in workspace.custody_of_unread()] == [first.id, second.id]
    workspace.put_reading(reading(first, "Dana"), packed(EXTRACTED))
    assert workspace.custody_of_unread() == workspace.custody(second.id) != ()


def test_decisions_are_kept_in_their_order_each_as_an_act_of_its_own(workspace: Workspace) -> None:
    one = workspace.decide("accept", ("st:1",), "ana", reason="clear", seen=("event: arrested",))
    two = workspace.decide("accept", ("st:1",), "ana", reason="clear", seen=("event: arrested",))
    three = workspace.decide("correct", ("st:2",), "bo", correction={"when": "2024-05", "value": None})
    assert workspace.decisions() == (one, two, three)
    assert len({one.id, two.id, three.id}) == 3
    assert three.correction == {"when": "2024-05", "value": None}
    assert one.time == "2024-05-02T10:00:00Z"


def test_everything_is_there_after_closing_and_opening(workspace: Workspace) -> None:
    report = material("Dana Iwu", title="Held")
    workspace.add(report, "ana")
    workspace.put_reading(reading(report, "Dana Iwu"), packed(EXTRACTED))
    made = workspace.decide("accept", ("st:1",), "ana")
    before = workspace.reports()
    workspace.close()
    with Workspace.open(workspace.folder) as again:
        assert again.reports() == before
        assert again.original(report.id) == b"Dana Iwu"
        assert len(list(again.readings())) == 1
        assert again.decisions() == (made,)


def test_two_processes_may_add_to_one_workspace(workspace: Workspace) -> None:
    with Workspace.open(workspace.folder) as other:
        other.add(material("Dana Iwu"), "bo")
        workspace.add(material("Bo Okoro", "b.txt"), "ana")
        assert len(other.reports()) == len(workspace.reports()) == 2


def test_an_altered_original_is_found_and_adding_it_again_restores_it_and_says_so(
    workspace: Workspace,
) -> None:
    report = material("Dana Iwu")
    workspace.add(report, "ana")
    path = workspace.original_path(report.id)
    path.chmod(0o600)
    path.write_bytes(b"Dana Ivu")
    with pytest.raises(AlteredError, match=report.id):
        workspace.original(report.id)
    assert workspace.add(report, "bo").new is False
    assert workspace.original(report.id) == b"Dana Iwu"
    assert [entry.how for entry in workspace.custody(report.id)] == ["file", "restored"]


def test_adding_never_reads_a_whole_table(workspace: Workspace) -> None:
    asked: list[str] = []
    connection = workspace.records._sql
    assert isinstance(connection, sqlite3.Connection)
    connection.set_trace_callback(asked.append)
    workspace.add(material("Dana Iwu", publisher="Post"), "ana")
    workspace.add(material("Dana Iwu", "b.txt", title="Held"), "ana")
    connection.set_trace_callback(None)
    plans = [
        row[3]
        for query in asked
        if query.startswith(("SELECT", "INSERT"))
        for row in connection.execute(f"EXPLAIN QUERY PLAN {query}")
    ]
    assert len(asked) > 10
    assert plans
    assert [step for step in plans if step.startswith("SCAN")] == []


def test_only_the_owner_can_look_into_a_workspace(tmp_path: Path) -> None:
    (tmp_path / "ws").mkdir(mode=0o755)
    Workspace.init(tmp_path / "ws").close()
    assert (tmp_path / "ws").stat().st_mode & 0o777 == 0o700
    assert (tmp_path / "ws" / "originals").stat().st_mode & 0o777 == 0o700


def test_a_workspace_is_not_made_twice_and_nothing_in_it_is_touched(workspace: Workspace) -> None:
    workspace.add(material("Dana Iwu"), "ana")
    with pytest.raises(WorkspaceError, match="is there already"):
        Workspace.init(workspace.folder)
    assert len(workspace.reports()) == 1


def test_what_is_no_workspace_is_not_opened(tmp_path: Path) -> None:
    with pytest.raises(WorkspaceError, match="is not a workspace; `habeas init"):
        Workspace.open(tmp_path)
    assert list(tmp_path.iterdir()) == []
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkspaceError, match="cannot be made a workspace"):
        Workspace.init(tmp_path / "file")


def test_a_workspace_is_found_from_any_folder_in_it(workspace: Workspace, tmp_path: Path) -> None:
    inner = workspace.folder / "notes" / "deep"
    inner.mkdir(parents=True)
    assert Workspace.around(inner) == workspace.folder
    assert Workspace.around(workspace.folder) == workspace.folder
    assert Workspace.around(tmp_path) is None


def test_a_decision_on_what_somebody_else_has_decided_meanwhile_is_not_stored(workspace: Workspace) -> None:
    seen = workspace.position()
    first = workspace.decide("accept", ("st:one",), "Ada")
    with pytest.raises(OvertakenError, match="Ada has decided on this meanwhile") as caught:
        workspace.enter(msgspec.structs.replace(first, action="reject", author="Bo"), as_of=seen)
    assert caught.value.decision == first
    other = workspace.enter(msgspec.structs.replace(first, targets=("st:two",), author="Bo"), as_of=seen)
    assert workspace.decisions() == (first, other)
    assert workspace.enter(first, as_of=workspace.position()).id != first.id


def test_what_people_add_to_a_reading_comes_with_it_until_it_is_taken_back(workspace: Workspace) -> None:
    report = material("Dana Iwu")
    workspace.add(report, "ana")
    read = reading(report, "Dana Iwu")
    workspace.put_reading(read, packed(EXTRACTED))
    words = Span.of(read.text, 0, 4)
    addition = Addition(report=report.id, kind="demand", evidence=(words,))
    made = workspace.enter(Decision(id="", action="add", targets=("st:x",), author="ana", time="", amendment=addition))
    assert [demand.evidence for demand in next(workspace.readings()).demands] == [(words,)]
    assert workspace.reading(report.id) == next(workspace.readings())
    workspace.decide("undo", (made.id,), "ana")
    assert next(workspace.readings()) == read
