"""How much the text stage reads before it stops and says so.

| Limit            | Default           | What happens beyond it                                              |
|------------------|-------------------|---------------------------------------------------------------------|
| `file_bytes`     | 50 MB             | the file is refused unread; the note gives its size                 |
| `seconds`        | 30 s              | the child is killed; the file is refused, "unreadable: time"        |
| `memory_bytes`   | 512 MB            | what parsing may add to the child's own size; refused, "memory"     |
| `characters`     | 5,000,000         | (some 800,000 words) the text is cut at a paragraph; state "partial" |
| `reply_bytes`    | 256 MB            | the child is killed; the file is refused, "output"                  |
| `unpacked_bytes` | 200 MB            | a DOCX that unpacks to more is refused                              |
| `unpacked_ratio` | 200 to 1          | a part of a DOCX of over 1 MB that is packed tighter is refused     |
| `archive_parts`  | 5,000             | a DOCX with more parts is refused                                   |
| `pages`          | 2,000             | later pages of a PDF are not read; state "partial"                  |
| `mail_parts`     | 200               | later parts of a message are not read; state "partial"              |
| `html_depth`     | 200 nested tags   | tags deeper than that are taken out, their text stays; a note says so |
"""

from __future__ import annotations

import msgspec


class Limits(msgspec.Struct, frozen=True, kw_only=True):
    """The limits of one extraction; sizes in bytes, time in seconds of wall clock."""

    file_bytes: int = 50_000_000
    seconds: float = 30.0
    memory_bytes: int = 512 * 1024 * 1024
    characters: int = 5_000_000
    reply_bytes: int = 256 * 1024 * 1024
    unpacked_bytes: int = 200_000_000
    unpacked_ratio: int = 200
    archive_parts: int = 5_000
    pages: int = 2_000
    mail_parts: int = 200
    html_depth: int = 200


DEFAULT = Limits()
