"""Strings that try to break out of where they are put, and a case book that has one in every field."""

from __future__ import annotations

from typing import Any

import msgspec

from habeas.model.case import CaseBook, Source
from habeas.model.reading import Reading

PAYLOADS = (
    "<script>alert(1)</script>", "</title><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>",
    "'><svg/onload=alert(1)>", "<b onmouseover=alert(1)>x</b>", "</main></body></html><iframe src=//evil.example>",
    "<style>*{display:none}</style>", "<link rel=stylesheet href=//evil.example/x.css>", "<base href=//evil.example/>",
    "<meta http-equiv=refresh content='0;url=//evil.example'>", "<form action=//evil.example><input name=q>",
    "javascript:alert(1)", "JaVaScRiPt:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:msgbox(1)",
    "//evil.example/x", "http://user:pass@evil.example/", "https://evil.example/\" onclick=alert(1) x=\"",
    "https://evil.example/' onclick='alert(1)", "https://evil.example/\njavascript:alert(1)", "ftp://evil.example/",
    "file:///etc/passwd", "http:evil.example", "https://[::1", "https://", "{{ 7 * 7 }}", "{% raw %}x{% endraw %}",
    "{{ config }}", "${7*7}", "#{7*7}", "<!-- comment", "--><script>alert(1)</script>", "<![CDATA[x]]>", "]]>",
    "&lt;script&gt;alert(1)&lt;/script&gt;", "&#60;script&#62;", "\u202eevil\u202c", "\u2066x\u2069", "a\u0000b",
    "=cmd|' /C calc'!A0", "+1+1", "-1-1", "@SUM(1)", "＝1+1", "../../etc/passwd", "..\\..\\x", "x" * 500,
    "نص عربي <b>غامق</b>", "Имя \"в кавычках\" & <i>", "`onload=alert(1)`", "</svg><script>alert(1)</script>",
    "</mark></p><script>alert(1)</script>", "</q><a href=//evil.example>x</a>", "%3Cscript%3Ealert(1)%3C/script%3E",
)  # fmt: skip

_KEPT = {"kind", "state", "status", "relation", "act", "manner", "measure", "property", "type", "published", "as_of",
         "said", "when", "until", "before", "after", "since", "deadline", "report", "id", "key", "quote", "first_said",
         "last_said", "text_sha256", "role", "format", "entity", "left", "right", "case", "cases"}  # fmt: skip


def poisoned(book: CaseBook, payload: str) -> CaseBook:
    """The book with the payload in every field that holds words of others; terms, dates and ids stay."""
    made: CaseBook = _poisoned(book, payload)
    return made


def poisoned_reading(reading: Reading, payload: str) -> Reading:
    """A reading whose text, with the spans in it, is the payload throughout."""
    text = payload * (len(reading.text) // max(len(payload), 1) + 1)
    return msgspec.convert(_requoted(msgspec.to_builtins(reading), text[: len(reading.text)]), Reading)


def _requoted(value: Any, text: str) -> Any:
    if isinstance(value, dict):
        made = {k: _requoted(v, text) for k, v in value.items()}
        if "quote" in made:
            made["quote"] = text[made["start"] : made["end"]]
        if "text_sha256" in made and "source" in made:
            made |= {"title": text[:300], "publisher": text[:300], "url": text[:300]}
        if "passages" in made:
            made["text"] = text
        if "names" in made:
            made |= {"name": text[:300]}
        return made
    return [_requoted(v, text) for v in value] if isinstance(value, list) else value


def _poisoned(value: Any, payload: str, field: str = "") -> Any:
    if isinstance(value, msgspec.Struct):
        changes = {f: _poisoned(getattr(value, f), payload, f) for f in value.__struct_fields__}
        if isinstance(value, Source):
            changes["quotes"] = tuple(payload for _ in value.quotes)
        return msgspec.structs.replace(value, **changes)
    if isinstance(value, tuple):
        return tuple(_poisoned(v, payload, field) for v in value)
    return payload if isinstance(value, str) and field not in _KEPT else value
