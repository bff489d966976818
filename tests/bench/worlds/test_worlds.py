from __future__ import annotations

import random
from collections import Counter
from functools import cache
from itertools import pairwise

import pytest

from bench.worlds.collection import World
from bench.worlds.custody import Fate
from bench.worlds.figures import province
from bench.worlds.people import newborn
from bench.worlds.places import countries
from bench.worlds.truth import KINDS, Expected, Report, Told, expected
from habeas.model.check import checked
from habeas.model.codec import to_json
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Attribute, Event

MANY = 2_500


@cache
def world(seed: int = 4, *, foreign: bool = True, many: int = MANY) -> tuple[Report, ...]:
    return tuple(World(many, seed, foreign=foreign).reports())


@cache
def told() -> dict[str, tuple[Report, Told]]:
    return {one.key: (report, one) for report in world() for one in report.told}


def wanted(kind: str) -> list[Expected]:
    return [one for one in expected(list(world())) if one.facet.startswith(f"{kind}:")]


def event(key: str) -> Event:
    reading = told()[key][0].reading
    return next(e for e in reading.events if statement_key(reading, "event", e) == key)


def attribute(key: str) -> Attribute:
    reading = told()[key][0].reading
    return next(a for a in reading.attributes if statement_key(reading, "attribute", a) == key)


def test_the_same_seed_gives_the_same_bytes_and_another_seed_others() -> None:
    first, again, other = (
        [to_json(r.reading) for r in World(60, seed).reports()] for seed in (8, 8, 9)
    )  # fmt: skip
    assert first == again
    assert not set(first) & set(other)


def test_a_longer_collection_begins_with_the_shorter_one() -> None:
    assert list(World(40, 8).reports()) == list(World(90, 8).reports())[:40]


def test_every_reading_passes_the_check_as_it_is() -> None:
    readings = [report.reading for report in world()[:500]]
    assert [checked(reading) for reading in readings] == readings


def test_no_two_reports_and_no_two_statements_are_one() -> None:
    assert len({report.reading.report.id for report in world()}) == MANY
    keys = [one.key for report in world() for one in report.told]
    assert len(keys) == len(set(keys))


def test_the_truth_names_every_statement_and_every_named_person_of_the_readings() -> None:
    for report in world()[:300]:
        reading = report.reading
        statements = {statement_key(reading, k, s) for k, s in reading.statements() if k != "claim"}
        people = {person_key(reading, e) for e in reading.entities if e.kind == "person" and e.named}
        assert statements == {one.key for one in report.told}
        assert people == {seen.key for seen in report.people}


def test_names_stand_in_four_scripts_and_in_several_spellings() -> None:
    spellings: dict[str, set[str]] = {}
    scripts = Counter(name.script for r in world() for e in r.reading.entities for name in e.names)
    for report in world():
        for seen in report.people:
            spellings.setdefault(seen.person, set()).add(seen.name)
    assert set(scripts) == {"Latn", "Arab", "Cyrl", "Hebr"}
    assert sum(len(names) > 1 for names in spellings.values()) > len(spellings) / 3


def test_without_foreign_reports_all_are_in_english() -> None:
    assert {r.reading.report.language for r in world(foreign=False, many=400)} == {"en"}
    assert {r.reading.report.language for r in world()} == {"en", "ar", "ru", "he"}


def test_copies_of_one_origin_share_their_words_and_reports_of_ones_own_do_not() -> None:
    origins: dict[str, list[str]] = {}
    for report in world():
        origins.setdefault(report.origin, []).append(report.reading.text)
    alone = [texts[0] for texts in origins.values() if len(texts) == 1]
    copied = [shared(texts[0], texts[1]) for texts in origins.values() if len(texts) > 1]
    apart = [shared(left, right) for left, right in pairwise(alone)]
    assert sum(copied) / len(copied) > 0.4
    assert sum(apart) / len(apart) < 0.1


def shared(left: str, right: str) -> float:
    a, b = (set(zip(*(text.split()[n:] for n in range(3)), strict=False)) for text in (left, right))
    return len(a & b) / len(a | b)


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_every_kind_of_finding_comes_up_and_rests_on_two_sides_of_statements_that_are_there(kind: str) -> None:
    assert wanted(kind)
    for one in wanted(kind):
        assert len(one.sides) > 1
        assert all(side and set(side) <= set(told()) for side in one.sides)


def test_conflicting_ages_fit_no_one_birth() -> None:
    for one in wanted("age"):
        births = []
        for side in one.sides:
            years = [(attribute(key).value, told()[key][0].reading.report.published or "") for key in side]
            births.append({int(published[:4]) - int(age) for age, published in years})
        assert max(births[0]) + 2 < min(births[1]) or max(births[1]) + 2 < min(births[0])


def test_conflicting_dates_are_days_of_one_event_that_differ() -> None:
    for one in wanted("date"):
        days = [{event(key).when for key in side} for side in one.sides]
        assert not days[0] & days[1]
        assert len({told()[key][1].event for side in one.sides for key in side}) == 1


def test_an_account_changes_in_the_mouth_of_one_speaker() -> None:
    for one in wanted("changed"):
        assert len({told()[key][1].source for side in one.sides for key in side}) == 1
        assert len({event(key).cause for side in one.sides for key in side}) > 1


def test_a_claim_that_lost_its_speaker_was_somebodys_before_in_a_report_of_the_same_origin() -> None:
    for one in [w for w in wanted("lost") if "torture" in w.facet]:
        claimed, bare = one.sides
        assert all(event(key).said_by for key in claimed)
        assert not any(event(key).said_by for key in bare)
        origins = {told()[key][0].origin for key in claimed}
        assert {told()[key][0].origin for key in bare} <= origins


def test_figures_that_only_move_from_month_to_month_are_no_finding() -> None:
    marked = {key for one in expected(list(world())) for side in one.sides for key in side}
    moving = [one for _, one in told().values() if one.kind == "figure" and one.key not in marked]
    assert len(moving) > 100


def test_no_two_stories_count_the_people_of_one_province() -> None:
    country = countries()[4]
    assert len({province(country, number) for number in range(10_000)}) == 10_000


def test_those_who_must_stay_apart_are_two_people_who_are_both_told_of() -> None:
    made = World(MANY, 4)
    people = {seen.person for report in made.reports() for seen in report.people}
    both = [(left, right, why) for left, right, why in made.apart if {left, right} <= people]
    assert {why for _, _, why in both} == {"father", "brothers", "namesakes"}
    assert all(left != right for left, right, _ in both)


def test_nothing_happens_to_the_dead_and_they_are_held_nowhere() -> None:
    country = countries()[1]
    ended = 0
    for seed in range(150):
        rng = random.Random(seed)
        person = newborn(rng, "p", "slavic", "m")
        fate = Fate(country, rng)
        history = fate.history(person, fate.arrest("p/arrest", (person,)))
        deaths = [h.day for h in history.happened if h.kind == "death"]
        ended += len(deaths)
        for day in deaths:
            assert history.stay(day) is None
            assert history.happened[-1].day == day
    assert ended > 5


def test_nobody_reports_the_day_of_something_that_is_still_to_come() -> None:
    for report in world():
        for one in report.reading.events:
            if one.status == "asserted" and one.when is not None:
                assert one.when <= (report.reading.report.published or "")
