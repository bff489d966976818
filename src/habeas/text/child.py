"""The child process of the text stage: `python -m habeas.text.child LIMITS`, files on stdin, texts on stdout.

It imports a parser when the first file of its kind comes.
"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from habeas.sandbox import serve
from habeas.text.dispatch import parse
from habeas.text.refusal import refused
from habeas.text.sandbox import Job


def answer(message: bytes) -> Iterator[bytes]:
    """The text of one file, or why it has none."""
    yield _parsed(msgspec.msgpack.decode(message, type=Job))


def _parsed(job: Job) -> bytes:
    try:
        return msgspec.msgpack.encode(parse(job.data, job.name, job.media_type, job.limits))
    except MemoryError:
        raise
    except Exception as error:  # noqa: BLE001  the boundary: a parser's own error is the file's refusal, and said
        why = f"unreadable: the parser failed ({type(error).__name__}: {str(error)[:200]})"
        return msgspec.msgpack.encode(refused(why.encode("utf-8", "replace").decode(), job.media_type or ""))


if __name__ == "__main__":
    serve(answer)
