"""Labelled pairs of names: read, measured, and used to train the few weights of the matcher."""
