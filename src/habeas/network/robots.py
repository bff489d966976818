"""What a site's robots.txt asks (RFC 9309): which paths a program may visit, and how long it should wait
between two visits.

Everything is compared in one pass over path and rule: a rule of a stranger cannot hold the program up.
"""

from __future__ import annotations

from typing import Final, NamedTuple
from urllib.parse import unquote_to_bytes

LARGEST: Final = 512_000
_MOST_RULES: Final = 5_000
_LONGEST_DELAY_S: Final = 60.0


class Rule(NamedTuple):
    """A path with * and $, and whether it may be visited."""

    pattern: bytes
    allowed: bool


class Robots(NamedTuple):
    """The rules that are for us. `delay_s`: the seconds to wait between two visits that the site asks for; `why`: what
    to say where they forbid a visit.
    """

    rules: tuple[Rule, ...] = ()
    delay_s: float = 0.0
    why: str = "the site's robots.txt forbids it"

    def allows(self, target: str) -> bool:
        """Whether the path (with its query) may be visited: the longest rule that fits counts, of two as long the
        one that allows.
        """
        path = unquote_to_bytes(target)
        fitting = [rule for rule in self.rules if fits(rule.pattern, path)]
        return max(fitting, key=lambda rule: (len(rule.pattern), rule.allowed), default=Rule(b"", True)).allowed


def nothing_allowed(why: str) -> Robots:
    """What counts where the site cannot say (RFC 9309, 2.3.1.4)."""
    return Robots((Rule(b"/", False),), why=f"the site's robots.txt cannot be asked: {why}")


def parse(data: bytes, agent: str) -> Robots:
    """The rules for `agent` ("habeas"), or those for everybody where none name it."""
    ours, everybody = _Group(), _Group()
    named: set[str] = set()
    in_rules = True
    for line in data[:LARGEST].decode("utf-8", "replace").splitlines():
        key, _, value = line.partition("#")[0].partition(":")
        key, value = key.strip().lower(), value.strip()
        if key == "user-agent":
            named = {value.lower()} | (set() if in_rules else named)
            in_rules = False
        elif key in ("allow", "disallow", "crawl-delay"):
            in_rules = True
            if agent in named:
                ours.add(key, value)
            if "*" in named:
                everybody.add(key, value)
    group = ours if ours.met else everybody
    return Robots(tuple(group.rules), group.delay)


class _Group:
    """The rules for one program, gathered line by line."""

    def __init__(self) -> None:
        self.rules: list[Rule] = []
        self.delay = 0.0
        self.met = False

    def add(self, key: str, value: str) -> None:
        self.met = True
        if key == "crawl-delay":
            number = value.replace(".", "", 1)
            if number.isascii() and number.isdigit() and len(value) < 8:
                self.delay = min(float(value), _LONGEST_DELAY_S)
        elif value and len(self.rules) < _MOST_RULES:
            self.rules.append(Rule(unquote_to_bytes(value), key == "allow"))


def fits(pattern: bytes, path: bytes) -> bool:
    """Whether a path begins as the pattern says: * stands for anything, $ at the end for the end."""
    anchored = pattern.endswith(b"$")
    first, *rest = pattern.removesuffix(b"$").split(b"*")
    if not rest:
        return path == first if anchored else path.startswith(first)
    if not path.startswith(first):
        return False
    at = len(first)
    last = rest.pop() if anchored else b""
    for part in rest:
        found = path.find(part, at)
        if found < 0:
            return False
        at = found + len(part)
    return len(path) - len(last) >= at and path.endswith(last)
