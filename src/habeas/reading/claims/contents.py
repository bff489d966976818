"""What is said: the words that go with a verb of saying, by which rule, and what is done by saying them."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.model.span import Span
from habeas.reading.claims.asking import asking, keeps_a_name
from habeas.reading.claims.called_for import Told, asked_for, called, wanted
from habeas.reading.claims.objects import NAMING, agent_of, thing_said
from habeas.reading.claims.stretches import around, own_edge, stretch, trimmed_span
from habeas.reading.claims.torn import (
    CONTENT_NOUNS,
    after_that,
    before_participle,
    behind_aside,
    behind_gap,
    its_subject,
    torn_clause,
)
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_PLAIN = words("speech", "rules", "plain_object")
_BLAMING = words("speech", "rules", "blaming")
_COURTS = words("speech", "rules", "hearing")
_KINDS = tuple(load("speech")["telling"].values())
_TELLING: dict[str, frozenset[str]] = {
    verb: frozenset(thing for kind in _KINDS if verb in kind["verbs"] for thing in kind["things"])
    for verb in (verb for kind in _KINDS for verb in kind["verbs"])
}
_HEARD = words("speech", "rules", "heard")
_MARKED = words("speech", "rules", "marked")
_SAYING_TO = words("speech", "rules", "saying_to")
_FEARED = frozenset({"concern", "fear", "hope", "doubt", "worry", "alarm", "suspicion", "anxiety", "unease", "belief"})
_TELLING_SOMEBODY = words("speech", "rules", "telling_verbs")
_ASKING = frozenset({"ask", "wonder", "question", "inquire", "enquire", "doubt", "say", "hear", "learn", "indicate"})
_CONDITIONS = frozenset({"if", "when", "because", "unless", "until"})
_SUGGESTING = frozenset({"suggest", "show", "reveal", "indicate", "imply", "learn", "hear"})
_SUBJECTS = ("nsubj", "nsubjpass", "expl")
_PAPERS = (
    words("speech", "nouns", "media") | words("speech", "documents", "issued") | {"opinion", "decision", "judgment"}
)
_MAKING = frozenset({"make", "address", "extend", "direct", "send"})
"""Verbs that ask only by the noun that is their object: "made a call for", never "made him sign"."""
_ABOUT = frozenset(
    {
        "about",
        "over",
        "at",
        "for",
        "with",
        "of",
        "on",
        "into",
        "regarding",
        "concerning",
        "towards",
        "toward",
        "against",
    }
)
_SAID_TO = words("speech", "rules", "said_to")
_SETTLING = frozenset({"determine", "establish", "find"})
"""Verbs that with "whether" tell of looking into something, and of nothing found."""
_DENIABLE = words("speech", "rules", "deniable")
ORDERING = frozenset({"order", "instruct"})
ORDERS = "orders somebody to"
"""The rule of an order told in the report's own voice: a claim, and no demand of those who suffer."""
_REJECTING = frozenset({"reject", "dismiss", "dispute"})
_RULINGS = frozenset({"decision", "ruling", "verdict", "judgment", "judgement", "conclusion"})
"""What a court decides: rejected by what is said of it."""
_PLEADING = frozenset({"insist", "plead", "beg", "appeal", "advise", "protest"})
"""Verbs that ask where what is said is to be done, and tell where it is so."""
_TOLD_OF = frozenset({"confirm", "report", "document", "announce", "record", "verify", "acknowledge", "admit"})
"""Verbs whose subject is what is said where it is told by whom: "the arrest was confirmed by the ministry"."""
_BLAME = frozenset({"responsible", "accountable", "liable", "responsibility"})


def content_of(page: Page, verb: Token, act: Act) -> Told:
    """What is said, by which rule, and what the speaker does by saying it."""
    lemma = verb.lemma_.lower()
    if keeps_a_name(verb):
        return [], "nothing", act
    if lemma == "want":
        return wanted(page, verb)
    if lemma == "plead" and (plea := _plea(page, verb)):
        return plea, "pleads", "deny"
    asked = asking(page, verb)
    if lemma in ORDERING or asked is not None:
        return _asked(lemma, asked)
    asks = asked_for(page, verb) if said_clause(verb) is None else None
    found = asks or called(page, verb) or _of_a_thing(page, verb, act) or _held(page, verb)
    if found is not None:
        return found
    if lemma in _MAKING:
        return [], "nothing", act
    if lemma in _BLAMING or lemma == "condemn":
        blamed = (
            _charge_by(page, verb) or _passive_object(page, verb) or _object(page, verb, "of", "for", "over", "with")
        )
        if blamed:
            return blamed, "blames", "accuse"
    return _clause_or_object(page, verb, act)


def _asked(lemma: str, asked: Span | None) -> Told:
    """What somebody is asked or ordered to do; an order of a thing ("ordered an inquiry") says nothing."""
    if asked is None:
        return [], "nothing", "demand"
    rule = ORDERS if lemma in ORDERING else "asks somebody to"
    return [asked], rule, "warn" if lemma in ("warn", "caution") else "demand"


def _charge_by(page: Page, verb: Token) -> list[Span]:
    """ "Was accused by the mayor of spreading lies", "criticised by many for his silence": the charge alone."""
    agent = agent_of(verb)
    if verb.tag_ != "VBN" or agent is None:
        return []
    leading = ("of",) if verb.lemma_ == "accuse" else ("for", "over")
    charges = [c for c in verb.children if c.dep_ == "prep" and c.lower_ in leading and c.i > verb.i]
    if not charges and verb.lemma_ == "accuse":
        inside = [t for t in agent.subtree if t.lower_ == "of" and t.head == agent]
        charges = [t for t in inside if t.i + 1 < verb.sent.end and t.nbor().lower_.endswith("ing")] or inside[1:]
    return [trimmed_span(page, charges[0], own_edge(charges[0]))] if charges else []


def _plea(page: Page, verb: Token) -> list[Span]:
    """ "Pleaded not guilty to all charges"."""
    plea = verb.doc[verb.i + 1 : verb.i + 3]
    return [page.span(plea[0], plea[1])] if [t.lower_ for t in plea] == ["not", "guilty"] else []


def _of_a_thing(page: Page, verb: Token, act: Act) -> Told | None:
    """What is said of or about a thing: "called it theft", "complained of pain"."""
    if verb.lemma_ not in NAMING and said_clause(verb) is not None:
        return None
    things, rule = thing_said(page, verb)
    if things:
        return things, rule, act if act in ("warn", "accuse", "deny", "believe") else "state"
    return ([], "quotes", "state") if verb.lemma_ == "call" else None


def _held(page: Page, verb: Token) -> Told | None:
    """ "held that nobody may be tried twice", "held the governor responsible"."""
    if verb.lemma_ != "hold":
        return None
    clause = said_clause(verb)
    if clause is not None and (clause.tag_ == "VB" or _finite(clause)):
        return stretch(page, clause, verb), "says that", "state"
    to_come = any(c.dep_ in ("aux", "auxpass") and c.lower_ in ("will", "shall", "must", "be") for c in verb.children)
    blamed = _responsible(page, verb) if not to_come else []
    return blamed, "holds responsible" if blamed else "nothing", "accuse"


def _clause_or_object(page: Page, verb: Token, act: Act) -> Told:
    """ "said that …", "denied beating them", "demanded an inquiry"; else nothing yet (a quotation may follow)."""
    lemma = verb.lemma_.lower()
    if lemma in _SETTLING and any(c.lower_ in ("whether", "if") for t in (said_clause(verb),) if t for c in t.lefts):
        return [], "nothing", act
    if lemma in _MARKED and not _marked_clause(verb) and not _in_court(verb):
        return [], "nothing", act
    found = _clause(page, verb, act) or _said_of(page, verb, act) or _to_do(page, verb, act)
    if found is not None:
        return found
    if act == "deny":
        return _denied(page, verb), "denies", act
    if _told_thing(verb, lemma):
        feeling = any(c.dep_ == "dobj" and c.lemma_.lower() in _FEARED for c in verb.children)
        return _with_phrases(page, verb), "says a thing", "believe" if feeling else act
    if lemma in _PLAIN:
        return _passive_object(page, verb) or _object(page, verb), "says a thing", act
    if lemma in _TOLD_OF and (told_of := _passive_object(page, verb)):
        return told_of, "says a thing", act
    return [], "quotes", "state" if lemma in ("ask", "insist") or act == "estimate" else act


def _clause(page: Page, verb: Token, act: Act) -> Told | None:
    """ "said that he was ill", "He was, she said, ill"."""
    lemma = verb.lemma_.lower()
    clause = said_clause(verb)
    aside = behind_aside(page, verb, clause)
    if aside:
        return aside, "says that", act
    if clause is None:
        torn = after_that(page, verb) or torn_clause(page, verb) or behind_gap(page, verb)
        if torn:
            return torn, "says that", act
        beside = around(page, verb)
        return (beside, "said between", "ask" if lemma == "ask" else act) if beside else None
    act = "state" if told_as_so(verb) else "demand" if lemma == "insist" and _subjunctive(clause) else act
    before = before_participle(page, clause, verb)
    if before:
        return before, "says that", act
    torn_off = its_subject(clause, verb)
    if torn_off is not None:
        return [trimmed_span(page, torn_off.left_edge, clause.right_edge)], "says that", act
    return stretch(page, clause, verb), "says that", _asked_act(clause, act) if lemma == "ask" else act


def _said_of(page: Page, verb: Token, act: Act) -> Told | None:
    """ "is said to have died", "is feared dead"."""
    if not any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children) or verb.lemma_ not in _SAID_TO:
        return None
    told = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    dead = (c for c in verb.children if c.dep_ in ("oprd", "acomp", "ccomp") and c.lower_ == "dead")
    told = told or next(dead, None)
    return (stretch(page, told, verb), "is said to", act) if told is not None else None


def _to_do(page: Page, verb: Token, act: Act) -> Told | None:
    """ "denied beating them", "claims to be ill", "promised to come"."""
    told = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX")), None)
    if told is None or (act not in ("deny", "promise", "demand", "warn") and verb.lemma_ not in _SAYING_TO):
        return None
    if verb.lemma_ == "seek" and not any(c.dep_ == "auxpass" for c in told.children):
        return None  # "sought to appease them" is trying, "sought to be released" is asking
    having = any(c.dep_ in ("aux", "auxpass") and c.tag_ == "VBG" for c in told.children)
    fits = act != "deny" or told.tag_ == "VBG" or having
    return (stretch(page, told, verb), "says to", act) if fits else None


def _in_court(verb: Token) -> bool:
    """ "The court heard he had fled": what is told before a court needs no "that"."""
    hearers = (c for c in verb.children if c.dep_ == "nsubj" and c.lemma_.lower() in _COURTS)
    return verb.lemma_ == "hear" and verb.tag_ == "VBD" and next(hearers, None) is not None


def _marked_clause(verb: Token) -> bool:
    clause = said_clause(verb)
    if clause is not None and verb.lemma_ in _SUGGESTING and clause.i > verb.i:
        return any(c.dep_ in _SUBJECTS for c in clause.children) and _finite(clause)
    return clause is not None and any(c.dep_ == "mark" or c.tag_ in ("WRB", "WP") for c in clause.children)


def _finite(clause: Token) -> bool:
    return clause.tag_ in ("VBD", "VBZ", "VBP") or any(
        c.dep_ in ("aux", "auxpass") and c.lower_ != "to" for c in clause.children
    )


def said_clause(verb: Token) -> Token | None:
    """The clause that says what is said; where the parser hung it from who is told or by whom, that one."""
    clauses = [c for c in verb.children if _is_said(verb, c)]
    clause = clauses[0] if clauses else None
    if len(clauses) > 1 and clause is not None and clause.i < verb.i and verb.i + 1 < verb.sent.end:
        behind = clauses[1] if verb.nbor(1) == clauses[1].left_edge else None
        clause = behind if behind is not None and any(c.dep_ in _SUBJECTS for c in behind.children) else clause
    if clause is not None or verb.lemma_.lower() not in _HEARD:
        return clause if clause is not None else _in_writing(verb)
    impersonal = any(c.dep_ == "nsubjpass" and c.lower_ == "it" for c in verb.children)
    told = verb.lemma_ in _TELLING_SOMEBODY
    for noun in (c for c in verb.children if c.i > verb.i and c.dep_ in ("dobj", "dative", "agent", "prep")):
        for token in noun.subtree:
            marks = [m for m in token.children if m.lower_ == "that" and (m.dep_ == "mark" or impersonal or told)]
            if token.head.lemma_.lower() in CONTENT_NOUNS:
                continue
            if token.dep_ in ("relcl", "acl", "ccomp") and marks and token.i > marks[0].i:
                return None if marks[0].dep_ in ("nsubj", "nsubjpass") and not impersonal else token
    return None


def _is_said(verb: Token, clause: Token) -> bool:
    if clause.dep_ == "advcl":
        whether = clause.left_edge.i == verb.i + 1 and clause.left_edge.lower_ in ("if", "whether")
        return verb.lemma_ == "wonder" and whether
    return (clause.dep_ == "ccomp" and not _only_when(verb, clause)) or _of_which(verb, clause)


def _of_which(verb: Token, clause: Token) -> bool:
    """ "A law, which critics say restricts rights": said of that before which "which" stands."""
    finite = clause.dep_ == "xcomp" and clause.tag_ in ("VBD", "VBZ", "VBP") and clause.i > verb.i
    return finite and verb.dep_ == "relcl" and sum(c.dep_ == "nsubj" for c in verb.lefts) > 1


def _in_writing(verb: Token) -> Token | None:
    """ "Found in an opinion that …", "ruled in its decision that …": the clause hung from the paper."""
    for paper in (c for p in verb.children if p.dep_ == "prep" and p.lower_ == "in" for c in p.children):
        if paper.dep_ != "pobj" or paper.i < verb.i or paper.lemma_ not in _PAPERS:
            continue
        for clause in paper.subtree:
            if clause.dep_ in ("acl", "relcl", "ccomp") and any(
                m.dep_ == "mark" and m.lower_ == "that" for m in clause.lefts
            ):
                return clause
    return None


def _only_when(verb: Token, clause: Token) -> bool:
    """ "Considers a man on strike if he has missed meals": when and whether it holds, and not what is held."""
    if verb.lemma_ in _ASKING or clause.i < verb.i:
        return False
    return any(c.dep_ == "mark" and c.lower_ in _CONDITIONS for c in clause.children)


def _asked_act(clause: Token, act: Act) -> Act:
    """ "asked that he be freed" demands, "asked whether he was free" asks."""
    that = any(c.dep_ == "mark" and c.lower_ == "that" for c in clause.children)
    if any(c.lower_ in ("if", "whether") for c in clause.children):
        return "ask"
    if not that and any(c.tag_ in ("WRB", "WP") and c.i < clause.i for c in clause.children):
        return "ask"
    return act if that or _subjunctive(clause) or any(c.tag_ == "VB" for c in clause.children) else "ask"


def _told_thing(verb: Token, lemma: str) -> bool:
    """ "confirmed the execution", "expressed concern about her": the object is what is said, if it can be said."""
    things = _TELLING.get(lemma)
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    return things is not None and target is not None and target.lemma_.lower() in things


def told_as_so(verb: Token) -> bool:
    """ "Insists that he fell", "pleaded that he could not breathe": what is so, not what is to be done."""
    clause = said_clause(verb) if verb.lemma_ in _PLEADING else None
    if clause is None or _subjunctive(clause) or any(c.lower_ in ("should", "must", "to") for c in clause.children):
        return False
    return _finite(clause) or clause.tag_ == "VBN"


def _subjunctive(clause: Token) -> bool:
    if clause.tag_ == "VBN":
        return any(c.dep_ == "auxpass" and c.lower_ == "be" for c in clause.children) and not any(
            c.dep_ == "aux" for c in clause.children
        )
    return clause.tag_ == "VB" and not any(c.dep_ == "aux" for c in clause.children)


def _responsible(page: Page, verb: Token) -> list[Span]:
    """ "held X responsible for Y"."""
    blame = next((t for t in verb.subtree if t.lower_ in _BLAME), None)
    target = next((t for t in verb.subtree if t.dep_ in ("dobj", "nsubj") and t.i > verb.i), None)
    if blame is None or target is None or blame.i < verb.i:
        return []
    parts = [t for t in verb.rights if t.dep_ not in ("punct", "cc", "conj") and t.tag_ != "VBG"]
    last = max((own_edge(t) for t in (blame, *parts)), key=lambda t: t.i)
    return [trimmed_span(page, target.left_edge, last)]


def _object(page: Page, verb: Token, *prepositions: str) -> list[Span]:
    """The verb's object, with the phrases of the given prepositions, as one stretch."""
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if target is None or (target.pos_ == "PRON" and not prepositions):
        return []
    parts = [target] + [c for c in verb.children if c.dep_ == "prep" and c.lower_ in prepositions and c.i > target.i]
    parts += [] if prepositions else _straight_after(verb, target, _ABOUT)
    if prepositions and len(parts) == 1 and not any(c.lower_ in prepositions for c in target.subtree):
        return []
    return [trimmed_span(page, target.left_edge, max((own_edge(p) for p in parts), key=lambda t: t.i))]


def _passive_object(page: Page, verb: Token) -> list[Span]:
    """ "The raid was condemned by the union": what is condemned, where it is told by whom."""
    subject = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    if subject is None or subject.pos_ == "PRON" or not any(c.dep_ == "agent" for c in verb.children):
        return []
    return [trimmed_span(page, subject.left_edge, own_edge(subject))]


def _with_phrases(page: Page, verb: Token) -> list[Span]:
    """The verb's object with what it is about: "alarm at the sentence", "concerns over her health"."""
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if target is None:
        return []
    about = [c for c in verb.children if c.dep_ in ("prep", "ccomp") and c.i > target.i and c.lower_ in _ABOUT]
    return [trimmed_span(page, target.left_edge, max((own_edge(p) for p in (target, *about)), key=lambda t: t.i))]


def _straight_after(verb: Token, target: Token, prepositions: frozenset[str]) -> list[Token]:
    """What tells of the object though the parser hangs it from the verb: "demanded word on him"."""
    after = [c for c in verb.children if c.dep_ in ("prep", "agent") and c.i == target.right_edge.i + 1]
    return [c for c in after if c.lower_ in prepositions]


def _denied(page: Page, verb: Token) -> list[Span]:
    if sum(c.dep_ in ("dobj", "dative") for c in verb.children) > 1:
        return []  # "denies them a doctor": something is kept from somebody
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if target is None and verb.dep_ == "relcl" and verb.head.lemma_.lower() in _DENIABLE:
        return [trimmed_span(page, verb.head.left_edge, verb.head)]  # "a charge he denies"
    if target is not None and verb.lemma_ == "deny" and target.lower_ in ("it", "this", "that", "them"):
        return [page.span(target, target)]
    ruled = target is not None and verb.lemma_ in _REJECTING and target.lemma_.lower() in _RULINGS
    if target is None or (target.lemma_.lower() not in _DENIABLE and not ruled):
        return []
    after = _straight_after(verb, target, _ABOUT | {"by", "from", "in"})
    return [trimmed_span(page, target.left_edge, (after or [target])[0].right_edge)]
