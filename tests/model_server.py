"""A server of ours on this machine that speaks as model servers do: it behaves, misbehaves, or obeys what it reads."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, NamedTuple

from typing_extensions import override

Model = Callable[[dict[str, Any]], str]
"""What the model says to the page that it is shown."""


class Reply(NamedTuple):
    """What goes over the line: `chunks` are sent one after the other with `pause` seconds between them."""

    chunks: tuple[bytes, ...]
    status: int = 200
    headers: tuple[tuple[str, str], ...] = ()
    pause: float = 0.0


Respond = Callable[[dict[str, Any], int], Reply]
"""The reply to the n-th request (from 1), given its JSON."""


class Heard(NamedTuple):
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: dict[str, Any]

    @property
    def page(self) -> dict[str, Any]:
        """What the model was shown."""
        page: dict[str, Any] = json.loads(self.body["messages"][-1]["content"])
        return page


class ModelServer:
    """A running server: its `address`, and what it `heard`."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.heard: list[Heard] = []


def completion(text: str, stopped: str = "stop") -> bytes:
    """A chat completion that says `text`."""
    choice = {"index": 0, "message": {"role": "assistant", "content": text}, "finish_reason": stopped}
    return json.dumps({"id": "x", "model": "small-model", "choices": [choice]}).encode()


def saying(model: Model, stopped: str = "stop") -> Respond:
    """A server that behaves, with this model behind it."""

    def respond(body: dict[str, Any], _: int) -> Reply:
        page = json.loads(body["messages"][-1]["content"])
        return Reply((completion(model(page), stopped),))

    return respond


@contextmanager
def serving(respond: Respond) -> Iterator[ModelServer]:
    """Runs a server on a free port of this machine."""

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            running.heard.append(Heard(self.path, dict(self.headers), body))
            reply = respond(body, len(running.heard))
            self.close_connection = True
            # Whoever asked may have gone away in the middle; that is what some tests are about.
            with suppress(BrokenPipeError, ConnectionResetError):
                self._send(reply)

        def _send(self, reply: Reply) -> None:
            self.send_response(reply.status)
            for name, value in (*reply.headers, ("Connection", "close")):
                self.send_header(name, value)
            self.end_headers()
            for chunk in reply.chunks:
                self.wfile.write(chunk)
                self.wfile.flush()
                time.sleep(reply.pause)

        @override
        def log_message(self, format: str, *args: Any) -> None:
            """Says nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    running = ModelServer(f"http://127.0.0.1:{server.server_port}/v1")
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield running
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def quoted(page: dict[str, Any], words: str) -> dict[str, Any]:
    """The words as a quotation from the first paragraph that holds them; from paragraph 1 where none does."""
    numbers = [p["p"] for p in page["paragraphs"] if words in p["text"]]
    return {"p": numbers[0] if numbers else 1, "words": words}


def careful(page: dict[str, Any]) -> str:
    """What a model that reads well says to `tests.cli.desk.HARBOUR`, whatever text it is shown."""

    def q(words: str) -> dict[str, Any]:
        return quoted(page, words)

    answer = {
        "entities": [
            {"id": "e1", "kind": "person", "name": q("Dana Iwu"), "mentions": [q("Dana Iwu"), q("She"), q("her")]},
            {"id": "e2", "kind": "person", "name": q("Piet Vos"), "mentions": [q("Piet Vos")]},
            {"id": "e3", "kind": "organisation", "name": None, "mentions": [q("The police")]},
            {"id": "e4", "kind": "place", "name": q("Port Halden"), "mentions": [q("Port Halden")]},
        ],
        "claims": [
            {
                "speaker": "e2",
                "speaker_words": q("her lawyer Piet Vos"),
                "cue": q("said"),
                "content": [q("Dana Iwu, 41, was arrested on 2 May 2024")],
                "manner": "indirect",
                "act": "state",
            }
        ],
        "attributes": [
            {"subject": "e1", "property": "age", "value": q("41"), "evidence": [q("Dana Iwu, 41")]},
            {"subject": "e1", "property": "illness", "value": q("asthma"), "evidence": [q("She suffers from asthma")]},
        ],
        "events": [
            {
                "type": "arrest",
                "trigger": q("arrested"),
                "evidence": [q("was arrested on 2 May 2024")],
                "participants": [{"entity": "e1", "role": "person"}],
                "when": q("2 May 2024"),
                "status": "asserted",
            }
        ],
        "figures": [
            {
                "measure": "arrested",
                "number": q("31"),
                "of": q("people"),
                "evidence": [q("The police arrested 31 people that week")],
            }
        ],
        "demands": [],
    }
    return json.dumps(answer)
