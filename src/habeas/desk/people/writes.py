"""What changes people: each in one transaction with its line in the audit log."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from habeas.desk.audit.models import note
from habeas.desk.people.models import Desk, Invitation, Member, Role


class LastAdministratorError(Exception):
    """This would leave the desk without an administrator: make somebody else one first."""


class InvitationUsedError(Exception):
    """The invitation was accepted or withdrawn, or is too old: ask for another."""


@transaction.atomic
def invite(by: Member, role: str, name: str, email: str) -> tuple[Invitation, str]:
    """A new invitation and the secret of its link."""
    made, secret = Invitation.issue(role, email=email, name=name, by=by)
    note(by, "invited", f"invitation:{made.pk}", role)
    return made, secret


@transaction.atomic
def withdraw(by: Member, invitation: Invitation) -> None:
    """The invitation cannot be accepted any more."""
    invitation.withdrawn = timezone.now()
    invitation.save(update_fields=["withdrawn"])
    note(by, "invitation withdrawn", f"invitation:{invitation.pk}")


@transaction.atomic
def join(invitation: Invitation, name: str, email: str, password: str) -> Member:
    """A new member by an invitation, which is then used.

    Raises:
        InvitationUsedError: it was used in the meantime.
    """
    still = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if not still.is_open:
        raise InvitationUsedError
    member = Member.objects.create_user(email, password, name=name, role=still.role)
    still.accepted, still.member = timezone.now(), member
    still.save(update_fields=["accepted", "member"])
    note(member, "joined", f"member:{member.pk}", member.role)
    return member


@transaction.atomic
def change(by: Member, member: Member, role: str, active: bool) -> None:
    """Gives a member another role, shuts them out, or lets them in again. What they decided stays.

    Raises:
        LastAdministratorError: nobody would be left to manage the desk.
    """
    others = Member.objects.select_for_update().filter(role=Role.ADMINISTRATOR, is_active=True).exclude(pk=member.pk)
    if not (active and role == Role.ADMINISTRATOR) and not others.exists():
        raise LastAdministratorError
    member.role, member.is_active = role, active
    member.save(update_fields=["role", "is_active"])
    note(by, "role changed" if active else "deactivated", f"member:{member.pk}", role)


@transaction.atomic
def set_desk(by: Member, desk: Desk) -> None:
    """What is set for the whole desk."""
    desk.pk = 1
    desk.save()
    note(by, "desk set", "desk", f"second factor {'required' if desk.require_second_factor else 'not required'}")
