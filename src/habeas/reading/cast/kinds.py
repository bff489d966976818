"""What a name names, as its own words and those around it show, whatever the model took it for."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from habeas.reading.cast.bodies import FACILITY_NOUNS
from habeas.reading.cast.bodily import is_body, with_its_people
from habeas.reading.cast.given import is_given
from habeas.reading.cast.mend import LONGEST_NAME, before_rank, behind_post, with_given_name
from habeas.reading.cast.mention import NameMention
from habeas.reading.cast.missed import FACILITIES, HEADS, OFFICE_WORDS, PLACE_HEADS, TITLES
from habeas.reading.cast.persons import can_be_name, is_person
from habeas.reading.tables import words

_PLACE_NOUNS = words("people", "place_nouns")
_NAMED_BODIES = words("people", "named_bodies")
_TOWNS = frozenset({"town", "city", "village", "hamlet", "township", "suburb", "island", "district", "province"})
"""Right before a name, without "of", these make a place of it."""
_ONLY_PLACES = frozenset(
    {
        "Forest",
        "River",
        "Mountains",
        "Island",
        "Islands",
        "Valley",
        "Area",
        "Highway",
        "Lake",
        "Desert",
        "Territory",
        "Areas",
        "Basin",
    }
)
_WAYS = frozenset({"road", "street", "highway", "dam", "bridge", "river", "motorway", "expressway", "area", "junction"})
"""Behind a name in small letters, or as its last word, these make a place of it."""
_STREETS = frozenset({"Ave", "Ave.", "Blvd", "Blvd.", "Rd", "Rd.", "St."})
_PLACE_OPENERS = words("people", "place_openers")
_ROAD_OPENERS = words("people", "road_openers")
_NO_STATES = frozenset({"Islamic", "Deep", "Police", "Department", "Secretary", "of", "the", "Welfare", "Free"})
_KINDS_OF_CENTRE = frozenset(
    {"Detention", "Removal", "Medical", "Remand", "Interrogation", "Correctional", "Health", "Holding", "Reception"}
)
_TOLD = frozenset(
    {"statement", "interview", "remark", "comment", "testimony", "say", "add", "explain", "confirm", "state"}
)
_CUSTODY = words("people", "custody")
_SEATS = words("people", "seats")


def retyped(doc: Doc, mention: NameMention) -> NameMention:
    """The head noun of a name decides what it names, whatever the model thought; a seat of government is a body."""
    seat = doc[mention.first : mention.last + 1].text in _SEATS
    return replace(mention, kind="organisation") if seat else _by_its_words(doc, mention)


def _by_its_words(doc: Doc, mention: NameMention) -> NameMention:
    head = doc[mention.last].text
    several = mention.last > mention.first
    if _after_place_noun(doc, mention):
        return replace(mention, kind="place")
    if several and _of_a_place(doc, mention):
        return replace(mention, kind="place")
    if mention.kind == "place" and (_is_told(doc[mention.last]) or _again(doc, mention)):
        return replace(mention, kind="organisation")
    if several and (head in FACILITIES or _of_justice_or_care(doc, mention)):
        return replace(mention, kind="facility")
    bodily = mention.kind == "person" and (_behind_body_noun(doc, mention) or _reports(doc, mention))
    if bodily or (mention.kind == "person" and is_body(doc, mention)):
        return with_its_people(doc, mention)
    person = _as_person(doc, mention) if mention.kind in ("organisation", "facility", "place") else None
    if person is not None:
        return person
    starts = doc[mention.first].text in HEADS and several and doc[mention.first + 1].lower_ in ("of", "for")
    if several and (head in HEADS or starts) and mention.kind != "law":
        return replace(mention, kind="organisation")
    return mention


def _after_place_noun(doc: Doc, mention: NameMention) -> bool:
    """ "the villages of Ost and Tolm", "the border town Ost"."""
    first = mention.first
    if first < 2:
        return False
    before, noun = doc[first - 1], doc[first - 2]
    if before.lower_ == "of" and noun.lemma_.lower() in _PLACE_NOUNS:
        return True
    if before.lower_ in _TOWNS and before.tag_ == "NN" and mention.kind in ("person", "organisation"):
        return not any(t.text in HEADS or t.text in FACILITIES for t in doc[first : mention.last + 1])
    head = doc[first : mention.last + 1].root
    second = head.dep_ == "conj" and before.lower_ == "and" and mention.first == mention.last
    return second and mention.kind != "place" and not is_given(head.text) and _named_of(head.head)


def _behind_body_noun(doc: Doc, mention: NameMention) -> bool:
    """ "Armed group Harun", "the news website Harun": one word, no given name, behind the noun of what it is."""
    before = doc[mention.first - 1] if mention.first else None
    if before is None or mention.last > mention.first or is_given(doc[mention.first].text):
        return False
    return before.lower_ in _NAMED_BODIES and before.text.islower() and before.head.i == mention.first


def _reports(doc: Doc, mention: NameMention) -> bool:
    """ "…, Lumo has reported": one word, no given name, that stands behind what it reports."""
    name = doc[mention.first]
    if mention.last > mention.first or is_given(name.text) or name.dep_ != "nsubj" or name.head.lemma_ != "report":
        return False
    before = doc[mention.first - 1] if mention.first else None
    return before is not None and before.text in (",", '"') and not any(c.dep_ == "dobj" for c in name.head.children)


def _named_of(name: Token) -> bool:
    """ "the villages of Ost": the first of a row of places."""
    several = name.dep_ == "pobj" and name.head.lower_ == "of" and name.head.head.tag_ == "NNS"
    return several and name.head.head.lemma_.lower() in _PLACE_NOUNS


def _again(doc: Doc, mention: NameMention) -> bool:
    """ "The Centre", "the Network's figures": a body told of again by its kind."""
    alone = 0 < mention.first == mention.last and doc[mention.last].text in HEADS
    return alone and doc[mention.first - 1].lower_ == "the"


def _of_a_place(doc: Doc, mention: NameMention) -> bool:
    """ "Ost Bridge", "Puerto Ost" taken for a person's or a facility's name."""
    headed = doc[mention.last].text in PLACE_HEADS
    if mention.kind == "organisation":
        return doc[mention.last].text in _ONLY_PLACES | _STREETS or _state(doc, mention)
    if mention.kind == "person":
        return headed or doc[mention.last].text in _STREETS or doc[mention.first].text in _PLACE_OPENERS
    if mention.kind != "facility":
        return False
    last = doc[mention.last]
    road = doc[mention.first].text in _ROAD_OPENERS and last.lower_ not in FACILITY_NOUNS
    way = road or any(t.lower_ in _WAYS for t in doc[mention.last : mention.last + 2])
    quoted = mention.first and doc[mention.first - 1].text == '"'
    return way or ((headed or doc[mention.last].text in _ONLY_PLACES) and not quoted)


def _state(doc: Doc, mention: NameMention) -> bool:
    """ "Korda State", and neither "Islamic State" nor "Department of State"."""
    named = doc[mention.first : mention.last]
    return doc[mention.last].text == "State" and len(named) < 3 and all(t.text not in _NO_STATES for t in named)


def _of_justice_or_care(doc: Doc, mention: NameMention) -> bool:
    """ "Court of Cassation", "Ost Detention Centre"."""
    second = doc[mention.first + 1]
    if doc[mention.first].text in FACILITIES and second.lower_ in ("of", "for", "no", "no."):
        return True
    return doc[mention.last].text in ("Centre", "Center", "Unit") and doc[mention.last - 1].text in _KINDS_OF_CENTRE


def _as_person(doc: Doc, mention: NameMention) -> NameMention | None:
    titled = _after_titles(doc, mention) or _after_post(doc, mention)
    if titled is not None:
        return titled
    whole = with_given_name(doc, mention) if mention.first == mention.last else mention
    if whole != mention and is_person(doc, whole):  # "Giyas Ibran, 22,", of which the model found "Ibran"
        return replace(whole, kind="person")
    return replace(mention, kind="person") if is_person(doc, mention) else None


def _after_titles(doc: Doc, mention: NameMention) -> NameMention | None:
    """ "Lance-Corporal Ada Lund" taken for a body: the name after the rank; None where it begins with no title."""
    first = mention.first + (before_rank(doc, mention.first) if mention.first < mention.last else 0)
    several = mention.first < mention.last
    while first <= mention.last and (doc[first].lower_.strip(".") in TITLES or doc[first].text in ("-", ".")):
        first += 1
    if several and first == mention.first and doc[first].lower_.removesuffix("s") in _CUSTODY | TITLES:
        first += 1
    rest = doc[first : mention.last + 1]
    if first == mention.first or not len(rest) or (mention.first and doc[mention.first - 1].lower_ == "the"):
        return None
    if any(t.text in HEADS or t.text in FACILITIES or t.text in OFFICE_WORDS or t.text in PLACE_HEADS for t in rest):
        return None
    return NameMention(first, mention.last, "person") if can_be_name(rest) else None


def _after_post(doc: Doc, mention: NameMention) -> NameMention | None:
    """ "District Magistrate Ada Lund" taken for a body: the name behind the post."""
    first = behind_post(doc, mention.first, mention.last)
    rest = doc[first : mention.last + 1]
    length = len([t for t in rest if t.text != "-"])
    if first == mention.first or not 2 <= length <= LONGEST_NAME or mention.kind != "organisation":
        return None
    named = doc[mention.first : mention.last + 1]
    if any(t.text in HEADS or t.text in FACILITIES or t.lower_ in ("of", "for") for t in named):
        return None
    named_so = can_be_name(rest) and not any(t.text in OFFICE_WORDS for t in rest)
    return NameMention(first, mention.last, "person") if named_so else None


def _is_told(token: Token) -> bool:
    """Whether something is said or stated to the one named: news agencies are often taken for places."""
    to = token.head
    if token.dep_ != "pobj" or to.lower_ != "to":
        return token.dep_ in ("dobj", "dative") and token.head.lemma_ == "tell"
    return to.head.lemma_ in _TOLD
