"""Asking: who is asked, and for what."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.stretches import own_edge, trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import words

_ADDRESSED = words("speech", "rules", "addressed")
_CALLING = words("speech", "renewing", "verbs")
_CALLS = words("speech", "renewing", "nouns")
_ABLE = words("speech", "rules", "able")
BY_PHONE = frozenset(
    {
        "say",
        "tell",
        "ask",
        "inform",
        "report",
        "thank",
        "wish",
        "check",
        "complain",
        "find",
        "see",
        "make",
        "arrange",
        "offer",
    }
)
_LENGTHS = frozenset({"minute", "hour", "day", "week", "month", "year", "decade", "long", "time", "while"})
_SECRET = words("speech", "names_kept", "kept")
_DETAILS = words("speech", "names_kept", "details")
_TO = frozenset({"on", "upon", "to"})
_LINKING = frozenset({"prep", "dative", "prt"})
_TOWARDS = {"plead": frozenset({"with", "to"})}
_ON_WITH = frozenset({"for", "of", "to", "against", "into"})
_HOLDING = frozenset({"demand", "insist", "require", "request", "ask", "urge", "recommend", "propose", "want"})
_GETTING = frozenset({"receive", "get", "have", "undergo", "be", "remain", "stay", "live", "enjoy", "regain", "obtain"})
_BIDDEN = words("speech", "rules", "bidden")
_TOLD = frozenset({"tell", "inform", "notify", "assure", "remind", "brief"})


def asking(page: Page, verb: Token) -> Span | None:
    """ "urged X to do", "called on X to do": from the one addressed to the end of what is asked."""
    if verb.lemma_.lower() not in _ADDRESSED or _rings(verb):
        return None
    begin = [t for t in _addressee_tokens(verb) if t.i > verb.i]
    ends = [
        c
        for c in verb.children
        if (c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.i > verb.i and _is_to(c))
        or (c.dep_ == "prep" and c.lower_ == "for" and verb.lemma_ in ("ask", "press", "petition"))
        or (c.dep_ == "prep" and c.lower_ == "to" and verb.lemma_ == "call" and begin and c.i > begin[-1].i)
    ]
    for token in begin:
        near = token.subtree if token.head.dep_ in _LINKING else token.children
        ends += [c for c in near if c.dep_ in ("acl", "relcl", "xcomp") and _is_to(c)]
    if not ends and begin and (torn := _torn_away(verb, begin[-1])) is not None:
        return trimmed_span(page, begin[0].left_edge, own_edge(torn))
    if not ends or not (begin or _is_asked(verb) or any(_own_subject(c) or _calls_to(verb, c) for c in ends)):
        return None
    first = min([t.left_edge for t in begin] + [c.left_edge for c in ends], key=lambda t: t.i)
    last = max((own_edge(c) for c in ends), key=lambda t: t.i)
    aside = _meanwhile(verb, ends, last) or _where(first, last)
    return trimmed_span(page, first, aside or last) if first.i > verb.i else None


def _meanwhile(verb: Token, ends: list[Token], last: Token) -> Token | None:
    """The last token before "as it rebuked …" at the end: what the speaker did besides is not asked."""
    for clause in (c for end in ends for c in (end, *end.subtree)):
        opens = next((c for c in clause.children if c.lower_ in ("as", "while") and c.dep_ == "mark"), None)
        subject = next((c for c in clause.children if c.dep_ == "nsubj" and c.pos_ == "PRON"), None)
        told = clause.dep_ == "advcl" and clause.tag_ in ("VBD", "VBZ") and clause.right_edge == last
        if told and opens is not None and subject is not None and subject.i == opens.i + 1 and opens.i - 1 > verb.i:
            return opens.nbor(-1)
    return None


def _where(first: Token, last: Token) -> Token | None:
    """The last token before ", where …" at the end: what happened at a place is not asked."""
    for token in first.doc[first.i + 1 : last.i]:
        if token.lower_ == "where" and token.nbor(-1).text == "," and token.head.dep_ == "relcl":
            return token.nbor(-2) if token.head.right_edge.i >= last.i and token.i - 2 > first.i else None
    return None


def _torn_away(verb: Token, asked: Token) -> Token | None:
    """The infinitive after the one asked, where the parser makes it the head of the sentence and of the asking."""
    after = asked.right_edge.i + 1
    if after + 1 >= verb.sent.end or verb.doc[after].lower_ != "to":
        return None
    act = verb.doc[after].head
    return act if act.tag_ == "VB" and act.i > after and (act == verb.head or verb in act.subtree) else None


def _rings(verb: Token) -> bool:
    """ "Called the family to say so": by telephone, and nothing is asked."""
    to = any(c.dep_ in _LINKING and c.lower_ in _TO for c in verb.children)
    return verb.lemma_ == "call" and not to and any(c.lemma_ in BY_PHONE for c in verb.children if _is_to(c))


def _calls_to(verb: Token, clause: Token) -> bool:
    """ "The union calls to stop the raids", "they appealed to be let in", but not "he called to say so"."""
    finite = verb.tag_ in ("VBZ", "VBP", "VBD", "VBG") and clause.dep_ in ("xcomp", "advcl")
    return finite and verb.lemma_ in ("call", "appeal", "plead", "petition", "beg") and clause.lemma_ not in BY_PHONE


def _is_asked(verb: Token) -> bool:
    """ "Was told to leave", "were advised not to speak": whoever is asked stands before the verb."""
    passive = verb.tag_ == "VBN" and (verb.dep_ == "conj" or any(c.dep_ == "auxpass" for c in verb.children))
    return passive and verb.lemma_ in _BIDDEN


def _own_subject(clause: Token) -> bool:
    return any(c.dep_ in ("nsubj", "nsubjpass") for c in clause.children)


def _is_to(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _addressee_tokens(verb: Token) -> list[Token]:
    """The nouns that name who is asked."""
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i and c.dep_ != "prep"]
    if verb.tag_ == "VBN" and any(c.dep_ == "auxpass" for c in verb.children):
        found += [c for c in verb.children if c.dep_ == "nsubjpass" and c.lower_ != "it"]
    for child in verb.children:
        if child.dep_ in _LINKING and child.lower_ in _TOWARDS.get(verb.lemma_, _TO) and child.i > verb.i:
            found += [c for c in child.children if c.dep_ == "pobj"]
        if child.dep_ == "prep" and child.lower_ == "for" and _purpose(verb) is not None:
            found += [c for c in child.children if c.dep_ == "pobj"]
        if child.dep_ in ("ccomp", "xcomp", "advcl") and _is_to(child):
            found += [c for c in child.children if c.dep_ == "nsubj"]
    return [t for t in found if t.pos_ in ("NOUN", "PROPN", "PRON", "ADJ")]


def _purpose(verb: Token) -> Token | None:
    """The infinitive that says what is called for: "called for the ministry *to let* them in"."""
    return next((c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.i > verb.i and _is_to(c)), None)


def addressees(cast: CastBook, verb: Token) -> tuple[str, ...]:
    if verb.lemma_.lower() not in _ADDRESSED and verb.lemma_ not in _HOLDING:
        return tuple(dict.fromkeys(e for token in _called_on(verb) for e in cast.nouns(token)))
    asked = [t for t in _addressee_tokens(verb) if t.head.lower_ != "for" or _can_act(cast, t)]
    heads = [other for token in (*asked, *_held_to(verb)) for other in (token, *_series(cast, token))]
    return tuple(dict.fromkeys(e for token in heads for e in cast.nouns(token) or _several(cast, token)))


def _called_on(verb: Token) -> list[Token]:
    """Whom "made a call to the union to join", "issued an appeal to all" ask."""
    noun = next((c for c in verb.children if c.dep_ == "dobj" and c.lemma_.lower() in _CALLS), None)
    holders = (noun, verb) if noun is not None and verb.lemma_ in _CALLING else ()
    to = [c for h in holders for c in h.children if c.dep_ in ("prep", "dative") and c.lower_ in ("to", "on")]
    return [c for p in to if p.i > verb.i for c in p.children if c.dep_ == "pobj"]


def _several(cast: CastBook, token: Token) -> tuple[str, ...]:
    """ "Urged buyers and countries to act": several who can act, told of here only."""
    able = token.tag_ == "NNS" and token.lemma_.lower() in _ABLE
    return (cast.introduce(token),) if able else ()


def _can_act(cast: CastBook, token: Token) -> bool:
    """Whether "called for X to …" asks X: the board can let a doctor in, the doctor is what is asked for."""
    entity = cast.noun(token)
    return entity is not None and cast.kind(entity) in ("organisation", "facility", "place", "group")


def _held_to(verb: Token) -> list[Token]:
    """Of whom "demanded that the court open the file", "demands from the state" ask something."""
    if verb.lemma_ not in _HOLDING:
        return []
    clauses = [c for c in verb.children if c.dep_ == "ccomp" and c.i > verb.i]
    clauses = [c for c in clauses if not any(k.dep_ == "nsubjpass" for k in c.children)]
    found = [k for c in clauses for k in c.children if k.dep_ == "nsubj" and not gets(c)]
    able = [p for p in verb.children if p.dep_ == "prep" and p.lower_ in ("from", "of") and p.i > verb.i]
    return found + [c for p in able for c in p.children if c.dep_ == "pobj"]


def gets(clause: Token) -> bool:
    """Whether "demanded that she receive care" asks for what comes to its subject, who is to do nothing for it."""
    return clause.lemma_ in _GETTING


def _series(cast: CastBook, token: Token) -> Iterator[Token]:
    """The names that follow in a list held together by semicolons, which the parser takes for ends."""
    doc, i = token.doc, token.i + 1
    while i < len(doc) and (doc[i].text in (";", ",", "the", "The", "and") or cast.at(doc[i]) is not None):
        if cast.at(doc[i]) is not None and cast.named(cast.at(doc[i]) or ""):
            yield doc[i]
        elif cast.at(doc[i]) is not None and doc[i].text not in ("the", "The"):
            return
        i += 1


def told(cast: CastBook, verb: Token) -> tuple[str, ...]:
    """To whom it is said: "told X", "said to X"."""
    found: list[str] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and verb.lemma_ in _TOLD:
            found += cast.nouns(child)
        elif child.dep_ in ("prep", "dative") and child.lower_ == "to" and verb.lemma_ not in _ADDRESSED:
            found += [e for c in child.children if c.dep_ == "pobj" for e in cast.nouns(c)]
    return tuple(found)


def call(page: Page, verb: Token) -> list[Span]:
    """ "called for X", "appealed to X for Y": everything after the verb's own preposition."""
    spans = []
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "for" and child.i > verb.i and not _how_long(child):
            obj = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            purpose = _purpose(verb)
            if obj is not None and purpose is not None and purpose.i > obj.i:
                spans.append(trimmed_span(page, obj.left_edge, purpose.right_edge))
            elif obj is not None:
                torn = _torn_behind(verb, obj)
                last = torn.left_edge.nbor(-1) if torn is not None else _to_whom_and_why(verb, obj.right_edge)
                spans.append(trimmed_span(page, obj.left_edge, last))
        elif child.dep_ in ("ccomp", "advcl", "xcomp") and _is_to(child) and _own_subject(child):
            spans.append(trimmed_span(page, child.left_edge, child.right_edge))
    return spans[:1]


def _torn_behind(verb: Token, asked: Token) -> Token | None:
    """ "When she asked for a warrant he was slapped": the main clause, hung by the parser from what is asked for."""
    when = any(c.i < verb.i and c.dep_ in ("advmod", "mark") and c.tag_ in ("WRB", "IN") for c in verb.children)
    clauses = (c for c in asked.children if c.dep_ == "relcl" and c.left_edge.tag_ in ("PRP", "NNP", "DT"))
    return next(clauses, None) if when else None


def _to_whom_and_why(verb: Token, last: Token) -> Token:
    """The end of "care *for the sick*", "an end *to the raids*", where the parser hangs it from the verb of calling."""
    for child in verb.children:
        follows = child.dep_ in ("prep", "dative") and child.i == last.i + 1 and child.lower_ in _ON_WITH
        last = child.right_edge if follows and not _how_long(child) else last
    return last


def _how_long(preposition: Token) -> bool:
    """ "Campaigned for many years for his release": a length of time is not what is asked for."""
    return any(c.lemma_ in _LENGTHS for c in preposition.children if c.dep_ == "pobj")


def to_the_colon(page: Page, verb: Token) -> list[Span]:
    """What is asked where a list of the asked breaks the sentence: "we call on A; B; and C to act by:"."""
    asked = _addressee_tokens(verb)
    doc, last = verb.doc, verb.i
    while last + 1 < len(doc) and page.paragraph(doc[last + 1]) == page.paragraph(verb):
        last += 1
    return [trimmed_span(page, asked[0].left_edge, doc[last])] if asked else []


def listed(page: Page, verb: Token) -> list[Span]:
    """The items of a list that the verb's sentence leads: each without its mark, to the end of its first sentence."""
    passages = page.passages
    position = passages.index(page.passage(verb)) + 1
    found = []
    while position < len(passages) and passages[position].role in ("list_item", "furniture"):
        passage = passages[position]
        position += 1
        tokens = [t for t in page.tokens(passage.start, passage.end) if not t.is_space]
        while len(tokens) > 1 and (not tokens[0].is_alpha or tokens[1].text == ")"):
            tokens = tokens[1:]
        if passage.role == "list_item" and tokens:
            stop = next((n for n, t in enumerate(tokens[1:], 1) if t.is_sent_start), len(tokens))
            found.append(trimmed_span(page, tokens[0], tokens[stop - 1]))
    return found


def leads_list(page: Page, verb: Token) -> bool:
    """Whether the verb's sentence ends its passage open, with a colon or "that": what is asked follows as a list."""
    doc, last = verb.doc, verb.i
    while last + 1 < len(doc) and page.paragraph(doc[last + 1]) == page.paragraph(verb):
        last += 1
    while last > verb.i and doc[last].is_space:
        last -= 1
    later = any(t.lemma_ == verb.lemma_ and t.pos_ == "VERB" for t in doc[verb.i + 1 : last])
    return (doc[last].text == ":" or doc[last].lower_ in ("that", "to")) and not later


def keeps_a_name(verb: Token) -> bool:
    """ "asked not to be named", "asked for his name": a wish about names and details, no demand."""
    if verb.lemma_ not in ("ask", "request", "beg"):
        return False
    after = verb.doc[verb.i + 1 : min(verb.i + 8, verb.sent.end)]
    secret = any(t.lemma_.lower() in _SECRET or t.lower_ in _SECRET for t in after)
    named = any(t.lower_ in ("name", "names", "identity", "anonymity", "anonymous") for t in after)
    refused = any(t.lower_ == "not" for t in after)
    if sum((secret, named, refused)) > 1:
        return True
    wanted = [c for p in verb.children if p.lower_ == "for" for c in p.children if c.dep_ == "pobj"]
    return verb.lemma_ == "ask" and any(w.lemma_.lower() in _DETAILS for w in wanted)
