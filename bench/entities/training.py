"""Trains the model's component for names further, on paragraphs as the reader has them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final, NamedTuple

import spacy
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.training import Example as Pair
from spacy.util import filter_spans
from thinc.api import Adam, fix_random_seed

from habeas.reading import nlp as english
from habeas.reading.matrices import by_numpy, on_one_core

NER: Final = "ner"
_OTHER_PARTS: Final = ("tagger", "parser", "tok2vec", "attribute_ruler", "lemmatizer", "senter")


class Settings(NamedTuple):
    """How it is trained: rounds, first rate of learning, share of features dropped, words in a batch; and the share
    that the published weights keep in the mean of them and the trained ones, so that less is forgotten.
    """

    seed: int = 7
    rounds: int = 4
    rate: float = 8e-4
    drop: float = 0.2
    batch: int = 1000
    kept: float = 0.2


class Example(NamedTuple):
    """A paragraph and its names, as characters; nothing is said of the stretches `unknown`."""

    doc: Doc
    spans: tuple[tuple[int, int, str], ...]
    unknown: tuple[tuple[int, int], ...] = ()

    def reference(self) -> Doc:
        """The paragraph's tokens with what is to be learnt of them."""
        doc = Doc(self.doc.vocab, words=[t.text for t in self.doc], spaces=[bool(t.whitespace_) for t in self.doc])
        names = filter_spans([Span(doc, *one[:2], label=one[2]) for one in self.names()])
        taken = {i for name in names for i in range(name.start, name.end)}
        hidden = [self._around(*one) for one in self._unknown()]
        free = filter_spans([Span(doc, *one) for one in hidden if taken.isdisjoint(range(*one))])
        doc.set_ents(names, missing=free, default="outside")
        return doc

    def names(self) -> Iterator[tuple[int, int, str]]:
        """Those names that are whole tokens, by tokens."""
        for start, end, label in self.spans:
            span = self.doc.char_span(start, end)
            if span is not None:
                yield span.start, span.end, label

    def hides(self, first: int, end: int) -> bool:
        """Whether something unknown stands among the tokens."""
        return any(a < end and first < b for a, b in (self._around(*one) for one in self._unknown()))

    def _unknown(self) -> Iterator[tuple[int, int]]:
        yield from self.unknown
        yield from (one[:2] for one in self.spans if self.doc.char_span(*one[:2]) is None)

    def _around(self, start: int, end: int) -> tuple[int, int]:
        span = self.doc.char_span(start, end, alignment_mode="expand")
        return (span.start, span.end) if span is not None else (0, 0)


def published(*, whole: bool = False) -> Language:
    """The published component for names, with the reader's own tokens; `whole`: and with all other components."""
    folder = english.model_folder()
    english.verify(folder)
    nlp = spacy.load(folder, exclude=() if whole else _OTHER_PARTS)
    english.own_tokens(nlp)
    by_numpy(nlp)
    return nlp


def trained(nlp: Language, examples: Sequence[Example], settings: Settings) -> Iterator[float]:
    """Trains the component of `nlp` in place; gives each round's loss. The same examples give the same weights."""
    part: Any = nlp.get_pipe(NER)
    fix_random_seed(settings.seed)
    order = random.Random(settings.seed)
    before = {(node.id, name): node.get_param(name).copy() for node, name in _parameters(part.model)}
    pairs = [Pair(one.doc.copy(), one.reference()) for one in examples]
    pairs = [_untold(pair) for pair in pairs]
    optimiser = nlp.resume_training(sgd=Adam(settings.rate, L2=0.0, use_averages=True))
    words = sum(len(pair.reference) for pair in pairs) * settings.rounds
    done = 0
    with on_one_core():
        for _ in range(settings.rounds):
            order.shuffle(pairs)
            losses: dict[str, float] = {}
            for batch in _batches(pairs, settings.batch):
                optimiser.learn_rate = settings.rate * max(0.02, 1 - done / words)
                nlp.update(batch, sgd=optimiser, drop=settings.drop, losses=losses)
                done += sum(len(pair.reference) for pair in batch)
            yield float(losses[NER])
    means = optimiser.averages or {}
    for node, name in _parameters(part.model):
        if (node.id, name) in means:
            mean = (1 - settings.kept) * means[node.id, name] + settings.kept * before[node.id, name]
            node.set_param(name, mean.astype("float32"))


def weights(nlp: Language) -> bytes:
    """The component's weights as the reader loads them."""
    part: Any = nlp.get_pipe(NER)
    found: bytes = part.model.to_bytes()
    return found


def found_in(nlp: Language, docs: Iterable[Doc]) -> list[Doc]:
    """Copies of the paragraphs with the names that the component finds."""
    part: Any = nlp.get_pipe(NER)
    with on_one_core():
        return list(part.pipe((doc.copy() for doc in docs), batch_size=64))


def _untold(pair: Pair) -> Pair:
    """What is learnt from must not be told beforehand."""
    pair.predicted.set_ents([])
    return pair


def _parameters(model: Any) -> Iterator[tuple[Any, str]]:
    for node in model.walk():
        for name in node.param_names:
            if node.has_param(name):
                yield node, name


def _batches(pairs: Sequence[Pair], words: int) -> Iterator[list[Pair]]:
    batch: list[Pair] = []
    held = 0
    for pair in pairs:
        batch.append(pair)
        held += len(pair.reference)
        if held >= words:
            yield batch
            batch, held = [], 0
    if batch:
        yield batch
