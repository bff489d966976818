"""Said by somebody whom nobody names: "reportedly", "allegedly"."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.model.reading import Act
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.clauses import is_verb
from habeas.reading.page import Page
from habeas.reading.tables import load

_ACT_OF: dict[str, Act] = {word: act for act, found in load("speech")["hearsay"].items() for word in found}


def hearsay_claims(page: Page) -> Iterator[DraftClaim]:
    """A draft without a speaker for every such adverb: what follows it in its clause."""
    for token in page.all_tokens:
        act = _ACT_OF.get(token.lower_)
        if act is None or page.passage(token).role == "title":
            continue
        verb = token.head
        if verb.dep_ == "amod" and verb.i > token.i:
            continue  # "an allegedly stolen car" tells of a car
        last = verb.right_edge if is_verb(verb) or verb.pos_ == "ADJ" else token
        if last.i <= token.i + 1 or token.i + 1 >= len(page.doc):
            continue
        draft = DraftClaim(act, "hearsay", cue=token, cue_span=page.span(token, token))
        draft.content = [trimmed_span(page, token.nbor(1), last)]
        yield draft
