"""Measures who-is-who at scale: a full run, what more reports cost, and another program on the same people."""
