"""How a word of happening stands in its sentence."""

from __future__ import annotations

import pytest

from habeas.reading.nlp import english
from habeas.reading.standing import standing

CASES = [
    ("He was released.", "released", "asserted"),
    ("He was not released.", "released", "denied"),
    ("He was never released.", "released", "denied"),
    ("He was reportedly released.", "released", "asserted"),
    ("They say that he was released.", "released", "asserted"),
    ("They did not say that he was released.", "released", "asserted"),
    ("There is no evidence that he was released.", "released", "denied"),
    ("They deny that he was released.", "released", "denied"),
    ("They denied releasing him.", "releasing", "denied"),
    ("They denied rumours of his release.", "release", "denied"),
    ("He may be released.", "released", "reported_possible"),
    ("Perhaps he was released.", "released", "reported_possible"),
    ("They fear his release.", "release", "reported_possible"),
    ("If he is released, we will go.", "released", "reported_possible"),
    ("He will be released.", "released", "planned"),
    ("He is to be released.", "released", "planned"),
    ("They plan to release him.", "release", "planned"),
    ("They ordered his release.", "release", "planned"),
    ("They postponed his release.", "release", "postponed"),
    ("His release was put off.", "release", "postponed"),
    ("They demanded his release.", "release", "demanded"),
    ("They called for his release.", "release", "demanded"),
    ("He must be released.", "released", "demanded"),
    ("We urge you to release him.", "release", "demanded"),
    ("Release him now.", "Release", "demanded"),
    ("They tried to release him.", "release", "undone"),
    ("They refused to release him.", "release", "undone"),
    ("They waited until he was released.", "released", "asserted"),
    ("She spoke before he is released.", "released", "undone"),
    ("They protested against his arrest.", "arrest", "asserted"),
    ("They denied the claims after his arrest.", "arrest", "asserted"),
    ("They demanded that the man who was arrested be fed.", "arrested", "asserted"),
    ("He was not beaten but was released.", "released", "asserted"),
]


@pytest.mark.parametrize(("sentence", "word", "expected"), CASES, ids=[c[0] for c in CASES])
def test_a_word_stands_as_its_sentence_has_it(sentence: str, word: str, expected: str) -> None:
    token = next(t for t in english()(sentence) if t.text == word)
    assert standing(token) == expected
