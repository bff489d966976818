"""Who is who, kept between runs: adding reports compares only new people with those near them.

Everything in it follows from readings and decisions; it can be thrown away and made again at any time.
"""

from habeas.resolving.index.changes import Changes
from habeas.resolving.index.keeping import Index, IndexDamagedError, Taken

__all__ = ["Changes", "Index", "IndexDamagedError", "Taken"]
