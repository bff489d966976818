"""Photographs and documents of a case: kept as they came, shown inside, and public only with a permit of their own."""

from __future__ import annotations

import hashlib

from django import forms
from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.collect import Material
from habeas.desk.access.reads import note_hits, viewer
from habeas.desk.audit.models import note
from habeas.desk.cases.consent import may
from habeas.desk.cases.models import ATTACHED, Attachment, Use
from habeas.desk.cases.reads import Shown, shown
from habeas.desk.people.models import Member
from habeas.desk.release.models import Release
from habeas.desk.release.tasks import take_away
from habeas.desk.store import workspace
from habeas.pictures import PictureError, cleaned
from habeas.workspace import AlteredError, Workspace


class AttachForm(forms.Form):
    """A file, and what it shows."""

    file = forms.FileField(label=gettext_lazy("File"))
    what = forms.CharField(label=gettext_lazy("What it shows"), max_length=300)


def attach(request: HttpRequest, person: str) -> HttpResponse:
    """Adds a file to a case."""
    member = viewer(request)
    form = AttachForm(request.POST or None, request.FILES or None)
    with workspace() as opened:
        found = _shown(opened, request, person)
        if request.method == "POST" and form.is_valid():
            keep(opened, member, f"pe:{person}", form.cleaned_data["file"], form.cleaned_data["what"])
            messages.success(request, _("Kept."))
            return redirect("case-files", person)
    rows = Attachment.objects.filter(person__in=found.keys, removed=None).select_related("by", "public_by")
    answer = may(found.keys, Use.PICTURE)
    context = {"rows": rows, "form": form, "person": person, "case": found.case, "answer": answer}
    return render(request, "cases/files.html", context, status=400 if form.errors else 200)


def _shown(opened: Workspace, request: HttpRequest, person: str) -> Shown:
    found = shown(opened, viewer(request), f"pe:{person}")
    if found is None:
        raise Http404
    note_hits(viewer(request), found.case.reports)
    return found


def keep(opened: Workspace, by: Member, person: str, file: UploadedFile[bytes], what: str) -> Attachment:
    """Keeps a file of a case in the workspace, as it came."""
    data = file.read()
    original = f"sha256:{hashlib.sha256(data).hexdigest()}"
    name = str(file.name or "file")[:300]
    opened.add(Material(id=original, data=data, source=name, origin=f"{ATTACHED}{person}"), by.name)
    with transaction.atomic():
        made = Attachment.objects.create(
            person=person, by=by, original=original, name=name, what=what, picture=_is_picture(data)
        )
        note(by, "file attached", person, original[:80])
    return made


def _is_picture(data: bytes) -> bool:
    try:
        cleaned(data)
    except PictureError:
        return False
    return True


def one(request: HttpRequest, person: str, number: int) -> HttpResponse:
    """The file as it came, never shown by the browser itself; with `show`, the picture alone."""
    with workspace() as opened:
        found = _shown(opened, request, person)
        made = get_object_or_404(Attachment, pk=number, person__in=found.keys, removed=None)
        try:
            data = opened.original(made.original)
            picture = cleaned(data) if "show" in request.GET else None
        except (AlteredError, PictureError) as error:
            raise Http404 from error
    if picture is not None:
        response = HttpResponse(picture, content_type="image/jpeg")
    else:
        response = HttpResponse(data, content_type="application/octet-stream")
        response["Content-Disposition"] = f'attachment; filename="{made.original[7:23]}.original"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def change(request: HttpRequest, person: str, number: int) -> HttpResponse:
    """Permits a picture to be public, or not any more (`action` permit, withhold), or takes a file off (`remove`)."""
    member, action = viewer(request), request.POST.get("action", "")
    with workspace() as opened:
        found = _shown(opened, request, person)
    made = get_object_or_404(Attachment, pk=number, person__in=found.keys, removed=None)
    if action == "permit" and not (made.picture and may(found.keys, Use.PICTURE).stands):
        messages.error(request, _("Only a picture can be public, and only with consent to show it."))
        return redirect("case-files", person)
    if action not in ("permit", "withhold", "remove"):
        raise Http404
    with transaction.atomic():
        made.public, made.public_by = action == "permit", member
        made.removed = timezone.now() if action == "remove" else None
        made.save(update_fields=["public", "public_by", "removed"])
        note_change(member, made, action)
        if action != "permit" and Release.is_out():
            take_away.enqueue(member.pk, _("Something was withdrawn."))
    return redirect("case-files", person)


def note_change(by: Member, made: Attachment, action: str) -> None:
    """Notes in the audit log what was done with a file of a case."""
    note(by, f"file: {action}", made.person, made.original[:80])
