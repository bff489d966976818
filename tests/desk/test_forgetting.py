"""What is erased from the workspace is gone from the desk's own files as well."""

from __future__ import annotations

import json
import os
import sqlite3
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
bring(member, "other.txt", b"Vera Lund, 41, was arrested in Brenna on 4 May 2021.", Described())
from habeas.desk.inbox.tasks import read_arrival
for number in (1, 2):
    read_arrival.call(number)
with workspace() as opened:
    follow(opened)
import json
from datetime import date
from habeas.desk.access.writes import restrict
from habeas.desk.audit.models import note
from habeas.desk.cases.models import Consent, Note, Risk, Watch
from habeas.desk.demands.models import Entry, Made
from habeas.desk.index.models import Person, Report, Statement
from habeas.desk.release.models import Release
from habeas.desk.submissions.models import Submission
from habeas.desk.worklists.models import Finding, Matter
told = {}
for report in Report.objects.all():
    people = list(Person.objects.filter(report=report))
    person = people[0].key
    word = sys.argv[2] if any(sys.argv[2] in one.name for one in people) else "somebody"
    statement = Statement.objects.filter(report=report)[0].key
    told[report.pk] = [report.pk.removeprefix("sha256:"), person[3:], statement[3:]]
    with workspace() as opened:
        made = opened.decide("accept", (statement,), "Ada")
    note(member, "accept", statement, made.id)
    note(member, "note written", person)
    told[report.pk].append(made.id[3:])
    Note.objects.create(person=person, by=member, text=f"call the lawyer of {word}")
    Consent.objects.create(person=person, by=member, use="name", answer="given", told_by=word)
    Risk.objects.create(person=person, by=member, use="name", level="low", what=word)
    Watch.objects.create(person=person, by=member, day=date(2030, 1, 1), what=word)
    restrict(member, [report.pk], people=[person])
    Matter.objects.create(key=f"demand:{statement}", kind="demand", title=word, reports=[report.pk])
    Finding.objects.create(matter=f"demand:{statement}", verdict="unknown", why=word, by=member)
    Release.objects.create(
        by=member, statements={statement: "a", "st:x": "b"}, refused=[[statement, report.pk, "?"]], pages={person: "x"}
    )
    Submission.objects.create(by=member, form="f", person=person, title=word)
    Made.objects.create(by=member, person=person, demander=word, to="x", text="y", said=date(2030, 1, 1))
    Entry.objects.create(by=member, demand=statement, outcome="open", day=date(2030, 1, 1), text=word)
print(json.dumps(told))
"""


def _bytes(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file())


@pytest.mark.promise("I1", "I2")
def test_an_erasure_leaves_no_word_and_no_key_made_from_the_report_in_the_tables_of_the_desk(tmp_path: Path) -> None:
    """Whoever has the report can make its hash and its keys again: none of them stands in the desk's file any more."""
    folder = tmp_path / "w"
    Workspace.init(folder).close()
    clean = {name: value for name, value in os.environ.items() if not name.startswith(("DJANGO_", "HABEAS_"))}
    line = [sys.executable, "-c", DESK, str(folder), MARK]
    done = subprocess.run(line, check=False, env=clean, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    told: dict[str, list[str]] = json.loads(done.stdout.splitlines()[-1])
    with Workspace.open(folder) as workspace:
        gone = next(one.id for one in workspace.reports() if MARK in one.source)
    (kept,) = told.keys() - {gone}
    before = _desk(folder)
    assert [trace for trace in (MARK, *told[gone]) if trace.encode() not in before] == []
    ran = habeas("erase", gone, "--yes", "--workspace", folder, env=_unset())
    assert ran.code == 0, ran.said
    after = _desk(folder)
    assert [trace for trace in told[gone] if trace.encode() in after] == []
    assert MARK.casefold().encode() not in _bytes(folder).lower()
    assert [trace for trace in ("other.txt", *told[kept]) if trace.encode() not in after] == []
    with sqlite3.connect(folder / "desk.sqlite3") as raw:
        acts = raw.execute("SELECT what, \"on\" FROM audit_event WHERE what = 'accept' ORDER BY id").fetchall()
        counts = {table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    assert sorted(acts) == [("accept", ""), ("accept", f"st:{told[kept][2]}")]
    assert counts == dict.fromkeys(TABLES, 1)


TABLES = (
    "cases_note", "cases_consent", "cases_risk", "cases_watch", "access_restrictedreport", "access_restrictedperson",
    "worklists_matter", "worklists_finding",
)  # fmt: skip


def _desk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("desk.sqlite3*"))


def _unset() -> dict[str, str]:
    return {name: "" for name in os.environ if name.startswith(("DJANGO_", "HABEAS_"))}
