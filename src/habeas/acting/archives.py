"""Where readers of a document find the kept copies of its sources, if the operator lets them have these."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final
from urllib.parse import urlsplit

DIGEST: Final = "{sha256}"


class PatternError(ValueError):
    """This cannot be an archive's address: it needs to be of the web, with {sha256} in its path."""


def checked(pattern: str) -> str:
    """A pattern such as "https://archive.example.org/{sha256}"; empty where kept copies are nobody else's to see.

    Raises:
        PatternError: it is neither.
    """
    if pattern and (urlsplit(pattern).scheme not in ("https", "http") or DIGEST not in urlsplit(pattern).path):
        raise PatternError(pattern)
    return pattern


def kept_at(received: Mapping[str, str], pattern: str = "") -> dict[str, str]:
    """By report, the address of its kept copy; without a pattern the day since which it is kept.

    `received`: report to the time at which it came (ISO 8601).
    """
    if not pattern:
        return {report: time[:10] for report, time in received.items()}
    return {report: pattern.replace(DIGEST, report.removeprefix("sha256:")) for report in received}
