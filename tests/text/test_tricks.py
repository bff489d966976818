"""D6: text tricks do not deceive. Five hundred names made strange: the original keeps them, what is unseen hides no
name, what imitates is told, and none joins two people.
"""

from __future__ import annotations

import random
import unicodedata
from collections.abc import Callable

import pytest

from habeas import read
from habeas.model.check import checked
from habeas.resolving import resolve
from habeas.text import Extractor
from habeas.text.canonical import canonical
from habeas.text.tricks import told, visible
from tests.factory import Draft
from tests.promises.counting import told as told_count

SEED = 1
EACH = 100
GIVEN = ("Osvik", "Mirela", "Tobias", "Yara", "Ondrej", "Castora", "Marek", "Petra", "Hektor", "Aneta")
FAMILY = ("Tarrow", "Delmonte", "Kastor", "Okonwe", "Torvik", "Brant", "Moreau", "Pakosta", "Exner", "Hromek")
UNSEEN = ("\u200b", "\u200c", "\u200d", "\u2060", "\ufeff", "\u034f", "\u180e", "\u2062", "\u3164", "\u200e")
LOOKS = {
    "a": "а",
    "e": "е",
    "o": "о",
    "p": "р",
    "c": "с",
    "x": "х",
    "y": "у",
    "T": "Т",
    "M": "М",
    "K": "К",
    "H": "Н",
    "O": "О",
}
STYLES = (0x1D400, 0x1D434, 0x1D5D4, 0xFF21)


def _zero_width(pick: random.Random, name: str) -> str:
    at = [index for index in range(1, len(name)) if name[index - 1].isalpha() and name[index].isalpha()]
    for index in sorted(pick.sample(at, pick.randint(1, 3)), reverse=True):
        name = name[:index] + pick.choice(UNSEEN) + name[index:]
    return name


def _turned(pick: random.Random, name: str) -> str:
    mark, end = pick.choice((("\u202e", "\u202c"), ("\u202d", "\u202c"), ("\u2067", "\u2069"), ("\u202b", "\u202c")))
    at = pick.randrange(1, len(name) - 1)
    return f"{name[:at]}{mark}{name[at:]}{end}"


def _marked(pick: random.Random, name: str) -> str:
    at = pick.choice([index for index, char in enumerate(name) if char.isalpha()])
    marks = pick.choice(("\u0336", "\u0338", "\u20d2", "\u0332\u0333\u0330", "\u0316\u0317\u0318\u0319"))
    return name[: at + 1] + marks + name[at + 1 :]


def _alike(pick: random.Random, name: str) -> str:
    at = [index for index, char in enumerate(name) if char in LOOKS]
    for index in pick.sample(at, min(len(at), pick.randint(1, 2))):
        name = name[:index] + LOOKS[name[index]] + name[index + 1 :]
    return name


def _styled(pick: random.Random, name: str) -> str:
    start = pick.choice(STYLES)
    at = pick.choice([index for index, char in enumerate(name) if char.isupper()])
    return name[:at] + chr(start + ord(name[at]) - 65) + name[at + 1 :]


KINDS: dict[str, Callable[[random.Random, str], str]] = {
    "zero width": _zero_width,
    "direction": _turned,
    "combining": _marked,
    "look-alike": _alike,
    "style": _styled,
}


def strings(kind: str) -> list[tuple[str, str]]:
    """A hundred names with the trick in them: how they are, and how they were."""
    pick = random.Random(f"{SEED}/{kind}")
    names = [f"{pick.choice(GIVEN)} {pick.choice(FAMILY)}" for _ in range(EACH)]
    return [(name, KINDS[kind](pick, name)) for name in names]


@pytest.mark.promise("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_every_trick_is_visible_to_whoever_reviews_and_kept_in_the_original(extractor: Extractor, kind: str) -> None:
    for name, tricked in strings(kind):
        assert tricked != name
        data = f"{tricked} was arrested on Monday in the town, the police said.".encode()
        made = extractor.extract(data, "a.txt")
        assert len(made.notes) == 1, (kind, tricked.encode("unicode_escape"))
        assert made.notes[0].isprintable() or kind == "combining"
        assert made.state == "whole"
        origin = made.origins(0, len(made.text))
        assert data.decode()[origin[0].start : origin[-1].end].startswith(tricked.rstrip("\u202c\u2069"))
    told_count(f"names made strange ({kind})", "D6", "make counts", EACH, 0, SEED)


@pytest.mark.promise("D6")
@pytest.mark.parametrize("kind", ["zero width", "direction"])
def test_what_is_unseen_hides_no_name(kind: str) -> None:
    """0 missed matches: the text is that of the plain name, letter by letter."""
    for name, tricked in strings(kind):
        assert canonical(tricked).text == name


@pytest.mark.promise("D6")
@pytest.mark.parametrize("kind", ["combining", "look-alike", "style"])
def test_what_imitates_a_name_is_not_taken_for_it(kind: str) -> None:
    for name, tricked in strings(kind):
        assert canonical(tricked).text != name


@pytest.mark.promise("D6")
@pytest.mark.parametrize(("tricked", "found"), [("Os\u200bvik Tar\u2060row", True), ("Оsvik Tаrrow", None)])
def test_a_name_with_something_unseen_in_it_is_found_and_nobody_is_joined_without_a_decision(
    tricked: str, found: bool | None
) -> None:
    readings = [
        checked(read(f"{name}, 41, was arrested on Monday in Lindmere, his sister said.", published=day))
        for name, day in (("Osvik Tarrow", "2024-05-02"), (tricked, "2024-05-03"))
    ]
    public = resolve(readings, (), proposed=False)
    assert {join.state for join in public.joins} <= {"proposed"}
    assert {len(cluster) for cluster in public.clusters} == {1}
    together = any(len(cluster) == 2 for cluster in resolve(readings, (), proposed=True).clusters)
    assert together or not found
    assert found or any("mix letters of two scripts" in note for reading in readings for note in reading.notes)


@pytest.mark.promise("D6")
@pytest.mark.parametrize("kind", KINDS)
def test_a_name_made_strange_joins_nobody_without_a_decision(kind: str) -> None:
    for name, tricked in strings(kind):
        readings = []
        for day, shown in (("2024-05-02", name), ("2024-05-03", canonical(tricked).text)):
            draft = Draft(f"{shown}, 41, was arrested on Monday in Lindmere.", published=day)
            draft.person(shown, detained=True)
            readings.append(draft.reading())
        public = resolve(readings, (), proposed=False)
        assert {join.state for join in public.joins} <= {"proposed"}, tricked
        assert [len(cluster) for cluster in public.clusters] == [1, 1], tricked


@pytest.mark.parametrize(
    "ordinary",
    [
        "نمی\u200cخواهم",
        "क्\u200dष",
        "co\u00adoperation",
        "עברית \u200f(1)",
        "שלום \u2067abc\u2069",
        "Añela Güirte Đorđe Żółć",
        "Nguyễn Tấn Dũng",
        "Москва и Лондон: Osvik в Линдмере",
        "10 μm, 5 μg",
        "na\u0131ve \u0130stanbul",
        "Ωμέγα and Osvik",
        "\U0001f3f4\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "👩\u200d👧 family",
        "Osvik \u200bTarrow",
        "ไทย\u200bไทย",
        "\ufeffOsvik",
        "Ọ̀ṣun",
        "e\u0301te\u0301",
    ],
)
def test_what_is_ordinary_in_a_script_is_not_told(ordinary: str) -> None:
    assert told(ordinary, unicodedata.normalize("NFC", canonical(ordinary).text)) == ()


def test_what_is_not_seen_is_written_out() -> None:
    assert visible("Os\u200bvik T\u0430r\u202erow") == "Os[U+200B]vik T[U+0430]r[U+202E]row"
