"""The reader that asks a language model. It takes the same place as any other: it proposes, and is checked."""

from __future__ import annotations

import hashlib
from collections import deque
from collections.abc import Iterable
from typing import Final, cast

from habeas.model.codec import to_json
from habeas.model.reading import Attribute, Claim, Demand, Event, Figure, Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading.language_model.answer import Answer, AnswerError, answer_from
from habeas.reading.language_model.cast import Cast
from habeas.reading.language_model.exchange import Line, said_in
from habeas.reading.language_model.find import Finder, plain
from habeas.reading.language_model.link import Link
from habeas.reading.language_model.merge import Told, held_and_minor, once, settled
from habeas.reading.language_model.prompt import asked_of, shown
from habeas.reading.language_model.statements import Builder
from habeas.reading.language_model.windows import Window, paragraphs_of, windows
from habeas.reading.passages import passages_of
from habeas.reading.protocol import ReaderSetupError
from habeas.reading.report_date import dated

MADE: Final = "1"
"""Rises when the same answers come to be read otherwise."""
MOST_NOTES: Final = 100
LONGEST_NOTE: Final = 300


class LanguageModelReader:
    """Reads reports through a model that the operator runs or has chosen.

    One report is shown at a time, by way of the link that is handed in; the reader opens no socket of its own, and what
    a model answers can do nothing but propose quotations of that report. `version` is a hash of all that shapes an
    answer: instructions, vocabularies, address, model and settings.

    Raises:
        ReaderSetupError: no link is given.
    """

    name: Final = "language-model"

    def __init__(self, link: Link | None = None) -> None:
        if link is None:
            raise ReaderSetupError(
                "the reader language-model asks a model server: it needs a workspace whose habeas.toml has a table "
                "[language_model] with address and model"
            )
        self._window = link.settings.window
        self.version = f"{MADE}-{hashlib.sha256(to_json(asked_of(link.settings))).hexdigest()[:20]}"
        self._line = Line(link, self.version)

    def read(self, report: ReportInfo, extracted: Extracted) -> Reading:
        """Proposes what the model quotes. See `habeas.reading.protocol.Reader`.

        Raises:
            Exception: whatever the link raises where the server cannot be asked; nothing is then read.
        """
        passages = passages_of(extracted)
        report = dated(report, extracted.text, passages)
        work = _Work(report, extracted.text, self._line)
        work.read_all(windows(paragraphs_of(extracted.text, passages, self._window), self._window))
        told = once(work.told)
        ids, entities = work.cast.entities(*held_and_minor(told))
        statements = settled(told, ids)
        return Reading(
            report=report,
            text=extracted.text,
            state="partial" if work.unread else "whole",
            passages=passages,
            entities=entities,
            claims=cast(tuple[Claim, ...], statements["claim"]),
            attributes=cast(tuple[Attribute, ...], statements["attribute"]),
            events=cast(tuple[Event, ...], statements["event"]),
            figures=cast(tuple[Figure, ...], statements["figure"]),
            demands=cast(tuple[Demand, ...], statements["demand"]),
            notes=(*work.unread, *_fewer(work.notes)),
        )


class _Work:
    """One report under way: what its windows told so far, and which paragraphs gave no usable answer."""

    def __init__(self, report: ReportInfo, text: str, line: Line) -> None:
        self._report, self._text, self._line = report, text, line
        self._plain = plain(text)
        self.cast = Cast()
        self.told: list[Told] = []
        self.notes: list[str] = []
        self.unread: list[str] = []

    def read_all(self, todo: Iterable[Window]) -> None:
        """Asks about every window in turn; one whose answer was too long is asked about again in halves."""
        waiting = deque(todo)
        number = 0
        while waiting:
            window = waiting.popleft()
            number += 1
            answer, why, broke_off = self._answer(window)
            fresh = window.paragraphs[window.again :]
            if answer is not None:
                self._take(answer, window, number)
            elif broke_off and len(fresh) > 1:
                half = len(fresh) // 2
                waiting.extendleft((Window(fresh[half:], 0), Window(fresh[:half], 0)))
            else:
                first, last = fresh[0].number, fresh[-1].number
                which = f"paragraph {first}" if first == last else f"paragraphs {first} to {last}"
                self.unread.append(f"not read: {which}: {why}")

    def _answer(self, window: Window) -> tuple[Answer | None, str, bool]:
        """The answer about a window; else why there is none, and whether it broke off for its length."""
        page = shown(self._text, window, self._report.published, self.cast.known())
        said = said_in(self._line.ask(self._report.id, page))
        if said is None:
            return None, "the server's reply is no answer of a model", False
        try:
            answer, notes = answer_from(said.text)
        except AnswerError as error:
            broke_off = said.stopped == "length"
            return None, "the answer broke off at max_tokens" if broke_off else str(error), broke_off
        self.notes += notes
        return answer, "", False

    def _take(self, answer: Answer, window: Window, number: int) -> None:
        finder = Finder(self._text, self._plain, window.paragraphs)
        refs = self.cast.enter(answer.entities, finder, self.notes)
        builder = Builder(finder, refs, self._report.published, self.notes)
        self.told += [Told(number, kind, statement) for kind, statement in builder.statements(answer)]


def _fewer(notes: list[str]) -> tuple[str, ...]:
    """The notes, each once, and no more of them than anybody reads."""
    each = list(dict.fromkeys(map(_line, notes)))
    more = len(each) - MOST_NOTES
    return tuple(each) if more <= 0 else (*each[:MOST_NOTES], f"left out: {more} more that did not hold")


def _line(note: str) -> str:
    """A note without anything that no text can hold, or that steers a terminal: an answer may hold anything."""
    safe = "".join(c if c.isprintable() else ascii(c)[1:-1] for c in note[:LONGEST_NOTE])
    return safe if len(note) <= LONGEST_NOTE else safe + "…"
