"""`habeas add` with addresses and feeds: what is asked for, kept, and never asked for twice."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner
from warcio.archiveiterator import ArchiveIterator

from habeas import fetching
from habeas.cli import main
from habeas.visits import VISITS_FILE
from habeas.workspace import Workspace
from tests.network.sites import Say, Site, guest, paths, reply, site

PAGE = "<html><head><title>{0}</title></head><body><p>Osvik Tarrow was arrested in {0}.</p></body></html>"
NO_RULES = {"/robots.txt": reply("", "404 Not Found")}


class Desk:
    """A workspace, and a command line whose visitor takes the sites of the test for public ones."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        Workspace.init(folder).close()
        monkeypatch.setattr(fetching, "Visitor", self._visitor)

    def _visitor(self, waits: dict[str, str]) -> object:
        visitor = guest().visitor
        visitor.waits.update(waits)
        return visitor

    def add(self, *arguments: str) -> tuple[int, list[str], str]:
        """The exit code, what was printed of each report, and what was said."""
        ran = CliRunner().invoke(main, ["add", "--workspace", str(self.folder), "--by", "Anna", *arguments])
        return ran.exit_code, ran.stdout.splitlines(), ran.stderr

    def reports(self) -> list[dict[str, object]]:
        ran = CliRunner().invoke(main, ["reports", "--json", "--workspace", str(self.folder)])
        found: list[dict[str, object]] = json.loads(ran.stdout)
        return found

    def original(self, report: object) -> bytes:
        with Workspace.open(self.folder) as workspace:
            return workspace.original(str(report))


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Desk:
    return Desk(tmp_path / "w", monkeypatch)


def feed_of(running: Site, *pages: str, etag: str = "") -> bytes:
    items = "".join(
        f"<item><title>{page}</title><link>{running.url('/' + page)}</link>"
        "<pubDate>Thu, 02 May 2024 10:00:00 GMT</pubDate></item>"
        for page in pages
    )
    made = f"<rss version='2.0'><channel><title>W</title>{items}</channel></rss>"
    return reply(made, Content_Type="application/rss+xml", ETag=etag)


def numbers(said: str) -> str:
    found = re.search(r"^received .*$", said, re.M)
    assert found is not None
    return found.group()


def test_a_page_is_kept_as_a_web_archive_and_read_as_the_page(desk: Desk) -> None:
    with site(paths({**NO_RULES, "/a": reply(PAGE.format("Lindmere"))})) as running:
        code, told, _ = desk.add(running.url("/a#x"), "--publisher", "Lindmere Watch")
    (report,) = desk.reports()
    assert (code, told) == (0, [f"added {report['id']} {running.url('/a')}"])
    types = [record.rec_type for record in ArchiveIterator(io.BytesIO(desk.original(report["id"])))]
    assert types == ["warcinfo", "response", "request"]
    CliRunner().invoke(main, ["read", "--workspace", str(desk.folder)])
    (report,) = desk.reports()
    assert (report["title"], report["url"], report["publisher"]) == ("Lindmere", running.url("/a"), "Lindmere Watch")
    assert running.asked == ["/robots.txt", "/a"]


def test_nothing_is_asked_for_that_nobody_asked_for(desk: Desk, tmp_path: Path) -> None:
    with site(paths({})) as running:
        (tmp_path / "a.html").write_text(f"<p>See {running.url('/b')}</p><img src='{running.url('/c')}'>")
        (tmp_path / "list.csv").write_text(f"path,url\na.html,{running.url('/d')}\n")
        code, _, _ = desk.add(str(tmp_path / "a.html"), "--manifest", str(tmp_path / "list.csv"))
        CliRunner().invoke(main, ["read", "--workspace", str(desk.folder)])
    assert (code, running.asked) == (0, [])
    assert not (desk.folder / VISITS_FILE).exists()


def test_the_same_page_again_is_known_and_a_changed_one_is_another_report(desk: Desk) -> None:
    pages = {**NO_RULES, "/a": reply(PAGE.format("Lindmere"), ETag='"1"')}
    with site(paths(pages)) as running:
        first = desk.add(running.url("/a"))[1]
        assert desk.add(running.url("/a"))[1] == [first[0].replace("added", "known")]
        assert 'If-None-Match: "1"' in running.heads[-1]
        pages["/a"] = reply("", "304 Not Modified")
        assert desk.add(running.url("/a"))[1] == [first[0].replace("added", "known")]
        pages["/a"] = reply(PAGE.format("Brenn"), ETag='"2"')
        assert desk.add(running.url("/a"))[1][0].startswith("added ")
    assert len(desk.reports()) == 2


def test_what_cannot_be_had_is_refused_with_the_reason_and_the_others_are_taken(desk: Desk) -> None:
    with site(
        paths({**NO_RULES, "/a": reply(PAGE.format("Lindmere")), "/b.png": reply("x", Content_Type="image/png")})
    ) as running:
        addresses = [
            running.url("/gone"),
            running.url("/b.png"),
            running.url("/a"),
            "http://127.0.0.1:8000/",
            "https://a b/",
        ]
        code, told, said = desk.add(*addresses)
    assert (code, len(told), len(desk.reports())) == (1, 1, 1)
    assert numbers(said) == "received 5 = 1 added + 0 known + 4 refused"
    assert f"{running.url('/gone')}: the server says 404" in said
    assert "holds no report" in said
    assert "not an address of the public network; nothing was sent" in said


def test_a_server_that_asks_to_wait_is_waited_for_and_taken_by_the_same_command_later(desk: Desk) -> None:
    busy = reply("", "503 Busy", Retry_After="3600")
    with site(paths({**NO_RULES, "/a": busy})) as running:
        code, told, said = desk.add(running.url("/a"))
        assert (code, told) == (1, [])
        assert numbers(said) == "received 1 = 0 added + 0 known + 0 refused + 1 waiting"
        assert "not before 2024-05-02T11:00:00Z" in said
    assert desk.reports() == []


class TestFeeds:
    """A feed's pages are taken, each once."""

    def test_every_page_of_a_feed_is_taken_and_none_is_asked_for_again(self, desk: Desk) -> None:
        pages = {f"/{name}": reply(PAGE.format(name)) for name in ("a", "b", "c")}
        with site(lambda path: [feed] if path == "/feed" else paths({**NO_RULES, **pages})(path)) as running:
            feed = feed_of(running, "b", "a")
            code, told, said = desk.add("--feed", running.url("/feed"))
            assert (code, [line.split("/")[-1] for line in told]) == (0, ["a", "b"])
            feed = feed_of(running, "c", "b", "a")
            code, told, said = desk.add("--feed", running.url("/feed"))
            assert (code, [line.split("/")[-1] for line in told]) == (0, ["c"])
            assert numbers(said) == "received 3 = 1 added + 2 known + 0 refused"
            assert [page for page in running.pages if page != "/feed"] == ["/a", "/b", "/c"]
        CliRunner().invoke(main, ["read", "--workspace", str(desk.folder)])
        assert {report["published"] for report in desk.reports()} == {"2024-05-02"}

    def test_a_feed_that_has_not_changed_is_not_sent_again(self, desk: Desk) -> None:
        def say(path: str) -> list[bytes]:
            if path == "/feed":
                same = len(running.pages) > 2
                return [reply("", "304 Not Modified") if same else feed_of(running, "a", etag='"7"')]
            return list(paths({**NO_RULES, "/a": reply(PAGE.format("a"))})(path))

        with site(say) as running:
            desk.add("--feed", running.url("/feed"))
            code, told, _ = desk.add("--feed", running.url("/feed"))
            assert (code, told) == (0, [])
            assert 'If-None-Match: "7"' in running.heads[-1]
            assert running.pages == ["/feed", "/a", "/feed"]

    def test_a_page_that_waits_or_fails_is_asked_for_again_and_given_up_in_the_end(self, desk: Desk) -> None:
        with site(
            lambda path: [feed_of(running, "gone", etag='"7"')] if path == "/feed" else paths(NO_RULES)(path)
        ) as running:
            outcomes = [numbers(desk.add("--feed", running.url("/feed"))[2]) for _ in range(4)]
            assert outcomes == [
                "received 1 = 0 added + 0 known + 0 refused + 1 waiting",
                "received 1 = 0 added + 0 known + 0 refused + 1 waiting",
                "received 1 = 0 added + 0 known + 1 refused",
                "received 1 = 0 added + 0 known + 1 refused",
            ]
            assert running.pages.count("/gone") == 3

    def test_a_feed_leads_to_nothing_inside(self, desk: Desk) -> None:
        inside: Say = paths({"/": reply("secret")})
        with site(inside, host="127.0.0.1") as within, site(paths({})) as outside:
            items = [
                f"http://127.0.0.1:{within.port}/",
                "file:///etc/passwd",
                "http://[::1]/",
                "http://a:b@news.example/",
            ]
            links = "".join(f"<item><link>{item}</link></item>" for item in items)
            made = reply(f"<rss version='2.0'><channel>{links}</channel></rss>")
            with site(paths({**NO_RULES, "/feed": made})) as running:
                code, told, said = desk.add("--feed", running.url("/feed"))
        assert (code, told, within.asked, outside.asked) == (1, [], [], [])
        assert desk.reports() == []
        assert "secret" not in said

    def test_what_is_no_feed_is_said(self, desk: Desk) -> None:
        with site(paths({**NO_RULES, "/feed": reply("<html><p>words")})) as running:
            code, told, said = desk.add("--feed", running.url("/feed"))
        assert (code, told) == (1, [])
        assert "the feed cannot be read: it is no RSS or Atom feed" in said


def test_what_is_remembered_is_only_for_its_owner_and_may_be_lost(desk: Desk) -> None:
    with site(paths({**NO_RULES, "/feed": b"", "/a": reply(PAGE.format("a"))})) as running:
        desk.add(running.url("/a"))
        kept = desk.folder / VISITS_FILE
        assert kept.stat().st_mode & 0o777 == 0o600
        kept.write_text("{broken")
        assert desk.add(running.url("/a"))[0] == 0


def test_a_collection_is_told_report_by_report_and_what_is_left_is_counted(desk: Desk, tmp_path: Path) -> None:
    from tests.collect.crates import mail, packed

    many = {f".{number}": b"x" for number in range(8)}
    (tmp_path / "z.zip").write_bytes(packed({"a.eml": mail("a", [("n.txt", "text/plain", b"n")]), **many}))
    code, told, said = desk.add(str(tmp_path / "z.zip"))
    assert (code, [line.split()[-1] for line in told]) == (1, ["z.zip/1.eml", "z.zip/1.3.txt"])
    assert numbers(said) == "received 10 = 2 added + 0 known + 8 refused"
    assert said.count("a hidden file") == 6
    assert "3 parts more: a hidden file" in said
    custody = [entry for report in desk.reports() for entry in report["custody"]]  # type: ignore[attr-defined]
    assert "entry 1, a.eml" in custody[0]["origin"]
