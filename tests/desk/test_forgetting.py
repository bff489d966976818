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
from habeas.desk.actions.models import Addressee, Answer, Campaign, Delivery, Demand, Flag, Organisation
from habeas.desk.actions.models import Update, Wording
from habeas.desk.contacts.models import Consent as Agreed
from habeas.desk.contacts.models import Purpose
from habeas.desk.contacts.writes import contact_of
from habeas.desk.mailing.writes import Message, Posting, post
from habeas.desk.submissions.models import Copy, Due, Step, Submission
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
    sent = Submission.objects.create(
        by=member, form="letter", person=person, title=word, own={"asked": f"[[{statement}|{word}]]"},
        used={statement: {"key": statement, "report": report.pk, "quotation": word}}, stage="sent",
    )
    Copy.objects.create(
        by=member, submission=sent, format="html", language="en", sha256="0" * 64, data=word.encode(),
        reports=[report.pk],
    )
    Step.objects.create(by=member, submission=sent, stage="sent", day=date(2030, 1, 1), text=f"to the family of {word}")
    Due.objects.create(by=member, submission=sent, day=date(2030, 1, 1), what=f"call {word}")
    campaign = Campaign.objects.create(
        by=member, kind="petition", slug=f"free-{word.lower()}", state="open", language="en", person=person,
        approved={"texts": {}, "facts": {statement: {"report": report.pk, "quotation": word}}},
        shown={"en": {"title": word}},
    )
    Wording.objects.create(campaign=campaign, language="en", title=word, text=f"[[{statement}|{word} was arrested]]")
    to = Addressee.objects.create(campaign=campaign, name=f"The ministry that holds {word}")
    Demand.objects.create(campaign=campaign, number=1, texts={"en": f"Release {word}."}).addressees.add(to)
    Update.objects.create(campaign=campaign, by=member, titles={"en": word}, texts={"en": f"{word} is ill."})
    Answer.objects.create(campaign=campaign, by=member, addressee=to, outcome="noted", texts={"en": f"About {word}."})
    Delivery.objects.create(campaign=campaign, by=member, addressee=to, how=f"by the mother of {word}")
    note(None, "campaign flagged", f"campaign:{campaign.pk}", f"corrected {statement}")
    Flag.objects.create(campaign=campaign, key=statement, why="corrected", note={"en": word})
    purpose = Purpose.objects.create(campaign=campaign, texts={"en": f"News of {word}"})
    signer = contact_of(word[::-1], "vera@example.org", campaign.made)
    agreed = {"contact": signer, "purpose": purpose, "language": "en", "given": campaign.made}
    Agreed.objects.create(wording=f"News of {word}", **agreed)
    Organisation.objects.create(campaign=campaign, name=f"Friends of {word}", role="sponsor", agreed=f"{word}'s sister")
    post(Posting("flag", campaign), Message("editor@example.org", f"About {word}", f"{word} was arrested."))
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
        mail = dict(raw.execute("SELECT state, sealed IS NULL FROM mailing_mail").fetchall())
        campaigns = raw.execute("SELECT state FROM actions_campaign ORDER BY state").fetchall()
        counts = {table: raw.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in TABLES}
    assert sorted(acts) == [("accept", ""), ("accept", f"st:{told[kept][2]}")]
    assert counts == dict.fromkeys(TABLES, 1)
    assert mail == {"cancelled": 1, "waiting": 0}
    assert campaigns == [("erased",), ("open",)]


TABLES = (
    "cases_note", "cases_consent", "cases_risk", "cases_watch", "access_restrictedreport", "access_restrictedperson",
    "worklists_matter", "worklists_finding",
)  # fmt: skip


def _desk(folder: Path) -> bytes:
    return b"".join(path.read_bytes() for path in folder.glob("desk.sqlite3*"))


def _unset() -> dict[str, str]:
    return {name: "" for name in os.environ if name.startswith(("DJANGO_", "HABEAS_"))}
