"""Pages of publishing. What is restricted was never in a release; what was restricted since is not shown."""

from __future__ import annotations

from typing import NamedTuple

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from habeas.desk.access.reads import hidden_from, restricted, viewer
from habeas.desk.audit.models import note
from habeas.desk.cases import rules
from habeas.desk.index.following import follow
from habeas.desk.index.models import Statement
from habeas.desk.people.models import Member
from habeas.desk.release import tasks, writes
from habeas.desk.release.models import Release
from habeas.desk.store import workspace

SHOWN = 300


class NoteForm(forms.Form):
    """What the public is told of the changes."""

    note = forms.CharField(
        label=gettext_lazy("What changed, in a sentence"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class Refused(NamedTuple):
    """A statement that stays inside, and why."""

    statement: Statement
    reason: str


def releases(request: HttpRequest) -> HttpResponse:
    """What was published and when, and what waits."""
    with workspace() as opened:
        strict = rules.strict(opened)
    return render(request, "release/releases.html", {"releases": Release.objects.all()[:50], "strict": strict})


def rule(request: HttpRequest) -> HttpResponse:
    """Says whether people in custody are public only where consent stands."""
    member = viewer(request)
    with workspace() as opened:
        rules.set_rule(opened, member, strict=request.POST.get("strict") == "yes")
        follow(opened)
    messages.success(request, _("Changed. It bears on the next publication."))
    return redirect("releases")


def prepare(request: HttpRequest) -> HttpResponse:
    """Has it made ready in the background."""
    member = viewer(request)
    with transaction.atomic():
        made = Release.objects.create(by=member)
        note(member, "publication prepared", f"release:{made.pk}")
        tasks.prepare.enqueue(made.pk)
    return redirect("release", made.pk)


def release(request: HttpRequest, number: int) -> HttpResponse:
    """What goes out with a release, what changed since the last, and what is refused with the reason."""
    return _page(request, get_object_or_404(Release, pk=number), NoteForm())


def _page(request: HttpRequest, found: Release, form: forms.Form) -> HttpResponse:
    member = viewer(request)
    last = Release.standing()
    before = last.statements if last is not None and last.pk != found.pk else {}
    now = found.statements
    changes = {
        "new": [key for key in now if key not in before],
        "changed": [key for key in now if key in before and before[key] != now[key]],
        "gone": [key for key in before if key not in now],
    }
    seen = {name: _visible(member, keys) for name, keys in changes.items()}
    context = {
        "release": found,
        "form": form,
        "first": not before,
        "lists": [(name, len(some), some[:SHOWN]) for name, some in seen.items()],
        "same": len([key for key in now if before.get(key) == now[key]]),
        "refused": _refused(member, found),
        "waiting": found.state in (Release.State.WAITING, Release.State.GOING, Release.State.WRITING),
    }
    return render(request, "release/release.html", context, status=400 if form.errors else 200)


def _visible(member: Member, keys: list[str]) -> list[Statement]:
    hidden = hidden_from(member) | restricted()
    found: list[Statement] = []
    for start in range(0, len(keys), 500):
        some = Statement.objects.filter(key__in=keys[start : start + 500]).exclude(report__in=hidden)
        found += some.select_related("report")
    return found


def _refused(member: Member, found: Release) -> list[Refused]:
    reasons = {key: reason for key, _, reason in found.refused}
    return [Refused(one, reasons[one.key]) for one in _visible(member, list(reasons))[:SHOWN]]


def publish(request: HttpRequest, number: int) -> HttpResponse:
    """Publishes what was looked at."""
    found = get_object_or_404(Release, pk=number)
    form = NoteForm(request.POST)
    if form.is_valid() and (found.changed or found.gone) and not form.cleaned_data["note"].strip():
        form.add_error("note", _("Something was corrected or withdrawn: tell the public what and why."))
    if not form.is_valid():
        return _page(request, found, form)
    try:
        with transaction.atomic():
            writes.claim(viewer(request), found, form.cleaned_data["note"])
            tasks.publish.enqueue(found.pk)
    except writes.StaleError:
        messages.error(request, _("It is not ready to be published: make it ready again, and look again."))
        return redirect("release", number)
    return redirect("release", number)
