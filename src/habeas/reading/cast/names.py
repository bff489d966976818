"""Names where they stand: what the named-entity model finds, mended by rules of the language."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, replace

from spacy.tokens import Doc, Token

from habeas.model.reading import EntityKind
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
_JOINING = frozenset({"of", "for", "the", "and", "on", "in", "'s", "-", "&", "to", "against"})
_PARTICLES = words("people", "particles")
_BINDING = words("people", "binding")
_TITLES = words("people", "titles")
_HEADS = words("people", "organisation_heads")
_FACILITIES = words("people", "facility_heads")
_FACILITY_NOUNS = words("people", "facility_nouns")
_TOLD = frozenset(
    {"statement", "interview", "remark", "comment", "testimony", "say", "add", "explain", "confirm", "state"}
)
_SMALL = frozenset({"of", "the", "for", "and", "in", "on", "&"})
_PARTS = frozenset({"nsubj", "nsubjpass", "dobj", "appos", "poss", "pobj", "conj", "ROOT"})
_SAYING = frozenset(
    words("speech", "verbs", "state") | words("speech", "verbs", "deny") | words("speech", "verbs", "warn")
)
_HOLDING = words("people", "holding_verbs")
_PERSON_NOUNS = words("people", "neutral") | words("people", "male") | words("people", "female")
_OFFICE_WORDS = words("people", "offices")
_GOVERNING = words("people", "governing")
_PLACE_NOUNS = words("people", "place_nouns")
_EDGE = frozenset({"the", "a", "an", "'s", "'", ",", ".", "-", ":", ";", "(", ")", '"', "&", "and", "of", "with", "by"})
_CUSTODY = words("people", "custody")


@dataclass(frozen=True)
class NameMention:
    """Tokens `first` to `last` (both included) that name something of `kind`."""

    first: int
    last: int
    kind: EntityKind

    def covers(self, other: NameMention) -> bool:
        return self.first <= other.first and other.last <= self.last


def find_names(doc: Doc) -> list[NameMention]:
    """Every name in the document, in order, none inside another."""
    found = [mended for mention in _from_model(doc) if (mended := _trimmed(doc, mention)) is not None]
    found += _capital_runs(doc, found)
    found = [_retyped(doc, _extended(doc, mention)) for mention in _longest(found)]
    found += [mention for mention in _by_their_part(doc) if not any(_touches(mention, m) for m in found)]
    found += [
        mention
        for mention in _after_offices(doc)
        if not any(mention.first <= m.last and m.first <= mention.last and m.kind == "person" for m in found)
    ]
    return _short_forms(doc, _acronyms(doc, _by_majority(doc, _longest(found))))


def name_parts(doc: Doc, mention: NameMention) -> tuple[str, ...]:
    """The words of a name in lower case, hyphens and points left out."""
    parts = (token.lower_.strip(".'") for token in doc[mention.first : mention.last + 1])
    return tuple(part for part in parts if part and any(c.isalnum() for c in part))


def solid_parts(parts: tuple[str, ...]) -> tuple[str, ...]:
    """The parts of a person's name that are names: articles left out, "Abd al-Karim" and "Abu Salim" one part each."""
    solid: list[str] = []
    bound = ""
    for part in parts:
        if part in _BINDING:
            bound += part
        elif part not in _PARTICLES:
            solid.append(bound + part)
            bound = ""
    return tuple(solid)


def _from_model(doc: Doc) -> Iterator[NameMention]:
    for entity in doc.ents:
        kind = _LABELS.get(entity.label_)
        if kind == "group" and entity.root.tag_ not in ("NNP", "NNPS"):
            continue
        if kind == "group" and entity.root.dep_ in ("amod", "compound", "nmod"):
            continue
        if kind == "group" and entity.root.tag_ == "NNP":
            kind = "organisation"
        if kind is not None:
            yield NameMention(entity.start, entity.end - 1, kind)


def _trimmed(doc: Doc, mention: NameMention) -> NameMention | None:
    """Without articles, titles and punctuation at the edges; None where nothing that can be a name is left."""
    first, last = mention.first, mention.last
    drop = _EDGE | _TITLES | _CUSTODY if mention.kind == "person" else _EDGE
    while first <= last and (doc[first].lower_.strip(".") in drop or doc[first].is_space or doc[first].is_punct):
        first += 1
    if mention.kind == "person" and last - first >= 2 and doc[first].lower_ in _PERSON_NOUNS:
        first += 1
    while last >= first and (doc[last].lower_ in _EDGE or doc[last].is_space or doc[last].is_punct):
        last -= 1
    if first > last:
        return None
    tokens = doc[first : last + 1]
    if first == last and mention.kind in ("organisation", "facility") and not _noun_like(doc[first]):
        return None
    if mention.kind == "person" and not _can_be_person(tokens[0], [t.text for t in tokens]):
        return None
    return NameMention(first, last, mention.kind)


def _noun_like(token: Token) -> bool:
    return token.pos_ in ("PROPN", "NOUN", "X") or (len(token) >= 2 and token.text.isupper())


def _can_be_person(head: Token, texts: list[str]) -> bool:
    if any(c.isdigit() or c in "@/_|=" for text in texts for c in text):
        return False
    if not any(text[:1].isupper() for text in texts):
        return False
    return not (len(texts) == 1 and head.pos_ in ("VERB", "AUX", "ADV", "ADP", "PRON"))


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.is_alpha and not token.is_sent_start


def _capital_runs(doc: Doc, known: list[NameMention]) -> Iterator[NameMention]:
    """Names that the model missed: capitals after a title, or ending in a body's or a facility's noun."""
    taken = {i for mention in known for i in range(mention.first, mention.last + 1)}
    i = 0
    while i < len(doc):
        token = doc[i]
        if i in taken or not (_is_capital(token) or (token.is_sent_start and token.pos_ == "PROPN")):
            i += 1
            continue
        last = _run_end(doc, i, taken)
        yield from _run_mention(doc, i, last)
        i = last + 1


def _run_end(doc: Doc, first: int, taken: set[int]) -> int:
    last, i = first, first + 1
    while i < len(doc) and i not in taken and not doc[i].is_sent_start and i - first < 12:
        if _is_capital(doc[i]):
            last = i
        elif doc[i].lower_ not in _PARTICLES and doc[i].text not in _JOINING:
            break
        i += 1
    return last


def _run_mention(doc: Doc, first: int, last: int) -> Iterator[NameMention]:
    run = [doc[i] for i in range(first, last + 1)]
    after = doc[last + 1] if last + 1 < len(doc) else None
    if after is not None and after.lower_ in _FACILITY_NOUNS and after.tag_ == "NN" and run[-1].tag_ == "NNP":
        yield NameMention(first, last + 1, "facility")
        return
    if len(run) >= 2 and run[-1].text in _FACILITIES:
        yield NameMention(first, last, "facility")
    elif (
        len(run) >= 2 and (run[-1].text in _HEADS or (run[0].text in _HEADS and run[1].lower_ in ("of", "for")))
    ) or _has_handle(doc, last):
        yield NameMention(first, last, "organisation")
    elif _after_title(doc, first) and not any(t.text in _JOINING - {"-", "the"} for t in run):
        if len(solid_parts(tuple(t.lower_ for t in run))) >= 1:
            yield NameMention(first, last, "person")


def _by_their_part(doc: Doc) -> Iterator[NameMention]:
    """Two to four capitalised names in a row that speak, are arrested, or have an age: somebody the model missed."""
    for token in doc:
        if token.tag_ != "NNP" or token.dep_ not in _PARTS or token.ent_type_ in ("GPE", "ORG", "LOC", "FAC", "DATE"):
            continue
        first = token.i
        while first > 0 and doc[first - 1].tag_ == "NNP" and doc[first - 1].head.i == token.i and first > token.i - 3:
            first -= 1
        run = doc[first : token.i + 1]
        if len(run) < 2 or not all(t.is_alpha and t.text[:1].isupper() for t in run):
            continue
        if any(t.text in _HEADS or t.text in _FACILITIES or t.ent_type_ in ("GPE", "ORG", "NORP") for t in run):
            continue
        if _acts_as_person(token):
            yield NameMention(first, token.i, "person")


def _acts_as_person(token: Token) -> bool:
    verb = token.head
    if token.dep_ == "nsubj" and verb.lemma_ in _SAYING:
        return True
    if token.dep_ in ("nsubjpass", "dobj") and verb.lemma_ in _HOLDING:
        return True
    after = token.i + 2
    aged = token.doc[token.i + 1].text == "," and token.doc[after].like_num if after < len(token.doc) else False
    return aged or (token.dep_ in ("appos", "nsubj") and verb.lemma_.lower() in _PERSON_NOUNS)


def _has_handle(doc: Doc, last: int) -> bool:
    """ "Vesna English (@VesnaEnglish)": an account's name. People's names the model knows better."""
    return last + 2 < len(doc) and doc[last + 1].text == "(" and doc[last + 2].text.startswith("@")


def _after_title(doc: Doc, first: int) -> bool:
    before = doc[first - 1] if first > 0 else None
    return before is not None and before.lower_.strip(".") in _TITLES and not doc[first].is_sent_start


def _after_offices(doc: Doc) -> Iterator[NameMention]:
    """People named straight after an office with its body: "Minister of Health Vera Lenko"."""
    for token in doc[:-3]:
        if token.lower_ not in _TITLES or doc[token.i + 1].lower_ not in ("of", "for"):
            continue
        i = token.i + 2
        while i < len(doc) and (doc[i].lower_ in ("the", "of", "and") or doc[i].text in _OFFICE_WORDS):
            i += 1
        last = i
        while (
            last < len(doc)
            and (doc[last].text[:1].isupper() or doc[last].lower_ in _PARTICLES)
            and not doc[last].is_sent_start
        ):
            last += 1
        if i > token.i + 2 and last - i >= 2:
            yield NameMention(i, last - 1, "person")


def _extended(doc: Doc, mention: NameMention) -> NameMention:
    """A name followed by "prison" or "hospital" is that place's name; a surname's particle belongs to the name."""
    if mention.kind == "organisation":
        mention = _with_owners(doc, mention)
    if mention.kind == "person":
        mention = _with_given_name(doc, mention)
    after = mention.last + 1
    if mention.kind in ("place", "organisation", "facility", "person") and after < len(doc):
        noun = doc[after]
        if noun.lower_ in _FACILITY_NOUNS and noun.tag_ == "NN" and not doc[mention.last].is_punct:
            two_words = after + 1 < len(doc) and doc[after + 1].lower_ in (
                "centre",
                "center",
                "hospital",
                "court",
            )
            return NameMention(mention.first, after + two_words, "facility")
        if mention.kind == "place" and noun.lower_ in _GOVERNING:
            return NameMention(mention.first, after, "organisation")
    return mention


def _with_given_name(doc: Doc, mention: NameMention) -> NameMention:
    """A surname that the model found alone, with the name before it that the parser ties to it."""
    first = mention.first
    while first > 0 and mention.last - first < 3:
        before = doc[first - 1]
        tied = before.dep_ == "compound" and mention.first <= before.head.i <= mention.last
        name = before.tag_ == "NNP" and before.is_alpha and before.ent_type_ in ("", "PERSON", "WORK_OF_ART", "PRODUCT")
        if not (tied and name) or before.lower_ in _TITLES or before.text in _OFFICE_WORDS:
            break
        first -= 1
    return replace(mention, first=first)


def _with_owners(doc: Doc, mention: NameMention) -> NameMention:
    """ "the Printers' Aid Society": a plural owner is part of the body's name, a country's possessive is not."""
    first = mention.first
    if first < 2 or doc[first - 1].text not in ("'", "'s") or not doc[first - 2].text[:1].isupper():
        return mention
    owner = doc[first - 2]
    if doc[first - 1].text == "'s" and owner.lower_ not in ("women", "children", "people", "men"):
        return mention
    first -= 2
    while first > 0 and _is_capital(doc[first - 1]):
        first -= 1
    return replace(mention, first=first)


def _retyped(doc: Doc, mention: NameMention) -> NameMention:
    """The head noun of a name decides what it names, whatever the model thought."""
    head = doc[mention.last].text
    if mention.first >= 2 and doc[mention.first - 1].lower_ == "of" and doc[mention.first - 2].lower_ in _PLACE_NOUNS:
        return replace(mention, kind="place")
    if mention.kind == "place" and _is_told(doc[mention.last]):
        return replace(mention, kind="organisation")
    several = mention.last > mention.first
    if several and head in _FACILITIES:
        return replace(mention, kind="facility")
    starts = doc[mention.first].text in _HEADS and several and doc[mention.first + 1].lower_ in ("of", "for")
    if several and (head in _HEADS or starts) and mention.kind != "law":
        return replace(mention, kind="organisation")
    return mention


def _is_told(token: Token) -> bool:
    """Whether something is said or stated to the one named: news agencies are often taken for places."""
    to = token.head
    if token.dep_ != "pobj" or to.lower_ != "to":
        return token.dep_ in ("dobj", "dative") and token.head.lemma_ == "tell"
    return to.head.lemma_ in _TOLD


def _longest(mentions: list[NameMention]) -> list[NameMention]:
    kept: list[NameMention] = []
    for mention in sorted(mentions, key=lambda m: (m.first, -m.last)):
        if kept and mention.first <= kept[-1].last:
            continue
        kept.append(mention)
    return kept


def _by_majority(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """One spelling is one kind of thing throughout a report; an even vote goes to the person."""
    votes: defaultdict[tuple[str, ...], Counter[EntityKind]] = defaultdict(Counter)
    for mention in mentions:
        votes[name_parts(doc, mention)][mention.kind] += 1

    def best(mention: NameMention) -> EntityKind:
        tally = votes[name_parts(doc, mention)]
        return max(tally, key=lambda kind: (tally[kind], kind == "person", kind))

    return [replace(mention, kind=best(mention)) for mention in mentions]


def _acronyms(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """Capitals that are the initials of a body in the report name that body."""
    initials = {initials_of(name_parts(doc, m)) for m in mentions if m.kind in ("organisation", "facility")} - {""}
    return [
        replace(m, kind="organisation")
        if m.first == m.last and doc[m.first].text.isupper() and doc[m.first].lower_ in initials
        else m
        for m in mentions
    ]


def initials_of(parts: tuple[str, ...]) -> str:
    """The initials of a name of three words or more, small words left out; "" for a shorter one."""
    return "".join(p[0] for p in parts if p not in _SMALL) if len(parts) >= 3 else ""


def _short_forms(doc: Doc, mentions: list[NameMention]) -> list[NameMention]:
    """Adds the places where only a part of a person's full name stands ("Orlova", "al Nur", "Nadia")."""
    forms: dict[tuple[str, ...], EntityKind] = {
        parts: m.kind for m in mentions if m.kind != "person" and len(parts := name_parts(doc, m)) >= 2
    }
    forms |= dict.fromkeys(sorted(_forms(doc, mentions)), "person")
    starts: defaultdict[str, list[tuple[str, ...]]] = defaultdict(list)
    for form in sorted(forms, key=len, reverse=True):
        starts[form[0]].append(form)
    extra = []
    for i, token in enumerate(doc):
        for form in starts.get(token.lower_, ()):
            last = _matches(doc, i, form, person=forms[form] == "person")
            if last is not None:
                extra.append(NameMention(i, last, forms[form]))
                break
    longer = [m for m in mentions if not any(e.covers(m) and m.kind != "person" for e in extra)]
    return _longest(longer + [e for e in extra if not any(_touches(e, m) for m in longer)])


def _touches(a: NameMention, b: NameMention) -> bool:
    return a.first <= b.last and b.first <= a.last


def _forms(doc: Doc, mentions: list[NameMention]) -> set[tuple[str, ...]]:
    """Short forms of the people's full names: every ending of the name, and the given name where it is one person's."""
    people = {name_parts(doc, m) for m in mentions if m.kind == "person"}
    people = {parts for parts in people if len(solid_parts(parts)) >= 2}
    given = Counter(parts[0] for parts in people)
    forms = {parts[i:] for parts in people for i in range(1, len(parts)) if solid_parts(parts[i:])}
    forms |= {parts[:1] for parts in people if given[parts[0]] == 1 and len(parts[0]) >= 4}
    return forms | people


def _matches(doc: Doc, first: int, form: tuple[str, ...], *, person: bool) -> int | None:
    """The last token of `form` where it stands at `first` as a name; hyphens between its parts do not matter."""
    i, capital = first, False
    for number, part in enumerate(form):
        if number and i < len(doc) and doc[i].text == "-":
            i += 1
        if i >= len(doc) or doc[i].lower_ != part:
            return None
        if part not in _PARTICLES:
            if not doc[i].text[:1].isupper() and (person or not capital):
                return None
            capital = True
        i += 1
    if i < len(doc) and doc[i].text == "-" and i + 1 < len(doc) and doc[i + 1].text[:1].isupper():
        return None
    return i - 1 if capital else None
