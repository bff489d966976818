"""What a model is told and shown. The report goes in as JSON, so that no words of it can end the place it stands in."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from importlib.resources import files
from typing import Any

import msgspec

from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES, Vocabulary
from habeas.reading.language_model.answer import answer_schema
from habeas.reading.language_model.settings import Settings
from habeas.reading.language_model.windows import Window


class Known(msgspec.Struct, frozen=True, kw_only=True):
    """Somebody or something of the same report that an earlier window told of."""

    id: str
    kind: str
    name: str


@cache
def instructions() -> str:
    """What the model is told: the same for every report."""
    told = (files("habeas.reading.language_model") / "prompt.txt").read_text(encoding="utf-8").strip()
    lists = (
        ("The `type` of an event", EVENT_TYPES),
        ("The `property` of an attribute", PROPERTIES),
        ("The `measure` of a figure", MEASURES),
        ("The `act` of a claim", ACTS),
    )
    return "\n\n".join([told, *(f"{what} is one of:\n{_terms(terms)}" for what, terms in lists), _shape()])


def _terms(terms: Vocabulary) -> str:
    return "\n".join(f"- {term.id}: {term.definition}" for term in terms.values())


def _shape() -> str:
    schema = json.dumps(answer_schema(), ensure_ascii=False, separators=(",", ":"))
    return f"The JSON object that you answer with keeps to this JSON Schema:\n{schema}"


def shown(text: str, window: Window, published: str | None, known: Sequence[Known]) -> str:
    """What the model is shown of one report."""
    paragraphs = [{"p": p.number, "role": p.role, "text": text[p.start : p.end]} for p in window.paragraphs]
    page = {"published": published, "known": [msgspec.structs.asdict(k) for k in known], "paragraphs": paragraphs}
    return json.dumps(page, ensure_ascii=False)


def request(settings: Settings, page: str, *, schema: bool) -> bytes:
    """The body of a request for a chat completion. The same page and settings always give the same bytes."""
    body: dict[str, Any] = {
        "model": settings.model,
        "messages": [{"role": "system", "content": instructions()}, {"role": "user", "content": page}],
        "temperature": settings.temperature,
        "seed": settings.seed,
        "max_tokens": settings.max_tokens,
        "stream": False,
    }
    if schema:
        body["response_format"] = {
            "type": "json_schema",
            "json_schema": {"name": "report", "strict": True, "schema": answer_schema()},
        }
    return json.dumps(body, ensure_ascii=False).encode()


def asked_of(settings: Settings) -> Mapping[str, object]:
    """All of what shapes an answer besides the report: what a reading's version is the hash of."""
    return {
        "instructions": instructions(),
        "schema": answer_schema(),
        "address": settings.address,
        "model": settings.model,
        "max_tokens": settings.max_tokens,
        "window": settings.window,
        "temperature": settings.temperature,
        "seed": settings.seed,
        "answers": settings.answers,
    }
