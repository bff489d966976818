"""Whether an answer of RFC 3161 really witnesses a head of the log. Runs in the child only: others made the bytes."""

from __future__ import annotations

import hashlib
import warnings
from collections.abc import Iterable, Iterator
from datetime import UTC

from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509 import Certificate, load_der_x509_certificate
from rfc3161_client import TimeStampResponse, VerificationError, VerifierBuilder, decode_timestamp_response

from habeas.archive.parsing import Stamped, StampJob
from habeas.archive.stamps import StampError, certificates


class WitnessError(Exception):
    """An answer witnesses nothing; the message says why."""


def witness(job: StampJob) -> Stamped:
    """What an answer shows about a head, if one of the roots vouches for whoever signed it.

    Raises:
        WitnessError: it does not show that; the message says why.
    """
    try:
        response = decode_timestamp_response(job.answer)
    except ValueError as error:
        raise WitnessError(f"the answer is none of RFC 3161: {error}") from error
    if response.status != 0:
        said = " ".join(response.status_string)
        raise WitnessError(f"the authority refused: status {response.status} {said}".strip())
    why = "no root is trusted"
    for root in _roots(job.roots):
        try:
            verifier = VerifierBuilder(roots=[root], nonce=job.nonce).build()
            verifier.verify(response, hashlib.sha512(job.head.encode()).digest())
        except (VerificationError, ValueError) as error:
            why = str(error)
        else:
            return _stamped(response, root)
    raise WitnessError(f"the answer does not hold: {why}")


def _roots(given: Iterable[bytes]) -> Iterator[Certificate]:
    # Some that machines trust are so old that they break the rules of today; those vouch for nobody here.
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for data in given:
            try:
                yield from certificates(data)
            except StampError:
                continue


def _stamped(response: TimeStampResponse, root: Certificate) -> Stamped:
    # The verifier takes the signer out of the answer that it was given, so it is looked up in a fresh one.
    fresh = decode_timestamp_response(response.as_bytes())
    (signer,) = fresh.signed_data.signer_infos
    found = [load_der_x509_certificate(der) for der in fresh.signed_data.certificates]
    names = [c.subject.rfc4514_string() for c in found if c.serial_number == signer.serial_number]
    time = fresh.tst_info.gen_time.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    return Stamped(time, names[0] if names else "", root.public_bytes(Encoding.PEM).decode())
