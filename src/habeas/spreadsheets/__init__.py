"""Spreadsheets: a file into a grid of cells, a grid's columns onto fields, and a row into a report of its own.

Third-party parsers see the bytes in a child process only. Imports the model and the sandbox, no other stage.
"""

from habeas.spreadsheets.fields import FIELDS, Field, guessed
from habeas.spreadsheets.grid import Grid, Sheet
from habeas.spreadsheets.reading import READER, RowReading, row_reading
from habeas.spreadsheets.rendering import Row
from habeas.spreadsheets.sandbox import read_grid
from habeas.spreadsheets.written import Order, ambiguous

__all__ = [
    "FIELDS",
    "READER",
    "Field",
    "Grid",
    "Order",
    "Row",
    "RowReading",
    "Sheet",
    "ambiguous",
    "guessed",
    "read_grid",
    "row_reading",
]
