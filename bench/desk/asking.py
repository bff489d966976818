"""People who ask a running desk for pages, each in a thread and over a connection of their own."""

from __future__ import annotations

import random
import re
import time
from http.client import HTTPConnection
from threading import Thread
from typing import NamedTuple
from urllib.parse import urlencode

from bench.desk.targets import Targets

ADD_EVERY_S = 5.0
_TOKEN = re.compile(rb'name="csrfmiddlewaretoken" value="(\w+)"')


class Answer(NamedTuple):
    """What was asked for, what came, and after how many seconds the last byte of it was there."""

    kind: str
    address: str
    status: int
    seconds: float


class Person:
    """Somebody with a browser, who is signed in."""

    def __init__(self, address: str, cookie: str) -> None:
        self._connection = HTTPConnection(address, timeout=120)
        self._cookie = f"sessionid={cookie}"

    def ask(self, address: str, form: dict[str, str] | None = None) -> tuple[int, bytes, float]:
        """The status, the page, and how long it took. A form is sent."""
        headers = {"Cookie": self._cookie}
        body = None
        if form is not None:
            body = urlencode(form)
            headers["Content-Type"] = "application/x-www-form-urlencoded"
        began = time.monotonic()
        self._connection.request("GET" if form is None else "POST", address, body, headers)
        answer = self._connection.getresponse()
        page = answer.read()
        return answer.status, page, time.monotonic() - began

    def close(self) -> None:
        self._connection.close()


def token_of(page: bytes) -> str:
    """What a form of the page must bring along."""
    found = _TOKEN.search(page)
    return "" if found is None else found.group(1).decode()


def crowd(
    address: str, cookies: list[str], targets: Targets, seconds: float, pause: float, *, adding: bool
) -> list[Answer]:
    """What all but the last one of these people asked for within so many seconds, and what the last one brought."""
    answers: list[Answer] = []
    until = time.monotonic() + seconds
    threads = [
        Thread(target=_work, args=(Person(address, cookie), targets, random.Random(number), until, pause, answers))
        for number, cookie in enumerate(cookies[:-1])
    ]
    if adding:
        threads.append(Thread(target=_bring, args=(Person(address, cookies[-1]), until, answers)))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return answers


def _work(  # what a thread is given
    person: Person, targets: Targets, chance: random.Random, until: float, pause: float, answers: list[Answer]
) -> None:
    kinds = {"case": targets.case, "reading screen": targets.screen, "search": targets.search}
    time.sleep(chance.random() * pause)
    while time.monotonic() < until:
        kind = chance.choice(list(kinds))
        where = chance.choice(kinds[kind])
        status, _, took = person.ask(where)
        answers.append(Answer(kind, where, status, took))
        time.sleep(pause)
    person.close()


def _bring(person: Person, until: float, answers: list[Answer]) -> None:
    number = 0
    while time.monotonic() < until:
        number += 1
        _, page, _ = person.ask("/inbox/text/")
        form = {
            "csrfmiddlewaretoken": token_of(page),
            "text": f"Tomas Ferrend was arrested in Orlova on 3 May 2024. Bulletin {number} of {time.time_ns()}.\n"
            f"His lawyer, Ilse Marn, said that {number + 2} people were held with him.\n" * 4,
            "published": "2024-05-04",
        }
        status, _, took = person.ask("/inbox/text/", form)
        answers.append(Answer("report pasted in", "/inbox/text/", status, took))
        time.sleep(ADD_EVERY_S)
    person.close()
