"""Makes the catalogues of the desk's languages anew: `make messages` (needs GNU gettext).

New texts come in untranslated, texts that are gone go out. A translation made by a machine carries the remark `machine`
until a person has read it and takes the remark away; `locale/state.toml` counts what is left of them.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterable
from datetime import UTC, datetime
from pathlib import Path
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from docs.core_sentences import sentences
from habeas.desk.languages import CONTEXT, STATE, terms
from habeas.desk.sentences import CONTEXT as SENTENCE
from habeas.desk.sentences import TEXTS
from habeas.desk.settings import LANGUAGES

_NO_DAY: Final = datetime(1970, 1, 1, tzinfo=UTC)
"""Stands where a compiled catalogue has the day on which it was made: the same texts give the same bytes."""
DESK: Final = Path(__file__).parents[1] / "src" / "habeas" / "desk"
LOCALE: Final = DESK / "locale"
MACHINE: Final = "machine"
_VOLATILE: Final = tuple(
    f'"{name}'
    for name in (
        "POT-Creation-Date",
        "PO-Revision-Date",
        "Generated-By",
        "Last-Translator",
        "Language-Team",
        "Project-Id",
        "Report-",
    )
)
STATE_HEAD: Final = (
    "# Made by `make messages`: the texts of each language, and how many of them only a machine has seen.\n"
)
TEXTS_HEAD: Final = (
    "# Made by `make messages`: the sentences of the core, as `docs/core_sentences.py` finds them in its code.\n"
)


def listed(texts: Iterable[str]) -> str:
    """Texts as a list in TOML."""
    return "texts = [\n" + "".join(f"    {json.dumps(text, ensure_ascii=False)},\n" for text in texts) + "]\n"


def languages() -> tuple[str, ...]:
    """Those that are translated into."""
    return tuple(code for code, _ in LANGUAGES if code != "en")


def path(language: str) -> Path:
    """Where a language's catalogue lies."""
    return LOCALE / language / "LC_MESSAGES" / "django.po"


def catalogue(language: str) -> Catalog:
    """A language's catalogue as it lies; an empty one where there is none."""
    where = path(language)
    if not where.exists():
        return Catalog(locale=language)
    with where.open("rb") as file:
        return read_po(file, locale=language)


def unread(of: Catalog) -> int:
    """How many texts carry the remark of a machine."""
    return sum(bool(one.id) and MACHINE in one.user_comments for one in of)


def extracted() -> Catalog:
    """Every text of the templates and the program, and the terms of the core."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "desk"
        shutil.copytree(DESK, copy, ignore=shutil.ignore_patterns("locale", "__pycache__", "static"))
        (copy / "locale").mkdir()
        command = [sys.executable, "-m", "django", "makemessages", "--locale", "fr", "--no-location", "--no-wrap"]
        plain = {name: value for name, value in os.environ.items() if name != "DJANGO_SETTINGS_MODULE"}
        subprocess.run(command, cwd=copy, env=plain, check=True, stdout=subprocess.DEVNULL)
        with (copy / "locale" / "fr" / "LC_MESSAGES" / "django.po").open("rb") as file:
            found = read_po(file)
    for term in terms():
        found.add(term, context=CONTEXT)
    for sentence in sentences():
        found.add(sentence, context=SENTENCE)
    return found


def write(language: str, of: Catalog) -> None:
    """Writes a catalogue and its compiled form; the same texts give the same bytes."""
    where = path(language)
    where.parent.mkdir(parents=True, exist_ok=True)
    of.header_comment = f"# The desk in the language {language}. A text with the remark '{MACHINE}' was read by nobody."
    of.fuzzy = False
    with where.open("wb") as file:
        write_po(file, of, width=116, sort_output=True, omit_header=False, include_lineno=False, ignore_obsolete=True)
    text = where.read_text(encoding="utf-8")
    lines = [line for line in text.splitlines(keepends=True) if not line.startswith(_VOLATILE)]
    where.write_text("".join(lines), encoding="utf-8")
    with where.open("rb") as file:
        written = read_po(file, locale=language)
    written.creation_date = written.revision_date = _NO_DAY
    with where.with_suffix(".mo").open("wb") as compiled:
        write_mo(compiled, written)


def _whole(text: Message) -> bool:
    forms = [text.string] if isinstance(text.string, str) else list(text.string or [])
    return bool(forms) and all(forms)


def main() -> None:
    """Writes all catalogues and says what waits."""
    if shutil.which("xgettext") is None:
        sys.exit("make messages needs GNU gettext, which is not installed here")
    TEXTS.write_text(TEXTS_HEAD + listed(sentences()), encoding="utf-8")
    template = extracted()
    rows = [STATE_HEAD]
    for language in languages():
        found = catalogue(language)
        found.update(template, no_fuzzy_matching=True)
        write(language, found)
        now = catalogue(language)
        texts = [one for one in now if one.id]
        missing = sum(not _whole(one) for one in texts)
        rows.append(f"\n[{language}]\ntexts = {len(texts)}\nunread = {unread(now)}\n")
        print(f"{language}: {len(texts)} texts, {missing} without a translation, {unread(now)} read by nobody")
    STATE.write_text("".join(rows), encoding="utf-8")


if __name__ == "__main__":
    main()
