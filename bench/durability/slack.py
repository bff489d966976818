"""How many bytes of a workspace's database can change unseen: `python -m bench.durability.slack --reports 300`.

They are those that hold nothing in pages that only lead to others (decision 0010). The workspace is generated
(bench.filling).
"""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path

from bench.filling import filled
from habeas.archive import pages
from habeas.archive.verify import DATABASE

_TABLE_INNER, _INDEX_INNER, _INDEX_LEAF = 0x05, 0x02, 0x0A


def unseen(data: bytes) -> int:
    """How many bytes of a database hold nothing where that is not compared."""
    starts = {number: data[at : at + pages.PAGE] for number, at in enumerate(range(0, len(data), pages.PAGE), 1)}
    inner = {number: page for number, page in starts.items() if page[0] in (_TABLE_INNER, _INDEX_INNER)}
    below = {number for page in inner.values() for number in pages.led_to(page, 0)}
    split = any(page[0] == _INDEX_INNER for page in inner.values())
    loose = {number for number, page in inner.items() if page[0] == _INDEX_INNER or number in below}
    loose |= {number for number, page in starts.items() if page[0] == _INDEX_LEAF and split}
    return sum(pages.used(starts[number], 0).count(0) for number in loose)


def main() -> None:
    """Prints how many there are."""
    parser = argparse.ArgumentParser(prog="python -m bench.durability.slack", description=__doc__)
    parser.add_argument("--reports", type=int, default=300)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name) / "ws"
        filled(folder, arguments.reports, 1)
        data = (folder / DATABASE).read_bytes()
    count = unseen(data)
    print(f"{arguments.reports:,} reports: {count:,} of {len(data):,} bytes ({count / len(data):.2%})")


if __name__ == "__main__":
    main()
