"""Life lines: one event from many tellings, in order; what was expected and what overtook it; denials."""

from __future__ import annotations

import pytest

from habeas.model.case import CaseFile, LifeEvent
from habeas.model.reading import Reading, Status
from tests.factory import Draft, quotes
from tests.weighing.book import kinds, only_case

NAME = "Tarek Abu Mansi"


def told(published: str | None, *events: tuple[str, str, str | None], status: Status = "asserted") -> Reading:
    """A report on one prisoner; each event is its type, the words that tell it, and its date."""
    text = f"{NAME}, a prisoner. " + " ".join(f"He {words}." for _, words, _ in events)
    draft = Draft(text, published=published, publisher=f"Paper of {published}")
    person = draft.person(NAME, detained=True)
    for kind, words, when in events:
        draft.event(kind, words, who=[person], when=when, status=status)
    return draft.reading()


def line(case: CaseFile) -> list[tuple[str, str | None]]:
    return [(event.type, event.when) for event in case.life]


def test_events_stand_in_the_order_in_which_they_happened() -> None:
    case = only_case(
        told("2023-01-05", ("death", "died in December", "2022-12"), ("arrest", "was taken in 2002", "2002")),
        told("2022-01-17", ("deterioration", "is in a coma", None), ("sentence", "got nine years", "2003")),
    )
    assert line(case) == [("arrest", "2002"), ("sentence", "2003"), ("deterioration", None), ("death", "2022-12")]
    assert case.life[2].before == "2022-01-17"
    assert case.status == "dead"


def test_a_coma_and_a_later_death_are_a_sequence_and_no_conflict() -> None:
    case = only_case(
        told("2022-01-17", ("deterioration", "is in a coma", None)),
        told("2023-01-05", ("death", "died in December", "2022-12")),
    )
    assert kinds(case) == ["sequence"]
    (found,) = [f for f in case.findings if f.kind == "sequence"]
    assert found.text == (
        "First “is in a coma” (as of 17 January 2022), then “died in December” (December 2022): "
        "one after the other, no contradiction."
    )


def test_one_death_told_three_times_is_one_line_with_the_finest_date() -> None:
    case = only_case(
        told("2022-12-21", ("death", "died on Tuesday", "2022-12-20")),
        told("2023-01-05", ("death", "died in December", "2022-12")),
        told("2023-02-05", ("death", "was martyred", None)),
    )
    (event,) = case.life
    assert (event.when, event.independent) == ("2022-12-20", 3)
    assert event.words == ("died on Tuesday", "died in December", "was martyred")


def test_deaths_on_days_that_do_not_fit_stand_side_by_side_as_a_conflict() -> None:
    case = only_case(
        told("2022-12-21", ("death", "died on the 20th", "2022-12-20")),
        told("2023-01-05", ("death", "died on the 2nd", "2023-01-02")),
    )
    assert line(case) == [("death", "2022-12-20"), ("death", "2023-01-02")]
    assert kinds(case) == ["conflict"]


def test_an_arrest_and_detained_since_of_its_date_are_one_line() -> None:
    draft = Draft(f"{NAME} was arrested in 2002. Held since March 2002.", published="2022-01-17")
    person = draft.person(NAME, detained=True)
    draft.event("arrest", "was arrested in 2002", who=[person], when="2002")
    draft.attribute(person, "detained_since", "2002-03", "Held since March 2002")
    case = only_case(draft.reading())
    assert line(case) == [("arrest", "2002-03")]
    assert len(case.life[0].sources) == 2


def test_a_condition_stands_on_the_life_line_as_of_its_report() -> None:
    draft = Draft(f"{NAME}, on hunger strike, is in a coma in prison.", published="2022-01-17")
    person = draft.person(NAME, detained=True)
    draft.attribute(person, "condition", "coma", "in a coma")
    draft.attribute(person, "condition", "on hunger strike", "on hunger strike")
    case = only_case(draft.reading())
    assert [(e.type, e.when, e.before) for e in case.life] == [
        ("hunger_strike", None, "2022-01-17"),
        ("deterioration", None, "2022-01-17"),
    ]
    assert case.status == "on hunger strike"


def test_two_hearings_of_one_report_stay_two() -> None:
    case = only_case(told("2022-05-01", ("hearing", "was heard in March", "2022-03"), ("hearing", "saw a judge", None)))
    assert len(case.life) == 2


def _petition() -> Draft:
    body = f"{NAME} is held. Next week a court will decide whether to free him.[1] We demand his release."
    note = "[1] On 26 June the committee turned his request down."
    draft = Draft(f"{body}\n\n{note}")
    draft.passage("body", body)
    draft.passage("footnote", note, anchor="[1] We")
    return draft


def test_a_footnote_to_the_sentence_overtakes_what_it_awaits() -> None:
    draft = _petition()
    person = draft.person(NAME, detained=True)
    draft.event("hearing", "a court will decide", who=[person], status="planned")
    draft.event("release_refused", "turned his request down", who=[person], when="2023-06-26")
    case = only_case(draft.reading())
    hearing, refused = case.life
    assert (hearing.type, refused.type) == ("hearing", "release_refused")
    assert hearing.status == "planned"
    assert hearing.overtaken_by == "Release refused, 26 June 2023: “turned his request down”"
    assert refused.overtaken_by is None
    (found,) = case.findings
    assert found.kind == "overtaken"
    assert quotes(found.sources) == ["a court will decide", "turned his request down"]
    assert "a footnote to that passage says (26 June 2023)" in found.text


def test_a_footnote_elsewhere_overtakes_nothing() -> None:
    body = f"{NAME} is held. Next week a court will decide.\n\nHe was ill.[1] He is better. He reads."
    note = "[1] In June a doctor saw him."
    draft = Draft(f"{body}\n\n{note}")
    draft.passage("body", body)
    draft.passage("footnote", note, anchor="[1] He is")
    person = draft.person(NAME, detained=True)
    draft.event("hearing", "a court will decide", who=[person], status="planned")
    draft.event("treatment", "a doctor saw him", who=[person], when="2023-06")
    case = only_case(draft.reading())
    assert [event.overtaken_by for event in case.life] == [None, None]
    assert kinds(case) == []


def _expected(case: CaseFile) -> LifeEvent:
    return next(event for event in case.life if event.status != "asserted")


def test_a_later_report_overtakes_a_planned_release() -> None:
    case = only_case(
        told("2022-01-17", ("release", "will go free on Friday", "2022-01-21"), status="planned"),
        told("2022-01-25", ("release_refused", "was not let out", "2022-01-21")),
    )
    assert _expected(case).overtaken_by == "Release refused, 21 January 2022: “was not let out”"
    assert case.status == "in custody"


def test_an_older_event_overtakes_no_expectation() -> None:
    case = only_case(
        told("2022-01-17", ("hearing", "will be heard", None), status="planned"),
        told("2022-03-01", ("hearing", "was heard in 2019", "2019-05-01")),
    )
    assert _expected(case).overtaken_by is None


def test_what_is_feared_or_planned_is_never_told_as_done() -> None:
    case = only_case(told("2022-01-17", ("death", "may die", None), status="reported_possible"))
    assert [event.status for event in case.life] == ["reported_possible"]
    assert case.status == "in custody"


def test_a_denial_stands_beside_what_it_denies() -> None:
    draft = Draft(f"Guards beat {NAME}, a prisoner, his lawyer said. The ministry denied that he was beaten.")
    person = draft.person(NAME, detained=True)
    lawyer = draft.claim("Guards beat Tarek Abu Mansi", text="his lawyer", act="accuse")
    ministry = draft.claim("he was beaten", text="The ministry", act="deny")
    draft.event("ill_treatment", "Guards beat", who=[person], said_by=[lawyer])
    draft.event("ill_treatment", "he was beaten", who=[person], said_by=[ministry], status="denied")
    case = only_case(draft.reading())
    assert [event.status for event in case.life] == ["asserted", "denied"]
    (found,) = case.findings
    assert found.text == "The ministry denies: “he was beaten”. Against it stands “Guards beat” (his lawyer)."


def test_a_general_denial_answers_the_accusations_before_it() -> None:
    draft = Draft(f"Guards beat {NAME}, a prisoner. Officials denied the allegations about {NAME}.")
    person = draft.person(NAME, detained=True)
    draft.event("ill_treatment", "Guards beat", who=[person])
    draft.claim(f"the allegations about {NAME}", text="Officials", act="deny")
    (found,) = only_case(draft.reading()).findings
    assert found.kind == "denial"
    assert quotes(found.sources) == [f"the allegations about {NAME}", "Guards beat"]


@pytest.mark.parametrize(
    ("denied", "kinds"),
    [
        (f"they needed no rope for {NAME}", []),  # the lawyer to whom the words are given is not what is denied
        (f"no officer hurt {NAME} in the prison that night", []),  # where, who and when are not what is denied
        (f"nobody questioned {NAME}", ["denial"]),
    ],
)
def test_a_denial_answers_only_what_is_said_of_the_same_thing(denied: str, kinds: list[str]) -> None:
    alleged = "was questioned by an officer in the prison without a lawyer that night"
    draft = Draft(f"{NAME}, a prisoner, {alleged}, his sister said. {denied}, a paper quoted his lawyer as saying.")
    person = draft.person(NAME, detained=True)
    draft.event("ill_treatment", alleged, who=[person])
    draft.claim(denied, text="his lawyer", act="deny")
    assert [found.kind for found in only_case(draft.reading()).findings] == kinds


def test_a_release_and_a_new_arrest_leave_the_person_in_custody() -> None:
    first = ("arrest", "was taken in 2019", "2019")
    case = only_case(
        told("2021-06-01", first, ("release", "went free", "2020-01"), ("arrest", "was taken again", "2021-05"))
    )
    assert case.status == "in custody"
    assert case.summary == "As of 1 June 2021: in custody since May 2021, according to Paper of 2021-06-01."


def test_a_footnote_on_older_days_overtakes_nothing() -> None:
    draft = _petition()
    person = draft.person(NAME, detained=True)
    draft.event("arrest", "is held", who=[person], when="2023-01")
    draft.event("hearing", "a court will decide", who=[person], status="planned")
    draft.event("release_refused", "turned his request down", who=[person], when="2019-06-26")
    assert not any(event.overtaken_by for event in only_case(draft.reading()).life)


def test_a_transfer_told_after_the_hospital_ends_the_stay() -> None:
    stay = ("hospitalisation", "was put in intensive care", "2022-01-10")
    assert only_case(told(None, stay)).status == "in hospital"
    assert only_case(told(None, stay, ("transfer", "was soon taken back", None))).status == "in custody"
