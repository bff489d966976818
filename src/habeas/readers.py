"""Joins readers with what they need: which one is chosen, and for one that asks a service the settings, the line and
the place where exchanges are kept.
"""

from __future__ import annotations

import hashlib
import os
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

if TYPE_CHECKING:
    from habeas.archive.exchanges import Exchanges
    from habeas.reading import Reader
    from habeas.reading.language_model import Settings

SETTINGS_FILE: Final = "habeas.toml"
LANGUAGE_MODEL: Final = "language-model"
EXCHANGES: Final = "exchanges"


# The stages are imported where they are used: the command line needs only `Choice` to start.


class Choice(msgspec.Struct, frozen=True):
    """Which reader reads; for one that asks a service, the workspace that sets it up (its folder), and whether kept
    answers are read again without asking (`replay`).
    """

    name: str = "english"
    workspace: str | None = None
    replay: bool = False


def open_reader(choice: Choice) -> Reader:
    """The reader of a choice, ready to read.

    Raises:
        UnknownReaderError: no installed package offers it.
        ReaderSetupError: it asks a service and is not set up for it, or has no kept answers and should read them.
    """
    from habeas.reading import ReaderSetupError, load_reader

    if choice.name != LANGUAGE_MODEL:
        if choice.replay:
            raise ReaderSetupError(f"the reader {choice.name} asks nobody: there are no answers to read again")
        return load_reader(choice.name)
    if choice.workspace is None:
        return load_reader(choice.name)
    return _language_model(Path(choice.workspace), replay=choice.replay)


def sent_to(choice: Choice) -> str | None:
    """The address on another machine that reports are sent to when this reader reads; None where they stay here."""
    if choice.name != LANGUAGE_MODEL or choice.workspace is None or choice.replay:
        return None
    from habeas.network.service import is_here

    settings = _settings(Path(choice.workspace))
    return None if settings is None or is_here(settings.address) else settings.address


def _language_model(workspace: Path, *, replay: bool) -> Reader:
    from habeas.network import Service, ServiceError
    from habeas.reading import ReaderSetupError, load_reader
    from habeas.reading.language_model import Link

    settings = _settings(workspace)
    if settings is None:
        return load_reader(LANGUAGE_MODEL)
    try:
        service = Service(
            settings.address,
            allow_remote=settings.allow_remote,
            seconds=settings.timeout,
            key=None if replay else _key(settings.key_env),
        )
    except ServiceError as error:
        raise ReaderSetupError(f"{workspace / SETTINGS_FILE}: {error}") from error
    return load_reader(LANGUAGE_MODEL, Link(settings, service.post, _kept(workspace), replay))


def _kept(folder: Path) -> Exchanges:
    """Where exchanges are kept; those of a workspace get into its log."""
    from habeas.archive.exchanges import Exchanges
    from habeas.collect import is_workspace
    from habeas.workspace import Workspace

    def noted(name: str, data: bytes) -> None:
        with Workspace.open(folder) as workspace:
            about = msgspec.json.decode(data)["report"]
            workspace.note_exchange(name, about, hashlib.sha256(data).hexdigest())

    return Exchanges(folder / EXCHANGES, noted if is_workspace(folder) else None)


def _settings(workspace: Path) -> Settings | None:
    """What the workspace sets for the language-model reader; None where it sets nothing."""
    from habeas.reading import ReaderSetupError
    from habeas.reading.language_model import SettingsError, settings_from

    table = _table(workspace / SETTINGS_FILE)
    try:
        return None if table is None else settings_from(table)
    except SettingsError as error:
        raise ReaderSetupError(f"{workspace / SETTINGS_FILE}: {error}") from error


def _table(path: Path) -> dict[str, object] | None:
    """The table `[language_model]` of a settings file; None where there is no file or no such table."""
    from habeas.reading import ReaderSetupError

    try:
        whole = tomllib.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ReaderSetupError(f"{path} is not TOML: {error}") from error
    table = whole.get("language_model")
    if table is not None and not isinstance(table, dict):
        raise ReaderSetupError(f"{path}: language_model is no table")
    return table


def _key(name: str | None) -> str | None:
    from habeas.reading import ReaderSetupError

    if name is None:
        return None
    key = os.environ.get(name, "")
    if not key or not key.isascii() or not key.isprintable() or " " in key:
        raise ReaderSetupError(f"the environment variable {name} (key_env) holds no key")
    return key
