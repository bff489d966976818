"""What the rules of the language mend in a name: its edges, its extent, and what it names."""

from __future__ import annotations

from dataclasses import replace

from spacy.tokens import Doc, Token

from habeas.reading.cast.bodies import facility_end
from habeas.reading.cast.given import is_given
from habeas.reading.cast.mention import PARTICLES, NameMention, is_capital
from habeas.reading.cast.missed import (
    FACILITIES,
    HEADING_WORDS,
    HEADS,
    OFFICE_WORDS,
    PERSON_NOUNS,
    TITLES,
    is_initial,
    is_vessel,
)
from habeas.reading.cast.persons import can_be_name, is_person
from habeas.reading.tables import words

_TOLD = frozenset(
    {"statement", "interview", "remark", "comment", "testimony", "say", "add", "explain", "confirm", "state"}
)
_GOVERNING = words("people", "governing")
_PLACE_NOUNS = words("people", "place_nouns")
_PLACE_HEADS = words("people", "place_heads")
_EDGE = frozenset({"the", "a", "an", "'s", "'", ",", ".", "-", ":", ";", "(", ")", '"', "&", "and", "of", "with", "by"})
_CUSTODY = words("people", "custody")
_RANK_PREFIXES = words("people", "rank_prefixes")
_OCCUPATIONS = words("descriptions", "occupations")
_RANKS_ALONE = frozenset(
    {"cpl", "sgt", "lt", "col", "capt", "maj", "gen", "dr", "mr", "mrs", "ms", "prof", "rev", "brig", "adv", "atty"}
)
_KINDS_OF_CENTRE = frozenset(
    {"Detention", "Removal", "Medical", "Remand", "Interrogation", "Correctional", "Health", "Holding", "Reception"}
)
_NOT_IN_NAMES = frozenset({"of", "at", "for", "in", "on", "to", "with", "by", "from", "and", "under", "after"})
_MEDIA = frozenset({"newspaper", "daily", "weekly", "magazine", "website", "agency", "channel", "radio", "station"})
_LONGEST_NAME = 5
_REGIMES = frozenset({"regime", "government", "administration", "junta", "dictatorship"})
_NO_PERSON = words("people", "no_person")
_PLACE_OPENERS = words("people", "place_openers")
_MEDIA_OPENERS = words("people", "media_openers")
_NO_OTHER = frozenset({"", "PERSON", "WORK_OF_ART", "PRODUCT", "NORP"})
"""What the model may take a given name for."""
_HEADLINE = words("speech", "headlines", "verbs")
_BIDDEN = words("speech", "rules", "bidding")
_DASHES = frozenset({"–", "—", "--"})
_TAILS = words("people", "heading_tails")
_CLAUSES = frozenset(
    {"that", "who", "which", "whom", "whose", "when", "where", "because", "after", "before", "while"}
    | {"is", "was", "are", "were", "has", "have", "had", "said", "says"}
)
_NAMES_TOO = words("people", "posts_and_names")
_POSTS = words("people", "posts") - _NAMES_TOO
_BEFORE_TITLES = _RANK_PREFIXES | {"crown", "prime", "deputy", "grand", "executive"}
_NO_STATES = frozenset({"Islamic", "Deep", "Police", "Department", "Secretary", "of", "the", "Welfare", "Free"})
_ONLY_PLACES = frozenset(
    {"Forest", "River", "Mountains", "Island", "Islands", "Valley", "Area", "Highway", "Lake", "Desert"}
)


def trimmed(doc: Doc, mention: NameMention) -> NameMention | None:
    """Without articles, titles and punctuation at the edges; None where nothing that can be a name is left."""
    first, last = mention.first, mention.last
    first = _behind_marks(doc, first, last)
    mention = _by_its_ends(doc, mention, first)
    drop = _EDGE | TITLES | _CUSTODY | {"executive"} if mention.kind == "person" else _EDGE
    if mention.kind == "person" and first < last and _before_rank(doc, first):
        first += 1
    while first <= last and (_droppable(doc[first], drop) or doc[first].is_space or doc[first].is_punct):
        first += 1
        if mention.kind == "person" and first < last and _before_rank(doc, first):
            first += 1
    while mention.kind == "person" and last - first >= 2 and _describes(doc[first]):
        first += 1
    if mention.kind == "person":
        last = next((i - 1 for i in range(first + 1, last + 1) if _dash(doc, i)), last)
        first, last = _without_heading(doc, first, last)
        first = _behind_post(doc, first, last)
    while last >= first and (doc[last].lower_ in _EDGE or doc[last].is_space or doc[last].is_punct):
        last -= 1
    if mention.kind in ("organisation", "facility"):
        last = next((i - 1 for i in range(first + 1, last + 1) if doc[i].text == "("), last)
        last = next((i - 1 for i in range(first + 1, last) if _headline_verb(doc[i])), last)
        last = next((i - 1 for i in range(first + 1, last + 1) if doc[i].text in _CLAUSES), last)
        first = next((i + 1 for i in range(last - 1, first, -1) if _dash(doc, i)), first)
    if first > last:
        return None
    if first == last and mention.kind in ("organisation", "facility") and not _noun_like(doc[first]):
        return None
    if first == last and (doc[first].lower_.strip(".") in _RANKS_ALONE or doc[first].lower_ in PERSON_NOUNS):
        return None
    if mention.kind == "person" and (is_vessel(doc, first, last) or not _can_be_person(doc, first, last)):
        return None
    return NameMention(first, last, mention.kind)


def _by_its_ends(doc: Doc, mention: NameMention, first: int) -> NameMention:
    """ "Radio Lund" taken for a person, "the Ada Lund Case" taken for a body."""
    if mention.kind == "person" and first < mention.last and doc[first].text in _MEDIA_OPENERS:
        return replace(mention, kind="organisation")
    if mention.kind == "organisation" and doc[mention.last].text in _TAILS and is_given(doc[first].text):
        return replace(mention, kind="person")
    return mention


def _without_heading(doc: Doc, first: int, last: int) -> tuple[int, int]:
    """ "Remembering Ada Lund", "the Ada Lund Murder Case": words of headings round a person's name."""
    while first < last and doc[first].lower_ in HEADING_WORDS:
        first += 1
    while first < last and doc[last].text in _TAILS:
        last -= 1
    half, odd = divmod(last - first + 1, 2)
    if not odd and [t.text for t in doc[first : first + half]] == [t.text for t in doc[first + half : last + 1]]:
        last = first + half - 1  # a byline's name, and again beneath its picture
    return first, last


def _behind_post(doc: Doc, first: int, last: int) -> int:
    """ "FLK Convener Ada Lund": where the name begins behind somebody's post; behind the end where none follows."""
    posts = [i for i in range(first, last + 1) if doc[i].text in _POSTS]
    return posts[-1] + 1 if posts else first


def _headline_verb(token: Token) -> bool:
    """ "Rights Panel *Calls* for Release": a name in a headline ends before its verb."""
    return token.lower_ in _HEADLINE and token.text.istitle()


def _behind_marks(doc: Doc, first: int, last: int) -> int:
    """ "#FreeThem pic.example/x — Ada Lund": the signature of a post begins behind the dash."""
    for i in range(last - 1, first, -1):
        marked = any(any(mark in t.text for mark in ("pic.", "#", "://")) for t in doc[max(0, first - 1) : i])
        if doc[i].text in _DASHES and marked:
            return i + 1
    return first


def _droppable(token: Token, drop: frozenset[str]) -> bool:
    """Whether a word at the head of a name is none of it; "An" in "An Phuc" is a name and no article."""
    return token.lower_.strip(".") in drop and not (token.text in ("An", "A") and not token.is_sent_start)


def _before_rank(doc: Doc, first: int) -> bool:
    """ "Lance-Corporal", "Vice Admiral": a word that belongs to the rank after it."""
    after = first + 1 + (doc[first + 1].text == "-")
    return doc[first].lower_ in _RANK_PREFIXES and after < len(doc) and doc[after].lower_.strip(".") in TITLES


def _describes(token: Token) -> bool:
    """Whether a word at the head of a name only says who it is: "comedienne Ada Lund", "Poets Ada Lund and …"."""
    if token.text.islower() and token.lower_ not in PARTICLES:
        return True
    forms = (token.lower_, token.lower_.removesuffix("s"))
    return any(word in PERSON_NOUNS or word in _OCCUPATIONS or word in _CUSTODY for word in forms)


def _noun_like(token: Token) -> bool:
    return token.pos_ in ("PROPN", "NOUN", "X") or (len(token) >= 2 and token.text.isupper())


def _can_be_person(doc: Doc, first: int, last: int) -> bool:
    head, texts = doc[first], [t.text for t in doc[first : last + 1]]
    if any(c.isdigit() or c in "@/_|=" for text in texts for c in text):
        return False
    if not any(text[:1].isupper() for text in texts):
        return False
    if all(text.lower().strip(".") in TITLES | _BEFORE_TITLES or text in OFFICE_WORDS for text in texts):
        return False
    if _lettered(doc, first, last):
        return False
    if " ".join(texts).lower() in _NO_PERSON or any(t.lower() in _NOT_IN_NAMES for t in texts):
        return False
    return not (len(texts) == 1 and head.pos_ in ("VERB", "AUX", "ADV", "ADP", "PRON"))


def _lettered(doc: Doc, first: int, last: int) -> bool:
    """ "C. Release all prisoners": the third of a list of demands is nobody."""
    opens = last == first + 1 < len(doc) - 1 and bool(doc[first].is_sent_start) and is_initial(doc[first])
    return opens and doc[last].lower_ in _BIDDEN and doc[last + 1].pos_ in ("DET", "ADJ", "PRON", "NOUN")


def _dash(doc: Doc, i: int) -> bool:
    """A dash between words, which is in no name; a hyphen stands without spaces."""
    return doc[i].text in _DASHES or (doc[i].text == "-" and bool(doc[i - 1].whitespace_) and bool(doc[i].whitespace_))


def extended(doc: Doc, mention: NameMention) -> NameMention:
    """A name followed by "prison" or "hospital" is that place's name; a surname's particle belongs to the name."""
    if mention.kind == "organisation":
        mention = _with_owners(doc, mention)
    if mention.kind == "place":
        mention = _with_surname(doc, mention)
    if mention.kind == "person":
        mention = _with_hyphen(doc, _with_given_name(doc, mention))
    mention = _with_number(doc, _with_ordinal(doc, mention))
    last = facility_end(doc, mention.last)
    if mention.kind in ("place", "organisation", "facility", "person") and last is not None:
        return NameMention(mention.first, last, "facility")
    after = mention.last + 1
    if mention.kind == "person" and after < len(doc) and _named_after(doc, after):
        return replace(mention, kind="organisation")
    ruled = mention.kind == "person" and after < len(doc) and doc[after].lower_ in _REGIMES
    if ruled and doc[mention.last].dep_ == "compound" and doc[mention.last].head.i == after:
        return NameMention(mention.first, after, "organisation")
    if mention.kind == "place" and after < len(doc) and doc[after].lower_ in _GOVERNING:
        return NameMention(mention.first, after, "organisation")
    return mention


def _named_after(doc: Doc, after: int) -> bool:
    """ "the Vesna newspaper", "Vesna agency": a noun of a body right behind its name."""
    noun = doc[after]
    return noun.tag_ == "NN" and noun.lower_ in _MEDIA and doc[after - 1].head == noun


def _with_number(doc: Doc, mention: NameMention) -> NameMention:
    """ "Ost Detention Facility No. 1": the number closes the name."""
    i = mention.last + (doc[mention.last].lower_ not in ("no", "no."))
    if mention.kind not in ("facility", "organisation") or i >= len(doc) or doc[i].lower_ not in ("no", "no."):
        return mention
    i += 1 + (i + 1 < len(doc) and doc[i + 1].text == ".")
    if i >= len(doc) or not doc[i].text[:1].isdigit():
        return mention
    return replace(mention, last=_kind_behind(doc, i) or i)


def _kind_behind(doc: Doc, number: int) -> int | None:
    """ "Ost No. 2 High Security Prison": the noun of the facility behind its number."""
    for i in range(number + 1, min(len(doc), number + 5)):
        if not is_capital(doc[i]):
            return None
        if doc[i].text in FACILITIES:
            return i
    return None


def _with_ordinal(doc: Doc, mention: NameMention) -> NameMention:
    """ "the 88th Battalion": the number belongs to the name."""
    before = doc[mention.first - 1].lower_ if mention.first else ""
    numbered = before[:-2].isdigit() and before[-2:] in ("st", "nd", "rd", "th")
    return replace(mention, first=mention.first - 1) if numbered and doc[mention.last].text in HEADS else mention


def _with_given_name(doc: Doc, mention: NameMention) -> NameMention:
    """A surname that the model found alone, with the name before it that the parser ties to it."""
    first = mention.first
    while first > 0 and mention.last - first < 3 and not doc[first].is_sent_start:
        before = doc[first - 1]
        tied = before.dep_ == "compound" and mention.first <= before.head.i <= mention.last
        tied = tied or doc[first].lower_ in PARTICLES  # "Sa'eed al-Nur": a particle opens no name
        solid = before.is_alpha or before.text.replace("'", "").isalpha()
        name = before.tag_ == "NNP" and solid and before.text[:1].isupper() and before.ent_type_ in _NO_OTHER
        if not (tied and name) or before.lower_ in TITLES or before.text in OFFICE_WORDS or _describes(before):
            break
        if before.lower_ in HEADING_WORDS or any(t.text == before.text for t in doc[mention.first : mention.last + 1]):
            break
        first -= 1
    return replace(mention, first=first)


def _with_surname(doc: Doc, mention: NameMention) -> NameMention:
    """ "Jamal Al Nur", of which the model takes the given name for a place: the whole is a person's name."""
    head = doc[mention.first].head
    if mention.first != mention.last or head.i <= mention.last or not is_given(doc[mention.first].text):
        return mention
    run = doc[mention.first : head.i + 1]
    if doc[mention.first].dep_ != "compound" or head.tag_ != "NNP" or len(run) > _LONGEST_NAME:
        return mention
    names = all(t.is_alpha and (t.text[:1].isupper() or t.lower_ in PARTICLES) for t in run)
    bodies = any(t.text in HEADS or t.text in FACILITIES or t.text in _PLACE_HEADS for t in run)
    others = any(t.ent_type_ not in _NO_OTHER for t in run[1:])
    return mention if bodies or others or not names else NameMention(mention.first, head.i, "person")


def _with_hyphen(doc: Doc, mention: NameMention) -> NameMention:
    """ "Cecily Burgos-Villa": a double surname, of which the model found the first half."""
    last = mention.last
    while last + 2 < len(doc) and doc[last + 1].text == "-" and doc[last + 2].text[:1].isupper():
        if doc[last].whitespace_ or doc[last + 1].whitespace_ or doc[last + 2].tag_ not in ("NNP", "NNPS"):
            break
        last += 2
    return replace(mention, last=last)


def _with_owners(doc: Doc, mention: NameMention) -> NameMention:
    """ "the Printers' Aid Society": a plural owner is part of the body's name, a country's possessive is not."""
    first = mention.first
    if first < 2 or doc[first - 1].text not in ("'", "'s") or not doc[first - 2].text[:1].isupper():
        return mention
    owner = doc[first - 2]
    if doc[first - 1].text == "'s" and owner.lower_ not in ("women", "children", "people", "men"):
        return mention
    first -= 2
    while first > 0 and is_capital(doc[first - 1]):
        first -= 1
    return replace(mention, first=first)


def retyped(doc: Doc, mention: NameMention) -> NameMention:
    """The head noun of a name decides what it names, whatever the model thought."""
    head = doc[mention.last].text
    several = mention.last > mention.first
    if mention.first >= 2 and doc[mention.first - 1].lower_ == "of" and doc[mention.first - 2].lower_ in _PLACE_NOUNS:
        return replace(mention, kind="place")
    if several and _of_a_place(doc, mention):
        return replace(mention, kind="place")
    if mention.kind == "place" and (_is_told(doc[mention.last]) or _again(doc, mention)):
        return replace(mention, kind="organisation")
    if several and (head in FACILITIES or _of_justice_or_care(doc, mention)):
        return replace(mention, kind="facility")
    person = _as_person(doc, mention) if mention.kind in ("organisation", "facility", "place") else None
    if person is not None:
        return person
    starts = doc[mention.first].text in HEADS and several and doc[mention.first + 1].lower_ in ("of", "for")
    if several and (head in HEADS or starts) and mention.kind != "law":
        return replace(mention, kind="organisation")
    return mention


def _again(doc: Doc, mention: NameMention) -> bool:
    """ "The Centre", "the Network's figures": a body told of again by its kind."""
    alone = 0 < mention.first == mention.last and doc[mention.last].text in HEADS
    return alone and doc[mention.first - 1].lower_ == "the"


def _of_a_place(doc: Doc, mention: NameMention) -> bool:
    """ "Ost Bridge", "Puerto Ost" taken for a person's or a facility's name."""
    headed = doc[mention.last].text in _PLACE_HEADS
    if mention.kind == "organisation":
        return doc[mention.last].text in _ONLY_PLACES or _state(doc, mention)
    if mention.kind == "person":
        return headed or doc[mention.first].text in _PLACE_OPENERS
    return mention.kind == "facility" and headed and not (mention.first and doc[mention.first - 1].text == '"')


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
    whole = _with_given_name(doc, mention) if mention.first == mention.last else mention
    if whole != mention and is_person(doc, whole):  # "Giyas Ibran, 22,", of which the model found "Ibran"
        return replace(whole, kind="person")
    return replace(mention, kind="person") if is_person(doc, mention) else None


def _after_titles(doc: Doc, mention: NameMention) -> NameMention | None:
    """ "Lance-Corporal Ada Lund" taken for a body: the name after the rank; None where it begins with no title."""
    first = mention.first + (_before_rank(doc, mention.first) if mention.first < mention.last else 0)
    several = mention.first < mention.last
    while first <= mention.last and (doc[first].lower_.strip(".") in TITLES or doc[first].text in ("-", ".")):
        first += 1
    if several and first == mention.first and doc[first].lower_.removesuffix("s") in _CUSTODY | TITLES:
        first += 1
    rest = doc[first : mention.last + 1]
    if first == mention.first or not len(rest) or (mention.first and doc[mention.first - 1].lower_ == "the"):
        return None
    if any(t.text in HEADS or t.text in FACILITIES or t.text in OFFICE_WORDS or t.text in _PLACE_HEADS for t in rest):
        return None
    return NameMention(first, mention.last, "person") if can_be_name(rest) else None


def _after_post(doc: Doc, mention: NameMention) -> NameMention | None:
    """ "District Magistrate Ada Lund" taken for a body: the name behind the post."""
    first = _behind_post(doc, mention.first, mention.last)
    rest = doc[first : mention.last + 1]
    if first == mention.first or not 2 <= len(rest) <= _LONGEST_NAME or mention.kind != "organisation":
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
