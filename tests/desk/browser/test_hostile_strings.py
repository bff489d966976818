"""No text of others runs on any page of the desk, with the content policy and without it.

The pages come from the table of addresses: one that is new is looked at too. `HABEAS_STRINGS` says how many strings.
"""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from django.urls import get_resolver
from playwright.sync_api import Browser, Dialog, Page, Request

from habeas.model.reading import Reading
from tests.desk.browser.conftest import PASSWORD, Running, started
from tests.desk.browser.hostile import CANARY, fields
from tests.desk.browser.visitor import Visitor, first
from tests.desk.browser.worlds import filled
from tests.factory import Draft, key_of

COUNT = int(os.environ.get("HABEAS_STRINGS", "240"))
EACH = 4
PARAMETER = re.compile(r"<(?:\w+:)?(\w+)>")
LEFT_OUT = {"set_language", "join", "session", "account_logout"}
FILES = re.compile(r"/original/$|/export|/download|\.(csv|xlsx|json|zip|pdf|docx|ics)|recovery-codes/download")
WATCH = "window.hits = []; window.pwned = () => { window.hits.push(location.href); };"


def hostile_report(some: list[str], number: int) -> Draft:
    """A report that holds hostile strings as names, speakers, values, quotations, title and publisher."""
    lines = [f"{name} was arrested in {name} on 3 May." for name in some]
    draft = Draft("\n\n".join(lines), published="2021-05-04", publisher=some[0])
    draft.described(title=some[-1], author=some[1 % len(some)], source=f"{some[0]}.html", credits=(some[0],))
    for line, name in zip(lines, some, strict=True):
        who = draft.person(name, detained=True)
        said = draft.claim(f"was arrested in {name}", by=who, text=name)
        draft.event("arrest", line, who=[who], said_by=[said], when="2021-05-03")
        draft.attribute(who, "occupation", name, line, said_by=[said])
        draft.demand(line, by=who, about=[who])
        draft.figure("held", name, number + 1, line, said_by=[said])
    return draft


def _typed(visitor: Visitor, readings: list[Reading], some: list[str]) -> None:
    """Puts strings into every field that somebody may type into."""
    report = f"/reports/{readings[0].report.id.removeprefix('sha256:')}/"
    for number, text in enumerate(some):
        person = key_of(readings[0], text).removeprefix("pe:") if number < EACH else ""
        case = f"/cases/{person}/"
        if person:
            visitor.get(case)
            visitor.post(f"{case}note/", {"note-text": text})
            told = {"use": "publish", "answer": "given", "told_by": text, "told": "2021", "more": text}
            visitor.post(f"{case}consent/", {f"consent-{name}": value for name, value in told.items()})
            visitor.post(f"{case}risk/", {"risk-use": "name", "risk-level": "low", "risk-what": text})
            visitor.post(f"{case}watch/", {"watch-day": "2021-05-04", "watch-what": text})
        visitor.get("/inbox/text/")
        visitor.post("/inbox/text/", {"text": f"{text} was arrested.", "title": text, "publisher": text})
        told = {"pseudonym": text[:80], "identity": text, "told": "2021", "text": f"{text} {number}"}
        visitor.get("/inbox/testimony/")
        visitor.post("/inbox/testimony/", told)
        visitor.get("/people/invite/")
        visitor.post("/people/invite/", {"role": "viewer", "name": text[:120], "email": f"v{number}@example.org"})
    card = re.search(r'class="card event \w+" id="(\w+)"', visitor.get(report).text)
    assert card is not None
    visitor.post(f"{report}{card[1]}/", {"action": "accept", "position": 99_999, "reason": some[0]})
    visitor.get("/publish/")
    visitor.post("/publish/prepare/", {})
    last = readings[-1].report.id.removeprefix("sha256:")
    visitor.get(f"/reports/{last}/restrict/")
    visitor.post(f"/reports/{last}/restrict/", {"reason": some[0]})
    visitor.get("/worklists/")


class Route(NamedTuple):
    """An address as a pattern, such as "reports/<digest:digest>/"."""

    name: str
    pattern: str


def _routes(patterns: list[Any], before: str = "", space: str = "") -> Iterator[Route]:
    for one in patterns:
        here = before + str(one.pattern)
        if hasattr(one, "url_patterns"):
            yield from _routes(one.url_patterns, here, space + (f"{one.namespace}:" if one.namespace else ""))
        else:
            yield Route(space + (one.name or ""), here)


def pages(readings: list[Reading], some: list[str]) -> list[str]:
    """Every address that a page could be at, with what there is in place of its parts."""
    people = [key_of(one, e.name).removeprefix("pe:") for one in readings for e in one.entities if e.kind == "person"]
    fill = {
        "digest": [one.report.id.removeprefix("sha256:") for one in readings],
        "person": people,
        "number": ["1", "2"],
        "pk": ["1"],
    }
    found: list[str] = []
    for route in _routes(get_resolver().url_patterns):
        if route.name in LEFT_OUT or "(?P" in route.pattern:
            continue
        paths = [route.pattern]
        for name in PARAMETER.findall(route.pattern):
            given = fill.get(name, ["none"])
            given = given if route.name in ("case", "report") else given[:1] if name != "number" else given
            paths = [re.sub(rf"<(?:\w+:)?{name}>", one, path) for path in paths for one in given]
        found += [f"/{path}" for path in paths]
    asked = [f"/search/?words={some[0]}", f"/search/?names={some[1]}", "/cases/?all=1", "/worklists/?kind=figures"]
    return [one for one in [*found, *asked, "/worklists/?kind=demand"] if not FILES.search(one)]


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[tuple[Running, list[Reading], list[str]]]:
    """A desk full of them."""
    some = fields(COUNT)
    lots = [some[i : i + EACH] for i in range(0, len(some), EACH)]
    readings = filled(tmp_path / "work", [hostile_report(lot, number) for number, lot in enumerate(lots)])
    with started(tmp_path / "work") as desk:
        visitor = first(desk)
        until = time.monotonic() + 120
        while readings[-1].report.id[7:] not in visitor.get("/reports/").text and time.monotonic() < until:
            time.sleep(0.3)
        _typed(visitor, readings, some)
        yield desk, readings, some


def _opened(browser: Browser, desk: Running, *, without_policy: bool) -> tuple[Page, list[str]]:
    context = browser.new_context(bypass_csp=without_policy)
    context.add_init_script(WATCH)
    page = context.new_page()
    faults: list[str] = []

    def shown(dialog: Dialog) -> None:
        faults.append(f"dialog at {page.url}: {dialog.message}")
        dialog.dismiss()

    def asked(request: Request) -> None:
        if CANARY in request.url:
            faults.append(f"{request.url} from {page.url}")

    page.on("dialog", shown)
    page.on("request", asked)
    page.goto(f"{desk.address}/account/login/")
    page.locator("input[name=login]").fill("ada@example.org")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main form button").first.click()
    page.wait_for_url(f"{desk.address}/")
    return page, faults


@pytest.mark.slow
@pytest.mark.parametrize("without_policy", [False, True], ids=["with the policy", "without it"])
def test_nothing_runs_and_nobody_is_asked(
    browser: Browser, hostile: tuple[Running, list[Reading], list[str]], without_policy: bool
) -> None:
    desk, readings, some = hostile
    page, faults = _opened(browser, desk, without_policy=without_policy)
    seen = shown = 0
    for address in pages(readings, some):
        answer = page.goto(desk.address + address, wait_until="load")
        seen += 1
        shown += page.content().count("pwned") > 1
        assert answer is not None
        assert answer.status < 500, address
        assert page.evaluate("window.hits || []") == [], address
    print(
        json.dumps(
            {"strings": COUNT, "fields": len(some), "pages": seen, "with a string": shown, "faults": len(faults)}
        )
    )
    assert faults == []
    assert shown >= 30, "so few pages showed a string that the test says nothing"
