"""The same person across reports, spellings and scripts. The machine proposes with reasons; people decide."""

from habeas.resolving.resolve import resolve

__all__ = ["resolve"]
