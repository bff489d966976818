"""Lists of what readers or bodies are asked: "Please write: - Calling on X to …", "To the government: - free …"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Token

from habeas.model.reading import Passage
from habeas.reading.story import Story
from habeas.reading.tables import words

_READER = words("speech", "rules", "reader_verbs")
_ASKING = words("speech", "verbs", "demand") | {"ask", "press"}
_LABEL = re.compile(r"\s*(?:to|for) (?:the )?[^\n:.]{2,80}:\s*$", re.I)
_LEADING = re.compile(r":\s*$")
_MARK = re.compile(r"(?<=[\s:;])(?:\((?:\d{1,2}|[a-h]|[ivx]{1,4})\)|\d{1,2}[.)]|[a-h]\))\s+(?=[^\W\d])")
_SEVERAL = 2
_PASSED_OVER = frozenset({"please", "immediately", "-", "–", "•", "*", "take", "action", ":", "now"})


@dataclass(frozen=True)
class Asked:
    """What an item asks: its first and last token, and of whom. `label`: the body whose name heads the list."""

    first: Token
    last: Token
    to: tuple[str, ...]
    label: bool


def items_after(story: Story, passage: Passage) -> Iterator[tuple[Token, Token]]:
    """First and last token of each list item that follows a passage."""
    page = story.page
    passages = page.passages
    position = passages.index(passage) + 1
    while position < len(passages) and passages[position].role in ("list_item", "furniture"):
        item = passages[position]
        position += 1
        tokens = [t for t in page.tokens(item.start, item.end) if not t.is_space]
        if item.role == "list_item" and tokens:
            yield first_sentence(tokens)


def items_within(story: Story, cue: Token) -> list[tuple[Token, Token]]:
    """First and last token of the items that a colon behind `cue` leads within its paragraph: "to: (a) …; (b) …"."""
    page = story.page
    passage = page.passage(cue)
    start = page.text.find(":", page.start(cue), passage.end)
    marks = list(_MARK.finditer(page.text, start + 1, passage.end)) if start >= 0 else []
    if len(marks) < _SEVERAL or page.text[start + 1 : marks[0].start()].strip():
        return []
    ends = [*(mark.start() for mark in marks[1:]), passage.end]
    items = []
    for mark, end in zip(marks, ends, strict=True):
        tokens = [t for t in page.tokens(mark.end(), end) if not t.is_space]
        while tokens and (tokens[-1].is_punct or tokens[-1].lower_ == "and"):
            tokens.pop()
        if tokens:
            items.append((tokens[0], tokens[-1]))
    return items


def bodies_before_colon(story: Story, first: Token, by: str | None) -> tuple[str, ...]:
    """The bodies named between a word of asking and the colon behind it: of whom something is asked."""
    colon = next((t.i for t in first.doc[first.i :] if t.text == ":"), first.i)
    told = (story.cast.at(t) for t in first.doc[first.i : colon])
    bodies = (e for e in told if e is not None and e != by and story.cast.kind(e) in ("organisation", "group", "place"))
    return tuple(dict.fromkeys(bodies))[:1]


def first_sentence(tokens: list[Token]) -> tuple[Token, Token]:
    """The demand of a list item: its first sentence, without the item's number or bullet."""
    start = 0
    while start < len(tokens) - 1 and (not tokens[start].is_alpha or tokens[start + 1].text in (")", ".")):
        start += 1
    last = next((t for t in tokens[start + 2 :] if t.is_sent_start), None)
    return tokens[start], (tokens[tokens.index(last) - 1] if last is not None else tokens[-1])


def appeals(story: Story) -> Iterator[Asked]:
    """The items of lists that a line to the reader, or a line that names a body, leads."""
    for passage in story.page.passages:
        text = story.page.text[passage.start : passage.end]
        if passage.role not in ("body", "title") or not _LEADING.search(text):
            continue
        tokens = [t for t in story.page.tokens(passage.start, passage.end) if not t.is_space]
        label = _LABEL.match(text) is not None
        to = _named(story, tokens) if label else _asked(story, tokens)
        if label and not to:
            continue
        reader = not label and _to_the_reader(tokens)
        if not (label or reader):
            continue
        before = to
        for first, last in items_after(story, passage):
            own = _gerund(story, first)
            if own is not None:
                again = before if any(c.lower_ == "them" for c in first.subtree if c.head.head == first) else ()
                before = again or own or before
                yield Asked(first, last, again or own or to, label)
            elif (to or label) and _bids(first):
                yield Asked(first, last, to, label)


def _to_the_reader(tokens: list[Token]) -> bool:
    """Whether the last sentence of the line bids the reader write, send or call."""
    start = next((i for i in range(len(tokens) - 1, 0, -1) if tokens[i].is_sent_start), 0)
    said = [t for t in tokens[start:] if t.lower_ not in _PASSED_OVER][:2]
    return any(t.lower_ in _READER and t.tag_ in ("VB", "VBP", "NN", "NNP") for t in said)


def _asked(story: Story, tokens: list[Token]) -> tuple[str, ...]:
    """Of whom the line says that it is asked: "… urging the authorities to:", "calling on them to:"."""
    return tuple(e for t in tokens if t.lemma_ in _ASKING and t.tag_ == "VBG" for e in _objects(story, t))


def _named(story: Story, tokens: list[Token]) -> tuple[str, ...]:
    found = (e for t in tokens for e in story.cast.nouns(t) if story.cast.kind(e) != "person" or story.cast.named(e))
    return tuple(dict.fromkeys(found))[:1]


def _gerund(story: Story, first: Token) -> tuple[str, ...] | None:
    """Of whom an item like "Calling on the authorities to …" asks; None where it asks nothing."""
    if first.tag_ != "VBG" or first.lemma_.lower() not in _ASKING:
        return None
    return tuple(_objects(story, first))


def _objects(story: Story, verb: Token) -> list[str]:
    near = [c for c in verb.children if c.dep_ in ("dobj", "dative")]
    near += [o for p in verb.children if p.lower_ in ("on", "upon") for o in p.children if o.dep_ == "pobj"]
    near += [
        c for clause in verb.children if clause.dep_ in ("ccomp", "xcomp") for c in clause.children if c.dep_ == "nsubj"
    ]
    return [e for t in near for e in story.cast.nouns(t) if story.cast.kind(e) != "person"]


def _bids(first: Token) -> bool:
    """Whether an item begins with what is to be done: "Guarantee …", "immediately release …"."""
    word = first
    while word.pos_ == "ADV" and word.i + 1 < word.sent.end:
        word = word.nbor()
        word = word.nbor() if word.lower_ == "and" and word.i + 1 < word.sent.end else word
    return word.tag_ in ("VB", "VBP") or (
        word.tag_ in ("NN", "NNP") and word.lower_ in words("speech", "rules", "bidding")
    )
