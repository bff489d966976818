"""Every regular expression of the program, and strings that are made to hold each of them up.

The places are found by walking the syntax trees of `src/habeas`; expressions that are put together when the program
runs are caught by listening to `re` while every module is imported and a text is read.

    python -m tests.hostile.patterns      prints them, one JSON object a line
"""

from __future__ import annotations

import ast
import importlib
import json
import os
import pkgutil
import re
import subprocess
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from re import _constants as ops  # type: ignore[attr-defined]
from re import _parser as parser  # type: ignore[attr-defined]
from typing import Any

import msgspec

from habeas.model.decision import Decision

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src" / "habeas"
USES = frozenset(("match", "search", "fullmatch", "findall", "finditer", "sub", "subn", "split"))
_NOT_IN_ANY = "\x00"
_DEEP = 12


class Pattern(msgspec.Struct, frozen=True):
    """An expression: where it stands, its flags, whether it is one of bytes, and how it is used."""

    site: str
    pattern: str
    flags: int
    of_bytes: bool = False
    uses: tuple[str, ...] = ()

    def compiled(self) -> re.Pattern[str]:
        return re.compile(self.pattern, self.flags & ~re.DEBUG.value)


def sites() -> dict[str, ast.Call]:
    """Every call of `re` in the program, by "folder/module.py:line"."""
    found: dict[str, ast.Call] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call) and _of_re(node.func):
                found[f"{path.relative_to(SOURCE).as_posix()}:{node.lineno}"] = node
    return found


def _of_re(function: ast.expr) -> bool:
    named = isinstance(function, ast.Attribute) and isinstance(function.value, ast.Name)
    return named and function.value.id == "re" and function.attr in USES | {"compile"}  # type: ignore[attr-defined]


def uses_of_names() -> dict[tuple[str, str], set[str]]:
    """How expressions that are kept under a name are used: the module, the name, and the methods called on it. A name
    that is not private may be used in any module, and stands under "".
    """
    found: dict[tuple[str, str], set[str]] = defaultdict(set)
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr in USES:
                name = _last_name(node.value)
                found[(path.relative_to(SOURCE).as_posix() if name.startswith("_") else "", name)].add(node.attr)
    return found


def _last_name(node: ast.expr) -> str:
    match node:
        case ast.Name(id=name) | ast.Attribute(attr=name):
            return name
        case ast.Subscript(value=value):
            return _last_name(value)
    return ""


def kept_under() -> dict[str, str]:
    """The name that each expression is kept under, by its place; those in a table have the table's name."""
    found: dict[str, str] = {}
    for path in sorted(SOURCE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            target = node.targets[0] if isinstance(node, ast.Assign) else getattr(node, "target", None)
            if not isinstance(node, ast.Assign | ast.AnnAssign) or target is None or node.value is None:
                continue
            for call in ast.walk(node.value):
                if isinstance(call, ast.Call) and _of_re(call.func):
                    found[f"{path.relative_to(SOURCE).as_posix()}:{call.lineno}"] = _last_name(target)
    return found


def listened() -> list[Pattern]:
    """Every expression that the program makes while all of its modules are imported and texts are read."""
    caught: dict[Pattern, None] = {}
    real = re._compile  # type: ignore[attr-defined]

    def heard(pattern: Any, flags: int) -> Any:
        frame = sys._getframe(1)
        while frame is not None and frame.f_code.co_filename == re.__file__:
            frame = frame.f_back  # type: ignore[assignment]
        made = real(pattern, flags)
        path = Path(frame.f_code.co_filename)
        if path.is_relative_to(SOURCE):
            text = made.pattern.decode("latin-1") if isinstance(made.pattern, bytes) else made.pattern
            site = f"{path.relative_to(SOURCE).as_posix()}:{frame.f_lineno}"
            caught[Pattern(site, text, made.flags, isinstance(made.pattern, bytes))] = None
        return made

    re._compile = heard  # type: ignore[attr-defined]
    try:
        _use_everything()
    finally:
        re._compile = real  # type: ignore[attr-defined]
    return list(caught)


_DECISION = Decision(id="de:1", action="accept", targets=("st:1",), author="Anna", time="2024-05-02T10:00:00Z")


def _use_everything() -> None:
    import django

    import habeas

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "habeas.desk.settings")
    django.setup()
    importlib.import_module("habeas.desk.urls")  # registers what stands in the routes of others
    for module in pkgutil.walk_packages(habeas.__path__, "habeas."):
        if not re.search(r"\.(?:__main__|child|migrations|wsgi)(?:\.|$)", module.name):
            importlib.import_module(module.name)
    from habeas.acting import beyond, telling
    from habeas.cli import travelling
    from habeas.desk.review import writes
    from habeas.reading.language_model import find
    from habeas.text.dispatch import parse
    from habeas.text.limits import Limits
    from tests.hostile.sound import sound

    find._pattern("said on")
    writes._spaced("said on")
    telling._pattern()
    for name in beyond._groups():
        beyond._pattern(name)
    travelling._fault(msgspec.structs.replace(_DECISION))
    for name, data in sound().items():
        parse(data, name, None, Limits())
    habeas.read(
        "Osvik Tarrow, 41, was arrested on Monday, 4 May 2023.\u200b His sister said that ten people were held.",
        published="2023-05-06",
    )


def patterns() -> tuple[list[Pattern], list[str]]:
    """Every expression with its uses, and the places where none could be found out."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.hostile.patterns"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    caught: dict[str, list[Pattern]] = defaultdict(list)
    for line in done.stdout.splitlines():
        made = msgspec.convert(
            json.loads(line), Pattern
        )  # msgspec takes no half of a pair, which an expression may hold
        caught[made.site].append(made)
    names, uses = kept_under(), uses_of_names()
    found: list[Pattern] = []
    missing: list[str] = []
    for site, call in sites().items():
        known = caught.get(site) or _written(site, call)
        if not known:
            missing.append(site)
        name = names.get(site, "")
        used = _used(call, (site.partition(":")[0] if name.startswith("_") else "", name), uses)
        found += [msgspec.structs.replace(one, uses=used) for one in known]
    return found, missing


def _used(call: ast.Call, name: tuple[str, str], uses: dict[tuple[str, str], set[str]]) -> tuple[str, ...]:
    assert isinstance(call.func, ast.Attribute)
    if call.func.attr != "compile":
        return (call.func.attr,)
    return tuple(sorted(uses.get(name, set()) or {"search", "match", "fullmatch"}))


def _written(site: str, call: ast.Call) -> list[Pattern]:
    """The expression where it stands in the source as it is."""
    first = call.args[0]
    if not isinstance(first, ast.Constant):
        return []
    flags = (
        eval(  # our own source
            compile(ast.Expression(call.args[1]), site, "eval"), {"re": re}
        )
        if len(call.args) > 1 and isinstance(call.func, ast.Attribute) and call.func.attr == "compile"
        else 0
    )
    source: Any = first.value
    made = re.compile(source, flags)
    text = source.decode("latin-1") if isinstance(source, bytes) else source
    return [Pattern(site, text, made.flags, isinstance(source, bytes))]


def attacks(pattern: Pattern, length: int) -> Iterator[str]:
    """Strings of `length` characters made for one expression: each of its repeats pumped, behind what leads to it and
    before what fits nowhere; its own beginning over and over; and what holds common expressions up.
    """
    tree = parser.parse(pattern.pattern, pattern.flags)
    heads: dict[str, None] = {}
    for prefix, pump in _pumps(tree, "", _DEEP):
        for piece in pump:
            for killer in (_NOT_IN_ANY, "!", ""):
                yield (prefix + piece * (length // len(piece)))[: length - 1] + killer
            heads.setdefault(prefix + piece)
    whole = "".join(_sample(tree))
    for head in (*list(heads)[:6], whole, whole[:-1]):
        if head:
            yield (head * (length // len(head)))[: length - 1] + _NOT_IN_ANY
            yield (f"{head} " * (length // (len(head) + 1)))[: length - 1] + _NOT_IN_ANY
    for piece in ("a", " ", "\n", "<", "1", ".", "a ", "A ", "1 ", "a\n", "- ", "(", '"', "Aa ", "1,", "\u0301"):
        yield (piece * (length // len(piece)))[: length - 1] + "!"


def _pumps(tree: Iterable[Any], before: str, depth: int) -> Iterator[tuple[str, list[str]]]:
    """Each repeat of an expression: what leads to it, and pieces that it takes again and again."""
    prefix = before
    for node in tree:
        op, value = node
        for inner in _inner(op, value):
            if depth:
                yield from _pumps(inner, prefix, depth - 1)
        if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT) and value[1] > 8:
            yield prefix, _varied(value[2])
        prefix = (prefix + "".join(_sample([node])))[-2_000:]


def _inner(op: Any, value: Any) -> list[Any]:
    if op in (ops.MAX_REPEAT, ops.MIN_REPEAT, ops.POSSESSIVE_REPEAT):
        return [value[2]]
    if op is ops.SUBPATTERN:
        return [value[-1]]
    if op is ops.BRANCH:
        return list(value[1])[:8]
    if op in (ops.ASSERT, ops.ASSERT_NOT):
        return [value[1]]
    return [value] if op is ops.ATOMIC_GROUP else []


def _varied(body: Any) -> list[str]:
    """A few pieces that fit the body of a repeat: its first choice, and others of its last set of characters."""
    piece = "".join(_sample(body)) or "a"
    found = {piece: None}
    if len(body) == 1 and body[0][0] in (ops.IN, ops.ANY, ops.NOT_LITERAL):
        for char in "a 1.\n-A<,\u00e9":
            if _fits(body[0], char):
                found[char] = None
    return list(found)[:5]


def _fits(node: Any, char: str) -> bool:
    op, value = node
    if op is ops.ANY:
        return char != "\n"
    if op is ops.NOT_LITERAL:
        return bool(ord(char) != value)
    return re.fullmatch(_set_source(value), char) is not None


def _set_source(value: Any) -> str:
    parts, negated = [], ""
    classes = {
        ops.CATEGORY_DIGIT: r"\d", ops.CATEGORY_SPACE: r"\s", ops.CATEGORY_WORD: r"\w",
        ops.CATEGORY_NOT_DIGIT: r"\D", ops.CATEGORY_NOT_SPACE: r"\S", ops.CATEGORY_NOT_WORD: r"\W",
    }  # fmt: skip
    for op, item in value:
        if op is ops.NEGATE:
            negated = "^"
        elif op is ops.LITERAL:
            parts.append(re.escape(chr(item)))
        elif op is ops.RANGE:
            parts.append(f"{re.escape(chr(item[0]))}-{re.escape(chr(item[1]))}")
        elif op is ops.CATEGORY:
            parts.append(classes[item])
    return f"[{negated}{''.join(parts)}]"


def _sample(tree: Iterable[Any]) -> Iterator[str]:
    """Characters that an expression takes, the fewest."""
    for op, value in tree:
        match op:
            case ops.LITERAL:
                yield chr(value)
            case ops.NOT_LITERAL:
                yield "a" if value != ord("a") else "b"
            case ops.ANY:
                yield "a"
            case ops.IN:
                yield next((char for char in "a1 A.-<>\n\"'" if _fits((op, value), char)), _first(value))
            case ops.MAX_REPEAT | ops.MIN_REPEAT | ops.POSSESSIVE_REPEAT:
                yield "".join(_sample(value[2])) * min(value[0], 50)
            case ops.SUBPATTERN:
                yield from _sample(value[-1])
            case ops.ATOMIC_GROUP:
                yield from _sample(value)
            case ops.BRANCH:
                yield from _sample(value[1][0])


def _first(value: Any) -> str:
    for op, item in value:
        if op is ops.LITERAL:
            return chr(item)
        if op is ops.RANGE:
            return chr(item[0])
    return "a"


def main() -> None:
    for pattern in listened():
        print(json.dumps(msgspec.to_builtins(pattern)))


if __name__ == "__main__":
    main()
