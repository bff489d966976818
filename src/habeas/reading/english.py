"""The reader for English: rules over spaCy's parse, with the field's words in tables."""

from __future__ import annotations

from typing import Final

import msgspec

from habeas.model.reading import Passage, Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading.attributes import read_attributes
from habeas.reading.cast import read_cast
from habeas.reading.claims import read_claims
from habeas.reading.confidence import confident
from habeas.reading.demands import read_demands
from habeas.reading.events import read_events
from habeas.reading.figures import read_figures
from habeas.reading.language import in_latin_script, language_of
from habeas.reading.nlp import english
from habeas.reading.page import READ_ROLES, Page
from habeas.reading.passages import passages_of
from habeas.reading.report_date import dated
from habeas.reading.story import Story
from habeas.reading.times import read_times


class EnglishReader:
    """Reads English reports. Everything it proposes names the rule that made it."""

    name: Final = "english"
    version: Final = "1"

    def read(self, report: ReportInfo, extracted: Extracted) -> Reading:
        """Proposes what the report says. See `habeas.reading.protocol.Reader`."""
        passages, notes = in_latin_script(extracted.text, passages_of(extracted))
        report = dated(report, extracted.text, passages)
        language = language_of(extracted.text)
        if language not in (None, "en") or (notes and not any(p.role in READ_ROLES for p in passages)):
            return _not_read(report, extracted, passages, language)
        report = msgspec.structs.replace(report, language=report.language or language)
        page = Page(report, extracted.text, passages, english())
        cast = read_cast(page)
        said = read_claims(page, cast)
        story = Story(page, cast, read_times(page), said)
        events = read_events(story)
        attributes = read_attributes(story, events)
        figures = read_figures(story)
        demands = read_demands(story, said)
        reading = Reading(
            report=report,
            text=extracted.text,
            state="partial" if notes else "whole",
            passages=passages,
            entities=cast.entities(),
            claims=said.claims,
            attributes=attributes,
            events=events,
            figures=figures,
            demands=demands,
            notes=notes,
        )
        return confident(reading)


def _not_read(report: ReportInfo, extracted: Extracted, passages: tuple[Passage, ...], language: str | None) -> Reading:
    """A report in another language: kept, and said not to be read."""
    which = f"its language is {language!r}" if language is not None else "it is not in the Latin script"
    return Reading(
        report=msgspec.structs.replace(report, language=language or report.language),
        text=extracted.text,
        state="partial",
        passages=passages,
        notes=(f"not read: {which}, and this reader reads English only",),
    )
