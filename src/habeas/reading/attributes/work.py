"""What a person does for a living, which office the person holds and in which body."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.beside import named_at, names_beside
from habeas.reading.attributes.draft import Draft, core, names_of, noun_core, persons, text_of
from habeas.reading.attributes.kinds import described_as, is_occupation, plural_work
from habeas.reading.attributes.offices import (
    for_somebody,
    joined_by_hyphen,
    name_tokens,
    office_tokens,
    one_time,
    own_office,
    says_where,
    state_attorney,
    to_be,
)
from habeas.reading.attributes.shared_work import shared_work
from habeas.reading.clauses import children, joined, prepositional
from habeas.reading.evidence import phrase
from habeas.reading.people import entities
from habeas.reading.story import Story
from habeas.reading.tables import words

_NO_WORK = frozenset(
    {"ill", "striking", "sick", "wounded", "injured", "late", "dead", "female", "male", "woman", "women"}
)
_AND = 2
"""Tokens before a word for work in which another and "and" stand."""
_IN_A_BODY = frozenset({"at", "in", "who", "with", "from"})
_LEADING_AWAY = frozenset(
    {"since", "after", "under", "before", "like", "than", "against", "by", "when", "as", "who", "with"}
)
_BODIES = frozenset({"organisation", "facility", "group", "place"})


def work_drafts(story: Story, noun: Token) -> Iterator[Draft]:
    """The office, membership or occupation that a noun gives its person."""
    if noun.tag_ in ("NNS", "NNPS") or plural_work(noun):
        yield from shared_work(story, noun)
        return
    if _another_word(noun):
        return
    found = _holder(story, noun)
    if found is None or _joined_work(noun, found[1]) or _inner_title(noun) or _given_name(story, noun, found[0]):
        return
    subject, name = found
    body = _body(story, noun, subject) if described_as("offices", noun) or described_as("members", noun) else None
    if described_as("occupations", noun) and body is not None and story.cast.kind(body) == "place":
        body = None
    if _calling(story, noun, body):
        yield _occupation(story, noun, subject, name)
        return
    if described_as("counsels", noun) and for_somebody(story, noun, body):
        tokens = [t for t in noun_core(noun) if t == noun or not _not_work(t)]
        evidence = [*phrase(noun, appositions=False), *tokens, name]
        yield Draft(subject, "occupation", text_of(story, tokens), evidence, "occupation")
        return
    post = described_as("posts", noun) or one_time(noun)
    if _retired(noun) and body is None and described_as("ranks", noun):
        rank = [_past_ranks(noun), noun]
        yield Draft(subject, "occupation", text_of(story, rank), [*rank, name], "retired")
        return
    if body is None and not post and not described_as("members", noun) and not says_where(story, noun):
        if is_occupation(noun) and (_head_of_kind(noun) or name.i > noun.i):
            yield _occupation(story, noun, subject, name)
        return
    tokens = [*office_tokens(story, noun, name), *to_be(noun)]
    evidence = [*tokens, *(name_tokens(story, name) if noun.dep_ != "attr" else [])]
    if described_as("members", noun):
        yield from _membership(story, noun, subject, evidence, body)
        return
    if not _praised(noun):
        yield Draft(subject, "role", text_of(story, tokens), evidence, "office", object=body)


def _holder(story: Story, noun: Token) -> tuple[str, Token] | None:
    """Whose work or office it is: of the name that closes its own phrase, before one that stands ahead of it."""
    found = described_person(story, noun)
    if found is None:
        return title_name(story, noun) or _itself(story, noun)
    in_what = any(c.lower_ in ("of", "on") and c.i == noun.i + 1 for c in children(noun, "prep"))
    behind = title_name(story, noun) if found[1].i < noun.i and in_what else None
    return behind if behind is not None and _ends_there(story, behind) else found


def _ends_there(story: Story, name: tuple[str, Token]) -> bool:
    """Whether a phrase ends with a name: "of Korsk Ada Lund said", not "of the Lund cases"."""
    last = name[1]
    while last.i + 1 < last.sent.end and story.cast.at(last.nbor()) == name[0]:
        last = last.nbor()
    after = last.nbor() if last.i + 1 < last.sent.end else None
    return last != name[1] and (after is None or after.text in (",", ".", ";", ")") or after.pos_ in ("VERB", "AUX"))


def _another_word(noun: Token) -> bool:
    """ "the Ministry of Justice", "fellow journalist Ada Lund", "the old lady", but "the First Lady"."""
    if noun.lower_ in ("lady", "gentleman"):
        return noun.i == noun.sent.start or noun.nbor(-1).lower_ != "first"
    if noun.lower_ == "fellow":
        return not children(noun, "amod", "compound")
    return (noun.text == "justice" and not children(noun, "det")) or (noun.text == "Justice" and noun.dep_ == "pobj")


def _praised(noun: Token) -> bool:
    """ "The greatest leader of the country": what somebody thinks of another, and no office."""
    return any(c.tag_ in ("JJS", "RBS") and c.i < noun.i for c in children(noun, "amod"))


def _calling(story: Story, noun: Token, body: str | None) -> bool:
    """ "A professor at the University of Korda", "a civil rights lawyer", "an expert on roads": no office, but work."""
    if described_as("callings", noun):
        return True
    if described_as("counsels", noun):
        hired = body is None or story.cast.kind(body) == "place"
        return hired and not state_attorney(noun) and not for_somebody(story, noun, body) and not _inner_title(noun)
    on_what = [c for c in children(noun, "prep") if c.lower_ in ("on", "in")]
    return noun.lemma_ == "expert" and not children(noun, "poss") and (body is None or bool(on_what))


def _given_name(story: Story, noun: Token, subject: str) -> bool:
    """ "Dean Morrow", "Ada Mason Lund"."""
    own = named_at(story, noun)
    return own is not None or story.cast.name(subject).split()[:-1] == [noun.text]


def _retired(noun: Token) -> bool:
    return noun.i > noun.sent.start and _past_ranks(noun).lower_ in ("retired", "former", "ex")


def _past_ranks(noun: Token) -> Token:
    """The word before a rank of more than one: before "army colonel", "brigadier general"."""
    before = noun.nbor(-1)
    services = words("descriptions", "services") | words("descriptions", "ranks")
    while before.lower_ in services and before.i > noun.sent.start:
        before = before.nbor(-1)
    return before


def _stands_last(noun: Token) -> bool:
    """ "Writer and teacher Ada Lund": the name follows the second word, of which the parse makes a row of three."""
    return noun.i + 1 < noun.sent.end and noun.nbor().pos_ == "PROPN" and not children(noun.head, "appos")


def _joined_work(noun: Token, name: Token) -> bool:
    """Whether the noun is told of with the one that it is joined to: "writer and teacher"."""
    if noun.dep_ != "conj" or own_office(noun.head, noun) or (name.i > noun.i > noun.head.i and _stands_last(noun)):
        return False
    return described_as("offices", noun.head) or described_as("occupations", noun.head)


def _itself(story: Story, noun: Token) -> tuple[str, Token] | None:
    """An office used for a person named elsewhere: "A spokesman for the League said …"."""
    if not described_as("offices", noun) or noun.dep_ in ("compound", "nmod", "conj", "poss"):
        return None
    own = story.cast.noun(noun)  # not of "the League's leader and Vera Lenko"
    if own is None or own not in persons(story, noun, named=True) or _body(story, noun, own) is None:
        return None
    return own, noun


def _head_of_kind(noun: Token) -> bool:
    """Whether the noun says what somebody is, not what something of theirs is ("writer's house")."""
    return noun.dep_ in ("appos", "attr", "compound", "nsubj", "nsubjpass", "dobj", "pobj", "nmod", "ROOT", "agent")


def title_name(story: Story, noun: Token) -> tuple[str, Token] | None:
    """ "the Minister of Health Olga Brel": the name that closes the phrase of the office."""
    if not described_as("offices", noun):
        return None
    for token in noun.doc[noun.i + 1 : min(noun.i + 9, noun.sent.end)]:
        after = token.nbor() if token.i + 1 < noun.sent.end else token
        another = after.pos_ == "DET" or (token.head == noun and after.text[:1].isupper())
        joined_up = token.lower_ == "and" and another
        away = token.lower_ in _LEADING_AWAY
        if token.is_punct or token.pos_ in ("VERB", "AUX") or joined_up or away:  # "the mayor and Ms Lenko"
            return None
        entity = story.cast.at(token)
        if (
            entity is not None
            and token.pos_ == "PROPN"
            and story.cast.kind(entity) == "person"
            and story.cast.named(entity)
        ):
            return (entity, token) if noun.i + 1 < token.i and token.nbor(-1).lower_ != "of" else None
    return None


def described_person(story: Story, noun: Token) -> tuple[str, Token] | None:
    """The named person whom a noun describes, and where the name stands."""
    beside = next(names_beside(story, noun), None)
    if beside is not None and noun.dep_ == "conj" and beside[1].i > noun.i:
        return beside  # "the nurse Ada Lund and a cook, Vera Lenko"
    for name in names_of(noun):
        for subject in persons(story, name, named=True):
            return subject, name
    return beside


def _membership(story: Story, noun: Token, subject: str, evidence: list[Token], body: str | None) -> Iterator[Draft]:
    if body is not None:
        yield Draft(subject, "affiliation", story.cast.name(body), evidence, "member of", object=body)
        return
    for token in prepositional(noun, "of", "in", "with", "for"):
        if described_as("chambers", token):
            yield Draft(subject, "role", text_of(story, core(noun)), evidence, "office")
            return
        known = any(t.pos_ == "PROPN" or t.ent_type_ == "NORP" for t in core(token))
        kind = described_as("bodies", token) and (known or len(core(token)) > 1)
        if kind or (token.pos_ == "PROPN" and story.cast.at(token) is None):
            yield Draft(subject, "affiliation", text_of(story, core(token)), evidence, "member of")
            return
    if any(described_as("boards", c) for c in children(noun, "compound")):  # "union board member Vera Lenko"
        tokens = [t for t in evidence if t.i <= noun.i]
        yield Draft(subject, "role", text_of(story, tokens), evidence, "office")
        return
    named = [c for c in children(noun, "compound", "nmod") if c.pos_ == "PROPN" and story.cast.at(c) != subject]
    if named and not persons(story, named[-1], named=True):
        value = [t for c in named for t in c.subtree]
        yield Draft(subject, "affiliation", text_of(story, value), [*value, *evidence], "member of")


def _inner_title(noun: Token) -> bool:
    """Whether another word of office follows in the same title, as in "Attorney General"."""
    after = noun.nbor(1) if noun.i + 1 < len(noun.doc) else noun
    if to_be(noun) or after.lower_ == "lady":
        return False
    if after.text == "-" and not after.whitespace_ and not noun.whitespace_ and after.i + 1 < len(noun.doc):
        return True  # "secretary-general"
    return noun.dep_ in ("compound", "nmod") and described_as("offices", after) and noun.head in (after.head, after)


def _body(story: Story, noun: Token, subject: str) -> str | None:
    candidates = [
        *children(noun, "poss", "compound", "nmod"),
        *prepositional(noun, *words("descriptions", "body_prepositions")),
    ]
    for token in candidates:
        for entity in entities(story.cast, token):
            if entity != subject and story.cast.kind(entity) in _BODIES and story.cast.named(entity):
                return entity
    return None


def _occupation(story: Story, noun: Token, subject: str, name: Token) -> Draft:
    members = [m for m in joined(noun) if m == noun or (_is_work(story, m) and not _past_a_clause(noun, m))]
    without = [c for m in members for c in m.children if _not_work(c)] + [m for m in joined(noun) if m not in members]
    tokens = [t for t in core(noun, without=without) if t.i not in {n.i for n in name_tokens(story, name)}]
    tokens = [t for t in tokens if t.dep_ not in ("prep", "pobj") or t.i < noun.i] if not members[1:] else tokens
    kept = _run_around(noun, [*tokens, *(t for m in members for t in [m])])
    others = {e for t in kept if (e := story.cast.at(t)) is not None and t.pos_ == "PROPN"} - {subject}
    if any(story.cast.kind(e) == "person" and story.cast.named(e) for e in others):
        kept = [noun]
    while len(kept) > 1 and kept[-1].dep_ == "cc":
        kept = kept[:-1]
    kept = [*kept, *_in_what(story, noun)] if not members[1:] else kept
    kept = _past_the_body(story, kept)
    kept = [*_and_before(story, min(kept, key=lambda t: t.i), name), *_once_before(min(kept, key=lambda t: t.i)), *kept]
    evidence = [*phrase(noun, appositions=False), *kept]
    return Draft(subject, "occupation", text_of(story, kept), evidence, "occupation")


def _in_what(story: Story, noun: Token) -> list[Token]:
    """ "a professor of East Asian history at Korda University": the field is part of the work, the body is not."""
    after = noun.nbor() if noun.i + 1 < noun.sent.end else noun
    if not described_as("callings", noun) or after.lower_ != "of" or after.head != noun:
        return []
    field = children(after, "pobj")
    if not field or story.cast.at(field[0]) is not None or field[0].tag_ == "NNP":
        return []
    end = next((t.i for t in noun.doc[after.i : noun.sent.end] if t.is_punct or t.lower_ in _IN_A_BODY), noun.sent.end)
    return [t for t in [after, *field[0].subtree] if t.i < end]


def _past_the_body(story: Story, words_: list[Token]) -> list[Token]:
    """ "Korda Radio Network journalist": the work without the name of the body before it."""
    kept = sorted(words_, key=lambda t: t.i)
    body = story.cast.at(kept[0])
    named = body is not None and story.cast.kind(body) == "organisation" and story.cast.named(body)
    behind = next((n for n, t in enumerate(kept) if story.cast.at(t) != body), 0)
    return kept[behind:] if named and behind > 1 and kept[behind].pos_ != "PUNCT" else kept


def _once_before(first: Token) -> list[Token]:
    """ "ex" and "-" of "ex-policeman"."""
    joined_up = joined_by_hyphen(first)
    return joined_up if joined_up and joined_up[0].lower_ == "ex" else []


def _and_before(story: Story, first: Token, name: Token) -> list[Token]:
    """ "The poet and translator Vera Lenko", of whom the parse makes a poet and Vera Lenko: the first of the two."""
    if first.i - first.sent.start < _AND or first.i > name.i or first.nbor(-1).lower_ != "and":
        return []
    other = first.nbor(-2)
    single = other.tag_ in ("NN", "NNP") and is_occupation(other) and other.head.dep_ != "compound"
    if not single or children(other, "poss", "appos") or persons(story, other.head, named=True):
        return []
    return [t for t in noun_core(other) if not _not_work(t)] + [other, first.nbor(-1)]


def _past_a_clause(noun: Token, other: Token) -> bool:
    """ "the writer Ada Lund, who was given a year and a fine": joined to the work by the parse, across a clause."""
    return any(t.pos_ in ("VERB", "AUX") for t in noun.doc[noun.i + 1 : other.i])


def _is_work(story: Story, word: Token) -> bool:
    """Whether a word joined to an occupation is one too, and no other person and no kin."""
    if described_as("kin", word) or described_as("citizens", word) or word.pos_ not in ("NOUN", "PROPN", "ADJ"):
        return False
    return word.pos_ != "PROPN" or story.cast.at(word) is None


def _run_around(noun: Token, tokens: list[Token]) -> list[Token]:
    """The tokens around the noun without a gap of more than a comma."""
    places = {t.i: t for t in tokens}
    kept = [noun]
    step = noun.i - 1
    while step in places:
        kept.append(places[step])
        step -= 1
    while kept[-1].is_punct and kept[-1] != noun:
        kept.pop()
    last = max([t.i for t in tokens if t.pos_ in ("NOUN", "PROPN", "ADJ")] or [noun.i])
    kept += [t for t in tokens if noun.i < t.i <= last]
    after = max(t.i for t in kept) + 1
    if after < len(noun.doc) and noun.doc[after].tag_ == "NN" and is_occupation(noun.doc[after]):
        kept.append(noun.doc[after])  # "lawyer and democracy activist", of which the parse has made a row
    return kept


def _not_work(child: Token) -> bool:
    """Words before an occupation that belong to another property: age, people, custody."""
    if child.ent_type_ in ("NORP", "DATE", "GPE") or child.dep_ in ("det", "poss", "relcl", "acl", "appos"):
        return True
    low = child.lower_
    if child.tag_ == "VBN" and low not in ("retired", "trained", "self-employed"):
        return True
    if low in _NO_WORK or child.tag_ in ("VB", "TO", "VBD", "VBP", "VBZ"):
        return True
    return (
        low in words("event_adjectives", "custody")
        or any(t.lower_ == "old" for t in child.subtree)
        or child.dep_ == "prep"
    )
