"""Pages of case files."""

from __future__ import annotations

from importlib.resources import files

from django.contrib import messages
from django.core.paginator import Paginator
from django.db import transaction
from django.forms import ModelForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.desk.access import writes as access
from habeas.desk.access.forms import RestrictForm
from habeas.desk.access.reads import note_hits, restricted, viewer
from habeas.desk.asked import whole_number
from habeas.desk.audit.models import note
from habeas.desk.cases import rules
from habeas.desk.cases.consent import decided_same, may
from habeas.desk.cases.forms import ConsentForm, NoteForm, RiskForm, WatchForm
from habeas.desk.cases.models import Use
from habeas.desk.cases.publicity import parts, preview
from habeas.desk.cases.reads import Shown, listed, shown
from habeas.desk.index.following import follow
from habeas.desk.index.models import Report
from habeas.desk.release.models import Release
from habeas.desk.release.tasks import take_away
from habeas.desk.store import workspace

PAGE = 100


def cases(request: HttpRequest) -> HttpResponse:
    """The cases: people who are or were held, or all who have a name."""
    every = "all" in request.GET
    page = Paginator(listed(viewer(request), every=every), PAGE).get_page(request.GET.get("page"))
    rows = [(str(one["whole"]).removeprefix("pe:"), one) for one in page]
    context = {"rows": rows, "page": page, "every": every, "query": "all=1" if every else ""}
    return render(request, "cases/cases.html", context)


def _shown(request: HttpRequest, person: str) -> Shown:
    with workspace() as opened:
        found = shown(opened, viewer(request), f"pe:{person}")
    if found is None:
        raise Http404
    return found


def case(request: HttpRequest, person: str) -> HttpResponse:
    """One case file."""
    return _page(request, _shown(request, person), person)


def _page(request: HttpRequest, found: Shown, person: str, **forms: ModelForm) -> HttpResponse:  # type: ignore[type-arg]
    note_hits(viewer(request), found.case.reports)
    made = {"note": NoteForm, "consent": ConsentForm, "risk": RiskForm, "watch": WatchForm}
    given = {name: form(prefix=name) for name, form in made.items()}
    closed = not restricted().isdisjoint(found.case.reports)
    context = {"shown": found, "case": found.case, "view": found.view, "person": person, "closed": closed}
    return render(request, "cases/case.html", {**context, **given, **forms}, status=400 if forms else 200)


def write_note(request: HttpRequest, person: str) -> HttpResponse:
    """Adds a note."""
    return _written(request, person, "note", NoteForm)


def write_watch(request: HttpRequest, person: str) -> HttpResponse:
    """Sets a day to look at it again."""
    return _written(request, person, "watch", WatchForm)


def write_consent(request: HttpRequest, person: str) -> HttpResponse:
    """Adds to the record of consent."""
    return _written(request, person, "consent", ConsentForm)


def write_risk(request: HttpRequest, person: str) -> HttpResponse:
    """Adds to the record of risk."""
    return _written(request, person, "risk", RiskForm)


def _written(request: HttpRequest, person: str, what: str, made: type[ModelForm]) -> HttpResponse:  # type: ignore[type-arg]
    found = _shown(request, person)
    form = made(request.POST, prefix=what)
    if not form.is_valid():
        return _page(request, found, person, **{what: form})
    with transaction.atomic():
        form.instance.by, form.instance.person = viewer(request), f"pe:{person}"
        form.save()
        note(viewer(request), f"{what} written", f"pe:{person}")
        if what in ("consent", "risk"):
            _take_down(request, f"pe:{person}", form.instance.use)
    if what in ("consent", "risk"):
        with workspace() as opened:
            rules.follow_consent(opened, viewer(request), f"pe:{person}", form.instance.use)
            follow(opened)
    return redirect("case", person)


def _take_down(request: HttpRequest, person: str, use: str) -> None:
    """Has taken down what must not be public any more, with what was recorded: whoever is stopped here, both stand."""
    if rules.forbids(person, use) and Release.is_out():
        take_away.enqueue(viewer(request).pk, _("Taken down at the request of those concerned."))
        messages.info(request, _("What is public of this is being taken down."))


def public(request: HttpRequest, person: str) -> HttpResponse:
    """What the public will see of a case: the switches, the page, and what changes by it."""
    member = viewer(request)
    with workspace() as opened:
        found = shown(opened, member, f"pe:{person}")
        if found is None:
            raise Http404
        made = preview(opened, found)
        strict = rules.strict(opened)
    note_hits(member, found.case.reports)
    answers = [(use.label, may(found.keys, use)) for use in (Use.PUBLISH, Use.NAME)]
    closed = not restricted().isdisjoint(found.case.reports)
    context = {"shown": found, "case": found.case, "person": person, "preview": made, "switches": parts(found)}
    return render(request, "cases/public.html", {**context, "strict": strict, "answers": answers, "closed": closed})


def switch(request: HttpRequest, person: str) -> HttpResponse:
    """Permits or withholds a part of a case: `part`, and `action` permit, withhold or undo."""
    member = viewer(request)
    with workspace() as opened:
        found = shown(opened, member, f"pe:{person}")
        if found is None or request.POST.get("part") not in {one.part for one in parts(found)}:
            raise Http404
        action = request.POST.get("action", "")
        if action not in ("permit", "withhold", "undo"):
            raise Http404
        rules.switch(opened, member, decided_same(found.keys), request.POST["part"], action)
        follow(opened)
    if action == "withhold" and Release.is_out():
        take_away.enqueue(member.pk, _("Something was withdrawn."))
        messages.info(request, _("What is public of this is being taken down."))
    return redirect("case-public", person)


def public_page(request: HttpRequest, person: str) -> HttpResponse:
    """The page of the case just as the public would have it, for a frame of the desk's own page."""
    member = viewer(request)
    with workspace() as opened:
        found = shown(opened, member, f"pe:{person}")
        if found is None:
            raise Http404
        pages = preview(opened, found).pages
    note_hits(member, found.case.reports)
    wanted = whole_number(request.GET.get("page", "0"))
    if wanted is None or wanted >= len(pages):
        raise Http404
    page = pages[wanted].replace('href="../style.css"', f'href="{reverse("case-style")}"')
    response = HttpResponse(page)
    response["Content-Security-Policy"] = (
        "sandbox; default-src 'none'; style-src 'self'; img-src data:; frame-ancestors 'self'"
    )
    response["X-Frame-Options"] = "SAMEORIGIN"
    return response


def style(request: HttpRequest) -> HttpResponse:
    """The style sheet of the public site."""
    sheet = (files("habeas.publishing") / "templates" / "style.css").read_bytes()
    return HttpResponse(sheet, content_type="text/css")


def restrict(request: HttpRequest, person: str) -> HttpResponse:
    """Restricts a case: its reports, and those that come later and speak of the same person."""
    found = _shown(request, person)
    form = RestrictForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"] or _("a restricted case")
        made = access.restrict(viewer(request), found.case.reports, people=found.keys, reason=reason)
        return redirect("restriction", made.pk)
    reports = Report.objects.filter(pk__in=found.case.reports)
    return render(request, "access/restrict.html", {"form": form, "what": found.case.name, "reports": reports})
