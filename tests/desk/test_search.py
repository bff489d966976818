"""What is searched for is found in any script and spelling, and conditions hold together."""

from __future__ import annotations

from datetime import date

import pytest
from django.urls import reverse

from habeas.desk.index.models import Statement
from habeas.desk.people.models import Member
from habeas.desk.search.holding import holds
from habeas.desk.search.models import SavedSearch
from habeas.desk.search.query import Words, leaves, parsed
from habeas.desk.search.reads import Wanted, found, highlighted, people
from habeas.desk.store import workspace
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import Draft


def _find(member: Member, **wanted: object) -> set[str]:
    return {one.words for one in found(member, Wanted(**wanted))}  # type: ignore[arg-type]


@pytest.fixture
def viewer(members: dict[str, Member]) -> Member:
    """A viewer, of a desk with two reports."""
    stored(arrest("Ilmar Sotnik", "Brenna", "2021-05-03"))
    draft = Draft("خضر مرداني was moved to Lodva.\n\nFree him now!\n\nBread and salt are denied to them, a cook said.")
    who = draft.person("خضر مرداني", detained=True)
    draft.event("transfer", "خضر مرداني was moved to Lodva", who=[who], when="2022-03")
    draft.demand("Free him now", about=[who])
    draft.claim("Bread and salt are denied to them", text="a cook")
    stored(draft)
    return members["viewer"]


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("bread salt", 1), ("BREAD", 1), ("bread prison", 0), ("bread OR arrested", 3), ("(bread OR arrested) salt", 1),
        ("salt (bread OR arrested)", 1), ("arrested -Brenna", 0), ('"bread and salt"', 1), ('"salt and bread"', 0),
        ("arr*", 2), ("arr", 0), ("held (arrested OR moved)", 0), ("held OR (arrested moved)", 1),
        ("-(bread OR held)", 4), ("bread OR -arrested", 4),
        ("bread OR -(held OR -moved)", 2), (") ( - \" *", 6), ("' OR 1=1 --", 0), ("NEAR(bread salt)", 0),
        ("مرداني", 1),
    ],
)  # fmt: skip
def test_words_are_combined_as_they_are_written(viewer: Member, typed: str, expected: int) -> None:
    assert found(viewer, Wanted(words=typed)).count() == expected


@pytest.mark.parametrize("name", ["Khidr Mardani", "Khader Mardany", "خضر مرداني", "mardani", "Хидр Мардани"])
def test_a_name_is_found_in_any_script_and_spelling(viewer: Member, name: str) -> None:
    assert [one.name for one in people(viewer, name)] == ["خضر مرداني"]
    assert {one.kind for one in found(viewer, Wanted(name=name))} == {"event", "demand"}


@pytest.mark.parametrize("name", ["Khidr Sotnik", "Orlov", "…"])
def test_nobody_is_found_by_a_name_that_nobody_has(viewer: Member, name: str) -> None:
    assert not people(viewer, name)
    assert not found(viewer, Wanted(name=name))


def test_all_that_is_asked_must_hold_together(viewer: Member) -> None:
    assert _find(viewer, name="Sotnik", kind="event") == {"Ilmar Sotnik was arrested in Brenna"}
    assert _find(viewer, name="Sotnik", kind="demand") == set()
    assert _find(viewer, speaker="petrak", kind="event") == {"Ilmar Sotnik was arrested in Brenna"}
    assert _find(viewer, since=date(2022, 3, 15)) == {"خضر مرداني was moved to Lodva"}
    assert _find(viewer, until=date(2021, 5, 3)) == {"Ilmar Sotnik was arrested in Brenna"}
    decided("reject", Statement.objects.get(kind="figure").key)
    assert _find(viewer, state="rejected") == {"At least 40 people are held"}
    assert _find(viewer, state="rejected", words="bread") == set()


def test_brackets_make_a_tree_and_what_must_not_be_there_is_not_highlighted() -> None:
    assert list(leaves(parsed('a -(b OR -c) "d e" f*'))) == [
        Words(("a",)), Words(("c",)), Words(("d", "e")), Words(("f",), open=True),
    ]  # fmt: skip
    assert highlighted("Bread, sâlt and <b>oil</b>", "salt br*") == [
        ("Bread", True), (", ", False), ("sâlt", True), (" and <b>oil</b>", False),
    ]  # fmt: skip


def test_the_page_highlights_and_runs_nothing(viewer: Member, signed_in: SignedIn) -> None:
    draft = Draft("he <script>alert(1)</script> wept, @cook said")
    draft.claim("he <script>alert(1)</script> wept", text="@cook")
    stored(draft)
    page = signed_in("viewer").get(reverse("search"), {"words": "wept"}).content.decode()
    assert "<mark>wept</mark>" in page
    assert "<script>alert" not in page


@pytest.mark.parametrize("place", ["Brenna", "brena", "Бренна"])
def test_a_place_is_found_in_any_script_and_spelling_and_together_with_everything_else(
    viewer: Member, place: str
) -> None:
    draft = arrest("Vera Lund", "Lodva", "2021-05-04")
    where, who = draft.entity("Lodva", "place"), draft.person("Vera Lund", detained=True)
    draft.attribute(who, "held_at", "Brenna prison", "Vera Lund was arrested in Lodva")
    draft.event("transfer", "arrested in Lodva", who=[who], where=where)
    stored(draft)
    assert {one.term for one in found(viewer, Wanted(place=place))} == {"held_at"}
    assert {one.term for one in found(viewer, Wanted(place="Lodva", name="Lund"))} == {"transfer"}
    assert not found(viewer, Wanted(place=place, name="Sotnik"))
    assert not found(viewer, Wanted(place="'; DROP TABLE index_place --"))


def test_a_search_is_kept_and_shared_and_finds_what_whoever_uses_it_may_see(
    viewer: Member, signed_in: SignedIn, members: dict[str, Member]
) -> None:
    client, other = signed_in("viewer"), signed_in("reviewer")
    for name, shared in (("mine", ""), ("<b>ours</b>", "on")):
        given = {"query": "words=bread&kind=claim", "keep-name": name, "keep-shared": shared}
        assert client.post(reverse("keep-search"), given).status_code == 302
    page = client.get(reverse("search")).content.decode()
    assert "?words=bread&amp;kind=claim" in page
    assert ("mine" in page, "&lt;b&gt;ours" in page, "<b>ours" in page) == (True, True, False)
    seen = other.get(reverse("search")).content.decode()
    assert ("mine" in seen, "&lt;b&gt;ours" in seen) == (False, True)
    client.post(reverse("keep-search"), {"query": "words=salt", "keep-name": "mine"})
    client.post(reverse("keep-search"), {"query": "", "keep-name": "of nothing"})
    assert list(SavedSearch.objects.values_list("name", "query")) == [
        ("<b>ours</b>", "words=bread&kind=claim"), ("mine", "words=salt"),
    ]  # fmt: skip
    one = SavedSearch.objects.get(name="mine")
    assert other.post(reverse("drop-search", args=[one.pk])).status_code == 404
    client.post(reverse("drop-search", args=[one.pk]))
    assert SavedSearch.objects.count() == 1


def test_spellings_of_the_name_that_was_looked_for_are_highlighted() -> None:
    assert highlighted("Mardany was moved", "", "Mardani") == [("Mardany", True), (" was moved", False)]


def test_reports_are_listed_with_their_progress(viewer: Member, signed_in: SignedIn) -> None:
    client = signed_in("viewer")
    assert client.get(reverse("reports")).content.decode().count("0 of 3") == 2
    for one in Statement.objects.filter(report__publisher="The Post"):
        decided("accept", one.key)
    done = client.get(reverse("reports"), {"waiting": "done"}).content.decode()
    assert "3 of 3" in done
    assert "0 of 3" not in done
    assert "The Post" not in client.get(reverse("reports"), {"waiting": "waiting"}).content.decode()


@pytest.mark.parametrize(
    "typed", ["bread salt", "arr*", "-arrested", "(bread OR held) -prison", '"free him"', "h* OR m*"]
)
@pytest.mark.parametrize("more", [{}, {"kind": "event"}, {"kind": "claim", "state": "proposed"}, {"risk": True}])
def test_the_index_finds_what_looking_at_each_finds(viewer: Member, typed: str, more: dict[str, object]) -> None:
    wanted = Wanted(words=typed, **more)  # type: ignore[arg-type]
    plain = {field: value for field, value in more.items() if field != "risk"}
    some = Statement.risky() if more.get("risk") else Statement.objects.all()
    expected = {one.pk for one in some.filter(**plain) if holds(typed, one.folded)}
    assert {one.pk for one in found(viewer, wanted)} == expected
    assert [one.pk for one in found(viewer, wanted, 2)[:2]] == sorted(expected, reverse=True)[:2]


def test_what_was_decided_is_found_under_its_new_state_alone(viewer: Member) -> None:
    key = Statement.objects.get(kind="demand").key
    decided("accept", key)
    assert _find(viewer, words="free", state="accepted") == {"Free him now"}
    assert _find(viewer, words="free", state="proposed") == set()
    decided("undo", _last(key))
    assert _find(viewer, words="free", state="proposed") == {"Free him now"}


def _last(key: str) -> str:
    with workspace() as opened:
        return [one.id for one in opened.decisions() if key in one.targets][-1]


def test_a_day_that_is_open_to_one_side_is_found_on_that_side(viewer: Member) -> None:
    draft = Draft("Vera Lund was held in Lodva.")
    draft.event("arrest", "Vera Lund was held", who=[draft.person("Vera Lund")], when="2022-03/..")
    stored(draft)
    assert _find(viewer, words="Vera", since=date(2040, 1, 1)) == {"Vera Lund was held"}
    assert _find(viewer, words="Vera", until=date(2022, 2, 1)) == set()
    assert _find(viewer, name="Vera", words="held", until=date(2022, 4, 1)) == {"Vera Lund was held"}
