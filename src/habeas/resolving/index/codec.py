"""A profile as it is kept, and back. Names are kept as written, and as they are seen at a glance."""

from __future__ import annotations

from datetime import date

import msgspec

from habeas.model.case import PersonRef
from habeas.resolving.glance import Glance
from habeas.resolving.profile import Dated, Profile


class _Kept(msgspec.Struct, frozen=True, array_like=True):
    key: str
    report: str
    entity: str
    name: str
    names: tuple[str, ...]
    detained: bool
    said: str | None
    born: tuple[date, date] | None
    facts: dict[str, tuple[str, ...]]
    events: tuple[Dated, ...]
    company: tuple[str, ...]
    others: tuple[str, ...]
    quotes: tuple[str, ...]
    glances: tuple[Glance | None, ...]


_decoder = msgspec.msgpack.Decoder(_Kept)


def packed(person: Profile) -> bytes:
    """The profile in MessagePack; the same profile always gives the same bytes."""
    ref = person.ref
    return msgspec.msgpack.encode(
        _Kept(
            ref.key,
            ref.report,
            ref.entity,
            ref.name,
            person.written,
            person.detained,
            person.said,
            person.born,
            dict(person.facts),
            person.events,
            person.company_written,
            person.others_written,
            tuple(sorted(person.quotes)),
            person.glances,
        )
    )


def unpacked(data: bytes) -> Profile:
    """The profile that `packed` made `data` of.

    Raises:
        msgspec.DecodeError: it is no such data.
    """
    kept = _decoder.decode(data)
    return Profile(
        ref=PersonRef(key=kept.key, report=kept.report, entity=kept.entity, name=kept.name),
        written=kept.names,
        detained=kept.detained,
        said=kept.said,
        born=kept.born,
        facts=kept.facts,
        events=kept.events,
        company_written=kept.company,
        others_written=kept.others,
        quotes=frozenset(kept.quotes),
        glances=kept.glances,
    )
