"""The properties of a person: values side by side, who gives them, and how they stand to each other in
words.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import Literal

from habeas.model import dates
from habeas.model.case import Property, Value
from habeas.model.reading import Event
from habeas.model.vocabulary import PROPERTIES
from habeas.weighing.amounts import names_a_place
from habeas.weighing.ground import Told, who_says
from habeas.weighing.known import WEIGHING
from habeas.weighing.origins import Origins
from habeas.weighing.sentenced import of_one_sentence, of_several
from habeas.weighing.values import Group, attribute, effective, grouped, value_of
from habeas.weighing.wording import content, date_words, listed, quoted, unique

Relation = Literal["single", "agree", "several", "sequence", "conflict"]
_IN_WORDS = frozenset({"born", "detained_since"})


def properties(tellings: Sequence[Told], events: Sequence[Told], origins: Origins) -> tuple[Property, ...]:
    """The properties in the order of the vocabulary. `events` are the person's, for what may have changed a
    value.
    """
    by_property: dict[str, list[Told]] = defaultdict(list)
    for told in tellings:
        by_property[attribute(told).property].append(told)
    return tuple(_property(prop, by_property[prop], events, origins) for prop in PROPERTIES if by_property[prop])


def _property(prop: str, tellings: Sequence[Told], events: Sequence[Told], origins: Origins) -> Property:
    groups = sorted(grouped(prop, tellings), key=_when)
    asserted = [g for g in groups if g.asserted]
    relation, explanation = _relation(prop, asserted, events)
    clashing = _clashing(prop, asserted, events) if relation == "conflict" else []
    return Property(
        property=prop,
        label=PROPERTIES[prop].label,
        values=tuple(_value(prop, g, origins, clashes=any(g is c for c in clashing)) for g in groups),
        relation=relation,
        explanation=explanation,
    )


def _when(group: Group) -> tuple[tuple[int, object, object], str]:
    earliest = min((dates.sort_key(effective(t)) for t in group.tellings), default=dates.sort_key(None))
    return earliest, group.tellings[0].source.key


def _value(prop: str, group: Group, origins: Origins, *, clashes: bool) -> Value:
    sources = tuple(t.source for t in sorted(group.tellings, key=lambda t: (dates.sort_key(t.said), t.source.key)))
    said = sorted((s.said for s in sources if s.said is not None), key=dates.sort_key)
    since = [a.as_of or a.since for a in map(attribute, group.tellings) if a.as_of or a.since]
    value, label = _shown(prop, group)
    return Value(
        value=value,
        label=label,
        sources=sources,
        first_said=said[0] if said else None,
        last_said=said[-1] if said else None,
        independent=origins.count(sources),
        as_of=min(since, key=dates.sort_key) if since else None,
        firmness="disputed" if clashes else "one_word",
    )


def _shown(prop: str, group: Group) -> tuple[str, str]:
    value = value_of(group.tellings[0])
    if prop in _IN_WORDS and dates.is_edtf(value):
        return value, date_words(value)
    if prop == "age":
        pairs = sorted((dates.sort_key(effective(t)), value_of(t), effective(t)) for t in group.tellings)
        ages = unique(age for _, age, _ in pairs)
        return ages[-1], ", then ".join(ages)
    return value, value


def _relation(prop: str, groups: Sequence[Group], events: Sequence[Told]) -> tuple[Relation, str]:
    if len(groups) < 2:
        return _one_value(prop, groups[0]) if groups else ("single", "")
    kinds = WEIGHING.properties
    if prop in kinds.fixed:
        return "conflict", f"Only one can be true: {_told_by(prop, groups)}."
    if prop in kinds.changed_by:
        return _changed(prop, groups, events)
    clashing = _clashing(prop, groups, events) if prop == "condition" or prop in kinds.one_at_a_time else []
    if clashing:
        return "conflict", f"Told as of one day: {_told_by(prop, clashing)}."
    if prop in kinds.changing or prop in kinds.one_at_a_time:
        return _in_turn(prop, groups)
    return "several", ""


def _one_value(prop: str, group: Group) -> tuple[Relation, str]:
    if len({t.ground.report for t in group.asserted}) < 2:
        return "single", ""
    words = unique(value_of(t) for t in group.tellings)
    if prop == "age" and group.born is not None and len(words) > 1:
        first, last = group.born
        ages = listed([f"{value_of(t)} ({date_words(effective(t))})" for t in group.tellings])
        return "agree", f"The ages fit one birth between {_day(first)} and {_day(last)}: {ages}."
    if len(words) > 1:
        exact, *others = [date_words(w) if prop in _IN_WORDS and dates.is_edtf(w) else w for w in words]
        return "agree", f"{quoted(exact)} is the most exact; {listed([quoted(o) for o in others])} fits it."
    return "agree", "Reports agree."


def _day(day: object) -> str:
    return date_words(str(day))


def _told_by(prop: str, groups: Iterable[Group]) -> str:
    return "; ".join(_teller(prop, group) for group in groups)


def _teller(prop: str, group: Group) -> str:
    names = listed(unique(who_says(t.source) for t in group.asserted), 2)
    said = group.asserted[0].said
    return f"{_shown(prop, group)[1]} ({names}{', ' + date_words(said) if said else ''})"


def _changed(prop: str, groups: Sequence[Group], events: Sequence[Told]) -> tuple[Relation, str]:
    """Values that only an event changes: a sequence where one between them is told, else a conflict."""
    if prop == "sentence" and (clashing := of_one_sentence(groups, events)):
        return "conflict", f"Told of one sentence: {_told_by(prop, clashing)}."
    if prop == "sentence" and of_several(groups, events):
        return "sequence", f"Sentences of different times, no contradiction: {_told_by(prop, groups)}."
    changing = WEIGHING.properties.changed_by[prop]
    between = [e for e in events if isinstance(e.statement, Event) and e.statement.type in changing]
    if prop == "detained_since":
        starts = [v for g in groups if dates.is_edtf(v := value_of(g.tellings[0]))]
        first = min(starts, key=dates.sort_key) if starts else None
        between = [e for e in between if isinstance(e.statement, Event) and _ended(e.statement, first)]
    elif prop == "sentence":
        between = [e for e in between if isinstance(e.statement, Event) and _changes_sentence(e.statement, groups)]
    if not between and prop == "detained_since" and _told_before(groups):
        return "sequence", f"One after the other; each is told before the next begins: {_told_by(prop, groups)}."
    if between:
        return "sequence", f"One after the other, with {quoted(between[0].source.quotes[0])} between them."
    return "conflict", f"No report tells of a change between them: {_told_by(prop, groups)}."


def _changes_sentence(event: Event, groups: Sequence[Group]) -> bool:
    """Whether a sentence was changed by it, or another custody began with it after the first sentence was told."""
    if event.type == "sentence" or event.status != "asserted":
        return False
    if event.type not in ("arrest", "charge"):
        return True
    firsts = [min((dates.sort_key(t.said) for t in g.asserted), default=dates.sort_key(None)) for g in groups]
    last = [max((dates.sort_key(t.said) for t in g.asserted), default=dates.sort_key(None)) for g in groups]
    return event.when is not None and min(last) < dates.sort_key(event.when) < max(firsts)


def _told_before(groups: Sequence[Group]) -> bool:
    """Whether each spell in custody is told of before the next begins, a release told or not."""
    if not all(dates.is_edtf(value_of(g.tellings[0])) for g in groups):
        return False
    ordered = sorted(groups, key=lambda g: dates.sort_key(value_of(g.tellings[0])))
    for group, following in pairwise(ordered):
        begin = dates.interval(value_of(following.tellings[0])).earliest
        told = [dates.interval(t.said).latest if t.said else None for t in group.asserted]
        if begin is None or any(said is None or said >= begin for said in told):
            return False
    return True


def _ended(event: Event, first: str | None) -> bool:
    """Whether a spell in custody that began at `first` ended with this event."""
    if event.type == "arrest" or event.status != "asserted":
        return False
    return event.when is None or first is None or dates.sort_key(event.when) >= dates.sort_key(first)


def _opposed(groups: Sequence[Group]) -> bool:
    words: dict[str, set[str]] = defaultdict(set)
    for told in (t for g in groups for t in g.asserted):
        words[effective(told) or ""] |= content(value_of(told))
    pairs = WEIGHING.opposed["pairs"]
    return any(a in told and b in told for when, told in words.items() if when for a, b in pairs)


def _clashing(prop: str, groups: Sequence[Group], events: Sequence[Told]) -> list[Group]:
    """The values of which not all can be true: of what may change, those that are told of one day."""
    if prop == "sentence":
        return of_one_sentence(groups, events) or list(groups)
    if prop == "condition":
        return list(groups) if _opposed(groups) else []
    if prop not in WEIGHING.properties.one_at_a_time:
        return list(groups)
    placed = [g for g in groups if names_a_place(value_of(g.tellings[0]))]
    return [g for g in placed if any(_days(g) & _days(other) for other in placed if other is not g)]


def _days(group: Group) -> set[str]:
    return {e for t in group.asserted if (e := effective(t)) is not None and len(e) >= 10}


def _in_turn(prop: str, groups: Sequence[Group]) -> tuple[Relation, str]:
    firsts = [min((effective(t) for t in g.asserted), key=dates.sort_key) for g in groups]
    if None in firsts or len(set(firsts)) < len(firsts):
        return "several", ""
    ordered = sorted(zip(firsts, groups, strict=True), key=lambda pair: dates.sort_key(pair[0]))
    turns = ", then ".join(f"{_shown(prop, g)[1]} ({date_words(when)})" for when, g in ordered)
    return "sequence", f"One after the other, no contradiction: {turns}."
