"""How figures of a series stand to each other: a development over time, a conflict, or a change in what is counted."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Hashable, Iterable, Sequence
from itertools import pairwise

from habeas.model import dates
from habeas.model.case import Finding
from habeas.model.reading import Figure
from habeas.weighing.accounts import lost, same_words
from habeas.weighing.changed import Answer, changed
from habeas.weighing.counted import Counted, bounds, dated_words, says_how, sentence, value_words
from habeas.weighing.findings import finding
from habeas.weighing.ground import Told, who_says
from habeas.weighing.known import COUNTED
from habeas.weighing.speakers import Speakers
from habeas.weighing.wording import content, date_words, folded, listed, quoted, unique

_TELLING = 30  # a number below it may be that of two days by chance
_SMALL = 5  # of one speaker's numbers, one below this
_MONTH = 31


def findings(
    dated: Sequence[Counted], undated: Sequence[Counted], narrowed: Sequence[Counted], speakers: Speakers
) -> tuple[Finding, ...]:
    """What is to be said of one series. `narrowed`: figures of other series to which its speakers changed over."""
    found: list[Finding] = []
    dated, undated = ([i for i in items if not _vague(i)] for items in (dated, undated))
    kinds = _kinds([*dated, *undated])
    for items in kinds:
        with_date = [i for i in items if i.as_of is not None]
        found += _conflicts(with_date, speakers)
        found += _development(with_date, [i for i in items if i.as_of is None])
    changing = [kind for items in kinds if (kind := [i for i in items if _says_what(i) and not _part_of_its_own(i)])]
    if len(changing) > 1:
        found.append(_drift([i for items in changing for i in items]))
    found += [_drift([item, other]) for item, other in zip(_matching(dated, narrowed), narrowed, strict=False)]
    found += _backdated(dated, speakers) + _hardened([*dated, *undated])
    found += lost([i.told for i in (*dated, *undated)], _one_count)
    return tuple({f.id: f for f in found}.values())


def _vague(item: Counted) -> bool:
    """Whether it counts happenings ("two people were arrested") of which another report may tell of others."""
    return not item.base and not item.figure.since and item.figure.measure not in COUNTED.steady


def _says_what(item: Counted) -> bool:
    """Whether the words for what is counted say more than that they are people: "prisoners" may be any of the ill."""
    return item.figure.measure not in COUNTED.side_by_side or bool(item.part) or says_how(item.figure)


def _part_of_its_own(item: Counted) -> bool:
    """Whether its report itself gives it as a part of another figure of the same measure."""
    whole = item.figure.part_of
    return whole is not None and any(
        f.id == whole and f.measure == item.figure.measure for f in item.told.ground.reading.figures
    )


def _kinds(items: Iterable[Counted]) -> list[list[Counted]]:
    """The figures by what exactly they count, in the order of their first dates."""
    kinds: dict[frozenset[str], list[Counted]] = defaultdict(list)
    for item in sorted(items, key=lambda i: (dates.sort_key(i.as_of), i.told.source.key)):
        kinds[item.part].append(item)
    return list(kinds.values())


def _conflicts(dated: Sequence[Counted], speakers: Speakers) -> list[Finding]:
    """Figures of one day that cannot both be right; and where one speaker gives both, that too."""
    by_day: dict[str, list[Counted]] = defaultdict(list)
    for item in dated:
        by_day[item.as_of or ""].append(item)
    found = []
    for day, items in by_day.items():
        ranges = [bounds(i.figure) for i in items]
        if max(low for low, _ in ranges) <= min(high for _, high in ranges):
            continue
        told = listed(unique(f"{value_words(i.figure)} ({who_says(i.told.source)})" for i in items), 5)
        text = f"The same thing is counted differently as of {date_words(day)}: {told}."
        found.append(finding("conflict", text, (i.told.source for i in items)))
        answers = [Answer(i.told.source, bounds(i.figure), value_words(i.figure)) for i in items]
        found += changed(f"number for {date_words(day)}", answers, speakers, _overlap)
    return found


def _overlap(left: Hashable, right: Hashable) -> bool:
    """Whether two ranges have a number in common."""
    if not isinstance(left, tuple) or not isinstance(right, tuple):
        return left == right
    return bool(max(left[0], right[0]) <= min(left[1], right[1]))


def _development(dated: Sequence[Counted], undated: Sequence[Counted]) -> list[Finding]:
    numbers = {value_words(i.figure) for i in (*dated, *undated)}
    if len(numbers) < 2 or (len({i.as_of for i in dated}) < 2 and not (dated and undated)):
        return []
    values = unique(dated_words(i) for i in dated)
    text = f"{', then '.join(values)}: counts of different dates, no contradiction."
    if len({i.as_of for i in dated}) < 2:
        text = f"{values[0]}."
    if undated:
        beside = listed(unique(value_words(i.figure) for i in undated), 5)
        text += f" {beside[:1].upper()}{beside[1:]} without a date {'stands' if len(undated) == 1 else 'stand'} beside."
    return [finding("series", text, (i.told.source for i in (*dated, *undated)))]


def _drift(items: Sequence[Counted]) -> Finding:
    """Says plainly that what is counted differs, with the words of each."""
    firsts = list({(i.part, i.base): i for i in reversed(items)}.values())[::-1]
    told = ", then ".join(f"{value_words(i.figure)} in {quoted(_words(i))} ({date_words(i.as_of)})" for i in firsts)
    same = len({folded(who_says(i.told.source)) for i in firsts}) == 1
    who = f"{who_says(firsts[0].told.source)} changes what is counted" if same else "What is counted differs"
    text = f"{who}: {told}." + " These are not the same count"
    inside = next((c for a, b in pairwise(firsts) if (c := _contained(a, b))), None)
    text += f"; the one names {inside} among others, the other counts {inside} alone." if inside else "."
    return finding("drift", text, (i.told.source for i in items), "|".join(sorted({i.figure.of for i in items})))


def _backdated(dated: Sequence[Counted], speakers: Speakers) -> list[Finding]:
    """One number, told first of one day and in a later report of a day months before."""
    by_value: dict[int, list[Counted]] = defaultdict(list)
    for item in dated:
        if item.figure.value is not None and item.figure.value >= _SMALL and item.figure.as_of is not None:
            by_value[item.figure.value].append(item)
    found = []
    for items in by_value.values():
        items.sort(key=lambda i: (dates.sort_key(i.told.said), i.told.source.key))
        first = items[0]
        later = next((i for i in items[1:] if _months_before(i, first) and _known_again(i, first, speakers)), None)
        if later is not None:
            text = (
                f"A count is given an earlier date: {dated_words(first)} in {quoted(_words(first))}, "
                f"then {dated_words(later)} in {quoted(_words(later))}."
            )
            before = [i for i in items if _months_before(later, i)]
            found.append(finding("drift", text, (i.told.source for i in (*before, later)), "backdated"))
    return found


def _one_count(claimed: Told, own: Told) -> bool:
    """Whether two figures are one number, in nearly the same words or, a large one, for one day that both name."""
    one, other = claimed.statement, own.statement
    if not isinstance(one, Figure) or not isinstance(other, Figure) or one.value is None or one.value != other.value:
        return False
    if one.as_of is not None and other.as_of is not None:
        return one.as_of == other.as_of and (one.value >= _TELLING or same_words(claimed, own))
    return same_words(claimed, own)


def _known_again(later: Counted, first: Counted, speakers: Speakers) -> bool:
    """Whether a number is told again and not another by chance: a large one, or one speaker's."""
    same = speakers.one(later.told.source) == speakers.one(first.told.source)
    return (later.figure.value or 0) >= _TELLING or same


def _hardened(items: Sequence[Counted]) -> list[Finding]:
    """One number, told first as an estimate and in a later report as a count."""
    by_value: dict[int, list[Counted]] = defaultdict(list)
    for item in items:
        if item.figure.value is not None and item.figure.value >= _TELLING:
            by_value[item.figure.value].append(item)
    found = []
    for told in by_value.values():
        told.sort(key=lambda i: (dates.sort_key(i.told.said), i.told.source.key))
        first = next((i for i in told if _estimated(i) and i.told.said is not None), None)
        later = next((i for i in told if first is not None and not _estimated(i) and _said_after(i, first)), None)
        if first is not None and later is not None:
            text = (
                f"An estimate becomes a count: {value_words(first.figure)} in {quoted(_words(first))} "
                f"({date_words(first.told.said)}), then {value_words(later.figure)} in {quoted(_words(later))} "
                f"({date_words(later.told.said)})."
            )
            found.append(finding("drift", text, (first.told.source, later.told.source), "hardened"))
    return found


def _estimated(item: Counted) -> bool:
    return item.figure.approximate or (item.figure.method or "").startswith("estimat")


def _said_after(later: Counted, first: Counted) -> bool:
    other = later.told.ground.report != first.told.ground.report
    return other and later.told.said is not None and dates.sort_key(later.told.said) > dates.sort_key(first.told.said)


def _months_before(later: Counted, first: Counted) -> bool:
    if later.told.said is None or first.told.said is None or later.told.ground.report == first.told.ground.report:
        return False
    said = dates.sort_key(later.told.said) > dates.sort_key(first.told.said)
    end, begin = dates.interval(later.as_of or "").latest, dates.interval(first.as_of or "").earliest
    return said and end is not None and begin is not None and (begin - end).days > _MONTH


def _words(item: Counted) -> str:
    return item.told.source.quotes[0]


def _contained(left: Counted, right: Counted) -> str | None:
    """What one counts alone and the other's sentence names among other things, in words."""
    for whole, part in ((left, right), (right, left)):
        alone = part.part - whole.part
        if alone and alone <= content(_sentence(whole)) and whole.part - part.part:
            return " ".join(w for w in folded(part.figure.of).split() if content(w) & alone)
    return None


def _sentence(item: Counted) -> str:
    """The words of the sentence in which the figure stands."""
    start, end = sentence(item.told)
    return item.told.ground.reading.text[start:end]


def drifts_between(series: Sequence[Sequence[Counted]], speakers: Speakers) -> dict[str, list[Counted]]:
    """Where one speaker goes from counting a whole to counting a part of it, or back, in figures of one measure.

    By the key of the earlier figure, the later one.
    """
    by_speaker: dict[tuple[str, str], list[Counted]] = defaultdict(list)
    for item in (i for items in series for i in items):
        by_speaker[item.figure.measure, speakers.one(item.told.source)].append(item)
    found: dict[str, list[Counted]] = defaultdict(list)
    for items in by_speaker.values():
        dated = sorted((i for i in items if i.as_of), key=lambda i: (dates.sort_key(i.as_of), i.told.source.key))
        for earlier, later in pairwise(dated):
            if _narrowed(earlier, later):
                found[earlier.told.source.key].append(later)
    return found


def _narrowed(earlier: Counted, later: Counted) -> bool:
    a, b = earlier.base | earlier.part, later.base | later.part
    other_report = earlier.told.ground.report != later.told.ground.report
    return other_report and earlier.base != later.base and bool(a & b) and (a < b or b < a)


def _matching(dated: Sequence[Counted], narrowed: Sequence[Counted]) -> list[Counted]:
    """For each later figure the one of this series that it follows."""
    return [max((i for i in dated if _narrowed(i, n)), key=lambda i: dates.sort_key(i.as_of)) for n in narrowed]
