"""A name as a key under which its spellings meet: Latin letters without marks, whatever script it is in."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ARTICLE = re.compile(r"^(?:al|el|the|as|ash|ad|an|ar|at|az)[ -](?=\w{3})")


@lru_cache(maxsize=65536)
def key(name: str) -> str:
    """Lower-case ASCII letters and digits with single spaces, without an article before.

    Names in other scripts are romanised letter by letter: they meet other spellings in their own script, and those in
    Latin letters only where the gazetteer lists both.
    """
    plain = anyascii(unicodedata.normalize("NFKC", name)).casefold().replace("'", "").replace("`", "")
    words = " ".join(re.findall(r"[a-z0-9-]+", plain)).strip("- ")
    return _ARTICLE.sub("", words).replace("-", " ")
