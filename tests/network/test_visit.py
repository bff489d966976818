"""Visits to sites that behave and sites that do not."""

from __future__ import annotations

import gzip
import ssl
import time
from collections.abc import Iterator

import pytest
import trustme

from habeas.network import FetchError, WaitError
from tests.network.sites import PUBLIC, Say, endless, guest, paths, reply, site

PAGE = "<p>Osvik Tarrow was arrested on the quay.</p>"
FREE = {"/robots.txt": reply("", "404 Not Found")}


def refusal(say: Say, path: str = "/", **limits: float) -> str:
    """Why a page of the site is not taken."""
    with site(say) as running, pytest.raises(FetchError) as caught:
        guest(**limits).visitor.visit(running.url(path))  # type: ignore[arg-type]
    return str(caught.value)


def page(*pieces: bytes) -> Say:
    """A site whose one page is sent in these pieces."""
    return lambda path: pieces if path != "/robots.txt" else [FREE["/robots.txt"]]


def test_the_exchange_is_kept_byte_by_byte() -> None:
    whole = b"HTTP/1.1 200 OK\r\nX-Odd:  two  \r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwords\r\n0\r\n\r\n"
    with site(page(whole)) as running:
        visited = guest().visitor.visit(running.url("/a?b=c#d"))
    exchange = visited.page
    assert (exchange.response, exchange.body, exchange.status) == (whole, b"words", 200)
    assert exchange.request.decode() == running.heads[-1]
    assert exchange.request.startswith(b"GET /a?b=c HTTP/1.1\r\nHost: news.example:")
    assert (exchange.address, exchange.peer) == (running.url("/a?b=c"), PUBLIC)
    assert (exchange.at, exchange.header("x-odd")) == ("2024-05-02T10:00:00Z", "two")
    assert "cookie" not in running.heads[-1].lower()


def test_early_hints_are_no_page() -> None:
    hints = b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>\r\n\r\n"
    with site(page(hints, hints, reply(PAGE))) as running:
        exchange = guest().visitor.visit(running.url()).page
    assert exchange.response == reply(PAGE)


def test_every_redirect_is_kept_and_the_last_page_counts() -> None:
    pages = {"/": reply("", "301 Moved", Location="/b"), "/b": reply("", "302 Found", Location="c?x=ü"), **FREE}
    with site(paths({**pages, "/c?x=%C3%BC": reply(PAGE)})) as running:
        visited = guest().visitor.visit(running.url())
    assert [exchange.status for exchange in visited.exchanges] == [301, 302, 200]
    assert visited.page.address == running.url("/c?x=%C3%BC")
    assert running.pages == ["/", "/b", "/c?x=%C3%BC"]


@pytest.mark.parametrize(
    ("pages", "why"),
    [
        ({"/": reply("", "302 Found", Location="/")}, "in a circle"),
        ({"/": reply("", "302 Found", Location="/b"), "/b": reply("", "302 Found", Location="/#x")}, "in a circle"),
        ({f"/{'a' * n}": reply("", "302 Found", Location="/" + "a" * (n + 1)) for n in range(40)}, "more than 5 times"),
        ({"/": reply("", "302 Found")}, "not where to"),
        ({"/": reply("", "302 Found", Location="ftp://news.example/x")}, "only http and https"),
        ({"/": reply("", "404 Not Found")}, "the server says 404"),
        ({"/": reply("", "500 Oh")}, "the server says 500"),
        ({"/": reply("", "304 Not Modified")}, "the server says 304"),
        ({"/": reply("", "204 No Content", Content_Length="")}, "the server says 204"),
        ({"/": reply("")}, "nothing at the address"),
        ({"/": reply("x", Content_Type="image/png")}, "image/png, which holds no report"),
        ({"/": reply("x", Content_Type="Video/MP4; x=y")}, "video/mp4, which holds no report"),
        ({"/": reply("x", Content_Encoding="br")}, "'br', which was not asked for"),
        ({"/": reply("x", Content_Encoding="gzip, gzip")}, "not asked for"),
    ],
)
def test_what_is_no_page_is_said(pages: dict[str, bytes], why: str) -> None:
    assert why in refusal(paths({**FREE, **pages}))


def test_a_page_that_never_ends_ends_with_its_size() -> None:
    head = b"HTTP/1.1 200 OK\r\n\r\n"
    why = refusal(page(*(head, *[b"x" * 100_000] * 30)), reply_bytes=1_000_000)
    assert why == "it is larger than 1,000,000 bytes, the most that is taken"


def _timed(stream: Iterator[bytes]) -> float:
    began = time.monotonic()
    why = refusal(lambda path: stream if path != "/robots.txt" else [FREE["/robots.txt"]], seconds=0.4)
    assert why == "it did not come whole in 0.4 seconds"
    return time.monotonic() - began


def test_a_page_that_comes_byte_by_byte_ends_with_its_time() -> None:
    assert _timed(endless(b"HTTP/1.1 200 OK\r\n\r\n", b"x", 0.02)) < 2


def test_a_header_that_comes_byte_by_byte_ends_with_its_time() -> None:
    assert _timed(endless(b"HTTP/1.1 200 OK\r\nX-A: ", b"x", 0.02)) < 2


@pytest.mark.parametrize(
    "whole",
    [
        b"HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\nshort",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nwor",
        b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nffffffffffffffffffff\r\n",
        b"HTTP/1.1 200 OK\r\nContent-Length: -5\r\n\r\nwords",
        b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nwords!",
        b"HTTP/1.1 200 OK\r\nX: " + b"x" * 300_000,
        b"HTTP/1.1 999999 OK\r\n\r\n",
        b"SSH-2.0-OpenSSH_9.6\r\n",
        b"\x00\xff\xfe" * 100,
        b"",
    ],
)
def test_a_reply_that_lies_or_breaks_off_is_none(whole: bytes) -> None:
    assert refusal(page(whole)).startswith("it did not come whole")


def test_a_reply_that_says_too_little_of_its_length_is_cut_there() -> None:
    with site(page(b"HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\nwords and more")) as running:
        assert guest().visitor.visit(running.url()).page.body == b"words"


def test_a_compressed_page_is_kept_as_it_came() -> None:
    packed = gzip.compress(b" " * 10_000_000, mtime=0)
    with site(page(reply(packed, Content_Encoding="gzip"))) as running:
        assert guest().visitor.visit(running.url()).page.body == packed


def test_nobody_there_is_said() -> None:
    with site(page()) as running:
        port = running.port
    with pytest.raises(FetchError, match=r"robots\.txt cannot be asked: it did not come whole"):
        guest().visitor.visit(f"http://news.example:{port}/")


class TestCertificates:
    """A page is taken over https only from who it says it is from."""

    @pytest.fixture
    def authority(self) -> trustme.CA:
        return trustme.CA()

    def served(self, authority: trustme.CA, name: str) -> ssl.SSLContext:
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        authority.issue_cert(name).configure_cert(context)
        return context

    def trusting(self, authority: trustme.CA) -> ssl.SSLContext:
        context = ssl.create_default_context()
        authority.configure_trust(context)
        return context

    def test_a_sound_one_is_taken(self, authority: trustme.CA) -> None:
        with site(paths({"/": reply(PAGE)}), tls=self.served(authority, "news.example")) as running:
            visitor = guest().visitor
            visitor.line.tls = lambda: self.trusting(authority)
            exchange = visitor.visit(running.url(scheme="https")).page
        assert exchange.response == reply(PAGE)
        assert exchange.request.startswith(b"GET / ")

    @pytest.mark.parametrize("name", ["other.example", "*.news.example"])
    def test_one_for_another_name_is_not(self, authority: trustme.CA, name: str) -> None:
        with site(paths({"/": reply(PAGE)}), tls=self.served(authority, name)) as running:
            visitor = guest().visitor
            visitor.line.tls = lambda: self.trusting(authority)
            with pytest.raises(FetchError, match=r"(?i)certificate"):
                visitor.visit(running.url(scheme="https"))
        assert running.asked == []

    def test_one_that_nobody_vouches_for_is_not(self, authority: trustme.CA) -> None:
        tls = self.served(authority, "news.example")
        with site(paths({"/": reply(PAGE)}), tls=tls) as running, pytest.raises(FetchError, match=r"(?i)certificate"):
            guest().visitor.visit(running.url(scheme="https"))
        assert running.asked == []

    def test_no_page_over_https_sends_to_one_without(self, authority: trustme.CA) -> None:
        there = {"/": reply("", "302 Found", Location="http://news.example/")}
        with site(paths({**FREE, **there}), tls=self.served(authority, "news.example")) as running:
            visitor = guest().visitor
            visitor.line.tls = lambda: self.trusting(authority)
            with pytest.raises(FetchError, match="from https to http"):
                visitor.visit(running.url(scheme="https"))


def test_what_robots_txt_forbids_is_not_asked_for() -> None:
    rules = reply("User-agent: *\nDisallow: /closed\n", Content_Type="text/plain")
    with site(paths({"/robots.txt": rules, "/closed/a": reply(PAGE), "/open": reply(PAGE)})) as running:
        visitor = guest().visitor
        with pytest.raises(FetchError, match=r"robots\.txt forbids it"):
            visitor.visit(running.url("/closed/a"))
        assert visitor.visit(running.url("/open")).page.status == 200
    assert running.asked == ["/robots.txt", "/open"]


def test_a_redirect_to_what_robots_txt_forbids_is_not_followed() -> None:
    rules = reply("User-agent: habeas\nDisallow: /closed\n")
    pages = {"/robots.txt": rules, "/": reply("", "302 Found", Location="/closed"), "/closed": reply(PAGE)}
    with site(paths(pages)) as running, pytest.raises(FetchError, match="forbids"):
        guest().visitor.visit(running.url())
    assert running.pages == ["/"]


@pytest.mark.parametrize("broken", [reply("", "500 Oh"), b"", reply("x" * 600_000)])
def test_where_robots_txt_cannot_be_asked_nothing_is(broken: bytes) -> None:
    with (
        site(paths({"/robots.txt": broken, "/": reply(PAGE)})) as running,
        pytest.raises(FetchError, match="cannot be"),
    ):
        guest().visitor.visit(running.url())
    assert running.pages == []


def test_robots_txt_may_send_elsewhere_and_come_compressed_up_to_a_size() -> None:
    rules = b"User-agent: *\nDisallow: /closed\n" + b"#" * 300_000_0
    pages = {
        "/robots.txt": reply("", "301 Moved", Location="/rules"),
        "/rules": reply(gzip.compress(rules), Content_Encoding="gzip"),
    }
    with site(paths({**pages, "/closed": reply(PAGE)})) as running, pytest.raises(FetchError, match="forbids"):
        guest().visitor.visit(running.url("/closed"))


def test_time_is_left_between_two_visits_to_one_server_and_as_much_as_it_asks_for() -> None:
    rules = reply("User-agent: *\nCrawl-delay: 9\n")
    with site(paths({"/robots.txt": rules, "/a": reply(PAGE), "/b": reply(PAGE)})) as running:
        made = guest()
        made.visitor.visit(running.url("/a"))
        made.visitor.visit(running.url("/b"))
        assert [round(pause) for pause in made.pauses] == [9, 9]
        made.visitor.visit(running.url("/a", host="other.example"))
    assert [round(pause) for pause in made.pauses] == [9, 9, 9]
    assert running.asked == ["/robots.txt", "/a", "/b", "/robots.txt", "/a"]


@pytest.mark.parametrize(
    ("header", "until"),
    [
        ("120", "2024-05-02T10:02:00Z"),
        ("Thu, 02 May 2024 11:00:00 GMT", "2024-05-02T11:00:00Z"),
        ("Wed, 01 May 2024 11:00:00 GMT", "2024-05-02T10:00:00Z"),
        ("99999999999999999999", "2024-05-09T10:00:00Z"),
        ("soon", "2024-05-02T10:10:00Z"),
        ("", "2024-05-02T10:10:00Z"),
    ],
)
@pytest.mark.parametrize("status", ["429 Too Many", "503 Busy"])
def test_a_server_that_asks_to_wait_is_left_alone_until_then(status: str, header: str, until: str) -> None:
    busy = reply("", status, Retry_After=header)
    with site(paths({**FREE, "/": busy, "/b": reply(PAGE)})) as running:
        visitor = guest().visitor
        with pytest.raises(WaitError) as caught:
            visitor.visit(running.url())
        assert caught.value.until == until
        asked = len(running.asked)
        if until > "2024-05-02T10:00:00Z":
            with pytest.raises(WaitError, match="asked to be left alone"):
                visitor.visit(running.url("/b"))
            assert len(running.asked) == asked
        else:
            assert visitor.visit(running.url("/b")).page.status == 200


def test_what_has_not_changed_is_not_sent_again() -> None:
    with site(paths({**FREE, "/": reply("", "304 Not Modified")})) as running:
        visited = guest().visitor.visit(running.url(), {"If-None-Match": '"a"'})
    assert visited.unchanged
    assert 'If-None-Match: "a"' in running.heads[-1]
