"""What a page says of itself within its text: who took the picture, where the text comes from, what to subscribe to."""

from __future__ import annotations

import re

from habeas.reading.script import CAPITALS

_PICTURE = re.compile(
    r"\((?:[\w.]{1,12} )?(?:Photo|Image|Picture|Photograph|Screenshot|Screengrab|Illustration|Video)s?"
    r"(?=\)|[:/,;]| (?:by|courtesy|via|from|credits?|provided)\b)[^()\n]{0,140}\)\s{0,3}\Z"
)
"""The last brackets of a caption: "(VPA Photo/Ada Lund, File)", "(Photo by: Ada Lund / Vesna)"."""
_TAKEN_BY = re.compile(
    rf"(?<=[.)!?] )(?:File )?Photos? (?:by|courtesy of) [{CAPITALS}][\w.'’/ -]{{2,60}}"
    r"(?: \| [A-Z][\w ]{2,20})?\s{0,3}\Z"
)
_AGENCY_BEHIND = re.compile(
    rf"(?<=[a-z\d)]\.) ?[—–-]{{1,2}} ?[{CAPITALS}]\w{{1,20}}(?:\.(?:com|org|net|info))?\s{{0,3}}\Z"
)
"""Who told it, behind the last sentence: "… in the town. — Vesna"."""
_AGENCY_BRACKETS = re.compile(r"(?<=[a-z] )\((?P<short>[A-Z]{2,5})\)\s{0,3}\Z")
_SITE = re.compile(rf" \| (?:The )?[{CAPITALS}][^|\n]{{2,80}}\s{{0,3}}\Z")
"""The site's name behind the title: "Three held in Korda | Vesna News"."""
_OF_ITSELF = re.compile(
    r"\s{0,3}(?:This (?:report|story|article|post|piece) (?:originated|(?:first|originally) (?:appeared|ran)"
    r"|(?:was|is) (?:first |originally )?(?:published|republished|reprinted|syndicated|produced)\b)"
    r"|[^\n.]{3,140} contributed (?:to this (?:report|story|article)|(?:additional )?reporting)\b"
    r"|Follow us (?:on|at)\b)",
    re.IGNORECASE,
)
_FOLLOWED = re.compile(r"\. (?:You can )?[Ff]ollow (?:him|her|them) (?:on|at|@)")
_SUBSCRIBED = re.compile(
    r"\b(?:sign up (?:for|to)|subscrib(?:e|ing) to)\b[^.\n]{0,60}\bnewsletter|\bto your (?:inbox|mailbox)\b",
    re.IGNORECASE,
)
_LONGEST_NOTE, _LONGEST_OFFER, _LONGEST_TAIL = 240, 520, 180


def is_imprint(words: str) -> bool:
    """Whether a passage tells only of the page: "This report first appeared in …", "Sign up for our newsletter"."""
    if len(words) <= _LONGEST_NOTE and (_OF_ITSELF.match(words) or _FOLLOWED.search(words)):
        return True
    return len(words) <= _LONGEST_OFFER and _SUBSCRIBED.search(words) is not None


def imprint_start(words: str, *, title: bool) -> int | None:
    """Where the words on the picture or the source begin that close a passage; None where none do."""
    if title:
        site = _SITE.search(words)
        return site.start() if site is not None and _mostly_names(str(site.group())) else None
    end = len(words)
    while (found := _PICTURE.search(words, max(0, end - _LONGEST_TAIL), end)) is not None:
        end = found.start()
    if end < len(words):
        return end
    from_ = max(0, end - _LONGEST_TAIL)
    tail = _TAKEN_BY.search(words, from_) or _AGENCY_BEHIND.search(words, from_)
    if tail is not None:
        return tail.start()
    short = _AGENCY_BRACKETS.search(words, from_)
    return short.start() if short is not None and not _abbreviates(short["short"], words[: short.start()]) else None


def _mostly_names(words: str) -> bool:
    told: list[str] = re.findall(r"[^\W\d_]+", words)
    return sum(word[0].isupper() for word in told) * 2 > len(told)


def _abbreviates(short: str, before: str) -> bool:
    """Whether brackets hold the initials of the words before them: "the ministry of health (MOH)"."""
    words = re.findall(r"[^\W\d_]+", before[-_LONGEST_TAIL:])
    told = [word for word in words if word.lower() not in ("of", "the", "for", "and")]
    return any("".join(w[0] for w in row[-len(short) :]).upper() == short for row in (words, told))
