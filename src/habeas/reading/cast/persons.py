"""What shows that a name is a person's, whatever the model took it for: names from less written-about languages are
often taken for bodies and places.
"""

from __future__ import annotations

from spacy.tokens import Doc, Span, Token

from habeas.model.reading import EntityKind
from habeas.reading.cast.given import begins_like_a_person, is_given, name_words
from habeas.reading.cast.mention import PARTICLES, NameMention
from habeas.reading.cast.missed import FACILITIES, HEADS, PERSON_NOUNS, after_title, is_aged, is_initial
from habeas.reading.tables import words

_BODIES_TOO = words("people", "bodies_too")
_ONLY_PEOPLE = words("people", "happens_to_people")
_TAKEN = words("people", "taken_from")
_LONGEST = 4
_BEFORE = frozenset({"the", "in"})
_WHERE = frozenset({"in", "at", "near", "from", "to", "of", "outside", "around", "towards"})
_KIN = words("descriptions", "kin")
_CLOSE_KIN = _KIN - {"parent", "parents", "partner", "partners", "family", "families", "relative", "relatives"}
_AGE_BACK = 5
_MEMBERS_OF = frozenset({"parliament", "opposition", "clergy", "family", "minority", "congress", "senate", "assembly"})
_APPOSED = 8
_AGED = 10
_ROMAN = frozenset({"II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "XI", "XII", "XIII", "XIV", "XV", "XVI"})


def is_person(doc: Doc, mention: NameMention) -> bool:
    """Whether the words around a supposed body, facility or place show that it is a person."""
    tokens = doc[mention.first : mention.last + 1]
    if not can_be_name(tokens):
        return False
    before = doc[mention.first - 1].lower_ if mention.first else ""
    if before in _BEFORE:
        return False
    if kin_before(doc, mention.first) is not None:
        return True
    if len(tokens) == 1:
        return _so_old(doc, mention.last) or (mention.kind != "place" and _one_word(doc, mention.first))
    if begins_like_a_person(name_words(list(tokens))) and not (mention.kind == "place" and before in _WHERE):
        return True
    if (
        is_aged(doc, mention.last)
        or _years_old(doc, mention.first)
        or _so_old(doc, mention.last)
        or _in_office(tokens.root, mention)
    ):
        return True
    if after_title(doc, mention.first) and not (mention.kind == "place" and _before_noun(tokens.root)):
        return True
    return mention.kind != "place" and (
        _described(doc, mention.first)
        or _apposed(tokens.root)
        or _happens_to(tokens.root)
        or _in_row(tokens.root, mention.kind)
        or _beside_person(tokens.root)
    )


def can_be_name(tokens: Span) -> bool:
    """Whether words can be a person's name by their forms: a few capitalised ones, none that heads a body's name."""
    words_ = name_words(list(tokens))
    numbered = len(tokens) > 1 and tokens[-1].text in _ROMAN  # "Osmar III"
    parts = tokens[:-1] if numbered else tokens
    if len([w for w in words_ if w not in PARTICLES]) > _LONGEST or not _can_be_part(parts[-1]):
        return False
    return all(t.text == "-" or (t.text in PARTICLES and t.i > tokens.start) or _can_be_part(t) for t in parts)


def _in_office(root: Token, mention: NameMention) -> bool:
    """ "the union's director in Lodva, Osa Oji": set off by a comma from the noun of what somebody is."""
    noun, comma = root.head, root.doc[mention.first - 1].text if mention.first else ""
    if root.dep_ != "appos" or comma != "," or noun.i > mention.first or mention.first == mention.last:
        return False
    one = noun.tag_ in ("NN", "NNP") and noun.lemma_.lower() in PERSON_NOUNS - _BODIES_TOO
    led = any(c.dep_ == "poss" or (c.dep_ == "det" and c.lower_ == "the") for c in noun.children)
    return one and led and noun.i < mention.first - 2


def _one_word(doc: Doc, i: int) -> bool:
    """ "Yasim, a 23-year-old man", "arrested Yasim, 31,", "Yasim's mother": one word that only a person would be."""
    token = doc[i]
    if _happens_to(token) or _joined_given(token) or is_aged(doc, i) or _years_old(doc, i):
        return True
    of_kin = token.dep_ == "poss" and token.head.lower_ in _CLOSE_KIN and token.head.i == i + 2
    return of_kin or (_apposed(token) and not _several_told(token))


def _several_told(root: Token) -> bool:
    """ "the Lions, who were beaten": said of one that is many."""
    told = [c for c in root.children if c.dep_ == "relcl"]
    verbs = [t for verb in told for t in (verb, *(c for c in verb.children if c.dep_ in ("aux", "auxpass")))]
    single = any(t.tag_ == "VBZ" or t.lower_ == "was" for t in verbs)
    return bool(told) and not single and not is_given(root.text)


def _before_noun(root: Token) -> bool:
    """ "deputy Southern Coast director": the name belongs to the noun behind it."""
    return root.dep_ in ("compound", "nmod", "amod") and root.head.i == root.i + 1 and root.head.tag_ == "NN"


def _joined_given(token: Token) -> bool:
    """ "Ilya and Ada": a given name in a row with another, or beside a word for a person."""
    if not is_given(token.text):
        return False
    if token.dep_ == "appos":
        return token.head.lemma_.lower() in PERSON_NOUNS
    near = token.head if token.dep_ == "conj" else next((c for c in token.children if c.dep_ == "conj"), None)
    return near is not None and near.tag_ == "NNP" and (is_given(near.text) or near.ent_type_ == "PERSON")


def kin_before(doc: Doc, first: int) -> Token | None:
    """ "her granddaughter, Ada", "Lund's wife Ada": the word of kinship with its owner right before the name."""
    at = first - 1 - (first > 1 and doc[first - 1].text == ",")
    if at < 1 or doc[at].tag_ != "NN" or doc[at].lower_ not in _KIN:
        return None
    owned = any(c.dep_ == "poss" for c in doc[at].children) or doc[at - 1].tag_ in ("PRP$", "POS")
    return doc[at] if owned else None


def _can_be_part(token: Token) -> bool:
    if token.text in HEADS or token.text in FACILITIES or token.tag_ != "NNP":
        return False
    return is_initial(token) or (token.is_alpha and not token.text.isupper() and token.text[:1].isupper())


def _years_old(doc: Doc, first: int) -> bool:
    """ "the 18-year-old Ada Lund"."""
    before = [t.lower_ for t in doc[max(0, first - _AGE_BACK) : first]]
    return before[-3:] == ["year", "-", "old"] or before[-1:] == ["year-old"]


def _so_old(doc: Doc, last: int) -> bool:
    """ "Yasim, a 23-year-old blind man from Korda,"."""
    behind = doc[last + 1 : last + 2 + _AGED]
    if len(behind) < 4 or behind[0].text != "," or behind[1].lower_ not in ("a", "an", "the"):
        return False
    old = next((t.i for t in behind if t.lower_ == "old" or t.lower_.endswith("year-old")), None)
    return old is not None and any(t.lower_ in PERSON_NOUNS for t in doc[old + 1 : last + 2 + _AGED])


def _described(doc: Doc, first: int) -> bool:
    """ "the poet Ada Lund": a word for one person right before the name, which is not also said of bodies."""
    before = doc[first - 1] if first else None
    if before is None or before.tag_ != "NN" or doc[first].is_sent_start:
        return False
    return before.lower_ in PERSON_NOUNS and before.lower_ not in _BODIES_TOO


def _apposed(root: Token) -> bool:
    """ "Ada Lund, a poet,", "Ada Lund, who …", "Ada Lund is a poet"."""
    for child in root.children:
        if child.dep_ == "appos" and child.tag_ == "NN" and child.i - root.i < _APPOSED:
            return child.lemma_.lower() in PERSON_NOUNS - _BODIES_TOO or _of_parliament(child) or _heads(child)
        if child.dep_ == "relcl" and any(c.lower_ == "who" for c in child.children):
            return True
    return root.dep_ == "nsubj" and root.head.lemma_ == "be" and any(map(_one_person, root.head.children))


def _heads(noun: Token) -> bool:
    """ "head of the association": no body is that."""
    return noun.lower_ == "head" and any(c.lower_ == "of" for c in noun.children)


def _of_parliament(noun: Token) -> bool:
    """ "a member of parliament", "a member of the opposition": no body is one."""
    of = [o for p in noun.children if p.lower_ == "of" for o in p.children if o.dep_ == "pobj"]
    return noun.lemma_ == "member" and any(o.lemma_.lower() in _MEMBERS_OF for o in of)


def _one_person(predicate: Token) -> bool:
    """ "is a poet", "is one of six poets"."""
    if predicate.dep_ != "attr":
        return False
    if predicate.tag_ == "CD":
        return any(o.lemma_.lower() in PERSON_NOUNS for p in predicate.children for o in p.children)
    return predicate.tag_ == "NN" and predicate.lemma_.lower() in PERSON_NOUNS - _BODIES_TOO


def _happens_to(root: Token) -> bool:
    """ "Ada Lund was abducted", "the murder of Ada Lund": what happens to people only."""
    if root.dep_ == "nsubjpass" or (root.dep_ == "dobj" and root.head.pos_ == "VERB"):
        return root.head.lemma_.lower() in _ONLY_PEOPLE
    if root.dep_ == "nsubj" and root.head.lemma_ in ("die", "pass"):
        return root.head.lemma_ == "die" or any(c.lower_ == "away" for c in root.head.children)
    if root.dep_ == "pobj" and root.head.lower_ == "of":
        return root.head.head.lemma_.lower() in _TAKEN
    return root.dep_ == "poss" and root.head.lemma_.lower() in _TAKEN and root.ent_type_ not in ("GPE", "NORP")


def _beside_person(root: Token) -> bool:
    """ "Ada Lund and Ivo Stenn": in a row of two names of which the model knows one for a person's."""
    others = [c for c in root.children if c.dep_ == "conj"] + ([root.head] if root.dep_ == "conj" else [])
    return len(others) == 1 and others[0].ent_type_ == "PERSON" and others[0].pos_ == "PROPN"


def _in_row(root: Token, kind: EntityKind) -> bool:
    """ "journalists Ada Lund and Ivo Stenn": the second name of a row that a word for several people leads in."""
    step = root
    while step.dep_ == "conj":
        step = step.head
    leads = [c for c in step.children if c.dep_ in ("compound", "nmod") and c.tag_ == "NNS"]
    return kind != "place" and any(c.lemma_.lower() in PERSON_NOUNS - _BODIES_TOO for c in leads)
