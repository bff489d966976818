"""The words around a count, gathered once: its phrase, its clause, and whether they speak of custody."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from spacy.tokens import Doc, Token

from habeas.reading.figures.context import Context
from habeas.reading.figures.counts import Count
from habeas.reading.tables import load, words

_HELD_AS_EVENTS = frozenset(
    {"operation", "meeting", "rally", "protest", "hearing", "trial", "funeral", "vigil", "talk"}
)
"""What is held and holds nobody: "a meeting of 40 relatives"."""


_INCLUDING = frozenset({"including", "include", "includes", "included"})
_ROW = 6
"""Steps from an item to the first of its row."""


class Around:
    """The words around a count, gathered once."""

    def __init__(self, doc: Doc, count: Count, at: Context) -> None:
        self.doc, self.count, self.at = doc, count, at
        first = count.number.last + 1
        noun = at.noun
        self.phrase = line(_without_bracket(doc, first, at.end))
        if noun is not None and not first <= noun.i <= at.end:
            self.phrase += line(doc[noun.left_edge.i : noun.i + 1]) + line(
                [t for t in at.total.subtree if t.i < count.first] if at.total else [noun]
            )
        self.clause = self.phrase + line(predicate(at))

    def only_who(self, at: Context) -> bool:
        """Whether the words say only who some of those counted before were: "…, among them five children"."""
        before = [self.doc[i].lower_ for i in range(max(0, self.count.first - 2), self.count.first)]
        near = {t.lower_ for t in self.doc[max(0, self.count.first - 7) : self.count.first]}
        if near & {"hundreds", "dozens", "thousands", "scores", "many", "several"}:
            return False
        noun, word = self.count.noun, before[-1] if before else ""
        if noun is None:
            return False
        led = word in _INCLUDING or before == ["among", "them"] or (word in ("and", ",") and self._included(noun))
        return led and not any(t.lemma_.lower() in _told_by_verbs() for t in self.doc[noun.i + 1 : at.end + 1])

    def _included(self, noun: Token) -> bool:
        """Whether who is counted is one of a row that "including" opens."""
        for _ in range(_ROW):
            if noun.dep_ not in ("conj", "appos"):
                break
            noun = noun.head
        return noun.head.lower_ in _INCLUDING and noun.dep_ in ("pobj", "dobj")

    @property
    def custody_noun(self) -> bool:
        noun = self.at.noun
        return noun is not None and noun.lemma_.lower() in words("figures", "people", "custody")

    def in_custody(self, parent: str | None) -> bool:
        verb = self.at.verb
        stands = verb is not None and self.at.part == "object" and verb.lemma_ in words("figures", "standing", "verbs")
        stands = stands and not (self.at.of_noun is not None and self.at.of_noun.lemma_ in _HELD_AS_EVENTS)
        inside = any(
            t.lemma_ in words("figures", "standing", "verbs") for t in self.doc[self.count.last : self.at.end + 1]
        )
        shown = self.custody_noun or stands or inside or confined(self.clause)
        if self.at.noun is None and not shown and parent is None:
            shown = any(
                t.lemma_.lower() in words("figures", "people", "custody") for t in self.doc[self.count.first].sent
            )
        return shown or (parent is not None and parent not in ("other", "killed", "injured"))


@cache
def _told_by_verbs() -> frozenset[str]:
    """The verbs that say of people what is counted elsewhere: "including nine who died"."""
    tables = load("figures")
    lists = [*tables["happenings"].values(), *tables["happenings_own"].values(), tables["standing"]["verbs"]]
    return frozenset(verb for verbs in lists for verb in verbs)


def _without_bracket(doc: Doc, first: int, last: int) -> list[Token]:
    """The words of a count without a bracket right behind its number: "1,374 (168 women) of whom"."""
    told = list(doc[first : last + 1])
    if told and told[0].text == "(" and (closed := next((k for k, t in enumerate(told) if t.text == ")"), None)):
        return told[closed + 1 :]
    return told


def line(tokens: Iterable[Token]) -> str:
    """The words in lower case, a space on either side of each."""
    return " " + " ".join(token.lower_ for token in tokens) + " "


_CONFINED = re.compile(
    r" (?:in|under|behind|into)(?: (?!of |and |or )[\w'-]+){0,4}?"
    r" (?:detention|custody|detainment|captivity|confinement|bars|cells?|jails?|prisons?|incarceration|imprisonment) "
)
"""In custody, with what kind of it: "in pre-trial detention", "in the custody of", "under detention"."""


def confined(text: str) -> bool:
    """Whether a `line` says that people are in custody."""
    return any_of(words("figures", "standing", "phrases"), text) or _CONFINED.search(text) is not None


def any_of(phrases: frozenset[str], text: str) -> bool:
    """Whether one of the phrases stands in a `line`."""
    return any(f" {phrase} " in text for phrase in phrases)


def predicate(at: Context) -> list[Token]:
    """The verb with what helps it and what follows it, as far as the next comma."""
    verb = at.verb
    if verb is None or at.part == "other":
        return []
    first = min([verb.i, *(c.i for c in verb.children if c.dep_ in ("aux", "auxpass"))])
    tokens: list[Token] = []
    for token in verb.doc[first : verb.sent.end]:
        if token.text in (",", ";", '"') or len(tokens) > 12 or _other_count(token):
            break
        tokens.append(token)
    return tokens


def _other_count(token: Token) -> bool:
    """ "40 are women and 12 are children": where the next count of a row begins."""
    return token.lower_ in ("and", "with", "including") and token.i + 1 < len(token.doc) and token.nbor().like_num
