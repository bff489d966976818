"""What people add to a reading: found by its words, whatever the reader numbered."""

from __future__ import annotations

from habeas.model.amendment import Addition, Meaning, Pointer, Speaking, added, amended
from habeas.model.reading import Attribute, Claim, Demand, Event, Figure, Reading
from habeas.model.span import Span
from tests.factory import Draft

TEXT = "Ilmar Sotnik was taken from his home on 3 May, his sister Vera Sotnik said. The teacher is ill. 40 are held."


def _draft() -> Draft:
    draft = Draft(TEXT)
    draft.person("Ilmar Sotnik")
    draft.person("The teacher", named=False)
    return draft


def _span(words: str) -> Span:
    start = TEXT.index(words)
    return Span(start, start + len(words), words)


def _event(reading: Reading) -> Addition:
    return Addition(
        report=reading.report.id,
        kind="event",
        evidence=(_span("Ilmar Sotnik was taken from his home on 3 May"),),
        trigger=_span("taken"),
        fields={"type": "arrest", "when": "2021-05-03"},
        who=(Pointer(part="person", span=_span("Ilmar Sotnik")),),
    )


def test_a_statement_is_added_about_the_entity_whose_words_were_chosen() -> None:
    reading = _draft().reading()
    after = amended(reading, [_event(reading)])
    event = after.events[-1]
    assert isinstance(event, Event)
    assert (event.type, event.trigger.quote, event.rule) == ("arrest", "taken", "person")
    assert after.entity(event.participants[0].entity).name == "Ilmar Sotnik"
    assert after.entities == reading.entities
    assert after.claims == reading.claims


def test_words_that_stand_for_nobody_yet_make_an_entity() -> None:
    reading = _draft().reading()
    claim = Addition(
        report=reading.report.id,
        kind="claim",
        evidence=(_span("Ilmar Sotnik was taken from his home on 3 May"),),
        cue=_span("said"),
        who=(Pointer(part="speaker", span=_span("his sister Vera Sotnik")),),
    )
    after = amended(reading, [claim])
    made = after.claims[-1]
    assert isinstance(made, Claim)
    assert made.speaker_text == "his sister Vera Sotnik"
    assert after.entity(made.speaker or "").mentions == (_span("his sister Vera Sotnik"),)


def test_every_kind_of_statement_can_be_added() -> None:
    reading = _draft().reading()
    teacher = Pointer(part="subject", span=_span("The teacher"))
    some = [
        Addition(
            report=reading.report.id,
            kind="attribute",
            evidence=(_span("The teacher is ill"),),
            fields={"property": "illness", "value": "ill"},
            who=(teacher,),
        ),
        Addition(
            report=reading.report.id,
            kind="figure",
            evidence=(_span("40 are held"),),
            fields={"measure": "held", "of": "people", "value": 40, "approximate": True},
        ),
        Addition(report=reading.report.id, kind="demand", evidence=(_span("40 are held"),)),
    ]
    after = amended(reading, some)
    assert isinstance(after.attributes[-1], Attribute)
    assert isinstance(after.figures[-1], Figure)
    assert isinstance(after.demands[-1], Demand)
    assert after.notes == reading.notes


def test_an_addition_within_a_claim_is_said_by_it() -> None:
    draft = _draft()
    vera = draft.person("Vera Sotnik")
    draft.claim("Ilmar Sotnik was taken from his home on 3 May", by=vera)
    reading = draft.reading()
    addition = Addition(
        report=reading.report.id,
        kind="event",
        evidence=(_span("taken from his home"),),
        fields={"type": "arrest"},
        who=(Pointer(part="person", span=_span("Ilmar Sotnik")),),
        said_by=(reading.claims[0].content[0],),
    )
    assert amended(reading, [addition]).events[-1].said_by == (reading.claims[0].id,)


def test_words_that_no_longer_stand_there_change_nothing_and_a_note_says_so() -> None:
    reading = _draft().reading()
    moved = Addition(report=reading.report.id, kind="demand", evidence=(Span(0, 5, "Other"),))
    after = amended(reading, [moved])
    assert added(reading, moved) is None
    assert after.demands == reading.demands
    assert "out of date" in after.notes[-1]


def test_an_addition_that_fails_the_check_is_left_out_and_a_note_says_so() -> None:
    reading = _draft().reading()
    wrong = Addition(
        report=reading.report.id, kind="event", evidence=(_span("taken"),), fields={"type": "no such type"}
    )
    assert added(reading, wrong) is None
    assert amended(reading, [wrong]).events == reading.events
    assert "vocabulary" in amended(reading, [wrong]).notes[-1]


def test_two_entities_are_joined_with_all_that_is_said_of_them() -> None:
    reading = amended(_draft().reading(), [_event(_draft().reading())])
    joined = Meaning(report=reading.report.id, mention=_span("The teacher"), same_as=_span("Ilmar Sotnik"), whole=True)
    after = amended(reading, [joined])
    assert [entity.name for entity in after.entities] == ["Ilmar Sotnik"]
    assert [m.quote for m in after.entities[0].mentions] == ["Ilmar Sotnik", "The teacher"]
    back = Meaning(report=reading.report.id, mention=_span("Ilmar Sotnik"), same_as=_span("The teacher"), whole=True)
    other = amended(reading, [back])
    assert [entity.name for entity in other.entities] == ["The teacher"]
    assert other.events[-1].participants[0].entity == other.entities[0].id


def test_a_mention_is_taken_out_of_an_entity() -> None:
    reading = _draft().reading()
    joined = Meaning(report=reading.report.id, mention=_span("The teacher"), same_as=_span("Ilmar Sotnik"), whole=True)
    apart = Meaning(report=reading.report.id, mention=_span("The teacher"))
    after = amended(reading, [joined, apart])
    assert [entity.name for entity in after.entities] == ["Ilmar Sotnik", "The teacher"]
    assert amended(reading, [apart]).entities == reading.entities


def test_another_speaker_says_the_same_words() -> None:
    draft = _draft()
    draft.claim("Ilmar Sotnik was taken from his home on 3 May", by=draft.person("Vera Sotnik"))
    reading = draft.reading()
    content = reading.claims[0].content[0]
    other = Speaking(report=reading.report.id, content=content, speaker=_span("The teacher"))
    after = amended(reading, [other]).claims[0]
    assert (after.speaker_text, after.speaker) == ("The teacher", reading.entities[1].id)
    assert (after.id, after.content, after.act) == (reading.claims[0].id, (content,), reading.claims[0].act)
    nobody = amended(reading, [other, Speaking(report=reading.report.id, content=content)]).claims[0]
    assert (nobody.speaker, nobody.speaker_text, nobody.speaker_span) == (None, None, None)
    elsewhere = Speaking(report=reading.report.id, content=_span("40 are held"), speaker=_span("The teacher"))
    assert amended(reading, [elsewhere]).claims == reading.claims


def test_what_words_say_goes_along_to_whom_they_mean() -> None:
    draft = _draft()
    draft.claim("Ilmar Sotnik was taken from his home on 3 May", by=draft.person("Vera Sotnik"))
    report = draft.reading().report.id
    content = draft.reading().claims[0].content[0]
    said = amended(draft.reading(), [Speaking(report=report, content=content, speaker=_span("The teacher"))])
    joined = Meaning(report=report, mention=_span("The teacher"), same_as=_span("Vera Sotnik"), whole=True)
    after = amended(said, [joined])
    assert after.entity(after.claims[0].speaker or "").name == "Vera Sotnik"
    apart = amended(after, [Meaning(report=report, mention=_span("The teacher"))])
    assert apart.entity(apart.claims[0].speaker or "").name == "The teacher"
    one = amended(apart, [Meaning(report=report, mention=_span("The teacher"), same_as=_span("Ilmar Sotnik"))])
    assert one.entity(one.claims[0].speaker or "").name == "Ilmar Sotnik"
    assert "The teacher" not in [entity.name for entity in one.entities]
