"""Kinship from both ends: Ada Lund's mother calls Ada Lund her daughter; the name behind "the mother of" is hers."""

from __future__ import annotations

from collections.abc import Callable

from spacy.tokens import Token

from habeas.reading.cast.book import CastBook, Figurant
from habeas.reading.cast.phrases import owner_of
from habeas.reading.cast.stage import Stage, sex_of_noun
from habeas.reading.tables import words

_KIN = words("people", "kinship")
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})

_CHILD, _PARENT = ("son", "daughter", "child"), ("father", "mother", "parent")
_OTHER_END: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(_PARENT, _CHILD),
    **dict.fromkeys(_CHILD, _PARENT),
    **dict.fromkeys(("brother", "sister", "sibling"), ("brother", "sister", "sibling")),
    **dict.fromkeys(("uncle", "aunt"), ("nephew", "niece")),
    **dict.fromkeys(("nephew", "niece"), ("uncle", "aunt")),
    **dict.fromkeys(("grandfather", "grandmother"), ("grandson", "granddaughter", "grandchild")),
    "husband": ("wife", "spouse"),
    "wife": ("husband", "spouse"),
    "spouse": ("wife", "husband", "spouse"),
    "cousin": ("cousin",),
}
"""Of whose "mother" somebody is, that one's "son", "daughter" or "child" the other is."""
RELATIVES = frozenset(_OTHER_END)


def calls(kin: Figurant, lemma: str) -> bool:
    """Whether somebody who is told of as a relative would say "my" of this word for the other end of it."""
    return kin.owner is not None and any(lemma in _OTHER_END.get(noun, ()) for noun in kin.nouns)


def other_end(book: CastBook, whose: str | None, lemma: str) -> Figurant | None:
    """ "Ada Lund's mother said her daughter was ill": the daughter is Ada Lund."""
    kin = book.figurants.get(whose or "")
    other = book.figurants.get(kin.owner or "") if kin is not None else None
    if kin is None or other is None or other.kind != "person" or other.plural or not calls(kin, lemma):
        return None
    sex = sex_of_noun(lemma)
    return other if sex is None or other.sex in (None, sex) else None


def whose_kin(token: Token) -> bool:
    """ "The mother of a prisoner": a noun that tells whose relatives are meant stands for somebody of its own."""
    of = token.dep_ == "pobj" and token.head.lower_ == "of"
    return of and token.tag_ in ("NN", "NNS") and token.head.head.lemma_.lower() in _KIN | {"family"}


def name_of_kin(stage: Stage, token: Token, described: Callable[[Token, str], Figurant | None]) -> Token | None:
    """ "The wife of the prisoner, Ada Lund, said": the name of the wife, where the prisoner is another.

    For "prisoner" it is the noun itself: the name behind it is not the prisoner's. `described` tells whom a noun means.
    """
    owner = owner_of(token) if token.dep_ in _SUBJECTS else token
    kin = token if owner is not token else token.head.head
    if owner is None or kin.lemma_.lower() not in _KIN or kin.dep_ not in _SUBJECTS or owner.dep_ != "pobj":
        return None
    known = stage.book.figurants.get(stage.book.at(owner) or "")
    end = owner.i
    while known is not None and end + 1 < len(stage.doc) and stage.book.at(stage.doc[end + 1]) == known.id:
        end += 1
    named = stage.names.get(end + 2) if stage.doc[end + 1].text == "," else None
    if named is None or named[1].kind != "person" or stage.doc[named[0].last + 1].text != ",":
        return None
    whose = known or described(owner, owner.lemma_.lower()) or _of_one_family(stage, named[1])
    if whose is None or whose is named[1]:
        return None
    return stage.doc[end + 2] if owner is not token else owner


def _of_one_family(stage: Stage, figurant: Figurant) -> Figurant | None:
    """Somebody told of before with the same last name."""
    earlier = (f for _, f, _ in stage.lately() if f.named and f.kind == "person" and f is not figurant)
    return next((f for f in earlier if f.parts and f.parts[-1:] == figurant.parts[-1:]), None)
