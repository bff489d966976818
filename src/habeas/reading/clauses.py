"""Who does what to whom in a clause, from spaCy's dependency tree: voice, shared and controlled subjects."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

from spacy.strings import get_string_id
from spacy.tokens import Token

from habeas.reading.tables import words

SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_DITRANSITIVE = frozenset({"deny", "refuse", "give", "offer", "grant", "allow", "hand", "serve", "award", "permit"})
_BARE_PARTICIPLE = frozenset({"acl", "amod", "advcl", "conj", "ROOT", "dep", "pcomp", "relcl", "ccomp", "appos"})
_OBJECT_OF_PREPOSITION = frozenset({"accuse", "suspect", "convict", "prevent", "stop", "ban", "bar", "keep", "acquit"})
_NO_OBJECTS = frozenset({"masse", "prisoner", "hostage", "captive"})
"""What the parser takes for an object and is none: "transferred en masse"."""
_MAX_STEPS = 8
_WHOLE = frozenset({"both", "all"})
_ROW_AND_COMMA = 2
_PLACING = frozenset({"from", "in", "at", "near", "outside", "of"})
_SEVERAL = frozenset({"are", "were", "have"})
_NAME_AND_COMMAS = 3
_JOINED = 3
"""Tokens from a verb to one joined to it with little between: "abducted and then killed"."""


def is_verb(token: Token) -> bool:
    """Whether a token heads a clause or is a participle."""
    return token.pos_ in ("VERB", "AUX") or token.tag_ in ("VBN", "VBG", "VBD")


@cache
def _numbers(deps: tuple[str, ...]) -> frozenset[int]:
    """Dependency labels as spaCy's numbers for them, which are compared sooner."""
    return frozenset(map(get_string_id, deps))


def children(token: Token, *deps: str) -> list[Token]:
    """The children of a token with one of the given dependency labels, in text order."""
    wanted = _numbers(deps)
    return [child for child in token.children if child.dep in wanted]


_NEVER_DONE = frozenset(
    {"die", "succumb", "perish", "collapse", "faint", "disappear", "vanish", "fall", "go", "come", "become", "remain"}
    | {"flee", "escape", "return", "appear", "arrive", "drown"}
)


def passive(verb: Token) -> bool:
    """Whether a verb's grammatical subject is the one to whom it happens."""
    if children(verb, "auxpass", "nsubjpass"):
        return True
    if verb.tag_ == "VBN" and verb.dep_ == "ccomp" and verb.head.lemma_ == "have" and not children(verb, "aux", "mark"):
        return True  # "had their masks taken off them"
    if children(verb, "nsubj", "expl") or verb.tag_ not in ("VBN", "VBD"):
        return False
    if verb.tag_ == "VBN" and verb.dep_ in ("acomp", "attr", "oprd") and verb.head.lemma_ in ("be", "get"):
        return True
    reduced = verb.dep_ in ("acl", "amod") and not children(verb, "aux")
    if reduced and (verb.tag_ == "VBN" or not children(verb, "dobj")):
        return True  # "all others jailed for it": no finite verb, whatever the tagger says
    has_object = any(o.lower_ not in _NO_OBJECTS or any(o.lefts) for o in children(verb, "dobj"))
    if verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "aux"):
        if verb.lemma_ in _NEVER_DONE:
            return False  # "was shot and died"
        return passive(verb.head) and (not has_object or verb.lemma_ in _DITRANSITIVE)
    bare = verb.dep_ in _BARE_PARTICIPLE and not children(verb, "aux") and verb.tag_ == "VBN"
    return bare and (not has_object or verb.lemma_ in _DITRANSITIVE)


def antecedent(token: Token) -> Token:
    """The noun for which a relative pronoun or "both of whom" stands; any other token itself."""
    if token.lower_ in _WHOLE:
        return _of_whom(token)
    if token.tag_ not in ("WP", "WDT", "WP$") or token.lower_ == "what":
        return token
    for step in token.ancestors:
        if step.dep_ in ("relcl", "acl"):
            found = antecedent(step.head)
            return found if token.tag_ == "WDT" else _whose_clause(token, step, found)
    return token


def _whose_clause(pronoun: Token, verb: Token, noun: Token) -> Token:
    """Whom a clause with "who" behind a comma tells of, which the parse gives to the last noun before it.

    "Ada Lund, from the town of Korda, who is held": not the town; "Ada Lund and Lev Tarn, who were freed": both.
    """
    if noun.i > pronoun.i or pronoun.nbor(-1).text != ",":
        return noun
    while noun.dep_ == "pobj" and noun.head.lower_ in _PLACING and noun.head.head.pos_ in ("NOUN", "PROPN"):
        above = noun.head.head
        if noun.head.lower_ == "of" and above.lemma_.lower() not in words("people", "place_nouns"):
            break
        noun = above
    several = any(c.lower_ in _SEVERAL for c in (verb, *children(verb, "aux", "auxpass")))
    while several and noun.dep_ == "conj" and noun.pos_ == noun.head.pos_ == "PROPN":
        noun = noun.head
    return noun


def _of_whom(whole: Token) -> Token:
    """The head of the row before ", both of whom …", which the parse hangs on the clause as often as on the row."""
    if not any(o.tag_ == "WP" for o in of_phrase(whole)) or whole.i < _ROW_AND_COMMA or whole.nbor(-1).text != ",":
        return whole
    last = whole.nbor(-2)
    while last.dep_ in ("conj", "compound") and last.head.pos_ in ("NOUN", "PROPN"):
        last = last.head
    return last if last.pos_ in ("NOUN", "PROPN") else whole


def subjects(verb: Token, steps: int = 0) -> list[Token]:
    """The heads of the grammatical subject, its own, shared ("was arrested and jailed") or controlled."""
    own = children(verb, *SUBJECTS) or [s for a in children(verb, "aux", "auxpass") for s in children(a, *SUBJECTS)]
    own = own or [s for a in children(verb, "auxpass") if a.i > verb.i for s in children(a, "attr")]  # "detained was …"
    if own and own[0].pos_ in ("VERB", "AUX") and own[0].tag_ != "VBG" and children(own[0], "nsubj"):
        return [antecedent(children(own[0], "nsubj")[0])]  # "Ada Lund alias Una was arrested"
    if own:
        return [antecedent(own[0])]
    before = _right_before(verb)
    if before is not None:
        return [before]
    head = verb.head
    if steps > _MAX_STEPS or head == verb:
        return _cut_off(verb) if children(verb, "auxpass") else []
    if verb.dep_ == "conj":
        state = head.dep_ == "acomp" and verb.tag_ == "VBN" and not is_verb(head)  # "was handcuffed and driven"
        above = head.head if state else head
        return subjects(above, steps + 1) if is_verb(above) else []
    if verb.dep_ == "acl" and _of_a_row(verb, head):
        return subjects(head.head.head, steps + 1)
    if verb.dep_ in ("acl", "amod", "relcl"):
        return _of_noun(verb, head, steps)
    return _controlled(verb, head, steps)


def _of_a_row(verb: Token, head: Token) -> bool:
    """ "Was detained by police, beaten and released": a participle that the parse gives to the police."""
    agent = head.head
    return verb.tag_ == "VBN" and agent.dep_ == "agent" and agent.head != agent and verb.nbor(-1).text == ","


def _right_before(verb: Token) -> Token | None:
    """ "A boy aged 14, Ada Lund, was arrested": a name between commas right before "was", which the parse hangs on
    something else."""
    first = next((c for c in verb.children if c.dep_ == "auxpass"), None)
    if first is None or verb.dep_ not in ("ccomp", "conj", "advcl") or first.i - verb.sent.start < _NAME_AND_COMMAS:
        return None
    comma, name = first.nbor(-1), first.nbor(-2)
    if comma.text != "," or name.tag_ != "NNP" or name.dep_ not in ("npadvmod", "dobj", "appos", "dep", "oprd"):
        return None
    return name


def _cut_off(verb: Token) -> list[Token]:
    """ "In the state of Korda, Ada Lund, who …, was arrested": a subject taken for an apposition of the place."""
    before = verb.doc[verb.sent.start : verb.i]
    return [t for t in before if t.dep_ == "appos" and t.pos_ == "PROPN" and t.head.dep_ == "pobj"][:1]


def _controlled(verb: Token, head: Token, steps: int) -> list[Token]:
    """The subject that a verb without one of its own has from the word above it."""
    if verb.dep_ in ("acomp", "attr", "oprd") and is_verb(head):
        return subjects(head, steps + 1)
    if verb.dep_ in ("xcomp", "ccomp"):
        controlled = [] if passive(head) else children(head, "dobj", "dative")
        return controlled[:1] or subjects(head, steps + 1)
    if verb.dep_ == "advcl":
        return subjects(head, steps + 1) if is_verb(head) else _holder(head, steps)
    return _of_preposition(head, steps) if verb.dep_ in ("pcomp", "pobj") else []


def _of_noun(verb: Token, head: Token, steps: int) -> list[Token]:
    infinitive = any(child.tag_ == "TO" for child in verb.children)
    if verb.dep_ == "acl" and verb.tag_ == "VBN" and verb.nbor(-1).text == "," and head.pos_ == "NOUN":
        name = verb.nbor(-2) if verb.i - verb.sent.start > 1 else head
        if name.tag_ == "NNP" and name.dep_ in ("pobj", "conj", "appos", "poss"):
            return [name]  # "the health of Ada Lund, jailed since May": said of whom it stands behind
    return _holder(head, steps) if infinitive else [head]


def _holder(noun: Token, steps: int) -> list[Token]:
    """Whose a noun of doing is: "Varenna's refusal to …", "the refusal of …", else the subject of its clause."""
    owned = children(noun, "poss") or of_phrase(noun)
    if owned:
        return owned[:1]
    verb = next((step for step in noun.ancestors if is_verb(step)), None)
    return subjects(verb, steps + 1) if verb is not None else []


def _of_preposition(preposition: Token, steps: int) -> list[Token]:
    head = preposition.head
    if is_verb(head):
        if head.lemma_ in _OBJECT_OF_PREPOSITION:
            return undergoers(head)
        return subjects(head, steps + 1)
    return _holder(head, steps) if head != preposition else _next_subject(preposition)


def _next_subject(preposition: Token) -> list[Token]:
    """The subject of the clause that follows "Since being freed, he …" where the parse has cut them apart."""
    found = [t for t in preposition.sent if t.dep_ in SUBJECTS and t.i > preposition.i]
    return found[:1]


def of_phrase(noun: Token) -> list[Token]:
    """The objects of "of" after a noun."""
    return [o for p in noun.children if p.dep_ == "prep" and p.lower_ == "of" for o in children(p, "pobj")]


def by_phrase(token: Token) -> list[Token]:
    """Who did it, in "arrested by …" and "the arrest of … by …"."""
    return [
        antecedent(o)
        for p in token.children
        if p.lower_ == "by" and p.dep_ in ("agent", "prep")
        for o in children(p, "pobj")
    ]


def at_hands_of(token: Token) -> list[Token]:
    """Who did it, in "died at the hands of …", "the torture of … at the hands of …"."""
    hands = [o for p in token.children if p.lower_ == "at" for o in children(p, "pobj") if o.lower_ == "hands"]
    return [antecedent(o) for h in hands for o in of_phrase(h)]


def undergoers(verb: Token) -> list[Token]:
    """The heads of what a verb happens to: its object, or its subject in the passive."""
    if passive(verb):
        return subjects(verb)
    if _stands_for_people(verb):
        return [verb]
    found = children(verb, "dobj") or _shared_object(verb)
    return [antecedent(found[0])] if found else _small_clause(verb) or _gap(verb)


def _stands_for_people(participle: Token) -> bool:
    """ "the four kidnapped", "the arrested": a participle with an article in a noun's place."""
    if participle.tag_ != "VBN" or participle.dep_ not in ("nsubj", "nsubjpass", "dobj", "pobj"):
        return False
    return bool(children(participle, "det", "nummod"))


def _shared_object(verb: Token) -> list[Token]:
    """The object of verbs joined to each other: "shot and killed a man", "abducted and killed him"."""
    if verb.dep_ == "conj" and is_verb(verb.head) and not children(verb, "nsubj", "aux", "auxpass", "prep", "agent"):
        found = [o for o in children(verb.head, "dobj") if o.i > verb.i]
        if found:
            return found[:1]
    for other in children(verb, "conj"):
        joined_at_once = (
            other.i - verb.i <= _JOINED and is_verb(other) and not children(other, "nsubj", "aux", "auxpass")
        )
        if joined_at_once and not passive(other):
            return [o for o in children(other, "dobj") if o.i > other.i][:1]
        if _with_a_participle(verb, other):
            return [other]
    return []


def _with_a_participle(verb: Token, noun: Token) -> bool:
    """ "Assaulted and injured reporter Ada Lund": the second verb taken for a participle before the noun."""
    second = verb.nbor(2) if verb.i + 2 < noun.i else noun
    if noun.pos_ not in ("NOUN", "PROPN") or second.tag_ != "VBN" or second.dep_ != "amod":
        return False
    return verb.nbor().dep_ == "cc" and second in noun.subtree and bool(children(verb, "nsubj"))


def _small_clause(verb: Token) -> list[Token]:
    """ "found him guilty", "set them free", "let her go": the object is the subject of the adjective or verb."""
    let_go = verb.lemma_ == "let"
    return [
        s
        for c in children(verb, "ccomp")
        if c.pos_ == "ADJ" or (let_go and c.lemma_ == "go")
        for s in children(c, "nsubj")
    ]


def _gap(verb: Token) -> list[Token]:
    """The object that a relative clause leaves out: "the man police arrested", "whom they freed"."""
    if verb.dep_ == "relcl" and children(verb, "nsubj"):
        subject = children(verb, "nsubj")[0]
        if antecedent(subject) == subject and subject.i > verb.head.i:
            return [verb.head]
    return []


def doers(verb: Token) -> list[Token]:
    """The heads of who does it: the subject, or "by …" in the passive."""
    return by_phrase(verb) if passive(verb) else subjects(verb)


def recipients(verb: Token) -> list[Token]:
    """To whom something is given or denied: "denied him visits", "was denied visits", "denied visits to her"."""
    direct = children(verb, "dative")
    if direct:
        first = direct[0]
        return children(first, "pobj") if first.pos_ == "ADP" else [first]
    if passive(verb):
        return subjects(verb)
    to = [o for p in children(verb, "prep") if p.lower_ in ("to", "for") for o in children(p, "pobj")]
    return to or children(verb, "dobj")


def prepositional(token: Token, *words: str) -> Iterator[Token]:
    """The objects of the given prepositions (any, if none is given) after a verb or noun."""
    for child in token.children:
        if child.dep_ in ("prep", "agent", "dative", "prt", "advmod") and child.pos_ in (
            "ADP",
            "ADV",
            "SCONJ",
            "PART",
        ):
            if words and child.lower_ not in words:
                if child.lower_ in ("back", "up", "out", "straight", "away", "down"):
                    yield from prepositional(child, *words)
                continue
            yield from children(child, "pobj", "pcomp")
            for inner in children(child, "prep"):
                if not words or inner.lower_ in words or child.lower_ in words:
                    yield from children(inner, "pobj", "pcomp")


def joined(token: Token) -> list[Token]:
    """A token and what is joined to it by "and", "or" or commas."""
    found = [token]
    for item in found:
        found.extend(c for c in children(item, "conj") if c.pos_ != "VERB" or is_verb(token))
    return found


def particle(verb: Token) -> str | None:
    """The particle of a phrasal verb: "up" in "picked him up"."""
    found = children(verb, "prt")
    return found[0].lower_ if found else None
