"""Signatures under petitions: given, confirmed, counted once for each person, moderated in public."""
