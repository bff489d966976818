"""What is done by the words themselves, whatever the verb: "said he would …" promises, "there was nobody …" denies."""

from __future__ import annotations

import re

from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.page import Page
from habeas.reading.tables import words

_OFFICIAL = words("speech", "official", "nouns")
_NEGATIVE = re.compile(
    r"[“\"]?(?:(?:there (?:was|were|is|are|had been|has been) )?(?:no|nobody|none|never|nothing|no one)\b"
    r"|(?:it|they|he|she) (?:did|does|do|was|were|had|has|is|are) (?:not|never)\b)",
    re.I,
)
_REPORTED = re.compile(r"\b(?:reports?|claims?|allegations?|accusations?|rumou?rs?|news)\b", re.I)
_FALSE = re.compile(
    r"\b(?:is|are|was|were)\b.{0,20}\b(?=[abdfginluw])"
    r"(?:false|wrong|untrue|baseless|unfounded|fabricated|groundless|lies|a lie|not true|incorrect|nonsense"
    r"|denied(?= by\b|[.,;]|$))\b",
    re.I | re.S,
)
_PLEADING = re.compile(
    r"(?:please|(?:let|free|release|save|stop|give|bring|return|spare|end|show|help)\s(?:me|us|him|her|them|my|our|these|those"
    r"|all|[A-Z]\w+)|(?:do not|don.t)\s\w+)\b",
    re.I,
)


def settle_acts(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> None:
    """Makes promises, denials, questions and pleas of sayings whose words are such."""
    for draft in drafts:
        if draft.act != "state" or not draft.content:
            continue
        said = draft.content[0].quote
        if draft.manner == "direct" and draft.content[-1].quote.endswith("?") and len(draft.content) == 1:
            draft.act = "ask"
        elif draft.manner == "direct" and _PLEADING.match(said):
            draft.act = "demand"
        elif _commits(page, cast, draft):
            draft.act = "promise"
        elif _calls_false(said) or (_NEGATIVE.match(said) and _is_official(cast, draft)):
            draft.act = "deny"


def _calls_false(said: str) -> bool:
    """ "The reports of his arrest are false": what others say is said to be wrong."""
    reported = _REPORTED.search(said)
    return reported is not None and _FALSE.search(said, reported.end()) is not None


def _commits(page: Page, cast: CastBook, draft: DraftClaim) -> bool:
    """ "He said he would oppose it": what the speaker will do, in the speaker's own words or told of them."""
    if draft.speaker is None or draft.cue is None or draft.manner == "direct" or draft.cue.lemma_ not in _COMMITTING:
        return False
    first = page.token_at(draft.content[0].start)
    if first is None or first.dep_ != "nsubj" or first.pos_ != "PRON" or cast.at(first) != draft.speaker:
        return False
    verb = first.head
    return verb.pos_ == "VERB" and any(c.dep_ == "aux" and c.lower_ in ("would", "will", "'ll") for c in verb.children)


def _is_official(cast: CastBook, draft: DraftClaim) -> bool:
    """Whether a body or an officer speaks: those who are asked to answer for something."""
    if draft.speaker is not None and cast.kind(draft.speaker) in ("organisation", "facility"):
        return True
    known = cast.figurants[draft.speaker].nouns if draft.speaker is not None else set()
    spoken = {word.lower() for word in (draft.speaker_text or "").split()}
    return bool((known | spoken) & _OFFICIAL)


_COMMITTING = frozenset({"say", "announce", "tell", "add", "declare", "state", "write", "confirm"})
