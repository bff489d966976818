"""What goes wrong most: wrong joins, missed joins and wrong findings, as pairs with names."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence

from bench.resolving.align import Alignment
from bench.resolving.compare import Found, clusters
from bench.worlds.truth import Expected
from habeas.model.case import Resolution


def wrong_joins(alignment: Alignment, resolution: Resolution) -> list[tuple[int, str]]:
    """Pairs of people that share a cluster, the most mentions first, in words."""
    members: defaultdict[int, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for key, number in clusters(alignment, resolution).items():
        seen = alignment.seen[key]
        members[number][seen.person].append(seen.name)
    found = []
    for people in members.values():
        ranked = sorted(people.items(), key=lambda item: (-len(item[1]), item[0]))
        for person, names in ranked[1:]:
            words = f"{_most(ranked[0][1])} ({ranked[0][0]}) + {_most(names)} ({person})"
            found.append((len(names) * len(ranked[0][1]), words))
    return sorted(found, reverse=True)


def missed_joins(alignment: Alignment, resolution: Resolution) -> list[tuple[int, str]]:
    """Pairs of clusters of one person, those that part the most mentions first, in words."""
    parts: defaultdict[str, defaultdict[object, list[str]]] = defaultdict(lambda: defaultdict(list))
    placed = clusters(alignment, resolution)
    for key, seen in alignment.seen.items():
        parts[seen.person][placed.get(key, f"not read: {key}")].append(seen.name)
    found = []
    for person, split in parts.items():
        ranked = sorted(split.items(), key=lambda item: (-len(item[1]), str(item[0])))
        for number, names in ranked[1:]:
            unread = " (not read)" if isinstance(number, str) else ""
            words = f"{_most(ranked[0][1])} | {_most(names)}{unread} ({person})"
            found.append((len(names) * len(ranked[0][1]), words))
    return sorted(found, reverse=True)


def why_missed(alignment: Alignment, resolution: Resolution) -> Counter[str]:
    """Missed joins by what the person is in the story and whether the spellings are alike."""
    found: Counter[str] = Counter()
    for _, words in missed_joins(alignment, resolution):
        names, _, person = words.rpartition(" (")
        left, _, right = names.partition(" | ")
        role = person.rstrip(")").rpartition("/")[2]
        role = role if role.isalpha() else "held"
        script = "another script" if left.isascii() != right.isascii() else "one script"
        same = "same spelling" if left.casefold() == right.casefold() else script
        found[f"{role}, {'not read' if 'not read' in names else same}"] += 1
    return found


def _most(names: Sequence[str]) -> str:
    return Counter(names).most_common(1)[0][0]


def wrong_findings(
    alignment: Alignment, found: Sequence[Found], expected: Sequence[Expected]
) -> Iterator[tuple[str, str]]:
    """Findings of conflict or drift that state nothing true: what they rest on, and their text."""
    for one in found:
        kind = one.finding.kind
        if kind in ("conflict", "drift") and not any(expected[n].kind == kind for n in one.states):
            whats = sorted({alignment.told[key].what for key in one.keys}) or ["no true statement"]
            wrongly = {alignment.seen[p].person for key in one.keys for p in alignment.told[key].people}
            mixed = ", of two people" if len(wrongly) > 1 else ""
            yield f"{kind}: {' and '.join(whats)}{mixed}", one.finding.text


def missed_findings(found: Iterable[Found], expected: Sequence[Expected]) -> list[Expected]:
    """The conflicts and drifts that nothing shown states."""
    met = {n for one in found for n in one.states if expected[n].kind == one.finding.kind}
    return [one for n, one in enumerate(expected) if one.kind in ("conflict", "drift") and n not in met]
