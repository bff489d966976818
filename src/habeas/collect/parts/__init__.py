"""Collections taken apart into the reports in them: ZIP and WACZ, web archives, mailboxes, messages with attachments.

Runs in a child process only (`habeas.collect.child`). Names, paths and links in a collection lead nowhere: a part is
known by its number, and what it is called is only told.
"""

from habeas.collect.parts.kinds import taken_apart
from habeas.collect.parts.pieces import Bounds, Itself, Left, Part, Piece

__all__ = ["Bounds", "Itself", "Left", "Part", "Piece", "taken_apart"]
