"""What is erased from the workspace is gone from the desk's own files as well."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from habeas.workspace import Workspace
from tests.running import habeas

MARK = "Zwyxelqvar"
DESK = """
import sys
from pathlib import Path
from habeas.desk.start import prepare
prepare(Path(sys.argv[1]), host="127.0.0.1", port=1)
from habeas.desk.inbox.writes import bring
from habeas.desk.index.following import follow
from habeas.desk.people.models import Member
from habeas.desk.store import workspace
from habeas.model.reading import Described
member = Member.objects.create_user("ada@example.org", "quiet river seven lamps", name="Ada", role="reviewer")
text = f"{sys.argv[2]} Sotnik, 34, was arrested in Brenna on 3 May 2021, her lawyer said."
bring(member, f"{sys.argv[2]}.txt", text.encode(), Described(title=f"About {sys.argv[2]}"))
bring(member, "other.txt", b"Vera Lund was released on 4 May 2021.", Described())
from habeas.desk.inbox.tasks import read_arrival
for number in (1, 2):
    read_arrival.call(number)
with workspace() as opened:
    follow(opened)
"""


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.promise("I1")
def test_an_erasure_reaches_the_tables_of_the_desk(tmp_path: Path) -> None:
    folder = tmp_path / "w"
    Workspace.init(folder).close()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HABEAS_"))}
    subprocess.run([sys.executable, "-c", DESK, str(folder), MARK], check=True, env=clean, capture_output=True)
    assert MARK.encode() in b"".join(path.read_bytes() for path in folder.glob("desk.sqlite3*"))
    with Workspace.open(folder) as workspace:
        report = next(one.id for one in workspace.reports() if MARK in one.source)
    ran = habeas("erase", report, "--yes", "--workspace", folder, env=_unset())
    assert ran.code == 0, ran.said
    assert MARK.casefold().encode() not in _bytes(folder).lower()
    assert b"other.txt" in b"".join(path.read_bytes() for path in folder.glob("desk.sqlite3*"))


def _unset() -> dict[str, str]:
    return {name: "" for name in os.environ if name.startswith(("DJANGO_", "HABEAS_"))}
