"""Training of the component for names: texts marked by hand, other names in them, and the training itself."""

from __future__ import annotations

import json
import random
from pathlib import Path

import pytest

from bench.entities.figures import counted, f1
from bench.entities.frames import FRAMES, filled
from bench.entities.marked import HAND, LABELS, Marked, Span, by_hand, corpus, digest, lines_of, parted, spans_of
from bench.entities.names import Namer, traditions
from bench.entities.preparing import complete, examples
from bench.entities.swapped import Swapper
from bench.entities.training import Settings, found_in, published, trained, weights

TEXT = "Ada Lund was held in Korda. Lund had written of the Ministry of Justice on 4 May."
MARKED = Marked("one", TEXT, tuple(spans_of(TEXT, [("Ada Lund", "PERSON"), ("Lund", "PERSON"), ("Korda", "GPE")])))


def names(one: Marked) -> list[tuple[str, str]]:
    return [(one.text[span.start : span.end], span.label) for span in one.spans]


def test_a_name_is_marked_wherever_it_stands_whole_and_the_longer_one_wins() -> None:
    assert names(MARKED) == [("Ada Lund", "PERSON"), ("Korda", "GPE"), ("Lund", "PERSON")]


def test_a_place_told_by_the_words_around_it_goes_before_what_holds_elsewhere() -> None:
    text = "Marina met him at the Marina, and Marina wept."
    found = spans_of(text, [("Marina", "PERSON")], [("the Marina", "Marina", "FAC"), ("and Marina", "Marina", "O")])
    assert found == [Span(0, 6, "PERSON"), Span(22, 28, "FAC")]


def test_what_is_kept_of_texts_marked_by_hand_holds_no_word_of_them(tmp_path: Path) -> None:
    path = tmp_path / "hand.jsonl"
    path.write_text("\n".join(lines_of([MARKED])), encoding="utf-8")
    assert by_hand({"one": TEXT}, path) == [MARKED]
    assert by_hand({}, path) == []
    assert not any(word in path.read_text(encoding="utf-8") for word in ("Ada", "Lund", "Korda", "held"))


def test_another_text_than_the_one_that_was_marked_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "hand.jsonl"
    path.write_text("\n".join(lines_of([MARKED])), encoding="utf-8")
    with pytest.raises(ValueError, match="one is not the text"):
        by_hand({"one": f"{TEXT} "}, path)


def test_the_marks_in_the_repository_are_offsets_and_labels_only() -> None:
    lines = [json.loads(line) for line in HAND.read_text(encoding="utf-8").splitlines()]
    assert lines
    for line in lines:
        assert set(line) == {"doc", "sha256", "spans"}
        assert all(0 <= start < end and label in LABELS for start, end, label in line["spans"])


def test_the_articles_that_were_marked_are_still_the_same() -> None:
    texts = corpus()
    if not texts:
        pytest.skip("the articles are not beside this checkout")
    marked = by_hand(texts)
    assert len(marked) == len(HAND.read_text(encoding="utf-8").splitlines())
    assert not any(
        one.text[span.start : span.end] != one.text[span.start : span.end].strip()
        for one in marked
        for span in one.spans
    )


def test_held_out_texts_are_always_the_same_and_are_told_in_no_other() -> None:
    drawn = random.Random(1)
    texts = [Marked(str(i), " ".join(drawn.choices(("he", "she", "said", "was"), k=60)), ()) for i in range(60)]
    rest, held = parted(texts)
    twice, _ = parted([*texts, Marked("again", f"{held[0].text} Today.", ())])
    assert parted(reversed(texts))[1] == held[::-1]
    assert 0 < len(held) < len(texts) / 2
    assert not set(rest) & set(held)
    assert "again" not in {one.source for one in twice}


def test_other_names_stand_where_the_old_ones_stood_and_nothing_else_has_changed() -> None:
    one = Swapper(random.Random(3), [MARKED]).swapped(MARKED)
    whole, short = names(one)[0][0], names(one)[-1][0]
    assert [label for _, label in names(one)] == ["PERSON", "GPE", "PERSON"]
    assert "Lund" not in one.text
    assert short in whole
    assert one.text.endswith(" had written of the Ministry of Justice on 4 May.")
    assert Swapper(random.Random(3), [MARKED]).swapped(MARKED) == one


def test_every_frame_is_filled_and_its_names_are_marked() -> None:
    count = len(FRAMES.read_text(encoding="utf-8").splitlines())
    found = list(filled(count, 1))
    assert found == list(filled(count, 1)) != list(filled(count, 2))
    for one in found:
        assert "{" not in one.text
        assert one.spans
        assert all(name == name.strip() and name[0] != " " and label in LABELS for name, label in names(one))


def test_each_tradition_has_names_of_its_own() -> None:
    for tradition in traditions():
        people = [Namer(random.Random(seed)).person(tradition) for seed in range(30)]
        assert len({one.whole for one in people}) > 10
        assert all(one.family in one.whole and one.given in one.whole for one in people)


def test_articles_and_dates_are_kept_as_the_published_model_has_them() -> None:
    one = MARKED._replace(spans=tuple(spans_of(TEXT, [("Ministry of Justice", "ORG")])))
    assert names(complete([one], marked_whole=True)[0]) == [("the Ministry of Justice", "ORG"), ("4 May", "DATE")]


def test_where_not_all_is_marked_nothing_is_said_of_other_capitals() -> None:
    text = "He fled to Korda with Ada Lund."
    one = complete([Marked("one", text, (Span(22, 30, "PERSON"),))], marked_whole=False)[0]
    assert [text[start:end] for start, end in one.unknown] == ["Korda"]
    assert names(one) == [("Ada Lund", "PERSON")]


def test_training_learns_the_same_from_the_same_and_finds_what_it_was_shown() -> None:
    made = []
    for _ in range(2):
        nlp = published()
        learnt = list(examples(nlp, [MARKED._replace(spans=(Span(0, 8, "ORG"), Span(21, 26, "PERSON")))] * 8))
        losses = list(trained(nlp, learnt, Settings(rounds=4, rate=3e-3, drop=0.0, batch=20)))
        assert losses[-1] < losses[0]
        counts = counted(found_in(nlp, [learnt[0].doc]), learnt[:1])
        assert f1(counts["ORG"], "right") == 100
        made.append(digest(weights(nlp).hex()))
    assert made[0] == made[1]
