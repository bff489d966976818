"""Renders `examples/sources` as the PDF, DOCX and EML reports in `examples/reports`: the same bytes each time.

Use: python examples/make.py [--out FOLDER]
"""

from __future__ import annotations

import argparse
from pathlib import Path

from rendering import mail, pdf, source, word

HERE = Path(__file__).resolve().parent


def rendered(path: Path) -> bytes:
    """The report that a source, named for example `001-slug.pdf.txt`, stands for.

    Raises:
        ValueError: the name does not end in .pdf.txt, .docx.txt or .eml.txt.
    """
    match path.suffixes[-2:]:
        case [".pdf", ".txt"]:
            return pdf.render(source.load(path))
        case [".docx", ".txt"]:
            return word.render(source.load(path))
        case [".eml", ".txt"]:
            return mail.render(path)
        case _:
            raise ValueError(f"{path.name}: sources are named .pdf.txt, .docx.txt or .eml.txt")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE / "reports")
    out = parser.parse_args().out
    for path in sorted((HERE / "sources").glob("*/*.txt")):
        target = out / path.parent.name / path.name.removesuffix(".txt")
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_bytes(rendered(path))
        print(target)


if __name__ == "__main__":
    main()
