"""On how many independent sources a line rests: everything of one origin counts as one."""

from __future__ import annotations

from habeas.model.reading import Reading
from tests.factory import Draft
from tests.weighing.book import book_of, only_case

NAME = "Nadia Petrovna Orlova"
OTHER_NEWS = (
    "The market square was closed for repairs and the mayor opened a bridge over the river before noon.",
    "Rain is expected in the valley for most of the week, said the weather office of the province.",
    "Teachers have asked the council for new desks and the answer is due at the end of the month.",
)


def told(
    lead: str,
    publisher: str,
    *,
    by: str | None = None,
    body: str | None = None,
    heading: str = "",
    **more: str,
) -> Reading:
    """A report that she was arrested, on somebody's word: `by` words for a speaker, `body` an organisation.

    `more`: the day of publication, other `news`, the agency that it credits.
    """
    speaker, news = body or by, more.get("news", "")
    text = f"{heading}\n\n" if heading else ""
    text += f"{lead} in May 2019{f', {speaker} said' if speaker else ''}. {news}"
    draft = Draft(text, published=more.get("published", "2022-01-17"), publisher=publisher)
    if "credit" in more:
        draft.described(credits=(more["credit"],))
    person = draft.person(NAME, detained=True)
    said = []
    if body:
        said = [draft.claim(f"{lead} in May 2019", by=draft.entity(body, "organisation"))]
    elif by:
        said = [draft.claim(f"{lead} in May 2019", by=draft.person(by, named=False), text=by)]
    draft.event("arrest", f"{lead} in May 2019", who=[person], when="2019-05", said_by=said)
    if heading:
        draft.passage("title", heading)
        draft.passage("body", text.split("\n\n")[1].strip())
        draft.event("arrest", heading, who=[person])
    return draft.reading()


def independent(*reports: Reading) -> list[int]:
    """The number of independent sources of each line of the life line."""
    return [line.independent for line in only_case(*reports).life]


def test_a_heading_says_again_what_the_speaker_below_it_says() -> None:
    report = told(f"{NAME} was taken away", "Lantern", body="Dol Aid Committee", heading=f"{NAME} arrested")
    assert independent(report) == [1]


def test_her_lawyer_is_one_source_in_two_papers() -> None:
    one = told(f"{NAME} was taken away", "Lantern", by="her lawyer", news=OTHER_NEWS[0])
    two = told(f"Police came for {NAME}", "Beacon", by="the lawyer", news=OTHER_NEWS[1])
    assert independent(one, two) == [1]


def test_her_lawyer_and_her_mother_are_two_sources() -> None:
    one = told(f"{NAME} was taken away", "Lantern", by="her lawyer", news=OTHER_NEWS[0])
    two = told(f"Police came for {NAME}", "Lantern", by="her mother", news=OTHER_NEWS[1])
    assert independent(one, two) == [2]


def test_a_lawyer_who_is_nobodys_in_particular_is_told_by_the_paper() -> None:
    one = told(f"{NAME} was taken away", "Lantern", by="a lawyer", news=OTHER_NEWS[0])
    two = told(f"Police came for {NAME}", "Beacon", by="a lawyer", news=OTHER_NEWS[1])
    assert independent(one, two) == [2]


def test_a_body_under_two_names_is_one_source() -> None:
    one = told(f"{NAME} was taken away", "Lantern", body="Dol Prisoners' Club", news=OTHER_NEWS[0])
    two = told(f"Police came for {NAME}", "Beacon", body="Dol Prisoners Society", news=OTHER_NEWS[1])
    other = told(f"Officers seized {NAME}", "Herald", body="Karsk Women's Union", news=OTHER_NEWS[2])
    assert independent(one, two) == [1]
    assert independent(one, two, other) == [2]


def test_an_agency_and_the_papers_that_print_it_are_one_source_with_its_own_reports() -> None:
    story = f"{NAME} was taken away from her flat by six men in plain clothes who showed no papers"
    wire = [told(story, paper, credit="Wire", news=OTHER_NEWS[0]) for paper in ("Lantern", "Beacon", "Herald")]
    own = told(f"Police came for {NAME}", "Wire", published="2022-03-01", news=OTHER_NEWS[1])
    assert independent(*wire) == [1]
    assert independent(*wire, own) == [1]


def test_two_papers_that_write_for_themselves_are_two_sources() -> None:
    one = told(f"{NAME} was taken away", "Lantern", news=OTHER_NEWS[0])
    two = told(f"Police came for {NAME}", "Beacon", news=OTHER_NEWS[1])
    assert independent(one, two) == [2]


def test_a_paper_quoted_as_a_speaker_is_the_paper() -> None:
    one = told(f"{NAME} was taken away", "The Lantern", news=OTHER_NEWS[0])
    two = told(f"Police came for {NAME}", "Beacon", body="Lantern", news=OTHER_NEWS[1])
    assert independent(one, two) == [1]


def test_a_copy_that_leaves_the_speaker_out_is_no_second_source() -> None:
    story = f"{NAME} was taken away from her flat by six men in plain clothes who showed no papers to her family"
    one = told(story, "Lantern", body="Dol Aid Committee", news=OTHER_NEWS[0])
    two = told(story, "Beacon", published="2022-01-20", news=OTHER_NEWS[0])
    assert independent(one, two) == [1]


def release(publisher: str, lead: str, *, published: str = "2022-01-17") -> Reading:
    """One press release as a paper words it: three statements, all on the committee's word."""
    text = f"Dol Aid Committee said: {lead} on 16 January 2022. She is 49. She is ill with asthma. {publisher} reports."
    draft = Draft(text, published=published, publisher=publisher)
    person = draft.person(NAME, detained=True)
    words = text[text.index(lead) : text.index(f" {publisher}")]
    said = [draft.claim(words, by=draft.entity("Dol Aid Committee", "organisation"))]
    draft.event("arrest", lead, who=[person], when="2022-01-16", said_by=said)
    draft.attribute(person, "age", 49, "She is 49", said_by=said)
    draft.attribute(person, "illness", "asthma", "ill with asthma", said_by=said)
    return draft.reading()


def groups(*reports: Reading) -> list[str | None]:
    return [line.copy_group for line in book_of(*reports).reports]


def test_one_press_release_in_other_words_has_one_origin() -> None:
    papers = [
        release("Lantern", f"Police took {NAME} from her flat at night"),
        release("Beacon", f"{NAME} has been in the hands of officers"),
        release("Herald", f"A raid ended with {NAME} in a cell", published="2022-01-18"),
    ]
    assert len(set(groups(*papers))) == 1
    assert groups(*papers)[0] is not None
    assert independent(*papers) == [1]


def test_what_a_body_says_in_another_week_is_no_print_of_the_same_release() -> None:
    one = release("Lantern", f"Police took {NAME} from her flat at night")
    two = release("Beacon", f"{NAME} has been in the hands of officers", published="2022-02-20")
    assert groups(one, two) == [None, None]


def test_a_translation_has_the_origin_of_what_it_was_made_from() -> None:
    first = Draft(f"{NAME} была задержана 16 января 2022 года.", published="2022-01-17", publisher="Маяк")
    first.described(language="ru")
    first.event("arrest", "задержана", who=[first.person(NAME, detained=True)], when="2022-01-16")
    then = Draft(f"Маяк reported that {NAME} was detained.", published="2022-01-18", publisher="Beacon")
    then.described(translated_from="ru", credits=("Маяк",))
    then.event("arrest", "was detained", who=[then.person(NAME, detained=True)], when="2022-01-16")
    reports = first.reading(), then.reading()
    assert len(set(groups(*reports))) == 1
    assert groups(*reports)[0] is not None
    assert independent(*reports) == [1]
