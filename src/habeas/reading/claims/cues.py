"""Verbs of saying with their speakers and what is said, read off the parse."""

from __future__ import annotations

from collections.abc import Iterator

from spacy.tokens import Token

from habeas.model.reading import Act
from habeas.model.span import Span
from habeas.reading.cast.book import CastBook
from habeas.reading.claims.draft import DraftClaim
from habeas.reading.claims.speakers import NOBODY, Speaker, speaker_of, subject_of
from habeas.reading.page import Page
from habeas.reading.tables import load, words

_ACT_OF: dict[str, Act] = {lemma: act for act, lemmas in reversed(load("speech")["verbs"].items()) for lemma in lemmas}
_ADDRESSED = words("speech", "rules", "addressed")
_PLAIN = words("speech", "rules", "plain_object")
_BLAMING = words("speech", "rules", "blaming")
_DENIABLE = words("speech", "rules", "deniable")
_STRONG = words("speech", "rules", "strong")
_RELAYING = words("speech", "rules", "relaying")
_MEDIA = words("speech", "nouns", "media")
_TOLD = frozenset({"tell", "inform", "notify", "assure", "remind", "brief"})
_MODAL_NOT = frozenset({"can", "could", "may", "might", "would", "should"})
_GOES_ON = frozenset({"continue", "go", "proceed", "begin", "start", "use", "come"})
"""Verbs whose infinitive is asserted with them: "went on to say" is saying, "asked them to say" is not."""
_STRIP = frozenset({",", '"', "'", ":", ";", "-", "that", ".", "and", "!", "?"})


def cue_claims(page: Page, cast: CastBook) -> Iterator[DraftClaim]:
    """A draft for every verb of saying that has something said, or a quotation beside it."""
    for token in page.doc:
        act = _ACT_OF.get(token.lemma_.lower())
        if act is None or token.pos_ not in ("VERB", "AUX") or token.dep_ in ("amod", "aux", "compound"):
            continue
        if token.text[0].isupper() and not token.is_sent_start and cast.at(token) is not None:
            continue
        draft = _relay(page, cast, token) or _claim(page, cast, token, act)
        if draft is not None:
            yield draft


def _claim(page: Page, cast: CastBook, verb: Token, act: Act) -> DraftClaim | None:
    speaker = _speaker(page, cast, verb)
    if speaker is None or _unreal(verb) or (speaker is NOBODY and not _impersonal(verb)):
        return None
    content, rule, act = _content(page, verb, act)
    draft = DraftClaim(act, rule, cue=verb, cue_span=_cue_span(page, verb))
    _give_speaker(draft, speaker)
    draft.content = content
    draft.addressees = _addressees(cast, verb)
    draft.to = next(iter(_told(cast, verb)), None)
    draft.medium = speaker.medium or _medium(verb)
    draft.leads_list = _leads_list(page, verb)
    if draft.leads_list and not content and draft.addressees:
        draft.act, draft.content = "demand", _to_the_colon(page, verb)
    return draft


def _relay(page: Page, cast: CastBook, verb: Token) -> DraftClaim | None:
    """ "X was quoted by Y as saying …": that X said so is Y's claim, and X's saying stands inside it."""
    if verb.lemma_ not in _RELAYING or verb.tag_ != "VBN":
        return None
    by = next((c for c in verb.children if c.dep_ == "agent"), None)
    source = next((c for c in by.children if c.dep_ == "pobj"), None) if by is not None else None
    saying = next((c for c in verb.children if c.lower_ == "as" and c.i > verb.i), None)
    speaker = speaker_of(page, cast, source) if source is not None else None
    if saying is None or speaker is None:
        return None
    draft = DraftClaim("state", "quoted by", cue=verb, cue_span=_cue_span(page, verb))
    _give_speaker(draft, speaker)
    inner = [t for t in saying.subtree if t.i > saying.i and not t.is_punct]
    draft.content = [_trimmed(page, inner[0], inner[-1])] if inner else []
    return draft if inner else None


def _give_speaker(draft: DraftClaim, speaker: Speaker) -> None:
    draft.speaker, draft.speaker_text, draft.speaker_span = speaker.entity, speaker.text, speaker.span


def _speaker(page: Page, cast: CastBook, verb: Token) -> Speaker | None:
    """Who speaks by this verb. "X was quoted by Y as saying": the quoting is Y's, the saying X's."""
    above = verb.head
    if verb.dep_ in ("pcomp", "advcl", "prep") and above.lower_ == "as" and above.head.lemma_ in ("quote", "cite"):
        quoted = next((c for c in above.head.children if c.dep_ == "nsubjpass"), None)
        quoted = quoted or next((c for c in above.head.children if c.dep_ == "dobj"), None)
        return speaker_of(page, cast, quoted)
    subject = subject_of(verb)
    if _passive_by_nobody(verb) and (subject is None or subject.head.i != verb.i):
        return NOBODY
    if subject is not None and subject.dep_ == "nsubjpass" and subject.head.i == verb.i:
        return NOBODY if subject.lower_ in ("it", "what", "that") or _asked(verb) else None
    return speaker_of(page, cast, subject, anyone=verb.lemma_ in _STRONG)


def _passive_by_nobody(verb: Token) -> bool:
    return any(c.dep_ == "auxpass" for c in verb.children) and not any(c.dep_ == "agent" for c in verb.children)


def _asked(verb: Token) -> bool:
    """ "is said to have …", "are reported to …": somebody says so, but nobody is named."""
    return verb.lemma_ in ("say", "report", "believe", "think", "allege", "fear") and any(
        c.dep_ in ("xcomp", "ccomp") for c in verb.children
    )


def _impersonal(verb: Token) -> bool:
    """ "it was announced that", "is reported to have": said by somebody whom the text does not name."""
    return any(c.dep_ in ("auxpass", "nsubjpass") for c in verb.children)


def _unreal(verb: Token) -> bool:
    """Saying that is denied, only possible, or conditional ("could say", "did not say", "if asked")."""
    for child in verb.children:
        if child.dep_ == "neg" or (child.dep_ == "aux" and child.lemma_ in _MODAL_NOT):
            return True
        if child.dep_ == "mark" and child.lower_ in ("if", "unless", "whether"):
            return True
    infinitive = verb.tag_ == "VB" and any(c.lower_ == "to" and c.dep_ == "aux" for c in verb.children)
    return infinitive and verb.head.lemma_ not in _GOES_ON


def _content(page: Page, verb: Token, act: Act) -> tuple[list[Span], str, Act]:
    """What is said, by which rule, and what the speaker does by saying it."""
    lemma = verb.lemma_.lower()
    asked = _asking(page, verb)
    if asked is not None:
        return [asked], "asks somebody to", "warn" if lemma in ("warn", "caution") else "demand"
    if lemma in ("call", "appeal", "plead", "press"):
        called = _call(page, verb)
        return (called, "calls for", "demand") if called or lemma == "press" else ([], "quotes", "state")
    if lemma == "hold":
        return _responsible(page, verb), "holds responsible", "accuse"
    if lemma in _BLAMING or lemma == "condemn":
        found = _object(page, verb, "of", "for", "over")
        if found:
            return found, "blames", "accuse"
    return _clause_or_object(page, verb, act)


def _clause_or_object(page: Page, verb: Token, act: Act) -> tuple[list[Span], str, Act]:
    """ "said that …", "denied beating them", "demanded an inquiry"; else nothing yet (a quotation may follow)."""
    lemma = verb.lemma_.lower()
    clause = next((c for c in verb.children if c.dep_ == "ccomp"), None)
    around = _around(page, verb) if clause is None else []
    if around:
        return around, "said between", act
    if clause is not None:
        act = "state" if lemma == "insist" and not _subjunctive(clause) else act
        return _stretch(page, clause, verb), "says that", "ask" if lemma == "ask" else act
    gerund = next((c for c in verb.children if c.dep_ == "xcomp" and c.pos_ in ("VERB", "AUX")), None)
    committing = act in ("deny", "promise", "demand", "warn") or lemma in ("hope", "expect", "fear")
    if gerund is not None and committing and (act != "deny" or gerund.tag_ == "VBG"):
        return _stretch(page, gerund, verb), "says to", act
    if act == "deny":
        return _denied(page, verb), "denies", act
    if lemma in _PLAIN:
        return _object(page, verb), "says a thing", act
    return [], "quotes", "state" if lemma in ("ask", "insist") else act


def _subjunctive(clause: Token) -> bool:
    return clause.tag_ == "VB" and not any(c.dep_ == "aux" for c in clause.children)


def _asking(page: Page, verb: Token) -> Span | None:
    """ "urged X to do", "called on X to do": from the one addressed to the end of what is asked."""
    if verb.lemma_.lower() not in _ADDRESSED:
        return None
    begin = _addressee_tokens(verb)
    ends = [
        c
        for c in verb.children
        if (c.dep_ in ("xcomp", "ccomp", "advcl", "acl") and c.i > verb.i and _is_to(c))
        or (c.dep_ == "prep" and c.lower_ == "for" and verb.lemma_ in ("ask", "press", "petition"))
    ]
    for token in begin:
        ends += [c for c in token.subtree if c.dep_ in ("acl", "relcl", "xcomp") and _is_to(c)]
    if not ends or not (begin or any(_own_subject(c) for c in ends)):
        return None
    first = min([t.left_edge for t in begin] + [c.left_edge for c in ends], key=lambda t: t.i)
    last = max((c.right_edge for c in ends), key=lambda t: t.i)
    return _trimmed(page, first, last) if first.i > verb.i else None


def _own_subject(clause: Token) -> bool:
    return any(c.dep_ == "nsubj" for c in clause.children)


def _is_to(clause: Token) -> bool:
    return any(c.dep_ == "aux" and c.lower_ == "to" for c in clause.children)


def _addressee_tokens(verb: Token) -> list[Token]:
    """The nouns that name who is asked."""
    found = [c for c in verb.children if c.dep_ in ("dobj", "dative") and c.i > verb.i and c.dep_ != "prep"]
    for child in verb.children:
        if child.dep_ in ("prep", "dative") and child.lower_ in ("on", "upon", "to") and child.i > verb.i:
            found += [c for c in child.children if c.dep_ == "pobj"]
        if child.dep_ == "prep" and child.lower_ == "for" and _purpose(verb) is not None:
            found += [c for c in child.children if c.dep_ == "pobj"]
        if child.dep_ in ("ccomp", "xcomp", "advcl") and _is_to(child):
            found += [c for c in child.children if c.dep_ == "nsubj"]
    return [t for t in found if t.pos_ in ("NOUN", "PROPN", "PRON", "ADJ")]


def _purpose(verb: Token) -> Token | None:
    """The infinitive that says what is called for: "called for the ministry *to let* them in"."""
    return next((c for c in verb.children if c.dep_ in ("advcl", "xcomp") and c.i > verb.i and _is_to(c)), None)


def _addressees(cast: CastBook, verb: Token) -> tuple[str, ...]:
    if verb.lemma_.lower() not in _ADDRESSED:
        return ()
    heads = [other for token in _addressee_tokens(verb) for other in (token, *_series(cast, token))]
    return tuple(dict.fromkeys(e for token in heads for e in cast.nouns(token)))


def _series(cast: CastBook, token: Token) -> Iterator[Token]:
    """The names that follow in a list held together by semicolons, which the parser takes for ends."""
    doc, i = token.doc, token.i + 1
    while i < len(doc) and (doc[i].text in (";", ",", "the", "The", "and") or cast.at(doc[i]) is not None):
        if cast.at(doc[i]) is not None and cast.named(cast.at(doc[i]) or ""):
            yield doc[i]
        elif cast.at(doc[i]) is not None and doc[i].text not in ("the", "The"):
            return
        i += 1


def _told(cast: CastBook, verb: Token) -> tuple[str, ...]:
    """To whom it is said: "told X", "said to X"."""
    found: list[str] = []
    for child in verb.children:
        if child.dep_ in ("dobj", "dative") and verb.lemma_ in _TOLD:
            found += cast.nouns(child)
        elif child.dep_ in ("prep", "dative") and child.lower_ == "to" and verb.lemma_ not in _ADDRESSED:
            found += [e for c in child.children if c.dep_ == "pobj" for e in cast.nouns(c)]
    return tuple(found)


def _call(page: Page, verb: Token) -> list[Span]:
    """ "called for X", "appealed to X for Y": everything after the verb's own preposition."""
    spans = []
    for child in verb.children:
        if child.dep_ == "prep" and child.lower_ == "for" and child.i > verb.i:
            obj = next((c for c in child.children if c.dep_ in ("pobj", "pcomp")), None)
            purpose = _purpose(verb)
            if obj is not None and purpose is not None and purpose.i > obj.i:
                spans.append(_trimmed(page, obj.left_edge, purpose.right_edge))
            elif obj is not None:
                spans.append(_trimmed(page, obj.left_edge, obj.right_edge))
        elif child.dep_ in ("ccomp", "advcl", "xcomp") and _is_to(child) and _own_subject(child):
            spans.append(_trimmed(page, child.left_edge, child.right_edge))
    return spans[:1]


def _responsible(page: Page, verb: Token) -> list[Span]:
    """ "held X responsible for Y"."""
    blame = next((t for t in verb.subtree if t.lower_ in ("responsible", "accountable", "liable")), None)
    target = next((t for t in verb.subtree if t.dep_ in ("dobj", "nsubj") and t.i > verb.i), None)
    if blame is None or target is None or blame.i < verb.i:
        return []
    last = max((t.right_edge for t in (blame, *verb.rights) if t.dep_ != "punct"), key=lambda t: t.i)
    return [_trimmed(page, target.left_edge, last)]


def _object(page: Page, verb: Token, *prepositions: str) -> list[Span]:
    """The verb's object, with the phrases of the given prepositions, as one stretch."""
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if target is None or (target.pos_ == "PRON" and not prepositions):
        return []
    parts = [target] + [c for c in verb.children if c.dep_ == "prep" and c.lower_ in prepositions and c.i > target.i]
    if prepositions and len(parts) == 1 and not any(c.lower_ in prepositions for c in target.subtree):
        return []
    return [_trimmed(page, target.left_edge, max((_own_edge(p) for p in parts), key=lambda t: t.i))]


def _own_edge(part: Token) -> Token:
    """The last token of a phrase, before a finite verb that the parser has joined to it by "and"."""
    joined = [
        other
        for other in part.subtree
        if other.dep_ == "conj" and other.tag_ in ("VBD", "VBZ", "VBP") and other.head.tag_ == "VBG"
    ]
    if not joined:
        return part.right_edge
    cut = min(t.left_edge.i for t in joined)
    before = [t for t in part.subtree if t.i < cut and t.dep_ not in ("cc", "punct")]
    return max(before, key=lambda t: t.i)


def _denied(page: Page, verb: Token) -> list[Span]:
    target = next((c for c in verb.children if c.dep_ == "dobj" and c.i > verb.i), None)
    if target is None or target.lemma_.lower() not in _DENIABLE:
        return []
    return [_trimmed(page, target.left_edge, target.right_edge)]


def _around(page: Page, verb: Token) -> list[Span]:
    """ "The museum, she said, opened in May": the clause in which the saying is set between commas."""
    clause = verb.head
    if verb.dep_ not in ("parataxis", "ccomp", "advcl", "dep") or clause.pos_ not in ("VERB", "AUX"):
        return []
    if any(c.dep_ in ("mark", "dobj", "xcomp", "advmod") for c in verb.children) or verb.tag_ not in (
        "VBD",
        "VBZ",
        "VBP",
    ):
        return []
    own = [t.i for c in verb.children if c.dep_ != "punct" for t in c.subtree] + [verb.i]
    doc, first, last = page.doc, min(own), max(own)
    whole = sorted(t.i for t in clause.subtree)
    opened = first > 0 and doc[first - 1].text in (",", '"', "-")
    closed = last + 1 >= len(doc) or doc[last + 1].is_punct
    if not (opened and closed):
        return []
    spans = []
    if whole[0] < first - 1:
        spans.append(_trimmed(page, doc[whole[0]], doc[first - 1]))
    if last < whole[-1] and any(doc[i].is_alpha for i in range(last + 1, whole[-1] + 1)):
        spans.append(_trimmed(page, doc[last + 1], doc[whole[-1]]))
    return spans


def _stretch(page: Page, clause: Token, verb: Token) -> list[Span]:
    """The words of a clause, without the verb of saying where it stands in the middle of them."""
    tokens = sorted(clause.subtree, key=lambda t: t.i)
    first, last = tokens[0], tokens[-1]
    if not first.i < verb.i < last.i:
        return [_trimmed(page, first, last)]
    own = {t.i for c in verb.children if c is not clause and c.dep_ != "punct" for t in c.subtree} | {verb.i}
    low, high = min(own), max(own)
    before = [t for t in tokens if t.i < low and not t.is_space]
    after = [t for t in tokens if t.i > high and not t.is_space]
    parts = [part for part in (before, after) if any(t.is_alpha for t in part)]
    return [_trimmed(page, part[0], part[-1]) for part in parts]


def _trimmed(page: Page, first: Token, last: Token) -> Span:
    return page.span(*trimmed(page, first, last))


def trimmed(page: Page, first: Token, last: Token) -> tuple[Token, Token]:
    """First and last token of a stretch without marks and "that" at its edges."""
    doc = page.doc
    low, high = first.i, last.i
    while low < high and (doc[low].lower_ in _STRIP or doc[low].is_space):
        low += 1
    while high > low and (doc[high].lower_ in _STRIP or doc[high].is_space):
        high -= 1
    return doc[low], doc[high]


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


def _to_the_colon(page: Page, verb: Token) -> list[Span]:
    """What is asked where a list of the asked breaks the sentence: "we call on A; B; and C to act by:"."""
    asked = _addressee_tokens(verb)
    doc, last = verb.doc, verb.i
    while last + 1 < len(doc) and page.paragraph(doc[last + 1]) == page.paragraph(verb):
        last += 1
    return [_trimmed(page, asked[0].left_edge, doc[last])] if asked else []


def _leads_list(page: Page, verb: Token) -> bool:
    """Whether the verb's sentence ends its passage with a colon: what is asked follows as a list."""
    doc, last = verb.doc, verb.i
    while last + 1 < len(doc) and page.paragraph(doc[last + 1]) == page.paragraph(verb):
        last += 1
    while last > verb.i and doc[last].is_space:
        last -= 1
    later = any(t.lemma_ == verb.lemma_ and t.pos_ == "VERB" for t in doc[verb.i + 1 : last])
    return doc[last].text == ":" and not later
