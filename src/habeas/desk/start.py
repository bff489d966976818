"""Starts the desk: one process that serves pages, with others of its own for the long work and the rounds."""

from __future__ import annotations

import fcntl
import gc
import os
import signal
import sys
from collections.abc import Callable
from pathlib import Path

from habeas.archive.database import compacted
from habeas.desk.environment import KEY_FILE, DeskSetupError, secret_key

SETTINGS = "habeas.desk.settings"
THREADS = 8


def prepare(workspace: Path, *, host: str, port: int) -> str | None:
    """Sets Django up for the workspace and brings the desk's database up to date.

    Returns the link for the first account where there is none yet.

    Raises:
        DeskSetupError: the desk is set up in a way that is not safe.
    """
    set_up(workspace)
    return first_account(reached_at(host, port))


def keep_others_out(workspace: Path) -> None:
    """Keeps other desks out of a workspace for as long as this process lives: two would do the same work twice.

    Raises:
        DeskSetupError: there is one.
    """
    secret_key(workspace)
    handle = os.open(workspace / KEY_FILE, os.O_RDONLY | os.O_CLOEXEC)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(handle)
        raise DeskSetupError(f"a desk runs in {workspace} already") from None


def reached_at(host: str, port: int) -> str:
    """The address by which browsers reach the desk that listens there: behind a proxy, that one's."""
    from django.conf import settings

    return f"https://{settings.RUN.hosts[0]}" if settings.RUN.https else f"http://{host}:{port}"


def forget(workspace: Path) -> bool:
    """Takes whatever was erased from the workspace out of the desk's own tables too, and out of their file. False where
    somebody is at the desk, so that its write-ahead file holds it until the desk is stopped.

    Raises:
        DeskSetupError: the desk is set up in a way that is not safe.
    """
    set_up(workspace)
    from django.db import connection

    from habeas.desk import traces
    from habeas.desk.actions import forgetting
    from habeas.desk.cases.models import Attachment
    from habeas.desk.inbox.models import Arrival, Sketch
    from habeas.desk.index import following
    from habeas.desk.store import workspace as opened_workspace

    with opened_workspace() as opened:
        following.follow(opened)
        forgetting.forget(opened)
        traces.forget(opened)
        known = {report.id for report in opened.reports()}
    Arrival.objects.exclude(report="").exclude(report__in=known).delete()
    Sketch.objects.exclude(report__in=known).delete()
    Attachment.objects.exclude(original__in=known).delete()
    gone = True
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            gone = compacted(lambda act: cursor.execute(act).fetchone())
    connection.close()
    return gone


def set_up(workspace: Path) -> None:
    """Sets Django up for the workspace in a folder, and brings the desk's database up to date.

    Raises:
        DeskSetupError: the desk is set up in a way that is not safe.
    """
    os.environ["HABEAS_WORKSPACE"] = str(workspace)
    os.environ["DJANGO_SETTINGS_MODULE"] = SETTINGS
    os.umask(0o077)
    import django
    from django.conf import settings
    from django.core.management import call_command
    from django.db import connection

    if workspace != settings.WORKSPACE:
        # A library that looks for Django has loaded the settings already, before the workspace was known.
        raise DeskSetupError("DJANGO_SETTINGS_MODULE is set in the environment: unset it")
    django.setup()
    call_command("migrate", interactive=False, verbosity=0)
    if connection.vendor == "sqlite":
        _durable(connection.cursor())
    _limited()


def _limited() -> None:
    """Reads the operator's limits against floods, and their table of networks.

    Raises:
        DeskSetupError: one of them says something else, or cannot be read.
    """
    from django.conf import settings

    from habeas.desk.signing.countries import TableError, table
    from habeas.desk.signing.limits import LimitsError, limits

    try:
        limits()
        if settings.RUN.networks is not None:
            table(settings.RUN.networks)
    except (LimitsError, TableError, OSError) as error:
        raise DeskSetupError(str(error)) from error


def _durable(cursor: object) -> None:
    """Reads back what keeps an answered save on the disk.

    Raises:
        DeskSetupError: a setting is not as it must be.
    """
    wanted = {"journal_mode": "wal", "synchronous": 2, "foreign_keys": 1}
    execute: Callable[[str], object] = cursor.execute  # type: ignore[attr-defined]
    for name, value in wanted.items():
        execute(f"PRAGMA {name}")
        found = cursor.fetchone()[0]  # type: ignore[attr-defined]
        if found != value:
            raise DeskSetupError(f"the desk's database has {name} = {found!r} and needs {value!r}")


def first_account(address: str) -> str | None:
    """A fresh link for an administrator's account while nobody has one; earlier such links stop working."""
    from django.db import transaction
    from django.urls import reverse
    from django.utils import timezone

    from habeas.desk.people.models import Invitation, Member, Role

    if Member.objects.exists():
        return None
    with transaction.atomic():
        Invitation.objects.filter(made_by=None, accepted=None, withdrawn=None).update(withdrawn=timezone.now())
        _, secret = Invitation.issue(Role.ADMINISTRATOR)
    return address + reverse("join", args=[secret])


def _read_pages() -> None:
    """Reads what the first who asks for a page would wait for: addresses, templates and what they load."""
    from django.template.loader import get_template
    from django.urls import resolve

    resolve("/")
    for name in ("desk/home.html", "cases/case.html", "review/screen.html", "search/search.html"):
        get_template(name)
    # What is here by now stays: whoever asks for a page must not wait until all of it is looked through for waste.
    gc.collect()
    gc.freeze()


def serve(host: str, port: int, ready: Callable[[], None]) -> None:
    """Serves the desk until it is interrupted, with its workers beside it. Calls `ready` when it answers.

    Raises:
        OSError: the address cannot be listened at.
    """
    from django.conf import settings
    from waitress import create_server

    from habeas.desk.background.keeping import Keeper
    from habeas.desk.inbox.writes import find_lost
    from habeas.desk.index.tasks import catch_up
    from habeas.desk.release import writes
    from habeas.desk.store import LEDGER
    from habeas.desk.store import workspace as opened_workspace
    from habeas.desk.wsgi import application
    from habeas.folder import FolderError

    # The operator's proxy says whether it was reached by HTTPS, and by whom; without one nobody is believed.
    doubt = not settings.RUN.https
    server = create_server(
        application, host=host, port=port, threads=THREADS, ident=None, clear_untrusted_proxy_headers=doubt
    )
    with opened_workspace() as opened:
        LEDGER.follow(opened)  # or else whoever comes first would wait for it
        find_lost(opened)
    try:
        writes.mend()
    except FolderError as error:  # whatever publishes next needs it, and fails where somebody is told
        sys.stderr.write(f"{error}\n")
    _read_pages()
    catch_up.enqueue()
    keeper = Keeper({name: (sys.executable, "-m", "django", name) for name in ("works", "rounds")})
    keeper.start()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    ready()
    try:
        server.run()
    finally:
        keeper.stop()
