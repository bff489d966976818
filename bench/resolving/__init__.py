"""Measures who-is-who and the weighing on collections of known truth: `python -m bench.resolving --help`."""
