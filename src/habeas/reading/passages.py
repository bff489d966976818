"""The roles that only the words of a passage show: saved posts, credits, "read more" lines."""

from __future__ import annotations

import re
from collections.abc import Iterator

import msgspec

from habeas.model.reading import Passage
from habeas.model.text import Extracted
from habeas.reading.imprints import imprint_start, is_imprint
from habeas.reading.report_date import dateline_end
from habeas.reading.script import CAPITALS

_POST = re.compile(
    r"[—–-](?=\s?[^\n—–@()]{3,61}+\(@)\s?(?P<name>[^\n—–@()]{2,60}?) \(@(?P<handle>\w{2,30})\)"
    r"\s+(?P<month>[A-Z][a-z]{2,8})\.? (?P<day>\d{1,2}), (?P<year>\d{4})\s*$"
)
"""How the embed code of a short-message service ends: "— Name (@handle) May 3, 2024"."""
_SIGNATURE = re.compile(r"\s*[—–-]{1,2}\s?[^\n—–@()]{1,60} ?\(@\w{1,30}\)[^\n]{0,40}\s*$")
_FIRST = 4
"""Paragraphs of the body that may open with a dateline."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_CREDITS = re.compile(rf"^\s*\((?:[{CAPITALS}][\w.&' -]{{1,40}})(?:[,/;] ?[{CAPITALS}][\w.&' -]{{1,40}})*\)\s*$")
"""A last line in brackets that only lists agencies: "(AB, Vesna, Social Media)"."""
_CREDIT_LINE = re.compile(
    r"^\W{0,3}(?:(?:file )?(?:photo|image|picture|photograph|illustration|screenshot|graphic|video|credit)s?"
    r"(?: (?:credits?|by|courtesy(?: of)?|from))?\s?[:|/]|photos? (?:by|courtesy)\b"
    r"|(?:additional )?(?:reporting|writing|editing|translation) by\b"
    r"|(?:edited|translated|compiled) by\b|with files from\b|source ?:)(?P<rest>.*)$",
    re.IGNORECASE | re.DOTALL,
)
"""A line of those who took the picture or made the text: "Photo: Ada Lund", "(Writing by Ada Lund)"."""
_AGENCY = re.compile(r"\s*[A-Z]{2,5}\s*\Z")
"""A line that is nothing but an agency's short name."""
_REFILED = re.compile(
    r"\s*[(\[]?(?:this|refiles?|corrects?|updates?|editor.s note)\b[^\n]{0,60}\b(?:story|article|version|headline)\b"
    r"[^\n]{0,40}\b(?:refiled|corrected|updated|amended|removed|changed|edited)\b",
    re.IGNORECASE,
)
"""What editors say of a text and not in it: "(This story has been refiled to fix a name)"."""
_MOST_COMMON_WORDS = 4
_LONGEST_CREDIT = 160
_NAMES = rf"[{CAPITALS}][\w.'’@-]*(?: (?:via |of )?[{CAPITALS}@][\w.'’@-]*){{0,4}}"
_END_CREDIT = re.compile(
    rf"(?:\s|(?<=[.!?”\"]))(?:\({_NAMES}(?: ?/ ?{_NAMES})+\)|\((?:File )?(?:Photo|Image|Credit|Picture|Screenshot)s?"
    rf"(?: by| courtesy of)?(?: ?[:/] ?{_NAMES}(?: ?/ ?{_NAMES})*)?\)|(?<=[.!?”\"] )\({_NAMES}\)"
    rf"|(?:[A-Z]{{2,9}}|File Photo|Photo:?|Getty Images) ?/ ?{_NAMES}(?: ?/ ?{_NAMES})*\.?"
    rf"|(?<=[a-z\d)][.!?”\"] )(?:© ?)?(?:(?:19|20)\d\d )?{_NAMES}(?:(?: ?/ ?{_NAMES}){{1,4}}| via {_NAMES})\.?"
    rf"|(?<=(?:[a-z]{{4}}|\d{{4}})\. )[{CAPITALS}][\w-]{{1,15}})\s*$"
)
"""Such names at the end of a caption or paragraph: "(Ada Lund/KPA)", "KPA/Ada Lund/File Photo", "2031. Ada/KPA"."""
_LONGEST_TEASER = 600
_TEASER = re.compile(
    r"(?:…|\.\.\.|\[…\]|[.!?]) ?\[?"
    r"(?:Read (?:the )?(?:full (?:story|article)|more)|Continue reading|Full story)\W{0,4}$",
    re.IGNORECASE,
)
"""How the beginning of another story ends, which links to the rest of it."""
_HANDLES = re.compile(
    r"\s*(?:(?:Click|Tap) to (?:expand|enlarge|view)(?: the)?(?: image)?|Enlarge (?:this )?image|Expand image"
    r"|Open image in gallery|View (?:image )?in full ?screen|(?:Show|Hide|Toggle) caption)\b[\s:|]{0,3}",
    re.IGNORECASE,
)
"""What a page writes on a picture's handles, before its caption: "Click to expand image"."""
_BYLINE = re.compile(rf"\s*(?:By|BY)\s+{_NAMES}(?:(?:,| and| &|, and) {_NAMES})+\s*$")
_LONGEST_TAIL = 120


def passages_of(extracted: Extracted) -> tuple[Passage, ...]:
    """The passages of a text, refined; a text without any is cut at its blank lines."""
    given = extracted.passages or tuple(_paragraphs(extracted.text))
    parts = (part for passage in given for part in _without_handles(extracted.text, passage))
    refined = [_refined(extracted.text, whole) for part in parts for whole in _without_tail(extracted.text, part)]
    refined = _without_teasers(_posts_whole(refined, extracted.text), extracted.text)
    bodies = [i for i, passage in enumerate(refined) if passage.role == "body"][:_FIRST]
    for i in reversed(bodies):
        refined[i : i + 1] = _without_dateline(extracted.text, refined[i])
    return tuple(refined)


def _posts_whole(passages: list[Passage], text: str) -> list[Passage]:
    """A post's words, where only its signature "— Name (@handle) date" below them showed it to be one."""
    out: list[Passage] = []
    for passage in passages:
        signature = passage.role == "embedded_post" and _SIGNATURE.match(text[passage.start : passage.end]) is not None
        below = signature and bool(out) and out[-1].role == "body"
        out.append(msgspec.structs.replace(passage, start=out.pop().start) if below else passage)
    return out


def _without_teasers(passages: list[Passage], text: str) -> list[Passage]:
    """With the beginnings of other stories as furniture, and the headings over them: "… Read full story"."""
    out: list[Passage] = []
    for passage in passages:
        words = text[passage.start : passage.end]
        told = passage.start > 0 and passage.role in ("body", "title") and len(words) < _LONGEST_TEASER
        teases = told and _TEASER.search(words[-40:]) is not None
        if teases and out and out[-1].role == "title":
            out.append(msgspec.structs.replace(out.pop(), role="furniture"))
        out.append(msgspec.structs.replace(passage, role="furniture") if teases else passage)
    return out


def _without_dateline(text: str, passage: Passage) -> list[Passage]:
    """ "KORDA, 3 May (Vesna) - " before the first sentence is a passage of its own."""
    start = passage.start + len(text[passage.start : passage.end]) - len(text[passage.start : passage.end].lstrip())
    end = dateline_end(text[start : passage.end])
    if end is None or start + end >= passage.end:
        return [passage]
    head = msgspec.structs.replace(passage, role="dateline", end=start + end)
    return [head, msgspec.structs.replace(passage, start=start + end)]


def _paragraphs(text: str) -> Iterator[Passage]:
    for found in re.finditer(r"\S(?:[^\n]|\n(?!\s*\n))*", text):
        yield Passage(role="body", start=found.start(), end=found.end())


def _refined(text: str, passage: Passage) -> Passage:
    words = text[passage.start : passage.end]
    if passage.role in ("body", "caption", "title") and (_is_credit(words) or is_imprint(words)):
        return msgspec.structs.replace(passage, role="furniture")
    if passage.start and passage.role in ("body", "title") and _AGENCY.match(words):
        return msgspec.structs.replace(passage, role="furniture")
    if passage.role not in ("body", "embedded_post"):
        return passage
    post = _POST.search(words[-200:])
    if post is not None:
        published = passage.published or _date(post)
        return msgspec.structs.replace(
            passage, role="embedded_post", author=passage.author or post["name"].strip(), published=published
        )
    if _CREDITS.match(words):
        return msgspec.structs.replace(passage, role="furniture")
    return passage


def _is_credit(words: str) -> bool:
    """Whether a short line names those who made picture or text, and tells nothing."""
    found = _CREDIT_LINE.match(words) if len(words) <= _LONGEST_CREDIT else None
    if found is None:
        return _BYLINE.match(words) is not None or (len(words) <= _LONGEST_CREDIT and _REFILED.match(words) is not None)
    common = [word for word in re.findall(r"[^\W\d_]+", found["rest"]) if word.islower()]
    return len(common) <= _MOST_COMMON_WORDS


def _without_handles(text: str, passage: Passage) -> tuple[Passage, ...]:
    """A caption, and what the page wrote on its picture's handles as furniture."""
    if passage.role not in ("body", "caption"):
        return (passage,)
    end = passage.start
    while (found := _HANDLES.match(text, end, passage.end)) is not None:
        end = found.end()
    if end in (passage.start, passage.end):
        return (passage,)
    head = msgspec.structs.replace(passage, role="furniture", end=end)
    return (head, msgspec.structs.replace(passage, role="caption", start=end))


def _without_tail(text: str, passage: Passage) -> tuple[Passage, ...]:
    """A caption or paragraph, and the credit at its end as furniture."""
    if passage.role not in ("body", "caption", "title"):
        return (passage,)
    start = max(passage.start, passage.end - _LONGEST_TAIL)
    found = _END_CREDIT.search(text[start : passage.end])
    behind = imprint_start(text[passage.start : passage.end], title=passage.role == "title" or not passage.start)
    cuts = [start + found.start()] if found is not None else []
    cut = min([*cuts, *([passage.start + behind] if behind is not None else [])], default=passage.start)
    if not text[passage.start : cut].strip():
        return (passage,)
    cut += text[cut].isspace()
    tail = msgspec.structs.replace(passage, role="furniture", start=cut)
    return (msgspec.structs.replace(passage, end=cut), tail)


def _date(post: re.Match[str]) -> str | None:
    month = post["month"][:3].lower()
    if month not in _MONTHS or not 1 <= int(post["day"]) <= 31:
        return None
    return f"{post['year']}-{_MONTHS.index(month) + 1:02}-{int(post['day']):02}"
