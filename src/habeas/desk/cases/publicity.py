"""What the public will see of a case: the switches, the page itself as the site will have it, and what changes."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from difflib import SequenceMatcher
from pathlib import Path
from typing import NamedTuple

from django.conf import settings
from django.utils.translation import gettext as _
from lxml import html

from habeas.desk.cases import rules
from habeas.desk.cases.consent import perhaps_same
from habeas.desk.cases.reads import Shown
from habeas.desk.index.models import Person, Report
from habeas.desk.release.models import Release
from habeas.desk.release.writes import Copied, hashed, public_copy, public_keys
from habeas.items import items
from habeas.model.decision import NAME
from habeas.model.vocabulary import EVENT_TYPES, PROPERTIES
from habeas.publishing.persons import WHOLE
from habeas.publishing.site import case_pages
from habeas.workspace import Workspace

AT_ONCE = 500
"""In a workspace with more reports a preview is made from those of the case and of whoever may be the same."""


class Switch(NamedTuple):
    """One thing that can be kept inside: `allowed` None where nobody decided on it."""

    part: str
    label: str
    allowed: bool | None


class Line(NamedTuple):
    """A line of the page: "same", "new" or "gone"."""

    state: str
    text: str


class Preview(NamedTuple):
    """The pages that the public would see, and the difference to what it sees now. `whole`: made from all reports."""

    pages: tuple[str, ...]
    lines: tuple[Line, ...]
    published: bool
    whole: bool
    inside: tuple[str, ...]

    @property
    def changed(self) -> bool:
        """Whether the public would see anything else than now."""
        return any(line.state != "same" for line in self.lines)


def parts(found: Shown) -> list[Switch]:
    """Everything that can be kept inside of a case: the person, the name, and each kind of thing that is said."""
    decided = rules.switches(found.keys)
    kinds = {prop.property: PROPERTIES[prop.property].label for prop in found.case.properties}
    kinds |= {one.type: EVENT_TYPES[one.type].label for one in found.case.life}
    kinds |= {part: part for part in decided if part not in (WHOLE, NAME, *kinds)}
    named = sorted(kinds.items(), key=lambda one: one[1])
    every = [(WHOLE, _("Everything that speaks of the person")), (NAME, _("The name")), *named]
    return [Switch(part, label, decided.get(part)) for part, label in every]


def preview(opened: Workspace, found: Shown) -> Preview:
    """What the public would see of a case if everything were published now."""
    whole = Report.objects.count() <= AT_ONCE
    near = Person.objects.filter(key__in=perhaps_same(found.keys)).values_list("report_id", flat=True)
    made = public_copy(opened, reports=() if whole else {*near, *found.case.reports})
    pages = tuple(_with_pictures(page, made) for _path, page in _pages(made, found.keys))
    before = _published(found.keys)
    lines = _difference([line for page in before for line in _text(page)], [line for p in pages for line in _text(p)])
    own = {key for one in made.readings if one.report.id in found.case.reports for key in items([one], ())}
    reasons = tuple(dict.fromkeys(one.reason for one in made.copy.refusals if one.key in own))
    return Preview(pages, tuple(lines), bool(before), whole, reasons)


def _pages(made: Copied, keys: Sequence[str]) -> list[tuple[str, str]]:
    public = {outside for inside, outside in public_keys(made) if inside in keys}
    return case_pages(made.copy.book, {one.report.id: one for one in made.copy.readings}, public, made.pictures)


def _with_pictures(page: str, made: Copied) -> str:
    """The page with its pictures in it, as it has none beside it here."""
    for one in made.pictures:
        inside = f"data:image/jpeg;base64,{base64.b64encode(one.data).decode()}"
        page = page.replace(f'src="../{one.path}"', f'src="{inside}"')
    return page


def _published(keys: Sequence[str]) -> list[str]:
    """The pages of the case as they stand on the site now."""
    folder: Path | None = settings.PUBLIC
    last = Release.standing()
    if folder is None or last is None:
        return []
    wanted = {last.pages[key] for key in keys if key in last.pages}
    found = [path for path in sorted((folder / "cases").glob("*.html")) if hashed(f"cases/{path.name}") in wanted]
    return [path.read_text("utf-8") for path in found]


def _text(page: str) -> list[str]:
    """The lines of a page's main part, as somebody reads them."""
    main = html.fromstring(page).find(".//main")
    blocks = [] if main is None else main.iter("h1", "h2", "h3", "h4", "p", "li", "dt", "dd", "td", "th", "blockquote")
    lines = [" ".join(one.text_content().split()) for one in blocks if not len(one.xpath(".//p|.//li|.//dd|.//td"))]
    return [line for line in lines if line]


def _difference(before: list[str], now: list[str]) -> list[Line]:
    found: list[Line] = []
    for kind, a, b, c, d in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if kind == "equal":
            found += [Line("same", line) for line in now[c:d]]
        else:
            found += [Line("gone", line) for line in before[a:b]] + [Line("new", line) for line in now[c:d]]
    return found
