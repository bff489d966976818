"""Same input, same bytes out: whatever the hash seed, the locale, the time zone, how many processes and processors."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.promises.counting import told
from tests.running import EXAMPLES, MANIFEST, habeas

PLAIN = {"PYTHONHASHSEED": "0", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8", "TZ": "UTC"}
OTHERS = {
    "another hash seed, in a time zone of half hours": ({"PYTHONHASHSEED": "4711", "TZ": "America/St_Johns"}, "1"),
    "another locale and time zone": (
        {"LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"},
        "1",
    ),
    "two processes with one thread each": (
        {"PYTHONHASHSEED": "random", "OMP_NUM_THREADS": "1", "TZ": "Etc/GMT+12"},
        "2",
    ),
}


def bytes_of(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


@pytest.fixture(scope="module", autouse=True)
def turkish(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A locale that sorts and writes capitals otherwise, made here where the machine has none but can make it."""
    made = tmp_path_factory.mktemp("locales")
    if shutil.which("localedef") and Path("/usr/share/i18n/locales/tr_TR").exists():
        subprocess.run(["localedef", "-i", "tr_TR", "-f", "UTF-8", str(made / "tr_TR.UTF-8")], check=True)
        for change, _ in OTHERS.values():
            change["LOCPATH"] = str(made)
        ELSEWHERE["LOCPATH"] = str(made)


ELSEWHERE = {"PYTHONHASHSEED": "99", "TZ": "Asia/Tokyo", "LANG": "tr_TR.UTF-8", "LC_ALL": "tr_TR.UTF-8"}
ON_ONE = "import os, runpy, sys; os.sched_setaffinity(0, {min(os.sched_getaffinity(0))}); sys.argv[0] = 'habeas'; "


def on_one_processor(*arguments: str | Path, env: Mapping[str, str]) -> int:
    """Runs the program where it sees one processor alone."""
    line = [sys.executable, "-c", f"{ON_ONE}runpy.run_module('habeas', run_name='__main__')", *map(str, arguments)]
    return subprocess.run(line, env={**os.environ, **env}, capture_output=True, check=False).returncode


@pytest.fixture(scope="module")
def read_plainly() -> str:
    ran = habeas("read", EXAMPLES, "--manifest", MANIFEST, "--format", "jsonl", "--jobs", "1", env=PLAIN)
    assert ran.code in {0, 1}
    return ran.out


@pytest.mark.promise("D3")
@pytest.mark.parametrize("case", OTHERS)
def test_readings_do_not_depend_on_the_machine_or_the_run(case: str, read_plainly: str) -> None:
    change, jobs = OTHERS[case]
    env = PLAIN | change
    ran = habeas("read", EXAMPLES, "--manifest", MANIFEST, "--format", "jsonl", "--jobs", jobs, env=env)
    assert len(read_plainly.splitlines()) >= 15
    assert ran.out == read_plainly


@pytest.mark.promise("D3")
def test_a_built_site_does_not_depend_on_the_machine_or_the_run(tmp_path: Path) -> None:
    reports = sorted(folder for folder in EXAMPLES.iterdir() if folder.is_dir())[0]
    for name, env in (("one", PLAIN), ("two", ELSEWHERE)):
        assert habeas("build", reports, "--out", tmp_path / name, env=env).code in {0, 1}
    one, two = bytes_of(tmp_path / "one"), bytes_of(tmp_path / "two")
    assert len(one) > 5
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []


@pytest.mark.slow
@pytest.mark.promise("D3")
@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="needs Linux")
def test_what_leaves_a_workspace_does_not_depend_on_the_machine_or_the_run(tmp_path: Path) -> None:
    """Exports, the public site and a web archive of the same workspace, elsewhere and on one processor; but for when
    the web archive says that it was packed.
    """
    folder = tmp_path / "ws"
    assert habeas("init", folder).code == 0
    assert habeas("add", EXAMPLES, "--manifest", MANIFEST, "--workspace", folder).code in {0, 1}
    assert habeas("read", "--workspace", folder).code in {0, 1}
    assert habeas("decide", "accept", "--all", "--workspace", folder).code in {0, 1}
    for name, env in (("one", PLAIN), ("two", ELSEWHERE)):
        shutil.copytree(folder, tmp_path / name / "ws")
        for command in (["export", "--out", "data"], ["publish", "--out", "public"], ["package", "all.wacz"]):
            line: list[str | Path] = [
                *command[:-1],
                tmp_path / name / command[-1],
                "--workspace",
                tmp_path / name / "ws",
            ]
            ran = habeas(*line, env=env).code if name == "one" else on_one_processor(*line, env=env)
            assert ran in {0, 1}
        shutil.rmtree(tmp_path / name / "ws")
        with zipfile.ZipFile(tmp_path / name / "all.wacz") as packed:
            parts = [part for part in packed.namelist() if not part.startswith("datapackage")]
            packed.extractall(tmp_path / name / "wacz", parts)
        (tmp_path / name / "all.wacz").unlink()
    one, two = bytes_of(tmp_path / "one"), bytes_of(tmp_path / "two")
    assert {name.partition("/")[0] for name in one} == {"data", "public", "wacz"}
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
    told("files that leave a workspace, made elsewhere again", "D3", "make counts", len(one), 0, None)
