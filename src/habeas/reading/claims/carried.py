"""Words of others handed on or answered: "published a diary in which …", "rejected the claim of the guards that …".

Whoever hands on or answers them says so; what stands in them is said by somebody else: a chain of two.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.objects import agent_of, joined_span, object_of
from habeas.reading.claims.reading_out import DOCUMENTS
from habeas.reading.claims.saying_subjects import subject_of
from habeas.reading.claims.speakers import NOBODY, speaker_of
from habeas.reading.claims.unreal import unreal
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_CARRYING = words("speech", "carrying", "verbs")
_PUBLISHING = words("speech", "carrying", "publishing")
_WORDS = DOCUMENTS | words("speech", "nouns", "saying") | words("speech", "carrying", "things")
_ACT_OF: dict[str, Act] = {
    lemma: act for act, lemmas in load("speech")["verbs"].items() if act in ("deny", "accuse") for lemma in lemmas
}


def carried_claims(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> Iterator[DraftClaim]:
    """A draft for every such verb whose object holds the verb or noun of somebody else's saying."""
    cues = {draft.cue.i for draft in drafts if draft.cue is not None and draft.content}
    for verb in page.all_tokens:
        if verb.lemma_ not in _CARRYING or verb.pos_ != "VERB" or verb.i in cues:
            continue
        handed = _handed(verb)
        if handed is None or handed.pos_ not in ("NOUN", "PROPN") or unreal(verb):
            continue
        if not any(token.i in cues for token in handed.subtree if token.i >= handed.i):
            continue
        speaker = speaker_of(page, cast, agent_of(verb) or subject_of(verb), anyone=True)
        if speaker is None or speaker is NOBODY or speaker.span is None:
            continue
        inside = [d for d in drafts if d.content and d.cue is not None and d.cue in handed.subtree]
        if all(d.speaker_span == speaker.span or d.speaker == speaker.entity is not None for d in inside):
            continue  # "issued a statement saying": one voice
        if verb.lemma_ in _PUBLISHING and not any(t.lemma_.lower() in _WORDS for t in _named_things(handed)):
            continue  # "published three books that the police say are banned"
        draft = DraftClaim(_ACT_OF.get(verb.lemma_, "state"), "hands on", cue=verb, cue_span=page.span(verb, verb))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.content = [joined_span(page, (handed,))]
        yield draft


def _named_things(handed: Token) -> list[Token]:
    """The noun handed on, and what it is a piece or a number of: "one of the letters", "a series of reports"."""
    inner = [o for p in handed.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
    return [handed, *inner, *handed.conjuncts]


def _handed(verb: Token) -> Token | None:
    """The object, the subject of a passive with "by …", or what stands after a particle."""
    if any(c.dep_ == "agent" for c in verb.children):
        return next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    return (object_of(verb) if verb.lemma_ != "pass" else None) or _after_on(verb)


def _after_on(verb: Token) -> Token | None:
    """ "passed on the claim", "read from a letter", with the particle taken for a preposition."""
    found = (c for p in verb.children if p.lower_ in ("on", "out", "from") and p.i > verb.i for c in p.children)
    return next((c for c in found if c.dep_ == "pobj"), None)
