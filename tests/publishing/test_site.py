"""The site: every page holds together, says what it is, and asks nothing of anybody's server."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import msgspec
import pytest
from lxml import etree, html

from habeas.model.case import CaseBook
from habeas.model.decision import Decision
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.model.risk import high_risk
from habeas.model.standing import standings
from habeas.publishing.gate import carried, gated
from habeas.publishing.holding import references
from habeas.publishing.pages import Site
from habeas.publishing.site import Operator, write_site
from tests.publishing.booking import book
from tests.publishing.hostile import PAYLOADS, poisoned, poisoned_reading
from tests.publishing.invented_book import TOGETHER, invented
from tests.publishing.invented_readings import readings
from tests.publishing.invented_texts import COURIER, PETITION

CSP = "default-src 'none'; style-src 'self'; img-src 'self' data:; base-uri 'none'; form-action 'none'"
Page = Any


@pytest.fixture(scope="module")
def private(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("private")
    write_site(*invented(), out)
    return out


@pytest.fixture(scope="module")
def public(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("public")
    write_site(*_public(), out)
    return out


@pytest.fixture(scope="module", params=["private", "public"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def _public() -> tuple[CaseBook, Mapping[str, Reading]]:
    """The invented reports with everything accepted and permitted but the illness and the minor."""
    decisions = []
    for reading in readings():
        for kind, statement in reading.statements():
            key = statement_key(reading, kind, statement)
            actions = ["accept"]
            risk = high_risk(reading, statement)
            young = any(reading.entity(ref).minor for ref in references(statement))
            if risk is not None and "illness" not in risk and not young:
                actions.append("permit")
            decisions += [
                Decision(id=f"{a}-{key}", action=a, targets=(key,), author="R", time="2024-01-01T00:00:00Z")  # type: ignore[arg-type]
                for a in actions
            ]
    passed = gated(readings(), decisions).readings
    known = standings(carried(readings(), decisions))
    return book(passed, known, together=TOGETHER, public=True), {r.report.id: r for r in passed}


def pages(out: Path) -> dict[str, Page]:
    return {
        path.relative_to(out).as_posix(): html.fromstring(path.read_bytes(), parser=html.HTMLParser(encoding="utf-8"))
        for path in sorted(out.rglob("*.html"))
    }


def words(page: Page) -> str:
    return " ".join(page.text_content().split())


def test_there_is_a_page_for_everything(private: Path) -> None:
    names = {name.split("/")[0] for name in pages(private)}
    fixed = {"index.html", "figures.html", "demands.html", "findings.html", "sources.html", "about.html"}
    fixed |= {"disagreements.html", "bodies.html"}
    assert names == fixed | {"cases", "reports", "data"}
    assert len(list((private / "cases").iterdir())) == 5
    assert len(list((private / "reports").iterdir())) == 6


def test_every_link_leads_to_a_file_and_an_anchor_that_are_there(site: Path) -> None:
    found = pages(site)
    ids = {name: set(page.xpath("//@id")) for name, page in found.items()}
    for name, page in found.items():
        for link in page.xpath("//@href"):
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (site / name).parent / parts.path if parts.path else site / name
            assert target.is_file(), f"{name}: {link}"
            if parts.fragment:
                assert parts.fragment in ids[target.resolve().relative_to(site.resolve()).as_posix()], f"{name}: {link}"


def test_no_id_is_used_twice_on_a_page(site: Path) -> None:
    for name, page in pages(site).items():
        ids = page.xpath("//@id")
        assert len(ids) == len(set(ids)), name


def test_nothing_is_fetched_and_nothing_runs(site: Path) -> None:
    for name, page in pages(site).items():
        assert page.xpath("//script | //iframe | //img | //object | //embed | //form | //style | //base") == [], name
        assert page.xpath("//@style | //@*[starts-with(name(), 'on')] | //@src") == [], name
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']/@content") == [CSP], name
        assert page.xpath("//link/@href") == ["../" * name.count("/") + "style.css"], name
    css = (site / "style.css").read_text("utf-8")
    assert "url(" not in css
    assert "@import" not in css


def test_links_to_the_outside_are_http_and_give_nothing_away(site: Path) -> None:
    outside = [a for page in pages(site).values() for a in page.xpath("//a[@href]") if urlsplit(a.get("href")).scheme]
    assert outside
    for link in outside:
        assert urlsplit(link.get("href")).scheme in ("http", "https")
        assert link.get("rel") == "noopener noreferrer nofollow"


def test_every_page_has_landmarks_and_headings_in_order(site: Path) -> None:
    for name, page in pages(site).items():
        assert page.get("lang") == "en"
        assert len(page.xpath("//main")) == len(page.xpath("//h1")) == 1, name
        levels = [int(h.tag[1]) for h in page.xpath("//h1 | //h2 | //h3 | //h4")]
        assert levels[0] == 1, name
        assert all(b - a <= 1 for a, b in pairwise(levels)), (name, levels)
        if not name.startswith("data/"):
            assert page.xpath("//body/a[1]/@href") == ["#main"], name


def test_every_page_of_the_working_copy_says_that_it_is_unreviewed(private: Path) -> None:
    for name, page in pages(private).items():
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex,nofollow"], name
        assert "Working copy, unreviewed." in words(page), name


def test_the_public_site_is_no_working_copy(public: Path) -> None:
    for name, page in pages(public).items():
        assert page.xpath("//meta[@name='robots']") == [], name
        assert "unreviewed" not in words(page), name
        assert page.xpath("//*[contains(@class, 'state-')]") == [], name
        assert page.xpath("//*[contains(@class, 'join')]") == [], name


def test_the_public_site_holds_no_whole_text_and_nothing_withheld(public: Path) -> None:
    every = " ".join(path.read_text("utf-8") for path in public.rglob("*") if path.suffix in (".html", ".json", ".csv"))
    assert "Samir" in every
    for withheld in ("lung cancer", "Tamar", "READ MORE", "from-hatem", "Page 3", "Photo:"):
        assert withheld not in every
    for text in (COURIER, PETITION):
        assert text.split("\n\n")[1] not in every


def test_a_case_shows_the_chain_of_speakers_from_the_outside_in(private: Path) -> None:
    page = next(p for n, p in pages(private).items() if n.startswith("cases/samir"))
    chains = [[" ".join(li.text_content().split()) for li in ol] for ol in page.xpath("//ol[@class='chain']")]
    assert [
        "The Dorvat Courier", "Hatem (“the brother”) says", "our lawyer says",
        "the prison doctor says in the report’s words",
    ] in chains  # fmt: skip


def test_a_case_says_at_its_head_what_is_only_proposed(private: Path) -> None:
    page = next(p for n, p in pages(private).items() if n.startswith("cases/samir"))
    (box,) = page.xpath("//aside[@class='join']")
    for expected in ("may be about the same person", "0.87", "the names sound alike", "against it"):
        assert expected in words(box)
    assert page.xpath("//section[@aria-labelledby='sources']//details[@open]")


def test_names_carry_their_script_and_no_date_gets_a_day(private: Path) -> None:
    page = next(p for n, p in pages(private).items() if n.startswith("cases/samir"))
    assert page.xpath("//bdi[@lang='und-Arab']")[0].text == "سمير القصراوي"
    assert "May 2002" in page.xpath("//time/text()")
    assert "2002-05" in page.xpath("//time/@datetime")
    assert not [t for t in page.xpath("//time/@datetime") if t.startswith("2002-05-")]


def test_values_that_differ_stand_side_by_side(private: Path) -> None:
    page = next(p for n, p in pages(private).items() if n.startswith("cases/lev"))
    sides = page.xpath("//div[@class='sides']/div[@class='side']/p[@class='big']")
    assert [side.text_content() for side in sides] == ["51", "49"]


def test_the_words_of_a_line_are_marked_on_the_reports_page(private: Path) -> None:
    found = pages(private)
    page = next(p for n, p in found.items() if n.startswith("cases/lev"))
    checked = 0
    for link in page.xpath("//q/a"):
        target, _, anchor = link.get("href").removeprefix("../").partition("#")
        (mark,) = found[target].xpath(f"//mark[@id='{anchor}']")
        assert mark.text_content() == link.text_content()
        checked += 1
    assert checked > 10


def test_a_report_shows_its_whole_text_by_passages(private: Path) -> None:
    page = next(p for n, p in pages(private).items() if n.startswith("reports/open"))
    shown = " ".join(" ".join(p.text_content().split()) for p in page.xpath("//div[@class='words']//p[@dir='auto']"))
    assert shown == " ".join(PETITION.split())
    assert len(page.xpath("//div[contains(@class, 'list_item')]")) == 3
    (note,) = page.xpath("//div[contains(@class, 'footnote')]//a/@href")
    assert page.xpath(f"//mark[@id='{note[1:]}']")[0].text_content() == "[1]"


def test_every_chart_has_its_table_and_is_said_in_words(private: Path) -> None:
    page = pages(private)["figures.html"]
    *series, alone = page.xpath("//section[@class='series']")
    assert len(series) == 2
    assert len(alone.xpath(".//tbody/tr")) == 3
    assert alone.xpath(".//*[local-name()='svg']") == []
    for section in series:
        (svg,) = section.xpath(".//*[local-name()='svg']")
        assert svg.get("role") == "img"
        rows = section.xpath(".//tbody/tr")
        circles = svg.xpath(".//*[local-name()='circle']")
        assert len(rows) == len(circles)
        description = svg.xpath("string(.//*[local-name()='desc'])")
        assert all(" ".join(row.xpath("string(th/text())").split()) in description for row in rows)
    assert "Without a date: at least 4,900" in words(page)


def test_the_same_book_gives_the_same_bytes(private: Path, tmp_path: Path) -> None:
    write_site(*invented(), tmp_path)
    assert _digests(tmp_path) == _digests(private)


def test_the_operators_words_stand_on_the_pages_and_no_licence_is_made_up(private: Path, tmp_path: Path) -> None:
    assert "has not stated a licence" in words(pages(private)["index.html"])
    write_site(*invented(), tmp_path, operator=Operator(name="Varn <Watch>", licence="CC BY 4.0"))
    page = pages(tmp_path)["index.html"]
    assert "Varn <Watch>" in words(page)
    assert "CC BY 4.0" in words(page)


def test_two_cases_with_one_slug_have_pages_of_their_own(tmp_path: Path) -> None:
    made, found = invented()
    cases = tuple(msgspec.structs.replace(case, slug="../../same") for case in made.cases)
    write_site(msgspec.structs.replace(made, cases=cases), found, tmp_path)
    assert len(list((tmp_path / "cases").iterdir())) == len(cases)


@pytest.mark.parametrize("payload", PAYLOADS)
def test_hostile_words_stay_words(payload: str) -> None:
    made, found = invented()
    hostile = {ref: poisoned_reading(reading, payload) for ref, reading in found.items()}
    site = Site(poisoned(made, payload), hostile, {"name": payload, "licence": payload})
    expected = _shape(Site(made, found, {"name": "x", "licence": "x"}))
    assert _shape(site) == expected


def _shape(site: Site) -> dict[str, tuple[set[str], int, int, list[str]]]:
    """What markup a site's pages consist of: which elements, how many that could do harm, what is linked outside."""
    from habeas.publishing.site import pages as made

    shape: dict[str, tuple[set[str], int, int, list[str]]] = {}
    for path, text in made(site):
        page = html.fromstring(text.encode(), parser=html.HTMLParser(encoding="utf-8"))
        active = (
            "//script|//iframe|//img|//form|//object|//embed|//style|//base|//@style|//@*[starts-with(name(), 'on')]"
        )
        odd = [h for h in page.xpath("//@href") if re.match(r"\s*(?!https?://)[a-z]+:|\s*//", h, re.I)]
        kind = re.sub(r"/.*", "", path)
        tags = {e.tag for e in page.iter(etree.Element)} - {"a", "span", "p", "li", "q", "br"}
        known = shape.get(kind, (set(), 0, 0, []))
        metas = len(page.xpath("//meta|//link|//title[not(ancestor::*[local-name()='svg'])]"))
        shape[kind] = (known[0] | tags, known[1] + len(page.xpath(active)), known[2] + metas, known[3] + odd)
    return shape


def _digests(out: Path) -> dict[str, str]:
    return {
        path.relative_to(out).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(out.rglob("*"))
        if path.is_file()
    }
