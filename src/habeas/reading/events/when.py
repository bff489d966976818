"""The date of an event that the parse has given to another word of its clause."""

from __future__ import annotations

from spacy.tokens import Token

from habeas.reading.clauses import children, is_verb, prepositional
from habeas.reading.events.hits import Hit
from habeas.reading.events.lexicon import noun_frames
from habeas.reading.numerals import number_of
from habeas.reading.story import Story
from habeas.reading.tables import words

_LEADING = frozenset({"on", "in", "at", "late", "early", "last", "this", "around"})
_OTHER_CLAUSE = frozenset({"relcl", "advcl", "ccomp", "acl", "parataxis", "csubj"})
_TOLD_ALONG = words("standing", "beside") - {"on", "under"}
_GROUNDS = frozenset({"for", "over"})
_LATER = frozenset({"later", "then", "subsequently", "afterwards", "eventually", "since"})
_ENTRY = 8
_ENTRY_MARKS = frozenset({":", "–", "—", "--"})
_WHOLE_DAY = 10
_MONTH = 7
"""Characters of a year and month in EDTF."""
_REACH = 18
_YEAR = 4
_ROUGHLY = frozenset({"nearly", "almost", "about", "around", "roughly", "some", "over", "than"})
_NAMING = frozenset({"name", "call", "know", "dub"})


def beside(story: Story, hit: Hit) -> str | None:
    """The one date that stands behind the trigger in its clause and that no other verb there can claim."""
    after = []
    for token in hit.last.doc[hit.last.i + 1 : min(hit.last.sent.end, hit.last.i + _REACH)]:
        if is_verb(token) and token != hit.clause and not _claims_none(token, hit):
            break
        after.append(token)
    if not after:
        return None
    first, last = story.page.start(after[0]), story.page.end(after[-1])
    found = story.times.within(first, last)
    if len(found) != 1:
        return None
    span, value = found[0]
    head = story.page.token_at(span.start)
    return value if head is not None and _led_in(head) and not _of_another(head, hit) else None


def _claims_none(verb: Token, hit: Hit) -> bool:
    """ "In a school named Velm last weekend", "after being held on Monday": a verb whose date it is not."""
    naming = verb.tag_ == "VBN" and verb.dep_ == "acl" and verb.lemma_ in _NAMING
    return naming or (verb.dep_ == "pcomp" and verb.head.head == hit.clause)


def of_occasion(story: Story, hit: Hit) -> str | None:
    """ "Was arrested during a protest on 4 June", "it was on Monday that police arrested him"."""
    clause = hit.clause
    if not is_verb(clause):
        return None
    for occasion in prepositional(clause, "during", "at", "in", "amid"):
        if occasion.lemma_.lower() in words("event_words", "occasions"):
            given = [c for c in children(occasion, "acl") if c.tag_ == "VBN"]  # "in a verdict issued on Tuesday"
            return next((w for t in (occasion, *given) if (w := story.times.of(t)) is not None), None)
    above = clause.head
    told = clause.dep_ in ("ccomp", "advcl", "relcl", "acl") and above.lemma_ == "be" and above.i < clause.i
    if told and any(c.lower_ == "it" for c in children(above, "nsubj", "expl")):
        return story.times.of(above)
    return None


def _led_in(token: Token) -> bool:
    before = token.nbor(-1) if token.i else None
    if token.ent_type_ == "DATE" and token.i + 2 < len(token.doc) and token.nbor(2).lower_ in ("later", "earlier"):
        return True  # "charged with spying two days later"
    bare = token.ent_type_ == "DATE" and token.pos_ == "PROPN" and token.dep_ in ("npadvmod", "nsubj", "appos", "dep")
    return bare or (before is not None and before.lower_ in _LEADING) or token.lower_ in _LEADING


def _of_another(token: Token, hit: Hit) -> bool:
    """Whether the date hangs in another clause than the trigger, or on a noun that is not the trigger's."""
    for step in (token, *token.ancestors):
        if step in (hit.last, hit.clause):
            return False
        told = not is_verb(step) and (step.lower_ in _TOLD_ALONG or step.lemma_.lower() in noun_frames())
        if step.dep_ in _OTHER_CLAUSE or told:
            return True
        if is_verb(step) and step.dep_ != "pcomp":
            return hit.last not in step.subtree
    return True


def of_the_first(story: Story, hit: Hit, value: str) -> bool:
    """ "Was seized on Monday and later freed": the day of the first of two, which the second only shares."""
    verb = hit.clause
    if verb.dep_ != "conj" or not is_verb(verb.head) or not any(c.lower_ in _LATER for c in verb.children):
        return False
    own = story.times.within(story.page.start(verb), story.page.end(verb.sent[-1]))
    return story.times.of(verb.head) == value and all(when != value for _, when in own)


def of_scene(story: Story, hit: Hit) -> str | None:
    """ "Stormed the house on Friday and led her away", "Police came for him on Monday and …": one scene, one day."""
    verb = hit.clause
    if verb.dep_ != "conj" or not is_verb(verb) or any(c.lower_ in _LATER for c in verb.children):
        return None
    first = verb.head
    if not is_verb(first) or first.lemma_ not in words("event_words", "scenes"):
        return None
    when = story.times.of(first) or _of_its_words(story, first, verb)
    return when if when is not None and len(when) == _WHOLE_DAY else None


def ends(hit: Hit) -> bool:
    """ "Ended her hunger strike on Monday", "the strike ended": the day is its last."""
    verb = hit.last.head
    return hit.last.dep_ in ("dobj", "nsubj", "nsubjpass") and verb.lemma_ in words("event_nouns", "ending")


def of_setting(story: Story, hit: Hit) -> str | None:
    """ "On 3 May she was lured to Korda, where she was seized", "nine were killed while six were arrested": one day."""
    clause = hit.clause
    where = clause.dep_ == "relcl" and any(_there(c) for c in clause.children)
    along = clause.dep_ == "advcl" and any(c.lower_ == "while" for c in children(clause, "mark"))
    if not (where or along) or clause.tag_ not in ("VBN", "VBD") or any(c.lemma_ == "have" for c in clause.children):
        return None
    noun = story.times.of(clause.head) if where and not is_verb(clause.head) else None
    above = next((step for step in clause.ancestors if is_verb(step)), None)
    if noun is not None or above is None or above.i > clause.i or above.tag_ not in ("VBN", "VBD"):
        return noun
    return story.times.of(above)


def _there(word: Token) -> bool:
    """ "Where", "in which", "during which"."""
    inside = word.dep_ == "prep" and word.lower_ in ("in", "during") and any(c.lower_ == "which" for c in word.children)
    return word.lower_ == "where" or inside


def of_years_after(story: Story, hit: Hit) -> str | None:
    """ "The raid comes two years after 40 rowers were seized": counted back from the day of the report."""
    clause = hit.clause
    mark = next((c for c in children(clause, "mark") if c.lower_ == "after"), None)
    if mark is None or not mark.i or mark.nbor(-1).lemma_ != "year":
        return None
    above = next((step for step in clause.ancestors if is_verb(step) and not children(step, "mark")), None)
    today = story.times.anchor(clause)
    counts = [number_of(c.text) for c in children(mark.nbor(-1), "nummod")]
    if above is None or above.tag_ != "VBZ" or today is None or len(counts) != 1 or not counts[0]:
        return None
    about = any(c.lower_ in _ROUGHLY for n in children(mark.nbor(-1), "nummod") for c in n.children)
    return f"{int(today[:_YEAR]) - counts[0]}{'~' if about else ''}"


def _of_its_words(story: Story, first: Token, verb: Token) -> str | None:
    """The one date between two joined verbs, which the parse has given to a noun there."""
    between = first.doc[first.i : verb.i]
    found = story.times.within(story.page.start(between[0]), story.page.end(between[-1]))
    return found[0][1] if len(found) == 1 else None


def _entry_mark(token: Token) -> bool:
    return token.text in _ENTRY_MARKS or (token.text == "-" and token.nbor(-1).whitespace_ != "")


def of_entry(story: Story, hit: Hit) -> str | None:
    """ "1 March 2031: Ada Lund is arrested": the date that heads the entry of a chronology."""
    sent = hit.last.sent
    for start in (sent.start, sent[0].nbor(-1).sent.start if sent.start else sent.start):
        first = hit.last.doc[start]
        if story.page.paragraph(first) != story.page.paragraph(hit.last):
            return None
        if start and story.page.paragraph(first.nbor(-1)) == story.page.paragraph(first):
            continue
        head = first.doc[start : min(start + _ENTRY, sent.end)]
        stop = next((t for t in head if t.i > start + 1 and _entry_mark(t)), None)
        dates = story.times.within(story.page.start(first), story.page.start(stop)) if stop is not None else ()
        if stop is None or len(dates) != 1 or stop.i >= hit.last.i:
            return None
        span, when = dates[0]
        lead = [t for t in first.doc[start : stop.i] if not span.start <= story.page.start(t) < span.end]
        return when if all(t.is_punct or t.lower_ in _LEADING for t in lead) else None
    return None


def of_a_noun(story: Story, hit: Hit, value: str) -> bool:
    """ "Jailed for the murder of Ada Lund in 2021": a year or month behind a noun of happening is the noun's."""
    if len(value) > _MONTH:
        return False
    for noun in hit.last.doc[hit.last.i + 1 : min(hit.last.sent.end, hit.last.i + _REACH)]:
        owned = noun.pos_ == "NOUN" and noun.lemma_.lower() in noun_frames() and noun.dep_ == "pobj"
        if not owned or noun.head.lower_ not in _GROUNDS:
            continue
        end = max(t.i for t in noun.subtree) + 1
        after = noun.doc[noun.i : min(noun.sent.end, end + 4)]
        found = story.times.within(story.page.start(after[0]), story.page.end(after[-1]))
        if any(when == value for _, when in found):
            return True
    return False
