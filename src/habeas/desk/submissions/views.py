"""Pages of submissions."""

from __future__ import annotations

from typing import Any, NamedTuple

from django.contrib import messages
from django.forms.boundfield import BoundField
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from habeas.acting.facts import Fact
from habeas.acting.filling import Answer, FilledField
from habeas.acting.forms import forms
from habeas.desk.access.reads import note_hits, viewer
from habeas.desk.audit.models import note
from habeas.desk.cases.consent import may
from habeas.desk.cases.models import Use
from habeas.desk.store import workspace
from habeas.desk.submissions import reads, tasks, writes
from habeas.desk.submissions.forms import LANGUAGE_CHOICES, DueForm, StartForm, StepForm, WordsForm, own_language
from habeas.desk.submissions.models import Copy, Due, Stage, Submission
from habeas.documents import Document, as_html_part, not_drawn
from habeas.documents.model import LANGUAGES, Language

KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "html": "text/html; charset=utf-8",
}


def _refusals() -> dict[str, str]:
    return {
        "consent": _("Nobody consented to their being named in a letter or a submission, or it stands no more."),
        "nothing": _("Nothing about this person may leave yet: nothing was accepted, or permitted."),
        "stage": _("That stage does not follow the one it is at."),
        "fallen": _("Something under it does not stand any more, or refers to what may not leave."),
        "lacking": _("Something that is required lacks."),
        "over": _("Something is longer than the form allows."),
    }


def submissions(request: HttpRequest) -> HttpResponse:
    """All submissions, what is flagged and what is due first."""
    member = viewer(request)
    with workspace() as opened:
        stale = tasks.ask(opened.position())
    rows = sorted(reads.seen(member), key=lambda row: (not row[0].flagged, row[0].stage == Stage.CLOSED))
    labels = {name: one.name[_labels()] for name, one in forms().items()}
    dues = reads.dues(member)
    context = {"rows": rows, "labels": labels, "dues": dues, "stale": stale, "today": reads.today()}
    return render(request, "submissions/list.html", context)


def start(request: HttpRequest, person: str) -> HttpResponse:
    """Chooses a form for somebody's case."""
    member = viewer(request)
    name = reads.name_of(member, f"pe:{person}")
    if name is None:
        raise Http404
    form = StartForm(request.POST or None, initial={"language": _labels()})
    if request.method == "POST" and form.is_valid():
        try:
            made = writes.start(member, f"pe:{person}", form.cleaned_data["form"], form.cleaned_data["language"])
        except writes.NotReadyError as error:
            messages.error(request, _refusals()[str(error)])
        else:
            return redirect("submission", made.pk)
    answer = may([f"pe:{person}"], Use.SUBMIT)
    context = {"form": form, "name": name, "person": person, "answer": answer, "forms": forms().values()}
    return render(request, "submissions/start.html", context)


def _labels() -> Language:
    return own_language()  # type: ignore[return-value]


def submission(request: HttpRequest, number: int) -> HttpResponse:
    """One submission: its fields beside the quotations, its gaps, its stages."""
    return _page(request, number)


class Row(NamedTuple):
    """A field as the page shows it: its answers with the facts they rest on, and the box of the writer's words."""

    field: FilledField
    answers: list[tuple[Answer, list[Fact]]]
    box: BoundField | None
    label: str
    compared: bool


class Part(NamedTuple):
    """A part of a form: its label in the language of the desk and in that of the document, and its fields."""

    label: str
    laid_out: str
    rows: list[Row]


def _page(request: HttpRequest, number: int, **more: Any) -> HttpResponse:
    member = viewer(request)
    one, name = reads.one_seen(member, number)
    with workspace() as opened:
        found = reads.stand(opened, one, name)
    note_hits(member, [fact.report for fact in found.facts])
    stages = writes.NEXT[one.stage]
    words = more.get("words") or _words(found)
    context = {
        "found": found,
        "one": one,
        "name": name,
        "words": words,
        "parts": _parts(found, words),
        "step": StepForm(stages, initial={"day": reads.today()}) if stages else None,
        "due": DueForm(prefix="due"),
        "refusal": _refusals().get(found.why, ""),
        "long": reads.pages_over(found),
        "dues": one.dues.all(),
        "steps": one.steps.select_related("by"),
        "copies": one.copies.defer("data").select_related("by"),
        "languages": LANGUAGE_CHOICES,
        "own_language": _labels(),
        "today": reads.today(),
    }
    return render(request, "submissions/submission.html", {**context, **more}, status=400 if more else 200)


def _words(found: reads.Standing, data: QueryDict | None = None) -> WordsForm:
    one = found.submission
    before = {"title": one.title, "language": one.language, **{f"own-{key}": text for key, text in one.own.items()}}
    return WordsForm(found.form, data, initial=before)


def _parts(found: reads.Standing, words: WordsForm) -> list[Part]:
    known = {fact.key: fact for fact in found.facts}
    made = []
    filled = found.filled.parts if found.filled is not None else ()
    for part, meant in zip(filled, found.form.part, strict=False):
        rows = []
        for one in part.fields:
            answers = [(answer, [known[key] for key in answer.keys if key in known]) for answer in one.answers]
            box = f"own-{one.field.id}"
            unsure = one.field.id in found.form.unsure
            label = one.field.label[_labels()]
            rows.append(Row(one, answers, words[box] if box in words.fields else None, label, not unsure))
        made.append(Part(meant.label[_labels()], part.label, rows))
    return made


def write(request: HttpRequest, number: int) -> HttpResponse:
    """Puts the writer's words in."""
    member = viewer(request)
    one, name = reads.one_seen(member, number)
    with workspace() as opened:
        found = reads.stand(opened, one, name)
    form = _words(found, request.POST)
    if not form.is_valid():
        return _page(request, number, words=form)
    try:
        writes.write(member, one, form.own(), form.cleaned_data["title"], form.cleaned_data["language"])
    except writes.NotReadyError as error:
        messages.error(request, _refusals()[str(error)])
    return redirect("submission", number)


def _asked(request: HttpRequest) -> Language | None:
    given = request.GET.get("language", "")
    return next((one for one in LANGUAGES if one == given), None)


def _document(request: HttpRequest, number: int, *, whole: bool) -> tuple[Submission, Document]:
    """The document as it stands now.

    Raises:
        Http404: there is none, or none may be made.
    """
    member = viewer(request)
    one, name = reads.one_seen(member, number)
    with workspace() as opened:
        found = reads.stand(opened, one, name, language=_asked(request), whole=whole)
    note_hits(member, [fact.report for fact in found.facts])
    made = reads.document(found, reads.today().isoformat())
    if made is None:
        raise Http404
    return one, made


def preview(request: HttpRequest, number: int) -> HttpResponse:
    """The document on a page of the desk."""
    one, made = _document(request, number, whole=False)
    context = {"one": one, "part": as_html_part(made), "boxes": not_drawn(made), "languages": LANGUAGE_CHOICES}
    return render(request, "submissions/preview.html", {**context, "laid_out": made.language})


def file(request: HttpRequest, number: int, slug: str) -> HttpResponse:
    """The document as a file: `slug` is pdf, docx or html. The gate has looked at all reports."""
    if slug not in KINDS:
        raise Http404
    one, made = _document(request, number, whole=True)
    note(viewer(request), "submission taken out", f"submission:{one.pk}", slug)
    return _sent(writes.in_formats(made)[slug], slug, f"submission-{one.pk}-{made.language}")


def _sent(data: bytes, kind: str, name: str) -> HttpResponse:
    response = HttpResponse(data, content_type=KINDS[kind])
    response["Content-Disposition"] = f'attachment; filename="{name}.{kind}"'
    return response


def move(request: HttpRequest, number: int) -> HttpResponse:
    """Moves it on to a stage."""
    member = viewer(request)
    one, name = reads.one_seen(member, number)
    form = StepForm(writes.NEXT[one.stage], request.POST)
    if not form.is_valid():
        return _page(request, number, step=form)
    given = form.cleaned_data
    try:
        with workspace() as opened:
            found = reads.stand(opened, one, name, whole=given["stage"] in (Stage.APPROVED, Stage.SENT))
        writes.move(member, found, given["stage"], given["day"], given["text"])
    except writes.NotReadyError as error:
        messages.error(request, _refusals()[str(error)])
    return redirect("submission", number)


def add_due(request: HttpRequest, number: int) -> HttpResponse:
    """Notes something to be done by a day."""
    one, _name = reads.one_seen(viewer(request), number)
    form = DueForm(request.POST, prefix="due")
    if not form.is_valid():
        return _page(request, number, due=form)
    writes.add_due(viewer(request), one, form.cleaned_data["day"], form.cleaned_data["what"])
    return redirect("submission", number)


def due_done(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """Notes that it was done."""
    one, _name = reads.one_seen(viewer(request), number)
    due = get_object_or_404(Due, pk=pk, submission=one)
    writes.settle_due(viewer(request), due, timezone.now())
    return redirect("submission", number)


def copy(request: HttpRequest, number: int, pk: int) -> HttpResponse:
    """A document as it was sent."""
    one, _name = reads.one_seen(viewer(request), number)
    found = get_object_or_404(Copy, pk=pk, submission=one)
    if not found.data:
        raise Http404
    note(viewer(request), "submission's copy seen", f"submission:{one.pk}", found.sha256)
    return _sent(bytes(found.data), found.format, f"submission-{one.pk}-sent-{found.sha256[:12]}")
