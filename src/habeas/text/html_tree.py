"""From an HTML page to a tree, with what the parser loses on the way.

libxml2 drops everything below a depth of nesting without an error, so tags beyond `Limits.html_depth` are taken out
first (their text stays), and what was parsed is compared with the raw page afterwards.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import NamedTuple

from lxml import etree, html

from habeas.text.limits import Limits
from habeas.text.refusal import UnreadableError

# Text inside these is never shown to a reader of the page.
UNSHOWN = frozenset(
    [
        "head",
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "select",
        "datalist",
        "button",
        "input",
        "textarea",
        "map",
    ]
)
_VOID = frozenset(
    ["area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"]
)
# Their end tags are optional: counting them would take ordinary pages for deep ones.
_OPTIONAL = frozenset(
    [
        "p",
        "li",
        "dt",
        "dd",
        "tr",
        "td",
        "th",
        "thead",
        "tbody",
        "tfoot",
        "option",
        "optgroup",
        "colgroup",
        "html",
        "head",
        "body",
    ]
)
_ROOTS = frozenset(("html", "head", "body"))


def _counted(tag: str) -> bool:
    return tag not in _VOID and tag not in _OPTIONAL


def _all(tag: str) -> bool:
    return tag not in _VOID and tag not in _ROOTS


_TOKEN = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|template|noscript)\b[^<>]*+>.*?(?:</(?P=raw)\s*+>|\Z)"
    r"|<(?P<end>/?)(?P<tag>[A-Za-z][^\s/<>]*+)[^<>]*+>",
    re.DOTALL | re.IGNORECASE,
)
_UNSHOWN_RAW = re.compile(
    r"<!--.*?(?:-->|\Z)|<(?P<raw>script|style|template|noscript|svg|math|iframe|object|canvas|audio|video|select|button|textarea|head)\b"
    r"[^<>]*+>.*?(?:</(?P=raw)\s*+>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
_ANY_TAG = re.compile(r"<[A-Za-z/!?][^<>]*+>")
_WORD = re.compile(r"\w")


class Tree(NamedTuple):
    """A parsed page. `lost`: how many letters of the page the tree does not hold."""

    root: etree._Element
    notes: tuple[str, ...]
    lost: int


def parse_tree(page: str, limits: Limits) -> Tree:
    """The page as a tree.

    Raises:
        UnreadableError: there is no element in it.
    """
    flat, deepest = _flattened(page, limits.html_depth, counted=_counted)
    root = _parsed(flat)
    if (depth := _depth(root)) > limits.html_depth + 2:
        # Tags whose end may be left out are nested within each other, which no ordinary page does.
        flat, deepest = _flattened(flat, limits.html_depth, counted=_all)[0], max(deepest, depth)
        root = _parsed(flat)
    notes: list[str] = []
    if deepest > limits.html_depth:
        notes.append(
            f"the page nests {deepest:,} tags: those deeper than {limits.html_depth} were taken out, "
            "their text was read without its layout"
        )
    lost = _lost(page, root)
    if lost:
        notes.append(f"about {lost:,} letters of the page were lost in parsing and were not read")
    return Tree(root, tuple(notes), lost)


def _parsed(page: str) -> etree._Element:
    parser = html.HTMLParser(
        encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True, huge_tree=True, recover=True
    )
    try:
        root = etree.fromstring(page.replace("\x00", "").encode("utf-8", "replace"), parser)
    except etree.XMLSyntaxError as error:
        raise UnreadableError(f"broken: the page cannot be parsed ({error.msg})") from error
    if root is None:
        raise UnreadableError("the page is empty")
    return root


def _depth(root: etree._Element) -> int:
    level = deepest = 0
    for event, _ in etree.iterwalk(root, events=("start", "end")):
        level += 1 if event == "start" else -1
        deepest = max(deepest, level)
    return deepest


def _flattened(page: str, depth: int, counted: Callable[[str], bool]) -> tuple[str, int]:
    """The page without the tags that are nested deeper than `depth`, and how deep it nests; `counted` says which tags
    count.
    """
    level = deepest = position = 0
    out: list[str] = []
    for match in _TOKEN.finditer(page):
        tag = (match["tag"] or "").lower()
        if not tag or not counted(tag) or match.group().endswith("/>"):
            continue
        if match["end"]:
            beyond = level > depth
            level = max(0, level - 1)
        else:
            level += 1
            deepest = max(deepest, level)
            beyond = level > depth
        if beyond:
            out.append(page[position : match.start()])
            position = match.end()
    return (page, deepest) if not out else ("".join(out) + page[position:], deepest)


def _lost(page: str, root: etree._Element) -> int:
    """How many letters a reader of the raw page would see and the tree does not hold; 0 for what is within error."""
    raw = len(_WORD.findall(unescape(_ANY_TAG.sub("", _UNSHOWN_RAW.sub("", page)))))
    held = sum(len(_WORD.findall(text)) for text in _shown(root))
    missing = raw - held
    return missing if missing > max(200, raw // 50) else 0


def _shown(root: etree._Element) -> list[str]:
    """The text nodes of a tree that are not within an element that is never shown."""
    hidden = 0
    out: list[str] = []
    for event, element in etree.iterwalk(root, events=("start", "end")):
        if not isinstance(element.tag, str):
            continue
        unshown = element.tag in UNSHOWN
        if event == "start":
            hidden += unshown
            if not hidden and element.text:
                out.append(element.text)
        else:
            hidden -= unshown
            if not hidden and element.tail:
                out.append(element.tail)
    return out
