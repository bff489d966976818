"""A newer reader that names somebody otherwise does not undo what they refused."""

from __future__ import annotations

import msgspec
import pytest

from habeas.desk.cases import rules
from habeas.desk.cases.consent import may
from habeas.desk.cases.models import Consent, Note
from habeas.desk.index.following import follow
from habeas.desk.people.models import Member
from habeas.desk.store import workspace
from habeas.model.reading import ReaderInfo, Reading
from habeas.model.text import Extracted
from habeas.workspace import packed
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of

pytestmark = pytest.mark.django_db
NAME, LONGER = "Ilmar Sotnik", "Dr Ilmar Sotnik"


def _renamed(before: Reading) -> Reading:
    people = tuple(msgspec.structs.replace(e, name=LONGER) if e.name == NAME else e for e in before.entities)
    after = msgspec.structs.replace(before, reader=ReaderInfo("english", "99"), entities=people)
    with workspace() as opened:
        opened.put_reading(after, packed(Extracted(state="whole", text=after.text, media_type="text/plain")), "ana")
        follow(opened)
    return after


def test_refusals_notes_and_what_was_withheld_go_along(members: dict[str, Member]) -> None:
    before = stored(arrest(NAME, "Brenna", "2021-05-03"))
    key, by = key_of(before, NAME), members["publisher"]
    Consent.objects.create(person=key, use="name", answer="refused", told_by="he", by=by)
    Note.objects.create(person=key, text="call again", by=by)
    with workspace() as opened:
        rules.follow_consent(opened, by, key, "name")
        rules.switch(opened, by, [key], "arrest", "withhold")
        rules.switch(opened, by, [key], "", "permit")
    after = _renamed(before)
    new = key_of(after, LONGER)
    assert new != key
    with workspace() as opened:
        rules.settle(opened, by)
        first = len(opened.decisions())
        rules.settle(opened, by)
        assert len(opened.decisions()) == first
    assert may([new], "name").state == "refused"
    assert Note.objects.get().person == new
    assert rules.switches([new]) == {"name": False, "arrest": False}
    assert rules.switches([key_of(after, "Dana Petrak")]) == {}


def test_nothing_moves_where_the_key_is_the_same(members: dict[str, Member]) -> None:
    before = stored(arrest(NAME, "Brenna", "2021-05-03"))
    decided("accept", "st:" + "0" * 20)
    Note.objects.create(person=key_of(before, NAME), text="call again", by=members["viewer"])
    with workspace() as opened:
        rules.settle(opened, members["publisher"])
        assert [one.action for one in opened.decisions()] == ["accept", "withhold"]
    assert Note.objects.get().person == key_of(before, NAME)
