"""The desk of the trial: its tables made, its people signed in, its server started as a user starts it."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

START_S = 120.0


def prepared(folder: Path) -> None:
    """Sets Django up for the workspace, and lets the desk bring its tables and worklists to where the log stands."""
    from habeas.desk.start import set_up

    set_up(folder.resolve())
    from habeas.desk.index import following
    from habeas.desk.index.settling import settle_people
    from habeas.desk.store import workspace
    from habeas.desk.worklists.tasks import weigh

    began = time.monotonic()
    with workspace() as opened:
        following.follow(opened)
        settle_people(opened, ())  # by the rules of now, as at a desk that has been used since it was last updated
    print(f"the desk's tables brought up to date in {time.monotonic() - began:,.0f} s")
    began = time.monotonic()
    weigh.call()
    print(f"its worklists in {time.monotonic() - began:,.0f} s", flush=True)


def signed_in(many: int) -> list[str]:
    """The cookies of so many people, who may do all."""
    from django.conf import settings
    from django.test import Client

    from habeas.desk.people.models import Member, Role

    made: list[str] = []
    for number in range(many):
        address = f"user{number}@example.org"
        member = Member.objects.filter(email=address).first()
        if member is None:
            member = Member.objects.create_user(address, None, name=f"User {number}", role=Role.ADMINISTRATOR)
        client = Client()
        client.force_login(member)
        made.append(client.cookies[settings.SESSION_COOKIE_NAME].value)
    return made


def surroundings() -> dict[str, str]:
    """The environment for a desk of its own."""
    return {name: value for name, value in os.environ.items() if not name.startswith("DJANGO_")}


@contextmanager
def desk(folder: Path) -> Iterator[str]:
    """The address of a desk that runs meanwhile."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "habeas", "desk", str(folder), "--port", str(port)]
    with subprocess.Popen(
        command, env=surroundings(), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as run:
        assert run.stdout is not None
        try:
            ends = time.monotonic() + START_S
            while "the desk is at" not in (line := run.stdout.readline()):
                if not line or time.monotonic() > ends:
                    raise RuntimeError("the desk did not start")
            yield f"127.0.0.1:{port}"
        finally:
            run.terminate()
