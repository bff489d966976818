"""Bytes are kept unchanged under their SHA-256, with an append-only log of where they came from and when."""
