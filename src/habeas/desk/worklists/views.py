"""Pages of the worklists."""

from __future__ import annotations

from django import forms
from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from typing_extensions import override

from habeas.desk.access.reads import viewer
from habeas.desk.audit.models import note
from habeas.desk.store import workspace
from habeas.desk.worklists.models import Finding, Matter
from habeas.desk.worklists.reads import seen
from habeas.desk.worklists.tasks import ask

PAGE = 50


class FindingForm(forms.ModelForm):  # type: ignore[type-arg]
    """A written finding."""

    class Meta:
        model = Finding
        fields = ("verdict", "preferred", "why")

    @override
    def clean(self) -> dict[str, object]:
        """Whoever prefers one says which."""
        data = dict(super().clean() or {})
        if data.get("verdict") == Finding.Verdict.PREFER and not data.get("preferred"):
            self.add_error("preferred", _("Say which."))
        return data


def worklists(request: HttpRequest) -> HttpResponse:
    """One worklist: `kind` disagreement, figures or demand; what nobody found anything on comes first."""
    member = viewer(request)
    kind = request.GET.get("kind", Matter.Kind.DISAGREEMENT)
    kind = kind if kind in Matter.Kind.values else Matter.Kind.DISAGREEMENT
    with workspace() as opened:
        stale = ask(opened.position())
    found = Finding.objects.filter(matter=OuterRef("key"))
    some = seen(member).filter(kind=kind).annotate(found=Exists(found)).order_by("found", "title", "key")
    page = Paginator(some, PAGE).get_page(request.GET.get("page"))
    findings = Finding.objects.filter(matter__in=[one.key for one in page]).order_by("id")
    newest = {one.matter: one for one in findings}
    rows = [(one, newest.get(one.key)) for one in page]
    done = some.filter(found=True).count()
    context = {
        "rows": rows,
        "page": page,
        "kind": kind,
        "kinds": Matter.Kind.choices,
        "done": done,
        "all": page.paginator.count,
    }
    return render(request, "worklists/list.html", {**context, "stale": stale, "query": f"kind={kind}"})


def matter(request: HttpRequest, number: int) -> HttpResponse:
    """One matter, side by side, with the findings on it; `POST` writes one."""
    member = viewer(request)
    found = get_object_or_404(seen(member), pk=number)
    return _matter(request, found, FindingForm())


def _matter(request: HttpRequest, found: Matter, form: FindingForm) -> HttpResponse:
    findings = list(Finding.objects.filter(matter=found.key).select_related("by"))
    since = set(found.statements) - set(findings[0].statements) if findings else set()
    context = {"matter": found, "form": form, "findings": findings, "since": len(since)}
    return render(request, "worklists/matter.html", context, status=400 if form.errors else 200)


def find(request: HttpRequest, number: int) -> HttpResponse:
    """Writes a finding on a matter."""
    member = viewer(request)
    found = get_object_or_404(seen(member), pk=number)
    form = FindingForm(request.POST)
    if not form.is_valid():
        return _matter(request, found, form)
    with transaction.atomic():
        form.instance.by, form.instance.matter = member, found.key
        form.instance.statements = found.statements
        form.save()
        note(member, "finding written", found.key[:200])
    messages.success(request, _("Written."))
    return redirect("matter", number)
