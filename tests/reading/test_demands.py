"""Who asks whom for what."""

from __future__ import annotations

from tests.reading.pages import demands_in, listed


def told(text: str) -> list[tuple[str | None, list[str], str]]:
    cast, demands = demands_in(text)
    return [(cast.name(d.by) if d.by else None, [cast.name(t) for t in d.to], d.evidence[0].quote) for d in demands]


def test_an_urging_names_both_sides() -> None:
    text = "The Harbour Union urged the Ministry of Justice to free the two printers."
    assert told(text) == [
        ("Harbour Union", ["Ministry of Justice"], "urged the Ministry of Justice to free the two printers")
    ]


def test_a_call_for_somebody_to_act_is_addressed_to_them() -> None:
    text = "Inmates have been calling for the Prison Board to let them see a doctor."
    (demand,) = told(text)
    assert demand[:2] == ("Inmates", ["Prison Board"])


def test_the_items_of_a_list_are_one_demand_each_with_the_addressees_of_the_lead() -> None:
    text = (
        "We, the undersigned, call on the United Council; the Relief Commission; and Rights Monitor to act by:\n\n"
        "1. Condemning the beatings in Korsk prison.\n\n2. Sending a doctor to Dana Volk."
    )
    cast, demands = demands_in(text, passages=listed(text, "1.", "2."))
    assert [d.evidence[0].quote for d in demands] == [
        "Condemning the beatings in Korsk prison",
        "Sending a doctor to Dana Volk",
    ]
    assert {tuple(cast.name(t) for t in d.to) for d in demands} == {
        ("United Council", "Relief Commission", "Rights Monitor")
    }
    assert {cast.name(d.by or "") for d in demands} == {"the undersigned"}


def test_must_be_released_is_asked_by_whoever_says_it() -> None:
    text = "The society said that Dana Volk must be released."
    assert told(text) == [("The society", [], "Dana Volk must be released")]


def test_a_request_to_the_reader_is_addressed_to_whom_it_names() -> None:
    text = "Email your deputy to demand that the Morozhian government frees them."
    (demand,) = told(text)
    assert demand[0] is None
    assert "your deputy" in demand[1]


def test_nothing_is_demanded_by_a_report_of_what_happened() -> None:
    assert told("The guards called the prisoner at dawn. He must have slept. The court called a recess.") == []


def test_what_is_asked_for_with_a_noun_is_a_demand() -> None:
    text = "The envoy of Ostrania asked for the trial to be opened."
    assert [quote for _, _, quote in told(text)] == ["asked for the trial to be opened"]
    text = "Vera Lenko appealed to the Harbour Ministry for news of the crew."
    (demand,) = told(text)
    assert demand[:2] == ("Vera Lenko", ["Harbour Ministry"])


def test_asking_to_be_told_something_is_no_demand() -> None:
    assert told("The clerk asked Anton Brel for his name.") == []
    assert told("The source asked not to be named because of the risk.") == []
    assert told("The strikers demand their rights.") == []
    assert told("Police called Anton Brel on his telephone, and he stopped.") == []


def test_a_list_that_follows_we_ask_gives_each_item_to_whom_it_names() -> None:
    text = (
        "We therefore ask:\n\n1. The Ministry of Justice to publish the list.\n\n2. The Harbour Union to send a doctor."
    )
    passages = [quote for _, _, quote in told(text)]
    assert passages == [
        "The Ministry of Justice to publish the list",
        "The Harbour Union to send a doctor",
    ]


def test_a_request_to_write_to_somebody_is_addressed_to_that_body() -> None:
    text = "Write to the Ministry of Justice and ask for a doctor."
    assert told(text) == [(None, ["Ministry of Justice"], "Write to the Ministry of Justice and ask for a doctor")]
    assert told("Write to us and we will send you the bulletin.") == []


def test_we_is_the_body_that_the_statement_named() -> None:
    text = "The Lakeside Rights Union condemns the raid. We call on the Harbour Ministry to free the printers."
    assert ("Lakeside Rights Union", ["Harbour Ministry"]) in [d[:2] for d in told(text)]


def test_a_call_that_is_renewed_is_a_demand() -> None:
    assert told("The union renewed its call for an inquiry.") == [("The union", [], "renewed its call for an inquiry")]
    assert told("The union renewed its call on the Prison Board to release Ada Lund.")[0][0] == "The union"
    assert told("The union is campaigning for her release.") == [("The union", [], "is campaigning for her release")]


def test_who_is_held_to_it_is_asked() -> None:
    (demand,) = told("The families demand that the government return the bodies.")
    assert demand[1] == ["the government"]
    (demand,) = told("The governor was urged by nine groups to spare his life.")
    assert demand[:2] == ("nine groups", ["The governor"])
    (demand,) = told("His mother pleaded with the kidnappers to let him go.")
    assert demand[1] == ["the kidnappers"]


def test_what_is_asked_for_is_not_who_is_asked() -> None:
    assert told("His lawyer asked for a doctor to see him.") == [("His lawyer", [], "asked for a doctor to see him")]


def test_demands_that_a_list_in_words_includes_are_one_each() -> None:
    assert told("The strikers’ demands include medical care and an end to night searches.") == [
        ("The strikers", [], "medical care"),
        ("The strikers", [], "an end to night searches"),
    ]


def test_a_plea_in_quotation_marks_is_asked_of_whoever_hears_it() -> None:
    assert told("“Give me back my son,” his mother told the guards.") == [
        ("his mother", ["the guards"], "Give me back my son")
    ]


def test_what_should_be_done_about_a_thing_is_a_demand_of_nobody() -> None:
    assert told("All charges against her should be dropped.") == [
        (None, [], "All charges against her should be dropped")
    ]


def test_an_order_inside_what_somebody_says_is_no_demand_of_the_report() -> None:
    assert told("The nuns said that a soldier ordered them to go home.") == []


def test_what_somebody_was_told_to_do_is_a_demand() -> None:
    text = "The reporter was advised by officials not to continue his plan, and was told to leave the country."
    assert told(text)[0][0::2] == ("officials", "was advised by officials not to continue his plan")


def test_what_must_stop_and_what_is_vital_is_demanded_by_whoever_says_so() -> None:
    for text, to, words in (
        ("The war on reporters must stop,", [], "The war on reporters must stop"),
        ("This must not be allowed to happen,", [], "This must not be allowed to happen"),
        ("Countries should impose sanctions,", [], "Countries should impose sanctions"),
        ("It is vital that the Prison Board publish it,", ["Prison Board"], "the Prison Board publish it"),
        ("Now the Prison Board needs to answer,", ["Prison Board"], "the Prison Board needs to answer"),
    ):
        assert told(f"“{text}” the Harbour Union said.") == [("Harbour Union", to, words)]
    assert told("“She needs to see a doctor. He has to walk a mile,” the Harbour Union said.") == []


def test_what_must_be_done_is_demanded_in_the_reports_own_voice_and_over_joined_verbs() -> None:
    for text, to, words in (
        ("The Korda authorities must release Ada Lund.", ["Korda authorities"], None),
        ("Ada Lund is ill and must be released at once.", [], None),
        ("They are writers who must be freed at once.", [], "writers who must be freed at once"),
    ):
        assert told(text) == [(None, to, words or text.rstrip("."))]
    for text in (
        "Prisoners must return the form.",
        "Ada Lund appealed the sentence.",
        "Visitors must give their names.",
    ):
        assert told(text) == []


def test_demands_read_as_nouns_or_wishes_are_demands() -> None:
    for text, to, words in (
        (
            "We, the undersigned — writers, lawyers and families of those held — appeal to you to free them.",
            [],
            "appeal to you to free them",
        ),
        ("We (prisoners at Tan Prison) demand fully cooked food.", [], "demand fully cooked food"),
        ("The Harbour Union calls to stop the raids.", [], "calls to stop the raids"),
        (
            "The Harbour Union wants the governments of Europe to impose sanctions.",
            ["the governments of Europe"],
            "wants the governments of Europe to impose sanctions",
        ),
        ("The prisoners want to be allowed to shower alone.", [], "want to be allowed to shower alone"),
        (
            "The Harbour Union has campaigned for many years for the release of its members.",
            [],
            "has campaigned for many years for the release of its members",
        ),
        (
            "The Harbour Union recommended that governments release the sick.",
            ["governments"],
            "recommended that governments release the sick",
        ),
        ("All unlawfully detained civilians must be released.", [], None),
        (
            "Calling for the release of Ada Lund, the Harbour Union said that she was ill.",
            [],
            "Calling for the release of Ada Lund",
        ),
    ):
        assert [(found[1], found[2]) for found in told(text)] == [(to, words or text.rstrip("."))], text


def test_what_one_wants_for_oneself_and_a_telephone_call_are_no_demands() -> None:
    for text in ("Ada Lund wants to see her son.", "Ada Lund called to say that he was ill."):
        assert told(text) == []


def test_two_sayings_joined_by_and_are_two() -> None:
    text = "The Harbour Union calls on the ministry to help those who fled and urges the Port Council to act."
    assert [found[1] for found in told(text)] == [["the ministry"], ["Port Council"]]


def test_the_things_demanded_are_told_behind_the_word() -> None:
    text = "The prisoners made two demands, including a change in the rules of the camp."
    assert told(text) == [("The prisoners", [], "a change in the rules of the camp")]


def test_a_call_made_is_a_demand_of_whom_it_is_made_to() -> None:
    text = "The Harbour Union issued an appeal to the Port Council for his release."
    assert told(text) == [
        ("Harbour Union", ["Port Council"], "issued an appeal to the Port Council for his release"),
    ]


def test_what_they_must_bear_is_no_demand() -> None:
    assert told("“They must stay away from home for days,” the Harbour Union said.") == []


def test_a_body_should_act_in_the_reports_own_voice() -> None:
    text = "The Korda authorities should investigate the death."
    assert told(text) == [(None, ["Korda authorities"], text.rstrip("."))]


def test_the_verbs_of_a_row_are_asked_for_one_each() -> None:
    text = (
        "The Harbour Union called on the guards to say where she is at once, grant her access to her lawyer, "
        "and release her unconditionally."
    )
    assert told(text) == [
        ("Harbour Union", ["the guards"], "called on the guards to say where she is at once"),
        ("Harbour Union", ["the guards"], "grant her access to her lawyer"),
        ("Harbour Union", ["the guards"], "release her unconditionally"),
    ]


def test_whoever_is_to_get_something_is_not_asked_for_it() -> None:
    _, (care,) = demands_in("The union demanded that Oleg Tarn receive treatment at once.")
    _, (names,) = demands_in("The union demanded that the Interior Ministry publish the names.")
    assert (len(care.to), len(names.to)) == (0, 1)
