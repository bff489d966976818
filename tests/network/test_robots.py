"""Robots Exclusion Protocol (RFC 9309): whose rules count, and what a rule fits."""

from __future__ import annotations

import time

import pytest

from habeas.network.robots import fits, parse


@pytest.mark.parametrize(
    ("pattern", "path", "fitting"),
    [
        ("/a", "/a/b", True),
        ("/a", "/b", False),
        ("/*.pdf$", "/x/y.pdf", True),
        ("/*.pdf$", "/x/y.pdf?x", False),
        ("/*/b*c", "/a/bxxc/d", True),
        ("/a$", "/a", True),
        ("/a$", "/ab", False),
        ("/ab*b$", "/ab", False),
        ("*", "/anything", True),
        ("/a**b", "/axb", True),
        ("/*a$", "/a", True),
        ("/$", "/", True),
    ],
)
def test_what_a_rule_fits(pattern: str, path: str, fitting: bool) -> None:
    assert fits(pattern.encode(), path.encode()) is fitting


def test_the_longest_rule_counts_and_of_two_as_long_the_one_that_allows() -> None:
    robots = parse(b"User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b\nDisallow: /a/b/c", "habeas")
    assert [robots.allows(path) for path in ("/", "/a", "/a/b", "/a/b/c")] == [True, False, True, False]


def test_rules_that_name_us_count_instead_of_those_for_everybody() -> None:
    data = b"User-agent: *\nDisallow: /\nUser-agent: other\nUser-agent: Habeas # us\nDisallow: /x\nCrawl-delay: 7.5\n"
    robots = parse(data, "habeas")
    assert (robots.allows("/y"), robots.allows("/x"), robots.delay_s) == (True, False, 7.5)
    assert not parse(data, "third").allows("/y")


def test_a_percent_encoded_path_is_the_same_path() -> None:
    assert not parse(b"User-agent: *\nDisallow: /\xc3\xa1", "habeas").allows("/%C3%A1/b")


@pytest.mark.parametrize(
    "data", [b"", b"\x00\xff" * 1000, b"Disallow: /", b"<html>no such page</html>", b"User-agent\n:"]
)
def test_what_holds_no_rules_for_us_forbids_nothing(data: bytes) -> None:
    robots = parse(data, "habeas")
    assert robots.allows("/a")
    assert robots.delay_s == 0


@pytest.mark.parametrize("delay", ["-1", "1e9", "nan", "٣", "inf", ""])
def test_a_delay_that_is_no_plain_number_is_none(delay: str) -> None:
    assert parse(f"User-agent: *\nCrawl-delay: {delay}".encode(), "habeas").delay_s == 0


def test_a_delay_is_kept_up_to_a_minute() -> None:
    assert parse(b"User-agent: *\nCrawl-delay: 86400", "habeas").delay_s == 60


def test_rules_that_are_made_to_hold_us_up_do_not() -> None:
    began = time.process_time()
    data = b"User-agent: *\n" + b"Disallow: /" + b"*a" * 2_000 + b"b$\n" + b"Allow: /*" * 1000
    robots = parse(data * 20, "habeas")
    assert robots.allows("/" + "a" * 4_000)
    assert time.process_time() - began < 2
