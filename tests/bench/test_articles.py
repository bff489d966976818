"""Annotated articles: kept without their words, and the same again once the words are there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from bench.articles.judged import Judged
from bench.articles.marks import APART, SECOND, WORKED, annotated, corpus, lines_of, packed, text_of, unpacked
from bench.readers import ROOT
from bench.readers import annotated as collected
from habeas.model.codec import to_json
from habeas.model.reading import Reading
from tests.factory import Draft

ARTICLE = {
    "doc": "one",
    "title": "Ada Lund held",
    "text": "Ada Lund was held\u200b in Korda.\r\nHer brother said so.",
    "published": None,
}


def reading() -> Reading:
    draft = Draft(text_of(ARTICLE))
    lund = draft.person("Ada Lund", detained=True)
    draft.event("arrest", "held", who=[lund], when="2021-05")
    draft.attribute(lund, "residence", "Korda", "in Korda")
    return draft.reading()


def test_the_text_is_title_and_words_without_invisible_characters() -> None:
    assert text_of(ARTICLE) == "Ada Lund held\n\nAda Lund was held in Korda.\nHer brother said so."


def test_what_is_kept_of_an_article_holds_no_word_of_it_and_gives_all_of_it_back() -> None:
    (line,) = lines_of([("one", reading())])
    assert not any(word in line for word in ("Ada", "Lund", "Korda", "held", "brother"))
    again = unpacked(json.loads(line), ARTICLE)
    assert packed("one", again) == packed("one", reading())
    assert (again.text, again.entities, again.events) == (reading().text, reading().entities, reading().events)
    assert again.attributes[0].value == "Korda"


def test_another_text_than_the_one_annotated_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "marks.jsonl"
    path.write_text("\n".join(lines_of([("one", reading())])), encoding="utf-8")
    assert len(annotated(path, {"one": ARTICLE})) == 1
    assert annotated(path, {}) == []
    with pytest.raises(ValueError, match="one is not the text"):
        annotated(path, {"one": ARTICLE | {"text": "Ada Lund was not held."}})


@pytest.mark.parametrize("path", [APART, SECOND, WORKED], ids=lambda path: path.stem)
def test_the_marks_in_the_repository_name_no_person_in_words(path: Path) -> None:
    for line in path.read_text(encoding="utf-8").splitlines():
        marks = json.loads(line)
        for entity in marks["entities"]:
            if entity["kind"] == "person" and entity["named"]:
                assert entity["name"].startswith("@"), marks["doc"]
        for claim in marks.get("claims", ()):
            assert all(len(span) == 2 for span in claim["content"])


def test_no_article_is_worked_with_and_kept_apart_and_none_of_dev_is_worked_with() -> None:
    apart, worked = ({json.loads(line)["doc"] for line in p.read_text("utf-8").splitlines()} for p in (APART, WORKED))
    assert apart.isdisjoint(worked)
    assert all(doc.startswith("hrd-train-") for doc in worked)


def test_the_articles_are_still_the_same_where_they_are() -> None:
    articles = corpus()
    if not articles:
        pytest.skip("HRDsAttack does not lie beside the checkout")
    assert len(annotated(APART, articles)) == 43
    assert len(annotated(WORKED, articles)) == 65
    assert {r.text for r in annotated(SECOND, articles)} < {r.text for r in annotated(APART, articles)}


def test_names_stand_in_place_of_numbers_for_the_scorer() -> None:
    gold = Judged(reading()).whole()
    assert gold["persons"] == [{"name": "Ada Lund", "also": [], "detained": True}]
    (event,) = gold["events"]
    assert (event["who"], event["when"]) == (["Ada Lund"], "2021-05")
    assert gold["attributes"][0]["subject"] == "Ada Lund"


def test_every_report_of_our_own_collection_can_be_written_for_the_scorer() -> None:
    for one in collected(ROOT / "collection" / "train.jsonl"):
        gold = Judged(one).whole()
        assert len(gold["claims"]) == len(one.claims)
        assert len(gold["events"]) == len(one.events)
        assert json.loads(to_json(gold))["report"] == one.report.source
