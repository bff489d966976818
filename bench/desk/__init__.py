"""The desk under load: `make bench-desk`."""
