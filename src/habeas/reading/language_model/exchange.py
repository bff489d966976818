"""One question and its answer, as they went over the line, kept so that a reading can be made again from them."""

from __future__ import annotations

import hashlib
from typing import Final

import msgspec

from habeas.model.codec import from_json, to_json
from habeas.reading.language_model.link import Link, Reply
from habeas.reading.language_model.prompt import request

PATH: Final = "chat/completions"
_NO_SCHEMA = frozenset({400, 404, 415, 422, 501})
_SHOWN = 200


class ModelError(Exception):
    """The model gave no answer for now; reading the report later may. The message says why."""


class NotKeptError(Exception):
    """There is no kept answer to this question, so it cannot be read again without asking."""


class Exchange(msgspec.Struct, frozen=True, kw_only=True):
    """What was asked about one window of a report (`asked`, the whole request), and what came back.

    `key` is the SHA-256 of the reader's version, the report and the page shown.
    """

    key: str
    report: str
    version: str
    asked: str
    status: int
    answered: str


class Said(msgspec.Struct, frozen=True, kw_only=True):
    """What the model said: its words, and why it stopped. `model` is the name that the server gives it."""

    text: str
    stopped: str | None = None
    model: str | None = None


class _Message(msgspec.Struct):
    content: str | None = None


class _Choice(msgspec.Struct):
    message: _Message
    finish_reason: str | None = None


class _Completion(msgspec.Struct):
    choices: list[_Choice]
    model: str | None = None


class Line:
    """The line to one model for one version of the reader: asks, keeps, or gives what was kept."""

    def __init__(self, link: Link, version: str) -> None:
        self._link, self._version = link, version
        self._schema = link.settings.answers != "plain"

    def ask(self, report: str, page: str) -> Exchange:
        """The exchange about one page of a report.

        Raises:
            ModelError: the server refused the question.
            NotKeptError: it is only to be read again, and nothing is kept.
        """
        key = hashlib.sha256(to_json([self._version, report, page])).hexdigest()
        if self._link.replay:
            data = self._link.kept.newest(key)
            if data is None:
                raise NotKeptError("no answer of this model to this report is kept; read it without --replay")
            return from_json(data, Exchange)
        asked, reply = self._asked(page)
        exchange = Exchange(
            key=key,
            report=report,
            version=self._version,
            asked=asked.decode(),
            status=reply.status,
            answered=reply.body.decode("utf-8", "replace"),
        )
        self._link.kept.put(key, to_json(exchange))
        return exchange

    def _asked(self, page: str) -> tuple[bytes, Reply]:
        settings = self._link.settings
        body = request(settings, page, schema=self._schema)
        reply = self._link.ask(PATH, body)
        if self._schema and settings.answers == "auto" and reply.status in _NO_SCHEMA:
            plain = request(settings, page, schema=False)
            second = self._link.ask(PATH, plain)
            if second.status == 200:
                self._schema = False
                body, reply = plain, second
        if reply.status != 200:
            why = " ".join(reply.body[:_SHOWN].decode("utf-8", "replace").split())
            raise ModelError(f"the server refused the question with status {reply.status}: {why}")
        return body, reply


def said_in(exchange: Exchange) -> Said | None:
    """What the model said; None where the reply is no chat completion."""
    try:
        completion = msgspec.json.decode(exchange.answered, type=_Completion)
    except (msgspec.DecodeError, RecursionError):
        return None
    if not completion.choices:
        return None
    choice = completion.choices[0]
    return Said(text=choice.message.content or "", stopped=choice.finish_reason, model=completion.model)
