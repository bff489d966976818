"""A PostgreSQL server of our own, in a temporary folder, on a socket: for trials and tests.

    python -m bench.durability.server COMMAND...

runs a command with the desk's database (HABEAS_DATABASE) on such a server.
"""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final
from urllib.parse import quote

_PROGRAMS: Final = ("initdb", "pg_ctl", "postgres")


def possible() -> bool:
    """Whether there is a server to start, and psycopg to talk to it."""
    try:
        import psycopg  # noqa: F401
    except ImportError:
        return False
    return all(shutil.which(name) for name in _PROGRAMS)


class Server:
    """One server. `address` is how to connect to it (libpq), `url` the same as the desk takes it."""

    def __init__(self, folder: Path, **settings: str) -> None:
        self._data, self._folder, self._settings = folder / "data", folder, settings
        self.address = f"host={folder} dbname=postgres user=habeas"
        self.url = f"postgres://habeas@{quote(str(folder), safe='')}/postgres"

    def make(self) -> None:
        self._run("initdb", "-D", str(self._data), "-A", "trust", "-U", "habeas", "-E", "UTF8", "--no-locale", "-N")
        settings = {"listen_addresses": "", "unix_socket_directories": str(self._folder), **self._settings}
        lines = [f"{name} = '{value}'\n" for name, value in settings.items()]
        with (self._data / "postgresql.conf").open("a", encoding="utf-8") as file:
            file.writelines(lines)

    def start(self) -> None:
        self._run("pg_ctl", "-D", str(self._data), "-w", "-t", "60", "-l", str(self._folder / "log"), "start")

    def stop(self, how: str = "fast") -> None:
        """`how`: "immediate" is as if the machine had stopped; the next start recovers."""
        self._run("pg_ctl", "-D", str(self._data), "-w", "-m", how, "stop")

    def _run(self, *command: str) -> None:
        # A server refuses to run as the superuser.
        user = "nobody" if os.geteuid() == 0 else None
        ran = subprocess.run(command, user=user, cwd="/", capture_output=True, text=True, check=False)
        if ran.returncode:
            raise RuntimeError(f"{' '.join(command)} ended with {ran.returncode}: {ran.stderr or ran.stdout}")


@contextmanager
def running(**settings: str) -> Iterator[Server]:
    """A server that runs meanwhile, with further settings of postgresql.conf."""
    with tempfile.TemporaryDirectory(prefix="habeas-pg-") as name:
        folder = Path(name)
        if os.geteuid() == 0:
            os.chown(folder, pwd.getpwnam("nobody").pw_uid, -1)
        server = Server(folder, **settings)
        server.make()
        server.start()
        try:
            yield server
        finally:
            server.stop("immediate")


def main() -> None:
    """Runs the command that is given."""
    if not possible():
        raise SystemExit("this needs PostgreSQL (initdb, pg_ctl) on the PATH and psycopg")
    with running() as server:
        surroundings = {**os.environ, "HABEAS_DATABASE": server.url}
        code = subprocess.run(sys.argv[1:], env=surroundings, check=False).returncode
    sys.exit(code)


if __name__ == "__main__":
    main()
