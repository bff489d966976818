"""The words around a count: the verb it goes with, its part in that clause, and the phrase that says who is counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from spacy.tokens import Doc, Token

from habeas.reading.figures.counts import Count, is_people, noun_after
from habeas.reading.tables import words

Part = Literal["subject", "object", "other"]
_STOPS = frozenset({",", ";", ":", "(", ")", '"', ".", "!", "?", "--"})
_OPENERS = frozenset({"who", "with", "without", "in", "over", "under", "from", "aged", "on", "whose"})
_KNOWN = frozenset(
    {
        "confirm",
        "declare",
        "list",
        "know",
        "believe",
        "think",
        "say",
        "report",
        "estimate",
        "fear",
        "presume",
        "understand",
        "allege",
    }
)
_LONGEST = 16
_STEPS = 7


@dataclass(frozen=True)
class Context:
    """A count in its clause. `part`: who is counted is the verb's subject, undergoes it ("object"), or neither.

    `noun` is who is counted; `end` the last token of the phrase that says so; `total` the noun of "the number of
    prisoners"; `of_noun` the noun before "of": "the release of 22 detainees".
    """

    noun: Token | None
    verb: Token | None
    part: Part
    end: int
    total: Token | None = None
    of_noun: Token | None = None


def context(doc: Doc, count: Count) -> Context:
    """The clause of a count."""
    if count.aside and count.noun is not None:
        return Context(count.noun, None, "other", count.noun.i)
    root = doc[count.number.first : count.number.last + 1].root
    if count.noun is not None and not count.partitive:
        root = count.noun
    thing = _thing(root, count)
    verb, part, of_noun = _role(root)
    noun, after = count.noun, _verb_after(doc, count)
    if after is not None and (noun is None or verb is None):
        verb, part = after, "object" if _passive(after) else "subject"
        if noun is None and after.lemma_ == "be" and not count.partitive:
            noun = noun_after(doc, after.i + 1, after.i)
    verb, part = _said_to(verb, part)
    total = _total(verb, doc)
    if total is not None and _of_things(total):
        return Context(None, None, "other", count.last)
    if total is not None:
        apart = noun is not None and doc[count.first - 1].lower_ in ("them", "including")
        noun = noun if apart else _totalled(total) or noun
    if thing is not None and noun is None:
        if not _undergoes(thing, verb, of_noun):
            return Context(None, None, "other", count.last)
        noun = thing
    return Context(noun, verb, part, _end(doc, count, noun), total, of_noun)


def _undergoes(thing: Token, verb: Token | None, of_noun: Token | None) -> bool:
    """Whether what verb or noun tells is done to people only: "4 rustlers were jailed", "the arrest of 4 rustlers"."""
    if thing.lemma_.lower() in words("figures", "things", "nouns"):
        return False  # "executed five search warrants"
    if of_noun is not None and of_noun.lemma_.lower() in words("figures", "personal", "nouns"):
        return thing.dep_ == "pobj"
    own = thing.dep_ in ("nsubj", "nsubjpass", "dobj", "conj") or thing.lower_ == "others"
    return verb is not None and own and verb.lemma_ in words("figures", "personal", "verbs")


def _said_to(verb: Token | None, part: Part) -> tuple[Token | None, Part]:
    """ "Six are believed to have been killed": the verb below the one of knowing or saying."""
    if verb is None or verb.lemma_ not in _KNOWN or not any(c.dep_ == "auxpass" for c in verb.children):
        return verb, part
    below = next((c for c in verb.children if c.dep_ in ("xcomp", "oprd") and c.pos_ in ("VERB", "AUX")), None)
    if below is None:
        return verb, part
    if below.dep_ == "oprd" or not any(c.lower_ == "to" for c in below.children):  # "were confirmed killed"
        return below, "object"
    return below, "object" if any(c.dep_ == "auxpass" for c in below.children) else "subject"


def _thing(root: Token, count: Count) -> Token | None:
    """The plural noun that a number counts though no table knows it as a word for people."""
    if count.noun is not None or count.partitive or root.dep_ != "nummod" or root.head.i <= root.i:
        return None
    return root.head


def _role(token: Token) -> tuple[Token | None, Part, Token | None]:
    """The verb above a noun or number, the noun's part in it, and a noun with "of" between the two."""
    of_noun: Token | None = None
    for _ in range(_STEPS):
        head = token.head
        if token.dep_ in ("nsubjpass", "nsubj", "dobj"):
            return head, _part(token, head), of_noun
        if head == token:
            return (token if token.pos_ in ("VERB", "AUX") else None), "other", of_noun
        mercy = head.lower_ in ("for", "to") and head.head.lemma_ in ("pardon", "amnesty", "clemency")
        if token.dep_ == "pobj" and (head.lower_ == "of" or mercy) and head.head.pos_ == "NOUN":
            of_noun = of_noun or head.head
            token = head.head
        elif head.pos_ in ("VERB", "AUX") and token.dep_ != "conj":
            lost = token.dep_ == "npadvmod" and token.i < head.i and _passive(head) and is_people(token)
            return head, "object" if lost else "other", of_noun  # "Two nurses, a driver and a guard were held"
        else:
            token = head
    return None, "other", of_noun


def _part(token: Token, verb: Token) -> Part:
    if token.dep_ != "nsubj":
        return "object"
    return "object" if _passive(verb) else "subject"


def _passive(verb: Token) -> bool:
    if any(child.dep_ == "auxpass" for child in verb.children):
        return True
    # A headline leaves the helping verb out: "12 people arrested in raid".
    helped = any(child.dep_ == "aux" for child in verb.children)
    return verb.tag_ == "VBN" and not helped and not any(child.dep_ == "dobj" for child in verb.children)


def _verb_after(doc: Doc, count: Count) -> Token | None:
    """The verb that follows a count at once: "(9,532) of whom are women", "60 were arrested"."""
    index = count.last + 1
    if index < len(doc) and doc[index].text == ")":
        index += 1
    if index < len(doc) and doc[index].pos_ == "ADV":
        index += 1
    if index >= len(doc) or doc[index].is_sent_start:
        return None
    token = doc[index]
    if doc[count.last].lower_ == "those" and token.dep_ == "acl" and token.tag_ == "VBN":
        return None  # "68 of those arrested were freed": what follows says who they are
    if token.dep_ in ("aux", "auxpass") and token.head.i > token.i:
        return token.head
    return token if token.pos_ in ("VERB", "AUX") else None


def _total(verb: Token | None, doc: Doc) -> Token | None:
    """The total that a verb leads to its number: "the number of prisoners has risen to 227"."""
    if verb is None or verb.lemma_ not in words("figures", "running", "verbs"):
        return None
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass", "dobj") and _is_total(child):
            return child
        if child.dep_ == "nsubj" and child.lower_ == "it":  # "as for the number of women, it reached 280"
            before = verb.doc[child.sent.start : child.i]
            return next((t for t in before if _is_total(t) and any(c.lower_ == "of" for c in t.children)), None)
    return None


def _is_total(token: Token) -> bool:
    return token.lemma_.lower() in words("figures", "running", "totals")


def _of_things(total: Token) -> bool:
    """ "The number of detention orders": no people are counted."""
    for child in total.children:
        noun = next((c for c in child.children if c.dep_ == "pobj"), None) if child.lower_ == "of" else None
        if noun is not None and noun.tag_ == "NNS" and noun.lemma_.lower() in words("figures", "things", "nouns"):
            return True
    return False


def _totalled(total: Token) -> Token | None:
    for child in total.children:
        if child.lower_ == "of":
            those = next((c for c in child.children if c.lower_ == "those" and c.n_rights), None)
            first = child.i + 1
            first += total.doc[first].pos_ == "DET"
            return those or noun_after(total.doc, first, child.i)
    return None


def _end(doc: Doc, count: Count, noun: Token | None) -> int:
    """The last token of the words that say who is counted; a comma or bracket ends them."""
    start = noun.i if noun is not None and noun.i > count.number.last else count.last
    inside = {token.i for token in noun.subtree} if noun is not None else set()
    following = start + 1
    if following < len(doc) and _opens(doc[following], count, noun):
        inside |= {token.i for token in doc[following].subtree}
        if doc[following].lower_ in ("over", "under", "aged"):
            inside |= set(range(following, following + 5))
    end = start
    for index in range(following, min(len(doc), start + _LONGEST)):
        if index not in inside or doc[index].text in _STOPS or _next_item(doc, index):
            break
        end = index
    return end


def _next_item(doc: Doc, index: int) -> bool:
    """Whether the next count of a row begins: "20 men and 5 women"."""
    token = doc[index]
    if token.text == "-":
        return bool(token.whitespace_) and bool(doc[index - 1].whitespace_)
    if token.like_num:
        return doc[index - 1].pos_ in ("NOUN", "PROPN") and token.ent_type_ != "DATE"
    if token.lower_ not in ("and", "or"):
        return False
    ahead = doc[index + 1 : index + 4]
    return any(t.like_num for t in ahead[:1]) or (
        any(t.like_num for t in ahead) and all(t.like_num or t.pos_ in ("ADV", "ADP", "ADJ") for t in ahead[:2])
    )


def _opens(token: Token, count: Count, noun: Token | None) -> bool:
    if token.is_sent_start or not (count.partitive or noun is None):
        return False
    return token.tag_ == "VBG" or (token.lower_ in _OPENERS and count.partitive)
