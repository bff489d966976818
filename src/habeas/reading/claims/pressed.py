"""What is demanded within a quotation of several sentences: "… They have done nothing. The state must free them."

Such a sentence is a demand of its own by whoever is quoted, and the rest of the quotation is what else is said.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.duties import bound_verb, is_due, is_passive, subject_of_duty
from habeas.reading.page import Page
from habeas.reading.tables import words

RULE = "asks within a quotation"
PLEA = "pleads within a quotation"
_ABLE = words("speech", "rules", "able")
_BIDDING = frozenset(
    {"let", "free", "release", "save", "stop", "give", "bring", "return", "spare", "end", "drop", "allow", "grant"}
    | {"lift", "please", "withdraw", "open", "investigate"}
)
_SELF = frozenset({"i", "we", "you", "there", "who", "which", "that", "everybody", "everyone", "nobody", "one"})
_LEAST = 4
"""Words that such a sentence has, and that the rest of the quotation keeps, at least."""


def press_within(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> Iterator[DraftClaim]:
    """A draft for every demanding sentence of a quotation; its words are taken out of what is said beside it."""
    for draft in list(drafts):
        if draft.manner != "direct" or draft.act not in ("state", "accuse", "warn") or draft.speaker_text is None:
            continue
        for span in _demanding(page, cast, draft):
            parts = [piece for part in draft.content for piece in _without(page, part, span)]
            if sum(len(part.quote.split()) for part in parts) < _LEAST:
                draft.act = "demand"
                break
            draft.content = parts
            first = page.token_at(span.start)
            rule = PLEA if first is not None and _pleads(first) else RULE
            new = DraftClaim("demand", rule, manner="direct", quoted=True)
            new.speaker, new.speaker_text, new.speaker_span = draft.speaker, draft.speaker_text, draft.speaker_span
            new.content = [span]
            yield new


def _demanding(page: Page, cast: CastBook, draft: DraftClaim) -> list[Span]:
    """The sentences of the quotation that hold somebody to something."""
    found = []
    for part in draft.content:
        for sentence in dict.fromkeys(token.sent for token in page.tokens(part.start, part.end)):
            start, end = max(part.start, page.start(sentence[0])), min(part.end, page.end(sentence[-1]))
            inside = [t for t in sentence if start <= page.start(t) < end]
            told = sum(t.is_alpha for t in inside) >= _LEAST
            pleads = next((_pleads(t) for t in inside if t.is_alpha), False)
            if told and (pleads or any(_held_to(cast, t) for t in inside)):
                found.append(trimmed_span(page, inside[0], inside[-1]))
    return found


def _pleads(first: Token) -> bool:
    """ "Let him go", "Give me back my son": somebody is bidden to do it; "let us pray" bids nobody else."""
    ours = first.i + 1 < len(first.doc) and first.nbor().lower_ in ("'s", "us", "me")
    bidding = first.lower_ in _BIDDING and first.tag_ in ("VB", "VBP", "NN", "NNP", "JJ")
    return bidding and not (first.lower_ == "let" and ours)


def _held_to(cast: CastBook, token: Token) -> bool:
    """Whether this word says in a main clause what somebody must do, or what must be done to somebody."""
    verb = bound_verb(token)
    subject = subject_of_duty(verb) if verb is not None else None
    if verb is None or subject is None or subject.lower_ in _SELF or _main(token, verb).dep_ not in ("ROOT", "conj"):
        return False
    if is_passive(verb):
        return is_due(verb) or subject.lower_ == "this"
    entity = cast.noun(subject)
    body = entity is not None and cast.kind(entity) in ("organisation", "facility", "place", "group")
    return body or subject.lemma_.lower() in _ABLE or verb.lemma_ in ("stop", "end", "cease")


def _main(token: Token, verb: Token) -> Token:
    """The verb of the clause in which it is said: "it *is* vital that …", "they *need* to …", "they must *act*"."""
    if token.dep_ in ("acomp", "attr"):
        return token.head
    return token if token.pos_ == "VERB" and token is not verb else verb


def _without(page: Page, part: Span, taken: Span) -> Iterator[Span]:
    """What is left of a stretch on both sides of a sentence taken out of it."""
    if not part.overlaps(taken):
        yield part
        return
    for start, end in ((part.start, taken.start), (taken.end, part.end)):
        inner = page.text[start:end]
        words_of = inner.strip(" \n.!?,;“”\"’'")
        if words_of:
            at = start + inner.index(words_of)
            yield Span.of(page.text, at, at + len(words_of))
