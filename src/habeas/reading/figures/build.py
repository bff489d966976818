"""Puts figures together: measure, who is counted, part of which other figure, as of when, since when, where."""

from __future__ import annotations

from msgspec import structs
from spacy.tokens import Token

from habeas.model.reading import Figure
from habeas.model.span import Span
from habeas.reading.figures.bulletins import dated_together
from habeas.reading.figures.context import Context, context
from habeas.reading.figures.counts import Count, counts
from habeas.reading.figures.dates import as_of, inherited_since, since_of, this_year
from habeas.reading.figures.lists import of_the_heading
from habeas.reading.figures.measures import Verdict, measure
from habeas.reading.figures.named import named_one_by_one
from habeas.reading.figures.once import told_once
from habeas.reading.figures.parts import Kept, compared, listed, parent_of, under_heading
from habeas.reading.figures.rows import next_of_row
from habeas.reading.figures.sheet import sheet_figures, with_sheets
from habeas.reading.figures.who import who
from habeas.reading.story import Story
from habeas.reading.tables import words

_STANDING = frozenset({"held", "children_held", "women_held", "without_charge", "on_hunger_strike", "ill"})
_PLACES = frozenset({"GPE", "LOC", "FAC"})
_NEAR = 10
_FEW = 5
_LABEL = 4
_OTHER = frozenset({"other", "remaining", "last", "first"})
_PARAGRAPHS = 3
"""Paragraphs over which a list of counts of those in custody goes on."""


def read_figures(story: Story) -> tuple[Figure, ...]:
    """The figures of the report, in the order of the text."""
    kept, named = list[Kept](), set[int]()
    for count in counts(story):
        at = context(story.page.doc, count)
        if named_one_by_one(story, count, at):
            named.add(count.number.value)
            continue
        one = _figure(story, count, at, kept)
        if one is not None:
            kept.append(one)
    figures = dated_together(story, [one.figure for one in kept])
    sheets = list(sheet_figures(story))
    return told_once(story, with_sheets(figures, sheets) if sheets else figures, named)


def _figure(story: Story, count: Count, at: Context, kept: list[Kept]) -> Kept | None:
    doc = story.page.doc
    row = next_of_row(story, count, kept)
    if row is not None:
        return Kept(structs.replace(row, id=f"n{len(kept) + 1}", of=kept[-1].short), count, at, kept[-1].short)
    if count.noun is None and at.noun is None and at.verb is None and not count.partitive:
        return None
    heading = under_heading(story, count, kept)
    parent = heading or parent_of(story, count, at, kept)
    again = None if parent else _number_again(story, count, at, kept)
    verdict = measure(doc, count, at, parent.figure.measure if parent else None)
    above = of_the_heading(story, count) if heading is None and parent is None else None
    if above is not None and (verdict is None or verdict.measure in ("", "other")):
        narrower = measure(doc, count, at, above)
        known = narrower is not None and narrower.measure not in ("", "other")
        verdict = narrower if known else Verdict(above, "list")
    if heading is not None and (verdict is None or verdict.measure in ("", "other")):
        verdict = Verdict(heading.figure.measure, "list")
    if parent is not None and (verdict is None or not verdict.measure) and listed(doc, count, kept[-1]):
        women = at.noun is not None and at.noun.lemma_ == "woman" and parent.figure.measure == "held"
        verdict = Verdict("women_held" if women else parent.figure.measure, "list")
    if (verdict is None or verdict.measure in ("", "other")) and _of_an_exchange(at, kept):
        verdict = Verdict("released", "exchange")
    if (verdict is None or verdict.measure in ("", "other")) and _in_a_custody_list(story, count, at, kept):
        narrower = measure(doc, count, at, "held")
        known = narrower is not None and narrower.measure not in ("", "other")
        verdict = narrower if known else Verdict("held", "list")
    if again is not None and (verdict is None or verdict.measure in ("", "other", "held")):
        verdict = Verdict(again.figure.measure, "again")
    if verdict is None or not verdict.measure or _again_spoken_of(verdict, count, at):
        return None
    evidence = _evidence(story, count, at)
    short, of = who(story, count, at, parent.short if parent else None)
    if again is not None:
        short = of = again.short
    since = since_of(story, count, at) or this_year(story, at, evidence)
    of_parent = parent.figure if parent else None
    value, ranged = count.number.value, count.low is not None
    figure = Figure(
        id=f"n{len(kept) + 1}",
        measure=verdict.measure,
        of=of,
        evidence=(evidence,),
        value=None if ranged else value,
        low=count.low if ranged else (value if count.bound == "least" else None),
        high=count.high if ranged else (value if count.bound == "most" else None),
        approximate=count.bound == "approximate" or _or_so(doc[count.last]),
        method=count.qualifier or _counting(at),
        part_of=parent.figure.id if parent else None,
        place=_place(story, count, at),
        as_of=None if compared(count, at) else as_of(story, at, evidence, of_parent, since),
        since=None if verdict.measure in _STANDING else since or inherited_since(verdict.measure, of_parent),
        said_by=story.scope.said_by(evidence) or _inherited_voice(story, at, parent),
        rule=f"figure.{verdict.rule}",
    )
    return Kept(figure, count, at, short)


def _again_spoken_of(verdict: Verdict, count: Count, at: Context) -> bool:
    if not _referred_to(count, at):
        return False
    noun = count.noun
    others = noun is not None and (noun.lower_ == "others" or any(c.lower_ in _OTHER for c in noun.children))
    return verdict.rule in ("people", "mark") or verdict.measure == "other" or not others


def _referred_to(count: Count, at: Context) -> bool:
    """ "The three prisoners were moved": a few of whom the text has told, not counted here."""
    noun = count.noun
    if noun is None or noun != at.noun or count.number.value > _FEW or count.number.first == 0:
        return False
    before = noun.doc[count.number.first - 1]
    told_who = any(c.dep_ in ("relcl", "acl", "prep", "appos") and c.i > noun.i for c in noun.children)
    return before.lower_ in ("the", "these", "those", "both") and before.head == noun and not told_who


def _in_a_custody_list(story: Story, count: Count, at: Context, kept: list[Kept]) -> bool:
    """ "By sector, there are 986 civilians", "Women: 45": told where the text counts those in custody."""
    if not kept or count.noun is None or kept[-1].figure.measure not in _STANDING:
        return False
    doc = story.page.doc
    near = story.page.paragraph(doc[count.first]) - story.page.paragraph(doc[kept[-1].count.first])
    there = at.verb is not None and any(c.dep_ == "expl" for c in at.verb.children)
    listed = count.noun.i < count.first
    return near <= _PARAGRAPHS and (there or listed)


def _of_an_exchange(at: Context, kept: list[Kept]) -> bool:
    """ "It received 38 servicemen", where the text has told of people freed just before."""
    if not kept or kept[-1].figure.measure != "released" or at.verb is None or at.noun is None:
        return False
    known = at.noun.lemma_.lower() in words("figures", "exchange", "people")
    return known and at.verb.lemma_ in ("receive", "hand", "get", "return")


def _number_again(story: Story, count: Count, at: Context, kept: list[Kept]) -> Kept | None:
    """ "Others put the number at 90", "the charity says there are at least 90": the last figure in other words."""
    if not kept or count.noun is not None or count.partitive:
        return None
    last, doc = kept[-1], story.page.doc
    if story.page.paragraph(doc[count.first]) != story.page.paragraph(doc[last.count.first]):
        return None
    if at.total is not None and not any(c.lower_ == "of" for c in at.total.children):
        return last
    start = doc[count.first].sent.start
    lead = [t.lower_ for t in doc[max(start, count.first - 3) : count.first]]
    bare = count.last + 1 >= len(doc) or doc[count.last + 1].text in (",", ".", ";")
    if bare and lead[-1:] and doc[count.first - 1].lemma_ in words("figures", "giving", "verbs"):
        return last
    there = any(lead[i] == "there" and lead[i + 1] in ("are", "were") for i in range(len(lead) - 1))
    return last if bare and there else None


def _inherited_voice(story: Story, at: Context, parent: Kept | None) -> tuple[str, ...]:
    """ "According to the society 900 are held. Some 30 are ill.": the part is counted by whoever counted the whole."""
    if parent is None or at.verb is None:
        return ()
    same = story.page.paragraph(at.verb) == story.page.paragraph(story.page.doc[parent.count.first])
    return parent.figure.said_by if same else ()


def _or_so(token: Token) -> bool:
    after = token.doc[token.i + 1 : token.i + 3]
    return [t.lower_ for t in after] == ["or", "so"]


def _counting(at: Context) -> str | None:
    """How a number came about, as worded: "documented", "registered"."""
    near = [at.verb, *(at.noun.children if at.noun is not None else ())]
    for token in near:
        if token is not None and token.lemma_.lower() in words("figures", "qualifiers", "counting"):
            return str(token.text)
    return None


def _evidence(story: Story, count: Count, at: Context) -> Span:
    """The count with who is counted, and the verb it goes with where that is near."""
    doc = story.page.doc
    first, last = count.first, max(at.end, count.last)
    verb, noun = at.verb, at.noun
    if noun is not None and noun.i > last:
        last = noun.i
    if verb is not None and verb.sent == doc[count.first].sent:
        helpers = [c.i for c in verb.children if c.dep_ in ("aux", "auxpass", "expl", "neg")]
        if first - _NEAR <= verb.i < first:
            first = min([verb.i, *helpers])
        elif last < verb.i <= last + _NEAR:
            last = max(verb.i, _complement(verb))
        elif first == last == count.first and abs(verb.i - first) < 3 * _NEAR:
            first, last = min(first, verb.i), max(last, verb.i)
    before = at.of_noun
    if noun is not None and first - _LABEL <= noun.i < first and noun.dep_ != "dobj" and at.total is None:
        first = noun.left_edge.i  # "Child prisoners: 350"
    if before is not None and first - 5 <= before.i < first:
        first = before.left_edge.i
    if at.total is not None and first - _NEAR * 2 <= at.total.i < first:
        first = at.total.left_edge.i
    return story.page.span(doc[first], doc[last])


def _complement(verb: Token) -> int:
    """The end of a short complement of a verb: "are in prison", "were killed in the raid"."""
    end = verb.i
    for token in verb.doc[verb.i + 1 : min(verb.sent.end, verb.i + 8)]:
        if token.is_punct or token.dep_ in ("cc", "mark"):
            break
        end = token.i
    return end


def _place(story: Story, count: Count, at: Context) -> str | None:
    """The place that the phrase of the count names, as an entity of the report."""
    for token in story.page.doc[count.number.last + 1 : at.end + 1]:
        if token.ent_type_ in _PLACES and token.head.pos_ == "ADP" and not token.is_lower:
            entity = story.cast.at(token)
            if entity is not None and story.cast.kind(entity) in ("place", "facility"):
                return entity
    return None
