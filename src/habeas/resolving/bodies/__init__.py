"""Organisations, facilities and places across reports, and where places are. Offline."""

from habeas.resolving.bodies.gathering import bodies

__all__ = ["bodies"]
