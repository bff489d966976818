"""How many signatures a second the running desk takes and loses none of, beside a bare loop of inserts.

`python -m bench.signing --seconds 60`. Three figures from one run on one database: forms that came in and were
acknowledged, signatures confirmed by the button, and rows that a loop with nothing around it inserts, each committed.
Every acknowledged form and signature is looked for in the database afterwards. What else the machine does falls on all.
"""

from __future__ import annotations

import argparse
import http.client
import os
import re
import socket
import sqlite3
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple
from urllib.parse import urlencode

from habeas.workspace import Workspace

CLIENTS = 16
HEADERS = {"X-Forwarded-Proto": "https", "Content-Type": "application/x-www-form-urlencoded"}
SLUG = "bench"


class Sent(NamedTuple):
    """What was acknowledged, over which time, and how long each took (seconds)."""

    done: int
    refused: int
    seconds: float
    times: Sequence[float]

    @property
    def rate(self) -> float:
        """Acknowledged a second."""
        return self.done / self.seconds


def set_up(folder: Path) -> None:
    """A desk with an open petition, in this process too."""
    Workspace.init(folder).close()
    from habeas.desk.start import prepare

    prepare(folder, host="127.0.0.1", port=1)
    from habeas.desk.actions.models import Campaign
    from habeas.desk.actions.telling import Telling, copied
    from habeas.desk.people.models import Member

    by = Member.objects.create_user("ada@example.org", "quiet river seven lamps", name="Ada", role="publisher")
    campaign = Campaign.objects.create(kind="petition", slug=SLUG, state="open", language="en", by=by)
    campaign.wordings.create(language="en", title="A petition", text="Let everybody see a lawyer.")
    campaign.approved = {"texts": copied(campaign), "facts": {}}
    campaign.shown = {"en": Telling("en", campaign.approved["texts"]["en"], campaign.updates.all(), []).page()}
    campaign.save()


@contextmanager
def desk(folder: Path) -> Iterator[int]:
    """The desk as `habeas desk` starts it, behind what stands for a proxy; its port."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = int(free.getsockname()[1])
    surroundings = {**os.environ, "HABEAS_HTTPS": "1"}
    for name in ("HABEAS_WORKSPACE", "DJANGO_SETTINGS_MODULE"):
        surroundings.pop(name, None)
    command = [sys.executable, "-m", "habeas", "desk", str(folder), "--port", str(port)]
    process = subprocess.Popen(command, env=surroundings, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        _answers(port)
        yield port
    finally:
        process.terminate()
        process.wait(timeout=60)


def _answers(port: int) -> None:
    until = time.monotonic() + 120
    while time.monotonic() < until:
        try:
            _asked(http.client.HTTPConnection("127.0.0.1", port, timeout=30), "GET", f"/act/{SLUG}/en/")
        except OSError:
            time.sleep(0.3)
        else:
            return
    raise TimeoutError("the desk did not start")


def _asked(
    line: http.client.HTTPConnection, method: str, path: str, body: str = "", whence: str = ""
) -> tuple[int, str]:
    line.request(method, path, body, {**HEADERS, "X-Forwarded-For": whence} if whence else HEADERS)
    response = line.getresponse()
    return response.status, response.read().decode()


def send(port: int, posts: Iterator[tuple[str, str]], good: int, rate: float, seconds: float) -> Sent:
    """Posts at a rate, or as fast as it goes where that is less, for so long or until there are no more."""
    lock, refused = threading.Lock(), [0]
    times: list[float] = []
    start = time.monotonic()
    sent = [0]

    def client(number: int) -> None:
        line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
        while True:
            with lock:
                due = start + sent[0] / rate
                post = next(posts, None) if due < start + seconds else None
                sent[0] += 1
                turn = sent[0]
            if post is None:
                return
            time.sleep(max(0.0, due - time.monotonic()))
            begun = time.monotonic()
            whence = f"{11 + (turn >> 16)}.{turn >> 8 & 255}.{turn & 255}.1"  # a network of its own
            status, _body = _asked(line, "POST", post[0], post[1], whence)
            with lock:
                if status == good:
                    times.append(time.monotonic() - begun)
                else:
                    refused[0] += 1

    clients = [threading.Thread(target=client, args=(number,)) for number in range(CLIENTS)]
    for one in clients:
        one.start()
    for one in clients:
        one.join()
    return Sent(len(times), refused[0], time.monotonic() - start, times)


def forms(port: int) -> Iterator[tuple[str, str]]:
    """Forms of people that are all different."""
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    _status, page = _asked(line, "GET", f"/act/{SLUG}/en/")
    found = re.search(r'name="token" value="([^"]+)"', page)
    if found is None:
        raise LookupError("the page has no form")
    number = 0
    while True:
        number += 1
        filled = {"token": found[1], "name": f"Person {number}", "address": f"p{number}@example.org", "shown": "none"}
        yield f"/act/{SLUG}/en/sign/", urlencode(filled)


def links() -> Iterator[tuple[str, str]]:
    """The links that the messages to them hold."""
    from habeas.desk.signing.intake import token
    from habeas.desk.signing.models import Submission

    return iter([(f"/act/confirm/{token(one)}/", "") for one in Submission.objects.order_by("made")])


def bare(folder: Path, seconds: float) -> float:
    """Rows a second that a loop inserts and commits, of the size of a form's row, into the same file."""
    with sqlite3.connect(folder / "desk.sqlite3", isolation_level=None) as database:
        for act in ("PRAGMA synchronous=FULL", "CREATE TABLE bench_bare (id INTEGER PRIMARY KEY, row BLOB)"):
            database.execute(act)
        done, start = 0, time.monotonic()
        while time.monotonic() - start < seconds:
            database.execute("BEGIN IMMEDIATE")
            database.execute("INSERT INTO bench_bare (row) VALUES (?)", (os.urandom(480),))
            database.execute("COMMIT")
            done += 1
        return done / (time.monotonic() - start)


def _rows(folder: Path, question: str) -> int:
    with sqlite3.connect(folder / "desk.sqlite3") as database:
        return int(database.execute(question).fetchone()[0])


def _line(what: str, sent: Sent, kept: int) -> None:
    cuts = statistics.quantiles(sent.times, n=100) if len(sent.times) > 1 else [0.0] * 99
    waits = f"half within {cuts[49] * 1000:.0f} ms, 99 of 100 within {cuts[98] * 1000:.0f} ms"
    lost = sent.done - kept
    ends = f"{sent.done} acknowledged, {sent.refused} refused, {max(0, lost)} lost"
    print(f"{what}: {sent.rate:.0f} a second over {sent.seconds:.0f} s; {ends}; {waits}")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where something that was acknowledged is not there."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--rate", type=float, default=200.0, help="forms and presses of the button a second, at most")
    options = asked.parse_args(argv)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place) / "desk"
        set_up(folder)
        with desk(folder) as port:
            taken = send(port, forms(port), 302, options.rate, options.seconds)
            kept = _rows(folder, "SELECT count(*) FROM signing_submission")
            _line("forms", taken, kept)
            signed = send(port, links(), 200, options.rate, options.seconds)
            counted = _rows(folder, "SELECT count(*) FROM signing_signature WHERE state = 'counted'")
            _line("signatures", signed, counted)
        print(f"bare inserts into the same file: {bare(folder, min(10.0, options.seconds)):.0f} a second")
    return int(kept < taken.done or counted < signed.done)


if __name__ == "__main__":
    sys.exit(main())
