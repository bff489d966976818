"""Since when, how long, where and on what ground somebody is held."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, core, persons, text_of
from habeas.reading.attributes.inside import inside_drafts, nth_year_drafts
from habeas.reading.attributes.lengths import length_drafts
from habeas.reading.attributes.terms import MOST
from habeas.reading.clauses import children, is_verb, passive, prepositional, subjects, undergoers
from habeas.reading.events.lexicon import wordlist
from habeas.reading.events.shapes import has_duration
from habeas.reading.evidence import clause, phrase
from habeas.reading.phrases import Phrases
from habeas.reading.story import Story
from habeas.reading.tables import load, words

_OF_A_ROW = frozenset({"next", "past", "last", "following", "previous"})
_DAY_OR_MONTH = re.compile(r"-\d\d")
_ON_THE_WAY = frozenset({"airport", "apartment", "house", "office", "hotel", "room"})
_ANY_KIND = frozenset({"facility", "compound", "ward", "wing", "block", "quarter", "prison", "jail", "gaol", "camp"})


@cache
def _list(name: str) -> Phrases:
    return Phrases(load("custody")[name])


def custody_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What a verb or noun says of somebody's custody."""
    lemma = token.lemma_.lower()
    if is_verb(token):
        if lemma in words("custody", "holding") or (lemma in words("custody", "being") and _in_custody(story, token)):
            yield from _held(story, token)
        elif lemma in words("custody", "charging") or lemma in ("try", "prosecute", "sentence"):
            yield from _by_law(story, token)
        elif lemma == "serve":
            for subject in [s for h in subjects(token)[:1] for s in persons(story, h)][:1]:
                yield from _serving(story, token, subject)
                yield from _how_long(story, token, subject) if _over(token) else ()
        elif lemma in words("custody", "moving") or lemma in words("custody", "seeing"):
            yield from _found_at(story, token)
    elif lemma in words("custody", "inmates"):
        yield from _inmate(story, token)
    elif lemma in words("custody", "taking"):
        yield from _since_taken(story, token)
    elif lemma in words("custody", "units"):
        yield from length_drafts(story, token)
        yield from nth_year_drafts(story, token) if token.dep_ in ("pobj", "dobj") else ()
    yield from inside_drafts(story, token)


def _found_at(story: Story, verb: Token) -> Iterator[Draft]:
    """ "has been moved to Korsk prison", "visited her in Korsk prison": where somebody was brought or seen."""
    seen = verb.lemma_ in words("custody", "seeing")
    given = verb.lemma_ in ("put", "place", "throw", "remand", "commit", "consign", "book", "lodge")
    shifted = verb.lemma_ in ("shift", "transfer", "move", "relocate") and passive(verb)
    if not seen and not (_has_been(verb) or _where_still(verb) or given or shifted):
        return
    subject = next((s for h in undergoers(verb)[:1] for s in persons(story, h)), None)
    if subject is None:
        return
    if verb.lemma_ in ("put", "place", "keep"):
        yield from _ground(story, verb, subject)
    into = ("in", "at", "inside") if seen else ("to", "in", "into", "inside")
    places = [*prepositional(verb, *into), *(t for o in undergoers(verb)[:1] for t in prepositional(o, *into))]
    for token in [*places, *(t for p in places for t in prepositional(p, "of", "at", "in"))]:
        place = story.cast.noun(token)
        if place is not None and story.cast.kind(place) == "facility" and _custodial(story.cast.name(place)):
            yield Draft(subject, "held_at", story.cast.name(place), clause(verb), "seen at", object=place, at=verb)
            return
        if token.lemma_.lower() in words("custody", "held_at") and token.tag_ == "NN" and _told_apart(token):
            value = text_of(story, core(token, without=children(token, "relcl")))
            yield Draft(subject, "held_at", value, clause(verb), "seen at", at=verb)
            return


def _where_still(verb: Token) -> bool:
    """ "…, where he remains", "…, where she is held": what follows says that somebody is still there."""
    where = next((t for t in verb.subtree if t.lower_ == "where" and t.i > verb.i), None)
    if where is None:
        return False
    still = where.head
    return still.tag_ in ("VBZ", "VBP") or any(c.tag_ in ("VBZ", "VBP") for c in children(still, "aux", "auxpass"))


def _has_been(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ in ("have", "'ve", "'s") and c.tag_ != "VBD" for c in verb.children)


def _custodial(name: str) -> bool:
    return any(word in words("custody", "custodial") for word in name.lower().replace("-", " ").split())


def _since_taken(story: Story, noun: Token) -> Iterator[Draft]:
    """ "has been held since his arrest in July 2029": the beginning of a custody that lasts."""
    if noun.head.lower_ != "since" or noun.dep_ != "pobj":
        return
    date = story.times.of(noun)
    verb = next((t for t in noun.head.ancestors if is_verb(t)), None)
    owners = [*children(noun, "poss"), *prepositional(noun, "of"), *(subjects(verb) if verb is not None else [])]
    subject = next((s for o in owners for s in persons(story, o)), None)
    if date is None or subject is None or verb is None or not any(c.lemma_ == "have" for c in verb.children):
        return
    yield Draft(subject, "detained_since", date.partition("/")[0], [noun.head, *phrase(noun)], "held since", at=verb)


def _in_custody(story: Story, verb: Token) -> bool:
    if verb.lemma_ == "serve":
        inner = [t for o in children(verb, "dobj") for t in prepositional(o, "in", "at")]
        places = [e for t in [*prepositional(verb, "in", "at"), *inner] if (e := story.cast.at(t)) is not None]
        if any(story.cast.kind(e) == "facility" and _custodial(story.cast.name(e)) for e in places):
            return True
    inside = words("custody", "held_in") | words("custody", "held_at")
    return any(
        t.lemma_.lower() in inside or t in _list("on") or t in _list("in") or t in _list("under")
        for t in prepositional(verb, "in", "at", "behind", "inside", "on", "under")
    ) or any(
        story_place.lemma_.lower() in words("custody", "held_in")
        for story_place in (t for o in _lengths(verb) for t in prepositional(o, "in", "behind"))
    )


def _lengths(verb: Token) -> list[Token]:
    """ "spent 14 years", "spent a total of 14 years"."""
    found = children(verb, "dobj")
    return [*found, *(t for o in found if o.lemma_ == "total" for t in prepositional(o, "of"))]


def _who(story: Story, verb: Token) -> list[str]:
    """Those of whom a verb of holding speaks."""
    holders = undergoers(verb) if verb.lemma_ in words("custody", "holding") else subjects(verb)
    bare = verb.tag_ == "VBN" and verb.i > 0 and not children(verb, "aux", "auxpass")
    if not holders and bare and verb.nbor(-1).text == ",":
        holders = subjects(verb)  # "Vera Lenko, imprisoned since 2019, …" taken for what she did
    found = dict.fromkeys(s for h in holders[:1] for s in persons(story, h))
    return list(found)[:MOST]


def _over(verb: Token) -> bool:
    """ "served nine years", "after serving nine years"."""
    return verb.tag_ in ("VBD", "VBN") or (verb.tag_ == "VBG" and verb.dep_ == "pcomp")


def _length(noun: Token) -> list[Token]:
    """ "two years and seven months" of "… of a five-year sentence", where the parse may hang that on the months."""
    told = core(noun, without=children(noun, "prep"))
    while len(told) > 1 and told[0].lower_ in _OF_A_ROW:
        told = told[1:]  # "spent the next three years in a cell"
    return told[: next((n for n, t in enumerate(told) if t.lower_ == "of" and t.i > noun.i), len(told))]


def _serving(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    """ "after serving two years of his sentence"."""
    for noun in children(verb, "dobj"):
        if noun.lemma_ in words("custody", "units") and any(
            t.lemma_ in ("sentence", "term") for t in prepositional(noun, "of")
        ):
            value = text_of(story, _length(noun))
            yield Draft(subject, "time_held", value, [verb, *phrase(noun)], "held for", at=verb)


def _held(story: Story, verb: Token) -> Iterator[Draft]:
    for subject in _who(story, verb):
        if not _apart(verb):
            yield from _since(story, verb, subject)
            yield from _how_long(story, verb, subject)
        yield from _where(story, verb, subject)
        yield from _ground(story, verb, subject)


def _apart(verb: Token) -> bool:
    """Whether it is isolation or house arrest that has lasted, not custody as a whole."""
    inside = any(t.lemma_.lower() in words("custody", "held_in") for t in prepositional(verb, "in", "behind"))
    if (verb.lemma_ in ("keep", "lock", "confine") and not inside) or any(c.lower_ == "alone" for c in verb.children):
        return True
    lists = (wordlist("isolation"), wordlist("home_arrest"))
    return any(t in phrases for t in prepositional(verb, "in", "under") for phrases in lists)


def _since(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    marked = any(c.lower_ == "since" for c in verb.children)
    marked = marked or (verb.lemma_ == "be" and _since_inside(story, verb) is not None)
    lasting = any(c.dep_ == "aux" and c.lemma_ in ("have", "'ve") for c in verb.children)
    dated = verb.lemma_ in ("detain", "imprison", "jail") and passive(verb) and not _earlier(verb)
    if not (marked or lasting or dated) or any(c.lower_ in ("times", "twice") for c in verb.children):
        return
    date = story.times.of(verb) or _since_inside(story, verb) or _ever_since(story, verb)
    if verb.lemma_ == "arrest" and not marked:
        return
    if date is not None and "/" in date.removesuffix("/..") and not marked:
        return  # "jailed for the past six years"
    if date is not None and any(t.dep_ == "pobj" and t.head.lower_ == "since" for t in _taken(verb)):
        return
    if date is not None:
        rule = "held since" if marked or lasting else "detained on"
        if rule == "detained on" and (_DAY_OR_MONTH.search(date) or has_duration(verb)):
            return  # "was detained on 2 March" tells of that day, "was detained in 2002" of what has lasted
        yield Draft(subject, "detained_since", date.removesuffix("/.."), clause(verb), rule, at=verb)


def _ever_since(story: Story, verb: Token) -> str | None:
    """ "was arrested in 2027 and has been held ever since": the day of what is told before in the sentence."""
    since = next((c for c in verb.children if c.lower_ == "since"), None)
    if since is None or any(c.lower_ != "then" for c in children(since, "pobj", "pcomp")) or verb.dep_ != "conj":
        return None
    return story.times.of(verb.head)


def _since_inside(story: Story, verb: Token) -> str | None:
    """ "has been in police detention since 16 May", where the parse has hung the date on the noun."""
    for noun in prepositional(verb, "in", "under", "on", "behind"):
        if any(t.lower_ == "since" for t in noun.subtree) and (date := story.times.of(noun)) is not None:
            return date
    return None


def _taken(verb: Token) -> list[Token]:
    """The nouns of coming into custody in the verb's clause: their date is that of "since his arrest in May"."""
    return [t for t in verb.subtree if t.lemma_.lower() in words("custody", "taking")]


def _earlier(verb: Token) -> bool:
    """Whether it is told of as one custody among several: "was briefly detained", "was arrested again"."""
    return any(t.lower_ in words("custody", "earlier") for t in verb.subtree)


def _how_long(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    lasting = any(c.dep_ == "aux" and c.lemma_ in ("have", "'ve", "'s") for c in verb.children)
    spent = verb.lemma_ in ("spend", "serve")
    if any(t in wordlist("hunger") for t in prepositional(verb, "on", "in")):
        return
    if any(c.tag_ == "MD" for c in children(verb, "aux")):
        return  # "can be held for 30 days"
    lasting = lasting or verb.lemma_ in ("hold", "detain", "intern", "incarcerate", "jail")
    inner = [o for t in prepositional(verb, "in", "behind", "on", "without") for o in prepositional(t, "for")]
    totals = [o for t in children(verb, "dobj") if t.lemma_ == "total" for o in prepositional(t, "of")] if spent else []
    for noun in [*prepositional(verb, "for"), *inner, *totals, *_right_behind(verb, spent=spent)]:
        if noun.lemma_.lower() not in words("custody", "units") or not (lasting or spent):
            continue
        past = any(c.lower_ in ("past", "last") for c in noun.children)
        if verb.lemma_ == "arrest" or (verb.lemma_ == "jail" and has_duration(verb) and not past):
            continue
        part = any(t.lemma_ in ("sentence", "term") for t in prepositional(noun, "of"))
        if verb.lemma_ == "serve" and not (part or (_over(verb) and children(noun, "nummod"))):
            continue
        value = text_of(story, _length(noun))
        yield Draft(subject, "time_held", value, clause(verb), "held for", at=verb)
        return


def _right_behind(verb: Token, *, spent: bool) -> list[Token]:
    """ "spent two nights in a cell", "was detained two nights"."""
    if spent:
        return children(verb, "dobj", "npadvmod")
    held = passive(verb) and verb.lemma_ in ("hold", "detain", "intern")  # "jailed 15 days" is what a court gave
    return [n for n in children(verb, "npadvmod") if held and children(n, "nummod") and not _moved_on(n)]


def _moved_on(length: Token) -> bool:
    """ "was detained two days ago", "two nights later"."""
    return length.i + 1 < length.sent.end and length.nbor().lower_ in ("ago", "later", "earlier", "before", "after")


def _where(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    if verb.lemma_ == "arrest":
        return
    for token in _places(verb):
        place = story.cast.noun(token)
        if place is not None and story.cast.kind(place) == "facility" and not _of_justice(story.cast.name(place)):
            yield Draft(subject, "held_at", story.cast.name(place), clause(verb), "held at", object=place, at=verb)
            return
    for token in _places(verb):
        place = story.cast.at(token)
        if verb.lemma_ in ("imprison", "incarcerate", "jail") and place and story.cast.kind(place) == "place":
            yield Draft(subject, "held_at", story.cast.name(place), clause(verb), "held at", object=place, at=verb)
            return
        lemma = token.lemma_.lower()
        if verb.lemma_ == "detain" and lemma in _ON_THE_WAY:
            continue
        kept = lemma in words("custody", "held_at") or (lemma in words("custody", "kept_at") and _apart_or_seat(token))
        if kept and token.tag_ == "NN" and _told_apart(token):
            value = text_of(story, core(token, without=children(token, "relcl")))
            yield Draft(subject, "held_at", value, clause(verb), "held at", at=verb)
            return


def _apart_or_seat(noun: Token) -> bool:
    """ "a police station", "an unknown location", not "the place"."""
    return any(c.dep_ in ("compound", "amod", "nmod") for c in noun.children)


def _told_apart(noun: Token) -> bool:
    """Whether something says which place it is: "the guardhouse", "Korsk jail", not "the prison"."""
    if noun.lemma_.lower() in words("custody", "held_in") or noun.lemma_.lower() in _ANY_KIND:
        return any(c.dep_ in ("compound", "nmod", "amod") or _shared(noun, c) for c in noun.children)
    return True


def _shared(noun: Token, child: Token) -> bool:
    """ "a cell with adults"."""
    return noun.lemma_ == "cell" and child.lower_ == "with"


def _of_justice(name: str) -> bool:
    """Courts and the like: people are heard there, not held."""
    return any(word in words("custody", "not_held_in") for word in name.lower().split())


def _places(verb: Token) -> Iterator[Token]:
    if verb.dep_ == "relcl" and any(c.lower_ == "where" for c in verb.children):
        yield verb.head  # "Halm prison, where she is held"
    for token in prepositional(verb, "in", "at", "inside"):
        yield token
        yield from prepositional(token, "in", "at", "of")
    for noun in [*children(verb, "dobj"), *prepositional(verb, "for")]:
        yield from prepositional(noun, "in", "at")


def _ground(story: Story, verb: Token, subject: str) -> Iterator[Draft]:
    held = [t for t in prepositional(verb, "in") if t.lemma_.lower() in words("custody", "held_in")]
    held += [t for t in prepositional(verb, "for") if t.lemma_.lower() in words("custody", "units")]
    for preposition in [*children(verb, "prep"), *(p for t in held for p in children(t, "prep"))]:
        name = preposition.lower_
        if name not in ("without", "under", "in", "on", "with"):
            continue
        for noun in children(preposition, "pobj"):
            if name == "with":
                if not any(c.lower_ in ("no", "neither") for c in noun.children) or noun not in _list("without"):
                    continue
            elif noun not in _list(name) and not (name == "under" and (_law(noun) or noun.ent_type_ == "LAW")):
                continue
            kept = _law_of(noun)
            ground = core(noun, without=[p for p in children(noun, "prep") if p not in kept])
            words_ = [preposition, *ground] if name in ("without", "with") else ground
            yield Draft(subject, "legal_basis", text_of(story, words_), [verb, *phrase(preposition)], "ground", at=verb)
            return


def _by_law(story: Story, verb: Token) -> Iterator[Draft]:
    """ "charged under article 41 of the Press Law", also "charged with “plotting” and “incitement” under …"."""
    told = [s for h in undergoers(verb)[:1] for s in persons(story, h)][:MOST]
    under = [t for t in verb.subtree if t.lower_ == "under" and t.i > verb.i] if told else []
    for noun in (o for p in under for o in children(p, "pobj")):
        if _law(noun) or noun.ent_type_ == "LAW":
            kept = _law_of(noun)
            ground = core(noun, without=[p for p in children(noun, "prep") if p not in kept])
            value = text_of(story, ground)
            yield from (
                Draft(subject, "legal_basis", value, [verb, noun.head, *ground], "ground", at=verb) for subject in told
            )
            return


def _law(noun: Token) -> bool:
    if noun.lemma_.lower() in ("part", "paragraph", "clause"):
        return any(_law(o) for o in prepositional(noun, "of"))
    named = any(c.dep_ in ("compound", "amod", "nummod") for c in noun.children) or noun.pos_ == "PROPN"
    named = named or any(c.dep_ == "prep" and c.lower_ == "of" for c in noun.children)
    return noun.lemma_.lower() in words("custody", "laws") and named


def _law_of(noun: Token) -> list[Token]:
    """The law to which an article belongs: "article 58 of the Penal Code"."""
    return [p for p in children(noun, "prep") if p.lower_ == "of" and any(_law(o) for o in children(p, "pobj"))]


def _inmate(story: Story, noun: Token) -> Iterator[Draft]:
    """ "a prisoner at Korsk jail", "an administrative detainee"."""
    for subject in persons(story, noun, named=True)[:1]:
        for token in prepositional(noun, "in", "at", "of"):
            place = story.cast.noun(token)
            if place is not None and story.cast.kind(place) == "facility":
                name = story.cast.name(place)
                yield Draft(subject, "held_at", name, phrase(noun, appositions=False), "inmate of", object=place)
        for word in children(noun, "amod", "compound"):
            if word.lower_ in words("custody", "detainees"):
                yield Draft(subject, "legal_basis", text_of(story, [word, noun]), [word, noun], "kind of detainee")
