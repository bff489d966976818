"""Fills a folder with a desk at work, so that every one of its screens shows something, and says where each lies.

`python -m tests.desk.browser.showroom FOLDER ADDRESSES.json`; then `habeas desk FOLDER`. Whoever signs in is
`ada@example.org`, an administrator.
"""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path
from typing import Any, Final

from PIL import Image

PASSWORD: Final = "quiet river seven lamps"
ROOT: Final = Path(__file__).parents[3]
REPORTS: Final = ROOT / "examples" / "reports" / "morozhia"
TABLE: Final = "ID;Name;Date of arrest;Prison\n1;Ilmar Sotnik;03/04/2021;Korsk prison\n2;;;\n3;Vera Lund;soon;\n"


def fill(folder: Path) -> dict[str, str]:
    """Everything that a team may have done. Gives the arguments of the addresses, by route and name of argument."""
    from habeas.desk.start import prepare

    prepare(folder, host="127.0.0.1", port=1)
    from django.test import Client, override_settings

    from habeas.desk.people.models import Member

    ada = Member.objects.create_user("ada@example.org", PASSWORD, name="Ada Lund", role="administrator")
    Member.objects.create_user("cleo@example.org", PASSWORD, name="Cleo Varga", role="viewer")
    client = Client()
    client.force_login(ada)
    at_once = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    with override_settings(TASKS=at_once, ALLOWED_HOSTS=["*"]):
        return _work(client, ada)


def _work(client: Any, ada: Any) -> dict[str, str]:
    """The day's work, by the pages of the desk."""
    from habeas.desk.index.models import Person, Report
    from habeas.desk.worklists.tasks import weigh
    from tests.desk.actions import making

    _bring(client)
    campaign, reading = making.petition(client, ada, ("en", "fr", "ar"))
    weigh.call()
    person = Person.objects.get(report=reading.report.id, detained=True).number
    risky = Report.objects.exclude(pk=reading.report.id).order_by("-total")[0]
    _case(client, person)
    found = {
        "digest": risky.digest,
        "person": person,
        "slug": campaign.slug,
        "language": "en",
        "what": "addressees",
        "campaign": str(campaign.pk),
        "case-public-page": person,
    }
    return found | _more(client, person, risky.digest)


def _bring(client: Any) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    files = [SimpleUploadedFile(one.name, one.read_bytes()) for one in sorted(REPORTS.iterdir())]
    broken = SimpleUploadedFile("scan.pdf", b"%PDF-1.4 broken")
    client.post(reverse("add-files"), {"reports": [*files, broken]})
    told = {"pseudonym": "the baker", "identity": "lives by the mill", "told": "2021-05-04", "text": "He was taken."}
    client.post(reverse("testimony"), told)


def _case(client: Any, person: str) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    client.post(reverse("case-note", args=[person]), {"note-text": "His sister calls on Mondays."})
    client.post(reverse("case-watch", args=[person]), {"watch-day": "2021-06-01", "watch-what": "the hearing"})
    risk = {"risk-use": "publish", "risk-level": "serious", "risk-what": "the family is watched"}
    client.post(reverse("case-risk", args=[person]), risk)
    drawn = io.BytesIO()
    Image.new("RGB", (240, 160), "teal").save(drawn, "PNG")
    picture = SimpleUploadedFile("portrait.png", drawn.getvalue())
    client.post(reverse("case-files", args=[person]), {"file": picture, "what": "A portrait"})


def _more(client: Any, person: str, digest: str) -> dict[str, str]:
    from django.core.files.uploadedfile import SimpleUploadedFile
    from django.urls import reverse

    from habeas.desk.exports.models import Export
    from habeas.desk.registers.models import Upload
    from habeas.desk.release.models import Release
    from habeas.desk.worklists.models import Matter

    client.post(
        reverse("registers"), {"register": "Lodva Committee", "table": SimpleUploadedFile("list.csv", TABLE.encode())}
    )
    upload = Upload.objects.latest("pk")
    columns = {f"column-{n}": field for n, field in enumerate(upload.fields)}
    client.post(reverse("register-check", args=[upload.pk]), {**columns, "order": "day", "as_of": "2022-01-01"})
    client.post(reverse("make-export"), {"scope": "all", "form": "csv"})
    client.post(reverse("prepare-release"), {})
    started = client.post(reverse("start-submission", args=[person]), {"form": "letter", "language": "en"})
    demand = {
        "demander": "The Lamp Centre",
        "to": "The prosecutor",
        "text": "Let him see a doctor.",
        "said": "2026-11-01",
    }
    made = client.post(reverse("make-demand"), demand)
    matter, release, export = Matter.objects.first(), Release.objects.first(), Export.objects.first()
    from habeas.desk.demands.models import Made
    from habeas.desk.index.models import Statement

    asked = Statement.objects.filter(kind="demand").first()
    own = Made.objects.first()
    other = str(_restricted(client, digest))
    numbers = {
        "register": upload.pk,
        "matter": None if matter is None else matter.pk,
        "release": None if release is None else release.pk,
        "export": None if export is None else export.pk,
        "submission": started["Location"].rstrip("/").rpartition("/")[2] if started.status_code == 302 else None,
        "own-demand": None if own is None else own.pk,
        "restriction": other,
        "member": 2,
        "statement": None if asked is None else asked.key.removeprefix("st:"),
    }
    assert made.status_code in (200, 302)
    return {name: str(value) for name, value in numbers.items() if value is not None}


def _restricted(client: Any, digest: str) -> int:
    """One report fewer for most: its restriction."""
    from django.urls import reverse

    from habeas.desk.access.models import Restriction
    from habeas.desk.index.models import Report

    other = Report.objects.exclude(pk=f"sha256:{digest}").order_by("total")[0]
    client.post(reverse("restrict-report", args=[other.digest]), {"reason": "the family is watched"})
    return int(Restriction.objects.latest("pk").pk)


if __name__ == "__main__":
    Path(sys.argv[2]).write_text(json.dumps(fill(Path(sys.argv[1]).resolve()), indent=1), encoding="utf-8")
