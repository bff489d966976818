"""Habeas reads reports about people in custody and builds case files in which every line leads back to its
words.

>>> from habeas import read
>>> reading = read("Tamar Veld, 41, was arrested on 2 May.", published="2024-05-03")
>>> reading.events[0].when
'2024-05-02'
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from habeas.library import read as read
    from habeas.model.reading import Reading as Reading

__version__ = "0.1.0"
__all__ = ["Reading", "__version__", "read"]


def __getattr__(name: str) -> object:
    # The reader's model takes a second to load; `import habeas` must not.
    if name == "read":
        from habeas.library import read

        return read
    if name == "Reading":
        from habeas.model.reading import Reading

        return Reading
    raise AttributeError(f"module 'habeas' has no attribute {name!r}")
