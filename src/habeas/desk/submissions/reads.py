"""What a submission says as the workspace stands now, who may see it, and what is due."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta
from typing import NamedTuple

import msgspec
from django.conf import settings
from django.http import Http404
from django.utils import timezone

from habeas.acting.archives import kept_at
from habeas.acting.facts import Fact, all_facts, case_of
from habeas.acting.filling import Consent, Filled, Matter, filled, matter_of
from habeas.acting.folding import folded
from habeas.acting.forms import Form, forms
from habeas.acting.laying import Edition, laid_out
from habeas.acting.saying import Fallen, keys_in, standing
from habeas.desk.access.reads import hidden_from
from habeas.desk.cases import rules
from habeas.desk.cases.consent import Answer, may, perhaps_same
from habeas.desk.cases.models import Use
from habeas.desk.index.models import Person, Report
from habeas.desk.people.models import Member
from habeas.desk.release.writes import Copied, public_copy, public_keys
from habeas.desk.submissions.models import Due, Stage, Submission
from habeas.documents import Document, Sources, as_pdf, page_count
from habeas.documents.model import Language
from habeas.model.case import CaseBook, CaseFile
from habeas.workspace import Workspace

SOON_DAYS = 14
AT_ONCE = 500
"""In a workspace with more reports the screen is made from those of the case; what leaves, from all of them."""


class Basis(NamedTuple):
    """What may be said of somebody: None in `matter` where nothing may."""

    matter: Matter | None
    consent: Answer
    position: int


class Standing(NamedTuple):
    """A submission as it stands. `filled` is None where nothing may be made, `why` says why."""

    submission: Submission
    form: Form
    name: str
    consent: Answer
    filled: Filled | None
    why: str
    fallen: tuple[Fallen, ...]
    facts: tuple[Fact, ...] = ()


def seen(member: Member) -> list[tuple[Submission, str]]:
    """The submissions that a member may see, with the name of the person, the newest first."""
    names = dict(_people(member))
    return [(one, names[one.person]) for one in Submission.objects.select_related("by") if one.person in names]


def one_seen(member: Member, number: int) -> tuple[Submission, str]:
    """A submission that a member may see, with the name of the person.

    Raises:
        Http404: there is none.
    """
    one = Submission.objects.filter(pk=number).select_related("by").first()
    name = name_of(member, one.person) if one is not None else None
    if one is None or name is None:
        raise Http404
    return one, name


def name_of(member: Member, person: str) -> str | None:
    """The name of a person whom a member may see; None where they may not."""
    return next((name for key, name in _people(member, person)), None)


def _people(member: Member, person: str = "") -> list[tuple[str, str]]:
    hidden = hidden_from(member)
    rows = Person.objects.filter(key=person) if person else Person.objects.filter(key__in=_about())
    if hidden:
        shut = Person.objects.filter(report__in=hidden).values("whole")
        rows = rows.exclude(whole__in=shut)
    return [(str(key), str(name)) for key, name in rows.values_list("key", "name")]


def _about() -> list[str]:
    return list(Submission.objects.values_list("person", flat=True).distinct())


def whole_copy(opened: Workspace) -> Copied | None:
    """What may leave of all reports, for several submissions at once; None where there are too many for that."""
    return public_copy(opened, besides=rules.for_submission(opened)) if Report.objects.count() <= AT_ONCE else None


def basis(opened: Workspace, person: str, *, whole: bool = False, made: Copied | None = None) -> Basis:
    """What may be said about the person with this key.

    `whole`: the gate looks at all reports, however many; `made`: it did so before.
    """
    position = opened.position()
    answer = may([person], Use.SUBMIT)
    near = set(Person.objects.filter(key__in=perhaps_same([person])).values_list("report_id", flat=True))
    every = whole or Report.objects.count() <= AT_ONCE
    reports = () if every or not near else near
    made = made or public_copy(opened, reports=reports, besides=rules.for_submission(opened))
    book, readings = made.copy.book, made.copy.readings
    outside = dict(public_keys(made))
    case = case_of(book, outside.get(person, person))
    if case is None:
        return Basis(None, answer, position)
    facts = all_facts(book, readings, kept_at(opened.received(reports or None), settings.RUN.archive))
    others = _consenting(book, case, facts)
    return Basis(matter_of(book, facts, case, _consent(answer), others), answer, position)


def _consent(answer: Answer) -> Consent:
    needed = answer.state != "not needed"
    return Consent(stands=answer.stands, needed=needed, who=answer.who, when=answer.when, why=answer.more)


def _consenting(book: CaseBook, case: CaseFile, facts: Mapping[str, Fact]) -> list[str]:
    """The other cases that the facts of this one speak of and whose people consented to the same use."""
    mine = [fact for fact in facts.values() if case.id in fact.cases]
    told = folded(" ".join(text for fact in mine for text in (fact.quotation, *(part.text for part in fact.parts))))
    shared = {one for fact in mine for one in fact.cases}
    near = [c for c in book.cases if c.id != case.id and (c.id in shared or any(folded(n) in told for n in c.names))]
    return [one.id for one in near if may([ref.key for ref in one.people], Use.SUBMIT).stands]


def stand(
    opened: Workspace, submission: Submission, name: str, *, language: Language | None = None, whole: bool = False
) -> Standing:
    """A submission as it stands now, in its language or another."""
    form = forms()[submission.form]
    found = basis(opened, submission.person, whole=whole)
    if not found.consent.stands:
        return Standing(submission, form, name, found.consent, None, "consent", ())
    if found.matter is None:
        return Standing(submission, form, name, found.consent, None, "nothing", ())
    done = filled(form, found.matter, submission.own, language or language_of(submission))
    return Standing(
        submission, form, name, found.consent, done, "", fallen(submission, found.matter), found.matter.facts
    )


def language_of(submission: Submission) -> Language:
    """The language it is laid out in."""
    found: Language = msgspec.convert(submission.language, Language)
    return found


def fallen(submission: Submission, matter: Matter | None) -> tuple[Fallen, ...]:
    """The facts under it that do not stand as they did when it was approved; of a draft, references to nothing."""
    facts = () if matter is None else matter.facts
    if submission.used:
        before = msgspec.convert(submission.used, dict[str, Fact])
        return standing(facts, before.values())
    used = dict.fromkeys(key for text in submission.own.values() for key in keys_in(text))
    known = {fact.key for fact in facts}
    return standing(facts, [key for key in used if key not in known])


def document(found: Standing, made: str = "") -> Document | None:
    """The document; None where none may be made. `made`: the day it bears, ISO 8601."""
    if found.filled is None:
        return None
    draft = found.submission.stage == Stage.DRAFT
    return laid_out(found.filled, Edition(title=found.submission.title, made=made, draft=draft))


def pages_over(found: Standing) -> int:
    """By how many pages the document passes what its form allows, its annex of sources left out."""
    made = document(found)
    if made is None or not found.form.pages:
        return 0
    body = msgspec.structs.replace(made, blocks=tuple(one for one in made.blocks if not isinstance(one, Sources)))
    return max(0, page_count(as_pdf(body)) - found.form.pages)


def dues(member: Member, *, days: int = SOON_DAYS) -> list[tuple[Due, str]]:
    """What is due within so many days or is late, of what a member may see, with the person's name."""
    until = today() + timedelta(days=days)
    names = dict(_people(member))
    rows = Due.objects.filter(done=None, day__lte=until).select_related("submission")
    return [(one, names[one.submission.person]) for one in rows if one.submission.person in names]


def flagged(member: Member) -> list[tuple[Submission, str]]:
    """Submissions that are not closed and under which something fell."""
    return [(one, name) for one, name in seen(member) if one.flagged and one.stage != Stage.CLOSED]


def today() -> date:
    """The day, as the desk's clock has it."""
    return timezone.now().date()
