"""A file that tells nothing without its passphrase.

It is a tar of two files: `workspace.tar.age`, sealed with a key of its own in the format age
(https://age-encryption.org/v1), and `key.json`, that key sealed with the passphrase (Argon2id, ChaCha20-Poly1305).
"""

from __future__ import annotations

import io
import os
import tarfile
import threading
import unicodedata
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Final, Literal

import msgspec

from habeas.model.codec import from_json, to_json

SHORTEST: Final = 12
"""The fewest characters of a passphrase. Whoever has the file can try as many as they have time for."""

LANES, ROUNDS, MEMORY_KIB = 4, 3, 256 * 1024
"""What trying one passphrase costs (RFC 9106). Files keep the figures that they were sealed with."""

_MOST_ROUNDS, _MOST_MEMORY_KIB = 50, 4 * 1024 * 1024
_KEY, _SEALED = "key.json", "workspace.tar.age"
_SALT_BYTES, _NONCE_BYTES = 16, 12


class _Key(msgspec.Struct, frozen=True):
    """A key, sealed with a passphrase; bytes are hexadecimal."""

    format: Literal["habeas.key/1"]
    kdf: Literal["argon2id"]
    lanes: int
    rounds: int
    memory_kib: int
    salt: str
    nonce: str
    sealed: str


class SealError(Exception):
    """The file cannot be sealed or opened; the message says why."""


def is_sealed(path: Path) -> bool:
    """Whether a file is one that `seal` made."""
    try:
        with tarfile.open(path, "r:") as outer:
            return outer.getnames() == [_KEY, _SEALED]
    except (tarfile.TarError, OSError):
        return False


def seal(out: IO[bytes], passphrase: str, write: Callable[[IO[bytes]], None]) -> None:
    """Seals what `write` writes into `out`, an empty file that can be sought in. Little of it is in memory at a time.

    Raises:
        SealError: the passphrase is too short.
    """
    import pyrage

    if len(passphrase) < SHORTEST:
        raise SealError(f"a passphrase has {SHORTEST} characters or more; a few random words are better than one")
    identity = pyrage.x25519.Identity.generate()
    key = _sealed_key(str(identity), passphrase)
    out.write(_header(_KEY, len(key)) + key + bytes(-len(key) % 512))
    place = out.tell()
    out.write(bytes(512))
    with _flowing(write) as plain:
        pyrage.encrypt_io(plain, out, [identity.to_public()])
    size = out.tell() - place - 512
    out.write(bytes(-size % 512) + bytes(1024))
    out.seek(place)
    out.write(_header(_SEALED, size))
    out.seek(0, io.SEEK_END)


def opened(path: Path, passphrase: str, read: Callable[[IO[bytes]], None]) -> None:
    """Hands what was sealed to `read`, piece by piece. Each piece is authentic; that all came is sure when this
    returns.

    Raises:
        SealError: the passphrase is another one, or the file was altered or cut short.
    """
    import pyrage
    from cryptography.exceptions import InvalidTag

    try:
        with tarfile.open(path, "r:") as outer:
            key, sealed = (_member(outer, name) for name in (_KEY, _SEALED))
            identity = pyrage.x25519.Identity.from_str(_opened_key(key.read(), passphrase))

            def decrypt(out: IO[bytes]) -> None:
                pyrage.decrypt_io(sealed, out, [identity])

            with _flowing(decrypt) as plain:
                read(plain)
                while plain.read(1 << 20):
                    pass
    except (pyrage.DecryptError, pyrage.IdentityError, InvalidTag) as error:
        raise SealError(f"{path} does not open: the passphrase is another one, or it was altered") from error
    except (tarfile.TarError, EOFError, OSError, ValueError) as error:
        raise SealError(f"{path} does not open: {error}") from error


def _sealed_key(identity: str, passphrase: str) -> bytes:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    salt, nonce = os.urandom(_SALT_BYTES), os.urandom(_NONCE_BYTES)
    key = _Key("habeas.key/1", "argon2id", LANES, ROUNDS, MEMORY_KIB, salt.hex(), nonce.hex(), "")
    sealed = ChaCha20Poly1305(_derived(key, passphrase)).encrypt(nonce, identity.encode(), None)
    return to_json(msgspec.structs.replace(key, sealed=sealed.hex()))


def _opened_key(data: bytes, passphrase: str) -> str:
    from cryptography.hazmat.primitives.ciphers.aead import ChaCha20Poly1305

    key = from_json(data, _Key)
    if key.rounds > _MOST_ROUNDS or key.memory_kib > _MOST_MEMORY_KIB:
        raise SealError(f"opening it would cost {key.rounds} rounds in {key.memory_kib:,} KiB: more than is tried")
    opened = ChaCha20Poly1305(_derived(key, passphrase)).decrypt(
        bytes.fromhex(key.nonce), bytes.fromhex(key.sealed), None
    )
    return opened.decode()


def _derived(key: _Key, passphrase: str) -> bytes:
    """The 32 bytes that a passphrase makes; spellings of one text that look the same make the same."""
    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(
        salt=bytes.fromhex(key.salt), length=32, iterations=key.rounds, lanes=key.lanes, memory_cost=key.memory_kib
    )
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode())


def _member(outer: tarfile.TarFile, name: str) -> IO[bytes]:
    try:
        found = outer.extractfile(name)
    except KeyError as error:
        raise SealError(f"{outer.name!r} is no file that was sealed here") from error
    if found is None:
        raise SealError(f"{outer.name!r} is no file that was sealed here")
    return found


def _header(name: str, size: int) -> bytes:
    info = tarfile.TarInfo(name)
    info.size, info.mode = size, 0o600
    return info.tobuf(tarfile.GNU_FORMAT)


@contextmanager
def _flowing(write: Callable[[IO[bytes]], None]) -> Iterator[IO[bytes]]:
    """What `write` writes, to be read while it is written. If it fails, so does leaving this."""
    to_read, to_write = os.pipe()
    failed: list[BaseException] = []

    def run() -> None:
        try:
            with os.fdopen(to_write, "wb") as out:
                write(out)
        except BrokenPipeError:
            return  # whoever reads has stopped, and says why itself
        except BaseException as error:  # noqa: BLE001  # raised again by whoever reads
            failed.append(error)

    writing = threading.Thread(target=run)
    writing.start()
    try:
        with os.fdopen(to_read, "rb") as source:
            yield source
    finally:
        writing.join()
        if failed:
            raise failed[0]
