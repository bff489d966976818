"""Promises D1 and D2: every statement is really in the document. `make words DOCUMENTS=10000` tries it longer."""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable, Iterator
from typing import Any

import msgspec
import pytest

from bench.worlds.collection import World
from habeas.library import read
from habeas.model.codec import reading_from_json, to_json
from habeas.model.reading import Reading
from habeas.text import Extractor
from tests.promises.counting import SEED, so_many, told
from tests.text.documents import original
from tests.text.test_places import MAKERS

DOCUMENTS = so_many("HABEAS_DOCUMENTS", 12)
OF_EACH_KIND = max(1, DOCUMENTS // 20)
COMMAND = f"make words DOCUMENTS={DOCUMENTS}"
MARKS = "\u200b\u200d\u00ad\u202e\u2066\ufeff\u0301\u0327\u00a0\r\n\t“”«»'\"()[]—…\U0001f5e3\u0130ß"
ODD = (
    *",;:-–—*&#%$/()[]'\"“”",
    *("...", "Mr.", "and", "of", "the", "who", "others", "among", "along", "aged"),
    *("as", "such", "including", "May", "two", "them", "by"),
)


def documents(count: int) -> Iterator[str]:
    """Reports of invented people; two of three with something done to them that a text may suffer."""
    chance = random.Random(SEED)
    for number, report in enumerate(World(count, SEED, foreign=False).reports()):
        text = report.reading.text
        yield text if number % 3 == 0 else HARMS[chance.randrange(len(HARMS))](text, chance)


def _sprinkled(text: str, chance: random.Random) -> str:
    return "".join(char + (chance.choice(MARKS) if chance.random() < 0.02 else "") for char in text)


def _cut(text: str, chance: random.Random) -> str:
    return text[chance.randrange(len(text) // 2) : chance.randrange(len(text) // 2, len(text))]


def _shuffled(text: str, chance: random.Random) -> str:
    words = text.split(" ")
    at = chance.randrange(len(words))
    return " ".join(words[at:] + words[:at] + chance.sample(words, len(words) // 4))


def _decomposed(text: str, chance: random.Random) -> str:
    return unicodedata.normalize("NFD", text.replace("a", "á")).replace(" ", chance.choice((" ", "\u2009", "\u3000")))


def _loud(text: str, chance: random.Random) -> str:
    return text.upper() if chance.random() < 0.5 else text.replace(". ", "\r\n\r\n")


def _marked(text: str, chance: random.Random) -> str:
    """Odd words and marks between the words, and broken off anywhere, behind any of them."""
    found = text.split(" ")
    for _ in range(chance.randrange(1, 20)):
        found.insert(chance.randrange(len(found) + 1), chance.choice(ODD))
    return " ".join([*found[: chance.randrange(1, len(found))], chance.choice(ODD)])


HARMS: list[Callable[[str, random.Random], str]] = [_sprinkled, _cut, _shuffled, _decomposed, _loud, _marked]


def spans(value: Any) -> Iterator[dict[str, Any]]:
    """Everything in a reading that quotes, wherever it stands; found without the help of what is tested."""
    if isinstance(value, dict):
        if {"start", "end", "quote"} <= value.keys():
            yield value
        for part in value.values():
            yield from spans(part)
    elif isinstance(value, list):
        for part in value:
            yield from spans(part)


def _read(text: str) -> Reading:
    try:
        return read(text)
    except Exception as error:
        error.add_note(f"while reading {text!r}")
        raise


@pytest.mark.promise("D1")
def test_every_quotation_equals_the_text_at_its_offsets() -> None:
    tried = quotations = 0
    wrong: list[str] = []
    for text in documents(DOCUMENTS):
        stored = to_json(_read(text))
        reading, found = reading_from_json(stored), list(spans(msgspec.json.decode(stored)))
        wrong += [f"{one} in {text!r}" for one in found if reading.text[one["start"] : one["end"]] != one["quote"]]
        wrong += [f"{one} is empty" for one in found if not one["quote"]]
        quotations += len(found)
        tried += 1
    told("reports of which every quotation equals its text", "D1", COMMAND, tried, len(wrong))
    assert wrong == []
    assert tried == DOCUMENTS
    assert quotations > 5 * DOCUMENTS


@pytest.mark.promise("D2")
@pytest.mark.parametrize("kind", ["html", "pdf", "docx", "eml"])
def test_every_quotation_leads_back_to_its_words_in_the_original(kind: str) -> None:
    chance = random.Random(f"{SEED}/{kind}")
    wrong: list[str] = []
    with Extractor() as extractor:
        for number in range(OF_EACH_KIND):
            data = MAKERS[kind](1000 + number)
            extracted = extractor.extract(data, f"report.{kind}")
            assert extracted.text
            for _ in range(20):
                start = chance.randrange(len(extracted.text) - 1)
                end = chance.randrange(start + 1, min(start + 200, len(extracted.text)) + 1)
                back = "".join(original(kind, data, place) for place in extracted.origins(start, end))
                if _plain(back) != _plain(extracted.text[start:end]):
                    wrong.append(f"{number}: {extracted.text[start:end]!r} leads to {back!r}")
    told(f"documents of which every quotation leads back ({kind})", "D2", COMMAND, OF_EACH_KIND, len(wrong))
    assert wrong == []


def _plain(found: str) -> str:
    """Without white space, which the text stage sets as it needs, and without what cannot be seen."""
    shown = "".join(char for char in found if unicodedata.category(char) != "Cf" and char != "\ufffe")
    return "".join(unicodedata.normalize("NFC", shown).split())
