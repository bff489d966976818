"""Who is who in the desk's tables: only what changed is written, and it is what the whole would say."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.utils import timezone
from typing_extensions import override

from bench.worlds.collection import World
from habeas.desk.index.following import follow, rebuild
from habeas.desk.index.models import Mark, Pair, Person
from habeas.desk.store import workspace
from habeas.model.reading import Reading
from habeas.people import who_is_who
from habeas.resolving.index import Index
from tests.desk.room import arrest, decided, stored
from tests.factory import Draft, key_of

pytestmark = pytest.mark.django_db


class _Given(Draft):
    """A reading that is there already."""

    def __init__(self, reading: Reading) -> None:
        super().__init__(reading.text)
        self._given = reading

    @override
    def reading(self) -> Reading:
        return self._given


def _people() -> tuple[dict[str, str], list[object]]:
    pairs = Pair.objects.values_list("left_id", "right_id", "score", "state", "decision", "reasons", "against")
    return dict(Person.objects.values_list("key", "whole")), sorted(pairs, key=str)


def _as_the_index_has_it() -> tuple[dict[str, str], list[object]]:
    with workspace() as opened:
        found = who_is_who(opened)
    wholes = {ref.key: cluster[0].key for cluster in found.clusters for ref in cluster}
    unnamed = Person.objects.exclude(key__in=wholes).values_list("key", "whole")
    pairs: list[object] = [
        (j.left, j.right, j.score, j.state, j.decision or "", list(j.reasons), list(j.against)) for j in found.joins
    ]
    return wholes | dict(unnamed), sorted(pairs, key=str)


def test_report_by_report_and_decision_by_decision_the_tables_are_what_the_index_says() -> None:
    drafts = [_Given(report.reading) for report in World(14, 8).reports()]
    for draft in drafts[:10]:
        stored(draft)
    assert _people() == _as_the_index_has_it()
    first = Pair.objects.filter(state="proposed").order_by("left_id", "right_id")[0]
    made = decided("different", first.left_id, first.right_id)
    assert _people() == _as_the_index_has_it()
    for draft in drafts[10:]:
        stored(draft)
    decided("undo", made.id)
    assert _people() == _as_the_index_has_it()
    followed = _people()
    with workspace() as opened:
        rebuild(opened)
    assert _people() == followed


def test_a_decision_reads_nobody_whom_it_does_not_touch(monkeypatch: pytest.MonkeyPatch) -> None:
    one = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    two = stored(arrest("Ilmar Sotnyk", "Brenna", "2021-05-03", publisher="The Herald"))

    def whole(index: Index, *, proposed: bool) -> None:
        pytest.fail("everybody was read")

    monkeypatch.setattr(Index, "resolution", whole)
    keys = [key_of(one, "Ilmar Sotnik"), key_of(two, "Ilmar Sotnyk")]
    decided("different", *keys)
    assert set(Person.objects.filter(key__in=keys).values_list("whole", flat=True)) == set(keys)


def test_what_was_broken_off_is_settled_by_whoever_comes_next_but_not_at_once() -> None:
    stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    stored(arrest("Ilmar Sotnyk", "Brenna", "2021-05-03", publisher="The Herald"))
    before = _people()
    Pair.objects.all().delete()
    Mark.objects.update(settling=timezone.now())
    with workspace() as opened:
        follow(opened)
        assert not Pair.objects.exists()
        Mark.objects.update(settling=timezone.now() - timedelta(minutes=3))
        follow(opened)
    assert _people() == before
    assert Mark.objects.get().settling is None


def test_an_index_made_anew_is_read_as_a_whole() -> None:
    stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    with workspace() as opened:
        (opened.folder / "cache" / "people.sqlite").unlink()
    stored(arrest("Ilmar Sotnyk", "Brenna", "2021-05-03", publisher="The Herald"))
    assert _people() == _as_the_index_has_it()
    assert len(Pair.objects.all()) > 0
