"""What starts a submission, writes in it, moves it on, and keeps what was sent."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from datetime import date

import msgspec
from django.db import transaction

from habeas.acting.filling import Filled
from habeas.acting.saying import keys_in
from habeas.desk.audit.models import note
from habeas.desk.cases.consent import may
from habeas.desk.cases.models import Use
from habeas.desk.index.models import Person, Statement
from habeas.desk.people.models import Member
from habeas.desk.submissions.models import Copy, Due, Stage, Step, Submission
from habeas.desk.submissions.reads import Standing, basis, document, fallen, pages_over, today, whole_copy
from habeas.documents import Document, as_docx, as_html, as_pdf
from habeas.workspace import Workspace

NEXT: dict[str, tuple[str, ...]] = {
    Stage.DRAFT: (Stage.APPROVED, Stage.CLOSED),
    Stage.APPROVED: (Stage.SENT, Stage.DRAFT, Stage.CLOSED),
    Stage.SENT: (Stage.ACKNOWLEDGED, Stage.ANSWERED, Stage.CLOSED),
    Stage.ACKNOWLEDGED: (Stage.ANSWERED, Stage.CLOSED),
    Stage.ANSWERED: (Stage.ANSWERED, Stage.CLOSED),
    Stage.CLOSED: (),
}


ON_SENT: list[Callable[[Submission, Filled, date, Member], None]] = []
"""What else happens when something is sent: the apps that follow it put themselves here."""


class NotReadyError(Exception):
    """It cannot go on to that stage as it stands; its text says why. Nothing was changed."""


@transaction.atomic
def start(by: Member, person: str, form: str, language: str) -> Submission:
    """Starts a submission about somebody.

    Raises:
        NotReadyError: their consent does not stand.
    """
    if not may([person], Use.SUBMIT).stands:
        raise NotReadyError("consent")
    made = Submission.objects.create(by=by, person=person, form=form, language=language)
    _step(made, Stage.DRAFT, by, today(), "")
    note(by, "submission started", f"submission:{made.pk}", form)
    return made


@transaction.atomic
def write(by: Member, submission: Submission, own: Mapping[str, str], title: str, language: str) -> None:
    """Puts the writer's words in.

    Raises:
        NotReadyError: it is no draft any more.
    """
    still = Submission.objects.select_for_update().get(pk=submission.pk)
    if not still.open:
        raise NotReadyError("stage")
    still.own, still.title, still.language = {key: text for key, text in own.items() if text.strip()}, title, language
    still.save(update_fields=["own", "title", "language"])
    note(by, "submission written", f"submission:{still.pk}")


@transaction.atomic
def move(by: Member, found: Standing, stage: str, day: date, text: str) -> None:
    """Moves it on to a stage. What is approved is held against its facts; what is sent is kept as it was.

    Raises:
        NotReadyError: that stage does not follow, something required lacks, or something under it fell.
    """
    submission = Submission.objects.select_for_update().get(pk=found.submission.pk)
    if stage not in NEXT[submission.stage]:
        raise NotReadyError("stage")
    if stage in (Stage.APPROVED, Stage.SENT):
        _ready(found)
    if stage == Stage.APPROVED:
        _hold(submission, found)
    if stage == Stage.SENT:
        _keep(by, submission, found, day)
        for follow in ON_SENT:
            assert found.filled is not None  # `_ready` was asked
            follow(submission, found.filled, day, by)
    if stage == Stage.DRAFT:
        submission.used, submission.fallen = {}, []
    submission.stage = stage
    submission.save()
    _step(submission, stage, by, day, text)
    note(by, "submission moved", f"submission:{submission.pk}", stage)


def _ready(found: Standing) -> None:
    if found.filled is None:
        raise NotReadyError(found.why)
    if found.fallen:
        raise NotReadyError("fallen")
    if any(one.lacking for one in found.filled.fields):
        raise NotReadyError("lacking")
    if any(one.over for one in found.filled.fields) or pages_over(found):
        raise NotReadyError("over")


def _hold(submission: Submission, found: Standing) -> None:
    """Notes the facts that it rests on as they are now."""
    assert found.filled is not None  # `_ready` was asked
    referred = {key for text in submission.own.values() for key in keys_in(text)}
    facts = {fact.key: fact for fact in found.filled.facts}
    if referred - set(facts):
        raise NotReadyError("fallen")
    submission.used = {key: msgspec.to_builtins(fact) for key, fact in facts.items()}
    submission.fallen = []


def _keep(by: Member, submission: Submission, found: Standing, day: date) -> None:
    """Keeps the document in all its formats, byte by byte, with its hash."""
    submission.stage = Stage.SENT
    final = document(found._replace(submission=submission), day.isoformat())
    assert final is not None and found.filled is not None  # noqa: PT018 `_ready` was asked
    reports = sorted({fact.report for fact in found.filled.facts})
    for format_, data in in_formats(final).items():
        Copy.objects.create(
            submission=submission,
            format=format_,
            language=final.language,
            sha256=hashlib.sha256(data).hexdigest(),
            data=data,
            reports=reports,
            by=by,
        )


def in_formats(final: Document) -> dict[str, bytes]:
    """The bytes of a document by format."""
    page = as_html(final).encode()
    return {Copy.Format.PDF: as_pdf(final), Copy.Format.DOCX: as_docx(final), Copy.Format.HTML: page}


def _step(submission: Submission, stage: str, by: Member, day: date, text: str) -> None:
    Step.objects.create(submission=submission, stage=stage, by=by, day=day, text=text)


@transaction.atomic
def add_due(by: Member, submission: Submission, day: date, what: str) -> Due:
    """Notes something to be done by a day."""
    note(by, "due date set", f"submission:{submission.pk}", day.isoformat())
    return Due.objects.create(submission=submission, day=day, what=what, by=by)


@transaction.atomic
def settle_due(by: Member, due: Due, now: object) -> None:
    """Notes that it was done; done once, it stays done."""
    if due.done is None:
        Due.objects.filter(pk=due.pk, done=None).update(done=now)
        note(by, "due date met", f"submission:{due.submission_id}", due.day.isoformat())


def check(opened: Workspace) -> int:
    """Looks at everything approved that is not closed: what fell under it since; how many are flagged."""
    flags = 0
    some = list(Submission.objects.exclude(stage__in=(Stage.DRAFT, Stage.CLOSED)))
    made = whole_copy(opened) if some else None
    for one in some:
        found = basis(opened, one.person, made=made)
        now = [{"key": f.key, "how": f.how, "why": f.why} for f in fallen(one, found.matter)]
        Submission.objects.filter(pk=one.pk).update(fallen=now, consent=found.consent.stands, checked=found.position)
        flags += bool(now) or not found.consent.stands
    return flags


@transaction.atomic
def forget(gone: list[str]) -> None:
    """Takes out what is kept of reports that were erased: the facts of them, the words written on these, and the copies
    that rest on them. Of somebody who is in no report any more, everything. Stages, days and hashes stay.
    """
    lost = set(gone)
    there = set(Person.objects.filter(key__in=Submission.objects.values("person")).values_list("key", flat=True))
    for one in Submission.objects.all():
        if one.person not in there:
            _empty(one)
        else:
            _forget_words(one, lost)
    for copy in Copy.objects.defer("data"):
        if lost & set(copy.reports):
            Copy.objects.filter(pk=copy.pk).update(data=b"")


def _empty(one: Submission) -> None:
    Submission.objects.filter(pk=one.pk).update(own={}, used={}, fallen=[], title="")
    one.copies.update(data=b"")
    one.steps.update(text="")
    one.dues.update(what="")


def _forget_words(one: Submission, lost: set[str]) -> None:
    kept = {key: fact for key, fact in one.used.items() if fact["report"] not in lost}
    keys = {key for text in one.own.values() for key in keys_in(text)}
    # A reference to a statement that no table has any more is one to something that was erased.
    known = set(Statement.objects.filter(key__in=keys).values_list("key", flat=True)) | set(kept)
    own = {name: text for name, text in one.own.items() if set(keys_in(text)) <= known}
    if len(kept) < len(one.used) or len(own) < len(one.own):
        Submission.objects.filter(pk=one.pk).update(own=own, used=kept, fallen=[])
