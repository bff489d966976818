"""Django's own messages (forgotten passwords) go through the operator's mail server by the same way as the queue's."""

from __future__ import annotations

from collections.abc import Sequence

from django.conf import settings
from django.core.mail import EmailMessage
from django.core.mail.backends.base import BaseEmailBackend
from typing_extensions import override

from habeas.network.mail import Letter, MailServer, MailServerError


class Backend(BaseEmailBackend):
    """Gives each message to the server once; how many it took."""

    @override
    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        """How many recipients' messages were taken.

        Raises:
            MailServerError: the server cannot be used, or took one of them not, unless told to fail silently.
        """
        taken = 0
        with self._server() as server:
            for message in email_messages:
                words = b"\r\n".join(message.message().as_bytes().splitlines()) + b"\r\n"
                for to in message.recipients():
                    taken += self._sent(server, Letter(settings.DEFAULT_FROM_EMAIL, to, words))
        return taken

    def _server(self) -> MailServer:
        return MailServer(settings.RUN.mail)

    def _sent(self, server: MailServer, letter: Letter) -> bool:
        try:
            became = server.send(letter, lambda: None)
        except MailServerError:
            if self.fail_silently:
                return False
            raise
        if became.what != "sent" and not self.fail_silently:
            raise MailServerError(f"the mail server did not take a message: {became.code}")
        return became.what == "sent"
