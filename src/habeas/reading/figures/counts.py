"""Finds the numbers of a text that count people or bodies, and what they count."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from spacy.tokens import Doc, Token

from habeas.reading.figures.uncounted import (
    a_capacity,
    a_difference,
    a_share,
    an_age,
    known_again,
    other_use,
    own_children,
)
from habeas.reading.numerals import Number, number_of, numbers_in, ordinal
from habeas.reading.story import Story
from habeas.reading.tables import load, words

THEM = frozenset({"them", "whom", "these", "those", "us", "which", "you"})
_NOUN_LIKE = frozenset({"NOUN", "PROPN", "ADJ"})
_BETWEEN = frozenset({"ADJ", "PROPN", "NOUN", "ADV", "VERB"})
_REACH = 6
_LABEL = 6
"""Tokens before the colon of "Child prisoners: 350"."""
_FIRST_NTH, _LAST_NTH = 3, 300
"""Of "the second person to be arrested" the report names both."""
_TWICE = 8
"""Tokens before "(317)" in which the same number may stand in words."""
_APART = frozenset({",", "(", "-", "--", "–", "—"})
_ASIDE = 10
"""Tokens of a bracket between a number and "of whom"."""


@dataclass(frozen=True)
class Count:
    """A number of people as it stands: tokens `first` to `last` with the words that qualify it.

    `noun` is what is counted; None where only a pronoun stands for it (`partitive`) or nothing does (`bare`: the verb
    says it, as in "killing 30"). `low` and `high` are the ends of "between 60 and 70".
    """

    first: int
    last: int
    number: Number
    low: int | None
    high: int | None
    qualifier: str | None
    bound: str | None
    noun: Token | None
    partitive: bool

    @property
    def aside(self) -> bool:
        """ "Nine of them women": who they are is said beside the clause and not by its verb."""
        return self.partitive and self.noun is not None and self.noun.nbor(-1).lower_ in THEM


@cache
def _people() -> frozenset[str]:
    table = load("people")
    lists = ("custody", "male", "female", "neutral", "kinship")
    work = words("descriptions", "occupations")
    return frozenset(w for name in lists for w in table[name]) | words("figures", "people", "more") | work


@cache
def _qualifiers() -> tuple[tuple[tuple[str, ...], str], ...]:
    table: dict[str, list[str]] = load("figures")["qualifiers"]
    kinds = ("approximate", "least", "most")
    found = [(tuple(phrase.split()), kind) for kind in kinds for phrase in table[kind]]
    return tuple(sorted(found, key=lambda f: (-len(f[0]), f[0])))


def is_people(token: Token) -> bool:
    """Whether a plural noun names people: "prisoners", "Veskarians", "people"."""
    low = token.lower_
    if low in words("figures", "people", "many"):
        return token.pos_ in _NOUN_LIKE or token.tag_.startswith("VB")
    if token.ent_type_ == "NORP" and token.pos_ in ("NOUN", "PROPN") and low.endswith("s"):
        return token.tag_ in ("NNS", "NNPS") or token.i + 1 == len(token.doc) or token.nbor().pos_ != "NOUN"
    if token.text[0].isupper() and token.tag_ in ("NNS", "NNPS", "NNP") and _names_a_people(low):
        return token.i + 1 == len(token.doc) or token.nbor().pos_ not in ("NOUN", "PROPN")
    if token.pos_ not in _NOUN_LIKE and token.tag_ not in ("NNS", "NNPS"):
        return False
    if token.tag_ == "NNS" and low.endswith(("smen", "ermen", "rymen", "women")):
        return True  # "ferrymen", "fishermen", "craftsmen"
    if token.tag_ in ("NNP", "NNPS") and low.endswith("s") and low[:-1] in _people():
        return True  # "29 Political Prisoners"
    return low != token.lemma_.lower() and token.lemma_.lower() in _people()


def _names_a_people(low: str) -> bool:
    endings = tuple(sorted(words("figures", "people", "demonym_endings")))
    return len(low) > 4 and (low.endswith(endings) or low in words("figures", "people", "demonyms"))


def is_body(token: Token) -> bool:
    bodies = words("figures", "people", "bodies")
    return (token.lemma_.lower() in bodies or token.lower_ in bodies) and token.tag_ in ("NNS", "NNPS", "NN")


def is_happening(token: Token) -> bool:
    """Whether a plural noun counts what happened to one person each: "60 arrests"."""
    lemma = token.lemma_.lower()
    return (
        token.tag_ == "NNS"
        and lemma != "massacre"
        and not any(c.lower_ in ("previous", "prior", "earlier", "past") for c in token.children)
        and any(lemma in nouns for nouns in load("figures")["happening_nouns"].values())
    )


def counts(story: Story) -> Iterator[Count]:
    """Every number of the page that may count people, in order."""
    doc = story.page.doc
    numbers = numbers_in(doc)
    index = 0
    ordinals = list(_one_of_a_row(doc))
    while index < len(numbers):
        number = numbers[index]
        while ordinals and ordinals[0].first < number.first:
            yield ordinals.pop(0)
        following = numbers[index + 1] if index + 1 < len(numbers) else None
        ranged = following if following and _range(doc, number, following) else None
        if ranged is not None and _dated(story, number, number.last):
            ranged = None  # "since the beginning of 2021 to 6,210"
        one = _count(story, number, ranged)
        if one is not None:
            yield one
        index += 2 if ranged else 1
    yield from ordinals


def _one_of_a_row(doc: Doc) -> Iterator[Count]:
    """ "the third inmate to die this year", "the second man put to death": the last one of so many."""
    for token in doc[:-2]:
        if token.pos_ not in ("ADJ", "NOUN", "ADV", "NUM") or token.nbor().pos_ not in ("NOUN", "ADJ"):
            continue
        nth = ordinal(token.text)
        if nth is None or not _FIRST_NTH <= nth < _LAST_NTH or token.head.i <= token.i or token.head.tag_ != "NN":
            continue
        noun = token.head
        told = [c for c in noun.children if c.dep_ in ("relcl", "acl") and c.i > noun.i and _done_to(c)]
        if told and noun.lemma_.lower() in _people():
            yield Count(token.i, noun.i, Number(token.i, token.i, nth), None, None, None, None, noun, False)


def _done_to(verb: Token) -> bool:
    """Whether a verb tells of what is counted of people: dying, being killed, being taken."""
    tables = load("figures")
    lists = [*tables["happenings"].values(), *tables["happenings_own"].values()]
    return any(verb.lemma_ in verbs for verbs in lists) or (verb.lemma_ == "put" and "death" in verb.sent.text)


def _range(doc: Doc, left: Number, right: Number) -> bool:
    between = [doc[i].lower_ for i in range(left.last + 1, right.first)]
    if between == ["and"]:
        return left.first > 0 and doc[left.first - 1].lower_ == "between" and left.value < right.value
    if between == ["to"] and left.first > 1 and doc[left.first - 1].lower_ == "from" and _rises(doc, left.first - 1):
        return False
    return between in (["to"], ["-"], ["or"]) and left.value < right.value


def _rises(doc: Doc, index: int) -> bool:
    """ "rose from 310 to 420": two counts, of then and of now."""
    near = doc[max(doc[index].sent.start, index - 3) : index]
    return any(t.lemma_.lower() in words("figures", "running", "verbs") and t.lemma_ != "be" for t in near)


def _count(story: Story, number: Number, ranged: Number | None) -> Count | None:
    doc = story.page.doc
    last = ranged.last if ranged else number.last
    value = ranged.value if ranged else number.value
    if value < 2 or _dated(story, number, last):
        return _one_lost(doc, number) if value == 1 else None
    first, qualifier, bound = _qualified(doc, number.first)
    noun, partitive, end = _counted(doc, last)
    if other_use(doc, number, last, noun) or a_share(doc, number, last) or a_difference(doc, number, last):
        return None
    if a_capacity(doc, first) or own_children(doc, number, noun):
        return None
    if noun is None and bound in ("most", "least") and _after_people(doc, first, qualifier):
        return None
    if noun is None and not partitive and (an_age(doc, number) or _told_before(doc, number)):
        return None
    low = _scaled(doc, number, ranged) if ranged else None
    return Count(first, end, ranged or number, low, ranged.value if ranged else None, qualifier, bound, noun, partitive)


def _told_before(doc: Doc, number: Number) -> bool:
    """A number taken up again: "the 388", but not "was among the 50 arrested in the raids"; "thirty students (30)"."""
    first, last = number.first, number.last
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is not None and after.text == ")" and doc[first - 1].text == "(":
        before = doc[max(0, first - _TWICE) : first - 1]
        return number_of(" ".join(t.text for t in before if t.pos_ == "NUM" or t.lower_ == "and")) == number.value
    new = after is not None and after.tag_ == "VBN" and after.dep_ == "acl" and _done_to(after)
    return known_again(doc, first) and not new


def _one_lost(doc: Doc, one: Number) -> Count | None:
    """ "One student was killed", "shot one man dead": a toll of one of whom no more is said."""
    if doc[one.first].lower_ != "one" or one.last + 2 >= len(doc):
        return None
    near = doc[one.last + 1 : one.last + 3]
    noun = next((t for t in near if t.tag_ == "NN" and t.lemma_.lower() in _people()), None)
    if noun is None or noun.dep_ not in ("nsubj", "nsubjpass", "dobj") or noun.nbor().text in _APART:
        return None
    verb = noun.head
    dead = {c.lower_ for c in verb.subtree} & {"dead", "death"} and verb.lemma_ in ("shoot", "beat", "stab", "leave")
    killed = load("figures")["happenings"]["killed"]
    lost = verb.lemma_ in killed if noun.dep_ != "nsubj" else verb.lemma_ in load("figures")["happenings_own"]["died"]
    return Count(one.first, noun.i, one, None, None, None, None, noun, False) if lost or dead else None


def _scaled(doc: Doc, low: Number, high: Number) -> int:
    """The lower end of "1-2 million", which shares the scale of the upper one."""
    scale = high.value // 10 ** max(0, len(str(high.value)) - 1)
    shared = high.last > high.first and doc[high.first].like_num and low.first == low.last and low.value < 1000
    factor = high.value // scale if scale else 1
    return low.value * factor if shared and low.value <= scale and high.value % factor == 0 else low.value


def _after_people(doc: Doc, first: int, qualifier: str | None) -> bool:
    """ "Children under 16 are held", "men over 60 were freed": an age."""
    return (qualifier or "").lower() in ("under", "over", "above") and first > 0 and is_people(doc[first - 1])


def _dated(story: Story, number: Number, last: int) -> bool:
    """Whether the number is part of a date."""
    page = story.page
    start, end = page.start(page.doc[number.first]), page.end(page.doc[last])
    return story.times.covers(start, end)


def _qualified(doc: Doc, first: int) -> tuple[int, str | None, str | None]:
    """Where the qualifying words begin, the words as they stand, and what kind they are."""
    start = first
    if start and doc[start - 1].lower_ in ("a", "(", "between"):
        start -= 1
    before = [token.lower_ for token in doc[max(0, start - len(_qualifiers()[0][0])) : start]]
    for phrase, kind in _qualifiers():
        begin = start - len(phrase)
        if begin < 0:
            continue
        stands = tuple(before[-len(phrase) :])
        handed = stands == ("over",) and begin > 0 and doc[begin - 1].lemma_ in ("hand", "turn")
        if handed or (stands == ("over",) and doc[begin].dep_ == "prt"):
            continue
        if stands == phrase and doc[begin].sent == doc[first].sent:
            return begin, doc[begin:start].text, kind
    return start, None, None


def _counted(doc: Doc, last: int) -> tuple[Token | None, bool, int]:
    """The noun counted by the number that ends at `last`, whether a pronoun stands for it, and where the words end."""
    index = last + 1
    if index < len(doc) and doc[index].text == ")":
        index += 1
    if index < len(doc) and doc[index].text == "(":
        closed = next((t.i for t in doc[index : min(index + _ASIDE, len(doc) - 2)] if t.text == ")"), None)
        if closed is not None and doc[closed + 1].lower_ == "of" and doc[closed + 2].lower_ in THEM:
            return None, True, closed + 2  # "1,374 (168 of them women) of whom are held"
    if index + 1 < len(doc) and doc[index].lower_ == "of" and not doc[index].is_sent_start:
        return _after_of(doc, index)
    if index < len(doc) and doc[index].lower_ == "or" and doc[min(index + 1, len(doc) - 1)].lower_ == "so":
        index += 2
    noun = noun_after(doc, index, last) or _labelled(doc, last)
    return (noun, False, max(noun.i, last)) if noun is not None else (None, False, last)


def _labelled(doc: Doc, last: int) -> Token | None:
    """ "Child prisoners: 350", "Women - 45": who is counted stands before the number in a list."""
    first = last
    while first > doc[last].sent.start and doc[first - 1].lower_ not in (":", "-", "–", "—"):
        first -= 1
        if last - first > 3:
            return None
    mark = first - 1
    ends = last + 1 >= len(doc) or doc[last + 1].is_sent_start or doc[last + 1].text in (";", ",", ".", "(")
    if mark <= 0 or not ends or doc[mark].text not in (":", "-", "–", "—") or doc[last].like_num is False:
        return None
    noun = doc[mark - 1]
    words_before = mark - doc[last].sent.start
    return noun if words_before <= _LABEL and is_people(noun) else None


def _after_of(doc: Doc, index: int) -> tuple[Token | None, bool, int]:
    if doc[index + 1].lower_ in THEM:
        after = doc[index + 2] if index + 2 < len(doc) else None
        counted = after is not None and not after.is_sent_start and (is_people(after) or is_happening(after))
        noun = after if counted else None
        return noun, True, noun.i if noun is not None else index + 1
    if doc[index + 1].lower_ == "the" and doc[min(index + 2, len(doc) - 1)].like_num:
        return None, True, index + 2  # "eleven of the 61"
    start = index + 1
    while start < len(doc) and doc[start].pos_ in ("DET", "PRON", "NUM") and start < index + 4:
        start += 1
    noun = noun_after(doc, start, index)
    return (noun, True, noun.i) if noun is not None else (None, False, index - 1)


def noun_after(doc: Doc, index: int, last: int) -> Token | None:
    """The last noun of the phrase that begins at `index`, if it names people or bodies."""
    found: Token | None = None
    reach = last + _REACH
    while index < len(doc) and index <= reach and not doc[index].is_sent_start:
        token = doc[index]
        if is_people(token) or is_body(token) or is_happening(token):
            found = token
            after = doc[index + 1] if index + 1 < len(doc) else None
            if after is not None and after.tag_ == "POS":  # "328 women's rights activists"
                found, index = None, index + 2
                continue
            if after is None or after.pos_ not in ("NOUN", "PROPN") or _given(token, after):
                return found
        elif token.text == "-" and found is None and _within_word(doc, index):
            reach += 2
        elif token.lower_ in ("-", "or", "and", "'s", ",", '"') or token.like_num:
            if found is not None or not (token.text == '"' or _goes_on(doc, index)):
                return found
        elif token.pos_ not in _BETWEEN or (token.pos_ == "VERB" and token.tag_ not in ("VBN", "VBG")):
            return found
        elif token.tag_ == "NNS" and found is None and (index + 1 >= len(doc) or doc[index + 1].tag_[:2] != "NN"):
            return None  # "300 cases involving deaths" counts cases
        elif found is not None:
            if token.pos_ != "NOUN" or token.tag_ not in ("NNS", "NN"):
                return found
            found = None  # "four youth project volunteers", "60 youth centres"
        index += 1
    return found


def _given(people: Token, after: Token) -> bool:
    """ "Gave 47 officers life sentences": what they were given begins, and not a longer noun."""
    return people.tag_ in ("NNS", "NNPS") and after.lower_ in words("figures", "terms", "kinds")


def _within_word(doc: Doc, index: int) -> bool:
    """Whether a hyphen stands inside a word: "post-coup prisoners"."""
    return 0 < index < len(doc) - 1 and not doc[index - 1].whitespace_ and not doc[index].whitespace_


def _goes_on(doc: Doc, index: int) -> bool:
    """Whether a hyphen, comma or "and" stands between adjectives: "sick and elderly prisoners"."""
    if index + 1 >= len(doc) or doc[index].like_num:
        return False
    left, right = doc[index - 1], doc[index + 1]
    if doc[index].text == ",":
        return left.pos_ == "ADJ" == right.pos_
    return left.pos_ in ("ADJ", "PROPN", "VERB") and right.pos_ in ("ADJ", "PROPN", "NOUN", "VERB")
