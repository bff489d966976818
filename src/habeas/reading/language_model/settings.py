"""What the operator sets for the language-model reader: the table `[language_model]` of a workspace's `habeas.toml`."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Literal

import msgspec

Form = Literal["auto", "schema", "plain"]
_ENVIRONMENT_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,99}")


class SettingsError(Exception):
    """The settings cannot be used; the message says which and why, and never shows a value that may be a key."""


class Settings(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """How a model is asked.

    `address` ends where `/chat/completions` begins (`http://127.0.0.1:8080/v1`); `model` is the name that the server
    knows it by. `key_env` names the environment variable that holds a key: no key is ever written down. `timeout` is
    seconds for one answer, `max_tokens` the longest answer, `window` how many characters of a report are shown at
    once. `answers`: "schema" asks the server to keep to the JSON Schema, "plain" asks in words only, "auto" tries the
    first and takes the second where the server refuses it. `allow_remote`: reports may leave this machine.
    """

    address: str
    model: str
    key_env: str | None = None
    max_tokens: int = 8_000
    timeout: float = 300.0
    window: int = 6_000
    temperature: float = 0.0
    seed: int = 0
    answers: Form = "auto"
    allow_remote: bool = False


def settings_from(table: Mapping[str, object]) -> Settings:
    """The settings that a table of TOML holds.

    Raises:
        SettingsError: a field is missing, unknown or of the wrong kind.
    """
    unknown = sorted(set(table) - {field.name for field in msgspec.structs.fields(Settings)})
    if unknown:
        raise SettingsError(
            f"[language_model] has no setting {', '.join(unknown)}; a key is never written here: key_env names the "
            "environment variable that holds it"
        )
    try:
        settings = msgspec.convert(dict(table), Settings)
    except msgspec.ValidationError as error:
        raise SettingsError(f"[language_model]: {error}") from error
    wrong = next(_wrong(settings), None)
    if wrong is not None:
        raise SettingsError(f"[language_model]: {wrong}")
    return settings


def _wrong(settings: Settings) -> Iterator[str]:
    if settings.key_env is not None and not _ENVIRONMENT_NAME.fullmatch(settings.key_env):
        yield "key_env is the name of an environment variable, never a key"
    if not settings.model.strip():
        yield "model is empty"
    for name, least, most in (
        ("max_tokens", 100, 1_000_000),
        ("timeout", 1, 3_600),
        ("window", 500, 200_000),
        ("temperature", 0, 2),
    ):
        value = getattr(settings, name)
        if not least <= value <= most:
            yield f"{name} is {value}, not between {least:,} and {most:,}"
