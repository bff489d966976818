"""The pictures of cases that may be public."""

from __future__ import annotations

from collections.abc import Iterator

from habeas.desk.cases.consent import may
from habeas.desk.cases.models import Attachment, Use
from habeas.pictures import Cleaner
from habeas.workspace import Workspace


def public_pictures(opened: Workspace) -> Iterator[tuple[str, str, bytes]]:
    """Each picture that may be public: whose it is, what it shows, and the copy to show."""
    with Cleaner() as cleaner:
        for made in Attachment.objects.filter(public=True, picture=True, removed=None).order_by("id"):
            if may([made.person], Use.PICTURE).stands:
                yield made.person, made.what, cleaner.cleaned(opened.original(made.original))
