"""Verbs of saying with their speakers and what is said, read off the parse."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.asking import addressees, leads_list, listed, to_the_colon, told
from habeas.reading.claims.contents import ORDERING, content_of, said_clause
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.holders import holder_before
from habeas.reading.claims.inverted import said_before, speaker_behind
from habeas.reading.claims.objects import agent_of
from habeas.reading.claims.reasons import cited_reason, told_reason
from habeas.reading.claims.saying_subjects import stands_before, subject_of
from habeas.reading.claims.speakers import NOBODY, Speaker, speaker_of
from habeas.reading.claims.stretches import and_that, trimmed_span
from habeas.reading.claims.unreal import marched, unreal
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_ACT_OF: dict[str, Act] = {lemma: act for act, lemmas in reversed(load("speech")["verbs"].items()) for lemma in lemmas}
_OF_THINGS = frozenset(
    verb
    for verbs in (
        *(verbs for name, verbs in load("speech")["things"].items() if name not in ("numbers", "between")),
        *(kind["verbs"] for kind in load("speech")["through"].values()),
        *(kind["verbs"] for kind in load("speech")["telling"].values()),
        load("speech")["renewing"]["striving"],
        load("speech")["renewing"]["verbs"],
    )
    for verb in verbs
)
_ONLY_OF_THINGS = _OF_THINGS - _ACT_OF.keys()
"""Verbs that say something only by their object, and never own a quotation: "made a call for", "put the toll at"."""
_ACT_OF = {**dict.fromkeys(_ONLY_OF_THINGS, "state"), **_ACT_OF}
_ACT_OF = {**_ACT_OF, "want": "demand", "seek": "demand", **dict.fromkeys(ORDERING, "demand")}
_OF_CLAUSES = frozenset({"says that", "said between"})
_OF_THINGS_ONLY = frozenset({"says a thing", "speaks of"})
_WITH_NO_CLAUSE = frozenset({"speak", "raise", "share"})
_AS_ONLY = _ONLY_OF_THINGS & words("speech", "things", "as_something")
"""Verbs that say something only with "as": "sees the law as a threat", never "saw him fall"."""
_STRONG = words("speech", "rules", "strong")
_RELAYING = words("speech", "rules", "relaying")
_MEDIA = words("speech", "nouns", "media")
_SAID_TO = words("speech", "rules", "said_to")
_TELLING = words("speech", "rules", "telling_verbs")
_SHOWING = words("speech", "rules", "showing")
_EVIDENCE = words("speech", "rules", "evidence")
_BIDDEN = frozenset({"tell", "advise", "warn"})
_COURTS = words("speech", "rules", "hearing") | {"court", "courts", "judge", "judges", "magistrate", "tribunal"}
_LOOSE = frozenset({"any", "all", "some", "those", "several", "many", "most"})
_GRANTED = frozenset({"assuming", "considering", "supposing"})

_OF_BODIES = frozenset(
    {"say", "add", "state", "urge", "deny", "accuse", "condemn", "denounce", "insist", "announce", "argue", "claim"}
)
"""Verbs by which "it" is a body that speaks."""
_ARTICLE = re.compile(r", (?:the|a|an) $", re.I)
_FEW = 3
_RAGGED = 20
"""Characters that may stand between a speaker and the end of what the parser took for the words said."""


def cue_claims(page: Page, cast: CastBook) -> Iterator[DraftClaim]:
    """A draft for every verb of saying that has something said, or a quotation beside it."""
    for token in page.all_tokens:
        act = _ACT_OF.get(token.lemma_.lower()) or _speaks_on(token)
        if act is None or token.pos_ not in ("VERB", "AUX") or token.dep_ in ("aux", "compound"):
            continue
        if token.dep_ == "amod" and speaker_behind(cast, token) is None:
            continue
        if token.text[0].isupper() and not token.is_sent_start and cast.at(token) is not None:
            continue
        relaying = token.lemma_ in _RELAYING and token.tag_ == "VBG" and cited_reason(cast, token) is None
        if relaying or _hyphened(token):
            continue
        draft = _behind(page, cast, token, act) or _relay(page, cast, token) or _claim(page, cast, token, act)
        if draft is not None:
            yield draft


def _speaks_on(token: Token) -> Act | None:
    """ "“…,” she went on.": saying, where nothing is told that she went on to do or with."""
    if token.lemma_ != "go" or token.i + 2 >= len(token.doc) or token.nbor().lower_ != "on":
        return None
    return "state" if token.nbor(2).is_punct else None


def _hyphened(token: Token) -> bool:
    """ "Under-reporting", "self-declared": part of a word that says nothing."""
    before = token.nbor(-1) if token.i > token.sent.start else None
    return before is not None and before.text == "-" and not before.whitespace_


def _behind(page: Page, cast: CastBook, verb: Token, act: Act) -> DraftClaim | None:
    """ "“…,” bellowed Lund": whoever is named behind the verb, which the parser takes for its object."""
    behind = speaker_behind(cast, verb)
    speaker = speaker_of(page, cast, behind) if behind is not None else None
    if speaker is None or speaker.span is None:
        return None
    draft = DraftClaim(act, "quotes", cue=verb, cue_span=page.span(verb, verb))
    _give_speaker(draft, speaker)
    if behind is not None and speaker.span.start <= page.start(verb):
        draft.speaker_span = page.span(verb.nbor(), behind)
        draft.speaker_text = draft.speaker_span.quote
    draft.content = said_before(page, verb)
    return draft


def _claim(page: Page, cast: CastBook, verb: Token, act: Act) -> DraftClaim | None:
    if verb.tag_ == "VBN" and not any(
        c.dep_ in ("nsubj", "nsubjpass", "aux", "auxpass", "agent") for c in verb.children
    ):
        return None  # "asked about it, he …": it is not he who asked
    if verb.lower_ in _GRANTED and not any(c.dep_ in ("nsubj", "aux") for c in verb.children) and _opens(verb):
        return None  # "assuming that he comes", "considering that it rained": nobody thinks so
    speaker = _speaker(page, cast, verb)
    if speaker is None or unreal(verb) or (speaker is NOBODY and not _impersonal(verb)):
        return None
    speaker = holder_before(page, cast, verb, speaker)
    if verb.lemma_ in ORDERING and not _commands(verb, speaker):
        return None
    content, rule, act = told_reason(page, cast, verb) or content_of(page, verb, act)
    if rule == "nothing" or (not content and verb.lemma_.lower() in _ONLY_OF_THINGS):
        return None
    if rule in _OF_THINGS_ONLY and _describes(verb):
        return None
    if rule in _OF_CLAUSES and (verb.lemma_ in _WITH_NO_CLAUSE or verb.lemma_ in _AS_ONLY):
        return None
    draft = DraftClaim(act, rule, cue=verb, cue_span=_cue_span(page, verb))
    _give_speaker(draft, speaker)
    draft.content = [_before_speaker(span, draft) for span in content]
    _before_charge(draft)
    draft.addressees = addressees(cast, verb)
    draft.to = next(iter(told(cast, verb)), None)
    draft.medium = speaker.medium or _medium(verb)
    draft.leads_list = leads_list(page, verb)
    items = listed(page, verb) if draft.leads_list and (act == "demand" or draft.addressees) else []
    if items and len(items) > 1 and not content_clause(content):
        draft.act, draft.content, draft.rule = "demand", items, "list of demands"
    elif draft.leads_list and not content and draft.addressees:
        draft.act, draft.content = "demand", to_the_colon(page, verb)
    return draft


def _commands(verb: Token, speaker: Speaker) -> bool:
    """ "The governor ordered the guards to leave": no court, whose orders are events, and told of as done."""
    if verb.tag_ not in ("VBD", "VBZ", "VBN") or speaker is NOBODY or any(c.dep_ == "auxpass" for c in verb.children):
        return False
    return not _COURTS.intersection((speaker.text or "").lower().split())


def _describes(verb: Token) -> bool:
    """ "People who criticised the group were beaten": the clause only tells which people, and reports no saying."""
    who = next((c for c in verb.children if c.dep_ == "nsubj" and c.lower_ in ("who", "that")), None)
    several = verb.dep_ == "relcl" and verb.head.tag_ == "NNS" and verb.nbor(-1).i >= verb.head.i
    if who is None or not several or verb.doc[who.i - 1].text == ",":
        return False
    return not any(c.dep_ in ("det", "poss", "nummod") for c in verb.head.children if c.lower_ not in _LOOSE)


def _before_speaker(span: Span, draft: DraftClaim) -> Span:
    """What is said, without the speaker whom the parser has made its last words."""
    who = draft.speaker_span
    if who is None or not span.start < who.start < who.end <= span.end:
        return span
    straight = draft.cue_span is not None and 0 <= draft.cue_span.start - span.end <= 1
    if span.end - who.end > _RAGGED and not (straight and span.quote[: who.start - span.start].endswith(", ")):
        return span
    kept = _ARTICLE.sub("", span.quote[: who.start - span.start]).rstrip(" ,-–—")
    return Span(span.start, span.start + len(kept), kept) if kept else span


def _before_charge(draft: DraftClaim) -> None:
    """ "Accused by doctors of hiding deaths": the speaker without the charge that the parser hangs from him or her."""
    who = draft.speaker_span
    if draft.rule != "blames" or who is None or not who.start < draft.start < who.end:
        return
    kept = who.quote[: draft.start - who.start].rstrip(" ,")
    draft.speaker_text, draft.speaker_span = kept, Span(who.start, who.start + len(kept), kept)


def _opens(verb: Token) -> bool:
    """Whether a participle stands at the beginning of its sentence, a quotation or a clause behind a comma."""
    before = verb.doc[verb.i - 1] if verb.i > verb.sent.start else None
    return before is None or before.is_punct


def content_clause(content: list[Span]) -> bool:
    """Whether more is said than the word that leads a list: "that", "to act by"."""
    return sum(len(span.quote.split()) for span in content) > _FEW


def _relay(page: Page, cast: CastBook, verb: Token) -> DraftClaim | None:
    """ "X was quoted by Y as saying", "Y quoted X as saying": that X said so is Y's claim, X's saying stands in it."""
    saying = next((c for c in verb.children if c.lower_ == "as" and c.i > verb.i), None)
    if verb.lemma_ not in _RELAYING or saying is None:
        return None
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    source = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    quoted = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if source is None and quoted is not None:
        source = subject_of(verb)
    speaker = speaker_of(page, cast, source, anyone=True) if source is not None else None
    inner = [t for t in saying.subtree if t.i > saying.i and not t.is_punct]
    if speaker is None or not inner:
        return None
    draft = DraftClaim("state", "quoted by", cue=verb, cue_span=_cue_span(page, verb))
    _give_speaker(draft, speaker)
    first = quoted.left_edge if quoted is not None and by is None else inner[0]
    draft.content = [trimmed_span(page, first, and_that(inner[-1]))]
    return draft


def _give_speaker(draft: DraftClaim, speaker: Speaker) -> None:
    draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span


def _speaker(page: Page, cast: CastBook, verb: Token) -> Speaker | None:
    """Who speaks by this verb. "X was quoted by Y as saying": the quoting is Y's, the saying X's."""
    above = verb.head
    if verb.dep_ in ("pcomp", "advcl", "prep") and above.lower_ == "as" and above.head.lemma_ in ("quote", "cite"):
        quoted = next((c for c in above.head.children if c.dep_ == "nsubjpass"), None)
        quoted = quoted or next((c for c in above.head.children if c.dep_ == "dobj"), None)
        return speaker_of(page, cast, quoted, anyone=True)
    if verb.lemma_ in ("hear", "learn", "gather") and (source := _from_whom(verb)) is not None:
        return speaker_of(page, cast, source, anyone=True)
    subject = (stands_before(verb) if verb.dep_ == "conj" else None) or subject_of(verb)
    if subject is not None and subject.lower_ == "it" and subject.dep_ == "nsubjpass":
        return speaker_of(page, cast, agent_of(verb), anyone=True)
    if subject is None:
        subject = stands_before(verb)
    if _passive_by_nobody(verb) and (subject is None or subject.head.i != verb.i):
        return NOBODY
    if subject is not None and subject.dep_ == "nsubjpass" and subject.head.i == verb.i:
        told = verb.lemma_ in _TELLING and said_clause(verb) is not None
        bidden = verb.lemma_ in _BIDDEN and any(c.dep_ == "xcomp" for c in verb.children)
        return NOBODY if subject.lower_ in ("it", "what", "that") or told or bidden or _asked(verb) else None
    anyone = verb.lemma_ in _STRONG or _tells(verb) or marched(verb) or _evident(verb, subject)
    speaker = speaker_of(page, cast, subject, anyone=anyone)
    if (
        speaker is None
        and subject is not None
        and subject.lower_ == "it"
        and (_tells(verb) or verb.lemma_ in _OF_BODIES)
    ):
        it = page.span(subject, subject)
        return Speaker(None, it.quote, it)
    return speaker


def _evident(verb: Token, subject: Token | None) -> bool:
    """ "A scan revealed that …", "evidence suggests he was beaten": nobody speaks, but something shows it."""
    return verb.lemma_ in _SHOWING and subject is not None and subject.lemma_.lower() in _EVIDENCE


def _from_whom(verb: Token) -> Token | None:
    """ "The jury heard from a nurse that …": it is she who says so."""
    source = next((c for c in verb.children if c.dep_ == "prep" and c.lower_ == "from" and c.i > verb.i), None)
    return next((c for c in source.children if c.dep_ == "pobj"), None) if source is not None else None


def _tells(verb: Token) -> bool:
    """Whether a clause says what is said, so that whoever is the subject speaks: "the board stated that …"."""
    return verb.lemma_ not in _SHOWING and any(
        m.dep_ == "mark" and m.lower_ in ("that", "whether", "if")
        for c in (said_clause(verb),)
        if c is not None
        for m in c.children
    )


def _passive_by_nobody(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children)


def _asked(verb: Token) -> bool:
    """ "is said to have …", "are reported to …": somebody says so, but nobody is named."""
    return verb.lemma_ in _SAID_TO and any(c.dep_ in ("xcomp", "ccomp") for c in verb.children)


def _impersonal(verb: Token) -> bool:
    """ "it was announced that", "is reported to have": said by somebody whom the text does not name."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _cue_span(page: Page, verb: Token) -> Span:
    """The verb with its auxiliaries and particle: "has reported", "called on"."""
    first, last = verb, verb
    for child in reversed(list(verb.lefts)):
        if child.dep_ in ("aux", "auxpass", "neg") and child.i == first.i - 1 and child.lower_ != "to":
            first = child
    after = verb.i + 1
    if (
        after < len(verb.doc)
        and verb.doc[after].lower_ in ("on", "for", "upon", "out")
        and verb.lemma_
        in (
            "call",
            "speak",
            "point",
        )
    ):
        last = verb.doc[after]
    return page.span(first, last)


def _medium(verb: Token) -> str | None:
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ in ("in", "on", "via", "through", "by", "during"):
            for obj in child.children:
                if obj.dep_ == "pobj" and obj.lemma_.lower() in _MEDIA:
                    return obj.lemma_.lower()
    return None
