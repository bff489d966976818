"""A mail server on this machine that takes, refuses, delays, and goes silent, by what stands before the "@"."""

from __future__ import annotations

import socket
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default
from typing import Any

from aiosmtpd.controller import Controller

from habeas.network.mail import MailServer


class PostOffice:
    """What came in. `refuse…` is refused for good, `later…` twice for now, `silent…` gets no answer to its words,
    `slow…` a late one.
    """

    def __init__(self) -> None:
        self.got: list[EmailMessage] = []
        self.tries: Counter[str] = Counter()

    async def handle_RCPT(  # noqa: N802
        self, server: Any, session: Any, envelope: Any, address: str, options: list[str]
    ) -> str:
        self.tries[address] += 1
        if address.startswith("refuse"):
            return "550 5.1.1 no such mailbox here"
        if address.startswith("later") and self.tries[address] <= 2:
            return "451 4.7.1 try again later"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        message = message_from_bytes(envelope.content, policy=default)
        assert isinstance(message, EmailMessage)
        self.got.append(message)
        address = envelope.rcpt_tos[0]
        if address.startswith("silent"):
            server.transport.abort()
        if address.startswith("slow"):
            time.sleep(0.2)
        return "250 2.0.0 taken"

    def to(self) -> list[str]:
        """Whom the messages that came in are to, in their order."""
        return [str(one["To"]) for one in self.got]


@contextmanager
def post_office() -> Iterator[tuple[PostOffice, MailServer]]:
    """A mail server, and the way to it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    office = PostOffice()
    controller = Controller(office, hostname="127.0.0.1", port=port)
    controller.start()
    try:
        with MailServer(f"smtp://127.0.0.1:{port}", seconds=5) as server:
            yield office, server
    finally:
        controller.stop()
