"""The desk's tables follow the log, and say the same when they are made anew."""

from __future__ import annotations

import pytest
from django.db import connection

from habeas import safekeeping
from habeas.archive.erasure import doomed
from habeas.desk.index.following import follow, rebuild
from habeas.desk.index.models import Mark, NameWord, Pair, Person, Place, Report, Statement
from habeas.desk.store import workspace
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of, statement_of

pytestmark = pytest.mark.django_db


def _all() -> list[object]:
    return [
        sorted(Report.objects.values_list("id", "title", "publisher", "published", "total", "decided")),
        sorted(Person.objects.values_list("key", "report", "name", "detained", "whole")),
        sorted(NameWord.objects.values_list("person", "bones", "word")),
        sorted(Statement.objects.values_list("key", "kind", "term", "state", "permitted", "says", "speaker", "when")),
        sorted(Statement.objects.exclude(people=None).values_list("key", "people")),
        sorted(Pair.objects.values_list("left", "right", "state")),
    ]


def test_a_report_that_was_read_stands_in_the_tables_with_all_that_it_says() -> None:
    reading = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    report = Report.objects.get()
    assert (report.id, report.publisher, report.total, report.decided) == (reading.report.id, "The Post", 3, 0)
    event = Statement.objects.get(kind="event")
    assert (event.key, event.term, event.speaker, event.when) == (
        statement_of(reading, "v1"),
        "arrest",
        "Dana Petrak",
        "2021-05-03",
    )
    assert [one.name for one in event.people.all()] == ["Ilmar Sotnik"]


def test_decisions_and_what_takes_them_back_are_followed() -> None:
    reading = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    made = decided("accept", statement_of(reading, "v1"))
    decided("permit", statement_of(reading, "v1"))
    event = Statement.objects.get(kind="event")
    assert (event.state, event.permitted, Report.objects.get().decided) == ("accepted", True, 1)
    decided("undo", made.id)
    event.refresh_from_db()
    assert (event.state, event.permitted, Report.objects.get().decided) == ("proposed", True, 0)


def test_who_is_who_is_followed() -> None:
    one = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    two = stored(arrest("Ilmar Sotnyk", "Brenna", "2021-05-03", publisher="The Herald"))
    keys = [key_of(one, "Ilmar Sotnik"), key_of(two, "Ilmar Sotnyk")]
    assert set(Person.objects.filter(key__in=keys).values_list("whole", flat=True)) == {min(keys)}
    decided("different", *keys)
    assert set(Person.objects.filter(key__in=keys).values_list("whole", flat=True)) == set(keys)
    assert set(Pair.objects.filter(left__in=keys, right__in=keys).values_list("state", flat=True)) == {"different"}


def test_the_tables_made_anew_are_those_that_followed() -> None:
    one = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    stored(arrest("Ilmar Sotnyk", "Brenna", "2021-05-03", publisher="The Herald"))
    decided("reject", statement_of(one, "n1"))
    before = _all()
    NameWord.objects.all().delete()
    Statement.objects.update(state="accepted")
    assert _all() != before
    with workspace() as opened:
        rebuild(opened)
    assert _all() == before


def test_following_again_does_nothing() -> None:
    stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    before, mark = sorted(Statement.objects.values_list("pk", "key")), Mark.objects.get().position
    with workspace() as opened:
        assert follow(opened) == mark == opened.position()
    assert sorted(Statement.objects.values_list("pk", "key")) == before


def test_an_earlier_workspace_that_was_restored_is_followed_from_its_beginning() -> None:
    stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    before = _all()
    Report.objects.update(title="of a later state")
    Mark.objects.update(position=10_000)
    with workspace() as opened:
        follow(opened)
    assert _all() == before


def _terms() -> set[str]:
    """The words in the database's own index of words; PostgreSQL keeps none apart from those of its rows."""
    if connection.vendor != "sqlite":
        return {word for text in Statement.objects.values_list("folded", flat=True) for word in text.split()}
    with connection.cursor() as cursor:
        cursor.execute("CREATE VIRTUAL TABLE temp.terms USING fts5vocab('main', 'index_words', 'row')")
        cursor.execute("SELECT term FROM temp.terms")
        found = {row[0] for row in cursor.fetchall()}
        cursor.execute("DROP TABLE temp.terms")
    return found


def test_what_is_erased_is_gone_from_the_tables_and_from_the_index_of_words() -> None:
    gone = stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    kept = stored(arrest("Vera Lund", "Lodva", "2021-06-03"))
    with workspace() as opened:
        safekeeping.erase(opened, doomed(opened.records, [gone.report.id]), "ana", "asked for")
        follow(opened)
    assert list(Report.objects.values_list("pk", flat=True)) == [kept.report.id]
    assert not Person.objects.filter(name="Ilmar Sotnik").exists()
    assert not Place.objects.filter(name="Brenna").exists()
    terms = _terms()
    assert "lodva" in terms
    assert "brenna" not in terms
