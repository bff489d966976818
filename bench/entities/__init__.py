"""Trains the reader's component for names: on texts marked by hand, with other names put in for theirs."""
