"""Who is meant: the people and bodies of a report with the words that stand for each, to be joined and taken apart."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from habeas.desk.access.reads import enter
from habeas.desk.index.following import follow
from habeas.desk.review import writes
from habeas.desk.review.views import act_of
from habeas.desk.store import LEDGER, workspace
from habeas.model.amendment import Meaning
from habeas.model.decision import Decision
from habeas.model.reading import Entity, Reading
from habeas.model.span import Span
from habeas.workspace import OvertakenError, Workspace

AROUND = 45
KINDS = ("person", "group", "organisation")


class Mention(NamedTuple):
    """Words that stand for somebody, with the text before and after them."""

    place: str
    before: str
    words: str
    after: str


class Somebody(NamedTuple):
    """One person or body of a report, with the words that stand for it."""

    entity: Entity
    mentions: tuple[Mention, ...]


def who(request: HttpRequest, digest: str) -> HttpResponse:
    """Everybody of a report, with their words; `at` (start-end) marks the words that were asked about."""
    enter(request, f"sha256:{digest}")
    with workspace() as opened:
        return _page(request, digest, opened)


def _page(request: HttpRequest, digest: str, opened: Workspace, why: str = "", status: int = 200) -> HttpResponse:
    position = LEDGER.follow(opened)
    reading = opened.reading(f"sha256:{digest}")
    if reading is None:
        raise Http404
    context = {
        "reading": reading,
        "digest": digest,
        "position": position,
        "people": list(_people(reading)),
        "asked": _place_of(reading, request.GET.get("at", "")),
        "moves": _moves(reading.report.id),
        "why": why,
    }
    return render(request, "review/who.html", context, status=status)


def _people(reading: Reading) -> Iterator[Somebody]:
    some = [one for one in reading.entities if one.kind in KINDS and one.mentions]
    for one in sorted(some, key=lambda one: one.mentions[0].start):
        yield Somebody(one, tuple(_mention(reading.text, span) for span in one.mentions))


def _mention(text: str, span: Span) -> Mention:
    before, after = text[max(0, span.start - AROUND) : span.start], text[span.end : span.end + AROUND]
    return Mention(f"{span.start}-{span.end}", before, span.quote, after)


def _place_of(reading: Reading, given: str) -> str:
    """The mention that stands where somebody pointed."""
    try:
        start, end = (int(part) for part in given.split("-"))
    except ValueError:
        return ""
    spans = [
        m for one in reading.entities if one.kind in KINDS for m in one.mentions if m.start < end and start < m.end
    ]
    nearest = min(spans, key=lambda m: (abs(m.start - start) + abs(m.end - end), m.start), default=None)
    return "" if nearest is None else f"{nearest.start}-{nearest.end}"


def _moves(report: str) -> list[tuple[Decision, Meaning]]:
    """What people said of who is meant, newest first, as far as it is in force."""
    made = LEDGER.amending(report)
    return [(one, one.amendment) for one in reversed(made) if isinstance(one.amendment, Meaning)]


def _span(reading: Reading, given: str) -> Span:
    try:
        start, end = (int(part) for part in given.split("-"))
    except ValueError as error:
        raise writes.RefusedError(_("select some words first")) from error
    return writes.Words(start, end).span(reading)


def _meant(reading: Reading, request: HttpRequest) -> Meaning:
    """What was said. `mention`: "start-end", or "all" with `first`; `same`: the name of another, or nothing."""
    whole = request.POST.get("mention") == "all"
    mention = _span(reading, request.POST.get("first" if whole else "mention", ""))
    name = " ".join(request.POST.get("same", "").split())
    same = None
    if name:
        own = {m for one in reading.entities if mention in one.mentions for m in one.mentions}
        named = [one for one in reading.entities if one.name.casefold() == name.casefold() and one.mentions]
        others = [one.mentions[0] for one in named if one.mentions[0] not in own]
        if not others:
            raise writes.RefusedError(_("nobody else in this report is called “%(name)s”") % {"name": name})
        same = others[0]
    elif whole:
        raise writes.RefusedError(_("say whom all these words mean, or choose some of them"))
    return Meaning(report=reading.report.id, mention=mention, same_as=same, whole=whole)


def mean(request: HttpRequest, digest: str) -> HttpResponse:
    """Says whom words mean."""
    enter(request, f"sha256:{digest}")
    with workspace() as opened:
        reading = opened.reading(f"sha256:{digest}")
        if reading is None:
            raise Http404
        try:
            writes.mean(opened, reading, _meant(reading, request), act_of(request, "mean"))
        except (writes.RefusedError, OvertakenError) as error:
            return _page(request, digest, opened, str(error), 409 if isinstance(error, OvertakenError) else 400)
        follow(opened)
    messages.success(request, _("Noted whom these words mean."))
    return redirect("who", digest)


def undo(request: HttpRequest, digest: str) -> HttpResponse:
    """Takes back what somebody said of who is meant (`decision`)."""
    enter(request, f"sha256:{digest}")
    with workspace() as opened:
        LEDGER.follow(opened)
        wanted = request.POST.get("decision", "")
        if wanted not in {one.id for one, _meaning in _moves(f"sha256:{digest}")}:
            raise Http404
        writes.undo(opened, wanted, act_of(request, "undo"))
        follow(opened)
    messages.success(request, _("Taken back."))
    return redirect("who", digest)
