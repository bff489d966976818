"""The first page."""

from __future__ import annotations

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from habeas.desk.people.models import Member


def home(request: HttpRequest) -> HttpResponse:
    """Where the work stands; before the first account, how to make it."""
    if not request.user.is_authenticated:
        if not Member.objects.exists():
            return render(request, "desk/first.html")
        return redirect_to_login("/")
    return render(request, "desk/home.html")
