"""What comes in: files, pasted text, testimonies; and how far the reading of each has come."""
