"""Case files: what the reports that a member may see come to for one person, with notes, consent and risk."""
