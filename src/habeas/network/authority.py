"""Asks a timestamp authority that the operator has named, and knows which roots this machine trusts."""

from __future__ import annotations

import ssl
from typing import Final
from urllib.parse import urlsplit

from habeas.network.service import Service, ServiceError

SECONDS: Final = 15.0
_ASKS: Final = "application/timestamp-query"


def ask(address: str, question: bytes, seconds: float = SECONDS) -> bytes:
    """The authority's answer to a question, whatever it says. Another machine is reached by https only.

    Raises:
        ServiceError: there was none.
    """
    parts = urlsplit(address)
    service = Service(f"{parts.scheme}://{parts.netloc}", allow_remote=True, seconds=seconds, media_type=_ASKS)
    if parts.query or parts.fragment:
        raise ServiceError(f"{address} holds more than host, port and path")
    reply = service.post(parts.path, question)
    if reply.status != 200:
        raise ServiceError(f"{address} answers with status {reply.status}")
    return reply.body


def system_roots() -> list[bytes]:
    """The certificates (DER) of the authorities that this machine trusts."""
    return ssl.create_default_context().get_ca_certs(binary_form=True)
