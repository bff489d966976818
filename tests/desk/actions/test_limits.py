"""Limits against floods hold to the form and to the second: of a network, a country, a mailbox and a mail domain."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import msgspec
import pytest
from django.conf import settings as django_settings
from django.test import Client, RequestFactory
from pytest_django import Settings

from habeas.desk import start
from habeas.desk.actions.models import Campaign
from habeas.desk.contacts.sealing import kept
from habeas.desk.environment import DeskSetupError
from habeas.desk.letters import writes as letters
from habeas.desk.letters.models import Letter, Target, TargetList
from habeas.desk.mailing.models import Mail
from habeas.desk.mailing.sending import portion
from habeas.desk.mailing.writes import Message, Posting
from habeas.desk.mailing.writes import post as post_
from habeas.desk.signing import intake
from habeas.desk.signing.countries import TableError, country_of, table
from habeas.desk.signing.limits import LimitsError, Origin, Rule, flooded, limits, origin
from habeas.desk.signing.models import Submission
from habeas.model.reading import Reading
from tests.desk.actions import making
from tests.desk.actions.conftest import Post

Made = tuple[Campaign, Reading]
NOON = making.at("2026-03-01")
SECOND = timedelta(seconds=1)
NETWORKS = """network,country
198.51.0.0/16,AA
198.51.100.0/24,BB
203.0.113.0/24,aa
2001:db8::/32,CC
"""


@pytest.fixture
def operators(settings: Settings, tmp_path: Path) -> Callable[[str], None]:
    """Sets the operator's table of networks, and limits of their own."""

    def set_(own: str = "") -> None:
        (tmp_path / "networks.csv").write_text(NETWORKS)
        (tmp_path / f"limits-{len(own)}.toml").write_text(own)
        files = {"networks": tmp_path / "networks.csv", "limits": tmp_path / f"limits-{len(own)}.toml"}
        settings.RUN = msgspec.structs.replace(settings.RUN, **files)

    return set_


def _came(campaign: Campaign, many: int, of: Origin, since: datetime, before: datetime) -> None:
    """So many forms, spread from one moment to before another."""
    step = (before - since) / many
    fixed = {"campaign": campaign, "sealed": b"", "address": "a", "domain": "d"}
    rows = [
        Submission(**fixed, network=of.network, country=of.country, made=since + number * step)
        for number in range(many)
    ]
    Submission.objects.bulk_create(rows)


def _flooded(of: Origin, now: datetime) -> bool:
    return flooded(Submission.objects.all(), of, now)


@pytest.mark.django_db
@pytest.mark.promise("H3")
@pytest.mark.parametrize("rule", [0, 1], ids=["burst", "sustained"])
def test_the_limits_of_a_network_hold_to_the_form_and_to_the_second(made: Made, rule: int) -> None:
    _holds(made[0], Origin("n"), Origin("other"), limits().network, rule)


@pytest.mark.django_db
@pytest.mark.promise("H3")
@pytest.mark.parametrize("rule", [0, 1], ids=["burst", "sustained"])
@pytest.mark.parametrize(("code", "rules"), [("AA", ((40, 600), (300, 86400))), ("BB", ((7, 60), (20, 3600)))])
def test_the_limits_of_a_country_hold_over_all_its_networks(
    made: Made, operators: Callable[[str], None], code: str, rules: tuple[Rule, ...], rule: int
) -> None:
    operators("network = [[100000, 1]]\ncountry = [[40, 600], [300, 86400]]\ncountries.bb = [[7, 60], [20, 3600]]")
    _holds(made[0], Origin("n", kept(code, "country")), Origin("n", kept("CC", "country")), rules, rule)


def _holds(campaign: Campaign, of: Origin, other: Origin, rules: tuple[Rule, ...], rule: int) -> None:
    most, seconds = rules[rule]
    narrower = max((one[1] for one in rules[:rule]), default=0)
    first, until = NOON - timedelta(seconds=seconds) + SECOND, NOON - timedelta(seconds=narrower)
    _came(campaign, most - 1, of, first, until)
    assert not _flooded(of, NOON)
    _came(campaign, 1, of, NOON - timedelta(seconds=narrower), NOON)
    assert _flooded(of, NOON)
    assert not _flooded(other, NOON)
    assert not _flooded(Origin("elsewhere"), NOON)
    assert _flooded(of, NOON + SECOND - timedelta(microseconds=1))
    assert not _flooded(of, NOON + SECOND)


@pytest.mark.django_db
def test_what_comes_at_once_is_counted_with_what_is_stored(made: Made, operators: Callable[[str], None]) -> None:
    operators("network = [[100, 600]]\ncountry = [[5, 600]]")
    here, there = kept("AA", "country"), kept("BB", "country")
    _came(made[0], 3, Origin("n", here), NOON - SECOND, NOON)
    fixed = {"campaign": made[0], "sealed": b"", "address": "a", "domain": "d", "made": NOON}
    forms = [Submission(**fixed, network=f"n{number}", country=one) for number, one in enumerate([here, there] * 4)]
    assert intake._unless_flooded(forms) == [True, True, True, True, False, True, False, True]
    assert Submission.objects.filter(country=here).count() == 5


@pytest.mark.django_db
@pytest.mark.promise("H3")
def test_beyond_the_limit_of_its_country_a_form_is_asked_to_come_later_and_nothing_is_kept(
    made: Made, operators: Callable[[str], None]
) -> None:
    operators("countries.AA = [[2, 600]]")
    answers = [
        making.sign(Client(REMOTE_ADDR=whence), made[0], "Vera Lund", f"vera{number}@example.org").status_code
        for number, whence in enumerate(("198.51.1.1", "203.0.113.5", "198.51.2.2", "198.51.100.1", "192.0.2.1"))
    ]
    assert answers == [302, 302, 429, 302, 302]
    assert Submission.objects.count() == 4
    assert set(Submission.objects.values_list("country", flat=True)) == {
        kept("AA", "country"),
        kept("BB", "country"),
        "",
    }


@pytest.mark.django_db
def test_letters_are_limited_by_country_too(made: Made, operators: Callable[[str], None]) -> None:
    operators("countries.AA = [[2, 600]]")
    whole = TargetList.objects.create(name="Parliament")
    target = Target.objects.create(list=whole, number="1", name="Ada", address="a@b.example", verified="2026-01-01")
    of = Origin("n", kept("AA", "country"))
    for number in range(2):
        assert not letters.flooded(of, NOON)
        Letter.objects.create(campaign=made[0], target=target, network=f"n{number}", country=of.country, made=NOON)
    assert letters.flooded(of, NOON)
    assert not letters.flooded(of, NOON + timedelta(seconds=600))


@pytest.mark.django_db
@pytest.mark.promise("H3")
@pytest.mark.parametrize("rule", [0, 1], ids=["burst", "sustained"])
def test_the_limits_of_a_mailbox_hold_to_the_message_and_to_the_second(made: Made, rule: int) -> None:
    most, seconds = limits().address[rule]
    narrower = max((one[1] for one in limits().address[:rule]), default=0)
    for number in range(most - 1):
        _one(made[0], NOON - timedelta(seconds=narrower) - number * SECOND, mailed=True)
    oldest = Submission.objects.order_by("made")[0]
    Submission.objects.filter(pk=oldest.pk).update(made=NOON - timedelta(seconds=seconds) + SECOND)
    last = _one(made[0], NOON - timedelta(seconds=narrower))
    assert _answered(last, NOON) == "mailed"
    assert _answered(_one(made[0], NOON), NOON + SECOND - timedelta(microseconds=1)) == "quiet"
    Submission.objects.filter(state="quiet").delete()
    assert _answered(_one(made[0], NOON), NOON + SECOND) == "mailed"


def _one(campaign: Campaign, when: datetime, *, mailed: bool = False) -> Submission:
    from habeas.desk.contacts.addresses import address

    whose = address("vera@example.org")
    given = intake.Filled(name="Vera Lund", address=whose.written, shown="none", language="en", base="http://x")
    made = intake.take(campaign, given, intake.Whence(whose, Origin("n")), when)
    if mailed:
        mail = post_(Posting(Mail.Kind.CONFIRM), Message("vera@example.org", "S", "W"), when)
        Submission.objects.filter(pk=made.pk).update(state="mailed", mail=mail)
    return made


def _answered(form: Submission, now: datetime) -> str:
    intake.answer(now)
    form.refresh_from_db()
    return form.state


@pytest.mark.django_db
@pytest.mark.promise("H3")
def test_the_limits_of_a_mail_domain_hold_over_the_hour_and_over_the_day(post: Post) -> None:
    lane = Posting("confirm", None, None, "domain", 3, 5)
    for number in range(9):
        post_(lane, Message(f"n{number}@example.org", "S", "W"), NOON)

    def sent(**after: float) -> int:
        return dict(portion(post[1], lambda _mail: True, NOON + timedelta(**after))).get("sent", 0)

    assert sent() == 3
    assert sent(minutes=59, seconds=59.9) == 0
    assert sent(hours=1) == 2
    assert sent(hours=23, minutes=59, seconds=59.9) == 0
    assert sent(hours=24) == 3
    assert sent(hours=25) == 1


@pytest.fixture
def known(operators: Callable[[str], None]) -> None:
    """The table of networks."""
    operators("")


@pytest.mark.parametrize(
    ("address", "code"),
    [
        ("198.51.0.0", "AA"), ("198.51.99.255", "AA"), ("198.51.100.0", "BB"), ("198.51.100.255", "BB"),
        ("198.51.101.0", "AA"), ("198.52.0.0", ""), ("203.0.113.7", "AA"),
        ("2001:db8:ffff::1", "CC"), ("2001:db9::1", ""),
    ],
)  # fmt: skip
def test_the_narrowest_network_of_the_table_says_the_country(known: None, address: str, code: str) -> None:
    assert country_of(ip_address(address)) == code


def test_without_a_table_nothing_is_known_and_no_code_can_be_read_off_what_is_kept(settings: Settings) -> None:
    asked = RequestFactory().get("/", REMOTE_ADDR="198.51.100.1")
    assert origin(asked).country == ""
    assert django_settings.RUN.networks is None


def test_a_country_is_kept_as_a_code_without_its_name(known: None) -> None:
    found = origin(RequestFactory().get("/", REMOTE_ADDR="198.51.100.1"))
    assert found.country == kept("BB", "country")
    assert len(found.country) == 64


@pytest.mark.parametrize(
    "line", ["198.51.100.7/24,AA", "no,AA", "198.51.100.0/24,AAA", "198.51.100.0/24,", ",AA", "198.51.100.0/24,1A"]
)
def test_a_table_that_says_something_else_is_refused_with_its_line(tmp_path: Path, line: str) -> None:
    (tmp_path / "t.csv").write_text(f"network,country\n192.0.2.0/24,AA\n{line}\n")
    with pytest.raises(TableError, match="line 3"):
        table(tmp_path / "t.csv")


@pytest.mark.parametrize(
    "own",
    [
        "network = 3",
        "network = [[0, 600]]",
        "countri = [[1, 2]]",
        "domain_per_day = 0",
        "country = [[1]]",
        "[",
        "countries.AA = 2",
    ],
)
def test_limits_that_say_something_else_keep_the_desk_from_starting(operators: Callable[[str], None], own: str) -> None:
    operators(own)
    with pytest.raises(LimitsError):
        limits()
    with pytest.raises(DeskSetupError):
        start._limited()


def test_what_an_operator_does_not_set_stays_as_it_is(operators: Callable[[str], None]) -> None:
    before = limits()
    operators("network = [[5, 60]]")
    assert limits() == msgspec.structs.replace(before, network=((5, 60),))
