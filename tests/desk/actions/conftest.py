"""A mail server for the tests of campaigns."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from habeas.desk.actions.models import Campaign
from habeas.desk.people.models import Member
from habeas.model.reading import Reading
from habeas.network.mail import MailServer
from tests.desk.actions import making
from tests.desk.actions.postoffice import PostOffice, post_office
from tests.desk.conftest import SignedIn

Post = tuple[PostOffice, MailServer]


@pytest.fixture
def post() -> Iterator[Post]:
    """What came in at a mail server, and the way to it."""
    with post_office() as found:
        yield found


@pytest.fixture
def made(signed_in: SignedIn, members: dict[str, Member]) -> tuple[Campaign, Reading]:
    """An open petition, and the report that it rests on."""
    return making.petition(signed_in("publisher"), members["publisher"])
