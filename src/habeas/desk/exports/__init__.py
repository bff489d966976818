"""What leaves in files: of a case, of a search and of everything; what may leave, or, marked as such, what may not."""
