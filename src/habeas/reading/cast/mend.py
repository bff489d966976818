"""What the rules of the language mend in a name: its edges, its extent, and what it names."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from spacy.tokens import Doc, Token

from habeas.reading.cast.bodies import facility_end
from habeas.reading.cast.bodily import of_a_group, of_a_people, with_initials
from habeas.reading.cast.given import begins_like_a_person, family_first, is_given
from habeas.reading.cast.mention import PARTICLES, NameMention, is_capital
from habeas.reading.cast.missed import (
    FACILITIES,
    HEADING_WORDS,
    HEADS,
    OFFICE_WORDS,
    PERSON_NOUNS,
    PLACE_HEADS,
    TITLES,
    before_post,
    behind_office,
    is_initial,
    is_vessel,
)
from habeas.reading.tables import words

_GOVERNING = words("people", "governing")
_EDGE = frozenset({"the", "a", "an", "'s", "'", ",", ".", "-", ":", ";", "(", ")", '"', "&", "and", "of", "with", "by"})
_CUSTODY = words("people", "custody")
_RANK_PREFIXES = words("people", "rank_prefixes")
_OCCUPATIONS = words("descriptions", "occupations")
_NO_NOUNS = frozenset({"ADV", "CCONJ", "SCONJ", "VERB"})
_RANKS_ALONE = frozenset(
    {"cpl", "sgt", "lt", "col", "capt", "maj", "gen", "dr", "mr", "mrs", "ms", "prof", "rev", "brig", "adv", "atty"}
)
_NOT_IN_NAMES = frozenset({"of", "at", "for", "in", "on", "to", "with", "by", "from", "and", "under", "after"})
_MEDIA = frozenset({"newspaper", "daily", "weekly", "magazine", "website", "agency", "channel", "radio", "station"})
LONGEST_NAME = 5
CALLED_AFTER = frozenset({"syndrome", "disease", "palsy", "lymphoma", "law", "theorem"})
"""What is called after somebody, who is not told of: "Downar's syndrome"."""
_REGIMES = frozenset({"regime", "government", "administration", "junta", "dictatorship"})
_NO_PERSON = words("people", "no_person")
_PLATFORMS = words("people", "platforms")
_CAPITALS_TOO = frozenset({"us", "it", "who", "un"})
"""Small words that in capitals are a country's or a body's initials."""
_MEDIA_OPENERS = words("people", "media_openers")
_NO_OTHER = frozenset({"", "PERSON", "WORK_OF_ART", "PRODUCT", "NORP"})
"""What the model may take a given name for."""
_HEADLINE = words("speech", "headlines", "verbs")
_BIDDEN = words("speech", "rules", "bidding")
_DASHES = frozenset({"–", "—", "--"})
_ASIDE = frozenset({"by", "at"})
_STORMS = frozenset({"Cyclone", "Hurricane", "Typhoon", "Storm", "Operation", "Image", "Photo"})
_TAILS = words("people", "heading_tails")
_CLAUSES = frozenset(
    {"that", "who", "which", "whom", "whose", "when", "where", "because", "after", "before", "while"}
    | {"is", "was", "are", "were", "has", "have", "had", "said", "says"}
)
_NAMES_TOO = words("people", "posts_and_names")
_POSTS = words("people", "posts") - _NAMES_TOO
_BEFORE_TITLES = _RANK_PREFIXES | {"crown", "prime", "deputy", "grand", "executive"}


def trimmed(doc: Doc, mention: NameMention) -> NameMention | None:
    """Without articles, titles and punctuation at the edges; None where nothing that can be a name is left."""
    first, last = mention.first, mention.last
    first = _behind_marks(doc, first, last)
    mention = _by_its_ends(doc, mention, first)
    drop = _EDGE | TITLES | _CUSTODY | {"executive"} if mention.kind == "person" else _EDGE
    if mention.kind == "person" and first < last and before_rank(doc, first):
        first += 1
    while first <= last and (_droppable(doc[first], drop) or doc[first].is_space or doc[first].is_punct):
        first += 1
        if mention.kind == "person" and first < last and before_rank(doc, first):
            first += 1
    if mention.kind == "person":
        while (last - first >= 2 and _describes(doc[first])) or (first < last and _before_name(doc, first, last)):
            first += 1
        last = next((i - 1 for i in range(first + 1, last + 1) if _dash(doc, i) or doc[i].tag_ == "POS"), last)
        first, last = _without_heading(doc, first, last)
        first = behind_post(doc, first, last)
    while last >= first and (doc[last].lower_ in _EDGE or doc[last].is_space or doc[last].is_punct):
        last -= 1
    if first > last or doc[first].lower_ == "please":  # "PLEASE WRITE IMMEDIATELY"
        return None
    if mention.kind in ("organisation", "facility"):
        last = next((i - 1 for i in range(first + 1, last + 1) if doc[i].text == "("), last)
        last = next((i - 1 for i in range(first + 1, last) if _headline_verb(doc[i])), last)
        last = next((i - 1 for i in range(first + 1, last + 1) if doc[i].text in _CLAUSES), last)
        last = _before_dash(doc, first, last)
        last -= last > first and doc[last].text == "news"  # "Lumo news agency"
        first = behind_office(doc, first, last)
        first = next((i + 1 for i in range(last - 1, first, -1) if _dash(doc, i) or doc[i].lower_ in _ASIDE), first)
        last = _before_officer(doc, first, last)
        if first + 2 <= last and doc[first].pos_ in _NO_NOUNS and doc[first + 1].lower_ == "the":
            first += 2  # "Later the Press Union", "Urge the Press Union"
    if first == last and mention.kind in ("organisation", "facility") and not _noun_like(doc[first]):
        return None
    if first == last and (doc[first].lower_.strip(".") in _RANKS_ALONE or doc[first].lower_ in PERSON_NOUNS):
        return None
    if mention.kind == "person" and (is_vessel(doc, first, last) or not _can_be_person(doc, first, last)):
        return None
    return NameMention(first, last, mention.kind)


def _before_name(doc: Doc, first: int, last: int) -> bool:
    """ "Veskarian Ada Lund", "HSW Ada Lund": a people, or initials of what somebody is, before a person's name."""
    if of_a_people(doc[first]):
        return doc[first + 1].text != "-"
    initials = doc[first].text.isupper() and doc[first].is_alpha and len(doc[first]) in (3, 4)
    return initials and last - first >= 2 and all(t.is_title for t in doc[first + 1 : last + 1] if t.is_alpha)


def _before_dash(doc: Doc, first: int, last: int) -> int:
    """ "Korda Lawyers' Union - May 2031": where a body's name ends before a dash that leads no other body in."""
    at = next((i for i in range(first + 1, last) if _dash(doc, i)), last)
    behind = any(t.text in HEADS or t.text in FACILITIES for t in doc[at + 1 : last + 1])
    return at - 1 if at < last and doc[at - 1].text in HEADS and not behind else last


def _before_officer(doc: Doc, first: int, last: int) -> int:
    """Where a body's name ends before its officer: "Human Rights Office Director", "Assets Office Ada Lund"."""
    for i in range(first + 1, last):
        owned = doc[i - 1].tag_ == "POS"
        if (owned or i - first > 1) and begins_like_a_person(tuple(t.text for t in doc[i : i + 2])):
            firm = owned or (any(t.text in HEADS for t in doc[first:i]) and doc[i - 1].lower_ not in _NOT_IN_NAMES)
            rest = doc[i : last + 1]
            if firm and not any(t.text in HEADS or t.text in FACILITIES or t.text in PLACE_HEADS for t in rest):
                return i - 1 - owned
    return before_post(doc, first, last)


def _by_its_ends(doc: Doc, mention: NameMention, first: int) -> NameMention:
    """ "Radio Lund" taken for a person, "the Ada Lund Case" taken for a body."""
    if mention.kind == "person" and first < mention.last and doc[first].text in _MEDIA_OPENERS:
        return replace(mention, kind="organisation")
    if mention.kind == "person" and doc[mention.last].lower_ == "no" and doc[mention.last + 1 : mention.last + 2]:
        return replace(mention, kind="facility")  # "Korda No. 2 Prison"
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


def behind_post(doc: Doc, first: int, last: int) -> int:
    """ "FLK Convener Ada Lund": where the name begins behind somebody's post; behind the end where none follows."""
    posts = [i for i in range(first, last + 1) if doc[i].text in _POSTS]
    if not posts:
        return first
    return posts[-1] + 1 + (posts[-1] < last and doc[posts[-1] + 1].text == "General")


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


def before_rank(doc: Doc, first: int) -> bool:
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
    """Whether one word can name a body; "NOT" is only a word told loudly."""
    if token.is_stop and token.lower_ not in _CAPITALS_TOO:
        return False
    return token.pos_ in ("PROPN", "NOUN", "X") or (len(token) >= 2 and token.text.isupper())


def _can_be_person(doc: Doc, first: int, last: int) -> bool:
    head, texts = doc[first], [t.text for t in doc[first : last + 1]]
    if any(c.isdigit() or c in "@/_|=" for text in texts for c in text):
        return False
    if not any(text[:1].isupper() for text in texts):
        return False
    small = (b for a, b in pairwise(texts) if b.islower() and b.isalpha() and a != "-")
    if any(text not in PARTICLES for text in small):
        return False
    if any(t.tag_ == "PRP" for t in doc[first : last + 1]) or (len(texts) > 1 and texts[0] in _STORMS):
        return False  # "posted on X. He", of which a name with an initial was made; "Cyclone Ada"
    if all(text.lower().strip(".") in TITLES | _BEFORE_TITLES or text in OFFICE_WORDS for text in texts):
        return False
    after = [t.lower_ for t in doc[last + 1 : last + 3]]
    if _lettered(doc, first, last) or (len(after) > 1 and after[0] == "'s" and after[1] in CALLED_AFTER):
        return False
    if " ".join(texts).lower() in _NO_PERSON or any(t.lower() in _NOT_IN_NAMES | _PLATFORMS for t in texts):
        return False
    return not (len(texts) == 1 and head.pos_ in ("VERB", "AUX", "ADV", "ADP", "PRON"))


def _lettered(doc: Doc, first: int, last: int) -> bool:
    """ "C. Release all prisoners": the third of a list of demands is nobody."""
    opens = last == first + 1 < len(doc) - 1 and bool(doc[first].is_sent_start) and is_initial(doc[first])
    return opens and doc[last].lower_ in _BIDDEN and doc[last + 1].pos_ in ("DET", "ADJ", "PRON", "NOUN")


def _dash(doc: Doc, i: int) -> bool:
    """A dash between words, which is in no name; a hyphen stands without spaces."""
    return doc[i].text in _DASHES or (doc[i].text == "-" and bool(doc[i - 1].whitespace_))


def extended(doc: Doc, mention: NameMention) -> NameMention:
    """A name followed by "prison" or "hospital" is that place's name; a surname's particle belongs to the name."""
    mention = with_initials(doc, mention)
    if mention.kind == "organisation":
        mention = _with_owners(doc, mention)
    if mention.kind == "place":
        mention = _with_surname(doc, mention)
    if mention.kind == "person":
        mention = _with_tail(doc, _with_hyphen(doc, with_given_name(doc, mention)))
    mention = _with_number(doc, _with_ordinal(doc, mention))
    last = facility_end(doc, mention.last)
    if mention.kind in ("place", "organisation", "facility", "person") and last is not None:
        return NameMention(mention.first, last, "facility")
    after = mention.last + 1
    if after < len(doc) and doc[after].is_sent_start:
        return mention
    if mention.kind == "person" and after < len(doc) and _named_after(doc, after):
        return replace(mention, kind="organisation")
    if mention.kind in ("person", "place") and after < len(doc) and of_a_group(doc, mention):
        return NameMention(mention.first, after, "organisation")
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
    if mention.kind == "facility" and mention.last and doc[mention.last].text[:1].isdigit():
        return replace(mention, last=_kind_behind(doc, mention.last) or mention.last)
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


def with_given_name(doc: Doc, mention: NameMention) -> NameMention:
    """A surname that the model found alone, with the name before it that the parser ties to it."""
    first = mention.first
    while first > 0 and mention.last - first < 3 and not doc[first].is_sent_start:
        before = doc[first - 1]
        tied = before.dep_ == "compound" and mention.first <= before.head.i <= mention.last
        tied = tied or doc[first].lower_ in PARTICLES  # "Sa'eed al-Nur": a particle opens no name
        tied = tied or (is_given(before.text) and is_given(doc[first].text))
        solid = before.is_alpha or before.text.replace("'", "").isalpha()
        name = before.tag_ == "NNP" and solid and before.text[:1].isupper() and before.ent_type_ in _NO_OTHER
        if not (tied and name) or before.lower_ in TITLES or before.text in OFFICE_WORDS or _describes(before):
            break
        shouted = before.text.isupper() and len(before) in (3, 4) and not doc[mention.last].text.isupper()
        if shouted or of_a_people(before) or _opens_with_deed(before):
            break
        if before.lower_ in HEADING_WORDS or any(t.text == before.text for t in doc[mention.first : mention.last + 1]):
            break
        first -= 1
    return replace(mention, first=first)


def _opens_with_deed(token: Token) -> bool:
    """ "Sentencing Lund, the judge said": what is done to the one named."""
    return bool(token.is_sent_start) and token.lower_.endswith("ing") and not is_given(token.text)


def _with_surname(doc: Doc, mention: NameMention) -> NameMention:
    """ "Jamal Al Nur", of which the model takes the given name for a place: the whole is a person's name."""
    head = doc[mention.first].head
    if mention.first != mention.last or head.i <= mention.last or not is_given(doc[mention.first].text):
        return mention
    run = doc[mention.first : head.i + 1]
    if doc[mention.first].dep_ != "compound" or head.tag_ != "NNP" or len(run) > LONGEST_NAME:
        return mention
    names = all(t.is_alpha and (t.text[:1].isupper() or t.lower_ in PARTICLES) for t in run)
    bodies = any(t.text in HEADS or t.text in FACILITIES or t.text in PLACE_HEADS for t in run)
    others = any(t.ent_type_ not in _NO_OTHER for t in run[1:])
    return mention if bodies or others or not names else NameMention(mention.first, head.i, "person")


def _with_hyphen(doc: Doc, mention: NameMention) -> NameMention:
    """ "Cecily Burgos-Villa", "Rais-ud-Din", "Bae Jin-hor": names with hyphens, of which the model found a part."""
    first, last = mention.first, mention.last
    family = family_first(tuple(t.text for t in doc[first : last + 1]))
    while last + 2 < len(doc) and doc[last + 1].text == "-" and (doc[last + 2].text[:1].isupper() or family):
        if doc[last].whitespace_ or doc[last + 1].whitespace_ or doc[last + 2].tag_ not in ("NNP", "NNPS"):
            break
        last += 2
    while first > 1 and doc[first - 1].text == "-" and (doc[first - 2].is_title or doc[first - 2].text in PARTICLES):
        if doc[first - 1].whitespace_ or doc[first - 2].whitespace_:
            break
        first -= 2
    return replace(mention, first=first, last=last)


def _with_tail(doc: Doc, mention: NameMention) -> NameMention:
    """ "Luciano Hazan" Pinto: the second surname, of which the parse makes the head of the name."""
    last, after = mention.last, mention.last + 1
    nicknamed = 4 * any(t.text == '"' for t in doc[mention.first : last])
    fewest = 0 if is_given(doc[last].text) else 1
    if not fewest <= last - mention.first < LONGEST_NAME - 1 + nicknamed or after >= len(doc):
        return mention
    head = doc[last].head.i
    tail = doc[after : head + 1]
    if doc[last].dep_ not in ("compound", "nmod") or not after <= head < after + 4 or doc[after].is_sent_start:
        return mention
    known = {t.text for t in doc[mention.first : after]}
    hyphens = all(t.text != "-" or not (t.whitespace_ or t.i in (after, head)) for t in tail)
    fits = all(t.text == "-" or (_surname_like(t) and t.text not in known) for t in tail)
    return replace(mention, last=head) if fits and hyphens else mention


def _surname_like(token: Token) -> bool:
    """A capitalised word that the model takes for nothing else, and no noun of bodies, places or posts."""
    name = token.tag_ == "NNP" and token.is_alpha and token.text.istitle() and token.ent_type_ in _NO_OTHER
    no_name = token.text in HEADS or token.text in FACILITIES or token.text in PLACE_HEADS or token.text in OFFICE_WORDS
    titled = token.lower_ in TITLES or token.text in _POSTS or token.text in _TAILS or _describes(token)
    return name and not (no_name or titled)


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
