"""What goes into an export: what passed the gate, or, for the inside, what its member may see."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import NamedTuple

from django.http import QueryDict
from django.utils.translation import gettext as _

from habeas import pipeline
from habeas.desk.access.reads import hidden_from, note_hits, restricted
from habeas.desk.cases import rules
from habeas.desk.cases.moved import settle_moved
from habeas.desk.exports.models import Export, Scope, Terms
from habeas.desk.index.models import Person, Statement
from habeas.desk.people.models import Member
from habeas.desk.release.writes import Copied, public_keys
from habeas.desk.search.forms import SearchForm
from habeas.desk.search.holding import LISTED
from habeas.desk.search.reads import found
from habeas.desk.store import LEDGER
from habeas.exporting.about import About, Content, Places, as_of, narrowed
from habeas.items import items
from habeas.model.case import CaseBook, CaseFile
from habeas.model.decision import Decision
from habeas.model.identity import person_keys, statement_key
from habeas.model.reading import Reading
from habeas.publishing.clearing import cleared
from habeas.publishing.tables import Row
from habeas.workspace import Workspace


class NothingError(Exception):
    """Nothing of what was asked for may leave, or is there for whoever asks."""


class Gathered(NamedTuple):
    """The content; of a case the case, of a search its rows; and the decisions that it rests on, for the inside."""

    content: Content
    case: CaseFile | None = None
    rows: tuple[Row, ...] = ()
    decisions: tuple[Decision, ...] = ()


def gathered(opened: Workspace, export: Export) -> Gathered:
    """What an export is made from.

    Raises:
        NothingError: there is nothing.
    """
    LEDGER.follow(opened)
    return _inside(opened, export) if export.inside else _public(opened, export)


def _public(opened: Workspace, export: Export) -> Gathered:
    made = _copy(opened, export.by)
    readings = {one.report.id: one for one in made.copy.readings}
    book = cleared(made.copy.book, readings)
    if export.scope == Scope.CASE:
        case = _public_case(export, made, book)
        book = narrowed(book, case)
        return Gathered(_content(export, book, readings, case.name), case)
    content = _content(export, book, readings, "")
    if export.scope == Scope.SEARCH:
        wanted = {one.key for one in _found(export)}
        keys = {public for inside, public in _statement_keys(made) if inside in wanted}
        rows = tuple(row for row in content.tables()["statements"] if row["statement_key"] in keys)
        return Gathered(_some(content, len(rows)), rows=rows)
    return Gathered(_some(content, len(book.reports)))


def _copy(opened: Workspace, member: Member) -> Copied:
    """The public copy of what is not restricted, as if what is recorded of consent were settled now.

    Publishing settles it as decisions; an export, which anybody may ask for, decides nothing. Only what was withheld of
    somebody whom a newer reader names otherwise goes along with them first, as it does before publishing.
    """
    settle_moved(opened, member)
    hidden = restricted()
    readings = tuple(one for one in opened.readings() if one.report.id not in hidden)
    return Copied(pipeline.public_copy(readings, rules.as_settled(opened), opened.received()), readings, "")


def _some(content: Content, count: int) -> Content:
    if not count:
        raise NothingError
    return content


def _public_case(export: Export, made: Copied, book: CaseBook) -> CaseFile:
    """The case in public of whoever the member means.

    Raises:
        NothingError: nothing of it may leave, or the member may not see it.
    """
    mine = set(_whole(export.by, export.of))
    public = {outside for inside, outside in public_keys(made) if inside in mine}
    case = next((one for one in book.cases if any(ref.key in public for ref in one.people)), None)
    if case is None:
        raise NothingError
    return case


def _whole(member: Member, key: str) -> list[str]:
    """The keys of all who are taken for the same as this one, in reports that the member may see."""
    seen = Person.objects.exclude(report__in=hidden_from(member))
    person = seen.filter(key=key).first()
    return [] if person is None else list(seen.filter(whole=person.whole).values_list("key", flat=True))


def _statement_keys(made: Copied) -> Iterator[tuple[str, str]]:
    """The key of each public statement inside, and the one in public."""
    public = {
        (one.report.id, kind, statement.id): statement_key(one, kind, statement)
        for one in made.copy.readings
        for kind, statement in one.statements()
    }
    for one in made.readings:
        for kind, statement in one.statements():
            place = (one.report.id, kind, statement.id)
            if place in public:
                yield statement_key(one, kind, statement), public[place]


def _inside(opened: Workspace, export: Export) -> Gathered:
    if export.scope == Scope.CASE:
        return _inside_case(opened, export)
    hidden = hidden_from(export.by) | restricted()
    if export.scope == Scope.SEARCH:
        rows = tuple(_row(export, one) for one in _found(export) if one.report_id not in hidden)
        content = _content(export, CaseBook(reports=(), cases=(), figures=(), demands=(), findings=()), {}, "")
        rows = tuple({**row, **content.stamp()} for row in rows)
        return Gathered(_some(content, len(rows)), rows=rows)
    readings = [one for one in opened.readings() if one.report.id not in hidden]
    book = pipeline.working_copy(readings, opened.decisions(), opened.received())
    return Gathered(_some(_content(export, book, {one.report.id: one for one in readings}, ""), len(readings)))


def _inside_case(opened: Workspace, export: Export) -> Gathered:
    """A case with everything that its member may see of it, restricted reports among them if they may."""
    people = Person.objects.filter(key__in=_whole(export.by, export.of)).order_by("report__order")
    ids = list(people.values_list("report_id", flat=True).distinct())
    readings = [one for report in ids if (one := opened.reading(report)) is not None]
    known = items(readings, ())
    own = [*known, *person_keys(readings), *ids]
    decisions = LEDGER.about(own)
    book = pipeline.working_copy(readings, decisions, opened.received(ids))
    case = next((one for one in book.cases if any(ref.key == export.of for ref in one.people)), None)
    if case is None:
        raise NothingError
    note_hits(export.by, case.reports)
    book = narrowed(book, case)
    kept = {report.id for report in book.reports}
    content = _content(export, book, {one.report.id: one for one in readings if one.report.id in kept}, case.name)
    return Gathered(content, case, decisions=tuple(_untouched(decisions, own, export.by)))


def _untouched(decisions: Sequence[Decision], own: Collection[str], member: Member) -> Iterator[Decision]:
    """The decisions without those that are also on something of a report that the member may not see, or that is
    restricted and not of this case: what their authors were shown stands in them.
    """
    hidden = hidden_from(member) | restricted()
    beside = {target for one in decisions for link in LEDGER.chain(one) for target in link.targets} - set(own)
    secret = {*Person.objects.filter(key__in=beside, report__in=hidden).values_list("key", flat=True)}
    secret |= {*Statement.objects.filter(key__in=beside, report__in=hidden).values_list("key", flat=True)}
    for one in decisions:
        if not any(target in secret for link in LEDGER.chain(one) for target in link.targets):
            yield one


def _found(export: Export) -> list[Statement]:
    form = SearchForm(QueryDict(export.of))
    if not form.is_valid() or not any(form.wanted()):
        return []
    return list(found(export.by, form.wanted())[:LISTED])


def _row(export: Export, one: Statement) -> Row:
    report = one.report
    return {
        "address": f"{export.root}reports/{report.digest}/#{one.number}",
        "statement_key": one.key,
        "report_id": report.pk,
        "title": report.title,
        "publisher": report.publisher,
        "published": report.published,
        "kind": one.kind,
        "says": one.says,
        "words": one.words,
        "said_by": one.speaker,
        "when": one.when,
        "state": one.state,
        "high_risk": one.risk,
        "may_be_public": "permitted" if one.permitted else "no" if one.risk else "once accepted",
    }


def _content(export: Export, book: CaseBook, readings: dict[str, Reading], name: str) -> Content:
    terms = Terms.present()
    notes = [_("Restricted reports are left out.")] if export.scope != Scope.CASE or not export.inside else []
    if export.scope == Scope.SEARCH:
        notes.append(_("At most %(most)d statements.") % {"most": LISTED})
    if export.inside:
        addresses = _("They lead to the desk, for its members.")
    else:
        addresses = terms.site or _("They count from the root of the public site.")
    about = About(
        title=": ".join(part for part in (str(Scope(export.scope).label), name) if part),
        as_of=as_of(book) or export.made.date().isoformat() if export.scope == Scope.SEARCH else as_of(book),
        made=export.made.strftime("%Y-%m-%dT%H:%M:%SZ"),
        licence=terms.licence,
        addresses=addresses,
        inside=export.inside,
        notes=tuple(notes),
    )
    root = export.root if export.inside else terms.site
    return Content(about, book, readings, Places(book, readings, root, desk=export.inside))
