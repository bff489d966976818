"""A page's tree as blocks of text in the order of the page, each piece with its element and its offset there.

A block is what a browser sets apart: a paragraph, a heading, a list item, a cell. White space is collapsed as a browser
does it. Offsets count the characters of the element's string value (XPath `string()`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from lxml import etree

from habeas.text import cues
from habeas.text.html_tree import UNSHOWN

BLOCKS = frozenset(
    [
        "html",
        "body",
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "ul",
        "ol",
        "li",
        "dl",
        "dt",
        "dd",
        "blockquote",
        "pre",
        "table",
        "thead",
        "tbody",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "section",
        "article",
        "header",
        "footer",
        "nav",
        "aside",
        "main",
        "figure",
        "figcaption",
        "form",
        "fieldset",
        "legend",
        "address",
        "details",
        "summary",
        "hr",
        "center",
    ]
)
_CONTAINERS = frozenset(("div", "header", "article", "section", "main", "footer", "aside", "body"))
_TOKENS = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])")
_WORDS = re.compile(r"[^ \t\n\r\f]+(?: [^ \t\n\r\f]+)*|[ \t\n\r\f]+")


@dataclass(slots=True)
class Piece:
    """A run of a block's text and where it stands: `element`, and offsets in its string value."""

    text: str
    start: int
    end: int


@dataclass(slots=True)
class Block:
    """One block. `linked`, `strong`: characters of links, bold ones; `links`: page-internal ones, where."""

    element: etree._Element
    frame: Frame
    pieces: list[Piece] = field(default_factory=list)
    length: int = 0
    linked: int = 0
    strong: int = 0
    links: list[tuple[str, int]] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(piece.text for piece in self.pieces)

    def add_space(self) -> None:
        """A space of ours: a raised figure must not become part of the number before it."""
        self.pieces.append(Piece(" ", -1, -1))
        self.length += 1

    def add(self, text: str, start: int, end: int) -> None:
        self.pieces.append(Piece(text, start, end))
        self.length += len(text)


@dataclass(slots=True)
class Frame:
    """An open element: where its text began, the nearest element that is a block, and how many children it had."""

    element: etree._Element
    above: Frame | None
    number: int
    begin: int
    block: Frame | None
    shown: bool
    verbatim: bool
    link: bool
    strong: bool
    children: dict[str, int] = field(default_factory=dict)
    path: str = ""

    def count(self, tag: str) -> int:
        """The number of one more child with this tag."""
        self.children[tag] = self.children.get(tag, 0) + 1
        return self.children[tag]

    def xpath(self) -> str:
        """The element's path from the root: "/html/body[1]/p[3]"."""
        if not self.path:
            self.path = (
                f"{self.above.xpath()}/{self.element.tag}[{self.number}]" if self.above else f"/{self.element.tag}"
            )
        return self.path


def class_words(element: etree._Element) -> set[str]:
    """The words of an element's class and id: "posted-on" and "postedOn" are "posted" and "on"."""
    return {token.lower() for token in _TOKENS.findall(f"{element.get('class', '')} {element.get('id', '')}")}


def _is_set_apart(element: etree._Element, above: etree._Element) -> bool:
    """Whether an inline element loose in a container is a line of its own by its class: a byline, a date."""
    if element.tag not in ("span", "time", "small") or above.tag not in _CONTAINERS:
        return False
    table = cues.cues().furniture
    return not class_words(element).isdisjoint(table.byline_classes | table.dateline_classes | table.classes)


class Walk:
    """One pass over a tree. `blocks` are those that hold words; `depth` and `elements`: its size."""

    def __init__(self, root: etree._Element) -> None:
        self.blocks: list[Block] = []
        self.depth = 0
        self.elements = 0
        self._position = 0
        self._frames: list[Frame] = []
        self._block: Block | None = None
        self._space: tuple[int, int] | None = None
        for event, element in etree.iterwalk(root, events=("start", "end")):
            if not isinstance(element.tag, str):
                continue
            if event == "start":
                self._open(element)
            else:
                self._close(element)
        self._flush()

    def _open(self, element: etree._Element) -> None:
        above = self._frames[-1] if self._frames else None
        tag = element.tag
        frame = Frame(
            element=element,
            above=above,
            number=above.count(tag) if above else 1,
            begin=self._position,
            block=above.block if above else None,
            shown=(above is None or above.shown) and tag not in UNSHOWN,
            verbatim=tag == "pre" or (above is not None and above.verbatim),
            link=tag == "a" or (above is not None and above.link),
            strong=tag in ("b", "strong") or (above is not None and above.strong),
        )
        if tag in BLOCKS or above is None or _is_set_apart(element, above.element):
            frame.block = frame
            self._flush()
        elif tag == "br":
            self._break()
        elif tag == "sup" and self._block is not None and self._block.pieces and self._space is None:
            self._block.add_space()
        self._frames.append(frame)
        self.elements += 1
        self.depth = max(self.depth, len(self._frames))
        if tag == "a" and self._block is not None and element.get("href", "").startswith("#"):
            self._block.links.append((element.get("href")[1:], self._block.length))
        self._text(element.text, frame)

    def _close(self, element: etree._Element) -> None:
        frame = self._frames.pop()
        if frame.block is frame:
            self._flush()
        if self._frames:
            self._text(element.tail, self._frames[-1])

    def _flush(self) -> None:
        if self._block is not None and self._block.text.strip():
            while self._block.pieces[-1].text == "\n":
                self._block.length -= len(self._block.pieces.pop().text)
            self.blocks.append(self._block)
        self._block = None
        self._space = None

    def _break(self) -> None:
        """A line break of the page: a new line, and two of them begin a paragraph."""
        if self._block is None:
            return
        if self._block.pieces and self._block.pieces[-1].text == "\n":
            self._block.pieces.pop()
            self._flush()
            return
        self._space = None
        self._block.pieces.append(Piece("\n", -1, -1))
        self._block.length += 1

    def _text(self, text: str | None, frame: Frame) -> None:
        if not text:
            return
        begin, self._position = self._position, self._position + len(text)
        if not frame.shown or frame.block is None:
            return
        base = begin - frame.block.begin
        if frame.verbatim:
            self._written(frame.block).add(text, base, base + len(text))
            return
        for match in _WORDS.finditer(text):
            start, end = base + match.start(), base + match.end()
            if match.group()[0] in " \t\n\r\f":
                self._space = self._space or (start, end)
            else:
                self._words(match.group(), start, end, frame)

    def _words(self, text: str, start: int, end: int, frame: Frame) -> None:
        assert frame.block is not None
        block = self._written(frame.block)
        if self._space is not None and block.pieces and block.pieces[-1].text != "\n":
            block.add(" ", *self._space)
        self._space = None
        block.add(text, start, end)
        if frame.link:
            block.linked += len(text)
        if frame.strong:
            block.strong += len(text)

    def _written(self, frame: Frame) -> Block:
        """The block that is being written; text straight in an element after a child block begins another."""
        if self._block is None:
            self._block = Block(frame.element, frame)
        return self._block
