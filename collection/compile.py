"""Turns the annotated reports into readings: `train.jsonl`, `test.jsonl` and the table of counts in the README.

    python collection/compile.py            checks every report and writes all three
    python collection/compile.py 004 017    checks these reports only, writes nothing
    python collection/compile.py --counts   prints the counts, writes nothing

The first thing that does not hold ends it with status 1 and one line: file, item, reason.
"""

from __future__ import annotations

import hashlib
import re
import sys
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import msgspec

from habeas.model.check import checked
from habeas.model.codec import to_json
from habeas.model.identity import statement_key
from habeas.model.reading import Passage, PassageRole, ReaderInfo, Reading, ReportInfo
from habeas.model.span import Span

ROOT = Path(__file__).resolve().parent
STATEMENTS = {"attributes": "a", "events": "v", "figures": "n", "demands": "d"}
KINDS = ("passages", "entities", "claims", *STATEMENTS)
LOOSE = ("speaker_span", "cue", "trigger", "cause", "stated_reason")
POSSESSIVES = ("his", "her", "their", "its")
COUNTS = re.compile(r"(?<=<!-- counts -->\n).*?(?=<!-- end of counts -->)", re.DOTALL)

Split = Literal["train", "test"]
SPLITS: tuple[Split, ...] = ("train", "test")
Item = dict[str, Any]


class AnnotationError(Exception):
    """An annotation does not hold. Mend the file that it names."""


class Described(msgspec.Struct, forbid_unknown_fields=True):
    """What an annotation says of its report as a whole."""

    source: str
    published: str | None
    publisher: str | None = None
    title: str | None = None
    author: str | None = None
    url: str | None = None
    translated_from: str | None = None
    language: str = "en"


class Part(msgspec.Struct, forbid_unknown_fields=True):
    """A passage that is not body: its full words, and for a footnote the words that point to it."""

    role: PassageRole
    quote: str
    author: str | None = None
    published: str | None = None
    anchor: str | None = None


class Annotation(msgspec.Struct, forbid_unknown_fields=True):
    """One annotation file. The items have the fields of the reading format, every span written as words."""

    report: Described
    split: Split
    passages: list[Part] = []
    entities: list[Item] = []
    claims: list[Item] = []
    attributes: list[Item] = []
    events: list[Item] = []
    figures: list[Item] = []
    demands: list[Item] = []


class Finder:
    """Finds the spans of one text. A span is written in one of four ways:

    `his lawyer` (where it stands first), `his lawyer#2` (its second place, counting whole words only),
    `He @ He was moved` (within the first place of `He was moved`, which may bear a `#n` too) and, for
    mentions, `Lenko#*` (every place that is no part of a longer mention, owners like `his` in `his wife` apart).
    """

    def __init__(self, text: str) -> None:
        self.text = text

    def places(self, words: str) -> list[Span]:
        """Every whole-word place of the words, in order."""
        before = r"(?<!\w)" if re.match(r"\w", words) else ""
        after = r"(?!\w)" if re.search(r"\w$", words) else ""
        return [Span(m.start(), m.end(), m[0]) for m in re.finditer(before + re.escape(words) + after, self.text)]

    def span(self, written: str) -> Span:
        """The one span that is meant."""
        words, at, context = written.partition(" @ ")
        if at:
            around, (bare, nth) = self.span(context), _numbered(words)
            inside = [s for s in self.places(bare) if around.contains(s)]
            return _pick(inside, nth, f"{bare!r} within {context!r}")
        bare, nth = _numbered(written)
        return _pick(self.places(bare), nth, repr(bare))

    def mentions(self, entities: Sequence[Item]) -> list[list[Span]]:
        """The mentions of each entity, `#*` resolved when all the others are known."""
        single = [[self.span(m) for m in e.get("mentions", ()) if not m.endswith("#*")] for e in entities]
        starred = [[m[:-2] for m in e.get("mentions", ()) if m.endswith("#*")] for e in entities]
        every = [[s for words in of for s in self._known(words)] for of in starred]
        taken = [s for of in (*single, *every) for s in of]
        for own, more in zip(single, every, strict=True):
            own.extend(s for s in more if self._owner(s) or not any(t.contains(s) and t != s for t in taken))
        return [sorted(set(own)) for own in single]

    def _owner(self, span: Span) -> bool:
        """Whether it stands as an owner in a longer mention: `his` in `his lawyer`, `Lenko` in `Lenko’s wife`."""
        return span.quote.lower() in POSSESSIVES or bool(re.match(r"[’']", self.text[span.end :]))

    def _known(self, words: str) -> list[Span]:
        return self.places(words) or [_pick([], 1, repr(words))]


def _numbered(written: str) -> tuple[str, int]:
    found = re.fullmatch(r"(.+?)#(\d{1,3})", written, re.DOTALL)
    return (found[1], int(found[2])) if found else (written, 1)


def _pick(places: list[Span], nth: int, what: str) -> Span:
    if not 1 <= nth <= len(places):
        raise AnnotationError(f"{what} has {len(places)} places in the text; number {nth} was asked for")
    return places[nth - 1]


def read_annotation(path: Path) -> Reading:
    """The reading that an annotation file and its text stand for.

    Raises:
        AnnotationError: something in it does not hold; the message begins with the file's name.
    """
    try:
        annotation = msgspec.json.decode(path.read_bytes(), type=Annotation)
        if annotation.report.source != f"{path.stem}.txt" or annotation.split != split_of(path):
            raise AnnotationError(f"report.source or split is not that of {path.stem}")
        text = (path.parent.parent / "texts" / annotation.report.source).read_text(encoding="utf-8")
        _canonical(text)
        return _reading(annotation, text)
    except (AnnotationError, msgspec.DecodeError, FileNotFoundError) as error:
        raise AnnotationError(f"{path.name}: {error}") from error


def split_of(path: Path) -> Split:
    """Every third report, by its number, is kept for testing."""
    return "test" if int(path.name[:3]) % 3 == 0 else "train"


def _canonical(text: str) -> None:
    unseen = [c for c in text if c != "\n" and unicodedata.category(c) in ("Cc", "Cf")]
    if unseen or unicodedata.normalize("NFC", text) != text or not text.strip():
        raise AnnotationError("the text is not canonical: NFC, \\n line ends, no invisible characters")


def _reading(annotation: Annotation, text: str) -> Reading:
    finder, digest = Finder(text), "sha256:" + hashlib.sha256(text.encode()).hexdigest()
    info = msgspec.to_builtins(annotation.report) | {"id": digest, "text_sha256": digest}
    claims = [_spanned(finder, "claims", item) for item in annotation.claims]
    items: Item = {"entities": _entities(finder, annotation.entities), "claims": _nested(claims)}
    for field, letter in STATEMENTS.items():
        numbered = ({"id": f"{letter}{n}"} | item for n, item in enumerate(getattr(annotation, field), 1))
        items[field] = [_said(field, _spanned(finder, field, item), claims) for item in numbered]
    try:
        reading = Reading(
            report=msgspec.convert(info, ReportInfo),
            text=text,
            reader=ReaderInfo("people", "1"),
            passages=tuple(_passages(finder, annotation.passages)),
            **_converted(items),
        )
    except msgspec.ValidationError as error:
        raise AnnotationError(str(error)) from error
    return _sound(reading)


def _sound(reading: Reading) -> Reading:
    """The reading, if the check that stands behind every reader has not one note on it."""
    notes = checked(reading).notes
    if notes:
        raise AnnotationError("; ".join(notes))
    keys: dict[str, str] = {}
    for kind, statement in reading.statements():
        key = statement_key(reading, kind, statement)
        if key in keys:
            raise AnnotationError(f"{statement.id} says the same as {keys[key]}")
        keys[key] = statement.id
    return reading


def _converted(items: Item) -> Item:
    types = msgspec.structs.fields(Reading)
    known = {field.name: set(_fields_of(field.type)) for field in types if field.name in items}
    for field, found in items.items():
        for item in found:
            if unknown := set(item) - known[field]:
                raise AnnotationError(f"{item['id']}: no such field: {', '.join(sorted(unknown))}")
    return {f.name: msgspec.convert(items[f.name], f.type) for f in types if f.name in items}


def _fields_of(several: Any) -> Iterator[str]:
    yield from (field.name for field in msgspec.structs.fields(several.__args__[0]))


def _entities(finder: Finder, entities: Sequence[Item]) -> list[Item]:
    every = finder.mentions(entities)
    return [{"names": _names(e, spans)} | e | {"mentions": spans} for e, spans in zip(entities, every, strict=True)]


def _names(entity: Item, mentions: Sequence[Span]) -> list[Item]:
    """The full name of a named person, and the parts of it by which the report calls the person."""
    if entity["kind"] != "person" or not entity.get("named", True):
        return []
    words, texts = entity["name"].split(), dict.fromkeys(s.quote for s in mentions)
    short = [t for t in texts if t != entity["name"] and set(t.split()) < set(words)]
    roles = [(entity["name"], "full"), *((text, "short") for text in short)]
    return [{"text": text, "script": "Latn", "role": role} for text, role in roles]


def _spanned(finder: Finder, field: str, item: Item) -> Item:
    """The item with spans in place of their words."""
    words = "content" if field == "claims" else "evidence"
    try:
        found: Item = {k: finder.span(item[k]) for k in LOOSE if item.get(k)}
        found[words] = [finder.span(written) for written in item[words]]
    except (AnnotationError, KeyError) as error:
        raise AnnotationError(f"{item.get('id')}: {error}") from error
    if field != "claims":
        return item | found
    said = found.get("speaker_span")
    return {"speaker": None, "speaker_text": said.quote if said else None} | item | found


def _holds(claim: Item, spans: Sequence[Span]) -> bool:
    return all(any(content.contains(span) for content in claim["content"]) for span in spans)


def _nested(claims: Sequence[Item]) -> list[Item]:
    """The claims, each `within` the smallest one that has its words and its cue, where they do not say."""
    nested = []
    for claim in claims:
        own = [*claim["content"], *(claim[k] for k in ("cue", "speaker_span") if claim.get(k))]
        around = [c for c in claims if c is not claim and _holds(c, own)]
        smallest = min(around, key=_length, default=None)
        claim.setdefault("within", smallest["id"] if smallest else None)
        nested.append(claim)
    return nested


def _length(claim: Item) -> int:
    return sum(span.end - span.start for span in claim["content"])


def _said(field: str, item: Item, claims: Sequence[Item]) -> Item:
    """The item with the innermost claims that its words stand in; a demand stands in a claim that it overlaps."""
    spans = item["evidence"]
    if field == "demands":
        around = [c for c in claims if any(s.overlaps(t) for s in spans for t in c["content"])]
    else:
        around = [c for c in claims if _holds(c, spans[:1])]
    outer = {c.get("within") for c in around}
    found = [c["id"] for c in around if c["id"] not in outer]
    given = item.setdefault("said_by", found)
    if found and sorted(given) != sorted(found) and field != "demands":
        raise AnnotationError(f"{item['id']}: it stands in the content of {found}, but is said by {given}")
    return item


def _passages(finder: Finder, parts: Sequence[Part]) -> Iterator[Passage]:
    """The passages of the whole text in order: those given, and body between them."""
    done = 0
    for part, span in sorted(((p, finder.span(p.quote)) for p in parts), key=lambda pair: pair[1]):
        yield from _body(finder.text, done, span.start)
        anchor = finder.span(part.anchor).start if part.anchor else None
        yield Passage(
            role=part.role,
            start=span.start,
            end=span.end,
            author=part.author,
            published=part.published,
            anchor=anchor,
        )
        done = span.end
    yield from _body(finder.text, done, len(finder.text))


def _body(text: str, start: int, end: int) -> Iterator[Passage]:
    if text[start:end].strip():
        span = Span.of(text, start, end)
        yield Passage(role="body", start=span.start, end=span.end)


def readings(folder: Path) -> dict[Path, Reading]:
    """Every annotated report of the collection in `folder`, in the order of their numbers."""
    paths = sorted((folder / "annotations").glob("*.json"))
    texts = {path.stem for path in (folder / "texts").glob("*.txt")}
    if unpaired := texts ^ {path.stem for path in paths}:
        raise AnnotationError(f"a text without an annotation, or the other way round: {', '.join(sorted(unpaired))}")
    return {path: read_annotation(path) for path in paths}


def lines(found: Mapping[Path, Reading], split: Split) -> bytes:
    """The readings of one split as JSON Lines."""
    return b"".join(to_json(r) + b"\n" for path, r in found.items() if split_of(path) == split)


def table(found: Mapping[Path, Reading]) -> str:
    """How many of each kind there are, as a Markdown table."""
    rows = ["| | train | test | together |", "|---|---:|---:|---:|"]
    parts = {split: [r for path, r in found.items() if split_of(path) == split] for split in SPLITS}
    for kind in ("reports", "people", *KINDS[1:]):
        counts = [sum(_count(r, kind) for r in parts[split]) for split in SPLITS]
        rows.append(f"| {kind} | {counts[0]} | {counts[1]} | {sum(counts)} |")
    return "\n".join(rows) + "\n"


def _count(reading: Reading, kind: str) -> int:
    if kind == "reports":
        return 1
    if kind == "people":
        return sum(entity.kind == "person" for entity in reading.entities)
    return len(getattr(reading, kind))


def write(folder: Path) -> None:
    """Writes both splits and the table of counts in the README."""
    found = readings(folder)
    for split in SPLITS:
        (folder / f"{split}.jsonl").write_bytes(lines(found, split))
    readme = folder / "README.md"
    text = readme.read_text(encoding="utf-8")
    readme.write_text(COUNTS.sub(lambda _: table(found), text), encoding="utf-8")


def main(arguments: Sequence[str]) -> int:
    try:
        if arguments == ["--counts"]:
            print(table(readings(ROOT)), end="")
        elif arguments:
            for number in arguments:
                for path in sorted((ROOT / "annotations").glob(f"{number}*.json")):
                    print(path.stem, len(list(read_annotation(path).statements())), "statements")
        else:
            write(ROOT)
    except AnnotationError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
