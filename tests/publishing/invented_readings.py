"""Six invented reports about five invented people of Kerevan, a country that does not exist, read by hand."""

from __future__ import annotations

from habeas.model.reading import Reading
from tests.publishing.drafting import Draft
from tests.publishing.invented_courier import courier
from tests.publishing.invented_texts import BULLETIN, PETITION, POST, SECOND_WIRE, WIRE


def wire() -> Reading:
    d = Draft(
        "news/wire-ardanov.txt",
        WIRE,
        url="https://wire.example/ardanov",
        publisher="Harbour Wire",
        title="Journalist Ardanov to appear before Osht court in May",
        published="2023-05-02",
        language="en",
    )
    lev = d.entity("Lev Ardanov", "person", "Лев Арданов", "Ardanov", detained=True)
    nadia = d.entity("Nadia Belomir", "person", "Belomir")
    court = d.entity("Osht District Court", "facility")
    ministry = d.entity("Ministry of the Interior", "organisation")
    lawyer = d.claim(
        nadia,
        "his lawyer Nadia Belomir",
        "Lev Ardanov (Лев Арданов), … Court on 16 May",
        cue="said",
    )
    beaten = d.claim(nadia, "Belomir", "He was beaten on the way to the police station", cue="said")
    d.claim(ministry, "The Ministry of the Interior", "a paid agent", manner="direct", act="accuse", cue="called")
    denied = d.claim(ministry, "The Ministry of the Interior", "he had been beaten", act="deny", cue="denied")
    d.claim(lev, "Ardanov", "I am not afraid of a courtroom", manner="direct", medium="letter")
    d.attribute(lev, "age", 51, "51", said_by=(lawyer,))
    d.attribute(lev, "occupation", "journalist", "a journalist")
    d.attribute(lev, "charge", "spreading false reports", 'charged with "spreading false reports"')
    d.attribute(lev, "residence", "Osht", "his home in Osht")
    d.event(
        "hearing",
        lev,
        "appear before",
        "will appear before the Osht District Court on 16 May",
        when="2023-05-16",
        where=court,
        status="planned",
        said_by=(lawyer,),
    )
    d.event("arrest", lev, "arrested", "Ardanov was arrested at his home in Osht on 3 March", when="2023-03-03")
    d.event(
        "ill_treatment",
        lev,
        "beaten",
        "He was beaten on the way to the police station",
        when="2023-03-03",
        said_by=(beaten,),
    )
    d.event("ill_treatment", lev, "beaten", "he had been beaten", status="denied", said_by=(denied,))
    d.passage("title", "Journalist Ardanov to appear before Osht court in May")
    return d.reading()


def second_wire() -> Reading:
    d = Draft(
        "news/lantern-ardanov.txt",
        SECOND_WIRE,
        url="https://lantern.example/n/881",
        publisher="Osht Lantern",
        title="Reporter Ardanov due in court this month",
        published="2023-05-02",
        language="en",
    )
    lev = d.entity("Lev Ardanov", "person", detained=True)
    nadia = d.entity("Nadia Belomir", "person")
    court = d.entity("Osht District Court", "facility")
    lawyer = d.claim(
        nadia,
        "his lawyer Nadia Belomir",
        "Lev Ardanov, a journalist … Court on 16 May",
    )
    d.attribute(lev, "age", 49, "49", said_by=(lawyer,))
    d.attribute(lev, "charge", "spreading false reports", 'charged with "spreading false reports"')
    d.event(
        "hearing",
        lev,
        "appear before",
        "will appear before the Osht District Court on 16 May",
        when="2023-05-16",
        where=court,
        status="planned",
        said_by=(lawyer,),
    )
    d.event("arrest", lev, "arrested", "Ardanov was arrested at his home in Osht on 3 March", when="2023-03-03")
    d.passage("title", "Reporter Ardanov due in court this month")
    return d.reading()


def petition() -> Reading:
    d = Draft(
        "petitions/free-both.pdf",
        PETITION,
        publisher="Open Doors Kerevan",
        title="Free Lev Ardanov and Tamar Osheli",
        url="javascript:alert(1)",
        published="2023-05-08",
        language="en",
        media_type="application/pdf",
    )
    d.state = "partial"
    d.parts["notes"].append("Page 3 is an image and was not read.")
    lev = d.entity("Lev Ardanov", "person", detained=True)
    tamar = d.entity("Tamar Osheli", "person", detained=True, minor=True)
    minister = d.entity("Minister of Justice of Kerevan", "person", named=False)
    court = d.entity("President of the Osht District Court", "person", named=False)
    we = d.entity("the undersigned", "group", named=False)
    committee = d.entity("Committee for the Held", "organisation")
    prison = d.entity("Garrison Prison No. 3", "facility")
    said = d.claim(
        committee, "The Committee for the Held", "at least 4,900 political prisoners in Kerevan", cue="counts"
    )
    d.attribute(tamar, "age", 17, "a student of 17")
    d.attribute(tamar, "occupation", "student", "a student")
    d.attribute(lev, "occupation", "reporter", "a reporter")
    d.event("abduction", tamar, "taken", "was taken from her school on 11 April 2023", when="2023-04-11")
    d.event(
        "solitary_confinement",
        tamar,
        "solitary confinement",
        "is kept in solitary confinement in Garrison Prison No. 3",
        where=prison,
    )
    d.event("hearing", lev, "hearing", "His hearing is awaited.", status="planned")
    d.event(
        "sentence",
        lev,
        "sentenced",
        "the court sentenced Lev Ardanov to six years on 16 May",
        when="2023-05-16",
    )
    d.attribute(lev, "sentence", "six years", "to six years")
    d.figure(
        "held",
        "political prisoners",
        "at least 4,900 political prisoners in Kerevan",
        value=4900,
        low=4900,
        method="at least",
        said_by=(said,),
    )
    to = (minister, court)
    d.demand(we, to, (lev, tamar), "to release Lev Ardanov … once and without conditions")
    d.demand(
        we,
        to,
        (tamar,),
        "to let Tamar Osheli … by 1 June 2023",
        deadline="2023-06-01",
    )
    d.demand(we, to, (lev,), "to open an inquiry into the beating of Lev Ardanov")
    d.passage("title", "Free Lev Ardanov and Tamar Osheli")
    for number in ("1. to release", "2. to let", "3. to open"):
        line = next(x for x in PETITION.splitlines() if x.startswith(number))
        d.passage("list_item", line)
    d.passage("footnote", PETITION.splitlines()[-1], anchor=PETITION.index("[1]"), published="2023-05-24")
    return d.reading()


def post() -> Reading:
    d = Draft(
        "posts/committee-1220.eml",
        POST,
        publisher="Committee for the Held",
        published="2022-12-20",
        language="en",
        title="Committee for the Held: prisoner Sameer Qasrawi dead",
        url="https://held.example/p/1220",
        translated_from="ar",
        media_type="message/rfc822",
    )
    sameer = d.entity("Sameer Qasrawi", "person", "the sick prisoner", detained=True)
    committee = d.entity("Committee for the Held", "organisation", "the committee")
    directorate = d.entity("Directorate of Prisons", "organisation", "the Directorate")
    d.claim(
        committee,
        "The Committee for the Held",
        "the Directorate of Prisons responsible",
        act="accuse",
        cue="holds",
    )
    heart = d.claim(directorate, "the Directorate", "he died of heart failure")
    neglect = d.claim(committee, "the committee", "medical neglect", cue="speaks of")
    count = d.claim(
        committee,
        "The committee",
        "some 4,600 people are … of them have cancer",
        cue="says",
    )
    d.event("death", sameer, "martyred", "was martyred this morning in the prison hospital", when="2022-12-20")
    d.event("death", sameer, "died", "he died of heart failure", cause="heart failure", said_by=(heart,))
    d.event("death", sameer, "medical neglect", "medical neglect", cause="medical neglect", said_by=(neglect,))
    d.event(
        "body_withheld",
        {sameer: "person", directorate: "actor"},
        "has not been handed over",
        "The body has not been handed over to his family",
        when="2022-12-20",
    )
    d.attribute(sameer, "time_held", "twenty years", "after twenty years behind bars")
    held = d.figure(
        "held",
        "people",
        "some 4,600 people are in custody today",
        value=4600,
        approximate=True,
        method="some",
        as_of="2022-12-20",
        said_by=(count,),
    )
    d.figure(
        "ill",
        "prisoners with cancer",
        "around 600 of them have cancer",
        value=600,
        approximate=True,
        method="around",
        as_of="2022-12-20",
        part_of=held,
        said_by=(count,),
    )
    d.passage("title", "Committee for the Held: prisoner Sameer Qasrawi dead")
    return d.reading()


def bulletin() -> Reading:
    d = Draft(
        "bulletins/2024-14.docx",
        BULLETIN,
        publisher="Committee for the Held",
        published="2024-02-16",
        language="en",
        title="Weekly bulletin of the Committee for the Held",
    )
    nadia = d.entity("Nadia Belomir", "person", detained=True)
    yusuf = d.entity("Yusuf Karan", "person", "Юсуф Каран", detained=True)
    mate = d.entity("a former cellmate", "person", named=False)
    family = d.entity("Her family", "group", named=False)
    ministry = d.entity("The Ministry", "organisation")
    arrested = d.claim(
        mate, "a former cellmate who did not wish to be named", "She was arrested in January", cue="told"
    )
    fears = d.claim(family, "Her family", "she is being force-fed", act="believe", cue="fears")
    fewer = d.claim(ministry, "The Ministry", "3,900")
    d.attribute(nadia, "occupation", "lawyer", "the lawyer")
    d.event(
        "hunger_strike",
        nadia,
        "hunger strike",
        "has been on hunger strike since 8 February 2024",
        when="2024-02-08/..",
    )
    d.event("arrest", nadia, "arrested", "She was arrested in January", when="2024-01", said_by=(arrested,))
    d.event(
        "forced_feeding",
        nadia,
        "force-fed",
        "she is being force-fed",
        status="reported_possible",
        said_by=(fears,),
    )
    d.event(
        "release",
        yusuf,
        "released",
        "Yusuf Karan (Юсуф Каран) … 1 and 10 February",
        when="2024-02-01/2024-02-10",
    )
    d.attribute(yusuf, "time_held", "14 months", "after 14 months")
    held = d.figure(
        "held", "people", "4,710 to 4,730 held as of 1 February 2024", low=4710, high=4730, as_of="2024-02-01"
    )
    d.figure("women_held", "women", "38 women", value=38, as_of="2024-02-01", part_of=held)
    d.figure("children_held", "children", "12 children", value=12, as_of="2024-02-01", part_of=held)
    d.figure("held", "people", "3,900", value=3900, as_of="2024-02-01", said_by=(fewer,))
    d.passage("title", "Weekly bulletin of the Committee for the Held")
    d.passage("dateline", "Number 14 of 2024")
    return d.reading()


def readings() -> tuple[Reading, ...]:
    return courier(), wire(), second_wire(), petition(), post(), bulletin()
