"""How many signatures a second the running desk takes and loses none of, beside a bare loop of inserts.

`python -m bench.signing --seconds 60`. Three figures from one run on one database: forms that came in and were
acknowledged, signatures confirmed by the button, and rows that a loop with nothing around it inserts, each committed.
Every acknowledged form and signature is looked for in the database afterwards. What else the machine does falls on all.
Then new, repeated and blocked signers in turns drawn by lot: how long each kind waits.
"""

from __future__ import annotations

import argparse
import http.client
import math
import os
import random
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
ACKNOWLEDGED = 302
BARE_S = 5.0
KINDS = ("new", "repeated", "blocked")


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


def _form_token(port: int) -> str:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    _status, page = _asked(line, "GET", f"/act/{SLUG}/en/")
    found = re.search(r'name="token" value="([^"]+)"', page)
    if found is None:
        raise LookupError("the page has no form")
    return found[1]


def forms(port: int) -> Iterator[tuple[str, str]]:
    """Forms of people that are all different."""
    held = _form_token(port)
    number = 0
    while True:
        number += 1
        filled = {"token": held, "name": f"Person {number}", "address": f"p{number}@example.org", "shown": "none"}
        yield f"/act/{SLUG}/en/sign/", urlencode(filled)


def links() -> Iterator[tuple[str, str]]:
    """The links that the messages to them hold."""
    from habeas.desk.signing.intake import token
    from habeas.desk.signing.models import Submission

    return iter([(f"/act/confirm/{token(one)}/", "") for one in Submission.objects.order_by("made")])


def bare(folder: Path, seconds: float) -> float:
    """Rows a second that a loop inserts and commits, of the size of a form's row, into the same file."""
    with sqlite3.connect(folder / "desk.sqlite3", isolation_level=None) as database:
        for act in (
            "PRAGMA synchronous=FULL",
            "CREATE TABLE IF NOT EXISTS bench_bare (id INTEGER PRIMARY KEY, row BLOB)",
        ):
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


def likelihood(some: Sequence[float], others: Sequence[float]) -> tuple[float, float]:
    """How likely one of `some` is longer than one of `others`, and how far off 0.5 chance alone would have it.

    The second is the standard deviation under the assumption that both are drawn alike (Mann and Whitney's test).
    """
    ranks = sorted([(one, 1.0) for one in some] + [(one, 0.0) for one in others])
    below = above = 0.0
    for _time, ours in ranks:
        above += ours * below
        below += 1.0 - ours
    n, m = len(some), len(others)
    return above / (n * m), math.sqrt((n + m + 1) / (12 * n * m))


def kinds(held: str, each: int) -> Iterator[tuple[str, str, str]]:
    """Forms of new, repeated and blocked signers, in turns drawn by lot: the kind, the path and the body."""
    turns = [kind for kind in KINDS for _ in range(each)]
    random.Random(each).shuffle(turns)
    for number, kind in enumerate(turns):
        whose = {"new": f"new{number}@example.org", "repeated": "p1@example.org", "blocked": "blocked@example.org"}
        name = "Person 1" if kind == "repeated" else f"Person {number}"
        filled = {"token": held, "name": name, "address": whose[kind], "shown": "none"}
        yield kind, f"/act/{SLUG}/en/sign/", urlencode(filled)


def waits(port: int, each: int) -> dict[str, list[float]]:
    """Seconds that each kind of signer waited for the answer, one after the other."""
    from habeas.desk.contacts.models import Blocked
    from habeas.desk.contacts.sealing import kept

    Blocked.objects.create(address=kept("blocked@example.org", "address"), why="abuse")
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=60)
    found: dict[str, list[float]] = {kind: [] for kind in KINDS}
    for number, (kind, path, body) in enumerate(kinds(_form_token(port), each)):
        begun = time.monotonic()
        status, _body = _asked(line, "POST", path, body, f"7.{number >> 8}.{number & 255}.1")
        found[kind].append(time.monotonic() - begun)
        if status != ACKNOWLEDGED:
            raise LookupError(f"a {kind} signer got {status}")
    return found


def _told(found: dict[str, list[float]]) -> None:
    for kind in KINDS:
        cuts = statistics.quantiles(found[kind], n=100)
        print(
            f"{kind} signers, {len(found[kind])}: half within {cuts[49] * 1000:.1f} ms, 99 of 100 {cuts[98] * 1000:.1f}"
        )
    for one, other in (("new", "repeated"), ("new", "blocked"), ("repeated", "blocked")):
        chance, spread = likelihood(found[one], found[other])
        print(f"{one} slower than {other} in {chance:.3f} of the pairs; chance alone: 0.5 ± {2 * spread:.3f}")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the figures; 1 where something that was acknowledged is not there."""
    asked = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0] if __doc__ else "")
    asked.add_argument("--seconds", type=float, default=60.0)
    asked.add_argument("--rate", type=float, default=200.0, help="forms and presses of the button a second, at most")
    asked.add_argument("--each", type=int, default=400, help="signers of each kind whose waiting is compared")
    options = asked.parse_args(argv)
    with tempfile.TemporaryDirectory(ignore_cleanup_errors=True) as place:
        folder = Path(place) / "desk"
        set_up(folder)
        loops = [bare(folder, BARE_S)]
        with desk(folder) as port:
            taken = send(port, forms(port), ACKNOWLEDGED, options.rate, options.seconds)
            kept = _rows(folder, "SELECT count(*) FROM signing_submission")
            _line("forms", taken, kept)
            loops.append(bare(folder, BARE_S))
            signed = send(port, links(), 200, options.rate, options.seconds)
            counted = _rows(folder, "SELECT count(*) FROM signing_signature WHERE state = 'counted'")
            _line("signatures", signed, counted)
            _told(waits(port, options.each))
        loops.append(bare(folder, BARE_S))
        rates = ", ".join(f"{rate:.0f}" for rate in loops)
        print(f"bare inserts into the same file, before, between and after: {rates} a second")
    return int(kept < taken.done or counted < signed.done)


if __name__ == "__main__":
    sys.exit(main())
