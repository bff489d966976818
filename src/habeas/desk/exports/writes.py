"""What makes, hands out and removes exports."""

from __future__ import annotations

import hashlib
import os
import secrets
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone, translation

from habeas.bringing import Brought, Case
from habeas.bringing import bring as take_case
from habeas.desk.access.writes import extend
from habeas.desk.audit.models import note
from habeas.desk.exports import making
from habeas.desk.exports.gather import Gathered, NothingError, gathered
from habeas.desk.exports.models import Export
from habeas.desk.index.following import follow
from habeas.desk.people.models import Member
from habeas.desk.store import workspace
from habeas.desk.worklists.tasks import ask
from habeas.workspace import AlteredError, Workspace

FOLDER = "exports"
HOURS = 24
_BLOCK = 1 << 20


def folder() -> Path:
    """Where the files of exports lie: in the workspace, for its owner only."""
    assert settings.WORKSPACE is not None  # a desk without a workspace has opened none
    found = Path(settings.WORKSPACE) / FOLDER
    found.mkdir(mode=0o700, exist_ok=True)
    return found


def make(opened: Workspace, export: Export) -> None:
    """Makes the file of an export, in place of what another run left of it."""
    for left in folder().glob(f"{export.pk}-*"):
        left.unlink()
    try:
        with translation.override(export.language):
            made = gathered(opened, export)
            export.file = f"{export.pk}-{secrets.token_hex(8)}"
            _write(opened, export, made)
    except NothingError:
        _finish(export, Export.State.EMPTY)
    except AlteredError as error:
        (folder() / export.file).unlink(missing_ok=True)
        export.file, export.fault = "", str(error)
        _finish(export, Export.State.FAILED)
    else:
        _finish(export, Export.State.READY)


def _write(opened: Workspace, export: Export, made: Gathered) -> None:
    path = folder() / export.file
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    with os.fdopen(handle, "wb") as out:
        making.write(opened, export, made, out)
    digest = hashlib.sha256()
    with path.open("rb") as done:
        while block := done.read(_BLOCK):
            digest.update(block)
    export.size, export.digest = path.stat().st_size, digest.hexdigest()


def bring(by: Member, given: UploadedFile[bytes]) -> Brought:
    """Takes in a whole case that another desk exported.

    Raises:
        BringError: it is none, or not as it left.
    """
    digest = hashlib.sha256()
    for block in given.chunks():
        digest.update(block)
    case = Case(given.open())
    with workspace() as opened:
        made = take_case(opened, case, by.name, f"case:{given.name} (sha256:{digest.hexdigest()})")
        position = follow(opened)
    extend()
    note(by, "case brought in", f"sha256:{digest.hexdigest()}", f"{made.reports} reports, {made.decisions} decisions")
    ask(position)
    return made


@transaction.atomic
def _finish(export: Export, state: Export.State) -> None:
    export.state, export.finished = state, timezone.now()
    export.save()
    detail = f"{export.scope} {export.form}{' inside' if export.inside else ''}: {state}"
    note(export.by, "exported", f"export:{export.pk}", detail)


def sweep() -> None:
    """Removes the files of exports that are older than a day."""
    old = Export.objects.filter(made__lt=timezone.now() - timedelta(hours=HOURS))
    _remove(list(old.exclude(state=Export.State.GONE)))


def take_back() -> None:
    """Removes every file there is: any of them may hold what somebody may not see any more."""
    _remove(list(Export.objects.exclude(file="")))


def forget(_: list[str]) -> None:
    """Removes every export there is: any of them may hold what was erased. What was asked for goes with it."""
    _remove(list(Export.objects.exclude(state=Export.State.GONE)))
    Export.objects.update(of="")


def _remove(some: list[Export]) -> None:
    for one in some:
        if one.file:
            (folder() / one.file).unlink(missing_ok=True)
        one.state, one.file, one.of = Export.State.GONE, "", ""
        one.save(update_fields=["state", "file", "of"])
