"""What is decided on a person as a whole: not to be spoken of, not to be named, one kind of thing kept inside."""

from __future__ import annotations

import re

import msgspec

from habeas.model.check import all_spans, exact
from habeas.model.codec import to_json
from habeas.model.decision import EVERYBODY, Action, Decision
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Reading
from habeas.pipeline import public_copy
from habeas.publishing.gate import allowed, carried, gated
from habeas.publishing.masking import MARK, masked
from tests.factory import Draft, key_of, statement_of

NAME = "Ilmar Sotnik"


def _report(publisher: str = "The Post", name: str = NAME) -> Reading:
    last = name.rsplit(maxsplit=1)[-1]
    text = (
        f"{name} was arrested in Brenna on 3 May. {last} was born in 1987, the lawyer Dana Petrak said.\n\n"
        f"Dana Petrak lives in Odrin. At least 40 people are held with {name}."
    )
    d = Draft(text, publisher=publisher).described(url="https://post.example/2021/ilmar-sotnik-held")
    who = d.person(name, also=(last,), detained=True)
    lawyer = d.person("Dana Petrak")
    said = d.claim(f"{last} was born in 1987", by=lawyer)
    d.event("arrest", f"{name} was arrested in Brenna", who=[who], when="2021-05-03")
    d.attribute(who, "born", "1987", "was born in 1987", said_by=[said])
    d.attribute(lawyer, "residence", "Odrin", "Dana Petrak lives in Odrin")
    d.figure("held", "people", 40, f"At least 40 people are held with {name}")
    return d.reading()


class Book:
    """Some readings of which everything was accepted and permitted, and decisions on their people."""

    def __init__(self, *readings: Reading) -> None:
        self.readings = readings or (_report(),)
        self.decisions: list[Decision] = []
        for reading in self.readings:
            for kind, one in reading.statements():
                for action in ("accept", "permit"):
                    self.decide(action, statement_key(reading, kind, one))

    def decide(self, action: Action, *targets: str, part: str = "") -> str:
        number = len(self.decisions)
        time = f"2024-01-01T{number // 60:02}:{number % 60:02}:00Z"
        made = Decision(id=f"d{number}", action=action, targets=targets, author="A", time=time, part=part)
        self.decisions.append(made)
        return made.id

    def person(self, number: int = 0, name: str = NAME) -> str:
        return key_of(self.readings[number], name)

    @property
    def out(self) -> tuple[Reading, ...]:
        found = allowed(self.readings, self.decisions)
        assert all(exact(span, one.text) for one in found for _, s in one.statements() for span in all_spans(s))
        return found

    @property
    def words(self) -> str:
        copy = public_copy(self.readings, self.decisions, {})
        return to_json(copy.book).decode() + "".join(to_json(one).decode() for one in copy.readings)


def _ids(readings: tuple[Reading, ...]) -> set[str]:
    return {one.id for reading in readings for _, one in reading.statements()}


def test_without_a_decision_on_the_person_all_that_was_accepted_leaves() -> None:
    assert _ids(Book().out) == {"c1", "v1", "a1", "a2", "n1"}


def test_of_whom_nobody_may_speak_nothing_leaves_nor_the_name_in_words_of_others() -> None:
    book = Book()
    book.decide("withhold", book.person())
    assert _ids(book.out) == {"a2"}
    assert "Sotnik" not in book.words
    assert "1987" not in book.words
    reasons = {one.reason for one in gated(book.readings, book.decisions).refusals}
    assert "the person is not to be spoken of in public" in reasons


def test_taken_back_or_permitted_again_everything_leaves_as_before() -> None:
    book = Book()
    before = to_json(book.out)
    made = book.decide("withhold", book.person())
    book.decide("undo", made)
    assert to_json(book.out) == before
    book.decide("withhold", book.person())
    book.decide("permit", book.person())
    assert to_json(book.out) == before


def test_who_must_not_be_named_leaves_under_a_number_and_without_the_name_anywhere() -> None:
    book = Book()
    book.decide("withhold", book.person(), part="name")
    (out,) = book.out
    assert _ids(book.out) == {"c1", "v1", "a1", "a2", "n1"}
    assert f"{MARK} was arrested in Brenna" in out.text
    assert re.search(r"sotnik|ilmar", book.words, re.IGNORECASE) is None
    called = {entity.name for entity in out.entities}
    assert any(re.fullmatch(r"Name withheld \([0-9a-f]{6}\)", name) for name in called)
    assert "Dana Petrak" in called
    assert out.report.url == "https://post.example/"


def test_neither_length_nor_keys_tell_anything_of_a_name_that_is_withheld() -> None:
    found = []
    for name in (NAME, "Qu Aba-Ramstedtler"):
        reading = _report(name=name)
        fixed = msgspec.structs.replace(reading, report=msgspec.structs.replace(_report().report, title=None, url=None))
        book = Book(fixed)
        book.decide("withhold", book.person(name=name), part="name")
        found.append(to_json(book.out))
    assert found[0] == found[1]


def test_one_number_stands_for_whoever_people_decided_is_the_same() -> None:
    book = Book(_report(), _report("The Herald"))
    book.decide("withhold", book.person(0), part="name")
    book.decide("withhold", book.person(1), part="name")
    apart = [one.name for reading in book.out for one in reading.entities if "withheld" in one.name]
    book.decide("same", book.person(0), book.person(1))
    together = [one.name for reading in book.out for one in reading.entities if "withheld" in one.name]
    assert len(set(apart)) == 2
    assert len(set(together)) == 1
    cases = public_copy(book.readings, book.decisions, {}).book.cases
    assert [(len(one.people), "withheld" in one.name) for one in cases if "withheld" in one.name] == [(2, True)]


def test_what_is_withheld_of_one_is_of_whoever_may_be_the_same_and_of_nobody_else() -> None:
    book = Book(_report(), _report("The Herald"))
    book.decide("withhold", book.person(0), part="name")
    assert "Sotnik" not in book.words
    book.decide("different", book.person(0), book.person(1))
    copy = public_copy(book.readings, book.decisions, {})
    assert [NAME in {one.name for one in reading.entities} for reading in copy.readings] == [False, True]


def test_one_kind_of_thing_stays_inside_and_its_words_in_no_quotation() -> None:
    book = Book()
    book.decide("withhold", book.person(), part="born")
    assert _ids(book.out) == {"v1", "a2", "n1"}
    assert "1987" not in book.words
    assert NAME in book.words


def test_where_people_in_custody_need_a_permit_the_others_do_not() -> None:
    book = Book()
    book.decide("withhold", EVERYBODY)
    assert _ids(book.out) == {"a2"}
    book.decide("permit", book.person())
    assert _ids(book.out) == {"c1", "v1", "a1", "a2", "n1"}
    assert "Sotnik" not in book.words
    book.decide("permit", book.person(), part="name")
    assert "Sotnik" in book.words
    book.decide("withhold", book.person())
    assert _ids(book.out) == {"a2"}


def test_decisions_on_statements_and_people_go_along_under_their_public_keys() -> None:
    book = Book(_report(), _report("The Herald"))
    book.decide("same", book.person(0), book.person(1))
    book.decide("withhold", book.person(0), part="name")
    known = carried(book.readings, book.decisions)
    inside = {statement_of(reading, ref) for reading in book.readings for ref in ("v1", "n1")}
    public = {statement_key(r, kind, one) for r in book.out for kind, one in r.statements()}
    people = {person_key(r, e) for r in book.out for e in r.entities if e.kind == "person"}
    targets = {target for one in known for target in one.targets}
    assert targets <= public | people
    assert not targets & inside
    assert any(one.action == "same" for one in known)


def test_masking_leaves_every_place_exact_and_short_words_of_ordinary_use_alone() -> None:
    text = "Will al Rami will speak. The al and the will stay, al Rami said; Rami’s brother waits."
    d = Draft(text)
    who = d.person("Will al Rami", also=("al Rami",))
    d.event("arrest", "Will al Rami will speak", who=[who])
    reading = d.reading()
    out = masked(reading, {who: "X"})
    assert out.text == f"{MARK} will speak. The al and the will stay, {MARK} said; {MARK}’s brother waits."
    assert all(exact(span, out.text) for _, one in out.statements() for span in all_spans(one))
    assert all(exact(span, out.text) for entity in out.entities for span in entity.mentions)
    assert masked(reading, {}) is reading
