"""How near readings come to readings by careful people. Pure functions on readings; nothing is read or written."""
