"""Measurements that print tables: `make bench`, `python -m bench.speed`, `python -m bench.growth`."""
