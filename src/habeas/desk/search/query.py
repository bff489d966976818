"""What somebody typed to search for, as a tree: "bread (salt OR "clean water") -prison", with * for any ending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Literal

import msgspec

from habeas.desk.index.rows import folded_words

_TOKEN = re.compile(r'"([^"]*)"?|([()|])|(-)(?=[^\s|)])|([^\s()|"]+)')
_WORD = re.compile(r"\w+")


class Words(msgspec.Struct, frozen=True):
    """Words that stand one after the other, folded; with `open`, the last may go on."""

    words: tuple[str, ...]
    open: bool = False


class Group(msgspec.Struct, frozen=True):
    """Several parts of which all must hold, or any, or (of one part) which must not."""

    how: Literal["all", "any", "not"]
    parts: tuple[Node, ...]


Node = Words | Group


def parsed(typed: str) -> Node | None:
    """The tree of what was typed; None where there is nothing to search for. A bracket that is missing is added."""
    tokens = list(_tokens(typed))
    found: list[Node] = []
    while tokens:
        node = _any(tokens)
        if node is not None:
            found.append(node)
        if tokens:
            tokens.pop(0)  # a closing bracket without an opening one
    return _grouped("all", found)


def leaves(node: Node | None, *, denied: bool = False) -> Iterator[Words]:
    """What is looked for, without what must not be there: for highlighting."""
    if isinstance(node, Words):
        if not denied:
            yield node
    elif node is not None:
        for part in node.parts:
            yield from leaves(part, denied=denied != (node.how == "not"))


def _tokens(typed: str) -> Iterator[str | Words]:
    for match in _TOKEN.finditer(typed):
        phrase, sign, minus, word = match.groups()
        if phrase is not None:
            words = tuple(_WORD.findall(folded_words(phrase)))
            if words:
                yield Words(words)
        elif sign or minus:
            yield sign or minus
        elif word == "OR":
            yield "|"
        elif word != "AND":
            words = tuple(_WORD.findall(folded_words(word)))
            if words:
                yield Words(words, open=word.endswith("*"))


def _any(tokens: list[str | Words]) -> Node | None:
    found = [_all(tokens)]
    while tokens and tokens[0] == "|":
        tokens.pop(0)
        found.append(_all(tokens))
    return _grouped("any", [one for one in found if one is not None])


def _all(tokens: list[str | Words]) -> Node | None:
    found: list[Node] = []
    while tokens and tokens[0] not in ("|", ")"):
        node = _one(tokens)
        if node is not None:
            found.append(node)
    return _grouped("all", found)


def _one(tokens: list[str | Words]) -> Node | None:
    token = tokens.pop(0)
    if isinstance(token, Words):
        return token
    if token == "-":
        if not tokens or tokens[0] in ("|", ")"):
            return None
        inner = _one(tokens)
        return None if inner is None else Group("not", (inner,))
    inner = _any(tokens)
    if tokens and tokens[0] == ")":
        tokens.pop(0)
    return inner


def _grouped(how: Literal["all", "any"], found: Sequence[Node]) -> Node | None:
    if not found:
        return None
    return found[0] if len(found) == 1 else Group(how, tuple(found))
