"""Acts that rest on case files: what may be said, how it is said with its sources, and the forms it is put in."""
