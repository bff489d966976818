"""spaCy's own pipeline over a folder of plain texts, every component as the model has it."""

from __future__ import annotations

import sys
from pathlib import Path

import spacy

from habeas.reading.nlp import model_folder


def main(folder: Path) -> None:
    """Parses every text of the folder and throws the parses away."""
    nlp = spacy.load(model_folder())
    texts = (path.read_text(encoding="utf-8") for path in sorted(folder.glob("*.txt")))
    tokens = sum(len(doc) for doc in nlp.pipe(texts))
    print(f"{tokens} tokens through {', '.join(nlp.pipe_names)}")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
