"""Speakers named beside what they say: "The men, she said, were beaten", "It is over, a guard said, the paper wrote".

The parse of such sentences is often torn apart, so this goes by commas: a stretch between two of them that holds
nothing but a speaker and a verb of saying (or "according to X") is a tag, and the rest is what is said. Of several tags
after one another the first is the innermost: each says everything before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from spacy.tokens import Span as Stretch
from spacy.tokens import Token

from habeas.model.span import Span
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.stretches import trimmed_span
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_FINITE = frozenset({"VBD", "VBZ", "VBP", "MD"})
_TELLING = words("speech", "rules", "telling_verbs")
_ABOUT_THINGS = frozenset(verb for kind in load("speech")["through"].values() for verb in kind["verbs"])
_BREAKS = frozenset({",", "-", ";"})
_JOINING = frozenset({"and", "but", "or", "nor", "yet"})
_CLAUSES = frozenset({"that", "whether", "how", "why", "what", "if", "to", ":"})
_OPENERS = frozenset(
    {"that", "who", "which", "because", "when", "after", "while", "although", "if", "and", "but", "whether"}
)
_ANSWERS = frozenset({"no", "yes", "nothing", "so", "not"})
_RULE = "said beside"
_RAGGED = 3
"""Characters by which the end of what is said may fall short."""


@dataclass(frozen=True)
class _Tag:
    """The tokens `first` to `last` that name who says it."""

    first: int
    last: int
    draft: DraftClaim


def say_beside(page: Page, drafts: list[DraftClaim]) -> None:
    """Gives the drafts of tags what stands before them, and what goes on after them, as their words."""
    cues = {draft.cue.i: draft for draft in drafts if draft.cue is not None}
    seen: set[int] = set()
    for at in sorted(cues):
        sentence = page.doc[at].sent
        if sentence.start in seen:
            continue
        seen.add(sentence.start)
        run = list(_run(sentence, cues))
        if run:
            _give(page, sentence, run)
        else:
            _lead(page, sentence, cues)


def _run(sentence: Stretch, cues: dict[int, DraftClaim]) -> Iterator[_Tag]:
    """The first tags of a sentence that follow one another with nothing else between them."""
    last: int | None = None
    for first, end in _pieces(sentence):
        if last is not None and first <= last:
            continue
        tag = _tag(sentence, first, end, cues)
        if tag is not None:
            yield tag
            last = tag.last
        elif last is not None:
            return


def _lead(page: Page, sentence: Stretch, cues: dict[int, DraftClaim]) -> None:
    """ "As she told the court, he was never charged": the tag stands first, and the rest is said."""
    first, last = next(_pieces(sentence), (0, 0))
    draft = next((cues[i] for i in range(first, last + 1) if i in cues), None)
    if sentence[0].lower_ != "as" or draft is None or draft.cue is None or draft.content or last + 2 >= sentence.end:
        return
    if sentence.doc[last + 1].text == "," and any(c.dep_ == "nsubj" for c in draft.cue.children):
        draft.content = [trimmed_span(page, page.doc[last + 2], sentence[-1])]
        draft.rule = _RULE


def _pieces(sentence: Stretch) -> Iterator[tuple[int, int]]:
    """First and last token of what stands between commas, dashes and quotation marks; a quotation is one piece."""
    quoted, first = False, sentence.start
    for token in sentence:
        mark = token.text == '"'
        quoted ^= mark
        if mark or (token.text in _BREAKS and not quoted and token.whitespace_ != ""):
            if token.i > first:
                yield first, token.i - 1
            first = token.i + 1
    last = sentence.end - 1
    while last > first and sentence.doc[last].is_punct:
        last -= 1
    if last >= first and not sentence.doc[first].is_punct:
        yield first, last


def _tag(sentence: Stretch, first: int, last: int, cues: dict[int, DraftClaim]) -> _Tag | None:
    """The tag that ends or stands in this piece."""
    draft = next((cues[i] for i in range(first, last + 1) if i in cues), None)
    if draft is None or draft.cue is None or first == sentence.start:
        return None
    verb = draft.cue
    if verb.lower_ == "according":
        return _Tag(first, _with_own(sentence, verb, last), draft) if verb.i == first else None
    if verb.tag_ not in ("VBD", "VBZ", "VBP") and not any(c.dep_ == "aux" for c in verb.children):
        return None
    subject = next((c for c in verb.children if c.dep_ == "nsubj"), None)
    start = first
    if subject is not None and subject.i < first:
        start = subject.left_edge.i
        if start <= sentence.start or sentence.doc[start - 1].text not in (*_BREAKS, '"'):
            return None
    if not _says_only(sentence, subject, verb, start, last):
        return None
    return _Tag(start, _with_own(sentence, subject, last) if subject is not None else last, draft)


def _says_only(sentence: Stretch, subject: Token | None, verb: Token, start: int, last: int) -> bool:
    """Whether a piece holds a speaker and the saying, and nothing that is said."""
    doc = sentence.doc
    after = doc[verb.i + 1 : last + 1]
    if doc[start].lower_ in _OPENERS:
        return False
    if any(t.tag_ in _FINITE or t.lower_ in _CLAUSES | _ANSWERS for t in after) or verb.dep_ == "relcl":
        return False
    if verb.dep_ == "advcl" and (subject is None or any(c.dep_ in ("mark", "advmod") for c in verb.lefts)):
        return False
    if any(c.dep_ in ("dobj", "xcomp") and c.i > verb.i for c in verb.children) and verb.lemma_ not in _TELLING:
        return _inverted(verb, start)
    if subject is not None and subject.i < verb.i and (_opens_a_clause(verb, last) or _speaks_of(verb)):
        return False
    before = [t for t in doc[start : verb.i] if t.lower_ not in ("as", "also")]
    named = subject is not None and (start <= subject.i <= last)
    if any(t.tag_ in _FINITE and t.head != verb and t.dep_ not in ("relcl", "aux") for t in before):
        return False
    return named or bool(before and before[-1].pos_ in ("NOUN", "PROPN", "PRON")) or _inverted(verb, start)


def _opens_a_clause(verb: Token, last: int) -> bool:
    """ "The officials said the motive for it, …, was fear": a noun straight after the verb begins what is said."""
    if verb.lemma_ in _TELLING or verb.i >= last:
        return False
    after = verb.nbor(1)
    return after.pos_ in ("DET", "PRON", "PROPN", "NOUN") and after.ent_type_ not in ("DATE", "TIME")


def _speaks_of(verb: Token) -> bool:
    """ "Orlov spoke of her parents, who …": what it is about stands behind the verb."""
    return verb.lemma_ in _ABOUT_THINGS and any(c.dep_ == "prep" and c.lower_ in ("of", "about") for c in verb.children)


def _inverted(verb: Token, start: int) -> bool:
    """ "…, said the ministry": the speaker stands after the verb, whatever the parser calls it."""
    after = verb.nbor(1) if verb.i + 1 < len(verb.doc) else None
    return (
        verb.i == start
        and verb.lemma_ == "say"
        and after is not None
        and after.pos_ in ("DET", "PROPN", "NOUN", "PRON")
    )


def _with_own(sentence: Stretch, head: Token, last: int) -> int:
    """The last token of the tag with the speaker's own apposition or relative clause after a comma."""
    own = {t.i for t in head.subtree}
    end = last
    for first, stop in _pieces(sentence):
        if first > end + 2:
            break
        if first > end and all(i in own or sentence.doc[i].is_punct for i in range(first, stop + 1)):
            end = stop
    return end


def _tells(before: Stretch) -> bool:
    """Whether words can be what is said: not "In a declaration to the judge, she said:", nor "Speaking of it, he …"."""
    opens = next((t for t in before if not t.is_punct and not t.is_space), None)
    return (
        opens is None
        or any(t.tag_ in _FINITE for t in before)
        or (opens.pos_ not in ("ADP", "ADV") and opens.tag_ != "VBG")
    )


def _give(page: Page, sentence: Stretch, run: list[_Tag]) -> None:
    doc = page.doc
    for number, tag in enumerate(run):
        before = _before(page, sentence, tag.first)
        if before is None:
            continue
        if len(run) == 1:
            after = _after(page, sentence, tag, doc[sentence.start : tag.first])
            lone = after is not None or _cut_short(tag.draft, before)
            lone = lone or (not tag.draft.content and _tells(doc[sentence.start : tag.first]))
            if lone and ('"' not in sentence.text or _words_within(doc[sentence.start : tag.first])):
                tag.draft.content = [before, *([after] if after is not None else [])]
                tag.draft.rule = _RULE
        elif number > 0 or '"' not in doc[sentence.start : tag.first].text:
            tag.draft.content, tag.draft.rule = [before], _RULE


def _words_within(before: Stretch) -> bool:
    """Whether what stands before a tag only quotes some words: 'He was jailed for "rumours", his lawyer said'."""
    marks = [t.i for t in before if t.text == '"']
    if not marks or len(marks) % 2 or before[0].text == '"':
        return False
    outside, inside = [], False
    for token in before:
        inside ^= token.text == '"'
        if not inside:
            outside.append(token)
    return any(t.tag_ in _FINITE for t in outside)


def _cut_short(draft: DraftClaim, before: Span) -> bool:
    """Whether the parse gave a tag the beginning or the end only of what stands before it."""
    if len(draft.content) != 1 or not before.start <= draft.start < draft.end <= before.end:
        return False
    return before.start + _RAGGED < draft.start or draft.end + _RAGGED < before.end


def relays_before(page: Page, drafts: list[DraftClaim]) -> None:
    """ "…, the paper quoted her as saying": what stands before is hers, and the paper's that tells it."""
    inner = {d.cue.head.head.i: d for d in drafts if d.cue is not None and d.cue.head.lower_ == "as" and not d.content}
    for draft in drafts:
        verb = draft.cue
        if verb is None or draft.rule != "quoted by" or verb.i not in inner or '"' in verb.sent.text:
            continue
        subject = next((c for c in verb.children if c.dep_ == "nsubj"), verb)
        start = min(subject.left_edge.i, verb.i)
        before = _before(page, verb.sent, start) if start > verb.sent.start else None
        if before is not None:
            inner[verb.i].content, inner[verb.i].rule = [before], _RULE
            draft.content = [before, *draft.content]


def _before(page: Page, sentence: Stretch, end: int) -> Span | None:
    doc = page.doc
    if not any(t.is_alpha for t in doc[sentence.start : end]):
        return None
    return trimmed_span(page, doc[sentence.start], doc[end - 1])


def _after(page: Page, sentence: Stretch, tag: _Tag, before: Stretch) -> Span | None:
    """What the speaker goes on to say after the tag: the rest of a clause torn apart, or one joined to it."""
    doc = page.doc
    rest = [t for t in doc[tag.last + 1 : sentence.end] if not t.is_punct and not t.is_space]
    verb = tag.draft.cue
    if not rest or verb is None or rest[0].tag_ == "VBG":
        return None
    words_before = [t for t in before if not t.is_punct]
    torn = not any(t.tag_ in _FINITE for t in before) or words_before[-1].pos_ in ("AUX", "DET", "ADP")
    follows = rest[1] if len(rest) > 1 else None
    joined = rest[0].lower_ in _JOINING and follows is not None and follows.pos_ not in ("VERB", "AUX", "ADV")
    if not torn and not joined:
        return None
    return trimmed_span(page, rest[0], doc[sentence.end - 1])
