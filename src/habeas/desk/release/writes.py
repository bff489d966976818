"""Makes the public copy of what is not restricted, and publishes it."""

from __future__ import annotations

import hashlib
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from habeas import pipeline
from habeas.desk.access.reads import restricted
from habeas.desk.audit.models import note
from habeas.desk.people.models import Member
from habeas.desk.release.models import Release
from habeas.folder import FolderError
from habeas.model.codec import to_json
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.pipeline import PublicCopy
from habeas.workspace import Workspace


class StaleError(Exception):
    """Something was decided, read or restricted since it was made ready: make it ready again, and look again."""


def prepare(opened: Workspace, release: Release) -> None:
    """Notes what would be public now, and what is refused."""
    position = opened.position()
    made = _copy(opened)
    release.position, release.basis = position, made.basis
    release.statements = _statements(made)
    release.refused = [[one.key, one.report, one.reason] for one in made.copy.refusals]
    release.cases = len(made.copy.book.cases)
    release.state = Release.State.READY
    release.save()


class _Copied(NamedTuple):
    copy: PublicCopy
    readings: tuple[Reading, ...]
    basis: str


def _copy(opened: Workspace) -> _Copied:
    """The public copy, as if there were no restricted reports; and what it was made from."""
    hidden = restricted()
    readings = tuple(one for one in opened.readings() if one.report.id not in hidden)
    copy = pipeline.public_copy(readings, opened.decisions(), opened.received())
    basis = hashlib.sha256(to_json(copy.book) + "".join(sorted(hidden)).encode()).hexdigest()
    return _Copied(copy, readings, basis)


def _statements(made: _Copied) -> dict[str, str]:
    """Each statement's key with a hash of what is public of it.

    A correction can change the key that a statement has in public; people know it by the one that it has inside.
    """
    inside = {
        (one.report.id, kind, statement.id): statement_key(one, kind, statement)
        for one in made.readings
        for kind, statement in one.statements()
    }
    return {
        inside[one.report.id, kind, statement.id]: hashlib.sha256(to_json(statement)).hexdigest()
        for one in made.copy.readings
        for kind, statement in one.statements()
    }


@transaction.atomic
def claim(by: Member, release: Release, words: str) -> None:
    """Sets a release that is ready on its way, once.

    Raises:
        StaleError: it is not ready any more.
    """
    still = Release.objects.select_for_update().get(pk=release.pk)
    if still.state != Release.State.READY:
        raise StaleError
    still.state, still.published_by, still.note = Release.State.GOING, by, words
    still.save(update_fields=["state", "published_by", "note"])
    note(by, "publication ordered", f"release:{release.pk}")


def publish(opened: Workspace, release: Release) -> None:
    """Writes the site, if what it would say is still what was looked at.

    Raises:
        StaleError: it is not.
        FolderError: the folder of the site cannot be written.
    """
    made = _copy(opened)
    if made.basis != release.basis:
        raise StaleError
    assert settings.PUBLIC is not None  # a desk without a workspace has opened none
    pipeline.publish(made.copy.book, made.copy.readings, settings.PUBLIC)
    with transaction.atomic():
        release.state, release.published = Release.State.PUBLISHED, timezone.now()
        release.save(update_fields=["state", "published"])
        note(release.published_by, "published", f"release:{release.pk}", f"{len(release.statements)} statements")


def failed(release: Release, error: StaleError | FolderError) -> None:
    """Notes why nothing was published."""
    release.state = Release.State.FAILED
    release.fault = str(error) or (type(error).__doc__ or "").strip()
    release.save(update_fields=["state", "fault"])
