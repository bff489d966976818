"""One gate that lets out only what may leave; case pages, figures, demands, data. Imports `habeas.model`
only.
"""
