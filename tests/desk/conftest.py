"""The people of the tests: one for each role, and a client signed in as each."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from django.test import Client
from django.utils import translation
from pytest_django import Settings

from habeas.desk.people.models import Member, Role
from habeas.workspace import Workspace

PASSWORD = "four plain words here"
SignedIn = Callable[[str], Client]


@pytest.fixture(autouse=True)
def quick_passwords(settings: Settings) -> None:
    """Passwords that are quickly hashed: the slow way is Django's, and is tested there."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture(autouse=True)
def english() -> Iterator[None]:
    """English, whatever language a page of the test before was asked for in."""
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def folder(settings: Settings, tmp_path: Path) -> Path:
    """The folder of the desk's workspace, an empty one."""
    settings.WORKSPACE = tmp_path / "workspace"
    settings.PUBLIC = tmp_path / "public"
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
    Workspace.init(settings.WORKSPACE).close()
    return tmp_path / "workspace"


@pytest.fixture
def members(db: None) -> dict[str, Member]:
    """A member for each role, by its name."""
    return {
        role: Member.objects.create_user(f"{role}@example.org", PASSWORD, name=f"The {role}", role=role)
        for role in Role.values
    }


@pytest.fixture
def signed_in(members: dict[str, Member]) -> SignedIn:
    """A client signed in as the member of a role."""

    def client(role: str) -> Client:
        made = Client()
        made.force_login(members[role])
        return made

    return client
