"""Whose text it is: "we" and "I" in a statement's, a petition's or a letter's own voice.

They are whoever says so of themselves ("We, the families of …", "My name is …"), whoever signs at the end, the body
that the heading names ("Statement of …"), or the one that speaks by its name in the text.
"""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.reading import Passage
from habeas.reading.cast.book import CastBook, Mention
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.page import READ_ROLES, Page
from habeas.reading.tables import words

_WE = frozenset({"we", "us"})
_I = frozenset({"i", "me"})
_ASKED = frozenset({"us", "me"})
_HEADINGS = words("speech", "own_voice", "headings")
_SIGNING = words("speech", "own_voice", "signing")
_SAYING = words("speech", "verbs", "state") | words("speech", "verbs", "demand") | words("speech", "verbs", "accuse")
_SPEAKING = _SAYING | words("speech", "verbs", "warn") | words("speech", "verbs", "believe")
_FIRST, _LAST, _SHORT = 3, 4, 16
_Stretches = list[tuple[int, int]]


def speak_in_own_voice(page: Page, cast: CastBook, drafts: list[DraftClaim]) -> str | None:
    """Ties the first person outside all quotations to whose text it is, where it speaks or is asked.

    Gives the entity whose text it is, where that is known: "we" before "I".
    """
    said = sorted((s.start, s.end) for d in drafts if d.manner != "indirect" for s in d.content)
    told = sorted((s.start, s.end) for d in drafts for s in d.content)
    speaking = {d.speaker_span.start for d in drafts if d.speaker is None and d.speaker_span is not None}
    own = [
        t
        for t in page.all_tokens
        if t.lower_ in _WE | _I and (_speaks(t) or page.start(t) in speaking) and not _inside(page.start(t), said)
    ]
    voice: str | None = None
    for several in (_WE, _I):
        tokens = [t for t in own if t.lower_ in several and cast.at(t) is None]
        if tokens:
            entity = _whose(page, cast, own, several, told) or _nameless(cast, tokens[0], plural=several is _WE)
            voice = voice or entity
            for token in tokens:
                cast.link(token, entity)
    for draft in drafts:
        spoken = page.token_at(draft.speaker_span.start) if draft.speaker_span is not None else None
        if draft.speaker is None and spoken is not None and spoken in own:
            draft.speaker = cast.at(spoken)
    return voice


def _inside(at: int, said: _Stretches) -> bool:
    return any(start <= at < end for start, end in said)


def _speaks(token: Token) -> bool:
    """Whether the pronoun is the subject of a saying, or who is told or asked."""
    return token.dep_ in ("nsubj", "dobj", "dative") and token.head.lemma_ in _SPEAKING


def _whose(page: Page, cast: CastBook, own: list[Token], several: frozenset[str], said: _Stretches) -> str | None:
    kinds = ("organisation", "group") if several is _WE else ("person",)
    found = [*_named_by_themselves(page, cast, own, several), *_signed(page, cast), *_headed(page, cast)]
    if several is _WE:  # whoever is told of by name does not write "I"
        found += _spoken(page, cast, own[0], said)
    return next((e for e in found if cast.kind(e) in kinds), None)


def _group(page: Page, cast: CastBook, head: Token) -> str:
    """Those who say "we, friends and patients of …": a group by these words, or the entity that has them already."""
    last = head.right_edge
    while last.i > head.i and (last.is_punct or last.is_space or last.lemma_.lower() in _SPEAKING):
        last = last.nbor(-1)
    words_of = page.span(head.left_edge, last)
    known = next((f for f in cast.figurants.values() if f.name == words_of.quote), None)
    if known is not None:
        return known.id
    figurant = cast.create("group", words_of.quote, named=False)
    figurant.plural = True
    cast.mention(figurant, Mention(head.left_edge.i, last.i, head.i, "noun"))
    return figurant.id


def _named_by_themselves(page: Page, cast: CastBook, own: list[Token], several: frozenset[str]) -> Iterator[str]:
    """ "We, the families of …, demand", "My name is …"."""
    for token in page.all_tokens if own else ():
        if token.lower_ in several - _ASKED and token.i + 2 < len(token.doc) and _goes_on_to_name(token.nbor(1)):
            found = [e for t in token.doc[token.i + 1 : token.i + 8] if (e := cast.at(t)) is not None]
            beside = next((c for c in token.children if c.dep_ == "appos"), None)
            if beside is not None and several is _WE and not any(cast.named(e) for e in found[:1]):
                found = [_group(page, cast, beside)]
            yield from found
    for token in own:
        if token.lower_ in several and token.dep_ == "nsubj":
            yield from _on_behalf(cast, token)
    for token in page.all_tokens if several is _I and own else ():
        if token.lower_ == "name" and token.head.lemma_ == "be" and any(c.lower_ == "my" for c in token.children):
            yield from (e for t in token.head.children if t.dep_ == "attr" and (e := cast.at(t)) is not None)


def _on_behalf(cast: CastBook, we: Token) -> Iterator[str]:
    """ "We are writing on behalf of the society": whose text it is."""
    behalf = next((t for t in we.doc[we.i : min(we.i + _SHORT, we.sent.end - 2)] if t.lower_ == "behalf"), None)
    if behalf is not None and behalf.nbor(-1).lower_ == "on" and behalf.nbor().lower_ == "of":
        yield from (e for t in we.doc[behalf.i + 2 : behalf.i + 8] if (e := cast.at(t)) is not None and cast.named(e))


def _goes_on_to_name(after: Token) -> bool:
    """Whether "we" is told of at once: "We, the families", "We (prisoners at Tan)", "We the undersigned"."""
    return after.text in (",", "(", "-") or after.lower_ == "the"


def _passages(page: Page) -> list[Passage]:
    return [p for p in page.passages if p.role in READ_ROLES and page.text[p.start : p.end].strip()]


def _signed(page: Page, cast: CastBook) -> Iterator[str]:
    """The body or person that a short last passage without a sentence names, or names after "signed by"."""
    for passage in reversed(_passages(page)[-_LAST:]):
        tokens = [t for t in page.tokens(passage.start, passage.end) if not t.is_space]
        opening = " ".join(t.lower_ for t in tokens[:2])
        signing = opening in _SIGNING or (tokens and tokens[0].lower_ in _SIGNING)
        if not signing and (len(tokens) > _SHORT or any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens)):
            continue
        for token in tokens[: _SHORT if signing else 2]:
            entity = cast.at(token)
            if entity is not None and cast.named(entity):
                yield entity


def _headed(page: Page, cast: CastBook) -> Iterator[str]:
    """ "Statement of the Union on …", "Bulletin number 9 of the Committee" in the first passages."""
    for passage in _passages(page)[:_FIRST]:
        tokens = [t for t in page.tokens(passage.start, passage.end) if not t.is_space]
        if any(t.tag_ in ("VBD", "VBZ", "VBP", "MD") for t in tokens) and passage.role != "title":
            continue
        heads = [t for t in tokens if t.lemma_.lower() in _HEADINGS and t.pos_ in ("NOUN", "PROPN")]
        for head in heads[:1]:
            for token in page.doc[head.i + 1 : head.i + 8]:
                entity = cast.at(token)
                after = page.doc[token.i - 1].lower_ in ("of", "by", "from", "the")
                if entity is not None and after and cast.named(entity):
                    yield entity


def _spoken(page: Page, cast: CastBook, first: Token, said: _Stretches) -> Iterator[str]:
    """The body that says, asks or condemns something by its name, outside what others say, before "we"."""
    for token in page.doc[: first.i]:
        if token.dep_ != "nsubj" or token.head.lemma_ not in _SPEAKING or _inside(page.start(token), said):
            continue
        entity = cast.at(token)
        if entity is not None and cast.named(entity) and page.passage(token).role != "title":
            yield entity


def _nameless(cast: CastBook, token: Token, *, plural: bool) -> str:
    """Somebody known by "we" or "I" alone."""
    figurant = cast.create("group" if plural else "person", "We" if plural else "I", named=False)
    figurant.plural = plural
    cast.mention(figurant, Mention(token.i, token.i, token.i, "pronoun"))
    return figurant.id
