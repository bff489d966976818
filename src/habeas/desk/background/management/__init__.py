"""Commands of the desk that no user types."""
