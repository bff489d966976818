"""Whether consent to a use stands for a person: what every page, letter and list that names somebody asks first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Final, Literal, NamedTuple

from django.utils import timezone
from django.utils.translation import gettext_lazy

from habeas.desk.cases.models import Consent, Risk, Use
from habeas.desk.index.models import Pair, Person

State = Literal["given", "not needed", "refused", "withdrawn", "expired", "not asked"]
AGAINST: Final = ("refused", "withdrawn")


_WORDS: Final = {
    "given": gettext_lazy("given"),
    "not needed": gettext_lazy("not needed"),
    "refused": gettext_lazy("refused"),
    "withdrawn": gettext_lazy("withdrawn"),
    "expired": gettext_lazy("run out"),
    "not asked": gettext_lazy("not asked"),
}


class Answer(NamedTuple):
    """What was answered about one use. `who` said so, `when` (EDTF, or the day it was recorded); `risk` is the level
    of the newest risk of this use ("" where nobody wrote any), `more` what was written beside the answer.
    """

    state: State
    who: str = ""
    when: str = ""
    risk: str = ""
    more: str = ""

    @property
    def said(self) -> str:
        """The state in the reader's language."""
        return str(_WORDS[self.state])

    @property
    def graveness(self) -> str:
        """The level of the risk in the reader's language."""
        return str(Risk.Level(self.risk).label) if self.risk else ""

    @property
    def stands(self) -> bool:
        """Whether the use may be made: it was consented to, or needs no consent, and nobody wrote of a grave risk."""
        return self.state in ("given", "not needed") and self.risk != Risk.Level.GRAVE

    @property
    def forbids(self) -> bool:
        """Whether somebody said no, or the risk is grave: more than that nobody was asked."""
        return self.state in (*AGAINST, "expired") or self.risk == Risk.Level.GRAVE


def may(person_keys: Iterable[str], use: str) -> Answer:
    """The answer for one person, who goes by these keys ("pe:…"), on a use (`Use`, or its value).

    The newest answer counts. What was given counts for whoever people decided is the same; a refusal, a withdrawal and
    a risk count for everybody who may be the same too.
    """
    given = sorted(set(person_keys))
    use = Use(use).value
    same, perhaps = decided_same(given), perhaps_same(given)
    risk = Risk.objects.filter(person__in=perhaps, use=use).order_by("-id").first()
    level = "" if risk is None else str(risk.level)
    own = Consent.objects.filter(person__in=same, use=use).order_by("-id").first()
    for one in () if own is not None and own.answer in AGAINST else _others(perhaps, same, use):
        if one.answer in AGAINST:
            return _answer(one, level)
    return Answer("not asked", risk=level) if own is None else _answer(own, level)


def _others(perhaps: Sequence[str], same: Sequence[str], use: str) -> list[Consent]:
    """The newest answer of each key that may be the same person, though nobody has decided that it is."""
    rows = Consent.objects.filter(person__in=perhaps, use=use).exclude(person__in=same).order_by("id")
    return list({row.person: row for row in rows}.values())


def _answer(one: Consent, risk: str) -> Answer:
    state: State = "not needed" if one.answer == Consent.Answer.NOT_NEEDED else one.answer  # type: ignore[assignment]
    if state == "given" and one.until is not None and one.until < timezone.now().date():
        state = "expired"
    return Answer(state, one.told_by, one.told or one.made.date().isoformat(), risk, one.more)


def decided_same(keys: Sequence[str]) -> list[str]:
    """These keys, and those of whoever people decided is the same."""
    found, new = set(keys), set(keys)
    while new:
        pairs = Pair.objects.filter(state="same")
        right = pairs.filter(left__in=new).values_list("right_id", flat=True)
        left = pairs.filter(right__in=new).values_list("left_id", flat=True)
        new = {*right, *left} - found
        found |= new
    return sorted(found)


def perhaps_same(keys: Sequence[str]) -> list[str]:
    """These keys, and those of whoever is, or may be, the same."""
    wholes = Person.objects.filter(key__in=keys).values("whole")
    found = Person.objects.filter(whole__in=wholes).values_list("key", flat=True)
    return sorted({*keys, *found, *decided_same(keys)})
