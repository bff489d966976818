"""A case of an invented person, told by two reports, with what of it may be made public."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cache

from habeas import read
from habeas.model.decision import Decision
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Reading
from habeas.pipeline import PublicCopy, public_copy
from habeas.publishing.gate import risk_of

FIRST = (
    "Tamar Veld, 41, a teacher from Karsova, was arrested on 2 May 2024 by officers of the Interior Directorate. "
    "She was charged with spreading false news. She has been held at Lower Gate prison since 4 May 2024. "
    '"She is ill and has lost nine kilos," her sister said. '
    "The Qindeel Centre demands that the Interior Directorate release Tamar Veld by 1 June 2024. "
    "At least 1,204 people were arrested in Karsova in 2024, the Qindeel Centre said."
)
SECOND = (
    "The Interior Directorate denied that Tamar Veld was beaten in Lower Gate prison. "
    "Tamar Veld was transferred to Stonebridge prison on 9 July 2024."
)


@cache
def readings() -> tuple[Reading, ...]:
    """Both reports as they were read."""
    return (
        read(FIRST, publisher="The Lantern Post", published="2024-05-10", url="https://lantern.example/a"),
        read(SECOND, publisher="The Courier", published="2024-07-12", url="https://courier.example/b"),
    )


def decisions(some: Sequence[Reading], *, but: Iterable[str] = ()) -> tuple[Decision, ...]:
    """Everything accepted and permitted one by one; both reports of one person. `but`: what nobody decided on."""
    made: list[Decision] = []

    def decide(action: str, *targets: str) -> None:
        number = f"{len(made):04}"
        time = f"2024-08-01T{len(made) // 3600:02}:{len(made) // 60 % 60:02}:{len(made) % 60:02}Z"
        made.append(Decision(id=number, action=action, targets=targets, author="Mira", time=time))  # type: ignore[arg-type]

    skipped = set(but)
    for reading in some:
        for kind, statement in reading.statements():
            key = statement_key(reading, kind, statement)
            if key in skipped:
                continue
            decide("accept", key)
            if risk_of(reading, statement):
                decide("permit", key)
    people = [person_key(r, next(e for e in r.entities if e.name == "Tamar Veld")) for r in some]
    decide("same", *people)
    return tuple(made)


def public(but: Iterable[str] = ()) -> PublicCopy:
    """What may be made public of both."""
    return public_copy(readings(), decisions(readings(), but=but), {})
