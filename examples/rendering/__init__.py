"""Renders the plain-text sources of the example reports as PDF, DOCX and EML: the same bytes each time."""
