"""Names where they stand: what the named-entity model finds, mended by rules of the language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import replace

from spacy.tokens import Doc, Span

from habeas.model.reading import EntityKind
from habeas.reading.cast.apposed import before_office
from habeas.reading.cast.bodies import after_body_nouns, before_shared_nouns, without_borders
from habeas.reading.cast.bodily import called_a_group
from habeas.reading.cast.brackets import spelled_out
from habeas.reading.cast.given import family_first, is_given
from habeas.reading.cast.growing import grown
from habeas.reading.cast.initials import with_its_initials
from habeas.reading.cast.joined import joined
from habeas.reading.cast.kinds import retyped
from habeas.reading.cast.listed import listed_bodies
from habeas.reading.cast.mend import extended, trimmed
from habeas.reading.cast.mention import (
    PARTICLES,
    NameMention,
    apart,
    initials_of,
    name_parts,
    solid_parts,
    tokens_of,
    touches,
)
from habeas.reading.cast.missed import (
    HEADS,
    TITLES,
    after_offices,
    by_given_name,
    by_initials,
    by_shared_surname,
    by_their_part,
    capital_runs,
    described,
    of_kin,
)
from habeas.reading.cast.rows import before_another, in_rows
from habeas.reading.cast.state_bodies import of_a_state
from habeas.reading.demonyms import for_a_people
from habeas.reading.tables import words

_LABELS: dict[str, EntityKind] = {
    "PERSON": "person",
    "ORG": "organisation",
    "NORP": "group",
    "GPE": "place",
    "LOC": "place",
    "FAC": "facility",
    "LAW": "law",
}
_OTHER_LABELS = frozenset({"LAW", "WORK_OF_ART", "PRODUCT", "EVENT"})
"""Labels under which the model hides bodies: "the Korda Prisoners' Society" as a law."""
_COLOURS = frozenset({"white", "black", "red", "blue", "green", "grey", "gray", "silver", "yellow", "brown"})
_PLATFORMS = words("people", "platforms")
_ACTING = frozenset({"nsubj", "nsubjpass", "poss"})
_SHORTEST = 4
_MEDIA_NAMES = words("people", "media_names")
_PREFIXES = frozenset({"pro", "anti", "post", "pre", "non", "neo", "ultra"})
_PARTICIPLES = frozenset({"VBN", "VBD", "VBG"})


def find_names(doc: Doc) -> list[NameMention]:
    """Every name in the document, in order, none inside another."""
    found = [mended for mention in _from_model(doc) if (mended := trimmed(doc, mention)) is not None]
    found += [_without_article(doc, mention) for mention in capital_runs(doc, found)]
    bodies = [
        *after_body_nouns(doc),
        *before_shared_nouns(doc),
        *without_borders(doc),
        *of_a_state(doc),
        *listed_bodies(doc),
    ]
    found = apart(found, bodies) + bodies
    found = joined(doc, sorted(found, key=lambda m: m.first))
    found = _longest([grown(doc, extended(doc, mention)) for mention in _longest(_split(doc, found))])
    found = _shown_once(doc, found, [retyped(doc, with_its_initials(doc, mention)) for mention in found])
    found = in_rows(doc, found)
    found += apart(before_another(doc, found), found)
    found = _with_described(doc, found)
    found += apart(of_kin(doc), found)
    found += apart(before_office(doc), found)
    parts = [mended for mention in by_their_part(doc) if (mended := trimmed(doc, mention)) is not None]
    found += apart(parts, found)
    found += apart(by_given_name(doc), found)
    found += [mention for mention in by_shared_surname(doc, found) if not _a_person(found, mention)]
    found += [mention for mention in by_initials(doc) if not _a_person(found, mention)]
    found += apart(after_offices(doc), [m for m in found if m.kind == "person"])
    spelled, others = spelled_out(doc, found)
    gone = {name_parts(doc, m) for m in others}
    found = [m for m in apart(found, spelled) if name_parts(doc, m) not in gone] + spelled
    shown = {name_parts(doc, m): m.kind for m in [*bodies, *spelled, *(m for m in found if called_a_group(doc, m))]}
    found = _without_pairs(doc, _longest(found))
    return _short_forms(doc, _acronyms(doc, _by_majority(doc, found, shown)))


def _without_article(doc: Doc, mention: NameMention) -> NameMention:
    article = mention.last - mention.first > 1 and doc[mention.first].lower_ == "the"
    return replace(mention, first=mention.first + 1) if article else mention


def _with_described(doc: Doc, found: list[NameMention]) -> list[NameMention]:
    """With the names that a word for a person leads in; one that the model found in part is found whole."""
    at: defaultdict[int, list[NameMention]] = defaultdict(list)
    gone: set[NameMention] = set()

    def put(mention: NameMention) -> None:
        for i in range(mention.first, mention.last + 1):
            at[i].append(mention)

    for known in found:
        put(known)
    whole = []
    for mention in described(doc):
        near = {m for i in range(mention.first, mention.last + 1) for m in at[i]} - gone
        if all(m.kind == "person" and mention.covers(m) and m != mention for m in near):
            gone |= near
            put(mention)
            whole.append(mention)
    return [m for m in [*found, *whole] if m not in gone]


def _split(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """Two bodies that the model took for one: "Union of Ferrymen, ULK", "Dockers Congress and Miners Congress"."""
    out = []
    for m in mentions:
        inner = range(m.first + 1, m.last)
        at = [i for i in inner if doc[i].text == "," and doc[i - 1].text in HEADS]
        joined_ = [i for i in inner if doc[i].lower_ in ("and", "&")]
        if not at and len(joined_) == 1 and _two_bodies(doc, m, joined_[0]):
            at, joined_ = joined_, []
        if m.kind != "organisation" or not at or joined_:
            out.append(m)
            continue
        second = at[0] + 1 + (doc[at[0] + 1].lower_ == "the")
        out += [NameMention(m.first, at[0] - 1, m.kind), NameMention(second, m.last, m.kind)]
    return out


def _two_bodies(doc: Doc, mention: NameMention, between: int) -> bool:
    """Whether both sides of an "and" end in the noun of a body and have a word before it."""
    ends = doc[between - 1].text in HEADS - _MEDIA_NAMES and doc[mention.last].text in HEADS
    return ends and between - mention.first > 1 and mention.last - between > 1


def _a_person(found: list[NameMention], mention: NameMention) -> bool:
    """Whether a person is found already where a mention stands; what stood there of another kind gives way."""
    near = [m for m in found if touches(mention, m)]
    if any(m.kind == "person" or (m != mention and m.last > m.first) for m in near):
        return True
    for m in near:
        found.remove(m)
    return False


def _from_model(doc: Doc) -> Iterator[NameMention]:
    for entity in doc.ents:
        kind = _LABELS.get(entity.label_)
        end = next((t.i for t in entity[1:] if t.text == "-" and doc[t.i - 1].whitespace_), entity.end)
        hidden = kind in (None, "law") and entity.label_ in _OTHER_LABELS and end - entity.start > 1
        if hidden and doc[end - 1].text in HEADS:
            yield NameMention(entity.start, end - 1, "organisation")
            continue
        if kind == "group" and entity.root.tag_ not in ("NNP", "NNPS"):
            continue
        if kind == "place" and entity.text.islower() and any(t.text[:1].isupper() for t in doc[: entity.start + 1]):
            continue  # "in absentia"
        if kind in ("group", "place") and (entity.root.tag_ == "JJ" or _compounded(doc, entity.end)):
            continue
        named = kind in ("organisation", "person", "facility")
        if named and (_in_adjective(doc, entity.start, entity.end) or _a_thing(doc, entity.start, entity.end)):
            continue
        if kind == "group" and entity.root.dep_ in ("amod", "compound", "nmod"):
            continue
        if kind == "organisation" and _a_medium(entity):
            continue
        if kind == "place" and _half_of_a_surname(doc, entity.start, entity.end):
            yield NameMention(entity.start - 1, entity.end + 1, "person")
            continue
        if kind == "group" and entity.root.tag_ == "NNP" and not for_a_people(entity.root.text):
            kind = "organisation"
        if kind is not None:
            yield NameMention(entity.start, entity.end - 1, kind)


def _compounded(doc: Doc, end: int) -> bool:
    """ "Kordan-born", "Korda-based": a part of an adjective, which names nobody."""
    after = [t.lower_ for t in doc[end : end + 2]]
    return len(after) == 2 and after[0] == "-" and after[1] in ("born", "backed", "led", "made", "speaking", "language")


def _in_adjective(doc: Doc, start: int, end: int) -> bool:
    """ "ULK-backed", "pro-ULK": an adjective made with a name names nobody by itself."""
    if doc[start].lower_.rstrip("-") in _PREFIXES and "-" in (doc[start].text[-1], doc[start + 1 : start + 2].text):
        return True
    if start >= 2 and doc[start - 1].text == "-" and doc[start - 2].lower_ in _PREFIXES:
        return True
    after = doc[end : end + 2]
    made = len(after) == 2 and after[0].text == "-" and after[1].text.islower()
    return made and not doc[end - 1].whitespace_ and not after[0].whitespace_ and after[1].tag_ in _PARTICIPLES


def _half_of_a_surname(doc: Doc, start: int, end: int) -> bool:
    """ "Cecily Burgos-Villa", of which the model takes "Burgos" for a place."""
    behind = doc[end : end + 2]
    hyphened = len(behind) > 1 and behind[0].text == "-" and behind[1].is_title and not behind[0].whitespace_
    if not hyphened or doc[end - 1].whitespace_ or not start:
        return False
    before = doc[start - 1]
    return before.tag_ == "NNP" and before.dep_ == "compound" and before.head == doc[end - 1].head


def _a_medium(entity: Span) -> bool:
    """ "Wrote on Twitter", "a Facebook post": where somebody speaks, which does nothing itself."""
    if any(t.lower_ not in _PLATFORMS for t in entity):
        return False
    token = entity.root
    while token.dep_ == "conj" and token.head.lower_ in _PLATFORMS:
        token = token.head
    return token.dep_ not in _ACTING and not (token.dep_ == "pobj" and token.head.lower_ in ("by", "against"))


def _a_thing(doc: Doc, start: int, end: int) -> bool:
    """ "A white Land Cruiser", "in a Korda,": one of many things of a make."""
    before = [t.lower_ for t in doc[max(0, start - 2) : start]]
    if len(before) < 2 or doc[end - 1].text in HEADS:
        return False
    if before[1] in _COLOURS and before[0] in ("a", "an", "the", "his", "her", "their", "two", "three"):
        return doc[end - 1].tag_ in ("NNP", "NNPS") and doc[start].lower_ not in TITLES
    closes = end >= len(doc) or doc[end].is_punct or doc[end].tag_ in ("IN", "CC", "WDT", "VBD", "TO")
    article = before[1] in ("a", "an") and before[0] in ("in", "into", "by", "with", "drove", "driving", "on", "for")
    return article and end - start == 1 and closes and not doc[start].text.isupper()


def _longest(mentions: list[NameMention]) -> list[NameMention]:
    kept: list[NameMention] = []
    for mention in sorted(mentions, key=lambda m: (m.first, -m.last)):
        if kept and mention.first <= kept[-1].last:
            continue
        kept.append(mention)
    return kept


def _shown_once(doc: Doc, before: list[NameMention], after: list[NameMention]) -> list[NameMention]:
    """What one place shows of a name holds wherever the name stands: several words a person's, "the town of Ost"."""
    shown: dict[tuple[str, ...], EntityKind] = {}
    for old, new in zip(before, after, strict=True):
        if new.kind == old.kind:
            continue
        if (new.kind == "person" and new.last > new.first) or (new.kind == "place" and old.kind == "person"):
            shown[name_parts(doc, new)] = new.kind
    return [replace(m, kind=shown.get(name_parts(doc, m), m.kind)) for m in after]


def _by_majority(doc: Doc, mentions: list[NameMention], shown: dict[tuple[str, ...], EntityKind]) -> list[NameMention]:
    """One spelling is one kind of thing throughout a report, the one that a noun shows, else that of most places.

    An even vote goes to the person.
    """
    votes: defaultdict[tuple[str, ...], Counter[EntityKind]] = defaultdict(Counter)
    for mention in mentions:
        votes[name_parts(doc, mention)][mention.kind] += 1

    def best(mention: NameMention) -> EntityKind:
        tally = votes[name_parts(doc, mention)]
        return max(tally, key=lambda kind: (tally[kind], kind == "person", kind))

    kinds = [shown.get(name_parts(doc, m)) or best(m) for m in mentions]
    headed = [m.last > m.first and doc[m.last].text in HEADS for m in mentions]
    return [
        replace(m, kind="organisation" if kind == "person" and head else kind)
        for m, kind, head in zip(mentions, kinds, headed, strict=True)
    ]


def _without_pairs(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """Without "the Lund-Tarn talks", where the report names a Lund and a Tarn: the surnames of two are no name."""
    known = [name_parts(doc, m) for m in mentions if m.kind == "person"]
    ends = {parts[-1] for parts in known if parts and "-" not in parts[-1]}

    def pair(mention: NameMention) -> bool:
        joined_ = doc[mention.first : mention.last + 1].text.lower().split("-")
        return mention.kind == "person" and len(joined_) == 2 and len(set(joined_) & ends) == 2

    return [m for m in mentions if not pair(m)]


def _acronyms(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """Capitals that are the initials of a body in the report name that body."""
    bodies = [m for m in mentions if m.kind in ("organisation", "facility")]
    initials = {initials_of(name_parts(doc, m)): m.kind for m in reversed(bodies) if m.last > m.first}
    return [
        replace(m, kind=initials[doc[m.first].lower_])
        if m.first == m.last and doc[m.first].text.isupper() and doc[m.first].lower_ in initials
        else m
        for m in mentions
    ]


def _short_forms(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """Adds the places where only a part of a person's full name stands ("Orlova", "al Nur", "Nadia")."""
    forms: dict[tuple[str, ...], EntityKind] = {
        parts: m.kind for m in mentions if m.kind != "person" and len(parts := name_parts(doc, m)) >= 2
    }
    forms |= {name_parts(doc, m): m.kind for m in mentions if _in_brackets(doc, m)}
    forms |= dict.fromkeys(sorted(_forms(doc, mentions)), "person")
    starts: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):
        starts[form[0]].append(form)
    extra = []
    for i, token in enumerate(tokens_of(doc)):
        for form in starts.get(token.lower_, ()):
            last = _matches(doc, i, form, person=forms[form] == "person")
            if last is not None:
                extra.append(NameMention(i, last, forms[form]))
                break
    over: defaultdict[int, list[NameMention]] = defaultdict(list)
    for e in extra:
        for i in range(e.first, e.last + 1):
            over[i].append(e)
    longer = [m for m in mentions if m.kind == "person" or not any(e.covers(m) for e in over.get(m.first, ()))]
    longer = [m for m in longer if not _surname_as_body(doc, m, forms)]
    extra += [NameMention(m.first, m.last, "person") for m in mentions if _surname_as_body(doc, m, forms)]
    return _longest(longer + apart(extra, longer))


def _in_brackets(doc: Doc, mention: NameMention) -> bool:
    """ "The Union of Ferrymen (ULK)": a short name that brackets give, by which the body is called from there on."""
    if mention.kind not in ("organisation", "facility") or mention.last > mention.first or len(doc[mention.first]) < 2:
        return False
    before, after = doc[mention.first - 1] if mention.first else None, mention.last + 1
    return before is not None and before.text == "(" and after < len(doc) and doc[after].text == ")"


def _surname_as_body(doc: Doc, mention: NameMention, forms: dict[tuple[str, ...], EntityKind]) -> bool:
    """Whether a supposed body has the surname of a person of the report for its only word."""
    single = mention.first == mention.last and mention.kind in ("organisation", "facility")
    return single and not doc[mention.first].text.isupper() and forms.get(name_parts(doc, mention)) == "person"


def _forms(doc: Doc, mentions: list[NameMention]) -> set[tuple[str, ...]]:
    """Short forms of the people's full names: every ending of the name, and the given name where it is one person's."""
    people = {name_parts(doc, m) for m in mentions if m.kind == "person"}
    people = {parts for parts in people if len(solid_parts(parts)) >= 2}
    given = Counter(parts[0] for parts in people)
    forms = {parts[i:] for parts in people for i in range(1, len(parts)) if solid_parts(parts[i:])}
    forms |= {(part,) for parts in people for part in solid_parts(parts)[1:-1] if _surname_within(part)}
    forms |= {
        parts[:1] for parts in people if given[parts[0]] == 1 and (len(parts[0]) >= _SHORTEST or family_first(parts))
    }
    peoples = words("demonyms", "peoples")
    return {form for form in forms if len(form) > 1 or form[0].capitalize() not in peoples} | people


def _surname_within(part: str) -> bool:
    """ "Lund" of "Ada Maria Lund Tarn": the first of two surnames, by which people are called more often."""
    return len(part) >= _SHORTEST and not is_given(part)


def _matches(doc: Doc, first: int, form: tuple[str, ...], *, person: bool) -> int | None:
    """The last token of `form` where it stands at `first` as a name; hyphens between its parts do not matter."""
    i, capital = first, False
    for number, part in enumerate(form):
        if number and i < len(doc) and (doc[i].text == "-" or (doc[i].text == "," and not person)):
            i += 1
        if i >= len(doc) or doc[i].lower_ != part:
            return None
        if part not in PARTICLES:
            if not doc[i].text[:1].isupper() and (person or not capital):
                return None
            capital = True
        i += 1
    if i < len(doc) and doc[i].text == "-" and i + 1 < len(doc) and doc[i + 1].text[:1].isupper():
        return None
    return i - 1 if capital else None
