"""Gives messages to the mail server that the operator has configured, and to no other.

A message is given in two steps, so that whoever keeps a queue can note how far it came: until its words are on their
way, a failure is sure to have sent nothing; from then on, only the server's answer says whether it was taken.
"""

from __future__ import annotations

import smtplib
import ssl
from collections.abc import Callable
from typing import Final, Literal, NamedTuple, Self
from urllib.parse import unquote, urlsplit

PORTS: Final = {"smtp": 25, "smtps": 465}
LOOPBACK: Final = ("localhost", "127.0.0.1", "::1")
WAIT_S: Final = 60.0

What = Literal["sent", "later", "never", "unknown"]


class MailServerError(Exception):
    """The mail server cannot be used as it is set up, or not now; the message says why."""


class Taken(NamedTuple):
    """What the server made of a message.

    "sent": it took it; "later": it did not, and may; "never": it refused it; "unknown": the words were sent and no
    answer came. `code`: the reply code of SMTP with the enhanced one where there is one ("550 5.1.1"), "" for none.
    """

    what: What
    code: str = ""


class Letter(NamedTuple):
    """A message as it goes over the line. `sender`: where it comes back to when it cannot be delivered."""

    sender: str
    to: str
    words: bytes


class MailServer:
    """The server at `smtp://user:password@host:port` or `smtps://…`; opened with the first letter, closed at the end.

    Another machine than this one is spoken to with encryption or not at all.
    """

    def __init__(self, address: str, *, seconds: float = WAIT_S) -> None:
        parts = urlsplit(address)
        if parts.scheme not in PORTS or not parts.hostname:
            raise MailServerError("the address of the mail server must be smtp://host:port or smtps://host:port")
        self._parts = parts
        self._host = parts.hostname
        self._seconds = seconds
        self._line: smtplib.SMTP | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Ends the conversation, if there is one."""
        line, self._line = self._line, None
        if line is not None:
            try:
                line.quit()
            except (smtplib.SMTPException, OSError):
                line.close()

    def send(self, letter: Letter, words_go: Callable[[], None]) -> Taken:
        """Gives one letter to the server. Calls `words_go` when the server is ready for the words and gets them next.

        Raises:
            MailServerError: the server cannot be reached, or does not let us in.
        """
        line = self._opened()
        try:
            for code, said in self._envelope(line, letter):
                if code >= 400:
                    line.rset()
                    return Taken("never" if code >= 500 else "later", _code(code, said))
        except (smtplib.SMTPException, OSError):
            self._drop()
            return Taken("later")
        words_go()
        return self._words(line, letter.words)

    def _words(self, line: smtplib.SMTP, words: bytes) -> Taken:
        try:
            code, said = line.data(words)
        except smtplib.SMTPDataError as error:  # refused before a word was sent
            return Taken("never" if error.smtp_code >= 500 else "later", _code(error.smtp_code, error.smtp_error))
        except (smtplib.SMTPException, OSError):
            self._drop()
            return Taken("unknown")
        if code == 421 or code < 0:
            self._drop()
        if code < 0:
            return Taken("unknown")
        return Taken("sent" if code < 400 else "never" if code >= 500 else "later", _code(code, said))

    def _envelope(self, line: smtplib.SMTP, letter: Letter) -> list[tuple[int, bytes]]:
        wide = not letter.to.isascii()
        options = ["SMTPUTF8"] if wide and line.has_extn("smtputf8") else []
        if wide and not options:
            return [(553, b"5.6.7 the server takes no such address")]
        first = line.mail(letter.sender, options)
        return [first] if first[0] >= 400 else [first, line.rcpt(letter.to)]

    def _opened(self) -> smtplib.SMTP:
        if self._line is None:
            try:
                self._line = self._connected()
            except (smtplib.SMTPException, OSError) as error:
                raise MailServerError(f"the mail server cannot be used: {type(error).__name__}") from error
        return self._line

    def _connected(self) -> smtplib.SMTP:
        port = self._parts.port or PORTS[self._parts.scheme]
        context = ssl.create_default_context()
        if self._parts.scheme == "smtps":
            line: smtplib.SMTP = smtplib.SMTP_SSL(self._host, port, timeout=self._seconds, context=context)
        else:
            line = smtplib.SMTP(self._host, port, timeout=self._seconds)
        line.ehlo_or_helo_if_needed()
        if self._parts.scheme == "smtp" and self._host not in LOOPBACK:
            line.starttls(context=context)
            line.ehlo()
        if self._parts.username:
            line.login(unquote(self._parts.username), unquote(self._parts.password or ""))
        return line

    def _drop(self) -> None:
        line, self._line = self._line, None
        if line is not None:
            line.close()


def _code(code: int, said: bytes | str) -> str:
    """The codes alone: what a server says beside them often names the mailbox."""
    text = said.decode("ascii", "replace") if isinstance(said, bytes) else said
    first = text.split(" ", 1)[0]
    parts = first.split(".")
    enhanced = first if len(parts) == 3 and all(part.isdigit() and len(part) < 4 for part in parts) else ""
    return f"{code} {enhanced}".strip()
