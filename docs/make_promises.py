"""Makes `docs/promises.md` from the tests, the last counts and the mutations: `make promises`. A test compares the two.

A test says which promise it is of by a marker, `@pytest.mark.promise("A1")`, or by its name, `test_j1_…`.
"""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from bench.durability.mutations import mutations
from bench.durability.record import Count, counts

ROOT: Final = Path(__file__).parents[1]
PAGE: Final = ROOT / "docs" / "promises.md"
_NAMED: Final = re.compile(r"test_([a-j]\d+)_")

PROMISES: Final = {
    "A1": "A report, reading or decision that was acknowledged outlives a killed program, on SQLite and PostgreSQL.",
    "A3": "A full disk, failing writes and failing fsync never lead to a false acknowledgement or a half state.",
    "A4": "Settings that keep what is stored safe are read back; a wrong one stops the program.",
    "A5": "Every job may run twice, and may be stopped at each of its commits.",
    "A6": "Nothing is silently skipped: accepted, refused and waiting are what was received.",
    "A7": "Backups made under load restore to the same.",
    "A8": "A script of the standard library verifies an archive without Habeas.",
    "B1": "One altered byte anywhere is found, and what it belongs to is named.",
    "B2": "Deletion, swapping, truncation, repetition, reordering and roll-back are found.",
    "B4": "Append-only tables refuse update and delete in raw SQL, on SQLite and PostgreSQL.",
    "B5": "A timestamp counts as present only where an authority witnessed the log; its true state is stored.",
    "B6": "Custody has no gaps: what a package holds leads back to who brought, read and decided.",
    "B8": "Packages and timestamps verify in other programs.",
    "C1": "No malformed file crashes the program: each ends as read, partly read or refused with a reason.",
    "C2": "Time, memory and output of parsing are bounded.",
    "C3": "What was not read is said.",
    "C4": "No name in an archive leads outside.",
    "C5": "Fetching reaches no address inside.",
    "C6": "No regular expression hangs.",
    "C7": "XML reads no files and does not expand.",
    "D1": "A quotation equals the text at its offsets, always.",
    "D2": "Offsets lead back to the original.",
    "D3": "The same reports give the same bytes, whatever the machine.",
    "D6": "Tricks with invisible and look-alike characters do not deceive.",
    "G4": "Making a document fetches nothing and reads no file that its words name.",
    "G5": "Letters and forms say what the case says, and hold nothing that may not leave.",
    "G6": "What is withdrawn, corrected or contradicted reaches what was made of it elsewhere.",
    "H1": "One person, one signature.",
    "H2": "The counter of signatures is true, whatever was signed, confirmed, withdrawn, taken out and put back.",
    "H3": "The limits on signing hold, to the last one that is let through.",
    "H4": "The form tells whoever tries it out nothing of who has signed.",
    "H5": "Signatures are taken out for a reason and for all to see in the log, and can all be put back.",
    "H6": "Of a signer nobody outside learns more than the name that they chose to show.",
    "I1": "What is erased is in no file any more.",
    "I2": "Erasure breaks nothing else, and what was erased cannot be confirmed by guessing.",
    "I3": "Consent is per person and use: given, refused, withdrawn and run out, for every way out.",
    "I4": "What is kept for a time goes on its day and not before, by itself.",
    "J1": "A language model can only propose quotations.",
    "J2": "A document with orders in it changes nothing but its own proposals.",
    "J3": "Claims to authority inside a text stay claims.",
    "J4": "The product works without any model.",
    "J5": "What a model answered is reproducible evidence.",
}

_HEAD: Final = """\
# What we promise, and how it is tried

Made by `make promises` from the tests, from the last counts of the long trials (`docs/promises.toml`) and from the ways
in which the program is broken on purpose (`bench/durability/mutations.toml`); a test compares them. A promise without a
test, or a test in `tests/promises` without a promise, fails the build.

Under each promise stand its tests; then how many cases of them were tried last and failed (`make counts`), and the last
counts of trials with many cases of their own.

With *n* trials and no failure the true rate is below 3/*n* with 95 % confidence: 1,000 trials bound it at 0.3 %, 10,000
at 0.03 %. Each count is what the command printed when it was run last.
"""


def tests() -> dict[str, list[str]]:
    """The tests of each promise, as pytest names them."""
    found: dict[str, list[str]] = defaultdict(list)
    for path in sorted((ROOT / "tests").rglob("test_*.py")):
        for name, numbers in tests_in(path):
            for number in dict.fromkeys(numbers):
                found[number].append(f"{path.relative_to(ROOT).as_posix()}::{name}")
    return found


def tests_in(path: Path) -> Iterator[tuple[str, list[str]]]:
    """The tests of a file, each with the promises that it is of."""
    for node in ast.parse(path.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_"):
            named = _NAMED.match(node.name)
            yield node.name, [*([named[1].upper()] if named else []), *_marked(node)]


def _marked(node: ast.FunctionDef) -> Iterator[str]:
    for decorator in node.decorator_list:
        if isinstance(decorator, ast.Call) and ast.unparse(decorator.func) == "pytest.mark.promise":
            yield from (str(ast.literal_eval(value)) for value in decorator.args)


def page() -> str:
    """The page as it should be."""
    found, counted = tests(), counts()
    lines = [_HEAD]
    for number, words in PROMISES.items():
        lines.append(f"## {number}\n\n{words}\n")
        lines += [f"- `{name}`" for name in found[number]]
        lines += [_line(one) for one in counted if one.promises == (number,)]
        lines.append("")
    lines.append("## Broken on purpose\n")
    lines += [_line(one) for one in counted if len(one.promises) > 1]
    lines.append("\n| promise | how the program was broken | what fails then |\n| --- | --- | --- |")
    lines += [f"| {one.promise} | {one.what} | `{one.test}` |" for one in mutations()]
    return "\n".join(lines) + "\n"


def _line(one: Count) -> str:
    seed = "" if one.seed is None else f", seed {one.seed}"
    return f"- last count, {one.what}: {one.tried:,} tried, {one.failed} failed{seed} (`{one.command}`)"


def main() -> None:
    """Writes the page."""
    PAGE.write_text(page(), encoding="utf-8")


if __name__ == "__main__":
    main()
