"""Same input, same bytes out: whatever the hash seed, the locale, the time zone or how many processes."""

from __future__ import annotations

from pathlib import Path

import pytest

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
    for name, env in (
        ("one", PLAIN),
        ("two", {"PYTHONHASHSEED": "99", "TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8"}),
    ):
        assert habeas("build", reports, "--out", tmp_path / name, env=env).code in {0, 1}
    one, two = bytes_of(tmp_path / "one"), bytes_of(tmp_path / "two")
    assert len(one) > 5
    assert sorted(one) == sorted(two)
    assert [name for name in one if one[name] != two[name]] == []
