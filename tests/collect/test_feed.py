"""Feeds: what they name, and what those that are made to harm do not."""

from __future__ import annotations

import socket
from pathlib import Path

import psutil
import pytest

from habeas.collect.feed import MOST_ENTRIES, Entry
from habeas.collect.feeds import feed

ADDRESS = "https://news.example/feeds/all.xml"
RSS = """<?xml version="1.0"?><rss version="2.0"><channel><title>Lindmere Watch</title>
<item><title>Second</title><link>/b?x=1#part</link><guid>tag:b</guid>
<pubDate>Fri, 03 May 2024 09:00:00 GMT</pubDate></item>
<item><title> First
 of all </title><link>https://other.example/a</link></item>
<item><title>No page</title></item><item><link>file:///etc/passwd</link></item>
<item><link>https://other.example/a</link></item></channel></rss>"""
ATOM = """<feed xmlns="http://www.w3.org/2005/Atom"><title>W</title><entry><id>urn:1</id><title>One</title>
<link rel="enclosure" href="/x.mp3"/><link rel="alternate" href="https://news.example/1"/>
<updated>2024-05-02T10:00:00Z</updated></entry></feed>"""


def test_an_rss_feed_names_its_pages_the_oldest_first_and_each_once() -> None:
    named = feed(RSS.encode(), ADDRESS, "application/rss+xml")
    assert named.entries == (
        Entry(key="https://other.example/a", address="https://other.example/a", title="First of all"),
        Entry(
            key="tag:b",
            address="https://news.example/b?x=1",
            title="Second",
            published="Fri, 03 May 2024 09:00:00 GMT",
        ),
    )
    assert (named.title, named.without, named.more, named.why) == ("Lindmere Watch", 2, 0, "")


def test_an_atom_feed_names_the_page_and_not_what_is_enclosed() -> None:
    (entry,) = feed(ATOM.encode(), ADDRESS, "application/atom+xml").entries
    assert (entry.key, entry.address, entry.published) == ("urn:1", "https://news.example/1", "2024-05-02T10:00:00Z")


def test_a_broken_feed_is_read_as_far_as_it_goes() -> None:
    cut = RSS[: RSS.index(" First")].encode()
    assert [entry.title for entry in feed(cut, ADDRESS).entries] == ["Second"]


@pytest.mark.parametrize("data", [b"", b"<html><p>no feed", b"\x00\xff" * 500, b"{}", ADDRESS.encode(), b"/etc/passwd"])
def test_what_is_no_feed_says_so(data: bytes) -> None:
    assert feed(data, ADDRESS).why == "it is no RSS or Atom feed"


def test_a_feed_of_very_many_entries_is_read_in_part_and_says_so() -> None:
    items = "".join(f"<item><link>https://a.example/{number}</link></item>" for number in range(MOST_ENTRIES + 7))
    named = feed(f"<rss version='2.0'><channel>{items}</channel></rss>".encode(), ADDRESS)
    assert (len(named.entries), named.more) == (MOST_ENTRIES, 7)


@pytest.mark.promise("C7")
def test_entities_are_not_followed_and_do_not_grow(tmp_path: Path) -> None:
    """C7, for feeds."""
    children = set(psutil.Process().children())
    secret = tmp_path / "secret.txt"
    secret.write_text("SECRET")
    listener = socket.create_server(("127.0.0.1", 0))
    listener.settimeout(0)
    port = listener.getsockname()[1]
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
    item = "<channel><item><title>{}</title><link>https://a.example/1</link></item></channel>"
    for doctype, use in (
        (f'[<!ENTITY x SYSTEM "file://{secret}">]', "&x;"),
        (f'[<!ENTITY x SYSTEM "http://127.0.0.1:{port}/">]', "&x;"),
        (f'[<!ENTITY % p SYSTEM "http://127.0.0.1:{port}/"> %p;]', "x"),
        (f'[<!ENTITY l0 "lol">{laughs}]', "&l11;"),
        (f'SYSTEM "http://127.0.0.1:{port}/x.dtd"', "x"),
    ):
        data = f'<?xml version="1.0"?><!DOCTYPE rss {doctype}><rss version="2.0">{item.format(use)}</rss>'
        named = feed(data.encode(), ADDRESS)
        assert "SECRET" not in str(named)
        assert len(str(named)) < 5_000
    with pytest.raises(BlockingIOError):
        listener.accept()
    listener.close()
    assert set(psutil.Process().children()) == children
