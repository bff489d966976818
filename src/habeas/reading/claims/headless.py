"""What somebody calls a thing that is told of: "in what police called a safe house", "whom they describe as …"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.objects import agent_of
from habeas.reading.claims.speakers import Speaker, speaker_of
from habeas.reading.claims.stretches import own_edge, trimmed_span
from habeas.reading.claims.unreal import unreal
from habeas.reading.page import Page
from habeas.reading.tables import words

_NAMING = words("speech", "things", "naming") | words("speech", "things", "as_something") | {"tag"}
_NAMES = ("oprd", "acomp", "attr")
_WHAT = frozenset({"what", "whom", "which", "that"})


def headless_claims(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> Iterator[DraftClaim]:
    """A draft for every naming verb whose object is "what", "whom" or "which" before it.

    Where whoever names it so tells of it anyway ("she noted what she called …"), nothing is said besides.
    """
    for verb in page.all_tokens:
        if verb.lemma_ not in _NAMING or verb.pos_ != "VERB" or verb.tag_ == "VBN":
            continue
        before = {c.dep_: c for c in verb.lefts}
        what, subject, name = before.get("dobj"), before.get("nsubj"), _name(verb)
        if what is None or what.lower_ not in _WHAT or subject is None or name is None or unreal(verb):
            continue
        speaker = speaker_of(page, cast, agent_of(verb) or subject, anyone=True)
        if speaker is None or speaker.span is None or _tells_of_it(page, verb, speaker, drafts):
            continue
        draft = DraftClaim("state", "calls so by the way", cue=verb, cue_span=page.span(verb, verb))
        draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span
        draft.content = [trimmed_span(page, name.left_edge, own_edge(name))]
        yield draft


def _tells_of_it(page: Page, verb: Token, speaker: Speaker, drafts: list[DraftClaim]) -> bool:
    """Whether the naming stands in the words of the same speaker."""
    at = page.start(verb)
    around = (d for d in drafts if any(part.start <= at < part.end for part in d.content))
    return any(
        d.speaker == speaker.entity and (d.speaker is not None or _alike(d.speaker_text, speaker.text)) for d in around
    )


def _alike(one: str | None, other: str | None) -> bool:
    return (one or "").casefold() == (other or "").casefold()


def _name(verb: Token) -> Token | None:
    """What it is called: "a safe house", "as a farce"."""
    for child in verb.children:
        if child.i < verb.i:
            continue
        if child.dep_ in _NAMES and child.pos_ in ("NOUN", "PROPN", "ADJ", "NUM"):
            return child
        if child.dep_ == "prep" and child.lower_ == "as" and child.right_edge.i > child.i:
            return child
    return None
