"""Annotated articles as places in their texts, which lie beside the checkout, and back."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any, Final

import msgspec

from bench.entities.marked import digest
from bench.readers import ROOT
from habeas.model.codec import to_json
from habeas.model.reading import ReaderInfo, Reading, ReportInfo

CORPORA: Final = tuple(ROOT.parent / "shared" / "data" / "hrdsattack" / f"{part}.jsonl" for part in ("train", "dev"))
APART: Final = Path(__file__).parent / "apart.jsonl"
WORKED: Final = Path(__file__).parent / "worked.jsonl"
SECOND: Final = Path(__file__).parent / "second.jsonl"
_SPAN: Final = frozenset({"start", "end", "quote"})
_PLACE: Final = re.compile(r"@(\d+):(\d+)")
_SAID: Final = frozenset({"speaker", "speaker_text", "by"})
"""What is said even where it is nobody; all else that is empty is left out."""
_KEPT: Final = ("publisher", "translated_from")

Article = Mapping[str, Any]


def corpus() -> dict[str, Article]:
    """The articles of the corpora that lie beside the checkout, by their numbers; none where they are missing."""
    lines = [line for path in CORPORA if path.is_file() for line in path.read_text(encoding="utf-8").splitlines()]
    return {article["doc"]: article for article in map(json.loads, lines)}


def text_of(article: Article) -> str:
    """Title, blank line, text, without invisible characters: the text that was annotated."""
    whole = unicodedata.normalize("NFC", f"{article['title']}\n\n{article['text']}".replace("\r\n", "\n"))
    return "".join(c for c in whole if c == "\n" or unicodedata.category(c) not in ("Cc", "Cf"))


def annotated(path: Path, articles: Mapping[str, Article]) -> list[Reading]:
    """The readings by annotators in a file of marks whose articles are there.

    Raises:
        ValueError: an article is not the one that was annotated.
    """
    marks = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [unpacked(one, articles[one["doc"]]) for one in marks if one["doc"] in articles]


def packed(doc: str, reading: Reading) -> Any:
    """What a line of the file holds: every span as its two ends, every string that the text has as its place there."""
    marks = json.loads(to_json(reading))
    report = {name: marks["report"][name] for name in _KEPT if marks["report"][name]}
    whole = {"doc": doc, "sha256": digest(reading.text), "report": report}
    items = {k: v for k, v in marks.items() if isinstance(v, list) and v}
    return whole | {name: _without_words(item, reading.text) for name, item in items.items()}


def unpacked(marks: Mapping[str, Any], article: Article) -> Reading:
    """The reading that a line of the file stands for.

    Raises:
        ValueError: the article is not the one that was annotated.
    """
    text = text_of(article)
    if digest(text) != marks["sha256"]:
        raise ValueError(f"{marks['doc']} is not the text that was annotated")
    identity = f"sha256:{marks['sha256']}"
    report = ReportInfo(
        id=identity,
        text_sha256=identity,
        source=f"{marks['doc']}.txt",
        title=article["title"],
        published=article["published"],
        language="en",
        **marks["report"],
    )
    items = {k: _with_words(v, text) for k, v in marks.items() if k not in ("doc", "sha256", "report")}
    whole = {"report": msgspec.to_builtins(report), "text": text, "reader": msgspec.to_builtins(_ANNOTATOR)}
    return msgspec.convert(whole | items, Reading)


def lines_of(readings: Iterable[tuple[str, Reading]]) -> Iterator[str]:
    """The file's lines, by the number of the article."""
    for doc, reading in sorted(readings, key=lambda pair: pair[0]):
        yield json.dumps(packed(doc, reading), ensure_ascii=False, separators=(",", ":"))


_ANNOTATOR: Final = ReaderInfo("annotator", "1")


def _without_words(item: Any, text: str) -> Any:
    if isinstance(item, dict):
        if item.keys() == _SPAN:
            return [item["start"], item["end"]]
        return {k: _without_words(v, text) for k, v in item.items() if k in _SAID or (v is not None and v != [])}
    if isinstance(item, list):
        return [_without_words(one, text) for one in item]
    return _placed(item, text) if isinstance(item, str) else item


def _placed(words: str, text: str) -> str:
    """The words as their place in the text; where they do not stand there together, its capitalised words as theirs."""
    if not re.search(r"[A-Z ]|\d{5}", words):
        return words
    if words in text:
        return _place(words, text) or words
    return " ".join((_place(word, text) if word[:1].isupper() else None) or word for word in words.split(" "))


def _place(words: str, text: str) -> str | None:
    hit = re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) or re.search(re.escape(words), text)
    return f"@{hit.start()}:{hit.end()}" if hit else None


def _with_words(item: Any, text: str) -> Any:
    if isinstance(item, dict):
        return {k: _with_words(v, text) for k, v in item.items()}
    if isinstance(item, list):
        if len(item) == 2 and all(type(end) is int for end in item):
            start, end = item
            return {"start": start, "end": end, "quote": text[start:end]}
        return [_with_words(one, text) for one in item]
    if isinstance(item, str):
        return _PLACE.sub(lambda place: text[int(place[1]) : int(place[2])], item)
    return item
