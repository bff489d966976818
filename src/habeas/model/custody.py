"""Whether the words that tell of an event place the person in custody."""

from __future__ import annotations

import re
import tomllib
from importlib.resources import files

from habeas.model.reading import Event

_WORDS: list[str] = tomllib.loads((files("habeas.model") / "custody.toml").read_text(encoding="utf-8"))["words"]
_CUSTODY = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_WORDS, key=lambda w: (-len(w), w))))})\b", re.IGNORECASE)


def told_in_custody(event: Event) -> bool:
    """Whether the event is said to have happened, or is denied, to somebody in custody, by its own words."""
    if event.status not in ("asserted", "denied"):
        return False
    return any(_CUSTODY.search(span.quote) for span in event.evidence)
