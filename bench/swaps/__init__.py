"""Even-handedness: the same reports with the names of other peoples, and of the other side. `python -m bench.swaps`."""
