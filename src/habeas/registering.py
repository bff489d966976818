"""Keeps rows of a register in a workspace: each a report, with its reading and what the person who imports accepts."""

from __future__ import annotations

from habeas.collect import Material
from habeas.items import items
from habeas.model.decision import Decision
from habeas.model.reading import Described, Reading
from habeas.model.text import Extracted, Segment
from habeas.spreadsheets import RowReading
from habeas.workspace import Workspace, packed


class Keeper:
    """Stores rows for one person. Kept again, a row adds nothing but where else it stood.

    `accept`: the person accepts what the cells say; high-risk statements stay proposals all the same, to be decided on
    one by one.
    """

    def __init__(self, opened: Workspace, by: str, *, accept: bool) -> None:
        self._opened, self._by, self._accept = opened, by, accept
        self._decided = {target for made in opened.decisions() for target in made.targets} if accept else set()

    def keep(self, row: RowReading, origin: str) -> bool:
        """Stores one row; `origin` says where it stood. False where the same row is there already.

        Raises:
            OSError, sqlite3.Error: it could not be stored.
        """
        reading = row.reading
        report = reading.report.id
        known = self._opened.records.newest_reading(report) is not None
        material = Material(
            id=report,
            data=row.data,
            source=reading.report.source,
            origin=origin,
            stated=Described() if known else reading.report.stated,
            how="collection",
        )
        self._opened.add(material, self._by)
        if not known:
            self._opened.put_reading(reading, packed(_extracted(reading)), self._by)
        if self._accept:
            self._take(reading)
        return not known

    def _take(self, reading: Reading) -> None:
        """Accepts what is not high-risk, in one decision a row."""
        found = [one for one in items([reading], ()).values() if one.risk is None]
        keys = tuple(one.key for one in found)
        if not keys or self._decided.intersection(keys):
            return
        self._decided.update(keys)
        seen = tuple(words for one in found for words in one.seen)
        self._opened.enter(
            Decision(id="", action="accept", targets=keys, author=self._by, time="", reason="imported", seen=seen)
        )


def _extracted(reading: Reading) -> Extracted:
    """The text of a row, which is its bytes as they are."""
    end = len(reading.text)
    whole = Segment(start=0, end=end, where="", origin_start=0, origin_end=end)
    return Extracted(
        text=reading.text, media_type="text/plain", segments=(whole,), passages=reading.passages, found=Described()
    )
