"""The pictures of cases that may be public."""

from __future__ import annotations

from collections.abc import Collection, Iterator

from habeas.desk.cases.consent import decided_same, may
from habeas.desk.cases.models import Attachment, Use
from habeas.pictures import Cleaner
from habeas.workspace import Workspace


def public_pictures(opened: Workspace, people: Collection[str]) -> Iterator[tuple[str, str, bytes]]:
    """Each picture of these people that may be public: whose it is, what it shows, and the copy to show."""
    with Cleaner() as cleaner:
        for made in Attachment.objects.filter(public=True, picture=True, removed=None).order_by("id"):
            key = next((key for key in decided_same([made.person]) if key in people), None)
            if key is not None and may([made.person], Use.PICTURE).stands:
                yield key, made.what, cleaner.cleaned(opened.original(made.original))
