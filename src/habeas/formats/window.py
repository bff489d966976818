"""A stream that is only read forward, with enough of it held to step back a little."""

from __future__ import annotations

import io
from typing import IO

from typing_extensions import override


class Window(io.BufferedIOBase):
    """Gives back the last bytes that were read where `seek` steps back over them; no other place can be gone to."""

    def __init__(self, stream: IO[bytes], held: int = 1 << 17) -> None:
        self._stream, self._most = stream, held
        self._buffer = b""
        self._at = 0

    @override
    def readable(self) -> bool:
        return True

    @override
    def read(self, size: int | None = -1) -> bytes:
        """Up to `size` bytes; all that is left where `size` is negative."""
        if size is None or size < 0:
            return b"".join(iter(lambda: self.read(1 << 16), b""))
        if self._at == len(self._buffer):
            fresh = self._stream.read(max(size, 1 << 14))
            self._buffer = self._buffer[-self._most :] + fresh
            self._at = len(self._buffer) - len(fresh)
        data = self._buffer[self._at : self._at + size]
        self._at += len(data)
        return data

    @override
    def readline(self, size: int | None = -1) -> bytes:
        parts: list[bytes] = []
        left = 1 << 62 if size is None or size < 0 else size
        while left:
            if self._at == len(self._buffer) and not self._more():
                break
            end = self._buffer.find(b"\n", self._at, self._at + left)
            stop = min(len(self._buffer), self._at + left) if end < 0 else end + 1
            parts.append(self._buffer[self._at : stop])
            left -= stop - self._at
            self._at = stop
            if end >= 0:
                break
        return b"".join(parts)

    def _more(self) -> bool:
        found = self.read(1)
        self._at -= len(found)
        return bool(found)

    @override
    def seek(self, offset: int, whence: int = io.SEEK_SET) -> int:
        if whence != io.SEEK_CUR or not 0 <= self._at + offset <= len(self._buffer):
            raise io.UnsupportedOperation("only a step back is possible")
        self._at += offset
        return 0
