"""Puts a case of which all may be said into the folder of a desk, with a publisher; changes it while the desk runs.

`python -m tests.desk.browser.casework FOLDER make` and `… withhold`, `… undo` or `… two-weeks`.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

PASSWORD = "quiet river seven lamps"
TARGETS = (
    "number,name,post,area,address,languages,verified\n1,Ada Brandt,Member,North,ada@parliament.example,en,{today}\n"
)
CODES = "code,area\n10,North\n"


def make(folder: Path) -> None:
    """A case with consent, a publisher, and files of targets beside the folder."""
    from habeas.desk.start import prepare

    prepare(folder, host="127.0.0.1", port=1)
    from django.utils import timezone

    from habeas.desk.index.models import Person
    from habeas.desk.people.models import Member
    from tests.desk.actions import making

    by = Member.objects.create_user("ada@example.org", PASSWORD, name="Ada Lund", role="publisher")
    reading = making.case()
    making.consented(by, Person.objects.get(report=reading.report.id, detained=True).key)
    (folder.parent / "targets.csv").write_text(TARGETS.format(today=timezone.now().date()), encoding="utf-8")
    (folder.parent / "codes.csv").write_text(CODES, encoding="utf-8")
    (folder.parent / "key.txt").write_text(making.text(reading), encoding="utf-8")
    for language in ("fr", "ar"):
        (folder.parent / f"key.{language}.txt").write_text(making.text(reading, language), encoding="utf-8")


def change(folder: Path, what: str) -> None:
    """Withholds the statement under the campaign as the command line does, or takes that back."""
    os.environ |= {"HABEAS_WORKSPACE": str(folder), "DJANGO_SETTINGS_MODULE": "habeas.desk.settings"}
    from habeas.workspace import Workspace

    with Workspace.open(folder) as opened:
        if what == "undo":
            last = next(one for one in reversed(opened.decisions()) if one.action == "withhold")
            opened.decide("undo", (last.id,), "ana")
        else:
            key = (folder.parent / "key.txt").read_text(encoding="utf-8")[2:].split("|")[0]
            opened.decide("withhold", (key,), "ana")


def two_weeks(folder: Path) -> None:
    """Has the letters have been sent two weeks earlier than they were."""
    os.environ |= {"HABEAS_WORKSPACE": str(folder), "DJANGO_SETTINGS_MODULE": "habeas.desk.settings"}
    import django

    django.setup()
    from datetime import timedelta

    from django.db.models import F

    from habeas.desk.letters.models import Letter

    Letter.objects.exclude(sent=None).update(sent=F("sent") - timedelta(days=14))


if __name__ == "__main__":
    if sys.argv[2] == "two-weeks":
        two_weeks(Path(sys.argv[1]))
    elif sys.argv[2] == "make":
        make(Path(sys.argv[1]))
    else:
        change(Path(sys.argv[1]), sys.argv[2])
