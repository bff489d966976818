"""The date of an event that the parse has given to another word of its clause."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.clauses import children, is_verb, prepositional
from habeas.reading.events.hits import Hit
from habeas.reading.events.lexicon import noun_frames
from habeas.reading.story import Story
from habeas.reading.tables import words

_LEADING = frozenset({"on", "in", "at", "late", "early", "last", "this", "around"})
_OTHER_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis", "csubj"})
_TOLD_ALONG = words("standing", "beside") - {"on", "under"}
_GROUNDS = frozenset({"for", "over"})
_MONTH = 7
"""Characters of a year and month in EDTF."""
_REACH = 14


def beside(story: Story, hit: Hit) -> str | None:
    """The one date that stands behind the trigger in its clause and that no other verb there can claim."""
    after = []
    for token in hit.last.doc[hit.last.i + 1 : min(hit.last.sent.end, hit.last.i + _REACH)]:
        if is_verb(token) and token != hit.clause:
            break
        after.append(token)
    if not after:
        return None
    first, last = story.page.start(after[0]), story.page.end(after[-1])
    found = story.times.within(first, last)
    if len(found) != 1:
        return None
    span, value = found[0]
    head = story.page.token_at(span.start)
    return value if head is not None and _led_in(head) and not _of_another(head, hit) else None


def of_occasion(story: Story, hit: Hit) -> str | None:
    """ "Was arrested during a protest on 4 June", "it was on Monday that police arrested him"."""
    clause = hit.clause
    if not is_verb(clause):
        return None
    for occasion in prepositional(clause, "during", "at", "in", "amid"):
        if occasion.lemma_.lower() in words("event_words", "occasions"):
            return story.times.of(occasion)
    above = clause.head
    told = clause.dep_ in ("ccomp", "advcl", "relcl", "acl") and above.lemma_ == "be" and above.i < clause.i
    if told and any(c.lower_ == "it" for c in children(above, "nsubj", "expl")):
        return story.times.of(above)
    return None


def _led_in(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    bare = token.ent_type_ == "DATE" and token.pos_ == "PROPN" and token.dep_ in ("npadvmod", "nsubj", "appos", "dep")
    return bare or (before is not None and before.lower_ in _LEADING) or token.lower_ in _LEADING


def _of_another(token: Token, hit: Hit) -> bool:
    """Whether the date hangs in another clause than the trigger, or on a noun that is not the trigger's."""
    for step in (token, *token.ancestors):
        if step in (hit.last, hit.clause):
            return False
        told = not is_verb(step) and (step.lower_ in _TOLD_ALONG or step.lemma_.lower() in noun_frames())
        if step.dep_ in _OTHER_CLAUSE or told:
            return True
        if is_verb(step):
            return hit.last not in step.subtree
    return True


def of_a_noun(story: Story, hit: Hit, value: str) -> bool:
    """ "Jailed for the murder of Ada Lund in 2021": a year or month behind a noun of happening is the noun's."""
    if len(value) > _MONTH:
        return False
    for noun in hit.last.doc[hit.last.i + 1 : min(hit.last.sent.end, hit.last.i + _REACH)]:
        owned = noun.pos_ == "NOUN" and noun.lemma_.lower() in noun_frames() and noun.dep_ == "pobj"
        if not owned or noun.head.lower_ not in _GROUNDS:
            continue
        end = max(t.i for t in noun.subtree) + 1
        after = noun.doc[noun.i : min(noun.sent.end, end + 4)]
        found = story.times.within(story.page.start(after[0]), story.page.end(after[-1]))
        if any(when == value for _, when in found):
            return True
    return False
