"""Every command says what it does, with an example, and the program says what it did wrong."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from habeas.cli import main
from tests.cli.desk import habeas


def commands(group: click.Group, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, command in group.commands.items():
        yield (*path, name), command
        if isinstance(command, click.Group):
            yield from commands(command, (*path, name))


ALL = dict(commands(main))


@pytest.mark.parametrize("path", ALL, ids=" ".join)
def test_every_command_has_help_with_an_example_and_an_explanation_of_each_option(path: tuple[str, ...]) -> None:
    ran = habeas(*path, "--help")
    assert (ran.code, ran.said) == (0, "")
    assert "Example" in ran.out
    assert f"habeas {path[0]}" in ran.out
    options = [option for option in ALL[path].params if isinstance(option, click.Option)]
    assert [option.name for option in options if not option.help] == []


def test_the_commands_are_those_of_the_work_in_its_order() -> None:
    assert list(main.commands) == [
        "init",
        "add",
        "reports",
        "read",
        "cases",
        "figures",
        "show",
        "match",
        "decide",
        "decisions",
        "build",
        "export",
        "publish",
        "document",
        "serve",
        "desk",
        "verify",
        "heads",
        "stamp",
        "package",
        "backup",
        "restore",
        "lock",
        "unlock",
        "erase",
        "compare",
        "score",
    ]


@pytest.mark.parametrize("arguments", [["nonsense"], ["decide", "nonsense"], ["--nonsense"], ["show"]])
def test_wrong_use_is_said_with_code_2(arguments: list[str]) -> None:
    ran = habeas(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert "Usage: habeas" in ran.said


def test_a_fault_of_the_program_is_one_line_and_with_verbose_a_trace(monkeypatch: pytest.MonkeyPatch) -> None:
    from habeas.cli import storing

    def broken() -> None:
        raise ZeroDivisionError("inside")

    monkeypatch.setattr(storing, "the_workspace", broken)
    short = habeas("reports")
    assert short.code == 70
    assert short.said.startswith("habeas: a fault of the program: ZeroDivisionError: inside")
    assert len(short.said.splitlines()) == 1
    assert "Traceback" in habeas("--verbose", "reports").said
    assert "Traceback" in habeas("reports", "--verbose").said


def test_the_library_is_imported_without_the_reader_and_read_is_there_when_asked_for() -> None:
    script = (
        "import sys, habeas; assert 'spacy' not in sys.modules and 'msgspec' not in sys.modules;"
        "assert callable(habeas.read); assert habeas.Reading.__name__ == 'Reading'; print(habeas.__version__)"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, check=True, text=True)
    assert done.stdout.strip()
    with pytest.raises(AttributeError, match="no attribute 'nonsense'"):
        __import__("habeas").nonsense  # noqa: B018
