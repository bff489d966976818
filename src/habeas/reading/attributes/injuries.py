"""What has befallen somebody's body, told by a verb: "lost the sight of one eye", "weighs 42 kg", "tested positive"."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.reading.attributes.draft import Draft, core, names_of, noun_core, persons, text_of
from habeas.reading.clauses import children, is_verb, passive, prepositional, subjects, undergoers
from habeas.reading.evidence import clause, phrase
from habeas.reading.story import Story
from habeas.reading.tables import words

_WEIGHTS = frozenset({"kg", "kgs", "kilo", "kilogram", "kilogramme", "pound", "lb", "lbs", "stone"})
_AIDS = frozenset({"wheelchair", "crutch", "stretcher", "cane", "walker"})
_NOT_LOST = frozenset({"face", "head", "side", "consciousness", "back", "body", "balance", "weight"})
"""Parts and functions of which "lost" tells something else, or nothing that stays."""
_HEALTH = frozenset({"health", "condition"})


def injury_drafts(story: Story, token: Token) -> Iterator[Draft]:
    """The illness, injury or state that a verb or adjective gives somebody."""
    lemma = token.lemma_.lower()
    if token.lower_ == "positive" and token.i > 1 and token.nbor(-1).text == "-":
        yield from _positive(story, token)
    elif lemma in words("health", "sufferers") and token.dep_ in ("acomp", "amod", "compound", "conj"):
        yield from _sufferer(story, token)
    elif token.lower_ == "unable" and token.dep_ == "acomp":
        yield from _unable(story, token)
    elif token.lower_ in words("health", "grades") and token.head.lower_ == "as":
        yield from _described_as(story, token)
    elif not is_verb(token):
        return
    elif lemma in ("break", "fracture", "crush", "smash", "dislocate"):
        yield from _broken(story, token)
    elif lemma == "lose":
        yield from _lost(story, token)
    elif lemma in ("weigh", "use"):
        yield from _weighs_or_uses(story, token)


def _told(story: Story, holders: list[Token]) -> str | None:
    return next((s for h in holders[:1] for s in persons(story, h)), None)


def _positive(story: Story, word: Token) -> Iterator[Draft]:
    """ "is HIV-positive", "an HIV-positive prisoner"."""
    virus = word.nbor(-2)
    holders = subjects(word.head) if word.dep_ == "acomp" else [*names_of(word.head), word.head]
    subject = _told(story, holders)
    if subject is not None and virus.text.isupper():
        yield Draft(subject, "illness", virus.text, [*holders[:1], virus, word], "illness")


def _sufferer(story: Story, word: Token) -> Iterator[Draft]:
    """ "is diabetic", "the diabetic prisoner", "is 55 and diabetic"."""
    base = word.head if word.dep_ == "conj" else word
    if base.dep_ in ("acomp", "attr"):
        holders, verb = subjects(base.head), base.head
    elif word.dep_ != "conj":
        holders, verb = [*names_of(word), word.head], None
    else:
        return
    subject = _told(story, holders)
    if subject is not None:
        yield Draft(subject, "illness", word.text, [*holders[:1], word], "illness", at=verb)


def _unable(story: Story, word: Token) -> Iterator[Draft]:
    """ "is unable to walk"."""
    subject = _told(story, subjects(word.head))
    for verb in children(word, "xcomp"):
        if subject is None or verb.lemma_.lower() not in words("health", "abilities"):
            return
        value = list(word.doc[word.i : verb.i + 1])
        yield Draft(subject, "condition", text_of(story, value), [*subjects(word.head), *value], "unable", at=word.head)


def _described_as(story: Story, word: Token) -> Iterator[Draft]:
    """ "His condition was described as critical"."""
    verb = word.head.head
    for health in undergoers(verb)[:1] if is_verb(verb) else ():
        subject = _told(story, [*children(health, "poss"), *prepositional(health, "of")])
        if subject is not None and health.lemma_.lower() in _HEALTH:
            yield Draft(subject, "condition", word.text, [*phrase(health), verb, word], "state", at=verb)


def _broken(story: Story, verb: Token) -> Iterator[Draft]:
    """ "Her jaw was broken", "They broke two of his ribs"."""
    for part in undergoers(verb)[:1]:
        inner = [t for t in prepositional(part, "of") if t.lemma_.lower() in words("health", "bones")]
        bone = part if part.lemma_.lower() in words("health", "bones") else next(iter(inner), None)
        subject = _told(story, children(bone, "poss")) if bone is not None else None
        if bone is None or subject is None:
            return
        value = [*noun_core(bone), verb] if passive(verb) else [verb, *core(part)]
        yield Draft(subject, "illness", text_of(story, value), clause(verb), "injury", at=verb)


def _lost(story: Story, verb: Token) -> Iterator[Draft]:
    """ "lost the sight of one eye", "has lost two fingers"."""
    subject = _told(story, subjects(verb))
    parts = words("health", "functions") | words("health", "body")
    for what in children(verb, "dobj")[:1]:
        lemma = what.lemma_.lower()
        if subject is None or lemma not in parts or lemma in _NOT_LOST:
            return
        yield Draft(subject, "illness", text_of(story, [verb, *core(what)]), clause(verb), "lost", at=verb)


def _weighs_or_uses(story: Story, verb: Token) -> Iterator[Draft]:
    """ "weighs only 42 kg", "uses a wheelchair"."""
    subject = _told(story, subjects(verb))
    wanted = _WEIGHTS if verb.lemma_ == "weigh" else _AIDS
    for what in children(verb, "dobj", "npadvmod", "attr")[:1]:
        if subject is not None and what.lemma_.lower() in wanted:
            value = [verb, *core(what)]
            yield Draft(subject, "condition", text_of(story, value), clause(verb), "state", at=verb)
