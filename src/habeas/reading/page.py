"""A report as the reader sees it: passages, and one parsed document whose tokens know their place in the text."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from spacy.language import Language
from spacy.tokens import Doc, Token
from spacy.tokens import Span as Stretch

from habeas.model.reading import Passage, ReportInfo
from habeas.model.span import Span
from habeas.reading.label_lines import lines_of_a_sheet
from habeas.reading.matrices import on_one_core
from habeas.reading.neutral import neutral

READ_ROLES = frozenset({"title", "body", "list_item", "caption", "embedded_post", "footnote"})
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n))*")
_BATCH = 64


class Page:
    """The parsed report. `doc` holds the readable passages only, in order; sentences never cross a paragraph.

    Token offsets of spaCy (`token.idx`) are not offsets into the text: use `start`, `end` and `span`.
    """

    def __init__(self, report: ReportInfo, text: str, passages: tuple[Passage, ...], nlp: Language) -> None:
        self.report = report
        self.text = text
        self.passages = passages
        blocks = list(self._blocks())
        texts = [neutral(text[start:end]) for start, end, _ in blocks]
        with on_one_core():
            docs = list(nlp.pipe(texts, batch_size=_BATCH))
        self._starts = array("l")
        self._passage_of = array("l")
        for (start, _, index), doc in zip(blocks, docs, strict=True):
            self._starts.extend((doc.to_array("IDX").astype(int) + start).tolist())
            self._passage_of.extend([index] * len(doc))
        self.doc = Doc.from_docs(docs, ensure_whitespace=False) if docs else Doc(nlp.vocab)
        # Rules go over all tokens many times, and a document makes each of them anew every time.
        self.all_tokens = tuple(self.doc)
        self._paragraph = array("l")
        for number, doc in enumerate(docs):
            self._paragraph.extend([number] * len(doc))

    def _blocks(self) -> Iterator[tuple[int, int, int]]:
        """Start, end and passage number of every readable paragraph."""
        for index, passage in enumerate(self.passages):
            if passage.role not in READ_ROLES:
                continue
            for found in _PARAGRAPH.finditer(self.text, passage.start, passage.end):
                for start, end in lines_of_a_sheet(self.text, found.start(), found.end()):
                    yield start, end, index

    def start(self, token: Token) -> int:
        """Offset of the token's first character in the canonical text."""
        return self._starts[token.i]

    def end(self, token: Token) -> int:
        """Offset after the token's last character in the canonical text."""
        return self._starts[token.i] + len(token)

    def span(self, first: Token, last: Token) -> Span:
        """The words from `first` to `last`, both included, in whichever order they are given."""
        if last.i < first.i:
            first, last = last, first
        return Span.of(self.text, self.start(first), self.end(last))

    def stretch(self, stretch: Stretch) -> Span:
        """The words of a spaCy span."""
        return self.span(stretch[0], stretch[-1])

    def passage(self, token: Token) -> Passage:
        """The passage in which a token stands."""
        return self.passages[self._passage_of[token.i]]

    def paragraph(self, token: Token) -> int:
        """The running number of the paragraph in which a token stands."""
        return self._paragraph[token.i]

    def opening(self, paragraph: int) -> Token:
        """The first token of a paragraph, by its running number."""
        return self.all_tokens[bisect_left(self._paragraph, paragraph)]

    def sentences(self) -> Iterator[Stretch]:
        """Every sentence of the readable passages that holds a word, in order."""
        for sentence in self.doc.sents:
            if any(not token.is_space and not token.is_punct for token in sentence):
                yield sentence

    def token_at(self, offset: int) -> Token | None:
        """The token that covers `offset`, or the last one before it; None before the first."""
        index = bisect_right(self._starts, offset) - 1
        return self.all_tokens[index] if index >= 0 else None

    def tokens(self, start: int, end: int) -> Iterator[Token]:
        """The tokens that begin in `text[start:end]`."""
        index = bisect_right(self._starts, start - 1)
        while index < len(self._starts) and self._starts[index] < end:
            yield self.all_tokens[index]
            index += 1
