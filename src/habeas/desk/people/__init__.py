"""People of the desk: members, their roles, and how they are invited."""
