"""A timestamp counts as present only when an authority really witnessed the log (promise B5)."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.serialization import Encoding

from habeas import safekeeping
from habeas.archive.records import StampBody
from habeas.archive.stamps import StampError
from habeas.archive.verify import verify
from habeas.stamping import Authority, stamp, stamped, witnessed
from habeas.workspace import Workspace
from tests import timestamp_authority as ours
from tests.archive import sample
from tests.cli.desk import habeas
from tests.timestamp_authority import Respond, Signer, answer, dripping, serving, signer

SECONDS = 0.3


@pytest.fixture(scope="module")
def authority() -> Signer:
    return signer()


@pytest.fixture
def workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Workspace]:
    monkeypatch.setattr("habeas.network.service.time.sleep", lambda _: None)
    sample.filled(tmp_path / "ws", 1)
    with Workspace.open(tmp_path / "ws") as opened:
        yield opened


def pem(of: Signer) -> bytes:
    return of.root.public_bytes(Encoding.PEM)


def asked(workspace: Workspace, respond: Respond, root: bytes, **how: float) -> StampBody:
    with serving(respond, status=int(how.get("status", 200)), wait_s=how.get("wait_s", 0.0)) as served:
        return stamp(workspace, Authority(served.address, root, SECONDS), "ana")


@pytest.mark.promise("B5")
def test_what_an_authority_witnessed_is_present_and_verifies(workspace: Workspace, authority: Signer) -> None:
    heard: list[bytes] = []

    def respond(question: bytes) -> bytes:
        heard.append(question)
        return answer(question, authority)

    before = workspace.position()
    outcome = asked(workspace, respond, pem(authority))
    assert (outcome.state, outcome.why, outcome.signer) == ("present", "", "CN=Authority of ours")
    assert (outcome.entries, outcome.hash) == (before, workspace.records.hash_at(before))
    assert stamped(workspace) == [outcome]
    assert witnessed(workspace) == before
    assert verify(workspace.folder).faults == ()
    assert len(heard) == 1
    assert workspace.reports()[0].id[7:].encode() not in heard[0]


def _other_hash(question: bytes, by: Signer) -> bytes:
    return answer(question, by, digest=bytes(64))


def _other_nonce(question: bytes, by: Signer) -> bytes:
    return answer(question, by, nonce=1)


def _yesterday(question: bytes, by: Signer) -> bytes:
    return answer(question, by, at=datetime.now(UTC) - timedelta(hours=3))


def _tomorrow(question: bytes, by: Signer) -> bytes:
    return answer(question, by, at=datetime.now(UTC) + timedelta(hours=3))


def _broken_signature(question: bytes, by: Signer) -> bytes:
    data = answer(question, by)
    return data[:-3] + bytes([data[-3] ^ 1]) + data[-2:]


def _cut_short(question: bytes, by: Signer) -> bytes:
    return answer(question, by)[:-40]


LIES: list[Callable[[bytes, Signer], bytes]] = [
    _other_hash,
    _other_nonce,
    _yesterday,
    _tomorrow,
    _broken_signature,
    _cut_short,
    lambda question, by: answer(question, by, status=2),
    lambda question, by: b"",
    lambda question, by: b"<html>Welcome to our timestamp service</html>",
    lambda question, by: question,
]


@pytest.mark.promise("B5")
@pytest.mark.parametrize("lie", LIES)
def test_a_lying_authority_witnesses_nothing(
    workspace: Workspace, authority: Signer, lie: Callable[[bytes, Signer], bytes]
) -> None:
    outcome = asked(workspace, lambda question: lie(question, authority), pem(authority))
    _failed(workspace, outcome)


@pytest.mark.promise("B5")
@pytest.mark.parametrize("status", [400, 403, 404, 500, 503])
def test_an_authority_that_is_down_witnesses_nothing(workspace: Workspace, authority: Signer, status: int) -> None:
    outcome = asked(workspace, lambda q: answer(q, authority), pem(authority), status=status)
    _failed(workspace, outcome)
    assert str(status) in outcome.why


def test_nobody_at_the_address_witnesses_nothing(workspace: Workspace, authority: Signer) -> None:
    with serving(lambda _: b"") as served:
        address = served.address
    _failed(workspace, stamp(workspace, Authority(address, pem(authority), SECONDS), "ana"))


@pytest.mark.parametrize(
    "address",
    ["http://tsa.example/tsr", "ftp://127.0.0.1/", "nonsense", "http://127.0.0.1:1/tsr?x=1", "http://u:p@127.0.0.1/"],
)
def test_an_address_that_may_not_be_asked_witnesses_nothing(
    workspace: Workspace, authority: Signer, address: str
) -> None:
    _failed(workspace, stamp(workspace, Authority(address, pem(authority), SECONDS), "ana"))


@pytest.mark.promise("B5")
def test_a_slow_authority_witnesses_nothing(
    workspace: Workspace, authority: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.undo()
    monkeypatch.setattr("habeas.network.service.TRIES", 1)
    with serving(lambda q: answer(q, authority), wait_s=0.5) as served:
        outcome = stamp(workspace, Authority(served.address, pem(authority), 0.1), "ana")
    _failed(workspace, outcome)
    assert "0.1 seconds" in outcome.why


HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: application/timestamp-reply\r\nContent-Length: %d\r\n\r\n"


def _never(whole: bytes) -> Iterator[bytes]:
    yield from (b"" for _ in range(20))


def _by_the_byte(whole: bytes) -> Iterator[bytes]:
    yield from (whole[at : at + 1] for at in range(min(20, len(whole))))


def _only_its_head(whole: bytes) -> Iterator[bytes]:
    yield whole.partition(b"\r\n\r\n")[0] + b"\r\n\r\n"
    yield from _never(whole)


def _half(whole: bytes) -> Iterator[bytes]:
    yield whole[: len(whole) // 2]
    yield from _never(whole)


def _all_but_the_last_bytes(whole: bytes) -> Iterator[bytes]:
    yield whole[:-20]
    yield from (whole[at : at + 1] for at in range(len(whole) - 20, len(whole)))


@pytest.mark.promise("B5")
@pytest.mark.parametrize("drip", [_never, _by_the_byte, _only_its_head, _half, _all_but_the_last_bytes])
def test_an_authority_that_drips_witnesses_nothing(
    workspace: Workspace, authority: Signer, monkeypatch: pytest.MonkeyPatch, drip: Callable[[bytes], Iterator[bytes]]
) -> None:
    monkeypatch.undo()  # the server's time is to pass
    monkeypatch.setattr("habeas.network.service.TRIES", 1)

    def slowly(question: bytes) -> Iterator[bytes]:
        made = answer(question, authority)
        yield from drip(HEAD % len(made) + made)

    with dripping(slowly) as address:
        outcome = stamp(workspace, Authority(address, pem(authority), 0.2), "ana")
    _failed(workspace, outcome)
    assert "0.2 seconds" in outcome.why


@pytest.mark.promise("B5")
@pytest.mark.parametrize(
    "by",
    [
        signer(own=True),
        signer(since=-400, until=-30),
        signer(since=30, until=400),
        signer(purpose=False),
        signer(since=-400, until=-30, own=True),
        signer(since=30, until=400, own=True),
        signer(purpose=False, own=True),
        signer(since=-3000, until=3000, own=True),
        signer(since=-4000, until=-1),
        signer(since=-2, until=-1),
        signer(since=-400, until=-30, purpose=False),
    ],
    ids=[
        "self-signed",
        "expired",
        "not yet valid",
        "for another purpose",
        "self-signed and expired",
        "self-signed and not yet valid",
        "self-signed for another purpose",
        "self-signed for long",
        "expired after long",
        "expired soon",
        "expired, and for another purpose",
    ],
)
def test_a_signer_whom_nobody_vouches_for_witnesses_nothing(workspace: Workspace, by: Signer) -> None:
    _failed(workspace, asked(workspace, lambda question: answer(question, by), pem(by)))


@pytest.mark.promise("B5")
def test_an_expired_signer_who_sets_the_clock_back_witnesses_nothing(workspace: Workspace) -> None:
    by = signer(since=-400, until=-30)
    then = datetime.now(UTC) - timedelta(days=60)
    outcome = asked(workspace, lambda question: answer(question, by, at=then), pem(by))
    _failed(workspace, outcome)
    assert "the answer says that it is" in outcome.why


def test_another_root_does_not_vouch(workspace: Workspace, authority: Signer) -> None:
    _failed(workspace, asked(workspace, lambda question: answer(question, authority), pem(signer())))


def test_the_roots_of_this_machine_do_not_vouch_for_us(workspace: Workspace, authority: Signer) -> None:
    with serving(lambda question: answer(question, authority)) as served:
        _failed(workspace, stamp(workspace, Authority(served.address, None, SECONDS), "ana"))


def _failed(workspace: Workspace, outcome: StampBody) -> None:
    """It failed, why is stored, and nothing counts as witnessed."""
    assert outcome.state == "failed"
    assert outcome.why
    assert outcome.token == ""
    assert stamped(workspace) == [outcome]
    assert witnessed(workspace) == 0
    assert verify(workspace.folder).faults == ()


def test_a_run_that_is_stopped_while_it_waits_leaves_it_pending(
    workspace: Workspace, authority: Signer, monkeypatch: pytest.MonkeyPatch
) -> None:
    def killed(*_: object) -> bytes:
        raise KeyboardInterrupt

    monkeypatch.setattr("habeas.network.authority.ask", killed)
    with pytest.raises(KeyboardInterrupt):
        stamp(workspace, Authority("http://127.0.0.1:9/", pem(authority)), "ana")
    assert [one.state for one in stamped(workspace)] == ["pending"]
    assert witnessed(workspace) == 0


def test_a_root_that_is_none_is_said_before_anything_is_asked(workspace: Workspace) -> None:
    before = workspace.position()
    with pytest.raises(StampError, match="no certificate"):
        stamp(workspace, Authority("http://127.0.0.1:9/", b"-----BEGIN nothing"), "ana")
    assert workspace.position() == before


def test_a_log_put_back_and_written_anew_contradicts_its_timestamp(
    workspace: Workspace, authority: Signer, tmp_path: Path
) -> None:
    outcome = asked(workspace, lambda question: answer(question, authority), pem(authority))
    other = tmp_path / "other"
    sample.filled(other, 1)
    with Workspace.open(other) as opened, opened.records.transaction():
        opened.note("stamp", outcome)
    assert [fault.what for fault in verify(other).faults] == ["rolled back"]


def test_the_command_says_what_came_of_it(
    workspace: Workspace, authority: Signer, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(workspace.folder)
    (tmp_path / "root.pem").write_bytes(pem(authority))
    assert "not attempted: entries 1 to 7" in habeas("stamp").out
    with serving(lambda question: answer(question, authority)) as served:
        ran = habeas("stamp", "--authority", served.address, "--root", "../root.pem")
    assert ran.code == 0
    assert ran.said.startswith("present: signed by CN=Authority of ours at ")
    assert "not attempted: entries 8 to 9" in ran.out
    with serving(lambda question: b"no") as served:
        ran = habeas("stamp", "--authority", served.address, "--root", "../root.pem")
    assert ran.code == 1
    assert ran.said.startswith("failed: the answer is none of RFC 3161")
    assert [one["state"] for one in habeas("stamp", "--json").json()] == ["present", "failed"]


@pytest.mark.promise("B8")
@pytest.mark.skipif(shutil.which("openssl") is None, reason="there is no openssl here")
def test_openssl_verifies_the_token_too(workspace: Workspace, authority: Signer, tmp_path: Path) -> None:
    """Promise B8."""
    outcome = asked(workspace, lambda question: answer(question, authority), pem(authority))
    assert outcome.state == "present"
    (tmp_path / "bag").mkdir()
    safekeeping.package(workspace, None, tmp_path / "bag", "ana")
    command = ["openssl", "ts", "-verify", "-data", "9.txt", "-in", "9.tsr", "-CAfile", "9.pem"]
    done = subprocess.run(
        command, cwd=tmp_path / "bag" / "data" / "stamps", capture_output=True, text=True, check=False
    )
    assert "Verification: OK" in done.stdout + done.stderr


def test_our_authority_numbers_are_der() -> None:
    assert ours.number(127) == b"\x02\x01\x7f"
    assert ours.number(128) == b"\x02\x02\x00\x80"
    assert ours.tlv(4, bytes(200))[:3] == b"\x04\x81\xc8"
