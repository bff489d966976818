"""Forms as data: which fields a letter, a sheet or a submission has, and what of a case file fills each.

A form is a file of `forms/`: when the official one changes, the file is edited, and no code.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import Literal

import msgspec

from habeas.documents.model import LANGUAGES, Language
from habeas.model.reading import Status
from habeas.model.vocabulary import ACTS, EVENT_TYPES, MEASURES, PROPERTIES, Vocabulary

ANY = "*"
Show = Literal["words", "whole", "value", "names", "when", "where", "actor", "authority", "witness", "reason"]
Layout = Literal["table", "letter", "sheet"]
Role = Literal["", "asked", "to", "from", "deadline"]
Label = dict[Language, str]


class FormError(ValueError):
    """A form's file does not say what a form must: it is left as it was, and nothing is made of it."""


class Selector(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Which facts fill a field, and what of each it shows.

    `events`, `properties`, `measures`, `acts` are terms of the vocabularies ("*": any). `name`: the facts that bear the
    person's name. `demands`: what is demanded about the person. `consent`: the record of consent. `status`: how the
    source tells it. `exact`: only dates at least as exact. `pick`: of several, by their dates.
    """

    events: tuple[str, ...] = ()
    properties: tuple[str, ...] = ()
    measures: tuple[str, ...] = ()
    acts: tuple[str, ...] = ()
    name: bool = False
    demands: bool = False
    consent: bool = False
    show: Show = "words"
    pick: Literal["all", "first", "last"] = "all"
    status: tuple[Status, ...] = ("asserted",)
    exact: Literal["", "year", "month", "day"] = ""


class Field(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """One field. `own`: the writer adds words that rest on facts; `given`: the team types what no report says.

    `role`: what it is of a demand: "asked" (a demand on each line), "to", "from" (on the first line), "deadline".
    `number` is its number in the official form, and `compared` whether it was held against that form or what its body
    says of it. `element` numbers a required element of the meter; `limit` is in characters of the writer's words;
    `most` is how many facts are shown. `numbered`: each line of the writer's words is one item.
    """

    id: str
    label: Label
    need: Literal["required", "optional"] = "optional"
    fill: tuple[Selector, ...] = ()
    own: bool = False
    given: bool = False
    number: str = ""
    compared: bool = False
    element: int = 0
    limit: int = 0
    most: int = 0
    numbered: bool = False
    role: Role = ""


class FormPart(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A part with its fields. `silent`: its label is for the desk, and stands in no document."""

    label: Label
    field: tuple[Field, ...]
    silent: bool = False


class FormOrigin(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """Where a form comes from. `seen` is the day on which it was read (ISO 8601); `sure`: that its fields are those of
    the official form was seen with our own eyes. `compared`: against what some of its fields were held. `languages` are
    those in which the body takes it.
    """

    title: str
    body: str
    published: str
    seen: str
    sure: bool
    languages: tuple[Language, ...]
    compared: str = ""


class Form(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A form. `pages` is how long a document may be without its annex of sources; 0: no limit.

    `read_by`: the person who read what a machine translated.
    """

    origin: FormOrigin
    name: Label
    part: tuple[FormPart, ...]
    layout: Layout = "table"
    read_by: str = ""
    pages: int = 0
    one_person: bool = False
    id: str = ""

    @property
    def fields(self) -> tuple[Field, ...]:
        """All its fields, in order."""
        return tuple(field for part in self.part for field in part.field)

    @property
    def unsure(self) -> frozenset[str]:
        """The ids of fields that were held against nothing official. Our own forms have none."""
        return frozenset(one.id for one in self.fields if not (self.origin.sure or one.compared))

    def field(self, name: str) -> Field | None:
        """The field with an id."""
        return next((field for field in self.fields if field.id == name), None)


@cache
def forms() -> dict[str, Form]:
    """All forms by id (the name of their file), in the order of ids."""
    folder = files("habeas.acting") / "forms"
    names = sorted(path.name for path in folder.iterdir() if path.name.endswith(".toml"))
    return {
        name.removesuffix(".toml"): form_of(name.removesuffix(".toml"), (folder / name).read_text(encoding="utf-8"))
        for name in names
    }


def form_of(name: str, text: str) -> Form:
    """The form that a file's text says.

    Raises:
        FormError: it is no TOML, lacks something, or names a term that no vocabulary has; which, is said.
    """
    try:
        made = msgspec.convert({**tomllib.loads(text), "id": name}, Form)
    except (tomllib.TOMLDecodeError, msgspec.ValidationError) as error:
        raise FormError(f"{name}: {error}") from error
    faults = [*_labels(made), *_terms(made)]
    ids = [field.id for field in made.fields]
    faults += [f"two fields are called {one}" for one in sorted(set(ids)) if ids.count(one) > 1]
    if faults:
        raise FormError(f"{name}: {'; '.join(faults)}")
    return made


def _labels(form: Form) -> list[str]:
    labels = [("the form", form.name), *((f"a part of {f.id}", f.label) for f in form.fields)]
    labels += [("a part", part.label) for part in form.part]
    return [f"{what} has no label in {one}" for what, label in labels for one in LANGUAGES if not label.get(one)]


def _terms(form: Form) -> list[str]:
    faults = []
    for field in form.fields:
        for one in field.fill:
            vocabularies: tuple[tuple[tuple[str, ...], Vocabulary], ...] = (
                (one.events, EVENT_TYPES), (one.properties, PROPERTIES), (one.measures, MEASURES), (one.acts, ACTS),
            )  # fmt: skip
            unknown = [t for some, known in vocabularies for t in some if t != ANY and t not in known]
            faults += [f"{field.id}: no vocabulary has {term}" for term in unknown]
            if not any((one.events, one.properties, one.measures, one.acts, one.name, one.demands, one.consent)):
                faults.append(f"{field.id}: a selector selects nothing")
        if not (field.fill or field.own or field.given):
            faults.append(f"{field.id}: nothing fills it")
    return faults
