"""What the public page of a campaign says, as it was last rendered, and in which language its frame speaks."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, Final, NamedTuple, ParamSpec, cast

from csp.constants import NONE
from csp.decorators import csp_replace
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.template.loader import get_template
from django.utils import translation
from django.utils.translation import get_language_info
from django.views.decorators.csrf import csrf_exempt

from habeas.desk.actions.models import Campaign
from habeas.desk.actions.rows import row

P = ParamSpec("P")
RIGHT_TO_LEFT: Final = ("ar", "arc", "ckb", "dv", "fa", "he", "ku-arab", "nqo", "ps", "sd", "syr", "ug", "ur", "yi")
PUBLIC: Final = (Campaign.State.OPEN, Campaign.State.PAUSED, Campaign.State.CLOSED)
_STRICT: Final = {"script-src": [NONE], "connect-src": [NONE], "font-src": [NONE]}


class Page(NamedTuple):
    """A campaign in one language, as the public sees it."""

    campaign: Campaign
    language: str
    shown: dict[str, Any]

    @property
    def direction(self) -> str:
        """Which way its language is written."""
        return direction(self.language)

    @property
    def others(self) -> list[tuple[str, str]]:
        """Its other languages, with their own names."""
        return [(one, own_name(one)) for one in self.campaign.shown if one != self.language]


def spoken(language: str) -> str:
    """The language that the frame of a page speaks: the campaign's own where the desk has it, otherwise English."""
    have = dict(settings.LANGUAGES)
    plain = language.split("-", maxsplit=1)[0]
    return language if language in have else plain if plain in have else settings.LANGUAGE_CODE


def direction(language: str) -> str:
    """ "rtl" or "ltr"."""
    return "rtl" if language in RIGHT_TO_LEFT or language.split("-", maxsplit=1)[0] in RIGHT_TO_LEFT else "ltr"


def own_name(language: str) -> str:
    """A language's name in itself; its code where Django does not know it."""
    try:
        return str(get_language_info(language)["name_local"])
    except KeyError:
        return language


def title(campaign: Campaign, language: str) -> str:
    """The title in a language; in the first one where it has none."""
    shown = campaign.shown.get(language) or campaign.shown.get(campaign.language) or {}
    return str(shown.get("title", ""))


def page_of(slug: str, language: str) -> Page:
    """The public page of a campaign.

    Raises:
        Http404: there is none.
    """
    return _page(row(Campaign, "slug", slug, without="approved"), language)


def page_of_campaign(number: int, language: str) -> Page:
    """The same, by the number of its row."""
    return _page(row(Campaign, "id", number, without="approved"), language)


def _page(campaign: Campaign | None, language: str) -> Page:
    if campaign is None or campaign.state not in PUBLIC or language not in campaign.shown:
        raise Http404
    return Page(campaign, language, campaign.shown[language])


def public(view: Callable[Concatenate[HttpRequest, P], HttpResponse]) -> Callable[..., HttpResponse]:
    """A page for everybody: no cookie, no script, nothing from elsewhere, in no frame."""

    @wraps(view)
    def shown(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponse:
        with translation.override(spoken(str(kwargs.get("language") or translation.get_language()))):
            return view(request, *args, **kwargs)

    made: Any = csp_replace(_STRICT)(csrf_exempt(shown))
    return cast(Callable[..., HttpResponse], made)


def frame(template: str, page: Page | None = None, **context: Any) -> HttpResponse:
    """A page for everybody, in its campaign's language or the reader's: it knows nothing of who asks for it.

    `status` is that of HTTP.
    """
    status = int(context.pop("status", 200))
    language = page.language if page is not None else str(translation.get_language())
    about = {"page": page, "language": language, "direction": direction(language)}
    return HttpResponse(get_template(template).render({**about, **context}), status=status)
