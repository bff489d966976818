"""Acts of others inside somebody's words: "she said the guards ordered them to sing", "… that he refuses to plead".

In a report's own voice an offer or a refusal is something that happened. Told by somebody, it is a second
voice behind the first, and who said what matters: these are claims only within another.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.contents import told_as_so
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.objects import joined_span
from habeas.reading.claims.saying_subjects import subject_of
from habeas.reading.claims.speakers import NOBODY, speaker_of
from habeas.reading.claims.unreal import unreal
from habeas.reading.clauses import is_verb
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_ACT_OF: dict[str, Act] = {lemma: act for act, lemmas in load("speech")["inner"].items() for lemma in lemmas}
_VERBAL = words("speech", "inner_rules", "verbal")
_REJECTED = words("speech", "inner_rules", "rejected")
_PARTS = frozenset({"dobj", "xcomp", "ccomp", "oprd", "dative"})
_LEADING = frozenset({"to", "for", "as", "of", "by"})
_GIVING = frozenset({"promise", "pledge", "vow", "swear", "guarantee", "offer"})
RULE = "act within a claim"


def inner_claims(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> Iterator[DraftClaim]:
    """A draft for every such act that stands in the words of a draft and is none yet."""
    cues = {draft.cue.i for draft in drafts if draft.cue is not None and draft.content}
    told = sorted({(span.start, span.end) for draft in drafts for span in draft.content})
    for verb in _verbs_in(page, told):
        act = _ACT_OF.get(verb.lemma_.lower())
        if act == "deny" and not _at_third_hand(page, verb, drafts):
            continue
        if act == "demand" and told_as_so(verb):
            act = "state"
        if act is None or verb.i in cues or verb.tag_ == "VBG" or _by_nobody(verb) or unreal(verb):
            continue
        content = _content(page, verb)
        speaker = speaker_of(page, cast, subject_of(verb), anyone=True) if content else None
        if speaker is None or speaker is NOBODY or speaker.span is None:
            continue
        if act == "warn" and speaker.entity is None:
            continue  # "her detention threatens civic space": a thing says nothing
        draft = DraftClaim(act, RULE, cue=verb, cue_span=page.span(verb, verb))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.content = content
        yield draft


def _at_third_hand(page: Page, verb: Token, drafts: list[DraftClaim]) -> bool:
    """Whether somebody tells what another has said of it: "the paper wrote that the enemy said the men refused to go".

    Told at first hand, "the guards refused to let him in" is what they did.
    """
    at = page.start(verb)
    return sum(any(span.start <= at < span.end for span in draft.content) for draft in drafts) > 1


def _verbs_in(page: Page, told: list[tuple[int, int]]) -> Iterator[Token]:
    """The verbs of some stretches of text, each once."""
    last = -1
    for start, end in told:
        for token in page.tokens(start, end):
            if token.i > last:
                last = token.i
                if token.pos_ == "VERB" and token.dep_ not in ("amod", "compound"):
                    yield token


def _content(page: Page, verb: Token) -> list[Span]:
    """The object, the infinitive or the clause after the verb, in one stretch."""
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in _PARTS and c.dep_ != "dative"]
    if verb.lemma_ == "claim" and any(p.lemma_ in ("life", "victim", "casualty") for p in parts):
        return []  # "the flood claimed forty lives"
    if verb.lemma_ == "report" and any(c.lower_ == "to" and c.i == verb.i + 1 for c in verb.children):
        return []  # "a spokesman who reported to the leader"
    if verb.lemma_ == "ask" and any(p.dep_ == "dobj" for p in parts):
        return []  # "asked her name", "asked Tadeo for his name": nothing is to be done
    parts += [c for c in verb.children if c.i > verb.i and c.dep_ == "advcl" and _infinitive(c)]
    if not parts:
        parts = [
            inner
            for c in verb.children
            if c.i > verb.i and c.dep_ == "prep" and c.lower_ in _LEADING and not _to_whom(verb, c)
            for inner in c.children
            if inner.dep_ in ("pobj", "pcomp")
        ][:1]
    verbal = any(is_verb(t) and t.tag_ != "VBG" for p in parts for t in (p, *p.children))
    if not parts or all(p.pos_ == "PRON" for p in parts) or (not verbal and verb.lemma_.lower() in _VERBAL):
        return []
    if verb.lemma_ == "reject" and not any(p.lemma_.lower() in _REJECTED for p in parts):
        return []
    return [joined_span(page, parts)]


def _to_whom(verb: Token, word: Token) -> bool:
    """ "Rights promised to the colony": to whom, and not what."""
    return word.lower_ == "to" and verb.lemma_ in _GIVING


def _by_nobody(verb: Token) -> bool:
    """ "was ordered to", "the men accused of": an act of nobody who is named."""
    bare = verb.tag_ == "VBN" and not any(c.dep_ in ("nsubj", "aux") for c in verb.children)
    agent = any(c.dep_ == "agent" for c in verb.children)
    return not agent and (bare or any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children))


def _infinitive(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)
