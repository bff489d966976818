"""Verbs that tell of an event: the frames of event_verbs.toml."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.clauses import children, doers, particle, passive, prepositional, subjects
from habeas.reading.events.hits import (
    Hit,
    argument_tokens,
    complements,
    first_of,
    gather,
    gather_doers,
    owner_tokens,
    subject_tokens,
)
from habeas.reading.events.lexicon import VerbFrame, verb_frames, verb_lemma, wordlist
from habeas.reading.people import Found, in_custody, principal
from habeas.reading.story import Story
from habeas.reading.tables import words

_DURATION_UNITS = frozenset({"year", "month", "week", "day", "decade", "life"})
_SINCE = frozenset({"since"})
_ELSEWHERE = frozenset({"out", "off", "back"})
_COMPANIONS = frozenset({"arrest", "abduction", "disappearance", "release", "death", "execution", "sentence"})


def verb_hit(story: Story, verb: Token) -> Hit | None:
    """The event that a verb tells of by the first frame that fits."""
    frames = verb_frames().get(verb_lemma(verb))
    if frames is None or not _verbal(verb):
        return None
    for frame in frames:
        hit = _fit(story, verb, frame)
        if hit is not None:
            return hit
    return None


def _verbal(verb: Token) -> bool:
    return verb.dep_ != "amod" and (verb.pos_ in ("VERB", "AUX") or verb.tag_ in ("VBN", "VBD", "VBG"))


def _fit(story: Story, verb: Token, frame: VerbFrame) -> Hit | None:
    if frame.particle is not None and not _has_particle(verb, frame.particle):
        return None
    if "missing" in frame.flags and not any(c.lower_ == "missing" for c in verb.children):
        return None
    if "harm" in frame.flags and not _harms(verb):
        return None
    thing = _thing(verb, frame)
    if frame.thing and thing is None:
        return None
    if not _conditions(story, verb, frame):
        return None
    persons = gather(story.cast, _person_tokens(verb, frame, thing))
    if frame.type in _COMPANIONS and persons.ids:
        _add(persons, gather(story.cast, _companions(verb)))
    actors = gather_doers(story.cast, verb) if frame.person != "subject" else Found()
    persons, actors = _bare_headline(story, verb, frame, persons, actors)
    if not persons.ids and "optional_person" not in frame.flags:
        return None
    if not _known_custody(story, verb, frame, persons):
        return None
    actors.ids = [a for a in actors.ids if a not in persons.ids]
    trigger = thing if thing is not None and verb.lemma_ == "be" else verb
    return Hit(
        frame.type,
        trigger,
        trigger,
        verb,
        f"verb:{frame.type}",
        persons,
        actors,
        used=[thing] if thing is not None else [],
    )


def _companions(verb: Token) -> list[Token]:
    """Who shares it: "was arrested with four others", "was killed along with his driver"."""
    if not passive(verb):
        return []
    found = [o for p in children(verb, "prep") if p.lower_ == "with" for o in children(p, "pobj")]
    for child in verb.children:
        if child.lower_ in ("along", "together", "alongside"):
            found += [o for p in (child, *children(child, "prep")) for o in children(p, "pobj")]
    return found


def _add(persons: Found, others: Found) -> None:
    persons.ids += [e for e in others.ids if e not in persons.ids]
    persons.listed += [*others.tokens, *others.listed]


def _has_particle(verb: Token, word: str) -> bool:
    return particle(verb) == word or any(
        c.lower_ == word and c.dep_ in ("advmod", "prep", "ccomp", "xcomp", "acomp", "npadvmod", "compound")
        for c in verb.children
    )


def _harms(verb: Token) -> bool:
    """ "kicked out", "beat off" and "beaten by two goals" hurt nobody."""
    return not any(c.dep_ in ("prt", "advmod", "prep") and c.lower_ in _ELSEWHERE for c in verb.children)


def _thing(verb: Token, frame: VerbFrame) -> Token | None:
    lists = tuple(wordlist(name) for name in frame.thing)
    if not lists:
        return None
    via = frame.via if frame.person != "via" else ()
    found = first_of(complements(verb, *via), lists)
    if found is None and frame.person == "owner":
        found = first_of(iter(subject_tokens(verb)), lists)
    if found is None and frame.person == "object" and not frame.via:
        found = first_of(_after_object(verb), lists)
    if found is None and frame.person == "via" and passive(verb):
        found = first_of(iter(subject_tokens(verb)), lists)
    return found


def _after_object(verb: Token) -> Iterator[Token]:
    """The adjective that the parse gives to the object: "shot one person dead"."""
    for thing in children(verb, "dobj"):
        yield from (c for c in children(thing, "amod") if c.i > thing.i)


def _conditions(story: Story, verb: Token, frame: VerbFrame) -> bool:
    if frame.less and first_of(complements(verb), tuple(wordlist(n) for n in frame.less)) is not None:
        return False
    if frame.adverb and not any(c.lower_ in frame.adverb for c in verb.children):
        return False
    if not _flags_hold(story, verb, frame.flags):
        return False
    if frame.helped:
        lists = tuple(wordlist(name) for name in frame.helped)
        near = [*complements(verb), *subjects(verb), *argument_tokens(verb, "object")]
        if first_of(iter(near), lists) is None and not _cared_for(verb):
            return False
    if frame.doer and "custody" not in frame.flags:
        lists = tuple(wordlist(name) for name in frame.doer)
        who = [t for d in doers(verb) for t in d.subtree]
        return first_of(iter(who), lists) is not None
    return True


def _cared_for(verb: Token) -> bool:
    """ "was treated for burns", but not "was treated badly", "was treated as a spy"."""
    if not passive(verb) or any(c.lower_ in ("as", "like", "with") for c in children(verb, "prep")):
        return False
    manner = [c for c in verb.children if c.dep_ == "advmod"]
    return not any(c.lower_.endswith("ly") or c.lower_ == "well" for c in manner)


def _flags_hold(story: Story, verb: Token, flags: frozenset[str]) -> bool:
    if "forced" in flags and not _forced(verb):
        return False
    if "since" in flags and not _since(story, verb):
        return False
    if "duration" in flags and not has_duration(verb):
        return False
    if "begins" in flags and _lasts(story, verb):
        return False
    return "place_or_time" not in flags or _placed(story, verb)


def _lasts(story: Story, verb: Token) -> bool:
    """ "is jailed in …", "people detained in …": a state, unless the text says when it began."""
    if verb.lemma_ not in words("custody", "holding") or verb.lemma_ == "arrest" or story.times.of(verb) is not None:
        return False
    if story.page.passage(verb).role in ("title", "caption"):
        return False
    helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    bare = not helpers and verb.dep_ in ("acl", "advcl", "conj") and verb.tag_ == "VBN" and verb.lemma_ != "jail"
    return helpers in (["is"], ["are"], ["'s"], ["'re"]) or (bare and not doers(verb))


def _forced(verb: Token) -> bool:
    return verb.dep_ in ("xcomp", "ccomp") and verb.head.lemma_ in ("force", "make", "compel", "order", "oblige")


def _since(story: Story, verb: Token) -> bool:
    """Whether the clause says when it began and is told as lasting: "has been held since 2019"."""
    marked = any(c.lower_ in _SINCE for c in verb.children)
    lasting = any(c.lower_ in ("has", "have", "had", "'ve", "'s") for c in verb.children if c.dep_ == "aux")
    return marked or (lasting and story.times.of(verb) is not None)


def has_duration(verb: Token) -> bool:
    """Whether "for nine years" or "for life" stands by a verb that is not told as lasting until now."""
    if any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children):
        return False
    return any(t.lemma_.lower() in _DURATION_UNITS for t in prepositional(verb, "for", "to"))


def _placed(story: Story, verb: Token) -> bool:
    if story.times.of(verb) is not None:
        return True
    return any(c.dep_ == "prep" and c.lower_ in ("outside", "in", "at") for c in verb.children)


def _person_tokens(verb: Token, frame: VerbFrame, thing: Token | None) -> list[Token]:
    if frame.person == "subject":
        found = _active_subject(verb)
        return [principal(t) for t in found] if frame.type == "appeal" else found
    if frame.person == "owner":
        owned = owner_tokens(thing) if thing is not None else []
        return owned or (children(verb, "dative") if thing is not None else [])
    if frame.person == "via":
        found = list(prepositional(verb, *frame.via))
        if thing is not None:
            found += list(prepositional(thing, *frame.via)) + children(thing, "poss")
        return found
    if thing is not None and frame.person == "recipient":
        return [t for t in argument_tokens(verb, "recipient") if t != thing] or owner_tokens(thing)
    return argument_tokens(verb, frame.person)


def _active_subject(verb: Token) -> list[Token]:
    return [] if passive(verb) else subjects(verb)


def _bare_headline(story: Story, verb: Token, frame: VerbFrame, persons: Found, actors: Found) -> tuple[Found, Found]:
    """ "Journalist arrested in Korsk": an object verb that lacks any object is a passive without "was"."""
    bare = frame.person in ("object", "recipient") and not persons.ids and verb.tag_ in ("VBD", "VBN")
    if not bare or not actors.ids or passive(verb) or children(verb, "dobj", "ccomp", "aux", "xcomp"):
        return persons, actors
    return gather(story.cast, subjects(verb)), Found()


def _known_custody(story: Story, verb: Token, frame: VerbFrame, persons: Found) -> bool:
    people_only = "people_only" in frame.flags
    if people_only and not all(story.cast.kind(p) in ("person", "group") for p in persons.ids):
        return False
    if "custody" not in frame.flags:
        return True
    held = any(story.cast.detained(p) for p in persons.ids) or any(in_custody(story.cast, t) for t in persons.tokens)
    lists = tuple(wordlist(name) for name in frame.doer)
    by = first_of((t for d in doers(verb) for t in (d, *d.children)), lists) is not None
    return held and by if "both" in frame.flags else held or by
