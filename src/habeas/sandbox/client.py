"""What hands its work to a child process has in common."""

from __future__ import annotations

from types import TracebackType
from typing import Self

from habeas.sandbox.limits import Confinement
from habeas.sandbox.parent import Child


class Client:
    """Works with one child process. A context manager; `close` ends the child."""

    def __init__(self, module: str, confinement: Confinement) -> None:
        self._child = Child(module, confinement)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End the child. The client can still be used: the next piece of work starts another."""
        self._child.close()

    @property
    def pid(self) -> int | None:
        """The child that is running, if one is."""
        return self._child.pid
