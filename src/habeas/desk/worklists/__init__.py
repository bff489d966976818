"""Worklists: disagreements, figures and demands, each with the finding that somebody wrote, signed and dated."""
