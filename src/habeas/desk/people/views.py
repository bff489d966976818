"""Pages about people."""

from __future__ import annotations

from typing import cast

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from habeas.desk.audit.models import Event
from habeas.desk.people import writes
from habeas.desk.people.forms import DeskForm, InviteForm, JoinForm, RoleForm
from habeas.desk.people.models import Desk, Invitation, Member
from habeas.desk.policy.rights import rights, rights_of, roles

BACKEND = "allauth.account.auth_backends.AuthenticationBackend"


def members(request: HttpRequest) -> HttpResponse:
    """Everybody at the desk, the open invitations, and what each role may do."""
    open_ones = [one for one in Invitation.objects.all() if one.is_open]
    table = [(right, what, [right in rights_of(role) for role in roles()]) for right, what in rights().items()]
    context = {
        "members": Member.objects.all(),
        "invitations": open_ones,
        "roles": roles(),
        "table": table,
        "desk_form": DeskForm(instance=Desk.present()),
    }
    return render(request, "people/members.html", context)


def invite(request: HttpRequest) -> HttpResponse:
    """Invites somebody; the link is shown once, to be handed over."""
    form = InviteForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        made, secret = writes.invite(cast(Member, request.user), data["role"], data["name"], data["email"])
        link = request.build_absolute_uri(reverse("join", args=[secret]))
        return render(request, "people/invited.html", {"invitation": made, "link": link})
    return render(request, "people/invite.html", {"form": form})


def withdraw(request: HttpRequest, number: int) -> HttpResponse:
    """Withdraws an invitation."""
    writes.withdraw(cast(Member, request.user), get_object_or_404(Invitation, pk=number))
    messages.success(request, _("The invitation is withdrawn."))
    return redirect("members")


def join(request: HttpRequest, secret: str) -> HttpResponse:
    """Accepts an invitation."""
    invitation = Invitation.of(secret)
    if invitation is None:
        return render(request, "people/no_invitation.html", status=410)
    known = {"name": invitation.name, "email": invitation.email}
    form = JoinForm(request.POST or None, initial=known)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            member = writes.join(invitation, data["name"], data["email"], data["password"])
        except writes.InvitationUsedError:
            return render(request, "people/no_invitation.html", status=410)
        login(request, member, backend=BACKEND)
        return redirect("home")
    return render(request, "people/join.html", {"form": form, "invitation": invitation})


@reauthentication_required  # type: ignore[untyped-decorator]
def member(request: HttpRequest, number: int) -> HttpResponse:
    """One member: their role, and whether they may come in."""
    found = get_object_or_404(Member, pk=number)
    form = RoleForm(request.POST or None, instance=found)
    if request.method == "POST" and form.is_valid():
        data = form.cleaned_data
        try:
            writes.change(cast(Member, request.user), Member.objects.get(pk=number), data["role"], data["is_active"])
        except writes.LastAdministratorError:
            form.add_error(None, _("The desk would be left without an administrator: make somebody else one first."))
        else:
            messages.success(request, _("Changed."))
            return redirect("members")
    return render(request, "people/member.html", {"member": found, "form": form}, status=400 if form.errors else 200)


@reauthentication_required  # type: ignore[untyped-decorator]
def desk(request: HttpRequest) -> HttpResponse:
    """What is set for the whole desk."""
    form = DeskForm(request.POST, instance=Desk.present())
    if form.is_valid():
        writes.set_desk(cast(Member, request.user), form.instance)
        messages.success(request, _("Changed."))
    return redirect("members")


def audit(request: HttpRequest) -> HttpResponse:
    """The audit log, newest first."""
    return render(request, "people/audit.html", {"events": Event.objects.select_related("member")[:500]})


def session(request: HttpRequest) -> HttpResponse:
    """Keeps the session alive: asked by a page while somebody types."""
    return HttpResponse(status=204)
