"""Which organisations, facilities and places of several reports are one, and where places are."""

from __future__ import annotations

import itertools

import pytest

from habeas.model.case import Body
from habeas.model.reading import EntityKind, Reading
from habeas.resolving.bodies import bodies
from tests.factory import Draft

_papers = itertools.count()


def names(*entities: tuple[str, EntityKind]) -> Reading:
    """A report that names these and says no more."""
    draft = Draft("Named: " + "; ".join(name for name, _ in entities) + ".", publisher=f"Paper {next(_papers)}")
    for name, kind in entities:
        draft.entity(name, kind)
    return draft.reading()


def found(kind: EntityKind, *reports: Reading) -> list[set[str]]:
    """The names of each body of a kind."""
    return sorted((set(b.names) for b in bodies(reports) if b.kind == kind), key=sorted)


def only(kind: EntityKind, *reports: Reading) -> Body:
    (body,) = [b for b in bodies(reports) if b.kind == kind]
    return body


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Dolvian Prisoners' Club", "Dolvian Prisoners Society"),
        ("Dolvian Prisoners' Society", "Society for the Prisoners of Dolvian"),
        ("Interior Ministry of Dolvia", "Dolvia Ministry of Interior"),
        ("Dolvia Prison Service", "Prisons Authority of Dolvia"),
        ("French Ministry of Justice", "Ministry of Justice of France"),
        ("Turkish Prisoners' Society", "Prisoners Club of Turkey"),
        ("Министерство юстиции России", "Russian Ministry of Justice"),
        ("Министерство юстиции Китая", "Chinese Ministry of Justice"),
        ("وزارة العدل في فرنسا", "French Ministry of Justice"),
        ("משרד המשפטים של צרפת", "Ministry of Justice of France"),
        ("Общество заключённых Долвина", "Dolvin Prisoners' Society"),
        ("Общество заключённых Долвина", "Общество заключённых Долвин"),
        ("Служба тюрем Карсовии", "Karsovia Prison Service"),
    ],
)
def test_a_body_is_one_under_words_used_one_for_another(left: str, right: str) -> None:
    assert found("organisation", names((left, "organisation")), names((right, "organisation"))) == [{left, right}]


@pytest.mark.parametrize(
    ("left", "right"),
    [
        ("Dolvian Prisoners' Club", "Karskian Prisoners' Club"),
        ("Dolvian Human Rights Council", "Dolvian Human Rights Society"),
        ("Dolvia Ministry of Interior", "Dolvia Ministry of Justice"),
        ("Dolvian Prisoners' Club", "Dolvian Women Prisoners' Club"),
        ("Министерство юстиции Ирана", "Министерство юстиции Ирака"),
        ("Общество заключённых Долвина", "Общество заключённых Марвина"),
        ("Dolvin Prisoners' Club", "Dolvina Prisoners' Club"),  # English has no such cases
        ("Island Prisoners' Club", "Icelandic Prisoners' Club"),
    ],
)
def test_other_words_are_another_body(left: str, right: str) -> None:
    assert len(found("organisation", names((left, "organisation")), names((right, "organisation")))) == 2


@pytest.mark.parametrize(
    "other", ["the prison of Verin", "Verin jail", "Verin Central Prison", "тюрьма Верин", "тюрьма Верина", "سجن فيرين"]
)
def test_a_prison_is_one_in_other_words_and_scripts(other: str) -> None:
    assert found("facility", names(("Verin Prison", "facility")), names((other, "facility"))) == [
        {"Verin Prison", other}
    ]


@pytest.mark.parametrize("other", ["Verin court", "Karsk Prison", "Verin hospital", "Verin detention camp"])
def test_another_building_is_none(other: str) -> None:
    assert len(found("facility", names(("Verin Prison", "facility")), names((other, "facility")))) == 2


def test_letters_go_with_the_one_name_that_they_stand_for() -> None:
    full, short = names(("Dol Prisoners' Society", "organisation")), names(("DPS", "organisation"))
    assert found("organisation", full, short) == [{"DPS", "Dol Prisoners' Society"}]


def test_letters_of_two_names_go_with_the_one_whose_reports_name_the_same_people() -> None:
    one = names(("Dol Prisoners' Society", "organisation"), ("Nadia Orlova", "person"))
    other = names(("Dolmat Press Service", "organisation"), ("Pavel Stanov", "person"))
    letters = names(("DPS", "organisation"), ("Pavel Stanov", "person"))
    assert found("organisation", one, other, letters) == [{"DPS", "Dolmat Press Service"}, {"Dol Prisoners' Society"}]


def test_letters_that_could_be_two_names_go_with_none() -> None:
    full = [names((name, "organisation")) for name in ("Dol Prisoners' Society", "Dolmat Press Service")]
    assert len(found("organisation", *full, names(("DPS", "organisation")))) == 3


def test_a_name_that_any_country_has_is_one_body_in_one_country_only() -> None:
    kenya = [names(("Supreme Court", "facility"), (place, "place")) for place in ("Kenya", "Kenya")]
    peru = names(("Supreme Court", "facility"), ("Peru", "place"))
    courts = [b for b in bodies([*kenya, peru]) if b.kind == "facility"]
    assert sorted((b.countries, len(b.members)) for b in courts) == [(("KE",), 2), (("PE",), 1)]


def test_a_name_of_its_own_is_one_body_wherever_it_is_spoken_of() -> None:
    kenya, peru = (names(("Verin Prison", "facility"), (place, "place")) for place in ("Kenya", "Peru"))
    assert found("facility", kenya, peru) == [{"Verin Prison"}]


def test_a_prison_named_after_towns_of_two_countries_is_two_prisons() -> None:
    reports = [names(("Tripoli Prison", "facility"), (place, "place")) for place in ("Libya", "Lebanon")]
    assert [b.countries for b in bodies(reports) if b.kind == "facility"] in ([("LY",), ("LB",)], [("LB",), ("LY",)])


def test_a_town_that_only_one_country_has_is_there_with_its_coordinates() -> None:
    (place,) = only("place", names(("Nairobi", "place"))).places
    assert (place.country, place.country_name) == ("KE", "Kenya")
    assert (round(place.latitude), round(place.longitude)) == (-1, 37)


def test_a_town_of_a_common_name_has_candidates_until_the_reports_name_the_country() -> None:
    alone = only("place", names(("Tripoli", "place")))
    assert {"LY", "LB"} <= {place.country for place in alone.places}
    told = [b for b in bodies([names(("Tripoli", "place"), ("Libya", "place"))]) if b.name == "Tripoli"]
    assert [place.country for place in told[0].places] == ["LY"]


def test_a_town_is_one_in_two_scripts() -> None:
    assert found("place", names(("Минск", "place")), names(("Minsk", "place"))) == [{"Minsk", "Минск"}]


def test_a_town_that_nobody_knows_is_nowhere() -> None:
    assert only("place", names(("Upper Verinsk", "place"))).places == ()


def test_a_country_is_no_town() -> None:
    body = only("place", names(("Georgia", "place")))
    assert (body.countries, body.places) == (("GE",), ())


def test_the_order_of_the_reports_changes_nothing() -> None:
    reports = [names((name, "facility")) for name in ("Verin Prison", "Verin jail", "тюрьма Верин", "Karsk Prison")]
    assert len({bodies(order) for order in itertools.permutations(reports)}) == 1


def test_every_mention_is_in_exactly_one_body() -> None:
    reports = [names(("Verin Prison", "facility"), ("DPS", "organisation"), ("Karsk", "place")) for _ in range(3)]
    refs = [(ref.report, ref.entity) for body in bodies(reports) for ref in body.members]
    assert sorted(refs) == sorted((r.report.id, e.id) for r in reports for e in r.entities)
