"""Runs the program as a user does: its own process, its two outputs apart."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

ROOT = Path(__file__).parent.parent
EXAMPLES = ROOT / "examples" / "reports"
MANIFEST = ROOT / "examples" / "manifest.csv"


class Ran(NamedTuple):
    """How a run ended and what it said."""

    code: int
    out: str
    said: str

    def readings(self) -> list[dict[str, Any]]:
        """The readings that it printed."""
        return [json.loads(line) for line in self.out.splitlines()]


def habeas(
    *arguments: str | Path, cwd: Path | None = None, env: Mapping[str, str] | None = None, timeout: int = 300
) -> Ran:
    """Runs `habeas` with `arguments`, and `env` added to the environment."""
    done = subprocess.run(
        [sys.executable, "-m", "habeas", *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, **(env or {})},
        capture_output=True,
        stdin=subprocess.DEVNULL,
        timeout=timeout,
        check=False,
    )
    return Ran(done.returncode, done.stdout.decode("utf-8"), done.stderr.decode("utf-8", "replace"))
