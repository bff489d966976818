"""Spreadsheets parsed without a process of their own, for tests that are about something else."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from habeas.sandbox import Confinement
from habeas.spreadsheets import sandbox
from habeas.spreadsheets.child import answer


class _Here:
    """Answers as the child does, in this process."""

    def __init__(self, module: str, confinement: Confinement) -> None:
        assert module == "habeas.spreadsheets.child"

    def ask(self, job: bytes) -> Iterator[bytes]:
        return answer(job)

    def close(self) -> None:
        """There is nothing to end."""


def parsed_here(monkeypatch: pytest.MonkeyPatch) -> None:
    """For as long as a test runs: starting a process and its libraries takes far longer than a small table."""
    monkeypatch.setattr(sandbox, "Child", _Here)
