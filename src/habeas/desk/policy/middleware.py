"""The gate before every view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib.auth.views import redirect_to_login
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect

from habeas.desk.people.models import Desk, Member
from habeas.desk.policy.rights import ANYONE, SIGNED_IN, has, rights_of
from habeas.desk.policy.routes import needed

Respond = Callable[[HttpRequest], HttpResponse]


class PolicyMiddleware:
    """Lets a request through to its view only where the table of routes says so.

    Whoever is not signed in is sent to sign in; whoever must set up a second factor, to do that; everybody else
    without the right is refused.
    """

    def __init__(self, respond: Respond) -> None:
        self._respond = respond

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self._respond(request)
        if not request.path.startswith("/static/"):
            response.headers.setdefault("Cache-Control", "no-store")
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: tuple[Any, ...], kwargs: dict[str, Any]
    ) -> HttpResponseBase | None:
        """None where the view may answer; otherwise the answer in its place.

        Raises:
            PermissionDenied: the route is not in the table, or the member's role lacks the right.
        """
        match = request.resolver_match
        right = needed(match.view_name, request.method or "") if match is not None else None
        if right is None:
            raise PermissionDenied
        if right == ANYONE:
            return None
        member = request.user
        if not isinstance(member, Member):
            return redirect_to_login(request.get_full_path())
        if right != SIGNED_IN and lacks_second_factor(member):
            return redirect("mfa_index")
        if not has(member.role, right):
            raise PermissionDenied
        return None


def lacks_second_factor(member: Member) -> bool:
    """Whether this desk requires a second factor and the member has none yet."""
    return Desk.present().require_second_factor and not member.has_second_factor


def rights(request: HttpRequest) -> dict[str, Any]:
    """For templates: `may`, the rights of whoever is signed in."""
    user = getattr(request, "user", None)
    return {"may": rights_of(user.role) if isinstance(user, Member) else frozenset()}
