"""What the model takes for bodies and what names none: words of headings, adjectives, brands, laws."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from habeas.reading.cast.bodies import before_shared_nouns
from habeas.reading.cast.brackets import NO_BODY_HEADS, WHAT_FOR
from habeas.reading.cast.given import is_given
from habeas.reading.cast.mend import CALLED_AFTER
from habeas.reading.cast.mention import NameMention, initials_of, name_parts
from habeas.reading.cast.missed import (
    FACILITIES,
    HEADS,
    OFFICE_WORDS,
    PERSON_NOUNS,
    TITLES,
    after_title,
    is_aged,
    is_initial,
)
from habeas.reading.cast.rows import people_in_rows
from habeas.reading.page import Page
from habeas.reading.tables import words

_BODY_NOUNS = words("people", "body") | words("people", "collective") | words("people", "facility_nouns")
_SPEAKERS = PERSON_NOUNS | words("people", "collective") | words("people", "body")
_OPENING_TAGS = frozenset({"VBG", "VBN", "VB", "VBD", "VBZ", "JJ", "JJR", "JJS", "RB", "IN", "WRB", "CD", "DT"})
_MODIFYING = frozenset({"compound", "amod", "nmod"})
_POSTS = words("people", "posts")
_BEFORE_POSTS = frozenset({"Crown", "Prime", "Assistant", "Deputy", "Vice", "Executive"})
"""Of these the model takes the word for a body's name: "the Crown Prince"."""
_PEOPLE_TOO = frozenset({"Prosecutor", "Ombudsman", "Monitor"})
"""Names of bodies end in these, and titles of people: "Special Prosecutor Ada Lund"."""
_NO_BODIES = words("people", "no_body")
_BY_THE_WAY = frozenset({"pobj", "compound", "nmod", "amod", "npadvmod", "dep", "nummod", "advmod", "prep", "punct"})
_OF_PEOPLE = frozenset({"by", "to", "with", "against", "for", "about", "from"})
_OPENERS = frozenset({"Operation", "Exercise", "Hurricane", "Cyclone", "Typhoon", "Article", "Section", "Resolution"})
"""First words of what is no body: "Operation Grey Dawn"."""
_SEATS = words("people", "seats")
_PAPERS = frozenset({"bill", "act", "law", "treaty", "agreement", "convention", "protocol", "award", "prize"})
_MOST_CAPITALS = 0.6
_NEAR = 8
_HANDLES = frozenset({"Image", "Photo", "Photos", "Video", "Caption", "Picture"})
_FEWEST = 3


def without_doubtful(page: Page, mentions: list[NameMention]) -> list[NameMention]:
    """The mentions without those that only look like bodies; laws, prizes and rules are laws."""
    doc = page.doc
    firm = {name_parts(doc, m) for m in mentions if _of_body(m) and not _weak(page, m)}
    if any(_of_body(m) and name_parts(doc, m) not in firm for m in mentions):
        firm |= {name_parts(doc, m) for m in before_shared_nouns(doc)}
    peoples = {token.text for found in doc.ents if found.label_ == "NORP" for token in found}
    peoples |= _in_plural(doc, mentions)
    known = _shown_people(doc, mentions)
    offices = {initials_of(name_parts(doc, m)) for m in mentions if _of_body(m) and _a_post(doc, m)}
    kept = []
    for mention in mentions:
        if not _of_body(mention):
            if mention.kind != "person" or mention.last > mention.first:
                kept.append(mention)
            elif _a_family(doc, mention, known):
                kept.append(replace(mention, kind="group"))
            elif name_parts(doc, mention)[:1] in known and not _one_of_a_people(doc, mention):
                kept.append(mention)
        elif _a_law(doc, mention):
            kept.append(replace(mention, kind="law"))
        elif _a_post(doc, mention) or _of_a_people(doc, mention, peoples):
            continue
        elif mention.first == mention.last and doc[mention.first].lower_ in offices:
            continue  # "the PRO", of a Public Relations Officer
        elif name_parts(doc, mention) in firm and not _never(doc, mention):
            kept.append(mention)
    return kept


def _of_body(mention: NameMention) -> bool:
    return mention.kind in ("organisation", "facility")


def _a_law(doc: Doc, mention: NameMention) -> bool:
    """ "Public Order Act", "the Treaty", "Labour Convention 87", "Operation Grey Dawn"; not "Council of Media Law"."""
    tokens = doc[mention.first : mention.last + 1]
    if tokens.text in _SEATS:
        return False
    if len(tokens) > 1 and tokens[-1].text not in HEADS:
        if tokens[0].text in _OPENERS or (tokens[0].text in NO_BODY_HEADS and tokens[1].lower_ in WHAT_FOR):
            return True
    headed = any(t.text in HEADS and doc[t.i + 1].lower_ in WHAT_FOR for t in tokens[:-1])
    for i in range(mention.first, mention.last):
        treaty = doc[i].text in ("Convention", "Covenant", "Protocol") and doc[i + 1].lower_ in ("on", "against", "for")
        if treaty and not any(t.text in HEADS and t.text != "International" for t in doc[mention.first : i]):
            return True
    last = tokens[-2] if len(tokens) > 1 and tokens[-1].text[:1].isdigit() else tokens[-1]
    last = tokens[-3] if len(tokens) > 2 and last.lower_ == "of" else last  # "the Public Order Act of 2031"
    return (last.text in NO_BODY_HEADS and not headed) or _on_paper(doc, mention)


def _on_paper(doc: Doc, mention: NameMention) -> bool:
    """ "the Hate Speech bill", "Labour convention 87": the word for a law behind, in small letters."""
    after = doc[mention.last + 1] if mention.last + 1 < len(doc) else None
    if after is None or after.lower_ not in _PAPERS or after.is_sent_start:
        return False
    several = mention.last > mention.first and not any(t.text in HEADS for t in doc[mention.first : mention.last + 1])
    return several and after.tag_ == "NN"


def _a_post(doc: Doc, mention: NameMention) -> bool:
    """ "Commissioner of Police", "Public Relations Officer": what somebody is, and not a body."""
    tokens = doc[mention.first : mention.last + 1]
    of = next((t.i for t in tokens[1:] if t.lower_ in ("of", "for", "to")), mention.last + 1)
    before = doc[mention.first : of]
    half = tokens[-1].text in OFFICE_WORDS or tokens[0].text in _BEFORE_POSTS
    if half:  # "the Justice Secretary", of which the model found half
        if mention.last + 1 < len(doc) and doc[mention.last + 1].text in _POSTS:
            return True
    behind = doc[mention.last + 1 : mention.last + 2]
    if tokens[-1].text in _PEOPLE_TOO and len(behind) and behind[0].ent_type_ == "PERSON":
        return True
    if len(tokens) == 1 and (tokens[0].text.islower() or tokens[0].lower_ in TITLES):
        return True
    if any(t.text in HEADS for t in before[:-1]) or len(tokens) == 1:
        return False
    general = len(before) > 1 and before[-1].text == "General" and before[-2 - (before[-2].text == "-")].text in _POSTS
    return general or before[-1].text in _POSTS


def _in_plural(doc: Doc, mentions: list[NameMention]) -> set[str]:
    """Single words that stand in the report in the plural too, as no body's name does: "an Urlan", "the Urlans"."""
    single = {doc[m.first].text for m in mentions if _of_body(m) and m.first == m.last}
    single = {word for word in single if word.istitle() and word not in HEADS and not word.endswith("s")}
    return (
        single & {t.text[:-1] for t in doc if t.tag_ in ("NNPS", "NNP") and t.text.endswith("s")} if single else set()
    )


def _of_a_people(doc: Doc, mention: NameMention, peoples: set[str]) -> bool:
    """One word that names a people elsewhere in the report: "Uighurs", "the Korean envoy"."""
    word = doc[mention.first].text
    return mention.first == mention.last and word.istitle() and bool({word, word.removesuffix("s")} & peoples)


def _shown_people(doc: Doc, mentions: list[NameMention]) -> set[tuple[str, ...]]:
    """Single words that name a person: as a part of a whole name, or by their part in some sentence."""
    known = people_in_rows(doc, mentions)
    for mention in mentions:
        if mention.kind != "person":
            continue
        if mention.last > mention.first:
            known |= {(part,) for part in name_parts(doc, mention)}
        elif _takes_part(doc, mention):
            known.add(name_parts(doc, mention)[:1])
    return known


def _takes_part(doc: Doc, mention: NameMention) -> bool:
    """Whether one word that the model takes for a person does or undergoes something, or is called a person."""
    name = doc[mention.first]
    if name.tag_ in ("NN", "NNS", "NNPS") and name.is_sent_start and name.lemma_.islower():
        return False
    if name.dep_ == "poss" and name.head.lemma_.lower() in CALLED_AFTER:
        return False
    if is_given(name.text) or is_initial(name) or after_title(doc, name.i) or is_aged(doc, name.i):
        return True
    before = doc[name.i - 1] if name.i else name
    if before.lemma_.lower() in PERSON_NOUNS or before.text in _POSTS:
        return True
    top = name
    while top.dep_ in ("conj", "appos") and top.head.i != top.i:
        top = top.head
    beside = top is not name and top.tag_ in ("NN", "NNS")
    return beside or top.dep_ not in _BY_THE_WAY or (top.dep_ == "pobj" and top.head.lower_ in _OF_PEOPLE)


def _a_family(doc: Doc, mention: NameMention, known: set[tuple[str, ...]]) -> bool:
    """ "the Lunds", where somebody is called Lund."""
    word = doc[mention.first]
    led = mention.first > 0 and doc[mention.first - 1].lower_ == "the"
    return led and word.lower_.endswith("s") and (word.lower_[:-1],) in known


def _one_of_a_people(doc: Doc, mention: NameMention) -> bool:
    """ "Lund, a Kordan, was …": a word behind "a" or "an" that closes its phrase names nobody."""
    if mention.kind != "person" or mention.first != mention.last or mention.first == 0:
        return False
    word, before = doc[mention.first], doc[mention.first - 1]
    closes = mention.last + 1 >= len(doc) or doc[mention.last + 1].pos_ in ("PUNCT", "VERB", "AUX", "ADP", "CCONJ")
    return before.lower_ in ("a", "an") and before.head == word and closes


def _never(doc: Doc, mention: NameMention) -> bool:
    """Whether words name no body wherever they stand."""
    text = " ".join(t.text for t in doc[mention.first : mention.last + 1])
    if text.lower() in _NO_BODIES or any(mark in text for mark in ("pic.", "http", "#", "@", "|", ".com/")):
        return True
    last = doc[mention.last]
    common = last.text.islower() and not {last.lower_, last.lemma_.lower()} & _BODY_NOUNS
    return mention.kind == "organisation" and common


def _weak(page: Page, mention: NameMention) -> bool:
    """Whether a place does not show that words name a body: a heading, the start of a sentence, a noun's adjective."""
    doc = page.doc
    tokens = doc[mention.first : mention.last + 1]
    if _shouted(page, mention) or _subheading(page, mention):
        return True
    if any(t.text in HEADS or t.text in FACILITIES for t in tokens):
        return False
    if _acronym(tokens[0]) and len(tokens) == 1:
        return _modifies(tokens.root)
    if _in_heading(page, mention) or _alone(page, mention):
        return True
    if doc[mention.first].is_sent_start and (tokens[0].tag_ in _OPENING_TAGS or tokens[0].text in _HANDLES):
        return True
    return len(tokens) == 1 and _modifies(tokens.root)


def _shouted(page: Page, mention: NameMention) -> bool:
    """Capitals among other words in capitals, which tell nothing: "WE INSIST THAT THE NORTH COUNCIL GO"."""
    tokens = page.doc[mention.first : mention.last + 1]
    if not all(t.text.isupper() or not t.is_alpha for t in tokens):
        return False
    near = page.doc[max(tokens[0].sent.start, mention.first - _NEAR) : min(tokens[0].sent.end, mention.last + _NEAR)]
    rest = [t for t in near if t.is_alpha and len(t) > 1 and not mention.first <= t.i <= mention.last]
    return sum(t.text.isupper() for t in rest) * 2 > len(rest) > 1


def _subheading(page: Page, mention: NameMention) -> bool:
    """Whether a body stands in a heading of capitalised words within the report: "Ill-Treatment in the Camps"."""
    passage = page.passage(page.doc[mention.first])
    if passage.role != "title" or mention.kind != "organisation":
        return False
    at = page.passages.index(passage)
    if any(p.role != "body" for p in (*page.passages[at - 1 : at], *page.passages[at + 1 : at + 2])):
        return False  # the top of the report, or a row of those who signed it
    return _in_heading(page, mention) or _alone(page, mention)


def _alone(page: Page, mention: NameMention) -> bool:
    """Whether a name is all there is in its line: "MASKED MEN", a heading."""
    doc = page.doc
    sentence = doc[mention.first].sent
    rest = (t for t in sentence if t.is_alpha and not mention.first <= t.i <= mention.last)
    several = mention.last > mention.first and sentence[-1].text != "."
    return several and all(t.lower_ in ("the", "a", "an") for t in rest)


def _acronym(token: Token) -> bool:
    return token.text.isupper() and len(token) >= 2


def _modifies(token: Token) -> bool:
    """ "Redlake boots": a word before a noun that is neither a person nor a body."""
    if token.dep_ not in _MODIFYING or token.head.i <= token.i:
        return False
    noun = token.head
    return noun.tag_ in ("NN", "NNS") and noun.lemma_.lower() not in _SPEAKERS


def _in_heading(page: Page, mention: NameMention) -> bool:
    """Whether a name stands in a line of which most words have capitals, or in a title of that kind."""
    sentence = page.doc[mention.first].sent
    told = [t for t in sentence if t.is_alpha and len(t) > _FEWEST and not mention.first <= t.i <= mention.last]
    capitals = sum(t.text[:1].isupper() for t in told)
    ends = sentence[-1].text in (".", "!", '"')
    if page.passage(page.doc[mention.first]).role == "title" and mention.last > mention.first:
        if all(t.text.isupper() for t in page.doc[mention.first : mention.last + 1]):
            return True
    return len(told) >= _FEWEST and not ends and capitals >= _MOST_CAPITALS * len(told)
