"""The name's part in a join: how well two people's names agree, as parts (`names`) and as a whole (`pairs`).

A name whose given names are initials only is a weak candidate: it leads to a proposal where other evidence is strong.
"""

from __future__ import annotations

from habeas.resolving.names import NameMatch, PersonName, compare
from habeas.resolving.pairs import score_names

_LIKELY = 0.9
_INITIALS = 0.85
_TOGETHER = 0.9  # a name that only agrees once words are joined or read as another language reads them


def held(left: PersonName, right: PersonName) -> NameMatch:
    """Two names held against each other; the score is never above the likelihood that they are one name."""
    match = compare(left, right)
    scored = score_names(left.text, right.text)
    if match.score == 0.0:
        if scored.surely and scored.score >= _LIKELY and min(len(left.parts), len(right.parts)) > 1:
            quoted = f"“{left.text}” and “{right.text}”"
            return NameMatch(scored.score * _TOGETHER, True, f"{quoted} are one name: {'; '.join(scored.reasons)}")
        return match
    if match.against:
        return match
    if match.initials:
        return match._replace(score=match.score * _INITIALS, why=f"{match.why}, as far as initials can tell")
    return match._replace(score=min(match.score, scored.score))
