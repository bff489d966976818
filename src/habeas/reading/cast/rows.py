"""Rows of names: what most of a row are, people or places, the others are too, whatever the model took them for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc

from habeas.reading.cast.given import is_given
from habeas.reading.cast.mention import NameMention, is_capital, name_parts
from habeas.reading.cast.missed import FACILITIES, HEADS, PERSON_NOUNS, TITLES
from habeas.reading.cast.persons import can_be_name
from habeas.reading.tables import words

_LINKS = frozenset({",", "and", "&", ", and"})
_FEWEST = 3
_LONGEST_NAME = 4
_BODIES_TOO = words("people", "bodies_too")
_PLACE_NOUNS = words("people", "place_nouns")
_IN = frozenset({"in", "near", "across", "around", "throughout", "from"})
_NAMELY = frozenset({"of", "as", "namely", "including", "like", ":"})
_AREAS = _PLACE_NOUNS | {"area", "community", "settlement", "locality"}
_LEAD = 10
_LONG_ROW, _MOSTLY = 6, 0.7


def in_rows(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """The mentions, in order, with people of rows as people: "Ada Lund, Mahmo Fassel and Ivo Stenn"."""
    found: list[NameMention] = []
    told = [replace(m, kind="person") if _said_to_be_one(doc, m) else m for m in mentions]
    for row in _rows(doc, sorted(told, key=lambda mention: mention.first)):
        if len(row) >= _FEWEST and _of_places(doc, row):
            found += [replace(m, kind="place") if _like_a_place(doc, m) else m for m in row]
            continue
        if _among_bodies(doc, row):
            found += [replace(m, kind="organisation") if _like_a_person(doc, m) else m for m in row]
            continue
        if _long_row_of_people(row):
            found += [replace(m, kind="person") if _single_name(doc, m) else m for m in row]
            continue
        people = sum(mention.kind == "person" and mention.last > mention.first for mention in row)
        if len(row) < _FEWEST or people * 2 <= len(row):
            found += row
            continue
        found += [replace(m, kind="person") if m.kind != "person" and _like_a_person(doc, m) else m for m in row]
    return found


def before_another(doc: Doc, mentions: list[NameMention]) -> Iterator[NameMention]:
    """ "Ada Lund and Ivo Stenn", of whom only the second was found: two capitals to which a person's name is joined."""
    for mention in mentions:
        first = mention.first - 3
        if mention.kind != "person" or mention.last == mention.first or first < 0 or doc[first + 2].lower_ != "and":
            continue
        pair = doc[first : first + 2]
        joined = any(t.dep_ == "conj" and t.head.i == first + 1 for t in doc[mention.first : mention.last + 1])
        alone = not first or not is_capital(doc[first - 1]) or doc[first - 1].tag_ in ("NNS", "NNPS")
        if (
            joined
            and alone
            and all(t.tag_ == "NNP" and t.is_title and not t.ent_type_ for t in pair)
            and can_be_name(pair)
        ):
            yield NameMention(first, first + 1, "person")


def _rows(doc: Doc, mentions: list[NameMention]) -> Iterator[list[NameMention]]:
    row: list[NameMention] = []
    for mention in mentions:
        if row and " ".join(t.lower_ for t in doc[row[-1].last + 1 : mention.first]) not in _LINKS:
            yield row
            row = []
        row.append(mention)
    if row:
        yield row


def people_in_rows(doc: Doc, mentions: list[NameMention]) -> set[tuple[str, ...]]:
    """Single words that stand in a long row of people, so that nothing else need show that they are names."""
    rows = (row for row in _rows(doc, sorted(mentions, key=lambda mention: mention.first)) if _long_row_of_people(row))
    return {name_parts(doc, m) for row in rows for m in row if m.kind == "person" and m.first == m.last}


def _long_row_of_people(row: list[NameMention]) -> bool:
    """Whether most of many in a row are people, some of them with more than one name."""
    people = [m for m in row if m.kind == "person"]
    return len(row) >= _LONG_ROW and len(people) >= _MOSTLY * len(row) and any(m.last > m.first for m in people)


def _single_name(doc: Doc, mention: NameMention) -> bool:
    """One capitalised word, no noun of bodies, that may be a name."""
    word = doc[mention.first]
    return mention.first == mention.last and word.is_title and word.text not in HEADS and mention.kind != "law"


def _among_bodies(doc: Doc, row: list[NameMention]) -> bool:
    """ "the Porters' Union, Sarva Mazdor Sang, the Dockers' League": one in a row of bodies, like nobody's name."""
    bodies = [m for m in row if m.kind == "organisation" and m.last > m.first]
    people = [m for m in row if m.kind == "person"]
    named = any(is_given(doc[m.first].text) for m in people)
    return len(row) >= _FEWEST and len(people) == 1 and len(bodies) == len(row) - 1 and not named


def _of_places(doc: Doc, row: list[NameMention]) -> bool:
    """ "in Ost, Tolm and Sarvan", of which most are known as places; "districts such as Ost, …"."""
    first = row[0].first
    before = doc[first - 1].lower_ if first else ""
    if before in _IN:
        return sum(m.kind == "place" for m in row) * 2 >= len(row)
    if before not in _NAMELY:
        return False
    return any(t.tag_ == "NNS" and t.lemma_.lower() in _AREAS for t in doc[max(0, first - _LEAD) : first])


def _like_a_place(doc: Doc, mention: NameMention) -> bool:
    """One word, or two that begin like no person's name, and no noun of bodies."""
    words = doc[mention.first : mention.last + 1]
    if mention.kind not in ("person", "organisation") or len(words) > 2 or is_given(words[0].text):
        return False
    titled = mention.first > 0 and doc[mention.first - 1].lower_.strip(".") in TITLES
    return not titled and all(t.is_alpha and t.text.istitle() and t.text not in HEADS for t in words)


def _said_to_be_one(doc: Doc, mention: NameMention) -> bool:
    """ "A Papuan activist, Agus Yolem, was …": set off by commas behind a word for one person."""
    if mention.kind == "person" or mention.first < 2 or mention.last + 1 >= len(doc):
        return False
    before, after = doc[mention.first - 2], doc[mention.last + 1]
    one = before.tag_ == "NN" and before.lemma_.lower() in PERSON_NOUNS
    closed = after.text in (",", ".") or (after.tag_ in ("VBD", "VBZ") and before.lemma_.lower() not in _BODIES_TOO)
    return one and doc[mention.first - 1].text == "," and closed and _like_a_person(doc, mention)


def _like_a_person(doc: Doc, mention: NameMention) -> bool:
    """Two to four capitalised words, none of them a noun of bodies, none all in capitals."""
    words = doc[mention.first : mention.last + 1]
    if not 2 <= len(words) <= _LONGEST_NAME or mention.kind in ("place", "law"):
        return False
    return all(t.is_alpha and t.text.istitle() and t.text not in HEADS and t.text not in FACILITIES for t in words)
