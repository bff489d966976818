"""How well the reader reads, beside the peers' figures: `python -m bench.reading`, `make bench-reading`."""
