"""Pages of the reading screen."""

from __future__ import annotations

from typing import Any, cast

import msgspec
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.desk.access.reads import enter, hidden_from, note_hits, viewer
from habeas.desk.asked import whole_number
from habeas.desk.index.following import follow
from habeas.desk.index.models import Report
from habeas.desk.people.models import Member
from habeas.desk.review import writes
from habeas.desk.review.outdated import carry_over, dismiss, reports_with_lost
from habeas.desk.review.reads import Card, Screen, screen
from habeas.desk.store import workspace
from habeas.model.decision import Action
from habeas.model.standing import in_force
from habeas.model.vocabulary import EVENT_TYPES, MEASURES, PROPERTIES
from habeas.workspace import AlteredError, OvertakenError, Workspace

ACTIONS: tuple[Action, ...] = ("accept", "reject", "correct", "permit", "withhold")


def report(request: HttpRequest, digest: str) -> HttpResponse:
    """One report with all that is proposed of it."""
    enter(request, f"sha256:{digest}")
    with workspace() as opened:
        shown = _screen(opened, digest)
    return _page(request, shown, digest)


def _screen(opened: Workspace, digest: str) -> Screen:
    shown = screen(opened, f"sha256:{digest}")
    if shown is None:
        raise Http404
    return shown


def _page(request: HttpRequest, shown: Screen, digest: str, **more: Any) -> HttpResponse:
    terms = {"event": EVENT_TYPES, "attribute": PROPERTIES, "figure": MEASURES}
    vocabularies = {kind: [(term.id, term.label) for term in some.values()] for kind, some in terms.items()}
    context = {"screen": shown, "digest": digest, "vocabularies": vocabularies, **more}
    return render(request, "review/screen.html", context, status=409 if more.get("overtaken") else 200)


def act_of(request: HttpRequest, action: Action) -> writes.Act:
    """What a form of the reading screen has somebody do."""
    return writes.Act(
        by=cast(Member, request.user),
        action=action,
        position=whole_number(request.POST.get("position", "")) or 0,
        reason=request.POST.get("reason", "").strip(),
        changes={name.removeprefix("set-"): str(v) for name, v in request.POST.items() if name.startswith("set-")},
    )


def decide(request: HttpRequest, digest: str, statement: str) -> HttpResponse:
    """Decides on one statement: `action`, and for a correction the new values."""
    enter(request, f"sha256:{digest}")
    action = request.POST.get("action", "")
    with workspace() as opened:
        shown = _screen(opened, digest)
        card = _card(shown, statement)
        why, overtaken = None, None
        now = statement
        try:
            if action == "undo":
                _undo(opened, card, act_of(request, "undo"))
            elif action in ACTIONS:
                now = writes.decide(opened, card.item, act_of(request, action)).targets[0].removeprefix("st:")
            else:
                raise writes.RefusedError(_("there is no such decision"))
        except writes.RefusedError as error:
            why = str(error)
        except OvertakenError as error:
            overtaken = error.decision
        follow(opened)
        after = _screen(opened, digest)
    if not request.headers.get("HX-Request"):
        if why or overtaken:
            return _page(request, after, digest, why=why, overtaken=overtaken, wrong=statement)
        return redirect(reverse("report", args=[digest]) + f"#{now}")
    if now != statement:  # Said by somebody else: another statement, whose words stand elsewhere in the text.
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("report", args=[digest]) + f"?said={now}#{now}"
        return answer
    context = {"card": _card(after, statement), "screen": after, "digest": digest, "why": why, "overtaken": overtaken}
    return render(request, "review/decided.html", context)


def _undo(opened: Workspace, card: Card, act: writes.Act) -> None:
    standing = [one for one in in_force(card.history) if one.action != "undo" and card.item.key in one.targets]
    if not standing:
        raise writes.RefusedError(_("nothing was decided on it"))
    writes.undo(opened, standing[-1].id, act)


def _card(shown: Screen, number: str) -> Card:
    found = next((card for card in shown.cards if card.number == number), None)
    if found is None:
        raise Http404
    return found


def add(request: HttpRequest, digest: str) -> HttpResponse:
    """Adds a statement: `given` as JSON (`writes.Added`)."""
    enter(request, f"sha256:{digest}")
    why, key = None, ""
    with workspace() as opened:
        shown = _screen(opened, digest)
        try:
            given = msgspec.json.decode(request.POST.get("given", "{}"), type=writes.Added)
            key = writes.add(opened, shown.reading, given, act_of(request, "add"))
        except (writes.RefusedError, msgspec.ValidationError, msgspec.DecodeError, OvertakenError) as error:
            why = str(error)
        follow(opened)
        after = _screen(opened, digest)
    if why:
        return _page(request, after, digest, why=why)
    return redirect(reverse("report", args=[digest]) + f"#{key.removeprefix('st:')}")


def accept_rest(request: HttpRequest, digest: str) -> HttpResponse:
    """Accepts what waits and is not high-risk, of what was shown (`key`, each), in one decision."""
    enter(request, f"sha256:{digest}")
    why = overtaken = None
    shown_keys = {f"st:{one}" for one in request.POST.getlist("key")}
    with workspace() as opened:
        shown = _screen(opened, digest)
        some = [card.item for card in shown.cards if card.item.key in shown_keys]
        try:
            writes.accept_all(opened, some, act_of(request, "accept"))
        except writes.RefusedError as error:
            why = str(error)
        except OvertakenError as error:
            overtaken = error.decision
        follow(opened)
        after = _screen(opened, digest)
    if why or overtaken:
        return _page(request, after, digest, why=why, overtaken=overtaken)
    return redirect("report", digest)


def outdated(request: HttpRequest) -> HttpResponse:
    """The reports with decisions that have lost their statement."""
    member = viewer(request)
    with workspace() as opened:
        counts = reports_with_lost(opened)
    reports = Report.objects.filter(pk__in=counts).exclude(pk__in=hidden_from(member))
    rows = [(one, counts[one.pk]) for one in reports]
    note_hits(member, [one.pk for one, _n in rows])
    return render(request, "review/outdated.html", {"rows": rows})


def settle(request: HttpRequest, digest: str) -> HttpResponse:
    """Carries what was decided on a lost statement (`key`) over to another (`to`), or lets it go (`to` empty)."""
    enter(request, f"sha256:{digest}")
    key, to = f"st:{request.POST.get('key', '')}", f"st:{request.POST.get('to', '')}"
    why = None
    with workspace() as opened:
        shown = _screen(opened, digest)
        one = next((one for one in shown.lost if one.key == key), None)
        target = next((card.item for card in shown.cards if card.item.key == to), None)
        if one is None or (target is None and to != "st:"):
            raise Http404
        act = act_of(request, "undo")
        try:
            if target is None:
                dismiss(opened, one, act)
            else:
                carry_over(opened, one, target, act)
        except (writes.RefusedError, OvertakenError) as error:
            why = str(error)
        follow(opened)
        after = _screen(opened, digest)
    if why:
        return _page(request, after, digest, why=why)
    messages.success(request, _("Carried over.") if target is not None else _("Let go."))
    return redirect(reverse("report", args=[digest]) + (f"#{to.removeprefix('st:')}" if target is not None else ""))


def original(request: HttpRequest, digest: str) -> HttpResponse:
    """A report's bytes as they came, never shown by the browser itself."""
    enter(request, f"sha256:{digest}")
    with workspace() as opened:
        try:
            data = opened.original(f"sha256:{digest}")
        except AlteredError as error:
            raise Http404 from error
    response = HttpResponse(data, content_type="application/octet-stream")
    response["Content-Disposition"] = f'attachment; filename="{digest[:16]}.original"'
    response["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return response


def keys(request: HttpRequest) -> HttpResponse:
    """What each key does."""
    return render(request, "review/keys.html")
