"""Which names in one report are names of the same person or body."""

from __future__ import annotations

from collections import defaultdict
from itertools import pairwise

from rapidfuzz import fuzz
from spacy.tokens import Doc, Token

from habeas.model.reading import EntityKind
from habeas.reading.cast.book import CastBook, Figurant, Mention, Sex
from habeas.reading.cast.brackets import aliases, other_names
from habeas.reading.cast.doubtful import without_doubtful
from habeas.reading.cast.given import begins_like_a_person, is_given, sex_of
from habeas.reading.cast.mention import NameMention, initials_of, name_parts, solid_parts
from habeas.reading.cast.missed import HEADS, SAYING
from habeas.reading.cast.namesakes import Relatives, by_age, is_the_relative, of_the_other_age, relatives
from habeas.reading.tables import words

_GENERIC = frozenset({"the", "movement", "group", "party", "organisation", "organization", "agency", "newspaper"})
_KIN = words("people", "kinship")
_STATE = words("people", "of_a_state")
"""What a country or a town has: "Veskaria's army", "Lodva's largest prison"."""
_POWERS = words("people", "powers")
_GOVERNING = words("people", "governing")
_LOCATIVE = frozenset({"in", "near", "outside", "inside", "at", "across", "around", "throughout"})
_TITLES = words("people", "titles")
_HIS_TITLES, _HER_TITLES = words("people", "titles_male"), words("people", "titles_female")
_WIVES_TITLES = frozenset({"mrs", "mme", "madame", "frau", "señora", "sra"})
_KINDS = frozenset(
    w.lower() for w in (*words("people", "organisation_heads"), *words("people", "facility_heads"), "State", "Republic")
)
_PLACE_NOUNS = words("people", "place_nouns") | words("people", "facility_nouns") | words("people", "place_kinds")
_PLACE_NOUNS |= words("descriptions", "residents")
_PEOPLE_NOUNS = words("people", "neutral") | {"people", "man", "woman", "family"}
_RULERS = frozenset({"King", "Queen", "Prince", "Princess", "President", "Prime", "Minister", "Sultan", "Emir"})
_GOING = frozenset({"return", "travel", "drive", "flee", "come", "arrive", "move", "go", "transfer", "fly", "deport"})
_LINKS = frozenset({"the", "of", "for", "s", "'s"})
_PLACES_CALLED = words("people", "place_nouns") - {"camp", "port"}
_CALLED_WITHIN = 5
_JUST_BEFORE = 40
"""Tokens within which somebody who goes on speaking spoke before."""
_KIN_BACK = 6
_PLACE_WORDS = 2
_SAYS_WHAT = frozenset(
    {"international", "university", "college", "alliance", "foundation", "group", "party", "institute"}
)
_FEWEST_INITIALS = 4
_FEWEST_WORDS, _MOSTLY = 4, 0.8
_SPELLING = 88
"""Percent of alike letters from which two full names with one given name are spellings of one name."""


def enter_names(book: CastBook, mentions: list[NameMention]) -> None:
    """Enters every name into the book: long names first, then the short forms, each with the latest fitting one."""
    doc = book.page.doc
    mentions = without_doubtful(book.page, _without_headings(book, mentions))
    kin = relatives(doc, mentions)
    order = sorted(mentions, key=lambda m: (-len(solid_parts(name_parts(doc, m))), m.first))
    index: defaultdict[tuple[EntityKind, str], dict[str, Figurant]] = defaultdict(dict)
    for mention in order:
        parts = name_parts(doc, mention)
        near = {f.id: f for key in _keys(parts) for f in index[mention.kind, key].values()}
        figurant = _fitting(book, mention, parts, kin, list(near.values()))
        if figurant is None and len(parts) == 1:
            bodies = list(index["organisation", parts[0]].values())
            figurant = next((f for f in bodies if _called_shortly(f.parts, parts[0], mention.kind)), None)
        if figurant is None and _only_a_kind(parts, mention):
            continue
        if figurant is None:
            name = book.page.span(doc[mention.first], doc[mention.last]).quote
            figurant = book.create(mention.kind, " ".join(name.split()), named=not _by_its_power(doc, mention))
            figurant.parts = parts
            for key in (*_keys(parts), *_abbreviations(parts)):
                index[mention.kind, key][figurant.id] = figurant
        elif figurant.name.isupper():
            figurant.name = " ".join(book.page.span(doc[mention.first], doc[mention.last]).quote.split())
        root = doc[mention.first : mention.last + 1].root
        book.mention(figurant, Mention(mention.first, mention.last, root.i, "name"))
        for i in range(mention.first, mention.last + 1):
            book.link(doc[i], figurant.id)
    for outer, inner in (*other_names(doc, mentions), *aliases(doc, mentions)):
        known, gone = book.at(doc[outer.first]), book.at(doc[inner.first])
        if known is not None and gone is not None:
            book.merge(gone, into=known)
    for figurant in book.figurants.values():
        figurant.mentions.sort(key=lambda m: m.first)
        if figurant.kind == "person" and figurant.sex is None:
            titled = _sex_by_title(doc, figurant)
            figurant.sex = titled or sex_of(figurant.parts)
            figurant.sex_by_name = titled is None
        if _may_be_place(figurant) and _is_place(book, figurant):
            figurant.kind = "place"
    book.renumber()


def _sex_by_title(doc: Doc, figurant: Figurant) -> Sex | None:
    """ "Mr Tarn", "Mrs. Tarn": what the titles before a name tell, where they agree."""
    told: set[Sex] = set()
    for mention in figurant.mentions:
        title = _before(doc, mention)
        if title in _HIS_TITLES:
            told.add("m")
        elif title in _HER_TITLES:
            told.add("f")
    return told.pop() if len(told) == 1 else None


def _by_its_power(doc: Doc, mention: NameMention) -> bool:
    """ "the Ostland government", "a Korda court": a state's power or one of many courts, told of without a name."""
    last = doc[mention.last]
    if mention.kind == "organisation":
        return last.text in _POWERS
    single = mention.first > 0 and doc[mention.first - 1].lower_ in ("a", "an")
    return mention.kind == "facility" and single and last.text.islower()


def _may_be_place(figurant: Figurant) -> bool:
    """Whether a supposed person or body of few words may be a town: no acronym, no body's noun."""
    if figurant.kind == "person":
        return True
    body = figurant.name.isupper() or figurant.name.split()[-1] in HEADS
    return figurant.kind == "organisation" and len(figurant.parts) <= _PLACE_WORDS and not body


def _only_a_kind(parts: tuple[str, ...], mention: NameMention) -> bool:
    """ "the Council", "the State": a kind of body, which names none where no body with a name bears it."""
    return mention.kind in ("organisation", "facility") and len(parts) == 1 and parts[0] in _KINDS


def _without_headings(book: CastBook, mentions: list[NameMention]) -> list[NameMention]:
    """Without single words that are people's names in headings only: capitals there tell nothing."""
    doc = book.page.doc
    below = {name_parts(doc, m) for m in mentions if book.page.passage(doc[m.first]).role != "title"}
    ends = {parts[-1] for parts in below if parts}
    return [m for m in mentions if m.kind != "person" or _firm(book, m, below, ends)]


def _firm(book: CastBook, mention: NameMention, below: set[tuple[str, ...]], ends: set[str]) -> bool:
    """Whether a supposed person's name is one: told below too, or in a line where capitals tell something."""
    parts = name_parts(book.page.doc, mention)
    if parts in below:
        return True
    if mention.first == mention.last:
        return False
    title = book.page.passage(book.page.doc[mention.first]).role == "title" and not _in_sentence_case(book, mention)
    return not title or begins_like_a_person(parts) or bool(set(parts) & ends)


def _in_sentence_case(book: CastBook, mention: NameMention) -> bool:
    """Whether a heading writes its other words small: "Ada Lund convicted of robbing a shop"."""
    sentence = book.page.doc[mention.first].sent
    told = [t for t in sentence if t.is_alpha and not mention.first <= t.i <= mention.last]
    return len(told) >= _FEWEST_WORDS and sum(t.text.islower() for t in told) >= _MOSTLY * len(told)


def _keys(parts: tuple[str, ...]) -> tuple[str, ...]:
    """Under which words a name is looked up: each of its parts, and all of them run together."""
    return (*dict.fromkeys((*solid_parts(parts), *_behind_given(parts))), "".join(parts))


def _behind_given(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The surname of "Ben Lund", where "Ben" is no "son of": it may be called by itself."""
    return parts[1:] if len(parts) == 2 and parts[0] == "ben" and not is_given(parts[1]) else ()


def _fitting(
    book: CastBook, mention: NameMention, parts: tuple[str, ...], kin: Relatives, near: list[Figurant]
) -> Figurant | None:
    if mention.kind == "person":
        fits = [f for f in near if _same_person(f.parts, parts, book, mention)]
        fits = [f for f in fits if f.parts == parts or not is_the_relative(f, mention, parts, kin)]
        if len(parts) > 1:
            fits = [f for f in fits if f.parts == parts] or fits  # father and son, of whom one has the name and more
        if len(parts) == 1 and _before(book.page.doc, mention) in _WIVES_TITLES:
            men = any(_a_man(book.page.doc, f) for f in fits)
            fits = [f for f in fits if sex_of(f.parts) == "f"] if men else fits
    else:
        fits = [f for f in near if _same_body(f.parts, parts)]
    if not fits:
        longer = [f for f in near if mention.kind != "person" and _with_its_country(f.parts, parts)]
        return longer[0] if len(longer) == 1 else None
    if mention.kind == "person" and len(solid_parts(parts)) == 1 and len(fits) > 1:
        if (age := by_age(book.page.doc, mention)) is not None:
            return min(fits, key=lambda f: (of_the_other_age(f, age, kin), _distance(f, mention)))
        return min(fits, key=lambda f: _rank(book, f, mention))
    return min(fits, key=lambda f: _distance(f, mention))


def _before(doc: Doc, mention: NameMention | Mention) -> str:
    """The word before a name, without a full stop."""
    before = mention.first - 1 - (mention.first > 1 and doc[mention.first - 1].text == ".")
    return doc[before].lower_.strip(".") if mention.first else ""


def _a_man(doc: Doc, figurant: Figurant) -> bool:
    """Whether given name or title show a man, whose wife "Mrs Lund" is."""
    his = any(_before(doc, m) in _HIS_TITLES for m in figurant.mentions)
    return len(figurant.parts) > 1 and (his or sex_of(figurant.parts) == "m")


def _rank(book: CastBook, figurant: Figurant, mention: NameMention) -> tuple[bool, int, bool, int, int]:
    """Whom a surname alone means where several bear it: who is mostly spoken of, not a relative named by the way.

    Where the surname speaks, it is whoever of them spoke a sentence before.
    """
    before = [m for m in figurant.mentions if m.first < mention.first]
    kin = bool(before) and _told_of_kin(book, NameMention(before[0].first, before[0].last, "person"))
    spoke = 0
    if _speaks(book.page.doc[mention.first : mention.last + 1].root):
        lately = (m for m in before if mention.first - m.first < _JUST_BEFORE)
        spoke = max((m.first for m in lately if _speaks(book.page.doc[m.head])), default=0)
    return (not before, -spoke, kin, -len(before), figurant.mentions[0].first)


def _speaks(head: Token) -> bool:
    while head.dep_ == "appos" and head.head.pos_ in ("NOUN", "PROPN"):
        head = head.head
    return head.dep_ == "nsubj" and head.head.lemma_ in SAYING


def _distance(figurant: Figurant, mention: NameMention) -> tuple[int, int]:
    """Names already spoken of come before names still to come; among them the nearest."""
    before = [mention.first - m.first for m in figurant.mentions if m.first <= mention.first]
    if before:
        return (0, min(before))
    return (1, min(m.first - mention.first for m in figurant.mentions))


def _same_person(full: tuple[str, ...], parts: tuple[str, ...], book: CastBook, mention: NameMention) -> bool:
    solid, whole = solid_parts(parts), solid_parts(full)
    if solid == whole or "".join(parts) == "".join(full):
        return True
    if not solid or not whole:
        return False
    if len(solid) == 1:
        return solid[0] in (whole[0], whole[-1], *_behind_given(full)) or (len(whole) > 2 and solid[0] in whole[1:])
    if solid[0] == whole[0] and set(solid) <= set(whole):
        return True
    if solid == whole[-len(solid) :] or (solid[-1] == whole[-1] and _in_order(solid, whole)):
        return not _told_of_kin(book, mention)
    alike = fuzz.ratio("".join(parts), "".join(full)) >= _SPELLING
    return len(solid) == len(whole) and alike and fuzz.ratio(solid[0], whole[0]) >= _SPELLING


def _in_order(short: tuple[str, ...], full: tuple[str, ...]) -> bool:
    """Whether all parts of a shorter name stand in the full one, in its order: "Omar Lund", "Ali Omar Said Lund"."""
    rest = iter(full)
    return all(part in rest for part in short)


def _told_of_kin(book: CastBook, mention: NameMention) -> bool:
    """Whether a word of kinship stands before the name: "his father Hassan Omar" is not Ali Hassan Omar."""
    doc = book.page.doc
    for i in range(mention.first - 1, max(-1, mention.first - 1 - _KIN_BACK), -1):
        if doc[i].lower_ in _KIN:
            return True
        if doc[i].pos_ in ("VERB", "AUX") or doc[i + 1].is_sent_start:
            return False
    return False


def _same_body(full: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    a = tuple(p for p in full if p not in _GENERIC and p != "s")
    b = tuple(p for p in parts if p not in _GENERIC and p != "s")
    if a == b or full == parts or _reordered(full, parts):
        return True
    if len(parts) == 1 and parts[0] in _KINDS:
        return len(full) > 1 and parts[0] in (full[0], full[-1], *_before_of(full))
    return len(parts) == 1 and parts[0] in _abbreviations(full)


def _called_shortly(full: tuple[str, ...], word: str, kind: EntityKind) -> bool:
    """ "Harbord" for "Harbord University": the first word of a name of which the others only say what it is.

    Where the model takes the word for a person's name, the others may be any.
    """
    if full[:1] != (word,) or len(full) == 1:
        return False
    if kind == "person":
        return not is_given(word)
    return kind == "organisation" and all(part in _SAYS_WHAT for part in full[1:])


def _abbreviations(full: tuple[str, ...]) -> tuple[str, ...]:
    """The initials of a body's name, and those without the last noun: "ULAT" of "Union Lawyers Aid Teachers League"."""
    initials = initials_of(full)
    return (initials, initials[:-1]) if len(initials) > _FEWEST_INITIALS and full[-1] in _KINDS else (initials,)


def _with_its_country(full: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """ "The Korda Supreme Court" is the Supreme Court, "the Press Union of Korda" the Press Union."""
    solid = [p for p in parts if p not in _LINKS]
    if len(solid) < 2 or len(full) <= len(parts) or not {parts[0], parts[-1]} & _KINDS:
        return False
    before, behind = full[: len(full) - len(parts)], full[len(parts) :]
    if full[len(before) :] == parts:
        return len(before) == 1 or (len(before) == _PLACE_WORDS and before[1] == "s")
    return full[: len(parts)] == parts and behind[0] in ("of", "in") and len(behind) == _PLACE_WORDS


def _reordered(full: tuple[str, ...], parts: tuple[str, ...]) -> bool:
    """ "The Ministry of Justice" and "the Justice Ministry": the same words round a body's noun."""
    a, b = (frozenset(p for p in name if p not in _LINKS) for name in (full, parts))
    return a == b and len(a) > 1 and bool(a & _KINDS)


def _ruled(doc: Doc, mention: Mention) -> bool:
    """ "Korda's King Ada II": what a name and "'s" stand before is the ruler's title, so the name is a country's."""
    after = doc[mention.last + 1 : mention.last + 3]
    return len(after) == 2 and after[0].tag_ == "POS" and after[1].text in _RULERS


def _of_somewhere(head: Token) -> bool:
    """ "the depot of Korda", "came from Korda": "of" after a thing, "from" and "to" after coming and going."""
    preposition, above = head.head, head.head.head
    if preposition.lower_ == "of":
        return above.lemma_.lower() in _PLACE_NOUNS
    if preposition.lower_ == "from":
        return above.lemma_.lower() in _PEOPLE_NOUNS or above.lemma_ in _GOING or above.ent_type_ == "PERSON"
    return preposition.lower_ == "to" and above.lemma_ in _GOING


def _beside_places(noun: Token) -> bool:
    """ "the Korda hills", "the Ostland authorities": what has a place's name before it."""
    return noun.lemma_.lower() in _PLACE_NOUNS or noun.lower_ in _GOVERNING


def _called_place(doc: Doc, mention: Mention) -> bool:
    """ "the capital, Korda,", "Korda, a town on the coast": a word for a place beside the name."""
    before = doc[mention.first - 2] if mention.first > 1 and doc[mention.first - 1].text == "," else None
    if before is not None and before.tag_ == "NN" and before.lower_ in _PLACES_CALLED:
        return True
    after = doc[mention.last + 1 : mention.last + 2 + _CALLED_WITHIN]
    if len(after) < 3 or after[0].text != "," or after[1].lower_ not in ("a", "an", "the", "another"):
        return False
    nouns = (t for t in after[2:] if t.tag_ in ("NN", "NNP", "NNS"))
    noun = next((t for t in nouns if t.head.i not in range(t.i + 1, t.i + 3)), None)
    return noun is not None and noun.lower_ in _PLACES_CALLED


def _in_row_of_places(head: Token) -> bool:
    """ "in Veskaria, Ostland and Korda": one of a row that begins with a place."""
    first = head
    while first.dep_ == "conj" and first.i != first.head.i:
        first = first.head
    in_place = first.dep_ == "pobj" and first.head.lower_ in _LOCATIVE and first.ent_type_ in ("GPE", "LOC")
    return first.i != head.i and in_place


def _before_of(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The word before "of" or "for" in a body's name: "Council" in "the Governing Council of Korda"."""
    return tuple(a for a, b in pairwise(parts) if b in ("of", "for"))


def _is_place(book: CastBook, figurant: Figurant) -> bool:
    """Whether "in", "near" and the like stand before a supposed person's name, and nothing shows a person.

    Names of small towns are often taken for people's.
    """
    doc = book.page.doc
    areas, places, people = 0, 0, int(figurant.kind == "person" and begins_like_a_person(figurant.parts))
    for mention in figurant.mentions:
        head = doc[mention.head]
        before = doc[mention.first - 1].lower_ if mention.first else ""
        owned = head.head.lower_ if head.dep_ == "poss" else ""
        beside = head.dep_ in ("compound", "nmod") and _beside_places(head.head)
        if (
            owned in _STATE
            or _ruled(doc, mention)
            or beside
            or (head.dep_ == "pobj" and (before in _LOCATIVE or _of_somewhere(head)))
            or _in_row_of_places(head)
            or _called_place(doc, mention)
        ):
            places += 1
            areas += beside and head.head.lower_ == "area"
        elif head.dep_ in ("nsubj", "nsubjpass", "dobj", "appos", "dative") or before.strip(".") in _TITLES:
            people += 1
    unknown = len(figurant.parts) == 1 and not is_given(figurant.parts[0])
    return places > people or (unknown and bool(areas) and places == people)
