"""To what somebody is sentenced: what a court gave, with to whom."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, core, everybody, persons, text_of
from habeas.reading.clauses import children, joined, passive, prepositional, subjects, undergoers
from habeas.reading.events.lexicon import wordlist
from habeas.reading.events.shapes import has_duration
from habeas.reading.evidence import clause
from habeas.reading.story import Story
from habeas.reading.tables import words

MOST = 6
"""People to whom one charge or sentence is told at once."""
_AND_MONTHS = 3
_REACH = 7
"""Tokens behind a verb of sentencing in which "to" stands."""
_COURTS = frozenset({"court", "tribunal", "county", "district", "prison", "jail", "bar", "imprisonment", "custody"})
_SERVING = frozenset({"complete", "finish", "serve", "begin", "start", "end", "receive"})
_ASIDE = frozenset({"on", "for", "after", "over", "under", "by", "following", "because", "amid", "when", "as"})


def prepositions(verb: Token) -> Iterator[Token]:
    """The verb's prepositions, also those that the parse hangs on a date or a length: "convicted in May of theft"."""
    for preposition in children(verb, "prep"):
        yield preposition
        yield from (c for c in children(preposition, "conj") if c.pos_ == "ADP")  # "charged with theft and with fraud"
        for noun in children(preposition, "pobj"):
            yield from _hung_on(noun)
    for noun in children(verb, "conj"):  # "to ten years in prison and 50 lashes in 2024 for theft"
        yield from children(noun, "prep") if noun.pos_ == "NOUN" else ()


def _hung_on(noun: Token) -> Iterator[Token]:
    """The prepositions behind a date, a length, a court or a prison, which belong to the verb before it."""
    if noun.ent_type_ == "DATE" or noun.lemma_.lower() in words("custody", "units") or noun.lower_ == "absentia":
        yield from children(noun, "prep")
        for inner in prepositional(noun, "of", "in", "behind"):  # "to six weeks of imprisonment for theft"
            yield from _of_offences(inner)
    elif noun.lemma_.lower() in _COURTS or noun.ent_type_ == "GPE":
        yield from _of_offences(noun)


def _of_offences(noun: Token) -> Iterator[Token]:
    """ "convicted in a Korsk court of stealing"."""
    for preposition in children(noun, "prep"):
        what = children(preposition, "pobj", "pcomp")
        if any(t.tag_ == "VBG" or t.lemma_.lower() in words("custody", "offences") for t in what):
            yield preposition


def sentence_drafts(story: Story, verb: Token) -> Iterator[Draft]:
    for holders, noun in _terms(verb):
        value = core(noun, without=[p for p in children(noun, "prep") if not _of_the_sentence(story, p)])
        value = value[next((n + 1 for n, t in enumerate(value) if t.lower_ == "to" and t.i < noun.i), 0) :]
        value = _and_lashes(_and_months(_without_days(_told_aside(value, noun)), noun))
        value = _and_parole(value)
        if len(value) == 1 and value[0].lemma_ in ("sentence", "term", "punishment"):
            continue
        whose = persons if verb.lemma_ == "serve" else everybody  # those who serve life are told of for their number
        told = list(dict.fromkeys(s for h in holders[:1] for s in whose(story, h)))
        several = _several_terms(value)
        for subject in told[: 1 if several else MOST]:
            yield Draft(subject, "sentence", text_of(story, value), [*clause(verb), *value], "sentence", at=verb)
        if told:
            return


def _told_aside(value: list[Token], noun: Token) -> list[Token]:
    """ "five years in a colony on charges of theft": the length without for what and when."""
    cut = next((n for n, t in enumerate(value) if t.i > noun.i and t.lower_ in _ASIDE), len(value))
    return value[:cut]


def _without_days(value: list[Token]) -> list[Token]:
    """ "two years in prison Tuesday": the day on which it was told is no part of it."""
    while len(value) > 1 and value[-1].ent_type_ == "DATE" and value[-1].text[:1].isupper():
        value = value[:-1]
    return value


def _several_terms(value: list[Token]) -> bool:
    """ "12 and 13 years", "two and four years respectively", "between 3 and 5 years": not the same for each."""
    rows = zip(value, value[1:], value[2:], strict=False)
    joined_up = any(a.like_num and b.lower_ in ("and", "to") and c.like_num for a, b, c in rows)
    return joined_up or bool({t.lower_ for t in value} & {"respectively", "between"})


def _and_months(value: list[Token], noun: Token) -> list[Token]:
    """ "three years and nine months", of which the parse may hang the months elsewhere."""
    after = noun.doc[noun.i + 1 : min(noun.i + 4, noun.sent.end)]
    if noun.lemma_ != "year" or len(after) < _AND_MONTHS or after[0].lower_ != "and" or after[2].lemma_ != "month":
        return value
    return sorted({t.i: t for t in (*value, *after)}.values(), key=lambda t: t.i)


def _and_lashes(value: list[Token]) -> list[Token]:
    """ "ten years in prison and 50 lashes"."""
    last = value[-1]
    ahead = last.doc[last.i + 1 : min(last.i + _AND_MONTHS + 1, last.sent.end)]
    lashes = (
        len(ahead) == _AND_MONTHS and ahead[0].lower_ == "and" and ahead[2].lemma_ in ("lash", "stroke", "flogging")
    )
    return [*value, *ahead] if lashes else value


def _and_parole(value: list[Token]) -> list[Token]:
    """ "life without the possibility of parole", which the parse may hang on the verb."""
    last = value[-1]
    ahead = last.doc[last.i + 1 : min(last.i + _REACH, last.sent.end)]
    parole = next((t.i for t in ahead if t.lower_ == "parole"), None)
    if parole is None or ahead[0].lower_ not in ("with", "without"):
        return value
    return [*value, *last.doc[last.i + 1 : parole + 1]]


def _short(noun: Token) -> bool:
    """ "six weeks of imprisonment", "15 days in jail": lengths below those by which sentences are mostly told."""
    inside = any(t.lemma_.lower() in words("custody", "inside") for t in prepositional(noun, "of", "in", "behind"))
    return inside and noun.lemma_ in ("week", "day")


def _of_the_sentence(story: Story, preposition: Token) -> bool:
    """Whether a phrase belongs to a sentence's length and kind, and is not the prison's name: "ten years in jail"."""
    if preposition.lower_ in ("with", "without"):
        return any(
            o.lemma_ in ("labour", "labor", "work", "possibility", "parole") for o in children(preposition, "pobj")
        )
    if preposition.lower_ not in ("in", "of"):
        return False
    if any(o.ent_type_ == "DATE" for o in children(preposition, "pobj")):
        return False  # "18 months in 1999"
    held = [story.cast.at(o) for o in children(preposition, "pobj")]
    return not any(e and story.cast.kind(e) == "facility" and story.cast.named(e) for e in held)


def _terms(verb: Token) -> Iterator[tuple[list[Token], Token]]:
    """What a court gave, with to whom."""
    lemma = verb.lemma_
    if lemma in ("sentence", "condemn", "convict"):
        bare = [
            n
            for n in children(verb, "dobj", "npadvmod", "oprd")
            if n.lemma_ in ("year", "month") and passive(verb) and children(n, "nummod")
        ]
        to = [o for p in prepositions(verb) if _leads_to(p) for o in children(p, "pobj")] or _flatly(verb)
        yield from ((undergoers(verb), noun) for noun in _to_jail_for(verb, to))
        for noun in [*to, *bare]:
            if (
                noun in wordlist("sentence")
                or noun.lower_ in ("death", "life", "prison")
                or noun.lemma_ in ("lash", "stroke")
                or _short(noun)
                or noun in bare
            ):
                yield undergoers(verb), noun
    elif lemma in ("commute", "reduce", "lower", "raise", "increase", "cut", "extend"):
        yield from _changed(verb)
    elif lemma in ("give", "hand", "award", "receive", "serve", "get", "face", "complete", "finish", "end"):
        yield from _given(verb, lemma)
        yield from _given_to(verb)
    elif lemma in ("jail", "imprison") and has_duration(verb):
        for noun in prepositional(verb, "for"):
            if noun.lemma_ in ("year", "month", "life") and not _so_far(noun):
                yield undergoers(verb), noun


def _flatly(verb: Token) -> list[Token]:
    """ "sentenced in 2024 to 11 years behind bars", where the parse hangs "to" on the number."""
    ahead = verb.doc[verb.i + 1 : min(verb.i + _REACH, verb.sent.end)]
    to = next((t.i for t in ahead if t.lower_ == "to" and t.dep_ == "quantmod"), None)
    if to is None:
        return []
    return [t for t in verb.doc[to + 1 : min(to + 4, verb.sent.end)] if t.lemma_ in ("year", "month")][:1]


def _given(verb: Token, lemma: str) -> Iterator[tuple[list[Token], Token]]:
    """ "gave her ten years", "received a life sentence", "is serving five years"."""
    objects = children(verb, "dobj", "attr", "oprd") or (children(verb, "npadvmod") if verb.lemma_ == "give" else [])
    for noun in [n for o in objects if not _part_served(o) for n in joined(o)]:
        if lemma == "face" or not (_is_term(noun) or _years_given(verb, noun)):
            continue
        if lemma == "serve" and _in_office(verb, noun):
            continue
        if lemma == "serve" and noun.lemma_ in ("year", "month") and _over(verb):
            continue
        given = undergoers(verb) if passive(verb) else _receiving(verb)
        yield (given if lemma in ("give", "hand", "award") else subjects(verb)), noun


def _in_office(verb: Token, term: Token) -> bool:
    """ "served two terms as president"."""
    return any(c.lower_ == "as" for t in (verb, term) for c in children(t, "prep"))


def _receiving(verb: Token) -> list[Token]:
    """ "gave her ten years", "handed a seven-year sentence to her"."""
    direct = [c for c in children(verb, "dative") if c.pos_ != "ADP"]
    return direct or [o for c in children(verb, "dative", "prep") if c.lower_ == "to" for o in children(c, "pobj")]


def _over(verb: Token) -> bool:
    """ "served nine years", "after serving nine years": how long somebody was held, and not a sentence to be served."""
    return verb.tag_ in ("VBD", "VBN") or (verb.tag_ == "VBG" and verb.dep_ == "pcomp")


def _so_far(length: Token) -> bool:
    """ "jailed for the past six years"."""
    return any(c.lower_ in ("past", "last") for c in length.children)


def _to_jail_for(verb: Token, to: list[Token]) -> list[Token]:
    """ "sentenced to jail for two years"."""
    if not any(o.lower_ in ("jail", "prison", "imprisonment", "custody") for o in to):
        return []
    long = [*prepositional(verb, "for"), *(t for o in to for t in prepositional(o, "for", "of"))]
    return [noun for noun in long if noun.lemma_ in ("year", "month", "life")]


def _leads_to(preposition: Token) -> bool:
    """ "to", and "in absentia to", which the parse takes for one."""
    after = [t.lower_ for t in preposition.doc[preposition.i + 1 : preposition.i + 3]]
    return preposition.lower_ == "to" or (preposition.lower_ == "in" and after == ["absentia", "to"])


def _given_to(verb: Token) -> Iterator[tuple[list[Token], Token]]:
    """ "a six-year term was handed to her"."""
    to = list(prepositional(verb, "to")) if passive(verb) and verb.lemma_ in ("give", "hand", "award") else []
    yield from ((to, noun) for noun in children(verb, "nsubjpass") if to and _is_term(noun))


def _part_served(noun: Token) -> bool:
    """ "two years of his sentence": a part of it, and not the sentence."""
    return noun.lemma_ in ("year", "month", "half") and any(
        t.lemma_ in ("sentence", "term") for n in joined(noun) for t in prepositional(n, "of")
    )


def _changed(verb: Token) -> Iterator[tuple[list[Token], Token]]:
    """ "commuted his death sentence to life", "her sentence was cut to four years"."""
    changed = undergoers(verb) or ([s for s in children(verb, "nsubj") if verb.dep_ == "ccomp"])
    sentence = next((n for n in changed if n.lemma_ in ("sentence", "term", "punishment")), None)
    if sentence is None:
        return
    holders = [*children(sentence, "poss"), *prepositional(sentence, "of", "on")]
    to = [o for t in verb.subtree if t.lower_ == "to" and t.dep_ == "prep" for o in children(t, "pobj")]
    for noun in to[:1]:
        if noun.lemma_ in ("year", "month", "life", "imprisonment", "term") or (noun.pos_ == "NUM" and holders):
            yield holders, noun


def _years_given(verb: Token, noun: Token) -> bool:
    """ "was given three years", "got ten years": lengths as a court gives them, with nothing to be done in them."""
    if noun.lemma_ not in ("year", "month") or not children(noun, "nummod") or children(noun, "acl", "relcl"):
        return False
    if any(c.tag_ == "TO" for t in verb.children for c in t.children if t.dep_ in ("xcomp", "advcl") and t.i > noun.i):
        return False
    if verb.lemma_ in ("get", "receive", "serve"):
        return True
    return passive(verb) or any(s in wordlist("authority") for s in subjects(verb))


def passed_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """ "his death sentence", "the death sentence of Anton Brel", "the 12-year sentence handed to her"."""
    if _in_office(noun.head, noun):
        return
    kinds = [c for c in noun.children if c.dep_ in ("compound", "amod", "nmod", "nummod") and c.i < noun.i]
    told = [
        c for c in kinds if c.lower_ in ("death", "life", "year", "month") or any(t.tag_ == "CD" for t in c.subtree)
    ]
    if not told:
        yield from _of_years(story, noun)
        return
    holders = [*children(noun, "poss"), *prepositional(noun, "of", "against")]
    for verb in children(noun, "acl"):
        if verb.lemma_ in ("pass", "hand", "impose", "give"):
            holders += [*prepositional(verb, "on", "to", "upon", "against")]
    above = noun.head
    if noun.dep_ == "pobj" and above.lower_ == "of" and above.head.lemma_ in ("year", "month"):  # "two years of a …"
        above = above.head.head if above.head.dep_ == "dobj" else above.head.head.head
    if noun.dep_ in ("dobj", "pobj") and above.lemma_ in _SERVING:
        holders += subjects(above)
    for subject in [s for h in holders[:1] for s in persons(story, h)][:1]:
        first = min(t.i for k in told for t in k.subtree)
        value = list(noun.doc[first : noun.i + 1])
        yield Draft(subject, "sentence", text_of(story, value), [*value, *holders[:1]], "sentence of")


def _of_years(story: Story, noun: Token) -> Iterator[Draft]:
    """ "her sentence of eight years", "a sentence of ten months was handed to her"."""
    is_so = children(noun.head, "attr") if noun.dep_ == "nsubj" and noun.head.lemma_ == "be" else []
    long = [*prepositional(noun, "of"), *is_so]
    length = next((o for o in long if o.lemma_ in ("year", "month", "life", "death")), None)
    if length is None:
        return
    holders = children(noun, "poss")
    for subject in [s for h in holders[:1] for s in persons(story, h)][:1]:
        value = core(length)
        yield Draft(subject, "sentence", text_of(story, value), [noun, *value, *holders[:1]], "sentence of")


def _is_term(noun: Token) -> bool:
    if noun in wordlist("penalty") or noun in wordlist("life"):
        return True
    years = noun.lemma_ in ("year", "month") and any(c.dep_ == "nummod" for c in noun.children)
    return years and any(t.lemma_ in words("custody", "held_in") for t in prepositional(noun, "in", "behind"))
