"""Names that the named-entity model missed, found by what stands around them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from spacy.tokens import Doc, Token

from habeas.reading.cast.bodies import FACILITY_NOUNS, facility_end
from habeas.reading.cast.given import is_given
from habeas.reading.cast.mention import PARTICLES, NameMention, is_capital, solid_parts, tokens_of
from habeas.reading.numerals import ordinal
from habeas.reading.tables import words

HEADS = words("people", "organisation_heads")
FACILITIES = words("people", "facility_heads")
TITLES = words("people", "titles")
OFFICE_WORDS = words("people", "offices")
_POSTS = words("people", "posts")
PLACE_HEADS = words("people", "place_heads")
HEADING_WORDS = words("people", "heading_words") | {"executive"}
PERSON_NOUNS = words("people", "neutral") | words("people", "male") | words("people", "female")
_BESIDE_POSTS = frozenset(
    {"General", "Executive", "Deputy", "Assistant", "Senior", "Regional", "National", "Brigadier"}
)
_INITIALS = re.compile(r"(?:[A-Z]\.){2,4}[A-Z]?")
_NO_INITIALS = frozenset({"US", "USA", "UK", "UN", "EU", "DC", "AM", "PM", "AD", "BC", "DR", "UAE", "USSR", "NY", "LA"})
_JOINING = frozenset({"of", "for", "the", "and", "on", "in", "'s", "'", "-", "&", "to", "against"})
_NO_NAME = (_JOINING - {"-", "the"}) | {"at", "in", "by", "with", "from", "risk"}
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "appos", "poss", "pobj", "conj", "ROOT"})
SAYING = words("speech", "verbs", "state") | words("speech", "verbs", "deny") | words("speech", "verbs", "warn")
_CUSTODY = words("people", "custody")
_DONE_TO = words("people", "holding_verbs") | words("people", "done_to_people")
_DONE_BY = words("people", "done_by_people")
_TAKEN = words("people", "taken_from")
_REIGNING = words("people", "reigning")
_ELSEWHERE = frozenset({"GPE", "ORG", "LOC", "FAC", "DATE", "NORP"})
_LONGEST_NAME = 4
_KIN = words("descriptions", "kin")
_MOVEMENTS = frozenset({"party", "movement", "gang", "cartel", "militia", "union"})
_TERMS = frozenset({"sentence", "term", "year", "month"})


def capital_runs(doc: Doc, known: list[NameMention]) -> Iterator[NameMention]:
    """Names that the model missed: capitals after a title, or ending in a body's or a facility's noun."""
    taken = {i for mention in known for i in range(mention.first, mention.last + 1)}
    i = 0
    while i < len(doc):
        token = doc[i]
        starts = token.is_sent_start and (token.pos_ == "PROPN" or _heads_of(doc, i))
        if i in taken or token.ent_type_ == "DATE" or not (is_capital(token) or starts):
            i += 1
            continue
        last = _run_end(doc, i, taken)
        yield from _run_mention(doc, i, last)
        i = last + 1


def _heads_of(doc: Doc, i: int) -> bool:
    """ "Mothers of the Quarry", "Commission for the Absent" at the head of a sentence."""
    return doc[i].text in HEADS and i + 1 < len(doc) and doc[i + 1].lower_ in ("of", "for")


def _run_end(doc: Doc, first: int, taken: set[int]) -> int:
    last, i = first, first + 1
    while i < len(doc) and i not in taken and not doc[i].is_sent_start and i - first < 12:
        if is_capital(doc[i]):
            last = i
        elif doc[i].lower_ not in PARTICLES and doc[i].text not in _JOINING:
            break
        i += 1
    return last


def before_post(doc: Doc, first: int, last: int) -> int:
    """Where a body's name ends before the post of its officer: "Human Rights Office Executive Director"."""
    end = last
    while end > first and (doc[end].text in _POSTS or doc[end].text in _BESIDE_POSTS):
        end -= 1
    post = end < last and doc[end].text in HEADS
    return end if post else last


def behind_office(doc: Doc, first: int, last: int) -> int:
    """ "MP for the Freedom Party": where the body's name begins behind what somebody is in it."""
    post = doc[first].lower_ in TITLES or doc[first].text in _POSTS
    if last - first < 2 or not post or doc[first + 1].lower_ not in ("for", "of") or doc[last].text not in HEADS:
        return first
    return first + 2 + (doc[first + 2].lower_ == "the" and first + 2 < last)


def _run_mention(doc: Doc, first: int, last: int) -> Iterator[NameMention]:
    first, last = behind_office(doc, first, last), before_post(doc, first, last)
    run = [doc[i] for i in range(first, last + 1)]
    facility = facility_end(doc, last) if run[-1].tag_ in ("NNP", "NNPS") else None
    if facility is not None:
        yield NameMention(first, facility, "facility")
        return
    if run[-1].text in HEADS and first and ordinal(doc[first - 1].text) and doc[first - 1].text[:1].isdigit():
        yield NameMention(first - 1, last, "organisation")
        return
    if len(run) >= 2 and (run[-1].text in FACILITIES or (run[0].text in FACILITIES and run[1].lower_ == "of")):
        yield NameMention(first, last, "facility")
    elif (
        (len(run) >= 2 and (run[-1].text in HEADS or (run[0].text in HEADS and run[1].lower_ in ("of", "for"))))
        or _has_handle(doc, last)
        or _called_a_movement(doc, first, last)
    ):
        yield NameMention(first, last, "organisation")
    elif all(t.lower_ in TITLES for t in run):
        return  # "leader Sir", with a name behind it that is found already
    elif run[0].text in _POSTS and doc[first - 1].text in OFFICE_WORDS:
        return  # "the Justice Secretary": an office, although judges have "Justice" for their title
    elif after_title(doc, first) and run[0].tag_ == "NNP" and not any(t.lower_ in _NO_NAME for t in run):
        if len(solid_parts(tuple(t.lower_ for t in run))) >= 1:
            yield NameMention(first, last, "person")
    elif (named := _behind_titles(doc, first, last)) is not None:
        yield NameMention(named, last, "person")


def _called_a_movement(doc: Doc, first: int, last: int) -> bool:
    """ "The League movement", "the Green Harvest party"."""
    led = first > 0 and doc[first - 1].lower_ in ("the", "a")
    return led and doc[last].head.i == last + 1 and doc[last + 1].text in _MOVEMENTS


def _behind_titles(doc: Doc, first: int, last: int) -> int | None:
    """Where the name begins in a run that opens with a title: "King Osmar III", "Archbishop Tadeo"."""
    name = first
    while name <= last and (doc[name].lower_ in TITLES or doc[name].text in OFFICE_WORDS):
        name += 1
    run = doc[name : last + 1]
    if name == first or not 1 <= len(run) <= _LONGEST_NAME or doc[name - 1].lower_ not in TITLES:
        return None
    if any(t.tag_ != "NNP" or not t.is_alpha or t.text in PLACE_HEADS or t.ent_type_ in _ELSEWHERE for t in run):
        return None
    reigning = doc[first].lower_ in _REIGNING
    return name if reigning or len(run) > 1 else None


def by_their_part(doc: Doc) -> Iterator[NameMention]:
    """Two to four capitalised names in a row that speak, are arrested, or have an age: somebody the model missed."""
    for token in tokens_of(doc):
        if token.tag_ != "NNP" or token.dep_ not in _PARTS or token.ent_type_ in ("GPE", "ORG", "LOC", "FAC", "DATE"):
            continue
        first = token.i
        while first > 0 and doc[first - 1].tag_ == "NNP" and doc[first - 1].head.i == token.i and first > token.i - 3:
            first -= 1
        run = doc[first : token.i + 1]
        if len(run) < 2 or not all((t.is_alpha or is_initial(t)) and t.text[:1].isupper() for t in run):
            continue
        if any(t.text in HEADS or t.text in FACILITIES or t.ent_type_ in ("GPE", "ORG", "NORP") for t in run):
            continue
        if is_vessel(doc, first, token.i):
            continue
        if _acts_as_person(token):
            yield NameMention(first, token.i, "person")


def of_kin(doc: Doc) -> Iterator[NameMention]:
    """ "her two sons, Ilya and Joel": the names of relatives of whom a word for several tells."""
    for noun in tokens_of(doc)[:-3]:
        if noun.tag_ != "NNS" or noun.lemma_.lower() not in _KIN or not _has_owner(noun) or doc[noun.i + 1].text != ",":
            continue
        i = noun.i + 2
        while i < len(doc) and not doc[i].is_sent_start:
            last = _name_end(doc, i)
            if last is None:
                break
            yield NameMention(i, last, "person")
            joined = last + 1 < len(doc) and doc[last + 1].lower_ in ("and", ",")
            if not joined:
                break
            i = last + 2 + (last + 2 < len(doc) and doc[last + 2].lower_ == "and")


def by_given_name(doc: Doc) -> Iterator[NameMention]:
    """Two to four capitalised names in a row of which the first is a given name: somebody the model missed."""
    for token in tokens_of(doc):
        if token.tag_ != "NNP" or not token.is_alpha or not token.text[:1].isupper() or not is_given(token.text):
            continue
        before = doc[token.i - 1] if token.i else token
        if before is not token and (
            before.lower_ in ("the", "-")
            or (before.tag_ == "NNP" and not _titles_one(before) and before.lower_ not in HEADING_WORDS)
        ):
            continue
        last = _name_end(doc, token.i)
        if last is None or last == token.i or doc[token.i].text.isupper():
            continue
        run = doc[token.i : last + 1]
        if any(t.text in HEADS or t.text in FACILITIES or t.text in PLACE_HEADS or t.tag_ == "VBD" for t in run):
            continue
        if last + 1 < len(doc) and (doc[last + 1].lower_ in FACILITY_NOUNS or doc[last + 1].text == "-"):
            continue
        yield NameMention(token.i, last, "person")


def _titles_one(token: Token) -> bool:
    """ "Prisoners", "Lawyer": a capitalised word that only says who the one named after it is."""
    forms = {token.lower_.strip("."), token.lower_.removesuffix("s")}
    return bool(forms & (TITLES | PERSON_NOUNS | _CUSTODY))


def by_shared_surname(doc: Doc, known: list[NameMention]) -> Iterator[NameMention]:
    """ "Ilya and Anton Brel", "the brothers Ilya, Pavel and Anton Brel": given names before one with the surname."""
    people = {m.first for m in known if m.kind == "person" and m.last > m.first}
    for start in sorted(people):
        i = start - 1
        while i > 0 and doc[i].lower_ in ("and", ",", "&") and doc[i - 1].tag_ == "NNP" and is_given(doc[i - 1].text):
            if i >= 2 and doc[i - 2].tag_ in ("NNP", "NNPS") and doc[i - 2].text not in (",", "and"):
                break
            yield NameMention(i - 1, i - 1, "person")
            i -= 2


def by_initials(doc: Doc) -> Iterator[NameMention]:
    """ "The adolescent J.C.P., 15,", "identified as M.A.": people of whom only initials are given."""
    for token in tokens_of(doc):
        if not _INITIALS.fullmatch(token.text) or token.text.replace(".", "") in _NO_INITIALS:
            continue
        before = doc[token.i - 1] if token.i else None
        described = before is not None and before.lower_ in PERSON_NOUNS | {"as", "named"} | _CUSTODY
        if described or is_aged(doc, token.i) or _owns_kin(token):
            yield NameMention(token.i, token.i, "person")


def _owns_kin(token: Token) -> bool:
    return token.dep_ == "poss" and token.head.lemma_.lower() in words("people", "kinship")


def _serves(verb: Token) -> bool:
    """ "Is serving a two-year sentence"."""
    return verb.lemma_ == "serve" and any(c.dep_ == "dobj" and c.lemma_ in _TERMS for c in verb.children)


def _acts_as_person(token: Token) -> bool:
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ in SAYING:
        return True
    if token.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in _DONE_TO:
        return True
    if token.dep_ == "nsubj" and (verb.lemma_ in _DONE_BY or _serves(verb)):
        return True
    taken = verb.head if token.dep_ == "pobj" and verb.lower_ == "of" else verb if token.dep_ == "poss" else None
    if taken is not None and taken.lemma_ in _TAKEN:
        return True
    if token.dep_ == "nsubj" and verb.lemma_ == "be":
        return any(c.dep_ == "attr" and c.lemma_.lower() in PERSON_NOUNS for c in verb.children)
    return is_aged(token.doc, token.i) or (token.dep_ in ("appos", "nsubj") and verb.lemma_.lower() in PERSON_NOUNS)


def _has_handle(doc: Doc, last: int) -> bool:
    """ "Vesna English (@VesnaEnglish)": an account's name. People's names the model knows better."""
    return last + 2 < len(doc) and doc[last + 1].text == "(" and doc[last + 2].text.startswith("@")


def after_offices(doc: Doc) -> Iterator[NameMention]:
    """People named straight after an office with its body: "Minister of Health Vera Lenko"."""
    for token in tokens_of(doc)[:-3]:
        if token.lower_ not in TITLES or doc[token.i + 1].lower_ not in ("of", "for"):
            continue
        i = token.i + 2
        while i < len(doc) and (doc[i].lower_ in ("the", "of", "and") or doc[i].text in OFFICE_WORDS):
            i += 1
        last = i
        while (
            last < len(doc)
            and (doc[last].text[:1].isupper() or doc[last].lower_ in PARTICLES)
            and not doc[last].is_sent_start
        ):
            last += 1
        if i > token.i + 2 and last - i >= 2:
            yield NameMention(i, last - 1, "person")


def after_title(doc: Doc, first: int) -> bool:
    before = doc[first - 1] if first > 0 else None
    return before is not None and before.lower_.strip(".") in TITLES and not doc[first].is_sent_start


def described(doc: Doc) -> Iterator[NameMention]:
    """Names straight after the noun that says who it is: "novelist Ada Lund", "her lawyer, Ada Lund,"."""
    for token in tokens_of(doc)[:-2]:
        if not _describes_one(token):
            continue
        after = token.i + 1
        comma = doc[after].text == ","
        first = after + comma
        last = _name_end(doc, first)
        if last is None or (comma and not _closed(doc, last)):
            continue
        if not comma or last > first or _has_owner(token):
            yield NameMention(first, last, "person")


def _describes_one(token: Token) -> bool:
    """Whether a noun names one person by work, kinship or custody."""
    return token.tag_ == "NN" and token.text.islower() and (token.lower_ in PERSON_NOUNS or token.lower_ in _CUSTODY)


def _has_owner(token: Token) -> bool:
    return any(child.dep_ == "poss" for child in token.children)


def _name_end(doc: Doc, first: int) -> int | None:
    """The last token of a run of at most four capitalised words from `first` that can be a person's name."""
    last = None
    i = first
    while i < len(doc) and i - first < 5 and not doc[i].is_sent_start:
        token = doc[i]
        name = token.text[:1].isupper() and token.is_alpha and token.tag_ in ("NNP", "NNPS", "FW", "NN", "VBD")
        if name and token.ent_type_ not in ("GPE", "ORG", "DATE", "NORP", "LAW") and not token.text.isupper():
            last = i
        elif not (last is not None and token.lower_ in PARTICLES | {"-"}):
            break
        i += 1
    first_ok = last is not None and doc[first].lower_ not in PARTICLES | TITLES
    return last if first_ok else None


def _closed(doc: Doc, last: int) -> bool:
    """Whether a comma, a full stop or a verb of saying closes an apposition."""
    after = doc[last + 1] if last + 1 < len(doc) else None
    return after is None or after.text in (",", ".", ";", ")", '"') or after.lemma_ in SAYING


def is_aged(doc: Doc, last: int) -> bool:
    """ "Ada Lund, 49," has an age."""
    if last + 3 >= len(doc) or doc[last + 1].text != "," or doc[last + 3].text not in (",", "."):
        return False
    number = doc[last + 2].text
    return number.isdigit() and 5 <= int(number) <= 105


def is_vessel(doc: Doc, first: int, last: int) -> bool:
    """ "The Ada Lund was detained in the harbour": no person's whole name has an article, but a ship's has."""
    if first in (0, last) or doc[first - 1].lower_ != "the" or doc[last].tag_ != "NNP":
        return False
    root = doc[first : last + 1].root
    whole = root.dep_ in ("nsubj", "nsubjpass", "dobj") and root.left_edge.i == first - 1
    return whole and not any(c.dep_ in ("appos", "relcl", "poss") for c in root.children)


def is_initial(token: Token) -> bool:
    """ "K." and "N.K.": letters that stand for given names."""
    letters = token.text.split(".")
    return letters[-1] == "" and all(len(letter) == 1 and letter.isupper() for letter in letters[:-1])
