"""Pictures as they may be shown: made anew from their points alone, so that nothing that their file tells beside them
(places, devices, names, thumbnails, earlier states) goes along.
"""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Final

from PIL import Image, ImageOps, UnidentifiedImageError

from habeas.desk.cases.consent import may
from habeas.desk.cases.models import Attachment, Use
from habeas.workspace import Workspace

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_POINTS: Final = 60_000_000
LARGEST_SIDE: Final = 2000
"""Points; larger pictures are made smaller."""


class PictureError(Exception):
    """These bytes are no picture that can be shown: keep them as a document. The message says why."""


def is_picture(data: bytes) -> bool:
    """Whether bytes are a picture that can be shown."""
    try:
        cleaned(data)
    except PictureError:
        return False
    return True


def cleaned(data: bytes) -> bytes:
    """A JPEG of what a picture shows, upright, and of nothing else.

    Raises:
        PictureError: it is none, or too large.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
                if opened.width * opened.height > MOST_POINTS:
                    raise PictureError("it has too many points")
                upright = ImageOps.exif_transpose(opened).convert("RGB")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError) as error:
        raise PictureError("it is no JPEG, PNG or WebP picture that can be read") from error
    except (Image.DecompressionBombError, Image.DecompressionBombWarning) as error:
        raise PictureError("it has too many points") from error
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    bare.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=85)
    return out.getvalue()


def public_pictures(opened: Workspace) -> Iterator[tuple[str, str, bytes]]:
    """Each picture that may be public: whose it is, what it shows, and the copy to show."""
    for made in Attachment.objects.filter(public=True, picture=True, removed=None).order_by("id"):
        if may([made.person], Use.PICTURE).stands:
            yield made.person, made.what, cleaned(opened.original(made.original))
