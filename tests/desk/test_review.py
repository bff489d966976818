"""The reading screen: every proposal beside its words, decided one by one, and nobody's decision overwritten."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping

import pytest
from django.http import HttpResponse
from django.test import Client
from django.urls import reverse

from habeas.desk.review.reads import Card, Screen, screen
from habeas.desk.store import workspace
from tests.desk.conftest import SignedIn

pytestmark = pytest.mark.django_db
TEXT = """Ilmar Sotnik, 34, was arrested in Brenna on 3 May 2021, his lawyer Dana Petrak said.

He died in Lodva prison on 5 June 2021. At least 40 people are held there.
"""


@pytest.fixture
def digest(signed_in: SignedIn) -> str:
    """A report that was read."""
    signed_in("documenter").post(reverse("add-text"), {"text": TEXT})
    return _seen().reading.report.id.removeprefix("sha256:")


def _seen() -> Screen:
    with workspace() as opened:
        (report,) = opened.reports()
        found = screen(opened, report.id)
    assert found is not None
    return found


def _card(kind: str, words: str = "") -> Card:
    return next(card for card in _seen().cards if card.item.kind == kind and words in card.item.words)


def _post(client: Client, digest: str, card: Card, action: str, **more: object) -> HttpResponse:
    position = more.pop("position", _seen().position)
    address = reverse("decide", args=[digest, card.number])
    return client.post(address, {"action": action, "position": position, **more})  # type: ignore[return-value]


def test_the_text_is_shown_whole_with_the_words_of_each_statement_marked(signed_in: SignedIn, digest: str) -> None:
    page = signed_in("viewer").get(reverse("report", args=[digest])).content.decode()
    text = re.sub(r"<[^>]+>", "", page.split('<article class="text"')[1].split("</article>")[0].split(">", 1)[1])
    assert " ".join(text.split()) == " ".join(TEXT.split())
    for card in _seen().cards:
        assert card.number in page
        marked = re.findall(rf'<mark [^>]*data-keys="[^"]*{card.number}[^"]*">([^<]*)</mark>', page)
        assert "".join(card.item.words.split())[:12] in "".join("".join(marked).split())


def test_a_viewer_sees_and_decides_nothing(signed_in: SignedIn, digest: str) -> None:
    page = signed_in("viewer").get(reverse("report", args=[digest])).content.decode()
    assert 'value="accept"' not in page
    assert _post(signed_in("viewer"), digest, _card("claim"), "accept").status_code == 403
    assert {card.item.state for card in _seen().cards} == {"proposed"}


def test_a_decision_is_signed_and_can_be_taken_back(signed_in: SignedIn, digest: str) -> None:
    client = signed_in("reviewer")
    _post(client, digest, _card("figure"), "accept", reason="as the words say")
    card = _card("figure")
    assert card.item.state == "accepted"
    assert [(one.author, one.action, one.reason) for one in card.history] == [
        ("The reviewer", "accept", "as the words say")
    ]
    _post(client, digest, card, "undo")
    assert _card("figure").item.state == "proposed"
    assert [one.action for one in _card("figure").history] == ["accept", "undo"]
    assert {card.item.state for card in _seen().cards} == {"proposed"}


def test_what_is_high_risk_waits_for_a_reviewer(signed_in: SignedIn, digest: str) -> None:
    death = _card("event", "died")
    response = _post(signed_in("documenter"), digest, death, "accept")
    assert "a reviewer decides on it" in response.content.decode()
    assert _card("event", "died").item.state == "proposed"
    _post(signed_in("reviewer"), digest, death, "accept")
    assert _card("event", "died").item.state == "accepted"


def test_a_correction_changes_what_it_says_and_never_the_words(signed_in: SignedIn, digest: str) -> None:
    before = _card("figure")
    _post(signed_in("reviewer"), digest, before, "correct", **{"set-value": "41"})
    after = _card("figure")
    assert after.item.state == "corrected"
    assert after.history[-1].correction == {"value": 41}
    assert after.item.words == before.item.words


@pytest.mark.parametrize(("field", "value"), [("value", "many"), ("as_of", "yesterday"), ("value", "40")])
def test_a_correction_that_is_none_is_refused_with_its_reason(
    signed_in: SignedIn, digest: str, field: str, value: str
) -> None:
    card = _card("figure")
    values = dict(card.fields)
    given = {f"set-{name}": known for name, known in values.items()} | {f"set-{field}": value}
    if field == "value" and value == "40":
        given["set-value"] = values["value"]
    response = _post(signed_in("reviewer"), digest, card, "correct", **given)
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert _card("figure").item.state == "proposed"


def test_two_people_never_overwrite_each_other(signed_in: SignedIn, digest: str) -> None:
    card, seen = _card("figure"), _seen().position
    _post(signed_in("reviewer"), digest, card, "accept", position=seen)
    response = _post(signed_in("documenter"), digest, card, "reject", position=seen)
    assert response.status_code == 409
    assert "The reviewer has decided on this meanwhile" in response.content.decode()
    assert _card("figure").item.state == "accepted"
    assert len(_card("figure").history) == 1


def test_the_answer_to_a_key_is_the_card_alone(signed_in: SignedIn, digest: str) -> None:
    card = _card("figure")
    address = reverse("decide", args=[digest, card.number])
    given = {"action": "accept", "position": _seen().position}
    page = signed_in("reviewer").post(address, given, headers={"HX-Request": "true"}).content.decode()
    assert page.lstrip().startswith("<li")
    assert "1 of " in page
    assert "<html" not in page


def _added(client: Client, digest: str, given: Mapping[str, object], route: str = "add-statement") -> HttpResponse:
    data = {"given": json.dumps(given), "position": _seen().position}
    return client.post(reverse(route, args=[digest]), data)  # type: ignore[return-value]


def _place(words: str) -> dict[str, int]:
    start = _seen().reading.text.index(words)
    return {"start": start, "end": start + len(words)}


def test_words_that_are_selected_make_a_statement(signed_in: SignedIn, digest: str) -> None:
    given = {
        "kind": "event",
        "words": _place("He died in Lodva prison"),
        "fields": {"type": "transfer", "when": "2021-06"},
        "who": {"person": _place("Ilmar Sotnik")},
    }
    response = _added(signed_in("documenter"), digest, given)
    assert response.status_code == 302
    made = next(card for card in _seen().cards if card.says.startswith("transfer"))
    assert (made.item.state, made.item.statement.rule, made.says) == ("accepted", "person", "transfer: Ilmar Sotnik")
    assert _added(signed_in("documenter"), digest, given).status_code == 200
    assert sum(card.says.startswith("transfer") for card in _seen().cards) == 1


def test_an_addition_that_is_high_risk_waits_for_a_reviewer(signed_in: SignedIn, digest: str) -> None:
    words = _place("He died in Lodva prison")
    given = {
        "kind": "event",
        "words": words,
        "fields": {"type": "hunger_strike"},
        "who": {"person": _place("Ilmar Sotnik")},
    }
    before = _seen()
    assert "a reviewer decides on it" in _added(signed_in("documenter"), digest, given).content.decode()
    assert _seen() == before
    assert _added(signed_in("reviewer"), digest, given).status_code == 302
    assert len(_seen().cards) == len(before.cards) + 1


@pytest.mark.parametrize(
    "given",
    [
        {},
        {"kind": "event", "words": {"start": 5, "end": 5}, "fields": {"type": "death"}},
        {"kind": "event", "words": {"start": 0, "end": 9}, "fields": {"type": "no such type"}},
        {"kind": "attribute", "words": {"start": 0, "end": 9}, "fields": {"property": "age", "value": 3}},
        {"kind": "figure", "words": {"start": 0, "end": 9}, "fields": {"measure": "held"}},
    ],
)
def test_an_addition_that_is_none_changes_nothing(signed_in: SignedIn, digest: str, given: dict[str, object]) -> None:
    before = _seen()
    response = _added(signed_in("reviewer"), digest, given)
    assert response.status_code == 200
    assert 'role="alert"' in response.content.decode()
    assert _seen() == before


def test_mentions_are_joined_and_taken_apart(signed_in: SignedIn, digest: str) -> None:
    client = signed_in("reviewer")
    names = [entity.name for entity in _seen().reading.entities if entity.kind == "person"]
    assert {"Ilmar Sotnik", "Dana Petrak"} <= set(names)
    _mean(client, digest, mention="all", first="Dana Petrak", same="ilmar sotnik")
    assert "Dana Petrak" not in [entity.name for entity in _seen().reading.entities]
    _mean(client, digest, mention="Dana Petrak")
    assert "Dana Petrak" in [entity.name for entity in _seen().reading.entities]
    page = client.get(reverse("who", args=[digest])).content.decode()
    undo = re.findall(r'name="decision" value="([^"]+)"', page)
    assert len(undo) == 2
    client.post(reverse("undo-meaning", args=[digest]), {"decision": undo[0], "position": _seen().position})
    assert "Dana Petrak" not in [entity.name for entity in _seen().reading.entities]
    client.post(reverse("undo-meaning", args=[digest]), {"decision": undo[1], "position": _seen().position})
    assert names == [entity.name for entity in _seen().reading.entities if entity.kind == "person"]


def _mean(client: Client, digest: str, **given: str) -> HttpResponse:
    places = {
        name: "-".join(map(str, _place(given[name]).values()))
        for name in ("mention", "first")
        if given.get(name, "all") != "all"
    }
    data = {**given, **places, "position": _seen().position}
    return client.post(reverse("mean", args=[digest]), data)  # type: ignore[return-value]


def test_whom_words_mean_is_refused_with_a_reason_where_it_says_nothing(signed_in: SignedIn, digest: str) -> None:
    client, before = signed_in("documenter"), _seen().reading
    for given in ({"mention": "all", "first": "Dana Petrak"}, {"mention": "Dana Petrak", "same": "Nobody Here"}, {}):
        answer = _mean(client, digest, **given)
        assert answer.status_code == 400
        assert 'role="alert"' in answer.content.decode()
    assert _seen().reading == before
    assert signed_in("viewer").get(reverse("who", args=[digest])).status_code == 200
    assert _mean(signed_in("viewer"), digest, mention="Dana Petrak").status_code == 403


def test_another_speaker_is_a_correction_that_keeps_what_was_decided_from_hanging(
    signed_in: SignedIn, digest: str
) -> None:
    client, card = signed_in("reviewer"), _card("claim")
    _post(client, digest, card, "accept")
    card = _card("claim")
    assert dict(card.fields)["speaker"] == "his lawyer"
    changes = {f"set-{field}": value for field, value in card.fields} | {"set-speaker": "Ilmar Sotnik"}
    refused = _post(signed_in("documenter"), digest, card, "correct", **changes)
    assert "high-risk" in refused.content.decode()
    assert dict(_card("claim").fields)["speaker"] == "his lawyer"
    _post(client, digest, card, "correct", **changes)
    after = _card("claim")
    assert dict(after.fields)["speaker"] == "Ilmar Sotnik"
    assert (after.item.state, after.item.words, after.number != card.number) == ("accepted", card.item.words, True)
    assert _seen().lost == ()
    inner = next(one for one in _seen().cards if one.item.kind == "event" and one.item.statement.said_by)  # type: ignore[union-attr]
    assert inner.chain[0] == "Ilmar Sotnik"
    both = {f"set-{field}": value for field, value in after.fields} | {"set-speaker": "", "set-act": "believe"}
    _post(client, digest, after, "correct", **both)
    assert (dict(_card("claim").fields)["speaker"], _card("claim").item.state) == ("", "corrected")
    answer = _post(client, digest, _card("claim"), "correct", **{**both, "set-speaker": "No Such Words"})
    assert "stands nowhere in this report" in answer.content.decode()
    assert dict(_card("claim").fields)["speaker"] == ""


def test_what_is_high_risk_is_never_accepted_with_the_rest(signed_in: SignedIn, digest: str) -> None:
    client, shown = signed_in("reviewer"), _seen()
    address = reverse("accept-rest", args=[digest])
    every = [card.number for card in shown.cards]
    risky = {card.number for card in shown.cards if card.item.risk is not None}
    assert risky
    assert set(shown.ordinary) == set(every) - risky
    answer = client.post(address, {"key": every, "position": shown.position})
    assert "decided on by itself" in answer.content.decode()
    assert {card.item.state for card in _seen().cards} == {"proposed"}
    client.post(address, {"key": list(shown.ordinary), "position": shown.position})
    assert {card.number for card in _seen().cards if card.item.state == "proposed"} == risky
    assert client.post(address, {"key": list(shown.ordinary), "position": shown.position}).status_code == 200
    assert signed_in("viewer").post(address, {"key": list(shown.ordinary)}).status_code == 403
    first = next(card for card in _seen().cards if card.item.state == "accepted")
    _post(client, digest, first, "undo")
    assert {card.item.state for card in _seen().cards} == {"proposed"}


def test_the_original_is_downloaded_and_never_shown(signed_in: SignedIn, digest: str) -> None:
    response = signed_in("viewer").get(reverse("original", args=[digest]))
    assert response.content == TEXT.encode() or response.content.decode().replace("\r\n", "\n") == TEXT
    assert response.headers["Content-Disposition"].startswith("attachment")
    assert response.headers["Content-Security-Policy"].startswith("sandbox")


@pytest.mark.parametrize("digest_", ["0" * 64, "f" * 64])
def test_a_report_that_is_not_there_is_not_found(signed_in: SignedIn, digest_: str) -> None:
    assert signed_in("viewer").get(reverse("report", args=[digest_])).status_code == 404
    assert signed_in("viewer").get(reverse("original", args=[digest_])).status_code == 404


@pytest.mark.parametrize(
    "hostile", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "&lt;b&gt; \u202egnol"]
)
def test_hostile_words_are_shown_as_words(signed_in: SignedIn, hostile: str) -> None:
    client = signed_in("documenter")
    client.post(reverse("add-text"), {"text": f"Ilmar Sotnik said: {hostile} was taken.", "title": hostile})
    page = client.get(reverse("report", args=[_seen().reading.report.id.removeprefix("sha256:")])).content.decode()
    assert "<script>alert" not in page
    assert "<img" not in page
    assert client.get(reverse("inbox")).content.decode().count("<script>alert") == 0
