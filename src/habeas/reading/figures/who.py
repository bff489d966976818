"""Who is counted, in the words of the text."""

from __future__ import annotations

from spacy.tokens import Doc, Token

from habeas.reading.figures.context import Context
from habeas.reading.figures.counts import Count, is_people
from habeas.reading.story import Story
from habeas.reading.tables import words

_PASSED = frozenset(
    {
        "of",
        "the",
        "these",
        "those",
        "such",
        "other",
        ")",
        "all",
        "more",
        "further",
        "additional",
        "number",
        "total",
        "or",
        "so",
        "his",
        "its",
        "them",
        "whom",
    }
)


def who(story: Story, count: Count, at: Context, parent: str | None) -> tuple[str, str]:
    """Who is counted, in short (no clauses) and with all that narrows it down, in the words of the text."""
    doc, text, noun = story.page.doc, story.page, at.noun
    if noun is not None and noun.i > count.number.last:
        first = _first_word(doc[count.number.last + 1 : noun.i + 1])
        short = text.span(doc[first], noun).quote
        whole = text.span(doc[first], doc[max(at.end, noun.i)]).quote
        return _flat(short), _flat(whole)
    if noun is not None:  # "the number of prisoners who died has reached 72"
        last = noun.i
        while last + 1 < count.first and doc[last + 1] in noun.subtree and doc[last + 1].text not in ",;:":
            last += 1
        first = _first_word(doc[noun.left_edge.i : noun.i + 1])
        return _flat(text.span(doc[first], noun).quote), _flat(text.span(doc[first], doc[last]).quote)
    base = parent if parent is not None else _topic(count, doc)
    rest = doc[count.last + 1 : at.end + 1]
    said = _said_of_them(at) if not len(rest) else []
    if said and is_people(said[-1]):
        return (_flat(text.span(said[0], said[-1]).quote),) * 2
    words_ = [*rest] or said
    added = text.span(words_[0], words_[-1]).quote if words_ else ""
    return base, _flat(f"{base} {added}")


def _topic(count: Count, doc: Doc) -> str:
    """The people in custody of whom the sentence spoke before the number; "people" where it did not."""
    start = doc[count.first].sent.start
    for index in range(count.first - 1, start - 1, -1):
        token = doc[index]
        if token.lemma_.lower() in words("figures", "people", "custody") and is_people(token):
            return str(token.text)
    return "people"


def _said_of_them(at: Context) -> list[Token]:
    """ "are in detention", "were women": what is said of those counted, without the verb "to be"."""
    verb = at.verb
    if verb is None or verb.lemma_ != "be" or at.part != "subject":
        return []
    said = next((c for c in verb.children if c.dep_ in ("acomp", "attr", "prep") and c.i > verb.i), None)
    if said is None:
        return []
    found: list[Token] = []
    for token in said.subtree:
        if token.text in ",;:()" or token.dep_ == "cc":
            break
        found.append(token)
    return found


def _flat(words_: str) -> str:
    return " ".join(words_.split())


def _first_word(tokens: object) -> int:
    """The first word of the phrase, articles and "of the" passed over."""
    index = 0
    for token in tokens:  # type: ignore[attr-defined]
        index = int(token.i)
        if token.pos_ != "AUX" and token.lower_ not in _PASSED and not token.like_num and not token.is_punct:
            return index
    return index
