"""Denials beside what they deny: an event or value that somebody denies, and a claim that denies what others
allege.
"""

from __future__ import annotations

from collections.abc import Sequence

from habeas.model.case import Finding, Source
from habeas.model.reading import Attribute, Claim, spans_of
from habeas.weighing.findings import finding
from habeas.weighing.ground import Told, who_says
from habeas.weighing.happenings import Happening
from habeas.weighing.known import WEIGHING
from habeas.weighing.values import value_of
from habeas.weighing.wording import content, date_words, folded, listed, quoted, stem, unique

_ABOUT_IT = frozenset(stem(w) for known in (WEIGHING.denials["about"], *WEIGHING.speakers.values()) for w in known)
_SHOWN = 6  # how many tellings of what is denied stand in one finding


def denials(happenings: Sequence[Happening], attributes: Sequence[Told], claims: Sequence[Told]) -> list[Finding]:
    """One finding for each denial, with what it denies beside it where somebody says that."""
    found = [_event_denied(h, happenings) for h in happenings if h.first.status == "denied"]
    found += [_value_denied(told, attributes) for told in attributes if told.source.status == "denied"]
    shown = {source.key for f in found for source in f.sources}
    for told in claims:
        denied = _claim_denied(told, happenings, claims)
        if denied and not shown & {told.source.key, *_inner(told, happenings, attributes)}:
            found.append(_finding(told.source, denied))
    return found


def _event_denied(denied: Happening, happenings: Sequence[Happening]) -> Finding:
    kind = denied.first.type
    others = [h for h in happenings if h.first.type == kind and h.first.status in ("asserted", "reported_possible")]
    return _finding(denied.first.told.source, [t.told.source for h in others for t in h.tellings])


def _value_denied(denied: Told, attributes: Sequence[Told]) -> Finding:
    words = content(value_of(denied))
    others = [
        told.source
        for told in attributes
        if told.source.status != "denied" and _same_property(told, denied) and words & content(value_of(told))
    ]
    return _finding(denied.source, others)


def _same_property(left: Told, right: Told) -> bool:
    a, b = left.statement, right.statement
    return isinstance(a, Attribute) and isinstance(b, Attribute) and a.property == b.property


def _claim_denied(denial: Told, happenings: Sequence[Happening], claims: Sequence[Told]) -> list[Source]:
    """What a claim that denies answers: what it names in words, or what its report alleges before it."""
    if not isinstance(denial.statement, Claim) or denial.statement.act != "deny":
        return []
    words = _what(denial)
    alleged = [
        telling.told
        for happening in happenings
        if happening.first.type in WEIGHING.events.alleged and happening.first.status != "denied"
        for telling in happening.tellings
    ]
    accused = [c for c in claims if isinstance(c.statement, Claim) and c.statement.act == "accuse"]
    named = [told for told in (*alleged, *accused) if words & _what(told)]
    if not named and set(folded(" ".join(denial.source.quotes)).split()) & WEIGHING.denials["generic"]:
        named = [t for t in (*alleged, *accused) if t.ground is denial.ground and t.span.start < denial.span.start]
    return [t.source for t in named if t.source.key != denial.source.key]


def _what(told: Told) -> frozenset[str]:
    """The words that say what happened: not who says so, nor to whom, by whom, where or when."""
    spans = told.statement.content if isinstance(told.statement, Claim) else spans_of(told.statement)
    words = content(" ".join(span.quote for span in spans))
    names = frozenset(w for e in told.ground.reading.entities for w in content(e.name))
    return frozenset(w for w in words - names - _ABOUT_IT if not w.isdigit())


def _inner(denial: Told, happenings: Sequence[Happening], attributes: Sequence[Told]) -> set[str]:
    """The keys of the denied statements that stand in the claim's own words."""
    told = [t.told for h in happenings for t in h.tellings] + list(attributes)
    return {
        t.source.key for t in told if t.ground is denial.ground and t.source.status == "denied"
        and t.span.overlaps(denial.span)
    }  # fmt: skip


def _finding(denial: Source, denied: Sequence[Source]) -> Finding:
    words = quoted(denial.quotes[0])
    who = who_says(denial)
    on = f", {date_words(denial.said)}" if denial.said else ""
    negated = bool(set(folded(denial.quotes[0]).split()) & WEIGHING.denials["negations"])
    denies = f"{who} {'says that it is not so' if negated else 'denies'}{on}: {words}."
    if not denied:
        return finding("denial", denies + " No report here says otherwise.", (denial,))
    sayers = listed(unique(who_says(s) for s in denied), 2)
    said = quoted(denied[0].quotes[0])
    text = denies + f" Against it stands {said} ({sayers})."
    return finding("denial", text, (denial, *denied[:_SHOWN]))
