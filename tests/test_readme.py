"""The README's commands and code do what it says, in the order in which it gives them."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.running import ROOT, habeas

README = (ROOT / "README.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```", README, re.M | re.S)


def commands() -> list[list[str]]:
    """Every `habeas …` and `cd …` line of the README, in order, but `serve`, which waits for a browser."""
    lines = [shlex.split(line, comments=True) for block in blocks("sh") for line in block.splitlines()]
    return [line for line in lines if line and line[0] in {"habeas", "cd"} and line[:2] != ["habeas", "serve"]]


def test_the_commands_of_the_readme_run_one_after_the_other(tmp_path: Path) -> None:
    for folder in ("examples", "collection"):
        shutil.copytree(ROOT / folder, tmp_path / folder)
    here = tmp_path
    ran = []
    for name, *given in commands():
        if name == "cd":
            here = here / given[0]
            continue
        to_a_file = ">" in given
        arguments = given[: given.index(">")] if to_a_file else given
        here = tmp_path if to_a_file else here
        done = habeas(*arguments, cwd=here, env={"HABEAS_AUTHOR": "A Reviewer"})
        assert done.code in {0, 1}, f"habeas {' '.join(arguments)}: {done.said}"
        ran.append(arguments[0])
    assert len(set(ran)) == 20
    assert (tmp_path / "case-files" / "index.html").is_file()
    assert (tmp_path / "custody-cases" / "public" / "index.html").is_file()


def test_the_python_of_the_readme_runs_and_finds_what_it_shows() -> None:
    (code,) = blocks("python")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert "arrest 2024-04-29 'arrested'" in done.stdout
    assert "her sister -> Tamar Veld, 41, was arrested on Monday" in done.stdout


@pytest.mark.parametrize("target", ["demo", "test", "bench", "help"])
def test_the_targets_that_the_readme_names_are_there(target: str) -> None:
    assert f"make {target}" in README
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.M)
