"""Timestamps of RFC 3161: what an authority is asked, and what its answer shows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Final, NamedTuple

from habeas.archive.parsing import Stamped, StampJob, UnreadableError, asked

if TYPE_CHECKING:
    from cryptography.x509 import Certificate

# The libraries are imported where they are used: most commands start without them.

CLOCKS_APART: Final = timedelta(minutes=10)
"""So far may the authority's clock and ours be apart when it is asked."""


class StampError(Exception):
    """An answer of a timestamp authority witnesses nothing; the message says why."""


class Question(NamedTuple):
    """What an authority is sent, and the number that its answer must repeat."""

    data: bytes
    nonce: int


def question(head: str) -> Question:
    """What to ask about a head, 64 hexadecimal digits: these characters are what is stamped, and only their hash goes
    out.
    """
    from rfc3161_client import HashAlgorithm, TimestampRequestBuilder

    made = TimestampRequestBuilder(data=head.encode(), hash_algorithm=HashAlgorithm.SHA512).build()
    if made.nonce is None:
        raise StampError("the question could not be made")
    return Question(made.as_bytes(), made.nonce)


def check(answer: bytes, head: str, roots: Sequence[bytes], nonce: int | None = None) -> Stamped:
    """What an answer shows about a head, if one of the roots (PEM or DER) vouches for whoever signed it. A child
    process looks it through.

    The certificates must have been valid at the time in the answer.

    Raises:
        StampError: it does not show that; the message says why.
    """
    try:
        (shown,) = asked(StampJob(answer, head, tuple(roots), nonce))
    except UnreadableError as error:
        raise StampError(str(error)) from error
    assert isinstance(shown, Stamped)
    return shown


def check_clock(stamped: Stamped, now: str) -> None:
    """Whether the time in an answer can be that at which it was given.

    Raises:
        StampError: it is too far from ours; one of the two clocks is wrong, or somebody lies.
    """
    if abs(_time(stamped.time) - _time(now)) > CLOCKS_APART:
        raise StampError(f"the answer says that it is {stamped.time}; here it is {now}")


def certificates(data: bytes) -> list[Certificate]:
    """The certificates in a file that the operator has named, PEM or DER.

    Raises:
        StampError: there is none in it.
    """
    from cryptography.x509 import load_der_x509_certificate, load_pem_x509_certificates

    try:
        return load_pem_x509_certificates(data) if b"-----BEGIN" in data else [load_der_x509_certificate(data)]
    except ValueError as error:
        raise StampError(f"there is no certificate in it: {error}") from error


def _time(text: str) -> datetime:
    return datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
