"""Strings that try to run something, or to reach a stranger's server, wherever a page puts them."""

from __future__ import annotations

from typing import Final

CANARY: Final = "http://canary.invalid"

_RUNS: Final = (
    "<script>pwned()</script>",
    "<img src=x onerror=pwned()>",
    "<svg onload=pwned()>",
    "<details open ontoggle=pwned()>",
    "<input autofocus onfocus=pwned()>",
    "<video><source onerror=pwned()></video>",
    "<iframe srcdoc=\"<script>parent.pwned()</script>\"></iframe>",
    "<a href=javascript:pwned() autofocus onfocus=pwned()>x</a>",
    f"<img src={CANARY}/i>",
    f"<link rel=stylesheet href={CANARY}/c>",
    f"<style>@import '{CANARY}/s';*{{background:url({CANARY}/b)}}</style>",
    f"<base href={CANARY}/>",
    f"<meta http-equiv=refresh content=\"0;url={CANARY}/m\">",
    f"<form action={CANARY}/f><button autofocus>x</button></form>",
    f"<object data={CANARY}/o></object><embed src={CANARY}/e>",
    f"<div hx-get={CANARY}/h hx-trigger=load>x</div>",
    "<div hx-on::load=pwned() hx-get=/ hx-trigger=load>x</div>",
    "<math><mtext><table><mglyph><style><img src=x onerror=pwned()>",
    "<template shadowrootmode=open><img src=x onerror=pwned()></template>",
)  # fmt: skip
_BREAKS: Final = (
    "", "\"", "'", "\">", "'>", "</title>", "</textarea>", "</script>", "-->", "</bdi></mark></p>",
    "</option></select>", "&quot;&gt;",
)  # fmt: skip
_OTHERS: Final = (
    "\" autofocus onfocus=pwned() x=\"", "' autofocus onfocus=pwned() x='", "` onfocus=pwned() x=`",
    "javascript:pwned()", "{{constructor.constructor('pwned()')()}}", "{% debug %}", "${pwned()}",
    "\\u003cscript\\u003epwned()\\u003c/script\\u003e", "\u202epwned\u2066x", "data:text/html,<script>pwned()</script>",
    "]]><script>pwned()</script>", "\" hx-get=\"http://canary.invalid/q\" hx-trigger=\"load", "' hx-on::load='pwned()",
)  # fmt: skip


TOGETHER: Final = 8


def strings() -> list[str]:
    """All of them, in the order of what they try."""
    return [brk + run for run in _RUNS for brk in _BREAKS] + list(_OTHERS)


def fields(count: int) -> list[str]:
    """So many of them, some together in each field, of every kind; each field told apart by its number."""
    every = strings()
    some = [every[i * len(every) // count] for i in range(count)]
    lots = [some[i : i + TOGETHER] for i in range(0, len(some), TOGETHER)]
    return [f"{' '.join(lot)} n{number}" for number, lot in enumerate(lots)]
