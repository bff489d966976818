"""Verbs that tell of an event: the frames of event_verbs.toml."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from spacy.tokens import Token

from habeas.reading.clauses import (
    at_hands_of,
    children,
    doers,
    joined,
    particle,
    passive,
    prepositional,
    subjects,
    undergoers,
)
from habeas.reading.events.hits import (
    Hit,
    argument_tokens,
    complements,
    first_of,
    gather,
    gather_doers,
    owner_tokens,
    stands_for_nobody,
    subject_tokens,
)
from habeas.reading.events.lexicon import VerbFrame, verb_frames, verb_lemma, wordlist
from habeas.reading.events.shapes import flags_hold, refused_to, under_way
from habeas.reading.people import Found, in_custody, people, principal
from habeas.reading.story import Story
from habeas.reading.tables import words

_DEFINITE = frozenset({"the", "that", "this"})
_DONE_TO = frozenset({"ill_treatment", "torture", "sexual_violence"})
_HELPERS = frozenset({"be", "have", "do", "get", "'s"})
_LATE = 14
"""Tokens after a verb within which an object may stand that the parse has not given it."""
_COMPANIONS = frozenset({"arrest", "abduction", "disappearance", "release", "death", "execution", "sentence"})


def verb_hit(story: Story, verb: Token) -> Hit | None:
    """The event that a verb tells of by the first frame that fits."""
    frames = verb_frames().get(verb_lemma(verb)) if _verbal(verb) else None
    if frames is None or _before_a_name(verb) or (verb.lemma_ == "take" and particle(verb) == "over"):
        return None
    for frame in frames:
        hit = _fit(story, verb, frame)
        if hit is not None:
            return hit
    return None


def _verbal(verb: Token) -> bool:
    return verb.dep_ != "amod" and (verb.pos_ in ("VERB", "AUX") or verb.tag_ in ("VBN", "VBD", "VBG"))


def _before_a_name(verb: Token) -> bool:
    """ "Union honours jailed writer": a participle before its noun that the parse of a headline takes for a verb."""
    if verb.tag_ not in ("VBN", "VBD") or verb.i + 1 >= len(verb.doc) or children(verb, "auxpass", "nsubjpass"):
        return False
    after, before = verb.nbor(), verb.nbor(-1) if verb.i else None
    noun = after.pos_ in ("NOUN", "PROPN", "ADJ") and not after.is_sent_start
    if before is not None and noun and before.tag_ in ("VBZ", "VBP") and before.lemma_ not in _HELPERS:
        return True
    led_in = verb.is_sent_start or (before is not None and before.pos_ in ("VERB", "ADP", "DET", "PUNCT"))
    return noun and led_in and not children(verb, "nsubj") and not children(verb, "prep", "npadvmod", "agent")


def _fit(story: Story, verb: Token, frame: VerbFrame) -> Hit | None:
    if frame.particle is not None and not _has_particle(verb, frame.particle):
        return None
    if not flags_hold(story, verb, frame.flags) or (frame.type == "release" and under_way(verb)):
        return None
    thing = _thing(verb, frame)
    if frame.thing and thing is None:
        return None
    if not _conditions(verb, frame):
        return None
    found = _who(story, verb, frame, thing)
    if found is None:
        return None
    persons, actors = found
    nobody = not persons.ids and "optional_person" not in frame.flags
    trigger = thing if thing is not None and verb.lemma_ == "be" else verb
    return Hit(
        frame.type,
        trigger,
        trigger,
        verb,
        f"verb:{frame.type}",
        persons,
        actors,
        used=[thing] if thing is not None else children(verb, "xcomp") if "serving" in frame.flags else [],
        standing_at=verb.head if "ordered" in frame.flags or _told_by_refusal(verb, frame) else None,
        nobody=nobody,
        possible="possible" in frame.flags,
        negation_spent=bool(frame.flags & {"negative", "unable"}),
    )


def _told_by_refusal(verb: Token, frame: VerbFrame) -> bool:
    """ "Refused to reveal where …": it stands as the refusing does."""
    return "negative" in frame.flags and refused_to(verb)


def _who(story: Story, verb: Token, frame: VerbFrame, thing: Token | None) -> tuple[Found, Found] | None:
    """To whom it happened and who did it; None where the frame does not hold of them."""
    persons = gather(story.cast, _person_tokens(verb, frame, thing))
    if frame.type in _COMPANIONS and persons.ids:
        _add(persons, gather(story.cast, _companions(verb)))
    doing = frame.person != "subject" and (frame.type, frame.person) != ("disappearance", "via")
    doing = doing and not (frame.type == "death" and verb.lemma_ in words("event_words", "finders"))
    actors = gather_doers(story.cast, verb) if doing else gather(story.cast, at_hands_of(verb))
    persons, actors = _bare_headline(story, verb, frame, persons, actors)
    if not persons.ids and "main" in frame.flags:
        persons.ids += _main_person(story, verb, thing)
    if not persons.ids and "optional_person" not in frame.flags:
        whom = _person_tokens(verb, frame, thing)
        return (persons, actors) if whom and stands_for_nobody(whom[0]) else None
    if "one" in frame.flags and not any(story.cast.named(p) for p in persons.ids):
        return None
    if "single" in frame.flags and all(story.cast.kind(p) != "person" for p in persons.ids):
        return None
    if "others" in frame.flags and set(persons.ids) & {e for d in doers(verb) for e in people(story.cast, d)}:
        return None
    if not _known_custody(story, verb, frame, persons):
        return None
    actors.ids = [a for a in actors.ids if a not in persons.ids]
    return persons, actors


def _main_person(story: Story, verb: Token, thing: Token | None) -> list[str]:
    """ "The sentence was upheld": that of the person in custody last spoken of."""
    definite = thing is not None and any(c.dep_ == "det" and c.lower_ in _DEFINITE for c in thing.children)
    bare = (
        thing is not None and thing.tag_ in ("NNS", "NN") and not any(c.dep_ in ("det", "poss") for c in thing.children)
    )
    main = story.cast.main_person(verb) if definite or bare else None
    return [main] if main is not None else []


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


def _thing(verb: Token, frame: VerbFrame) -> Token | None:
    lists = tuple(wordlist(name) for name in frame.thing)
    if not lists:
        return None
    via = frame.via if frame.person != "via" else ()
    own = complements(verb, *via)
    if "direct" in frame.flags:
        own = (t for c in children(verb, "dobj") for t in joined(c))
    near = (t for t in own if t.dep_ != "npadvmod" or (frame.person != "subject" and children(t, "nummod")))
    found = first_of(near, lists)
    if found is not None and found.lower_ == "office" and not children(found, "det", "poss", "compound"):
        return None
    if found is None and (frame.person == "owner" or ("optional_person" in frame.flags and passive(verb))):
        found = first_of(iter(subject_tokens(verb)), lists)
    if found is None and frame.person == "object" and not frame.via:
        found = first_of(_after_object(verb), lists)
    if found is None and frame.person == "object" and frame.via:
        behind = (t for o in children(verb, "dobj") for t in prepositional(o, *frame.via))
        found = first_of(behind, lists)
    if found is None and "with" in frame.via and frame.person == "object":
        found = first_of(_used(verb), lists)
    if found is None and frame.person in ("via", "recipient") and passive(verb):
        found = first_of(_ordered(subject_tokens(verb)), lists)
    return found


def _ordered(tokens: Iterable[Token]) -> Iterator[Token]:
    """The tokens, and for "an order of administrative detention" what is ordered."""
    for token in tokens:
        yield token
        yield from prepositional(token, "of") if token.lemma_ == "order" else ()


def _used(verb: Token) -> Iterator[Token]:
    """ "Bound them using duct tape"."""
    clauses = [c for t in (verb, *children(verb, "dobj")) for c in children(t, "acl", "advcl", "xcomp")]
    yield from (o for c in clauses if c.lower_ == "using" for o in children(c, "dobj"))


def _after_object(verb: Token) -> Iterator[Token]:
    """The adjective that the parse gives to the object: "shot one person dead"."""
    for thing in children(verb, "dobj"):
        yield from (c for c in children(thing, "amod") if c.i > thing.i)
    yield from (c for c in children(verb, "advcl") if c.pos_ == "ADJ")


def _conditions(verb: Token, frame: VerbFrame) -> bool:
    if frame.less and first_of(_around(verb), tuple(wordlist(n) for n in frame.less)) is not None:
        return False
    if frame.adverb and not any(c.lower_ in frame.adverb for c in verb.children):
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


def _around(verb: Token) -> Iterator[Token]:
    """What completes a verb, and what the parse gives to its object: "threatened the writer with prison"."""
    yield from complements(verb)
    yield from (o for thing in children(verb, "dobj") for o in prepositional(thing, "with", "in"))


def _cared_for(verb: Token) -> bool:
    """ "was treated for burns", but not "was treated badly", "was treated as a spy"."""
    if not passive(verb) or any(c.lower_ in ("as", "like", "with") for c in children(verb, "prep")):
        return False
    manner = [c for c in verb.children if c.dep_ == "advmod"]
    return not any(c.lower_.endswith("ly") or c.lower_ in ("well", "worse", "better", "like") for c in manner)


def _person_tokens(verb: Token, frame: VerbFrame, thing: Token | None) -> list[Token]:
    if frame.person == "subject":
        found = _active_subject(verb) or (undergoers(verb.head) if "forced" in frame.flags else [])
        return [principal(t) for t in found] if frame.type == "appeal" else found
    if frame.person == "owner":
        owned = owner_tokens(thing) if thing is not None else []
        return owned or (children(verb, "dative") if thing is not None else [])
    if frame.person == "via":
        near = (t for t in prepositional(verb, *frame.via) if t.ent_type_ != "DATE")
        found = [t for t in near if t.pos_ != "ADV" and t.lower_ != "since"]
        if thing is not None:
            found += list(prepositional(thing, *frame.via)) + children(thing, "poss")
            found += [o for inner in prepositional(thing, "of") for o in prepositional(inner, *frame.via)]
            found += [o for laid in children(thing, "acl") for o in prepositional(laid, *frame.via)]
        return found or _stranded(verb, frame)
    if thing is not None and frame.person == "recipient":
        found = [t for t in argument_tokens(verb, "recipient") if t != thing] or owner_tokens(thing)
        return [principal(t) if t.lemma_ in words("descriptions", "counsels") else t for t in found]
    told = argument_tokens(verb, frame.person)
    if frame.type in ("charge", "hearing"):
        told = [o for t in told for o in (owner_tokens(t) if t in wordlist("cases_heard") else [t])]
    found = [t for t in told if t != thing] or told
    if not children(verb, "nsubj", "nsubjpass", "dobj"):
        found = [principal(t) if t.lemma_ in words("descriptions", "counsels") else t for t in found]
    return [principal(t) for t in found if principal(t) != t] if "kin" in frame.flags else found


def _stranded(verb: Token, frame: VerbFrame) -> list[Token]:
    """ "Was operated on", "has not been heard from since": whom the preposition at the end has lost."""
    if not passive(verb):
        return []
    lost = [c for c in verb.children if c.lower_ in frame.via and c.dep_ in ("prep", "prt", "advmod")]
    alone = all(not children(c, "pobj") for c in lost)
    return subjects(verb) if lost and alone else []


def _active_subject(verb: Token) -> list[Token]:
    return [] if passive(verb) else subjects(verb)


def _bare_headline(story: Story, verb: Token, frame: VerbFrame, persons: Found, actors: Found) -> tuple[Found, Found]:
    """ "Journalist arrested in Korsk": an object verb that lacks any object is a passive without "was"."""
    if frame.person == "object" and _torn(verb):
        late = _late_object(story, verb)
        return (gather(story.cast, [late]), gather(story.cast, [verb.head])) if late is not None else (persons, actors)
    bare = frame.person in ("object", "recipient") and not persons.ids and verb.tag_ in ("VBD", "VBN")
    if verb.dep_ == "relcl" or not bare or not actors.ids or passive(verb):
        return persons, actors
    if children(verb, "dobj", "ccomp", "aux", "xcomp"):
        return persons, actors
    late = _late_object(story, verb)
    if late is not None:
        return gather(story.cast, [late]), actors
    if any(t in wordlist(name) for t in subjects(verb) for name in ("jailers", "court", "authority")):
        return persons, actors
    return gather(story.cast, subjects(verb)), Found()


def _torn(verb: Token) -> bool:
    """ "The forces arrested last night the student": a sentence that the parse takes for a noun with a participle."""
    if verb.dep_ != "acl" or verb.tag_ != "VBN" or verb.head.dep_ != "ROOT" or children(verb, "agent", "aux"):
        return False
    return any(verb.head in wordlist(name) for name in ("jailers", "court", "authority", "officers"))


def _late_object(story: Story, verb: Token) -> Token | None:
    """ "Soldiers arrested last night the student Ada Lund": an object behind a date, which the parse loses."""
    aside = False
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + _LATE)]:
        behind = token.nbor().lower_ if token.i + 1 < len(token.doc) else ""
        adverb = token.i + 1 < len(token.doc) and token.nbor().pos_ == "ADV"
        if token.text == "," and (aside or adverb or behind in ("among", "along", "together")):
            aside = not aside  # "arrested, among others, Ada Lund", "killed, apparently unlawfully, Ada Lund"
            continue
        if aside:
            continue
        if token.pos_ in ("VERB", "AUX", "SCONJ") or token.text in (",", ";", ":"):
            return None
        entity = story.cast.at(token)
        if token.dep_ in ("compound", "pobj"):
            continue
        if entity is not None and story.cast.kind(entity) in ("person", "group"):
            return token
    return None


def _in_a_cell(verb: Token) -> bool:
    """Whether the sentence speaks of a cell, a prison, a questioning or guards."""
    scene = wordlist("scene")
    return any(t.is_lower and t.pos_ == "NOUN" and t in scene for t in verb.sent)


def _known_custody(story: Story, verb: Token, frame: VerbFrame, persons: Found) -> bool:
    people_only = "people_only" in frame.flags
    if people_only and not all(story.cast.kind(p) in ("person", "group") for p in persons.ids):
        return False
    if "custody" not in frame.flags:
        return True
    held = any(story.cast.detained(p) for p in persons.ids) or any(in_custody(story.cast, t) for t in persons.tokens)
    held = held or ("both" not in frame.flags and frame.type in _DONE_TO and _in_a_cell(verb))
    lists = tuple(wordlist(name) for name in frame.doer)
    doing = doers(verb.head if "forced" in frame.flags else verb)
    by = first_of((t for d in doing for t in (d, *d.children)), lists) is not None
    return held and by if "both" in frame.flags else held or by
