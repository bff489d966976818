"""What people gave is sealed where it is stored: without the desk's key (`desk.key`) nobody reads it.

Addresses are known again by a keyed hash, from which they cannot be guessed without the key.
"""

from __future__ import annotations

import os
from functools import lru_cache
from typing import Any, Final

import msgspec
from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.crypto import salted_hmac

NONCE_BYTES: Final = 12


class SealError(Exception):
    """This was sealed with another key, or changed since: what it holds cannot be had."""


@lru_cache(maxsize=4)
def _cipher(secret: str) -> AESGCM:
    made = HKDF(algorithm=hashes.SHA256(), length=32, salt=None, info=b"habeas.desk.contacts")
    return AESGCM(made.derive(secret.encode()))


def seal(data: dict[str, Any], what: str) -> bytes:
    """The data, to be opened again as the same `what` only."""
    nonce = os.urandom(NONCE_BYTES)
    return nonce + _cipher(settings.SECRET_KEY).encrypt(nonce, msgspec.json.encode(data), what.encode())


def opened(sealed: bytes | memoryview | None, what: str) -> dict[str, Any]:
    """What was sealed; nothing where it was emptied.

    Raises:
        SealError: it was sealed with another key, or for something else.
    """
    if not sealed:
        return {}
    found = bytes(sealed)
    try:
        plain = _cipher(settings.SECRET_KEY).decrypt(found[:NONCE_BYTES], found[NONCE_BYTES:], what.encode())
    except InvalidTag:
        raise SealError(what) from None
    return dict(msgspec.json.decode(plain))


def kept(text: str, what: str) -> str:
    """The keyed hash that a text is known again by, hexadecimal."""
    return salted_hmac(f"habeas.desk.contacts.{what}", text, algorithm="sha256").hexdigest()
