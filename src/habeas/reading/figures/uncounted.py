"""Numbers that count nobody: ages, shares, sums, differences, articles of law, what has been counted before."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from habeas.reading.numerals import Number
from habeas.reading.tables import words

_NOW = frozenset({"now", "then", "just", "only", "currently", "aged"})
_CHILDREN = frozenset({"child", "kid", "son", "daughter", "grandchild"})
_ONE = frozenset({"widow", "widower", "mother", "father", "woman", "man", "wife", "husband", "parent"})
_HAVING = frozenset({"have", "leave", "raise", "support", "bear", "father", "adopt"})
_TIMES = frozenset({"x", "×", "by"})
"""Between the sides of a room: "a 2 by 3 metre cell"."""
_MONEY = frozenset("$€£¥₹₦₱₽₩")
"""The last sign of "US$" and the like before a sum."""
_OLDEST = 119
_BRACKET = 8
"""Tokens of a short bracket behind a name, with its marks."""
_RATIO_OF = frozenset({"3", "4", "5", "6", "8", "10", "100", "1,000", "1000"}) | frozenset(
    {"three", "four", "five", "six", "eight", "ten"}
)
"""Of how many a share is told: "one in five", "nine out of ten"."""
_MORE = frozenset({"more", "fewer", "less", "higher", "lower", "up", "down"})
_CHANGES = frozenset({"increase", "rise", "drop", "decrease", "fall", "decline", "growth"})
_HOLDING = frozenset({"hold", "house", "accommodate", "take", "contain"})
_THAN = 12
"""Tokens after "32 more" within which "than" makes it a difference."""


def other_use(doc: Doc, number: Number, last: int, noun: Token | None) -> bool:
    """Whether the words around make the number an age, a sum, an article, a place in a list."""
    before = doc[number.first - 1] if number.first else None
    after = doc[last + 1] if last + 1 < len(doc) else None
    if before is not None and before.sent == doc[number.first].sent and _named_by(doc, before, noun):
        return True
    if after is None:
        return False
    low = after.lower_
    if low in _TIMES and after.i + 1 < len(doc) and doc[after.i + 1].like_num:
        return True
    if low == "-" and not after.whitespace_ and not doc[last].whitespace_:
        return True
    unit = _unit(doc, last)
    return unit in words("figures", "not_counts", "after") and low != "-"


def _named_by(doc: Doc, before: Token, noun: Token | None) -> bool:
    """Whether the word before a number makes it a name, an age or a side: "Article 12", "aged 12", "in grade 10"."""
    counts_people = noun is not None and before.lower_ in words("figures", "not_counts", "before_soft")
    if before.lower_ == "as" and doc[before.i - 1].lower_ in ("young", "old"):
        return True
    if before.text[-1] in _MONEY:
        return True
    naming = before.lower_ in words("figures", "not_counts", "before") and not counts_people
    if naming or before.text in ("/", "#") or (before.text == "-" and not _bullet(doc, before)):
        return True
    if before.pos_ == "PROPN" and before.lower_ in ("article", "law"):
        return True
    if before.lower_ == "of" and before.i and doc[before.i - 1].lower_ in ("age", "ages"):
        return True
    if before.lower_ == "of" and before.i and doc[before.i - 1].text in ("Law", "Act", "Code", "Decree", "Ordinance"):
        return True  # "under the Public Order Act of 1986"
    return before.lower_ in _TIMES and before.i > 0 and doc[before.i - 1].like_num


def _bullet(doc: Doc, dash: Token) -> bool:
    """Whether a dash opens an item of a list: "- 185 people were detained"."""
    opens = dash.i == 0 or dash.is_sent_start or doc[dash.i - 1].is_space or doc[dash.i - 1].text in (":", ";")
    return bool(opens) and bool(dash.whitespace_)


def _unit(doc: Doc, last: int) -> str:
    """The word after a number, or after a row of numbers that share it: "nine, seven and eight years"."""
    index = last + 1
    bracketed = index < len(doc) - 1 and doc[index].text == ")" and doc[last - 1].text == "("
    index += bracketed
    while index + 1 < len(doc) and not doc[index].is_sent_start:
        if doc[index].lower_ in (",", "and", "or", "to") and doc[index + 1].like_num:
            index += 2
        elif doc[index].text == "," and doc[index + 1].lower_ in ("and", "or") and index + 2 < len(doc):
            index += 1
        else:
            break
    return str(doc[index].lower_) if index < len(doc) and not doc[index].is_sent_start else ""


def a_share(doc: Doc, number: Number, last: int) -> bool:
    """ "One in five of them", "nine out of ten detainees": a share, and not so many people."""
    size = len(doc)
    ahead = last + 2 if last + 2 < size and doc[last + 1].lower_ == "in" else last + 3
    after = last + 1 < size and doc[last + 1].lower_ in ("in", "out") and ahead < size
    if after and doc[ahead].lower_ in _RATIO_OF and doc[ahead - 1].lower_ in ("in", "of"):
        return True
    if number.first < 2 or doc[number.first].lower_ not in _RATIO_OF:
        return False
    if doc[number.first - 1].lower_ == "in":
        return doc[number.first - 2].like_num
    led = [t.lower_ for t in doc[number.first - 2 : number.first]] == ["out", "of"]
    return led and number.first > 2 and doc[number.first - 3].like_num


def a_difference(doc: Doc, number: Number, last: int) -> bool:
    """ "32 more journalists than in 2013", "an increase of nine": how many more, and not how many."""
    if number.first > 1 and doc[number.first - 1].lower_ in ("of", "by") and doc[number.first - 2].lemma_ in _CHANGES:
        return True
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is None or after.lower_ not in _MORE or after.is_sent_start:
        return False
    end = min(doc[last].sent.end, last + _THAN)
    return any(token.lower_ == "than" for token in doc[after.i : end])


def an_age(doc: Doc, number: Number) -> bool:
    """A number after a name and a comma or bracket: "Amir Doe, 31, was arrested", "her son (23) was freed"."""
    first = number.first
    if number.value > _OLDEST or not first:
        return False
    if doc[first - 1].lower_ == "at" and doc[first - 1].is_sent_start:  # "At 71, she …"
        return number.last + 1 < len(doc) and doc[number.last + 1].text == ","
    if doc[first - 1].lower_ in ("turned", "turning", "turns"):
        return True
    if first > 2 and doc[first - 1].lower_ in _NOW and doc[first - 2].text in (",", "("):
        first -= 1  # "Amir Doe, now 31,"
    if first < 2 or doc[first - 1].is_sent_start:
        return False
    before = doc[first - 2]
    if before.text == ")" and doc[first - 1].text == ",":  # "Colonel Amir Doe (ret.), 67,"
        opened = next((t.i for t in doc[max(1, first - _BRACKET) : first - 2] if t.text == "("), None)
        before = doc[opened - 1] if opened is not None else before
    if doc[first - 1].lower_ in ("both", "each", "all") and before.text == ",":
        return doc[number.last + 1].text == "," if number.last + 1 < len(doc) else False
    if doc[first - 1].text == ",":
        after = doc[number.last + 1] if number.last + 1 < len(doc) else None
        goes_on = after is not None and after.pos_ in ("VERB", "AUX", "ADV") and not after.is_sent_start
        single = before.tag_ == "NNP" and before.ent_type_ not in ("DATE", "GPE")
        goes_on = goes_on and not (single and after is not None and after.lower_ in ("was", "is", "has"))
        no_name = before.pos_ != "PROPN" or before.ent_type_ in ("DATE", "GPE")
        goes_on = goes_on or (no_name and after is not None and after.lower_ in ("in", "from"))
        return before.pos_ in ("PROPN", "NOUN") and before.tag_ not in ("NNS", "NNPS") and not goes_on
    return doc[first - 1].text == "(" and (before.tag_ in ("NNP", "NN") and before.text != "%")


def own_children(doc: Doc, number: Number, noun: Token | None) -> bool:
    """ "A mother of two", "married with three children", "leaves two sons": somebody's kin, counted by nobody."""
    first = number.first
    if first < 2:
        return False
    if noun is None or noun.lemma_.lower() in _CHILDREN:
        of = doc[first - 1].lower_ == "of" and doc[first - 2].lemma_.lower() in words("descriptions", "kin")
        if of and doc[first - 2].tag_ == "NN":
            return True
    if noun is None or noun.lemma_.lower() not in _CHILDREN:
        return False
    if doc[first - 1].lower_ == "with":
        return doc[first - 2].lemma_ == "marry" or (doc[first - 2].tag_ == "NN" and doc[first - 2].lemma_ in _ONE)
    return noun.dep_ == "dobj" and noun.head.lemma_ in _HAVING


def a_capacity(doc: Doc, first: int) -> bool:
    """ "Built for 800 inmates", "a capacity of 600": how many there is room for."""
    holding = first > 2 and doc[first - 2].lower_ == "to" and doc[first - 1].lemma_ in _HOLDING
    if first < 2 or not (holding or doc[first - 1].lower_ in ("for", "of", "to")):
        return False
    near = doc[max(doc[first].sent.start, first - 5) : first - 1]
    return any(token.lemma_.lower() in words("figures", "room", "words") for token in near)


def known_again(doc: Doc, first: int) -> bool:
    """A number that takes up one already given: "of the 61", "the 388"."""
    if first > 1 and doc[first - 2].lower_ == "of" and doc[first - 1].lower_ in ("these", "those"):
        return not doc[first - 2].is_sent_start  # "Of these 230 have been sentenced"
    return first > 0 and doc[first - 1].lower_ in ("the", "these", "those")
