"""Organisations, facilities and places across reports: which mentions are of one, under which names, and why.

Names with the same words join: "Society" and "Club", "Ruda prison" and "the prison of Ruda", one name in two scripts,
letters and the name they stand for. Bodies of one name in different countries do not, unless the name is their own.
"""

from __future__ import annotations

import hashlib
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from habeas.model.case import Body, BodyRef, Place
from habeas.model.decision import Decision
from habeas.model.identity import body_key
from habeas.model.reading import Entity, EntityKind, Reading
from habeas.resolving.bodies.abbreviated import join_letters
from habeas.resolving.bodies.context import Context, contexts
from habeas.resolving.bodies.decided import settled
from habeas.resolving.bodies.gazetteer import country, towns
from habeas.resolving.bodies.groups import Group, by_country, merged, near
from habeas.resolving.bodies.keys import key
from habeas.resolving.bodies.letters import is_letters
from habeas.resolving.bodies.naming import Naming, naming, uninflected
from habeas.resolving.skeleton import alike, word

_KINDS: tuple[EntityKind, ...] = ("organisation", "facility", "place")
_SPELT = 0.9  # likeness of two spellings of a word of a name, 0 to 1
_LONG = 4  # letters of a word that can be misspelt and known again
_SHOWN = 8  # candidates of a place


def bodies(readings: Sequence[Reading], decisions: Sequence[Decision] = ()) -> tuple[Body, ...]:
    """Every named organisation, facility and place of every reading in exactly one body, in the order of kind and id.

    What people decided on two mentions goes before what their names say. The readings may come in any order.
    """
    ordered = sorted({r.report.id: r for r in readings}.values(), key=lambda r: r.report.id)
    known = contexts(ordered)
    found: list[Body] = []
    for kind in _KINDS:
        groups = settled(_groups(_mentions(ordered, kind), kind, known), decisions)
        found += [_body(kind, group, known) for group in groups if group.members]
    return tuple(sorted(found, key=lambda body: (_KINDS.index(body.kind), body.id)))


def _mentions(readings: Iterable[Reading], kind: EntityKind) -> list[BodyRef]:
    return [
        BodyRef(report=reading.report.id, entity=entity.id, name=entity.name, key=body_key(reading, entity))
        for reading in readings
        for entity in reading.entities
        if entity.name.strip() and ((entity.named and entity.kind == kind) or _named_group(entity, kind))
    ]


def _named_group(entity: Entity, kind: EntityKind) -> bool:
    """Whether a group is called by the name of an organisation: "The Dol Prisoners' Society"."""
    if kind != "organisation" or entity.kind != "group" or not naming(entity.name).of_body:
        return False
    words = [word for word in entity.name.split() if len(word) > 3]
    return all(word[0].isupper() for word in words)


def _groups(mentions: Sequence[BodyRef], kind: EntityKind, known: Mapping[str, Context]) -> list[Group]:
    if kind == "place":
        return [group for refs in _by_key(mentions) for group in _in_countries(refs, known)]
    letters = [ref for ref in mentions if is_letters(ref.name)]
    named: dict[Naming, list[BodyRef]] = defaultdict(list)
    for ref in mentions:
        if not is_letters(ref.name):
            named[_signature(ref.name)].append(ref)
    groups: dict[Naming, list[Group]] = {}
    for name in sorted(named):
        homes = [(ref, known[ref.report].home) for ref in named[name]]
        groups[name] = _told_apart(by_country(homes, telling=bool(name.own)), name)
    _join_spellings(groups)
    _join_less_exact(groups)
    every = [group for found in groups.values() for group in found if group.members]
    return every + join_letters(letters, every, known)


def _by_key(mentions: Sequence[BodyRef]) -> Iterator[list[BodyRef]]:
    """Mentions of places by name, whatever its script, where the gazetteer has one town of each of two names."""
    found: dict[str, list[BodyRef]] = defaultdict(list)
    for ref in mentions:
        only = towns(ref.name)
        found[only[0].gazetteer if len(only) == 1 else country(ref.name) or key(ref.name) or ref.name].append(ref)
    for name in sorted(found):
        yield found[name]


def _in_countries(refs: Sequence[BodyRef], known: Mapping[str, Context]) -> list[Group]:
    """Mentions of places of one name: apart by country where the gazetteer has such a place in each of them."""
    there = {place.country for place in towns(refs[0].name)}
    homes = [(ref, _in_one(known[ref.report], there)) for ref in refs]
    return by_country(homes, telling=True)


def _in_one(context: Context, there: set[str]) -> str | None:
    """The one country, of those that have such a place, of which the report speaks."""
    both = there & context.countries.keys()
    return both.pop() if len(both) == 1 else None


def _signature(name: str) -> Naming:
    found = naming(name)
    return found._replace(own=tuple(sorted(found.own)))


def _told_apart(groups: list[Group], name: Naming) -> list[Group]:
    """Groups of one name in several countries, put together where the name is one body's own.

    It is not where nothing is its own, nor where its own words name a town that more than one of the countries has.
    """
    if not name.own or len(groups) < 2:
        return groups
    there = {place.country for place in towns(" ".join(name.own))}
    homes = {home for group in groups for home in group.homes}
    if len(there & homes) > 1:
        return groups
    merged(groups, "one name of its own, in reports on several countries")
    return [group for group in groups if group.members]


def _join_spellings(groups: Mapping[Naming, list[Group]]) -> None:
    """One name in two scripts or spellings."""
    blocks: dict[tuple[frozenset[str], frozenset[str], tuple[str, ...]], list[Naming]] = defaultdict(list)
    for name in groups:
        if name.own:
            blocks[name.concepts, name.exact, name.bones].append(name)
    for names in blocks.values():
        for place, left in enumerate(names):
            for right in names[place + 1 :]:
                if _one_spelling(left, right):
                    _join(groups[left], groups[right], "one name in two spellings")


def _one_spelling(left: Naming, right: Naming) -> bool:
    if left.latin != right.latin:
        return all(len(bone) > 1 for bone in left.bones)
    if len(left.own) != len(right.own):
        return False
    pairs = list(zip(sorted(left.own), sorted(right.own), strict=True))
    # "Общество Верина" is the society of Verin: the word stands in the case of its sentence.
    if left.cyrillic or right.cyrillic:
        bare = [(uninflected(a), uninflected(b)) for a, b in pairs]
        if all(a == b and len(a) >= _LONG for a, b in bare):
            return True
    return all(a == b or (min(len(a), len(b)) >= _LONG and alike(word(a), word(b)) >= _SPELT) for a, b in pairs)


def _join_less_exact(groups: Mapping[Naming, list[Group]]) -> None:
    """A name without "central" or "district" goes with the only one that has such a word."""
    blocks: dict[tuple[frozenset[str], tuple[str, ...]], list[Naming]] = defaultdict(list)
    for name in groups:
        if name.own and name.concepts:
            blocks[name.concepts, name.bones].append(name)
    for names in blocks.values():
        exact = [name for name in names if name.exact]
        if len({name.exact for name in exact}) != 1:
            continue
        for coarse in (name for name in names if not name.exact):
            for fine in exact:
                if coarse.own == fine.own or coarse.latin != fine.latin:
                    _join(groups[fine], groups[coarse], f"the same without “{min(fine.exact)}”")


def _join(left: Sequence[Group], right: Sequence[Group], why: str) -> None:
    """Groups of two names that no country keeps apart; where there are several, none is chosen."""
    ones, others = [g for g in left if g.members], [g for g in right if g.members]
    for other in others:
        fitting = [group for group in ones if near(group, other)]
        if len(fitting) == 1 and fitting[0] is not other:
            merged([fitting[0], other], why)


def _body(kind: EntityKind, group: Group, known: Mapping[str, Context]) -> Body:
    names = Counter(ref.name for ref in group.members)
    ranked = sorted(names, key=lambda n: (is_letters(n), -names[n], -len(n), n))
    first = min(f"{ref.report}|{ref.entity}" for ref in group.members)
    tally: Counter[str] = Counter()
    for ref in group.members:
        tally.update(known[ref.report].countries.keys())
    return Body(
        id=f"bo:{hashlib.sha256(f'{kind}|{first}'.encode()).hexdigest()[:16]}",
        kind=kind,  # type: ignore[arg-type]
        name=ranked[0],
        names=tuple(ranked),
        members=tuple(sorted(group.members, key=lambda ref: (ref.report, ref.entity))),
        countries=tuple(sorted(tally, key=lambda code: (-tally[code], code))),
        places=_places(ranked, set(tally)) if kind == "place" else (),
        reasons=tuple(dict.fromkeys(group.reasons)),
        decisions=tuple(dict.fromkeys(group.decisions)),
    )


def _places(names: Sequence[str], countries: set[str]) -> tuple[Place, ...]:
    """What the gazetteer has under the names: in the countries that the reports speak of, where they speak of any."""
    found = {place.gazetteer: place for name in names for place in towns(name)}
    if countries:
        found = {ident: place for ident, place in found.items() if place.country in countries}
    return tuple(found.values())[:_SHOWN]
