"""One person, one signature: disguises, families, floods, and a page that tells nothing."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from habeas.desk.actions import rounds
from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.addresses import AddressError, address
from habeas.desk.contacts.models import Blocked
from habeas.desk.contacts.names import one_person
from habeas.desk.contacts.sealing import kept
from habeas.desk.signing.limits import limits
from habeas.desk.signing.models import Signature, Submission
from habeas.desk.signing.writes import count
from habeas.model.reading import Reading
from tests.desk.actions import making
from tests.desk.actions.conftest import Post

Made = tuple[Campaign, Reading]
SAME = (
    "maria.petrak@gmail.com", "Maria.Petrak@Gmail.com", "mariapetrak@gmail.com", "m.a.r.i.a.petrak@gmail.com",
    "maria.petrak+news@gmail.com", "mariapetrak+1@googlemail.com", "MARIAPETRAK@GOOGLEMAIL.COM",
    " maria.petrak@gmail.com ", "maria\u200b.petrak@gmail.com", "maria.petrak@gmail.com.", "ｍaria.petrak@gmail.com",
    "maria.petrak＠gmail.com", "maria.\u00adpetrak@gmail.com", "\u202amaria.petrak@gmail.com\u202c",
    "maria.petrak@ｇmail.com", "maria.petrak+@gmail.com",
)  # fmt: skip


@pytest.mark.promise("H1")
@pytest.mark.parametrize("disguise", SAME)
def test_a_disguise_of_a_mailbox_is_seen_through(disguise: str) -> None:
    assert address(disguise).same == "mariapetrak@gmail.com"


@pytest.mark.parametrize(
    ("left", "right", "same"),
    [
        ("m.petrak@example.org", "mpetrak@example.org", False),
        ("anna@münchen.example", "anna@xn--mnchen-3ya.example", True),
        ("anna@proton.me", "an.na@protonmail.com", True),
        ("anna-news@yahoo.com", "anna@yahoo.com", True),
        ("anna-news@example.org", "anna@example.org", False),
        ("anna+x@example.org", "Anna@Example.org", True),
        ("+x@example.org", "+y@example.org", False),
        ("anna@example.org", "anna@example.com", False),
        ("an-na@ya.ru", "an.na@yandex.com", True),
    ],
)
def test_what_is_one_mailbox_and_what_is_not(left: str, right: str, same: bool) -> None:
    assert (address(left).same == address(right).same) is same


@pytest.mark.parametrize(
    "bad",
    ["", "@", "a@", "@b.example", "a b@c.example", "a@b", "a@1.2.3.4", "a..b@c.example", ".a@c.example", "a@-.example",
     '"a b"@c.example', "a@b.example\nBcc: x@y.example, z", "a@b@", f"{'a' * 65}@b.example", "a,b@c.example"],
)  # fmt: skip
def test_what_is_no_address_is_refused(bad: str) -> None:
    with pytest.raises(AddressError):
        address(bad)


@given(st.text(max_size=60))
def test_no_text_breaks_an_address_and_what_is_written_holds_no_line_break(text: str) -> None:
    try:
        found = address(text)
    except AddressError:
        return
    assert "\n" not in found.written
    assert "\r" not in found.written
    assert address(found.written).same == found.same


@pytest.mark.parametrize(
    ("left", "right", "one"),
    [
        ("Maria Petrak", "PETRAK, María", True),
        ("Maria Petrak", "M. Petrak", True),
        ("Maria Petrak", "Maria Anna Petrak", True),
        ("Maria Petrak", "Мария Петрак", True),
        ("Maria Petrak", "Ma\u200bria  Petrak", True),
        ("Jürgen Müller", "Juergen Mueller", True),
        ("Maria Petrak", "Marina Petrak", False),
        ("Maria Petrak", "Ilja Petrak", False),
        ("Maria Petrak", "Maria Lund", False),
    ],
)
def test_names_at_one_address_are_one_persons_or_not(left: str, right: str, one: bool) -> None:
    assert one_person(left, right) is one
    assert one_person(right, left) is one


@pytest.mark.django_db
def test_two_people_at_one_address_count_twice_and_a_fifth_does_not(made: Made) -> None:
    client = Client()
    for name in ("Maria Petrak", "Ilja Petrak", "M. Petrak", "Petrak, Ilja"):
        making.signed(client, made[0], name, "home@example.org")
        Submission.objects.update(made=timezone.now() - timedelta(days=8))
    assert count(made[0]) == 2
    for name in ("Oskar Petrak", "Vera Petrak", "Nora Petrak"):
        making.signed(client, made[0], name, "home@example.org")
        Submission.objects.update(made=timezone.now() - timedelta(days=8))
    assert count(made[0]) == 4


@pytest.mark.django_db
@pytest.mark.promise("H4")
def test_new_repeated_and_blocked_signers_get_the_same_page_after_the_same_work(
    made: Made, django_assert_max_num_queries: object
) -> None:
    client = Client()
    making.signed(client, made[0], "Vera Lund", "vera@example.org")
    Blocked.objects.create(address=kept("blocked@example.org", "address"), why="abuse")
    answers = []
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    for whose in ("new@example.org", "vera@example.org", "blocked@example.org"):
        form = making.form_of(client, made[0])
        with CaptureQueriesContext(connection) as asked:
            response = client.post(
                reverse("act-sign", args=[made[0].slug, "en"]),
                {**form, "name": "Vera Lund", "address": whose, "shown": "none"},
            )
        acts = [re.sub(r"s\d+_x\d+", "", one["sql"]).split(" ")[:3] for one in asked.captured_queries]
        answers.append((response.status_code, response.headers["Location"], response.content, acts))
    assert answers[0] == answers[1] == answers[2]


@pytest.mark.django_db
def test_a_blocked_mailbox_gets_nothing_and_counts_for_nothing(made: Made, post: Post) -> None:
    Blocked.objects.create(address=kept("blocked@example.org", "address"), why="abuse")
    making.sign(Client(), made[0], "Vera Lund", "Blocked+x@example.org")
    rounds.once(server=post[1])
    assert (post[0].got, Submission.objects.get().state) == ([], "quiet")


@pytest.mark.django_db
def test_a_stranger_cannot_fill_somebodys_mailbox(made: Made, post: Post) -> None:
    for number in range(6):
        making.sign(Client(), made[0], "Vera Lund", f"vera+{number}@example.org")
    rounds.once(server=post[1])
    assert len(post[0].got) == limits().address[0][0] == 3


@pytest.mark.django_db
def test_beyond_the_limit_the_form_says_when_to_come_back_and_keeps_nothing(made: Made) -> None:
    client = Client()
    for number in range(limits().network[0][0]):
        assert making.sign(client, made[0], "Vera Lund", f"vera{number}@example.org").status_code == 302
    response = making.sign(client, made[0], "Vera Lund", "one.more@example.org")
    assert (response.status_code, response.headers["Retry-After"]) == (429, "600")
    assert Submission.objects.count() == limits().network[0][0]


@pytest.mark.django_db
def test_the_network_is_a_code_that_is_not_the_address(made: Made) -> None:
    Client(REMOTE_ADDR="203.0.113.9")
    for last in (9, 200):
        client = Client(REMOTE_ADDR=f"203.0.113.{last}")
        making.sign(client, made[0], "Vera Lund", f"vera{last}@example.org")
    codes = set(Submission.objects.values_list("network", flat=True))
    assert len(codes) == 1
    assert "203" not in str(codes)[:6]


@pytest.mark.django_db
@pytest.mark.promise("H5")
def test_what_a_moderator_takes_out_is_counted_before_told_to_the_public_and_undone_as_a_whole(made: Made) -> None:
    from habeas.desk.people.models import Member
    from habeas.desk.signing import moderation

    client, campaign = Client(), made[0]
    for number in range(3):
        making.signed(client, campaign, f"Robot {'ABC'[number]}x{number}", f"r{number}@bots.example")
    making.signed(client, campaign, "Vera Lund", "vera@example.org")
    by = Member.objects.get(role="publisher")
    condition = moderation.Condition("mail", "Bots.example ")
    assert moderation.meant(campaign, condition).count() == 3
    removal = moderation.remove(by, campaign, condition, "automated")
    assert (count(campaign), moderation.meant(campaign, condition).count()) == (1, 0)
    page = " ".join(client.get(reverse("act-page", args=[campaign.slug, "en"])).content.decode().split())
    assert "3 – made by a program" in page
    assert "bots.example" not in page
    making.signed(client, campaign, "Robot Ax0", "r0@bots.example")
    assert count(campaign) == 1
    assert moderation.undo(by, removal) == 3
    assert moderation.undo(by, removal) == 0
    assert count(campaign) == 4
    assert not Signature.objects.filter(state="removed").exists()


@pytest.mark.django_db
def test_the_pages_of_moderation_count_first_and_then_take_out(made: Made) -> None:
    from django.test import Client as Browser

    from habeas.desk.people.models import Member

    making.signed(Client(), made[0], "Rude Name", "x@example.org")
    desk = Browser()
    desk.force_login(Member.objects.get(role="publisher"))
    number = Signature.objects.get().pk
    address_ = reverse("moderate", args=[made[0].pk])
    given = {"condition": "one", "value": str(number), "reason": "abuse"}
    page = " ".join(desk.post(address_, given).content.decode().split())
    assert "This would take 1 signature out." in page
    assert count(made[0]) == 1
    desk.post(address_, {**given, "sure": "1"})
    assert count(made[0]) == 0
    desk.post(reverse("undo-removal", args=[made[0].pk, made[0].removals.get().pk]))
    assert count(made[0]) == 1
