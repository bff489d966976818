"""The sources of a line of a case. A page may have hundreds, and a template takes ten times as long over them."""

from __future__ import annotations

from collections.abc import Iterable

from django import template
from django.urls import reverse
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language_bidi
from django.utils.translation import gettext as _

from habeas.desk.index.templatetags.desk import digits, sentence
from habeas.desk.languages import said
from habeas.model.case import Source

register = template.Library()


@register.simple_tag
def sources(some: Iterable[Source]) -> SafeString:
    """A list of statements: the words that each rests on, who says so, its state, and the way to where it stands."""
    return mark_safe(f'<ul class="sources">{"".join(map(_line, some))}</ul>')


def _line(one: Source) -> str:
    arrow = " ← " if get_language_bidi() else " → "
    words = " … ".join(map(escape, one.quotes))
    voices = arrow.join(f"<bdi>{escape(voice.name)}</bdi>" for voice in one.voices)
    when = f" · <bdi>{escape(one.said)}</bdi>" if one.said else ""
    place = f"{reverse('report', args=[digits(one.report)])}#{digits(one.key)}"
    risk = f" {_tag(_('high-risk') + ': ' + sentence(one.high_risk), 'risk')}" if one.high_risk else ""
    permitted = f" {_tag(_('permitted'))}" if one.permitted else ""
    return (
        f'<li><blockquote dir="auto">{words}</blockquote>\n<p class="help">{voices}{when} · '
        f'<a href="{escape(place)}">{escape(_("on the reading screen"))}</a> '
        f"{_tag(said('states', one.state), 'state')}{risk}{permitted}</p></li>"
    )


def _tag(words: str, kind: str = "") -> str:
    return f'<span class="{f"tag {kind}" if kind else "tag"}">{escape(words)}</span>'
