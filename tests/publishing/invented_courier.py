"""The longest of the invented reports, as a reader would read it."""

from __future__ import annotations

from habeas.model.reading import Described, Reading
from tests.publishing.drafting import Draft
from tests.publishing.invented_texts import COURIER


def courier() -> Reading:
    d = Draft(
        "mail/from-hatem/courier-0117.html",
        COURIER,
        url="https://courier.example/2022/01/sick-prisoner?id=4&page=1",
        title="Sick prisoner in Dorvat falls into a coma, family says",
        publisher="The Dorvat Courier",
        published="2022-01-17",
        language="en",
        author="Ilse Marn",
        credits=("Ilse Marn", "Dorvat desk"),
        stated=Described(published="2022-01-17"),
        media_type="text/html",
    )
    samir = d.entity("Samir al-Qasrawi", "person", "سمير القصراوي", detained=True)
    hatem = d.entity("Hatem", "person", "the brother")
    lawyer = d.entity("our lawyer", "person", "Our lawyer", named=False)
    doctor = d.entity("the prison doctor", "person", named=False)
    directorate = d.entity("Directorate of Prisons", "organisation")
    prison = d.entity("Northern Remand Prison", "facility")
    committee = d.entity("Committee for the Held", "organisation")
    coma = d.claim(
        hatem,
        "his brother Hatem",
        "Samir al-Qasrawi (سمير القصراوي), … a coma on Sunday",
        cue="told",
    )
    brother = d.claim(
        hatem,
        "the brother",
        "Our lawyer was told … his treatment in November",
        manner="direct",
        cue="said",
    )
    inner = d.claim(
        lawyer,
        "Our lawyer",
        "told by the prison … his treatment in November",
        within=brother,
    )
    told = d.claim(
        doctor,
        "the prison doctor",
        "that Samir has lung … his treatment in November",
        within=inner,
    )
    denial = d.claim(directorate, "The Directorate of Prisons", "treatment had been stopped", act="deny", cue="denied")
    d.claim(directorate, "a spokesman", "Every prisoner receives the care that he needs", manner="direct")
    count = d.claim(
        committee,
        "the Committee for the Held",
        "About 4,650 people were … among them 31 women",
    )
    sick = d.claim(
        committee,
        "The committee",
        "the number of prisoners … at 550 or more",
        act="estimate",
        cue="puts",
    )
    d.attribute(samir, "age", 49, "49")
    d.attribute(
        samir,
        "held_at",
        "Northern Remand Prison",
        "held in the Northern Remand Prison",
        object=prison,
        said_by=(coma,),
    )
    d.attribute(samir, "detained_since", "2002-05", "since May 2002", said_by=(coma,))
    d.attribute(samir, "relative", "his brother Hatem", "his brother Hatem", object=hatem)
    d.attribute(samir, "illness", "lung cancer", "Samir has lung cancer", said_by=(told,))
    d.event(
        "arrest",
        samir,
        "held",
        "held in the Northern Remand Prison since May 2002",
        when="2002-05",
        said_by=(coma,),
    )
    d.event(
        "deterioration",
        samir,
        "fell into a coma",
        "fell into a coma on Sunday",
        when="2022-01-16",
        said_by=(coma,),
    )
    d.event(
        "treatment_denied",
        {samir: "person", directorate: "actor"},
        "stopped his treatment",
        "they stopped his treatment in November",
        when="2021-11",
        said_by=(told,),
    )
    d.event(
        "treatment_denied",
        {samir: "person", directorate: "actor"},
        "treatment had been stopped",
        "treatment had been stopped",
        status="denied",
        said_by=(denial,),
    )
    held = d.figure(
        "held",
        "people in the prisons of Kerevan",
        "About 4,650 people were … the end of December",
        value=4650,
        approximate=True,
        method="about",
        as_of="2021-12-31~",
        said_by=(count,),
    )
    d.figure("women_held", "women", "31 women", value=31, part_of=held, as_of="2021-12-31~", said_by=(count,))
    d.figure(
        "ill",
        "prisoners with chronic illnesses",
        "prisoners with chronic illnesses at 550 or more",
        low=550,
        value=550,
        method="or more",
        as_of="2022-01-17",
        said_by=(sick,),
    )
    d.passage("title", "Sick prisoner in Dorvat falls into a coma, family says")
    d.passage("caption", "Photo: Samir al-Qasrawi with his mother in Port Salim, 2001.")
    d.passage("furniture", "READ MORE: What we know of the new prison law")
    return d.reading()
