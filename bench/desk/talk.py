"""More for people to say in generated reports, so that each has as many statements as reports of this field have."""

from __future__ import annotations

import hashlib
import random
from typing import Final

import msgspec

from habeas.model.reading import Claim, Demand, Entity, Passage, Reading
from habeas.model.span import Span

EACH: Final = 10
"""Statements of a report."""
DEMANDS: Final = 0.2
"""The part of the reports with a person in custody in which somebody also demands something."""

_WHO: Final = (
    "a former cellmate", "her lawyer", "a guard who left the service", "the governor of the prison", "a neighbour",
    "a member of the family", "the ministry", "a doctor of the prison hospital", "a visitor", "the court's clerk",
)  # fmt: skip
_CUES: Final = ("said", "told us", "wrote", "added", "reported", "explained")
_WHAT: Final = (
    "the cells on the second floor", "letters from home", "the visits of Thursday", "blankets and warm clothing",
    "the medicine that was prescribed", "the yard behind the kitchen", "new arrivals", "the files of the prosecutor",
    "parcels with food", "the sick ward", "night searches", "the hearing of the appeal", "telephone calls",
)  # fmt: skip
_HAPPENED: Final = (
    "were stopped without a word", "have been counted twice a day", "remained closed for weeks",
    "are handed out only in the presence of officers", "were moved to another block", "came late again",
    "were written down in a register that nobody may see", "had been promised since the spring",
    "were refused to everybody under sentence", "became fewer after the inspection",
)  # fmt: skip
_ASKED: Final = ("be seen by a doctor of their choice", "be allowed visits", "be told the charge", "be set free")


class _Text:
    """A text that grows, with the place of what is put in."""

    def __init__(self, text: str) -> None:
        self.text = text

    def put(self, words: str) -> Span:
        start = len(self.text)
        self.text += words
        return Span(start, len(self.text), words)


def longer(reading: Reading) -> Reading:
    """The reading with a last paragraph in which people say more, so that it comes to `EACH` statements."""
    missing = EACH - sum(1 for _ in reading.statements())
    if missing <= 0:
        return reading
    chance = random.Random(f"{reading.report.id}/talk")
    text = _Text(reading.text + "\n\n")
    start = len(text.text)
    held = next((one for one in reading.entities if one.kind == "person" and one.detained and one.named), None)
    demands = () if held is None or chance.random() > DEMANDS else (_demand(text, held, chance),)
    claims = tuple(_claim(text, f"t{number}", chance) for number in range(missing - len(demands)))
    said = msgspec.structs.replace(
        reading,
        text=text.text,
        passages=(*reading.passages, Passage(role="body", start=start, end=len(text.text))),
        claims=(*reading.claims, *claims),
        demands=(*reading.demands, *demands),
    )
    digest = hashlib.sha256(f"{reading.report.source.removesuffix('.txt')}\n{text.text}".encode()).hexdigest()
    whole = hashlib.sha256(text.text.encode()).hexdigest()
    report = msgspec.structs.replace(reading.report, id=f"sha256:{digest}", text_sha256=f"sha256:{whole}")
    return msgspec.structs.replace(said, report=report)


def _claim(text: _Text, number: str, chance: random.Random) -> Claim:
    who, cue = text.put(chance.choice(_WHO)), chance.choice(_CUES)
    text.put(" ")
    said = text.put(cue)
    text.put(" that ")
    content = text.put(f"{chance.choice(_WHAT)} {chance.choice(_HAPPENED)}")
    text.put(". ")
    return Claim(id=number, speaker=None, speaker_text=who.quote, content=(content,), speaker_span=who, cue=said)


def _demand(text: _Text, about: Entity, chance: random.Random) -> Demand:
    whole = text.put(f"{chance.choice(_WHO)} demanded that {about.name} {chance.choice(_ASKED)}")
    text.put(". ")
    return Demand(id="t-demand", by=None, evidence=(whole,), about=(about.id,))
