"""Of what somebody is accused."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.charges import (
    ALLEGED,
    OPENING,
    by_law,
    further_counts,
    law_in_brackets,
    quoted_after,
    quoted_next,
    told_apart,
    trimmed,
    unquoted,
)
from habeas.reading.attributes.draft import Draft, bearers, core, everybody, persons, text_of
from habeas.reading.attributes.terms import MOST, passed_drafts, prepositions, sentence_drafts
from habeas.reading.clauses import children, is_verb, passive, prepositional, subjects, undergoers
from habeas.reading.events.lexicon import wordlist
from habeas.reading.evidence import phrase
from habeas.reading.lists import people_nouns
from habeas.reading.story import Story
from habeas.reading.tables import words

_LATER = frozenset({"after", "when", "because", "while", "before", "as", "since", "although", "though"})
_ANY_CRIME = frozenset(
    {
        "additional",
        "criminal",
        "serious",
        "other",
        "further",
        "various",
        "multiple",
        "new",
        "several",
        "alleged",
        "many",
    }
)
_NO_CHARGE = frozenset({"time", "moment", "reason", "month", "week", "day", "year", "hour"})
_TRYING = frozenset(
    {
        "plead", "try", "prosecute", "be", "remain", "go", "acquit", "clear", "book", "arraign", "appear", "remand",
        "extradite",
    }
)  # fmt: skip


def penal_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What a verb or noun says of charges and sentences."""
    lemma = token.lemma_.lower()
    if is_verb(token):
        if lemma in words("custody", "charging"):
            yield from _charged(story, token)
        yield from sentence_drafts(story, token)
        yield from _for_doing(story, token)
    elif lemma in ("sentence", "term"):
        yield from passed_drafts(story, token)
        yield from _term_for(story, token)
    elif lemma in ("year", "month", "life") and token.dep_ == "dobj":
        yield from _term_for(story, token)
    elif lemma == "guilty":
        yield from _guilty(story, token)
    if lemma in words("custody", "charge_nouns") and not is_verb(token):
        if token.dep_ == "pobj" and token.head.lower_ in ("on", "of", "under", "over", "for"):
            yield from _on_charges(story, token)
        else:
            yield from _facing(story, token)
    elif lemma in ("trial", "investigation"):
        yield from _on_trial(story, token)
    elif lemma in words("custody", "taking") and not is_verb(token):
        yield from _taken_for(story, token)


def _charged(story: Story, verb: Token) -> Iterator[Draft]:
    if not passive(verb) and verb.lemma_ == "suspect":
        return
    if (
        verb.lemma_ in ("accuse", "suspect")
        and not passive(verb)
        and not any(
            s in wordlist("authority") or s.lemma_.lower() in words("custody", "accusers") for s in subjects(verb)
        )
    ):
        return
    of_whom = [p for o in children(verb, "dobj") if o.pos_ == "PROPN" for p in children(o, "prep") if p.lower_ == "of"]
    ways = [*prepositions(verb), *(of_whom if verb.lemma_ in ("accuse", "suspect") else [])]
    plain = any(p.lower_ in ("with", "of") for p in ways)  # "charged with theft for taking a car"
    for preposition in ways:
        if preposition.lower_ not in (("with", "of") if plain else ("for", "over")):
            continue
        for what in children(preposition, "pobj", "pcomp") or quoted_after(preposition):
            yield from _charge(story, _accused(story, verb), what, verb, [verb, preposition])
    if verb.lemma_ == "charge":
        for what in _in_connection(verb):
            yield from _charge(story, _accused(story, verb), what, verb, [verb, what.head])
    if verb.lemma_ == "accuse" and passive(verb):  # "was accused by prosecutors of spreading false news"
        for by in [o for c in children(verb, "agent") for o in children(c, "pobj")]:
            for what in prepositional(by, "of"):
                yield from _charge(story, undergoers(verb), what, verb, [verb, what.head])


def _in_connection(verb: Token) -> Iterator[Token]:
    """ "Charged in connection with the theft of a car": with what."""
    for connection in prepositional(verb, "in"):
        if connection.lower_ in ("connection", "relation"):
            yield from prepositional(connection, "with", "to")


def _accused(story: Story, verb: Token) -> list[Token]:
    """Who is accused; "remains in detention accused of spying" is said of who remains, not of the detention."""
    found = bearers(verb)
    if verb.dep_ != "acl" or any(_somebody(story, f) for f in found):
        return found
    above = next((t for t in verb.ancestors if is_verb(t)), None)
    return bearers(above) if above is not None else found


def _somebody(story: Story, token: Token) -> bool:
    """Whether a noun is one for people: "ten persons suspected of theft"."""
    entity = story.cast.noun(token)
    told = entity is not None and story.cast.kind(entity) in ("person", "group")
    return told or token.pos_ == "PRON" or token.lemma_.lower() in people_nouns()


def _guilty(story: Story, word: Token) -> Iterator[Draft]:
    """ "was found guilty of X", "a court found her guilty of X", "pleaded not guilty to X"."""
    verb = word.head
    if verb.lemma_ not in ("find", "plead", "declare"):
        return
    holders = subjects(verb) if verb.lemma_ == "plead" else undergoers(verb) or children(word, "nsubj")
    for preposition in [*children(word, "prep"), *prepositions(verb)]:
        crime = any(o.lemma_.lower() in words("custody", "offences") for o in children(preposition, "pobj"))
        if preposition.lower_ == ("to" if verb.lemma_ == "plead" else "of") or (preposition.lower_ == "in" and crime):
            for what in children(preposition, "pobj", "pcomp"):
                yield from _charge(story, holders, what, verb, [verb, word, preposition])
            return


def _for_doing(story: Story, verb: Token) -> Iterator[Draft]:
    """ "sentenced to three years for X", "jailed for doing X": what somebody is punished or held for."""
    if verb.lemma_.lower() not in words("custody", "punishing") or not (passive(verb) or undergoers(verb)):
        return
    cleared = verb.lemma_ in ("acquit", "clear", "exonerate")
    for preposition in prepositions(verb):
        if preposition.lower_ not in (("of",) if cleared else ("for", "over")):
            continue
        for what in children(preposition, "pobj", "pcomp") or quoted_after(preposition):
            months = what.lemma_.lower() in words("custody", "units") or what.ent_type_ in ("DATE", "TIME")
            offence = what.lemma_.lower() in words("custody", "offences")
            doing = what.tag_ == "VBG" or offence or cleared or verb.lemma_ in ("sentence", "condemn", "convict")
            if what.lower_ in ("example", "instance", "now", "good", "life"):
                continue
            if what.tag_ == "VBG" and not _named_as_offence(what, verb):
                continue
            if not months and doing and what.pos_ != "NUM":
                yield from _charge(story, undergoers(verb), what, verb, [verb, preposition])


def _named_as_offence(doing: Token, verb: Token) -> bool:
    """Whether what somebody is held or punished for doing is told as the offence, and not as what lies behind it.

    "Detained for writing a poem" says why, "detained for allegedly writing a poem" and "for “insulting the state”" of
    what somebody is accused.
    """
    before = doing.nbor(-1)
    judged = verb.lemma_ in ("sentence", "condemn", "convict", "acquit", "clear", "exonerate")
    return judged or before.text in OPENING or before.lower_ in ALLEGED


def _taken_for(story: Story, noun: Token) -> Iterator[Draft]:
    """ "The arrest of Ada Lund for inciting a crowd", "his detention over a blog post on …": for what doing."""
    whose = [*children(noun, "poss"), *prepositional(noun, "of")]
    ways = [*children(noun, "prep"), *(p for o in prepositional(noun, "of") for p in children(o, "prep", "appos"))]
    ways += [p for o in prepositional(noun, "of") for name in children(o, "appos") for p in children(name, "prep")]
    for way in ways if whose else ():
        for what in children(way, "pcomp", "pobj") if way.lower_ in ("for", "over") else ():
            alleged = what.tag_ == "VBG" and (what.nbor(-1).text in OPENING or what.nbor(-1).lower_ in ALLEGED)
            if alleged or what.lemma_.lower() in words("custody", "offences"):
                yield from _charge(story, whose, what, None, [noun, way])
                return


def _term_for(story: Story, noun: Token) -> Iterator[Draft]:
    """ "is serving a 25-year term for murder", "faces ten years in prison for sedition"."""
    verb = noun.head
    if noun.dep_ != "dobj" or verb.lemma_ not in ("serve", "face", "receive", "get", "begin", "complete", "finish"):
        return
    for what in [*prepositional(noun, "for"), *prepositional(verb, "for")]:
        if what.tag_ == "VBG" or what.lemma_.lower() in words("custody", "offences"):
            yield from _charge(story, subjects(verb), what, None, [verb, noun, what.head])
            return


def _on_charges(story: Story, noun: Token) -> Iterator[Draft]:
    verb = next((step for step in noun.ancestors if is_verb(step)), None)
    said = verb is not None and verb.lemma_ in words("speech", "verbs", "state")
    if verb is None or (said and not passive(verb)):  # "the court held", but "was held on a charge of theft"
        return
    for preposition in children(noun, "prep"):
        if preposition.lower_ == "of":
            for what in children(preposition, "pobj", "pcomp") or quoted_after(preposition):
                whose = _of_whom(story, verb)
                yield from _charge(story, whose, what, None, [noun.head, noun, preposition])
            return
    lemma = verb.lemma_.lower()
    if lemma in words("custody", "punishing") or lemma in words("custody", "charging") or lemma in _TRYING:
        yield from _kind_of_charge(story, bearers(verb), noun, [noun.head])


def _of_whom(story: Story, verb: Token) -> list[Token]:
    """Of whom "on charges of" is said, also past "… and ordered to pay a fine on charges of"."""
    found = bearers(verb) if verb.lemma_ != "serve" else subjects(verb)
    above = verb
    while not any(_somebody(story, f) for f in found) and above.dep_ in ("xcomp", "conj") and is_verb(above.head):
        above = above.head
        found = undergoers(above) or found
    return found


def _kind_of_charge(story: Story, holders: list[Token], noun: Token, before: list[Token]) -> Iterator[Draft]:
    """ "on drug charges", "faces bribery and extortion charges": what the words before the noun say."""
    if noun.tag_ != "NNS" and not children(noun, "det"):
        return
    told = [c for c in children(noun, "compound", "nmod", "amod") if c.i < noun.i and _names_offence(c)]
    if not told:
        return
    last = max(t.i for c in told for t in c.subtree if t.i < noun.i)
    first = told[0].i
    if first - noun.sent.start > 1 and noun.doc[first - 1].text == "-" and not noun.doc[first - 1].whitespace_:
        first -= 2  # "first-degree murder"
    while first > noun.sent.start and noun.doc[first - 1].pos_ == "NOUN" and _names_offence(noun.doc[first - 1]):
        first -= 1
    value = list(noun.doc[first : last + 1])
    while value and (value[-1].pos_ in ("ADJ", "PUNCT") or value[-1].lower_ == "-") and value[-1] not in told:
        value = value[:-1]
    for subject in [s for h in holders[:1] for s in everybody(story, h)][:MOST] if value else ():
        yield Draft(subject, "charge", text_of(story, [*value, noun]), [*before, *value, noun], "kind of charge")


def _names_offence(word: Token) -> bool:
    """ "drug", "treason", "spying" before "charges", not "politically motivated", "trumped-up" or "several"."""
    if word.pos_ != "NOUN" and word.tag_ != "VBG":
        return False
    return word.lower_ not in words("custody", "no_offences") and not word.text[:1].isupper()


def _facing(story: Story, noun: Token) -> Iterator[Draft]:
    """ "faces charges of X", "the charges against her include X", "denies the charge of X"."""
    verb = noun.head
    laid = noun.dep_ == "nsubjpass" and verb.lemma_ in ("file", "bring", "lay", "level", "press", "drop", "register")
    near = [*prepositional(noun, "against"), *(prepositional(verb, "against") if laid else [])]
    against = [o for o in near if persons(story, o)]
    if noun.dep_ == "dobj" and verb.lemma_ in ("face", "deny", "reject", "get", "await", "answer"):
        holders = subjects(verb)
    elif against:
        holders = against
    elif noun.dep_ == "attr" and any(c.lower_ == "facing" for c in children(noun, "amod", "acl")):
        holders = subjects(verb)  # "are each facing several charges, including theft"
    else:
        return
    for preposition in children(noun, "prep"):
        if preposition.lower_ in ("of", "including", "for", "like"):
            for what in children(preposition, "pobj", "pcomp"):
                yield from _charge(
                    story, holders, what, None, [*([verb] if verb.i < noun.i else []), noun, preposition]
                )
            break
    else:
        if (noun.dep_ == "dobj" and verb.lemma_ != "await") or laid:
            yield from _kind_of_charge(story, holders, noun, [verb])
    if noun.dep_ == "nsubj" and verb.lemma_ == "include":
        for what in children(verb, "dobj", "attr"):
            yield from _charge(story, holders, what, verb, [noun, verb])


def _on_trial(story: Story, noun: Token) -> Iterator[Draft]:
    """ "is on trial for X", "went on trial accused of X", "is under investigation for X"."""
    verb = next((step for step in noun.ancestors if is_verb(step)), None)
    if verb is None or noun.head.lower_ not in (("under",) if noun.lemma_ != "trial" else ("on", "stand", "face")):
        return
    for preposition in [*children(noun, "prep"), *children(noun.head, "prep"), *children(verb, "prep")]:
        if preposition.lower_ in ("for", "over") and preposition.i > noun.i:
            for what in children(preposition, "pobj", "pcomp"):
                if preposition.lower_ == "over" and what.lemma_.lower() not in words("custody", "offences"):
                    return  # "is on trial over a post"
                yield from _charge(story, subjects(verb), what, verb, [noun, preposition])
            return


def _charge(
    story: Story, holders: list[Token], what: Token, verb: Token | None, before: list[Token]
) -> Iterator[Draft]:
    tokens = core(what)
    if is_verb(what):
        other = {t.i for c in children(what, "conj") if c.tag_ != what.tag_ for t in c.subtree}
        for later in children(what, "advcl"):
            if any(c.dep_ == "mark" and c.lower_ in _LATER for c in later.children):
                other |= {t.i for t in later.subtree}
        told = (t for t in phrase(what, appositions=False, clauses=True) if t.i not in other)
        tokens = sorted(told, key=lambda t: t.i)
    tokens = tokens[: next((n for n, t in enumerate(tokens) if n and (by_law(t) or told_apart(t))), len(tokens))]
    if what.lemma_.lower() in words("custody", "charge_nouns"):
        for count in [what, *further_counts(what)]:
            for inner in prepositional(count, "of"):
                yield from _charge(story, holders, inner, verb, [*(before if count == what else before[:1]), count])
        return
    if what.lemma_.lower() in ("offence", "offense", "crime") and not _said_which(what):
        return
    if what.lemma_.lower() in words("custody", "laws") | _NO_CHARGE or (
        len(tokens) == 1 and tokens[0].pos_ in ("PRON", "DET")
    ):
        return
    tokens = trimmed(tokens, what, verb)
    yield from _told_of(story, [s for h in holders[:1] for s in everybody(story, h)][:MOST], tokens, before, verb)


def _said_which(crime: Token) -> bool:
    """Whether something says which offence it is: not "additional criminal offences"."""
    told = children(crime, "prep", "compound", "amod")
    return any(c.lower_ not in _ANY_CRIME for c in told)


def _told_of(
    story: Story, accused: list[str], tokens: list[Token], before: list[Token], verb: Token | None
) -> Iterator[Draft]:
    """A charge of each of the accused, with those quoted behind it and the law in brackets."""
    value = unquoted(text_of(story, tokens))
    further = list(quoted_next(tokens))
    law = law_in_brackets(further[-1] if further else tokens)
    for subject in accused:
        yield Draft(subject, "charge", value, [*before, *tokens], "charge", at=verb)
        for quoted in further:
            yield Draft(subject, "charge", text_of(story, quoted), [*before[:1], *quoted], "charge", at=verb)
        if law:
            yield Draft(subject, "legal_basis", text_of(story, law), [*before[:1], *law], "ground", at=verb)
