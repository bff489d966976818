"""The sandbox of the text stage's tests, for those that read whole files."""

from __future__ import annotations

from tests.text.conftest import extractor

__all__ = ["extractor"]
