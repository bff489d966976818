"""The sentences that the core composes, taken from its own code, so that the desk's catalogues can translate them.

The core speaks English and knows no languages: a reason is an f-string. Each of them is a text here whose values are
numbered, "born {1} the one, {2} the other, as told"; `habeas.desk.sentences` finds the values again.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from itertools import product
from pathlib import Path
from typing import Final

from habeas.desk.sentences import JOINING, MEASURING

SOURCE: Final = Path(__file__).parents[1] / "src" / "habeas"
ROOMS: Final = (
    "resolving/*.py",
    "resolving/pairs/*.py",
    "weighing/*.py",
    "text/*.py",
    "spreadsheets/*.py",
    "model/risk.py",
    "model/check.py",
    "model/amendment.py",
    "publishing/gate.py",
    "publishing/holding.py",
    "publishing/decided.py",
    "publishing/persons.py",
    "items.py",
)
NO_TEXTS: Final = frozenset({"compile", "TypeError", "AssertionError", "startswith", "split", "removeprefix", "Path"})
"""What takes strings that nobody reads."""
WORDS: Final = (
    "dead", "released", "unknown", "expected", "correct", "reject", "permit", "same", "different", "unsure", "add",
    "mean",
)  # fmt: skip
"""Single words that stand in sentences and in the audit log: no rule could tell them from codes."""
ALREADY: Final = frozenset({*JOINING, " and ", *MEASURING})
_WORDS: Final = re.compile(r"[^\W\d_]{2,}")
_HOLE: Final = "\0"


def sentences() -> tuple[str, ...]:
    """Every sentence of the core that a reader of the desk may meet, and whatever the audit log says, once."""
    found: dict[str, None] = dict.fromkeys([*JOINING, " and ", *MEASURING, *WORDS])
    for pattern in ROOMS:
        for path in sorted(SOURCE.glob(pattern)):
            found |= dict.fromkeys(_of(ast.parse(path.read_text(encoding="utf-8"))))
    for path in sorted((SOURCE / "desk").rglob("*.py")):
        found |= dict.fromkeys(_noted(ast.parse(path.read_text(encoding="utf-8"))))
    return tuple(found)


def _of(tree: ast.Module) -> Iterator[str]:
    skipped = {inner for node in ast.walk(tree) for inner in _no_text(node)}
    for node in ast.walk(tree):
        if node not in skipped:
            for text in _texts(node):
                if (whole := numbered(text)) is not None:
                    yield whole


def _no_text(node: ast.AST) -> Iterator[ast.AST]:
    """What lies in a node and is no text of its own: documentation, arguments of patterns, parts of a longer text."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant):
        yield node.value
    elif isinstance(node, ast.Call) and _name(node.func) in NO_TEXTS:
        yield from ast.walk(node)
    elif isinstance(node, ast.JoinedStr):
        yield from (part for part in ast.walk(node) if isinstance(part, ast.Constant))


def _name(function: ast.expr) -> str:
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _texts(node: ast.AST) -> list[str]:
    """The texts that a node can come to, with a mark for each value."""
    if isinstance(node, ast.Constant):
        return [node.value] if isinstance(node.value, str) else []
    if not isinstance(node, ast.JoinedStr):
        return []
    return ["".join(parts) for parts in product(*map(_branches, node.values))]


def _branches(part: ast.expr) -> list[str]:
    if isinstance(part, ast.Constant):
        return [str(part.value)]
    value = part.value if isinstance(part, ast.FormattedValue) else part
    if isinstance(value, ast.IfExp):
        ends = (value.body, value.orelse)
        said = [end.value if isinstance(end, ast.Constant) else None for end in ends]
        if all(isinstance(one, str) for one in said):
            return [str(one) for one in said]
    return [_HOLE]


def numbered(text: str) -> str | None:
    """A text with numbered places for its values; None where too little of it is said for one to know it again."""
    pieces = re.split(f"{_HOLE}+", text.strip(" ").removeprefix("; ").replace("{}", _HOLE))
    plain = " ".join(_WORDS.findall(" ".join(pieces)))
    if "\n" in text or " " not in text.strip() or text in ALREADY or len(plain) < (4 if len(pieces) == 1 else 6):
        return None
    if not re.search(r"[a-z]{3}", plain) or text.isupper():
        return None
    return "".join(piece + (f"{{{n + 1}}}" if n < len(pieces) - 1 else "") for n, piece in enumerate(pieces))


def _noted(tree: ast.Module) -> Iterator[str]:
    """What the audit log says of what was done: second argument of `note`."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "note" and len(node.args) > 1:
            said = node.args[1]
            for one in (said.body, said.orelse) if isinstance(said, ast.IfExp) else (said,):
                yield from (text.replace(_HOLE, "{1}") for text in _texts(one) if _WORDS.search(text))
