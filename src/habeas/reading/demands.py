"""Who asks whom for what: claims that demand, "must be released", lists of demands, requests to the reader."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import islice

import msgspec
from spacy.tokens import Token

from habeas.model.reading import Demand
from habeas.model.span import Span
from habeas.reading.appeals import appeals, bodies_before_colon, items_after, items_within
from habeas.reading.asking import CAUSES, askings, issuer, not_asked_yet, pleads_guilty, who_is_to
from habeas.reading.claims import DraftClaim, Said
from habeas.reading.claims.contents import ORDERS
from habeas.reading.claims.inner import RULE as WITHIN
from habeas.reading.claims.pressed import PLEA
from habeas.reading.claims.stretches import trimmed
from habeas.reading.demand_edges import items_of_row, with_the_row, without_what_surrounds
from habeas.reading.duties import (
    bound_verb,
    can_be_asked,
    can_be_held,
    in_own_voice,
    is_due,
    is_passive,
    subject_of_duty,
)
from habeas.reading.letters import as_letters
from habeas.reading.named_demands import named_demands
from habeas.reading.story import Story
from habeas.reading.tables import words

_DONE_TO_THINGS = words("speech", "rules", "done_to_things") | {"release", "free"}
_POINTING = frozenset({"this", "that", "it"})
_READER = words("speech", "rules", "reader_verbs")
_ASKING = words("speech", "verbs", "demand") | frozenset({"tell"})
_TOLD = frozenset({"name", "date", "comment", "detail", "reason", "anonymity", "nothing"})
_ALIKE = 0.75
"""Share of words from which two demands of one party are told twice."""
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_FAR = 20
_SHORT = 6
_NUMBER = 4
"""Characters of the number of a list's item, which the parser may take for a sentence."""
_NOBODY_NAMED = frozenset({"him", "her", "them", "us", "me", "it", "his", "their"})
_KEPT = words("figures", "people", "custody")
_ABLE = words("speech", "rules", "able") | {"judiciary", "jailer", "investigator", "inspector", "commander"}
_AWAY = frozenset(
    {
        *("protection", "freedom", "release", "withdrawal", "removal", "exemption", "relief", "return", "refuge"),
        *("independence", "exclusion", "departure", "separation", "safety", "shelter", "evacuation", "resignation"),
    }
)
"""With "from", what one is to be free of, and nobody who is asked."""
_FEW = 2
_FIRST = 2
"""Paragraphs, headings with them, in which a body that issues a statement is told."""
_SELF = frozenset({"we", "i", "you", "it", "there", "this", "that"})


def read_demands(story: Story, said: Said) -> tuple[Demand, ...]:
    """Every demand of the report, in the order of its words, each once."""
    found = [*_from_claims(story, said), *_from_duties(story, said.voice), *_to_the_reader(story)]
    appealed = _from_appeals(story, said.voice, found)
    found += appealed
    for by, first, last in named_demands(story, said.voice):
        evidence = story.page.span(first, last)
        if not any(_covers(d.evidence[0], evidence) for d in found):
            found.append(_demand(story, by, (), evidence, "list of demands"))
    for one in askings(story):
        evidence = story.page.span(one.first, one.last)
        if ":" in evidence.quote and (items := items_within(story, one.first)):
            parts = [story.page.span(*trimmed(story.page, *item)) for item in items]
            fresh = [part for part in parts if not any(_covers(d.evidence[0], part) for d in found)]
            to = one.to or bodies_before_colon(story, one.first, one.by)
            found += [_demand(story, one.by, to, part, "list of demands") for part in fresh]
            continue
        if len(evidence.quote) > _NUMBER and not any(_covers(d.evidence[0], evidence) for d in found):
            parts = items_of_row(story.page, one.cue, evidence)
            found += [_demand(story, one.by, one.to, part, one.rule) for part in parts]
    found = [d for d in found if not ((appealed or _lists(found, d)) and _only_leads(story, d))]
    found = as_letters(story, found, said.voice)
    found.sort(key=lambda d: (d.evidence[0].start, -d.evidence[0].end))
    kept: list[Demand] = []
    for demand in found:
        if not any(_again(k, demand) for k in kept):
            kept.append(demand)
    return tuple(msgspec.structs.replace(d, id=f"d{i}") for i, d in enumerate(kept, start=1))


def _lists(found: list[Demand], lead: Demand) -> bool:
    """Whether a list of what is asked begins right behind a demand."""
    end = lead.evidence[-1].end
    return any(d.rule == "list of demands" and 0 < d.evidence[0].start - end < _FAR for d in found)


def _covers(one: Span, other: Span) -> bool:
    """Whether two stretches share most of the shorter one."""
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)


def _again(one: Demand, other: Demand) -> bool:
    """Whether two demands are one: over the same words, or asked by one of one in nearly the same words."""
    if one.evidence[0].overlaps(other.evidence[0]):
        return _same_words(one, other)
    if one.by is None or one.by != other.by or set(one.to) != set(other.to):
        return False
    told, again = (Counter(d.evidence[0].quote.lower().split()) for d in (one, other))
    return 2 * (told & again).total() >= _ALIKE * (told.total() + again.total())


def _same_words(a: Demand, b: Demand) -> bool:
    one, other = a.evidence[0], b.evidence[0]
    shared = min(one.end, other.end) - max(one.start, other.start)
    return shared * 2 > min(one.end - one.start, other.end - other.start)


def _from_claims(story: Story, said: Said) -> Iterator[Demand]:
    for claim in said.claims:
        draft = said.drafts[claim.id]
        if draft.act == "demand" and draft.rule == PLEA:
            yield _demand(story, draft.speaker, (), draft.content[0], PLEA)
        if draft.act != "demand" or draft.cue_span is None or draft.rule == WITHIN or _mere_order(story, draft):
            continue
        if (
            draft.leads_list
            and draft.cue is not None
            and (items := list(items_after(story, story.page.passage(draft.cue))))
        ):
            shared = draft.addressees or _body_at_colon(story, draft.cue)
            yield from (_item(story, draft, item, shared) for item in items)
            continue
        if draft.cue is not None and (items := items_within(story, draft.cue)):
            yield from (_item(story, draft, item, draft.addressees) for item in items)
            continue
        if not _asked_to_be_done(draft) or (
            draft.cue is not None and (not_asked_yet(draft.cue) or pleads_guilty(draft.cue))
        ):
            continue
        start = min(draft.cue_span.start, draft.start)
        evidence = with_the_row(story.page, draft.cue, Span.of(story.page.text, start, draft.end))
        evidence = without_what_surrounds(story.page.text, evidence)
        asker = _asker(story, draft)
        to = draft.addressees or _from_whom(story, draft.cue, evidence, asker)
        for part in items_of_row(story.page, draft.cue, evidence):
            yield _demand(story, asker, to, part, "claim")


def _mere_order(story: Story, draft: DraftClaim) -> bool:
    """An order to whom it befalls; "ordered the police to free them" is a demand."""
    if draft.rule != ORDERS:
        return False
    if draft.content[0].quote.partition(" ")[0].lower() in _NOBODY_NAMED:
        return True
    near = islice(story.page.tokens(draft.start, draft.end), _SHORT)
    if any(t.lemma_.lower() in _KEPT for t in near):
        return True
    able = draft.cue is not None and any(
        c.dep_ == "dobj" and (c.tag_ == "NNS" or c.lemma_.lower() in _ABLE) for c in draft.cue.children
    )
    if able and draft.speaker is not None and not draft.addressees:
        return False  # "ordered the judiciary to look into it"
    bodies = [e for e in draft.addressees if story.cast.kind(e) in ("organisation", "group", "facility")]
    return draft.speaker is None or not bodies or any(story.cast.detained(e) for e in bodies)


def _body_at_colon(story: Story, cue: Token) -> tuple[str, ...]:
    """ "Recommends that the Government:": who is to do what the list says."""
    colon = next((t for t in cue.doc[cue.i : cue.i + _FAR] if t.text == ":"), None)
    noun = colon.nbor(-1) if colon is not None else None
    marked = noun is not None and any(t.lower_ == "that" for t in cue.doc[cue.i : noun.i])
    return story.cast.nouns(noun) if noun is not None and marked and noun.pos_ in ("NOUN", "PROPN") else ()


def _from_whom(story: Story, cue: Token | None, asked: Span, by: str | None) -> tuple[str, ...]:
    """ "Requested an inquiry from the ministry", "called for calm among residents": of whom a thing is asked."""
    if cue is None:
        return ()
    for token in story.page.tokens(asked.start, asked.end):
        if token.i <= cue.i or token.dep_ != "prep" or token.lower_ not in ("from", "among"):
            continue
        thing = token.head.head if token.head.dep_ == "pobj" else token.head
        found = [c for c in token.children if c.dep_ == "pobj"]
        if token.head.lemma_.lower() in _AWAY or cue not in (thing, thing.head) or not found:
            continue
        able = (e for e in story.cast.nouns(found[0]) if e != by and not story.cast.detained(e))
        return tuple(e for e in able if story.cast.kind(e) != "place" or story.cast.named(e))
    return ()


def _asker(story: Story, draft: DraftClaim) -> str | None:
    """Who asks; for "we" in a body's own statement, that body."""
    if draft.speaker is None and draft.cue is not None and (draft.speaker_text or "we").lower() == "we":
        return issuer(story, draft.cue)
    return draft.speaker


def _asked_to_be_done(draft: DraftClaim) -> bool:
    """Whether something is asked to be done, not to be told or kept back, as in "asked for his name"."""
    cue, asked = draft.cue, " ".join(s.quote for s in draft.content).lower()
    if asked.split()[-1:] and asked.split()[-1].rstrip("s") in CAUSES and asked.count(" ") < _FEW:
        return False
    if cue is None or asked.count(" ") < 1:
        return cue is not None and (cue.lemma_ == "call" or (cue.lemma_ == "demand" and len(asked) > _SHORT))
    if cue.lemma_ != "ask":
        return True
    if asked.startswith(("not to be named", "not to be identified", "to remain anonymous", "whether", "if ", "about ")):
        return False
    wanted = [c for p in cue.children if p.lower_ == "for" for c in p.children if c.dep_ == "pobj"]
    return not any(w.lemma_.lower() in _TOLD for w in wanted)


def _demand(story: Story, by: str | None, to: tuple[str, ...], evidence: Span, rule: str) -> Demand:
    for party in (by, *to):
        if party is not None:
            story.cast.use(party)
    return Demand(
        id="",
        by=by,
        to=to,
        about=_about(story, evidence, (*to, by)),
        deadline=_deadline(story, evidence),
        evidence=(evidence,),
        said_by=story.scope.said_by(evidence),
        rule=rule,
    )


def _about(story: Story, evidence: Span, parties: tuple[str | None, ...]) -> tuple[str, ...]:
    """The people spoken of in the words of a demand, its parties left out."""
    found = (story.cast.at(token) for token in story.page.tokens(evidence.start, evidence.end))
    people = (e for e in found if e is not None and e not in parties and story.cast.kind(e) == "person")
    about = tuple(e for e in dict.fromkeys(people) if not _of_any(story, e, evidence))
    for entity in about:
        story.cast.use(entity)
    return about


def _of_any(story: Story, entity: str, evidence: Span) -> bool:
    """Whether nobody certain is meant: "access to a lawyer", "any officer involved"."""
    if story.cast.named(entity):
        return False
    told = (t for t in story.page.tokens(evidence.start, evidence.end) if story.cast.at(t) == entity)
    first = next(told, None)
    return first is not None and first.lower_ in ("a", "an", "any", "every", "each", "no")


def _deadline(story: Story, evidence: Span) -> str | None:
    for span, date in story.times.within(evidence.start, evidence.end):
        before = story.page.text[max(0, span.start - 8) : span.end].lower()
        if before.lstrip().startswith(("by ", "before ", "until ")) or " by " in before or "before " in before:
            return _ahead(date, span.quote, story)
    return None


def _ahead(date: str, words_: str, story: Story) -> str:
    """A day without a year by which something is to be done is to come: "by 31 January", written in December."""
    written = story.page.report.published or ""
    if not _DAY.fullmatch(date) or not _DAY.fullmatch(written) or date >= written or re.search(r"\d{4}", words_):
        return date
    next_year = f"{int(date[:4]) + 1}{date[4:]}"
    return next_year if next_year >= written and date[:4] < written[:4] else date


def _item(story: Story, draft: DraftClaim, item: tuple[Token, Token], shared: tuple[str, ...]) -> Demand:
    first, last = trimmed(story.page, *item)
    own = [
        entity
        for token in story.page.doc[first.i : first.i + 4]
        if token.pos_ == "VERB" and token.lemma_.lower() in _ASKING
        for child in token.children
        if child.dep_ == "dobj"
        for entity in story.cast.nouns(child)
    ]
    to = tuple(dict.fromkeys([*shared, *own])) or who_is_to(story, list(story.page.doc[first.i : last.i + 1]))
    return _demand(story, _asker(story, draft), to, story.page.span(first, last), "list of demands")


def _from_duties(story: Story, voice: str | None) -> Iterator[Demand]:
    """ "X must be released", "the ministry should publish", "they are required to": what somebody holds others to."""
    issuing: str | None = None
    for token in story.page.all_tokens:
        verb = bound_verb(token)
        subject = subject_of_duty(verb) if verb is not None else None
        if verb is None or subject is None:
            continue
        passive = is_passive(verb)
        opens = min([subject.left_edge, verb, *(c for c in verb.lefts if c.dep_ == "expl")], key=lambda t: t.i)
        first, last = trimmed(story.page, _start_of_speech(story, verb, opens), _end_of_speech(story, verb))
        evidence = story.page.span(first, last)
        by = _innermost_speaker(story, evidence)
        own = by is None and not passive and in_own_voice(story, verb, subject)
        due = is_due(verb) or (by is not None and can_be_asked(verb))
        asked = due if passive else own or can_be_held(story, subject, verb, by)
        if not asked or (subject.lower_ in _SELF and not (passive and subject.lower_ in _POINTING and by is not None)):
            continue
        if passive and by is None and story.cast.noun(subject) is None and verb.lemma_ not in _DONE_TO_THINGS:
            continue
        to = () if passive else story.cast.nouns(subject)
        if by is None and story.page.passage(verb).role != "title":
            by = voice or (issuing if own else None)
        elif issuing is None and _opens(story, verb) and not passive:
            issuing = by  # "The state should free them, the union said today": the rest of it is the union's too
        if by is not None or passive or own:
            yield _demand(story, by, tuple(e for e in to if e != by), evidence, "duty")


def _opens(story: Story, verb: Token) -> bool:
    """Whether a verb stands in the first lines of the body."""
    return story.page.passage(verb).role == "body" and story.page.paragraph(verb) <= _FIRST


def _start_of_speech(story: Story, verb: Token, first: Token) -> Token:
    """The first word from `first` on that is said with the verb: not "Ada Lund said: “It must …"."""
    said = story.scope.said_by(story.page.span(verb, verb))
    while first.i < verb.i and story.scope.said_by(story.page.span(first, first)) != said:
        first = first.nbor()
    return first


def _end_of_speech(story: Story, verb: Token) -> Token:
    """The last word that depends on the verb and is said with it: "…, Clear Wells said" is often torn into its row."""
    last = verb.right_edge
    if story.scope.said_by(story.page.span(verb, verb)):
        while last.i > verb.i and not story.scope.said_by(story.page.span(last, last)):
            last = last.nbor(-1)
    return last


def _innermost_speaker(story: Story, evidence: Span) -> str | None:
    claims = story.scope.said_by(evidence)
    return story.scope.speaker(claims[0]) if claims else None


def _only_leads(story: Story, demand: Demand) -> bool:
    """Whether a request to the reader only leads the list of what is asked: "write to them, urging them to:"."""
    end = demand.evidence[-1].end
    return demand.rule in ("to the reader", "asking") and story.page.text[end : end + 1] == ":"


def _from_appeals(story: Story, voice: str | None, found: list[Demand]) -> list[Demand]:
    """What lists under "Please write:" and "To the government:" ask for, of which no claim is made."""
    listed = [d for d in found if d.rule == "list of demands" and d.by is not None]
    made = []
    for asked in appeals(story):
        first, last = trimmed(story.page, asked.first, asked.last)
        evidence = story.page.span(first, last)
        if any(_covers(d.evidence[0], evidence) for d in listed):
            continue
        before = [d.by for d in listed if asked.label and d.evidence[0].end < evidence.start]
        made.append(_demand(story, voice or next(reversed(before), None), asked.to, evidence, "appeal"))
    return made


def _to_the_reader(story: Story) -> Iterator[Demand]:
    """ "Email your deputy to demand that the ministry frees them": addressed to whom it names."""
    for sentence in story.page.sentences():
        verb = next((t for t in sentence if t.is_alpha), None)
        if verb is None or verb.lower_ not in _READER or verb.tag_ not in ("VB", "VBP", "NN", "NNP"):
            continue
        if story.page.passage(verb).role == "list_item":
            continue
        asking = [t for t in sentence if t.lemma_ in _ASKING and t.i > verb.i and t.pos_ == "VERB"]
        if not asking and verb.lower_ not in _ASKING:
            continue
        to = [e for c in verb.children if c.dep_ in ("dobj", "dative") for e in story.cast.nouns(c)]
        to += [e for ask in (verb, *asking) for e in _held_to_it(story, ask)]
        if to or (verb.lower_ == "sign" and asking):
            first, last = trimmed(story.page, verb, sentence[-1])
            yield _demand(story, None, tuple(dict.fromkeys(to)), story.page.span(first, last), "to the reader")


def _held_to_it(story: Story, verb: Token) -> Iterator[str]:
    """The subject of what is demanded: of whom "demand that the ministry frees them" asks something."""
    for clause in verb.children:
        if clause.dep_ in ("ccomp", "xcomp") and not any(c.tag_ in ("WRB", "WP") for c in clause.children):
            for child in clause.children:
                if child.dep_ == "nsubj":
                    yield from story.cast.nouns(child)
