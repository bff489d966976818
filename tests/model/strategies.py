"""Hypothesis strategies for values of the model, and the one small reading that the model's tests share."""

from __future__ import annotations

from hypothesis import strategies as st

from habeas.model.reading import (
    Attribute,
    Claim,
    Demand,
    Described,
    Entity,
    Event,
    Figure,
    Name,
    Participant,
    Passage,
    Reading,
    ReportInfo,
)
from habeas.model.span import Span

TEXT = (
    "Lawyer tells of beatings\n\n"
    "Ilya Morozko, 41, was beaten by guards in Varn Prison on 3 May, his lawyer said. "
    "About 120 people are held there. The League asked the ministry to free him."
)


def span(words: str, text: str = TEXT) -> Span:
    """The first place of `words` in the text."""
    start = text.index(words)
    return Span(start, start + len(words), words)


def small_reading() -> Reading:
    """A sound reading of `TEXT` with one statement of every kind."""
    person = Entity(
        id="e1",
        kind="person",
        name="Ilya Morozko",
        detained=True,
        names=(Name("Ilya Morozko", "Latn", "full"),),
        mentions=(span("Ilya Morozko"), span("him")),
    )
    lawyer = Entity(id="e2", kind="person", name="his lawyer", named=False, mentions=(span("his lawyer"),))
    prison = Entity(id="e3", kind="facility", name="Varn Prison", mentions=(span("Varn Prison"),))
    league = Entity(id="e4", kind="organisation", name="League", mentions=(span("The League"),))
    ministry = Entity(id="e5", kind="organisation", name="ministry", named=False, mentions=(span("the ministry"),))
    beating = "Ilya Morozko, 41, was beaten by guards in Varn Prison on 3 May"
    asking = "The League asked the ministry to free him"
    return Reading(
        report=ReportInfo(id="sha256:" + "0" * 64, source="a.txt", published="2024-05-05"),
        text=TEXT,
        passages=(Passage(role="title", start=0, end=24), Passage(role="body", start=26, end=len(TEXT))),
        entities=(person, lawyer, prison, league, ministry),
        claims=(
            Claim(
                id="c1",
                speaker="e2",
                speaker_text="his lawyer",
                speaker_span=span("his lawyer"),
                cue=span("said"),
                content=(span(beating),),
            ),
            Claim(
                id="c2",
                speaker="e4",
                speaker_text="The League",
                content=(span(asking),),
                act="demand",
                to="e5",
            ),
        ),
        attributes=(
            Attribute(id="a1", subject="e1", property="age", value=41, evidence=(span("41"),), said_by=("c1",)),
        ),
        events=(
            Event(
                id="v1",
                type="ill_treatment",
                trigger=span("beaten"),
                evidence=(span(beating),),
                participants=(Participant("e1", "person"),),
                when="2024-05-03",
                where="e3",
                said_by=("c1",),
            ),
        ),
        figures=(
            Figure(
                id="n1",
                measure="held",
                of="people",
                value=120,
                approximate=True,
                method="about",
                evidence=(span("About 120 people are held there"),),
            ),
        ),
        demands=(Demand(id="d1", by="e4", to=("e5",), about=("e1",), evidence=(span(asking),), said_by=("c2",)),),
    )


words = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
ids = st.from_regex(r"[a-z][0-9]{1,3}", fullmatch=True)
some_words = st.none() | words
spans = st.builds(Span, st.integers(0, 10**6), st.integers(0, 10**6), words)
many_spans = st.lists(spans, max_size=3).map(tuple)
many_ids = st.lists(ids, max_size=3).map(tuple)
confidences = st.none() | st.floats(0, 1)

described = st.builds(
    Described,
    url=some_words,
    title=some_words,
    publisher=some_words,
    author=some_words,
    published=some_words,
    language=some_words,
)
reports = st.builds(
    ReportInfo,
    id=words,
    source=words,
    url=some_words,
    credits=st.lists(words, max_size=2).map(tuple),
    stated=described,
    found=described,
)
entities = st.builds(
    Entity,
    id=ids,
    name=words,
    names=st.lists(st.builds(Name, words, words), max_size=2).map(tuple),
    mentions=many_spans,
)
claims = st.builds(
    Claim,
    id=ids,
    speaker=st.none() | ids,
    speaker_text=some_words,
    content=many_spans,
    speaker_span=st.none() | spans,
    cue=st.none() | spans,
    within=st.none() | ids,
    confidence=confidences,
)
attributes = st.builds(
    Attribute,
    id=ids,
    subject=ids,
    property=words,
    value=st.integers(0, 10**9) | words,
    evidence=many_spans,
    said_by=many_ids,
    confidence=confidences,
)
events = st.builds(
    Event,
    id=ids,
    type=words,
    trigger=spans,
    evidence=many_spans,
    participants=st.lists(st.builds(Participant, ids), max_size=3).map(tuple),
    cause=st.none() | spans,
    said_by=many_ids,
    confidence=confidences,
)
figures = st.builds(
    Figure,
    id=ids,
    measure=words,
    of=words,
    evidence=many_spans,
    value=st.none() | st.integers(0, 10**9),
    said_by=many_ids,
    confidence=confidences,
)
demands = st.builds(
    Demand,
    id=ids,
    by=st.none() | ids,
    evidence=many_spans,
    to=many_ids,
    about=many_ids,
    confidence=confidences,
)
readings = st.builds(
    Reading,
    report=reports,
    text=words,
    passages=st.lists(
        st.builds(Passage, start=st.integers(0, 99), end=st.integers(0, 99), author=some_words), max_size=2
    ).map(tuple),
    entities=st.lists(entities, max_size=3).map(tuple),
    claims=st.lists(claims, max_size=3).map(tuple),
    attributes=st.lists(attributes, max_size=3).map(tuple),
    events=st.lists(events, max_size=3).map(tuple),
    figures=st.lists(figures, max_size=3).map(tuple),
    demands=st.lists(demands, max_size=3).map(tuple),
    notes=st.lists(words, max_size=2).map(tuple),
)
