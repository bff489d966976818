"""The ruler that remembers says what the model's own ruler and lemmatizer say, of every token."""

from __future__ import annotations

from spacy.pipeline import AttributeRuler
from spacy.tokens import Doc

from bench.texts import EXAMPLES, texts_of
from habeas.reading.nlp import english
from habeas.reading.ruler import EXPLETIVE, NAME, OF_PAIRS

SPOKEN = (
    "There was a raid. It ain't over, they're gonna say; let's go. I told it to you, and you told me.",
    "C'm on, y'all: he has what he had.\nNext line, but then there are others who do that.",
)


def _annotated(doc: Doc) -> list[tuple[object, ...]]:
    return [(t.text, t.pos_, t.tag_, t.dep_, t.lemma_, str(t.morph), t.has_morph(), t.ent_type_) for t in doc]


def test_every_token_is_annotated_as_by_the_models_own_ruler() -> None:
    plain = english.__wrapped__()
    plain.disable_pipe(NAME)
    for replaced in ("attribute_ruler", "lemmatizer"):
        plain.enable_pipe(replaced)
    paragraphs = [one for text in texts_of(EXAMPLES)[:4] for one in text.split("\n\n")]
    texts = [*SPOKEN, *paragraphs]
    # Twice: what is remembered is used the second time.
    for _ in range(2):
        for ours, theirs in zip(english().pipe(texts), plain.pipe(texts), strict=True):
            assert _annotated(ours) == _annotated(theirs)


def test_every_pattern_of_several_tokens_has_a_word_that_is_left_to_the_models_own_ruler() -> None:
    ruler = english().get_pipe("attribute_ruler")
    assert isinstance(ruler, AttributeRuler)
    several = [list(pattern) for rule in ruler.patterns for pattern in rule["patterns"] if len(pattern) > 1]  # type: ignore[union-attr]
    firsts = {str(first.get("LOWER", first.get("DEP"))) for first, _second in several}
    assert firsts == {"ai", "gon", "got", "let", "c'm", "{'REGEX': \"^y'?$\"}", EXPLETIVE}
    assert {"ai", "gon", "got", "let", "c'm", "y", "y'"} == OF_PAIRS


def test_it_stands_in_the_place_of_the_models_own() -> None:
    names = english().pipe_names
    assert NAME in names
    assert not {"attribute_ruler", "lemmatizer"} & set(names)
    assert names.index("parser") < names.index(NAME)
