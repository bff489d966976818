"""Demands that no claim has told: verbs of asking, lists after a colon, pleas, requests to the reader."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from habeas.model.reading import Passage
from habeas.reading.claims.asking import gets
from habeas.reading.claims.contents import told_as_so
from habeas.reading.claims.saying_subjects import subject_of
from habeas.reading.claims.stretches import trimmed
from habeas.reading.clauses import subjects
from habeas.reading.named_demands import whose
from habeas.reading.page import Page
from habeas.reading.story import Story
from habeas.reading.tables import words

_ASKS = frozenset(
    {"demand", "urge", "beg", "implore", "beseech", "entreat", "exhort", "petition", "appeal", "plead", "request"}
)
_LEADS = _ASKS | {"ask", "call", "require", "want", "press"}
_ORDERING = frozenset({"order", "direct", "instruct", "task", "command", "mandate", "ask", "urge", "request"})
_BIDDING = frozenset({"urge", "ask", "request", "advise", "enjoin", "encourage", "implore", "remind", "warn", "exhort"})
_ABLE = words("speech", "rules", "able")
_KEPT = words("figures", "people", "custody")
_OWN_MEN = frozenset({"troop", "soldier", "force", "man", "army", "fighter", "unit"})
"""Whose orders are war and no demand: "ordered his troops to march"."""
_TELLING = frozenset({"name", "date", "comment", "detail", "reason", "information", "answer", "explanation", "help"})
CAUSES = frozenset({"right", "freedom", "justice", "dignity", "peace", "change", "respect", "equality"})
_ASKED = frozenset({"dobj", "dative", "xcomp", "ccomp", "advcl", "prep", "prt"})
_LINKS = frozenset({"for", "to", "on", "upon", "from", "of", "that"})
_REACHING = frozenset({"write", "email", "e-mail", "phone", "ring", "call", "telephone", "fax", "contact", "message"})
_SAYING = frozenset({"ask", "say", "demand", "tell", "request", "urge"})
_MAKING = frozenset(
    {"make", "issue", "present", "submit", "release", "list", "publish", "put", "deliver", "have", "set"}
)
_GATHERINGS = frozenset(
    {
        *("rally", "protest", "march", "demonstration", "vigil", "petition", "campaign", "strike", "walkout"),
        *("resolution", "statement", "declaration", "motion", "manifesto", "communiqué", "communique"),
    }
)
"""What asks for those who hold or sign it: "rallies calling for their release"."""
_SHORT = 2
_NEAR = 5
"""Tokens after "pleaded" within which "guilty" stands."""
_MARKED = re.compile(r"(?:\d{1,2}[.)]|[a-z]\)|[-*•–])\s")


_ISSUING = words("speech", "verbs", "accuse") | words("speech", "verbs", "demand") | words("speech", "verbs", "state")


@dataclass(frozen=True)
class Asking:
    """A demand in the making: who asks, of whom, its first and last word, its verb of asking. Entities are ids."""

    by: str | None
    to: tuple[str, ...]
    first: Token
    last: Token
    rule: str
    cue: Token | None = None


def askings(story: Story) -> Iterator[Asking]:
    """Every demand that the words alone show, in no order; some may be told by a claim too."""
    for token in story.page.all_tokens:
        if token.lemma_ == "demand" and token.pos_ == "NOUN":
            yield from _included(story, token)
        if token.pos_ != "VERB":
            if token.lower_ in _REACHING and token.is_sent_start:
                yield from _reaching(story, token)
            if token.lower_ == "please":
                yield from _plea(story, token)
            continue
        if _asks(token):
            yield from _asked(story, token)
        if token.lemma_ in _ORDERING and token.tag_ in ("VBD", "VBZ", "VBP", "VBN"):
            yield from _ordered(story, token)
        if token.lemma_ in _BIDDING and token.tag_ == "VBN":
            yield from _bidden(story, token)
        if token.lemma_ in _LEADS and (items := list(_items(story, token))):
            yield from items
        if token.lemma_ in _REACHING and token.tag_ in ("VB", "VBP"):
            yield from _reaching(story, token)


def _asks(verb: Token) -> bool:
    """Whether a verb asks for something to be done: "demanded", "asked for X to be Y", "called on"."""
    lemma = verb.lemma_
    if any(c.dep_ == "neg" for c in verb.children) or (verb.tag_ == "VBN" and not _has(verb)):
        return False
    if lemma == "appeal" and any(c.dep_ == "dobj" for c in verb.children):  # "appealed the sentence"
        return False
    if not_asked_yet(verb) or pleads_guilty(verb):
        return False
    if lemma in _ASKS:
        return not told_as_so(verb)
    rung = lemma == "call" and any(c.dep_ == "dobj" and c.i > verb.i for c in verb.children)  # "called him on Monday"
    if lemma not in ("ask", "call") or rung:
        return False
    for child in verb.children:
        if lemma == "call" and child.dep_ in ("advcl", "xcomp", "ccomp") and child.left_edge.lower_ == "for":
            return any(c.dep_ in ("nsubj", "nsubjpass") for c in child.children)  # "calling for him to step down"
        if child.dep_ == "prep" and child.i > verb.i and child.lower_ in ("for", "on", "upon"):
            return lemma == "call" or (child.lower_ == "for" and not _mere_telling(child))
    return False


def _ordered(story: Story, verb: Token) -> Iterator[Asking]:
    """ "The court directed the bailiff to open the file", told by no claim: an order to somebody who is at large."""
    act = next((c for c in verb.children if c.dep_ in ("xcomp", "ccomp") and c.i > verb.i and c.tag_ == "VB"), None)
    told = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i and c.pos_ in ("NOUN", "PROPN")), None)
    asker = next(iter(subjects(verb)), None)
    by = _by(story, asker)
    if act is None or told is None or by is None or not any(c.lower_ == "to" for c in act.children):
        return
    if (
        not_asked_yet(verb)
        or any(c.dep_ == "neg" for c in verb.children)
        or any(c.dep_ == "auxpass" for c in act.children)
    ):
        return
    to = tuple(e for e in story.cast.nouns(told) if e != by)
    own = told.lemma_ in _OWN_MEN and any(c.dep_ == "poss" for c in told.children)
    able = bool(to) or told.tag_ == "NNS" or told.lemma_.lower() in _ABLE
    if own or not able or told.lemma_.lower() in _KEPT or any(story.cast.detained(e) for e in to):
        return
    if story.page.passage(verb).role in ("title", "caption"):
        return
    first, last = trimmed(story.page, verb, act.right_edge)
    yield Asking(by, to, first, last, "asking", verb)


def _bidden(story: Story, verb: Token) -> Iterator[Asking]:
    """ "Residents are urged to stay indoors", said by somebody: whoever says it asks it of them."""
    told = next((c for c in verb.children if c.dep_ == "nsubjpass"), None)
    now = any(c.dep_ == "auxpass" and c.tag_ in ("VBP", "VBZ") for c in verb.children)
    act = next((c for c in verb.children if c.dep_ == "xcomp" and c.i > verb.i), None)
    if told is None or act is None or not now or any(c.dep_ in ("neg", "agent") for c in verb.children):
        return
    first, last = trimmed(story.page, told.left_edge, act.right_edge)
    claims = story.scope.said_by(story.page.span(verb, verb))
    by = story.scope.speaker(claims[0]) if claims else None
    to = story.cast.nouns(told)
    if by is not None and by not in to:
        yield Asking(by, to, first, last, "asking", verb)


def not_asked_yet(verb: Token) -> bool:
    """ "Will call on them", "might demand": what is not asked yet; "I would urge them" asks."""
    modal = next((c for c in verb.children if c.dep_ == "aux" and c.tag_ == "MD"), None)
    if modal is None or modal.lower_ in ("must", "should"):
        return False
    return not any(c.dep_ == "nsubj" and c.lower_ in ("i", "we") for c in verb.children)


def pleads_guilty(verb: Token) -> bool:
    """ "Pleaded guilty", "pleaded the Fifth": said to a court, and nothing is asked."""
    if verb.lemma_ != "plead":
        return False
    near = {t.lower_ for t in verb.doc[verb.i + 1 : verb.i + _NEAR]}
    return bool(near & {"guilty", "fifth", "innocent", "innocence", "contest"})


def _has(verb: Token) -> bool:
    return any(c.dep_ == "aux" and c.lemma_ == "have" for c in verb.children)


def _mere_telling(preposition: Token) -> bool:
    """ "Asked for his name": what is asked is to be told, not to be done."""
    return any(c.lemma_.lower() in _TELLING or c.pos_ == "PRON" for c in preposition.children)


def _asked(story: Story, verb: Token) -> Iterator[Asking]:
    parts = [c for c in verb.children if c.i > verb.i and c.dep_ in _ASKED and (c.dep_ != "prep" or c.lower_ in _LINKS)]
    if not parts or _cause(parts) or _colon(story, verb) is not None:
        return
    if verb.lemma_ == "call" and not any(c.dep_ in ("xcomp", "ccomp", "advcl") or c.lower_ == "for" for c in parts):
        return
    first, last = trimmed(story.page, verb, max((c.right_edge for c in parts), key=lambda t: t.i))
    if last.i - first.i < _SHORT or first != verb:
        return
    asker = next(iter(subjects(verb)), None)
    by = _by(story, asker)
    gathered = asker is not None and asker.lemma_.lower() in _GATHERINGS
    if story.page.passage(verb).role in ("title", "caption") or (by is None and not (_ours(asker) or gathered)):
        return
    yield Asking(by, tuple(dict.fromkeys(_addressees(story, verb, by))), first, last, "asking", verb)


def _by(story: Story, asker: Token | None) -> str | None:
    entity = story.cast.noun(asker) if asker is not None else None
    return issuer(story, asker) if entity is None and asker is not None and asker.lower_ == "we" else entity


def issuer(story: Story, we: Token) -> str | None:
    """The body whose statement it is: the first that speaks, asks or condemns in the report's own voice before "we"."""
    cast = story.cast
    for token in story.page.doc[: we.i]:
        if token.dep_ != "nsubj" or token.head.lemma_ not in _ISSUING or story.page.passage(token).role == "title":
            continue
        entity = cast.at(token)
        if entity is None or cast.kind(entity) != "organisation" or not cast.named(entity):
            continue
        return None if story.scope.said_by(story.page.span(token, token)) else entity
    return None


def _ours(asker: Token | None) -> bool:
    """Whether those ask whose text it is."""
    return asker is not None and asker.lower_ in ("we", "i")


def _cause(parts: list[Token]) -> bool:
    """ "Demand their rights": a cause, and nothing that somebody is to do."""
    return (
        len(parts) == 1 and parts[0].lemma_.lower() in CAUSES and not any(c.dep_ == "prep" for c in parts[0].children)
    )


def _colon(story: Story, verb: Token) -> Token | None:
    """The colon with which the verb's paragraph ends."""
    page, end = story.page, verb.i
    while end + 1 < len(page.doc) and page.paragraph(page.doc[end + 1]) == page.paragraph(verb):
        end += 1
    while end > verb.i and page.doc[end].is_space:
        end -= 1
    return page.doc[end] if page.doc[end].text == ":" or page.doc[end].lower_ == "that" else None


def _addressees(story: Story, verb: Token, by: str | None) -> Iterator[str]:
    for child in verb.children:
        thing = verb.lemma_ in ("demand", "request") or child.pos_ == "ADP"
        if child.dep_ in ("dobj", "dative") and child.i > verb.i and not thing:
            yield from (e for e in story.cast.nouns(child) if e != by)
        if child.dep_ in ("prep", "dative") and child.lower_ in ("to", "on", "upon", "from", "of"):
            yield from (e for c in child.children if c.dep_ == "pobj" for e in story.cast.nouns(c) if e != by)
        if child.dep_ in ("ccomp", "xcomp", "advcl") and not gets(child):
            yield from (e for c in child.children if c.dep_ == "nsubj" for e in story.cast.nouns(c) if e != by)


def _items(story: Story, verb: Token) -> Iterator[Asking]:
    """The items that follow a sentence of asking that ends with a colon."""
    page = story.page
    if _colon(story, verb) is None:
        return
    asker = next(iter(subjects(verb)), None)
    by = _by(story, asker)
    shared = tuple(dict.fromkeys(_addressees(story, verb, by)))
    position = page.passages.index(page.passage(verb)) + 1
    while position < len(page.passages) and _is_item(page, page.passages[position]):
        passage = page.passages[position]
        position += 1
        tokens = [t for t in page.tokens(passage.start, passage.end) if not t.is_space]
        while len(tokens) > 1 and (not tokens[0].is_alpha or tokens[1].text == ")"):
            tokens = tokens[1:]
        if len(tokens) > 1:
            stop = next((n for n, t in enumerate(tokens[1:], 1) if t.is_sent_start), len(tokens))
            first, last = trimmed(page, tokens[0], tokens[stop - 1])
            yield Asking(by, shared or who_is_to(story, tokens[:stop]), first, last, "list of demands")


def _is_item(page: Page, passage: Passage) -> bool:
    return passage.role == "list_item" or bool(_MARKED.match(page.text, passage.start, passage.end))


def who_is_to(story: Story, tokens: list[Token]) -> tuple[str, ...]:
    """ "The ministry to publish the list", "from the ministry: the list": who is to do it."""
    if tokens[0].lower_ in ("from", "of", "to"):
        return tuple(e for t in tokens[0].children if t.dep_ == "pobj" for e in story.cast.nouns(t))
    if any(t.dep_ == "nsubjpass" for t in tokens) or tokens[0].tag_ in ("VB", "VBP"):
        return ()
    for token in tokens:
        if token.dep_ in ("nsubj", "ROOT") and token.pos_ in ("NOUN", "PROPN"):
            found = tuple(story.cast.nouns(token)) or tuple(e for t in tokens[:3] if (e := story.cast.at(t)))[:1]
            return tuple(e for e in found if not _benefits(story, e))
    return tuple(e for t in tokens[:3] if (e := story.cast.at(t)) is not None and not _benefits(story, e))[:1]


def _benefits(story: Story, entity: str) -> bool:
    """Whether something is asked for somebody rather than of him or her: "that he receive the care he needs"."""
    return story.cast.kind(entity) == "person" and story.cast.detained(entity)


def _included(story: Story, noun: Token) -> Iterator[Asking]:
    """ "The strikers' demands include A and B", "among their demands are A and B": each is a demand."""
    owner = next((c for c in noun.children if c.dep_ == "poss"), None)
    above = noun.head.head if noun.dep_ == "pobj" else noun.head
    fits = (noun.dep_ == "nsubj" and above.lemma_ in ("include", "comprise", "be")) or (
        noun.head.lower_ in ("among", "amongst") and above.lemma_ == "be"
    )
    by = story.cast.noun(owner) if owner is not None else whose(story, noun) if noun.tag_ == "NNS" else None
    heads = [c for c in above.children if c.dep_ in ("dobj", "attr", "nsubj") and c.i > max(noun.i, above.i)]
    infinitives = [c for c in above.children if c.dep_ == "xcomp" and c.tag_ == "VB" and c.i > max(noun.i, above.i)]
    heads += infinitives if above.lemma_ == "be" else []
    if not fits:
        by, heads = _made(story, noun)
    if by is None:
        return
    for head in heads:
        for item in (head, *head.conjuncts):
            inside = [t for t in item.subtree if item == head or t.i >= item.left_edge.i]
            own = [t for t in inside if not any(t in other.subtree for other in item.conjuncts if other.i > item.i)]
            first, last = trimmed(story.page, own[0], [t for t in own if t.dep_ not in ("cc", "punct")][-1])
            yield Asking(by, (), first, last, "included demand")


def _made(story: Story, noun: Token) -> tuple[str | None, list[Token]]:
    """ "They issued demands that included A", "made five demands, including A and B": who asks, and for what."""
    head = noun.head.head if noun.dep_ == "pobj" and noun.head.head.lemma_ in ("list", "set", "number") else noun
    making = head.head if head.dep_ == "dobj" else None
    if making is None or making.lemma_ not in _MAKING:
        return None, []
    asker = subject_of(making)
    by = story.cast.noun(asker) if asker is not None else None
    found = []
    for token in noun.doc[noun.i + 1 : noun.sent.end]:
        among = token.lower_ == "including" or (token.lemma_ == "include" and token.dep_ == "relcl")
        if among and token.head in (noun, head, making):
            found += [c for c in token.children if c.dep_ in ("dobj", "pobj") and c.i > token.i]
    return by, found


def _plea(story: Story, please: Token) -> Iterator[Asking]:
    """ "Please let the crew go", said by somebody."""
    verb = please.head if please.head.pos_ == "VERB" else None
    if verb is None or verb.tag_ not in ("VB", "VBP") or verb.i < please.i:
        return
    if any(c.dep_ in ("nsubj", "nsubjpass") for c in verb.children):
        return
    first, last = trimmed(story.page, please, verb.right_edge)
    claims = story.scope.said_by(story.page.span(first, last))
    by = story.scope.speaker(claims[0]) if claims else None
    if by is not None and last.i > first.i:
        yield Asking(by, (), first, last, "plea")


def _reaching(story: Story, verb: Token) -> Iterator[Asking]:
    """ "Write to your deputy and ask …", "phone the ministry and say …": a request to the reader."""
    if any(c.dep_ in ("nsubj", "nsubjpass", "aux") for c in verb.children):
        return
    if story.scope.said_by(story.page.span(verb, verb)):
        return
    before = verb.nbor(-1) if verb.i > verb.sent.start else None
    opening = before is None or before.text in (":", ",", "-", "--") or before.lower_ in ("please", "and", "or")
    if not opening or story.page.passage(verb).role == "title":
        return
    reached = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i]
    reached += [c for p in verb.children if p.dep_ in ("prep", "dative") and p.lower_ == "to" for c in p.children]
    named = [t for t in reached if t.pos_ in ("NOUN", "PROPN")]
    to = tuple(dict.fromkeys(e for t in named for e in story.cast.nouns(t)))
    asks = any(c.dep_ == "conj" and c.lemma_ in _SAYING for c in verb.children)
    if not (to or (named and asks)) or any(c.tag_ == "PRP$" and c.lower_ == "our" for t in named for c in t.children):
        return
    first, last = trimmed(story.page, verb, verb.right_edge)
    yield Asking(None, to, first, last, "to the reader")
