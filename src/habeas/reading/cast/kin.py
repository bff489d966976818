"""Kinship from both ends: Ada Lund's mother calls Ada Lund her daughter."""

from __future__ import annotations

from habeas.reading.cast.book import CastBook, Figurant
from habeas.reading.cast.stage import sex_of_noun

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
