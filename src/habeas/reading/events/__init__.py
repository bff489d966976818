"""What happened, to whom, by whom, when and where: the events of a report."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Token

from habeas.model.reading import Event, Participant, ParticipantRole, Status
from habeas.model.span import Span
from habeas.reading.clauses import antecedent, children, is_verb, of_phrase, undergoers
from habeas.reading.clauses import doers as doers_of
from habeas.reading.events.asked import asked_for
from habeas.reading.events.details import cause, stated_reason, where
from habeas.reading.events.general import general, over_a_year
from habeas.reading.events.hits import Hit
from habeas.reading.events.lexicon import wordlist
from habeas.reading.events.meant import meant
from habeas.reading.events.moves import move_hit
from habeas.reading.events.nouns import adjective_hit, noun_hit, shown_in_custody
from habeas.reading.events.once import once
from habeas.reading.events.recalled import recalled
from habeas.reading.events.refusals import refusal_hits
from habeas.reading.events.regrouped import groups_once
from habeas.reading.events.retold import told_once
from habeas.reading.events.settled import settled
from habeas.reading.events.sheets import sheet_events
from habeas.reading.events.unreal import unreal
from habeas.reading.events.vague import mentioned_death, vague
from habeas.reading.events.verbs import verb_hit
from habeas.reading.events.when import (
    beside,
    ends,
    of_a_noun,
    of_entry,
    of_occasion,
    of_scene,
    of_setting,
    of_the_first,
    of_years_after,
)
from habeas.reading.evidence import clause, phrase, spans
from habeas.reading.people import before, entities
from habeas.reading.standing import stated
from habeas.reading.story import Story
from habeas.reading.tables import words

__all__ = ["read_events"]

_CUSTODY = frozenset(
    {
        "arrest", "abduction", "detention_order", "sentence", "transfer", "solitary_confinement", "house_arrest",
        "forced_feeding", "visit_denied", "release", "release_refused", "execution", "body_withheld", "escape",
        "prisoner_exchange", "commutation",
    }
)  # fmt: skip
_TO_DEATH = frozenset({"torture", "beat"})
"""Verbs that with "to death" tell of what led to it as well."""
_NEAR = 12
"""Tokens from a noun of happening to the words that name the person, for both to stand in one evidence."""
_BY_DECISION = frozenset({"detention_order", "sentence", "appeal", "acquittal", "commutation", "release_refused"})
_DONE_BY_OTHERS = frozenset({"ill_treatment", "torture", "sexual_violence", "body_withheld"})
_COMING_UPON = frozenset({"find", "discover", "recover", "exhume"})
_SOUGHT = frozenset({"arrest", "charge", "conviction", "sentence"})
_BEFORE = 25
"""Tokens from the words that name the person to the verb of a relative clause, a participle or a verb of a row."""
_POSSIBLE = "reported_possible"
_CRIMES = frozenset({"abduction", "death", "ill_treatment", "torture", "sexual_violence"})
_LASTING = frozenset({"hunger_strike", "solitary_confinement", "house_arrest", "deterioration", "prisoner_exchange"})
_OF_A_MOMENT = frozenset({"death", "execution"})
_BY_AUTHORITY = frozenset(
    {
        "hearing", "sentence", "charge", "conviction", "acquittal", "release_refused", "detention_order", "commutation",
        "appeal", "release",
    }
)  # fmt: skip


def read_events(story: Story) -> tuple[Event, ...]:
    """The events of the report in text order, each once, with ids "v1", "v2" and so on.

    Marks in the cast whom they show in custody.
    """
    made: list[tuple[Hit, Event]] = []
    for hit in _hits(story):
        event = _event(story, hit)
        if event is not None:
            made.append((hit, event))
            _mark(story, event)
    for hit, event in sheet_events(story):
        made.append((hit, event))
        _mark(story, event)
    made.sort(key=lambda item: item[0].last.i)
    events = recalled(story, once(story, groups_once(story, told_once(story, meant(story, settled(story, made))))))
    for event in events:  # those whom "the two" turned out to mean
        _mark(story, event)
    return events


def _hits(story: Story) -> Iterator[Hit]:
    used: set[int] = set()
    refusals: dict[int, list[Hit]] = {}
    for token in story.page.all_tokens:
        found = refusal_hits(story, token)
        if found:
            refusals[token.i] = found
            used.add(token.i)
            used.update(t.i for hit in found for t in hit.used)
    for token in story.page.all_tokens:
        for entity in shown_in_custody(story, token):
            story.cast.mark_detained(entity)
        if token.i in refusals:
            yield from refusals[token.i]
        elif token.i not in used:
            hit = move_hit(story, token) or verb_hit(story, token)
            if hit is not None:
                used.update((token.i, *(t.i for t in hit.used)))
                yield hit
                if hit.type == "death" and token.lemma_ in _TO_DEATH:
                    kind = "torture" if token.lemma_ == "torture" else "ill_treatment"
                    yield replace(hit, type=kind, rule=f"verb:{kind}")
    for token in story.page.all_tokens:
        if token.i not in used:
            hit = adjective_hit(story, token) or noun_hit(story, token)
            if hit is not None:
                yield hit


def _event(story: Story, hit: Hit) -> Event | None:
    status = _status(story, hit)
    if status is None or asked_for(story, hit) or unreal(hit) or general(story, hit):
        return None
    open_ = status == _POSSIBLE or (status == "planned" and hit.type in _CRIMES)
    if not _disjoint(story, hit) or _of_the_holders(story, hit) or (open_ and _of_no_case(story, hit)):
        return None
    kind = hit.type
    if kind == "treatment" and status == "denied" and not hit.nobody:
        kind, status = "treatment_denied", "asserted"
    trigger = story.page.span(hit.first, hit.last)
    when, ended = _when(story, hit), kind == "hunger_strike" and ends(hit)
    place = where(story, hit)
    plain = when is None and place is None and status == "asserted"
    if (plain and mentioned_death(hit)) or over_a_year(story, hit, when):
        return None
    if when is None and place is None and vague(story, hit):
        return None
    return Event(
        id="v0",
        type=kind,
        trigger=trigger,
        evidence=_evidence(story, hit),
        participants=_participants(story, hit),
        when=None if ended else when,
        until=story.times.until(hit.clause) or (when if ended else None),
        where=place,
        cause=cause(story, hit),
        stated_reason=stated_reason(story, hit),
        said_by=story.scope.said_by(trigger),
        status=status,
        rule=hit.rule,
    )


def _of_no_case(story: Story, hit: Hit) -> bool:
    """What only may be, or is planned against the law, of nobody who has a name or is shown in custody: "journalists
    risk arrest", "ordered troops to shoot looters"."""
    return not any(
        story.cast.kind(p) == "person" and (story.cast.named(p) or story.cast.detained(p)) for p in hit.persons.ids
    )


def _of_the_holders(story: Story, hit: Hit) -> bool:
    """ "They were charged" where "they" seems to be the authorities: whoever it is, the words do not show it."""
    if hit.type not in _CUSTODY | {"charge", "conviction", "hearing"} or len(hit.persons.ids) != 1:
        return False
    first = hit.persons.tokens[0] if hit.persons.tokens else None
    if first is None or (first.pos_ != "PRON" and first.tag_ != "PRP$"):
        return False
    who = hit.persons.ids[0]
    if story.cast.kind(who) not in ("group", "organisation") or story.cast.named(who):
        return False
    last = story.cast.name(who).lower().split()[-1]
    return last in words("event_words", "no_prisoners")


def _disjoint(story: Story, hit: Hit) -> bool:
    """A pronoun that seems to stand for the doer stands for the person in custody of whom the text speaks."""
    doers = {entity for token in doers_of(hit.clause) for entity in entities(story.cast, token)}
    if hit.rule.startswith("noun") or not hit.persons.tokens or not set(hit.persons.ids) <= doers:
        return True
    first = hit.persons.tokens[0]
    if first.dep_ == "poss" and first.tag_ == "PRP$" and hit.type in _DONE_BY_OTHERS:
        return _told_of_another(story, hit, doers)  # "guards raided their room": not the guards'
    if first.dep_ not in ("dobj", "dative", "pobj") or first.lower_.endswith(("self", "selves")):
        return True
    if hit.persons.tokens[0].pos_ != "PRON" or hit.persons.tokens[0] in doers_of(hit.clause):
        return True
    return _told_of_another(story, hit, doers)


def _told_of_another(story: Story, hit: Hit, doers: set[str]) -> bool:
    other = before(story.cast, hit.persons.tokens[0], doers)
    if other is None:
        return False
    hit.actors.ids = [*dict.fromkeys([*hit.actors.ids, *hit.persons.ids])]
    hit.persons.ids = [other]
    return True


def _status(story: Story, hit: Hit) -> Status | None:
    found = stated(hit.head)
    if hit.nobody and (found != "denied" or _none_so_far(hit)):
        return None
    if found == "planned" and hit.type in _BY_DECISION and _decided(hit.clause):
        found = "asserted"
    if hit.possible and found == "asserted":
        return "reported_possible"
    if hit.type == "release" and found == "asserted" and _ordered(hit):
        return "planned"
    if hit.type == "arrest" and _wanted(hit):
        return None
    return "asserted" if hit.negation_spent and found == "denied" else found


def _decided(verb: Token) -> bool:
    """ "The court decided to extend his detention": deciding is doing it."""
    above = verb.head
    deciding = verb.dep_ == "xcomp" and above.lemma_ in ("decide", "rule", "vote", "opt", "choose")
    return deciding and (above.tag_ == "VBD" or any(c.lemma_ == "have" for c in children(above, "aux")))


def _ordered(hit: Hit) -> bool:
    """ "Despite a court order for his release": nobody has been let go yet."""
    if not hit.rule.startswith("noun") or hit.last.dep_ != "pobj" or hit.last.head.lower_ not in ("for", "of", "on"):
        return False
    return hit.last.head.head.lemma_ in ("order", "ruling", "decision", "verdict", "judgment", "judgement")


def _wanted(hit: Hit) -> bool:
    """ "A warrant was issued for her arrest", "a reward for the capture of Ada Lund": nobody is caught yet."""
    if hit.rule != "noun:arrest" or hit.last.dep_ != "pobj" or hit.last.head.lower_ not in ("for", "on"):
        return False
    above = hit.last.head.head
    papers = words("event_words", "warrants")
    return above.lemma_ in papers or any(t.lemma_ in papers for t in children(above, "nsubj", "nsubjpass", "dobj"))


def _none_so_far(hit: Hit) -> bool:
    """ "No one has been arrested": tells of those who did it, who are not known."""
    return hit.type in _SOUGHT and any(c.lower_ in ("has", "have", "had") for c in hit.clause.children)


def _when(story: Story, hit: Hit) -> str | None:
    """When it happened; what has lasted "since 2020" began in 2020."""
    found_body = hit.last.lemma_ in _COMING_UPON and any(t in wordlist("corpse") for t in undergoers(hit.last))
    if hit.type == "death" and found_body:
        return None  # "her body was found on 5 May": not the day of her death
    found = story.times.of(hit.last)
    if found is not None and hit.rule.startswith("verb"):
        if of_a_noun(story, hit, found) or of_the_first(story, hit, found):
            return None
    if found is None and hit.clause != hit.last:
        found = story.times.of(hit.clause)
    if found is None and hit.standing_at is not None and hit.rule == "verb:detention_order":
        found = story.times.of(hit.standing_at)  # "ordered on Monday that she be held"
    if found is None and hit.clause.dep_ in ("ccomp", "xcomp") and hit.clause.head.lemma_ in ("have", "get", "see"):
        found = story.times.of(hit.clause.head)  # "on Monday had her sentence extended"
    if found is None and hit.type not in _LASTING and not hit.rule.startswith("adjective"):
        found = of_occasion(story, hit) or beside(story, hit) or of_scene(story, hit) or of_entry(story, hit)
        found = found or of_setting(story, hit) or of_years_after(story, hit)
    if found is None or (found.endswith("/..") and hit.type in _OF_A_MOMENT):
        return None  # "the third to die there since 2019"
    return found.removesuffix("/..")


def _evidence(story: Story, hit: Hit) -> tuple[Span, ...]:
    tokens: list[Token] = [hit.first, hit.last, *hit.persons.listed]
    tokens += [t for t in hit.persons.tokens if hit.rule.startswith("noun") and 0 < t.i - hit.last.i < _NEAR]
    tokens += [
        t for t in (*hit.used, *hit.persons.tokens) if hit.rule.startswith("verb") and 0 < t.i - hit.last.i < _NEAR
    ]
    tokens += clause(hit.clause) if is_verb(hit.clause) else phrase(hit.clause, appositions=False)
    return spans(story.page, [*tokens, *_whom(hit, tokens)])


def _whom(hit: Hit, tokens: list[Token]) -> list[Token]:
    """Whom a relative clause, a participle or a shared subject tells of, where the clause has no word for them."""
    whom = [antecedent(t) for t in hit.persons.tokens]
    inside = {t.i for t in tokens}
    if not hit.rule.startswith("verb") or hit.persons.listed or any(t.i in inside for t in whom):
        return []
    near = [t for t in whom if t.sent == hit.clause.sent and 0 < hit.last.i - t.i < _BEFORE]
    return [word for t in near[:1] for word in phrase(t, appositions=False)]


def _participants(story: Story, hit: Hit) -> tuple[Participant, ...]:
    found = [Participant(entity, "person") for entity in hit.persons.ids]
    found += [Participant(entity, _role(story, hit, entity)) for entity in hit.actors.ids]
    return tuple(found)


def _role(story: Story, hit: Hit, entity: str) -> ParticipantRole:
    if hit.type not in _BY_AUTHORITY:
        return "actor"
    heads = [
        t
        for t in hit.actors.tokens
        if t in wordlist("authority") or any(c in wordlist("authority") for c in t.children)
    ]
    return "authority" if heads else "actor"


def _mark(story: Story, event: Event) -> None:
    if event.status == "asserted" and (event.type in _CUSTODY or _inside(story, event)):
        for part in event.participants:
            if part.role == "person":
                story.cast.mark_detained(part.entity)


def _inside(story: Story, event: Event) -> bool:
    """ "was killed in prison", "the death of … at Ost prison", "found hanged in his cell": held until then."""
    if event.type != "death":
        return False
    for token in story.page.tokens(event.trigger.start, event.trigger.end):
        ways = [c for c in token.children if c.dep_ == "prep" and c.lower_ in ("in", "inside", "behind", "at")]
        ways += [c for o in of_phrase(token) for c in o.children if c.dep_ == "prep" and c.lower_ in ("in", "at")]
        ways += [c for v in children(token, "xcomp", "oprd", "acomp", "conj") for c in v.children if c.lower_ == "in"]
        if any(_of_custody(story, place) for way in ways for place in children(way, "pobj")):
            return True
    return False


def _of_custody(story: Story, place: Token) -> bool:
    """A prison by its name, or by a word without an owner: "in custody", "in his cell"."""
    if place.lemma_.lower() in words("custody", "inside"):
        return True
    entity = story.cast.at(place)
    if entity is None or story.cast.kind(entity) != "facility":
        return False
    return any(word in words("custody", "custodial") for word in story.cast.name(entity).lower().split())
