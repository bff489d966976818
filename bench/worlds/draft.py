"""Composes a report sentence by sentence: its text, and where in it everything stands."""

from __future__ import annotations

import re
from functools import cache
from typing import Any

from bench.worlds.sheet import Fact, Place, Sentence, Sheet, Voice
from bench.worlds.tables import Token, table
from bench.worlds.things import Thing, Who
from habeas.model.reading import Passage, PassageRole


class Draft:
    """One report in the making."""

    def __init__(self, sheet: Sheet) -> None:
        self.sheet = sheet
        self.parts: list[str] = []
        self.at = 0
        self.things: dict[str, tuple[Thing, str]] = {}
        self.mentions: dict[str, list[Place]] = {}
        self.names: dict[str, dict[str, str]] = {}
        self.passages: list[Passage] = []
        self.claims: list[tuple[dict[str, Any], list[Place]]] = []
        self.made: list[tuple[Fact, Place, dict[str, Place], tuple[str, ...], str]] = []
        self._marks: dict[str, Place] = {}
        self._begin = False
        # Half of the writers know a body by another of its names than the full one.
        self._alias = sheet.style.variant % 2 == 1

    def passage(self, role: PassageRole, sentences: list[Sentence]) -> None:
        """Writes a paragraph."""
        if self.at:
            self._put("\n\n")
        start = self.at
        for number, sentence in enumerate(sentences):
            if number:
                self._put(" ")
            self._sentence(sentence, stop=role == "body")
        self.passages.append(Passage(role=role, start=start, end=self.at))

    def _sentence(self, sentence: Sentence, *, stop: bool) -> None:
        self._begin = True
        if sentence.said and sentence.attribution is not None:
            self._attributed(sentence)
        else:
            self._words(sentence, ())
        if stop:
            self._put(".")

    def _attributed(self, sentence: Sentence) -> None:
        """A sentence in the words of its speakers; a chain of two is a claim within a claim."""
        ids = tuple(f"c{len(self.claims) + n + 1}" for n in range(len(sentence.said)))
        spoken: dict[str, Place] = {}
        cue = words = (0, 0)
        assert sentence.attribution is not None
        for token in sentence.attribution.tokens:
            if token.kind == "slot" and token.text == "words":
                words = self._words(sentence, (ids[-1],))
            elif token.kind == "slot":
                voice = sentence.said[0 if token.text == "outer" else -1]
                spoken[token.text] = self._mention(Who(voice.speaker, self._form(voice.speaker)))
            elif token.kind == "open":
                cue = (self.at, self.at)
            elif token.kind == "close":
                cue = (cue[0], self.at)
            else:
                self._put(token.text)
        inner = sentence.said[-1]
        if len(sentence.said) > 1:
            whole = (min(spoken["speaker"][0], words[0]), words[1])
            self._claim(ids[0], sentence.said[0], spoken["outer"], (0, 0), whole, None)
        within = ids[0] if len(ids) > 1 else None
        self._claim(ids[-1], inner, spoken["speaker"], cue, words, within)

    def _form(self, speaker: Thing) -> str:
        return "short" if self._alias and speaker.kind != "person" else "full"

    def _claim(
        self, ident: str, voice: Voice, speaker: Place, cue: Place, content: Place,
        within: str | None = None,
    ) -> None:  # fmt: skip
        fields = {"id": ident, "speaker": voice.speaker, "manner": voice.manner, "act": voice.act, "within": within}
        self.claims.append((fields, [speaker, cue, content]))

    def _words(self, sentence: Sentence, said_by: tuple[str, ...]) -> Place:
        self._marks = {}
        start = self.at
        self._emit(sentence.template.tokens, sentence.slots)
        span = (start, self.at)
        source = sentence.said[-1].speaker.ident if said_by else self.sheet.own
        self.made += [(fact, span, self._marks, said_by, source) for fact in sentence.facts]
        return span

    def _emit(self, tokens: tuple[Token, ...], slots: dict[str, Any]) -> None:
        for token in tokens:
            if token.kind == "literal":
                self._put(token.text)
            elif token.kind == "slot":
                start = self.at
                value = slots[token.text]
                found = self._mention(value) if isinstance(value, Who) else (start, self._put(value))
                self._marks[token.text] = found
            elif token.kind == "group":
                if all(slots.get(need) for need in token.needs):
                    self._emit(token.group, slots)
            elif token.kind == "open":
                self._marks["["] = (self.at, self.at)
            else:
                self._marks["["] = (self._marks["["][0], self.at)

    def _put(self, text: str) -> int:
        """Writes on; the first letter of a sentence is a capital, and one put into another begins small."""
        if self._begin and text:
            text = text[0].upper() + text[1:]
            self._begin = False
        elif self.parts and text[:1].isupper() and self._mid(text):
            text = text[0].lower() + text[1:]
        self.parts.append(text)
        self.at += len(text)
        return self.at

    def _mid(self, text: str) -> bool:
        """Whether a sentence's own opening words stand within another sentence."""
        return text.split(" ", 1)[0] in _openers() and self.parts[-1].endswith(("that ", ", "))

    def _mention(self, who: Who) -> Place:
        thing = who.thing
        style = self.sheet.style
        text = thing.text(style, who.form)
        if thing.article and self.sheet.language == "en":
            self._put("the ")
        if self._begin:
            text = text[0].upper() + text[1:]
            self._begin = False
        start = self.at
        self.parts.append(text)
        self.at += len(text)
        if thing.ident not in self.things:
            self.things[thing.ident] = (thing, f"e{len(self.things) + 1}")
            self.mentions[thing.ident] = []
            self.names[thing.ident] = {}
        self.mentions[thing.ident].append((start, self.at))
        if who.form not in ("he", "his"):
            self.names[thing.ident].setdefault(text, who.form)
        return (start, self.at)


@cache
def _openers() -> frozenset[str]:
    """The words, no names, with which English sentences of the tables begin."""
    lines = [line for lines in table("sentences")["en"].values() for line in lines]
    lines += table("words")["filler"]["first"] + table("sentences")["figures"]["plain"]
    return frozenset(re.sub(r"[\[\]]", "", line).split()[0] for line in lines if line[0] != "{")
