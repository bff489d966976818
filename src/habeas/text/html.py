"""HTML pages: all that a reader of the page sees, with its roles, each character leading back to its element.

Furniture (menus, share bars, pointers to other texts) stays in the text with that role. Scripts, comments and pictures
are no text.
"""

from __future__ import annotations

from lxml import etree

from habeas.model.reading import Passage, PassageRole
from habeas.model.text import Extracted
from habeas.text import cues
from habeas.text.detect import HTML, declared_in, decode
from habeas.text.draft import Draft
from habeas.text.html_main import confirmed, main_element, main_text
from habeas.text.html_meta import described
from habeas.text.html_roles import Marking, by_words, is_note
from habeas.text.html_tree import parse_tree
from habeas.text.html_walk import Block, Walk
from habeas.text.limits import Limits
from habeas.text.stated_dates import edtf


def read_html(data: bytes, charset: str | None, limits: Limits) -> Extracted:
    """The text of an HTML page.

    Raises:
        UnreadableError: the bytes are no text, or hold no element.
    """
    decoded = decode(data, charset or declared_in(data[:4096]))
    draft = Draft(HTML)
    draft.notes.extend(decoded.notes)
    write_page(draft, decoded.text, limits)
    return draft.done(limits)


def write_page(draft: Draft, page: str, limits: Limits, part: str = "") -> None:
    """Write a page's text into `draft`; `part` names the place of the page itself, where it is part of a message."""
    tree = parse_tree(page, limits)
    draft.notes.extend(tree.notes)
    if tree.lost:
        draft.state = "partial"
    _PageWriter(draft, tree.root, part).write()
    draft.found = described(tree.root)


class _PageWriter:
    """Writes the blocks of one page and their passages."""

    def __init__(self, draft: Draft, root: etree._Element, part: str) -> None:
        self.draft = draft
        walk = Walk(root)
        self.blocks = walk.blocks
        self.marking = Marking(root, self.blocks)
        self.main = main_text(root, walk)
        self.holder = main_element(self.blocks, self.main)
        self.part = f"{part} " if part else ""
        self.links: dict[str, int] = {}

    def write(self) -> None:
        """All blocks, an embedded post as one passage, and then the anchors of footnotes."""
        first = len(self.draft.passages)
        index = 0
        notes: dict[int, str] = {}
        while index < len(self.blocks):
            post = self.marking.post(self.blocks[index].element)
            end = index + 1
            while post is not None and end < len(self.blocks) and self.marking.post(self.blocks[end].element) is post:
                end += 1
            if post is not None and self.marking.role(post) != "furniture":
                self._post(self.blocks[index:end])
                index = end
                continue
            name = self._plain(self.blocks[index])
            if name:
                notes[len(self.draft.passages) - 1] = name
            index += 1
        self._anchor(first, notes)

    def _plain(self, block: Block) -> str | None:
        """Write one block; the id of the footnote that it is, if it is one."""
        start = self._write(block)
        role = self._role(block)
        self.draft.mark(role, start)
        if role != "footnote":
            return None
        chain = (block.element, *block.element.iterancestors())
        return next((part.get("id") for part in chain if is_note(part)), None)

    def _role(self, block: Block) -> PassageRole:
        role = self.marking.role(block.element)
        known = confirmed(block, self.main)
        if role != "furniture" and self._is_outside(block) and not known and block.element.tag != "h1":
            return "footnote" if role == "footnote" else "furniture"
        return by_words(block, block.text, role, confirmed=known)

    def _is_outside(self, block: Block) -> bool:
        holder = self.holder
        return holder is not None and holder is not block.element and holder not in block.element.iterancestors()

    def _post(self, blocks: list[Block]) -> None:
        begin = self.draft.length
        for index, block in enumerate(blocks):
            start = self._write(block)
            begin = start if index == 0 else begin
        signed = cues.post_end(self.draft.raw[begin:])
        self.draft.mark(
            "embedded_post", begin, signed.author if signed else None, edtf(signed.date) if signed else None
        )

    def _write(self, block: Block) -> int:
        """Write a block below the last one; where it starts."""
        if self.draft.length:
            self.draft.space("\n\n")
        start = self.draft.length
        where = self.part + block.frame.xpath()
        for name, offset in block.links:
            self.links.setdefault(name, start + offset)
        for piece in block.pieces:
            if piece.start < 0:
                self.draft.space(piece.text)
            else:
                self.draft.write(piece.text, where, piece.start, piece.end)
        return start

    def _anchor(self, first: int, notes: dict[int, str]) -> None:
        passages = self.draft.passages
        for index in range(first, len(passages)):
            passage = passages[index]
            place = self.links.get(notes.get(index, ""))
            if passage.role == "footnote" and place is not None and place < passage.start:
                passages[index] = Passage(role="footnote", start=passage.start, end=passage.end, anchor=place)
