"""Each bad file gets its own clear outcome, and what can be read of it is read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from habeas.model.text import Extracted
from habeas.text import Extractor
from tests.hostile.make_bad import BAD, HUGE, Bad, make_bad, pdf


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Path]]:
    made = {path.name: path for path in make_bad(tmp_path_factory.mktemp("bad"), huge=True)}
    yield made
    made[HUGE].unlink()


@pytest.fixture(scope="module")
def extractor() -> Iterator[Extractor]:
    with Extractor() as one:
        yield one


def outcome(extracted: Extracted) -> str:
    return "read" if extracted.state == "whole" else extracted.state


@pytest.mark.parametrize("bad", BAD, ids=[bad.name for bad in BAD])
def test_a_bad_file_ends_as_it_should(bad: Bad, files: dict[str, Path], extractor: Extractor) -> None:
    extracted = extractor.extract(files[bad.name].read_bytes(), bad.name)
    assert outcome(extracted) in bad.outcomes
    assert [words for words in bad.keeps if words not in extracted.text] == []
    if bad.lost:
        assert any(note.strip() for note in extracted.notes), "something was lost and nothing says so"
    if extracted.state == "refused":
        assert extracted.text == ""


def test_a_sound_file_is_read_after_all_the_bad_ones(files: dict[str, Path], extractor: Extractor) -> None:
    for bad in BAD:
        if bad.name != HUGE:
            extractor.extract(files[bad.name].read_bytes(), bad.name)
    extracted = extractor.extract(pdf("Nothing is wrong with this page."), "sound.pdf")
    assert (outcome(extracted), extracted.notes) == ("read", ())
    assert "Nothing is wrong with this page." in extracted.text


def test_the_huge_line_is_made_only_when_asked_for(tmp_path: Path) -> None:
    made = make_bad(tmp_path)
    assert {path.name for path in made} == {bad.name for bad in BAD} - {HUGE}
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(path.name for path in made)


def test_the_bad_files_are_the_same_each_time(tmp_path: Path) -> None:
    same = ["noise.txt", "cut.pdf", "image-page.pdf", "deep.html", "mislabelled.html", "broken-mime.eml"]
    first, second = (make_bad(tmp_path / name, only=same) for name in ("first", "second"))
    assert [p.read_bytes() for p in first] == [p.read_bytes() for p in second]
    assert len(first) == len(same)
