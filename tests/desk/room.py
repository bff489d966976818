"""Reports put straight into the workspace of a desk, read by hand (`tests.factory`)."""

from __future__ import annotations

import hashlib

import msgspec

from habeas.collect import Material
from habeas.desk.index.following import follow
from habeas.desk.store import workspace
from habeas.model.decision import Action, Decision
from habeas.model.reading import Described, Reading
from habeas.model.text import Extracted
from habeas.workspace import packed
from tests.factory import Draft


def stored(draft: Draft) -> Reading:
    """The reading of a draft as the workspace has it, and the desk's tables brought up to date."""
    reading = draft.reading()
    data = f"{reading.text}|{reading.report.published}|{reading.report.publisher}".encode()
    report = f"sha256:{hashlib.sha256(data).hexdigest()}"
    reading = msgspec.structs.replace(reading, report=msgspec.structs.replace(reading.report, id=report))
    info = reading.report
    stated = Described(title=info.title, publisher=info.publisher, published=info.published)
    with workspace() as opened:
        opened.add(Material(id=report, data=data, source=info.source, origin=info.source, stated=stated), "ana")
        opened.put_reading(reading, packed(Extracted(state="whole", text=reading.text, media_type="text/plain")), "ana")
        follow(opened)
    return reading


def decided(action: Action, *targets: str, **more: object) -> Decision:
    """A decision as the command line stores it, and the desk's tables brought up to date."""
    with workspace() as opened:
        made = opened.decide(action, targets, "ana", **more)  # type: ignore[arg-type]
        follow(opened)
    return made


def arrest(name: str, place: str, day: str, **about: str) -> Draft:
    """Somebody's arrest, told by a lawyer."""
    text = f"{name} was arrested in {place} on {day}, the lawyer Dana Petrak said.\n\nAt least 40 people are held."
    draft = Draft(text, published=about.get("published", "2021-05-04"), publisher=about.get("publisher", "The Post"))
    who, lawyer = draft.person(name, detained=True), draft.person("Dana Petrak")
    said = draft.claim(f"{name} was arrested in {place} on {day}", by=lawyer)
    draft.event("arrest", f"{name} was arrested in {place}", who=[who], said_by=[said], when=day)
    draft.figure("held", "people", 40, "At least 40 people are held")
    return draft
