"""The tables of events as typed, indexed values."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from spacy.tokens import Token

from habeas.reading.phrases import Phrases
from habeas.reading.tables import load

_FLAGS = (
    "since", "among", "custody", "people_only", "optional_person", "missing", "place_or_time", "forced", "begins",
    "both", "harm", "negative", "lasting", "self", "others", "main", "ordered", "serving", "unable", "positive", "one",
    "found", "kin", "possible", "passive", "direct", "gone", "bare", "intransitive",
    "by_rope", "survived", "single", "objectless",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class VerbFrame:
    """One way in which a verb tells of an event; the fields are explained in the table."""

    type: str
    particle: str | None
    person: str
    thing: tuple[str, ...]
    via: tuple[str, ...]
    less: tuple[str, ...]
    doer: tuple[str, ...]
    helped: tuple[str, ...]
    adverb: tuple[str, ...]
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class NounFrame:
    """One way in which a noun tells of an event."""

    type: str
    person: tuple[str, ...]
    flags: frozenset[str]


@dataclass(frozen=True, slots=True)
class Refused:
    """A class of things that can be refused to a person in custody."""

    type: str
    nouns: Phrases
    verbs: frozenset[str]
    objects: frozenset[str]


@cache
def wordlist(name: str) -> Phrases:
    """The list `name` of event_words.toml."""
    return Phrases(load("event_words")[name])


@cache
def verb_frames() -> dict[str, tuple[VerbFrame, ...]]:
    """Frames by the verb's lemma, in the order of the table."""
    found: dict[str, list[VerbFrame]] = {}
    for entry in load("event_verbs")["frame"]:
        for verb in entry["verbs"]:
            lemma, _, particle = verb.partition(" ")
            found.setdefault(lemma, []).append(_verb_frame(entry, particle or None))
    return {lemma: tuple(frames) for lemma, frames in found.items()}


def _verb_frame(entry: dict[str, object], particle: str | None) -> VerbFrame:
    def listed(key: str) -> tuple[str, ...]:
        value = entry.get(key, ())
        assert isinstance(value, (list, tuple))
        return tuple(str(item) for item in value)

    flags = frozenset(key for key in _FLAGS if entry.get(key))
    needs = frozenset({str(entry["needs"])}) if "needs" in entry else frozenset()
    return VerbFrame(
        type=str(entry["type"]),
        particle=particle,
        person=str(entry["person"]),
        thing=listed("thing"),
        via=listed("via"),
        less=listed("less"),
        doer=listed("doer"),
        helped=listed("thing_or_doer"),
        adverb=listed("adverb"),
        flags=flags | needs,
    )


def verb_lemma(token: Token) -> str:
    """A verb's lemma, put right where the model's is wrong."""
    fixed: dict[str, str] = load("event_verbs")["lemmas"]
    lemma = fixed.get(token.lower_) or token.lemma_.lower()
    return lemma if lemma in verb_frames() else _stem(token.lower_) or lemma


def _stem(form: str) -> str | None:
    """The verb of the tables of which a form the model does not know is a regular one: "rearrested", "jailing"."""
    for ending, length in (("ied", 3), ("ed", 2), ("ing", 3), ("es", 2), ("s", 1)):
        if form.endswith(ending):
            stem = form[:-length]
            for candidate in (stem, stem + "e", stem[:-1] if stem[-1:] == stem[-2:-1] else stem):
                if candidate in verb_frames():
                    return candidate
    return None


@cache
def noun_frames() -> dict[str, tuple[tuple[Phrases, NounFrame], ...]]:
    """Frames by the noun's last word, longer phrases first."""
    found: dict[str, list[tuple[str, NounFrame]]] = {}
    for entry in load("event_nouns")["frame"]:
        flags = frozenset(key for key in ("free", "custody", "single") if entry.get(key))
        for noun in entry["nouns"]:
            frame = NounFrame(entry["type"], tuple(entry["person"]), flags)
            found.setdefault(noun.split()[-1], []).append((noun, frame))
    return {
        last: tuple((Phrases([noun]), frame) for noun, frame in sorted(items, key=lambda item: -len(item[0].split())))
        for last, items in found.items()
    }


@cache
def refused_classes() -> tuple[Refused, ...]:
    """What can be refused, in the order of the table."""
    return tuple(
        Refused(c["type"], Phrases(c["nouns"]), frozenset(c["verbs"]), frozenset(c["objects"]))
        for c in load("event_refusals")["class"]
    )


@cache
def adjectives() -> dict[str, str]:
    """Event types by the participle that stands before a person."""
    return {word: kind for kind, words in load("event_adjectives")["events"].items() for word in words}
