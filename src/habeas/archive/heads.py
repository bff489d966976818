"""Signed heads: what somebody outside keeps, so that a log that was shortened or written anew is found out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, Final

import msgspec

from habeas.archive import durable
from habeas.model.codec import from_json, to_json

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

# The library of signatures is imported where it is used: most commands start without it.

FORMAT: Final = "habeas.head/1"
KEY_FILE: Final = "signing.key"


class HeadError(Exception):
    """A head cannot be written, or the file is none that can be relied on. The message says why."""


class NoHeadError(HeadError):
    """The file is no head at all."""


class Head(msgspec.Struct, frozen=True, kw_only=True):
    """A log's state: its first hash, how many entries it has, the hash of the last one, and when this was signed (UTC).

    `key` and `signature` are Ed25519, hexadecimal; the signature covers `signed_part`.
    """

    format: str
    workspace: str
    entries: int
    hash: str
    time: str
    key: str
    signature: str = ""

    def signed_part(self) -> bytes:
        """The bytes that the signature covers: the values in their order, one a line."""
        values = (self.format, self.workspace, self.entries, self.hash, self.time, self.key)
        return "".join(f"{value}\n" for value in values).encode()


def new_key(folder: Path) -> str:
    """Makes the key that signs a workspace's heads, or finds the one that an interrupted making left.

    Gives the public key.
    """
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    path = folder / KEY_FILE
    if not path.exists():
        durable.write(path, Ed25519PrivateKey.generate().private_bytes_raw().hex().encode(), folder / durable.PARTS)
    durable.settle(path, folder)
    return public_key(folder)


def public_key(folder: Path) -> str:
    """The public key (hexadecimal) to the key in `folder`.

    Raises:
        HeadError: the key is not there, or is none.
    """
    return _key(folder).public_key().public_bytes_raw().hex()


def signed(folder: Path, head: Head) -> Head:
    """The head with the signature of the workspace in `folder`.

    Raises:
        HeadError: the key is not there, or is not the one that the head names.
    """
    key = _key(folder)
    if public_key(folder) != head.key:
        raise HeadError(f"{folder / KEY_FILE} is not the key that this workspace was made with")
    return msgspec.structs.replace(head, signature=key.sign(head.signed_part()).hex())


def write(path: Path, head: Head) -> None:
    """Writes a head to a new file.

    Raises:
        HeadError: there is a file already, or it cannot be written.
    """
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_CLOEXEC, 0o644)
    except OSError as error:
        raise HeadError(f"{path} cannot be written: {error.strerror}; a head is never written over") from error
    with os.fdopen(handle, "wb") as file:
        file.write(to_json(head) + b"\n")
        file.flush()
        os.fsync(file.fileno())


def read(path: Path) -> Head:
    """A head from its file, with a signature that holds.

    Raises:
        NoHeadError: it is no head.
        HeadError: it cannot be read, or was changed since it was signed.
    """
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        head = from_json(path.read_bytes(), Head)
    except OSError as error:
        raise HeadError(f"{path} cannot be read: {error.strerror}") from error
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise NoHeadError(f"{path} is no head: {error}") from error
    if head.format != FORMAT:
        raise NoHeadError(f"{path} is no head of the format {FORMAT}")
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(head.key)).verify(
            bytes.fromhex(head.signature), head.signed_part()
        )
    except (ValueError, InvalidSignature) as error:
        raise HeadError(f"{path} has been altered: its signature does not hold") from error
    return head


def _key(folder: Path) -> Ed25519PrivateKey:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

    try:
        return Ed25519PrivateKey.from_private_bytes(bytes.fromhex((folder / KEY_FILE).read_text(encoding="ascii")))
    except (OSError, ValueError) as error:
        raise HeadError(f"{folder / KEY_FILE} cannot be read: {error}") from error
