"""The child process of pictures: `python -m habeas.pictures.child LIMITS`, files on stdin, bare pictures on stdout."""

from __future__ import annotations

import io
import warnings
from collections.abc import Iterator
from typing import Final

import msgspec
from PIL import Image, ImageOps, UnidentifiedImageError

from habeas.pictures.sandbox import Bare
from habeas.sandbox import serve

FORMATS: Final = ("JPEG", "PNG", "WEBP")
MOST_POINTS: Final = 60_000_000
LARGEST_SIDE: Final = 2000
"""Points; larger pictures are made smaller."""


def answer(data: bytes) -> Iterator[bytes]:
    """The bare picture, or why there is none."""
    yield msgspec.msgpack.encode(_made(data))


def _made(data: bytes) -> Bare:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            return Bare(_bare(data))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        return Bare(why="it has too many points")
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError):
        return Bare(why="it is no JPEG, PNG or WebP picture that can be read")
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the boundary: a decoder's own error is the picture's refusal, and said
        return Bare(why=f"the decoder failed ({type(error).__name__})")


def _bare(data: bytes) -> bytes:
    with Image.open(io.BytesIO(data), formats=FORMATS) as opened:
        if opened.width * opened.height > MOST_POINTS:
            raise Image.DecompressionBombError
        # A large JPEG is decoded no larger than it is needed.
        opened.draft("RGB", (LARGEST_SIDE, LARGEST_SIDE))
        shown: Image.Image = opened if opened.mode == "RGB" else opened.convert("RGB")  # a copy takes as much again
        shown.thumbnail((LARGEST_SIDE, LARGEST_SIDE))
        upright = ImageOps.exif_transpose(shown)
    bare = Image.new("RGB", upright.size)
    bare.paste(upright)
    out = io.BytesIO()
    bare.save(out, "JPEG", quality=85)
    return out.getvalue()


if __name__ == "__main__":
    serve(answer)
