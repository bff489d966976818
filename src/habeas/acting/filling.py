"""A form filled from the facts of one case: each field with what it rests on, and with its gap where nothing does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from habeas.acting.beyond import Unsupported
from habeas.acting.days import date_words
from habeas.acting.facts import Fact, keys_of
from habeas.acting.folding import folded
from habeas.acting.forms import ANY, Field, Form, Selector
from habeas.acting.naming import term_words, words
from habeas.acting.saying import keys_in, unsupported
from habeas.documents.model import RTL, Language
from habeas.documents.writing import isolated
from habeas.model import dates
from habeas.model.case import CaseBook, CaseFile

_DAYS = {"year": 366, "month": 31, "day": 1}


class NoConsentError(Exception):
    """Nobody consented to this use, or consent does not stand any more: nothing is made. Stop."""


class Consent(msgspec.Struct, frozen=True, kw_only=True):
    """What stands about consent to one use. `who` said so, `when` (EDTF or a day), `why` where none is needed."""

    stands: bool
    needed: bool = True
    who: str = ""
    when: str = ""
    why: str = ""


class Matter(msgspec.Struct, frozen=True, kw_only=True):
    """What a document is made from: the case, its facts, the consent of its person, and the ids of the other cases
    whose people consented too. `known` are the names of the case book, looked for in the writers' own words; `silent`
    those of people who have a case and did not consent: what names them is left out.
    """

    case: CaseFile
    facts: tuple[Fact, ...]
    consent: Consent
    others: frozenset[str] = frozenset()
    known: tuple[str, ...] = ()
    silent: tuple[str, ...] = ()


def matter_of(
    book: CaseBook, facts: Mapping[str, Fact], case: CaseFile, consent: Consent, others: Iterable[str] = ()
) -> Matter:
    """The matter of a case of a public book. `facts` are all of the book (`all_facts`), by key."""
    may = frozenset(others)
    names = {name: one.id for one in book.cases for name in one.names}
    own = {folded(name) for name in case.names}
    return Matter(
        case=case,
        facts=tuple(facts[key] for key in keys_of(book, case) if key in facts),
        consent=consent,
        others=may,
        known=tuple(names),
        silent=tuple(n for n, who in names.items() if who != case.id and who not in may and folded(n) not in own),
    )


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One value of a field with the keys of the facts that it rests on.

    `head` stands before `text`; `quote`: the text is a quotation; `who` says it, from the publisher inwards: of a mere
    value, where it is anybody else than the publisher. `remark` says how it stands, in the document's language. No
    keys: it comes from the record of consent, which the desk keeps.
    """

    text: str
    keys: tuple[str, ...]
    head: str = ""
    quote: bool = False
    who: str = ""
    remark: str = ""


class FilledField(msgspec.Struct, frozen=True, kw_only=True):
    """A field with its answers and the writer's words. `over`: by how many characters these pass the limit.

    `beyond`: what they say that no fact carries. `hidden`: how many facts more there are than the field shows.
    """

    field: Field
    label: str
    answers: tuple[Answer, ...] = ()
    own: str = ""
    over: int = 0
    hidden: int = 0
    beyond: tuple[Unsupported, ...] = ()

    @property
    def empty(self) -> bool:
        """Whether it says nothing."""
        return not self.answers and not self.own.strip()

    @property
    def lacking(self) -> bool:
        """Whether it must say something, and does not."""
        return self.empty and self.field.need == "required"


class FilledPart(msgspec.Struct, frozen=True, kw_only=True):
    """A part with its fields."""

    label: str
    silent: bool
    fields: tuple[FilledField, ...]


class Element(msgspec.Struct, frozen=True, kw_only=True):
    """A required element of the meter."""

    number: int
    label: str
    met: bool


class Filled(msgspec.Struct, frozen=True, kw_only=True):
    """A filled form. `facts` are those it rests on, in the order in which they are first used; `left_out` those that
    name somebody else whose consent is not recorded, and stand nowhere in it.
    """

    form: Form
    language: Language
    title: str
    parts: tuple[FilledPart, ...]
    facts: tuple[Fact, ...]
    left_out: tuple[Fact, ...] = ()

    @property
    def fields(self) -> tuple[FilledField, ...]:
        """All fields, in order."""
        return tuple(field for part in self.parts for field in part.fields)

    @property
    def meter(self) -> tuple[Element, ...]:
        """The required elements: those that the form numbers, or else all required fields."""
        numbered = any(one.field.element for one in self.fields)
        counted = [one for one in self.fields if (one.field.element if numbered else one.field.need == "required")]
        return tuple(
            Element(number=one.field.element or number, label=one.label, met=not one.empty)
            for number, one in enumerate(counted, 1)
        )

    @property
    def complete(self) -> bool:
        """Whether nothing that is required lacks, nothing is too long, and nothing is said beyond the facts."""
        return not any(one.lacking or one.over or one.beyond for one in self.fields)


def filled(form: Form, matter: Matter, own: Mapping[str, str], language: Language) -> Filled:
    """The form as the case file and the writer's words fill it. `own`: words by the field's id.

    Raises:
        NoConsentError: the person's consent does not stand.
    """
    if not matter.consent.stands:
        raise NoConsentError(matter.case.id)
    may = tuple(fact for fact in matter.facts if _may(fact, matter))
    shown = msgspec.structs.replace(matter, facts=may)
    given = tuple(own.get(field.id, "") for field in form.fields if field.given)
    addressed = (*given, matter.case.name, *matter.case.names)
    parts = tuple(
        FilledPart(
            label=part.label[language],
            silent=part.silent,
            fields=tuple(_field(field, shown, own.get(field.id, ""), addressed, language) for field in part.field),
        )
        for part in form.part
    )
    return Filled(
        form=form,
        language=language,
        title=form.name[language],
        parts=parts,
        facts=_used(parts, may),
        left_out=tuple(fact for fact in matter.facts if fact not in may),
    )


def _may(fact: Fact, matter: Matter) -> bool:
    """Whether it speaks of nobody, who has a case, without their consent."""
    if not set(fact.cases) <= {matter.case.id, *matter.others}:
        return False
    told = folded(" ".join((fact.quotation, *(part.text for part in fact.parts), *fact.said_by)))
    return not any(folded(name) in told for name in matter.silent)


def _used(parts: Iterable[FilledPart], facts: Sequence[Fact]) -> tuple[Fact, ...]:
    fields = [field for part in parts for field in part.fields]
    keys = [key for one in fields for key in (*(k for a in one.answers for k in a.keys), *_referred(one))]
    known = {fact.key: fact for fact in facts}
    return tuple(known[key] for key in dict.fromkeys(keys) if key in known)


def _referred(one: FilledField) -> tuple[str, ...]:
    return keys_in(one.own) if one.field.own else ()


def _field(field: Field, matter: Matter, own: str, addressed: tuple[str, ...], language: Language) -> FilledField:
    answers = [answer for one in field.fill for answer in _answers(one, matter, language)]
    merged = _merged(answers)
    shown = merged[: field.most] if field.most else merged
    mine = own.strip() if field.own or field.given else ""
    beyond = unsupported(mine, matter.facts, also=addressed, known=matter.known) if field.own and mine else ()
    return FilledField(
        field=field,
        label=f"{field.label[language]} ({field.number})" if field.number else field.label[language],
        answers=tuple(shown),
        own=mine,
        over=max(0, len(mine) - field.limit) if field.limit else 0,
        hidden=len(merged) - len(shown),
        beyond=beyond,
    )


def _merged(answers: Iterable[Answer]) -> list[Answer]:
    """Answers that say the same are one, with the keys of all."""
    found: dict[tuple[str, str, str, str], Answer] = {}
    for one in answers:
        place = (one.head, one.text, one.remark, one.who)
        before = found.get(place)
        keys = one.keys if before is None else (*before.keys, *(k for k in one.keys if k not in before.keys))
        found[place] = msgspec.structs.replace(one, keys=keys)
    return list(found.values())


def _answers(one: Selector, matter: Matter, language: Language) -> list[Answer]:
    if one.consent:
        return [_consent(matter.consent, language)]
    if one.name:
        return _names(matter, language)
    chosen = sorted((f for f in matter.facts if _fits(one, f, matter)), key=lambda f: dates.sort_key(f.date))
    if one.pick != "all":
        chosen = chosen[:1] if one.pick == "first" else chosen[-1:]
    return [answer for fact in chosen for answer in _shown(one, fact, language)]


def _fits(one: Selector, fact: Fact, matter: Matter) -> bool:
    if matter.case.id not in fact.cases or fact.status not in one.status:
        return False
    if fact.kind == "demand":
        return one.demands
    terms = {"event": one.events, "attribute": one.properties, "figure": one.measures, "claim": one.acts}
    return fact.term in terms[fact.kind] or ANY in terms[fact.kind]


def _consent(consent: Consent, language: Language) -> Answer:
    own = words(language)
    if not consent.needed:
        return Answer(text=own.consent_not_needed.format(why=consent.why or consent.who), keys=())
    when = date_words(consent.when, language) if consent.when else "–"
    who = isolated(consent.who or "–") if language in RTL else consent.who or "–"
    return Answer(text=own.consent_given.format(who=who, when=when), keys=())


def _names(matter: Matter, language: Language) -> list[Answer]:
    """The names of the person, each with the facts that bear it; a name that no fact bears is not shown."""
    found = []
    for name in dict.fromkeys((matter.case.name, *matter.case.names)):
        keys = tuple(f.key for f in matter.facts if any(p.value == name for p in f.parts) and matter.case.id in f.cases)
        if keys:
            found.append(Answer(text=name, keys=keys[:1]))
    return found


def _shown(one: Selector, fact: Fact, language: Language) -> list[Answer]:
    said = " → ".join(fact.said_by)
    told = Answer(
        text=fact.quotation,
        keys=(fact.key,),
        quote=True,
        who=said,
        remark=remark_of(fact, language),
    )
    # Whose word a mere value is, is in the annex; here only where it is not the publisher's own.
    plain = msgspec.structs.replace(told, quote=False, who=said if len(fact.said_by) > 1 else "")
    match one.show:
        case "words":
            return [told]
        case "whole":
            head = term_words(fact.kind, fact.term, language)
            # The date first, as a life line has it, where there is one.
            head = f"{date_words(fact.date, language)} – {head}" if fact.date else head
            return [msgspec.structs.replace(told, head=head)]
        case "value":
            texts = _values(fact, language)
        case "when":
            known = bool(fact.date) and exact_enough(fact.date or "", one.exact)
            texts = [date_words(fact.date, language)] if known else []
        case _:
            roles = {"names": ("person",)}.get(one.show, (one.show,))
            texts = [part.text for part in fact.part(*roles)]
    return [msgspec.structs.replace(plain, text=text) for text in texts]


def _values(fact: Fact, language: Language) -> list[str]:
    own = words(language)
    found = []
    for part in fact.part("value", "object"):
        text = date_words(part.value, language) if part.kind == "date" else part.text
        text = {"female": own.female, "male": own.male}.get(text, text) if fact.term == "sex" else text
        when = next((p.value for p in fact.part("as_of", "said")), None) if fact.term == "age" else None
        found.append(f"{text} ({own.as_of.format(date=date_words(when, language))})" if when else text)
    return found


def remark_of(fact: Fact, language: Language) -> str:
    """How a fact stands, where a reader must know it: denied, disputed, overtaken, or not said to have happened."""
    own = words(language)
    told = {"denied": own.says_not, "planned": own.planned, "postponed": own.postponed}
    told["reported_possible"] = own.reported_possible
    stands = {"denied": own.denied, "disputed": own.disputed, "overtaken": own.overtaken}
    both = (told.get(fact.status), stands.get(fact.standing) if fact.status != "denied" else None)
    return ", ".join(one for one in both if one)


def exact_enough(edtf: str, exact: str) -> bool:
    """Whether a date is known at least to the year, the month or the day."""
    if not exact:
        return True
    span = dates.interval(edtf)
    if span.earliest is None or span.latest is None:
        return False
    return (span.latest - span.earliest).days < _DAYS[exact]
