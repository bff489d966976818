"""The line to a configured service: what it reaches, how long it waits, how much it takes, when it tries again."""

from __future__ import annotations

import itertools
import socket
import time
from collections.abc import Iterator

import pytest

from habeas.network import Service, ServiceError
from habeas.network.guard import is_loopback
from habeas.network.service import LARGEST_REPLY, TRIES, check_address
from tests.model_server import Reply, Respond, serving

KEY = "key-of-the-operator"


def service(address: str, *, seconds: float = 5.0, key: str | None = None) -> tuple[Service, list[float]]:
    """A service that notes its pauses and does not wait for them."""
    made = Service(address, seconds=seconds, key=key)
    pauses: list[float] = []
    made.pause = pauses.append
    return made, pauses


def answering(*replies: Reply) -> Respond:
    """Gives these replies one after the other, and the last one from then on."""
    return lambda _, number: replies[min(number, len(replies)) - 1]


def test_what_is_posted_arrives_and_the_reply_comes_back() -> None:
    with serving(answering(Reply((b'{"a":', b"1}")))) as server:
        asked, pauses = service(server.address, key=KEY)
        reply = asked.post("chat/completions", b'{"model": "m"}')
    assert (reply.status, reply.body) == (200, b'{"a":1}')
    (heard,) = server.heard
    assert (heard.path, heard.body) == ("/v1/chat/completions", {"model": "m"})
    assert heard.headers["Authorization"] == f"Bearer {KEY}"
    assert heard.headers["Accept-Encoding"] == "identity"
    assert pauses == []


def test_no_key_is_sent_where_none_is_set() -> None:
    with serving(answering(Reply((b"{}",)))) as server:
        service(server.address)[0].post("x", b"{}")
    assert "Authorization" not in server.heard[0].headers


@pytest.mark.parametrize("status", [408, 429, 500, 502, 503, 504])
def test_what_fails_for_now_is_tried_again_after_longer_and_longer_pauses(status: int) -> None:
    with serving(answering(*[Reply((b"busy",), status)] * 3, Reply((b"{}",)))) as server:
        asked, pauses = service(server.address)
        assert asked.post("x", b"{}").status == 200
    assert len(server.heard) == 4
    assert pauses == [0.5, 1.0, 2.0]


def test_a_service_that_goes_on_failing_is_given_up_and_the_message_says_why_and_no_key() -> None:
    with serving(answering(Reply((b"out of memory\x1b[31m",), 500))) as server:
        asked, _ = service(server.address, key=KEY)
        with pytest.raises(ServiceError, match=r"4 times: status 500: out of memory\[31m") as caught:
            asked.post("x", b"{}")
    assert len(server.heard) == TRIES
    assert KEY not in str(caught.value)


def test_the_pause_that_a_service_asks_for_is_kept_up_to_half_a_minute() -> None:
    replies = [Reply((b"",), 429, (("Retry-After", wait),)) for wait in ("7", "86400", "soon")]
    with serving(answering(*replies, Reply((b"{}",)))) as server:
        asked, pauses = service(server.address)
        asked.post("x", b"{}")
    assert pauses == [7.0, 30.0, 2.0]


@pytest.mark.parametrize("status", [400, 401, 403, 404, 422])
def test_a_refusal_is_a_reply_and_is_not_tried_again(status: int) -> None:
    with serving(answering(Reply((b"no",), status))) as server:
        assert service(server.address)[0].post("x", b"{}").status == status
    assert len(server.heard) == 1


def test_a_redirect_is_not_followed() -> None:
    with serving(answering(Reply((b"{}",)))) as other:
        elsewhere = (("Location", f"{other.address}/x"),)
        with (
            serving(answering(Reply((b"",), 307, elsewhere))) as server,
            pytest.raises(ServiceError, match="redirects are not followed"),
        ):
            service(server.address)[0].post("x", b"{}")
    assert other.heard == []


def test_a_reply_that_breaks_off_is_no_reply() -> None:
    with serving(answering(Reply((b'{"a"',), 200, (("Content-Length", "500"),)), Reply((b"{}",)))) as server:
        asked, pauses = service(server.address)
        assert asked.post("x", b"{}").body == b"{}"
    assert len(pauses) == 1


def test_a_reply_that_is_too_large_is_not_taken() -> None:
    huge = answering(Reply((b"x" * 100_000,) * (LARGEST_REPLY // 100_000 + 1)))
    with serving(huge) as server, pytest.raises(ServiceError, match="more than 4,000,000 bytes"):
        service(server.address)[0].post("x", b"{}")
    assert len(server.heard) == 1


def test_a_stream_without_end_ends_with_the_time_and_not_with_each_piece() -> None:
    with serving(answering(Reply((b"x",) * 200, pause=0.05))) as server:
        asked, _ = service(server.address, seconds=0.3)
        began = time.monotonic()
        with pytest.raises(ServiceError, match=r"no whole reply in 0\.3 seconds"):
            asked.post("x", b"{}")
    assert time.monotonic() - began < TRIES * 0.3 + 2


def test_a_reply_that_stops_half_way_is_waited_for_no_longer_than_the_whole_may_take() -> None:
    with serving(answering(Reply((b"x", b"x", b"x", b""), pause=0.35))) as server:
        asked, _ = service(server.address, seconds=0.5)
        began = time.monotonic()
        with pytest.raises(ServiceError, match="no whole reply"):
            asked.post("x", b"{}")
        took = time.monotonic() - began
    assert 0.5 * TRIES <= took < 0.65 * TRIES


@pytest.fixture
def dripping() -> Iterator[int]:
    """The port of a listener that sends a header byte by byte and never ends it."""
    import threading

    listener = socket.create_server(("127.0.0.1", 0))
    stop = threading.Event()

    def drip() -> None:
        while not stop.is_set():
            try:
                connection, _ = listener.accept()
            except OSError:
                return
            with connection:
                for letter in itertools.cycle(b"HTTP/1.1 200 OK\r\nX-A: aaaaaaaaaaaaaaaaaaa"):
                    try:
                        connection.send(bytes([letter]))
                    except OSError:
                        break
                    time.sleep(0.02)

    thread = threading.Thread(target=drip, daemon=True)
    thread.start()
    yield listener.getsockname()[1]
    stop.set()
    listener.close()
    thread.join(timeout=2)


def test_a_header_that_drips_in_does_not_hold_the_line(dripping: int) -> None:
    asked, _ = service(f"http://127.0.0.1:{dripping}", seconds=0.2)
    began = time.monotonic()
    with pytest.raises(ServiceError):
        asked.post("x", b"{}")
    assert time.monotonic() - began < TRIES * 0.2 + 2


def test_nobody_there_is_said_after_the_last_try() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    asked, pauses = service(f"http://127.0.0.1:{port}")
    with pytest.raises(ServiceError, match="failed 4 times"):
        asked.post("x", b"{}")
    assert len(pauses) == TRIES - 1


def test_proxies_of_the_environment_are_not_used(monkeypatch: pytest.MonkeyPatch) -> None:
    with serving(answering(Reply((b"{}",)))) as proxy, serving(answering(Reply((b"{}",)))) as server:
        for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy"):
            monkeypatch.setenv(name, proxy.address)
        service(server.address)[0].post("x", b"{}")
    assert (len(proxy.heard), len(server.heard)) == (0, 1)


@pytest.mark.parametrize(
    "address",
    [
        "http://10.0.0.7:8080/v1",
        "http://192.168.1.4/v1",
        "http://169.254.169.254/latest",
        "https://models.example/v1",
        "http://[::ffff:10.0.0.7]/v1",
        "http://[2002:7f00:1::]/v1",
        "http://[64:ff9b::7f00:1]/v1",
        "http://0x0a000007/v1",
        "http://localhost.example/v1",
    ],
)
def test_what_is_not_this_machine_is_refused_unless_that_is_allowed(address: str) -> None:
    with pytest.raises(ServiceError, match=r"not on this machine; allow_remote = true"):
        check_address(address)
    if address.startswith("http:"):
        with pytest.raises(ServiceError, match="by https only"):
            check_address(address, allow_remote=True)
    else:
        check_address(address, allow_remote=True)


@pytest.mark.parametrize(
    "address",
    ["", "127.0.0.1:8080", "ftp://127.0.0.1/", "file:///etc/hosts", "http://", "http://a:b@127.0.0.1/", "http://127.0.0.1:99999",
     "http://127.0.0.1/v1?key=x", "http://127.0.0.1/v1#x", "http://127.0.0.1/\r\nX: y", "http://127.0.0.1 /"],
)  # fmt: skip
def test_what_is_no_plain_address_is_refused_even_where_other_machines_are_allowed(address: str) -> None:
    with pytest.raises(ServiceError):
        check_address(address, allow_remote=True)


@pytest.mark.parametrize("answer", [["10.0.0.7"], ["127.0.0.1", "10.0.0.7"], ["64:ff9b::7f00:1"], []])
def test_a_name_that_leads_elsewhere_is_found_out_where_the_socket_is_opened(answer: list[str]) -> None:
    with serving(answering(Reply((b"{}",)))) as server:
        asked, pauses = service(server.address.replace("127.0.0.1", "localhost"))
        asked.resolve = lambda host, port: answer
        with pytest.raises(ServiceError, match="nothing was sent"):
            asked.post("x", b"{}")
    assert (server.heard, pauses) == ([], [])


def test_an_http_address_stays_on_this_machine_even_where_others_are_allowed() -> None:
    asked = Service("http://localhost:1/v1", allow_remote=True)
    asked.resolve = lambda host, port: ["10.0.0.7"]
    with pytest.raises(ServiceError, match="nothing was sent"):
        asked.post("x", b"{}")


def test_the_second_address_of_a_name_is_tried_where_the_first_does_not_answer() -> None:
    with serving(answering(Reply((b"{}",)))) as server:
        asked, pauses = service(server.address.replace("127.0.0.1", "localhost"))
        asked.resolve = lambda host, port: ["::1", "127.0.0.1"]
        assert asked.post("x", b"{}").status == 200
    assert pauses == []


def test_what_a_loopback_address_is() -> None:
    assert all(map(is_loopback, ("127.0.0.1", "127.8.9.1", "::1")))
    assert not any(map(is_loopback, ("0.0.0.0", "::", "10.0.0.1", "100.64.0.1", "2002:7f00:1::", "localhost", "")))
