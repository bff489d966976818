"""The annotated collection: what is committed is what its annotations make; mistakes are refused with their place."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from collection import compile as compiling
from habeas.model.check import checked
from habeas.model.codec import reading_from_json
from habeas.model.reading import Reading

TEXT = "Vera Lenko was jailed in May.\n\nHer sister said she was ill. “Vera is ill,” she said. Lenko’s sister wept.\n"


def annotation(**changes: Any) -> dict[str, Any]:
    return {
        "report": {"source": "001-lenko.txt", "published": "2031-05-20"},
        "split": "train",
        "entities": [
            {"id": "e1", "kind": "person", "name": "Vera Lenko", "mentions": ["Vera Lenko", "Lenko#*", "Vera#*"]},
            {"id": "e2", "kind": "person", "name": "Her sister", "named": False, "mentions": ["Her sister", "she#2"]},
        ],
        "claims": [
            {"id": "c1", "speaker": "e2", "speaker_span": "Her sister", "cue": "said", "content": ["she was ill"]}
        ],
        "events": [{"type": "sentence", "trigger": "jailed", "evidence": ["Vera Lenko was jailed in May"]}],
    } | changes


def collection(folder: Path, content: dict[str, Any], stem: str = "001-lenko") -> Path:
    for name in ("texts", "annotations"):
        (folder / name).mkdir(exist_ok=True)
    (folder / "texts" / f"{stem}.txt").write_text(TEXT, encoding="utf-8")
    path = folder / "annotations" / f"{stem}.json"
    path.write_text(json.dumps(content), encoding="utf-8")
    return path


def refused(folder: Path, content: dict[str, Any]) -> str:
    with pytest.raises(compiling.AnnotationError) as caught:
        compiling.read_annotation(collection(folder, content))
    return str(caught.value)


@pytest.fixture(scope="module")
def found() -> dict[Path, Reading]:
    return compiling.readings(compiling.ROOT)


@pytest.mark.parametrize("split", compiling.SPLITS)
def test_the_readings_are_what_the_annotations_make(found: dict[Path, Reading], split: compiling.Split) -> None:
    assert (compiling.ROOT / f"{split}.jsonl").read_bytes() == compiling.lines(found, split)


def test_the_readme_counts_what_is_there(found: dict[Path, Reading]) -> None:
    readme = (compiling.ROOT / "README.md").read_text(encoding="utf-8")
    assert [hit[0] for hit in compiling.COUNTS.finditer(readme)] == [compiling.table(found)]


def test_every_line_passes_the_check_of_readers_and_stands_in_one_split_only() -> None:
    sources = []
    for split in compiling.SPLITS:
        for line in (compiling.ROOT / f"{split}.jsonl").read_bytes().splitlines():
            reading = reading_from_json(line)
            assert checked(reading) == reading
            assert (int(reading.report.source[:3]) % 3 == 0) == (split == "test")
            sources.append(reading.report.source)
    texts = [path.name for path in (compiling.ROOT / "texts").iterdir()]
    assert sorted(sources) == sorted(texts)


def test_the_collection_holds_every_kind_in_both_splits(found: dict[Path, Reading]) -> None:
    for split in compiling.SPLITS:
        of = [reading for path, reading in found.items() if compiling.split_of(path) == split]
        for kind in compiling.KINDS:
            assert sum(len(getattr(reading, kind)) for reading in of) > 0, (split, kind)


def test_words_become_spans(tmp_path: Path) -> None:
    reading = compiling.read_annotation(collection(tmp_path, annotation()))
    assert [span.quote for span in reading.entities[0].mentions] == ["Vera Lenko", "Vera", "Lenko"]
    assert [span.start for span in reading.entities[1].mentions] == [31, TEXT.index("she said")]
    assert (reading.claims[0].speaker_text, reading.claims[0].within) == ("Her sister", None)
    assert [(event.id, event.said_by) for event in reading.events] == [("v1", ())]
    assert [(passage.role, passage.start, passage.end) for passage in reading.passages] == [("body", 0, len(TEXT) - 1)]
    assert [(name.text, name.role) for name in reading.entities[0].names] == [
        ("Vera Lenko", "full"),
        ("Vera", "short"),
        ("Lenko", "short"),
    ]
    assert (reading.attributes, reading.figures, reading.demands, reading.notes) == ((), (), (), ())


def test_words_within_words_are_found_by_what_stands_around_them(tmp_path: Path) -> None:
    claim = annotation()["claims"][0] | {
        "speaker_span": "she @ she said",
        "cue": "said @ she said",
        "content": ["Vera is ill"],
    }
    reading = compiling.read_annotation(collection(tmp_path, annotation(claims=[claim])))
    span = reading.claims[0].speaker_span
    assert span is not None
    assert span.start == TEXT.index("she said")


def test_what_stands_in_a_claim_is_said_by_it(tmp_path: Path) -> None:
    illness = {"subject": "e1", "property": "illness", "value": "ill", "evidence": ["she was ill"]}
    content = annotation(attributes=[illness])
    reading = compiling.read_annotation(collection(tmp_path, content))
    assert [attribute.said_by for attribute in reading.attributes] == [("c1",)]
    wrong = refused(tmp_path, annotation(attributes=[illness | {"said_by": []}]))
    assert wrong == "001-lenko.json: a1: it stands in the content of ['c1'], but is said by []"


def test_passages_cover_the_text(tmp_path: Path) -> None:
    part = {"role": "title", "quote": "Vera Lenko was jailed in May."}
    reading = compiling.read_annotation(collection(tmp_path, annotation(passages=[part])))
    assert [(p.role, p.start, p.end) for p in reading.passages] == [("title", 0, 29), ("body", 31, len(TEXT) - 1)]


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"split": "test"}, "report.source or split is not that of 001-lenko"),
        ({"events": [{"type": "sentence", "trigger": "jailed#2", "evidence": ["May"]}]}, "v1: 'jailed' has 1 places"),
        ({"events": [{"type": "jailing", "trigger": "jailed", "evidence": ["May"]}]}, "is no type of the vocabulary"),
        (
            {"events": [{"type": "sentence", "trigger": "jailed", "evidence": ["May"], "on": "May"}]},
            "no such field: on",
        ),
        (
            {"events": [{"type": "sentence", "trigger": "jailed", "evidence": ["May"], "when": "May"}]},
            "not an EDTF date",
        ),
        ({"attributes": [{"subject": "e9", "property": "illness", "value": "ill", "evidence": ["May"]}]}, "'e9'"),
        ({"demands": [{"by": "e1", "evidence": ["May"]}] * 2}, "d2 says the same as d1"),
        ({"claims": [{"id": "c1", "speaker": "e2", "content": []}]}, "c1: it quotes no words"),
        ({"figure": []}, "unknown field `figure`"),
    ],
)
def test_mistakes_are_refused_with_file_and_reason(tmp_path: Path, changes: dict[str, Any], reason: str) -> None:
    message = refused(tmp_path, annotation(**changes))
    assert message.startswith("001-lenko.json: ")
    assert reason in message


def test_a_text_must_have_its_annotation(tmp_path: Path) -> None:
    collection(tmp_path, annotation())
    (tmp_path / "texts" / "002-alone.txt").write_text("Nobody.\n", encoding="utf-8")
    with pytest.raises(compiling.AnnotationError, match="002-alone"):
        compiling.readings(tmp_path)


def test_a_text_must_be_canonical(tmp_path: Path) -> None:
    path = collection(tmp_path, annotation())
    (tmp_path / "texts" / "001-lenko.txt").write_text(TEXT + "\u200b", encoding="utf-8")
    with pytest.raises(compiling.AnnotationError, match="not canonical"):
        compiling.read_annotation(path)
