"""Of generated cases, every value in every letter, sheet and form is a permitted statement of that very case.

HABEAS_CASES=1000 makes that many (`make letters`); HABEAS_SEED begins elsewhere.
"""

from __future__ import annotations

import io
import os
import random
import zipfile
from collections.abc import Iterator
from typing import NamedTuple

import msgspec
import pypdfium2
from lxml import etree

from habeas.acting.days import date_words
from habeas.acting.facts import Fact, all_facts
from habeas.acting.filling import Answer, Consent, Filled, Matter, filled, matter_of
from habeas.acting.forms import forms
from habeas.acting.laying import Edition, laid_out
from habeas.acting.naming import words
from habeas.acting.saying import token
from habeas.documents import as_docx, as_html, as_pdf
from habeas.documents.model import LANGUAGES, Language, text_of
from habeas.model.identity import statement_key
from habeas.model.reading import Reading
from habeas.pipeline import public_copy
from habeas.publishing.gate import gated
from tests.publishing.secret_worlds import MARKER, Secrets

CASES = int(os.environ.get("HABEAS_CASES", "20"))
SEED = int(os.environ.get("HABEAS_SEED", "0"))
PAGES_EACH = 20
"""One case in so many is also made as DOCX and PDF, whose texts are searched too."""


class Generated(NamedTuple):
    """A case of a random world, what may be said of it, and what must never be seen.

    `readings`: as they passed the gate; `raw`: as they were read.
    """

    matter: Matter
    forbidden: frozenset[str]
    readings: tuple[Reading, ...]
    raw: tuple[Reading, ...]


def generated(count: int) -> Iterator[Generated]:
    made, seed = 0, SEED
    while made < count:
        world = Secrets(seed)
        drawn = random.Random(seed)
        seed += 1
        copy = public_copy(world.readings, world.decisions, {})
        facts = all_facts(copy.book, copy.readings)
        for case in copy.book.cases[: count - made]:
            others = [one.id for one in copy.book.cases if drawn.random() < 0.5]
            matter = matter_of(copy.book, facts, case, Consent(stands=True, who="family", when="2024-08-01"), others)
            made += 1
            passed = gated(world.readings, world.decisions).readings
            yield Generated(matter, frozenset(world.forbidden), passed, world.readings)


def test_every_value_is_a_permitted_statement_of_that_case() -> None:
    print(f"seed {SEED}, {CASES} cases")
    documents = values = shown = hidden = 0
    for number, one in enumerate(generated(CASES)):
        permitted = {statement_key(r, kind, s) for r in one.readings for kind, s in r.statements()}
        language = LANGUAGES[number % len(LANGUAGES)]
        for form in forms().values():
            done = filled(form, one.matter, _own(form.id, one.matter), language)
            assert {fact.key for fact in done.facts} <= permitted
            values += _checked(done, one.matter, language)
            found = _markers(done, pages=number % PAGES_EACH == 0)
            assert not found & one.forbidden, f"seed {SEED}, case {number}: {form.id}"
            silent = {marker for name in one.matter.silent for marker in MARKER.findall(name)}
            assert not found & silent, "somebody who did not consent is named"
            documents, shown = documents + 1, shown + len(found)
        hidden += len(one.forbidden)
    print(f"{documents} documents, {values} values, {shown} markers shown, {hidden} withheld, none of these found")
    assert values > CASES * 5
    assert shown > CASES * 5
    assert hidden > CASES * 10


def _own(form: str, matter: Matter) -> dict[str, str]:
    """A writer who cites every fact of the case, in every field, also those that may not be named."""
    text = " ".join(token(fact, '"') for fact in matter.facts)
    return {field.id: text for field in forms()[form].fields if field.own}


def _checked(done: Filled, matter: Matter, language: Language) -> int:
    facts = {fact.key: fact for fact in matter.facts}
    count = 0
    for field in done.fields:
        for answer in field.answers:
            if field.field.id == "consent":
                continue
            assert answer.keys
            for key in answer.keys:
                assert matter.case.id in facts[key].cases
                assert _borne(answer, facts[key], language), (answer, facts[key])
                count += 1
    return count


def _borne(answer: Answer, fact: Fact, language: Language) -> bool:
    own = words(language)
    texts = {fact.quotation, *(part.text for part in fact.parts), own.female, own.male}
    texts |= {date_words(part.value, language) for part in fact.parts if part.kind == "date"}
    dated = answer.text.partition(" (")[0] in texts and fact.term == "age"
    return answer.text in texts or dated


def _markers(done: Filled, *, pages: bool) -> set[str]:
    document = laid_out(done, Edition(made="2024-08-02", draft=False))
    texts = [*text_of(document), as_html(document), msgspec.json.encode(document).decode()]
    if pages:
        with zipfile.ZipFile(io.BytesIO(as_docx(document))) as package:
            for name in package.namelist():
                if name.endswith((".xml", ".rels")):
                    texts.append("".join(etree.fromstring(package.read(name)).itertext()))
        printed = pypdfium2.PdfDocument(as_pdf(document))
        texts += [page.get_textpage().get_text_range() for page in printed]
        texts.append(str(printed.get_metadata_dict()))
    return {marker for text in texts for marker in MARKER.findall(text)}


def test_without_the_gate_the_same_search_would_find_what_is_withheld() -> None:
    world = Secrets(1)
    copy = public_copy(world.readings, world.decisions, {})
    raw = all_facts(copy.book, world.readings)
    told = {marker for fact in raw.values() for marker in MARKER.findall(fact.quotation)}
    assert told & world.forbidden
