"""What the parser ties to the wrong word: "told them to say it and let her go", "was on Monday tried"."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc, Token

NAME = "reattached"
_FINITE = frozenset({"VBD", "VBZ", "VBP", "VBN", "VBG"})
_TIED = frozenset({"conj", "advcl"})
_OF_ITS_OWN = frozenset({"aux", "auxpass", "nsubj", "nsubjpass", "expl", "mark"})
_PARTED = frozenset({"VBN", "VBD"})
_BE = frozenset({"was", "were", "is", "are", "been"})
_HAVE = frozenset({"has", "have", "had"})
_OF_TIME = frozenset({"DATE", "TIME"})
_LONGEST_DATE = 6
_BEHIND = frozenset({"prep", "agent"})
_NOT_OF_A_DAY = frozenset({"by", "of", "in", "at", "near", "outside", "during", "for", "from", "with", "after"})
_SET_IN = frozenset({"advcl", "ccomp", "csubj", "dep"})
_NO_MONTH = frozenset({"aux", "appos"})
_TAKEN = _SET_IN | {"ROOT", "relcl"}
_SUBJECT = frozenset({"nsubj", "nsubjpass", "expl"})
_WITHHELD = frozenset({"denied", "refused"})
_GRANTED = frozenset({"granted", "denied", "refused", "gave", "awarded", "offered", "grant", "deny", "refuse"})
_NOUNS = frozenset({"NN", "NNS", "NNP", "NNPS"})
_SAID = frozenset({"said", "says", "told", "added", "wrote", "tweeted"})
_HELPERS = frozenset({"MD", "VBD", "VBZ", "VBP"})
_HELD_TO = frozenset({"responsible", "accountable", "liable", "answerable"})
_HOLDS = frozenset({"hold", "holds", "held", "holding"})
_REFLEXIVE = frozenset({"itself", "himself", "herself", "themselves"})
_ALIKE = frozenset({"put", "cut", "hit", "set", "let", "shut", "read", "beat", "hurt", "cost", "cast", "quit", "split"})
"""Verbs whose past looks like their infinitive."""


@Language.component(NAME, requires=["token.dep", "token.tag"], assigns=["token.head", "token.dep"])
def reattached(doc: Doc) -> Doc:
    """The document, with infinitives of a row under the one that opens it, what stands before ";" on its own, and
    verbs with the helper that a date parts them from."""
    for token in doc:
        if token.tag_ in _PARTED and token.i > 1 and token.nbor(-1).ent_type_ in _OF_TIME:
            _rejoin(token)
        elif token.dep_ == "amod" and token.is_sent_start and token.lower_ in _WITHHELD:
            _opened(token)
        elif token.dep_ == "compound" and token.tag_ == "NNP" and token.i and token.nbor(-1).lower_ in _GRANTED:
            _given(token)
        elif token.text == "May" and token.i > 1 and token.nbor(-1).is_digit and token.dep_ in _NO_MONTH:
            _month(token)
        elif token.dep_ in _BEHIND:
            _untied(token)
        elif token.dep_ == "relcl" and token.head.lower_ in _REFLEXIVE:
            _not_of_itself(token)
        elif token.lower_ == "ex" and token.i + 2 < len(doc) and token.nbor().text == "-":
            _once(token, token.nbor(2))
        _retied(token)
    return doc


def _retied(token: Token) -> None:
    """Ties infinitives of a row, clauses set in or apart and what somebody is held to under their verbs."""
    if token.dep_ in _TIED and token.tag_ == "VB" and token.head.tag_ in _FINITE and _bare(token):
        opening = _infinitive_before(token)
        if opening is not None:
            token.head, token.dep_ = opening, "conj"
    elif token.tag_ in _PARTED and token.dep_ in _TAKEN and token.i > 1 and token.nbor(-1).text == ",":
        _set_in(token)
    elif token.dep_ == "ccomp" and _set_apart(token):
        token.dep_ = "parataxis"
    elif token.dep_ == "ccomp" and (opening := _goes_on(token)) is not None:
        token.head, token.dep_ = opening, "conj"
    elif token.dep_ == "amod" and token.lower_ in _HELD_TO and (verb := _holding(token)) is not None:
        token.head, token.dep_ = verb, "oprd"


def _not_of_itself(verb: Token) -> None:
    """ "It referred itself to the Office, which confirmed it": what tells of the noun before the comma."""
    comma = next((verb.doc[i] for i in range(verb.i - 1, verb.head.i, -1) if verb.doc[i].text == ","), None)
    noun = comma.nbor(-1) if comma is not None else None
    if noun is None or noun.tag_ not in _NOUNS or verb in noun.ancestors or noun == verb.head:
        return
    while noun.head.tag_ in _NOUNS and noun.dep_ == "compound":
        noun = noun.head
    verb.head = noun


def _once(prefix: Token, noun: Token) -> None:
    """ "a Korda ex-soldier": what stands before "ex-" belongs to the noun behind it, and so does the prefix."""
    hyphen = prefix.nbor()
    if noun.tag_ not in _NOUNS or prefix.is_sent_end or noun.is_sent_start:
        return
    pieces = (prefix, hyphen, noun)
    outer = next((t for t in pieces if t.head not in pieces), None)
    if outer is None or any(t in pieces for t in outer.head.ancestors):
        return
    if noun is not outer:
        noun.head, noun.dep_ = outer.head, outer.dep_
    for piece in (prefix, hyphen):
        for child in [c for c in piece.children if c not in pieces]:
            child.head = noun
    prefix.head, prefix.dep_ = noun, "compound"
    hyphen.head, hyphen.dep_ = noun, "punct"


def _untied(preposition: Token) -> None:
    if preposition.lower_ in _NOT_OF_A_DAY and preposition.head.ent_type_ == "DATE":
        _freed(preposition)
    elif preposition.lower_ == "of" and preposition.head.head.dep_ == "agent":
        _charged(preposition)


def _charged(of: Token) -> None:
    """ "Accused by the mayor of spreading lies": the charge, hung from who accuses."""
    verb = of.head.head.head
    if verb.lower_ == "accused" and any(c.dep_ == "pcomp" for c in of.children):
        of.head = verb


def _rejoin(verb: Token) -> None:
    """ "Was on Monday freed", "has been in May 2030 tried": the verb of the clause, torn from its helper by a date."""
    opening = _date_before(verb)
    helper = opening.nbor(-1) if opening.i and not opening.is_sent_start else None
    if helper is None or helper.sent != verb.sent:
        return
    dep = "auxpass" if helper.lower_ in _BE else "aux" if helper.lower_ in _HAVE else ""
    if not dep or (helper.head != verb and not helper.is_ancestor(verb)):
        return
    parted = [verb.doc[i] for i in range(opening.i, verb.i)]
    own = [c for c in helper.children if c != verb and c not in parted]
    lost = [c for t in parted for c in t.children if c.i > verb.i]
    found = _above(verb, helper, parted)
    if found is None:
        return
    verb.head, verb.dep_ = found
    helper.head, helper.dep_ = verb, dep
    for child in (*own, *lost):
        child.head = verb
    if dep == "auxpass":
        verb.tag_ = "VBN"
        for child in verb.children:
            child.dep_ = "nsubjpass" if child.dep_ == "nsubj" else child.dep_
    _as_date(verb, parted)


def _above(verb: Token, helper: Token, parted: list[Token]) -> tuple[Token, str] | None:
    """What the clause of a verb and its helper hangs on, and how; the verb itself where it hangs on nothing."""
    own = {verb, helper, *parted}
    step = helper if helper.head != verb else verb
    for above in [*step.ancestors]:
        if above not in own:
            return None if own & set(above.ancestors) else (above, step.dep_)
        step = above
    return verb, "ROOT"


def _date_before(verb: Token) -> Token:
    """Where the date begins that stands right before a verb, with "on" or "in"."""
    first = verb
    while first.i and verb.i - first.i < _LONGEST_DATE and (first.nbor(-1).ent_type_ in _OF_TIME or _within(first)):
        first = first.nbor(-1)
    return first.nbor(-1) if first.i and first != verb and first.nbor(-1).lower_ in ("on", "in") else first


def _within(token: Token) -> bool:
    """Whether a comma inside a date stands before it: "Sunday, 3 May"."""
    return token.i > 1 and token.nbor(-1).text == "," and token.nbor(-2).ent_type_ in _OF_TIME


def _as_date(verb: Token, parted: list[Token]) -> None:
    """Puts the date before its verb in order: "on" under the verb, the month under "on"."""
    leading = parted[0] if parted[0].lower_ in ("on", "in") else None
    date = [t for t in parted[leading is not None :] if not t.is_punct]
    month = next((t for t in reversed(date) if not t.is_digit), date[-1])
    if leading is not None:
        leading.head, leading.dep_ = verb, "prep"
    month.head, month.dep_ = (leading, "pobj") if leading is not None else (verb, "npadvmod")
    for token in parted:
        if token not in (month, leading) and (token.head not in date or token.head == token):
            token.head, token.dep_ = month, "punct" if token.is_punct else "nummod"


def _freed(preposition: Token) -> None:
    """ "Taken on 3 May by police", "the arrest on Monday of Ada Lund": what stands behind a day is not of the day."""
    day = preposition.head
    if preposition.i < day.i or any(c.ent_type_ in _OF_TIME for c in preposition.children):
        return
    led = day.dep_ == "pobj" and day.head.lower_ in ("on", "in") and day.tag_ in ("NNP", "CD")
    if not led and day.dep_ != "npadvmod":
        return
    above = day.head.head if led else day.head
    noun = day.left_edge.nbor(-2 if led else -1) if day.left_edge.i > 1 else day
    if preposition.lower_ == "of" and noun.tag_ in ("NN", "NNS"):
        above = noun
    if above.i > day.i or above.ent_type_ in _OF_TIME or (above in (day, day.head) and led):
        return
    preposition.head = above
    if preposition.lower_ == "by" and above.tag_ == "VBN":
        preposition.dep_ = "agent"


def _set_in(verb: Token) -> None:
    """ "Ada Lund, taken on Monday by police, is …": a participle behind a comma that the parser takes for the verb."""
    named = next((c for c in verb.lefts if c.dep_ == "nsubj"), None)
    if named is None or verb.lower_ in _SAID or not verb.i - 2 <= named.right_edge.i < verb.i:
        return
    if any(c.dep_ in _OF_ITS_OWN and c != named for c in verb.children):
        return
    main = (
        verb.head if verb.dep_ in _SET_IN else next((c for c in verb.rights if c.dep_ == "conj" and _resumes(c)), verb)
    )
    if main.i <= verb.i or main.tag_ not in _FINITE or any(c.dep_ in _SUBJECT for c in main.children):
        return
    if main.head == verb:
        later = [c for c in verb.rights if c.i > main.i]
        main.head, main.dep_ = (main, "ROOT") if verb.head == verb else (verb.head, verb.dep_)
        for child in later:
            child.head = main
    named.head, named.dep_ = main, "nsubjpass" if any(c.dep_ == "auxpass" for c in main.children) else "nsubj"
    verb.head, verb.dep_, verb.tag_ = named, "acl", "VBN"


def _opened(participle: Token) -> None:
    """ "Denied insulin for six days, Ada Lund was …": a participle with its object, taken for the subject."""
    thing = participle.head
    verb = thing.head
    if thing.dep_ not in _SUBJECT or thing.i != participle.i + 1:
        return
    if not any(c.dep_ in _SUBJECT and c.i > thing.i and c.left_edge.nbor(-1).text == "," for c in verb.lefts):
        return
    for child in [c for c in verb.lefts if c.dep_ == "prep" and c.i < participle.i + _LONGEST_DATE]:
        child.head = participle
    participle.head, participle.dep_ = verb, "advcl"
    thing.head, thing.dep_ = participle, "dobj"


def _given(name: Token) -> None:
    """ "Granted Lund bail", "denied Ada Lund parole": to whom, where the parser makes the name a part of the thing."""
    last, verb = name, name.nbor(-1)
    if name.head.i < name.i:
        return
    while last.i + 1 < name.head.i and last.nbor().tag_ == "NNP" and last.nbor().head == name.head:
        last = last.nbor()
    thing = name.head
    if thing.i != last.i + 1 or thing.tag_ != "NN" or thing.head != verb or thing.dep_ != "dobj" or not thing.is_lower:
        return
    last.head, last.dep_ = verb, "dative"
    for index in range(name.i, last.i):
        name.doc[index].head = last


def _resumes(verb: Token) -> bool:
    """Whether a verb goes on behind a comma, without "and", with what the sentence is about."""
    first = verb.left_edge
    helped = any(c.dep_ in ("aux", "auxpass") for c in verb.lefts)
    return first.nbor(-1).text == "," and (helped or verb.tag_ in ("VBD", "VBZ", "VBP"))


def _month(may: Token) -> None:
    """ "Guards on 3 May beat him": the month, which the tagger takes for the verb "may"."""
    day, leading, verb = may.nbor(-1), may.nbor(-2), may.head
    if leading.lower_ not in ("on", "of", "since", "until", "by"):
        return
    if may.dep_ == "aux":
        for child in [c for c in may.children if c not in (day, leading)]:
            child.head = verb
    if {day, may} & set(leading.ancestors):
        return
    if may.dep_ == "aux" and verb.tag_ == "VB":
        verb.tag_ = "VBD"
    may.head, may.dep_, may.tag_ = leading, "pobj", "NNP"
    day.head, day.dep_ = may, "nummod"


def _set_apart(token: Token) -> bool:
    """ "He died in a chair; the examiner ruled it a homicide": the first sentence is no part of what is ruled."""
    subject = next((c for c in token.head.lefts if c.dep_ in ("nsubj", "nsubjpass")), None)
    return subject is not None and token.i < subject.left_edge.i and token.doc[subject.left_edge.i - 1].text == ";"


def _goes_on(verb: Token) -> Token | None:
    """ "Said he had lost weight, could not stand and was ill": the clause before, whose subject the verb has too."""
    helped = any(c.dep_ in ("aux", "auxpass") and c.tag_ in _HELPERS for c in verb.lefts)
    if not helped or any(c.dep_ in ("nsubj", "nsubjpass", "expl", "csubj", "mark") for c in verb.children):
        return None
    before = [c for c in verb.head.rights if c.i < verb.i and c.dep_ == "ccomp" and c.tag_ in _FINITE]
    return before[-1] if before and any(c.dep_ in _SUBJECT for c in before[-1].lefts) else None


def _holding(adjective: Token) -> Token | None:
    """ "Holds the governor of the prison fully responsible": the verb of what is said, not a word of whom it names."""
    named = adjective.head
    verb = next((t for t in named.ancestors if t.lower_ in _HOLDS), None)
    return verb if verb is not None and verb.i < named.i < adjective.i else None


def _bare(token: Token) -> bool:
    return token.lower_ not in _ALIKE and not any(
        child.dep_ in _OF_ITS_OWN or child.tag_ == "WRB" for child in token.children
    )


def _infinitive_before(token: Token) -> Token | None:
    """The last infinitive with "to" that depends on the verb to which `token` was tied and stands before it."""
    found = None
    for child in token.head.children:
        if child.i < token.i and child.tag_ == "VB" and any(c.lower_ == "to" for c in child.lefts):
            found = child
    return found
