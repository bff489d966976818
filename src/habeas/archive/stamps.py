"""Timestamps of RFC 3161: what an authority is asked, and whether its answer really witnesses a head of the log."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from cryptography.x509 import Certificate
    from rfc3161_client import TimeStampResponse

# The libraries are imported where they are used: most commands start without them.

CLOCKS_APART: Final = timedelta(minutes=10)
"""So far may the authority's clock and ours be apart when it is asked."""


class StampError(Exception):
    """An answer of a timestamp authority witnesses nothing; the message says why."""


class Question(NamedTuple):
    """What an authority is sent, and the number that its answer must repeat."""

    data: bytes
    nonce: int


class Stamped(NamedTuple):
    """What an answer shows: the time (UTC), who signed it, and the root (PEM) that its certificate leads to."""

    time: str
    signer: str
    root: str


def question(head: str) -> Question:
    """What to ask about a head, 64 hexadecimal digits: these characters are what is stamped, and only their hash goes
    out.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    asked = TimestampRequestBuilder(data=head.encode(), hash_algorithm=HashAlgorithm.SHA512).build()
    if asked.nonce is None:
        raise StampError("the question could not be made")
    return Question(asked.as_bytes(), asked.nonce)


def check(answer: bytes, head: str, roots: Sequence[Certificate], nonce: int | None = None) -> Stamped:
    """What an answer shows about a head, if one of the roots vouches for whoever signed it.

    The certificates must have been valid at the time in the answer.

    Raises:
        StampError: it does not show that; the message says why.
    """
    from rfc3161_client import VerificationError, VerifierBuilder, decode_timestamp_response

    try:
        response = decode_timestamp_response(answer)
    except ValueError as error:
        raise StampError(f"the answer is none of RFC 3161: {error}") from error
    if response.status != 0:
        raise StampError(f"the authority refused: status {response.status} {' '.join(response.status_string)}".strip())
    why = "no root is trusted"
    for root in roots:
        try:
            verifier = VerifierBuilder(roots=[root], nonce=nonce).build()
            verifier.verify(response, hashlib.sha512(head.encode()).digest())
        except (VerificationError, ValueError) as error:
            why = str(error)
        else:
            return _stamped(response, root)
    raise StampError(f"the answer does not hold: {why}")


def check_clock(stamped: Stamped, now: str) -> None:
    """Whether the time in an answer can be that at which it was given.

    Raises:
        StampError: it is too far from ours; one of the two clocks is wrong, or somebody lies.
    """
    if abs(_time(stamped.time) - _time(now)) > CLOCKS_APART:
        raise StampError(f"the answer says that it is {stamped.time}; here it is {now}")


def certificates(data: bytes) -> list[Certificate]:
    """The certificates in a file, PEM or DER.

    Raises:
        StampError: there is none in it.
    """
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(data) if b"-----BEGIN" in data else [load_der_x509_certificate(data)]
    except ValueError as error:
        raise StampError(f"there is no certificate in it: {error}") from error


def readable(der: bytes) -> list[Certificate]:
    """The certificate, or nothing where it cannot be read."""
    try:
        return certificates(der)
    except StampError:
        return []


def _stamped(response: TimeStampResponse, root: Certificate) -> Stamped:
    from cryptography.hazmat.primitives.serialization import Encoding
    from cryptography.x509 import load_der_x509_certificate

    # The verifier takes the signer out of the answer that it was given, so it is looked up in a fresh one.
    from rfc3161_client import decode_timestamp_response

    fresh = decode_timestamp_response(response.as_bytes())
    (signer,) = fresh.signed_data.signer_infos
    found = [load_der_x509_certificate(der) for der in fresh.signed_data.certificates]
    names = [c.subject.rfc4514_string() for c in found if c.serial_number == signer.serial_number]
    time = fresh.tst_info.gen_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Stamped(time, names[0] if names else "", root.public_bytes(Encoding.PEM).decode())


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
