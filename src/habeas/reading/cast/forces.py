"""Which force "police" is: the only one that the report names, "the Korda police", "the Korda Police Department".

Joined at the end of the pass: reports as often say "police said" first and whose police they are later.
"""

from __future__ import annotations

from habeas.reading.cast.book import Figurant
from habeas.reading.cast.stage import Stage

_POLICE = "police"
_ANY = frozenset({"the", "local", "state", "city", "national", "federal", "riot", "military", "secret", "traffic"})
"""What stands before "police" and does not say whose they are."""
_FORCE = frozenset({"department", "force", "service", "command", "bureau", "directorate", "commissariat"})


def name_the_police(stage: Stage) -> None:
    """Makes bare "police" one with the one force that the report tells of by its place or its people."""
    bare = [f for f in stage.book.figurants.values() if not f.named and _bare(f)]
    forces = [f for f in stage.book.figurants.values() if _is_force(f)] if bare else []
    whose = {_whose(f) for f in forces}
    if not forces or any(not (one <= other or other <= one) for one in whose for other in whose):
        return
    force = next((f for f in forces if f.named), forces[0])
    for figurant in bare:
        stage.join(figurant, force)


def _bare(figurant: Figurant) -> bool:
    """ "Police", "the police": with nothing that says which."""
    return figurant.name.lower().removeprefix("the ") == _POLICE


def _words(figurant: Figurant) -> list[str]:
    return figurant.name.replace("’", "'").replace("'s", " ").split()


def _is_force(figurant: Figurant) -> bool:
    """ "Korda police", "the Korda Police Department", "Police Lodva": no station, union or unit of theirs."""
    low = [word.lower() for word in _words(figurant)]
    if figurant.kind not in ("organisation", "group") or _POLICE not in low or not _whose(figurant):
        return False
    at = low.index(_POLICE)
    return all(word in _FORCE for word in low[at + 1 :]) or (at == 0 and len(low) == 2)


def _whose(figurant: Figurant) -> frozenset[str]:
    """Of which place or people they are: the other words of their name, if these are names."""
    words = [word for word in _words(figurant) if word.lower() not in _ANY | _FORCE | {_POLICE}]
    return frozenset(word.lower() for word in words) if all(word[0].isupper() for word in words) else frozenset()
