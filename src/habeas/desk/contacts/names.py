"""Whether two names that were given from one mailbox are one person's."""

from __future__ import annotations

import re

from anyascii import anyascii

from habeas.desk.contacts.addresses import visible

_WORD = re.compile(r"[a-z0-9]+")
_SPELLING = (("ae", "a"), ("oe", "o"), ("ue", "u"), ("y", "i"), ("j", "i"))


def words(name: str) -> list[str]:
    """The words of a name without case, marks, script and the signs between them, in alphabetical order."""
    plain = anyascii(visible(name)).casefold().replace("'", "").replace("’", "")
    for pair, one in _SPELLING:
        plain = plain.replace(pair, one)
    return sorted(re.sub(r"(.)\1", r"\1", word) for word in _WORD.findall(plain))


def one_person(left: str, right: str) -> bool:
    """Whether the words of the shorter name all stand in the longer one, whole or as initials.

    "M. Petrak", "PETRAK, María" and "Maria Anna Petrak" are one person's at one address; "Marina Petrak" is another.
    """
    short, long = sorted((words(left), words(right)), key=len)
    left_over = list(long)
    for word in sorted(short, key=len, reverse=True):
        found = next((one for one in left_over if one == word), None)
        if found is None:
            found = next((one for one in left_over if _initial(one, word)), None)
        if found is None:
            return False
        left_over.remove(found)
    return True


def _initial(one: str, other: str) -> bool:
    return (len(one) == 1 and other.startswith(one)) or (len(other) == 1 and one.startswith(other))
