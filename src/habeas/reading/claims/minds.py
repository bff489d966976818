"""Being sure, afraid or firm: "is convinced that …", "are afraid that …", "was adamant that …"."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.model.reading import Act
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.saying_subjects import subject_of
from habeas.reading.claims.speakers import NOBODY, speaker_of
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.claims.unreal import unreal
from habeas.reading.page import Page
from habeas.reading.tables import load

_ACT_OF: dict[str, Act] = {word: act for act, found in load("speech")["minds"].items() for word in found}


def mind_claims(page: Page, cast: CastBook) -> Iterator[DraftClaim]:
    """A draft for every such word after "be", with somebody who is so minded and a clause."""
    for token in page.all_tokens:
        act = _ACT_OF.get(token.lower_)
        if act is None or token.head.lemma_ not in ("be", "remain", "become"):
            be = any(c.dep_ == "auxpass" for c in token.children) if act is not None else False
            if act is None or not be:
                continue
        verb = token if any(c.dep_ == "auxpass" for c in token.children) else token.head
        clause = next((c for c in token.children if c.dep_ in ("ccomp", "acl", "advcl") and c.i > token.i), None)
        if clause is None or not any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children) or unreal(verb):
            continue
        subject = next((c for c in verb.children if c.dep_ in ("nsubj", "nsubjpass")), None) or subject_of(verb)
        speaker = speaker_of(page, cast, subject)
        if speaker is None or speaker is NOBODY or speaker.span is None or speaker.text in ("It", "it"):
            continue
        first = next((c for c in reversed(list(token.lefts)) if c.dep_ == "auxpass"), token)
        first = verb if verb != token and verb.i < token.i else first
        draft = DraftClaim(act, "is minded so", cue=token, cue_span=page.span(first, token))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.content = [trimmed_span(page, clause.left_edge, clause.right_edge)]
        yield draft
