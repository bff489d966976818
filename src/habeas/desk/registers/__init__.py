"""Spreadsheets in: a register of people held, its columns put onto fields, tried out, and taken in row by row."""
