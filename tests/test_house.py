"""What holds for the whole repository."""

from __future__ import annotations

import ast
import re
import subprocess
import tomllib
from pathlib import Path

ROOT = Path(__file__).parent.parent
PARTS = ("src", "tests", "bench", "docs", "examples", "collection")
MODULES = sorted(path for part in PARTS for path in (ROOT / part).rglob("*.py"))
SOURCES = [module for module in MODULES if module.is_relative_to(ROOT / "src")]
TEXT_SUFFIXES = {
    ".py",
    ".md",
    ".toml",
    ".css",
    ".html",
    ".json",
    ".cfg",
    ".yml",
    ".yaml",
    ".csv",
    ".lock",
    ".svg",
}
NETWORK = {
    "asyncio",
    "ftplib",
    "http",
    "httpcore",
    "httpx",
    "requests",
    "smtplib",
    "socket",
    "socketserver",
    "ssl",
    "urllib3",
}
LONGEST_MODULE = 400
# A path of somebody's machine; put together here so that this file does not hold one itself.
MACHINE_PATH = re.compile(r"(?<![\w.:/-])/(?:" + "|".join(("work", "home", "root", "Users", "opt")) + r")/\w")


def named(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def tracked() -> list[Path]:
    """The text files of the project: those that git knows, or all where this is no checkout."""
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout
    files = [ROOT / line for line in listed.splitlines()] or [p for part in PARTS for p in (ROOT / part).rglob("*")]
    return [p for p in files if p.is_file() and (p.suffix in TEXT_SUFFIXES or p.name in {"Makefile", "run"})]


def test_no_module_is_too_long_to_be_read_at_a_sitting() -> None:
    lengths = {named(m): len(m.read_text(encoding="utf-8").splitlines()) for m in MODULES}
    assert lengths
    assert {name: length for name, length in lengths.items() if length > LONGEST_MODULE} == {}


def test_every_module_of_the_program_says_what_it_is_for() -> None:
    # Django writes migrations, and says in their names what they are for.
    written = [m for m in SOURCES if m.parent.name != "migrations"]
    silent = [named(m) for m in written if not ast.get_docstring(ast.parse(m.read_text(encoding="utf-8")))]
    assert silent == []


def test_every_table_says_at_its_head_what_it_is() -> None:
    tables = list((ROOT / "src").rglob("*.toml"))
    assert tables
    assert [named(t) for t in tables if not t.read_text(encoding="utf-8").startswith("# ")] == []


def test_every_file_that_the_program_needs_is_packaged() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    packaged = {Path(pattern).suffix for pattern in project["tool"]["setuptools"]["package-data"]["habeas"]}
    files = (path for path in (ROOT / "src" / "habeas").rglob("*") if path.is_file())
    left_out = [p for p in files if p.suffix not in packaged | {".py", ".pyc"} and p.name != "py.typed"]
    assert [named(path) for path in left_out] == []


def test_no_file_names_a_path_of_somebodys_machine() -> None:
    found = {
        named(path): hit[0]
        for path in tracked()
        if (hit := MACHINE_PATH.search(path.read_text(encoding="utf-8", errors="replace")))
    }
    assert found == {}


def test_what_a_machine_path_is() -> None:
    assert MACHINE_PATH.search("open('/" + "home/anna/reports')")
    assert not MACHINE_PATH.search("an example at https://example.org/" + "home/anna")
    assert not MACHINE_PATH.search("src/habeas/" + "work/x")


def test_only_the_server_for_this_machine_and_the_network_room_have_to_do_with_a_network() -> None:
    reaching = {
        named(module): name
        for module in SOURCES
        for name in sorted(_imported(module))
        if name.split(".")[0] in NETWORK or name.startswith("urllib.request")
    }
    assert {name for name in reaching if not name.startswith("src/habeas/network/")} == {"src/habeas/cli/server.py"}


def _imported(module: Path) -> set[str]:
    found: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            found.update(name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.update(f"{node.module}.{name.name}" for name in node.names)
    return found


def test_no_error_is_caught_and_passed_over() -> None:
    swallowed = [
        f"{named(module)}:{handler.lineno}"
        for module in SOURCES
        for handler in ast.walk(ast.parse(module.read_text(encoding="utf-8")))
        if isinstance(handler, ast.ExceptHandler) and _swallows(handler)
    ]
    assert swallowed == []


def _swallows(handler: ast.ExceptHandler) -> bool:
    broad = isinstance(handler.type, ast.Name) and handler.type.id in {"Exception", "BaseException"}
    silent = all(isinstance(step, ast.Pass | ast.Continue) for step in handler.body)
    return handler.type is None or (broad and silent)
