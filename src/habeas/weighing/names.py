"""What a case is called, and its address."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence

from habeas.model.reading import Attribute, Entity
from habeas.weighing.ground import Ground, Told
from habeas.weighing.wording import slug, unique

_Entities = Sequence[tuple[Ground, Entity]]


def display_name(entities: _Entities) -> str:
    """The name that most reports use; in Latin letters where there is one, then the fullest, then the first."""
    tally = Counter(" ".join(entity.name.split()) for _, entity in entities)
    return min(tally, key=lambda n: (not _latin(n), -tally[n], -len(n.split()), n)) if tally else "unnamed"


def names_of(entities: _Entities, attributes: Sequence[Told]) -> tuple[str, ...]:
    """Every spelling of the person's name and every alias, the case's own first; a line's end is a space."""
    full = [entity.name for _, entity in entities]
    other = [n.text for _, e in entities for n in e.names if n.role in ("full", "short", "alias")]
    alias = [
        str(t.statement.value)
        for t in attributes
        if isinstance(t.statement, Attribute) and t.statement.property == "alias"
    ]
    written = {" ".join(name.split()) for name in (*full, *other, *alias)}
    rest = sorted(written, key=lambda n: (not _latin(n), -len(n), n))
    return unique([display_name(entities), *rest])


def _latin(name: str) -> bool:
    return all(not c.isalpha() or c < "\u0250" or "\u1e00" <= c < "\u1f00" for c in name)


def slugs(names: Mapping[str, str]) -> dict[str, str]:
    """An address for each id from its name; ids of one name get the beginning of the id's digits as well."""
    bearers: dict[str, list[str]] = defaultdict(list)
    for ident, name in names.items():
        bearers[slug(name) or "unnamed"].append(ident)
    found = {}
    for base, idents in bearers.items():
        digits = _enough(idents) if len(idents) > 1 else 0
        for ident in idents:
            found[ident] = f"{base}-{_digits(ident)[:digits]}" if digits else base
    return found


def _digits(ident: str) -> str:
    return ident.rsplit(":", 1)[-1]


def _enough(idents: Sequence[str]) -> int:
    """How many digits tell the ids apart; at least four."""
    return next((n for n in range(4, 64) if len({_digits(i)[:n] for i in idents}) == len(idents)), 64)
