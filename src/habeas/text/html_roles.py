"""What the parts of a page are: headings, lists, captions, embedded posts, footnotes, and the furniture around them.

Rules of the page's own marking (elements, roles, classes); the words of `cues.toml` come second. A class never makes
furniture of an element that holds much of the page's text.
"""

from __future__ import annotations

import re
from collections import Counter

from lxml import etree

from habeas.model.reading import PassageRole
from habeas.text import cues
from habeas.text.html_walk import Block, class_words
from habeas.text.stated_dates import is_date
from habeas.text.units import ends_sentence, is_title_like

HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_FURNITURE_TAGS = frozenset(("nav", "aside", "form", "menu", "dialog"))
_FURNITURE_ROLES = frozenset(("navigation", "complementary", "banner", "contentinfo", "search", "dialog", "menu"))
_POST = re.compile(
    r"(?:^|[\s_-])(?:twitter-tweet|tweet|instagram-media|tiktok-embed|fb-post|fb-xfbml-parse-ignore|bluesky-embed|"
    r"mastodon-embed|telegram-post|reddit-embed\w*|threads-post|text-post-media|embedded-post)(?:$|[\s_-])",
    re.IGNORECASE,
)
_NOTE_ID = re.compile(r"^(?:_?ftn|fn|footnote|foot-note|endnote|_?edn|cite_note|note)[\w:.-]{0,40}$", re.IGNORECASE)
_NOTE_REFERENCE = re.compile(r"ref(?:[-_:.\d]|$)", re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_MUCH = 0.4


class Marking:
    """What the marking of one page says of its elements; answers are remembered."""

    def __init__(self, root: etree._Element, blocks: list[Block]) -> None:
        self._below: Counter[etree._Element] = Counter()
        for block in blocks:
            if block.element.tag in ("p", "li", "blockquote") and block.linked < block.length / 2:
                for element in (block.element, *block.element.iterancestors()):
                    self._below[element] += block.length
        self._all = max(1, self._below[root])
        self._known: dict[etree._Element, PassageRole | None] = {}
        self._posts: dict[etree._Element, etree._Element | None] = {}

    def role(self, element: etree._Element) -> PassageRole | None:
        """The role that an element or one around it gives, the nearest first; furniture outweighs what is in it."""
        chain = [element, *element.iterancestors()]
        first: PassageRole | None = None
        for part in chain:
            if part not in self._known:
                self._known[part] = self._own(part)
            own = self._known[part]
            if own == "furniture":
                return own
            first = first or own
        return first

    def post(self, element: etree._Element) -> etree._Element | None:
        """The embedded post that an element is in."""
        if element not in self._posts:
            chain = (element, *element.iterancestors())
            found = [part for part in chain if part.tag != "body" and _POST.search(part.get("class", ""))]
            self._posts[element] = found[-1] if found else None
        return self._posts[element]

    def _own(self, element: etree._Element) -> PassageRole | None:
        tag = element.tag
        if tag in ("html", "body"):
            return None
        small = self._below[element] < _MUCH * self._all
        if _is_set_aside(element) or (small and _is_around(element)):
            return "furniture"
        if tag in ("header", "footer"):
            return "furniture" if small and _of_page(element) else None
        if tag in HEADINGS:
            return "title"
        if tag in ("figcaption", "caption"):
            return "caption"
        if tag in ("li", "dt", "dd"):
            return "footnote" if is_note(element) else "list_item"
        return self._by_class(element, small=small)

    def _by_class(self, element: etree._Element, *, small: bool) -> PassageRole | None:
        words = class_words(element)
        table = cues.cues().furniture
        if is_note(element) and element.tag in ("p", "div", "aside", "section"):
            return "footnote"
        if not small or element.tag in ("main", "article") or not words:
            return None
        if words & table.caption_classes and element.tag in ("p", "div", "span", "small"):
            return "caption"
        if words & table.classes or words & table.byline_classes:
            return "furniture"
        if words & table.dateline_classes and len("".join(element.itertext())) < 80:
            return "dateline"
        return None


def _is_set_aside(element: etree._Element) -> bool:
    """Whether an element is hidden, or what a message quotes of an earlier one."""
    hidden = element.get("hidden") is not None or _HIDDEN.search(element.get("style", "")) is not None
    return hidden or (element.tag == "blockquote" and element.get("type") == "cite")


def _is_around(element: etree._Element) -> bool:
    """Whether an element is by its kind no part of the text: a menu, a form, what stands beside."""
    return element.tag in _FURNITURE_TAGS or element.get("role", "").lower() in _FURNITURE_ROLES


def _of_page(element: etree._Element) -> bool:
    """Whether a header or footer is the page's own: not an article's, and with no main heading in it."""
    inside = any(part.tag in ("article", "main", "blockquote", "section") for part in element.iterancestors())
    return not inside and element.find(".//h1") is None


def is_note(element: etree._Element) -> bool:
    """Whether an element's id is that of a footnote, and not of the place that points to one."""
    name = element.get("id", "")
    return _NOTE_ID.match(name) is not None and _NOTE_REFERENCE.search(name) is None


def by_words(block: Block, text: str, role: PassageRole | None, *, confirmed: bool) -> PassageRole:
    """A block's role where its marking gives none, or one that its words overrule."""
    if role in ("furniture", "footnote"):
        return role
    if cues.is_furniture(text):
        return "furniture"
    teaser = role is None or (role == "title" and block.element.tag != "h1" and not confirmed)
    if teaser and _is_only_link(block, text):
        return "furniture"
    if role is None and is_date(text):
        return "dateline"
    if role is None and cues.is_caption(text):
        return "caption"
    bold = role is None and block.element.tag in ("p", "div") and block.strong > 0.9 * len(text.strip())
    return "title" if bold and is_title_like(text) else role or "body"


def _is_only_link(block: Block, text: str) -> bool:
    """Whether a block is a link and no sentence: the headline of another text."""
    return block.linked > 0.9 * len(text.strip()) and not ends_sentence(text)
