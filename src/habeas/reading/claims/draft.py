"""A claim in the making, before the claims of a report are ordered and numbered."""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Token

from habeas.model.reading import Act, Manner
from habeas.model.span import Span


@dataclass
class DraftClaim:
    """`cue` is the verb of saying; `addressees` are entity ids; `content` grows by its quotations."""

    act: Act
    rule: str
    cue: Token | None = None
    cue_span: Span | None = None
    speaker: str | None = None
    speaker_text: str | None = None
    speaker_span: Span | None = None
    content: list[Span] = field(default_factory=list)
    manner: Manner = "indirect"
    addressees: tuple[str, ...] = ()
    to: str | None = None
    medium: str | None = None
    leads_list: bool = False
    quoted: bool = False

    @property
    def start(self) -> int:
        return min(span.start for span in self.content)

    @property
    def end(self) -> int:
        return max(span.end for span in self.content)

    @property
    def size(self) -> int:
        return sum(span.end - span.start for span in self.content)
