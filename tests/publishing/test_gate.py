"""What the gate lets out, and what it keeps inside."""

from __future__ import annotations

from collections.abc import Sequence

from habeas.model.check import all_spans, exact
from habeas.model.decision import Action, Decision
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Described, Reading, Statement, StatementKind
from habeas.model.standing import standings
from habeas.publishing.gate import allowed, carried, gated
from habeas.publishing.showing import is_shown_form
from tests.publishing.drafting import Draft

TEXT = (
    "Ora Selm of Varn was moved to the North Camp on 4 May. Her cousin Ibb Selm, who has gout, said that she was "
    "hit. The lawyer Pell Dane said that Ora Selm was arrested in March. Some 300 people are held."
)


class Case:
    """A small report with one statement of each kind, and decisions on it as they are taken."""

    def __init__(self, **info: str) -> None:
        d = Draft("inbox/secret-source.txt", TEXT, publisher="Varn Post", **info)
        self.ora = d.entity("Ora Selm", detained=True)
        self.ibb = d.entity("Ibb Selm")
        self.pell = d.entity("Pell Dane")
        said = d.claim(self.ibb, "Her cousin Ibb Selm", "she was hit")
        arrested = d.claim(self.pell, "The lawyer Pell Dane", "Ora Selm was arrested in March")
        d.attribute(self.ibb, "illness", "gout", "who has gout")
        d.event("transfer", self.ora, "moved", "Ora Selm of Varn was moved to the North Camp on 4 May")
        d.event("ill_treatment", self.ora, "hit", "she was hit", said_by=(said,))
        d.event("arrest", self.ora, "arrested", "Ora Selm was arrested in March", when="2023-03", said_by=(arrested,))
        d.figure("held", "people", "Some 300 people are held", value=300)
        d.parts["notes"].append("a note")
        self.reading = d.reading()
        self.decisions: list[Decision] = []

    def key(self, ref: str) -> str:
        return next(statement_key(self.reading, k, s) for k, s in self.reading.statements() if s.id == ref)

    def decide(self, action: Action, *refs: str, correction: dict[str, str | int | None] | None = None) -> str:
        number = len(self.decisions)
        keys = tuple(self.key(ref) for ref in refs)
        self._keep(action, keys, correction)
        return f"d{number}"

    def undo(self, ref: str) -> str:
        self._keep("undo", (ref,), None)
        return f"d{len(self.decisions) - 1}"

    def _keep(self, action: Action, targets: tuple[str, ...], correction: dict[str, str | int | None] | None) -> None:
        number = len(self.decisions)
        self.decisions.append(
            Decision(
                id=f"d{number}", action=action, targets=targets, author="Reviewer", reason="because",
                time=f"2024-01-01T00:{number:02}:00Z", correction=correction, seen=("seen",),
            )
        )  # fmt: skip

    def out(self) -> tuple[str, ...]:
        """The ids of the statements that leave."""
        return tuple(s.id for r in allowed([self.reading], self.decisions) for _, s in r.statements())

    def public(self) -> Reading:
        (reading,) = allowed([self.reading], self.decisions)
        return reading


def reasons(case: Case) -> list[str]:
    return [refusal.reason for refusal in gated([case.reading], case.decisions).refusals]


def test_without_decisions_nothing_leaves() -> None:
    assert allowed([Case().reading], ()) == ()


def test_an_accepted_statement_leaves_alone() -> None:
    case = Case()
    case.decide("accept", "v1")
    assert case.out() == ("v1",)


def test_a_rejected_statement_stays() -> None:
    case = Case()
    case.decide("accept", "v1")
    case.decide("reject", "v1")
    assert case.out() == ()


def test_a_withheld_statement_stays_though_accepted_and_permitted() -> None:
    case = Case()
    case.decide("accept", "v1")
    case.decide("permit", "v1")
    case.decide("withhold", "v1")
    assert case.out() == ()
    assert reasons(case) == ["a person withheld it"]


def test_an_undone_withholding_lets_it_leave_again() -> None:
    case = Case()
    case.decide("accept", "v1")
    withheld = case.decide("withhold", "v1")
    undone = case.undo(withheld)
    assert case.out() == ("v1",)
    case.undo(undone)
    assert case.out() == ()


def test_an_undone_acceptance_takes_it_back() -> None:
    case = Case()
    case.undo(case.decide("accept", "v1"))
    assert case.out() == ()


def test_a_high_risk_statement_needs_a_permit_of_its_own() -> None:
    case = Case()
    for ref in ("c1", "v2"):
        case.decide("accept", ref)
    assert case.out() == ()
    assert "and has no permit of its own" in reasons(case)[0]
    case.decide("permit", "v2", "v1")
    assert case.out() == ()
    case.decide("permit", "v2")
    assert case.out() == ("c1", "v2")


def test_a_high_risk_statement_is_not_accepted_in_bulk() -> None:
    case = Case()
    case.decide("accept", "c1")
    case.decide("accept", "v2", "v1")
    case.decide("permit", "v2")
    assert case.out() == ("v1",)
    assert "decided together with others" in reasons(case)[0]
    assert reasons(case)[1] == "its quotation holds a statement that is withheld"


def test_a_statement_stays_when_whoever_says_it_may_not_be_shown() -> None:
    case = Case()
    case.decide("accept", "v3")
    assert case.out() == ()
    assert reasons(case) == ["whoever says it may not be shown"]
    case.decide("accept", "c2")
    assert case.out() == ("c2", "v3")


def test_a_correction_is_applied_and_its_quotation_stays() -> None:
    case = Case()
    case.decide("accept", "c2")
    case.decide("correct", "v3", correction={"when": "2023-03-09"})
    event = case.public().events[0]
    assert event.when == "2023-03-09"
    assert event.evidence == case.reading.events[2].evidence


def test_a_correction_that_does_not_fit_keeps_the_statement_inside() -> None:
    case = Case()
    case.decide("correct", "n1", correction={"value": "many"})
    assert case.out() == ()
    assert "does not fit" in reasons(case)[0]


def test_a_quotation_that_holds_a_withheld_statement_is_withheld() -> None:
    text = "Ana Brill, who has gout, was moved in May. Ana Brill was charged."
    d = Draft("x", text)
    ana = d.entity("Ana Brill", detained=True)
    d.attribute(ana, "illness", "gout", "who has gout")
    d.event("transfer", ana, "moved", "Ana Brill, who has gout, was moved in May")
    d.event("charge", ana, "charged", "Ana Brill was charged")
    reading = d.reading()
    keys = [statement_key(reading, k, s) for k, s in reading.statements()]
    accept = [_accept(i, key) for i, key in enumerate(keys)]
    (public,) = allowed([reading], accept)
    assert [e.type for e in public.events] == ["charge"]
    assert "gout" not in public.text
    permit = Decision(id="p", action="permit", targets=(keys[0],), author="a", time="2024-02-01T00:00:00Z")
    (public,) = allowed([reading], [*accept, permit])
    assert [e.type for e in public.events] == ["transfer", "charge"]


def test_a_quotation_that_names_a_person_who_is_not_shown_is_withheld() -> None:
    text = "Ana Brill was moved with Cole Vant. Ana Brill was charged."
    d = Draft("x", text)
    ana = d.entity("Ana Brill", detained=True)
    d.entity("Cole Vant", detained=True)
    d.event("transfer", ana, "moved", "Ana Brill was moved with Cole Vant")
    d.event("charge", ana, "charged", "Ana Brill was charged")
    reading = d.reading()
    accept = [_accept(i, statement_key(reading, k, s)) for i, (k, s) in enumerate(reading.statements())]
    (public,) = allowed([reading], accept)
    assert [e.type for e in public.events] == ["charge"]
    assert [e.name for e in public.entities] == ["Ana Brill"]
    assert "Vant" not in public.text


def test_a_person_withheld_in_one_report_is_not_named_from_another() -> None:
    first = Draft("a", "Young Tim Roe was taken.")
    tim = first.entity("Tim Roe", detained=True, minor=True)
    first.event("arrest", tim, "taken", "Tim Roe was taken")
    second = Draft("b", "Ana Brill shared a cell with Tim Roe and was moved.")
    ana = second.entity("Ana Brill", detained=True)
    second.event("transfer", ana, "moved", "Ana Brill shared a cell with Tim Roe and was moved")
    found = [first.reading(), second.reading()]
    accept = [_accept(i, statement_key(r, k, s)) for i, (r, k, s) in enumerate(_all(found))]
    assert allowed(found, accept) == ()


def test_what_stands_outside_the_quotations_is_blank_and_spans_stay_exact() -> None:
    case = Case()
    case.decide("accept", "v1")
    public = case.public()
    assert len(public.text) == len(case.reading.text)
    assert " ".join(public.text.split()) == "Ora Selm of Varn was moved to the North Camp on 4 May"
    for _, statement in public.statements():
        assert all(exact(span, public.text) for span in all_spans(statement))
    assert is_shown_form(public)
    assert not is_shown_form(case.reading)


def test_the_operators_file_name_notes_and_records_stay_inside() -> None:
    case = Case(author="Jo Wick", stated=Described(title="secret title"))  # type: ignore[arg-type]
    case.decide("accept", "v1")
    public = case.public()
    assert public.notes == ()
    assert "secret" not in public.report.source
    assert public.report.stated == Described() == public.report.found
    assert public.report.author == "Jo Wick"


def test_a_title_and_an_address_that_name_a_withheld_person_do_not_leave() -> None:
    case = Case(title="Ibb Selm speaks", url="https://varn.example/news/ibb-selm-speaks")
    case.decide("accept", "v1")
    public = case.public()
    assert public.report.title is None
    assert public.report.url == "https://varn.example/"


def test_keys_of_people_and_statements_are_the_same_in_public() -> None:
    case = Case()
    for ref in ("c2", "v3"):
        case.decide("accept", ref)
    public = case.public()
    for entity in public.entities:
        assert person_key(public, entity) == person_key(case.reading, case.reading.entity(entity.id))
    assert {statement_key(public, k, s) for k, s in public.statements()} == {case.key("c2"), case.key("v3")}


def test_decisions_are_carried_to_the_corrected_statement_without_their_authors() -> None:
    case = Case()
    case.decide("correct", "n1", correction={"value": 310})
    case.decide("reject", "v1")
    known = carried([case.reading], case.decisions)
    public = case.public()
    key = statement_key(public, "figure", public.figures[0])
    assert key != case.key("n1")
    assert standings(known)[key].state == "corrected"
    assert [(d.author, d.reason, d.seen, d.targets) for d in known] == [("", "", (), (key,))]


def test_the_order_of_readings_changes_nothing_for_each() -> None:
    cases = [Case(), Case(title="Other")]
    cases[0].decide("accept", "v1")
    found = [case.reading for case in cases]
    assert set(map(repr, allowed(found, cases[0].decisions))) == set(
        map(repr, allowed(found[::-1], cases[0].decisions))
    )


def _accept(number: int, key: str) -> Decision:
    return Decision(id=f"d{number}", action="accept", targets=(key,), author="a", time="2024-01-01T00:00:00Z")


def _all(found: Sequence[Reading]) -> list[tuple[Reading, StatementKind, Statement]]:
    return [(r, k, s) for r in found for k, s in r.statements()]
