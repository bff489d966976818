"""Lists of what readers are bidden to ask, as urgent actions and recommendations have them."""

from __future__ import annotations

import pytest

from habeas.model.reading import ReportInfo
from habeas.reading import load_reader, read_report
from habeas.text import extract

READER = load_reader()


def asked(text: str) -> list[tuple[str, str | None, list[str]]]:
    """The words of each demand, who asks and of whom."""
    report = ReportInfo(id="sha256:" + "0" * 64, source="a.txt", published="2024-05-03")
    reading = read_report(report, extract(text.encode(), "a.txt"), READER)
    names = {e.id: e.name for e in reading.entities}
    return [(d.evidence[0].quote, names.get(d.by or ""), [names[e] for e in d.to]) for d in reading.demands]


@pytest.mark.parametrize("mark", ["- ", "• ", "1. ", "i. ", "(a) "])
def test_items_that_say_how_to_write_are_demands_of_whom_they_name(mark: str) -> None:
    text = (
        "Please write immediately:\n\n"
        f"{mark}Calling on the authorities to release Ona Brek;\n"
        "- Expressing concern that she is ill;\n"
        "- Calling for an independent investigation into her abduction."
    )
    assert asked(text) == [
        ("Calling on the authorities to release Ona Brek", None, ["the authorities"]),
        ("Calling for an independent investigation into her abduction", None, []),
    ]


def test_items_of_what_is_to_be_done_are_asked_of_whom_the_line_before_names() -> None:
    text = (
        "Please write to the authorities in Ostland urging them to:\n\n"
        "i. Guarantee in all circumstances the safety of Ona Brek;\n"
        "ii. Immediately and unconditionally release Ona Brek;\n"
        "iii. Put an end to all acts of harassment against her."
    )
    assert asked(text) == [
        ("Guarantee in all circumstances the safety of Ona Brek", None, ["the authorities"]),
        ("Immediately and unconditionally release Ona Brek", None, ["the authorities"]),
        ("Put an end to all acts of harassment against her", None, ["the authorities"]),
    ]


def test_a_body_that_heads_a_list_is_asked_by_whoever_asked_before() -> None:
    text = (
        "The Harbour Union calls on the government of Ostland to:\n\n"
        "• release all those held for their opinions;\n"
        "• repeal Article 117 of the Penal Code;\n\n"
        "To the United Nations:\n\n"
        "• send a mission to Ostland without delay."
    )
    assert asked(text)[2:] == [("send a mission to Ostland without delay", "Harbour Union", ["United Nations"])]


def test_a_list_of_other_things_asks_for_nothing() -> None:
    text = "To the north lie:\n\n- the prison of Korsk;\n- two camps.\n\nHe wrote:\n\n- poems;\n- letters."
    assert asked(text) == []


@pytest.mark.parametrize(
    "text",
    [
        "We call on the Ostland authorities to: (a) release Ona Brek; (b) drop all charges against her; and "
        "(c) investigate the allegations of torture.",
        "We, the undersigned, urge the Ostland authorities to: 1. Release Ona Brek; 2. Drop all charges against her; "
        "3. Investigate the allegations of torture.",
    ],
)
def test_items_numbered_within_a_sentence_are_demands_each(text: str) -> None:
    assert [(words.lower(), bool(to)) for words, _, to in asked(text)] == [
        ("release ona brek", True),
        ("drop all charges against her", True),
        ("investigate the allegations of torture", True),
    ]
