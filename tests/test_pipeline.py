"""The whole way joined: from files to readings to case files, and the one gate on the way out."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from habeas import pipeline
from habeas.collect import Found, gather
from habeas.folder import FolderError, put_right, stamp, whole_folder
from habeas.model.codec import reading_from_json, to_json
from habeas.model.reading import Described
from habeas.workspace import Workspace
from tests.factory import Draft, decide, key_of, statement_of

PAGE = """<!doctype html><html lang="en"><head><title>Held in Port Halden</title>
<meta name="author" content="Piet Vos"></head><body><article><h1>Held in Port Halden</h1>
<p>Dana Iwu was arrested in Port Halden on Monday, her lawyer said. She is a teacher and 41 years old.</p>
<p>The police of the town did not answer questions about her on the telephone that evening.</p></article></body></html>
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "page.html").write_text(PAGE)
    (tmp_path / "in" / "note.txt").write_text("Dana Iwu was arrested in Port Halden on 6 May 2024, her lawyer said.\n")
    (tmp_path / "in" / "empty.txt").write_bytes(b"")
    return tmp_path


def test_each_path_becomes_a_reading_that_knows_where_it_came_from(folder: Path) -> None:
    taken = list(pipeline.take(gather([folder / "in"]).found))
    assert [(one.shown.rsplit("/", 1)[1], one.state) for one in taken] == [
        ("empty.txt", "refused"),
        ("note.txt", "whole"),
        ("page.html", "whole"),
    ]
    page = reading_from_json(taken[2].reading or b"")
    assert (page.report.source, page.report.media_type) == ("in/page.html", "text/html")
    assert page.report.title == "Held in Port Halden"
    assert page.report.stated == Described()
    assert all(page.text[span.start : span.end] == span.quote for entity in page.entities for span in entity.mentions)


def test_what_a_person_stated_counts_and_what_was_found_stays(folder: Path) -> None:
    found = Found(
        path=str(folder / "in" / "page.html"),
        source="page.html",
        stated=Described(title="Arrest of a teacher", publisher="The Harbour Post", published="2024-05-07"),
    )
    (taken,) = pipeline.take([found])
    info = reading_from_json(taken.reading or b"").report
    assert (info.title, info.publisher, info.published) == ("Arrest of a teacher", "The Harbour Post", "2024-05-07")
    assert info.found.title == "Held in Port Halden"
    assert info.stated == found.stated


def test_a_file_that_vanished_before_its_turn_is_said_and_the_rest_is_read(folder: Path) -> None:
    found = gather([folder / "in"]).found
    (folder / "in" / "note.txt").unlink()
    taken = list(pipeline.take(found))
    assert [one.state for one in taken] == ["refused", "refused", "whole"]
    assert (taken[1].reading, taken[1].notes) == (None, ("it is no longer there",))


def test_a_workspace_takes_keeps_and_reads_and_then_nothing_is_left(folder: Path) -> None:
    with Workspace.init(folder / "ws") as workspace:
        for found in gather([folder / "in"]).found:
            assert pipeline.keep(workspace, found, "ana").new
        taken = list(pipeline.take(pipeline.kept(workspace, "english", "?")))
        assert [pipeline.put(workspace, one) for one in taken] == [True, True, True]
        assert [pipeline.put(workspace, one) for one in taken] == [False, False, False]
        readings = list(workspace.readings())
        version = readings[1].reader.version
        assert list(pipeline.kept(workspace, "english", version)) == []
        assert [reading.state for reading in readings] == ["refused", "whole", "whole"]
        for reading in readings:
            extracted = workspace.extracted(reading.report.id)
            assert extracted is not None
            assert extracted.text == reading.text


def first() -> Draft:
    draft = Draft(
        "Dana Iwu, a teacher from Port Halden, was arrested on 6 May 2024 and is ill with asthma.",
        published="2024-05-07",
        publisher="The Harbour Post",
    )
    dana = draft.person("Dana Iwu", detained=True)
    draft.attribute(dana, "occupation", "teacher", "a teacher")
    draft.event("arrest", "arrested", who=(dana,), when="2024-05-06")
    draft.attribute(dana, "illness", "asthma", "ill with asthma")
    return draft


def second() -> Draft:
    draft = Draft("Dana Iwu was moved to Solvik Prison.", published="2024-07-01", publisher="Coast Weekly")
    draft.event("transfer", "moved", who=(draft.person("Dana Iwu", detained=True),))
    return draft


def test_nothing_proposed_is_joined_in_public_until_a_person_says_same() -> None:
    readings = (first().reading(), second().reading())
    accepted = [
        decide("accept", statement_of(readings[0], "a1")),
        decide("accept", statement_of(readings[0], "v1")),
        decide("accept", statement_of(readings[1], "v1")),
    ]
    apart = pipeline.public_copy(readings, accepted, {})
    assert [len(case.people) for case in apart.book.cases] == [1, 1]
    assert apart.book.public
    same = decide("same", key_of(readings[0], "Dana Iwu"), key_of(readings[1], "Dana Iwu"))
    joined = pipeline.public_copy(readings, [*accepted, same], {})
    assert [len(case.people) for case in joined.book.cases] == [2]
    undone = pipeline.public_copy(readings, [*accepted, same, decide("undo", same.id, time=1)], {})
    assert to_json(undone.book) == to_json(apart.book)


def test_nothing_withheld_is_anywhere_in_what_is_made_public(tmp_path: Path) -> None:
    readings = (first().reading(), second().reading())
    decisions = [
        decide("accept", statement_of(readings[0], "a1")),
        decide("accept", statement_of(readings[0], "a2")),
        decide("accept", statement_of(readings[1], "v1")),
    ]
    public = pipeline.public_copy(readings, decisions, {})
    assert [refusal.key for refusal in public.refusals] == [statement_of(readings[0], "a2")]
    pipeline.publish(public.book, public.readings, tmp_path / "out")
    files = [path for path in (tmp_path / "out").rglob("*") if path.is_file()]
    assert any(b"teacher" in path.read_bytes() for path in files)
    assert [path.name for path in files if b"asthma" in path.read_bytes()] == []
    working = pipeline.working_copy(readings, decisions)
    assert not working.public
    assert b"asthma" in to_json(working)


def test_the_same_readings_give_the_same_book_in_any_order_of_decisions_of_one_time() -> None:
    readings = (first().reading(), second().reading())
    decisions = [decide("accept", statement_of(readings[0], ref)) for ref in ("a1", "v1")]
    assert to_json(pipeline.working_copy(readings, decisions)) == to_json(
        pipeline.working_copy(readings, decisions[::-1])
    )


def test_a_folder_is_there_whole_or_not_at_all(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(KeyboardInterrupt):
        _interrupted(out)
    assert list(tmp_path.iterdir()) == []
    with whole_folder(out, "export") as folder:
        (folder / "a").write_text("1")
        assert not out.exists()
    assert sorted(path.name for path in out.iterdir()) == [".habeas-site", "a"]
    with pytest.raises(KeyboardInterrupt):
        _interrupted(out)
    assert (out / "a").read_text() == "1"
    assert list(tmp_path.iterdir()) == [out]


def _interrupted(out: Path) -> None:
    with whole_folder(out, "export") as folder:
        (folder / "half").write_text("")
        raise KeyboardInterrupt


@pytest.mark.parametrize("killed", range(1, 6))
def test_what_a_killed_run_left_beside_a_folder_is_put_right(tmp_path: Path, killed: int) -> None:
    out, mine = tmp_path / "out", tmp_path / ".out.kept0000"
    with whole_folder(out, "export", "first") as folder:
        (folder / "a").write_text("1")
    (mine / "other").mkdir(parents=True)
    before = sorted(tmp_path.iterdir())
    pid = os.fork()
    if not pid:
        with _killed_at(killed), whole_folder(out, "export", "second") as folder:
            (folder / "a").write_text("2")
        os._exit(0)
    assert os.waitpid(pid, 0)[1]
    assert sorted(tmp_path.iterdir()) != before
    put_right(out)
    assert sorted(tmp_path.iterdir()) == before
    swapped = killed == 5
    assert ((out / "a").read_text(), stamp(out)) == (("2", "second") if swapped else ("1", "first"))


@contextmanager
def _killed_at(number: int) -> Iterator[None]:
    """Ends this process where a folder is made, moved or taken away, before number `number` of these."""
    acts = itertools.count()

    def dying(act: Callable[..., None]) -> Callable[..., None]:
        def done(*given: object, **more: object) -> None:
            if next(acts) == number:
                os._exit(9)
            act(*given, **more)

        return done

    for place, name in ((Path, "mkdir"), (Path, "rename"), (shutil, "rmtree")):
        setattr(place, name, dying(getattr(place, name)))
    yield


def test_a_folder_that_somebody_works_on_is_left_to_them(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with whole_folder(out, "export") as folder:
        pid = os.fork()
        if not pid:
            put_right(out)
            os._exit(0)
        os.waitpid(pid, 0)
        (folder / "a").write_text("1")
    assert (out / "a").read_text() == "1"


def test_a_folder_that_somebody_filled_meanwhile_is_left_alone(tmp_path: Path) -> None:
    out = tmp_path / "out"
    with pytest.raises(FolderError, match="did not make"):
        _overtaken(out)
    assert [path.name for path in out.iterdir()] == ["theirs"]


def _overtaken(out: Path) -> None:
    with whole_folder(out, "export"):
        out.mkdir()
        (out / "theirs").write_text("")
