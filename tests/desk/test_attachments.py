"""Photographs and documents of a case: kept as they came, shown bare, public only by a permit and with consent."""

from __future__ import annotations

import io
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from habeas.desk.cases import ending
from habeas.desk.cases.models import Attachment, Consent
from habeas.desk.release.models import Release
from habeas.desk.store import workspace
from habeas.model.decision import Decision
from habeas.model.reading import Reading
from habeas.pictures import PictureError, cleaned
from tests.desk.conftest import SignedIn
from tests.desk.room import arrest, decided, stored
from tests.factory import key_of, statement_of

pytestmark = pytest.mark.django_db
NAME = "Ilmar Sotnik"
SECRETS = (b"zqcamera", b"zqplace", b"zqafter", b"zqcomment")


def photograph(kind: str = "JPEG") -> bytes:
    """A picture whose file tells who took it, with what and where."""
    exif = Image.Exif()
    exif[0x010F], exif[0x013B] = "zqcamera", "zqplace"
    exif.get_ifd(0x8825)[29] = "zqplace"
    out = io.BytesIO()
    made = Image.new("RGB", (80, 40), "navy")
    extra = {"comment": b"zqcomment"} if kind == "JPEG" else {}
    made.save(out, kind, exif=exif, **extra)
    return out.getvalue() + b"zqafter<script>alert(1)</script>"


@pytest.fixture
def reading() -> Reading:
    reading = stored(arrest(NAME, "Brenna", "2021-05-03"))
    for ref in ("c1", "v1"):
        decided("accept", statement_of(reading, ref))
        decided("permit", statement_of(reading, ref))
    for part in ("", "name"):
        with workspace() as opened:
            opened.enter(_permit(key_of(reading, NAME), part))
    return reading


def _permit(person: str, part: str) -> Decision:
    return Decision(id="", action="permit", targets=(person,), author="ana", time="", part=part)


def _attach(client: Client, reading: Reading, data: bytes, name: str = "face.jpg") -> Attachment:
    given = {"file": SimpleUploadedFile(name, data), "what": "In the harbour"}
    assert client.post(_address(reading, "case-files"), given).status_code == 302
    return Attachment.objects.order_by("-id")[0]


def _address(reading: Reading, name: str, *more: int) -> str:
    return reverse(name, args=[key_of(reading, NAME).removeprefix("pe:"), *more])


def _consent(client: Client, reading: Reading, answer: str) -> None:
    told = {"use": "picture", "answer": answer, "told_by": "she herself", "told": "2021-05-07"}
    client.post(_address(reading, "case-consent"), {f"consent-{name}": value for name, value in told.items()})


def _publish(client: Client) -> None:
    client.post(reverse("prepare-release"))
    client.post(reverse("publish", args=[Release.objects.order_by("-id")[0].pk]), {"note": "as agreed"})
    assert Release.objects.order_by("-id")[0].state == "published"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_shown_picture_holds_nothing_but_what_it_shows(kind: str) -> None:
    data = photograph(kind)
    assert any(secret in data for secret in SECRETS)
    bare = cleaned(data)
    assert not any(secret in bare for secret in SECRETS)
    with Image.open(io.BytesIO(bare)) as opened:
        assert (opened.size, opened.format, len(opened.getexif())) == ((80, 40), "JPEG", 0)


@pytest.mark.parametrize("data", [b"", b"%PDF-1.7", b"<svg onload=alert(1)>", photograph()[:40], b"GIF89a" + bytes(20)])
def test_what_is_no_picture_is_never_shown_as_one(data: bytes) -> None:
    with pytest.raises(PictureError):
        cleaned(data)


def test_a_file_is_kept_as_it_came_and_shown_bare(signed_in: SignedIn, reading: Reading) -> None:
    made = _attach(signed_in("documenter"), reading, photograph())
    viewer = signed_in("viewer")
    came = viewer.get(_address(reading, "case-file", made.pk))
    assert came.content == photograph()
    assert came["Content-Type"] == "application/octet-stream"
    shown = viewer.get(_address(reading, "case-file", made.pk), {"show": "1"})
    assert shown["Content-Type"] == "image/jpeg"
    assert not any(secret in shown.content for secret in SECRETS)
    with workspace() as opened:
        assert opened.original(made.original) == photograph()
    assert "In the harbour" in viewer.get(_address(reading, "case-files")).content.decode()


def test_a_document_is_kept_and_never_shown_or_public(signed_in: SignedIn, reading: Reading) -> None:
    made = _attach(signed_in("documenter"), reading, b"%PDF-1.7 a verdict", "verdict.pdf")
    assert not made.picture
    assert signed_in("viewer").get(_address(reading, "case-file", made.pk), {"show": "1"}).status_code == 404
    _consent(signed_in("publisher"), reading, "given")
    signed_in("publisher").post(_address(reading, "case-file-change", made.pk), {"action": "permit"})
    assert not Attachment.objects.get().public


def test_a_picture_is_public_with_its_permit_and_consent_and_goes_with_them(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client, site = signed_in("publisher"), folder.parent / "public"
    made = _attach(client, reading, photograph())
    change = _address(reading, "case-file-change", made.pk)
    _publish(client)
    assert not (site / "pictures").exists()
    client.post(change, {"action": "permit"})
    assert not Attachment.objects.get().public
    _consent(client, reading, "given")
    client.post(change, {"action": "permit"})
    assert "data:image/jpeg" in client.get(_address(reading, "case-public-page")).content.decode()
    _publish(client)
    (picture,) = (site / "pictures").iterdir()
    assert not any(secret in picture.read_bytes() for secret in SECRETS)
    pages = [path for path in (site / "cases").iterdir() if picture.name in path.read_text("utf-8")]
    assert len(pages) == 1
    client.post(change, {"action": "withhold"})
    assert not (site / "pictures").exists()


def _shown_to_all(client: Client, reading: Reading, site: Path) -> None:
    made = _attach(client, reading, photograph())
    _consent(client, reading, "given")
    client.post(_address(reading, "case-file-change", made.pk), {"action": "permit"})
    _publish(client)
    assert (site / "pictures").exists()


def test_a_picture_goes_at_once_with_the_consent_to_show_it(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    client, site = signed_in("publisher"), folder.parent / "public"
    _shown_to_all(client, reading, site)
    _consent(client, reading, "withdrawn")
    assert not (site / "pictures").exists()
    assert NAME in "".join(path.read_text("utf-8") for path in (site / "cases").iterdir())


def test_a_picture_goes_when_the_consent_to_show_it_has_run_out(
    signed_in: SignedIn, reading: Reading, folder: Path
) -> None:
    site = folder.parent / "public"
    _shown_to_all(signed_in("publisher"), reading, site)
    assert ending.run() == 0
    Consent.objects.filter(use="picture").update(until=timezone.now().date() - timedelta(days=1))
    assert (ending.run(), ending.run()) == (1, 0)
    assert not (site / "pictures").exists()
    assert not Attachment.objects.get().public


def test_a_picture_of_whom_may_not_be_named_stays_inside(signed_in: SignedIn, reading: Reading, folder: Path) -> None:
    client = signed_in("publisher")
    made = _attach(client, reading, photograph())
    _consent(client, reading, "given")
    client.post(_address(reading, "case-file-change", made.pk), {"action": "permit"})
    client.post(_address(reading, "case-switch"), {"part": "name", "action": "withhold"})
    _publish(client)
    assert not (folder.parent / "public" / "pictures").exists()


def test_files_of_a_restricted_case_are_not_there_for_others(signed_in: SignedIn, reading: Reading) -> None:
    made = _attach(signed_in("documenter"), reading, photograph())
    digest = reading.report.id.removeprefix("sha256:")
    signed_in("reviewer").post(reverse("restrict-report", args=[digest]), {"reason": ""})
    for address in (_address(reading, "case-files"), _address(reading, "case-file", made.pk)):
        assert signed_in("documenter").get(address).status_code == 404
        assert signed_in("reviewer").get(address).status_code == 200
