"""The reader for English: rules over spaCy's parse, with the field's words in tables."""

from __future__ import annotations

from typing import Final

from habeas.model.reading import Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading.attributes import read_attributes
from habeas.reading.cast import read_cast
from habeas.reading.claims import read_claims
from habeas.reading.demands import read_demands
from habeas.reading.events import read_events
from habeas.reading.figures import read_figures
from habeas.reading.nlp import english
from habeas.reading.page import Page
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
        passages = passages_of(extracted)
        report = dated(report, extracted.text, passages)
        page = Page(report, extracted.text, passages, english())
        cast = read_cast(page)
        said = read_claims(page, cast)
        story = Story(page, cast, read_times(page), said)
        events = read_events(story)
        attributes = read_attributes(story)
        figures = read_figures(story)
        demands = read_demands(story, said)
        return Reading(
            report=report,
            text=extracted.text,
            passages=passages,
            entities=cast.entities(),
            claims=said.claims,
            attributes=attributes,
            events=events,
            figures=figures,
            demands=demands,
        )
