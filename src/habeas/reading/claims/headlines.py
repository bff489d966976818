"""What a headline tells and the report tells again more fully is told once, in the report."""

from __future__ import annotations

import re
from collections import Counter

from habeas.reading.claims.draft import DraftClaim
from habeas.reading.page import Page

_WORD = re.compile(r"\w{3,}")


def without_headlines(page: Page, drafts: list[DraftClaim]) -> list[DraftClaim]:
    """The drafts without those of titles whose words another draft has, or whose speaker speaks in the body."""
    titles = [d for d in drafts if _in_title(page, d)]
    if not titles:
        return drafts
    body = [d for d in drafts if d not in titles]
    again = [d for d in titles if any(_tells_again(d, other) for other in body)]
    return [d for d in drafts if d not in again]


def _in_title(page: Page, draft: DraftClaim) -> bool:
    token = page.token_at(draft.start)
    return token is not None and page.passage(token).role == "title"


def _tells_again(title: DraftClaim, other: DraftClaim) -> bool:
    one, two = _words(title), _words(other)
    shared = sum((one & two).values())
    return shared * 2 >= sum(one.values())


def _words(draft: DraftClaim) -> Counter[str]:
    return Counter(word.casefold() for span in draft.content for word in _WORD.findall(span.quote))
