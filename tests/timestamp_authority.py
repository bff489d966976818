"""A timestamp authority of ours on this machine (RFC 3161): it behaves, or misbehaves in one of the ways they can.

The answers are put together by hand (ASN.1 as in RFC 3161 and RFC 5652) so that each can be wrong in one thing alone.
"""

from __future__ import annotations

import hashlib
import socket
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import NamedTuple

from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from rfc3161_client._rust import parse_timestamp_request
from typing_extensions import override

SEQUENCE, SET, INTEGER, OCTETS, OID, TIME = 0x30, 0x31, 0x02, 0x04, 0x06, 0x18
CONTEXT_0 = 0xA0
OIDS = {
    "tst": "2a864886f70d0109100104",
    "signed": "2a864886f70d010702",
    "type": "2a864886f70d010903",
    "digest": "2a864886f70d010904",
    "certificate": "2a864886f70d010910022f",
    "sha256": "608648016503040201",
    "sha512": "608648016503040203",
    "ecdsa": "2a8648ce3d040302",
    "policy": "2a0304",
}


class Signer(NamedTuple):
    """Somebody who signs answers: a key, its certificate, and the root that it leads to."""

    key: ec.EllipticCurvePrivateKey
    certificate: x509.Certificate
    root: x509.Certificate


def signer(*, since: int = -1, until: int = 1, purpose: bool = True, own: bool = False) -> Signer:
    """A signer whose certificate is valid from so many to so many days from now. `own`: signed by itself alone."""
    root_key, key = ec.generate_private_key(ec.SECP256R1()), ec.generate_private_key(ec.SECP256R1())
    root = _certificate("Root of ours", "Root of ours", root_key, root_key, (-4000, 4000), ca=True)
    if own:
        alone = _certificate("Alone", "Alone", key, key, (since, until), purpose=purpose)
        return Signer(key, alone, root)
    made = _certificate("Authority of ours", "Root of ours", key, root_key, (since, until), purpose=purpose)
    return Signer(key, made, root)


def _certificate(
    name: str,
    issuer: str,
    key: ec.EllipticCurvePrivateKey,
    by: ec.EllipticCurvePrivateKey,
    days: tuple[int, int],
    **what: bool,
) -> x509.Certificate:
    now = datetime.now(UTC)
    builder = (
        x509.CertificateBuilder()
        .subject_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)]))
        .issuer_name(x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, issuer)]))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now + timedelta(days=days[0]))
        .not_valid_after(now + timedelta(days=days[1]))
        .add_extension(x509.BasicConstraints(ca=what.get("ca", False), path_length=None), critical=True)
    )
    if what.get("purpose"):
        builder = builder.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return builder.sign(by, hashes.SHA256())


def answer(
    question: bytes,
    by: Signer,
    *,
    at: datetime | None = None,
    digest: bytes | None = None,
    nonce: int | None = None,
    status: int = 0,
) -> bytes:
    """The answer to a question; `at`, `digest` and `nonce` are what it says in place of what it should."""
    asked = parse_timestamp_request(question)
    moment = (at or datetime.now(UTC)).strftime("%Y%m%d%H%M%SZ").encode()
    info = tlv(
        SEQUENCE,
        tlv(INTEGER, b"\x01"),
        oid("policy"),
        tlv(SEQUENCE, algorithm("sha512"), tlv(OCTETS, digest or asked.message_imprint.message)),
        number(7),
        tlv(TIME, moment),
        number((asked.nonce or 0) if nonce is None else nonce),
    )
    head = tlv(SEQUENCE, number(status))
    if status:
        return tlv(SEQUENCE, head)
    return tlv(SEQUENCE, head, tlv(SEQUENCE, oid("signed"), tlv(CONTEXT_0, _signed(info, by))))


def _signed(info: bytes, by: Signer) -> bytes:
    certificate = by.certificate.public_bytes(Encoding.DER)
    attributes = b"".join(
        sorted(
            tlv(SEQUENCE, oid(name), tlv(SET, value))
            for name, value in (
                ("type", oid("tst")),
                ("digest", tlv(OCTETS, hashlib.sha256(info).digest())),
                (
                    "certificate",
                    tlv(SEQUENCE, tlv(SEQUENCE, tlv(SEQUENCE, tlv(OCTETS, hashlib.sha256(certificate).digest())))),
                ),
            )
        )
    )
    signature = by.key.sign(tlv(SET, attributes), ec.ECDSA(hashes.SHA256()))
    signed_by = tlv(
        SEQUENCE,
        tlv(INTEGER, b"\x01"),
        tlv(SEQUENCE, by.certificate.issuer.public_bytes(), number(by.certificate.serial_number)),
        algorithm("sha256"),
        tlv(CONTEXT_0, attributes),
        tlv(SEQUENCE, oid("ecdsa")),
        tlv(OCTETS, signature),
    )
    return tlv(
        SEQUENCE,
        tlv(INTEGER, b"\x03"),
        tlv(SET, algorithm("sha256")),
        tlv(SEQUENCE, oid("tst"), tlv(CONTEXT_0, tlv(OCTETS, info))),
        tlv(CONTEXT_0, certificate),
        tlv(SET, signed_by),
    )


def tlv(tag: int, *parts: bytes) -> bytes:
    """A value of ASN.1 in DER."""
    body = b"".join(parts)
    if len(body) < 128:
        return bytes([tag, len(body)]) + body
    size = len(body).to_bytes((len(body).bit_length() + 7) // 8, "big")
    return bytes([tag, 0x80 | len(size)]) + size + body


def oid(name: str) -> bytes:
    return tlv(OID, bytes.fromhex(OIDS[name]))


def algorithm(name: str) -> bytes:
    return tlv(SEQUENCE, oid(name), b"\x05\x00")


def number(value: int) -> bytes:
    return tlv(INTEGER, value.to_bytes(value.bit_length() // 8 + 1, "big"))


Respond = Callable[[bytes], bytes]
"""What goes back over the line, given the question."""


class Served(NamedTuple):
    """A running authority: where it is, and what it was asked."""

    address: str
    heard: list[bytes]


@contextmanager
def serving(respond: Respond, *, status: int = 200, wait_s: float = 0.0) -> Iterator[Served]:
    """An authority at an address of this machine."""
    heard: list[bytes] = []

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            heard.append(self.rfile.read(int(self.headers["Content-Length"])))
            assert self.headers["Content-Type"] == "application/timestamp-query"
            body = respond(heard[-1])
            time.sleep(wait_s)
            with suppress(OSError):
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

        @override
        def log_message(self, format: str, *args: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield Served(f"http://127.0.0.1:{server.server_port}/tsr", heard)
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


Drip = Callable[[bytes], Iterator[bytes]]
"""What goes back over the line piece by piece, a moment after each other, given the question."""


@contextmanager
def dripping(drip: Drip, pause_s: float = 0.04) -> Iterator[str]:
    """An authority that takes its time; gives its address."""
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        with suppress(OSError):
            line, _ = listener.accept()
            with line, line.makefile("rb") as asked:
                size = 0
                while (head := asked.readline()) not in (b"\r\n", b""):
                    name, _, value = head.partition(b":")
                    size = int(value) if name.lower() == b"content-length" else size
                for piece in drip(asked.read(size)):
                    line.sendall(piece)
                    time.sleep(pause_s)

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}/tsr"
    finally:
        listener.close()
        thread.join()
