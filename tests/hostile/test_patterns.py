"""C6: no expression can hang. Each is tried on strings made to hold it up, and its cost must grow no faster than they.

Whatever grows with the square of a string's length already shows on a short one; so only what takes a while there is
tried on longer ones. `make patterns` passes over nothing: it tries strings of 100,000 characters, each of which must
take less than a tenth of a second.
"""

from __future__ import annotations

import os
import re
import signal
import time
from collections import deque
from collections.abc import Callable
from types import FrameType

import pytest

from tests.hostile.patterns import Pattern, attacks, patterns, sites
from tests.promises.counting import told

SHORT, LONG = 2_500, 20_000
LIMIT_S = 0.1
FULL = 100_000
ENDED_S = 1.0
SHOWN_S = 0.0005
"""What a thousand million steps a second come to on a short string, where there is one for each pair of characters, is
six times this; one step for each character is a hundredth of it."""


class TooLongError(Exception):
    """An expression took too long, and was ended."""


def _alarm(number: int, frame: FrameType | None) -> None:
    raise TooLongError


def cost(pattern: Pattern, use: str, text: str) -> float:
    """Processor seconds of one use; `ENDED_S` where it was ended."""
    made = pattern.compiled()
    uses: dict[str, Callable[[], object]] = {
        "findall": lambda: made.findall(text),
        "finditer": lambda: deque(made.finditer(text), maxlen=0),
        "sub": lambda: made.sub("", text),
        "subn": lambda: made.sub("", text),
    }
    plain: Callable[[str], object] = getattr(made, use)
    ask = uses.get(use, lambda: plain(text))
    before = signal.signal(signal.SIGALRM, _alarm)
    spent = 0.0
    try:
        for patience in (1, 20):
            signal.setitimer(signal.ITIMER_REAL, ENDED_S * patience)
            began = time.process_time()
            try:
                ask()
            except TooLongError:
                spent = time.process_time() - began
                if spent > ENDED_S / 2:
                    return ENDED_S
                continue  # the machine had other things to do
            return time.process_time() - began
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)
    return spent


def slowness() -> float:
    """How much slower this machine is, just now, than one on which the limit is meant: 1 or more."""
    text = "a " * 50_000
    best = min(cost(Pattern("", r"(?:b|c|d)\w+", 32), "search", text) for _ in range(3))
    return max(1.0, best / 0.003)


def over(pattern: Pattern, length: int, limit_s: float) -> list[tuple[str, float, str]]:
    """The uses of an expression that take longer than the limit on a string of this length, and on which."""
    for text in dict.fromkeys(attacks(pattern, length)):
        for use in pattern.uses:
            took = cost(pattern, use, text)
            if took >= ENDED_S or (took > limit_s and min(took, cost(pattern, use, text)) > limit_s * slowness()):
                return [(use, round(took, 3), text[:60])]
    return []


def grows(pattern: Pattern, short: int, long: int) -> list[tuple[str, float, str]]:
    """The uses whose cost grows much faster than the string does: eight times as long, over twenty times as much."""
    pairs = dict.fromkeys(zip(attacks(pattern, short), attacks(pattern, long), strict=True))
    for small, large in pairs:
        for use in pattern.uses:
            if cost(pattern, use, small) < SHOWN_S:
                continue
            took = cost(pattern, use, large)
            if took < 0.01:
                continue
            if took >= ENDED_S:
                return [(use, took, large[:60])]
            ratio = min(cost(pattern, use, large) / max(cost(pattern, use, small), 1e-5) for _ in range(3))
            if ratio > 2.5 * long / short:
                return [(use, round(ratio, 1), large[:60])]
    return []


@pytest.fixture(scope="module")
def found() -> tuple[list[Pattern], list[str]]:
    return patterns()


@pytest.mark.promise("C6")
def test_every_expression_of_the_program_is_found(found: tuple[list[Pattern], list[str]]) -> None:
    made, missing = found
    assert missing == []
    assert {pattern.site for pattern in made} == set(sites())
    assert len(made) >= len(sites()) > 150


@pytest.mark.promise("C6")
def test_no_expression_costs_more_than_its_share(found: tuple[list[Pattern], list[str]]) -> None:
    wrong = {pattern.site: bad for pattern in found[0] if (bad := grows(pattern, SHORT, LONG))}
    assert wrong == {}


@pytest.mark.promise("C6")
@pytest.mark.skipif("HABEAS_FULL" not in os.environ, reason="make patterns: takes minutes")
def test_no_expression_takes_a_tenth_of_a_second_on_a_hundred_thousand_characters(
    found: tuple[list[Pattern], list[str]],
) -> None:
    wrong = {pattern.site: bad for pattern in found[0] if (bad := over(pattern, FULL, LIMIT_S))}
    assert wrong == {}
    told("expressions on strings of 100,000 characters", "C6", "make patterns", len(found[0]), 0, None)


@pytest.mark.parametrize("source", [r"(?:a+)+$", r"\s+$", r"[\w.+-]+@\w"])
def test_an_expression_that_hangs_is_found_out(source: str) -> None:
    pattern = Pattern("x:1", source, re.compile(source).flags, uses=("search",))
    assert grows(pattern, SHORT, LONG)
    assert over(pattern, LONG, LIMIT_S)


def test_one_that_does_not_is_not() -> None:
    for source in (r"\b\w+\b", r"^\s*\d{1,4}", r"(?<!\w)\w++@\w"):
        pattern = Pattern("x:1", source, re.compile(source).flags, uses=("search", "findall"))
        assert grows(pattern, SHORT, LONG) == []
