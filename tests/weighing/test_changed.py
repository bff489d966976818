"""One speaker's account that changes, and what is no change of an account."""

from __future__ import annotations

import pytest

from habeas.model.case import CaseFile, Finding
from habeas.model.reading import Reading, Status
from tests.factory import Draft
from tests.weighing.book import only_case

NAME = "Nadia Petrovna Orlova"


class Paper:
    """A report in which somebody speaks about her. What stays the same in all of them makes her one person."""

    def __init__(
        self, words: str, published: str, *, by: str | None = "Dol Aid Committee", publisher: str = ""
    ) -> None:
        text = f"{by} said that {words}." if by else f"{words}."
        self.draft = Draft(f"{text} She was born in Ruda.", published=published, publisher=publisher or f"P{published}")
        self.person = self.draft.person(NAME, detained=True)
        self.words = words
        self.said = (self.draft.claim(words, by=self.draft.entity(by, "organisation")),) if by else ()
        self.draft.attribute(self.person, "born", "1972-03-04", "Ruda")

    def event(self, kind: str, when: str | None, *, where: str | None = None, status: Status = "asserted") -> Reading:
        place = self.draft.entity(where, "facility") if where else None
        self.draft.event(
            kind, self.words, who=[self.person], said_by=self.said, when=when, where=place, status=status
        )  # fmt: skip
        return self.draft.reading()

    def value(self, prop: str, value: int | str) -> Reading:
        self.draft.attribute(self.person, prop, value, self.words, said_by=self.said)
        return self.draft.reading()


def drifts(case: CaseFile) -> list[Finding]:
    return [f for f in case.findings if f.kind == "drift"]


def test_a_speaker_who_gives_another_age_changes_the_account() -> None:
    one = Paper(f"{NAME} is 43", "2022-01-12").value("age", 43)
    two = Paper(f"{NAME} is 51", "2022-03-01").value("age", 51)
    (found,) = drifts(only_case(one, two))
    assert found.text == (
        "Dol Aid Committee gives another age than before: “43” (12 January 2022), then “51” (1 March 2022)."
    )
    assert len(found.sources) == 2


def test_ages_of_one_birth_change_nothing() -> None:
    one = Paper(f"{NAME} is 43", "2021-01-12").value("age", 43)
    two = Paper(f"{NAME} is 44", "2022-01-20").value("age", 44)
    assert drifts(only_case(one, two)) == []


def test_a_speaker_who_gives_another_sentence_changes_the_account() -> None:
    one = Paper(f"{NAME} got six years", "2022-01-12").value("sentence", "six years")
    two = Paper(f"{NAME} got nine years", "2022-03-01").value("sentence", "nine years")
    assert "another sentence than before" in drifts(only_case(one, two))[0].text


def test_a_sentence_after_a_new_arrest_is_another_sentence() -> None:
    one = Paper(f"{NAME} got six years", "2015-01-12").value("sentence", "six years")
    again = Paper(f"{NAME} was arrested again", "2021-05-03").event("arrest", "2021-05-02")
    two = Paper(f"{NAME} got nine years", "2022-03-01").value("sentence", "nine years")
    case = only_case(one, again, two)
    assert drifts(case) == []
    assert "conflict" not in {f.kind for f in case.findings}


def test_a_speaker_who_gives_another_day_of_an_arrest_changes_the_account() -> None:
    one = Paper(f"{NAME} was taken on 5 May", "2022-05-12").event("arrest", "2022-05-05")
    two = Paper(f"{NAME} was taken on 8 May", "2022-06-01").event("arrest", "2022-05-08")
    case = only_case(one, two)
    assert "another day than before" in drifts(case)[0].text
    assert "told of two days" in next(f.text for f in case.findings if f.kind == "conflict")


def test_two_speakers_with_two_days_are_a_conflict_and_no_change() -> None:
    one = Paper(f"{NAME} was taken on 5 May", "2022-05-12").event("arrest", "2022-05-05")
    two = Paper(f"{NAME} was taken on 8 May", "2022-06-01", by="Karsk Union").event("arrest", "2022-05-08")
    case = only_case(one, two)
    assert drifts(case) == []
    assert "conflict" in {f.kind for f in case.findings}


def test_arrests_months_apart_are_two_arrests() -> None:
    one = Paper(f"{NAME} was taken on 5 May", "2022-05-12").event("arrest", "2022-05-05")
    two = Paper(f"{NAME} was taken on 8 August", "2022-08-09").event("arrest", "2022-08-08")
    assert not {"conflict", "drift"} & {f.kind for f in only_case(one, two).findings}


def test_a_death_in_two_buildings_is_told_of_two_places() -> None:
    one = Paper(f"{NAME} died in Verin prison", "2022-05-12").event("death", "2022-05-05", where="Verin prison")
    two = Paper(f"{NAME} died in Karsk hospital", "2022-06-01").event("death", "2022-05-05", where="Karsk hospital")
    case = only_case(one, two)
    assert "told of two places" in next(f.text for f in case.findings if f.kind == "conflict")
    assert "another place than before" in drifts(case)[0].text


def test_a_prison_under_two_names_is_one_place() -> None:
    one = Paper(f"{NAME} died in Verin prison", "2022-05-12").event("death", "2022-05-05", where="Verin prison")
    two = Paper(f"{NAME} died in Verin jail", "2022-06-01").event("death", "2022-05-05", where="Verin jail")
    assert not {"conflict", "drift"} & {f.kind for f in only_case(one, two).findings}


@pytest.mark.parametrize("first", ["asserted", "denied"])
def test_a_speaker_who_denies_what_they_said_or_says_what_they_denied_changes_the_account(first: Status) -> None:
    then: Status = "denied" if first == "asserted" else "asserted"
    one = Paper(f"{NAME} was taken", "2022-05-12").event("arrest", None, status=first)
    two = Paper(f"{NAME} being taken", "2022-06-01").event("arrest", None, status=then)
    assert "another account than before" in drifts(only_case(one, two))[0].text


def test_a_denial_by_somebody_else_is_no_change() -> None:
    one = Paper(f"{NAME} was taken", "2022-05-12").event("arrest", None)
    two = Paper(f"{NAME} being taken", "2022-06-01", by="Interior Ministry").event("arrest", None, status="denied")
    assert drifts(only_case(one, two)) == []


def test_what_a_paper_tells_in_its_own_voice_is_nobodys_account() -> None:
    one = Paper(f"{NAME} is 43", "2022-01-12", by=None, publisher="Lantern").value("age", 43)
    two = Paper(f"{NAME} is 51", "2022-03-01", by=None, publisher="Lantern").value("age", 51)
    case = only_case(one, two)
    assert drifts(case) == []
    assert "conflict" in {f.kind for f in case.findings}


def test_a_speaker_under_two_names_is_one_speaker() -> None:
    one = Paper(f"{NAME} is 43", "2022-01-12", by="Dol Prisoners' Club").value("age", 43)
    two = Paper(f"{NAME} is 51", "2022-03-01", by="Dol Prisoners Society").value("age", 51)
    assert len(drifts(only_case(one, two))) == 1
