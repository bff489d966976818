"""What is said of a person: age, people, work, kin, illness, custody."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.model.reading import Attribute, Status
from habeas.reading.attributes.ages import age_drafts
from habeas.reading.attributes.custody import custody_drafts
from habeas.reading.attributes.descriptions import description_drafts
from habeas.reading.attributes.draft import Draft
from habeas.reading.attributes.health import health_drafts
from habeas.reading.evidence import spans
from habeas.reading.standing import NOT_STATED, standing
from habeas.reading.story import Story

__all__ = ["read_attributes"]

_SHOWS_CUSTODY = frozenset({"detained_since", "time_held", "held_at", "legal_basis", "sentence"})


def read_attributes(story: Story) -> tuple[Attribute, ...]:
    """The attributes of the report's people in text order, each value once, with ids "a1", "a2" and so on.

    Marks in the cast whom they show in custody.
    """
    made = [attribute for draft in _drafts(story) if (attribute := _attribute(story, draft)) is not None]
    made.sort(key=lambda a: a.evidence[0].start)
    kept: dict[tuple[object, ...], Attribute] = {}
    for attribute in _one_beginning(made):
        value = attribute.value.casefold() if isinstance(attribute.value, str) else attribute.value
        key = (attribute.subject, attribute.property, value, attribute.object, attribute.status)
        if key not in kept and not _part_of_another(attribute, kept):
            kept[key] = attribute
            _mark(story, attribute)
    return tuple(_numbered(kept.values()))


def _drafts(story: Story) -> Iterator[Draft]:
    for token in story.page.doc:
        if token.is_punct or token.is_space:
            continue
        yield from age_drafts(story, token)
        yield from description_drafts(story, token)
        yield from health_drafts(story, token)
        yield from custody_drafts(story, token)


def _attribute(story: Story, draft: Draft) -> Attribute | None:
    found = standing(draft.at) if draft.at is not None else "asserted"
    if found in NOT_STATED:
        return None
    status: Status = found  # type: ignore[assignment]
    evidence = spans(story.page, draft.tokens)
    if not evidence:
        return None
    return Attribute(
        id="a0",
        subject=draft.subject,
        property=draft.property,
        value=draft.value,
        object=draft.object,
        since=draft.since,
        evidence=evidence,
        said_by=story.scope.said_by(evidence[0]),
        status=status,
        rule=draft.rule,
    )


def _one_beginning(attributes: list[Attribute]) -> list[Attribute]:
    """Without the beginnings of earlier custodies: "detained in 2002" tells of the present one if it is the only one."""
    lasting = {a.subject for a in attributes if a.rule == "held since"}
    dates: dict[str, set[object]] = {}
    for a in attributes:
        if a.property == "detained_since":
            dates.setdefault(a.subject, set()).add(a.value)
    return [
        a for a in attributes if a.rule != "detained on" or (a.subject not in lasting and len(dates[a.subject]) == 1)
    ]


def _part_of_another(attribute: Attribute, kept: dict[tuple[object, ...], Attribute]) -> bool:
    """Whether an earlier value of the same property already holds this one's words ("cancer" after "lung cancer")."""
    if not isinstance(attribute.value, str) or attribute.property in ("detained_since", "born"):
        return False
    words = attribute.value.casefold().split()
    for other in kept.values():
        same = other.subject == attribute.subject and other.property == attribute.property
        if same and other.status == attribute.status and isinstance(other.value, str):
            longer = other.value.casefold().split()
            if attribute.property == "illness" and longer[-len(words) :] == words:
                return True
    return False


def _mark(story: Story, attribute: Attribute) -> None:
    if attribute.property in _SHOWS_CUSTODY and attribute.status == "asserted":
        story.cast.mark_detained(attribute.subject)


def _numbered(attributes: object) -> Iterator[Attribute]:
    import msgspec

    for number, attribute in enumerate(attributes, 1):  # type: ignore[arg-type,var-annotated]
        yield msgspec.structs.replace(attribute, id=f"a{number}")
