"""A6: nothing is skipped in silence. Of every batch, what was accepted, refused and is waiting is what was received.

`BATCH=10000` in the environment tries so many (`make batches`); the tests try 500.
"""

from __future__ import annotations

import os
import random
import re
from pathlib import Path

import pytest

from habeas.collect import Found, Material, Opener
from tests.collect.crates import PAGE, mail, mbox, packed, response, warc
from tests.hostile.make_bad import docx, pdf
from tests.hostile.mutate import mutated
from tests.promises.counting import told
from tests.running import habeas

BATCH = int(os.environ.get("BATCH", "500"))
SEED = 20261122


class Batch:
    """A folder of mixed files, with the number of reports that were put into it, sound or not."""

    def __init__(self, folder: Path, files: int) -> None:
        self.folder, self.pick, self.put, self.damaged = folder, random.Random(SEED), 0, 0
        while self.put < files:
            self._add()

    def _report(self) -> tuple[str, bytes]:
        words = f"Osvik Tarrow was arrested on day {self.pick.randrange(10**9)}.".encode()
        kind = self.pick.choice(("txt", "html", "eml", "pdf", "docx", "bin", "txt", "html"))
        made = {
            "txt": lambda: words,
            "html": lambda: PAGE + words,
            "eml": lambda: mail("Note") + words,
            "pdf": lambda: pdf(words.decode()),
            "docx": lambda: docx(words.decode()),
            "bin": lambda: self.pick.randbytes(200),
        }[kind]()
        return kind, made

    def _add(self) -> None:
        number = self.put
        shape = self.pick.random()
        if shape < 0.03:
            count = self.pick.randint(1, 20)
            reports = [self._report() for _ in range(count)]
            data, name = packed({f"{n}.{kind}": made for n, (kind, made) in enumerate(reports)}), f"{number}.zip"
        elif shape < 0.05:
            count = self.pick.randint(1, 20)
            data, name = mbox(*(mail(f"n{number}-{n}") for n in range(count))), f"{number}.mbox"
        elif shape < 0.08:
            count = self.pick.randint(2, 20)
            pages = (response(f"http://a.example/{number}/{n}", PAGE + b"%d" % n) for n in range(count))
            data, name = warc(*pages, compressed=self.pick.random() < 0.5), f"{number}.warc.gz"
        else:
            kind, data = self._report()
            count, name = 1, f"{number}.{kind}"
            if self.pick.random() < 0.1:
                data, self.damaged = mutated(self.pick, data, PAGE) or b"x", self.damaged + 1
        (self.folder / name).write_bytes(data)
        self.put += count


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    return Batch(tmp_path_factory.mktemp("batch"), BATCH)


@pytest.mark.promise("A6")
def test_accepted_refused_and_waiting_are_what_was_received(batch: Batch, tmp_path: Path) -> None:
    """The difference is 0, and each refusal has its reason."""
    assert habeas("init", tmp_path / "w").code == 0
    ran = habeas("add", batch.folder, "--workspace", tmp_path / "w", timeout=300 + BATCH // 5)
    counts = re.search(r"^received (\d+) = (\d+) added \+ (\d+) known \+ (\d+) refused$", ran.said, re.M)
    assert counts is not None
    received, *parts = map(int, counts.groups())
    assert received == sum(parts)
    told = re.findall(r"^(?:added|known) sha256:[0-9a-f]{64} .+$", ran.out, re.M)
    assert len(told) == parts[0] + parts[1]
    reasons = re.findall(r"^  refused: .+?: (.+)$", ran.said, re.M)
    more = sum(map(int, re.findall(r": (\d+) parts? more: ", ran.said)))
    assert len(reasons) + more == parts[2]
    assert all(len(reason) > 5 for reason in reasons)


@pytest.mark.promise("A6")
def test_every_report_that_was_put_in_comes_out_or_is_told_of(batch: Batch) -> None:
    """Sound collections give what was put into them, to the last report; a message's attachments come on top."""
    received = 0
    with Opener() as opener:
        for path in sorted(batch.folder.iterdir()):
            pieces = list(opener.opened(Found(path=str(path), source=path.name)))
            assert pieces, path.name
            if path.suffix in (".zip", ".mbox", ".gz"):
                assert all(isinstance(piece, Material) for piece in pieces), path.name
            received += len(pieces)
    assert received >= batch.put
    assert received - batch.put <= batch.damaged
    told("reports in mixed files, none skipped in silence", "A6", f"make batches BATCH={BATCH}", batch.put, 0, SEED)
