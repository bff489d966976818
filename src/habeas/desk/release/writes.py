"""Makes the public copy of what is not restricted, and publishes it."""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from habeas import pipeline
from habeas.desk.access.reads import restricted
from habeas.desk.audit.models import note
from habeas.desk.cases import rules
from habeas.desk.cases.pictures import public_pictures
from habeas.desk.people.models import Member
from habeas.desk.release.models import Release
from habeas.folder import FolderError, put_right, stamp
from habeas.items import items
from habeas.model.codec import to_json
from habeas.model.decision import Decision
from habeas.model.identity import person_key, statement_key
from habeas.model.reading import Reading
from habeas.pipeline import PublicCopy
from habeas.publishing.addresses import Addresses
from habeas.publishing.site import Notice, Picture
from habeas.workspace import Workspace


class StaleError(Exception):
    """Something was decided, read or restricted since it was made ready: make it ready again, and look again."""


def prepare(opened: Workspace, release: Release) -> None:
    """Notes what would be public now, and what is refused."""
    _look(opened, release)
    release.state = Release.State.READY
    release.save()


def _look(opened: Workspace, release: Release) -> Copied:
    rules.settle(opened, release.by)
    position = opened.position()
    made = public_copy(opened, _only(release))
    release.position, release.basis = position, made.basis
    release.statements = _statements(made)
    release.refused = [[one.key, one.report, one.reason] for one in made.copy.refusals]
    release.cases = len(made.copy.book.cases)
    release.pictures = [one.path for one in _kept(release, made)]
    _compare(release)
    return made


class Copied(NamedTuple):
    """The public copy of what is not restricted, the readings that it was made from, and a hash of it."""

    copy: PublicCopy
    readings: tuple[Reading, ...]
    basis: str
    pictures: tuple[Picture, ...] = ()


def public_copy(
    opened: Workspace,
    only: Collection[str] | None = None,
    reports: Collection[str] = (),
    besides: Sequence[Decision] = (),
) -> Copied:
    """The public copy, as if there were no restricted reports, and all that is recorded of consent were settled.

    `only`: the keys of the statements that may be in it, where not all may; `reports`: those to make it from;
    `besides`: decisions as if they had been taken.
    """
    hidden = restricted()
    known = (opened.reading(one) for one in sorted(reports)) if reports else opened.readings()
    readings = tuple(one for one in known if one is not None and one.report.id not in hidden)
    decisions = (*rules.as_settled(opened, readings if reports else None), *besides)
    if only is not None:
        decisions = (*decisions, *_refused(readings, decisions, only))
    copy = pipeline.public_copy(readings, decisions, opened.received(reports or None))
    pictures = tuple(_pictures(opened, Copied(copy, readings, "")))
    shown = "".join(one.path + one.person + one.what for one in pictures)
    basis = hashlib.sha256(to_json(copy.book) + "".join(sorted(hidden)).encode() + shown.encode()).hexdigest()
    return Copied(copy, readings, basis, pictures)


def _pictures(opened: Workspace, made: Copied) -> Iterator[Picture]:
    """The pictures of those who are public, and by their name: a picture names whom it shows."""
    public = {inside for inside, outside in public_keys(made) if inside == outside}
    for person, what, data in public_pictures(opened, public):
        yield Picture(person=person, what=what, data=data)


def _refused(readings: Iterable[Reading], decisions: Sequence[Decision], only: Collection[str]) -> Iterator[Decision]:
    """What keeps all statements inside but some: as if everything else had not been accepted."""
    keys = [key for one in readings for key in items([one], ()) if key not in only]
    last = max((one.time for one in decisions), default="")
    if keys:
        yield Decision(id="", action="reject", targets=tuple(keys), author="", time=f"{last}~")


def _only(release: Release) -> frozenset[str] | None:
    """What was public before, where nothing new may become so."""
    last = Release.standing()
    return frozenset(last.statements if last is not None else ()) if release.taking_away else None


def _kept(release: Release, made: Copied) -> list[Picture]:
    """The pictures that go out; where nothing new may become public, of those that were."""
    last = Release.standing()
    old = last.pictures if last is not None else []
    return [one for one in made.pictures if not release.taking_away or one.path in old]


def _compare(release: Release) -> None:
    last = Release.standing()
    before = last.statements if last is not None and last.pk != release.pk else {}
    now = release.statements
    release.changed = sum(key in now and now[key] != before[key] for key in before)
    release.gone = sum(key not in now for key in before)
    shown = last.pictures if last is not None and last.pk != release.pk else []
    release.gone += len(set(shown) - set(release.pictures))


def notices() -> list[Notice]:
    """What was corrected and withdrawn, newest first, with the public notes."""
    some = Release.objects.filter(Q(changed__gt=0) | Q(gone__gt=0), published__isnull=False).order_by("-published")
    return [
        Notice(day=one.published.date().isoformat(), changed=one.changed, gone=one.gone, note=one.note)
        for one in some
        if one.published is not None
    ]


def _statements(made: Copied) -> dict[str, str]:
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
    made = public_copy(opened, _only(release))
    if made.basis != release.basis:
        raise StaleError
    _write(release, made)


def _write(release: Release, made: Copied) -> None:
    last, now = Release.standing(), timezone.now()
    if last is not None and last.published is not None:  # the newest is what is public, also where a clock was set back
        now = max(now, last.published + timedelta(microseconds=1))
    told = notices()
    if release.changed or release.gone:
        day = now.date().isoformat()
        told = [Notice(day=day, changed=release.changed, gone=release.gone, note=release.note), *told]
    # Said before it is so: whoever decides from here on has what may lie there by then taken down.
    release.state, release.published = Release.State.WRITING, now
    release.pages = {key: hashed(path) for key, path in _paths(made)}
    release.save(update_fields=["state", "published", "pages"])
    try:
        pictures = _kept(release, made)
        pipeline.publish(made.copy.book, made.copy.readings, _folder(), told, pictures, release.called)
    except FolderError:
        _not_written(release)
        raise
    _written(release)


def _folder() -> Path:
    assert settings.PUBLIC is not None  # a desk without a workspace has opened none
    return Path(settings.PUBLIC)


@transaction.atomic
def _written(release: Release) -> None:
    release.state, release.fault = Release.State.PUBLISHED, ""
    release.save(update_fields=["state", "fault"])
    note(release.published_by, "published", f"release:{release.pk}", f"{len(release.statements)} statements")


def _not_written(release: Release) -> None:
    release.state, release.published, release.pages = Release.State.GOING, None, {}
    release.save(update_fields=["state", "published", "pages"])


def mend() -> None:
    """After a run that was killed: has the rows say what lies in the folder of the site, before anything else is done.

    Raises:
        FolderError: the folder cannot be looked at.
    """
    if settings.PUBLIC is None:
        return
    put_right(_folder())
    for release in Release.objects.filter(state=Release.State.WRITING):
        if stamp(_folder()) == release.called:
            _written(release)
        else:
            _not_written(release)


def take_away(opened: Workspace, by: Member, words: str) -> Release | None:
    """Publishes again what is public, without what must not be any more; nothing becomes public that was not.

    None where nothing is public, or nothing has to go.

    Raises:
        FolderError: the folder of the site cannot be written.
    """
    last = Release.standing()
    if last is None:
        return None
    # One on its way was left by a run that was stopped.
    begun = Release.objects.filter(taking_away=True, state=Release.State.GOING).first()
    release = begun or Release(by=by, published_by=by, note=words, taking_away=True, state=Release.State.GOING)
    made = _look(opened, release)
    known = stamp(_folder()) == last.called
    if begun is None and known and not release.changed and not release.gone:
        return None
    with transaction.atomic():
        release.save()
        if begun is None:
            note(by, "publication ordered", f"release:{release.pk}")
    _write(release, made)
    return release


def public_keys(made: Copied) -> Iterator[tuple[str, str]]:
    """The key of each public person inside, and the one in public: another where the name is withheld."""
    inside = {
        (one.report.id, entity.id): person_key(one, entity)
        for one in made.readings
        for entity in one.entities
        if entity.kind == "person"
    }
    for one in made.copy.readings:
        for entity in one.entities:
            if entity.kind == "person":
                yield inside[one.report.id, entity.id], person_key(one, entity)


def _paths(made: Copied) -> Iterator[tuple[str, str]]:
    places = Addresses(made.copy.book)
    for inside, public in public_keys(made):
        path = places.case(public)
        if path is not None:
            yield inside, path


def hashed(path: str) -> str:
    """What stands for a path of the site in a row, without its words."""
    return hashlib.sha256(path.encode()).hexdigest()[:20]


def failed(release: Release, error: StaleError | FolderError) -> None:
    """Notes why nothing was published."""
    release.state = Release.State.FAILED
    release.fault = str(error) or (type(error).__doc__ or "").strip()
    release.save(update_fields=["state", "fault"])
