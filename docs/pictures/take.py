"""Takes the README's picture of a case page from a built site: `make screenshots`. Needs Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from pathlib import Path

from bench import browser

PICTURE = Path(__file__).parent / "case.png"
PAGE = Path("cases") / "milena-drozhkova.html"
SIZE = (1200, 2300)


def _browser() -> str:
    """A Chromium on the PATH.

    Raises:
        SystemExit: there is none.
    """
    path = browser.found()
    if path is None:
        raise SystemExit(f"no browser was found; looked for {', '.join(browser.NAMES)}")
    return path


def take(page: Path, picture: Path) -> None:
    """A picture of the top of `page`.

    Raises:
        SystemExit: there is no such page.
    """
    if not page.is_file():
        raise SystemExit(f"{page} is not there")
    with tempfile.TemporaryDirectory() as profile:
        command = [
            _browser(),
            "--headless",
            "--disable-gpu",
            "--hide-scrollbars",
            f"--user-data-dir={profile}",
            f"--window-size={SIZE[0]},{SIZE[1]}",
            f"--screenshot={picture}",
            page.resolve().as_uri(),
        ]
        if hasattr(os, "geteuid") and os.geteuid() == 0:
            command.insert(1, "--no-sandbox")  # Chromium starts for root in no other way
        subprocess.run(command, check=True, capture_output=True, timeout=120)
    print(picture)


if __name__ == "__main__":
    take(Path(sys.argv[1]) / PAGE, PICTURE)
