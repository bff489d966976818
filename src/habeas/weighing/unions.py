"""Things that are one, put together: the smallest of them stands for all."""

from __future__ import annotations


class Unions:
    """Disjoint sets of names. What was never named stands alone."""

    def __init__(self) -> None:
        self._parent: dict[str, str] = {}

    def root(self, item: str) -> str:
        """The one that stands for all that are one with `item`."""
        while (above := self._parent.setdefault(item, item)) != item:
            self._parent[item] = self._parent.setdefault(above, above)
            item = above
        return item

    def unite(self, left: str, right: str) -> None:
        """Makes the two one."""
        first, second = sorted((self.root(left), self.root(right)))
        self._parent[second] = first
