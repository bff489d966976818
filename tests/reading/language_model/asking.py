"""A reader with a scripted model behind it, without a server: for tests of what becomes of answers."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from typing import Any, NamedTuple

from habeas.model.reading import Reading, ReportInfo
from habeas.model.text import Extracted
from habeas.reading import read_report
from habeas.reading.language_model import LanguageModelReader, Link, MemoryKept, Settings
from tests.model_server import Model, completion

SETTINGS = Settings(address="http://127.0.0.1:1/v1", model="scripted")


class Said(NamedTuple):
    status: int
    body: bytes


class Scripted:
    """Stands where the line to a server stands. `pages` are what the model was shown, `bodies` the whole requests."""

    def __init__(self, model: Model, stopped: Callable[[dict[str, Any]], str] = lambda _: "stop") -> None:
        self._model, self._stopped = model, stopped
        self.pages: list[dict[str, Any]] = []
        self.bodies: list[dict[str, Any]] = []

    def __call__(self, path: str, body: bytes, /) -> Said:
        request = json.loads(body)
        page = json.loads(request["messages"][-1]["content"])
        self.bodies.append(request)
        self.pages.append(page)
        return Said(200, completion(self._model(page), self._stopped(page)))


def silent(path: str, body: bytes, /) -> Said:
    """A line on which nobody may be asked."""
    raise AssertionError("a server was asked")


def reader_of(model: Model, settings: Settings = SETTINGS) -> LanguageModelReader:
    return LanguageModelReader(Link(settings, Scripted(model), MemoryKept()))


def report_of(text: str, published: str | None = "2024-05-03", source: str = "a.txt") -> ReportInfo:
    digest = hashlib.sha256(text.encode()).hexdigest()
    return ReportInfo(id=f"sha256:{digest}", source=source, published=published)


def reading_of(text: str, answer: Model | dict[str, Any] | str, published: str | None = "2024-05-03") -> Reading:
    """The checked reading of a text by a model that gives this answer to every page."""
    if not callable(answer):
        words = answer if isinstance(answer, str) else json.dumps(answer)
        return reading_of(text, lambda _: words, published)
    extracted = Extracted(text=text, media_type="text/plain")
    return read_report(report_of(text, published), extracted, reader_of(answer))


def q(words: str, p: int = 1) -> dict[str, Any]:
    """A quotation from paragraph `p`."""
    return {"p": p, "words": words}


def person(ref: str, name: str, *mentions: str, p: int = 1) -> dict[str, Any]:
    return {"id": ref, "kind": "person", "name": q(name, p), "mentions": [q(m, p) for m in (name, *mentions)]}
