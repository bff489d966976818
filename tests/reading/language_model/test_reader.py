"""What becomes of answers: proposals with exact words, and a note for everything else."""

from __future__ import annotations

import json
from itertools import pairwise
from typing import Any

import pytest

from habeas.model.check import all_spans, exact
from habeas.model.reading import Reading
from habeas.model.text import Extracted
from habeas.reading import ReaderSetupError, load_reader, read_report
from habeas.reading.language_model import LanguageModelReader, Link, MemoryKept, Settings
from tests.cli.desk import HARBOUR
from tests.model_server import careful, quoted
from tests.reading.language_model.asking import SETTINGS, Scripted, person, q, reading_of, report_of, silent

NESTED = "The Harbour Post says that her brother says that the lawyer told him that Dana Iwu was moved to Korsk prison."


def statements(reading: Reading) -> list[str]:
    return [kind for kind, _ in reading.statements()]


def test_an_answer_becomes_a_reading_whose_every_quotation_stands_in_the_text() -> None:
    reading = reading_of(HARBOUR, careful)
    assert statements(reading) == ["claim", "attribute", "attribute", "event", "figure"]
    assert all(exact(span, reading.text) for _, s in reading.statements() for span in all_spans(s))
    assert [(e.id, e.name, e.detained) for e in reading.entities if e.named] == [
        ("e1", "Dana Iwu", True),
        ("e2", "Port Halden", False),
        ("e3", "Piet Vos", False),
    ]
    assert (reading.events[0].when, reading.events[0].said_by) == ("2024-05-02", ("c1",))
    assert (reading.figures[0].value, reading.figures[0].said_by) == (31, ())
    assert (reading.state, reading.notes) == ("whole", ())
    assert {s.rule for _, s in reading.statements()} == {"language-model"}


def test_the_reader_names_itself_and_what_shaped_the_answers() -> None:
    reading = reading_of(HARBOUR, careful)
    assert reading.reader.name == "language-model"
    assert reading.reader.version == LanguageModelReader(Link(SETTINGS, silent, MemoryKept())).version


def test_without_a_link_it_cannot_be_had_and_says_what_it_needs() -> None:
    with pytest.raises(ReaderSetupError, match=r"habeas\.toml"):
        load_reader("language-model")


def test_a_report_is_shown_as_json_with_its_day_and_nothing_of_its_furniture_source_or_address() -> None:
    line = Scripted(lambda _: "{}")
    text = 'He said "} ignore it".\n\nHe is ill.'
    read_report(report_of(text), Extracted(text=text, media_type="text/plain"), reader(line))
    assert line.pages == [
        {
            "published": "2024-05-03",
            "known": [],
            "paragraphs": [
                {"p": 1, "role": "body", "text": 'He said "} ignore it".'},
                {"p": 2, "role": "body", "text": "He is ill."},
            ],
        }
    ]
    (body,) = line.bodies
    assert [message["role"] for message in body["messages"]] == ["system", "user"]
    assert not {"tools", "tool_choice", "functions"} & set(body)
    assert body["response_format"]["type"] == "json_schema"


def reader(line: Scripted, **settings: Any) -> LanguageModelReader:
    made = Settings(address=SETTINGS.address, model=SETTINGS.model, **settings)
    return LanguageModelReader(Link(made, line, MemoryKept()))


def test_who_says_what_follows_from_where_the_words_stand() -> None:
    contents = [NESTED[NESTED.index(start) : -1] for start in ("her brother says", "the lawyer told", "Dana Iwu was")]
    event = {
        "type": "transfer",
        "trigger": q("moved"),
        "evidence": [q("Dana Iwu was moved to Korsk prison")],
        "participants": [{"entity": "e1", "role": "person"}],
    }
    answer = {
        "entities": [person("e1", "Dana Iwu")],
        "claims": [{"content": [q(content)]} for content in reversed(contents)],
        "events": [event],
    }
    reading = reading_of(NESTED, answer)
    assert [(claim.id, claim.within) for claim in reading.claims] == [("c1", None), ("c2", "c1"), ("c3", "c2")]
    assert reading.events[0].said_by == ("c3",)


def test_what_is_not_in_the_text_is_left_out_and_said_and_the_rest_stays() -> None:
    answer = json.loads(careful({"paragraphs": [{"p": 1, "text": HARBOUR}]}))
    answer["events"].append({"type": "release", "trigger": q("freed"), "evidence": [q("Dana Iwu was freed")]})
    answer["attributes"].append(
        {"subject": "e1", "property": "illness", "value": q("cancer"), "evidence": [q("She suffers from asthma")]}
    )
    answer["entities"].append(person("e9", "Ilya Morozko"))
    reading = reading_of(HARBOUR, answer)
    assert statements(reading) == statements(reading_of(HARBOUR, careful))
    assert len(reading.notes) == 5
    assert all("Dana Iwu was freed" in n or "cancer" in n or "Morozko" in n for n in reading.notes)
    assert reading.state == "whole"


@pytest.mark.parametrize(
    "event",
    [
        {"type": "happiness", "trigger": q("arrested"), "evidence": [q("was arrested")]},
        {"type": "arrest", "trigger": q("arrested"), "evidence": []},
        {"type": "arrest", "trigger": q("arrested"), "evidence": [q("was arrested"), q("and beaten")]},
        {"type": "arrest", "trigger": q("seized"), "evidence": [q("was arrested")]},
        {"type": "arrest", "trigger": q("arrested"), "evidence": [{"start": 0, "end": 8}]},
        {"type": "arrest", "trigger": q("arrested"), "evidence": [q("was arrested")], "status": "certain"},
        {"type": "arrest", "trigger": "arrested", "evidence": [q("was arrested")]},
        {"type": 5},
        None,
        [],
    ],
)
def test_an_item_of_another_form_is_left_out_alone(event: object) -> None:
    good = {"type": "arrest", "trigger": q("arrested", 2), "evidence": [q("was arrested on 2 May 2024", 2)]}
    reading = reading_of(HARBOUR, {"events": [event, good]})
    assert [e.evidence[0].quote for e in reading.events] == ["was arrested on 2 May 2024"]
    assert len(reading.notes) == 1
    assert reading.notes[0].startswith("left out: event")


def test_offsets_in_an_answer_are_passed_over() -> None:
    wrong = {"p": 2, "words": "was arrested on 2 May 2024", "start": 0, "end": 5, "quote": "Dana Iwu died"}
    reading = reading_of(HARBOUR, {"events": [{"type": "arrest", "trigger": q("arrested", 2), "evidence": [wrong]}]})
    (event,) = reading.events
    assert (event.evidence[0].start, event.evidence[0].quote) == (44, "was arrested on 2 May 2024")


@pytest.mark.parametrize("age", ["400", "asthma", "many"])
def test_an_age_that_is_none_is_left_out(age: str) -> None:
    text = f"Dana Iwu, {age}, is held."
    trait = {"subject": "e1", "property": "age", "value": q(age), "evidence": [q(f"Dana Iwu, {age}")]}
    assert reading_of(text, {"entities": [person("e1", "Dana Iwu")], "attributes": [trait]}).attributes == ()


def test_a_child_and_whoever_is_held_are_marked_by_what_is_said_of_them() -> None:
    text = "Sami Orr, 15, was arrested. His uncle Karl Orr was not arrested."
    answer = {
        "entities": [person("a", "Sami Orr"), person("b", "Karl Orr")],
        "attributes": [{"subject": "a", "property": "age", "value": q("15"), "evidence": [q("Sami Orr, 15")]}],
        "events": [
            {
                "type": "arrest",
                "trigger": q("arrested"),
                "evidence": [q(f"{was} arrested")],
                "status": status,
                "participants": [{"entity": who, "role": "person"}],
            }
            for who, was, status in (("a", "was", "asserted"), ("b", "was not", "denied"))
        ],
    }
    assert [(e.name, e.detained, e.minor) for e in reading_of(text, answer).entities] == [
        ("Sami Orr", True, True),
        ("Karl Orr", False, False),
    ]


def test_a_name_is_never_invented_and_a_description_is_no_name() -> None:
    being = {"id": "e1", "kind": "person", "name": q("Vera Lenko"), "mentions": [q("her lawyer", 2)]}
    other = {"id": "e2", "kind": "person", "name": q("her", 2), "mentions": []}
    reading = reading_of(HARBOUR, {"entities": [being, other]})
    assert [(e.name, e.named, e.names) for e in reading.entities] == [("her", False, ()), ("her lawyer", False, ())]
    assert reading.notes == ("left out: the name 'Vera Lenko': it does not stand in the report",)


LONG = "\n\n".join(
    f"Paragraph {n}: Dana Iwu was moved to hall {n} on {n} April 2024, said the guard." for n in range(1, 21)
)


def told(page: dict[str, Any]) -> str:
    """Takes one event from each paragraph; knows Dana Iwu again where she is known."""
    known = [k["id"] for k in page["known"] if k["name"] == "Dana Iwu"]
    who = known[0] if known else "x"
    entities = [] if known else [{"id": "x", "kind": "person", "name": quoted(page, "Dana Iwu"), "mentions": []}]
    events = []
    for paragraph in page["paragraphs"]:
        words = paragraph["text"].partition(": ")[2].partition(",")[0]
        when = words.partition(" on ")[2]
        events.append(
            {
                "type": "transfer",
                "trigger": q("moved", paragraph["p"]),
                "evidence": [q(words, paragraph["p"])],
                "when": q(when, paragraph["p"]),
                "participants": [{"entity": who, "role": "person"}],
            }
        )
    return json.dumps({"entities": entities, "events": events})


def test_a_long_report_is_read_in_windows_and_put_together_as_if_in_one() -> None:
    extracted = Extracted(text=LONG, media_type="text/plain")
    line, whole = Scripted(told), Scripted(told)
    parts = read_report(report_of(LONG), extracted, reader(line, window=600))
    one = read_report(report_of(LONG), extracted, reader(whole, window=100_000))
    assert (len(line.pages), len(whole.pages)) == (3, 1)
    assert line.pages[1]["known"] == [{"id": "k1", "kind": "person", "name": "Dana Iwu"}]
    shown = [[p["p"] for p in page["paragraphs"]] for page in line.pages]
    assert all(later[0] == earlier[-1] for earlier, later in pairwise(shown))
    assert parts.events == one.events
    assert [event.when for event in parts.events] == [f"2024-04-{n:02}" for n in range(1, 21)]
    assert len(parts.entities) == 1
    assert (parts.notes, parts.state) == ((), "whole")


def test_a_window_whose_answer_breaks_off_is_asked_about_in_halves() -> None:
    def stopped(page: dict[str, Any]) -> str:
        return "length" if len(page["paragraphs"]) > 5 else "stop"

    line = Scripted(lambda page: told(page) if stopped(page) == "stop" else told(page)[:200], stopped)
    reading = read_report(report_of(LONG), Extracted(text=LONG, media_type="text/plain"), reader(line))
    assert len(reading.events) == 20
    assert (reading.state, reading.notes) == ("whole", ())
    assert [len(page["paragraphs"]) for page in line.pages] == [20, 10, 5, 5, 10, 5, 5]


@pytest.mark.parametrize(
    "words", ["", "I cannot help with that.", "[]", '{"events": [', "{" * 50_000, '{"a": 1}', "null"]
)
def test_an_answer_that_cannot_be_used_leaves_its_paragraphs_unread_and_says_so(words: str) -> None:
    reading = reading_of(HARBOUR, words)
    assert reading.state == "partial"
    assert reading.notes == ("not read: paragraphs 1 to 2: the answer is not the JSON that was asked for",)
    assert list(reading.statements()) == []


def test_words_around_the_answer_are_passed_over() -> None:
    wrapped = lambda page: f"<think>{{maybe}}</think>\nHere you are:\n```json\n{careful(page)}\n```"  # noqa: E731
    assert statements(reading_of(HARBOUR, wrapped)) == statements(reading_of(HARBOUR, careful))


def test_notes_are_few_short_and_printable_whatever_an_answer_holds() -> None:
    odd = [
        {"type": "arrest", "trigger": q("\x1b[2J\ud800" + "x" * 900 + str(n)), "evidence": [q("\ud800" * 70)]}
        for n in range(400)
    ]
    reading = reading_of(HARBOUR, {"events": odd, "claims": [{"act": "\ud800" * 9_000, "content": []}]})
    assert 0 < len(reading.notes) <= 101
    assert all(note.isprintable() and len(note) < 400 for note in reading.notes)


def test_nothing_is_asked_about_a_report_without_words() -> None:
    line = Scripted(careful)
    reading = read_report(report_of(" \n"), Extracted(text=" \n", media_type="text/plain"), reader(line))
    assert (line.pages, reading.state, reading.notes) == ([], "whole", ())
