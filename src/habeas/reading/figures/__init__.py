"""How many: every count of people or bodies, with its bounds, what exactly is counted, of when and by whom."""

from habeas.reading.figures.build import read_figures

__all__ = ["read_figures"]
