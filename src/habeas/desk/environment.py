"""What the operator sets by environment variables, read once and typed. `habeas desk` sets them from its options."""

from __future__ import annotations

import os
import secrets
from pathlib import Path
from typing import Final

import msgspec

from habeas.acting.archives import DIGEST, PatternError, checked
from habeas.archive.durable import growing, hidden

KEY_FILE: Final = "desk.key"
DATABASE_FILE: Final = "desk.sqlite3"
PUBLIC_FOLDER: Final = "public"
LOOPBACK: Final = ("localhost", "127.0.0.1", "[::1]")


class DeskSetupError(Exception):
    """The desk cannot start as it is set up: set it up otherwise. The message says what it needs."""


class Environment(msgspec.Struct, frozen=True, kw_only=True):
    """How this desk runs.

    `workspace`: the folder of the workspace, None only where no page is served (checks, migrations made anew).
    `database`: a URL as of dj-database-url; empty for SQLite in the workspace. `hosts`: the names under which browsers
    reach it. `https`: it stands behind a proxy that speaks HTTPS. `mail`: a URL of the operator's mail server.
    `public`: the folder that the public site is written to, for a web server of the operator's own to serve.
    `returned`: a Maildir, or a folder of messages, in which mail that could not be delivered comes back.
    `limits`: a file with the operator's own limits against floods; `networks`: their table of the country of networks.
    `archive`: the address at which readers find kept copies, with {sha256} in it; empty where they do not.
    """

    workspace: Path | None
    database: str
    hosts: tuple[str, ...]
    https: bool
    mail: str
    sender: str
    public: Path | None
    returned: Path | None = None
    limits: Path | None = None
    networks: Path | None = None
    archive: str = ""

    @property
    def beyond_this_machine(self) -> bool:
        """Whether others than this machine's own browser can reach the desk."""
        return any(host not in LOOPBACK for host in self.hosts)


def environment() -> Environment:
    """The operator's settings.

    Raises:
        DeskSetupError: one of them would be unsafe.
    """
    workspace = os.environ.get("HABEAS_WORKSPACE", "")
    hosts = tuple(host for host in os.environ.get("HABEAS_HOSTS", "").split(",") if host) or LOOPBACK
    found = Environment(
        workspace=Path(workspace) if workspace else None,
        database=os.environ.get("HABEAS_DATABASE", ""),
        hosts=hosts,
        https=os.environ.get("HABEAS_HTTPS", "") == "1",
        mail=os.environ.get("HABEAS_MAIL", ""),
        sender=os.environ.get("HABEAS_SENDER", "desk@localhost"),
        public=_public(workspace),
        returned=_path("HABEAS_RETURNED"),
        limits=_path("HABEAS_LIMITS"),
        networks=_path("HABEAS_NETWORKS"),
        archive=_archive(),
    )
    if "*" in "".join(hosts):
        raise DeskSetupError("HABEAS_HOSTS must name the hosts: a wildcard lets any site speak to the desk")
    if found.beyond_this_machine and not found.https:
        raise DeskSetupError(f"{', '.join(hosts)} is reached from other machines: put a proxy with HTTPS before it")
    return found


def _path(name: str) -> Path | None:
    given = os.environ.get(name, "")
    return Path(given) if given else None


def _archive() -> str:
    given = os.environ.get("HABEAS_ARCHIVE", "")
    try:
        return checked(given)
    except PatternError:
        raise DeskSetupError(f"HABEAS_ARCHIVE is {given!r}: it needs to be an https address with {DIGEST}") from None


def _public(workspace: str) -> Path | None:
    given = os.environ.get("HABEAS_PUBLIC", "")
    if given:
        return Path(given)
    return Path(workspace) / PUBLIC_FOLDER if workspace else None


def secret_key(workspace: Path | None) -> str:
    """The desk's own secret, made on the first start and readable by its owner only; without a workspace, a fresh one.

    Raises:
        DeskSetupError: the file is there and holds no key.
    """
    if workspace is None:
        return secrets.token_urlsafe(48)
    path = workspace / KEY_FILE
    if not path.exists():
        with growing(path, hidden(path)) as file:
            file.write(f"{secrets.token_urlsafe(48)}\n".encode("ascii"))
    key = path.read_text(encoding="ascii").strip()
    if len(key) < 40:
        raise DeskSetupError(f"{path} holds no key: remove it, and everybody must sign in again")
    return key
