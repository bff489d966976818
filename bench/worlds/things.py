"""What a report names: people, bodies, prisons, courts, towns, each with its other names."""

from __future__ import annotations

from bench.worlds.spelling import Style

LANGUAGE_OF = {"Latn": "en", "Arab": "ar", "Cyrl": "ru", "Hebr": "he"}


class Thing:
    """A thing with its names in English, the full one first; `native` has it in other languages.

    `article` puts "the" before an English name that begins with a capital letter. `named` is False for somebody of
    whom only a description is known.
    """

    def __init__(self, ident: str, kind: str, forms: tuple[str, ...], *, article: bool = False) -> None:
        self.ident, self.kind, self.forms, self.article = ident, kind, forms, article
        self.native: dict[str, str] = {}
        self.named = True

    def text(self, style: Style, form: str = "full") -> str:
        """The name in the language that goes with the style's script. `short` is another name where there is one."""
        language = LANGUAGE_OF[style.script]
        if language in self.native:
            return self.native[language]
        if form == "short" and len(self.forms) > 1:
            return self.forms[1 + style.variant % (len(self.forms) - 1)]
        return self.forms[0]


class Who:
    """A thing in a sentence, and in which form it stands there."""

    __slots__ = ("form", "thing")

    def __init__(self, thing: Thing, form: str = "full") -> None:
        self.thing, self.form = thing, form


def described(ident: str, words: str) -> Thing:
    """Somebody known only by a description ("his lawyer")."""
    found = Thing(ident, "person", (words,))
    found.named = False
    return found
