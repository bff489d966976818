"""Pages of pairs."""

from __future__ import annotations

from typing import Any

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from habeas.desk.access.reads import note_hits, viewer
from habeas.desk.index.following import follow
from habeas.desk.index.models import Pair
from habeas.desk.review.writes import RefusedError
from habeas.desk.same import writes
from habeas.desk.same.reads import beside, pairs
from habeas.desk.store import LEDGER, workspace
from habeas.workspace import OvertakenError

PAGE = 5
STATES = ("proposed", "unsure", "same", "different")


def page(request: HttpRequest) -> HttpResponse:
    """Pairs side by side, the likeliest first."""
    return _page(request)


def _page(request: HttpRequest, **more: Any) -> HttpResponse:
    member = viewer(request)
    state = request.GET.get("state", "proposed")
    state = state if state in STATES else "proposed"
    of = request.GET.get("of", "")
    some = Paginator(pairs(member, state, f"pe:{of}" if of else ""), PAGE).get_page(request.GET.get("page"))
    with workspace() as opened:
        position = LEDGER.follow(opened)
        found = [beside(opened, one) for one in some]
    note_hits(member, [side.report for one in found for side in (one.left, one.right)])
    context = {"found": found, "page": some, "state": state, "states": STATES, "position": position, "of": of}
    query = f"state={state}" + (f"&of={of}" if of else "")
    return render(request, "same/pairs.html", {**context, "query": query, **more}, status=409 if more else 200)


def decide(request: HttpRequest) -> HttpResponse:
    """Decides on a pair: `left`, `right`, and `action` (same, different, unsure, undo)."""
    member = viewer(request)
    left, right = (f"pe:{request.POST.get(side, '')}" for side in ("left", "right"))
    seen = {pair for state in STATES for pair in pairs(member, state).filter(left=left, right=right)}
    pair: Pair | None = next(iter(seen), None)
    if pair is None:
        raise Http404
    try:
        with workspace() as opened:
            writes.decide(opened, pair, writes.act(member, request.POST))
            follow(opened)
    except (RefusedError, OvertakenError) as error:
        return _page(request, why=str(error))
    state = request.POST.get("state", "proposed")
    return redirect(reverse("pairs") + f"?state={state if state in STATES else 'proposed'}")
