"""Whether something is said of people in general, or counted over a time, and not of what happened once."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.clauses import antecedent, children, doers, is_verb, prepositional
from habeas.reading.events.hits import Hit
from habeas.reading.events.lexicon import wordlist
from habeas.reading.numerals import number_of
from habeas.reading.people import in_custody
from habeas.reading.story import Story
from habeas.reading.tables import words

_GENERAL_TAGS = frozenset({"VBP", "VBZ"})
_ANYONE = frozenset({"people", "persons", "civilians", "individuals", "citizens"})
_TAKEN = frozenset({"arrest", "abduction", "death", "disappearance", "torture"})
_MAY = frozenset({"can", "could", "may", "might", "must", "shall", "should", "would"})
_WHOEVER = frozenset(
    {"person", "individual", "citizen", "suspect", "defendant", "accused", "detainee", "prisoner", "convict", "inmate"}
)
_WHO_MAY = frozenset({"anyone", "anybody", "whoever", "everyone", "everybody", "those"})
_ANY = frozenset({"a", "an", "any", "every", "each"})
_SPANS = frozenset({"year", "month", "week", "decade"})
_JOINED = 3
_NO_ONE_DAY = 1000
"""People of whom "have been arrested" is a count over a time."""
_TEN = 10
_MANY = 100
_COUNTED_BY_YEAR = _TAKEN - {"abduction"} | {"execution", "release", "sentence", "conviction", "charge", "deportation"}
_YEAR = 4
"""Characters of a year in EDTF."""
_STATES = frozenset({"hold", "keep", "be", "remain", "detain", "miss", "withhold"})
_EACH = frozenset({"each", "every"})
_PERIODS = frozenset({"year", "month", "week", "day"})


def general(story: Story, hit: Hit) -> bool:
    """Whether it is said of people in general, not of what happened once."""
    if hit.type in ("death", "execution") and _going_on(hit.clause):
        return True
    if any(
        holds(story, hit)
        for holds in (
            _of_a_crime,
            _any_of_those,
            _total,
            _yearly,
            _some,
            _elsewhere,
            _if_convicted,
            _anybody,
            _by_whoever,
        )
    ):
        return True
    if hit.persons.listed or not hit.persons.tokens or story.page.passage(hit.last).role in ("title", "caption"):
        return False
    bare = all(_bare_plural(antecedent(t)) for t in hit.persons.tokens)
    bare = bare and not any(story.cast.named(p) and story.cast.kind(p) == "person" for p in hit.persons.ids)
    if hit.clause == hit.last and not is_verb(hit.clause):
        return bare and all(not of_a_people(t) for t in hit.persons.tokens)
    if hit.rule.startswith("adjective"):
        return bare
    often = any(
        c.lower_ in words("standing", "general_adverbs") for v in (hit.clause, _first(hit.clause)) for c in v.children
    )
    anyone = bare and all(t.lower_ in _ANYONE for t in hit.persons.tokens)
    if (anyone and _have_been(hit.clause)) or (bare and hit.type in _TAKEN and _again_and_again(hit)):
        return True
    if not bare:
        return often and _present(_first(hit.clause))
    return (
        often
        or (_present(_finite(hit.clause)) and not _on_a_day(hit.clause))
        or (_gerund(hit.clause) and all(not of_a_people(t) for t in hit.persons.tokens))
    )


def _first(verb: Token) -> Token:
    """The first of a row of joined verbs, whose helpers and adverbs the others share."""
    while verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "nsubj", "nsubjpass", "aux", "auxpass"):
        verb = verb.head
    return verb


def _by_whoever(_: Story, hit: Hit) -> bool:
    """ "Anyone who insults the president faces prison": whoever it may be."""
    return _present(hit.clause) and any(t.lower_ in _WHO_MAY for t in doers(hit.clause))


def _of_a_crime(story: Story, hit: Hit) -> bool:
    """ "Arrested for assaulting his wife", "charged with killing two officers": what the accused is said to have done,
    to people who have no part in the report."""
    verb = hit.clause
    if hit.type == "protest" and not is_verb(verb):
        verb = next((t for t in verb.ancestors if is_verb(t)), verb)  # "jailed for taking part in a rally"
    while verb.dep_ == "conj" and is_verb(verb.head):
        verb = verb.head
    gerund = (
        verb.head.tag_ == "VBG" and verb.head.dep_ == "pobj"
    )  # a noun to the parse: "convicted of kidnapping and …"
    verb = verb.head if verb.dep_ == "conj" and gerund else verb
    if (
        verb.dep_ not in ("pcomp", "pobj")
        or verb.tag_ != "VBG"
        or verb.head.lower_ not in ("for", "of", "with", "over", "to")
    ):
        return False
    above = verb.head.head
    if above.lemma_.lower() not in words("event_words", "accusing"):
        return False
    if hit.type == "protest":
        return True
    if any(t in wordlist(name) for d in doers(verb) for name in ("officers", "jailers", "authority") for t in (d,)):
        return False
    if any(in_custody(story.cast, t) for t in hit.persons.tokens):
        return False
    return hit.type == "ill_treatment" or not any(story.cast.named(p) for p in hit.persons.ids)


def _if_convicted(_: Story, hit: Hit) -> bool:
    """ "faces ten years if convicted": no more than a condition of something else."""
    verb = hit.clause
    if hit.type not in ("conviction", "hearing", "charge", "sentence", "arrest"):
        return False
    if not any(c.lower_ == "if" for c in verb.children):
        return verb.dep_ == "conj" and is_verb(verb.head) and verb.i - verb.head.i <= _JOINED and _bare_if(verb.head)
    return _bare_if(verb)


def _bare_if(verb: Token) -> bool:
    """ "if convicted", "if found guilty": a condition without a subject of its own."""
    if not any(c.lower_ == "if" for c in verb.children):
        return False
    return verb.tag_ in ("VBN", "VBD") and not children(verb, "nsubj", "nsubjpass", "aux", "auxpass")


def _anybody(story: Story, hit: Hit) -> bool:
    """ "a person can be detained for two years": what the law or custom does to whoever it is."""
    tokens = [antecedent(t) for t in hit.persons.tokens]
    if not tokens or any(story.cast.named(p) for p in hit.persons.ids):
        return False
    verb = hit.clause
    while verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
    if not any(c.lower_ in _MAY for c in children(verb, "aux")) and not any(
        c.lower_ in _MAY for v in verb.ancestors for c in children(v, "aux")
    ):
        return False
    return all(t.lemma_.lower() in _WHOEVER and any(c.lower_ in _ANY for c in children(t, "det")) for t in tokens)


def _going_on(verb: Token) -> bool:
    """ "is dying", "are killing him": nobody is dead yet."""
    helpers = [c.lower_ for c in verb.children if c.dep_ in ("aux", "auxpass")]
    return verb.tag_ == "VBG" and any(h in ("is", "are", "'re", "'s", "am", "been") for h in helpers)


def _again_and_again(hit: Hit) -> bool:
    """ "Writers are being jailed", "priests were being abducted", "they are kidnapping people": what goes on, with no
    place nor day.
    """
    verb = hit.clause
    row = [verb, *([verb.head] if verb.dep_ == "conj" and is_verb(verb.head) else []), _first(verb)]
    if any(t.lemma_ in ("see", "witness") for t in verb.doc[verb.sent.start : verb.i]):
        return False  # "a crackdown that has seen nurses being tortured"
    going_on = verb.tag_ == "VBG" and any(c.lower_ in ("is", "are") for c in children(verb, "aux"))
    if not going_on and not any(c.lower_ == "being" for v in row for c in children(v, "aux", "auxpass")):
        return False
    named = any(children(antecedent(t), "prep", "relcl", "acl", "amod") for t in hit.persons.tokens)
    return not named and not _on_a_day(verb)


def _have_been(verb: Token) -> bool:
    """ "People have been taken from their homes": what has gone on, with no day and no named place."""
    row = [verb, _first(verb)]
    if not any(c.lower_ in ("have", "'ve") for v in row for c in children(v, "aux")):
        return False
    told = [t for v in row for t in (*prepositional(v), *children(v, "npadvmod")) if t.head.lower_ != "for"]
    return not any(t.ent_type_ == "DATE" or t.pos_ == "PROPN" for t in told)


def _on_a_day(verb: Token) -> bool:
    """ "Guards beat prisoners on Monday": a form that could be present has a day on which it was."""
    days = [*prepositional(verb, "on", "last"), *children(verb, "npadvmod")]
    return any(t.ent_type_ == "DATE" and t.tag_ != "NNS" for t in days)


def _finite(verb: Token) -> Token:
    """The verb above an infinitive that lends it its tense: "allows police to detain suspects"."""
    while verb.tag_ == "VB" and verb.dep_ in ("xcomp", "ccomp") and is_verb(verb.head):
        verb = verb.head
    return verb


def _gerund(verb: Token) -> bool:
    return verb.tag_ == "VBG" and not children(verb, "aux")


def _present(verb: Token) -> bool:
    """The simple present, active or passive: "are denied", "deny", but not "are being denied" or "have been"."""
    helpers = [c for c in verb.children if c.dep_ in ("aux", "auxpass")]
    if verb.tag_ == "VBG" or any(c.lower_ in ("being", "been", "have", "has", "had") for c in helpers):
        return False
    if helpers:
        return helpers[0].tag_ in _GENERAL_TAGS
    return verb.tag_ in _GENERAL_TAGS


def _bare_plural(noun: Token) -> bool:
    if noun.tag_ not in ("NNS", "NNPS", "NN") or (
        noun.tag_ == "NN" and noun.lemma_ not in ("anyone", "anybody", "someone")
    ):
        return noun.lower_ in ("anyone", "everyone", "anybody", "those", "one")
    own = (c for c in noun.children if c.dep_ in ("det", "poss", "nummod", "appos"))
    return all(c.lower_ == "all" for c in own)  # "all prisoners are treated well"


def of_a_people(noun: Token) -> bool:
    words_before = list(antecedent(noun).children)
    return any(c.ent_type_ in ("NORP", "GPE") or c.pos_ == "PROPN" or _capital(c) for c in words_before)


def _capital(word: Token) -> bool:
    return word.text[0].isupper() and not word.is_sent_start


def _elsewhere(story: Story, hit: Hit) -> bool:
    """Deaths of people whom nothing names or shows in custody, by nobody's hand or by the number: figures, no cases."""
    if hit.type != "death" or any(story.cast.named(p) and not _counted_people(story, hit, p) for p in hit.persons.ids):
        return False
    if hit.actors.ids and not (hit.persons.tokens and all(map(_no_one_case, hit.persons.tokens))):
        return False
    if any(in_custody(story.cast, t) for t in hit.persons.tokens) or any(
        story.cast.kind(p) not in ("person", "group") for p in hit.persons.ids
    ):
        return False
    near = hit.clause.sent
    held = ("prison", "custody", "in_custody", "keepers")
    return not any(t in wordlist(name) for t in near if t.is_lower and t.pos_ == "NOUN" for name in held)


def _counted_people(story: Story, hit: Hit, entity: str) -> bool:
    """ "60 Veskarians died": a people, named as the people of a country are, and counted."""
    counted = any(children(antecedent(t), "nummod") for t in hit.persons.tokens)
    return counted and (story.cast.kind(entity) == "group" or story.cast.name(entity).endswith("s"))


def _no_one_case(token: Token) -> bool:
    """ "Several of them", "more than 2,000 people", "214 people": too many, or told too vaguely, for one case."""
    noun = antecedent(token)
    numbers = [number_of(t.text) or 0 for t in (noun, *children(noun, "nummod"))]
    few = 0 < max(numbers) < _MANY
    return not few and (noun.lower_ in ("many", "several", "most", "some") or _rounded(noun) or max(numbers) >= _MANY)


def _any_of_those(story: Story, hit: Hit) -> bool:
    """ "Those tried in absentia may appeal": whoever they are; but "those arrested include A" names them."""
    if hit.persons.listed or len(hit.persons.tokens) != 1 or any(story.cast.named(p) for p in hit.persons.ids):
        return False
    head = antecedent(hit.persons.tokens[0])
    inside = hit.clause.dep_ in ("acl", "relcl") and hit.clause.head == head
    return inside and (head.lower_ in ("those", "anyone", "everyone", "many", "most") or _bare_plural(head))


def _yearly(story: Story, hit: Hit) -> bool:
    """ "The 1,000 people shot each year"."""
    each = any(t.lower_ in _EACH and t.head.lemma_ in _PERIODS for t in hit.clause.subtree)
    return each and not any(story.cast.named(p) for p in hit.persons.ids)


def _some(story: Story, hit: Hit) -> bool:
    """ "They were able to arrest some traffickers": nobody says who or how many, nor when."""
    if hit.type != "arrest" or not hit.persons.tokens or story.times.of(hit.clause) is not None:
        return False
    return all(any(c.lower_ == "some" for c in children(antecedent(t), "det")) for t in hit.persons.tokens)


def _total(story: Story, hit: Hit) -> bool:
    """ "31 people have been tried since 2029", "in all, 40 died this year": a count over a time, no one event."""
    if hit.persons.listed or any(story.cast.kind(p) == "person" for p in hit.persons.ids):
        return False
    if hit.rule == "noun:arrest" and story.times.of(hit.last) is None and any(map(_of_no_one_day, hit.persons.tokens)):
        return True  # "the arrest of 2,175 traffickers"
    if not is_verb(hit.clause):
        return False
    counted = any(_rounded(antecedent(t)) for t in hit.persons.tokens)
    if hit.clause.lemma_ in _STATES or hit.rule.startswith("refusal"):
        return False
    verb = hit.clause
    while verb.dep_ in ("conj", "xcomp") and is_verb(verb.head) and not children(verb, "nsubj", "nsubjpass"):
        verb = verb.head
    perfect = any(c.lower_ in ("have", "has") for v in (verb, hit.clause) for c in children(v, "aux"))
    if perfect and counted:
        return True
    since = any(c.lower_ == "since" and list(c.children) for c in (*verb.children, *hit.clause.children))
    if any(c.lower_ == "as" and any(o.lower_ == "of" for o in c.children) for c in children(verb, "prep")):
        return True  # "as of 18 August, 95 had been arrested"
    over = any(t.lemma_.lower() in words("event_words", "spans") for v in (verb, hit.clause) for t in _over(v))
    this_far = hit.rule.startswith("verb") and any(_this_far(v) for v in (verb, hit.clause))
    return (perfect and (since or this_far)) or over


def over_a_year(story: Story, hit: Hit, when: str | None) -> bool:
    """ "In 2021, at least 277 writers were jailed": a count over a year, no one event."""
    if when is None or len(when.partition("/")[0]) != _YEAR or hit.type not in _COUNTED_BY_YEAR:
        return False
    if hit.persons.listed or not hit.persons.tokens or not is_verb(hit.clause):
        return False
    if any(story.cast.named(p) or story.cast.kind(p) != "group" for p in hit.persons.ids):
        return False
    nouns = [antecedent(t) for t in hit.persons.tokens]
    counts = [(t, number_of(n.text) or 0) for t in nouns for n in (t, *children(t, "nummod"))]
    enough = _TEN if hit.type in ("death", "execution") else _MANY
    return any(count >= enough or (count and _rounded(noun)) for noun, count in counts)


def _this_far(verb: Token) -> bool:
    """ "Have died this year": counted up to now."""
    return any(t.lemma_ in _SPANS and any(c.lower_ == "this" for c in t.children) for t in children(verb, "npadvmod"))


def _rounded(noun: Token) -> bool:
    """ "More than 40 people", "dozens", "hundreds of students": numbers that nobody counted on one day."""
    if noun.lower_ in words("event_words", "many"):
        return True
    if _of_no_one_day(noun):
        return True
    low = [c for c in noun.children if c.dep_ in ("nummod", "amod", "det")]
    return any(t.lower_ in words("event_words", "rounding") for c in low for t in (c, *c.children))


def _of_no_one_day(noun: Token) -> bool:
    return any((number_of(t.text) or 0) >= _NO_ONE_DAY for t in (noun, *children(noun, "nummod")))


def _over(verb: Token) -> list[Token]:
    """What stands after "over", "between" or "in", and "so far", "in all", "within the period"."""
    found = [t for t in prepositional(verb, "in") if t.lower_ in ("all", "total")]
    found += [t for t in prepositional(verb, "over", "between") if t.ent_type_ == "DATE"]
    found += [t for t in prepositional(verb, "within", "during", "in") if t.lower_ == "period"]
    return found + [c for c in verb.children if c.dep_ == "advmod" and c.lower_ == "far"]
