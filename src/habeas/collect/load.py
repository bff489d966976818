"""A file's bytes, once, with every way in which they may not be had said in words."""

from __future__ import annotations

import errno
import hashlib
import os
import stat

from habeas.collect.source import CollectError, Found, Material, readable

MAX_BYTES = 256 * 1024 * 1024
"""No larger file is taken: a report is held in memory whole. The text stage has a smaller limit for what it
reads.
"""

_REASONS = {
    errno.ENOENT: "it is no longer there",
    errno.ENOTDIR: "it is no longer there",
    errno.EACCES: "there is no permission to read it",
    errno.EPERM: "there is no permission to read it",
    errno.ELOOP: "it became a link to somewhere else",
    errno.ENXIO: "it is not a regular file",
}


def why(error: OSError) -> str:
    """What an error of the operating system means for somebody who wanted a report."""
    return _REASONS.get(error.errno or 0, f"it cannot be read ({os.strerror(error.errno or 0).lower()})")


def opened_file(found: Found) -> int:
    """A descriptor of the regular file that `found` leads to, at its beginning; links are not followed.

    Raises:
        CollectError: it vanished, may not be read, or is not a regular file.
    """
    try:
        handle = os.open(found.path, os.O_RDONLY | os.O_NONBLOCK | os.O_NOFOLLOW | os.O_CLOEXEC)
    except OSError as error:
        raise CollectError(why(error)) from error
    if not stat.S_ISREG(os.fstat(handle).st_mode):
        os.close(handle)
        raise CollectError("it is not a regular file")
    return handle


def load(found: Found) -> Material:
    """The bytes that `found` leads to, and their SHA-256.

    Links are not followed and nothing but a regular file is opened for reading, so a pipe cannot hold the
    run up.

    Raises:
        CollectError: it vanished, may not be read, is not a regular file, is larger than `MAX_BYTES`, or
            does not hold the bytes of `found.id`.
    """
    handle = opened_file(found)
    try:
        data = _bytes_of(handle)
    except OSError as error:
        raise CollectError(why(error)) from error
    finally:
        os.close(handle)
    report = f"sha256:{hashlib.sha256(data).hexdigest()}"
    if found.id not in (None, report):
        raise CollectError(f"its bytes are no longer those of {found.id}: the original was altered")
    return Material(id=report, data=data, source=found.source, origin=readable(found.path), stated=found.stated)


def _bytes_of(handle: int) -> bytes:
    if os.fstat(handle).st_size > MAX_BYTES:
        raise CollectError(f"it is larger than {MAX_BYTES // 2**20} MiB, the most that is taken")
    parts, size = [], 0
    while block := os.read(handle, 1 << 20):
        size += len(block)
        if size > MAX_BYTES:
            raise CollectError(f"it is larger than {MAX_BYTES // 2**20} MiB, the most that is taken")
        parts.append(block)
    return b"".join(parts)
