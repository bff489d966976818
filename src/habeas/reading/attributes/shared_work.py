"""What several people are together: "two printers, Vera Lenko and Anton Brel", "one of the leaders of the strike"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.beside import names_beside, row_ahead
from habeas.reading.attributes.draft import Draft, core, names_of, persons, text_of
from habeas.reading.attributes.kinds import described_as, is_occupation, plural_work
from habeas.reading.attributes.offices import says_where
from habeas.reading.clauses import children
from habeas.reading.story import Story
from habeas.reading.tables import words


def shared_work(story: Story, noun: Token) -> Iterator[Draft]:
    """ "Two other printers, Vera Lenko and Anton Brel": what both are."""
    office = _offices(story, noun)
    if not (office or is_occupation(noun) or plural_work(noun)):
        yield from _one_of_several(story, noun)
        return
    named = list(names_beside(story, noun, plural=True))
    row = row_ahead(story, noun) if not named else []
    named += [(subject, noun) for subject in row]
    if (
        not (named or office) and noun.head.head.lower_ == "one" and noun.head.lower_ == "of"
    ):  # "one of Korda's best-known poets"
        one = noun.head.head
        named = [(s, noun) for name in names_of(one) for s in persons(story, name, named=True)][:1]
    kind, rule = ("role", "offices") if office else ("occupation", "occupation")
    if not named:
        yield from _one_of_several(story, noun)
    for subject, name in named:
        tokens = [t for t in core(noun) if t.dep_ in ("compound", "amod") and t.i < noun.i and _of_the_work(t, office)]
        yield Draft(subject, kind, text_of(story, [*tokens, noun]), [*tokens, noun, name], rule)


def _offices(story: Story, noun: Token) -> bool:
    """ "Judges A and B", "two opposition leaders, A and B": offices, and no trades."""
    if described_as("posts", noun) or (plural_work(noun) and noun.lower_[:-1] in words("descriptions", "posts")):
        return True
    office = described_as("offices", noun) and not (is_occupation(noun) or described_as("members", noun))
    return office and says_where(story, noun)


def _of_the_work(word: Token, office: bool) -> bool:
    """Words before the noun that say of what work or office: "trade", "opposition", "deputy"."""
    return word.pos_ == "NOUN" or (office and word.lower_ in words("descriptions", "office_adjectives"))


def _one_of_several(story: Story, noun: Token) -> Iterator[Draft]:
    """ "Vera Lenko, one of the leaders of the strike": an office told of several."""
    one = noun.head.head
    if noun.head.lower_ != "of" or one.lower_ != "one" or one.dep_ != "appos" or not described_as("offices", noun):
        return
    for subject in [s for name in names_of(one) for s in persons(story, name, named=True)][:1]:
        value = [one, *core(noun, without=children(noun, "relcl", "acl"))]
        yield Draft(subject, "role", text_of(story, value), value, "office")
