"""Other names of a person: "also known as", "alias", "by her pen name", in quotation marks within a name."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.beside import named_at
from habeas.reading.attributes.draft import Draft, persons, text_of
from habeas.reading.clauses import antecedent, children, subjects, undergoers
from habeas.reading.story import Story
from habeas.reading.tables import words

_OPENING = frozenset({"“", '"', "‘", "«", "„", "'"})
_CLOSING = frozenset({"”", '"', "’", "»", "“", "'"})
_WITHIN = frozenset({"al", "el", "abu", "ibn", "bin", "de", "the", "of", "la", "-", "'"})
"""Words in lower case that may stand inside a name."""
_NICKNAME = 5
_LONGEST = 6
_NEAR = 8
"""Tokens between a name and "also known as"."""
_TO_AS = 6
"""Tokens between "known" and "as": "known to her friends as"."""


def alias_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """What a word of naming says: "known", "aka", "pseudonym"."""
    low = token.lower_
    if low in words("descriptions", "alias_marks"):
        yield from _marked(story, token)
    elif low in words("descriptions", "aliases"):
        yield from _known_as(story, token)
    elif token.lemma_.lower() in words("descriptions", "names"):
        yield from _by_the_name(story, token)


def _marked(story: Story, mark: Token) -> Iterator[Draft]:
    """ "Vera Lenko alias Una", "Vera Lenko (aka Una)": the name stands before the word."""
    before = mark.i - 1
    while before > mark.sent.start and mark.doc[before].text in (",", "("):
        before -= 1
    name = mark.doc[before] if before >= mark.sent.start else mark
    subject = named_at(story, name)
    if subject is not None:
        yield from _alias(story, subject, mark, mark.i + 1)


def _known_as(story: Story, word: Token) -> Iterator[Draft]:
    """ "Vera Lenko, known to her friends as Una", "nicknamed “the Owl”"."""
    if word.tag_ == "VBD" and word.dep_ not in ("acl", "relcl"):
        return
    first = word.i + 1
    ahead = [t.lower_ for t in word.doc[first : min(first + _TO_AS, word.sent.end)]]
    if word.lower_ == "known":
        if "as" not in ahead:
            return
        first += ahead.index("as") + 1
    elif ahead[:1] == ["as"]:
        first += 1
    if word.i - word.sent.start <= 1 and word.dep_ == "advcl":
        yield from _before_the_name(story, word, first)
        return
    holders = undergoers(word) or ([word.head] if word.dep_ in ("acl", "appos", "amod") else [])
    if not children(word, "auxpass") and word.i > word.sent.start and not _behind(word, holders):
        return
    before = next((t for t in reversed(word.doc[word.sent.start : word.i]) if t.pos_ not in ("ADV", "PUNCT")), None)
    for subject in [s for h in holders[:1] for s in persons(story, h)][:1]:
        if before is None or before.pos_ != "PROPN" or named_at(story, before) == subject:
            yield from _alias(story, subject, word, first)


def _before_the_name(story: Story, word: Token, first: int) -> Iterator[Draft]:
    """ "Better known as Una, Vera Lenko was …"."""
    found = _name_from(word, first)
    for subject in [s for h in subjects(word.head)[:1] for s in persons(story, h)][:1] if found else ():
        if subjects(word.head)[0].i > found[-1].i:
            yield from _alias(story, subject, word, first)


def _behind(word: Token, holders: list[Token]) -> bool:
    """Whether a participle stands behind whom it names, and not behind "knew someone, known as Una"."""
    return bool(holders) and word.dep_ in ("acl", "relcl", "appos", "amod") and 0 < word.i - holders[0].i <= _NEAR


def _by_the_name(story: Story, noun: Token) -> Iterator[Draft]:
    """ "known by his pen name Una", "writes under the pseudonym Una", "whose real name is Una"."""
    told = noun.lemma_.lower() != "name" or any(c.lower_ in words("descriptions", "name_kinds") for c in noun.children)
    under = noun.head.lower_ in ("under", "by") and noun.dep_ == "pobj"
    if not (told or under):
        return
    owners = children(noun, "poss")
    whose = [antecedent(o) for o in owners if o.lower_ == "whose"]
    whose = [noun.head.head] if whose and noun.head.dep_ == "relcl" else [o for o in owners if o not in whose]
    verb = noun.head.head if under else noun.head
    holders = whose or (subjects(verb) or undergoers(verb) if under else [])
    after = noun.i + 1
    if after < noun.sent.end and noun.doc[after].lower_ in ("is", "was", "of", ","):
        after += 1
    for subject in [s for h in holders[:1] for s in persons(story, h)][:1]:
        yield from _alias(story, subject, noun, after)


def _alias(story: Story, subject: str, word: Token, first: int) -> Iterator[Draft]:
    """The name that begins at `first`, where it is another than the person's own."""
    found = _name_from(word, first)
    if not found:
        return
    value = text_of(story, found)
    if not set(value.casefold().split()) <= set(story.cast.name(subject).casefold().split()):
        yield Draft(subject, "alias", value, [word, *found], "known as")


def _name_from(word: Token, first: int) -> list[Token]:
    """The words of a name, without the quotation marks in which it may stand."""
    doc, end = word.doc, word.sent.end
    quoted = first < end and doc[first].text in _OPENING
    first += quoted
    found: list[Token] = []
    for token in doc[first : min(first + _LONGEST, end)]:
        if quoted and token.text in _CLOSING:
            break
        if not (token.text[:1].isupper() or token.lower_ in _WITHIN):
            if quoted:
                return []
            break
        found.append(token)
    while found and not found[-1].text[:1].isupper():
        found.pop()
    if not quoted and found[:1] and found[0].lower_ == "the":
        found = found if len(found) > 1 else []
    return [] if any(t.ent_type_ in ("DATE", "TIME") for t in found) else found


def quoted_alias(story: Story, mark: Token) -> Iterator[Draft]:
    """ "Pavel “Pasha” Moritz": a name in quotation marks within a name."""
    doc = mark.doc
    close = next((t for t in doc[mark.i + 1 : mark.i + _NICKNAME] if t.text in _CLOSING), None)
    if close is None or not 0 < mark.i < close.i - 1 or close.i + 1 >= len(doc) or doc[close.i + 1].sent != mark.sent:
        return
    inside, before, after = list(doc[mark.i + 1 : close.i]), doc[mark.i - 1], doc[close.i + 1]
    if not all(t.text[:1].isupper() for t in (*inside, before, after)) or before.pos_ != "PROPN":
        return
    found = [e for t in (after, before) if (e := story.cast.at(t)) is not None and after.pos_ == "PROPN"]
    for subject in [e for e in found if story.cast.kind(e) == "person" and story.cast.named(e)][:1]:
        yield Draft(subject, "alias", text_of(story, inside), [before, *inside, after], "nickname")
