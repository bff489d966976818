"""Who did or saw what, kept in a table that takes nothing back."""
