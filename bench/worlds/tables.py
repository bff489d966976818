"""The tables of the worlds, and sentences made ready to be filled in."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from functools import cache
from importlib.resources import files
from typing import Any, NamedTuple

_TOKEN = re.compile(r"\{(\w+)\}|([\[\]<>()])|([^\[\]{}<>()]+)")


@cache
def table(name: str) -> dict[str, Any]:
    """The table `name` of the folder `tables`."""
    return tomllib.loads((files("bench.worlds") / "tables" / f"{name}.toml").read_text(encoding="utf-8"))


class Token(NamedTuple):
    """A piece of a sentence: `literal`, `slot`, `open` or `close` of the marked word, or a `group`.

    A group is left out where a slot that it `needs` is empty.
    """

    kind: str
    text: str = ""
    group: tuple[Token, ...] = ()
    needs: tuple[str, ...] = ()


class Template(NamedTuple):
    """A sentence ready to be filled in, the slots that it has, and those that must not stay empty."""

    tokens: tuple[Token, ...]
    slots: frozenset[str]
    needs: frozenset[str]


def compiled(sentence: str) -> Template:
    """The template of a line of `sentences.toml`."""
    stack: list[list[Token]] = [[]]
    slots: set[str] = set()
    for slot, mark, literal in _TOKEN.findall(sentence):
        if slot:
            slots.add(slot)
            stack[-1].append(Token("slot", slot))
        elif literal:
            stack[-1].append(Token("literal", literal))
        elif mark == "<":
            stack.append([])
        elif mark == ">":
            group = tuple(stack.pop())
            stack[-1].append(Token("group", group=group, needs=_slots(group)))
        else:
            stack[-1].append(Token("open" if mark in "[(" else "close"))
    return Template(tuple(stack[0]), frozenset(slots), frozenset(_slots(stack[0])))


def _slots(tokens: Iterable[Token]) -> tuple[str, ...]:
    return tuple(token.text for token in tokens if token.kind == "slot")


@cache
def templates(section: str) -> dict[str, tuple[Template, ...]]:
    """The sentences of one section of `sentences.toml`, by what they tell."""
    return {
        key: tuple(map(compiled, [lines] if isinstance(lines, str) else lines))
        for key, lines in table("sentences")[section].items()
    }
